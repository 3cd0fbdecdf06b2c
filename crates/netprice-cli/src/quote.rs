//! `netprice quote`: the charges of each offer with their steps, and the bill.

use std::fmt::Write;

use netprice::bill::line::BillLineKind;
use netprice::book::tax::{Tax, TaxInclusion};
use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::charge::Total;
use netprice::rating::commit::CommitmentResult;
use netprice::value::id::OfferId;
use netprice::{Charge, Costs};
use netprice_study::compare::{Notice, all_problems};
use netprice_study::outcome::{Outcome, Outcomes, by_name};
use netprice_study::{Catalog, Located, OfferAnswer, Question, Study};
use serde::Serialize;

use crate::matched::{answered, missing, notice};
use crate::question::QuestionCommand;
use crate::text::sections;

/// The subcommand `quote`: the ranked offers with their charges, then the incomplete offers.
#[derive(Serialize)]
pub struct Quotes {
    #[serde(with = "by_name")]
    offers: Outcomes<OfferId, OfferAnswer>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<Located>,
    #[serde(skip)]
    notices: Vec<Notice>,
    #[serde(skip)]
    order: Vec<(Option<usize>, OfferId)>,
}

impl QuestionCommand for Quotes {
    type Answer = Self;

    const QUESTION: Question = Question::Compare;

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
            notices: answer.notices,
        })
    }

    fn problems(quotes: &Self) -> Result<Vec<Located>, String> {
        let all = all_problems(&quotes.offers, &quotes.problems);
        Ok(all.cloned().collect())
    }

    fn text(quotes: &Self) -> String {
        let offers = quotes.order.iter().filter_map(|(rank, name)| {
            let offer = quotes.offers.get(name)?.as_ref().ok()?;
            let rank = rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
            Some(format!("{rank}. {name}: {}", quoted(offer)))
        });
        let notices: Vec<String> = quotes.notices.iter().map(notice).collect();
        sections(offers.chain([notices.join("\n")]))
    }
}

/// Formats the costs of an offer with their charges and steps.
fn quoted(offer: &OfferAnswer) -> String {
    let quote = &offer.quote;
    let mut text = headline(quote);
    for stage in &offer.stages {
        let _ = write!(text, "\n   {stage}");
    }
    for one in offer.matches.iter().filter_map(answered) {
        let _ = write!(text, "\n   {one}");
    }
    for (charge, costs) in quote.charges() {
        let _ = write!(text, "\n   {}", name(charge));
        for step in charge.steps() {
            let _ = write!(text, "\n      {step}");
        }
        if let Some(conversion) = conversion(quote, charge, costs) {
            let _ = write!(text, "\n      {conversion}");
        }
    }
    for result in &quote.quote.commitments {
        let _ = write!(text, "\n   {}", drawn(result));
    }
    for expired in &quote.quote.expired {
        let _ = write!(text, "\n   {expired}: has expired by the usage date");
    }
    for missing in missing(offer) {
        let _ = write!(text, "\n   {missing}");
    }
    for term in &quote.quote.without_charge {
        let _ = write!(text, "\n   {term}: its scope matches no charge");
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
                ..
            } = costs;
            let due = quote.amount_due.unwrap_or(effective);
            format!("{list} list, {contracted} contracted, {effective} effective, {due} due")
        }
        Total::Incomplete { known } => {
            format!("incomplete, {} effective is known", known.effective)
        }
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
            Some(block) => format!("{} ({block}), unused", charge.commitment),
            None => format!("{}, unused", charge.commitment),
        },
        Charge::Fee(charge) => charge.fee.to_string(),
        Charge::OneOff(charge) => format!("{}: {} billed", charge.reason, charge.costs.billed),
    }
}

/// Formats the conversion of a charge to the compared tax basis and currency; `None` if unchanged.
fn conversion(quote: &ConvertedQuote, charge: &Charge, costs: Costs) -> Option<String> {
    let tax = quote
        .tax_step_of(charge)
        .map(|Tax { percent, listed }| match listed {
            TaxInclusion::WithTax => format!("less {percent}% tax"),
            TaxInclusion::BeforeTax => format!("plus {percent}% tax"),
        });
    let exchange = quote.exchange_of(charge);
    let rate = exchange.map(|exchange| format!("× {:.12}", exchange.rate));
    let steps: Vec<String> = tax.into_iter().chain(rate).collect();
    let source = match exchange {
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
        format!(", {counted} covered by other fees")
    };
    format!(
        "{id}: {drawn} of {capacity} drawn; fee {fee}: {unused} unused, {kept} carried over{counted}"
    )
}

/// Formats the bill lines between the effective cost and the amount due, and the amount due.
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
        let _ = write!(text, "\n      × {rate:.12} = {due} [{source}, {as_of}]");
    }
    text
}
