//! `netprice quote`: every charge of every offer with its steps, and the bill.

use std::fmt::Write;

use netprice::bill::invoice::BillLineKind;
use netprice::book::tax::{Tax, TaxInclusion};
use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::charge::{MissingPrice, Total, Unpriced};
use netprice::rating::commit::CommitmentResult;
use netprice::value::id::OfferId;
use netprice::{Charge, Costs};
use netprice_study::outcome::{Outcome, Outcomes, by_name};
use netprice_study::{Catalog, Located, OfferAnswer, Study};
use serde::Serialize;

use crate::question::Question;
use crate::text::sections;

/// The offers of a study with their charges, in the order of the ranking, and the others after them.
#[derive(Serialize)]
pub struct Quotes {
    #[serde(with = "by_name")]
    offers: Outcomes<OfferId, OfferAnswer>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<Located>,
    #[serde(skip)]
    order: Vec<(Option<usize>, OfferId)>,
}

impl Question for Quotes {
    type Answer = Self;

    const FIELD: &'static str = "offers";

    fn answer(study: &Study, catalog: &Catalog) -> Outcome<Self> {
        let answer = netprice_study::compare(study, catalog);
        let ranked = answer.comparison.ranked.into_iter();
        let ranked = ranked.map(|offer| (Some(offer.rank), offer.offer));
        let incomplete = answer.comparison.incomplete.into_iter();
        Ok(Self {
            order: ranked
                .chain(incomplete.map(|offer| (None, offer.offer)))
                .collect(),
            offers: answer.offers,
            problems: answer.problems,
        })
    }

    fn text(quotes: &Self) -> String {
        let offers = quotes.order.iter().filter_map(|(rank, name)| {
            let offer = quotes.offers.get(name)?.as_ref().ok()?;
            let rank = rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
            Some(format!("{rank}. {name}: {}", quoted(&offer.quote)))
        });
        sections(offers)
    }
}

/// The costs of an offer and how they came about.
fn quoted(quote: &ConvertedQuote) -> String {
    let mut text = headline(quote);
    for (charge, costs) in quote.charges() {
        let _ = write!(text, "\n   {}", name(charge));
        for step in charge.steps() {
            let _ = write!(text, "\n      {step}");
        }
        if let Some(conversion) = conversion(quote, costs) {
            let _ = write!(text, "\n      {conversion}");
        }
    }
    for result in &quote.quote.commitments {
        let _ = write!(text, "\n   {}", drawn(result));
    }
    for expired in &quote.quote.expired {
        let _ = write!(text, "\n   {expired}: holds no more on that day");
    }
    for missing in &quote.quote.unpriced {
        let _ = write!(text, "\n   {}", no_price(missing));
    }
    for term in &quote.quote.without_charge {
        let _ = write!(text, "\n   {term}: no charge is in its scope");
    }
    text.push_str(&bill(quote));
    text
}

fn headline(quote: &ConvertedQuote) -> String {
    match quote.total {
        Total::Complete(costs) => {
            let Costs {
                list,
                contracted,
                effective,
            } = costs;
            let due = quote.amount_due.unwrap_or(effective);
            format!("{list} list, {contracted} contracted, {effective} effective, {due} due")
        }
        Total::Incomplete { known } => format!("incomplete, more than {}", known.effective),
    }
}

fn name(charge: &Charge) -> String {
    match charge {
        Charge::Usage(charge) => match &charge.covered_by {
            Some(commitment) => {
                format!("{} ({}), covered by {commitment}", charge.line, charge.sku)
            }
            None => format!("{} ({})", charge.line, charge.sku),
        },
        Charge::UnusedCommitment(charge) => match &charge.time_block {
            Some(block) => format!("{} ({block}), not used", charge.commitment),
            None => format!("{}, not used", charge.commitment),
        },
    }
}

/// From the last step to the cost that is compared: the tax basis and the currency.
fn conversion(quote: &ConvertedQuote, costs: Costs) -> Option<String> {
    let tax = quote.tax.map(|Tax { percent, listed }| match listed {
        TaxInclusion::WithTax => format!("less {percent}% tax"),
        TaxInclusion::BeforeTax => format!("plus {percent}% tax"),
    });
    let rate = quote
        .exchange
        .as_ref()
        .map(|exchange| format!("× {}", exchange.rate));
    let steps: Vec<String> = tax.into_iter().chain(rate).collect();
    let source = match &quote.exchange {
        Some(exchange) => format!(" [{}, {}]", exchange.source, exchange.as_of),
        None => String::new(),
    };
    let is_none = steps.is_empty();
    (!is_none).then(|| format!("{} = {}{source}", steps.join(", "), costs.effective))
}

fn drawn(result: &CommitmentResult) -> String {
    let CommitmentResult {
        id,
        capacity,
        drawn,
        fee,
        unused,
        kept,
        counted,
    } = result;
    let counted = if counted.is_zero() {
        String::new()
    } else {
        format!(", {counted} met by other fees")
    };
    format!(
        "{id}: {drawn} of {capacity} drawn; {fee} of fee, {unused} unused, {kept} kept{counted}"
    )
}

/// What lies between the effective cost and the amount due, which it ends with.
fn bill(quote: &ConvertedQuote) -> String {
    let Some(bill) = &quote.quote.bill else {
        return String::new();
    };
    let mut text = String::from("\n   bill");
    for line in &bill.lines {
        if !matches!(line.kind, BillLineKind::Charge(_)) {
            let _ = write!(text, "\n      {}: {}", line.kind, line.amount);
        }
    }
    let _ = write!(text, "\n      amount due: {}", bill.amount_due);
    if let (Some(exchange), Some(due)) = (&quote.exchange, quote.amount_due) {
        let (rate, source, as_of) = (exchange.rate, &exchange.source, exchange.as_of);
        let _ = write!(text, "\n      × {rate} = {due} [{source}, {as_of}]");
    }
    text
}

/// Says of a usage line that it has no price.
pub fn no_price(missing: &Unpriced) -> String {
    let (line, quantity) = (&missing.line, &missing.quantity);
    match (&missing.sku, &missing.reason) {
        (Some(sku), MissingPrice::NotListed) => {
            format!("{line}: no price is known for {sku} ({quantity})")
        }
        (Some(sku), reason) => format!("{line}: {reason}, of {sku} ({quantity})"),
        (None, reason) => format!("{line}: {reason} ({quantity})"),
    }
}
