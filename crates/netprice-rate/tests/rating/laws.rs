//! Totals equal those of a quote; order, blocks, threads and merging do not matter.

use std::collections::BTreeMap;

use netprice::compiled::CompiledBook;
use netprice::value::ratio::Ratio;
use netprice::{Agreement, PriceBook, Usage, UsageLine, quote};
use netprice_rate::{Options, Partial, Rater, Report, State};
use proptest::prelude::*;

use crate::{by, of_json};

/// SKUs of each kind of price; those with dates have another price from 3 March on.
const BOOK: &str = r#"{
    "provider": "acme", "region": "north", "currency": "USD",
    "skus": {
        "all": { "service": "tiered", "unit": "Hours", "price": { "all_units": { "tiers": [
            { "from": "0", "up_to": "30", "unit_price": "3" }, { "from": "30", "unit_price": "2.9" } ] } } },
        "dated": { "service": "tiered", "unit": "Hours", "price": { "graduated": [
            { "from": "0", "up_to": "20.5", "unit_price": "0.3" }, { "from": "20.5", "unit_price": "0.2" } ] },
            "later": [ { "from": "2026-03-03", "price": { "flat": "0.25" } } ] },
        "fine": { "service": "flat", "unit": "Hours", "price": { "flat": "0.00000000000000000123" } },
        "flat": { "service": "flat", "unit": "Hours", "price": { "flat": "0.192" } },
        "owners": { "service": "tiered", "unit": "Hours", "pooling": "by_owner", "price": { "graduated": [
            { "from": "0", "up_to": "10", "unit_price": "1" }, { "from": "10", "unit_price": "0.5" } ] } },
        "packages": { "service": "tiered", "unit": "Hours", "price": { "graduated": [
            { "from": "0", "up_to": "50", "unit_price": "3.1", "per": "7" },
            { "from": "50", "unit_price": "2.9", "flat_fee": "7" } ] } },
        "rules": { "service": "tiered", "unit": "Hours", "rules": [{ "free": "15 Hours" }], "price": { "flat": "0.5" } },
        "tiers": { "service": "tiered", "unit": "Hours", "price": { "graduated": [
            { "from": "0", "up_to": "25", "unit_price": "0.1" }, { "from": "25", "up_to": "60.125", "unit_price": "0.07" },
            { "from": "60.125", "unit_price": "0.0333" } ] } }
    }
}"#;

const SKUS: [&str; 8] = [
    "all", "dated", "fine", "flat", "owners", "packages", "rules", "tiers",
];

const AGREEMENTS: [&str; 3] = [
    "{}",
    r#"{ "terms": [{ "id": "frame", "change": { "pay": "pay 87.5%" } }] }"#,
    r#"{ "terms": [{ "id": "least", "change": { "at_least": "0.5 USD" }, "scope": { "services": ["flat"] } },
        { "id": "spring", "change": { "pay": "pay 90%" }, "from": "2026-03-02", "until": "2026-03-04" }] }"#,
];

#[derive(Clone, Debug)]
struct Row {
    sku: usize,
    quantity: String,
    unit: &'static str,
    day: u32,
    owner: u32,
    team: u32,
}

impl Row {
    fn csv(&self) -> String {
        let Self {
            sku,
            quantity,
            unit,
            day,
            owner,
            team,
        } = self;
        // A quote around some fields, so that both ways of reading are used.
        let team = if team.is_multiple_of(2) {
            format!("team {team}")
        } else {
            format!("\"team\n{team}\"")
        };
        let sku = SKUS[*sku];
        format!("{sku},{quantity},{unit},2026-03-{day:02},owner {owner},{team}\n")
    }

    fn key(&self) -> (usize, u32, String, u32) {
        let team = if self.team.is_multiple_of(2) {
            " "
        } else {
            "\n"
        };
        (
            self.sku,
            self.day,
            format!("team{team}{}", self.team),
            self.owner,
        )
    }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let quantity = (0_i64..90_000_000, 0_u32..9);
    let quantity = quantity
        .prop_map(|(digits, scale)| rust_decimal::Decimal::new(digits, scale.max(5)).to_string());
    let unit = prop_oneof![8 => Just("Hours"), 1 => Just("Minutes"), 1 => Just("")];
    let row = (0..SKUS.len(), quantity, unit, 1_u32..6, 0_u32..3, 0_u32..4);
    let row = row.prop_map(|(sku, quantity, unit, day, owner, team)| Row {
        sku,
        quantity,
        unit,
        day,
        owner,
        team,
    });
    prop::collection::vec(row, 1..40)
}

const HEADING: &str = "sku,quantity,unit,date,owner,team\n";

fn csv(rows: &[Row]) -> String {
    let rows: String = rows.iter().map(Row::csv).collect();
    format!("{HEADING}{rows}")
}

fn partial(rater: &Rater<'_>, rows: &[Row]) -> Partial {
    rater
        .read_csv("usage.csv", csv(rows).as_bytes(), &State::default())
        .unwrap()
}

fn priced(rater: &Rater<'_>, partial: &Partial) -> Report {
    rater.price(partial, &State::default()).unwrap().0
}

/// The exact list and effective costs of each group of a quote of the rows in the order of days and labels.
fn quoted(
    book: &PriceBook,
    agreement: &Agreement,
    rows: &[Row],
) -> BTreeMap<Vec<String>, (Ratio, Ratio)> {
    let mut rows = rows.to_vec();
    rows.sort_by_key(Row::key);
    let lines = rows.iter().enumerate().map(|(index, row)| {
        let unit = if row.unit.is_empty() {
            "Hours"
        } else {
            row.unit
        };
        let quantity = format!("{} {unit}", row.quantity);
        let mut line =
            UsageLine::new(format!("row {index}"), SKUS[row.sku], quantity.as_str()).unwrap();
        line.day = Some(format!("2026-03-{:02}", row.day).parse().unwrap());
        line.owner = Some(format!("owner {}", row.owner).parse().unwrap());
        line
    });
    let quote = quote(book, &Usage::of(lines.collect()), agreement).unwrap();
    let mut costs: BTreeMap<Vec<String>, (Ratio, Ratio)> = BTreeMap::new();
    for row in &rows {
        costs.entry(names(row)).or_default();
    }
    for charge in &quote.charges {
        let usage = charge.usage().unwrap();
        let index: usize = usage.line.as_str()["row ".len()..].parse().unwrap();
        let list = usage
            .costs
            .list
            .exact()
            .plus(usage.list_left_over.get())
            .unwrap();
        let effective = charge
            .costs()
            .effective
            .exact()
            .plus(charge.left_over())
            .unwrap();
        let of_group = costs.entry(names(&rows[index])).or_default();
        *of_group = (
            of_group.0.plus(list).unwrap(),
            of_group.1.plus(effective).unwrap(),
        );
    }
    costs
}

fn names(row: &Row) -> Vec<String> {
    vec![
        SKUS[row.sku].to_owned(),
        format!("2026-03-{:02}", row.day),
        row.key().2,
    ]
}

fn costs_of(report: &Report) -> BTreeMap<Vec<String>, (Ratio, Ratio)> {
    let groups = report.groups.iter().map(|group| {
        let names = group.names.iter().map(|(_, name)| name.clone()).collect();
        (names, (group.amounts.list, group.amounts.effective))
    });
    groups.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn totals_are_those_of_a_quote(rows in rows(), agreement in 0..AGREEMENTS.len()) {
        let (book, agreement) = of_json(BOOK, AGREEMENTS[agreement]);
        let compiled = CompiledBook::of(&book, &agreement).unwrap();
        let rater = Rater::new(&compiled, &agreement, by(&["sku", "day", "team"])).unwrap();
        let report = priced(&rater, &partial(&rater, &rows));
        prop_assert_eq!(costs_of(&report), quoted(&book, &agreement, &rows));
        prop_assert!(report.is_complete(), "{:?}", report);
        prop_assert_eq!(report.total.rows, u64::try_from(rows.len()).unwrap());
    }

    #[test]
    fn order_blocks_and_threads_do_not_matter(
        rows in rows(),
        shuffled in any::<prop::sample::Index>(),
        agreement in 0..AGREEMENTS.len(),
        block in 1_usize..300,
        threads in 1_usize..4,
        dimensions in 0_usize..4,
    ) {
        let (book, agreement) = of_json(BOOK, AGREEMENTS[agreement]);
        let compiled = CompiledBook::of(&book, &agreement).unwrap();
        let asked: [&[&str]; 4] = [&["sku"], &["service", "team"], &["month"], &["day", "team", "sku"]];
        let options = by(asked[dimensions]);
        let others = Options { block: Some(block), threads: Some(threads), ..options.clone() };
        let rater = Rater::new(&compiled, &agreement, options).unwrap();
        let expected = priced(&rater, &partial(&rater, &rows));
        let mut moved = rows.clone();
        moved.rotate_left(shuffled.index(rows.len()));
        moved.reverse();
        let rater = Rater::new(&compiled, &agreement, others).unwrap();
        prop_assert_eq!(priced(&rater, &partial(&rater, &moved)), expected);
    }

    #[test]
    fn partials_add_up_to_one_run(rows in rows(), cuts in prop::collection::vec(0_usize..40, 2), agreement in 0..AGREEMENTS.len()) {
        let (book, agreement) = of_json(BOOK, AGREEMENTS[agreement]);
        let compiled = CompiledBook::of(&book, &agreement).unwrap();
        let rater = Rater::new(&compiled, &agreement, by(&["sku", "month"])).unwrap();
        let expected = priced(&rater, &partial(&rater, &rows));
        let (a, b) = (cuts[0].min(cuts[1]).min(rows.len()), cuts[0].max(cuts[1]).min(rows.len()));
        let mut all: Option<Partial> = None;
        for part in [&rows[b..], &rows[..a], &rows[a..b]] {
            let text = serde_json::to_string(&partial(&rater, part)).unwrap();
            let read: Partial = serde_json::from_str(&text).unwrap();
            match &mut all {
                Some(all) => all.merge(read).unwrap(),
                None => all = Some(read),
            }
        }
        prop_assert_eq!(priced(&rater, &all.unwrap()), expected);
    }

    #[test]
    fn runs_one_after_the_other_cost_as_one(rows in rows(), cut in 0_usize..40) {
        let (book, agreement) = of_json(BOOK, AGREEMENTS[1]);
        let compiled = CompiledBook::of(&book, &agreement).unwrap();
        let rater = Rater::new(&compiled, &agreement, by(&["sku"])).unwrap();
        // A quote counts from day to day, and so do runs over the days; the whole count selects an all-units price.
        let mut rows: Vec<Row> = rows.into_iter().filter(|row| SKUS[row.sku] != "all").collect();
        rows.sort_by_key(|row| row.day);
        let cut = cut.min(rows.len());
        let expected = priced(&rater, &partial(&rater, &rows));
        let (first, state) = rater.price(&partial(&rater, &rows[..cut]), &State::default()).unwrap();
        let state: State = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        let (second, _) = rater.price(&partial(&rater, &rows[cut..]), &state).unwrap();
        let sum = first.total.effective.plus(second.total.effective).unwrap();
        prop_assert_eq!(sum, expected.total.effective);
    }
}
