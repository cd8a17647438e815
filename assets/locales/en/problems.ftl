### What the server says when something did not happen: the `detail` and the `fields` of its problem answers.
### Only the server reads this; the apps show it as it comes. A refusal says what would allow it.
### Days come written out by day-in-full, amounts as £40, counts as numbers.

day-in-full = { $weekday } { $day } { $month } { $year }

## One sentence for each error code of the interface; what was refused is said further down

problem-not_signed_in = Sign in first.
problem-wrong_password = That name and password don't go together.
problem-not_allowed = This is not something you can do with your account.
problem-not_found = There is nothing here for you.
problem-method_not_allowed = This address does not answer to that method.
problem-state_moved_on = This has changed since you looked. Look again, then decide.
problem-more_than_is_left = What is left for this is { $left }. Ask for that or less.
problem-not_yours = You can't ask for this at the moment. Its page says why, and what would change it.
problem-no_places = All places are taken.
problem-too_large = This is too large. The most is { $most }.
problem-unreadable_file = This is not a photo or PDF that we can read. Send a JPEG, PNG, WebP or PDF.
problem-wrong_media_type = We can't take this kind of file here. We take { $types }.
problem-invalid_fields = Some of what you wrote needs another look.
problem-idempotency_key_reused = This Idempotency-Key was used before for something else. Send a new one.
problem-idempotency_key_missing = Send an Idempotency-Key of 16 to 64 letters, digits or hyphens.
problem-cross_site = We take changes from Onward's own pages only.
problem-too_many_tries = Too many tries. Wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
} and try again.
problem-broken = Something broke on our side. Nothing was changed. Try again, or tell us.
problem-crowded = Many files are coming in, and yours has no room yet. Nothing was changed. Try again in a minute.
problem-unavailable = We can't reach our records just now. Nothing was changed. Try again in a minute.

## Fields of any form

wrong-empty = Write something here.
wrong-lines = Write it on one line.
wrong-letters = Write at most { $most } letters.
wrong-signs = Take out the signs that can't be printed.
wrong-day = Choose a day of this century.
wrong-time = Write the time like 14:00.
wrong-time-skipped = This time doesn't exist, because the clocks go forward over it. Choose one an hour earlier or later.
wrong-time-gone = This time has gone by. Choose one ahead.
wrong-no-words = Say why, in words that the young person can read.

## Requests

wrong-ask-amount = Ask for more than nothing.
wrong-ask-units = Say how many: 1 or more.
wrong-ask-units-most = Ask for at most { $most }.
wrong-ask-reason = Say what it is for, in at most { $most } letters.
wrong-ask-entitlement = Your council's offer has nothing of that name. Choose something that is in it.
wrong-ask-cash = Cash is only for those whose pathway plan says so. Choose another way, or ask your adviser.
wrong-ask-tried = Say what else you tried, where we ask for it.
wrong-ask-collect = Only cash is collected. Name the office.
wrong-ask-promise = Sign the promise to repay, where we ask for it.
refused-spent-since = The { $amount } of this went into something else that you asked for since. Take that back first, or talk to your adviser.
refused-evidence-full = A request holds { $most } photos or files, and this one has them all. Show this one to your personal adviser.
refused-evidence-decided = Somebody looked at the photo of that name when they decided, so it stays. Add this one as a new photo.
refusal-own_request = This request is your own, so somebody else must do this.
refusal-same_person = { $did ->
    [authorise] You authorised this yourself, so somebody else must do this.
   *[approve] You agreed to this yourself, so somebody else must do this.
}
refusal-other_way = { $pay_by ->
    [voucher] This is to be a voucher. Record it when you hand it over.
    [goods] We buy this for them. Record it when you hand it over.
    [cash] This is to be cash. Record it when you hand it over.
   *[bank_transfer] This goes to a bank account. It goes out with a payment run.
}
refusal-not_asked_for = This is paid without asking. If it is wrong, tell your adviser.
refusal-not_late = Wait for the answer first. It is promised by { $by }.
refusal-nothing_refused = Nobody said no to this. You can do this after a no, or a yes to only a part.
refusal-challenged_before = Somebody else was asked to look at this already. After their answer you can complain.
refusal-challenge_first = First ask that somebody else looks at this. After that you can complain.
refusal-complained_before = There is a complaint about this already. Its answer says where to go next.
refusal-no_complaint = There is no complaint that waits for this. Look at how it stands now.
refusal-decided_before = You decided on this before, so another manager must do this.
refusal-nothing_to_sign_off = A manager signs off an emergency once, after somebody else said yes to it. This has no need of that now.
refusal-words_needed = Write why, in words that the young person can read.
refusal-nothing_agreed = Agree to more than nothing, or say no with a reason.
refusal-above_request = Agree to { $most } or less. That is what is asked for.

## Bank details and push messages

wrong-bank-name = Write the name on the account, in at most { $most } letters.
wrong-bank-sort-code = Write the sort code's 6 digits, as 12-34-56.
wrong-bank-account-number = Write the account number's 8 digits.
wrong-push-endpoint = This is not the address of a push service that we know.
wrong-push-key = This is not a browser's public key. Send 65 bytes as base64url.
wrong-push-secret = This is not a browser's secret. Send 16 bytes as base64url.

## What is known about a person

wrong-answer-yes-no = Choose yes or no.
wrong-answer-whether = Say whether there is one.
wrong-answer-day = Choose a day between 1950 and 2099.
wrong-answer-money = Write an amount of £0 or more.
wrong-answer-count = Write a number from 0 to 20.
wrong-answer-choice = Choose one of the answers in the list.
wrong-answer-choices = Choose from the answers in the list, each once.
wrong-answer-home = Choose the kind of home, and whether it is a good place to live.
wrong-answer-needs = Name each need once, as the council's rules name it.
wrong-answer-line = Write one line of at most 100 letters.
wrong-answer-episodes = Write each stretch in care with its first day and its kind. If it has ended, the last day comes after the first.
wrong-answer-overlap = Two stretches in care overlap. Let one end on the day the next begins, or before.
wrong-answer-category = Choose a category and write why, in at most 500 letters.
wrong-facts-not-theirs = Your adviser fills this in. Ask them about it.
wrong-facts-none = Change at least one fact.
wrong-facts-both = Say either what it is or that it is not known.
wrong-facts-born = Nobody is born tomorrow. Choose a day that has been.
wrong-facts-why = Say why, for whoever reads the history.
wrong-facts-from = Choose a day from 1990 on, of this century.
wrong-facts-on = We don't have the council's rules of that day. Choose a later one.
refused-fact-not-known = They don't know. Write the fact down once you have found out, or decline with words.

## Weeks of term

wrong-weeks-entitlement = Nobody confirms attendance for this. Choose one that is paid by the week of term.
wrong-weeks-words = Words are for a week not attended in full. Leave them out.
wrong-weeks-none = Choose at least one week.
wrong-weeks-many = Choose at most { $most } weeks at once.
wrong-weeks-twice = This week stands here twice.
wrong-week-no-monday = Choose a week by its Monday. For this one that is { $monday }.
wrong-week-not-over = This week isn't over. It can be confirmed from { $from } on.
wrong-week-not-of-term = This is no week of term since they came to us. Choose one that is.
wrong-week-not-theirs = It was not theirs in that week. Where a fact is wrong, change it from its right day on. As they read it: { $reasons }

## Visits and calls

wrong-contact-minutes = Choose { $least } to { $most } minutes.
wrong-contact-not-begun = This has not begun yet. Record it once it took place, with its time.
wrong-contact-state = Plan it anew, or record it once it took place.
refused-contact-over = This is over. Get in touch with your adviser to plan another.
refused-contact-declined = You said that you can't. Get in touch with your adviser to plan another.
refused-contact-cancelled = This was called off. Get in touch with your adviser to plan another.
refused-contact-done = This is recorded as done. Plan another one.
refused-contact-called-off = This was called off. Plan another one.

## Events

wrong-event-revision = Say which revision you looked at.
wrong-event-to = Choose an end after the beginning, on the same day.
wrong-event-places = Choose 1 to { $most } places, or leave it empty for no limit.
wrong-event-places-taken = { $going ->
    [one] One person has a place already. Keep at least one place.
   *[other] { $going } people have a place already. Keep at least { $going } places.
}
wrong-event-state = Keep it as a draft or publish it. To call the event off, delete it.
refused-event-over = This event is over. See what is on next.
refused-event-cancelled = This event was called off. See what else is on.
refused-event-published = This is published, and people may have a place. Call it off if it is not going to be.
refused-event-called-off = This was called off. Make a new event.
refused-event-past = This event is over. Make a new one.

## Texts of the service

wrong-block-action = Choose an answer that has words.

## Payment runs

refused-run-empty = There is nothing that you may pay to a bank account now. Each payment in the list says why.
refused-run-obstacle = Something in this run can't be paid. Look at { $name }'s payment of { $amount } and take it out.
refused-run-not-released = This run is not released yet. Release it first.

## What the bank says of a run. { $name }, { $amount } is whose payment a line speaks of.

wrong-results-payment = { $name }, { $amount }: { $why }
wrong-results-not-in-run = This payment is not in this run. Send it at the run that it was in.
wrong-results-more = { $more ->
    [one] One more line is wrong. Put these right first.
   *[other] { $more } more lines are wrong. Put these right first.
}
refused-results-amount = The file says { $said }, but { $out } went out. Ask the bank what it paid, and put the amount right.
refused-results-otherwise = Line { $line } says otherwise of it. Leave the line that is right.
refused-not-handed-over-repaid = { $repaid } of this is repaid, so it was handed over. If that was recorded by mistake, reverse it under Repayments first.
refused-results-repaid = { $repaid } of this is repaid, so the bank can't have sent it back. If that was recorded by mistake, reverse it under Repayments first.
bank-file-csv-encoding = Save the file as CSV in UTF-8.
bank-file-csv-unreadable = This is no CSV that we can read: { $cause }.
bank-file-csv-column-twice = The column { $column } is there twice. Take one of them out.
bank-file-csv-columns = The first line must name the columns reference, status and reason, with commas between them.
bank-file-csv-status = The status is "{ $status }". Write paid or returned.
bank-file-xml-encoding = The file is not in UTF-8. Ask the bank for it in UTF-8.
bank-file-xml-doctype = A pain.002 has no document type. Send the file as the bank gave it.
bank-file-xml-unreadable = This is no pain.002 that we can read: { $cause }.
bank-file-xml-other-run = This file answers "{ $message }", not this run. Send it at the run that it answers.
bank-file-xml-status = The status "{ $status }" is not one that we know. Once the bank says what became of it, write that into the table.
bank-file-xml-currency = The amount is in "{ $currency }", and we pay in pounds. Ask the bank what became of this payment.
bank-file-reference = "{ $reference }" is no reference of ours. Write it as the run's own file has it.
bank-file-amount = The amount is "{ $amount }". Write it as 40 or 64.99.

## Repayments

wrong-repayment-nothing = Record more than nothing.
wrong-repayment-all-repaid = All of it is repaid, so nothing more can be recorded here.
wrong-repayment-more-than-left = { $left } is left to repay. Record that or less.
wrong-repayment-to-come = This day is still to come. Record money once it is there.
wrong-repayment-before-paid = The money went out on { $paid_on }, so it can't have come back before that.
refused-repayment-no-promise = There was no promise to repay this, so nothing of it has to come back.
refused-repayment-not-paid = This is not paid, so nothing can come back of it. Wait until it is.
refused-repayment-twice = { $name } recorded { $amount } of that day with this reference already. If as much came a second time, say so in the reference.
refused-repayment-reversed = This is reversed already, so it no longer counts.
