//! Price sheets as people write them: units, currencies, tiers, numbers, and columns that are not used.

use netprice_study::overrides::PriceOverride;
use netprice_study::overrides::sheet::{SheetContext, read_applicable, unused_columns};
use netprice_study::{Catalog, Problems, Study, compare};

fn read(sheet: &str) -> Result<Vec<PriceOverride>, Problems> {
    read_applicable(
        sheet,
        &SheetContext::default(),
        &Catalog::published().unwrap(),
    )
}

/// The list cost of an ask at a price book with a sheet over it.
fn cost(sheet: &str, book: &str, ask: &str) -> String {
    let overrides = read(sheet).unwrap_or_else(|problems| panic!("{sheet}: {problems}"));
    let json = format!(
        r#"{{ "currency": "{}", "workload": {{ "lines": [{{ "id": "a", "ask": {ask} }}] }}, "offers": [{{ "price_book": "{book}" }}] }}"#,
        if book.starts_with("alibaba") {
            "CNY"
        } else {
            "USD"
        }
    );
    let mut study = Study::from_json(&json).unwrap();
    study.overrides = overrides;
    let answer = compare(&study, &Catalog::published().unwrap());
    let offer = answer.offers.values().next().unwrap().as_ref().unwrap();
    offer.quote.total.known().list.to_string()
}

const D4: &str = r#"{ "sku": { "sku": "Standard_D4as_v5", "quantity": "730 Hours" } }"#;
const TRAFFIC: &str = r#"{ "sku": { "sku": "ECS public traffic", "quantity": "20000 GB" } }"#;

/// 17.20 for 100 hours, and 0.172 for one, are 125.56 for 730.
#[test]
fn prices_by_blocks_and_by_other_names_of_units() {
    for (unit, price) in [
        ("100 Hours", "17.20"),
        ("1 Hour", "0.172"),
        ("Hrs", "0.172"),
        ("Minutes", "0.00286666666666666666666666"),
    ] {
        let sheet = format!(
            "price_book,sku,unit,unit_price,as_of\nazure-eastus,Standard_D4as_v5,{unit},{price},2026-11-01\n"
        );
        let found = cost(&sheet, "azure-eastus", D4);
        assert!(
            found.starts_with("125.5") && !found.starts_with("125.50"),
            "{unit}: {found}"
        );
    }
    let reserved = "price_book,sku,unit,unit_price,as_of\nazure-eastus,Standard_D4as_v5,1 Hour,887,2026-11-01\n";
    let refused = read(reserved).unwrap_err();
    assert_eq!(refused.first().problem.code(), "far_from_published");
}

/// A machine at 0.01 a minute is 0.6 an hour, and is not taken for the cheapest.
#[test]
fn a_price_by_the_minute_is_compared_by_the_hour() {
    let sheet = "price_book,service,sku,unit,unit_price,vcpus,memory_gib,as_of\nazure-eastus,compute,by.minute,Minutes,0.01,4,16,2026-11-01\n";
    let ask = r#"{ "machines": { "count": "1", "vcpus": "4", "memory_gib": "16" } }"#;
    let without = cost(
        "price_book,sku,unit_price,as_of\nazure-eastus,Standard_D4as_v5,0.172,2026-11-01\n",
        "azure-eastus",
        ask,
    );
    assert_eq!(cost(sheet, "azure-eastus", ask), without);
    let own = r#"{ "sku": { "sku": "by.minute", "quantity": "730 Hours" } }"#;
    assert_eq!(cost(sheet, "azure-eastus", own), "438 USD");
}

/// 20,000 GB at 0.06 dollars are 1,200; a euro is 1.1172 dollars and 7.4326 yuan: 1,200 × 7.4326 ÷ 1.1172.
#[test]
fn a_price_in_another_currency_is_converted() {
    for cells in ["0.06,USD", "$0.06,", "0.06 USD,"] {
        let sheet = format!(
            "price_book,sku,unit,unit_price,currency,as_of\nalibaba-cn-hangzhou,ECS public traffic,GB,{cells},2026-11-01\n"
        );
        assert_eq!(
            cost(&sheet, "alibaba-cn-hangzhou", TRAFFIC),
            "7983.458646616541 CNY",
            "{cells}"
        );
    }
    let contrary = "price_book,sku,unit_price,currency,as_of\nalibaba-cn-hangzhou,ECS public traffic,¥0.06,USD,2026-11-01\n";
    assert_eq!(
        read(contrary).unwrap_err().first().problem.code(),
        "currency_mismatch"
    );
}

/// 10,240 GB at 0.8 and 9,760 at 0.7 are 15,024; all 20,000 at 0.7 are 14,000.
#[test]
fn tiers_by_their_start_and_tiers_for_all_units() {
    let by_start = "price_book,sku,unit,from,unit_price,as_of\nalibaba-cn-hangzhou,ECS public traffic,GB,0,0.8,2026-11-01\nalibaba-cn-hangzhou,ECS public traffic,GB,10240,0.7,2026-11-01\n";
    assert_eq!(cost(by_start, "alibaba-cn-hangzhou", TRAFFIC), "15024 CNY");
    let all = "price_book,sku,unit,from,up_to,unit_price,as_of,model\nalibaba-cn-hangzhou,ECS public traffic,GB,0,10240,0.8,2026-11-01,all_units\nalibaba-cn-hangzhou,ECS public traffic,GB,10240,,0.7,2026-11-01,all_units\n";
    assert_eq!(cost(all, "alibaba-cn-hangzhou", TRAFFIC), "14000 CNY");
}

/// 0.4 yuan in every notation; a thousand or one and something is asked.
#[test]
fn numbers_are_understood_where_they_are_certain() {
    for cell in [
        "0.4",
        "¥0.4",
        "0.4 CNY",
        "\"0,4\"",
        "\"=\"\"0.4\"\"\"",
        "4E-1",
        "￥0.4",
        "0.4元",
    ] {
        let sheet = format!(
            "价目表,产品,单价,日期\nalibaba-cn-hangzhou,ECS public traffic,{cell},2026-11-01\n"
        );
        assert_eq!(
            cost(&sheet, "alibaba-cn-hangzhou", TRAFFIC),
            "8000 CNY",
            "{cell}"
        );
    }
    let open = "sku,unit_price,price_book,as_of\nECS public traffic,\"1,234\",alibaba-cn-hangzhou,2026-11-01\n";
    assert_eq!(
        read(open).unwrap_err().first().problem.code(),
        "unclear_comma"
    );
}

#[test]
fn columns_that_are_not_used_are_named() {
    for (header, names) in [
        (
            "price_book,sku,unit,unit_price,discount,as_of",
            vec!["discount"],
        ),
        ("price_book,sku,unit_price,tax,as_of", vec!["tax"]),
        ("price_book,sku,unit_price,as_of,end_date", vec!["end_date"]),
        ("价目表,产品,单价,币种,阶梯方式", vec![]),
    ] {
        assert_eq!(unused_columns(&format!("{header}\n")), names);
    }
}

/// An archive class beside the standard one is another good, however cheap.
#[test]
fn an_archive_is_not_taken_for_standard_storage() {
    let ask = r#"{ "object_storage": { "gb": "1000" } }"#;
    let sheet = "price_book,service,sku,unit,unit_price,as_of\nalibaba-cn-hangzhou,object-storage,Archive,GB-Months,0.0023,2026-11-01\n";
    let published = cost(
        "price_book,sku,unit_price,as_of\nalibaba-cn-hangzhou,ECS public traffic,0.8,2026-11-01\n",
        "alibaba-cn-hangzhou",
        ask,
    );
    assert_eq!(cost(sheet, "alibaba-cn-hangzhou", ask), published);
}

/// A sheet of a provider that the catalogue does not have is a price book: 10 machines for 730 hours at 0.1 are 730.
#[test]
fn a_sheet_of_a_provider_of_ones_own_is_a_new_price_book() {
    let sheet = "price_book,service,sku,unit,unit_price,currency,vcpus,memory_gib,as_of\n\
        acme,compute,vm.4,Hours,0.1,USD,4,16,2026-11-01\n\
        acme,compute,vm.8,Hours,0.2,USD,8,32,2026-11-01\n";
    let ask = r#"{ "machines": { "count": "10", "vcpus": "4", "memory_gib": "16" } }"#;
    assert_eq!(cost(sheet, "acme", ask), "730 USD");
    // Without a currency, and for a name that is like a published one, a book is unknown.
    for (book, currency) in [
        ("acme", ""),
        ("azur-eastus", "USD"),
        ("aws-us-east-77", "USD"),
    ] {
        let sheet = format!(
            "price_book,service,sku,unit,unit_price,currency,as_of\n{book},compute,vm,Hours,0.1,{currency},2026-11-01\n"
        );
        let refused = read(&sheet).unwrap_err();
        assert_eq!(
            refused.first().problem.code(),
            "unknown_price_book",
            "{book}"
        );
    }
}
