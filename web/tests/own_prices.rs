//! Prices of one's own: what the page keeps of a sheet, and what a saved plan takes with it.

use netprice_catalog::answer::answer;
use netprice_catalog::catalog::Catalog;
use netprice_catalog::plan::Plan;
use netprice_page::document::Document;
use netprice_page::own_prices::{Place, applied, edited, in_plan, rows};

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
fn a_saved_plan_comes_to_the_same_with_published_prices_only() {
    let catalog = Catalog::published().unwrap();
    let with = applied(&catalog, ADDED).unwrap();
    let document = Document::initial(&["aws-us-east-1", "azure-eastus"]);
    let plan = document.plan_without(&[]).unwrap();
    let here = answer(&plan, &with).unwrap();
    let saved = in_plan(document.value(), &with, ADDED).to_string();
    let there = answer(&Plan::from_json(&saved).unwrap(), &catalog).unwrap();
    assert_eq!(here.bills, there.bills);
    assert_eq!(here.choices, there.choices);
    let aws = &here.choices[&"aws-us-east-1".parse().unwrap()];
    assert!(format!("{aws:?}").contains("own.4xlarge"));
}

#[test]
fn machines_that_no_price_book_of_the_plan_lists_are_refused() {
    let catalog = Catalog::published().unwrap();
    let with = applied(&catalog, ADDED).unwrap();
    let mut plan = in_plan(Document::six_clouds().value(), &with, ADDED);
    let machine = plan["machines"]["aws-us-east-1"]["own.4xlarge"].clone();
    plan["machines"]["aws-us-east-1"]["unheard-of"] = machine.clone();
    plan["machines"]["nowhere"]["own.4xlarge"] = machine;
    let plan = Plan::from_json(&plan.to_string()).unwrap();
    let errors = answer(&plan, &catalog).unwrap_err();
    let fields: Vec<&str> = errors.0.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(
        fields,
        ["machines.aws-us-east-1.unheard-of", "machines.nowhere"]
    );
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
    let sku = "own.4xlarge".parse().unwrap();
    let book = "aws-us-east-1".parse().unwrap();
    for unit in ["", "hours", "Hours"] {
        let with = applied(&catalog, &sheet(unit)).unwrap();
        let added = &with.books[&book].prices.skus[&sku];
        assert_eq!(
            (added.service.as_str(), added.unit.as_str()),
            ("compute", "Hours")
        );
    }
    let errors = applied(&catalog, &sheet("month")).unwrap_err();
    assert!(
        errors
            .to_string()
            .contains("sold by 'Hours', not by 'month'"),
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
    let (book, sku) = (
        "aws-us-east-1".parse().unwrap(),
        "m5.xlarge".parse().unwrap(),
    );
    let with = applied(&catalog, &sheet("hour")).unwrap();
    assert_eq!(with.books[&book].prices.skus[&sku].unit.as_str(), "Hours");
    let errors = applied(&catalog, &sheet("GB")).unwrap_err();
    assert!(
        errors.to_string().contains("sold by 'Hours', not by 'GB'"),
        "{errors}"
    );
}
