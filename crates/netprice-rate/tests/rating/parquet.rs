//! Files of Parquet give what the same rows give as CSV.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, Date32Array, Decimal128Array, Float64Array, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use netprice::compiled::CompiledBook;
use netprice_rate::{Options, RateError, Rater, Report, State};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;

use crate::{by, of_json, report, shown};

const BOOK: &str = r#"{
    "provider": "acme", "region": "north", "currency": "USD",
    "skus": {
        "out": { "service": "network", "unit": "GB", "price": { "graduated": [
            { "from": "0", "up_to": "100", "unit_price": "0.1" }, { "from": "100", "unit_price": "0.05" } ] } },
        "vm": { "service": "compute", "unit": "Hours", "price": { "flat": "0.2" } }
    }
}"#;

/// A file that is removed at the end of a test.
struct Written(PathBuf);

impl Drop for Written {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Writes columns with two rows in each row group.
fn write(name: &str, columns: Vec<(&str, ArrayRef)>) -> Written {
    let file = format!("netprice-{}-{name}.parquet", std::process::id());
    let path = std::env::temp_dir().join(file);
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(2))
        .build();
    let opened = std::fs::File::create(&path).unwrap();
    let mut writer = ArrowWriter::try_new(opened, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    Written(path)
}

fn read(options: Options, file: &Written) -> Result<Report, RateError> {
    let (book, agreement) = of_json(BOOK, "{}");
    let compiled = CompiledBook::of(&book, &agreement).unwrap();
    let rater = Rater::new(&compiled, &agreement, options).unwrap();
    let partial = rater.read(&[&file.0], &State::default(), &|_| {})?;
    Ok(rater.price(&partial, &State::default())?.0)
}

fn texts(texts: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

const CSV: &str = "sku,quantity,date,team\nout,90.5,2026-03-02,a\nvm,10,2026-03-01,\nout,20,2026-03-01,b\nvm,0.25,2026-03-31,a\nvm,7,2026-03-31,a\n";

fn columns(quantity: ArrayRef) -> Vec<(&'static str, ArrayRef)> {
    vec![
        ("sku", texts(&["out", "vm", "out", "vm", "vm"])),
        ("quantity", quantity),
        // 2026-03-01 is the day 20,513 since 1970-01-01: 56 years of 365 days, 14 leap days and 59 days.
        (
            "date",
            Arc::new(Date32Array::from(vec![
                20_514, 20_513, 20_513, 20_543, 20_543,
            ])),
        ),
        (
            "team",
            Arc::new(StringArray::from(vec![
                Some("a"),
                None,
                Some("b"),
                Some("a"),
                Some("a"),
            ])),
        ),
    ]
}

#[test]
fn decimals_texts_and_floats_give_what_csv_gives() {
    let (book, agreement) = of_json(BOOK, "{}");
    for names in [&["sku"][..], &["team", "day"], &["service", "month"]] {
        let expected = shown(&report(&book, &agreement, by(names), CSV));
        let hundredths = Decimal128Array::from(vec![9_050, 1_000, 2_000, 25, 700]);
        let quantities: [ArrayRef; 3] = [
            Arc::new(hundredths.with_precision_and_scale(18, 2).unwrap()),
            texts(&["90.5", "10", "20", "0.25", "7"]),
            Arc::new(Float64Array::from(vec![90.5, 10.0, 20.0, 0.25, 7.0])),
        ];
        for (index, quantity) in quantities.into_iter().enumerate() {
            let file = write(&format!("same-{index}-{}", names.len()), columns(quantity));
            for threads in 1..3 {
                let options = Options {
                    threads: Some(threads),
                    allow_floats: true,
                    ..by(names)
                };
                assert_eq!(shown(&read(options, &file).unwrap()), expected);
            }
        }
    }
}

#[test]
fn floats_are_refused_unless_they_are_allowed() {
    let file = write(
        "floats",
        columns(Arc::new(Float64Array::from(vec![0.1; 5]))),
    );
    let error = read(by(&["sku"]), &file).unwrap_err().to_string();
    assert!(error.contains("--allow-floats"), "{error}");
}

#[test]
fn wrong_rows_are_told_by_their_numbers() {
    let quantity = Int64Array::from(vec![Some(5), Some(-1), None, Some(2), Some(1)]);
    let mut columns = columns(Arc::new(quantity));
    columns[0].1 = texts(&["vm", "vm", "vm", "ghost", "vm"]);
    // 5 March at 23:00 and no other time.
    let time = TimestampMicrosecondArray::from(vec![(20_517 * 24 + 23) * 3_600_000_000; 5]);
    columns[2].1 = Arc::new(time);
    let file = write("wrong", columns);
    let report = read(by(&["day"]), &file).unwrap();
    assert_eq!(shown(&report), ["2026-03-05: 2 rows, 1.2, 1.2"]); // 5 × 0.2 and 1 × 0.2
    let wrong: Vec<u64> = report.first_wrong_rows.iter().map(|row| row.row).collect();
    assert_eq!(wrong, [2, 3]);
    assert_eq!(report.missing.len(), 1);
}

#[test]
fn more_than_28_digits_are_refused_and_not_rounded() {
    let long = 10_i128.pow(30) + 1;
    let quantity = Decimal128Array::from(vec![long, 1, 1, 1, 1]);
    let quantity = quantity.with_precision_and_scale(38, 30).unwrap();
    let file = write("long", columns(Arc::new(quantity)));
    let report = read(by(&["sku"]), &file).unwrap();
    // Thirty decimals are refused even where the number is short.
    assert_eq!(report.wrong_rows, 5);
}
