//! Bills, and what they were for at other clouds.

use crate::{Ran, netprice, with_input};

const CUR: &str = "lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit\n\
    BoxUsage:m5.large,730,USD,70.08,Hrs\nDataTransfer-Out-Bytes,100,USD,9,GB\nUnheardOf,1,USD,1,Things\n";

fn on(text: &str, arguments: &[&str]) -> Ran {
    with_input(&[&["import", "bill", "-"], arguments].concat(), text)
}

#[test]
fn a_bill_is_priced_elsewhere_with_what_was_paid_beside_it() {
    let ran = on(CUR, &["--at", "azure-eastus"]);
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)));
    assert!(
        ran.out
            .starts_with("AWS Cost and Usage Report: 3 rows, 3 taken"),
        "{}",
        ran.out
    );
    // 70.08 + 9 + 1.
    assert!(
        ran.out.contains("billed 80.08 USD, effective 80.08 USD"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("1 of 3 lines were not matched and are missing at every offer: UnheardOf"),
        "{}",
        ran.out
    );
}

#[test]
fn a_bill_becomes_a_study() {
    let study = on(CUR, &["--study", "--at", "azure-eastus"]);
    assert_eq!(study.code, Some(0), "{}", study.err);
    let compared = with_input(&["compare", "-"], &study.out);
    // The line that was not matched is missing at the offer.
    assert!(compared.out.contains("incomplete"), "{}", compared.out);
}

#[test]
fn refused_rows_of_a_bill_are_told() {
    let text = CUR.replace("70.08", "x");
    let refused = on(&text, &[]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("rows[1].billed: 'x' is not a number"),
        "{}",
        refused.err
    );
    assert_eq!(on(&text, &["--allow-refused"]).code, Some(0));
    let unknown = on("a,b\n1,2\n", &[]);
    assert!(
        unknown
            .err
            .contains("'a,b' is the start of no known format"),
        "{}",
        unknown.err
    );
    let nowhere = netprice(&["import", "bill", "/nowhere.csv"]);
    assert_eq!(nowhere.code, Some(1));
}

/// At its own provider, a machine of the bill is of its own type: 730 × 0.096, and not 0.086 of the cheapest of its size.
#[test]
fn a_machine_keeps_its_type_at_its_own_provider() {
    let ran = on(CUR, &["--at", "aws-us-east-1", "--at", "azure-eastus"]);
    assert!(
        ran.out
            .contains("aws-us-east-1: 79.08 USD for 2 of 3 lines, for which 79.08 USD was billed"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("azure-eastus: "), "{}", ran.out);
}

/// What a FOCUS export in CSV, JSON and Parquet states is the same, and a gzip file of it, too.
#[test]
fn rows_of_focus_are_the_same_in_every_form() {
    let folder = tempfile("focus");
    let study = "../../../../../tests/focus/bill.toml";
    let export = |form: &str, name: &str| {
        let file = folder.join(name);
        let file = file.to_str().unwrap().to_owned();
        let ran = netprice(&[
            "compare",
            study,
            "--focus",
            "1.4",
            "--month",
            "2026-11-30",
            "--form",
            form,
            "--output",
            &file,
        ]);
        assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)), "{form}");
        file
    };
    let csv = export("csv", "rows.csv");
    let parquet = export("parquet", "rows.parquet");
    let packed = folder.join("rows.csv.gz");
    let mut writer = flate2::write::GzEncoder::new(
        std::fs::File::create(&packed).unwrap(),
        flate2::Compression::fast(),
    );
    std::io::Write::write_all(&mut writer, &std::fs::read(&csv).unwrap()).unwrap();
    writer.finish().unwrap();
    let lines = |file: &str| {
        let ran = netprice(&["import", "bill", file, "--json"]);
        assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)), "{file}");
        let shown: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        shown["bill"]["lines"].clone()
    };
    let right = lines(&csv);
    assert!(right.as_array().unwrap().len() > 3);
    assert_eq!(lines(packed.to_str().unwrap()), right);
    // Parquet has decimals of 18 places, so that zeros at the end differ.
    let billed = |lines: &serde_json::Value| {
        let all = lines.as_array().unwrap().iter();
        let all = all.map(|line| {
            line["billed"]
                .as_str()
                .unwrap()
                .parse::<rust_decimal::Decimal>()
                .unwrap()
        });
        all.collect::<Vec<_>>()
    };
    assert_eq!(billed(&lines(&parquet)), billed(&right));
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(export("json", "rows.json")).unwrap())
            .unwrap();
    let rows = json.as_array().unwrap();
    assert_eq!(
        rows.len(),
        std::fs::read_to_string(&csv).unwrap().lines().count() - 1
    );
    assert!(rows.iter().all(
        |row| row["BilledCost"].is_string() && row["ChargeClass"].is_null()
            || row["ChargeClass"] == "Correction"
    ));
}

/// A folder of its own below the temporary one.
fn tempfile(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("netprice-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A workbook is its first sheet: its dates are times, and its numbers are as typed.
#[test]
fn a_workbook_is_read_as_its_first_sheet() {
    let ran = netprice(&[
        "traffic",
        "--samples",
        "../files/traffic.xlsx",
        "--area",
        "us",
        "--zone",
        "UTC",
        "--json",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("Outbound (Mbps)"), "{}", ran.out);
    // (2.5 + 3.2 + 2.801) ÷ 3.
    assert!(ran.out.contains("2.833666666667"), "{}", ran.out);
}
