### What the phone app says.

## The frame

app-name = Onward
places = Places
place-home = Home
place-money = Money
place-people = People
place-events = Events
place-offer = Offer
skip = Skip to the page
help-link = Need help now?
leave-quickly = Leave quickly
inbox-link = { $count ->
    [0] Messages
    [one] Messages, 1 new
   *[other] Messages, { $count } new
}
settings-link = You and this phone
not-there-title = We can't find that page
not-there = It may have moved, or the link may be old.
go-home = Go to Home
worker-title = This is the young people's app
worker-about = You are signed in as a worker. Your desk is here:
worker-desk = Open the desk
unknown-about = You can still read what we offer and who to call.

## Signing in

sign-in-title = Sign in
sign-in-about = See your money, your visits and what's on.
sign-in-name = Your sign-in name
sign-in-password = Password
sign-in-show = Show the password
sign-in-do = Sign in
sign-in-doing = Signing you in…
sign-in-name-needed = Write your sign-in name.
sign-in-password-needed = Write your password.
sign-in-offline = We need the internet to sign you in. Try again when you're back online.
sign-in-forgotten-title = Can't get in?
sign-in-forgotten = Ask your adviser. They can help you get in again.
sign-in-without-title = You don't have to sign in to
sign-in-offer = Read what we offer
sign-in-help = Find help right now

## Home

home-title = Hi { $name }
home-needs-you = Needs you
home-next = Next up
home-requests = Your requests
home-not-asked = You haven't asked for this yet
home-running-out = Don't lose it
home-calm-title = Nothing needs you right now
home-calm = We'll tell you here when something does.
home-unsent = Not sent yet · { $entitlement }, { $amount }
home-unsent-photos = Photos not sent yet · { $entitlement }, { $amount }
home-unsent-about = It's saved on this phone.
home-unsent-gone = Sent. It was saved on this phone until now.
home-begun = You started asking for { $entitlement }
home-begun-go-on = Go on
home-question-title = { $name } has a question
home-question-about = About { $entitlement }, { $amount }
home-answer = Answer
home-returned-title = The bank sent your { $amount } back
home-returned-about = Look at your bank details. Then we send it again.
home-open = Have a look
home-receipt-title = Is your receipt in?
home-receipt-about = { $entitlement }, { $amount }. Add a photo of the receipt to finish it.
home-receipt-add = Add a photo
home-contact-yes = I'll be there
home-contact-move = Move it
home-contact-done = Thanks. { $name } knows you'll be there.
home-event-going = You have a place
home-event-waiting = You're on the waiting list
home-event-left = { $count ->
    [0] No places left
    [one] 1 place left
   *[other] { $count } places left
}
home-coming = Coming up for you
home-comes = Comes by itself: { $day }
home-opens = You can ask from: { $day }
home-tell-us = { $count ->
    [one] 1 question we have for you
   *[other] { $count } questions we have for you
}
home-tell-us-about = Your answers decide what you can have.
home-money = See all your money
home-see = See what it is
home-see-label = See what it is: { $entitlement }
home-not-now = Not now
home-not-now-label = Not now: { $entitlement }
home-not-now-said = We won't show that one here again. It's still under Money.
home-ends = Until { $day }. After that it's gone.
home-starts-again = Use it by { $day }. Then it starts again.

## Messages

inbox-title = Messages
inbox-empty-title = No messages yet
inbox-empty = When something happens with your requests, visits or events, it stands here.
inbox-new = New

## The offer

offer-title = What we offer
offer-about = Everything there is for you, and how to get it.
offer-search = Search
offer-search-hint = Rent, driving, feeling low…
offer-found = { $count ->
    [0] Nothing found
    [one] 1 found
   *[other] { $count } found
}
offer-nothing = We have nothing under those words. Try another word, or ask your adviser.
offer-count = { $count ->
    [one] 1 to read
   *[other] { $count } to read
}
need-home = A home
need-money = Money
need-work_and_study = Work and study
need-health = Health
need-family_and_friends = Family and friends
need-new_in_the_uk = New in the UK
need-having_a_say = Having a say
article-entitlements = What you can ask for
article-checked = We last checked this on { $day }.
article-sources = Where this comes from: { $sources }

## Help

help-title = Help right now
help-danger-title = Someone is hurt or in danger
help-danger = Call 999. It's free, any time.
help-danger-call = Call 999
help-listen-title = You need someone to listen
help-listen = Samaritans answer day and night. It's free, even with no credit.
help-listen-call = Call 116 123
help-closed = When our office is closed
help-office = Who to ask in office hours
help-hub = Come by
help-call = Call { $number }
help-text = Text { $number }
help-mail = Email
help-web = Website
help-map = Find it on a map
help-from-to = { $from } to { $to }
help-private = Nobody is told that you opened this page.

## You and this phone

settings-title = You and this phone
settings-signed-in = Signed in as { $handle }
settings-messages = Messages on this phone
settings-messages-about = We can tell you when there's an answer, a visit or an event, even when the app is closed. What shows on your lock screen is short and says nothing private.
settings-messages-on = Tell me on this phone
settings-messages-off = Stop telling me on this phone
settings-messages-are-on = Messages come to this phone.
settings-messages-stopped = Messages no longer come to this phone.
settings-messages-refused = Your browser is set to block messages from this app. To change that, open your browser's settings for this page and allow notifications.
settings-messages-unsupported = This browser can't show messages while the app is closed. On an iPhone, add the app to your home screen first: tap Share, then Add to Home Screen.
settings-colours = Colours
settings-theme-auto = Like my phone
settings-theme-light = Light
settings-theme-dark = Dark
settings-privacy = What stays private
settings-privacy-phone = What you see here is kept on this phone, locked, so that you can read it with no internet. Signing out deletes it.
settings-privacy-see = Your adviser, whoever covers for them and their manager can see your requests and visits. Nobody else's adviser can.
settings-privacy-leave = Leave quickly clears the screen and opens the weather. You stay signed in.
settings-sign-out = Sign out
settings-signing-out = Signing you out…
settings-sign-out-title = Sign out?
settings-sign-out-unsent = { $count ->
    [one] You have 1 request that isn't sent yet. Signing out deletes it.
   *[other] You have { $count } requests that aren't sent yet. Signing out deletes them.
}
settings-sign-out-yes = Sign out and delete it
settings-sign-out-no = Stay signed in
settings-sign-out-about = We delete what we kept on this phone.

settings-bank-about = Where the money goes that we pay into your account.
settings-bank = See or change it

## The bank account

bank-title = Your bank account
bank-masked = Sort code { $sort }, account { $account }
bank-waits = These are new. Money goes there from { $day } on. We wait two working days, in case it wasn't you.
bank-change = Use another account
bank-keep = Keep the one above
bank-first-about = Tell us where to pay you. It should be an account in your own name.
bank-change-about = If you change it, we wait { $days } working days before money goes there. That keeps your money safe if somebody else has your phone.
bank-name-label = Name on the account
bank-name-hint = As it stands on your bank card.
bank-name-wrong = Write the name on the account, in at most 70 letters.
bank-sort-code-label = Sort code
bank-sort-code-hint = 6 digits, like 12-34-56.
bank-sort-code-wrong = Write 6 digits, like 12-34-56.
bank-account-number-label = Account number
bank-account-number-hint = 8 digits, like 12345678.
bank-account-number-wrong = Write 8 digits, like 12345678.
bank-save = Save it
bank-saving = Saving…
bank-saved = Saved. That's where we pay you.
bank-safe = We lock these numbers away. On screens you only ever see a part of them.

### Money and requests

## Money

money-title = Your money
money-groups = Which money to show
money-search = Search your money
money-search-hint = Search: rent, clothes, driving…
money-found = { $count ->
    [0] Nothing found
    [one] 1 found
   *[other] { $count } found
}
money-found-nothing = We have nothing under those words. Try another word, or ask your adviser.
money-ask-now = Ask now
money-coming = Coming up
money-not-now = Not right now
money-count = { $group } · { $count }
money-costs = We pay what it costs
money-talk-first-heading = Talk to us first
money-not-yours-heading = Not yours right now
money-show-ended = Show what has ended
money-by-itself = Comes to you by itself
money-from-others = Somebody else pays this
money-tell-us = We need to know one thing first
money-none-now = There is nothing you can ask for today.
money-none-now-more = Look at what is coming up, or talk to { $name } about what you need.
money-none-coming = Nothing new is coming up in the next year.
money-none-not-now = Nothing is closed to you right now.
money-requests = See all your requests
money-ask-someone = Do you need something that isn't here? Talk to { $name }. They can help you find a way.
money-your-adviser = your adviser

# One card
money-left = { $amount } left
money-of = of { $amount }
money-actual-cost = What it costs
money-worked-out = We work it out with you
money-units-left = { $count } of { $amount } left
money-used = { $amount } used
money-waiting = { $amount } waiting
money-until = until { $day }
money-from = from { $day }
money-again = starts again on { $day }
money-talk-first = talk to us first
money-automatic = you don't need to ask
money-ended = this has ended
money-used-up = all used
money-not-yours = not yours right now
money-elsewhere = somebody else pays
money-tell-us-do = Answer our questions
money-tell = tell us first

## One entitlement

allowance-ask = Ask for this
allowance-ask-first = Ask about this
allowance-ask-first-why = We look at it together first. Asking starts that off.
allowance-why = Why you can have this
allowance-why-not = Why it isn't open to you now
allowance-why-unknown = What we know so far
allowance-would-change = What would change it
allowance-tell-us = Talk to { $name } about this. Once we know, we can say yes or no.
allowance-tell-us-yourself = Tell us. { $name } checks it, and then we can say yes or no.
allowance-answer = Answer: { $question }
allowance-talk = See how to reach them
allowance-evidence = What to send along
allowance-evidence-later = You can add photos later too.
allowance-receipt = Keep the receipt. We ask for a photo of it afterwards.
allowance-decides = Who decides
allowance-decides-adviser = { $name } decides. You hear within { $days ->
    [one] one working day
   *[other] { $days } working days
}.
allowance-decides-manager = { $name } looks at it first, then a manager decides. You hear within { $days ->
    [one] one working day
   *[other] { $days } working days
} of it reaching the manager.
allowance-decides-assessment = { $name } looks at what you need together with you, then we decide. You hear within { $days ->
    [one] one working day
   *[other] { $days } working days
}.
allowance-decides-attendance = { $name } confirms each week of term once it's over. Then we pay it without you asking.
allowance-decides-automatic = Nobody has to decide. We pay it without you asking.
allowance-decides-participation-worker = The worker who runs the event says you took part. Then we pay it.
allowance-decides-elsewhere = Somebody else decides and pays. We can help you ask them.
allowance-emergency = This is for an emergency. You get an answer the same day.
allowance-paid-within = Once it is agreed, the money leaves us within { $days ->
    [one] one working day
   *[other] { $days } working days
}.
allowance-rule = Where this comes from
allowance-next = Next payment: { $day }
allowance-policy = Rules in use: { $policy }
weeks-title = Your weeks
weeks-about = { $name } confirms each week of term in which you went to everything.
weeks-none = No week of term is over yet. The first one shows here when it is.
weeks-older = Older weeks
weeks-not-theirs = Weeks in which this wasn't yours
weeks-ask = Is a week missing or not right? Ask { $name }.
allowance-clause-section = section { $number }
allowance-clause-table = table { $number }
allowance-past = Your requests for this
allowance-opens = You can ask from { $day }.
allowance-opens-again = It starts again on { $day }.
allowance-ends = The last day to ask is { $day }.
allowance-period = This counts from { $starts } to { $ends }.

## What if

what-if-title = What if…
what-if-about = Try a change and see what it does to your money.
what-if-private = Only your phone works this out. We don't see what you try.
what-if-choices = What changes
what-if-job = Your job
what-if-job-as-now = As it is now
what-if-job-without = I have no job
what-if-job-full-time = I work full time
what-if-job-part-time = I work part time
what-if-job-apprentice = I am an apprentice
what-if-wage = Your pay for a week, in pounds
what-if-wage-hint = What you get before anything is taken off.
what-if-wage-wrong = Write pounds, or pounds and pence, like 80 or 80.50.
what-if-course = Your course
what-if-course-as-now = As it is now
what-if-course-without = I am on no course
what-if-course-school = School or sixth form
what-if-course-further = College
what-if-course-higher = University
what-if-course-postgraduate = University, after a first degree
what-if-part-time = It is part time
what-if-computer = I need a computer for it
what-if-home = Your home
what-if-home-as-now = As it is now
what-if-home-own = I move into my own place
what-if-home-former-carers = I stay with my foster carers
what-if-home-lodgings = I live in supported lodgings
what-if-home-family = I live with my family
what-if-when = When
what-if-today = Today
what-if-birthday = When I turn { $age }, on { $day }
what-if-another-day = Another day
what-if-day = Which day
what-if-day-wrong = Choose a day from today on.
what-if-baby = A baby is on the way
what-if-baby-due = The day the baby is due
what-if-baby-hint = There is more help for you then. You choose who you tell, and when.
what-if-choose = Change something above, and see here what it does.
what-if-answer = What would be different
what-if-said = { $comes ->
    [0] Nothing new
    [one] 1 new thing
   *[other] { $comes } new things
}, { $goes ->
    [0] nothing lost
    [one] 1 thing less
   *[other] { $goes } things less
}.
what-if-same = Nothing about your money would change.
what-if-sums = The sums side by side
what-if-now = Now
what-if-then = Then
what-if-pay = Your pay each week
what-if-sum-week = From us each week, up to
what-if-sum-month = From us each month, up to
what-if-sum-term = From us each term, up to
what-if-sum-season = From us each summer and each winter
what-if-sum-year = From us each year, up to
what-if-sum-once = From us once, all together
what-if-comes = You could have
what-if-changes = Would be another amount
what-if-goes = Would stop
what-if-later = Would come later
what-if-asks = We would need to know more first
what-if-from-to = { $now } now, { $then } then
what-if-to = { $then } then
what-if-pieces = { $count ->
    [one] 1 time
   *[other] { $count } times
}
what-if-how = { $outcome }: { $counted }.
what-if-taken = We take it that you show us your payslips and go to everything on your course.
what-if-no-promise = It is what the rules say, not a promise.
what-if-again = Start again
what-if-talk = Talk to { $name } before you decide
what-if-try = Try it out: what if…
what-if-link = What if you start a job, move or turn 18? Try it out.

## Asking, one thing a page

ask-step = Step { $step } of { $steps }
ask-kept = kept on this phone
ask-leave = Stop and delete my answers
ask-leave-title = Delete your answers?
ask-leave-text = What you have written and your photos are removed from this phone. Nothing has been sent.
ask-leave-yes = Delete them
ask-leave-no = Keep them
ask-cannot = You can't ask for this right now
ask-cannot-more = See why, and what would change it.
ask-see-why = See why

ask-amount-title = How much do you need?
ask-amount-left = You have { $left } left for “{ $what }”. Ask for what it costs. You can ask again.
ask-amount-open = Ask for what it costs. For “{ $what }” there is no set amount.
ask-amount-label = Amount in pounds
ask-amount-hint = Not sure yet? Put your best guess. { $name } can help you change it.
ask-amount-after = Left after this
ask-amount-empty = Write how much you need, like 40 or 64.99.
ask-amount-not-money = Write pounds, or pounds and pence, like 40 or 64.99.
ask-amount-zero = Write more than £0.
ask-amount-over = You have { $left } left. Write { $left } or less.
ask-amount-large = That is more than we can ever pay at once. Write a smaller amount.
ask-amount-all = Ask for all { $left }
ask-units-label = How many?
ask-units-left = You have { $count ->
    [one] one left
   *[other] { $count } left
} this time round.
ask-units-over = You have { $count } left. Choose { $count } or fewer.
ask-units-none = Write how many, 1 or more.

ask-reason-title = What is it for?
ask-reason-label = Tell us in your own words
ask-reason-hint = A few words are fine. Say what you want to get and why you need it.
ask-reason-empty = Write a few words about what it is for.
ask-reason-long = That is a bit too long. Please keep it under { $most } letters.

ask-tried-label = What else have you tried?
ask-tried-empty = Write what you tried. If nothing, say why.
ask-tried-hint = Like asking a charity, the Jobcentre or your landlord. If nothing, say why.
ask-collect-label = Do you live far away? Where can you pick it up?
ask-collect-hint = The name of another council's office near you. Leave it empty if you come to us.
ask-promise-title = Your promise to pay back
promise-to-repay-1 = We pay you { $amount } because your benefit is late. If the benefit pays you later for the same time, I promise to pay this money back to the council. My adviser will agree with me how, in amounts I can manage.
ask-promise-agree = I have read this and I agree
ask-promise-unticked = Tick this to agree. Or talk to your adviser first.
ask-promise-name = Type your full name to sign
ask-promise-hint = This counts like your signature on paper.
ask-promise-unsigned = Type your name to sign.

ask-photo-title = Do you have a photo of it?
ask-photo-text = A receipt, a price tag or a letter helps us say yes sooner. You can skip this and add it later.
ask-photo-wanted = This would help:
ask-photo-take = Take or choose a photo
ask-photo-another = Add another photo
ask-photo-hint = A photo or a PDF. We make photos smaller on your phone, to save your data.
ask-photo-shrinking = Making your photo smaller…
ask-photo-remove = Remove { $name }
ask-photo-name = photo { $number }
ask-photo-alt = Your photo { $number }
ask-photo-pdf = PDF file
ask-photo-unreadable = We couldn't open that one. Try another photo, or a PDF.
ask-photo-too-large = That file is too big. A PDF can be up to { $most } MB.
ask-photo-most = That's as many as fit: { $most }.
ask-photo-skip = Skip this

ask-pay-title = How would you like to get it?
ask-pay-label = Choose one
ask-pay-empty = Choose how you would like to get it.
pay-by-bank_transfer = Into my bank account
pay-by-bank_transfer-about = We pay it into the account you give us.
pay-by-voucher = A shop voucher
pay-by-voucher-about = You get a code you can use in the shop.
pay-by-goods = We buy it for you
pay-by-goods-about = We order it and have it brought to you.
pay-by-cash = Cash
pay-by-cash-about = As your pathway plan says. { $name } tells you where to pick it up.
pay-by-cash-closed = Not open to you: your pathway plan has to say so first. Ask { $name }.
ask-pay-bank-later = I'll give it later

ask-check-title = Check and send
ask-check-what = What
ask-check-amount = How much
ask-check-units = How many
ask-check-reason = What it is for
ask-check-tried = What else you tried
ask-check-photos = Photos
ask-check-photos-none = None yet. You can add them later.
ask-check-photos-count = { $count ->
    [one] one photo or file
   *[other] { $count } photos or files
}
ask-check-pay = How you get it
ask-check-change = Change
ask-check-change-what = Change: { $what }
ask-check-next = { $name } gets it as soon as you send it. You hear within { $days ->
    [one] one working day
   *[other] { $days } working days
}.
ask-check-next-emergency = { $name } gets it as soon as you send it. You hear today.
ask-check-missing = Answer what is missing
ask-check-send = Send it
ask-check-sending = Sending…
ask-check-sending-photo = Sending photo { $number } of { $count }…
ask-next-reason = Next: what it's for
ask-next-photo = Next: a photo
ask-next-pay = Next: how you get it
ask-next-check = Next: check it
ask-back-to-check = Save and go back

ask-offline-title = We couldn't send this yet
ask-offline-text = It's saved on your phone. It goes by itself when you're back online and the app is open.
ask-offline-retry = Try again now
ask-photo-failed = Your request was sent. { $name } didn't go through: { $why }
ask-photo-failed-go-on = Go on without it

## A request

request-just-sent = Sent
request-just-sent-text = { $name } has it now. You don't need to do anything.
request-just-sent-no-bank = { $name } has it now. One thing is missing: where to pay you.
request-sent-chip = Sent { $day }
request-amount-agreed = { $agreed } agreed of { $amount }
request-units = { $count ->
    [one] one time
   *[other] { $count } times
}
request-you-wrote = What you wrote
request-photos = Photos and files
request-photo = Photo { $number }
request-file = File { $number }
request-photo-open = Open { $name }
request-photo-alt = { $name } that you sent
request-photo-add = Add a photo
request-photo-added = Your photo is with us now.
request-photo-adding = Sending your photo…
request-receipt-title = Send us the receipt
request-receipt-text = You have the money. Take a photo of the receipt, then this one is finished.
request-rule-words = It rests on { $clauses } of the guide to financial support. Rules in use: { $policy }.
request-see-allowance = See why, and what is left
request-someone = somebody from the team
request-pay-by = You get it this way: { $how }

request-promise-signed = Signed by { $name }, { $day }
request-repaying-title = You promised to pay back { $promised }
request-repaying-how = Only if your benefit pays you for the same time. Agree with your adviser how, in amounts you can manage.
request-collect-at = You pick it up here: { $place }

request-not-had = Didn't get it?
request-not-had-call = Call { $name }: { $number }

request-question-title = { $name } has a question
request-question-label = Your answer
request-question-hint = You can add a photo below too.
request-question-empty = Write a few words, so that { $name } can go on.
request-question-send = Send your answer
request-question-sending = Sending…
request-question-sent = Your answer is with { $name }.

request-no-bank-title = Where should we pay you?
request-no-bank-agreed = We said yes to { $amount }. We can't send it until you tell us.
request-no-bank-asked = You asked for { $amount } into your bank account. We can't send it until you tell us.
request-no-bank-give = Give my bank details

request-returned-title = The bank sent the money back
request-returned-held = { $amount } is still yours. We keep it for you until this is put right.
request-returned-do = Look at your bank details. Change them if they are wrong. Then tell us to send the money again.
request-returned-again = These are right, send it again
request-returned-sending = Telling us…
request-returned-done = Thank you. We send the money again.

request-withdraw = Take it back
request-withdraw-title = Take this request back?
request-withdraw-text = We stop looking at it. The money stays yours to ask for again.
request-withdraw-yes = Take it back
request-withdraw-no = Leave it
request-withdrawn = You took it back.
request-moved-on = Something happened meanwhile. This is how it stands now.

request-rest = Somebody else looks at the part that was not agreed. It has a page of its own.
request-rest-open = See the other part
request-rest-of = This is the part of your request that was not agreed before.
request-rest-of-open = See the first part

challenge-title = Not happy with this?
challenge-about = You can ask for a second look. A manager who did not decide it looks again and tells you why.
challenge-part = You can ask for a second look at the other { $rest }. A manager who did not decide it looks again. The { $agreed } comes to you all the same.
challenge-late = You should have heard by now, and we're sorry. You can ask a manager to answer instead.
challenge-promise = Ask today, and you'll hear by { $day }.
challenge-words = What should they know?
challenge-words-hint = You can leave this empty.
challenge-do = Ask for a second look
challenge-sending = Sending…
challenge-done = A manager looks at it again.
challenge-advocate = Someone on your side
complain-title = You can complain
complain-about = If you still think this is wrong, tell us. A manager who did not decide it answers you.
complain-paid = Did it not come, or is something wrong with it? Tell us. A manager answers you.
complain-late = This takes longer than we promised, and we're sorry. You can complain. A manager answers you.
complain-promise = By { $acknowledge } we tell you who deals with it. By { $answer } you have an answer.
complain-words = What went wrong?
complain-do = Send my complaint
complain-done = We have your complaint.
complaint-title = Your complaint
complaint-made = We have it. By { $acknowledge } we tell you who deals with it. By { $answer } you have an answer.
complaint-acknowledged = { $name } deals with it. By { $answer } you have an answer.
complaint-late = You should have heard by { $day }. We're sorry it takes longer.
complaint-answered = It is answered.
complaint-answered-by = From { $name }
complaint-still-not-happy = Still not happy? An ombudsman outside the council can check this, for free. An advocate can help you write to them.
complaint-ombudsman = Who checks the council

payment-time-half = { $days ->
    [0] Lately, half of people had their money on the day they asked.
    [one] Lately, half of people had their money within one working day.
   *[other] Lately, half of people had their money within { $days } working days.
}

request-track = Where it is
track-automatic = Set up for you. You did not need to ask
track-sent = You sent it
track-taken = { $name } started to look at it
track-asked = { $name } asked you a question
track-replied = You answered
track-with-manager = { $name } agreed and passed it to a manager
track-agreed = { $name } agreed to { $amount }
track-agreed-all = { $name } agreed
track-declined = { $name } said no
track-released = { $name } put it back for somebody else to look at
track-withdrawn = You took it back
track-scheduled = The money is in our next payment
track-paid = We sent the money
track-handed-over = It was handed to you
track-signed-for = { $name } signed for it. Where: { $place }.
track-took-in = { $name } took it in. Shop: { $place }.
track-voucher = Voucher number: { $name }. Shop: { $place }.
track-payer-allowed = { $name } said who may pay it
track-returned = The bank sent the money back
track-reissue-you = You checked the bank details
track-reissue = { $name } checked the bank details
track-not-handed-over = We wrote down by mistake that it was handed to you
track-signed-off = { $name } had a second look at this emergency
track-stopped = { $name } stopped it
track-closed = All finished
track-challenged = You asked for somebody else to look at it
track-challenged-rest = You asked for somebody else to look at the rest
track-complained = You complained
track-acknowledged = { $name } has your complaint
track-answered = { $name } answered your complaint
track-now-waiting = { $name } will look at it
track-now-waiting-nobody = It is waiting to be looked at
track-now-looking = { $name } is looking at it
track-now-question = We need an answer from you
track-now-manager = A manager is looking at it
track-now-challenged = A manager looks at it again
track-now-challenged-text = It is a manager who did not decide on it before. The money is kept for you.
track-now-agreed = We are getting the money ready
track-now-agreed-voucher = We are getting your voucher ready
track-now-agreed-goods = We are buying it for you
track-now-agreed-cash = Your cash is being got ready
track-now-no-bank = We need your bank details first
track-now-scheduled = The money is on its way
track-now-paid = The money has left us
track-now-had = You have it
track-now-paid-receipt = We need a photo of the receipt
track-now-returned = The money waits for the right bank details
track-now-returned-text = Put them right above, or talk to { $name }.
track-hear-by = You'll hear by { $day }.
track-hear-late = You should have heard by { $day }. We're sorry it takes longer. You can call { $name }.
track-money-by = We send the money by { $day }. Your bank can take up to a day to show it.
track-money-late = The money should have left us by { $day }. We're sorry it takes longer. You can call { $name }.
track-with-bank = Our bank has it. It can take until the next working day to show in your account. Not there then? Call { $name }.
track-had-by = You get it by { $day }.
track-had-late = You should have had it by { $day }. We're sorry it takes longer. You can call { $name }.
track-cash-where = { $name } tells you where to pick it up.
track-cover = If { $away } is away, { $name } answers.
track-question-waits = Nothing is lost. It goes on as soon as you answer.
track-next-agreed = We decide
track-next-paid = The money is sent
track-next-had = You get it
track-next-paid-text = Within { $days ->
    [one] one working day
   *[other] { $days } working days
} of saying yes.
track-next-receipt = You send us the receipt

request-state-submitted = sent
request-state-in_review = being looked at
request-state-more_needed = we need an answer
request-state-awaiting_authorisation = with a manager
request-state-approved = agreed
request-state-scheduled = money on its way
request-state-paid = money sent
request-state-had = you have it
request-state-closed = finished
request-state-declined = not agreed
request-state-challenged = looked at again
request-state-withdrawn = taken back
request-state-returned = bank sent it back

requests-title = Your requests
requests-open = On their way
requests-finished = Finished
requests-none = You haven't asked for anything yet.
requests-none-more = When you do, you can follow it here, step by step.
requests-see-money = See what you can ask for
requests-more = Show more

## People

people-title = Your people
people-adviser = Your adviser
people-adviser-about = Your personal adviser (PA). They help you with money, home, work and anything that worries you.
people-away-until = { $name } is away and back on { $day }.
people-cover = While { $away } is away, { $name } answers
people-cover-also = If you can't reach { $away }
people-call = Call
people-call-name = Call { $name }
people-text = Text
people-text-name = Text { $name }
people-mail = Email
people-mail-name = Email { $name }
people-web = Website
people-web-name = Website of { $name }
people-no-adviser = You have no adviser here yet.
people-no-adviser-more = Call us and we tell you who it is.
people-out-of-hours = When the office is closed
people-others = Who else can help
people-next = Coming up
people-none-next = Nothing is planned right now.
people-none-next-more = If you would like to see { $name }, call or text.
people-past-show = Show visits and calls before

contact-kind-visit = Visit
contact-kind-call = Call
contact-kind-video = Video call
contact-title-visit = { $name } is coming to see you
contact-title-call = { $name } will call you
contact-title-video = Video call with { $name }
contact-past-visit = { $name } came to see you
contact-past-call = { $name } called you
contact-past-video = Video call with { $name }
contact-minutes = about { $minutes } minutes
contact-where = Where
contact-about = What it's about
contact-moved = This has moved. It was { $when }.
contact-state-planned = please answer
contact-state-confirmed = you'll be there
contact-state-move_asked = you asked to move it
contact-state-declined = you can't come
contact-state-done = done
contact-state-cancelled = called off
contact-question = Does that work for you?
contact-confirm = I'll be there
contact-move = Move it
contact-decline = I can't
contact-move-title = When would suit you?
contact-move-hint = Say a day or a time, like “Friday after college”.
contact-decline-title = You can't make it?
contact-decline-hint = You don't have to say why. If you'd like another day, say which.
contact-words-label = A few words for { $name }
contact-words-long = That is a bit too long. Please keep it under { $most } letters.
contact-send-move = Ask to move it
contact-send-decline = Send
contact-keep = Leave it as it is
contact-confirm-said = { $name } knows you'll be there.
contact-move-said = { $name } gets your message and plans a new time with you.
contact-decline-said = { $name } gets your message.
contact-you-said = You wrote:
contact-new-day = { $name } will suggest another time. Until then nothing changes.
contact-cancelled-text = { $name } called this off.
contact-offline = You're offline, so your answer can't be sent yet. Call or text { $name } instead.
contact-not-here = We can't find that visit or call.

## Events

events-title = Events
events-about = Meet others, have a say, get something to eat.
events-none = No event is planned right now.
events-none-more = We tell you here when there is a new one.
events-mine = You're coming
events-others = What's on
events-more = Show more
event-going = you have a place
event-waiting = on the waiting list
event-cancelled = called off
event-places-left = { $count ->
    [0] no places left
    [one] one place left
   *[other] { $count } places left
}
event-page = Event
event-hours = { $from } to { $to }
event-map = Open in a map
event-who = Who it's for
event-getting-there = How to get there
event-calendar = Put it in my calendar
event-count-me-in = Count me in
event-join-waiting = Put me on the waiting list
event-full = All places are taken. If one comes free, it's yours and we tell you.
event-needs = Anything that would help you come?
event-needs-hint = Only the worker who runs the event sees this.
event-access-label = To take part
event-access-hint = Like a step-free room, a quiet corner, an interpreter or food you can eat.
event-travel-label = To get there
event-travel-hint = Like a bus ticket or a lift.
event-you-are-in = You have a place.
event-you-are-in-more = See you there. If something comes up, let the place go so that somebody else can have it.
event-you-are-waiting = You're on the waiting list.
event-you-are-waiting-more = If a place comes free, it's yours and we tell you at once.
event-you-told = You told us:
event-needs-change = Change what I told you
event-needs-save = Save
event-let-go = Let my place go
event-leave-waiting = Take me off the list
event-let-go-title = Let your place go?
event-let-go-text = Somebody else can have it then. If places are left later, you can come back.
event-let-go-yes = Let it go
event-let-go-no = Keep it
event-gone = Your place is free again.
event-over = This event is over.
event-cancelled-title = This event is called off
event-cancelled-text = We're sorry. Look at what else is on.
event-private = Nobody else sees who is coming, only the worker who runs it.
