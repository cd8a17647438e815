//! Template databases: a migrated database with the demo's people, made once for each build and copied for each test.
//!
//! Tests may run in a process each, so the templates are kept in Cargo's folder for tests, and a file lock sees to it
//! that one process makes them.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::SystemTime;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use onward_backend::commands::seed::seed_demo;
use onward_backend::db::Db;
use onward_backend::keys::Keys;

/// The clock's start and the time at which the demo was seeded: a Monday morning with no holiday near.
pub const MONDAY: &str = "2026-11-23T10:00:00Z";

pub const SQLITE_FILE: &str = "onward.db";

const KEYS_FOLDER: &str = "keys";

/// Copies the SQLite template and the keys into the folder.
pub fn copy_sqlite(folder: &Path) {
    let _lock = lock();
    let template = template_folder();
    fs::copy(template.join(SQLITE_FILE), folder.join(SQLITE_FILE)).unwrap();
    copy_files(&template.join(KEYS_FOLDER), folder);
}

/// Copies the keys into the folder.
pub fn copy_keys(folder: &Path) {
    let _lock = lock();
    copy_files(&template_folder().join(KEYS_FOLDER), folder);
}

/// The name of the template in the cluster; made if it is not there.
pub fn postgres(cluster: &str) -> String {
    let _lock = lock();
    let name = format!("onward_template_{}", key());
    let mut connection = PgConnection::establish(cluster).unwrap();
    let databases = diesel::sql_query("SELECT datname FROM pg_database WHERE datname = $1")
        .bind::<diesel::sql_types::Text, _>(&name)
        .execute(&mut connection)
        .unwrap();
    if databases == 0 {
        let unfinished = format!("{name}_unfinished");
        let execute =
            |connection: &mut PgConnection, statement: &str| connection.batch_execute(statement).unwrap();
        execute(&mut connection, &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"));
        execute(&mut connection, &format!("CREATE DATABASE {unfinished}"));
        migrate_and_seed(in_cluster(cluster, &unfinished));
        // A template has no connections; those of the pool close a moment after it.
        let close = format!(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{unfinished}'"
        );
        execute(&mut connection, &close);
        execute(&mut connection, &format!("ALTER DATABASE {unfinished} RENAME TO {name}"));
    }
    name
}

/// The folder with the SQLite template and the keys; made if it is not there. Requires the lock.
fn template_folder() -> PathBuf {
    let all = templates();
    let folder = all.join(key());
    if !folder.is_dir() {
        // Those of earlier builds.
        for entry in fs::read_dir(&all).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap();
            }
        }
        let unfinished = all.join("unfinished");
        fs::create_dir(&unfinished).unwrap();
        Keys::make(&unfinished.join(KEYS_FOLDER)).unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let seeded = elsewhere.path().join(SQLITE_FILE).to_str().unwrap().to_owned();
        migrate_and_seed(seeded.clone());
        // A file that holds everything: the seeded one may still have a write-ahead log, and its last connection may
        // still be closing.
        let mut connection = SqliteConnection::establish(&seeded).unwrap();
        let file = unfinished.join(SQLITE_FILE);
        let copy = format!("PRAGMA busy_timeout = 10000; VACUUM INTO '{}'", file.display());
        connection.batch_execute(&copy).unwrap();
        fs::rename(&unfinished, &folder).unwrap();
    }
    folder
}

fn copy_files(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn migrate_and_seed(url: String) {
    let seeding = thread::spawn(move || {
        actix_web::rt::System::new().block_on(async {
            let db = Db::open(&url).unwrap();
            db.migrate().await.unwrap();
            assert!(seed_demo(&db, MONDAY.parse().unwrap()).await.unwrap(), "a new database is empty");
        });
    });
    seeding.join().unwrap();
}

fn templates() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("templates");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Held until it is dropped.
fn lock() -> File {
    let lock = File::create(templates().join("lock")).unwrap();
    lock.lock().unwrap();
    lock
}

/// Identifies this build, which holds the migrations and the demo's people.
fn key() -> String {
    let program = std::env::current_exe().unwrap();
    let built = fs::metadata(&program).unwrap();
    let since_1970 = built.modified().unwrap().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let mut hasher = DefaultHasher::new();
    (program, built.len(), since_1970).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The address of another database in the same cluster.
pub fn in_cluster(cluster: &str, name: &str) -> String {
    let (server, _) = cluster.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}
