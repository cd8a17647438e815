### What the server itself writes: public pages, mails, and the name on a lock screen.
### Nothing in a mail or on a lock screen may tell others that somebody was in care, or anything about money.

## Lock screens and mails

push-title = Onward
mail-greeting = Hi { $name },
mail-link = Have a look here: { $link }
mail-why = You get this because you use Onward. We put nothing private in a mail. You sign in to read it.

## Events in somebody's own calendar

# In place of a title that would tell others of care.
event-calendar-title = Get-together

## Public pages

page-offer-title = What you can get in { $name }
page-offer-about = This is our local offer for { $word }. You can read all of it without signing in.
page-offer-link = See everything you can get
page-help-link = Need help now?
page-sign-in-link = Sign in to see what is yours
page-need-home = A home
page-need-money = Money
page-need-work_and_study = Work and study
page-need-health = Health
page-need-family_and_friends = Family and friends
page-need-new_in_the_uk = New in the UK
page-need-having_a_say = Having a say
page-article-reviewed = We last checked this on { $day }.
page-article-sources = Where this comes from: { $sources }
page-no-article-title = We can't find that page
page-no-article-about = It may have been taken away, or its name has changed. Everything we offer is in one list.
page-help-title = Need help now?
page-help-about = Someone is there for you, day and night. You don't have to sign in.
page-help-now = It can't wait
page-help-closed = When our office is closed
page-help-office = When our office is open
page-help-call = Call { $number }
page-help-text = Text { $number }
page-help-write = Write to { $address }
page-help-web = Website of { $name }

## While the apps are not built

page-not-built-title = The apps are not built yet
page-not-built-about = This program serves them from the folder dist, and there is nothing in it. Stop the program, then build them and start it again with this command:
page-not-built-public = What can be read without them:
