//! What if: the phone gets all that it needs for the calculation, and its result is the same as the server's.

use onward_domain::api::entitlements::entitlement::{Entitlement, Entitlements};
use onward_domain::api::entitlements::what_if::WhatIf;
use onward_domain::api::problem::ErrorCode;
use onward_domain::entitlements::{Policy, Stated, assess};
use onward_domain::what_if::{Change, differences};

use crate::support::*;

on_sqlite! {
    fn what_if_is_a_young_persons(app: &TestApp) {
        app.browser().get("/what_if").refused(401, ErrorCode::NotSignedIn);
        for worker in ["pat", "mo", "robin", "fin", "ada"] {
            app.sign_in_as(worker).get("/what_if").refused(403, ErrorCode::NotAllowed);
        }
    }

    fn everybody_gets_their_own_facts_and_nobody_elses(app: &TestApp) {
        let facts = |handle: &str| app.sign_in_as(handle).get("/what_if").ok::<WhatIf>().facts;
        let (ava, ben) = (facts("ava"), facts("ben"));
        assert_ne!(ava.date_of_birth, ben.date_of_birth);
        let went_home = ava.care.unwrap().returned_home_on;
        assert_eq!(went_home, Stated::No, "what is known not to be is not forgotten on the way");
    }

    fn with_nothing_changed_the_phones_answer_is_the_servers(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        asked(&ava, FOOD, 2500);
        asked(&ava, FARES, 1200);
        for handle in ["ava", "ben", "cai", "dina", "eli"] {
            let who = app.sign_in_as(handle);
            let given: WhatIf = who.get("/what_if").ok();
            let policy = Policy::in_force(&given.policies, given.today).unwrap();
            let facts = Change::default().applied(&given.facts, given.today);
            let phone = assess(policy, &facts, &given.ledger, given.today);
            let server: Entitlements = who.get("/entitlements").ok();
            assert_eq!((phone.on, phone.category, &phone.policy), (server.on, server.category, &server.policy));
            for (assessed, card) in phone.entitlements.iter().zip(&server.items) {
                assert_eq!(Entitlement::new(assessed, &phone.policy).card, *card, "{handle}");
            }
            assert_eq!(phone.entitlements.len(), server.items.len());
            assert_eq!(differences(&phone, &phone), []);
        }
    }

    fn what_is_on_its_way_is_shown_for_what_is_for_each_time_too(app: &TestApp) {
        let ava = app.sign_in_as("ava");
        asked(&ava, FARES, 1200);
        let fares: Entitlement = ava.get(&format!("/entitlements/{FARES}")).ok();
        assert_eq!(fares.card.waiting.pence, pence(1200));
        assert!(fares.card.used.pence.is_zero());
        asked(&ava, FARES, 800);
        let fares: Entitlement = ava.get(&format!("/entitlements/{FARES}")).ok();
        assert_eq!(fares.card.waiting.pence, pence(2000));
    }
}
