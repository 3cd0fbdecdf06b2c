//! Computes the fields of an offer that have short names in a scenario.

use std::collections::BTreeMap;

use netprice::agreement::commitment::Basis;
use netprice::bill::line::BillLineKind;
use netprice::quote::Quote;
use netprice::rating::charge::{Charge, Costs, UsageCharge};
use netprice::rating::commit::CommitmentResult;
use netprice::rating::commit::worth::{coverage, savings_rate};
use netprice::value::decimal;
use netprice::value::id::LineId;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Money};
use netprice_study::OfferAnswer;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::json::{json, texts};

type Fields = Map<String, Value>;

/// Returns the fields that the crate documentation lists below `offers.<id>`.
///
/// # Errors
/// The message of the JSON writer, or of a sum that is too large.
pub(crate) fn view_offer(answer: &OfferAnswer) -> Result<Fields, String> {
    let (converted, quote) = (&answer.quote, &answer.quote.quote);
    let costs = converted.total.known();
    let bill = quote.bill.iter().flat_map(|bill| &bill.lines);
    let beside = bill.filter(|line| !matches!(line.kind, BillLineKind::Charge(_)));
    let saved = savings_rate(&quote.charges, quote.currency, Basis::List);
    let covered = coverage(&quote.charges, quote.currency, Basis::List);
    let mut fields = Fields::new();
    let mut add = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    add("list", costs.list.to_string().into());
    add("contracted", costs.contracted.to_string().into());
    add("effective", costs.effective.to_string().into());
    add("billed", costs.billed.to_string().into());
    add("amount_due", json(&converted.amount_due)?);
    let carried = quote.bill.as_ref().map(|bill| bill.carried_over);
    add("carried_over", json(&carried)?);
    add("adjustments", texts(beside.map(|line| line.amount)));
    add(
        "unpriced",
        texts(quote.unpriced.iter().map(|unpriced| &unpriced.line)),
    );
    add("savings_rate", share(saved));
    add("coverage", share(covered));
    add("lines", Value::Object(lines(quote)?));
    add("commitments", Value::Object(commitments(quote)?));
    Ok(fields)
}

/// Formats a share: null if there is none, and the problem's message if it cannot be computed.
fn share(share: Result<Option<Decimal>, ValueProblem>) -> Value {
    match share {
        Ok(share) => share.map_or(Value::Null, |share| decimal::print(share).into()),
        Err(problem) => problem.to_string().into(),
    }
}

fn lines(quote: &Quote) -> Result<Fields, String> {
    let mut parts: BTreeMap<&LineId, Vec<&UsageCharge>> = BTreeMap::new();
    for charge in quote.usage_charges() {
        parts.entry(&charge.line).or_default().push(charge);
    }
    let lines = parts.into_iter().map(|(line, parts)| {
        let fields = view_line(quote.currency, &parts);
        let fields = fields.map_err(|problem| problem.to_string())?;
        Ok((line.to_string(), Value::Object(fields)))
    });
    lines.collect()
}

fn view_line(currency: Currency, parts: &[&UsageCharge]) -> Result<Fields, ValueProblem> {
    let costs = Costs::sum(currency, parts.iter().map(|part| part.costs))?;
    let (covered, rest): (Vec<&UsageCharge>, Vec<&UsageCharge>) =
        parts.iter().partition(|part| part.covered_by.is_some());
    let quantity = covered.iter().try_fold(Decimal::ZERO, |sum, part| {
        decimal::plus(sum, part.quantity.value())
    })?;
    let effective = |parts: &[&UsageCharge]| {
        let sum = Money::sum(currency, parts.iter().map(|part| part.costs.effective));
        sum.map(|sum| Value::from(sum.to_string()))
    };
    let mut fields = Fields::new();
    let mut add = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    add("list", costs.list.to_string().into());
    add("contracted", costs.contracted.to_string().into());
    add("effective", costs.effective.to_string().into());
    add("covered", decimal::print(quantity).into());
    add("covered_cost", effective(&covered)?);
    add("on_demand", effective(&rest)?);
    if let Some(first) = parts.first() {
        let slices = first.list_slices();
        add("sku", first.sku.to_string().into());
        add(
            "tier_quantities",
            texts(slices.iter().map(|slice| &slice.quantity)),
        );
        add("tier_costs", texts(slices.iter().map(|slice| slice.cost)));
    }
    Ok(fields)
}

fn commitments(quote: &Quote) -> Result<Fields, String> {
    let commitments = quote.commitments.iter().map(|result| {
        let fields = view_commitment(quote, result)?;
        Ok((result.id.to_string(), fields))
    });
    commitments.collect()
}

fn view_commitment(quote: &Quote, result: &CommitmentResult) -> Result<Value, String> {
    let mut view = json(result)?;
    let unused = quote.charges.iter().filter_map(Charge::unused);
    let unused = unused.filter(|charge| charge.commitment == result.id);
    let by_block = unused.filter_map(|charge| {
        let block = charge.time_block.as_ref()?;
        Some((block.to_string(), charge.costs.effective.to_string().into()))
    });
    if let Value::Object(fields) = &mut view {
        fields.insert("unused_in".to_owned(), Value::Object(by_block.collect()));
        let utilisation = share(result.utilisation().map(Some));
        fields.insert("utilisation".to_owned(), utilisation);
    }
    Ok(view)
}
