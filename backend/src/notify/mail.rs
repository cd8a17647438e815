//! Mail, over SMTP; into files for the demo, and into memory for tests.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::address::AddressError;
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::file::AsyncFileTransport;
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Message, Tokio1Executor};

use crate::notify::Sent;
use crate::notify::message::MailText;

/// Longer than any healthy mail server takes, shorter than the lease on a delivery.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Where mail goes.
#[derive(Clone)]
pub enum Mailer {
    /// To a mail server.
    Smtp {
        /// The connection to it.
        server: AsyncSmtpTransport<Tokio1Executor>,
        /// Who it is from.
        from: Mailbox,
    },
    /// Into a folder, one `.eml` file each: the demo has no mail server.
    Folder {
        folder: PathBuf,
        /// Who it is from.
        from: Mailbox,
    },
    /// Into memory, for tests.
    Memory(Arc<Mutex<Vec<KeptMail>>>),
}

/// A mail that a test can look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMail {
    /// Who it went to.
    pub to: String,
    pub subject: String,
    pub body: String,
}

/// Why mail can't be set up.
#[derive(Debug, thiserror::Error)]
pub enum MailFault {
    /// Not the address of a mail server. Its text holds the password, so it isn't repeated.
    #[error("the mail server's address is not one; write it like smtps://user:password@mail.example.org")]
    Server,
    /// Not a sender.
    #[error("`{0}` can't be who mail is from; write it like Onward <hello@example.org>")]
    From(String, #[source] AddressError),
    /// The folder can't be made.
    #[error("mail can't be written to {0}: {1}")]
    Folder(PathBuf, std::io::Error),
}

impl Mailer {
    /// Sends through a mail server: `smtp://host:25`, `smtps://user:password@host`, or `smtp://host?tls=required`.
    ///
    /// # Errors
    /// When the address or the sender is not one.
    pub fn smtp(url: &str, from: &str) -> Result<Self, MailFault> {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| MailFault::Server)?;
        let from = sender(from)?;
        Ok(Self::Smtp { server: server.timeout(Some(TIMEOUT)).build(), from })
    }

    /// Writes each mail into a folder, which is made where it is missing.
    ///
    /// # Errors
    /// When the folder can't be made or the sender is not one.
    pub fn folder(folder: PathBuf, from: &str) -> Result<Self, MailFault> {
        std::fs::create_dir_all(&folder).map_err(|error| MailFault::Folder(folder.clone(), error))?;
        Ok(Self::Folder { folder, from: sender(from)? })
    }

    /// Keeps each mail in memory.
    #[must_use]
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// What was kept in memory so far; nothing for the other kinds.
    #[must_use]
    pub fn kept(&self) -> Vec<KeptMail> {
        match self {
            Self::Memory(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Self::Smtp { .. } | Self::Folder { .. } => Vec::new(),
        }
    }

    /// Sends one mail. `id` makes a second try recognisable as the same mail.
    pub async fn send(&self, id: &str, to: &str, text: MailText) -> Sent {
        match self {
            Self::Smtp { server, from } => {
                let message = match build(from, id, to, text) {
                    Ok(message) => message,
                    Err(why) => return Sent::Never { why },
                };
                match server.send(message).await {
                    Ok(_) => Sent::Yes,
                    Err(error) if error.is_permanent() => Sent::Never { why: error.to_string() },
                    Err(error) => Sent::Later { after: None, why: error.to_string() },
                }
            }
            Self::Folder { folder, from } => {
                let message = match build(from, id, to, text) {
                    Ok(message) => message,
                    Err(why) => return Sent::Never { why },
                };
                match AsyncFileTransport::<Tokio1Executor>::new(folder).send(message).await {
                    Ok(_) => Sent::Yes,
                    Err(error) => Sent::Later { after: None, why: error.to_string() },
                }
            }
            Self::Memory(kept) => {
                let mail = KeptMail { to: to.to_owned(), subject: text.subject, body: text.body };
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
                Sent::Yes
            }
        }
    }
}

/// Where the operators of push services can write to: the sender of mails, as they want it (RFC 8292 §2.1).
///
/// # Errors
/// When the sender is not one.
pub fn contact(from: &str) -> Result<String, MailFault> {
    sender(from).map(|from| format!("mailto:{}", from.email))
}

fn sender(from: &str) -> Result<Mailbox, MailFault> {
    from.parse().map_err(|error| MailFault::From(from.to_owned(), error))
}

fn build(from: &Mailbox, id: &str, to: &str, text: MailText) -> Result<Message, String> {
    let to: Mailbox = to.parse().map_err(|error| format!("the address is not one: {error}"))?;
    Message::builder()
        .from(from.clone())
        .to(to)
        .subject(text.subject)
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .header(ContentType::TEXT_PLAIN)
        .body(text.body)
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notify::message::tests::agreed;

    #[actix_web::test]
    async fn the_demo_finds_its_mail_in_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let mailer = Mailer::folder(folder.path().join("mail"), "Onward <hello@onward.example>").unwrap();
        let text = agreed().mail("http://127.0.0.1:8080").unwrap();
        assert_eq!(mailer.send("one", "ava@onward.example", text).await, Sent::Yes);
        let file = std::fs::read_dir(folder.path().join("mail")).unwrap().next().unwrap().unwrap().path();
        let mail = std::fs::read_to_string(file).unwrap();
        assert!(mail.contains("To: ava@onward.example"), "{mail}");
        assert!(mail.contains("Message-ID: <one@onward.example>"), "{mail}");
    }

    #[actix_web::test]
    async fn an_address_that_is_none_is_not_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let mailer = Mailer::folder(folder.path().to_owned(), "hello@onward.example").unwrap();
        let text = agreed().mail("http://127.0.0.1:8080").unwrap();
        assert!(matches!(mailer.send("one", "not an address", text).await, Sent::Never { .. }));
    }

    #[actix_web::test]
    async fn a_mail_server_that_is_down_is_tried_again() {
        // Nothing listens on a port that was just given back.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mailer = Mailer::smtp(&format!("smtp://127.0.0.1:{port}"), "hello@onward.example").unwrap();
        let text = agreed().mail("http://127.0.0.1:8080").unwrap();
        assert!(matches!(mailer.send("one", "ava@onward.example", text).await, Sent::Later { .. }));
    }

    #[actix_web::test]
    async fn a_wrong_setting_is_refused_at_the_start_without_repeating_the_password() {
        let refused = Mailer::smtp("mailto:user:secret@host", "hello@onward.example").err().unwrap();
        assert!(!refused.to_string().contains("secret"));
        assert!(matches!(Mailer::smtp("smtp://127.0.0.1:25", "nobody"), Err(MailFault::From(..))));
    }
}
