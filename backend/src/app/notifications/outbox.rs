//! Messages: a row in the inbox, and a delivery for each channel that it goes out by.

use onward_domain::ids::NotificationId;

use crate::app::Error;
use crate::db::Connection;
use crate::db::accounts::account_find;
use crate::db::notifications::deliveries::{Channel, delivery_insert};
use crate::db::notifications::push_subscriptions::push_subscriptions_of;
use crate::db::notifications::{NewNotification, notification_insert};

/// Puts a message into somebody's inbox, and owes it to each of its channels.
///
/// # Errors
/// When a query fails, or there is no such account.
pub fn notification_send(connection: &mut Connection, new: NewNotification) -> Result<NotificationId, Error> {
    let id = notification_insert(connection, &new)?;
    for channel in channels_of(connection, &new)? {
        delivery_insert(connection, &new.authority, id, channel, new.now)?;
    }
    Ok(id)
}

/// The channels that a message goes out by: mail if the account has an address, and each browser that is signed in.
fn channels_of(connection: &mut Connection, new: &NewNotification) -> Result<Vec<Channel>, Error> {
    let account = account_find(connection, new.account)?.ok_or_else(|| {
        Error::internal(format!("a message is for the account {}, which is not there", new.account))
    })?;
    let browsers = push_subscriptions_of(connection, new.account, new.now)?;
    let mail = account.email.map(|_| Channel::Mail);
    Ok(mail
        .into_iter()
        .chain(browsers.into_iter().map(|subscription| Channel::Push { subscription }))
        .collect())
}
