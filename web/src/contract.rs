//! The contract of one offer as it is typed, and its place in the plan. Pure.
//!
//! The plan is where it is kept: a [`Contract`] is read from the offer, edited, and written back,
//! so that the link, the command and the page speak of one document.

use std::collections::BTreeMap;

use netprice::error::Problem;
use netprice::money::Money;
use netprice::rate::PayRate;
use serde_json::{Map, Value, json};

/// The contract of one offer, every figure as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contract {
    /// The pay rate on everything; empty for the list price.
    pub pay: String,
    /// The other clauses, in their order.
    pub terms: Vec<Row>,
    /// How all clauses work together.
    pub stack: Stack,
    /// What a voucher pays; empty for none.
    pub voucher: String,
    /// What the voucher needs to be used; empty for nothing.
    pub threshold: String,
    /// The least that the bill comes to; empty for nothing.
    pub minimum: String,
    /// Whether the bill is rounded to cents.
    pub cents: bool,
    /// The tax on the list prices, in percent; empty if not known.
    pub tax: String,
    /// Whether the list prices have the tax in them.
    pub tax_in_list: bool,
}

/// A clause besides the pay rate on everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it does.
    pub kind: Kind,
    /// Its figure.
    pub figure: String,
    /// Where a table by spend starts to pay the figure.
    pub limit: String,
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
    /// A share of the spend above a limit is paid.
    BySpend,
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
    pub const ALL: [Self; 9] = [
        Self::Pay,
        Self::AmountOff,
        Self::UnitOff,
        Self::Fixed,
        Self::BySpend,
        Self::NotBelow,
        Self::NotAbove,
        Self::AtLeast,
        Self::AtMost,
    ];

    /// Its name in the plan.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pay => "pay",
            Self::UnitOff => "unit_off",
            Self::AmountOff => "amount_off",
            Self::Fixed => "fixed",
            Self::BySpend => "by_spend",
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

    /// Whether its figure is an amount of money.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(
            self,
            Self::UnitOff | Self::AmountOff | Self::AtLeast | Self::AtMost
        )
    }
}

/// How the clauses of a contract work together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stack {
    /// One after the other.
    #[default]
    Sequential,
    /// Each off the same amount.
    Additive,
    /// The best of them.
    BestOf,
    /// The first of them.
    FirstOf,
}

impl Stack {
    /// All of them, in the order of the choice.
    pub const ALL: [Self; 4] = [
        Self::Sequential,
        Self::Additive,
        Self::BestOf,
        Self::FirstOf,
    ];

    /// Its name in the plan.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::Additive => "additive",
            Self::BestOf => "best_of",
            Self::FirstOf => "first_of",
        }
    }

    /// The stack of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stack| stack.name() == name)
    }
}

/// A figure of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// The pay rate on everything.
    Pay,
    /// The figure of a clause.
    Term(usize),
    /// The limit of a clause.
    Limit(usize),
    /// The voucher.
    Voucher,
    /// The threshold of the voucher.
    Threshold,
    /// The minimum of the bill.
    Minimum,
    /// The tax.
    Tax,
}

const CONTRACT: &str = "contract";
const STACK: &str = "stack";

impl Contract {
    /// The contract of an offer; `None` if it has something that the page cannot edit.
    #[must_use]
    pub fn read(offer: &Value) -> Option<Self> {
        let mut contract = Self::default();
        let none = Vec::new();
        let mut terms = match offer.get("terms") {
            None => &none,
            Some(terms) => terms.as_array()?,
        };
        if let [only] = terms.as_slice()
            && only.get("id").and_then(Value::as_str) == Some(STACK)
        {
            let (name, inner) = only.get("change")?.as_object()?.iter().next()?;
            contract.stack = Stack::of_name(name)?;
            terms = inner.as_array()?;
        }
        for term in terms {
            let row = Row::read(term)?;
            let is_whole = row.kind == Kind::Pay && row.line.is_empty();
            if is_whole && term.get("id").and_then(Value::as_str) == Some(CONTRACT) {
                contract.pay = row.figure;
            } else {
                contract.terms.push(row);
            }
        }
        contract.read_billing(offer.get("billing"))?;
        if let Some(tax) = offer.get("tax") {
            contract.tax = tax.get("percent")?.as_str()?.to_owned();
            contract.tax_in_list = tax.get("listed")?.as_str()? == "with_tax";
        }
        Some(contract)
    }

    fn read_billing(&mut self, billing: Option<&Value>) -> Option<()> {
        let Some(billing) = billing else {
            return Some(());
        };
        for (key, value) in billing.as_object()? {
            match (key.as_str(), value) {
                ("minimum", Value::String(minimum)) => self.minimum = number_of(minimum),
                ("vouchers", Value::Array(vouchers)) => {
                    let [voucher] = vouchers.as_slice() else {
                        return None;
                    };
                    self.voucher = number_of(voucher.get("amount")?.as_str()?);
                    let threshold = voucher.get("at_least").and_then(Value::as_str);
                    self.threshold = threshold.map(number_of).unwrap_or_default();
                }
                ("rounding", rounding) => self.cents = *rounding == cents(),
                _ => return None,
            }
        }
        Some(())
    }

    /// Writes the contract into its offer, amounts in the currency of its price book.
    pub fn write(&self, offer: &mut Value, currency: &str) {
        let Value::Object(offer) = offer else {
            return;
        };
        let mut terms = Vec::new();
        if !self.pay.is_empty() {
            terms.push(json!({ "id": CONTRACT, "change": { "pay": self.pay } }));
        }
        let rows = self.terms.iter().enumerate();
        terms.extend(rows.map(|(index, row)| row.write(index, currency)));
        if self.stack != Stack::Sequential && !terms.is_empty() {
            let stacked = Map::from_iter([(self.stack.name().to_owned(), json!(terms))]);
            terms = vec![json!({ "id": STACK, "change": stacked })];
        }
        set(offer, "terms", (!terms.is_empty()).then(|| json!(terms)));
        let listed = if self.tax_in_list {
            "with_tax"
        } else {
            "before_tax"
        };
        let tax = json!({ "percent": self.tax, "listed": listed });
        set(offer, "tax", (!self.tax.is_empty()).then_some(tax));
        let mut billing = Map::new();
        if !self.minimum.is_empty() {
            billing.insert("minimum".into(), json!(money(&self.minimum, currency)));
        }
        if !self.voucher.is_empty() {
            let mut voucher = json!({ "id": "voucher", "amount": money(&self.voucher, currency) });
            if !self.threshold.is_empty() {
                voucher["at_least"] = json!(money(&self.threshold, currency));
            }
            billing.insert("vouchers".into(), json!([voucher]));
        }
        if self.cents {
            billing.insert("rounding".into(), cents());
        }
        set(
            offer,
            "billing",
            (!billing.is_empty()).then_some(Value::Object(billing)),
        );
    }

    /// What is wrong with its figures.
    #[must_use]
    pub fn problems(&self, currency: &str) -> BTreeMap<Figure, Problem> {
        let rate = |text: &str| text.parse::<PayRate>().err();
        let amount = |text: &str| match text {
            "" => Some(Problem::Empty),
            text => amount_problem(text, currency),
        };
        let optional = |text: &str| (!text.is_empty()).then(|| amount(text)).flatten();
        let mut problems = BTreeMap::new();
        let mut check = |figure: Figure, problem: Option<Problem>| {
            if let Some(problem) = problem {
                problems.insert(figure, problem);
            }
        };
        if !self.pay.is_empty() {
            check(Figure::Pay, rate(&self.pay));
        }
        for (index, row) in self.terms.iter().enumerate() {
            let is_amount = row.kind.is_money() || row.kind == Kind::Fixed;
            let problem = if is_amount {
                amount(&row.figure)
            } else {
                rate(&row.figure)
            };
            check(Figure::Term(index), problem);
            if row.kind == Kind::BySpend {
                check(Figure::Limit(index), amount(&row.limit));
            }
        }
        check(Figure::Voucher, optional(&self.voucher));
        check(Figure::Threshold, optional(&self.threshold));
        check(Figure::Minimum, optional(&self.minimum));
        check(Figure::Tax, optional(&self.tax));
        problems
    }
}

/// An amount of zero or more.
fn amount_problem(text: &str, currency: &str) -> Option<Problem> {
    let amount = text.parse::<netprice::decimal::Amount>();
    let money = amount.and_then(|_| money(text, currency).parse::<Money>());
    money.err()
}

impl Row {
    /// A clause of a kind that has no figure yet.
    #[must_use]
    pub fn empty(kind: Kind) -> Self {
        Self {
            kind,
            figure: String::new(),
            limit: String::new(),
            line: String::new(),
        }
    }

    fn read(term: &Value) -> Option<Self> {
        let term = term.as_object()?;
        let mut change = term.get("change")?.as_object()?.iter();
        let (name, value) = change.next()?;
        let mut row = Self::empty(Kind::of_name(name)?);
        match row.kind {
            Kind::Fixed => row.figure = value.get("flat")?.as_str()?.to_owned(),
            Kind::BySpend => {
                let tiers = value.get("graduated")?.as_array()?;
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

    fn write(&self, index: usize, currency: &str) -> Value {
        let value = match self.kind {
            Kind::Fixed => json!({ "flat": self.figure }),
            Kind::BySpend => json!({ "graduated": [
                { "from": "0", "up_to": self.limit, "pay": "pay 100%" },
                { "from": self.limit, "pay": self.figure },
            ] }),
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

fn cents() -> Value {
    let half_up = json!({ "places": 2, "mode": "half_up" });
    json!({ "line": half_up, "invoice": half_up })
}

fn set(offer: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    match value {
        Some(value) => offer.insert(key.to_owned(), value),
        None => offer.remove(key),
    };
}

fn money(number: &str, currency: &str) -> String {
    format!("{number} {currency}")
}

/// The number of an amount as typed, whatever stands before the currency.
fn number_of(money: &str) -> String {
    let number = money.rsplit_once(' ').map(|(number, _)| number);
    number.unwrap_or(money).to_owned()
}
