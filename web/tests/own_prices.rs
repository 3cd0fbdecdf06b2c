//! Prices of one's own: what the page keeps of a sheet, and what a saved study takes with it.

use netprice_page::compare::document::Document;
use netprice_page::prices::own_prices::{Place, applied, edited, in_study, rows};
use netprice_study::{Catalog, Study, compare};

/// A machine that the price book does not list, cheaper than any.
const ADDED: &str = "\
price_book,service,sku,unit,unit_price,as_of,source,vcpus,memory_gib
aws-us-east-1,compute,own.4xlarge,Hours,0.01,2026-11-01,offer 7,16,64
";

#[test]
fn typing_over_the_price_of_an_added_machine_keeps_what_it_is() {
    let catalog = Catalog::published().unwrap();
    let with = applied(&catalog, ADDED).unwrap();
    let place = Place {
        book: "aws-us-east-1".parse().unwrap(),
        sku: "own.4xlarge".parse().unwrap(),
        from: "0".parse().unwrap(),
    };
    let (price, day) = ("0.02".parse().unwrap(), "2026-11-02".parse().unwrap());
    let sheet = edited(ADDED, &with, &place, price, day);
    let (before, after) = (rows(ADDED).unwrap(), rows(&sheet).unwrap());
    assert_eq!(after.len(), 1);
    assert_eq!((after[0].unit_price, after[0].as_of), (price, day));
    assert_eq!(after[0].service, before[0].service);
    assert_eq!(after[0].unit, before[0].unit);
    assert_eq!(after[0].vcpus, before[0].vcpus);
    assert_eq!(after[0].memory_gib, before[0].memory_gib);
    assert!(applied(&catalog, &sheet).is_ok());
}

#[test]
fn a_saved_study_comes_to_the_same_with_published_prices_only() {
    let catalog = Catalog::published().unwrap();
    let with = applied(&catalog, ADDED).unwrap();
    let document = Document::initial(&["aws-us-east-1", "azure-eastus"]);
    let here = compare(&document.study_without(&[]).unwrap(), &with);
    let saved = in_study(document.value(), ADDED).to_string();
    let there = compare(&Study::from_json(&saved).unwrap(), &catalog);
    assert_eq!(here, there);
    let aws = here.offers["aws-us-east-1"].as_ref().unwrap();
    assert!(format!("{:?}", aws.matches).contains("own.4xlarge"));
}

#[test]
fn a_machine_is_sold_as_the_others_of_its_book_are() {
    let catalog = Catalog::published().unwrap();
    let sheet = |unit: &str| {
        format!(
            "price_book,sku,unit,unit_price,as_of,vcpus,memory_gib\n\
             aws-us-east-1,own.4xlarge,{unit},0.01,2026-11-01,16,64\n"
        )
    };
    let (book, sku) = ("aws-us-east-1", "own.4xlarge");
    for unit in ["", "hours", "Hours"] {
        let with = applied(&catalog, &sheet(unit)).unwrap();
        let added = &with.book(book).unwrap().unwrap().prices.skus[sku];
        assert_eq!(
            (added.service.as_str(), added.unit.as_str()),
            ("compute", "Hours")
        );
    }
    let errors = applied(&catalog, &sheet("month")).unwrap_err();
    assert!(
        errors
            .to_string()
            .contains("'month' is not the unit of the SKU; expected Hours"),
        "{errors}"
    );
}

#[test]
fn the_unit_of_a_published_sku_may_be_written_otherwise_but_not_be_another() {
    let catalog = Catalog::published().unwrap();
    let sheet = |unit: &str| {
        format!(
            "price_book,sku,unit,unit_price,as_of\naws-us-east-1,m5.xlarge,{unit},0.1,2026-11-01\n"
        )
    };
    let with = applied(&catalog, &sheet("hour")).unwrap();
    let book = with.book("aws-us-east-1").unwrap().unwrap();
    assert_eq!(book.prices.skus["m5.xlarge"].unit.as_str(), "Hours");
    let errors = applied(&catalog, &sheet("GB")).unwrap_err();
    assert!(
        errors
            .to_string()
            .contains("'GB' is not the unit of the SKU; expected Hours"),
        "{errors}"
    );
}
