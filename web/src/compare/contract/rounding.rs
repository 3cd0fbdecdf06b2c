//! Where and how a bill is rounded, as it is chosen. Pure.

use netprice::value::problem::ValueProblem;
use serde_json::{Map, Value, json};

/// Where a bill is rounded, how, and to how many decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundingChoice {
    /// Where.
    pub at: RoundAt,
    /// How.
    pub mode: Mode,
    /// How many decimals are kept, as typed.
    pub places: String,
}

impl Default for RoundingChoice {
    fn default() -> Self {
        Self {
            at: RoundAt::default(),
            mode: Mode::default(),
            places: "2".to_owned(),
        }
    }
}

/// Where a bill is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoundAt {
    /// Where the price book says.
    #[default]
    Published,
    /// Each charge.
    Line,
    /// The whole.
    Invoice,
    /// Each charge, and then the whole.
    Both,
}

impl RoundAt {
    /// All of them, in the order of the choice.
    pub const ALL: [Self; 4] = [Self::Published, Self::Line, Self::Invoice, Self::Both];

    /// Its name on the page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Line => "line",
            Self::Invoice => "invoice",
            Self::Both => "both",
        }
    }

    /// The choice of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|at| at.name() == name)
    }

    /// The stages of the study.
    fn stages(self) -> &'static [&'static str] {
        match self {
            Self::Published => &[],
            Self::Line => &["line"],
            Self::Invoice => &["invoice"],
            Self::Both => &["line", "invoice"],
        }
    }
}

/// How a bill is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// To the nearest, ties away from zero.
    #[default]
    HalfUp,
    /// To the nearest, ties to the even digit.
    HalfEven,
    /// Towards zero (抹零).
    Truncate,
    /// Up.
    Ceiling,
    /// Down.
    Floor,
}

impl Mode {
    /// All of them, in the order of the choice.
    pub const ALL: [Self; 5] = [
        Self::HalfUp,
        Self::HalfEven,
        Self::Truncate,
        Self::Ceiling,
        Self::Floor,
    ];

    /// Its name in the study.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::HalfUp => "half_up",
            Self::HalfEven => "half_even",
            Self::Truncate => "truncate",
            Self::Ceiling => "ceiling",
            Self::Floor => "floor",
        }
    }

    /// The mode of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// Most decimals that a price has.
const MOST_PLACES: u32 = 12;

impl RoundingChoice {
    /// The choice behind a rounding policy; `None` if the page has no such choice.
    pub(super) fn read(policy: &Value) -> Option<Self> {
        let policy = policy.as_object()?;
        let at = RoundAt::ALL.into_iter().find(|at| {
            let stages = at.stages();
            policy.len() == stages.len() && stages.iter().all(|stage| policy.contains_key(*stage))
        })?;
        let mut roundings = policy.values();
        let first = roundings.next()?;
        if roundings.any(|other| other != first) {
            return None;
        }
        let places = match first.get("places")? {
            Value::String(places) => places.clone(),
            places => places.to_string(),
        };
        let mode = Mode::of_name(first.get("mode")?.as_str()?)?;
        Some(Self { at, mode, places })
    }

    /// The rounding policy; `None` for the price book's own.
    pub(super) fn write(&self) -> Option<Value> {
        let places = match self.places.parse::<u32>() {
            Ok(places) => json!(places),
            // Half typed: kept as it is, and said to be wrong.
            Err(_) => json!(self.places),
        };
        let rounding = json!({ "places": places, "mode": self.mode.name() });
        let stages = self.at.stages().iter();
        let stages = stages.map(|stage| ((*stage).to_owned(), rounding.clone()));
        let policy = Map::from_iter(stages);
        (!policy.is_empty()).then_some(Value::Object(policy))
    }

    /// What is wrong with the decimals.
    pub(super) fn problem(&self) -> Option<ValueProblem> {
        let value = || self.places.clone();
        if self.at == RoundAt::Published {
            return None;
        }
        match self.places.parse::<u32>() {
            Ok(places) if places <= MOST_PLACES => None,
            Ok(_) => Some(ValueProblem::AboveLimit {
                value: value(),
                limit: MOST_PLACES.to_string(),
            }),
            Err(_) if self.places.is_empty() => Some(ValueProblem::Empty),
            Err(_) => Some(ValueProblem::NotWhole { value: value() }),
        }
    }
}
