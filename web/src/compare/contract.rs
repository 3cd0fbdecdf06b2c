//! The contract of one offer as it is typed, and its place in the study. Pure.
//!
//! The study is where it is kept: a [`Contract`] is read from the offer, edited, and written back,
//! so that the link, the command and the page speak of one document.

use netprice::value::problem::ValueProblem;
use std::collections::BTreeMap;

use netprice::value::discount::Discount;
use netprice::value::money::Money;
use serde_json::{Map, Value, json};

use crate::compare::committed;

mod rounding;
mod row;

pub use rounding::{Mode, RoundAt, RoundingChoice};
pub use row::{Kind, Row};

/// The contract of one offer, every figure as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contract {
    /// The pay rate on everything; empty for the list price.
    pub pay: String,
    /// The machine that meets the workload; empty for the cheapest that is large enough.
    pub machine: String,
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
    /// Where and how the bill is rounded.
    pub rounding: RoundingChoice,
    /// The tax on the list prices, in percent; empty if not known.
    pub tax: String,
    /// Whether the list prices have the tax in them.
    pub tax_in_list: bool,
    /// What is committed, as it is in the study; see [`crate::compare::committed`].
    pub commitments: Option<Value>,
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

    /// Its name in the study.
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
    /// The decimals that rounding keeps.
    Places,
    /// How many of a commitment.
    Committed,
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
        contract.commitments = offer.get("commitments").cloned();
        if let Some(machine) = offer.get("machine") {
            contract.machine = machine.as_str()?.to_owned();
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
                ("rounding", rounding) => self.rounding = RoundingChoice::read(rounding)?,
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
        set(offer, "commitments", self.commitments.clone());
        let machine = (!self.machine.is_empty()).then(|| json!(self.machine));
        set(offer, "machine", machine);
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
        if let Some(rounding) = self.rounding.write() {
            billing.insert("rounding".into(), rounding);
        }
        set(
            offer,
            "billing",
            (!billing.is_empty()).then_some(Value::Object(billing)),
        );
    }

    /// What is wrong with its figures.
    #[must_use]
    pub fn problems(&self, currency: &str) -> BTreeMap<Figure, ValueProblem> {
        let rate = |text: &str| text.parse::<Discount>().err();
        let amount = |text: &str| match text {
            "" => Some(ValueProblem::Empty),
            text => amount_problem(text, currency),
        };
        let optional = |text: &str| (!text.is_empty()).then(|| amount(text)).flatten();
        let mut problems = BTreeMap::new();
        let mut check = |figure: Figure, problem: Option<ValueProblem>| {
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
            if row.kind.is_table() {
                check(Figure::Limit(index), amount(&row.limit));
            }
        }
        check(Figure::Voucher, optional(&self.voucher));
        check(Figure::Threshold, optional(&self.threshold));
        check(Figure::Minimum, optional(&self.minimum));
        check(Figure::Tax, optional(&self.tax));
        check(Figure::Places, self.rounding.problem());
        let committed = self.commitments.as_ref().and_then(committed::problem);
        check(Figure::Committed, committed);
        problems
    }
}

/// An amount of zero or more.
fn amount_problem(text: &str, currency: &str) -> Option<ValueProblem> {
    let amount = text.parse::<netprice::value::decimal::NonNegative>();
    let money = amount.and_then(|_| money(text, currency).parse::<Money>());
    money.err()
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
