//! The functions in DataFusion on one machine: figures by hand, and what is refused.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Decimal128Array, RecordBatch, StringArray};
use datafusion::arrow::util::display::array_value_to_string;
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};
use netprice::book::price_book::Pooling;
use netprice::{Agreement, PriceBook, PriceModel, Sku};
use netprice_datafusion::{Functions, Rater};

/// Prices that fold, tiers, and rules; 20% off everything.
fn rater() -> Rater {
    let tiers = PriceModel::graduated([("100", "0.1")], "0.05").unwrap();
    let mut stored = Sku::new("storage", "GB", PriceModel::Flat("0.023".parse().unwrap())).unwrap();
    stored.rules = vec![serde_json::from_str(r#"{ "always_at_least": "10 GB" }"#).unwrap()];
    let mut apart = Sku::new("egress", "GB", tiers.clone()).unwrap();
    apart.pooling = Pooling::Apart;
    let mut unpriced = Sku::new("other", "Hours", PriceModel::Flat("1".parse().unwrap())).unwrap();
    unpriced.price = None;
    let dated = r#"[{ "from": "2026-03-10", "price": { "flat": "2" } }]"#;
    let mut later = Sku::new("other", "Hours", PriceModel::Flat("1".parse().unwrap())).unwrap();
    later.later = serde_json::from_str(dated).unwrap();
    let book = PriceBook::new("acme", "north", "USD").unwrap();
    let book = book.with_flat("vm", "compute", "Hours", "0.192").unwrap();
    let book = book
        .with_flat("gb-second", "compute", "GB-s", "0.0000166667")
        .unwrap();
    let book = book
        .with_flat("fine", "compute", "Hours", "0.123456789012346")
        .unwrap();
    let book = book
        .with("out", Sku::new("egress", "GB", tiers).unwrap())
        .unwrap();
    let book = book.with("stored", stored).unwrap();
    let book = book.with("apart", apart).unwrap();
    let book = book.with("unpriced", unpriced).unwrap();
    let book = book.with("dated", later).unwrap();
    let agreement = Agreement::default()
        .with_discount("frame", "20% off")
        .unwrap();
    Rater::of(book, agreement).unwrap()
}

/// A context with a table of rows in two partitions, so that partial sums are merged.
fn context(rows: &[(&str, &str, i128)]) -> SessionContext {
    let batch = |rows: &[(&str, &str, i128)]| {
        let text = |column: fn(&(&str, &str, i128)) -> String| -> ArrayRef {
            Arc::new(StringArray::from_iter_values(rows.iter().map(column)))
        };
        let quantities = Decimal128Array::from_iter_values(rows.iter().map(|row| row.2));
        let quantities = quantities.with_precision_and_scale(18, 6).unwrap();
        let columns: [(&str, ArrayRef); 3] = [
            ("account", text(|row| row.0.to_owned())),
            ("sku", text(|row| row.1.to_owned())),
            ("quantity", Arc::new(quantities)),
        ];
        RecordBatch::try_from_iter(columns).unwrap()
    };
    let (one, other) = rows.split_at(rows.len() / 2);
    let (one, other) = (batch(one), batch(other));
    let table = MemTable::try_new(one.schema(), vec![vec![one], vec![other]]).unwrap();
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(2));
    context.register_table("usage", Arc::new(table)).unwrap();
    let functions = Functions::of(rater());
    functions
        .register(&mut *context.state_ref().write())
        .unwrap();
    context
}

/// The rows of an answer as text, or the message of the error.
async fn answer(context: &SessionContext, query: &str) -> Result<Vec<Vec<String>>, String> {
    let frame = context
        .sql(query)
        .await
        .map_err(|error| error.to_string())?;
    let batches = frame.collect().await.map_err(|error| error.to_string())?;
    let mut rows = Vec::new();
    for batch in &batches {
        for row in 0..batch.num_rows() {
            let texts = batch.columns().iter();
            rows.push(
                texts
                    .map(|it| array_value_to_string(it, row).unwrap())
                    .collect(),
            );
        }
    }
    Ok(rows)
}

/// The only number of an answer, without the zeros at its end.
async fn number(query: &str) -> Result<String, String> {
    let rows = answer(&context(&[("a", "vm", 1)]), query).await?;
    Ok(trimmed(&rows[0][0]).to_owned())
}

fn trimmed(number: &str) -> &str {
    number.trim_end_matches('0').trim_end_matches('.')
}

const MILLION: i128 = 1_000_000;

/// Two accounts, with a row of 60 GB on each side of the tier of 100 GB.
const ROWS: [(&str, &str, i128); 6] = [
    ("a", "out", 60 * MILLION),
    ("b", "out", 60 * MILLION),
    ("a", "vm", 730 * MILLION),
    ("a", "out", 60 * MILLION),
    ("b", "vm", 500_000),
    ("b", "stored", 4 * MILLION),
];

#[tokio::test]
async fn a_row_costs_quantity_times_price_times_terms() {
    let cases = [
        // 730 × 0.192 × 80%
        ("netprice_cost('vm', 730)", "112.128"),
        // 1.5 × 0.0000166667 × 80%
        (
            "netprice_cost('gb-second', CAST('1.5' AS DECIMAL(10, 6)))",
            "0.00002000004",
        ),
        // 10^-12 × 0.192 × 80%, of a quantity with more than 6 decimals
        (
            "netprice_cost('vm', CAST('0.000000000001' AS DECIMAL(20, 12)))",
            "0.0000000000001536",
        ),
        // 9,876,543,210.123457 × 0.123456789012346 × 80% has 31 digits, more than a decimal of netprice holds
        (
            "netprice_cost('fine', CAST('9876543210.123457' AS DECIMAL(20, 6)))",
            "975461049.0108240778174057600976",
        ),
        // 999,999,999,999,999.123457 × 0.192 × 80%, of more millionths than 64 bits hold
        (
            "netprice_cost('vm', CAST('999999999999999.123457' AS DECIMAL(21, 6)))",
            "153599999999999.8653629952",
        ),
        // 3 × 1 × 80% before the price changes, and 3 × 2 × 80% after
        ("netprice_cost('dated', 3, '2026-03-09')", "2.4"),
        ("netprice_cost('dated', 3, DATE '2026-03-10')", "4.8"),
        // (100 × 0.1 + 20 × 0.05) × 80%, of which each row counts from zero
        ("netprice_cost('apart', 120)", "8.8"),
        // the same, of which the whole quantity counts from zero
        ("netprice_rated('out', 120)", "8.8"),
        (
            "netprice_rated(arrow_cast('out', 'Dictionary(Int32, Utf8)'), arrow_cast(120, 'UInt8'))",
            "8.8",
        ),
        // 10 GB at least: 10 × 0.023 × 80%
        ("netprice_rated('stored', 4)", "0.184"),
        ("netprice_rated('vm', 0)", "0"),
    ];
    for (call, expected) in cases {
        assert_eq!(
            number(&format!("SELECT {call}")).await.as_deref(),
            Ok(expected),
            "{call}"
        );
    }
}

#[tokio::test]
async fn a_count_begins_at_zero_in_each_row_and_group() {
    let context = context(&ROWS);
    let rated = "SELECT account, sku, netprice_rated(sku, SUM(quantity)) FROM usage \
                 GROUP BY account, sku ORDER BY account, sku";
    let expected = [
        ("a", "out", "8.8"),      // (100 × 0.1 + 20 × 0.05) × 80%
        ("a", "vm", "112.128"),   // 730 × 0.192 × 80%
        ("b", "out", "4.8"),      // 60 × 0.1 × 80%
        ("b", "stored", "0.184"), // 10 × 0.023 × 80%
        ("b", "vm", "0.0768"),    // 0.5 × 0.192 × 80%
    ];
    let rows = answer(&context, rated).await.unwrap();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row[0].as_str(), row[1].as_str(), trimmed(&row[2])))
        .collect();
    assert_eq!(rows, expected);

    let totals = "SELECT account, netprice_total(sku, quantity) FROM usage GROUP BY account ORDER BY account";
    let rows = answer(&context, totals).await.unwrap();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row[0].as_str(), trimmed(&row[1])))
        .collect();
    // 8.8 + 112.128, and 4.8 + 0.184 + 0.0768
    assert_eq!(rows, [("a", "120.928"), ("b", "5.0608")]);

    // Both accounts are one bill: (100 × 0.1 + 80 × 0.05) × 80% + 730.5 × 0.192 × 80% + 10 × 0.023 × 80%
    let total = "SELECT netprice_total(sku, quantity) FROM usage";
    let rows = answer(&context, total).await.unwrap();
    assert_eq!(trimmed(&rows[0][0]), "123.5888"); // 11.2 + 112.2048 + 0.184
    let none = "SELECT netprice_total(sku, quantity) FROM usage WHERE sku = 'none'";
    assert_eq!(trimmed(&answer(&context, none).await.unwrap()[0][0]), "0");
}

#[tokio::test]
async fn a_count_begins_at_zero_in_each_row_of_a_batch() {
    let rated = "SELECT netprice_rated(sku, quantity) FROM usage WHERE sku = 'out'";
    let rows = answer(&context(&ROWS), rated).await.unwrap();
    let rows: Vec<_> = rows.iter().map(|row| trimmed(&row[0])).collect();
    assert_eq!(rows, ["4.8", "4.8", "4.8"]); // 60 × 0.1 × 80%
}

#[tokio::test]
async fn what_has_no_exact_cost_is_an_error_that_names_the_row() {
    let cases = [
        (
            "netprice_cost('vn', 1)",
            "row 1 of its batch, sku \"vn\", quantity 1: the price book does not list",
        ),
        (
            "netprice_cost('vm', -1)",
            "sku \"vm\", quantity -1: quantity: ",
        ),
        (
            "netprice_cost('out', 1)",
            "sum the quantity of the SKU and call netprice_rated",
        ),
        (
            "netprice_rated('apart', 1)",
            "sum netprice_cost of its rows",
        ),
        (
            "netprice_total('apart', 1)",
            "sum netprice_cost of its rows",
        ),
        ("netprice_rated('unpriced', 7)", "7 Hours: no price"),
        ("netprice_cost(CAST(NULL AS VARCHAR), 1)", "the SKU is null"),
        (
            "netprice_cost('vm', CAST(NULL AS DECIMAL(9, 2)))",
            "the quantity is null",
        ),
        ("netprice_cost('dated', 1)", "day"),
        (
            "netprice_cost('vm', CAST(1.5 AS DOUBLE))",
            "the quantity must be a decimal or a whole number",
        ),
        (
            "netprice_cost('vm', 1, 2, 3)",
            "takes (sku, quantity [, day])",
        ),
        // 10^-20 × 0.192 × 80% has 24 decimals
        (
            "netprice_cost('vm', CAST('0.00000000000000000001' AS DECIMAL(30, 20)))",
            "more than 22 decimals",
        ),
        // 10^17 × 0.192 × 80% has 17 digits before the decimals
        (
            "netprice_cost('vm', 100000000000000000)",
            "16 digits before them",
        ),
        (
            "netprice_total('vn', 1)",
            "sku \"vn\", quantity 1: the price book does not list",
        ),
        ("netprice_total('unpriced', 7)", "7 Hours: no price"),
        ("netprice_total('vm', -7)", "below zero"),
        ("netprice_total(DISTINCT 'vm', 7)", "leave DISTINCT out"),
    ];
    for (call, expected) in cases {
        let error = number(&format!("SELECT {call}")).await.expect_err(call);
        assert!(error.contains(expected), "{call}: {error}");
    }
}

#[tokio::test]
async fn usage_without_a_cost_is_told_apart_with_its_quantity() {
    let mut rows = ROWS.to_vec();
    rows.extend([
        ("a", "unpriced", 3 * MILLION),
        ("b", "vn", MILLION),
        ("b", "vn", 2 * MILLION),
    ]);
    let context = context(&rows);
    let priced = "SELECT netprice_total(sku, quantity) FROM usage WHERE netprice_problem(sku, quantity) IS NULL";
    assert_eq!(
        trimmed(&answer(&context, priced).await.unwrap()[0][0]),
        "123.5888"
    );
    let others = "SELECT sku, SUM(quantity), MIN(netprice_problem(sku, quantity)) FROM usage \
                  WHERE netprice_problem(sku, quantity) IS NOT NULL GROUP BY sku ORDER BY sku";
    let others = answer(&context, others).await.unwrap();
    assert_eq!(others[0], ["unpriced", "3.000000", "3 Hours: no price"]);
    assert_eq!(
        others[1],
        ["vn", "3.000000", "the price book does not list this SKU"]
    );
    let error = answer(&context, "SELECT netprice_total(sku, quantity) FROM usage")
        .await
        .unwrap_err();
    // Both are told at once.
    assert!(
        error.contains("\"unpriced\", quantity 3") && error.contains("\"vn\", quantity 3"),
        "{error}"
    );
    let by_count = "SELECT sku FROM usage WHERE netprice_by_count(sku) GROUP BY sku ORDER BY sku";
    assert_eq!(
        answer(&context, by_count).await.unwrap(),
        [["out"], ["stored"]]
    );
}
