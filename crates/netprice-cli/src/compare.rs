//! `netprice compare`: the offers ranked by effective cost.

use netprice::{Costs, Money};
use netprice_study::compare::Notice;
use netprice_study::outcome::Outcome;
use netprice_study::sku_match::Found;
use netprice_study::{Catalog, CompareAnswer, Located, Question, Study};

use crate::question::QuestionCommand;
use crate::quote::no_price;
use crate::text::{at_least_in_cents, bare_cents, or_dash, table};

/// The subcommand `compare`.
pub struct Compare;

impl QuestionCommand for Compare {
    type Answer = CompareAnswer;

    const QUESTION: Question = Question::Compare;

    fn answer(study: &Study, catalog: &Catalog) -> Outcome<CompareAnswer> {
        Ok(netprice_study::compare(study, catalog))
    }

    fn problems(answer: &CompareAnswer) -> Result<Vec<Located>, String> {
        Ok(answer.all_problems().cloned().collect())
    }

    fn text(answer: &CompareAnswer) -> String {
        let currency = answer.comparison.currency;
        let costs = ["List", "Contracted", "Effective", "Amount due", "Saving"];
        let costs = costs.map(|cost| format!("{cost} {currency}"));
        let costs = costs.iter().map(String::as_str);
        let headings: Vec<&str> = ["", "Offer"].into_iter().chain(costs).collect();
        let ranked = answer.comparison.ranked.iter().map(|offer| {
            let mut row = vec![offer.rank.to_string(), offer.offer.to_string()];
            row.extend(shown(&offer.costs));
            row.push(or_dash(amount_due(answer, &offer.offer), bare_cents));
            row.push(bare_cents(offer.saving));
            row
        });
        let incomplete = answer.comparison.incomplete.iter().map(|offer| {
            let mut row = vec!["-".to_owned(), offer.offer.to_string()];
            row.extend(
                amounts(&offer.known).map(|known| format!("> {}", at_least_in_cents(known))),
            );
            row.extend(["incomplete".to_owned(), String::new()]);
            row
        });
        let rows = ranked.chain(incomplete).collect();
        let mut lines = vec![table(2, &headings, rows)];
        lines.extend(ranked_by_due(answer));
        for (name, offer) in &answer.offers {
            let unpriced = offer.iter().flat_map(|offer| &offer.quote.quote.unpriced);
            lines.extend(unpriced.map(|missing| format!("{name}: {}", no_price(missing))));
        }
        lines.extend(partial(answer));
        lines.extend(answer.notices.iter().map(notice));
        lines.join("\n")
    }
}

/// Why parts of lines are missing, the coverage of each offer, and the ranking on the lines that all price.
fn partial(answer: &CompareAnswer) -> Vec<String> {
    let Some(shared) = &answer.priced_everywhere else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for (name, offer) in &answer.offers {
        let matches = offer.iter().flat_map(|offer| &offer.matches);
        lines.extend(matches.filter_map(|one| match &one.found {
            Found::Missing(missing) => Some(format!("{name}: {}: {missing}", one.line)),
            _ => None,
        }));
    }
    lines.extend(answer.coverage.iter().map(|(name, coverage)| {
        let (priced, of) = (coverage.lines, coverage.of);
        let share = coverage.percent();
        let share = share.map(|share| format!(", {share}% of the cost at the dearest"));
        format!(
            "{name}: {priced} of {of} lines{}",
            share.unwrap_or_default()
        )
    }));
    let left_out = shared.left_out.iter().map(|one| one.line.to_string());
    let left_out: Vec<String> = left_out.collect();
    let without = left_out.join(", ");
    lines.push(format!(
        "On what is priced everywhere, so without {without}:"
    ));
    let rows = shared.ranked.iter().map(|one| {
        let (rank, offer) = (one.rank.to_string(), one.offer.to_string());
        vec![rank, offer, bare_cents(one.effective)]
    });
    let effective = format!("Effective {}", answer.comparison.currency);
    lines.push(table(2, &["", "Offer", &effective], rows.collect()));
    lines
}

/// A notice in words.
fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Geographies { offers } => {
            let places: Vec<&str> = offers.keys().map(String::as_str).collect();
            format!(
                "Not like for like: the offers are of {}.",
                places.join(", ")
            )
        }
        Notice::SizesDiffer {
            line,
            smallest: (small, less),
            largest: (large, more),
        } => format!("Not like for like: {line} has {less} at {small} and {more} at {large}."),
        Notice::LessThanAsked {
            offer,
            line,
            name,
            criterion,
        } => format!("Less than asked: {name} for {line} at {offer} ({criterion})."),
        Notice::LowConfidence {
            offer,
            line,
            sku,
            note,
        } => {
            let why = note.as_ref().map(|note| format!(": {note}"));
            let why = why.unwrap_or_default();
            format!("Low confidence: the price of {sku} for {line} at {offer}{why}.")
        }
    }
}

/// The order of the offers by amount due, where it differs from that by effective cost.
fn ranked_by_due(answer: &CompareAnswer) -> Option<String> {
    let names = answer.by_amount_due.iter().map(ToString::to_string);
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| format!("By amount due the order is {}.", names.join(", ")))
}

fn amount_due(answer: &CompareAnswer, offer: &netprice::value::id::OfferId) -> Option<Money> {
    let offer = answer.offers.get(offer)?.as_ref().ok()?;
    offer.quote.amount_due
}

fn shown(costs: &Costs) -> [String; 3] {
    amounts(costs).map(bare_cents)
}

fn amounts(costs: &Costs) -> [Money; 3] {
    [costs.list, costs.contracted, costs.effective]
}
