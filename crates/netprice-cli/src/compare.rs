//! `netprice compare`: the offers ranked by effective cost.

use std::collections::BTreeMap;

use netprice::{Costs, Money};
use netprice_study::analysis::{PlainEnglish, Report, report};
use netprice_study::outcome::Outcome;
use netprice_study::{Catalog, CompareAnswer, Located, Question, Study, StudyProblem};
use serde::Serialize;

use crate::matched::{ByOffer, by_label, label_table, line_table, missing, notice};
use crate::question::QuestionCommand;
use crate::text::{at_least_in_cents, bare_cents, or_dash, table};

/// The subcommand `compare`, which names the SKU of each line if `LINES`.
#[derive(Serialize)]
pub struct Compare<const LINES: bool> {
    #[serde(flatten)]
    answer: CompareAnswer,
    /// The effective cost by each label of the workload.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    by_label: BTreeMap<String, ByOffer>,
}

impl<const LINES: bool> QuestionCommand for Compare<LINES> {
    type Answer = Self;

    const QUESTION: Question = Question::Compare;

    fn answer(study: &Study, catalog: &Catalog) -> Outcome<Self> {
        let answer = netprice_study::compare(study, catalog);
        let by_label = by_label(&answer);
        Ok(Self { answer, by_label })
    }

    fn problems(compared: &Self) -> Result<Vec<Located>, String> {
        Ok(compared.answer.all_problems().cloned().collect())
    }

    fn text(compared: &Self) -> String {
        let answer = &compared.answer;
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
            let missing = offer.iter().flat_map(missing);
            lines.extend(missing.map(|missing| format!("{name}: {missing}")));
        }
        lines.extend(partial(answer));
        let labels = compared.by_label.iter();
        lines.extend(labels.map(|(label, costs)| label_table(answer, label, costs)));
        if LINES {
            lines.push(line_table(answer));
        }
        lines.extend(answer.notices.iter().map(notice));
        lines.join("\n")
    }
}

/// The subcommand `compare --markdown`.
#[derive(Serialize)]
pub struct Document {
    #[serde(flatten)]
    answer: CompareAnswer,
    #[serde(skip)]
    report: Report,
}

impl QuestionCommand for Document {
    type Answer = Self;

    const QUESTION: Question = Question::Compare;

    fn answer(study: &Study, catalog: &Catalog) -> Outcome<Self> {
        let answer = netprice_study::compare(study, catalog);
        let report = report(study, &answer);
        let report = report.map_err(|problem| StudyProblem::from(problem).at("offers"))?;
        Ok(Self { answer, report })
    }

    fn problems(document: &Self) -> Result<Vec<Located>, String> {
        Ok(document.answer.all_problems().cloned().collect())
    }

    fn text(document: &Self) -> String {
        document.report.markdown(&PlainEnglish, None)
    }
}

/// The coverage of each offer, and the ranking on the lines that all price.
fn partial(answer: &CompareAnswer) -> Vec<String> {
    let Some(shared) = &answer.priced_everywhere else {
        return Vec::new();
    };
    let mut lines = Vec::new();
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
