### Messages. Each kind has its words for the inbox, and harmless ones (`-lock`) for lock screens and mail subjects,
### where others may read them: no money, no names, nothing about care.
### Values: $name (who did it), $entitlement, $amount, $when, $what, $left, $all (yes or no: all of it is paid back). What somebody wrote is shown below the message.

## For young people: requests

notification-request_taken = { $entitlement }: { $name } is looking at it.
notification-request_taken-lock = There's news on something you sent.
notification-request_question = { $entitlement }: { $name } has a question for you.
notification-request_question-lock = There's a question for you.
notification-request_agreed = { $entitlement }: yes! { $amount } is agreed.
notification-request_agreed-lock = Good news on something you sent.
notification-request_partly_agreed = { $entitlement }: { $amount } is agreed. That is part of what you asked for.
notification-request_partly_agreed-lock = There's an answer to something you sent.
notification-request_with_manager = { $entitlement }: { $name } said yes. A manager has a look too.
notification-request_with_manager-lock = There's news on something you sent.
notification-request_declined = { $entitlement }: the answer is no this time. You can read why, and what you can do.
notification-request_declined-lock = There's an answer to something you sent.
notification-request_scheduled = { $entitlement }: { $amount } is on its way to you.
notification-request_scheduled-lock = There's news on something you sent.
notification-request_paid = { $entitlement }: we sent you { $amount }.
notification-request_paid-lock = Something you were waiting for is done.
notification-request_handed_over = { $entitlement }: it was handed to you. Is that not so? Tell us.
notification-request_handed_over-lock = Something you were waiting for is done.
notification-request_returned = { $entitlement }: the bank sent { $amount } back. Let's check the bank details together.
notification-request_returned-lock = We need to check something with you.
notification-request_not_handed_over = { $entitlement }: we wrote down by mistake that it was handed to you. It is still to come.
notification-request_not_handed_over-lock = We need to put something right with you.
notification-request_stopped = { $entitlement }: a manager stopped this. You can read why, and what you can do.
notification-request_stopped-lock = There's news on something you sent.
notification-repayment_recorded = { $all ->
    [yes] Thank you. We have your { $amount }. That's all of it.
   *[no] Thank you. We have your { $amount }. { $left } is left to pay back.
}
notification-repayment_recorded-lock = There's news on something you promised.
notification-repayment_reversed = { $entitlement }: we had written down { $amount } as paid back by mistake. { $left } is left to pay back.
notification-repayment_reversed-lock = There's news on something you promised.

notification-complaint_acknowledged = { $entitlement }: { $name } has your complaint and looks into it.
notification-complaint_acknowledged-lock = There's news on something you sent.
notification-complaint_answered = { $entitlement }: { $name } answered your complaint.
notification-complaint_answered-lock = There's an answer to something you sent.

## For young people: their bank details

notification-bank_details_changed = Your bank details changed. Money goes to the account { $what } from { $when } on. Wasn't that you? Call us now.
notification-bank_details_changed-lock = Something in your account has changed. Wasn't that you? Look now.

## For workers: requests

notification-request_waiting = { $name } asks for { $amount }: { $entitlement }.
notification-request_waiting-lock = Something new waits for you.
notification-request_replied = { $name } answered your question: { $entitlement }.
notification-request_replied-lock = Your question was answered.
notification-request_receipt = { $name } sent the receipt: { $entitlement }.
notification-request_receipt-lock = Something you waited for is there.
notification-request_withdrawn = { $name } took a request back: { $entitlement }, { $amount }.
notification-request_withdrawn-lock = Something was taken back.

notification-request_challenged = { $name } asks for somebody else to look at this: { $entitlement }, { $amount }.
notification-request_challenged-lock = Something is to be looked at again.
notification-request_complaint = { $name } complains: { $entitlement }, { $amount }.
notification-request_complaint-lock = Something new waits for you.

## For young people: visits and calls

notification-contact_planned = { $name } would like to meet: { $when }. Can you make it?
notification-contact_planned-lock = Something new is in your plan.
notification-contact_changed = Your time with { $name } has changed. It's now { $when }.
notification-contact_changed-lock = Something in your plan has changed.
notification-contact_cancelled = { $name } can't make it: { $when } is off.
notification-contact_cancelled-lock = Something in your plan is off.

## For workers: visits and calls

notification-contact_confirmed = { $name } will be there: { $when }.
notification-contact_confirmed-lock = Somebody will be there.
notification-contact_move_asked = { $name } asks for another time than { $when }.
notification-contact_move_asked-lock = Somebody asks for another time.
notification-contact_declined = { $name } can't make it: { $when }.
notification-contact_declined-lock = Somebody can't make it.

## What young people tell about themselves: for workers, then for young people

notification-fact_told = { $name } told you something about themself. Please check it.
notification-fact_told-lock = Somebody told you something to check.
notification-fact_confirmed = { $name } checked what you told us. We know it now.
notification-fact_confirmed-lock = Something you told us is checked.
notification-fact_declined = { $name } looked at what you told us, and has some words for you.
notification-fact_declined-lock = There's an answer to something you told us.

## For young people: weeks of term

notification-attendance_confirmed = { $entitlement }: { $name } confirmed that you were there. You get { $amount }.
notification-attendance_confirmed-lock = Good news on something you did.
notification-attendance_not_in_full = { $entitlement }: { $name } looked at your weeks, and has some words for you.
notification-attendance_not_in_full-lock = There's news on something you did.

## For everybody: events

notification-event_published = New: { $what }, { $when }.
notification-event_published-lock = Something new is on.
notification-event_changed = { $what } has changed. It's now { $when }.
notification-event_changed-lock = Something you may go to has changed.
notification-event_cancelled = { $what } is off. It was { $when }.
notification-event_cancelled-lock = Something you may go to is off.
notification-event_place_free = A place came free at { $what }, { $when }. It's yours.
notification-event_place_free-lock = A place came free for you.
