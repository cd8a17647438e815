//! Packs as councils write them, good ones and those with a slip of the pen.

use std::fs;
use std::path::Path;

use super::*;

/// The packs that ship, copied so that a test can spoil them.
fn copy_of_shipped() -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let target = to.join(path.file_name().unwrap());
            if path.is_dir() {
                copy(&path, &target);
            } else {
                fs::copy(&path, &target).unwrap();
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/authorities")), folder.path());
    folder
}

/// The faults of the shipped packs after one file was changed.
fn faults_after(file: &str, change: impl FnOnce(String) -> String) -> Vec<PackFault> {
    let folder = copy_of_shipped();
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    let changed = change(text.clone());
    assert_ne!(changed, text, "the change changed nothing");
    fs::write(path, changed).unwrap();
    Packs::load(&Source::Folder(folder.path().to_owned())).unwrap_err()
}

fn rotherham(packs: &Packs) -> &Pack {
    packs.get(&"rotherham".parse().unwrap()).unwrap()
}

#[test]
fn the_packs_that_ship_are_in_order() {
    let packs = Packs::load(&Source::Shipped).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(packs.all().count(), 2);
    let rotherham = rotherham(&packs);
    assert!(rotherham.articles.len() >= 20);
    assert!(rotherham.policy_on("2026-11-22".parse().unwrap()).is_some());
    assert_eq!(rotherham.authority.service_standard.adviser_working_days, 3);
    assert_eq!(rotherham.approval.adviser_limit.get(), 200_000);
}

#[test]
fn a_folder_of_packs_reads_like_the_packs_inside_the_program() {
    let folder = copy_of_shipped();
    let from_folder = Packs::load(&Source::Folder(folder.path().to_owned())).unwrap();
    let shipped = Packs::load(&Source::Shipped).unwrap();
    for (one, other) in from_folder.all().zip(shipped.all()) {
        assert_eq!(one.authority, other.authority);
        assert_eq!(one.offer_answer.plain(), other.offer_answer.plain());
        assert_eq!(one.policies, other.policies);
    }
}

#[test]
fn a_bank_statement_that_would_say_nothing_is_a_fault() {
    let faults = faults_after("rotherham/authority.toml", |text| {
        text.replace("reference = \"Rotherham Council\"", "reference = \" \u{200d}\"")
    });
    assert!(faults[0].to_string().contains("the reference has no letter or digit"), "{faults:?}");
}

#[test]
fn before_the_first_policy_there_is_none() {
    let packs = Packs::load(&Source::Shipped).unwrap();
    assert!(rotherham(&packs).policy_on("1990-01-01".parse().unwrap()).is_none());
}

/// A policy's whole entitlement that no shipped sentence is about.
const BICYCLE: &str = "\n[[entitlement]]\nid = \"bicycle\"\nclauses = [\"T5\"]\nwho = []\n\
    amount = { pence = 9000 }\ncounted = \"once\"\ndecided_by = \"adviser\"\n";

/// The shipped packs, with a bicycle for Rotherham and these sentences of its own.
fn with_a_bicycle(words: Option<&str>) -> (tempfile::TempDir, Result<Packs, Vec<PackFault>>) {
    let folder = copy_of_shipped();
    let pack = folder.path().join("rotherham");
    let policy = pack.join("policy/2017-04-01.toml");
    let text = fs::read_to_string(&policy).unwrap();
    fs::write(&policy, text + BICYCLE).unwrap();
    if let Some(words) = words {
        fs::create_dir(pack.join("words")).unwrap();
        fs::write(pack.join("words/en.ftl"), words).unwrap();
    }
    let loaded = Packs::load(&Source::Folder(folder.path().to_owned()));
    (folder, loaded)
}

#[test]
fn an_entitlement_without_a_title_is_told_with_its_line_and_where_to_write_it() {
    let (_folder, loaded) = with_a_bicycle(None);
    let faults = loaded.unwrap_err();
    let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|fault| fault.contains("words/en.ftl") && fault.contains(".toml:")), "{told:?}");
    assert!(told[0].contains("`entitlement-bicycle`") && told[1].contains("`entitlement-bicycle-about`"));
}

#[test]
fn a_council_brings_the_words_for_what_only_it_has() {
    let words = "entitlement-bicycle = A bicycle\nentitlement-bicycle-about = To get about.\n";
    let (_folder, loaded) = with_a_bicycle(Some(words));
    assert_eq!(rotherham(&loaded.unwrap()).authority.words, words);
    assert_eq!(rotherham(&Packs::load(&Source::Shipped).unwrap()).authority.words, "");
}

#[test]
fn a_council_cannot_say_what_is_the_apps_to_say() {
    let own = "entitlement-bicycle = A bicycle\nentitlement-bicycle-about = To get about.\n";
    for (line, place) in [
        ("sign-in-title = Trust me", "sign-in-title"),
        ("entitlement-passport = A pass", "entitlement-passport"),
    ] {
        let (_folder, loaded) = with_a_bicycle(Some(&format!("{own}{line}\n")));
        let faults = loaded.unwrap_err();
        let [fault] = faults.as_slice() else { panic!("{faults:?}") };
        assert_eq!((fault.file.as_str(), fault.line), ("rotherham/words/en.ftl", Some(3)));
        assert!(fault.what.contains(place), "{fault}");
    }
    let (_folder, loaded) = with_a_bicycle(Some("= no id\n"));
    assert!(loaded.unwrap_err()[0].file.ends_with("words/en.ftl"));
}

#[test]
fn one_councils_folder_is_checked_by_itself() {
    let folder = copy_of_shipped();
    let packs = Packs::load(&Source::Pack(folder.path().join("leicestershire"))).unwrap();
    let ids: Vec<_> = packs.all().map(|pack| pack.authority.id.to_string()).collect();
    assert_eq!(ids, ["leicestershire"]);
    assert!(
        Packs::load(&Source::Pack(folder.path().join("nowhere"))).unwrap_err()[0].file.contains("nowhere")
    );
}

#[test]
fn an_unknown_word_in_a_policy_is_told_with_its_line() {
    let mut line = 0;
    let faults = faults_after("rotherham/policy/2017-04-01.toml", |text| {
        let place = text.find("\nclauses = ").unwrap() + 1;
        line = fault::line_of(&text, place);
        text.replacen("\nclauses = ", "\nclausses = ", 1)
    });
    let [fault] = faults.as_slice() else { panic!("{faults:?}") };
    assert_eq!(fault.file, "rotherham/policy/2017-04-01.toml");
    assert_eq!(fault.line, Some(line), "{fault}");
    assert!(fault.what.contains("clausses"), "{fault}");
}

#[test]
fn an_entitlement_that_stands_twice_is_told_where_it_stands_again() {
    let mut lines = 0;
    let faults = faults_after("rotherham/policy/2017-04-01.toml", |text| {
        let start = text.find("[[entitlement]]").unwrap();
        let end = text[start + 1..].find("[[entitlement]]").unwrap() + start + 1;
        lines = text.lines().count();
        format!("{text}\n{}", &text[start..end])
    });
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].line.unwrap() > lines, "{}", faults[0]);
    assert!(faults[0].what.contains("stands twice"), "{}", faults[0]);
}

#[test]
fn a_policy_is_named_by_its_first_day() {
    let folder = copy_of_shipped();
    let policy = folder.path().join("rotherham/policy");
    fs::copy(policy.join("2017-04-01.toml"), policy.join("2026-04-01.toml")).unwrap();
    let faults = Packs::load(&Source::Folder(folder.path().to_owned())).unwrap_err();
    assert!(faults.iter().all(|fault| fault.what.contains("its name must be 2017-04-01.toml")), "{faults:?}");
}

#[test]
fn an_article_about_money_that_nobody_pays_is_told_with_its_line() {
    let faults = faults_after("rotherham/offer/setting-up-home.md", |text| {
        text.replacen("\"setting_up_home\"", "\"setting_up_hovel\"", 1)
    });
    let [fault] = faults.as_slice() else { panic!("{faults:?}") };
    assert_eq!(fault.line, Some(7), "{fault}");
    assert!(fault.what.contains("setting_up_hovel"), "{fault}");
}

#[test]
fn a_link_to_an_article_that_is_not_there_is_told() {
    let faults = faults_after("rotherham/offer/setting-up-home.md", |text| {
        format!("{text}\n[more](/offer/nowhere)\n")
    });
    assert!(faults[0].what.contains("`nowhere`") && faults[0].line.is_some(), "{faults:?}");
}

#[test]
fn an_article_without_its_head_or_with_a_wrong_need_is_told() {
    let faults = faults_after("rotherham/offer/clothes.md", |text| text.replacen("+++", "", 1));
    assert_eq!(faults[0].line, Some(1), "{faults:?}");
    let faults =
        faults_after("rotherham/offer/clothes.md", |text| text.replacen("need = \"", "need = \"un", 1));
    assert_eq!(faults[0].line, Some(4), "{faults:?}");
}

#[test]
fn all_faults_of_all_packs_are_told_at_once() {
    let folder = copy_of_shipped();
    for pack in ["rotherham", "leicestershire"] {
        let path = folder.path().join(pack).join("authority.toml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replacen("brand = \"#", "brand = \"", 1)).unwrap();
    }
    let faults = Packs::load(&Source::Folder(folder.path().to_owned())).unwrap_err();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults.iter().all(|fault| fault.line.is_some() && fault.what.contains("colour")), "{faults:?}");
}

#[test]
fn a_pack_says_who_to_complain_to_and_who_stands_by_you() {
    for needed in ["leaving_care_team", "complaints", "advocate"] {
        let faults = faults_after("rotherham/authority.toml", |text| {
            text.replacen(&format!("id = \"{needed}\""), "id = \"somebody\"", 1)
        });
        assert!(faults[0].what.contains(needed), "{faults:?}");
    }
}

#[test]
fn a_folder_without_packs_or_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Packs::load(&Source::Folder(folder.path().to_owned())).unwrap_err().len(), 1);
    let missing = folder.path().join("missing");
    assert!(Packs::load(&Source::Folder(missing)).unwrap_err()[0].file.contains("missing"));
}
