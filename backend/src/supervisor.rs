//! The server and the worker while they run, and how they take changed packs and keys without being stopped.

use std::mem;
use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use actix_web::rt;
use actix_web::web;
#[cfg(unix)]
use tokio::signal::unix;
#[cfg(windows)]
use tokio::signal::windows;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::app_state::{AppState, Secrets};
use crate::auth::tokens::Tokens;
use crate::clock::Clock;
use crate::config::{NotifyArgs, ServeArgs, StartupError};
use crate::db::Db;
use crate::jobs::Worker;
use crate::keys::Keys;
use crate::notify::mail::{Mailer, contact};
use crate::notify::push::PushSender;
use crate::pack::Packs;
use crate::server::{self, AppSnapshot};

/// What an operator asks of a running program.
enum Asked {
    /// Finish what was begun, and end.
    Stop,
    /// Read packs and keys again (SIGHUP, or Ctrl-Break on Windows).
    Reload,
}

/// A server, a worker or both.
struct Running {
    server: Option<Serving>,
    worker: Option<Working>,
}

struct Serving {
    handle: ServerHandle,
    ended: JoinHandle<std::io::Result<()>>,
    reading: watch::Sender<Arc<AppSnapshot>>,
}

struct Working {
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

/// Serves, with a worker unless the flags say otherwise, until the program is asked to stop.
///
/// # Errors
/// When it can't start with these flags, packs and keys, or the server ends by itself.
pub async fn serve(args: &ServeArgs) -> Result<(), StartupError> {
    args.check()?;
    if args.is_https() && args.trusted_proxy.is_none() {
        tracing::warn!(
            "everybody who comes through a proxy shares one limit of sign_in_limiter to sign in; name it with --trusted-proxy"
        );
    }
    let state = service(args)?;
    let listener = TcpListener::bind(args.listen)
        .map_err(|cause| format!("can't listen on {}: {cause}; choose another with --listen", args.listen))?;
    let address = state.address.clone();
    let (reading, read) = watch::channel(AppSnapshot::new(state.clone())?);
    let server = server::serve(read, listener, args.threads)?;
    let server = Serving { handle: server.handle(), ended: rt::spawn(server), reading };
    let worker = if args.without_worker { None } else { Some(Working::start(args, state)?) };
    println!("Onward is at {address}/ and the desk at {address}/desk");
    Running { server: Some(server), worker }.until_stopped(args).await
}

/// Only works, until the program is asked to stop.
///
/// # Errors
/// When it can't start with these flags, packs and keys.
pub async fn work(args: &ServeArgs) -> Result<(), StartupError> {
    let worker = Working::start(args, service(args)?)?;
    Running { server: None, worker: Some(worker) }.until_stopped(args).await
}

impl Working {
    fn start(args: &ServeArgs, state: web::Data<AppState>) -> Result<Self, StartupError> {
        let mailer = mailer(&args.notify)?;
        let (stop, stopped) = oneshot::channel();
        // A sender that is gone means stop, too.
        let until = async { stopped.await.unwrap_or_default() };
        let ended = rt::spawn(async move { Worker::new(state, mailer).run(until).await });
        Ok(Self { stop, ended })
    }

    /// Sends what was begun, and ends.
    async fn finish(self) -> Result<(), StartupError> {
        drop(self.stop);
        Ok(self.ended.await?)
    }
}

impl Running {
    async fn until_stopped(mut self, args: &ServeArgs) -> Result<(), StartupError> {
        let mut signals = Signals::new()?;
        loop {
            let asked = tokio::select! {
                ended = self.ended() => return ended,
                asked = signals.next() => asked,
            };
            match asked {
                Asked::Stop => return self.finish().await,
                Asked::Reload => match self.reload(args).await {
                    Ok(()) => tracing::info!("packs and keys were read again"),
                    Err(refused) => tracing::error!(%refused, "goes on with the packs and keys it has"),
                },
            }
        }
    }

    /// What was begun ends with the packs and keys it began with; what comes finds the new ones.
    async fn reload(&mut self, args: &ServeArgs) -> Result<(), StartupError> {
        let state = service(args)?;
        let reading = AppSnapshot::new(state.clone())?;
        let worker = self.worker.as_ref().map(|_| Working::start(args, state)).transpose()?;
        if let Some(server) = &self.server {
            server.reading.send_replace(reading);
        }
        match mem::replace(&mut self.worker, worker) {
            Some(worker) => worker.finish().await,
            None => Ok(()),
        }
    }

    /// Ends only when the server or the worker ends without having been asked to.
    async fn ended(&mut self) -> Result<(), StartupError> {
        match (&mut self.server, &mut self.worker) {
            (Some(server), _) => Ok((&mut server.ended).await??),
            (None, Some(worker)) => Ok((&mut worker.ended).await?),
            (None, None) => Ok(()),
        }
    }

    /// Answers what was accepted, sends what was begun, and ends.
    async fn finish(self) -> Result<(), StartupError> {
        if let Some(server) = self.server {
            server.handle.stop(true).await;
            server.ended.await??;
        }
        match self.worker {
            Some(worker) => worker.finish().await,
            None => Ok(()),
        }
    }
}

/// What operators ask, heard from when this is made: nothing asked meanwhile is lost.
struct Signals {
    #[cfg(unix)]
    interrupt: unix::Signal,
    #[cfg(unix)]
    terminate: unix::Signal,
    #[cfg(unix)]
    hangup: unix::Signal,
    #[cfg(windows)]
    interrupt: windows::CtrlC,
    #[cfg(windows)]
    terminate: windows::CtrlShutdown,
    #[cfg(windows)]
    hangup: windows::CtrlBreak,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> std::io::Result<Self> {
        Ok(Self {
            interrupt: unix::signal(unix::SignalKind::interrupt())?,
            terminate: unix::signal(unix::SignalKind::terminate())?,
            hangup: unix::signal(unix::SignalKind::hangup())?,
        })
    }

    #[cfg(windows)]
    fn new() -> std::io::Result<Self> {
        Ok(Self {
            interrupt: windows::ctrl_c()?,
            terminate: windows::ctrl_shutdown()?,
            hangup: windows::ctrl_break()?,
        })
    }

    async fn next(&mut self) -> Asked {
        tokio::select! {
            _ = self.interrupt.recv() => Asked::Stop,
            _ = self.terminate.recv() => Asked::Stop,
            _ = self.hangup.recv() => Asked::Reload,
        }
    }
}

fn service(args: &ServeArgs) -> Result<web::Data<AppState>, StartupError> {
    let packs = Packs::load(&args.packs.source())
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    if packs.get(&args.authority).is_none() {
        return Err(
            format!("there is no pack `{}`; say --authority with one that there is", args.authority).into()
        );
    }
    let last_year = onward_domain::calendar::last_known_year();
    if chrono::Datelike::year(&Clock::Machine.today()) >= last_year {
        tracing::warn!(last_year, "bank holidays are known up to this year only; update Onward");
    }
    let keys = Keys::read(&args.keys)?;
    let db = Db::open(&args.database.database)?;
    db.check_schema()?;
    let tokens = Tokens::new(keys.token.bytes(), args.is_https());
    let push = PushSender::new(keys.vapid, contact(&args.notify.mail_from)?, &args.notify.push_origins);
    let secrets = Secrets { tokens, push, bank_keys: keys.bank };
    let mut state = AppState::new(db, Clock::Machine, packs, args.authority.clone(), args.address(), secrets);
    state.trusted_proxy = args.trusted_proxy;
    Ok(web::Data::new(state))
}

fn mailer(args: &NotifyArgs) -> Result<Mailer, StartupError> {
    match &args.smtp {
        Some(url) => Ok(Mailer::smtp(url, &args.mail_from)?),
        None => Ok(Mailer::folder(args.mail_folder.clone(), &args.mail_from)?),
    }
}
