//! A comparison as Markdown and as a workbook.

use netprice_study::analysis::{PlainEnglish, Report, report};
use netprice_study::{Catalog, Study, compare};

/// Two offers of 1,000 hours at 0.2 with 12% off and at 0.3, and of 10 GB of which one has no price.
fn found() -> Report {
    let study = Study::from_json(
        r#"{
        "currency": "USD", "day": "2026-11-22",
        "price_books": {
            "acme": { "provider": "acme", "region": "north", "currency": "USD", "skus": {
                "vm": { "service": "compute", "unit": "Hours", "price": { "flat": "0.2" },
                    "published": { "source": "acme prices", "as_of": "2026-10-01" } },
                "disk": { "service": "storage", "unit": "GB", "price": { "flat": "0.123456" },
                    "published": { "source": "acme prices", "as_of": "2026-11-01" } }
            } },
            "bolt": { "provider": "bolt", "region": "south", "currency": "USD", "skus": {
                "m|1": { "service": "compute", "unit": "Hours", "price": { "flat": "1.3" },
                    "published": { "source": "a <list>", "as_of": "2026-09-01" } },
                "unknown": { "service": "storage", "unit": "GB", "price": null }
            } }
        },
        "offers": [
            { "price_book": "bolt", "usage": { "lines": [
                { "id": "web", "sku": "m|1", "quantity": "1000 Hours" } ] } },
            { "price_book": "acme",
                "terms": [
                    { "id": "net", "change": { "pay": "12% off" } },
                    { "id": "disks", "scope": { "services": ["storage"] }, "change": { "pay": "pay 50%" } }
                ],
                "usage": { "lines": [
                    { "id": "web", "sku": "vm", "quantity": "1000 Hours" },
                    { "id": "data", "sku": "disk", "quantity": "10 GB" } ] } },
            { "id": "gap", "price_book": "bolt", "usage": { "lines": [
                { "id": "web", "sku": "m|1", "quantity": "10 Hours" },
                { "id": "data", "sku": "unknown", "quantity": "10 GB" } ] } }
        ]
    }"#,
    )
    .unwrap();
    report(&study, &compare(&study, &Catalog::published().unwrap())).unwrap()
}

/// Acme: 1,000 × 0.2 × 0.88 = 176; 10 × 0.123456 × 0.88 × 0.5 = 0.5432064.
#[test]
fn markdown_has_a_row_for_each_line_and_what_the_amounts_rest_on() {
    let text = found().markdown(&PlainEnglish, Some("https://example.org/#x"));
    let expected = "\
## Comparison in USD

| Line | acme | bolt | gap |
| --- | ---: | ---: | ---: |
| web | 176.00 (vm) | 1,300.00 (m\\|1) | 13.00 (m\\|1) |
| data | 0.54 (disk) | no price | no price |
| List cost | 201.23 | 1,300.00 | no price |
| Contracted cost | 176.54 | 1,300.00 | no price |
| Effective cost | 176.54 | 1,300.00 | no price |
| Amount due | 176.54 | 1,300.00 | no price |
| Contract | 12% off everything, disks | list prices | list prices |

- Prices and terms of 2026-11-22.
- Sources of the list prices:
- a <list>, 2026-09-01
- acme prices, 2026-10-01 to 2026-11-01
- The comparison: https://example.org/#x
";
    assert_eq!(text, expected);
}

/// The files of a ZIP archive by the headers before them, with the sum of each, and the number that its end states.
fn files(archive: &[u8]) -> (Vec<(String, String)>, u16) {
    let number = |at: usize, count: usize| {
        let bytes = archive[at..at + count].iter().rev();
        bytes.fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte))
    };
    let (mut at, mut files) = (0, Vec::new());
    while archive[at..].starts_with(b"PK\x03\x04") {
        let (size, name) = (number(at + 18, 4), number(at + 26, 2));
        let start = at + 30 + name;
        let text = |from: usize, to: usize| String::from_utf8(archive[from..to].to_vec()).unwrap();
        assert_eq!(
            number(at + 14, 4),
            crc32fast::hash(&archive[start..start + size]) as usize
        );
        files.push((text(at + 30, start), text(start, start + size)));
        at = start + size;
    }
    let end = archive.len() - 22;
    assert!(archive[end..].starts_with(b"PK\x05\x06"));
    assert_eq!(number(end + 16, 4), at, "the directory follows the files");
    (files, u16::try_from(number(end + 10, 2)).unwrap())
}

#[test]
fn a_workbook_keeps_all_digits_and_text_as_it_is() {
    let (files, count) = files(&found().workbook(&PlainEnglish, None));
    assert_eq!(usize::from(count), files.len());
    let (_, sheet) = files
        .iter()
        .find(|(name, _)| name.ends_with("sheet1.xml"))
        .unwrap();
    assert!(sheet.contains("<v>0.5432064</v>"), "{sheet}");
    assert!(sheet.contains("<v>176</v>"));
    assert!(sheet.contains(">a &lt;list&gt;, 2026-09-01</t>"));
    assert!(sheet.contains(">m|1</t>"));
    for row in ["List cost", "Amount due", "SKU at acme"] {
        assert!(sheet.contains(&format!(">{row}</t>")), "{row}");
    }
}
