//! What the program is told when it starts: by flags, or by environment variables of the same names.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use onward_domain::ids::AuthorityId;

/// Why the program does not start, or stops, in words for whoever started it.
pub type StartupError = Box<dyn std::error::Error>;

/// Where the data is.
#[derive(Args, Clone, Debug)]
pub struct DatabaseArgs {
    /// A file (`data/onward.db`) or a PostgreSQL address (`postgres://…`).
    #[arg(long, env = "ONWARD_DATABASE", default_value = "data/onward.db", hide_env_values = true)]
    pub database: String,
}

/// Where the councils' packs are.
#[derive(Args, Clone, Debug)]
pub struct PackArgs {
    /// A folder of packs to use in place of those inside the program.
    #[arg(long, env = "ONWARD_AUTHORITIES")]
    pub authorities: Option<PathBuf>,
}

/// How messages leave the house.
#[derive(Args, Clone, Debug)]
pub struct NotifyArgs {
    /// The mail server: `smtp://user:password@host:587`, `smtps://…`. Without it, mail is written to files.
    #[arg(long, env = "ONWARD_SMTP", hide_env_values = true)]
    pub smtp: Option<String>,
    /// Where mail is written when there is no mail server. Not in production.
    #[arg(long, env = "ONWARD_MAIL_FOLDER", default_value = "data/mail")]
    pub mail_folder: PathBuf,
    /// Who mail is from.
    #[arg(long, env = "ONWARD_MAIL_FROM", default_value = "Onward <no-reply@onward.invalid>")]
    pub mail_from: String,
    /// Push services besides the browsers' own, as origins; for tests.
    #[arg(long, env = "ONWARD_PUSH_ORIGINS", value_delimiter = ',')]
    pub push_origins: Vec<String>,
}

/// Everything that `serve` is told.
#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The packs.
    #[command(flatten)]
    pub packs: PackArgs,
    /// The messages.
    #[command(flatten)]
    pub notify: NotifyArgs,
    /// Where to listen.
    #[arg(long, env = "ONWARD_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The address people type. `https` makes cookies secure; production takes nothing else.
    #[arg(long, env = "ONWARD_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The council whose offer is shown to those who are not signed in.
    #[arg(long, env = "ONWARD_AUTHORITY", default_value = "rotherham")]
    pub authority: AuthorityId,
    /// A folder with the keys that `onward keys` makes.
    #[arg(long, env = "ONWARD_KEYS", default_value = "data/keys")]
    pub keys: PathBuf,
    /// How many threads answer requests; as many as there are cores when left out.
    #[arg(long, env = "ONWARD_THREADS")]
    pub threads: Option<usize>,
    /// Serves the demo people. Refused with a public address.
    #[arg(long, env = "ONWARD_DEMO")]
    pub demo: bool,
    /// Leaves sending to another `onward worker`.
    #[arg(long, env = "ONWARD_WITHOUT_WORKER")]
    pub without_worker: bool,
    /// The address of the proxy in front, which is trusted to say last in `X-Forwarded-For` who calls: so everybody has
    /// a limit of their own when signing in.
    #[arg(long, env = "ONWARD_TRUSTED_PROXY")]
    pub trusted_proxy: Option<std::net::IpAddr>,
}

/// Why a start is refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The demo's password is known to everybody.
    #[error(
        "the demo has a password that everybody knows: it listens on this machine only, without a public address"
    )]
    PublicDemo,
    /// People's data over a line that others can read.
    #[error("outside this machine, people reach Onward by https: say --public-url https://…")]
    Plain,
    /// Letters that nobody reads.
    #[error("with a public address, mail needs a mail server: say --smtp")]
    NoMail,
}

impl ServeArgs {
    /// The address people type.
    #[must_use]
    pub fn address(&self) -> String {
        self.public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.listen))
            .trim_end_matches('/')
            .to_owned()
    }

    /// Whether cookies may only travel by https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.address().starts_with("https://")
    }

    /// Refuses what would put people's data at risk.
    ///
    /// # Errors
    /// When the demo would be public, a public address is not https, or its mail would go nowhere.
    pub fn check(&self) -> Result<(), Refused> {
        let only_here = self.listen.ip().is_loopback();
        if self.demo && (!only_here || self.public_url.is_some()) {
            return Err(Refused::PublicDemo);
        }
        if (self.public_url.is_some() || !only_here) && !self.is_https() {
            return Err(Refused::Plain);
        }
        if self.public_url.is_some() && self.notify.smtp.is_none() {
            return Err(Refused::NoMail);
        }
        Ok(())
    }
}

impl PackArgs {
    /// Where packs are read from.
    #[must_use]
    pub fn source(&self) -> crate::pack::Source {
        match &self.authorities {
            Some(folder) => crate::pack::Source::Folder(folder.clone()),
            None => crate::pack::Source::Shipped,
        }
    }
}
