//! Prices that move, compared with hand calculations and an independent implementation.

use netprice::finance::{Depreciation, depreciation, payback, rate_of_return};
use netprice::market::owning::Server;
use netprice::market::paths::{ONE, Paths, Process, Reversion, Shock, lognormal};
use netprice::market::rent_or_buy::RentOrBuy;
use netprice::market::selling::{Clause, Sale, waiting};
use netprice::market::series::{ChangeReason, DatedPrice, PriceSeries};
use netprice::market::tender::{Seller, Turn, aftermath, play};
use netprice::market::volatility::{Divisor, Return, Year};
use netprice::value::decimal::{parse, print};
use netprice::value::problem::ValueProblem;
use netprice::{Discount, Money, NonNegative, Problems};
use serde_json::Value;

fn a(text: &str) -> NonNegative {
    text.parse().unwrap()
}

/// The discount with which this share of list is paid.
fn pay(share: &str) -> Discount {
    Discount::of(parse(share).unwrap()).unwrap()
}

fn m(text: &str) -> Money {
    text.parse().unwrap()
}

fn told(errors: &Problems) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

/// Four paths of two months: today's price × 0.5, 1, 2 and 4, then twice as much.
fn four() -> Paths {
    let month = |times: u64| [1, 2, 4, 8].map(|level| level * times * ONE / 2).to_vec();
    Paths {
        months: vec![month(1), month(2)],
    }
}

fn sale() -> Sale {
    Sale {
        list: m("100 CNY"),
        cost: m("30 CNY"),
        follows: a("1"),
    }
}

#[test]
fn paths_are_the_same_bits_as_another_hand_draws() {
    let reference: Value = serde_json::from_str(include_str!("reference/paths.json")).unwrap();
    for (name, case) in reference.as_object().unwrap() {
        let process: Process = serde_json::from_value(case["process"].clone()).unwrap();
        let paths = process.paths(36, 1_000, 20_261_122).unwrap();
        let text = |level: &u64| Value::String(level.to_string());
        for path in 0..4 {
            let months = paths.months.iter().take(6);
            let drawn: Vec<Value> = months.map(|month| text(&month[path])).collect();
            assert_eq!(Value::Array(drawn), case["first_paths"][path], "{name}");
        }
        let shares = [a("0.05"), a("0.5"), a("0.95")];
        for (index, month) in paths.quantiles(&shares).unwrap().iter().enumerate() {
            let found: Vec<Value> = month.iter().map(text).collect();
            assert_eq!(
                Value::Array(found),
                case["quantiles"][index],
                "{name}, month {index}"
            );
        }
    }
}

#[test]
fn what_paths_say() {
    let paths = four();
    let end = paths.at(1).unwrap();
    // 0.5, 1, 2, 4: the mean is 1.875, the median by nearest rank 1.
    assert_eq!(
        (end.mean(), end.quantile(a("0.5"))),
        (Ok(a("1.875")), Ok(a("1")))
    );
    assert_eq!(end.quantile(a("0.51")), Ok(a("2")));
    assert_eq!(
        (end.share_above(a("1")), end.share_above(a("4"))),
        (Ok(a("0.5")), Ok(a("0")))
    );
    assert_eq!(
        (end.share_below(a("1")), end.share_below(a("0.5"))),
        (Ok(a("0.25")), Ok(a("0")))
    );
    // From the median on: 1, 2 and 4.
    assert_eq!(end.mean_above(a("0.5")), Ok(a("2.333333333333")));
    assert_eq!(end.mean_excess(a("1")), Ok(a("1")));
    assert_eq!(paths.ever_at_least(a("8")), Ok(a("0.25")));
    assert_eq!(paths.ever_at_least(a("2")), Ok(a("0.75")));
    assert_eq!(paths.at(0), Err(ValueProblem::Zero));
    assert!(matches!(paths.at(3), Err(ValueProblem::AboveLimit { .. })));
    assert!(matches!(
        end.quantile(a("1.2")),
        Err(ValueProblem::NotAProbability { .. })
    ));
}

#[test]
fn a_seller_s_floor_and_risk() {
    let end = four().at(1).unwrap();
    // At 3折 half of the paths cost more than 30: 60 and 120.
    let risk = sale().risk(pay("0.3"), &end, a("0.75")).unwrap();
    assert_eq!(risk.margin_today, m("0 CNY"));
    assert_eq!(risk.mean_margin, m("-26.25 CNY")); // 30 − 30 × 1.875
    assert_eq!(risk.probability_of_loss, a("0.5"));
    assert_eq!(risk.value_at_risk, m("30 CNY")); // 60 − 30
    assert_eq!(risk.expected_shortfall, m("60 CNY")); // (60 + 120) ÷ 2 − 30
    // The floor is 6折 at a confidence of three quarters, and 7.5折 with a margin of a fifth of the
    // price.
    assert_eq!(sale().floor(&end, a("0.75"), a("0")), Ok(a("0.6")));
    assert_eq!(sale().floor(&end, a("0.75"), a("0.2")), Ok(a("0.75")));
    // Half of the cost follows: 30 × (0.5 + 0.5 × 2) = 45.
    let half = Sale {
        follows: a("0.5"),
        ..sale()
    };
    assert_eq!(half.floor(&end, a("0.75"), a("0")), Ok(a("0.45")));
    // Two months later than month 1 is one month later here: 30 × (3.75 − 1.875).
    assert_eq!(sale().cost_of_delay(&four(), 1, 1), Ok(m("56.25 CNY")));
    let heat = sale().heat(&four(), &[pay("0.3"), Discount::NONE]).unwrap();
    assert_eq!(heat[1][1].mean_margin, m("-12.5 CNY")); // 100 − 30 × 3.75
    assert_eq!(heat[1][1].probability_of_loss, a("0.5")); // 4 × 30 and 8 × 30 are above 100
    assert_eq!(heat[0][0].probability_of_loss, a("0.5"));
}

#[test]
fn a_clause_is_worth_what_it_moves() {
    let end = four().at(1).unwrap();
    let clause = |passed_on: &str, rise: &str, fall: &str| {
        let clause = Clause {
            passed_on: a(passed_on),
            rise: a(rise),
            fall: a(fall),
        };
        let value = sale().clause_value(pay("0.5"), clause, &end).unwrap();
        (value.to_seller.to_string(), value.to_buyer.to_string())
    };
    // Changes of −0.5, 0, 1 and 3. All passed on, up to doubling: (1 + 1) ÷ 4 × 50 and 0.5 ÷ 4 × 50.
    assert_eq!(clause("1", "1", "1"), ("25 CNY".into(), "6.25 CNY".into()));
    // Half passed on, at most a fifth up and never down: 0.2 twice.
    assert_eq!(clause("0.5", "0.2", "0"), ("5 CNY".into(), "0 CNY".into()));
    assert_eq!(clause("0", "1", "1"), ("0 CNY".into(), "0 CNY".into()));
}

#[test]
fn waiting_or_locking_today() {
    // After a month 0.5, 1, 2 or 4 times 100, and 10 for the month: saves 40, −10, −110, −310.
    let found = waiting(m("100 CNY"), m("10 CNY"), &four(), 1, a("0.75")).unwrap();
    assert_eq!(found.expected_saving, m("-97.5 CNY"));
    assert_eq!(found.probability_cheaper, a("0.25"));
    assert_eq!(found.worst, m("110 CNY"));
    assert_eq!(found.cost_of_waiting, m("10 CNY"));
}

#[test]
fn renting_or_buying_on_every_path() {
    // One month at 100, 2 months at rate 0: buying costs 150 + 2 × 10, and half comes back.
    let weighed = RentOrBuy {
        capital: m("150 CNY"),
        own_month: m("10 CNY"),
        rent_month: m("100 CNY"),
        residual: a("0.5"),
        correlation: a("1"),
        utilisation: [a("1"), a("1"), a("1")],
        rate: a("0"),
    };
    let found = weighed.weigh(&four(), 7).unwrap();
    // Rents of 50 + 100, 100 + 200, 200 + 400, 400 + 800; residuals 75 × 1, 2, 4, 8; less 170.
    // 55, 280, 730, 1630.
    assert_eq!(found.net_present_value, m("673.75 CNY"));
    assert_eq!(found.probability_buying, a("1"));
    assert_eq!(found.quantiles, [m("55 CNY"), m("280 CNY"), m("1630 CNY")]);
    assert_eq!(found.worst, m("55 CNY"));
    let half = RentOrBuy {
        utilisation: [a("0.5"), a("0.5"), a("0.5")],
        ..weighed
    };
    // 75 + 75 − 170 = −20 is the only loss.
    let found = half.weigh(&four(), 7).unwrap();
    assert_eq!(
        (found.quantiles[0], found.probability_buying),
        (m("-20 CNY"), a("0.75"))
    );
    // A utilisation between 0.4 and 0.6 lies between both results.
    let wide = RentOrBuy {
        utilisation: [a("0.4"), a("0.5"), a("0.6")],
        ..weighed
    };
    let paths = Process::bootstrap(vec![a("1")])
        .paths(12, 10_000, 3)
        .unwrap();
    let found = wide.weigh(&paths, 7).unwrap();
    // 12 × 100 × use + 75 − 150 − 120: from 285 to 525, 405 in the middle.
    let [low, middle, high] = found.quantiles.map(Money::amount);
    assert!(low > 285.into() && high < 525.into() && low < middle && middle < high);
    assert!((found.net_present_value.amount() - parse("405").unwrap()).abs() < parse("1").unwrap());
    // An uncorrelated residual value leaves the mean unchanged and narrows the spread.
    let moving = Process::bootstrap(vec![a("0.8"), a("1.25")]);
    let moving = moving.paths(12, 10_000, 5).unwrap();
    let spread = |correlation: &str| {
        let found = RentOrBuy {
            correlation: a(correlation),
            ..weighed
        };
        let found = found.weigh(&moving, 7).unwrap();
        let [low, _, high] = found.quantiles.map(Money::amount);
        (high - low, found.net_present_value.amount())
    };
    let ((apart, mean), (together, same)) = (spread("0"), spread("1"));
    assert!(apart < together && (mean - same).abs() < parse("10").unwrap());
    let wrong = RentOrBuy {
        rent_month: m("1 USD"),
        residual: a("1.1"),
        correlation: a("1.2"),
        utilisation: [a("0.6"), a("0.5"), a("1.3")],
        ..weighed
    };
    assert_eq!(
        told(&wrong.weigh(&paths, 7).unwrap_err()),
        [
            "rent_month: 'USD' is another currency; expected CNY",
            "residual: '1.1' is not between 0 and 1; expected a share such as 0.95",
            "correlation: '1.2' is not between 0 and 1; expected a share such as 0.95",
            "utilisation[2]: '1.3' is not between 0 and 1; expected a share such as 0.95",
            "utilisation: '0.6' is too large; expected at most 1.3",
        ]
    );
}

#[test]
fn a_tender_round_by_round() {
    let seller = |name: &str, floor: &str, step: &str, stock: &str| Seller {
        name: name.parse().unwrap(),
        floor: pay(floor),
        step: pay(step),
        stock: a(stock),
        cost: pay("0.3"),
    };
    // The published sequence: 5折, 4.8折, 4.5折, and 2折 below the cost of 3折.
    let sellers = [
        seller("first", "0.5", "0.02", "1"),
        seller("second", "0.48", "0.02", "1"),
        seller("third", "0.45", "0.03", "0.5"),
        seller("fourth", "0.2", "0.25", "0.5"),
    ];
    let outcome = play(&sellers, pay("0.5")).unwrap();
    let turns: Vec<(u32, &str, Turn)> = outcome
        .rounds
        .iter()
        .map(|round| (round.round, round.seller.as_str(), round.turn))
        .collect();
    let out = |needed: &str| Turn::DropsOut {
        needed: pay(needed),
    };
    assert_eq!(
        turns,
        [
            (1, "first", Turn::Opens(pay("0.5"))),
            (1, "second", Turn::Bids(pay("0.48"))),
            (1, "third", Turn::Bids(pay("0.45"))),
            (1, "fourth", Turn::Bids(pay("0.2"))),
            (2, "first", out("0.18")),
            (2, "second", out("0.18")),
            (2, "third", out("0.17")),
        ]
    );
    assert_eq!(outcome.winner.unwrap(), "fourth");
    assert_eq!(outcome.pay, Some(pay("0.2")));
    // Half is in stock: the cost is 30 × (0.5 + 0.5 × price), against 20.
    let end = four().at(1).unwrap();
    let after = aftermath(&sellers[3], pay("0.2"), m("100 CNY"), a("0.5"), &end).unwrap();
    assert_eq!(after.margin_today, m("-10 CNY"));
    // 22.5, 30, 45 and 75: all lose; above 20 × 1.5 two default.
    assert_eq!(after.margins, [m("-55 CNY"), m("-10 CNY"), m("-2.5 CNY")]);
    assert_eq!(
        (after.probability_of_loss, after.probability_of_default),
        (a("1"), a("0.5"))
    );
    // Nobody can open.
    let outcome = play(&sellers[..1], pay("0.4")).unwrap();
    assert_eq!((outcome.winner, outcome.rounds.len()), (None, 1));
    // One alone opens and wins.
    let outcome = play(&sellers[1..2], pay("0.9")).unwrap();
    assert_eq!(outcome.winner.unwrap(), "second");
    assert_eq!(outcome.pay, Some(pay("0.9")));
    let wrong = [seller("x", "1", "0", "1"), seller("x", "0.5", "0.1", "2")];
    assert_eq!(
        told(&play(&wrong, pay("0.45")).unwrap_err()),
        [
            "sellers[0].step: '0' is zero; expected more than zero",
            "sellers[1].stock: '2' is not between 0 and 1; expected a share such as 0.95",
            "sellers[1].name: 'x' is the name of two sellers; expected a unique name",
        ]
    );
    // No floor and no opening can be above the list price.
    for above in ["1.2", "45"] {
        assert!(Discount::of(parse(above).unwrap()).is_err(), "{above}");
    }
}

#[test]
fn depreciation_rates_of_return_and_payback() {
    let charges = |kind, cost, residual, years| -> Vec<String> {
        let charges = depreciation(kind, m(cost), m(residual), years, None).unwrap();
        charges.iter().map(ToString::to_string).collect()
    };
    let declining = Depreciation::DoubleDeclining;
    // 90,000 to 20,000 over five years: 36,000, 21,600, and then only 12,400 are left.
    assert_eq!(
        charges(declining, "90000 USD", "20000 USD", 5),
        ["36000 USD", "21600 USD", "12400 USD", "0 USD", "0 USD"]
    );
    assert_eq!(
        charges(Depreciation::StraightLine, "10 USD", "1 USD", 1),
        ["9 USD"]
    );
    let none = depreciation(declining, m("10 USD"), m("1 USD"), 0, None);
    assert_eq!(none, Err(ValueProblem::Zero));
    assert!(depreciation(declining, m("1 USD"), m("2 USD"), 3, None).is_err());
    assert!(depreciation(declining, m("3 USD"), m("2 USD"), 10_000, None).is_err());
    let flows = |amounts: &[&str]| amounts.iter().map(|amount| m(amount)).collect::<Vec<_>>();
    // 100 for 110 a period later is 10%; both signs.
    let rate = rate_of_return(&flows(&["-100 USD", "110 USD"])).unwrap();
    assert_eq!(print(rate), "0.1");
    assert_eq!(
        rate_of_return(&flows(&["100 USD", "-110 USD"])).map(print),
        Ok("0.1".into())
    );
    assert_eq!(
        rate_of_return(&flows(&["-100 USD", "50 USD"])).map(print),
        Ok("-0.5".into())
    );
    for none in [
        &["100 USD", "5 USD"][..],
        &["-100 USD", "230 USD", "-132 USD"],
        &["0 USD"],
    ] {
        assert_eq!(
            rate_of_return(&flows(none)),
            Err(ValueProblem::NoRateOfReturn)
        );
    }
    assert_eq!(
        payback(&flows(&["-100 USD", "40 USD", "40 USD", "40 USD"])).map(|p| p.map(print)),
        Ok(Some("2.5".into()))
    );
    assert_eq!(payback(&flows(&["-100 USD", "40 USD"])), Ok(None));
}

#[test]
fn what_an_hour_of_one_s_own_needs_is_checked() {
    let server = Server {
        capital: m("100 USD"),
        residual: m("200 USD"),
        months: 0,
        gpus: 0,
        power_kw: a("1"),
        idle_power: a("1.1"),
        pue: a("0.9"),
        tariff: m("0.1 CNY"),
        monthly: m("-1 USD"),
        interest: a("0"),
        failures: a("1"),
    };
    assert_eq!(
        told(&server.month(a("1.3")).unwrap_err()),
        [
            "tariff: 'CNY' is another currency; expected USD",
            "monthly: '-1 USD' is negative; expected zero or more",
            "residual: '200 USD' is too large; expected at most 100 USD",
            "months: '0' is zero; expected more than zero",
            "gpus: '0' is zero; expected more than zero",
            "idle_power: '1.1' is not between 0 and 1; expected a share such as 0.95",
            "failures: '1' is not between 0 and 1; expected a share such as 0.95",
            "utilisation: '1.3' is not between 0 and 1; expected a share such as 0.95",
            "pue: '0.9' is too small; expected at least 1",
        ]
    );
    assert!(
        told(&server.month(a("0")).unwrap_err())
            .contains(&"utilisation: '0' is zero; expected more than zero".to_owned())
    );
}

#[test]
fn a_horizon_or_process_without_sense_is_refused_at_once() {
    let process = Process {
        factors: vec![a("1"), a("0")],
        block: 0,
        reversion: Some(Reversion {
            level: a("1"),
            speed: a("1.5"),
        }),
        shocks: vec![Shock {
            month: 40,
            factor: a("0"),
            probability: a("1.2"),
        }],
    };
    assert_eq!(
        told(&process.paths(0, 0, 1).unwrap_err()),
        [
            "months: '0' is zero; expected more than zero",
            "paths: '0' is zero; expected more than zero",
            "block: '0' is zero; expected more than zero",
            "factors[1]: '0' is zero; expected more than zero",
            "reversion.speed: '1.5' is not between 0 and 1; expected a share such as 0.95",
            "shocks[0].probability: '1.2' is not between 0 and 1; expected a share such as 0.95",
            "shocks[0].factor: '0' is zero; expected more than zero",
            "shocks[0].month: '40' is too large; expected at most 0",
        ]
    );
    let plain = Process::bootstrap(vec![a("1")]);
    let long = told(&plain.paths(120_000, 10, 1).unwrap_err());
    assert_eq!(
        long,
        ["months: '120000' is too large; expected at most 1200"]
    );
    assert_eq!(
        told(&plain.paths(1_200, 1_000_000, 1).unwrap_err()).len(),
        1
    );
    assert_eq!(
        told(&Process::bootstrap(Vec::new()).paths(1, 1, 1).unwrap_err()),
        ["factors: no value is given; expected one"]
    );
    assert!(lognormal(a("0.5"), 1).is_err());
    assert!(lognormal(a("0.5"), 5_000).is_err());
    assert!(lognormal(a("1000"), 100).is_err());
    // A product never overflows; it saturates at the largest multiple.
    let wild = Process::bootstrap(vec![a("1000000")])
        .paths(100, 2, 1)
        .unwrap();
    assert_eq!(wild.months[99], [u64::MAX, u64::MAX]);
}

#[test]
fn a_series_without_moves_has_no_volatility() {
    let series = |days: &[&str]| PriceSeries {
        currency: "USD".parse().unwrap(),
        prices: days
            .iter()
            .map(|day| DatedPrice {
                day: day.parse().unwrap(),
                price: a("1"),
                change: ChangeReason::Market,
                source: "by hand".into(),
            })
            .collect(),
    };
    let one = series(&["2026-01-01"]);
    assert_eq!(one.problems().len(), 1);
    let too_few = ValueProblem::TooFewPrices {
        value: 0,
        expected: 2,
    };
    assert_eq!(
        one.volatility(Divisor::Sample, Year::Periods(a("12"))),
        Err(too_few)
    );
    let unsorted = series(&["2026-01-02", "2026-01-01", "2026-01-01"]);
    assert_eq!(unsorted.problems().len(), 2);
    let still = series(&["2026-01-01", "2026-02-01", "2026-03-01"]);
    assert_eq!(
        still.volatility(Divisor::Sample, Year::OwnSpacing),
        Ok(a("0"))
    );
    assert_eq!(still.returns(Return::Log).unwrap().len(), 2);
    assert_eq!(
        still.volatility(Divisor::Sample, Year::Periods(a("0"))),
        Err(ValueProblem::Zero)
    );
    let weight = still.weighted_volatility(a("1.2"), Year::OwnSpacing);
    assert!(matches!(weight, Err(ValueProblem::NotAProbability { .. })));
    assert!(still.rolling_volatility(1, Year::OwnSpacing).is_err());
}
