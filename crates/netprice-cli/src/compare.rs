//! `netprice compare`: the offers ranked by effective cost.

use netprice::{Costs, Money};
use netprice_study::outcome::Outcome;
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
        lines.join("\n")
    }
}

/// The order of the offers by amount due, where it differs from that by effective cost.
fn ranked_by_due(answer: &CompareAnswer) -> Option<String> {
    let ranked = answer.comparison.ranked.iter();
    let due = ranked.filter_map(|one| Some((amount_due(answer, &one.offer)?.amount(), &one.offer)));
    let mut by_due: Vec<_> = due.collect();
    if by_due.is_sorted_by_key(|(due, _)| *due) {
        return None;
    }
    by_due.sort_by_key(|(due, _)| *due);
    let names: Vec<String> = by_due.iter().map(|(_, name)| name.to_string()).collect();
    Some(format!("By amount due the order is {}.", names.join(", ")))
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
