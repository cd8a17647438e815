### What we know about a person: each fact's name, the question to the young person, and the answers it takes.

## The groups

fact-group-you = Age and health
fact-group-care = Time in care
fact-group-study = Learning
fact-group-work = Work and money
fact-group-home = Home
fact-group-family = Children and family
fact-group-law = Asylum and custody
fact-group-plan = Planning together

## Answers of every kind

fact-yes = Yes
fact-no = No
fact-none = None
fact-not-known = Not known
fact-count = { $count }
fact-list-none = None of these

## About them

fact-date_of_birth = Date of birth
fact-date_of_birth-question = When were you born?
fact-sick_or_disabled = Long illness or disability
fact-sick_or_disabled-question = Are you ill for a long time, or disabled?
fact-sick_or_disabled-hint = Some help is only for people who are. You don't have to say what it is.

## Time in care

fact-care-episodes = Time in care
fact-care-episodes-question = When were you in care?
fact-care-episodes-looked_after = looked after
fact-care-episodes-remand = on remand
fact-care-episodes-respite = planned respite
fact-care-episodes-line = { $from } to { $to }, { $kind }
fact-care-episodes-still = { $from } until now, { $kind }
fact-care-episodes-from = First day
fact-care-episodes-to = Day it ended
fact-care-episodes-kind = Kind
fact-care-episodes-add = Add a stretch
fact-care-episodes-remove = Remove
fact-care-returned_home_on = Went back to live with a parent
fact-care-returned_home_on-question = Did you go back to live with a parent?
fact-care-returned_home_on-hint = We mean to stay, not for a visit.
fact-care-returned_home_on-day = When was that?
fact-care-returned_home_on-none = No
fact-care-special_guardianship = Special guardianship order
fact-care-special_guardianship-question = Do you live, or did you live, with a special guardian?
fact-care-special_guardianship-hint = A court can make a relative or a carer your special guardian. If you're not sure, say that you don't know.
fact-care-special_guardianship-day = On which day did the court decide it?
fact-care-special_guardianship-none = No
fact-care-detained_or_in_hospital_at_16 = In custody or hospital on the 16th birthday
fact-care-detained_or_in_hospital_at_16-question = Were you in custody or in hospital on your 16th birthday?
fact-care-detained_or_in_hospital_at_16-hint = It can count for you, not against you.
fact-category_override = Legal category, set by a worker
fact-category_override-question = Did a worker set your group?
fact-category_override-none = Worked out from the facts
fact-category_override-line = { $category }: { $reason }
fact-category_override-reason = Why this category
fact-category_override-reason-hint = The young person reads this.

## Learning

fact-activity = Learning, training or work
fact-activity-question = What do you do at the moment?
fact-activity-F1 = University or another higher course, full time
fact-activity-F2 = School, sixth form or college, full time
fact-activity-F4 = An apprenticeship, full time
fact-activity-F5 = Work or training, full time
fact-activity-P1 = University or another higher course, part time
fact-activity-P2 = School, sixth form or college, part time
fact-activity-P4 = An apprenticeship, part time
fact-activity-P5 = Work or training, part time
fact-activity-G4 = None of these, because of an illness or disability
fact-activity-G5 = None of these right now
fact-activity-G6 = None of these, because of a pregnancy or a child
fact-activity-0 = Nothing recorded
fact-course = On a course, or about to start
fact-course-question = Are you on a course, or about to start one?
fact-course-level = Kind of course
fact-course-level-question = What kind of course is it?
fact-course-level-school = School or sixth form
fact-course-level-further = College, or another course below a degree
fact-course-level-higher = University, or another higher course
fact-course-level-postgraduate = After a first degree
fact-course-full_time = Full time
fact-course-full_time-question = Is your course full time?
fact-course-needs_computer = Needs a computer
fact-course-needs_computer-question = Does your course need a computer?
fact-course-attendance_full = Full attendance
fact-course-attendance_full-question = Do you go to everything on your course?
fact-course-attendance_full-hint = Being ill, with a note, counts as going.
fact-course-starts = First day of the course
fact-course-starts-question = When does your course start, or when did it?
fact-course-ends = Last day of the course
fact-course-ends-question = When does your course end?
fact-course-bursary_covers_costs = The bursary pays for what it needs
fact-course-bursary_covers_costs-question = Does your college bursary pay for what your course needs?

## Work and money

fact-employment = Has a job
fact-employment-question = Do you have a job?
fact-employment-kind = Kind of job
fact-employment-kind-question = What kind of job is it?
fact-employment-kind-full_time = Full time
fact-employment-kind-part_time = Part time
fact-employment-kind-apprentice = An apprenticeship
fact-employment-weekly_wage_pence = Pay for a week
fact-employment-weekly_wage_pence-question = How much do you earn in a week?
fact-employment-weekly_wage_pence-hint = What reaches your bank account. A guess is fine: your adviser looks at a payslip with you.
fact-employment-weekly_outgoings_pence = Rent, water and fares for a week
fact-employment-weekly_outgoings_pence-question = How much do you pay in a week for rent, water and fares?
fact-employment-proof_of_earnings = Payslip or letter seen
fact-employment-proof_of_earnings-question = Has your adviser seen a payslip?
fact-employment-started = First day at work
fact-employment-started-question = When did you start your job?
fact-benefits = Benefits
fact-benefits-question = Which benefits do you get, or have you claimed?
fact-benefits-hint = Tick all that are yours.
fact-benefits-universal_credit = Universal Credit
fact-benefits-jobseekers_allowance = Jobseeker's Allowance
fact-benefits-income_support = Income Support
fact-benefits-employment_support_allowance = Employment and Support Allowance
fact-benefits-housing_benefit = Housing Benefit
fact-lost_or_stolen_money = Money lost or stolen
fact-lost_or_stolen_money-question = Did you lose money, or was it stolen?
fact-lost_or_stolen_money-on = Day it was lost or stolen
fact-lost_or_stolen_money-on-question = When was the money lost or stolen?
fact-lost_or_stolen_money-crime_reference = Crime reference number
fact-lost_or_stolen_money-crime_reference-question = Which number did the police give you?

## Where they live

fact-accommodation = Where they live
fact-accommodation-question = Where do you live?
fact-accommodation-B = With parents or relatives
fact-accommodation-C = A children's home or other residential care
fact-accommodation-D = Semi-independent, with support
fact-accommodation-E = Supported lodgings
fact-accommodation-G = Abroad
fact-accommodation-H = Deported
fact-accommodation-K = Lodgings: a room in somebody's home
fact-accommodation-R = Nobody knows where
fact-accommodation-S = Nowhere fixed: with friends, or outside
fact-accommodation-T = A foyer or hostel
fact-accommodation-U = Own place
fact-accommodation-V = An emergency place
fact-accommodation-W = Bed and breakfast
fact-accommodation-X = In custody
fact-accommodation-Y = Somewhere else
fact-accommodation-Z = With former foster carers
fact-accommodation-0 = Nothing recorded
fact-accommodation-suitable = Is it safe and right?
fact-accommodation-1 = Yes, it's safe and right
fact-accommodation-2 = No, it isn't
fact-accommodation-line-1 = { $place }; safe and suitable
fact-accommodation-line-2 = { $place }; not suitable
fact-placement_support = What the placement pays for
fact-placement_support-question = What does the place where you live already pay for?
fact-placement_support-full_costs = Only the rent, not the bills and the food
fact-placement_support-accommodation_and_utilities = The room and the bills
fact-placement_support-accommodation_utilities_and_food = The room, the bills and the food
fact-moving_to_independence = Moving into a place of their own
fact-moving_to_independence-question = Are you moving into your own place?
fact-moving_to_independence-hint = Now, or because you and your adviser say that you're ready.

## Children and family

fact-parent = Has a child
fact-parent-question = Do you have a child?
fact-parent-lone = Brings the child up alone
fact-parent-lone-question = Do you bring your child up alone?
fact-parent-youngest_child_born = Youngest child born on
fact-parent-youngest_child_born-question = When was your youngest child born?
fact-parent-children = Number of children
fact-parent-children-question = How many children do you have?
fact-baby_due = Baby due
fact-baby_due-question = Are you expecting a baby?
fact-baby_due-hint = There is more help then. You choose whether you tell us.
fact-baby_due-day = When is the baby due?
fact-baby_due-none = No

## Asylum and custody

fact-asylum = Asylum claim
fact-asylum-question = Have you asked for asylum? Where does it stand?
fact-asylum-hint = We ask because some help is only for people who came here to be safe. It changes nothing about your claim.
fact-asylum-pending = Waiting for a decision
fact-asylum-refugee = Recognised as a refugee
fact-asylum-humanitarian_protection = Humanitarian protection
fact-asylum-discretionary_leave = Discretionary leave to stay
fact-asylum-appeal_pending = The answer was no, and an appeal is going on
fact-asylum-appeal_rights_exhausted = The answer was no, and there is no appeal left
fact-asylum-none = Not asked for asylum
fact-custody = In custody
fact-custody-question = Are you in custody at the moment?
fact-custody-hint = Your money goes on in another way while you are. You keep your adviser.
fact-custody-remand = On remand
fact-custody-sentenced = Serving a sentence
fact-custody-none = Not in custody

## Planning together

fact-in_touch = In touch with us
fact-in_touch-question = Are we in touch with you?
fact-engaging_with_plan = Takes part in planning
fact-engaging_with_plan-question = Do you plan with your adviser?
fact-cash_agreed = The plan lets them have cash
fact-cash_agreed-question = Does your pathway plan say that you can have cash?
fact-needs_assessed = Needs found in an assessment
fact-needs_assessed-question = Which needs did an assessment find?

## Telling, on the phone

tell-us-title = Tell us
tell-us-about = We can't say yes or no to some things until we know more about you. Answer what you like, when you like. { $name } checks it, then it counts.
tell-us-none = We have no questions for you
tell-us-none-more = If something changes, a job, a course, a move, tell us below.
tell-us-waiting = { $name } is checking
tell-us-adviser = { $name } finds these out
tell-us-known = What we know about you
tell-us-decides-category = It decides which help is yours.
tell-us-decides = { $more ->
    [0] It decides: { $names }
   *[other] It decides: { $names } and { $more } more
}
tell-title = Tell us
tell-adviser = { $name } fills this in. Talk to them if it is wrong or missing.
tell-send = Tell { $name }
tell-sending = Sending…
tell-done = Thanks. { $name } checks it, then it counts.
tell-unknown = I don't know
tell-next = { $more ->
    [0] Thanks. Last question
   *[other] Thanks. Next question, then { $more } more
}
tell-enough = That's enough for now
tell-empty = Choose or write an answer first. If you don't know, that's fine: say so below.
tell-same = That is what we know already. Change it, or go back.
tell-private = Only { $name }, who stands in for them, and their managers see it. You don't have to answer.
tell-waits = You told us: { $value }. { $name } is checking it.
tell-declined = You told us: { $value }. { $name } looked at it and says:
tell-known = We know: { $value }, since { $day }. { $name } wrote it down.
tell-why = Why we ask
tell-why-category = It decides which help is yours at all.
tell-why-decides = It decides these:
facts-title = What we know
facts-about = This is what we go by. If something is wrong, put it right. { $name } checks it.
facts-none = We don't know anything yet
facts-none-more = Once your adviser has written something down, you see it here.
facts-tell = Tell us
facts-since = Since { $day }, from { $name }
facts-change = Put it right
facts-change-label = Put it right: { $question }
