//! What a comparison is saved as: a table, the whole answer, a scenario. Pure.

use netprice::Costs;
use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::charge::Total;
use netprice::value::id::OfferId;
use netprice_study::CompareAnswer;
use netprice_study::analysis::{FocusRow, focus_rows};
use serde_json::{Map, Value, json};

/// Every charge of a comparison as CSV, in the currency compared in, with every digit.
///
/// An offer that cannot be ranked has no place, and a usage line without a price is a row without
/// costs, so that no sum of a column passes for a total.
#[must_use]
pub fn charges(answer: &CompareAnswer) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has the same columns.
    let _ = writer.write_record(FocusRow::COLUMNS);
    for row in focus_rows(answer) {
        let _ = writer.write_record(row.cells());
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The whole answer as JSON, as `netprice compare --json` prints it.
///
/// # Errors
/// What the writer says.
pub fn whole(answer: &CompareAnswer) -> Result<String, String> {
    serde_json::to_string_pretty(answer).map_err(|error| error.to_string())
}

/// A scenario file that `netprice test` runs: the study, and what it comes to here.
///
/// Prices of one's own travel in the study, so the file needs nothing besides.
#[must_use]
pub fn scenario(study: &Value, answer: &CompareAnswer, name: &str) -> String {
    let comparison = &answer.comparison;
    let ranked = comparison.ranked.iter().map(|one| (&one.offer, one.costs));
    let incomplete = comparison.incomplete.iter();
    let incomplete = incomplete.map(|one| (&one.offer, one.known));
    let offers = ranked.clone().chain(incomplete.clone());
    let offers = offers.filter_map(|(offer, costs)| {
        let priced = answer.offers.get(offer)?.as_ref().ok()?;
        Some((offer.to_string(), expected(costs, &priced.quote)))
    });
    let offers: Map<String, Value> = offers.collect();
    let ranking: Vec<&OfferId> = ranked.map(|(offer, _)| offer).collect();
    let incomplete: Vec<&OfferId> = incomplete.map(|(offer, _)| offer).collect();
    let compare = json!({ "ranking": ranking, "incomplete": incomplete, "offers": offers });
    let mut expect = json!({ "compare": compare });
    let problems: Vec<String> = answer.all_problems().map(ToString::to_string).collect();
    if !problems.is_empty() {
        expect["problems"] = json!(problems);
    }
    let file = json!({
        "topic": "comparison",
        "cases": [{
            "name": name,
            "source": "saved from the netprice page, which worked the figures out",
            "study": study,
            "expect": expect,
        }],
    });
    toml::to_string(&file).unwrap_or_default()
}

fn expected(costs: Costs, quote: &ConvertedQuote) -> Value {
    let mut offer = json!({
        "list": costs.list,
        "contracted": costs.contracted,
        "effective": costs.effective,
    });
    if matches!(quote.total, Total::Incomplete { .. }) {
        let lines = quote.quote.unpriced.iter().map(|unpriced| &unpriced.line);
        offer["unpriced"] = json!(lines.collect::<Vec<_>>());
    }
    offer
}
