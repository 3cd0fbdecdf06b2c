//! What a comparison is saved as.

use netprice::value::decimal::print;
use netprice::{Currency, NonNegative};
use netprice_catalog::Catalog;
use netprice_page::app::forms::{Forms, View};
use netprice_page::app::study::study_of_view;
use netprice_page::compare::committed::Chosen;
use netprice_page::compare::contract::ContractForm;
use netprice_page::compare::document::Document;
use netprice_page::compare::evaluate::evaluate;
use netprice_page::compare::lines::WorkloadForm;
use netprice_page::kit::draft::Draft;
use netprice_page::language::Language;
use netprice_study::analysis::{FocusOptions, FocusVersion, focus_csv, scenario_of};
use netprice_study::commit::sold_at;
use netprice_study::workload::{Named, WorkloadLine};
use netprice_study::{Study, compare};
use rust_decimal::Decimal;

const BOOK: &str = "aws-us-east-1";

/// Three machines that run all month, and four reserved ones of the same kind.
fn with_one_too_many(catalog: &Catalog) -> Document {
    let document = Document::initial(&[BOOK]).with_currency(Currency::USD);
    let workload = WorkloadForm::clone(&document.workload).typed(0, "3 × 4 vCPU 16 GiB");
    let mut line = WorkloadLine::clone(&workload.lines[0].line);
    let machine = Named::Sku("m6a.xlarge".parse().unwrap());
    line.skus.insert(BOOK.parse().unwrap(), machine);
    let document = document.with_workload(workload.with_line(0, line));
    let study = document.study();
    let ahead = sold_at(&study, &study.offers[0], catalog);
    let chosen = Chosen {
        key: "reserved 12 none m6a.xlarge".to_owned(),
        count: Draft::typed("4"),
    };
    let mut contract = ContractForm {
        chosen: vec![chosen],
        ..ContractForm::default()
    };
    contract.commit(&ahead);
    document.with_contract(0, contract, Some(Currency::USD))
}

#[test]
fn what_is_bought_ahead_and_not_used_is_a_row_of_its_own() {
    let catalog = Catalog::published().unwrap();
    let answer = compare(&with_one_too_many(&catalog).study(), &catalog);
    let options = FocusOptions::new(FocusVersion::V1_4, "2026-11-30".parse().unwrap());
    let table = focus_csv(&answer, None, &options);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let names = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let column = |name: &str| names.iter().position(|one| one == name).unwrap();
    let of_status = |status: &str| {
        let status = status.to_owned();
        let rows = rows.iter();
        rows.filter(move |row| row[column("CommitmentDiscountStatus")] == status)
    };
    let cost = |status: &str| -> Decimal {
        let costs =
            of_status(status).map(|row| row[column("EffectiveCost")].parse::<NonNegative>());
        costs.map(|cost| cost.unwrap().get()).sum()
    };
    // One costs 0.11431 an hour, and the month has 730: three are used, and one is not.
    assert_eq!(print(cost("Used")), "250.3389");
    assert_eq!(print(cost("Unused")), "83.4463");
    // The commitment is to machines only.
    assert_eq!(
        &of_status("Unused").next().unwrap()[column("ServiceName")],
        "compute"
    );
    assert!(rows.iter().all(|row| row[column("ChargeClass")].is_empty()));
}

#[test]
fn a_scenario_names_the_study_and_what_it_comes_to() {
    let catalog = Catalog::published().unwrap();
    let document = Document::initial(&[BOOK, "unheard-of"]);
    let workload = WorkloadForm::clone(&document.workload);
    let workload = workload
        .typed(0, "3 × 4 vCPU 16 GiB")
        .typed(1, "1 TB objects");
    let study = document
        .with_workload(workload.typed(2, "20 TB out"))
        .study();
    let answer = compare(&study, &catalog);
    let scenario = scenario_of(&study, &answer, "here", "saved");
    let file = scenario.to_toml().unwrap();
    assert!(file.contains("[[cases.study.workload.lines]]"), "{file}");
    assert!(file.contains(r#"ranking = ["aws-us-east-1"]"#), "{file}");
    // The list cost of tests/studies/compare_1.expected.json: no clause changes it.
    assert!(
        file.contains(r#"list = "14309.551278195489 CNY""#),
        "{file}"
    );
    assert!(
        file.contains("'unheard-of' is not a known price book"),
        "{file}"
    );
}

/// What the command answers of the saved file is what the page shows.
#[test]
fn the_study_of_the_comparison_has_the_same_costs_elsewhere() {
    let catalog = Catalog::published().unwrap();
    let typed = |discount: &str| ContractForm {
        discount: Draft::typed(discount),
        minimum: Draft::typed("20000"),
        ..ContractForm::default()
    };
    let text = " 7 × 4 vCPU 16 GiB";
    let first = Document::first(Language::Simplified);
    let workload = WorkloadForm::clone(&first.workload).typed(0, text);
    let document = first
        .with_workload(workload)
        .with_contract(0, typed("4.5折"), Some(Currency::CNY))
        .with_contract(1, typed("45"), Some(Currency::CNY));
    let shown = evaluate(&document, &catalog);
    let forms = Forms {
        view: View::Prices,
        ..Forms::new(document)
    };
    let saved = serde_json::to_string(&study_of_view(&forms, &catalog)).unwrap();
    let answer = compare(&Study::from_json(&saved).unwrap(), &catalog);
    // The second offer has a discount that cannot be read: it is priced under the contract before, at list.
    assert_eq!(shown.contracts.iter().collect::<Vec<_>>(), [&1]);
    assert_eq!(answer.offers.len(), shown.priced.len());
    assert_eq!(Some(answer.comparison), shown.comparison);
    assert_eq!(answer.problems, []);
}

/// An added machine is known from the overrides alone.
#[test]
fn own_prices_are_in_the_saved_study() {
    let catalog = Catalog::published().unwrap();
    let sheet = "price_book,service,sku,unit,unit_price,as_of,vcpus,memory_gib\n\
                 aws-us-east-1,compute,own.4xlarge,Hours,0.01,2026-11-01,16,64\n";
    let overrides = netprice_study::overrides::sheet::read(sheet, &Default::default()).unwrap();
    let (with, _) = netprice_study::overrides::applied(&catalog, &overrides);
    let document = Document::initial(&[BOOK, "azure-eastus"]);
    let shown = evaluate(&document, &with).comparison.unwrap();
    let forms = Forms {
        overrides: std::rc::Rc::new(overrides.clone()),
        ..Forms::new(document)
    };
    let answer = compare(&study_of_view(&forms, &catalog), &catalog);
    assert_eq!(answer.comparison, shown);
    // 3 × 730 hours at 0.01 cost less than at any published price.
    let published = evaluate(&forms.compare.document, &catalog)
        .comparison
        .unwrap();
    assert!(shown.ranked[0].costs.list.amount() < published.ranked[0].costs.list.amount());
}
