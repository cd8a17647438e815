//! Measures a release build against what this very machine can do: ratios, sizes and memory, all in one run.

mod assess;
mod client;
mod deciding;
mod disk;
mod queue;
mod rounds;
mod server;
mod sizes;
mod static_server;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use serde_json::json;

use client::{Connection, Exchange, payment_request};
use rounds::{READERS, ROUND, ROUNDS, WRITERS, median};
use server::Server;

/// The server's, so that the rules and the bare server are measured as they would run in it.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Take every measurement
    Measure {
        /// The `onward` program of a release build
        #[arg(long)]
        onward: PathBuf,
        /// The folder with the built web apps
        #[arg(long)]
        dist: PathBuf,
        /// The policy that people are assessed under
        #[arg(long)]
        policy: PathBuf,
        /// What the rules cost a phone, in kilobytes
        #[arg(long)]
        rules_kb: f64,
        /// An empty folder on the disk to be measured
        #[arg(long)]
        folder: PathBuf,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// The thing to compare with: a server that answers every request with one file
    Static {
        #[arg(long)]
        listen: String,
        #[arg(long)]
        body: PathBuf,
    },
}

/// One line of the answer.
struct Figure {
    name: &'static str,
    value: f64,
    aim: Aim,
}

enum Aim {
    AtLeast(f64),
    AtMost(f64),
    None,
}

fn main() -> Result<()> {
    match Arguments::parse().task {
        Task::Measure { onward, dist, policy, rules_kb, folder, json } => {
            let mut figures = measure(&onward, &dist, &policy, &folder)?;
            figures.push(Figure { name: "engine_wasm_kb", value: rules_kb, aim: Aim::AtMost(40.0) });
            print(&figures, json);
            Ok(())
        }
        Task::Static { listen, body } => static_server::serve(&listen, &body),
    }
}

fn measure(onward: &Path, dist: &Path, policy: &Path, folder: &Path) -> Result<Vec<Figure>> {
    let reading = measure_reading(onward, &folder.join("reading"))?;
    let writing = measure_writing(onward, folder)?;
    let decisions = deciding::measure(onward, &folder.join("deciding"))?;
    let queue = queue::measure(onward, &folder.join("queue"))?;
    let assessing = assess::measure(policy)?;
    Ok(vec![
        Figure { name: "home_vs_static", value: reading.home, aim: Aim::AtLeast(0.18) },
        Figure { name: "home_304_vs_static", value: reading.unchanged, aim: Aim::AtLeast(0.45) },
        Figure { name: "durable_writes_vs_single", value: writing.ratio, aim: Aim::AtLeast(8.0) },
        Figure { name: "decide_vs_single", value: decisions, aim: Aim::AtLeast(6.0) },
        Figure { name: "queue_1m_vs_10k", value: queue, aim: Aim::AtMost(1.3) },
        Figure { name: "first_visit_kb", value: sizes::first_visit(dist)?, aim: Aim::AtMost(200.0) },
        Figure { name: "whole_app_kb", value: sizes::whole_app(dist)?, aim: Aim::None },
        Figure { name: "phone_wasm_kb", value: sizes::wasm(&dist.join("phone"))?, aim: Aim::None },
        Figure { name: "desk_wasm_kb", value: sizes::wasm(&dist.join("desk"))?, aim: Aim::None },
        Figure { name: "assess_one_us", value: assessing.one_us, aim: Aim::AtMost(25.0) },
        Figure { name: "assess_100k_ms", value: assessing.cohort_ms, aim: Aim::AtMost(400.0) },
        Figure { name: "rss_idle_mb", value: reading.idle_mb, aim: Aim::None },
        Figure {
            name: "rss_loaded_mb",
            value: reading.loaded_mb.max(writing.loaded_mb),
            aim: Aim::AtMost(48.0),
        },
    ])
}

struct Reading {
    home: f64,
    unchanged: f64,
    idle_mb: f64,
    loaded_mb: f64,
}

/// Ava's home screen, whole and unchanged, against a bare route with the same bytes. Both servers have the same one
/// processor to themselves, so that what is compared is their work and not the client's.
fn measure_reading(onward: &Path, folder: &Path) -> Result<Reading> {
    server::seed(onward, folder, &["--demo"])?;
    let subject = Server::onward(onward, folder, true)?;
    // Starting up is over and nobody has called yet.
    std::thread::sleep(Duration::from_secs(3));
    let idle_mb = subject.memory_mb()?;
    let cookie = Connection::open(subject.address())?.sign_in("ava")?;
    let home = format!("GET /api/v1/home HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n", subject.address());
    let first = Connection::open(subject.address())?.exchange(&format!("{home}\r\n"))?;
    let body = folder.join("home.json");
    fs::write(&body, first.expect_status(200)?.body())?;
    let etag = first.header("etag").context("/home has no ETag")?;

    let bare = Server::bare(&body)?;
    let whole = Exchange::new(format!("{home}\r\n"), 200);
    let unchanged = Exchange::new(format!("{home}If-None-Match: {etag}\r\n\r\n"), 304);
    let (mut whole_ratios, mut unchanged_ratios, mut loaded_mb) = (Vec::new(), Vec::new(), 0.0_f64);
    for _ in 0..ROUNDS {
        let limit = client::rate(bare.address(), &vec![whole.clone(); READERS], ROUND)?;
        let home = client::rate(subject.address(), &vec![whole.clone(); READERS], ROUND)?;
        loaded_mb = loaded_mb.max(subject.memory_mb()?);
        let not_modified = client::rate(subject.address(), &vec![unchanged.clone(); READERS], ROUND)?;
        eprintln!("   each second: static {limit:.0}, home {home:.0}, home unchanged {not_modified:.0}");
        whole_ratios.push(home / limit);
        unchanged_ratios.push(not_modified / limit);
    }
    Ok(Reading { home: median(whole_ratios), unchanged: median(unchanged_ratios), idle_mb, loaded_mb })
}

struct Writing {
    ratio: f64,
    loaded_mb: f64,
}

/// Payment requests of many people at once, each answered only when it is on the disk, against one connection that
/// commits one row at a time on the same disk. Each round starts afresh, so that nothing of the last one disturbs it.
fn measure_writing(onward: &Path, folder: &Path) -> Result<Writing> {
    let (mut ratios, mut loaded_mb) = (Vec::new(), 0.0_f64);
    for round in 0..ROUNDS {
        let folder = folder.join(format!("writing-{round}"));
        let people = WRITERS.to_string();
        server::seed(onward, &folder, &["--demo", "--bench", &people])?;
        let single = disk::commits_per_second(&folder, ROUND)?;
        let subject = Server::onward(onward, &folder, false)?;
        let mut exchanges = Vec::new();
        for person in 1..=WRITERS {
            let cookie = Connection::open(subject.address())?.sign_in(&format!("bench-{person}"))?;
            let key = format!("onward-bench-{round}-{person}");
            exchanges.push(payment_request(subject.address(), &cookie, &key));
        }
        let accepted = client::rate(subject.address(), &exchanges, ROUND)?;
        loaded_mb = loaded_mb.max(subject.memory_mb()?);
        eprintln!("   each second: single commits {single:.0}, payment requests {accepted:.0}");
        ratios.push(accepted / single);
    }
    Ok(Writing { ratio: median(ratios), loaded_mb })
}

fn print(figures: &[Figure], as_json: bool) {
    if as_json {
        let object: serde_json::Map<_, _> =
            figures.iter().map(|figure| (figure.name.to_owned(), json!(rounded(figure.value)))).collect();
        println!("{}", serde_json::Value::Object(object));
        return;
    }
    for Figure { name, value, aim } in figures {
        let (aim, met) = match aim {
            Aim::AtLeast(aim) => (format!("at least {aim}"), value >= aim),
            Aim::AtMost(aim) => (format!("at most {aim}"), value <= aim),
            Aim::None => (String::new(), true),
        };
        println!("{name:<26}{:>10}   {aim}{}", rounded(*value), if met { "" } else { "   (missed)" });
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
