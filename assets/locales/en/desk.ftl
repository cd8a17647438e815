### The desk: what workers read.

## The frame

desk-title = Onward desk
desk-skip = Skip to the page
desk-places = Places
desk-place-requests = Requests
desk-place-people = Young people
desk-place-events = Events
desk-place-payments = Payments
desk-place-repayments = Repayments
desk-place-texts = Ready words
desk-place-messages = Messages
desk-signed-in-as = { $name }, { $role }
desk-sign-out = Sign out
desk-theme-dark = Dark colours
desk-theme-light = Light colours
desk-keys = Keyboard
desk-cancel = Go back
desk-more = Show more
desk-not-there-title = We can't find that page
desk-not-there = It isn't here, or it isn't one of yours to see. Choose a place from the list.
desk-role-young_person = young person
desk-role-adviser = personal adviser
desk-role-manager = manager
desk-role-participation_worker = participation worker
desk-role-finance = finance
desk-role-admin = administrator
desk-role-service = Onward

## Signing in

desk-sign-in-title = Sign in to the desk
desk-sign-in-about = For personal advisers, managers, participation and finance workers.
desk-sign-in-name = Your sign-in name
desk-sign-in-password = Password
desk-sign-in-show = Show the password
desk-sign-in-do = Sign in
desk-sign-in-doing = Signing in…
desk-sign-in-name-needed = Write your sign-in name.
desk-sign-in-password-needed = Write your password.
desk-young-person-title = Hello { $name }. This is the workers' desk
desk-young-person-about = You are signed in. Your own app is one tap away.
desk-young-person-go = Open my app
desk-young-person-out = Sign out here

## Somebody with no place of their own

desk-welcome-title = Hello { $name }
desk-welcome-about = You are signed in as { $role }. What is sent to you stands under Messages.

## The queue

desk-requests-title = Requests
desk-requests-count = { $count ->
    [one] 1 waits for you
   *[other] { $count } wait for you
}
desk-requests-order = Oldest first
desk-requests-views = Which requests
desk-requests-mine = Mine
desk-requests-covering = Covering
desk-requests-authorise = For a manager
desk-requests-sign_off = Emergencies to sign off
desk-requests-complaints = Complaints
desk-requests-team = Whole team
desk-requests-all = All
desk-requests-view-count = { $view } ({ $count })
desk-requests-your-turn = Your turn
desk-requests-their-turn = With someone else
desk-requests-finished = Finished
desk-requests-none-mine-title = Nothing waits for you
desk-requests-none-mine = When one of your young people asks for something, it comes here.
desk-requests-none-covering-title = Nothing to cover
desk-requests-none-covering = When you stand in for another adviser, their young people's requests come here.
desk-requests-none-authorise-title = Nothing waits for a manager
desk-requests-none-authorise = What an adviser agrees above their limit comes here, and what a young person asks to be looked at again.
desk-requests-none-sign_off-title = No emergencies to sign off
desk-requests-none-sign_off = When an adviser says yes to an emergency, it is paid at once and comes here afterwards.
desk-requests-none-complaints-title = No complaints
desk-requests-none-complaints = When a young person complains about a decision, it comes here.
desk-requests-none-team-title = No open requests
desk-requests-none-team = When a young person asks for something, it comes here.
desk-requests-none-all-title = No requests yet
desk-requests-none-all = When a young person asks for something, it comes here.
desk-requests-choose-title = Choose a request
desk-requests-choose = Pick one from the list, or press J for the next one.
desk-requests-back = All requests
desk-item-late = Late: was due { $day }
desk-item-today = Answer today
desk-item-by = Answer by { $day }
desk-item-emergency = Emergency
desk-item-asked = asked { $day }

desk-state-submitted = New
desk-state-in_review = Being looked at
desk-state-more_needed = Question asked
desk-state-awaiting_authorisation = Needs a manager
desk-state-approved = Agreed, to be paid
desk-state-scheduled = In a payment run
desk-state-paid = Paid
desk-state-closed = Finished
desk-state-declined = Declined
desk-state-challenged = To be looked at again
desk-state-withdrawn = Taken back
desk-state-returned = Sent back by the bank

## One request

desk-request-title = { $what } for { $name }
desk-request-sent = Sent { $when }
desk-request-answer-late = Late: { $name } was to hear by { $day }
desk-request-answer-today = { $name } is to hear today
desk-request-answer-by = { $name } is to hear by { $day }
desk-request-pay-by = Money due by { $day }
desk-request-words = In { $name }'s words
desk-request-tried = What else was tried
desk-request-promise = Signed the promise to repay as { $name }.
desk-request-repaying = { $name } promised to pay back { $promised }
desk-request-repaying-about = Due once the late benefit pays for the same time. Agree amounts they can manage. Finance records what comes.
desk-request-collect = Collects the cash at: { $place }
desk-request-no-words = { $name } wrote nothing.
desk-request-units = { $count ->
    [one] For one
   *[other] For { $count }
}
desk-request-pay-bank_transfer = Wants a bank transfer
desk-request-pay-voucher = Wants a voucher
desk-request-pay-goods = Wants us to buy it
desk-request-pay-cash = Wants cash
desk-request-evidence = Photos and files
desk-request-evidence-none = No photos or files came with it.
desk-request-evidence-open = Open photo { $number }
desk-request-evidence-of = Photo { $number } of { $count } from { $name }
desk-request-evidence-file = File { $number } (PDF, { $size })
desk-request-evidence-new-tab = opens in a new tab
desk-request-evidence-next = Next photo
desk-request-evidence-before = Photo before
desk-challenge-title = { $name } asks for a second look
desk-challenge-about = A manager who did not decide on it before answers.
desk-challenge-yours = You didn't decide this before, so you can answer it. Your answer is enough: no second manager is needed.
desk-challenge-before = { $name } said before:
desk-request-rest = The part that was not agreed is looked at again by itself: open it
desk-request-rest-of = This is what was not agreed of an earlier request: open that, with its photos
desk-complaint-title = { $name } complains
desk-complaint-about = A manager who did not decide on the request answers it. Any manager can say who that will be.
desk-complaint-made = Say who deals with it by { $day }
desk-complaint-acknowledged = Answer it by { $day }
desk-complaint-answered = Answered
desk-rule-title-yes = Why the rules say yes
desk-rule-title-look = What the rules say
desk-rule-as-read = Written as { $name } reads it.
desk-rule-clauses = { $clauses } · policy { $policy }
desk-rule-change = What would change it
desk-rule-evidence = What should come with it
desk-rule-receipt = A receipt is due after the money.
desk-rule-assessment = It needs an assessment first: write what you found in your answer.
desk-balance-title = What is left
desk-balance-amount = Allowance
desk-balance-used = Paid already
desk-balance-waiting = Other requests waiting
desk-balance-this = This request
desk-balance-left = Left after this
desk-balance-units-left = Left after this, in number
desk-balance-none = No set amount: it pays what the thing costs, or what you assess.
desk-balance-period = From { $starts } to { $ends }
desk-like-title = Decided before
desk-like-about = No rule names an amount here. This is what was said to { $name } before, so that like cases are decided alike.
desk-like-agreed = Agreed to { $amount }.
desk-like-declined = Said no.
desk-lately-title = { $name } lately
desk-lately-age = { $age }, { $category }
desk-lately-last = Last contact
desk-lately-next = Next contact
desk-lately-no-last = none yet
desk-lately-no-next = none planned
desk-lately-plan = Plan one
desk-lately-requests = Last requests
desk-lately-no-requests = No other requests.
desk-lately-person = Open { $name }'s page
desk-steps-title = What happened so far
desk-step-by = { $name }, { $when }
desk-step-sent = Sent
desk-step-take = Taken on
desk-step-ask = Question
desk-step-reply = Answer
desk-step-approve = Agreed
desk-step-decline = Declined
desk-step-authorise = Authorised
desk-step-release = Put back in the queue
desk-step-withdraw = Taken back
desk-step-schedule = Put in a payment run
desk-step-pay = Money sent
desk-step-hand_over = Handed over
desk-step-allow_payer = May be paid by who agreed
desk-step-return = Sent back by the bank
desk-step-reissue = Put right
desk-step-not_handed_over = Not handed over after all
desk-step-sign_off = Emergency signed off
desk-step-stop = Stopped
desk-step-close = Finished
desk-step-challenge = Second look asked for
desk-step-complain = Complaint
desk-step-acknowledge = Complaint taken up
desk-step-answer = Complaint answered

## Deciding

desk-decide-title = Your answer
desk-decide-word-for-word = { $name } reads this word for word.
desk-decide-manager = A manager has to agree to this after you.
desk-decide-no-account = No bank details yet: { $name } is asked for them in the app.
desk-decide-choose = What do you say?
desk-decide-agree = Agree { $amount }
desk-decide-part = Agree part
desk-decide-ask = Ask { $name }
desk-decide-decline = Decline
desk-decide-authorise = Authorise { $amount }
desk-decide-release = Put back
desk-decide-acknowledge = Take up the complaint
desk-decide-answer = Answer the complaint
desk-decide-take = Take it on
desk-decide-words = What { $name } reads
desk-decide-words-may = You may leave this empty.
desk-decide-words-needed = Write something first. { $name } needs to know why.
desk-decide-gap = Write what belongs in place of “…” first.
desk-decide-question-needed = Write your question first.
desk-decide-amount = How much of the { $amount }?
desk-decide-amount-hint = Pounds, or pounds and pence, like 25 or 25.50. The rest goes back to what { $name } can ask for.
desk-decide-amount-left = { $left } of the allowance is left without this request.
desk-decide-amount-wrong = Write an amount in pounds, like 25 or 25.50.
desk-decide-amount-range = Write more than nothing and less than { $amount }.
desk-decide-blocks = Ready words to add
desk-decide-do-agree = Agree { $amount } and tell { $name }
desk-decide-do-part = Agree part and tell { $name }
desk-decide-do-ask = Send the question to { $name }
desk-decide-do-decline = Decline and tell { $name }
desk-decide-do-authorise = Authorise { $amount } and tell { $name }
desk-decide-do-release = Put it back
desk-decide-do-acknowledge = Tell { $name } who deals with it
desk-decide-do-answer = Send the answer to { $name }
desk-decide-do-take = Take it on
desk-decide-about-release = It goes back in the queue as new, for you or whoever covers. { $name } is not told off or made to ask again.
desk-decide-about-take = { $name } sees that you are looking at it. Then you can answer.
desk-decide-sending = Sending…
desk-decide-nothing-with = There is nothing for you to do here now. It is with { $who }.
desk-decide-nothing-finished = This request is finished. Nothing more is needed.
desk-decide-with-adviser = { $name }'s adviser
desk-decide-with-manager = a manager
desk-decide-with-another = a manager who did not decide on it before
desk-decide-with-question = { $name }, who has a question to answer
desk-decide-with-young_person = { $name }
desk-decide-with-finance = the finance team, who send the money
desk-decide-moved-on = This request changed while you looked at it. Here it is as it stands now. Your words are kept: read them again before you send.
desk-decide-failed = That did not go through. Your words are kept.
desk-decide-next = Next request
desk-done-take = You took it on. { $name } can see that.
desk-done-ask = Your question is with { $name }.
desk-done-approve = Agreed. { $name } has been told. The finance team sends the money next.
desk-done-decline = Declined. { $name } has been told why.
desk-done-authorise = Authorised. { $name } has been told. The finance team sends the money next.
desk-done-release = It is back in the queue.
desk-done-acknowledge = { $name } has been told who deals with it.
desk-done-answer = Answered. { $name } has been told.
desk-done-manager = It is with a manager now. { $name } can see that.

desk-texts-about = Sentences that you use again and again. Everybody who decides has them beside the box, and can change them there for one person.
desk-texts-none = There are none of your own yet. The usual ones are always there.
desk-texts-new = Write a new one
desk-texts-change = Change ready words
desk-texts-change-it = Change
desk-texts-action = With which answer?
desk-texts-with-approve = With a yes
desk-texts-with-authorise = With a manager's yes
desk-texts-with-ask = With a question
desk-texts-with-decline = With a no
desk-texts-with-acknowledge = When a complaint is taken up
desk-texts-with-answer = With the answer to a complaint
desk-texts-words = The words
desk-texts-words-hint = Young people read them. Short sentences, and no names.
desk-texts-needed = Write something first.
desk-texts-save = Save
desk-texts-saved = Saved. Everybody who decides has it now.
desk-texts-remove = Take it away
desk-texts-gone = It is gone. Answers that hold it keep it.

desk-payer-title = Nobody else can pay this?
desk-payer-about = Who agreed to something does not pay it. Where nobody else is there, write down why. Then whoever agreed may pay it too, but not you.
desk-payer-why = Why can nobody else pay it?
desk-payer-hint = It stands in the history, which the young person can read.
desk-payer-needed = Write why first.
desk-payer-do = Let whoever agreed pay it
desk-payer-done = It is written down. Whoever agreed may pay it now.

## The rarer steps, each in a dialog

desk-more-title = What else you can do
desk-more-words = What do you want to say?
desk-more-words-hint = { $name } reads this word for word.
desk-more-words-may = { $name } reads this word for word. You can leave it empty.
desk-more-words-needed = Write why first.
desk-more-sign_off-due = This emergency was agreed at once. A manager still has to look at it.
desk-more-sign_off = Sign it off
desk-more-sign_off-title = Sign off this emergency?
desk-more-sign_off-about = You say that the yes was right. The money does not wait for you. If it was wrong, talk to who agreed.
desk-more-sign_off-done = Signed off.
desk-more-take = Go on without an answer
desk-more-take-title = Go on without an answer?
desk-more-take-about = Perhaps { $name } told you by phone, or has not answered for a long time. They can see that you have it again, and by which day they hear.
desk-more-take-done = You have it again.
desk-more-close = Nothing more is due
desk-more-close-title = Is nothing more due?
desk-more-close-about = The request is finished. { $name } is not asked for a receipt any more.
desk-more-close-done = Finished.
desk-more-stop = Stop it
desk-more-stop-title = Stop this request?
desk-more-stop-about = No money goes out for it, and the amount is free again. { $name } is told, and can ask for a second look.
desk-more-stop-done = Stopped. { $name } has been told.
desk-more-not_handed_over = Not handed over
desk-more-not_handed_over-title = Was this not handed over to { $name }?
desk-more-not_handed_over-about = It is to be handed over again. { $name } is told that it was a mistake.
desk-more-not_handed_over-done = Put right. { $name } has been told.

# What follows a yes: $day is the day on which it goes out, or a word for what is known instead.
desk-block-when-bank_transfer = { $day ->
    [unknown] You can see in the app when we send the money.
    [no-account] Give us your bank details in the app, so that we can send the money.
    [today] We send the money today.
   *[other] We send the money by { $day }.
}
desk-block-when-voucher = { $day ->
    [unknown] You can see in the app when your voucher comes.
    [today] We get your voucher to you today.
   *[other] We get your voucher to you by { $day }.
}
desk-block-when-goods = { $day ->
    [unknown] You can see in the app when we buy it.
    [today] We buy it for you today.
   *[other] We buy it for you by { $day }.
}
desk-block-when-cash = { $day ->
    [unknown] You can see in the app when your cash is ready.
    [today] Your cash is ready today.
   *[other] Your cash is ready by { $day }.
}
desk-block-agree = Yes to this. { $when }
desk-block-agree-manager = I say yes to this. A manager has to agree too, and you hear from us when they have.
desk-block-agree-receipt = Please keep the receipt and send us a photo of it.
desk-block-agree-tell = Text me if anything about it changes.
# Where an adviser or manager has to write the reason stands a “…” by itself: it isn't sent before that is done.
desk-block-part-left = Yes to part of this, because … The rest is still yours to ask for.
desk-block-part-manager = I say yes to part of this, because … A manager looks at it too, and you hear from us when they have. The rest is still yours to ask for.
desk-block-part-limit = This is as much as is left of this allowance for now.
desk-block-part-cheaper = I found it for less, so this covers it all.
desk-block-ask-photo = Can you send me a photo of the price or the receipt?
desk-block-ask-when = When do you need it by?
desk-block-ask-more = Can you tell me a bit more about what it is for?
desk-block-ask-call = Can I call you about it? Tell me when is good.
desk-block-decline-other = I can't say yes to this one, because someone else pays for it. I'll help you ask them.
desk-block-decline-rules = I can't say yes to this one. The rule is: … It could be a yes if …
desk-block-decline-again = If you think this is wrong, tap “Ask for a second look” below. Someone else looks at it again.
desk-block-decline-talk = Let's talk about what else could help. I'll call you.
desk-block-acknowledge = Thank you for telling us. I look into it, and you have an answer by { $day }.
desk-block-answer-right = You were right, and we are sorry.
desk-block-answer-stays = I looked at all of it again. The decision stays, because …
desk-block-answer-ombudsman = If you are not happy with this answer, the Local Government and Social Care Ombudsman can look at it, for free. An advocate can help you.
desk-block-authorise = It's a yes. { $when }

## Keyboard

desk-keys-title = Working by keyboard
desk-keys-on = Use these keys
desk-keys-about = They do nothing while you write in a box. You can turn them off.
desk-key-next = Next request in the list
desk-key-before = Request before
desk-key-take = Take it on
desk-key-agree = Agree, or authorise: then press Enter to send
desk-key-part = Agree part
desk-key-ask = Ask a question
desk-key-decline = Decline
desk-key-release = Put back
desk-key-acknowledge = Take up a complaint
desk-key-answer = Answer a complaint
desk-key-help = This help
desk-key-send = Send your answer, from the box you write in
desk-key-send-name = Ctrl + Enter

## Young people

desk-people-title = Young people
desk-people-search = Find by name
desk-people-views = Which young people
desk-people-mine = Mine
desk-people-covering = Covering
desk-people-all = All
desk-people-attention = Contact overdue or due soon
desk-people-others = Everyone else
desk-people-none-title = Nobody here
desk-people-none = Young people show here once they are in your caseload, or once you stand in for their adviser.
desk-people-none-found-title = Nobody of that name
desk-people-none-found = Check the spelling, or clear the search.
desk-people-name = Name
desk-people-due = Contact due
desk-people-last = Last contact
desk-people-next = Next contact
desk-people-never = None yet
desk-people-not-planned = Not planned
desk-people-open = { $count ->
    [0] No open requests
    [one] 1 open request
   *[other] { $count } open requests
}
desk-people-told = { $count ->
    [one] 1 thing to check
   *[other] { $count } things to check
}
desk-people-adviser = Adviser: { $name }
desk-people-plan = Plan a contact with { $name }
desk-people-plan-short = Plan
desk-people-summary = { $overdue ->
    [0] Nobody is overdue
    [one] 1 person is overdue
   *[other] { $overdue } people are overdue
}, { $soon ->
    [0] nobody is due soon
    [one] 1 is due soon
   *[other] { $soon } are due soon
}
desk-short-day = { $day } { $month }
desk-due-overdue = Overdue since { $day }
desk-due-soon = Due by { $day }
desk-due-fine = Next due by { $day }
desk-age-unknown = Age not known

## One young person

desk-person-back = All young people
desk-person-plan = Plan a contact
desk-person-contacts = Visits and calls
desk-person-contacts-ahead = Coming up
desk-person-contacts-past = Past
desk-person-no-contacts-title = Nothing planned yet
desk-person-no-contacts = Plan a visit or a call, and { $name } can see it at once and say yes.
desk-weeks-title = { $entitlement }: weeks of term
desk-weeks-about = Confirm the weeks in which { $name } went to everything, and they are paid. Half term counts. Being ill, with a note, counts as going.
desk-weeks-legend = Weeks that can be confirmed
desk-weeks-choose = Choose at least one week.
desk-weeks-all = Choose all
desk-weeks-none = No week waits. Each one shows here on its Friday.
desk-weeks-confirm = { $count ->
    [0] Confirm
    [one] Confirm one week
   *[other] Confirm { $count } weeks
}
desk-weeks-decline = Not in full
desk-weeks-decline-do = Say that it was not in full
desk-weeks-confirmed = Confirmed. { $name } can see it now.
desk-weeks-declined = { $name } can read why. You can still confirm it.
desk-weeks-said = Not in full: “{ $words }”
desk-weeks-by = Confirmed by { $name }
desk-weeks-done = Confirmed ({ $count })
desk-weeks-not-theirs = Not open in these weeks ({ $count })
desk-weeks-until = Term dates are known to { $day }. Later weeks can be confirmed once the council's next terms are written down.
desk-person-requests = Requests
desk-person-no-requests = No requests yet.
desk-person-entitlements = What { $name } can ask for
desk-person-no-entitlements = Nothing to ask for just now.
desk-person-category = Why { $category }
desk-person-left = { $left } left of { $amount }
desk-person-actual = What it costs
desk-person-units-left = { $left } of { $amount } left

desk-person-facts = Facts
desk-person-told = { $count ->
    [one] { $name } told you something about themself. Check it.
   *[other] { $name } told you { $count } things about themself. Check them.
}

## What is known about one young person

desk-facts-title = What we know about { $name }
desk-facts-on = As it stood on
desk-facts-show = Show
desk-facts-today = Back to today
desk-facts-as-of = This is what was known of { $name } for { $day }, and what followed from it by the rules of that day.
desk-facts-missing = Still missing
desk-facts-decides = Decides: { $names }
desk-facts-decides-category = the legal category
desk-facts-they-are-asked = They are asked this on their phone.
desk-facts-fill-in = Write it down
desk-facts-fill-in-label = Write it down: { $fact }
desk-facts-none = Nothing is known.
desk-facts-since = Since { $day }, { $name }
desk-facts-change = Change
desk-facts-change-label = Change: { $group }
desk-facts-entitlements = What follows from it
desk-facts-policy = Worked out under { $policy }, in the words that the phone shows.
desk-facts-history = History
desk-facts-entry-from = From { $from }
desk-facts-entry = { $name }, { $when }
desk-facts-entry-told = They told it on the phone. Confirmed by { $name }, { $when }
desk-facts-entry-new = { $fact }: { $is }
desk-facts-entry-changed = { $fact }: { $is }, before: { $was }
desk-facts-entry-same = It says what was known already.
desk-facts-change-title = { $name }: { $group }
desk-facts-from = From this day on
desk-facts-from-hint = A day in the past is fine. What a later day says of the same goes on.
desk-facts-from-needed = Choose a day.
desk-facts-why = Why you change it
desk-facts-why-hint = For whoever reads the history. { $name } doesn't see it.
desk-facts-why-needed = Write why.
desk-facts-unfinished = Finish this answer, or empty it.
desk-facts-nothing-changed = Nothing is changed yet.
desk-facts-moved-on = Someone changed these facts while you had this open. The form shows what is known now, with what you changed kept. Save again if it still holds.
desk-facts-save = Save
desk-facts-saved = Saved. What follows from it is worked out anew.
desk-told = { $name } says: { $fact }: { $value }
desk-told-unknown = { $name } doesn't know: { $fact }
desk-told-when = Told { $when }
desk-told-from = True from
desk-told-confirm = Confirm
desk-told-confirmed = Confirmed. { $name } has been told.
desk-told-decline = It isn't so
desk-told-answer = Write back
desk-told-words = What { $name } reads
desk-told-words-needed = Write why, in words that they can read.
desk-told-decline-do = Send
desk-told-declined = Sent. { $name } has been told.

## Visits and calls

desk-contact-kind-visit = Visit
desk-contact-kind-call = Phone call
desk-contact-kind-video = Video call
desk-contact-state-planned = Waiting for an answer
desk-contact-state-confirmed = { $name } will be there
desk-contact-state-move_asked = { $name } asks for another time
desk-contact-state-declined = { $name } can't
desk-contact-state-done = Done
desk-contact-state-cancelled = Called off
desk-contact-says = { $name } wrote: “{ $words }”
desk-contact-moved-from = Was { $when }
desk-contact-with = with { $name }
desk-contact-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
desk-contact-new-title = Plan a contact with { $name }
desk-contact-edit-title = Change a contact with { $name }
desk-contact-kind = How do you meet?
desk-contact-date = Day
desk-contact-time = Start
desk-contact-length = How long, in minutes
desk-contact-place = Where
desk-contact-place-hint-visit = An address or a place that { $name } knows.
desk-contact-place-hint-call = Which number you call, or that { $name } calls you.
desk-contact-place-hint-video = Which app, and who sends the link.
desk-contact-about = What it is about
desk-contact-about-hint = { $name } reads this, and so may someone who sees the phone. You may leave it empty.
desk-contact-plan-do = Plan it and tell { $name }
desk-contact-change-do = Save and tell { $name }
desk-contact-change = Change
desk-contact-done = It happened
desk-contact-done-about = Press “It happened” once you have met. It then counts as the last contact.
desk-contact-cancel = Call it off
desk-contact-cancel-title = Call this off?
desk-contact-cancel-about = { $name } is told at once. You can plan another.
desk-contact-cancel-do = Call it off and tell { $name }
desk-contact-planned-done = Planned. { $name } has been told.
desk-contact-changed-done = Changed. { $name } has been told.
desk-contact-recorded-done = Recorded.
desk-contact-cancelled-done = Called off. { $name } has been told.
desk-contact-date-needed = Choose a day.
desk-contact-time-needed = Choose a start time.
desk-contact-minutes-wrong = Write how many minutes, from 5 to 480.
desk-contact-place-needed = Write where.
desk-contact-moved-on = { $name } answered, or someone changed this, while you had it open. Here it is as it stands now. What you wrote is kept.

## Events

desk-events-title = Events
desk-events-new = New event
desk-events-drafts = Drafts
desk-events-coming = Coming up
desk-events-past = Past and called off
desk-events-none-title = No events yet
desk-events-none = Make the first one. Only you and your team see it until you publish it.
desk-event-state-draft = Draft
desk-event-state-published = Published
desk-event-state-cancelled = Called off
desk-event-places-left = { $count ->
    [0] Full
    [one] 1 place left
   *[other] { $count } places left
}
desk-event-no-limit = No limit on places
desk-event-back = All events
desk-event-new-title = New event
desk-event-edit-title = Change the event
desk-event-title = What is it called?
desk-event-summary = What happens there, in one sentence
desk-event-date = Day
desk-event-from = Starts
desk-event-to = Ends
desk-event-place = Where
desk-event-map = What to look for on a map
desk-event-map-hint = Leave it empty to look for the place above.
desk-event-who-for = Who is it for?
desk-event-getting-there = How do people get there, and is the fare paid?
desk-event-places = How many places?
desk-event-places-hint = Leave it empty if there is no limit.
desk-event-body = The details
desk-event-body-hint = Start a line with - for a list, ## for a heading. Put ** around words to make them bold.
desk-event-preview = As it looks on the phone
desk-event-preview-failed = The preview can't be made just now. What you write is safe.
desk-event-preview-empty-title = The name of the event
desk-event-preview-when = { $date }, { $from } to { $to }
desk-event-preview-who = Who it's for
desk-event-preview-getting-there = Getting there
desk-event-preview-count-me-in = Count me in
desk-event-save-draft = Save as a draft
desk-event-publish = Publish
desk-event-save = Save the changes
desk-event-publish-title = Publish this event?
desk-event-publish-about = Every young person can see it then, and they are told.
desk-event-save-title = Save the changes?
desk-event-save-about = Everyone with a place is told if the day, the time or the place changed.
desk-event-cancel = Call it off
desk-event-cancel-title = Call this event off?
desk-event-cancel-about = Everyone with a place is told at once. It can't be undone.
desk-event-cancel-do = Call it off and tell them
desk-event-delete-title = Throw this draft away?
desk-event-delete-about = Nobody else has seen it. It can't be undone.
desk-event-delete-do = Throw it away
desk-event-delete = Throw away
desk-event-saved-draft = Draft saved.
desk-event-published-done = Published. It is on the phones now.
desk-event-saved-done = Saved.
desk-event-cancelled-done = Called off.
desk-event-cancelled-note = This event was called off. It can't be changed any more.
desk-event-moved-on = Someone changed this event while you had it open. What you wrote is kept: save again to put your version in its place.
desk-event-title-needed = Give it a name.
desk-event-summary-needed = Say what happens there.
desk-event-date-needed = Choose a day.
desk-event-from-needed = Choose when it starts.
desk-event-to-needed = Choose when it ends.
desk-event-place-needed = Say where it is.
desk-event-places-wrong = Write a number from 1, or leave it empty.
desk-event-who-comes = Who is coming

## Who comes

desk-attendance-title = Who is coming to { $title }
desk-attendance-private = Only the event's workers see this list.
desk-attendance-going = { $count ->
    [0] Nobody has a place yet
    [one] 1 person has a place
   *[other] { $count } people have a place
}
desk-attendance-waiting = { $count ->
    [0] Nobody is waiting
    [one] 1 person is waiting
   *[other] { $count } people are waiting
}
desk-attendance-name = Name
desk-attendance-access = Needs to take part
desk-attendance-travel = Needs to get there
desk-attendance-nothing = nothing said
desk-attendance-none = When someone counts themselves in, they show here.

## Messages

desk-messages-title = Messages
desk-messages-none-title = No messages
desk-messages-none = When something waits for you, we write to you here.
desk-messages-unread = Not read yet
desk-messages-mark = Mark as read
desk-messages-count = { $count ->
    [one] 1 new message
   *[other] { $count } new messages
}

## Finance: payments and payment runs

desk-payments-title = Payments
desk-payments-bank = To bank accounts
desk-payments-others = To hand over
desk-payments-none = There is nothing to pay to a bank account now.
desk-payments-others-none = There is nothing to hand over now.
desk-payments-make = Make a run: { $total }
desk-payments-total = { $count ->
    [one] 1 payment
   *[other] { $count } payments
}, { $amount }
desk-payment-whom = To whom
desk-payment-person = { $name } ({ $account })
desk-payment-for = Asked for: { $reason }
desk-payment-collect = Collects at: { $place }
desk-payment-amount = Amount
desk-payment-by = Pay by
desk-payment-notes = Check first
desk-payment-asked = Asked on
desk-payment-do = What to do
desk-payment-state = How it stands
desk-payment-late = Late
desk-payment-emergency = Today
desk-payment-changed = This changed meanwhile. Look at it again.
desk-obstacle-same_person = You agreed to this, so somebody else pays it. Or a manager writes down why you may.
desk-obstacle-own_request = This is your own. Somebody else pays it.
desk-obstacle-no_bank_details = No bank details yet. { $name } is asked for them in the app. Adviser: { $adviser }.
desk-obstacle-details_wait = The bank details were changed. It can be paid from { $day }.
desk-obstacle-in_run = In a payment run already.
desk-obstacle-moved_on = It is no longer agreed as it stands here. Take it out.
desk-warning-new_details = The bank details are new: given { $day }.
desk-warning-same_payment = { $name } has another payment of { $amount }, asked for { $day }. Is this the same one twice?
desk-hand-over-voucher = Voucher given
desk-hand-over-goods = Goods bought
desk-hand-over-cash = Cash collected
desk-hand-over-bank_transfer = Paid
desk-hand-over-title = { $amount } for { $name }
desk-hand-over-cash-signed = Who signed for it?
desk-hand-over-cash-signed-needed = Write who signed for it.
desk-hand-over-cash-place = Where was it collected?
desk-hand-over-cash-place-needed = Write where.
desk-hand-over-goods-signed = Who took it in?
desk-hand-over-goods-signed-needed = Write who took it in.
desk-hand-over-voucher-signed = Voucher number
desk-hand-over-voucher-signed-needed = Write the number on the voucher.
desk-hand-over-shop = Which shop?
desk-hand-over-shop-needed = Write which shop.
desk-hand-over-hint = The young person reads this.
desk-hand-over-save = Save
desk-handed-over-title = Handed over
desk-handed-over-signed = { $name } signed for it, { $when }. Where: { $place }.
desk-hand-over-done = Saved. The young person has been told.
desk-runs-title = Payment runs
desk-runs-none = There are none yet.
desk-run-title = Payment run of { $when }
desk-run-made-by = Made by { $name }.
desk-run-released-by = Released by { $name }, { $when }.
desk-run-draft = Not released
desk-run-released = With the bank
desk-run-settled = Done
desk-run-dropped = Dropped
desk-run-waiting = { $count ->
    [one] The bank has not answered for 1.
   *[other] The bank has not answered for { $count }.
}
desk-run-returned = { $count ->
    [one] 1 came back.
   *[other] { $count } came back.
}
desk-run-take-out = Take out
desk-run-taken-out = { $name }, { $amount }: taken out. It waits for the next run.
desk-run-release = Release it
desk-run-release-title = Release this run?
desk-run-release-about = Everybody is told that the money is on its way. You can't take it back.
desk-run-release-warned = { $count ->
    [one] 1 has something to check first.
   *[other] { $count } have something to check first.
}
desk-run-release-done = Released. Now give the file to the bank.
desk-run-cannot-release = Take out what can't be paid, then you can release the run.
desk-run-files = For the bank
desk-run-pain001 = File for the bank (ISO 20022)
desk-run-csv = Table for a spreadsheet
desk-run-results = What the bank says
desk-run-results-about = Choose the bank's answer (pain.002), or the table with paid or returned written beside each payment.
desk-run-results-file = The file
desk-run-results-wrong = Nothing was changed. Put these lines right and send the file again:
desk-run-results-line = Line { $line }: { $what }
desk-run-results-whole = The file: { $what }
desk-run-results-read = { $count ->
    [one] 1 line was read.
   *[other] { $count } lines were read.
} { $changed ->
    [0] Nothing changed.
    [one] 1 payment changed.
   *[other] { $changed } payments changed.
}
desk-run-result-known_before = An earlier file said so. Nothing changed.
desk-run-result-repeats = The same as line { $line }. It counts once.
desk-run-result-nothing_final = The file does not say how this ends. Nothing changed.
desk-run-result-came_back_before = The file says paid, but this came back before. Nothing changed. Ask the bank which is true before it is paid again.
desk-run-item-waiting = on its way
desk-run-item-taken_out = taken out
desk-run-item-paid = paid
desk-run-item-returned = came back

## Finance: what comes back under a promise to repay

desk-repayments-title = Repayments
desk-repayments-about = Money paid while a benefit was late, and promised back once the benefit pays for the same time.
desk-repayments-views = Which promises
desk-repayments-open = Open
desk-repayments-kept = All repaid
desk-repayments-none = Nobody has anything to repay now.
desk-repayments-none-kept = Nobody has repaid all of it yet.
desk-repayments-promised = { $promised } promised, paid { $day }.
desk-repayment-record = Record a repayment
desk-repayment-title = Money that came back from { $name }
desk-repayment-amount = How much came?
desk-repayment-left = { $left } is left.
desk-repayment-amount-wrong = Write pounds, or pounds and pence, like 40 or 64.99.
desk-repayment-day = Which day did it come?
desk-repayment-day-wrong = Choose the day it came.
desk-repayment-reference = Reference
desk-repayment-reference-wrong = Write what the bank's statement or the receipt calls it.
desk-repayment-reference-hint = As the bank's statement or the receipt has it.
desk-repayment-save = Save
desk-repayment-done = Saved. The young person has been told.
desk-repayment-reverse = Reverse
desk-repayment-reverse-title = Reverse { $amount } from { $name }?
desk-repayment-reverse-about = Do this when it was recorded by mistake. It stays in the list, no longer counts, and the young person is told why.
desk-repayment-why = Why?
desk-repayment-why-needed = Write why it was a mistake.
desk-repayment-why-hint = The young person reads this.
desk-repayment-reverse-yes = Reverse it
desk-repayment-reverse-done = Reversed. The young person has been told.
