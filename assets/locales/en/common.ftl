### What both apps say: days and times, what went wrong, and small words.

## Small words

loading = Getting this ready…
try-again = Try again
close = Close
back = Back
new-version = There is a newer version of this app.
new-version-use = Update

## Days and times

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-1-short = Mon
weekday-2-short = Tue
weekday-3-short = Wed
weekday-4-short = Thu
weekday-5-short = Fri
weekday-6-short = Sat
weekday-7-short = Sun
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-1-short = Jan
month-2-short = Feb
month-3-short = Mar
month-4-short = Apr
month-5-short = May
month-6-short = Jun
month-7-short = Jul
month-8-short = Aug
month-9-short = Sep
month-10-short = Oct
month-11-short = Nov
month-12-short = Dec
date-day = { $weekday } { $day } { $month }
date-day-year = { $day } { $month } { $year }
date-today = today
date-tomorrow = tomorrow
date-yesterday = yesterday
week-of = Week of { $day }
week-waiting = Not confirmed yet
week-confirmed = Confirmed
week-paid = Paid
week-not_in_full = Not in full
week-not_theirs = Not open
week-would-be-paid = Once it's confirmed: { $amount }, { $day }
week-is-paid = { $amount }, { $day }
week-was-paid = { $amount } was sent to you
date-when = { $day }, { $time }
time-am = { $clock }am
time-pm = { $clock }pm
time-noon = noon
time-midnight = midnight

## Repaying what was promised

repaying-sums = { $repaid } is repaid, { $left } is left.
repaying-none = Nothing is repaid yet.
repaying-all = All of it is repaid.
repaying-row = { $amount }, { $day }
repaying-reversed = This does not count: { $why }

## What went wrong. One sentence for each error code of the interface, and two for the phone's own.

error-offline = We can't reach the internet just now. Nothing is lost. We'll try again when you're back online.
error-offline-action = We can't reach the internet just now, so that didn't happen. What you wrote is still here. Try again when you're back online.
error-offline-kept = You're offline. This is what we knew last time.
error-broken = Something broke on our side. It isn't you. Please try again in a minute.
error-unavailable = We can't get to our records just now. Please try again in a minute.
error-bad_request = The app and our server don't understand each other. Close the app, open it again and try once more.
error-not_signed_in = You have been signed out. Sign in to go on.
error-wrong_password = That name and password don't go together. Check both and try again.
error-not_allowed = This isn't something you can do from your account.
error-not_found = We can't find that. It may have been taken away.
error-method_not_allowed = The app and our server don't understand each other. Close the app, open it again and try once more.
error-state_moved_on = Something changed while you were looking. Have a look at how it is now, then try again.
error-refused = We can't do that now.
error-more_than_is_left = That is more than what is left.
error-not_yours = This can't be asked for just now.
error-no_places = All the places are taken.
error-too_large = That is too big to send. Try a smaller one.
error-unreadable_file = We can't read that file. Send a photo or a PDF.
error-wrong_media_type = We can't take that kind of file. Send a photo or a PDF.
error-invalid_fields = Something needs another look. We've marked it for you.
error-idempotency_key_reused = This was sent before with something else in it. Go back and start again.
error-idempotency_key_missing = The app and our server don't understand each other. Close the app, open it again and try once more.
error-cross_site = This came from another website, so we stopped it. Open the app itself and try again.
error-too_many_tries = That was a lot of tries. Please wait a few minutes, then try again.

## Money in a bar

bar-label = { $used } used, { $waiting } waiting, { $left } left of { $whole }
