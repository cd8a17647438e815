//! The ways in which a payment reaches a young person.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How the money, or what it buys, reaches the young person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PayBy {
    /// Into their bank account.
    BankTransfer,
    /// As a voucher for a shop.
    Voucher,
    /// The service buys the goods.
    Goods,
    /// In cash, only as the pathway plan agrees (guide §9.3).
    Cash,
}

/// A text that names no way to pay.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a way to pay")]
pub struct NotAWayToPay(String);

impl PayBy {
    /// Every way to pay there is.
    pub const ALL: [Self; 4] = [Self::BankTransfer, Self::Voucher, Self::Goods, Self::Cash];

    /// The way as it is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BankTransfer => "bank_transfer",
            Self::Voucher => "voucher",
            Self::Goods => "goods",
            Self::Cash => "cash",
        }
    }

    /// Whether the young person spends the money, and so has the receipt. A voucher's and what we buy for them is ours.
    #[must_use]
    pub const fn leaves_a_receipt(self) -> bool {
        match self {
            Self::BankTransfer | Self::Cash => true,
            Self::Voucher | Self::Goods => false,
        }
    }
}

impl FromStr for PayBy {
    type Err = NotAWayToPay;
    fn from_str(text: &str) -> Result<Self, NotAWayToPay> {
        Self::ALL.into_iter().find(|way| way.as_str() == text).ok_or_else(|| NotAWayToPay(text.to_owned()))
    }
}

impl fmt::Display for PayBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_pay_is_written_and_read_the_same_in_the_database_and_on_the_wire() {
        for way in PayBy::ALL {
            assert_eq!(way.as_str().parse(), Ok(way));
            assert_eq!(serde_json::to_value(way).unwrap(), way.as_str());
        }
        assert!("cheque".parse::<PayBy>().is_err());
    }
}
