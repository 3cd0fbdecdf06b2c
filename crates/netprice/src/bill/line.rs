//! The lines of a bill.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::rating::charge::OneOffReason;
use crate::value::decimal::NonNegative;
use crate::value::id::{CommitmentId, LineId, TermId, TimeBlockId};
use crate::value::money::Money;

/// One line of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillLine {
    /// The reason for the line.
    pub kind: BillLineKind,
    /// The amount; negative for a deduction.
    pub amount: Money,
}

/// The kind of a bill line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillLineKind {
    /// The effective cost of a usage line or of unused commitment.
    Charge(BillItem),
    /// The change of a charge by rounding.
    LineRounding(BillItem),
    /// The top-up of a usage line to its minimum.
    LineMinimum {
        /// The minimum.
        id: TermId,
        /// The usage line.
        line: LineId,
    },
    /// The top-up of the bill to its minimum (true-up).
    Minimum,
    /// The deduction that brings the bill down to its maximum.
    Maximum,
    /// The deduction that a voucher pays.
    Voucher(TermId),
    /// The tax of a rate in percent, added to the lines above.
    Tax(NonNegative),
    /// The change of the bill by rounding its sum.
    InvoiceRounding,
    /// The credit of earlier bills that pays for this one (negative), or the part of a bill below
    /// zero that is carried over to the next (positive).
    CarriedOver,
}

/// The subject of a charge on the bill; the parts of a usage line split by commitments are one
/// item.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillItem {
    /// A usage line.
    Usage(LineId),
    /// The unused part of a commitment.
    UnusedCommitment {
        /// The commitment.
        commitment: CommitmentId,
        /// The time block, where the usage has several.
        time_block: Option<TimeBlockId>,
    },
    /// A fee that is a share of the other charges.
    Fee(TermId),
    /// A charge that no usage of the period causes.
    OneOff(OneOffReason),
}

impl fmt::Display for BillItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(line) => write!(f, "{line}"),
            Self::OneOff(reason) => write!(f, "{reason}"),
            Self::UnusedCommitment {
                commitment,
                time_block,
            } => match time_block {
                Some(block) => write!(f, "{commitment}, unused ({block})"),
                None => write!(f, "{commitment}, unused"),
            },
            Self::Fee(fee) => write!(f, "{fee}"),
        }
    }
}

impl fmt::Display for BillLineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Charge(item) => write!(f, "{item}"),
            Self::LineRounding(item) => write!(f, "rounding of {item}"),
            Self::LineMinimum { id, line } => write!(f, "{id}: minimum of {line}"),
            Self::Minimum => f.write_str("minimum of the bill"),
            Self::Maximum => f.write_str("maximum of the bill"),
            Self::Voucher(id) => write!(f, "voucher {id}"),
            Self::Tax(percent) => write!(f, "{percent}% tax"),
            Self::InvoiceRounding => f.write_str("rounding of the bill"),
            Self::CarriedOver => f.write_str("carried over"),
        }
    }
}
