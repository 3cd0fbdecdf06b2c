//! What is worked out in steps, or after something else, is what is worked out at once.

use netprice::Currency;
use netprice::book::tax::TaxBasis;
use netprice_catalog::Catalog;
use netprice_page::compare::contract::ContractForm;
use netprice_page::compare::document::{Document, OfferForm};
use netprice_page::compare::evaluate::{Evaluation, evaluate, evaluate_after};
use netprice_page::compare::lines::WorkloadForm;
use netprice_page::kit::draft::Draft;
use netprice_study::analysis::oldest_price;

/// Six clouds of several parts of the world, at their list prices.
fn six_clouds() -> Document {
    Document::initial(&[
        "alibaba-cn-hangzhou",
        "tencent-ap-guangzhou",
        "aws-china-cn-north-1",
        "aws-us-east-1",
        "azure-eastus",
        "gcp-us-central1",
    ])
}

/// The study with another text for its line of traffic.
fn out(document: Document, text: &str) -> Document {
    let workload = WorkloadForm::clone(&document.workload).typed(2, text);
    document.with_workload(workload)
}

/// The first view makes its offers without reading contracts.
#[test]
fn an_offer_at_list_has_an_empty_contract() {
    let listed = OfferForm::at_list("aws-us-east-1".parse().unwrap());
    assert_eq!(listed, OfferForm::of(listed.offer.clone()));
}

/// Each change is one that a person makes; the others keep what was priced before.
#[test]
fn an_evaluation_after_another_is_the_same() {
    let catalog = Catalog::published().unwrap();
    let pay = |document: Document, offer: usize, pay: &str| {
        let contract = ContractForm {
            discount: Draft::typed(pay),
            ..ContractForm::default()
        };
        document.with_contract(offer, contract, Some(Currency::CNY))
    };
    let first = six_clouds();
    let documents = [
        first.clone(),
        pay(first.clone(), 0, "4.5折"),
        pay(first.clone(), 2, "45"),
        pay(first.clone(), 2, "pay 45%"),
        out(first.clone(), "1 GB out"),
        out(first.clone(), "x"),
        first.clone().with_tax_basis(TaxBasis::BeforeTax),
        first.with_currency(Currency::USD),
    ];
    let mut before = Evaluation::default();
    let mut contracts = Vec::new();
    for document in documents.iter().chain(documents.iter().rev()) {
        let after = evaluate_after(&before, document, &catalog);
        assert_eq!(after, evaluate(document, &catalog));
        contracts.push(after.contracts.iter().copied().collect::<Vec<usize>>());
        before = after;
    }
    // A bare 45 is marked, and its offer is priced as before.
    assert_eq!(contracts[1..4], [vec![], vec![2], vec![]]);
}

/// Two of a name could not be told apart: the first is ranked, and of the second is said why it is not.
#[test]
fn of_two_offers_of_one_name_the_second_is_left_out() {
    let catalog = Catalog::published().unwrap();
    let document = Document::initial(&["aws-us-east-1", "aws-us-east-1", "gcp-us-central1"]);
    let evaluation = evaluate(&document, &catalog);
    let ranked = &evaluation.comparison.as_ref().unwrap().ranked;
    let names: Vec<&str> = ranked.iter().map(|one| one.offer.as_str()).collect();
    assert_eq!(names, ["gcp-us-central1", "aws-us-east-1"]);
    let wrong: Vec<usize> = evaluation.offers.keys().copied().collect();
    assert_eq!(wrong, [1]);
    assert_eq!(
        evaluation.offers[&1].first().problem.code(),
        "duplicate_offer"
    );
}

#[test]
fn the_oldest_price_of_an_offer_counts_from_its_last_day() {
    let catalog = Catalog::published().unwrap();
    let evaluation = evaluate(&six_clouds(), &catalog);
    let months = |offer, today: &str| {
        let name = evaluation.name(offer).unwrap();
        oldest_price(
            evaluation.quote(name).unwrap(),
            today.parse::<netprice::value::day::Day>().unwrap().date(),
        )
    };
    // Tencent Cloud's machine is published for 2022-05-20, and its traffic for 2019-01-01/2022-12-31: the machine is
    // older, as a range counts by its last day.
    assert_eq!(months(1, "2023-05-20"), Some(12));
    assert_eq!(months(1, "2023-05-19"), None);
    // Google Cloud's are all of 2026.
    assert_eq!(months(5, "2026-11-22"), None);
}
