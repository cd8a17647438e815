//! The words of a message, without anything private in them: others see lock screens and mailboxes.

use onward_domain::api::notifications::NotificationKind;
use onward_domain::ids::NotificationId;
use onward_domain::words::{UnreadableWords, Words};
use serde::Serialize;

use crate::words::words_of;

/// What a message is made from.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Which message of the inbox it is about.
    pub notification: NotificationId,
    pub kind: NotificationKind,
    /// The name of who it is for.
    pub name: String,
    /// The language they read.
    pub language: String,
    /// The screen it leads to, as a path.
    pub link: String,
}

/// What the service worker shows.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct PushPayload {
    /// The app's name, which says nothing.
    pub title: String,
    /// What happened, in words for a lock screen.
    pub body: String,
    /// The screen that a tap opens.
    pub url: String,
    /// A second try with the same tag replaces the first, so nobody is told twice.
    pub tag: String,
}

/// A mail's subject and text.
#[derive(Debug, PartialEq, Eq)]
pub struct MailText {
    /// What happened, in words for a lock screen.
    pub subject: String,
    /// A greeting, the same words, and the way to the app.
    pub body: String,
}

impl Subject {
    /// The message for a browser.
    ///
    /// # Errors
    /// When the sentences can't be read.
    pub fn push(&self) -> Result<PushPayload, UnreadableWords> {
        let words = words_of(&self.language)?;
        Ok(PushPayload {
            title: words.text("push-title"),
            body: self.harmless(&words),
            url: self.link.clone(),
            tag: self.notification.to_string(),
        })
    }

    /// The message for a mailbox. `address` is where people reach the app.
    ///
    /// # Errors
    /// When the sentences can't be read.
    pub fn mail(&self, address: &str) -> Result<MailText, UnreadableWords> {
        let words = words_of(&self.language)?;
        let what = self.harmless(&words);
        let link = format!("{address}{}", self.link);
        let paragraphs = [
            words.with("mail-greeting", &[("name", self.name.as_str().into())]),
            what.clone(),
            words.with("mail-link", &[("link", link.into())]),
            words.text("mail-why"),
        ];
        Ok(MailText { subject: what, body: format!("{}\n", paragraphs.join("\n\n")) })
    }

    fn harmless(&self, words: &Words) -> String {
        words.text(&format!("notification-{}-lock", self.kind.as_str()))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub fn agreed() -> Subject {
        Subject {
            notification: "01930000-0000-7000-8000-000000000001".parse().unwrap(),
            kind: NotificationKind::RequestAgreed,
            name: "Ava".to_owned(),
            language: "en".to_owned(),
            link: "/money/requests/01930000-0000-7000-8000-000000000002".to_owned(),
        }
    }

    #[test]
    fn a_mail_greets_says_what_happened_and_leads_to_the_app() {
        let mail = agreed().mail("https://onward.example").unwrap();
        assert!(mail.body.contains("Ava"), "{}", mail.body);
        assert!(mail.body.contains(&mail.subject), "{}", mail.body);
        assert!(mail.body.contains("https://onward.example/money/requests/0193"), "{}", mail.body);
    }

    #[test]
    fn nothing_on_a_lock_screen_tells_of_care_or_money() {
        for kind in NotificationKind::ALL.iter().copied() {
            let subject = Subject { kind, ..agreed() };
            let push = subject.push().unwrap();
            let shown = format!("{} {}", push.title, push.body).to_lowercase();
            assert!(!push.body.starts_with("notification-"), "{kind:?} has no words");
            for private in ["care", "adviser", "social", "£", "money", "payment", "council"] {
                assert!(!shown.contains(private), "{kind:?} says {private}: {shown}");
            }
            assert!(serde_json::to_vec(&push).unwrap().len() < crate::notify::push::MAX_PAYLOAD);
        }
    }
}
