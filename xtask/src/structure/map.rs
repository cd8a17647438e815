//! The map as data: which layers each package has, what each may import, and which writes need no proof.

use super::layers::{Layer, Package};
use super::writers::Exemption;

pub const PACKAGES: [Package; 5] = [
    Package { name: "domain", source: "domain/src", is_enforced: true, layers: &DOMAIN },
    Package { name: "backend", source: "backend/src", is_enforced: true, layers: &BACKEND },
    Package { name: "frontend", source: "frontend/src", is_enforced: true, layers: &FRONTEND },
    Package { name: "tests", source: "tests", is_enforced: true, layers: &TESTS },
    // A flat folder of tasks: circles and size are all that there is to check.
    Package { name: "xtask", source: "xtask/src", is_enforced: true, layers: &[] },
];

/// What a row of the map leaves out.
const ROW: Layer =
    Layer { name: "", files: &[], uses: &[], uses_types_of: &[], refuses: &[], has_areas: false, advice: "" };

/// Crates that speak HTTP.
const HTTP: [&str; 4] = ["actix_web", "actix_http", "awc", "http"];

/// Crates and modules that do input or output, know the time or roll dice.
const IMPURE: [&str; 13] = [
    "actix_web",
    "diesel",
    "tokio",
    "rand",
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "chrono::Local",
    "chrono::Utc::now",
];

const PURE: &str = "The domain gives the same answer on every machine: take what it needs as a parameter.";

const DOMAIN: [Layer; 2] = [
    Layer {
        name: "api",
        files: &["api", "what_if"],
        uses: &["rules"],
        refuses: &IMPURE,
        advice: PURE,
        ..ROW
    },
    // Every other area. A shape that crosses the wire is made from the rules' types, not the other way round.
    Layer { name: "rules", files: &[""], refuses: &IMPURE, advice: PURE, ..ROW },
];

/// From the top to the bottom.
const BACKEND: [Layer; 18] = [
    Layer {
        name: "main",
        files: &["main"],
        uses: &["commands", "supervisor", "db", "pack", "config", "base"],
        advice: "The program reads its command line; what it does belongs to commands/.",
        ..ROW
    },
    Layer {
        name: "commands",
        files: &["commands"],
        uses: &["app", "credentials", "db", "bank_files", "pack", "config", "base"],
        advice: "A command calls use cases; what the server does too belongs to app/.",
        ..ROW
    },
    Layer {
        name: "supervisor",
        files: &["supervisor"],
        uses: &["server", "jobs", "app_state", "credentials", "notify", "db", "pack", "config", "base"],
        advice: "It starts the server and the worker, and knows neither routes nor handlers.",
        ..ROW
    },
    Layer {
        name: "server",
        files: &["server"],
        uses: &["routes", "http", "auth", "app_state", "config", "base"],
        advice: "What an endpoint does belongs to handlers/, what all of them share to http/.",
        ..ROW
    },
    Layer {
        name: "routes",
        files: &["routes"],
        uses: &["handlers", "http", "auth", "app_state", "base"],
        refuses: &["diesel"],
        advice: "A route names its handler; everything else belongs there.",
        ..ROW
    },
    Layer {
        name: "handlers",
        files: &["handlers"],
        uses: &["app", "http", "auth", "credentials", "app_state", "pack", "base"],
        uses_types_of: &["db"],
        refuses: &["diesel"],
        has_areas: true,
        advice: "A handler extracts, calls a use case and responds: queries and decisions belong to app/<area>, what \
                 several areas share to app/ or http/.",
    },
    Layer {
        name: "jobs",
        files: &["jobs"],
        uses: &["app_state", "app", "notify", "db", "pack", "base"],
        refuses: &["diesel"],
        advice: "A job calls use cases and sends; it knows no HTTP.",
        ..ROW
    },
    Layer {
        name: "auth",
        files: &["auth"],
        uses: &["credentials", "http", "app_state", "app", "db", "base"],
        refuses: &["diesel"],
        advice: "It says who calls; what they may do is in db/access.rs and in the domain.",
        ..ROW
    },
    Layer {
        name: "http",
        files: &["http"],
        uses: &["auth", "credentials", "app_state", "app", "db", "pack", "base"],
        advice: "What only one area's handlers need belongs to handlers/<area>.",
        ..ROW
    },
    Layer {
        name: "app_state",
        files: &["app_state"],
        uses: &["credentials", "app", "notify", "db", "pack", "base"],
        advice: "The state holds what lies below it; a cache or limit that it keeps belongs to app/ or into a file below.",
        ..ROW
    },
    Layer {
        name: "app",
        files: &["app"],
        uses: &["db", "bank_files", "pack", "base"],
        refuses: &HTTP,
        advice: "A use case knows no HTTP: take plain values, return domain or db types, and let the handler respond.",
        ..ROW
    },
    Layer {
        name: "credentials",
        files: &["auth/password", "auth/rate_limit", "auth/tokens"],
        uses: &["app", "db", "base"],
        advice: "Passwords, tokens and their limits know no request; who calls is found out in auth/.",
        ..ROW
    },
    Layer {
        name: "db",
        files: &["db"],
        uses: &["base"],
        refuses: &HTTP,
        advice: "A table function knows rows and queries: take ids and domain values, and return `db::Error`.",
        ..ROW
    },
    Layer {
        name: "notify",
        files: &["notify"],
        uses: &["base"],
        refuses: &["diesel"],
        advice: "A channel gets a finished message and sends it; what to send is decided in app/notifications.",
        ..ROW
    },
    Layer {
        name: "bank_files",
        files: &["bank_files"],
        uses: &["pack", "base"],
        refuses: &["actix_web", "diesel"],
        advice: "It turns payments into bytes and back; take them as a parameter.",
        ..ROW
    },
    Layer {
        name: "config",
        files: &["config"],
        uses: &["pack", "base"],
        refuses: &["actix_web", "diesel"],
        advice: "It reads what the program was started with, and starts nothing.",
        ..ROW
    },
    Layer {
        name: "pack",
        files: &["pack"],
        uses: &["base"],
        refuses: &["actix_web", "diesel"],
        advice: "A pack is read and checked without server or database.",
        ..ROW
    },
    Layer {
        name: "base",
        files: &["clock", "keys", "lib", "precompressed", "words"],
        refuses: &["actix_web", "diesel"],
        advice: "Everything rests on it; what needs more belongs to a layer above.",
        ..ROW
    },
];

const FRONTEND: [Layer; 5] = [
    Layer {
        name: "bin",
        files: &["bin"],
        uses: &["pages", "hooks", "base"],
        advice: "A program mounts one app; its screens belong to pages/.",
        ..ROW
    },
    Layer {
        name: "pages",
        files: &["pages"],
        uses: &["components", "hooks", "base"],
        has_areas: true,
        advice: "What both apps show belongs to components/.",
        ..ROW
    },
    Layer {
        name: "components",
        files: &["components"],
        uses: &["hooks", "base"],
        advice: "A component gets what it shows from its page, as properties.",
        ..ROW
    },
    Layer {
        name: "hooks",
        files: &["hooks"],
        uses: &["base"],
        advice: "A hook knows no component and no page.",
        ..ROW
    },
    Layer {
        name: "base",
        files: &[
            "api",
            "format",
            "lib",
            "push",
            "response_cache",
            "route",
            "send_queue",
            "sort",
            "vault",
            "words",
            "worker",
        ],
        advice: "Everything rests on it; what needs hooks or components belongs to a folder of theirs.",
        ..ROW
    },
];

const TESTS: [Layer; 2] = [
    Layer { name: "tests", files: &[""], uses: &["support"], ..ROW },
    Layer {
        name: "support",
        files: &["support"],
        advice: "What tests share belongs to support/, which knows none of them.",
        ..ROW
    },
];

/// The writes of the tables that need no proof, as `module::function`.
pub const UNPROVEN: [Exemption; 25] = [
    Exemption { function: "dialect::open_sqlite", reason: "settings of a connection" },
    Exemption { function: "dialect::keep_ledger", reason: "triggers, no rows" },
    Exemption { function: "postgres::is_valid", reason: "asks whether a connection lives" },
    Exemption { function: "sqlite::open", reason: "settings of a connection" },
    Exemption { function: "sessions::session_insert", reason: "signing in comes before any proof" },
    Exemption { function: "sessions::session_renew", reason: "one's own session, found by its secret" },
    Exemption { function: "sessions::session_end", reason: "one's own session" },
    Exemption {
        function: "notifications::notification_insert",
        reason: "a message about a change that has its proof",
    },
    Exemption { function: "notifications::notification_read", reason: "one's own message" },
    Exemption { function: "deliveries::delivery_insert", reason: "the channels of a message" },
    Exemption { function: "push_subscriptions::push_subscription_put", reason: "one's own browser" },
    Exemption { function: "push_subscriptions::push_subscription_end", reason: "one's own browser" },
    Exemption { function: "events::event_insert", reason: "the council's own event" },
    Exemption { function: "events::event_update", reason: "the council's own event" },
    Exemption { function: "events::event_draft_delete", reason: "the council's own event" },
    Exemption { function: "seats::seat_insert", reason: "decided by domain::events, one's own seat" },
    Exemption {
        function: "seats::seat_update",
        reason: "decided by domain::events, which also moves others up",
    },
    Exemption { function: "seats::seat_delete", reason: "decided by domain::events, one's own seat" },
    Exemption { function: "runs::payment_run_insert", reason: "the council's own run" },
    Exemption { function: "runs::payment_run_move", reason: "the council's own run" },
    Exemption {
        function: "runs::run_item_move",
        reason: "the council's own run; a payment that was stopped is nobody's to pay, and yet has to be taken out",
    },
    Exemption { function: "text_blocks::text_block_insert", reason: "the council's own words" },
    Exemption { function: "text_blocks::text_block_update", reason: "the council's own words" },
    Exemption { function: "text_blocks::text_block_delete", reason: "the council's own words" },
    Exemption { function: "idempotency::idempotency_insert", reason: "the caller's own answer" },
];
