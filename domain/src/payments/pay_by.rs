//! The ways in which a payment reaches a young person.

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use serde::{Deserialize, Serialize};

/// How the money, or what it buys, reaches the young person.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
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

impl PayBy {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The way as it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_pay_is_written_and_read_the_same_in_the_database_and_on_the_wire() {
        for way in PayBy::ALL.iter().copied() {
            assert_eq!(way.as_str().parse(), Ok(way));
            assert_eq!(serde_json::to_value(way).unwrap(), way.as_str());
        }
        assert!("cheque".parse::<PayBy>().is_err());
    }
}
