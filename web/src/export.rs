//! What a comparison is saved as: a table, the whole answer, a scenario. Pure.

use netprice::compare::Comparison;
use netprice::convert::ConvertedQuote;
use netprice::decimal::print;
use netprice::id::OfferId;
use netprice::quote::{Costs, Total};
use netprice_catalog::answer::answer;
use netprice_catalog::catalog::Catalog;
use netprice_catalog::plan::Plan;
use serde_json::{Value, json};

/// The columns of [`charges`], by their FOCUS names.
const COLUMNS: [&str; 13] = [
    "Place",
    "ProviderName",
    "RegionId",
    "ServiceName",
    "SkuId",
    "ChargeDescription",
    "ChargeClass",
    "PricingQuantity",
    "PricingUnit",
    "ListCost",
    "ContractedCost",
    "EffectiveCost",
    "BillingCurrency",
];

/// Every charge of a comparison as CSV, in the currency compared in, with every digit.
///
/// An offer that cannot be ranked has no place, and a usage line without a price is a row without
/// costs, so that no sum of a column passes for a total.
#[must_use]
pub fn charges(comparison: &Comparison) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut put = |row: &[String]| {
        // Writing to memory cannot fail, and every row has the same columns.
        let _ = writer.write_record(row);
    };
    put(&COLUMNS.map(str::to_owned));
    for ranked in &comparison.ranked {
        each_charge(&ranked.quote, &ranked.place.to_string(), &mut put);
    }
    for incomplete in &comparison.incomplete {
        each_charge(&incomplete.quote, "", &mut put);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn each_charge(quote: &ConvertedQuote, place: &str, put: &mut impl FnMut(&[String])) {
    let whose = [
        place,
        quote.quote.provider.as_str(),
        quote.quote.region.as_str(),
    ];
    let whose = whose.map(str::to_owned);
    for (charge, costs) in quote.quote.charges.iter().zip(&quote.costs) {
        let kind = serde_json::to_value(&charge.kind).unwrap_or_default();
        let kind = kind.as_str().unwrap_or("covered").to_owned();
        let mut row = whose.to_vec();
        row.extend([
            charge.service.to_string(),
            charge.sku.to_string(),
            charge.line.to_string(),
            kind,
            print(charge.quantity.value()),
            charge.quantity.unit().to_string(),
        ]);
        row.extend(
            [costs.list, costs.contracted, costs.effective].map(|cost| print(cost.amount())),
        );
        row.push(costs.list.currency().to_string());
        put(&row);
    }
    for unpriced in &quote.quote.unpriced {
        let sku = unpriced.sku.as_ref().map(ToString::to_string);
        let mut row = whose.to_vec();
        row.extend([
            String::new(),
            sku.unwrap_or_default(),
            unpriced.line.to_string(),
        ]);
        row.resize(COLUMNS.len(), String::new());
        put(&row);
    }
}

/// The whole answer as JSON, as `netprice compare --json` prints it.
///
/// # Errors
/// The problems of the plan, as text.
pub fn whole(plan: &Plan, catalog: &Catalog) -> Result<String, String> {
    let answer = answer(plan, catalog).map_err(|errors| errors.to_string())?;
    serde_json::to_string_pretty(&answer).map_err(|error| error.to_string())
}

/// A scenario file that `netprice test` runs: the plan, and what it comes to here.
///
/// Prices of one's own travel in the plan, so the file needs nothing besides.
#[must_use]
pub fn scenario(plan: &Value, comparison: &Comparison, name: &str) -> String {
    let ranked = comparison.ranked.iter();
    let ranked = ranked.map(|one| (&one.offer, one.costs, &one.quote));
    let incomplete = comparison.incomplete.iter();
    let incomplete = incomplete.map(|one| (&one.offer, one.known, &one.quote));
    let offers = ranked
        .chain(incomplete)
        .map(|(offer, costs, quote)| (offer.to_string(), expected(costs, quote)));
    let offers: serde_json::Map<String, Value> = offers.collect();
    let names = |offers: Vec<&OfferId>| json!(offers);
    let file = json!({
        "topic": "comparison",
        "cases": [{
            "name": name,
            "source": "saved from the netprice page, which worked the figures out",
            "plan": plan,
            "expect": {
                "ranking": names(comparison.ranked.iter().map(|one| &one.offer).collect()),
                "incomplete": names(comparison.incomplete.iter().map(|one| &one.offer).collect()),
                "offers": offers,
            },
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
    if matches!(quote.total, Total::Incomplete { .. })
        && let Value::Object(offer) = &mut offer
    {
        let lines = quote.quote.unpriced.iter().map(|unpriced| &unpriced.line);
        offer.insert("unpriced".into(), json!(lines.collect::<Vec<_>>()));
    }
    offer
}
