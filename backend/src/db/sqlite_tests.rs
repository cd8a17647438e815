//! What the one writer promises to those who share it.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::db::Error;
use crate::db::schema::authorities;
use crate::db::{Connection, Db, OpenError};

async fn database() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(folder.path().join("onward.db").to_str().unwrap()).unwrap();
    db.migrate().await.unwrap();
    (folder, db)
}

fn add(connection: &mut Connection, id: &str) -> Result<(), Error> {
    diesel::insert_into(authorities::table).values(authorities::id.eq(id)).execute(connection)?;
    Ok(())
}

async fn ids(db: &Db) -> Vec<String> {
    db.read(|c| {
        authorities::table.select(authorities::id).order(authorities::id).load(c).map_err(Error::from)
    })
    .await
    .unwrap()
}

#[actix_web::test]
async fn a_refused_change_leaves_nothing_and_takes_nobody_down_with_it() {
    let (_folder, db) = database().await;
    let refused = db.write(|c| {
        add(c, "half")?;
        Err::<(), _>(Error::NotFound)
    });
    let (kept, refused, also_kept) =
        tokio::join!(db.write(|c| add(c, "one")), refused, db.write(|c| add(c, "two")));
    assert!(kept.is_ok() && also_kept.is_ok());
    assert!(matches!(refused, Err(Error::NotFound)));
    assert_eq!(ids(&db).await, ["one", "two"]);
}

#[actix_web::test]
async fn a_change_that_panics_is_answered_and_the_writer_goes_on() {
    let (_folder, db) = database().await;
    let panicked = db.write(|c| {
        add(c, "half")?;
        if true {
            panic!("a defect");
        }
        Ok(())
    });
    assert!(matches!(panicked.await, Err(Error::Damaged(_))));
    db.write(|c| add(c, "after")).await.unwrap();
    assert_eq!(ids(&db).await, ["after"]);
}

#[actix_web::test]
async fn when_the_disk_is_full_nothing_is_kept_of_what_was_answered_with_a_failure() {
    let (_folder, db) = database().await;
    // The file may grow no more: small rows still fit into the pages that it has.
    db.write(|c| c.batch_execute("PRAGMA max_page_count = 1").map_err(Error::from)).await.unwrap();
    let (all_wait, waiting) = std::sync::mpsc::channel::<()>();
    let first = db.write(move |c| {
        waiting.recv().unwrap();
        add(c, "before")
    });
    let too_large = db.write(|c| add(c, &"x".repeat(1_000_000)));
    let (before, full, after, also_after, ()) = tokio::join!(
        first,
        too_large,
        db.write(|c| add(c, "after")),
        db.write(|c| add(c, "also after")),
        async { all_wait.send(()).unwrap() },
    );
    assert!(matches!(before, Err(Error::Unavailable(_))), "{before:?}");
    let Err(Error::Unavailable(cause)) = full else { panic!("{full:?}") };
    assert!(cause.contains("full"), "{cause}");
    after.unwrap();
    also_after.unwrap();
    assert_eq!(ids(&db).await, ["after", "also after"]);
}

#[actix_web::test]
async fn a_read_can_not_write() {
    let (_folder, db) = database().await;
    assert!(matches!(db.read(|c| add(c, "sneaked")).await, Err(Error::Query(_))));
    assert!(ids(&db).await.is_empty());
}

#[actix_web::test]
async fn a_read_inside_a_read_is_safe() {
    let (_folder, db) = database().await;
    let inner = db.clone();
    let answer = db
        .read(move |_| match &inner {
            Db::Sqlite(sqlite) => {
                sqlite.read(|c| authorities::table.count().get_result::<i64>(c).map_err(Error::from))
            }
            Db::Postgres(_) => Ok(-1),
        })
        .await;
    assert_eq!(answer.unwrap(), 0);
}

#[actix_web::test]
async fn a_row_can_not_point_to_one_that_is_not_there() {
    let (_folder, db) = database().await;
    let orphan = db.write(|c| {
        use super::schema::young_people;
        diesel::insert_into(young_people::table)
            .values((
                young_people::account_id.eq("nobody"),
                young_people::authority_id.eq("nowhere"),
                young_people::adviser_id.eq("nobody"),
            ))
            .execute(c)?;
        Ok(())
    });
    assert!(matches!(orphan.await, Err(Error::Query(_))));
}

#[actix_web::test]
async fn migrating_twice_changes_nothing_the_second_time() {
    let (_folder, db) = database().await;
    db.check_schema().unwrap();
    assert!(db.migrate().await.unwrap().is_empty());
}

#[actix_web::test]
async fn a_database_without_the_ledgers_triggers_is_refused_until_it_is_migrated() {
    let (folder, db) = database().await;
    for name in [
        "ledger_entries_no_update",
        "ledger_entries_no_delete",
        "repayments_no_update",
        "repayments_no_delete",
    ] {
        db.write(move |c| {
            let Connection::Sqlite(c) = c else { panic!("SQLite") };
            c.batch_execute(&format!("DROP TRIGGER {name}")).map_err(Error::from)
        })
        .await
        .unwrap();
        let opened = Db::open(folder.path().join("onward.db").to_str().unwrap()).unwrap();
        let refused = opened.check_schema().unwrap_err().to_string();
        assert!(refused.contains(name) && refused.contains("onward migrate"), "{refused}");
        opened.migrate().await.unwrap();
        opened.check_schema().unwrap();
    }
}

#[actix_web::test]
async fn a_database_that_was_never_migrated_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(folder.path().join("onward.db").to_str().unwrap()).unwrap();
    assert!(matches!(db.check_schema(), Err(OpenError::NotMigrated)));
}

#[cfg(unix)]
#[actix_web::test]
async fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, db) = database().await;
    db.write(|c| add(c, "one")).await.unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", file.file_name());
    }
}
