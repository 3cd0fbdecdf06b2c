//! A clause of a contract as it is typed. Pure.

use serde_json::{Map, Value, json};

use crate::compare::contract::{money, number_of};

/// A clause besides the pay rate on everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it does.
    pub kind: Kind,
    /// Its figure.
    pub figure: String,
    /// Where a table by spend or by quantity starts to pay the figure.
    pub limit: String,
    /// Whether the rate that a table reaches is paid on everything, and not above the limit only.
    pub on_everything: bool,
    /// The usage line that it is for; all, if empty.
    pub line: String,
}

/// What a clause does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A share is paid.
    Pay,
    /// An amount off each unit.
    UnitOff,
    /// An amount off the total.
    AmountOff,
    /// A unit price of its own.
    Fixed,
    /// A share of the spend is paid above a limit, or once it is reached.
    BySpend,
    /// A share is paid above a limit of use, or once it is reached.
    ByQuantity,
    /// A floor in 折 of list.
    NotBelow,
    /// A ceiling in 折 of list.
    NotAbove,
    /// A floor as an amount.
    AtLeast,
    /// A ceiling as an amount.
    AtMost,
}

impl Kind {
    /// All of them, in the order of the choice.
    pub const ALL: [Self; 10] = [
        Self::Pay,
        Self::AmountOff,
        Self::UnitOff,
        Self::Fixed,
        Self::BySpend,
        Self::ByQuantity,
        Self::NotBelow,
        Self::NotAbove,
        Self::AtLeast,
        Self::AtMost,
    ];

    /// Its name in the study.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pay => "pay",
            Self::UnitOff => "unit_off",
            Self::AmountOff => "amount_off",
            Self::Fixed => "fixed",
            Self::BySpend => "by_spend",
            Self::ByQuantity => "by_quantity",
            Self::NotBelow => "not_below",
            Self::NotAbove => "not_above",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it pays its figure above a limit.
    #[must_use]
    pub fn is_table(self) -> bool {
        matches!(self, Self::BySpend | Self::ByQuantity)
    }

    /// Whether its figure is an amount of money.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(
            self,
            Self::UnitOff | Self::AmountOff | Self::AtLeast | Self::AtMost
        )
    }
}

impl Row {
    /// A clause of a kind that has no figure yet.
    #[must_use]
    pub fn empty(kind: Kind) -> Self {
        Self {
            kind,
            figure: String::new(),
            limit: String::new(),
            on_everything: false,
            line: String::new(),
        }
    }

    pub(super) fn read(term: &Value) -> Option<Self> {
        let term = term.as_object()?;
        let mut change = term.get("change")?.as_object()?.iter();
        let (name, value) = change.next()?;
        let mut row = Self::empty(Kind::of_name(name)?);
        match row.kind {
            Kind::Fixed => row.figure = value.get("flat")?.as_str()?.to_owned(),
            Kind::BySpend | Kind::ByQuantity => {
                let all_units = value.get("all_units");
                row.on_everything = all_units.is_some();
                let tiers = match all_units {
                    Some(all_units) => all_units.get("tiers")?,
                    None => value.get("graduated")?,
                };
                let tiers = tiers.as_array()?;
                let [first, second] = tiers.as_slice() else {
                    return None;
                };
                row.limit = first.get("up_to")?.as_str()?.to_owned();
                row.figure = second.get("pay")?.as_str()?.to_owned();
            }
            kind if kind.is_money() => row.figure = number_of(value.as_str()?),
            _ => row.figure = value.as_str()?.to_owned(),
        }
        if let Some(scope) = term.get("scope") {
            let lines = scope.get("lines")?.as_array()?;
            let ([line], 1) = (lines.as_slice(), scope.as_object()?.len()) else {
                return None;
            };
            row.line = line.as_str()?.to_owned();
        }
        let known = |key: &String| ["id", "change", "scope"].contains(&key.as_str());
        term.keys().all(known).then_some(row)
    }

    pub(super) fn write(&self, index: usize, currency: &str) -> Value {
        let value = match self.kind {
            Kind::Fixed => json!({ "flat": self.figure }),
            Kind::BySpend | Kind::ByQuantity => {
                let tiers = json!([
                    { "from": "0", "up_to": self.limit, "pay": "pay 100%" },
                    { "from": self.limit, "pay": self.figure },
                ]);
                if self.on_everything {
                    json!({ "all_units": { "tiers": tiers, "bound": "upper" } })
                } else {
                    json!({ "graduated": tiers })
                }
            }
            kind if kind.is_money() => json!(money(&self.figure, currency)),
            _ => json!(self.figure),
        };
        let change = Map::from_iter([(self.kind.name().to_owned(), value)]);
        let id = format!("term {}", index + 1);
        let mut term = json!({ "id": id, "change": change });
        if !self.line.is_empty() {
            term["scope"] = json!({ "lines": [self.line] });
        }
        term
    }
}
