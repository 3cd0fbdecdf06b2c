//! Prices a generated case and compares it with the figures of the model.

use std::collections::BTreeMap;

use netprice::book::exchange::ExchangeRates;
use netprice::book::tax::TaxBasis;
use netprice::comparison::convert::convert;
use netprice::rating::charge::{Charge, Costs, OneOffReason, Unpriced};
use netprice::value::decimal;
use netprice::value::money::{Currency, Money};
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use netprice::{Agreement, PriceBook, Quote, Usage, quote};
use num_rational::BigRational;
use serde::Deserialize;
use serde_json::Value;

/// A generated case with the figures that the model expects.
#[derive(Deserialize)]
pub struct Case {
    id: usize,
    book: Value,
    usage: Value,
    agreement: Value,
    paid_in: Option<PaidIn>,
    expected: Expected,
    /// The features that the case exercised.
    pub features: Vec<String>,
}

/// The currency in which a bill is paid, with the rates per USD.
#[derive(Deserialize)]
struct PaidIn {
    currency: Currency,
    rates: BTreeMap<Currency, String>,
}

/// What the model expects: a refusal, or figures.
#[derive(Deserialize)]
#[serde(untagged)]
enum Expected {
    Refused { refused: bool },
    Priced(Figures),
}

/// The figures of a priced case.
#[derive(Deserialize, Debug, PartialEq)]
struct Figures {
    charges: Vec<OfCharge>,
    /// Line, reason, and the quantity above the end of a list.
    unpriced: Vec<[String; 3]>,
    amount_due: Option<String>,
    tax: Option<String>,
    carried_over: Option<String>,
    /// The amount due in the currency in which it is paid.
    paid: Option<String>,
    /// The sums of list, contracted, effective and billed costs in this currency.
    converted: Option<Vec<String>>,
}

/// The figures of a charge.
#[derive(Deserialize, Debug, PartialEq)]
struct OfCharge {
    of: String,
    covered_by: Option<String>,
    /// List, contracted, effective and billed cost.
    costs: [String; 4],
    /// The exact effective cost less the shown one.
    left_over: String,
}

/// Each difference between the engine and the model, as a line of text.
pub fn differences(case: &Case) -> Vec<String> {
    match (priced(case), &case.expected) {
        (Err(_), Expected::Refused { refused: true }) => Vec::new(),
        (Err(problem), _) => vec![format!("case {}: the engine refuses: {problem}", case.id)],
        (Ok(_), Expected::Refused { .. }) => {
            vec![format!("case {}: only the model refuses", case.id)]
        }
        (Ok(figures), Expected::Priced(expected)) => unequal(case.id, &figures, expected),
    }
}

/// Prices a case; the error is the text of its problems.
fn priced(case: &Case) -> Result<Figures, String> {
    let book = PriceBook::deserialize(&case.book).map_err(|error| error.to_string())?;
    let usage = Usage::deserialize(&case.usage).map_err(|error| error.to_string())?;
    let agreement = Agreement::deserialize(&case.agreement).map_err(|error| error.to_string())?;
    let quote = quote(&book, &usage, &agreement).map_err(|problems| problems.to_string())?;
    figures(case, quote)
}

fn figures(case: &Case, quote: Quote) -> Result<Figures, String> {
    let mut unpriced = quote
        .unpriced
        .iter()
        .map(of_unpriced)
        .collect::<Result<Vec<_>, String>>()?;
    unpriced.sort();
    let bill = quote.bill.as_ref();
    let mut figures = Figures {
        charges: quote.charges.iter().map(of_charge).collect(),
        unpriced,
        amount_due: bill.map(|bill| text(bill.amount_due)),
        tax: bill.map(|bill| text(bill.tax)),
        carried_over: bill.map(|bill| text(bill.carried_over)),
        paid: None,
        converted: None,
    };
    if let Some(paid_in) = &case.paid_in {
        let rates = paid_in.rates.iter();
        let rates = rates.map(|(to, rate)| Ok((*to, rate.parse()?)));
        let rates = ExchangeRates {
            source: "generated".to_owned(),
            as_of: "2026-03-01"
                .parse()
                .map_err(|error: ValueProblem| error.to_string())?,
            base: quote.currency,
            rates: rates
                .collect::<Result<_, ValueProblem>>()
                .map_err(|error| error.to_string())?,
            later: Vec::new(),
        };
        let converted = convert(quote, paid_in.currency, &rates, TaxBasis::AsListed);
        let converted = converted.map_err(|problems| problems.to_string())?;
        figures.paid = converted.amount_due.map(text);
        figures.converted = Some(texts(converted.total.known()).into());
    }
    Ok(figures)
}

fn texts(costs: Costs) -> [String; 4] {
    [costs.list, costs.contracted, costs.effective, costs.billed].map(text)
}

fn text(money: Money) -> String {
    decimal::print(money.amount())
}

/// The text of a ratio as a fraction in lowest terms, as the model prints it.
fn fraction(ratio: &Ratio) -> String {
    let text = ratio.to_string();
    if text.contains('/') {
        return text;
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut top: i128 = format!("{whole}{decimals}").parse().unwrap_or(i128::MAX);
    let mut bottom: i128 = 1;
    for _ in decimals.chars() {
        bottom *= 10;
    }
    for prime in [2, 5] {
        while top % prime == 0 && bottom % prime == 0 {
            (top, bottom) = (top / prime, bottom / prime);
        }
    }
    format!("{top}/{bottom}")
}

fn of_charge(charge: &Charge) -> OfCharge {
    let costs = charge.costs();
    let (of, covered_by) = match charge {
        Charge::Usage(usage) => (
            usage.line.to_string(),
            usage.covered_by.as_ref().map(ToString::to_string),
        ),
        Charge::UnusedCommitment(unused) => (unused.commitment.to_string(), None),
        Charge::Fee(fee) => (fee.fee.to_string(), None),
        Charge::OneOff(one_off) => match &one_off.reason {
            OneOffReason::Fee(commitment) => (commitment.to_string(), None),
            OneOffReason::Correction(id) => (id.to_string(), None),
        },
    };
    OfCharge {
        of,
        covered_by,
        costs: texts(costs),
        left_over: fraction(&charge.left_over()),
    }
}

/// The line, the reason and the quantity above the end of a list.
fn of_unpriced(unpriced: &Unpriced) -> Result<[String; 3], String> {
    let reason = serde_json::to_value(&unpriced.reason).map_err(|error| error.to_string())?;
    let reason = reason.as_str().unwrap_or_default().to_owned();
    let above = if reason == "above_last_tier" {
        fraction(&unpriced.quantity.exact())
    } else {
        String::new()
    };
    Ok([unpriced.line.to_string(), reason, above])
}

/// The figures that differ, the engine's first.
fn unequal(id: usize, engine: &Figures, model: &Figures) -> Vec<String> {
    let mut lines = Vec::new();
    let mut differ = |what: String, engine: String, model: String| {
        if engine != model {
            lines.push(format!("case {id}, {what}: engine {engine}, model {model}"));
        }
    };
    let names = |figures: &Figures| {
        let charges = figures.charges.iter();
        let names = charges.map(|charge| (charge.of.clone(), charge.covered_by.clone()));
        format!("{:?}", names.collect::<Vec<_>>())
    };
    differ("charges".to_owned(), names(engine), names(model));
    for (engine, model) in engine.charges.iter().zip(&model.charges) {
        let kinds = ["list", "contracted", "effective", "billed"];
        for ((kind, ours), theirs) in kinds.iter().zip(&engine.costs).zip(&model.costs) {
            let what = format!("{kind} of {:?} by {:?}", model.of, model.covered_by);
            differ(what, ours.clone(), theirs.clone());
        }
        if !are_left_over_alike(&engine.left_over, &model.left_over) {
            let what = format!("left over of {:?}", model.of);
            differ(what, engine.left_over.clone(), model.left_over.clone());
        }
    }
    let or_none = |text: &Option<String>| text.clone().unwrap_or_default();
    let of_bill = [
        ("amount due", &engine.amount_due, &model.amount_due),
        ("tax", &engine.tax, &model.tax),
        ("carried over", &engine.carried_over, &model.carried_over),
        ("paid", &engine.paid, &model.paid),
    ];
    for (what, engine, model) in of_bill {
        differ(what.to_owned(), or_none(engine), or_none(model));
    }
    let converted = |figures: &Figures| format!("{:?}", figures.converted);
    differ("converted".to_owned(), converted(engine), converted(model));
    let unpriced = |figures: &Figures| format!("{:?}", figures.unpriced);
    differ("unpriced".to_owned(), unpriced(engine), unpriced(model));
    lines
}

/// Whether two left-overs are equal, or within 10⁻¹⁸ where the exact one needs more than 200 bits below the
/// line: there the calculator goes on with 30 decimals (`rating::ledger`), and no shown amount may change.
fn are_left_over_alike(engine: &str, model: &str) -> bool {
    const EXACT_BITS: u64 = 200;
    let both = engine.parse::<BigRational>().ok();
    let both = both.zip(model.parse::<BigRational>().ok());
    both.is_some_and(|(engine, model)| {
        let near = BigRational::new(1.into(), 10_u64.pow(18).into());
        let is_cut = model.denom().bits() > EXACT_BITS;
        let gap = engine - model;
        gap == BigRational::default() || (is_cut && gap < near && -gap < near)
    })
}
