//! A term of a contract as it is typed. Pure.

use netprice::agreement::scope::Scope;
use netprice::agreement::terms::{PriceChange, RateTable, RateTier, Term};
use netprice::book::price::BoundOwner;
use netprice::value::id::LineId;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Discount, Money, NonNegative, PriceModel};
use serde::{Deserialize, Serialize};

use crate::kit::draft::{Draft, Typed};
use crate::kit::form::choices;

/// A term besides the discount on everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "RowTexts", into = "RowTexts")]
pub struct Row {
    kind: Kind,
    figure: TermFigure,
    /// The spend or quantity above which a table applies its discount.
    pub limit: Draft<NonNegative>,
    /// Whether a table applies the discount to everything once the limit is passed, and not only to the
    /// part above it.
    pub on_everything: bool,
    /// The usage line that it changes; all if absent.
    pub line: Option<LineId>,
}

/// The figure of a term, which its kind reads as a discount or as a number.
#[derive(Clone, Debug, PartialEq, Eq)]
enum TermFigure {
    Discount(Draft<Discount>),
    Amount(Draft<NonNegative>),
}

choices! {
    /// The change that a term makes to a price.
    Kind {
        /// A discount.
        Pay "pay",
        /// An amount off the total.
        AmountOff "amount_off",
        /// An amount off each unit.
        UnitOff "unit_off",
        /// A fixed unit price.
        Fixed "fixed",
        /// A discount above a limit of spend.
        BySpend "by_spend",
        /// A discount above a limit of quantity.
        ByQuantity "by_quantity",
        /// A floor as a share of list.
        NotBelow "not_below",
        /// A ceiling as a share of list.
        NotAbove "not_above",
        /// A minimum cost of each charge.
        AtLeast "at_least",
        /// A maximum cost of each charge.
        AtMost "at_most",
    }
}

choice_of_a_contract!(Kind);

impl Kind {
    /// Whether it applies a discount above a limit.
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

impl TermFigure {
    fn typed(kind: Kind, text: &str) -> Self {
        if kind.is_money() || kind == Kind::Fixed {
            Self::Amount(Draft::typed(text))
        } else {
            Self::Discount(Draft::typed(text))
        }
    }

    fn discount(&self) -> Option<Discount> {
        match self {
            Self::Discount(discount) => discount.value().copied(),
            Self::Amount(_) => None,
        }
    }

    fn amount(&self) -> Option<NonNegative> {
        match self {
            Self::Amount(amount) => amount.value().copied(),
            Self::Discount(_) => None,
        }
    }
}

impl Row {
    /// A term of a kind with a figure, for everything.
    #[must_use]
    pub fn typed(kind: Kind, figure: &str) -> Self {
        Self {
            kind,
            figure: TermFigure::typed(kind, figure),
            limit: Draft::default(),
            on_everything: false,
            line: None,
        }
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The text of the figure.
    #[must_use]
    pub fn figure(&self) -> &str {
        match &self.figure {
            TermFigure::Discount(discount) => discount.text(),
            TermFigure::Amount(amount) => amount.text(),
        }
    }

    /// The reason why the figure cannot be read; none for one that is not typed yet, with which the term changes
    /// nothing.
    #[must_use]
    pub fn figure_problem(&self) -> Option<&ValueProblem> {
        if self.figure().is_empty() {
            return None;
        }
        match &self.figure {
            TermFigure::Discount(discount) => discount.parsed().err(),
            TermFigure::Amount(amount) => amount.parsed().err(),
        }
    }

    /// Whether its kind needs a text that cannot be read.
    pub(super) fn is_wrong(&self) -> bool {
        let limit = &self.limit;
        let no_limit = self.kind.is_table() && limit.value().is_none() && !limit.is_empty();
        no_limit || self.figure_problem().is_some()
    }

    /// Puts a text into the figure.
    pub fn set_figure(&mut self, text: &str) {
        self.figure = TermFigure::typed(self.kind, text);
    }

    /// Changes the kind, which may read the figure differently.
    pub fn set_kind(&mut self, kind: Kind) {
        self.kind = kind;
        self.figure = TermFigure::typed(kind, self.figure());
    }

    /// The row of a term; `None` for a term that a row cannot hold.
    pub(super) fn of(term: &Term) -> Option<Self> {
        let table = |kind, table: &RateTable| {
            let [first, second] = table.tiers() else {
                return None;
            };
            let is_above = first.from == NonNegative::ZERO
                && first.pay == Discount::NONE
                && first.up_to == Some(second.from)
                && second.up_to.is_none();
            let (all, bound) = match table {
                RateTable::Graduated(_) => (false, BoundOwner::Upper),
                RateTable::AllUnits { bound, .. } => (true, *bound),
            };
            let row = Self {
                limit: Draft::of(second.from),
                on_everything: all,
                ..Self::typed(kind, &second.pay.write())
            };
            (is_above && bound == BoundOwner::Upper).then_some(row)
        };
        let money = |kind, money: &Money| {
            let amount = NonNegative::new(money.amount()).ok()?;
            Some(Self::typed(kind, &amount.write()))
        };
        let discount = |kind, discount: &Discount| Some(Self::typed(kind, &discount.write()));
        let row = match &term.change {
            PriceChange::Pay(pay) => discount(Kind::Pay, pay),
            PriceChange::UnitOff(off) => money(Kind::UnitOff, off),
            PriceChange::AmountOff(off) => money(Kind::AmountOff, off),
            PriceChange::Fixed(PriceModel::Flat(price)) => {
                Some(Self::typed(Kind::Fixed, &price.write()))
            }
            PriceChange::BySpend(spend) => table(Kind::BySpend, spend),
            PriceChange::ByQuantity(quantity) => table(Kind::ByQuantity, quantity),
            PriceChange::NotBelow(floor) => discount(Kind::NotBelow, floor),
            PriceChange::NotAbove(ceiling) => discount(Kind::NotAbove, ceiling),
            PriceChange::AtLeast(least) => money(Kind::AtLeast, least),
            PriceChange::AtMost(most) => money(Kind::AtMost, most),
            PriceChange::Fixed(_)
            | PriceChange::Markup { .. }
            | PriceChange::Additive(_)
            | PriceChange::BestOf(_)
            | PriceChange::FirstOf(_) => None,
        };
        let line = term.scope.lines.first();
        let row = row.map(|row| Self {
            line: line.cloned(),
            ..row
        });
        let is_plain = !term.is_dated() && term.stage.is_none();
        row.filter(|row| is_plain && row.scope() == term.scope)
    }

    fn scope(&self) -> Scope {
        Scope {
            lines: self.line.iter().cloned().collect(),
            ..Scope::default()
        }
    }

    /// The term, named by its position; `None` while it cannot be read.
    pub(super) fn term(&self, index: usize, currency: Currency) -> Option<Term> {
        let id = format!("term {}", index + 1).parse().ok()?;
        let term = Term::new(id, self.change(currency)?);
        Some(term.within(self.scope()))
    }

    fn change(&self, currency: Currency) -> Option<PriceChange> {
        let discount = self.figure.discount();
        let number = self.figure.amount();
        let money = number.map(|number| Money::new(number.get(), currency));
        match self.kind {
            Kind::Pay => discount.map(PriceChange::Pay),
            Kind::AmountOff => money.map(PriceChange::AmountOff),
            Kind::UnitOff => money.map(PriceChange::UnitOff),
            Kind::Fixed => number.map(|price| PriceChange::Fixed(PriceModel::Flat(price))),
            Kind::BySpend => self.table().map(PriceChange::BySpend),
            Kind::ByQuantity => self.table().map(PriceChange::ByQuantity),
            Kind::NotBelow => discount.map(PriceChange::NotBelow),
            Kind::NotAbove => discount.map(PriceChange::NotAbove),
            Kind::AtLeast => money.map(PriceChange::AtLeast),
            Kind::AtMost => money.map(PriceChange::AtMost),
        }
    }

    fn table(&self) -> Option<RateTable> {
        let limit = *self.limit.value()?;
        let tiers = vec![
            RateTier {
                from: NonNegative::ZERO,
                up_to: Some(limit),
                pay: Discount::NONE,
            },
            RateTier {
                from: limit,
                up_to: None,
                pay: self.figure.discount()?,
            },
        ];
        Some(if self.on_everything {
            let bound = BoundOwner::Upper;
            RateTable::AllUnits { tiers, bound }
        } else {
            RateTable::Graduated(tiers)
        })
    }
}

/// The texts of a row.
#[derive(Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
struct RowTexts {
    kind: Kind,
    #[serde(skip_serializing_if = "String::is_empty")]
    figure: String,
    #[serde(skip_serializing_if = "Draft::is_empty")]
    limit: Draft<NonNegative>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    on_everything: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<LineId>,
}

impl From<RowTexts> for Row {
    fn from(texts: RowTexts) -> Self {
        let figure = TermFigure::typed(texts.kind, &texts.figure);
        Self {
            kind: texts.kind,
            figure,
            limit: texts.limit,
            on_everything: texts.on_everything,
            line: texts.line,
        }
    }
}

impl From<Row> for RowTexts {
    fn from(row: Row) -> Self {
        Self {
            kind: row.kind,
            figure: row.figure().to_owned(),
            limit: row.limit,
            on_everything: row.on_everything,
            line: row.line,
        }
    }
}
