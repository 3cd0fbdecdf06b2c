//! The analyses, with figures worked out by hand.

use netprice::agreement::commitment::Basis;
use netprice_study::analysis::{
    BarKind, CostGroup, FocusOptions, FocusVersion, Input, Variable, commitment_worth,
    cost_by_service, cost_curves, cost_range, focus_rows, focus_sum, needed_discount, one_more_of,
    sensitivity, waterfall,
};
use netprice_study::compare::{CompareAnswer, OfferAnswer};
use netprice_study::sku_match::Found;
use netprice_study::workload::{Measure, WorkloadField};
use netprice_study::{Catalog, Problems, Study, compare};

/// Two books: traffic at acme costs 0.1 a GB, all of it 0.05 above 100 GB; at beta it costs 0.08.
const TRAFFIC: &str = r#"
    currency = "USD"
    workload.lines = [{ id = "egress", ask.traffic.gb = "150" }]
    offers = [{ price_book = "acme" }, { price_book = "beta" }]
    [price_books.acme]
    provider = "acme"
    region = "north"
    currency = "USD"
    [price_books.acme.skus.egress]
    service = "internet-egress"
    unit = "GB"
    price.all_units.tiers = [
        { from = "0", up_to = "100", unit_price = "0.1" },
        { from = "100", unit_price = "0.05" },
    ]
    [price_books.beta]
    provider = "beta"
    region = "south"
    currency = "USD"
    skus.egress = { service = "internet-egress", unit = "GB", price.flat = "0.08" }
    skus.premium = { service = "internet-egress", unit = "GB", price.flat = "0.12" }
    [machines.acme]
    [machines.beta]
"#;

/// Ten hours at 0.2 or at 0.1 from a plan of 3 an hour, over one hour; and 20 GB at 0.1, half off.
const COMMITTED: &str = r#"
    currency = "USD"
    [price_books.acme]
    provider = "acme"
    region = "north"
    currency = "USD"
    skus.vm = { service = "compute", unit = "Hours", price.flat = "0.2" }
    skus.egress = { service = "internet-egress", unit = "GB", price.flat = "0.1" }
    [[offers]]
    price_book = "acme"
    usage.time_blocks = [{ id = "hour", hours = "1" }]
    usage.lines = [
        { id = "servers", sku = "vm", quantity = "10 Hours" },
        { id = "traffic", sku = "egress", quantity = "20 GB" },
    ]
    terms = [{ id = "half", scope.services = ["internet-egress"], change.pay = "5折" }]
    billing.minimum = "10 USD"
    commitments.held = [
        { id = "plan", draws.rates = { vm = "0.1 USD" }, capacity = "3", fee.hourly = "3 USD" },
    ]
"#;

/// A number of the line of traffic.
fn of_egress(measure: Measure) -> WorkloadField {
    let line = "egress".parse().expect("a name");
    WorkloadField { line, measure }
}

fn study(text: &str) -> Study {
    Study::from_toml(text).expect("a study")
}

fn catalog() -> Catalog {
    Catalog::published().expect("the catalogue")
}

fn answered(text: &str) -> CompareAnswer {
    compare(&study(text), &catalog())
}

fn offer<'a>(answer: &'a CompareAnswer, name: &str) -> &'a OfferAnswer {
    answer.offers[name].as_ref().expect("a priced offer")
}

fn codes(problems: &Problems) -> Vec<&str> {
    problems.iter().map(|one| one.problem.code()).collect()
}

#[test]
fn an_all_units_bound_of_the_studys_own_book_is_where_the_lead_changes() {
    let offers = ["acme", "beta"].map(|name| name.parse().expect("a name"));
    let egress = Variable::Workload(of_egress(Measure::Gb));
    let curves = cost_curves(&study(TRAFFIC), &offers, &egress, &catalog()).expect("curves");
    assert_eq!(curves.limit.to_string(), "300"); // twice 150
    let [change] = curves.changes.as_slice() else {
        panic!("one change: {:?}", curves.changes);
    };
    // Up to 100 GB 0.08 is less than 0.1, above 0.05 is less than 0.08; 100 × 0.08 = 8.
    assert_eq!(change.at.to_string(), "100");
    assert_eq!(change.cost.to_string(), "8 USD");
    assert_eq!(
        (change.below.as_str(), change.above.as_str()),
        ("beta", "acme")
    );
}

/// Only the bounds of the price show a tier as narrow as one GB among 300.
#[test]
fn a_narrow_all_units_tier_of_the_studys_own_book_is_not_missed() {
    let narrow = TRAFFIC.replace(
        r#"{ from = "100", unit_price = "0.05" },"#,
        r#"{ from = "100", up_to = "101", unit_price = "0.01" }, { from = "101", unit_price = "0.1" },"#,
    );
    let offers = ["acme", "beta"].map(|name| name.parse().expect("a name"));
    let egress = Variable::Workload(of_egress(Measure::Gb));
    let curves = cost_curves(&study(&narrow), &offers, &egress, &catalog()).expect("curves");
    let changes = curves.changes.iter();
    let changes = changes.map(|one| format!("{} {} {} {}", one.at, one.cost, one.below, one.above));
    // Up to 100 GB beta at 0.08 is 8; up to 101 GB acme at 0.01 is 1.01; then beta is again.
    let expected = ["100 8 USD beta acme", "101 1.01 USD acme beta"];
    assert_eq!(changes.collect::<Vec<_>>(), expected);
}

#[test]
fn a_number_with_whole_steps_has_no_curve() {
    let offers = ["acme".parse().expect("a name")];
    for measure in [Measure::Count, Measure::Vcpus, Measure::MemoryGib] {
        let variable = Variable::Workload(of_egress(measure));
        let problems = cost_curves(&study(TRAFFIC), &offers, &variable, &catalog());
        assert_eq!(codes(&problems.expect_err("no curve")), ["not_continuous"]);
    }
}

#[test]
fn a_curve_without_a_workload_says_that_there_is_none() {
    let offers = ["acme".parse().expect("a name")];
    let egress = Variable::Workload(of_egress(Measure::Gb));
    let problems = cost_curves(&study(COMMITTED), &offers, &egress, &catalog());
    assert_eq!(codes(&problems.expect_err("no workload")), ["no_workload"]);
}

#[test]
fn one_more_gb_costs_its_price_and_at_a_bound_the_cost_falls() {
    let (acme, field) = ("acme".parse().expect("a name"), of_egress(Measure::Gb));
    let one = |text: &str| one_more_of(&study(text), &acme, &field, &catalog()).expect("one more");
    assert_eq!(one(TRAFFIC).cost.to_string(), "0.05");
    // The GB after the hundredth makes 100 × 0.1 = 10 into 101 × 0.05 = 5.05.
    let below = TRAFFIC.replace("gb = \"150\"", "gb = \"100\"");
    assert_eq!(one(&below).cost.normalize().to_string(), "-4.95");
    assert!(one(&below).falls);
}

#[test]
fn a_second_sku_of_a_service_is_considered_and_said() {
    let answer = answered(TRAFFIC);
    let [only] = &offer(&answer, "beta").matches[..] else {
        panic!("one match");
    };
    let Found::Chosen { sku, choice } = &only.found else {
        panic!("a chosen SKU");
    };
    assert_eq!((sku.as_str(), choice.fitting), ("egress", 2));
    assert_eq!(choice.second.as_deref(), Some("premium"));
}

#[test]
fn unused_commitment_is_a_group_of_its_own_and_groups_sum_to_the_effective_cost() {
    let answer = answered(COMMITTED);
    let quote = &offer(&answer, "acme").quote;
    let groups = cost_by_service(quote).expect("groups");
    // 10 hours draw 1 of 3; 2 are unused. Traffic: 20 × 0.1 × 50% = 1. Together 1 + 2 + 1 = 4.
    let of = |group: CostGroup| groups[&group].to_string();
    assert_eq!(
        of(CostGroup::Service("compute".parse().expect("a service"))),
        "1 USD"
    );
    assert_eq!(of(CostGroup::UnusedCommitments), "2 USD");
    assert_eq!(
        of(CostGroup::Service(
            "internet-egress".parse().expect("a service")
        )),
        "1 USD"
    );
    assert_eq!(groups.len(), 3);
    assert_eq!(
        quote.quote.effective().expect("a total").to_string(),
        "4 USD"
    );
}

#[test]
fn an_unused_commitment_is_exported_as_unused_and_not_as_covered_usage() {
    let options = FocusOptions::new(FocusVersion::V1_2, "2026-11-30".parse().expect("a day"));
    let rows = focus_rows(&answered(COMMITTED), None, &options);
    let column =
        |name: &str| -> Vec<String> { rows.iter().map(|row| row.cell(name, &options)).collect() };
    assert_eq!(
        column("CommitmentDiscountStatus"),
        ["Used", "", "Unused", ""]
    );
    assert_eq!(
        column("PricingCategory"),
        ["Committed", "Standard", "Committed", ""]
    );
    assert_eq!(
        column("ChargeCategory"),
        ["Usage", "Usage", "Usage", "Adjustment"]
    );
    assert_eq!(column("ChargeClass"), ["", "", "", ""]);
    // The minimum of 10 adds 6 to the charges of 4.
    assert_eq!(column("EffectiveCost"), ["1.0", "1.0", "2.0", "6.0"]);
    assert_eq!(column("BilledCost"), ["1.0", "1.0", "2.0", "6.0"]);
    // The commitment is to a SKU of compute, so its unused part is too.
    assert_eq!(
        column("ServiceName"),
        ["compute", "internet-egress", "compute", "acme"]
    );
    let due = focus_sum(&rows, |costs| costs.billed).expect("a sum");
    assert_eq!(due.map(|due| due.to_string()).as_deref(), Some("10 USD"));
}

#[test]
fn a_waterfall_leads_from_list_to_the_amount_due_without_a_gap() {
    let answer = answered(COMMITTED);
    let bars = waterfall(&offer(&answer, "acme").quote.quote).expect("bars");
    let shown = bars.iter().map(|bar| {
        let what = match &bar.what {
            BarKind::List => "list".to_owned(),
            BarKind::Term(term) => term.to_string(),
            BarKind::Commitment(commitment) => commitment.to_string(),
            BarKind::Bill(kind) => format!("{kind:?}"),
            BarKind::Payments => "payments".to_owned(),
            BarKind::AmountDue => "due".to_owned(),
        };
        format!("{what} {} {}", bar.change, bar.left)
    });
    // List 2 + 2; half of traffic off; the plan saves 1 and leaves 2 unused; the minimum adds 6.
    let expected = [
        "list 4 USD 4 USD",
        "plan 1 USD 5 USD",
        "half -1 USD 4 USD",
        "Minimum 6 USD 10 USD",
        "due 10 USD 10 USD",
    ];
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

#[test]
fn a_commitment_covers_the_share_of_usage_that_draws_on_it() {
    let answer = answered(COMMITTED);
    let worth = commitment_worth(&offer(&answer, "acme").quote.quote, Basis::List);
    let worth = worth.expect("shares");
    // 2 of the 4 at list are covered; effective cost is 4 as well, so nothing is saved.
    assert_eq!(worth.coverage.expect("a share").to_string(), "0.5");
    assert_eq!(worth.savings_rate.expect("a share").to_string(), "0");
}

#[test]
fn each_input_moves_the_total_by_a_tenth_of_itself() {
    let beta = "beta".parse().expect("a name");
    let found = sensitivity(&study(TRAFFIC), &beta, &catalog()).expect("a sensitivity");
    assert_eq!(found.total.to_string(), "12 USD"); // 150 × 0.08
    let [egress, discount] = found.influences.as_slice() else {
        panic!("traffic and the discount: {found:?}");
    };
    assert_eq!(egress.input, Input::Workload(of_egress(Measure::Gb)));
    assert_eq!(egress.less.to_string(), "10.8 USD"); // 135 × 0.08
    assert_eq!(egress.more.expect("more traffic").to_string(), "13.2 USD");
    assert_eq!(discount.input, Input::Discount);
    assert!(discount.more.is_none(), "nobody pays more than list");
}

#[test]
fn an_unknown_offer_and_a_missing_price_are_what_they_are() {
    let target = "1 USD".parse().expect("money");
    let gamma = "gamma".parse().expect("a name");
    let unknown = needed_discount(&study(TRAFFIC), &gamma, target, &catalog());
    assert_eq!(
        codes(&unknown.expect_err("no such offer")),
        ["unknown_offer"]
    );
    // Nobody sells storage at beta, so that its total is not known.
    let stored = TRAFFIC.replace(
        "workload.lines = [",
        "workload.lines = [{ id = \"storage\", ask.object_storage.gb = \"5\" }, ",
    );
    let beta = "beta".parse().expect("a name");
    let missing = cost_range(&study(&stored), &beta, &catalog());
    assert_eq!(codes(&missing.expect_err("no total")), ["missing_prices"]);
}

#[test]
fn an_amount_due_is_compared_in_the_currency_of_the_study() {
    let yuan = COMMITTED.replacen("currency = \"USD\"", "currency = \"CNY\"", 1);
    let rates = "exchange_rates = { source = \"by hand\", as_of = \"2026-11-01\", base = \"USD\", rates = { CNY = \"7\" } }\n";
    let answer = answered(&format!("{rates}{yuan}"));
    // The minimum of 10 USD at 7.
    let due = offer(&answer, "acme").quote.amount_due.expect("a bill");
    assert_eq!(due.to_string(), "70 CNY");
    let offer = offer(&answer, "acme");
    assert_eq!(offer.effective().expect("a total").to_string(), "28 CNY");
}
