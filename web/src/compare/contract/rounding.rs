//! The rounding of a bill, as it is chosen. Pure.

use netprice::book::rounding::RoundingPolicy;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::value::problem::ValueProblem;
use serde::{Deserialize, Serialize};

use crate::kit::draft::{Draft, Typed};
use crate::kit::form::choices;

/// The stage at which a bill is rounded, the mode, and the decimals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RoundingForm {
    /// The stage.
    pub at: RoundAt,
    /// The mode.
    pub mode: Mode,
    /// The number of decimals that are kept.
    pub places: Draft<Places>,
}

impl Default for RoundingForm {
    fn default() -> Self {
        Self {
            at: RoundAt::default(),
            mode: Mode::default(),
            places: Draft::typed("2"),
        }
    }
}

/// A number of decimals, at most 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places(u32);

impl Places {
    const MOST: u32 = 12;
}

impl Typed for Places {
    fn read(text: &str) -> Result<Self, ValueProblem> {
        let value = || text.to_owned();
        match text.parse::<u32>() {
            Ok(places) if places <= Self::MOST => Ok(Self(places)),
            Ok(_) => Err(ValueProblem::AboveLimit {
                value: value(),
                limit: Self::MOST.to_string(),
            }),
            Err(_) if text.is_empty() => Err(ValueProblem::Empty),
            Err(_) => Err(ValueProblem::NotWhole { value: value() }),
        }
    }

    fn write(&self) -> String {
        self.0.to_string()
    }
}

choices! {
    /// The stage at which a bill is rounded.
    RoundAt {
        /// That of the price book.
        Published "published",
        /// Each charge.
        Line "line",
        /// The whole bill.
        Invoice "invoice",
        /// Each charge, and then the whole bill.
        Both "both",
    }
}

choices! {
    /// The mode of rounding.
    Mode {
        /// To the nearest, ties away from zero.
        HalfUp "half_up",
        /// To the nearest, ties to the even digit.
        HalfEven "half_even",
        /// Towards zero (抹零).
        Truncate "truncate",
        /// Up.
        Ceiling "ceiling",
        /// Down.
        Floor "floor",
    }
}

choice_of_a_contract!(RoundAt, Mode);

impl Mode {
    fn mode(self) -> RoundingMode {
        match self {
            Self::HalfUp => RoundingMode::HalfUp,
            Self::HalfEven => RoundingMode::HalfEven,
            Self::Truncate => RoundingMode::Truncate,
            Self::Ceiling => RoundingMode::Ceiling,
            Self::Floor => RoundingMode::Floor,
        }
    }
}

impl RoundingForm {
    /// The form of a rounding policy; `None` for one that the form cannot hold.
    pub(super) fn of(policy: Option<RoundingPolicy>) -> Option<Self> {
        let Some(policy) = policy else {
            return Some(Self::default());
        };
        if (policy.unit_price, policy.tier) != (None, None) {
            return None;
        }
        let (at, rounding) = match (policy.line, policy.invoice) {
            (Some(line), None) => (RoundAt::Line, line),
            (None, Some(invoice)) => (RoundAt::Invoice, invoice),
            (Some(line), Some(invoice)) if line == invoice => (RoundAt::Both, line),
            _ => return None,
        };
        let mut modes = Mode::ALL.iter().copied();
        let mode = modes.find(|mode| mode.mode() == rounding.mode)?;
        let places = Draft::of(Places(rounding.places));
        (rounding.places <= Places::MOST).then_some(Self { at, mode, places })
    }

    /// The rounding policy; `None` for that of the price book.
    pub(super) fn policy(&self) -> Option<RoundingPolicy> {
        let Places(places) = *self.places.value()?;
        let mode = self.mode.mode();
        let rounding = Some(Rounding { places, mode });
        let (line, invoice) = match self.at {
            RoundAt::Published => return None,
            RoundAt::Line => (rounding, None),
            RoundAt::Invoice => (None, rounding),
            RoundAt::Both => (rounding, rounding),
        };
        Some(RoundingPolicy {
            line,
            invoice,
            ..RoundingPolicy::default()
        })
    }

    /// Whether the decimals are needed and cannot be read.
    pub(super) fn is_wrong(&self) -> bool {
        self.at != RoundAt::Published && self.places.value().is_none()
    }
}
