//! The demo: invented people, each with another picture of money, contacts and requests.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use diesel::prelude::*;
use onward_domain::ids::{AccountId, AuthorityId};
use onward_domain::role::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::Error;
use crate::auth::password;
use crate::clock::Clock;
use crate::clock::day_in_london;
use crate::config::{DatabaseArgs, StartupError};
use crate::db::access::SystemPermit;
use crate::db::accounts::AccountRow;
use crate::db::entitlements::facts::{FactsRow, facts_insert};
use crate::db::schema::{accounts, authorities, contacts, events, young_people};
use crate::db::{Connection, Db, TransactionError, new_id, stored};

/// The demo people's password: everybody knows it, so the demo never leaves this machine.
pub const DEMO_PASSWORD: &str = "onward-demo";

/// Who is in the demo, with the name to sign in by and what there is to see.
pub const DEMO_PEOPLE: [(&str, Role, &str); 12] = [
    ("ava", Role::YoungPerson, "19, her own flat, at college"),
    ("ben", Role::YoungPerson, "17, still looked after"),
    ("cai", Role::YoungPerson, "22, back in education"),
    ("dina", Role::YoungPerson, "18, sought asylum alone"),
    ("eli", Role::YoungPerson, "20, in work, a parent"),
    ("pat", Role::Adviser, "personal adviser of ava, ben, cai and dina"),
    ("sam", Role::Adviser, "personal adviser of eli, and covers for pat"),
    ("mo", Role::Manager, "manager"),
    ("robin", Role::ParticipationWorker, "participation worker"),
    ("fin", Role::Finance, "finance"),
    ("ada", Role::Admin, "administrator"),
    ("nia", Role::Manager, "another manager, for what mo decided"),
];

/// `onward seed`: fills a database with the demo people, or with young people to measure with.
///
/// # Errors
/// When nothing is asked for, or the database is out of reach or not of this version.
pub async fn seed(args: &DatabaseArgs, demo: bool, bench: Option<u32>) -> Result<(), StartupError> {
    let db = Db::open(&args.database)?;
    db.check_schema()?;
    let now = Clock::Machine.now();
    if demo {
        if seed_demo(&db, now).await.map_err(|error| error.cause())? {
            println!("The demo people are in; the password of each is {DEMO_PASSWORD}:");
            for (handle, role, who) in DEMO_PEOPLE {
                println!("  {handle:<6} {role:<20} {who}");
            }
        } else {
            println!("There are people in this database already; nothing was added.");
        }
    }
    if let Some(how_many) = bench {
        seed_bench(&db, now, how_many).await.map_err(|error| error.cause())?;
        println!("{how_many} young people to measure with are in.");
    }
    if !demo && bench.is_none() {
        return Err("say what to fill it with: --demo".into());
    }
    Ok(())
}

/// Puts the demo's people into an empty database; false when there are people already.
pub async fn seed_demo(db: &Db, now: DateTime<Utc>) -> Result<bool, Error> {
    let hash = password::hash(DEMO_PASSWORD)?;
    db.write(move |c| {
        if accounts::table.count().get_result::<i64>(c)? > 0 {
            return Ok(false);
        }
        let authority: AuthorityId = "rotherham".parse().map_err(Error::internal)?;
        let mut seed = Seed { connection: c, authority, now };
        seed.demo(&hash)?;
        Ok(true)
    })
    .await
}

/// Adds many young people with one personal adviser, to measure with: `bench-1` and so on, all with the demo's password.
pub async fn seed_bench(db: &Db, now: DateTime<Utc>, how_many: u32) -> Result<(), Error> {
    let hash = password::hash(DEMO_PASSWORD)?;
    db.write(move |c| {
        let authority: AuthorityId = "rotherham".parse().map_err(Error::internal)?;
        let mut seed = Seed { connection: c, authority, now };
        seed.authority()?;
        let adviser = seed.account("bench-adviser", Role::Adviser, "Bench", &hash, None)?;
        for number in 1..=how_many {
            let name = format!("bench-{number}");
            let person = seed.account(&name, Role::YoungPerson, &name, &hash, None)?;
            seed.young_person(person, adviser, &AVA)?;
        }
        Ok(())
    })
    .await
}

struct Seed<'c> {
    connection: &'c mut Connection,
    authority: AuthorityId,
    now: DateTime<Utc>,
}

impl Seed<'_> {
    fn demo(&mut self, hash: &str) -> Result<(), Error> {
        self.authority()?;
        let mut ids = Vec::new();
        for (handle, role, _) in &DEMO_PEOPLE {
            let mut name = (*handle).to_owned();
            if let Some(first) = name.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            let phone = role.is_worker().then_some("01632 960123");
            ids.push(self.account(handle, *role, &name, hash, phone)?);
        }
        let [ava, ben, cai, dina, eli, pat, sam, mo, robin, ..] = ids[..] else {
            return Err(Error::internal("the demo lacks people"));
        };
        diesel::update(accounts::table.find(pat.to_string()))
            .set(accounts::cover_id.eq(sam.to_string()))
            .execute(self.connection)?;
        diesel::update(accounts::table.find(sam.to_string()))
            .set(accounts::cover_id.eq(mo.to_string()))
            .execute(self.connection)?;
        for (person, adviser, facts) in
            [(ava, pat, &AVA), (ben, pat, &BEN), (cai, pat, &CAI), (dina, pat, &DINA), (eli, sam, &ELI)]
        {
            self.young_person(person, adviser, facts)?;
        }
        // Language of the one who reads Arabic; the apps fall back to English until it is translated.
        diesel::update(accounts::table.find(dina.to_string()))
            .set(accounts::language.eq("ar"))
            .execute(self.connection)?;

        self.contact(ava, pat, -52, "visit", "done", "Your flat")?;
        self.contact(ava, pat, 4, "visit", "planned", "Your flat")?;
        self.contact(ben, pat, -20, "visit", "done", "At your carers' house")?;
        self.contact(ben, pat, 9, "call", "confirmed", "By phone")?;
        self.contact(cai, pat, -61, "call", "done", "By phone")?;
        self.contact(dina, pat, -6, "visit", "done", "The hub")?;
        self.contact(eli, sam, -30, "visit", "done", "The café by the station")?;
        self.contact(eli, sam, 12, "video", "planned", "By video call")?;

        self.event(
            robin,
            10,
            ("17:30", "19:30"),
            12,
            "Forum night: what we say about housing",
            "Tell the people who decide what a good first home needs. There is food.\n\n\
             We meet, eat, and talk about **first homes**: what works, what doesn't, and what should change.\n\n\
             What you say goes to the housing team. In January we tell you what they did about it.",
        )?;
        self.event(
            robin,
            17,
            ("13:00", "15:00"),
            8,
            "Cook a week of dinners for £20",
            "Cook together, eat together, take some home.\n\n\
             Bring a box with a lid. We pay for the food.\n\n- Two hours\n- Five dinners\n- No need to have cooked before",
        )?;
        Ok(())
    }

    fn authority(&mut self) -> Result<(), Error> {
        let there: i64 =
            authorities::table.find(self.authority.as_str()).count().get_result(self.connection)?;
        if there == 0 {
            diesel::insert_into(authorities::table)
                .values(authorities::id.eq(self.authority.as_str()))
                .execute(self.connection)?;
        }
        Ok(())
    }

    fn account(
        &mut self,
        handle: &str,
        role: Role,
        name: &str,
        hash: &str,
        phone: Option<&str>,
    ) -> Result<AccountId, Error> {
        let id: AccountId = new_id();
        let row = AccountRow {
            id: id.to_string(),
            authority_id: self.authority.to_string(),
            handle: handle.to_owned(),
            password_hash: Some(hash.to_owned()),
            role: role.to_string(),
            name: name.to_owned(),
            email: Some(format!("{handle}@onward.example")),
            phone: phone.map(str::to_owned),
            language: "en".to_owned(),
            cover_id: None,
            back_on: None,
            created_at: stored(self.now - Duration::days(70)),
        };
        diesel::insert_into(accounts::table).values(&row).execute(self.connection)?;
        Ok(id)
    }

    fn young_person(
        &mut self,
        person: AccountId,
        adviser: AccountId,
        facts: &fn(NaiveDate) -> Value,
    ) -> Result<(), Error> {
        let today = day_in_london(self.now);
        diesel::insert_into(young_people::table)
            .values((
                young_people::account_id.eq(person.to_string()),
                young_people::authority_id.eq(self.authority.as_str()),
                young_people::adviser_id.eq(adviser.to_string()),
            ))
            .execute(self.connection)?;
        let row = FactsRow {
            id: new_id::<Uuid>().to_string(),
            authority_id: self.authority.to_string(),
            young_person_id: person.to_string(),
            from_date: today - Days::new(60),
            content: facts(today).to_string(),
            not_known: "[]".to_owned(),
            why: String::new(),
            recorded_by: adviser.to_string(),
            recorded_at: stored(self.now),
        };
        Ok(facts_insert(self.connection, &SystemPermit::for_job(), &row)?)
    }

    fn contact(
        &mut self,
        person: AccountId,
        adviser: AccountId,
        in_days: i64,
        kind: &str,
        state: &str,
        place: &str,
    ) -> Result<(), Error> {
        let day = day_in_london(self.now) + Duration::days(in_days);
        diesel::insert_into(contacts::table)
            .values((
                contacts::id.eq(new_id::<Uuid>().to_string()),
                contacts::authority_id.eq(self.authority.as_str()),
                contacts::young_person_id.eq(person.to_string()),
                contacts::adviser_id.eq(adviser.to_string()),
                contacts::kind.eq(kind),
                contacts::starts_at.eq(stored(in_utc(day, "14:00")?)),
                contacts::minutes.eq(60),
                contacts::place.eq(place),
                contacts::about.eq(""),
                contacts::state.eq(state),
                contacts::revision.eq(1_i64),
                contacts::created_at.eq(stored(self.now)),
            ))
            .execute(self.connection)
            .map(drop)
            .map_err(Error::from)
    }

    fn event(
        &mut self,
        by: AccountId,
        in_days: i64,
        (from, to): (&str, &str),
        places: i32,
        title: &str,
        // One sentence, then the details.
        text: &str,
    ) -> Result<(), Error> {
        let (summary, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let day = day_in_london(self.now) + Duration::days(in_days);
        diesel::insert_into(events::table)
            .values((
                events::id.eq(new_id::<Uuid>().to_string()),
                events::authority_id.eq(self.authority.as_str()),
                events::title.eq(title),
                events::summary.eq(summary),
                events::body.eq(body),
                events::place.eq("The hub, Rotherham"),
                events::map_query.eq("Rotherham town centre"),
                events::who_for.eq("Anybody aged 16 to 25 who is in care or has left it. Bring a friend."),
                events::getting_there
                    .eq("Ten minutes' walk from the bus station. We pay your bus; keep the ticket."),
                events::starts_at.eq(stored(in_utc(day, from)?)),
                events::ends_at.eq(stored(in_utc(day, to)?)),
                events::places.eq(places),
                events::state.eq("published"),
                events::created_by.eq(by.to_string()),
                events::revision.eq(1_i64),
                events::created_at.eq(stored(self.now)),
            ))
            .execute(self.connection)
            .map(drop)
            .map_err(Error::from)
    }
}

fn in_utc(day: NaiveDate, time: &str) -> Result<DateTime<Utc>, Error> {
    let time = NaiveTime::parse_from_str(time, "%H:%M").map_err(Error::internal)?;
    chrono_tz::Europe::London
        .from_local_datetime(&day.and_time(time))
        .earliest()
        .map(|at| at.to_utc())
        .ok_or_else(|| Error::internal("a demo time falls into a clock change"))
}

/// A birthday so many years and days before today, so that everybody keeps their age whenever the demo is made.
fn born(today: NaiveDate, years: u32, days: u64) -> String {
    let birthday = today.checked_sub_months(chrono::Months::new(years * 12)).unwrap_or(today);
    (birthday - Days::new(days)).to_string()
}

const AVA: fn(NaiveDate) -> Value = |today| {
    let born_on = born(today, 19, 205);
    json!({
        "date_of_birth": born_on,
        "care": {"episodes": [{"from": born(today, 6, 316), "to": born(today, 1, 205), "kind": "looked_after"}],
                 "returned_home_on": null, "special_guardianship": null, "detained_or_in_hospital_at_16": false},
        "activity": "F2",
        "course": {"level": "further", "full_time": true, "needs_computer": true, "attendance_full": true,
                   "starts": born(today, 0, 76), "ends": (today + Days::new(222)).to_string(), "bursary_covers_costs": false},
        "benefits": ["universal_credit"],
        "accommodation": "U1",
        "moving_to_independence": true,
        "sick_or_disabled": false,
        "in_touch": true,
        "engaging_with_plan": true,
        "needs_assessed": ["security"]
    })
};

const BEN: fn(NaiveDate) -> Value = |today| {
    json!({
        "date_of_birth": born(today, 17, 60),
        "care": {"episodes": [{"from": born(today, 8, 10), "to": null, "kind": "looked_after"}],
                 "returned_home_on": null, "special_guardianship": null, "detained_or_in_hospital_at_16": false},
        "activity": "G5",
        "benefits": [],
        "accommodation": "E1",
        "placement_support": "accommodation_utilities_and_food",
        "moving_to_independence": false,
        "in_touch": true,
        "engaging_with_plan": true
    })
};

const CAI: fn(NaiveDate) -> Value = |today| {
    json!({
        "date_of_birth": born(today, 22, 130),
        "care": {"episodes": [{"from": born(today, 12, 0), "to": born(today, 4, 130), "kind": "looked_after"}],
                 "returned_home_on": null, "special_guardianship": null, "detained_or_in_hospital_at_16": false},
        "activity": "F1",
        "course": {"level": "higher", "full_time": true, "needs_computer": true, "attendance_full": true,
                   "starts": born(today, 0, 60), "ends": (today + Days::new(600)).to_string(), "bursary_covers_costs": null},
        "benefits": [],
        "accommodation": "U1",
        "in_touch": true,
        "engaging_with_plan": true
    })
};

const DINA: fn(NaiveDate) -> Value = |today| {
    json!({
        "date_of_birth": born(today, 18, 40),
        "care": {"episodes": [{"from": born(today, 2, 20), "to": born(today, 0, 40), "kind": "looked_after"}],
                 "returned_home_on": null, "special_guardianship": null, "detained_or_in_hospital_at_16": false},
        "activity": "F2",
        "course": {"level": "further", "full_time": true, "needs_computer": false, "attendance_full": true,
                   "starts": born(today, 0, 70), "ends": (today + Days::new(220)).to_string(), "bursary_covers_costs": true},
        "accommodation": "D1",
        "asylum": "refugee",
        "in_touch": true,
        "engaging_with_plan": true
    })
};

const ELI: fn(NaiveDate) -> Value = |today| {
    json!({
        "date_of_birth": born(today, 20, 300),
        "care": {"episodes": [{"from": born(today, 10, 0), "to": born(today, 2, 300), "kind": "looked_after"}],
                 "returned_home_on": null, "special_guardianship": null, "detained_or_in_hospital_at_16": false},
        "activity": "F5",
        "employment": {"kind": "full_time", "weekly_wage_pence": 19500, "proof_of_earnings": true, "started": born(today, 0, 12)},
        "benefits": ["universal_credit"],
        "accommodation": "U1",
        "moving_to_independence": true,
        "parent": {"lone": false, "youngest_child_born": born(today, 0, 290)},
        "in_touch": true,
        "engaging_with_plan": true,
        "cash_agreed": true
    })
};
