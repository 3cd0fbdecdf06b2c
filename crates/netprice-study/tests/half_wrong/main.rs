//! What is wrong with one part of a question does not keep the others from being answered.

use netprice_study::outcome::Outcome;
use netprice_study::{
    Answer, Catalog, CommitAnswer, Located, MarketAnswer, Study, TokensAnswer, TrafficAnswer,
    answer,
};

mod refused;

/// The answer to a study, which travels as JSON with its problems.
fn answered(toml: &str) -> Answer {
    let study = Study::from_toml(toml).unwrap();
    let found = answer(&study, &Catalog::published().unwrap());
    let json = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Answer>(&json).unwrap(), found);
    found
}

/// What is wrong, a line for each problem.
fn wrong<T: std::fmt::Debug>(outcome: &Outcome<T>) -> String {
    outcome.as_ref().unwrap_err().to_string()
}

fn lines(problems: &[Located]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// 100 hours × 0.1 are 10.
#[test]
fn one_offer_of_two() {
    let found = answered(
        r#"
        currency = "USD"
        [price_books.acme]
        provider = "acme"
        region = "north"
        currency = "USD"
        skus.vm = { service = "compute", unit = "Hours", price.flat = "0.1", published = { source = "a page", as_of = "2026-11-01" } }
        [[offers]]
        price_book = "acme"
        usage.lines = [{ id = "a", sku = "vm", quantity = "100 Hours" }]
        [[offers]]
        id = "other"
        price_book = "acme"
        usage.lines = [{ id = "a", sku = "vn", quantity = "100 Hours" }]
        "#,
    );
    let compare = found.compare.unwrap();
    let good = compare.offers["acme"].as_ref().unwrap();
    assert_eq!(good.effective().unwrap().to_string(), "10 USD");
    assert_eq!(compare.comparison.ranked.len(), 1);
    assert_eq!(
        wrong(&compare.offers["other"]),
        "offers[1].usage.lines[0].sku: 'vn' is not in the price book; expected one of vm"
    );
}

/// Twice 100 hours × 0.1 are 20: the machines of an unknown book and an unknown SKU are said beside.
#[test]
fn machines_that_no_price_book_lists() {
    let found = answered(
        r#"
        currency = "USD"
        workload.lines = [{ id = "machines", ask.machines = { count = "2", vcpus = "2", memory_gib = "4", hours = "100" } }]
        offers = [{ price_book = "acme" }]
        [price_books.acme]
        provider = "acme"
        region = "north"
        currency = "USD"
        skus.vm = { service = "compute", unit = "Hours", price.flat = "0.1" }
        [machines.acme]
        vm = { vcpus = "2", memory_gib = "4" }
        vn = { vcpus = "2", memory_gib = "4" }
        [machines.globex]
        vm = { vcpus = "2", memory_gib = "4" }
        "#,
    );
    let compare = found.compare.unwrap();
    let acme = compare.offers["acme"].as_ref().unwrap();
    assert_eq!(acme.effective().unwrap().to_string(), "20 USD");
    assert_eq!(
        lines(&compare.problems),
        [
            "machines.acme.vn: 'vn' is not in the price book; expected one of vm",
            "machines.globex: 'globex' is not a known price book; expected one of acme",
        ]
    );
}

fn traffic(toml: &str) -> TrafficAnswer {
    answered(toml).traffic.unwrap().unwrap()
}

/// 280 Mbps × 300 s ÷ 8,000 are 10.5 GB, and 8.4 at 0.8. A floor of 50 at 20 and 50 above it are 2,000.
#[test]
fn some_tariffs_methods_and_contracts() {
    let found = traffic(
        r#"
        currency = "CNY"
        [traffic]
        samples.values = ["40", "60", "100", "80"]
        area = "atlantis"
        published = ["aws-egres-us"]
        tariffs.good = { metering.volume = "out", unit = "GB", currency = "CNY", price.flat = "0.8" }
        tariffs.unit = { metering.volume = "out", unit = "Mbps-month", currency = "CNY", price.flat = "0.8" }
        tariffs.ends = { metering.volume = "out", unit = "GB", currency = "CNY", price.graduated = [{ from = "0", up_to = "5", unit_price = "0.8" }] }
        methods.highest.within.highest = 1
        methods.beyond.within.discard_top.percent = "101"
        [traffic.contracts]
        agreed = { price = "20 CNY", figure.method = "highest", guarantee = { floor = "50", excess = "apart", valid_days = 30, existing_days = 30, month_days = 30 } }
        days = { price = "20 CNY", figure.method = "highest", guarantee = { floor = "50", valid_days = 31, existing_days = 31, month_days = 30 } }
        method = { price = "20 CNY", figure.method = "beyond", guarantee = { floor = "50", valid_days = 30, existing_days = 30, month_days = 30 } }
        unknown = { price = "20 CNY", figure.method = "hihgest", guarantee = { floor = "50", valid_days = 30, existing_days = 30, month_days = 30 } }
        "#,
    );
    let good = found.tariffs["good"].as_ref().unwrap();
    assert_eq!(good.billed.cost.to_string(), "8.4 CNY");
    // A contract is ranked with the tariffs.
    assert_eq!(found.ranked, ["good", "agreed"]);
    assert_eq!(
        wrong(&found.tariffs["unit"]),
        "traffic.tariffs.unit.unit: the unit of the price does not fit the metering; expected GB or GiB for a volume, Mbps for a bandwidth, and Mbps-day for each day's peak"
    );
    assert_eq!(
        wrong(&found.tariffs["ends"]),
        "traffic.tariffs.ends: '10.5' is above the last tier of the price; expected at most 5"
    );
    let unknown = wrong(&found.tariffs["aws-egres-us"]);
    let start = "traffic.published[0]: 'aws-egres-us' is not a published tariff; expected a tariff of the study, or one of aws-egress-us, ";
    assert!(unknown.starts_with(start), "{unknown}");
    let highest = found.methods["highest"].as_ref().unwrap();
    assert_eq!(highest.mbps.to_string(), "100");
    assert_eq!(
        wrong(&found.methods["beyond"]),
        "traffic.methods.beyond: '101' is too large; expected at most 100"
    );
    let contract = found.contracts["agreed"].as_ref().unwrap();
    assert_eq!(contract.cost.to_string(), "2000 CNY");
    assert_eq!(
        wrong(&found.contracts["days"]),
        "traffic.contracts.days.guarantee: '31' is too large; expected at most 30"
    );
    assert_eq!(
        wrong(&found.contracts["method"]),
        "traffic.contracts.method.figure: '101' is too large; expected at most 100"
    );
    assert!(
        wrong(&found.contracts["unknown"])
            .starts_with("traffic.contracts.unknown.figure: 'hihgest' is not a known peak method")
    );
    assert!(
        lines(&found.problems)[0]
            .starts_with("traffic.area: nothing is published for 'atlantis'; expected ")
    );
}

/// An own tariff of a published name takes its place: 10.5 GB at 1 are 10.5.
#[test]
fn a_tariff_of_a_published_name() {
    let found = traffic(
        r#"
        currency = "USD"
        [traffic]
        samples.values = ["40", "60", "100", "80"]
        area = "us"
        service = "egress"
        published = ["aws-egress-us"]
        tariffs.aws-egress-us = { metering.volume = "out", unit = "GB", currency = "USD", price.flat = "1" }
        "#,
    );
    let own = found.tariffs["aws-egress-us"].as_ref().unwrap();
    assert_eq!(own.billed.cost.to_string(), "10.5 USD");
    assert!(found.tariffs.len() > 1);
    assert_eq!(lines(&found.problems), Vec::<String>::new());
}

/// 100 Mbps on 15 of 30 days are 50, at 20: no traffic is needed for that. 20 Mbps × 0.6 for 12 of 24
/// hours are 6.
#[test]
fn what_needs_no_traffic() {
    let found = traffic(
        r#"
        currency = "CNY"
        [traffic]
        service = "cdn"
        tariffs.good = { metering.volume = "out", unit = "GB", currency = "CNY", price.flat = "0.8" }
        methods.highest.within.highest = 1
        contracts.agreed = { price = "20 CNY", figure.mbps = "100", guarantee = { floor = "0", valid_days = 15, existing_days = 15, month_days = 30 } }
        fixed_days.good = { currency = "CNY", price.flat = "0.6", day = { settings = ["10", "20"], hours = "11.5" } }
        fixed_days.long = { currency = "CNY", price.flat = "0.6", day = { settings = ["10", "20"], hours = "24.5" } }
        "#,
    );
    let contract = found.contracts["agreed"].as_ref().unwrap();
    assert_eq!(contract.cost.to_string(), "1000 CNY");
    let day = found.fixed_days["good"].as_ref().unwrap();
    assert_eq!(day.to_string(), "6 CNY");
    assert_eq!(
        wrong(&found.fixed_days["long"]),
        "traffic.fixed_days.long.day: '24.5' is too large; expected at most 24"
    );
    let none = "traffic.samples: no value is given; expected one";
    assert_eq!(wrong(&found.tariffs["good"]), none);
    assert_eq!(wrong(&found.methods["highest"]), none);
    assert!(!found.is_no_month);
    assert!(
        lines(&found.problems)[0].starts_with("traffic.area: the service needs an area; expected ")
    );
}

fn commit(toml: &str) -> CommitAnswer {
    answered(toml).commit.unwrap().unwrap()
}

/// Ten of 24 hours × 0.5 are 120, and the ten above for two hours at 1 are 20. The same prices in CNY at
/// 8 a dollar come to the same.
#[test]
fn one_of_several_loads() {
    let found = commit(
        r#"
        currency = "USD"
        exchange_rates = { source = "made up", as_of = "2026-11-01", base = "USD", rates = { CNY = "8" } }
        [[offers]]
        price_book = "aws-us-east-1"
        usage.lines = [{ id = "a", sku = "m6a.xlarge", quantity = "1 Hours" }]
        [commit]
        load.blocks = [{ hours = "12", units = "10" }, { hours = "10", units = "4" }, { hours = "2", units = "20" }]
        offers = ["aws-us-east-1", "unheard-of", "dollars"]
        budget = "100 EUR"
        own.dollars = { on_demand = "1 USD", options.year.fee = "0.5 USD" }
        own.yuan = { on_demand = "8 CNY", options.year.fee = "4 CNY" }
        own.pounds = { on_demand = "1 USD", options.year.fee = "0.5 GBP" }
        "#,
    );
    for name in ["dollars", "yuan"] {
        let good = found.offers[name].as_ref().unwrap();
        assert_eq!(good.best.cost.to_string(), "140 USD", "{name}");
        assert_eq!(good.over_budget, None);
    }
    assert_eq!(
        wrong(&found.offers["pounds"]),
        "commit.own.pounds.options.year.fee: 'GBP' has no exchange rate; expected one of USD, CNY"
    );
    assert_eq!(
        wrong(&found.offers["aws-us-east-1"]),
        "offers[0]: the offer 'aws-us-east-1' runs no machine; expected a workload with machines"
    );
    assert_eq!(
        wrong(&found.offers["unheard-of"]),
        "commit.offers[1]: 'unheard-of' is not an offer of the study; expected one of aws-us-east-1"
    );
    assert_eq!(
        lines(&found.problems),
        [
            "commit.budget: 'EUR' has no exchange rate; expected one of USD, CNY",
            "commit.offers[2]: 'dollars' is the name of two offers; expected a unique name"
        ]
    );
}

fn market(toml: &str) -> MarketAnswer {
    answered(toml).market.unwrap().unwrap()
}

/// 30 × 2.125 are 63.75. Without months there are no paths, and only what needs them says so.
#[test]
fn some_sellers_and_servers() {
    let found = market(
        r#"
        currency = "CNY"
        [market.series.own]
        currency = "CNY"
        prices = [{ day = "2026-01-01", price = "0", source = "a quote" }, { day = "2026-02-01", price = "1", source = "a quote" }]
        [market.sellers]
        good = { sale = { list = "100 CNY", cost = "30 CNY", follows = "1" }, hardware = ["2.125"] }
        late = { sale = { list = "100 CNY", cost = "30 CNY", follows = "1" }, hardware = ["2.125"], delivery = { month = 6, confidence = "0.9" } }
        free = { sale = { list = "0 CNY", cost = "30 CNY", follows = "1" } }
        [market.tender]
        opening = "5折"
        sellers = [{ name = "a", floor = "3折", step = "1折", stock = "1", cost = "3折" }]
        delivery = { list = "100 CNY", month = 6, penalty = "0.2" }
        [market.buyer]
        weigh = { capital = "1 CNY", own_month = "1 CNY", rent_month = "1 CNY", residual = "0", correlation = "0", utilisation = ["1", "1", "1"], rate = "0" }
        [market.own_or_rent]
        rate = "0"
        own = ["100 USD"]
        rent = ["60 USD", "60 CNY"]
        [market.servers.good]
        utilisation = "0.5"
        server = { capital = "292000 USD", residual = "0 USD", months = 40, gpus = 8, power_kw = "10", idle_power = "1", pue = "1.5", tariff = "0.1 USD", monthly = "365 USD", interest = "0", failures = "0" }
        [market.servers.bad]
        utilisation = "1.5"
        server = { capital = "292000 USD", residual = "0 USD", months = 0, gpus = 8, power_kw = "10", idle_power = "1", pue = "1.5", tariff = "0.1 USD", monthly = "365 USD", interest = "0", failures = "0" }
        "#,
    );
    let hardware = "2.125".parse().unwrap();
    for name in ["good", "late"] {
        let seller = found.sellers[name].as_ref().unwrap();
        assert_eq!(seller.at[&hardware].cost.to_string(), "63.75 CNY", "{name}");
    }
    let no_paths = "market.months: no value is given; expected one";
    let late = found.sellers["late"].as_ref().unwrap();
    assert_eq!(wrong(late.delivery.as_ref().unwrap()), no_paths);
    assert_eq!(
        wrong(&found.sellers["free"]),
        "market.sellers.free.sale: '0' is zero; expected more than zero"
    );
    // Who is alone opens, and holds the bid.
    let tender = found.tender.unwrap().unwrap();
    assert_eq!(tender.result.winner.unwrap(), "a");
    assert_eq!(wrong(&tender.aftermath.unwrap()), no_paths);
    assert_eq!(wrong(&found.buyer.unwrap()), no_paths);
    assert_eq!(
        wrong(&found.history.unwrap()),
        "market.series.own.prices[0].price: '0' is zero; expected more than zero"
    );
    assert_eq!(
        wrong(&found.own_or_rent.unwrap()),
        "market.own_or_rent: 'USD' is another currency; expected CNY"
    );
    // 292,000 ÷ 40 + 10 × 1.5 × 730 × 0.1 + 365 = 7,300 + 1,095 + 365.
    let server = found.servers["good"].as_ref().unwrap();
    assert_eq!(server.month.cost.to_string(), "8760 USD");
    assert_eq!(
        wrong(&found.servers["bad"]),
        "market.servers.bad.server.months: '0' is zero; expected more than zero\nmarket.servers.bad.utilisation: '1.5' is not between 0 and 1; expected a share such as 0.95"
    );
}

/// Of a price that stays 1 the floor is 30%. What is beyond the last month is told apart.
#[test]
fn deliveries_beyond_the_last_month() {
    let found = market(
        r#"
        currency = "CNY"
        [market]
        months = 6
        paths = 2
        moves.factors = ["1"]
        [market.sellers.late]
        sale = { list = "100 CNY", cost = "30 CNY", follows = "1" }
        delivery = { month = 6, confidence = "0.9", late = 1 }
        [market.sellers.later]
        sale = { list = "100 CNY", cost = "30 CNY", follows = "1" }
        delivery = { month = 7, confidence = "0.9" }
        [market.sellers.unbid]
        sale = { list = "100 CNY", cost = "30 CNY", follows = "1" }
        delivery = { month = 6, confidence = "0.9", clause = { passed_on = "1", rise = "1", fall = "0" } }
        "#,
    );
    let delivery = |name: &str| {
        let seller = found.sellers[name].as_ref().unwrap();
        assert_eq!(seller.at.len(), 1);
        seller.delivery.clone().unwrap()
    };
    let late = delivery("late").unwrap();
    assert_eq!(late.floor.to_string(), "0.3");
    assert_eq!(
        wrong(&late.delay.unwrap()),
        "market.sellers.late.delivery.late: '7' is too large; expected at most 6"
    );
    assert_eq!(
        wrong(&delivery("later")),
        "market.sellers.later.delivery.month: '7' is too large; expected at most 6"
    );
    assert_eq!(
        wrong(&delivery("unbid")),
        "market.sellers.unbid.delivery.bid: no value is given; expected one"
    );
}

/// The price stays 1, so that a month's rent of 100 for 6 months is 600 against 500: buying saves 100.
#[test]
fn tender_and_wait_beyond_the_last_month() {
    let found = market(
        r#"
        currency = "CNY"
        [market]
        months = 6
        paths = 2
        moves.factors = ["1"]
        [market.tender]
        opening = "5折"
        sellers = [{ name = "A", floor = "3折", step = "0.2折", stock = "0", cost = "3折" }]
        delivery = { list = "100 CNY", month = 7, penalty = "0.1" }
        [market.buyer]
        weigh = { capital = "500 CNY", own_month = "0 CNY", rent_month = "100 CNY", residual = "0", correlation = "1", utilisation = ["1", "1", "1"], rate = "0" }
        wait = { months = 7, month_without = "5 CNY", confidence = "0.9" }
        "#,
    );
    let tender = found.tender.unwrap().unwrap();
    assert_eq!(tender.result.winner.unwrap(), "A");
    assert_eq!(
        wrong(&tender.aftermath.unwrap()),
        "market.tender.delivery.month: '7' is too large; expected at most 6"
    );
    let buyer = found.buyer.unwrap().unwrap();
    assert_eq!(buyer.weighed.net_present_value.to_string(), "100 CNY");
    assert_eq!(
        wrong(&buyer.waiting.unwrap()),
        "market.buyer.wait.months: '7' is too large; expected at most 6"
    );
}

/// Factors need no series, and paths no quantiles: the floor of a price that doubles is 60%.
#[test]
fn paths_without_what_they_do_not_need() {
    let found = market(
        r#"
        currency = "CNY"
        [market]
        months = 1
        paths = 2
        moves.factors = ["2"]
        quantiles = ["0.5", "1.5"]
        [market.series.own]
        currency = "CNY"
        prices = [{ day = "2026-01-01", price = "1", source = "a quote" }]
        [market.sellers.good]
        sale = { list = "100 CNY", cost = "30 CNY", follows = "1" }
        delivery = { month = 1, confidence = "0.9" }
        "#,
    );
    let seller = found.sellers["good"].as_ref().unwrap();
    let delivery = seller.delivery.as_ref().unwrap().as_ref().unwrap();
    assert_eq!(delivery.floor.to_string(), "0.6");
    assert_eq!(
        wrong(&found.outlook.unwrap()),
        "market.quantiles[1]: '1.5' is not between 0 and 1; expected a share such as 0.95"
    );
    assert!(wrong(&found.history.unwrap()).starts_with("market.series.own.prices: "));
    let found = market(
        r#"
        currency = "CNY"
        [market]
        months = 1
        moves.factors = ["1", "0"]
        "#,
    );
    assert_eq!(
        wrong(&found.outlook.unwrap()),
        "market.moves.factors[1]: '0' is zero; expected more than zero"
    );
}

fn tokens(toml: &str) -> TokensAnswer {
    answered(toml).tokens.unwrap().unwrap()
}

/// 730 a month is 1 an hour; 1,000 tokens a second are 3.6 million: 0.277777777778 a million.
#[test]
fn machines_without_the_api() {
    let found = tokens(
        r#"
        currency = "USD"
        [tokens]
        million_tokens = "100"
        api.published = { provider = "openai", model = "gpt-0", direction = "output" }
        machines.good = { cost.month = "730 USD", tokens_per_second = "1000", utilisation = "1" }
        machines.busy = { cost.month = "730 USD", tokens_per_second = "0", utilisation = "1.5" }
        machines.pounds = { cost.month = "730 XAU", tokens_per_second = "1000", utilisation = "1" }
        "#,
    );
    let good = found.machines["good"].as_ref().unwrap();
    assert_eq!(good.million.to_string(), "0.277777777778 USD");
    assert_eq!(good.against_api, None);
    let api = wrong(&found.api_million.unwrap());
    let start = "tokens.api.published.model: nothing is published for 'gpt-0'; expected one of ";
    assert!(api.starts_with(start) && api.contains("gpt-4"), "{api}");
    assert_eq!(
        wrong(&found.machines["busy"]),
        "tokens.machines.busy.tokens_per_second: '0' is zero; expected more than zero\ntokens.machines.busy.utilisation: '1.5' is not between 0 and 1; expected a share such as 0.95"
    );
    assert!(wrong(&found.machines["pounds"]).starts_with("tokens.machines.pounds.cost: "));
}

/// 100 million at 2 CNY are 200 CNY, whatever the currency of the study; 0.5 × 2 × 730 × 4 are 2,920.
#[test]
fn tokens_in_a_currency_of_their_own() {
    let found = tokens(
        r#"
        currency = "USD"
        exchange_rates = { source = "made up", as_of = "2026-11-01", base = "USD", rates = { CNY = "4" } }
        [tokens]
        currency = "CNY"
        million_tokens = "100"
        api.million = "2 CNY"
        machines.dollars = { cost.gpu_hour = { price = "0.5 USD", gpus = 2 }, tokens_per_second = "1000", utilisation = "1" }
        "#,
    );
    let against = found.machines["dollars"].as_ref().unwrap();
    let against = against.against_api.unwrap();
    assert_eq!(against.api.to_string(), "200 CNY");
    assert_eq!(against.own.to_string(), "2920 CNY");
}

/// 2,920 CNY at 4 a dollar are 730 a month; 100 million at 8 CNY are 200 dollars.
#[test]
fn machines_and_an_api_in_other_currencies() {
    let found = tokens(
        r#"
        currency = "USD"
        exchange_rates = { source = "made up", as_of = "2026-11-01", base = "USD", rates = { CNY = "4" } }
        [tokens]
        million_tokens = "100"
        api.million = "8 CNY"
        machines.yuan = { cost.month = "2920 CNY", tokens_per_second = "1000", utilisation = "1" }
        machines.dollars = { cost.gpu_hour = { price = "0.5 USD", gpus = 2 }, tokens_per_second = "1000", utilisation = "1" }
        "#,
    );
    for name in ["yuan", "dollars"] {
        let machine = found.machines[name].as_ref().unwrap();
        assert_eq!(machine.month.to_string(), "730 USD", "{name}");
        let against = machine.against_api.unwrap();
        assert_eq!(against.api.to_string(), "200 USD", "{name}");
        assert_eq!(against.own.to_string(), "730 USD", "{name}");
    }
}
