//! The words for the effects of terms.

use crate::language::Words;

/// The effect of a term, other than a plain discount.
#[derive(Clone, Copy, Debug)]
pub enum TermText<'a> {
    /// A percentage on top.
    Markup(&'a str),
    /// A fee for charges with this sum.
    ShareFee(&'a str),
    /// An amount off each unit.
    UnitOff(&'a str),
    /// An amount off the total.
    AmountOff(&'a str),
    /// A fixed unit price.
    Fixed,
    /// A discount by spend.
    BySpend {
        /// The spend before the discount.
        spend: &'a str,
        /// The spend after it.
        paid: &'a str,
    },
    /// A discount by quantity.
    ByQuantity {
        /// The quantity.
        quantity: &'a str,
        /// The paid share in percent.
        share: &'a str,
    },
    /// A floor, in percent of list.
    NotBelow(&'a str),
    /// A ceiling, in percent of list.
    NotAbove(&'a str),
    /// A floor as an amount.
    AtLeast(&'a str),
    /// A ceiling as an amount.
    AtMost(&'a str),
}

impl Words for TermText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Markup(percent) => format!("{percent}% on top"),
            Self::ShareFee(base) => format!("a share of charges of {base}"),
            Self::UnitOff(off) => format!("{off} off each unit"),
            Self::AmountOff(off) => format!("its share of {off} off the total"),
            Self::Fixed => "fixed unit price".into(),
            Self::BySpend { spend, paid } => format!("{paid} due on a spend of {spend}"),
            Self::ByQuantity { quantity, share } => format!("pay {share}% at {quantity}"),
            Self::NotBelow(percent) => format!("not below {percent}% of list"),
            Self::NotAbove(percent) => format!("not above {percent}% of list"),
            Self::AtLeast(amount) => format!("at least {amount}"),
            Self::AtMost(amount) => format!("at most {amount}"),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Markup(percent) => format!("加价 {percent}%"),
            Self::ShareFee(base) => format!("按费用 {base} 计收"),
            Self::UnitOff(off) => format!("每单位减 {off}"),
            Self::AmountOff(off) => format!("总额减免 {off}，按比例分摊"),
            Self::Fixed => "按约定单价".into(),
            Self::BySpend { spend, paid } => format!("消费 {spend}，应付 {paid}"),
            Self::ByQuantity { quantity, share } => format!("用量 {quantity}，付 {share}%"),
            Self::NotBelow(percent) => format!("不低于目录价的 {percent}%"),
            Self::NotAbove(percent) => format!("不高于目录价的 {percent}%"),
            Self::AtLeast(amount) => format!("至少 {amount}"),
            Self::AtMost(amount) => format!("至多 {amount}"),
        }
    }
}
