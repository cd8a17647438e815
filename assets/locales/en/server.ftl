### What only the server writes: mails, the name on a lock screen, and what no app can say because it isn't there.
### Nothing in a mail or on a lock screen may tell others that somebody was in care, or anything about money.

## Lock screens and mails

push-title = Onward
mail-greeting = Hi { $name },
mail-link = Have a look here: { $link }
mail-why = You get this because you use Onward. We put nothing private in a mail. You sign in to read it.

## In a calendar that others may see, in place of a title that tells of care

event-calendar-title = Something to go to

## Public pages

page-no-article-title = We can't find that page
page-no-article-about = It may have been taken away, or its name has changed. Everything we offer is in one list.

## While the apps are not built

page-not-built-title = The apps are not built yet
page-not-built-about = This program serves them from the folder dist, and there is nothing in it. Stop the program, then build them and start it again with this command:
page-not-built-public = What can be read without them:

## Why the bank sent a payment back (ISO 20022 ExternalStatusReason1Code)

return-reason-ac01 = The account number or the sort code is not right.
return-reason-ac04 = The account is closed.
return-reason-ac06 = The account is blocked, so no money goes in.
return-reason-ac03 = The account number or the sort code is not right.
return-reason-ag01 = This account takes no payments of this kind.
return-reason-be01 = The name does not fit the account.
return-reason-rc04 = The bank does not know the sort code.
return-reason-unknown = The bank did not say why.
