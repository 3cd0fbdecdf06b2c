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
