//! Overrides: price sheets, edits, and studies that carry them.

use netprice_catalog::price_list::SkuTier;
use netprice_study::overrides::edit::{NewPrice, has_sku, merged, with_price, without_sku};
use netprice_study::overrides::sheet::{SheetContext, read, read_applicable};
use netprice_study::overrides::{PriceOverride, applied};
use netprice_study::{Catalog, Problems, Study, compare};

/// A machine that the price book does not list, cheaper than any.
const ADDED: &str = "\
price_book,service,sku,unit,unit_price,as_of,source,vcpus,memory_gib
aws-us-east-1,compute,own.4xlarge,Hours,0.01,2026-11-01,offer 7,16,64
";

fn rows(sheet: &str) -> Vec<PriceOverride> {
    read(sheet, &SheetContext::default()).unwrap()
}

fn with(sheet: &str) -> Result<Catalog, Problems> {
    let catalog = Catalog::published().unwrap();
    let (catalog, problems) = applied(&catalog, &rows(sheet));
    Problems::none_of(problems)?;
    Ok(catalog.into_owned())
}

fn tier(sku: &str, from: &str) -> SkuTier {
    SkuTier {
        book: "aws-us-east-1".parse().unwrap(),
        sku: sku.parse().unwrap(),
        from: from.parse().unwrap(),
    }
}

fn price(unit_price: &str) -> NewPrice<'static> {
    NewPrice {
        unit_price: unit_price.parse().unwrap(),
        as_of: "2026-11-02".parse().unwrap(),
        source: "typed",
    }
}

#[test]
fn a_new_price_of_an_added_machine_keeps_its_description() {
    let added = rows(ADDED);
    let catalog = with(ADDED).unwrap();
    let after = with_price(&added, &catalog, &tier("own.4xlarge", "0"), price("0.02")).unwrap();
    let expected = PriceOverride {
        unit_price: "0.02".parse().unwrap(),
        as_of: "2026-11-02".parse().unwrap(),
        source: "typed".to_owned(),
        ..added[0].clone()
    };
    assert_eq!(after, [expected]);
    let (_, problems) = applied(&Catalog::published().unwrap(), &after);
    assert_eq!(problems, []);
}

/// The tiers of AWS's internet egress start at 0, 10,240, 51,200 and 153,600 GB.
#[test]
fn a_new_price_of_a_tier_keeps_the_other_tiers() {
    let catalog = Catalog::published().unwrap();
    let book = catalog.book("aws-us-east-1").unwrap().unwrap();
    let is_egress = |sku: &&netprice::value::id::SkuId| {
        book.prices.skus[*sku].service.as_str() == "internet-egress"
    };
    let sku = book.prices.skus.keys().find(is_egress).unwrap();
    let edit = |overrides: &[PriceOverride], catalog: &Catalog, from: &str, unit_price: &str| {
        with_price(
            overrides,
            catalog,
            &tier(sku.as_str(), from),
            price(unit_price),
        )
        .unwrap()
    };
    let once = edit(&[], &catalog, "10240", "0.07");
    let (with_once, _) = applied(&catalog, &once);
    let twice = edit(&once, &with_once, "0", "0.08");
    let prices: Vec<String> = twice.iter().map(|row| row.unit_price.to_string()).collect();
    assert_eq!(prices, ["0.08", "0.07", "0.07", "0.05"]);
    let (_, problems) = applied(&catalog, &twice);
    assert_eq!(problems, []);
}

#[test]
fn a_merged_sheet_replaces_its_skus_only_and_a_removed_sku_is_gone() {
    let sheet = "price_book,sku,unit_price,as_of\n\
        aws-us-east-1,m5.xlarge,0.1,2026-11-01\naws-us-east-1,m5.large,0.05,2026-11-01\n";
    let other = "price_book,sku,unit_price,as_of\naws-us-east-1,m5.large,0.04,2026-11-01\n";
    let all = merged(&rows(sheet), rows(other));
    let prices: Vec<String> = all.iter().map(|row| row.unit_price.to_string()).collect();
    assert_eq!(prices, ["0.1", "0.04"]);
    let (book, sku) = (&all[1].price_book, &all[1].sku);
    assert!(has_sku(&all, book, sku));
    let left = without_sku(&all, book, sku);
    assert_eq!(left, &all[..1]);
    assert!(!has_sku(&left, book, sku));
}

#[test]
fn a_study_with_overrides_has_the_same_answer_at_published_prices() {
    let catalog = Catalog::published().unwrap();
    let study = Study::from_json(
        r#"{
            "currency": "USD",
            "workload": { "lines": [
                { "id": "machines", "ask": { "machines":
                    { "count": "3", "vcpus": "4", "memory_gib": "16", "hours": "730" } } },
                { "id": "storage", "ask": { "object_storage": { "gb": "1000" } } },
                { "id": "egress", "ask": { "traffic": { "gb": "20000" } } }
            ] },
            "offers": [{ "price_book": "aws-us-east-1" }, { "price_book": "azure-eastus" }]
        }"#,
    )
    .unwrap();
    let here = compare(&study, &with(ADDED).unwrap());
    let saved = Study {
        overrides: rows(ADDED),
        ..study
    };
    let saved = serde_json::to_string(&saved).unwrap();
    assert!(!saved.contains("null"), "{saved}");
    let there = compare(&Study::from_json(&saved).unwrap(), &catalog);
    assert_eq!(here, there);
    let aws = here.offers["aws-us-east-1"].as_ref().unwrap();
    assert!(format!("{:?}", aws.matches).contains("own.4xlarge"));
}

#[test]
fn a_machine_has_the_service_and_unit_of_the_other_machines_of_its_book() {
    let sheet = |unit: &str| {
        format!(
            "price_book,sku,unit,unit_price,as_of,vcpus,memory_gib\n\
             aws-us-east-1,own.4xlarge,{unit},0.01,2026-11-01,16,64\n"
        )
    };
    for unit in ["", "hours", "Hours"] {
        let with = with(&sheet(unit)).unwrap();
        let book = with.book("aws-us-east-1").unwrap().unwrap();
        let added = &book.prices.skus["own.4xlarge"];
        assert_eq!(
            (added.service.as_str(), added.unit.as_str()),
            ("compute", "Hours")
        );
    }
    let errors = with(&sheet("month")).unwrap_err();
    assert!(
        errors
            .to_string()
            .contains("'month' is not the unit of the SKU; expected Hours"),
        "{errors}"
    );
}

#[test]
fn the_unit_of_a_published_sku_may_be_written_otherwise_but_not_be_another() {
    let sheet = |unit: &str| {
        format!(
            "price_book,sku,unit,unit_price,as_of\naws-us-east-1,m5.xlarge,{unit},0.1,2026-11-01\n"
        )
    };
    let published = with(&sheet("hour")).unwrap();
    let book = published.book("aws-us-east-1").unwrap().unwrap();
    assert_eq!(book.prices.skus["m5.xlarge"].unit.as_str(), "Hours");
    let errors = with(&sheet("GB")).unwrap_err();
    assert!(
        errors
            .to_string()
            .contains("'GB' is not the unit of the SKU; expected Hours"),
        "{errors}"
    );
}

#[test]
fn a_problem_after_empty_lines_of_a_sheet_has_the_number_of_its_line() {
    let sheet = "price_book,sku,unit_price,as_of\n\n\naws-us-east-1,m5.large,x,2026-11-01\n";
    let problems = read(sheet, &SheetContext::default()).unwrap_err();
    assert_eq!(problems.first().path.to_string(), "line 4, unit_price");
}

#[test]
fn a_sheet_may_call_price_books_by_other_names() {
    let catalog = Catalog::published().unwrap();
    let sheet = "price_book,sku,unit_price,as_of\n阿里云 杭州,ecs.g7a.xlarge,0.5,2026-11-01\n";
    let alibaba = "alibaba-cn-hangzhou";
    let context = SheetContext {
        book_names: [("阿里云 杭州".to_owned(), alibaba.parse().unwrap())].into(),
        ..SheetContext::default()
    };
    let rows = read_applicable(sheet, &context, &catalog).unwrap();
    assert_eq!(rows[0].price_book.as_str(), alibaba);
    let unknown = read_applicable(sheet, &SheetContext::default(), &catalog).unwrap_err();
    assert_eq!(unknown.first().problem.code(), "unknown_price_book");
}
