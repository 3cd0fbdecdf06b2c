//! The words of the waterfall.

use crate::language::Words;

/// The kind of a bill line.
#[derive(Clone, Copy, Debug)]
pub enum BillText<'a> {
    /// Rounding.
    Rounding,
    /// The minimum of a charge or of the bill.
    Minimum,
    /// The maximum of the bill.
    Maximum,
    /// A voucher.
    Voucher(&'a str),
    /// The tax.
    Tax,
    /// A credit that is used, or carried over.
    CarriedOver,
}

/// A text of the waterfall.
#[derive(Clone, Copy, Debug)]
pub enum WaterfallText<'a> {
    /// The heading, with the currency.
    Heading(&'a str),
    /// The column of the changes.
    Change,
    /// The column of the subtotals.
    Subtotal,
    /// A term, by its name.
    TermName(&'a str),
    /// Fees that are billed as they are paid.
    Payments,
    /// A line of a bill.
    BillLine(BillText<'a>),
}

impl Words for WaterfallText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Heading(currency) => format!("From list cost to amount due, in {currency}"),
            Self::Change => "Change".into(),
            Self::Subtotal => "Subtotal".into(),
            Self::TermName(name) => name.to_owned(),
            Self::Payments => "Commitment fees in the month of payment".into(),
            Self::BillLine(line) => line.english(),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Heading(currency) => format!("从目录价到应付金额（{currency}）"),
            Self::Change => "变化".into(),
            Self::Subtotal => "小计".into(),
            Self::TermName(name) => match (name, name.strip_prefix("term ")) {
                (_, Some(number)) => format!("条款 {number}"),
                ("contract", None) => "合同".into(),
                (own, None) => own.to_owned(),
            },
            Self::Payments => "承诺费用按付款时间入账".into(),
            Self::BillLine(line) => line.chinese(),
        }
    }
}

impl Words for BillText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Rounding => "rounding",
            Self::Minimum => "raised to the minimum",
            Self::Maximum => "lowered to the maximum",
            Self::Voucher(name) => name,
            Self::Tax => "tax",
            Self::CarriedOver => "credit carried over",
        }
        .into()
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Rounding => "舍入",
            Self::Minimum => "补足最低消费",
            Self::Maximum => "封顶",
            Self::Voucher(_) => "代金券",
            Self::Tax => "税",
            Self::CarriedOver => "结转抵扣",
        }
        .into()
    }
}
