# Entitlements: titles, what each is for, reasons, evidence, who else pays. Addressed to the young person.
# In reasons, $date comes written out ("Thursday 26 November 2026"); ages and counts come as digits.

## How things stand

outcome-can_ask = You can ask for this
outcome-automatic = We pay this without you asking
outcome-needs_assessment = You can ask. We look at what you need first
outcome-elsewhere = Somebody else pays this
outcome-coming = Coming up
outcome-used_up = Nothing left for now
outcome-ended = This has ended
outcome-not_yours = Not right now
outcome-tell_us = Tell us one more thing

counted-once = once
counted-year = each year
counted-week = each week
counted-month = each month
counted-term = each term
counted-season = each summer and each winter
counted-birthday = for this birthday
counted-baby = for each baby
counted-job = for each new job
counted-course = for each course
counted-claim = for each benefit claim
counted-each = each time you need it

decided_by-adviser = Your adviser decides
decided_by-manager = A manager decides
decided_by-assessment = Your adviser decides, after looking at what you need
decided_by-automatic = Nobody has to decide. It comes by itself
decided_by-participation_worker = The participation worker decides
decided_by-elsewhere = Somebody outside our service decides

category-eligible = in care, aged 16 or 17
category-relevant = left care, aged 16 or 17
category-former_relevant = left care, aged 18 or over
category-qualifying = some help from us
category-none = no leaving care group

## Titles and what each is for

entitlement-passport = Passport
entitlement-passport-about = We pay for your passport, so that you can show who you are and travel.
entitlement-birth_certificate = Birth certificate
entitlement-birth_certificate-about = We pay for a copy of your birth certificate. You need it for a bank account, a home or a benefit.
entitlement-provisional_driving_licence = Provisional driving licence
entitlement-provisional_driving_licence-about = We pay for your first driving licence. It also shows who you are.
entitlement-deed_poll = Changing your name
entitlement-deed_poll-about = We pay for the paper that changes your name by law, if you need it.
entitlement-travel_document = Travel document
entitlement-travel_document-about = If you came to ask for asylum, we can pay for a travel document. We look at where you want to go and why.
entitlement-personal_luggage = A bag of your own
entitlement-personal_luggage-about = Money for a suitcase or a bag, so that your things move with you in something good.
entitlement-maintenance_allowance = Weekly allowance
entitlement-maintenance_allowance-about = Money each week for food, clothes, your phone and going out. How much depends on what your placement already pays for.
entitlement-working_top_up = Weekly allowance while you work
entitlement-working_top_up-about = When you earn, we top up your pay. You always end up with more than without the job.
entitlement-rent_under_18 = Your rent until you are 18
entitlement-rent_under_18-about = We find your place and pay the rent until your 18th birthday.
entitlement-travel_to_look_for_work = Fares to look for work
entitlement-travel_to_look_for_work-about = We pay your fares when you look for a job, training or a course.
entitlement-further_education_costs = Things for college
entitlement-further_education_costs-about = Money for books, tools, pens and trips on a full-time course, when the college bursary does not pay for them.
entitlement-computer_grant = Computer
entitlement-computer_grant-about = Money towards a computer when your full-time course needs one.
entitlement-bursary_16_19 = College bursary
entitlement-bursary_16_19-about = Your school or college pays this bursary. It comes on top of your weekly allowance.
entitlement-attendance_bonus = Bonus for being there
entitlement-attendance_bonus-about = Extra money for each week of term in which you go to everything on your course. Half term counts too.
entitlement-clothing_on_entering_care = Clothes when you come into care
entitlement-clothing_on_entering_care-about = If you came into care at 16 or later without the clothes you need, we pay for them.
entitlement-clothing_for_work_or_study = Clothes for work or study
entitlement-clothing_for_work_or_study-about = Money for the special clothes or shoes that a job or a course needs.
entitlement-course_travel = Travel to your course
entitlement-course_travel-about = We can pay your way to school, college or training when they do not pay it.
entitlement-birthday_16 = Your 16th birthday
entitlement-birthday_16-about = Birthday money, as much as foster carers get for a 16th birthday.
entitlement-birthday_17 = Your 17th birthday
entitlement-birthday_17-about = Birthday money, as much as foster carers get for a 17th birthday.
entitlement-birthday_18 = Your 18th birthday
entitlement-birthday_18-about = Birthday money for turning 18.
entitlement-birthday_19 = Your 19th birthday
entitlement-birthday_19-about = Birthday money for turning 19, if we are in touch and plan together.
entitlement-birthday_20 = Your 20th birthday
entitlement-birthday_20-about = Birthday money for turning 20, if we are in touch and plan together.
entitlement-birthday_21 = Your 21st birthday
entitlement-birthday_21-about = Birthday money for turning 21, if we are in touch. It is due on the day.
entitlement-glasses_voucher_match = Glasses
entitlement-glasses_voucher_match-about = If the NHS gives you a voucher for glasses, we add the same again.
entitlement-worship_travel = Travel to where you worship
entitlement-worship_travel-about = We can pay your fares to a mosque, church, temple or another place of worship.
entitlement-cultural_needs = Hair, skin, food and culture
entitlement-cultural_needs-about = We can pay all or part of what your culture or faith needs, such as hair care, skin care or food.
entitlement-holiday = Holiday money
entitlement-holiday-about = Money for a holiday once a year, with your old carers or without. We check together that it is safe.
entitlement-festival = Christmas or another festival
entitlement-festival-about = Money for the festival that matters to you. You choose which one. You can split it between two.
entitlement-family_contact_travel = Travel to see your family
entitlement-family_contact_travel-about = We can pay your fares to family who live too far away for a short bus ride.
entitlement-family_visit_fares = Visits to family
entitlement-family_visit_fares-about = We pay the fares for up to four visits to your family each year.
entitlement-childcare = Childcare
entitlement-childcare-about = If you bring up a child alone and work or learn, we can help to pay for childcare. We try the other funds with you first.
entitlement-care_to_learn = Childcare while you learn
entitlement-care_to_learn-about = The Care to Learn scheme pays for childcare when you are a parent under 20 on a course.
entitlement-prom = Prom
entitlement-prom-about = Money for your prom: clothes, hair, make-up, travel or photos.
entitlement-disabled_students_allowance = Disabled Students' Allowance
entitlement-disabled_students_allowance-about = Extra help at university when you are disabled or ill for a long time. You do not pay it back.
entitlement-attendance_incentive = Weekly bonus for going
entitlement-attendance_incentive-about = Extra money for each week of term in which you go to all of your course, training or apprenticeship. We pay it after each half term.
entitlement-low_wage_top_up = Top-up for low pay
entitlement-low_wage_top_up-about = If little is left of your pay after rent, water and fares, we top it up and add a bit.
entitlement-interview_fares = Fares to interviews
entitlement-interview_fares-about = We pay your way to job and course interviews.
entitlement-first_four_weeks_travel = Travel to a new job
entitlement-first_four_weeks_travel-about = We pay your fares for the first four weeks of a new job, until your first pay comes.
entitlement-education_assistance = Help with a course
entitlement-education_assistance-about = We can help to pay for a course that leads to a qualification. We work out with you what it takes.
entitlement-seasonal_clothing = Summer and winter clothes
entitlement-seasonal_clothing-about = Money for clothes, once each summer and once each winter.
entitlement-setting_up_home = Setting up home
entitlement-setting_up_home-about = Money for the main things in your first home, such as a bed, a cooker and curtains. We also pay for the first year's contents insurance.
entitlement-home_security = Locks and bolts
entitlement-home_security-about = Money to make your home safe, such as a better lock.
entitlement-first_food_stock = First food shop
entitlement-first_food_stock-about = Money for the first big food shop in your new home.
entitlement-home_safety_alarms = Smoke alarm and fire blanket
entitlement-home_safety_alarms-about = We can pay for a smoke alarm, a carbon monoxide alarm and a fire blanket. We ask your landlord first.
entitlement-first_aid_box = First aid box
entitlement-first_aid_box-about = Money for a first aid box in your home.
entitlement-tv_licence = First TV licence
entitlement-tv_licence-about = We pay for the first TV licence in your own home.
entitlement-participation_pay = Pay for taking part
entitlement-participation_pay-about = When you help us to do better, in a forum or an interview panel, we pay you for the day and your travel.
entitlement-maternity = Money for a new baby
entitlement-maternity-about = Money for the last three months before your baby comes. It comes on top of benefits.
entitlement-driving_lessons = Driving lessons
entitlement-driving_lessons-about = Ten lessons, and money towards your licence and test. You pay a share.
entitlement-higher_education_bursary = University bursary
entitlement-higher_education_bursary-about = Money from us on top of your student loan, in parts over your whole course.
entitlement-higher_education_package = Living costs at university
entitlement-higher_education_package-about = If too little is left after rent and bills, we make up what is missing. We work it out with you each year.
entitlement-vacation_accommodation = A place to stay in the holidays
entitlement-vacation_accommodation-about = A place to live, or money for one, in the holidays of your university course.
entitlement-university_moves = Moving to and from university
entitlement-university_moves-about = We pay for moving you and your things at the start and end of term.
entitlement-returning_learner_support = Learning again after 21
entitlement-returning_learner_support-about = If you go back to learning between 21 and 24, we can help with living costs, rent and the course.
entitlement-postgraduate_funding = After your first degree
entitlement-postgraduate_funding-about = We do not pay for study after a first degree. We help you to find who does.
entitlement-remand_allowance = Money on remand
entitlement-remand_allowance-about = Money each month while you are on remand.
entitlement-prison_allowance = Money in prison
entitlement-prison_allowance-about = The prison pays you a little each week while you serve a sentence.
entitlement-benefit_gap_support = While you wait for a benefit
entitlement-benefit_gap_support-about = If you claimed in time and the money has not come, we pay for up to four weeks. If the benefit pays you back money later, you pay us back.
entitlement-emergency_food = Food in an emergency
entitlement-emergency_food-about = A food shop together, today, when you have nothing left to eat.
entitlement-emergency_gas = Gas in an emergency
entitlement-emergency_gas-about = Money for the gas meter, today, when it has run out.
entitlement-emergency_electricity = Electricity in an emergency
entitlement-emergency_electricity-about = Money for the electricity meter, today, when it has run out.
entitlement-deposit_and_rent_in_advance = Deposit and first rent
entitlement-deposit_and_rent_in_advance-about = Help with the deposit and first rent for a private flat, if a council or housing association home does not fit. The rent must not be above the local housing allowance.
entitlement-guarantor = Somebody to vouch for your rent
entitlement-guarantor-about = If a landlord wants somebody to vouch for you and there is nobody else, the council may do it.
entitlement-cold_weather_payment = Cold weather money
entitlement-cold_weather_payment-about = Extra money for heating in very cold weeks, if you have a young child and get certain benefits.
entitlement-council_tax_help = Council tax
entitlement-council_tax_help-about = Care leavers can pay less council tax, or none. The council tax office works it out.

entitlement-council_tax_exemption = No council tax
entitlement-council_tax_exemption-about = You pay no council tax until you are 25, wherever in Leicestershire you live.
entitlement-setting_up_grant = Setting up home
entitlement-setting_up_grant-about = Money for the main things in your first home.
entitlement-living_allowance = Allowance
entitlement-living_allowance-about = Money to live on, as your pathway plan says.
entitlement-learning_support = Help with learning and training
entitlement-learning_support-about = Help with what school, college, university or training costs.
entitlement-travel_support = Help with travel
entitlement-travel_support-about = Help with fares to learning, work and the people who matter to you.
entitlement-family_ties = Staying close to your family
entitlement-family_ties-about = Help to see your family and keep those ties strong.
entitlement-accommodation_support = Help with where you live
entitlement-accommodation_support-about = Sometimes we can help to pay for a place to live.
entitlement-council_apprenticeship = An apprenticeship at the council
entitlement-council_apprenticeship-about = The council keeps some of its apprenticeships for people who were in care.

## Reasons: age and group

reason-age-yes = You are { $age }.
reason-age-until = You are { $age }. This lasts until the day before you turn { $under }.
reason-age-no = This starts when you turn { $from }.
reason-age-over = This is for people under { $under }.
reason-age-unknown = When were you born?
reason-age-to_yes = When you turn { $age }, on { $date }.

reason-category-yes = { $category ->
    [eligible] You are 16 or 17 and have been in care for 13 weeks or more.
    [relevant] You are 16 or 17 and have left care.
    [former_relevant] You were in care and are 18 or over.
    [qualifying] You were in care for a shorter time, or live with a special guardian or back at home.
   *[none] You have been in care.
}
reason-category-no = { $for ->
    [under_18] This is for people aged 16 and 17 who were in care for 13 weeks or more.
    [from_18] This is for people aged 18 to 24 who were in care for 13 weeks or more.
   *[any] This is for people who were in care for 13 weeks or more.
}
reason-category-unknown = When were you in care?
reason-category-to_yes = From { $date }.
reason-category_override = Somebody in the leaving care team put you in another group and wrote down why: “{ $reason }”
reason-category_age = You are { $age }. Leaving care help is for people from 16 to 24.

reason-care_days-yes = You were in care for { $days } days after you turned 14, and after you turned 16.
reason-care_days-no = Since you turned 14 you were in care for { $days } days. It takes 91 days, and some of them after you turn 16.
reason-in_care-yes = You are in care.
reason-in_care-no = You are no longer in care.
reason-returned_home-yes = You went back home and have lived there for six months.
reason-returned_home-unknown = Did you go back to live with a parent for six months or more?
reason-special_guardianship-yes = You went from care to a special guardian.
reason-special_guardianship-unknown = Do you live, or did you live, with a special guardian?
reason-detained-unknown = Were you in custody or in hospital on your 16th birthday?

## Reasons: learning and work

reason-activity-yes = What you do now counts for this.
reason-activity-no = What you do now does not count for this.
reason-activity-unknown = What do you do at the moment: learn, train, work, or none of these?
reason-activity-to_yes = If you start an apprenticeship.
reason-eet-yes = You are learning, training or working.
reason-eet-no = You are not learning, training or working.
reason-eet-unknown = Are you learning, training or working at the moment?
reason-eet-to_yes = If you start a course, training or a job.
reason-neet-yes = You are not learning, training or working at the moment.
reason-neet-no = You are learning, training or working.
reason-neet-unknown = Are you learning, training or working at the moment?
reason-in_work_or_study-yes = You learn, train or work, or are about to.
reason-in_work_or_study-no = You do not learn, train or work at the moment.
reason-in_work_or_study-unknown = Are you learning, training or working, or about to start?
reason-in_work_or_study-to_yes = If you start a course, training or a job.
reason-in_education-yes = You are on a course.
reason-in_education-no = You are not on a course.
reason-in_education-unknown = Are you on a course, or about to start one?
reason-in_education-to_yes = If you start a course.
reason-course_level-yes = Your course is the right kind for this.
reason-course_level-no = You are not on this kind of course.
reason-course_level-unknown = What kind of course are you on: school, college or university?
reason-course_level-to_yes = If you start this kind of course.
reason-course_full_time-yes = Your course is full time.
reason-course_full_time-no = You are not on a full-time course.
reason-course_full_time-unknown = Is your course full time?
reason-course_full_time-to_yes = If your course is full time.
reason-course_needs_computer-yes = Your course needs a computer.
reason-course_needs_computer-no = You are not on a course that needs a computer.
reason-course_needs_computer-unknown = Does your course need a computer?
reason-course_needs_computer-to_yes = If your course needs a computer.
reason-full_attendance-yes = You go to everything on your course.
reason-full_attendance-no = Your course has not told us that you go to everything.
reason-full_attendance-unknown = Do you go to everything on your course?
reason-full_attendance-to_yes = If you go to everything on your course.
reason-bursary_covers_costs-yes = Your college bursary already pays for this.
reason-bursary_covers_costs-no = Your college bursary does not pay for all you need.
reason-bursary_covers_costs-unknown = Does your college bursary pay for what your course needs?
reason-bursary_covers_costs-to_no = If your college bursary does not pay for all you need.
reason-employment-yes = Your job is the right kind for this.
reason-employment-no = You do not have this kind of job.
reason-employment-unknown = What kind of job do you have: full time, part time or an apprenticeship?
reason-employment-to_yes = If you start an apprenticeship.
reason-working-yes = You have a job.
reason-working-no = You do not have a job.
reason-working-unknown = Do you have a job?
reason-working-to_yes = If you start a job.
reason-job_started-yes = You have just started your job.
reason-job_started-no = You have not just started a job.
reason-job_started-unknown = When did you start your job?
reason-job_started-to_yes = If you start a new job.
reason-proof_of_earnings-yes = You have shown us what you earn.
reason-proof_of_earnings-no = You have no pay to show us.
reason-proof_of_earnings-unknown = Please show us a payslip, or a letter that says what you earn.
reason-proof_of_earnings-to_yes = If you show us what you earn.
reason-wage-no = You earn too much for this at the moment.
reason-wage-unknown = How much do you earn in a week?
reason-outgoings-unknown = How much do you pay in a week for rent, water and fares?
reason-benefits-yes = You get a benefit that counts for this.
reason-benefits-no = You do not get a benefit that counts for this.
reason-benefits-unknown = Which benefits do you get?
reason-on_benefits-yes = You get a benefit, or have claimed one.
reason-on_benefits-no = You do not get a benefit.
reason-on_benefits-unknown = Do you get a benefit, or have you claimed one?

## Reasons: home, family and the rest

reason-lives_in-yes = Where you live counts for this.
reason-lives_in-no = Where you live does not count for this.
reason-lives_in-unknown = Where do you live?
reason-lives_in-to_yes = If you move into a place of your own.
reason-moving_to_independence-yes = You are moving into your own place.
reason-moving_to_independence-no = You are not moving into your own place yet.
reason-moving_to_independence-unknown = Are you moving into your own place?
reason-moving_to_independence-to_yes = If you are ready to move into your own place.
reason-placement_support-unknown = What does the place where you live already pay for: bills, food, or nothing?
reason-parent-yes = You are a parent.
reason-parent-no = You do not have a child.
reason-parent-unknown = Do you have a child?
reason-lone_parent-yes = You bring up your child alone.
reason-lone_parent-no = You do not bring up a child alone.
reason-lone_parent-unknown = Do you bring up a child alone?
reason-youngest_child-yes = Your youngest child is young enough for this.
reason-youngest_child-no = You do not have a child who is young enough for this.
reason-youngest_child-unknown = When was your youngest child born?
reason-children-unknown = How many children do you have?
reason-baby_due-yes = Your baby is due soon.
reason-baby_due-no = No baby is due soon.
reason-baby_due-unknown = Are you expecting a baby?
reason-baby_due-to_yes = From { $date }, when your baby is nearly due.
reason-sick_or_disabled-yes = You are ill or disabled.
reason-sick_or_disabled-no = You are not ill or disabled.
reason-sick_or_disabled-unknown = Are you ill for a long time, or disabled?
reason-asylum-yes = Your asylum claim is at the right stage for this.
reason-asylum-no = Your asylum claim is not at the right stage for this.
reason-asylum-unknown = Where does your asylum claim stand?
reason-sought_asylum-yes = You have asked for asylum.
reason-sought_asylum-no = You have not asked for asylum.
reason-sought_asylum-unknown = Have you asked for asylum?
reason-custody-yes = You are in custody.
reason-custody-no = You are not in this kind of custody.
reason-custody-unknown = Are you in custody?
reason-in_custody-yes = You are in custody.
reason-in_custody-no = You are not in custody.
reason-in_custody-unknown = Are you in custody?
reason-in_custody-to_no = When you leave custody.
reason-in_touch-yes = We are in touch.
reason-in_touch-no = We have lost touch.
reason-in_touch-unknown = Are we in touch with you?
reason-in_touch-to_yes = If you get in touch with us.
reason-engaging_with_plan-yes = You plan with your adviser.
reason-engaging_with_plan-no = You do not plan with your adviser at the moment.
reason-engaging_with_plan-unknown = Do you plan with your adviser?
reason-engaging_with_plan-to_yes = If you work on your plan with your adviser.
reason-entered_care-yes = You came into care after you turned 16.
reason-entered_care-no = You came into care before you turned 16.
reason-entered_care-unknown = When did you come into care?
reason-loss_reported-yes = There is no lost or stolen money that the police do not know about.
reason-loss_reported-no = You lost money or had it stolen, and we do not have the number from the police.
reason-loss_reported-unknown = Did you lose money, or was it stolen?
reason-loss_reported-to_yes = If you give us the number from the police.

reason-need-to_yes = We look together at what you need first. You can ask now.
reason-used_up = You have had all of this.
reason-on_its_way = The rest of this is on its way to you.
reason-starts_again = It starts again on { $date }.
reason-again_soon = You had this in the last four weeks. A manager decides this time, after we have talked about your money.

## What to send along

evidence-attendance = Your school, college, training or job tells us that you went to everything
evidence-benefit-claim = A letter or a screenshot that shows your benefit claim
evidence-budgeting-advice = A talk with us about your money first
evidence-course-letter = A letter or mail from your school, college or university
evidence-first-licence = Your address. It must be your first TV licence
evidence-glasses-voucher = Your NHS voucher for glasses
evidence-holiday-plan = Where you go, with whom and when, so that we can check that it is safe
evidence-interview = The letter or mail that asks you to the interview
evidence-job-letter = A letter or mail that says when your job starts
evidence-landlord-asked = Your landlord's name, so that we can ask first
evidence-list-for-home = A list of what you need for your home
evidence-list-of-clothes = A list of the clothes you need and what they cost
evidence-list-of-needs = A list of what your course needs
evidence-looking-for-work = What you are looking for, such as a job advert
evidence-maternity-letter = The letter or card that says when your baby is due
evidence-other-childcare-funds = Which other childcare funds you have tried
evidence-other-guarantors = Whom you have already asked to vouch for you
evidence-outgoings = What you pay for rent, water and fares
evidence-own-share = How much you can pay yourself
evidence-payslips = Your payslips, or a letter that says what you earn
evidence-promise-to-repay = A signed promise to pay us back if the benefit pays later
evidence-provider-does-not-pay = That your school, college or training does not pay your travel
evidence-student-income = What you get and what you pay as a student
evidence-tenancy-offer = The landlord's offer, with the rent
evidence-term-dates = When your terms begin and end
evidence-took-part = We check which day you took part

## Who else pays

elsewhere-care-to-learn = The Care to Learn scheme pays. Ask your school or college for the form. Your adviser can help.
elsewhere-cold-weather = The benefit office pays this by itself. Tell them that you have a child.
elsewhere-college = Your school or college pays. Ask student services for the 16 to 19 bursary and say that you are in care or have left it.
elsewhere-council-apprenticeship = The council's apprenticeship team decides. Your adviser can put you forward.
elsewhere-council-tax = The council tax office decides. Ask for the care leaver reduction. Your adviser can help with the form.
elsewhere-district-council-tax = Your district council does this. Tell its council tax office that you are a care leaver.
elsewhere-postgraduate = Student loans, universities and charities pay for this. Your adviser helps you to look.
elsewhere-prison = The prison pays this. Ask an officer on your wing.
elsewhere-student-finance = Student finance pays. Ask for the Disabled Students' Allowance when you ask for your loan.
