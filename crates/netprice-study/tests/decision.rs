//! What a buyer, a seller and a tender should do in the middle of all outcomes, and what would change it.

use netprice::{Money, NonNegative};
use netprice_study::market::bid::Bid;
use netprice_study::market::buyer::{BuyerAnswer, WaitEffect};
use netprice_study::market::decision::{Choice, Cost, Decision, Input};
use netprice_study::{Catalog, MarketAnswer, Study, market, tokens};
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn number(text: &str) -> NonNegative {
    text.parse().unwrap()
}

fn answered(question: &Value) -> MarketAnswer {
    let study = json!({ "currency": "CNY", "market": question }).to_string();
    let study = Study::from_json(&study).unwrap();
    market(&study, &Catalog::published().unwrap()).unwrap()
}

fn bought(question: &Value) -> BuyerAnswer {
    answered(question).buyer.unwrap().unwrap()
}

/// Whether a value was found by the search, which halves a range until it is a thousandth wide.
fn is_near(found: NonNegative, expected: &str) -> bool {
    let expected: Decimal = expected.parse().unwrap();
    (found.get() - expected).abs() <= expected * Decimal::new(1, 3)
}

/// A month in which the rent stays at 100 on three of four paths and rises to 1,000 on the others, or a machine
/// for 200: buying saves −100 or 800, 125 on average and −100 at the median.
fn rare_rise() -> Value {
    json!({
        "moves": { "factors": ["1", "1", "1", "10"] },
        "months": 1,
        "buyer": { "weigh": {
            "capital": "200 CNY", "own_month": "0 CNY", "rent_month": "100 CNY", "residual": "0",
            "correlation": "0", "utilisation": ["1", "1", "1"], "rate": "0"
        } }
    })
}

#[test]
fn the_median_decides_and_not_the_mean() {
    let answer = bought(&rare_rise());
    assert!(answer.weighed.net_present_value.amount() > Decimal::ZERO);
    let decision = answer.decision;
    assert_eq!(decision.choice, Choice::Rent);
    assert_eq!(decision.costs[&Choice::Buy].more, money("100 CNY"));
    assert_eq!(decision.costs[&Choice::Buy].saving, money("-100 CNY"));
    let cheapest = [Choice::Rent, Choice::Buy].map(|choice| decision.costs[&choice].cheapest.get());
    assert_eq!(cheapest[0] + cheapest[1], Decimal::ONE);
    assert_eq!(answer.weighed.probability_buying.get(), cheapest[1]);
    // A rent above 200, or a price below 100.
    let (rent, price) = (
        &decision.turns[&Input::RentMonth],
        &decision.turns[&Input::Capital],
    );
    assert!(is_near(rent.at, "200") && rent.choice == Choice::Buy);
    assert!(is_near(price.at, "100") && price.choice == Choice::Buy);
    // Full use cannot rise, and machines that cost nothing to run cannot become cheaper.
    assert_eq!(decision.turns.get(&Input::Utilisation), None);
    assert_eq!(decision.turns.get(&Input::OwnMonth), None);
}

#[test]
fn shares_of_paths_that_are_both_a_half_add_up_to_a_thousand() {
    let decision = bought(&rare_rise()).decision;
    let counted = |shares: &[(Choice, &str)]| {
        let mut decision = decision.clone();
        let cost = decision.costs[&Choice::Rent];
        for (choice, share) in shares {
            let cheapest = number(share);
            let cost = Cost { cheapest, ..cost };
            decision.costs.insert(*choice, cost);
        }
        decision.cheapest_of_thousand().into_values().collect()
    };
    // 117 of 2,000 paths are 58.5 of 1,000 and the others 941.5, which are 59 and 942 when rounded one by one.
    let counts: Vec<u32> = counted(&[(Choice::Rent, "0.9415"), (Choice::Buy, "0.0585")]);
    assert_eq!(counts, [942, 58]);
    // 333.4, 333.4 and 333.2: 999 and one more for the first of the largest remainders.
    let thirds = [
        (Choice::Rent, "0.3334"),
        (Choice::Reserve, "0.3334"),
        (Choice::Buy, "0.3332"),
    ];
    assert_eq!(counted(&thirds), [334, 333, 333]);
    // On a tie, no choice is cheaper than each other one.
    assert_eq!(
        counted(&[(Choice::Rent, "0.25"), (Choice::Buy, "0.5")]),
        [250, 500]
    );
}

#[test]
fn the_classes_of_the_savings_have_a_round_width_and_a_bound_at_zero() {
    let Decision { histogram, .. } = bought(&rare_rise()).decision;
    // From −100 to 800 in at most 30 classes: 900 ÷ 30 is 30, and the next round width is 50.
    assert_eq!(
        (histogram.from, histogram.width),
        (money("-100 CNY"), money("50 CNY"))
    );
    // −100 is the first class, and 800 to 850 is the 19th.
    assert_eq!(histogram.shares.len(), 19);
    let (first, last) = (histogram.shares[0].get(), histogram.shares[18].get());
    assert_eq!(first + last, Decimal::ONE);
    assert!(first > "0.7".parse().unwrap() && first < "0.8".parse().unwrap());
}

/// Nine GPUs in servers of eight, for three months at half use: two servers.
fn order() -> Value {
    json!({
        "moves": { "factors": ["1"] },
        "months": 3,
        "buyer": {
            "order": { "gpu": "H100", "gpus": 9, "server_gpus": 8 },
            "reserved_month": "60 CNY",
            "weigh": {
                "capital": "1000 CNY", "own_month": "10 CNY", "rent_month": "100 CNY", "residual": "0.9",
                "correlation": "0", "utilisation": ["0.5", "0.5", "0.5"], "rate": "0"
            }
        }
    })
}

#[test]
fn servers_that_are_rented_reserved_or_bought() {
    let answer = bought(&order());
    let decision = &answer.decision;
    assert_eq!((answer.servers, answer.price), (Some(2), money("2000 CNY")));
    // 2 × 100 × 3 × 0.5; 2 × 60 × 3; 2,000 × 0.1 + 2 × 10 × 3.
    let middle = |choice: Choice| decision.costs[&choice].quantiles[1];
    assert_eq!(middle(Choice::Rent), money("300 CNY"));
    assert_eq!(middle(Choice::Reserve), money("360 CNY"));
    assert_eq!(middle(Choice::Buy), money("260 CNY"));
    assert_eq!(decision.choice, Choice::Buy);
    let more = |choice: Choice| decision.costs[&choice].more;
    assert_eq!(
        (more(Choice::Rent), more(Choice::Reserve)),
        (money("40 CNY"), money("100 CNY"))
    );
    let turns = |input: Input, at: &str, choice: Choice| {
        let turn = &decision.turns[&input];
        assert!(is_near(turn.at, at), "{input:?} turns at {}", turn.at);
        assert_eq!(turn.choice, choice, "{input:?}");
    };
    // 3 × 86.67 = 260; 0.2 × 1,200 + 60 = 300; 200 + 6 × 16.67 = 300; 2,000 × 0.12 + 60 = 300;
    // 600 × 0.4333 = 260; 6 × 43.33 = 260.
    turns(Input::RentMonth, "86.67", Choice::Rent);
    turns(Input::Capital, "1200", Choice::Rent);
    turns(Input::OwnMonth, "16.67", Choice::Rent);
    turns(Input::Residual, "0.88", Choice::Rent);
    turns(Input::Utilisation, "0.4333", Choice::Rent);
    turns(Input::ReservedMonth, "43.33", Choice::Reserve);
    // 0.9 ÷ 0.88 is the smallest change.
    assert_eq!(decision.decides, Some(Input::Residual));
}

#[test]
fn an_order_of_nothing_is_refused_at_its_field() {
    for (field, problem) in [
        ("gpus", "market.buyer.order.gpus"),
        ("server_gpus", "market.buyer.order.server_gpus"),
    ] {
        let mut question = order();
        question["buyer"]["order"][field] = json!(0);
        let problems = answered(&question).buyer.unwrap().unwrap_err();
        let paths: Vec<String> = problems.iter().map(|one| one.path.to_string()).collect();
        assert_eq!(paths, [problem]);
    }
}

#[test]
fn waiting_decides_from_a_hundredth_of_the_price_on() {
    // The price falls to half in the first month; a machine for 100 is needed.
    let waited = |without: &str| {
        bought(&json!({
            "moves": { "factors": ["1"] },
            "reversion": { "level": "0.5", "speed": "1" },
            "months": 2,
            "buyer": {
                "weigh": {
                    "capital": "100 CNY", "own_month": "0 CNY", "rent_month": "1000 CNY", "residual": "0",
                    "correlation": "0", "utilisation": ["1", "1", "1"], "rate": "0"
                },
                "wait": { "months": 1, "month_without": without, "confidence": "0.9" }
            }
        }))
    };
    // 50 − 5; 50 − 49.5; 50 − 60.
    for (without, saving, effect) in [
        ("5 CNY", "45 CNY", WaitEffect::Saves),
        ("49.5 CNY", "0.5 CNY", WaitEffect::Equal),
        ("60 CNY", "-10 CNY", WaitEffect::Costs),
    ] {
        let answer = waited(without);
        assert_eq!(answer.wait_effect(), effect);
        assert_eq!(answer.waits(), effect == WaitEffect::Saves);
        assert_eq!(
            answer.waiting.unwrap().unwrap().median_saving,
            money(saving)
        );
    }
}

#[test]
fn the_question_without_its_events() {
    let mut question = rare_rise();
    let read = |question: &Value| {
        let study = json!({ "currency": "CNY", "market": question }).to_string();
        Study::from_json(&study).unwrap().market.unwrap()
    };
    assert_eq!(read(&question).without_events(), None);
    let plain = read(&question);
    question["shocks"] = json!([{ "month": 1, "factor": "2", "probability": "1" }]);
    assert_eq!(read(&question).without_events(), Some(plain));
}

/// A bid for a delivery in the first month; the hardware price doubles each month, and so does the cost of 30.
fn bid(pay: &str) -> Bid {
    let answer = answered(&json!({
        "moves": { "factors": ["2"] },
        "months": 3,
        "sellers": { "seller": {
            "sale": { "list": "100 CNY", "cost": "30 CNY", "follows": "1" },
            "delivery": { "month": 1, "confidence": "0.9", "bid": pay }
        } }
    }));
    let seller = answer.sellers["seller"].as_ref().unwrap();
    seller
        .delivery
        .as_ref()
        .unwrap()
        .as_ref()
        .unwrap()
        .bid
        .unwrap()
}

#[test]
fn a_bid_holds_if_it_covers_the_cost_at_delivery() {
    // 90 − 60. The cost may be 45 today, and it is 120 a month later; 30 × (1 + 2) would need a share of 2.
    let found = bid("9折");
    assert!(found.holds);
    assert_eq!(
        (found.median_margin, found.lowest),
        (money("30 CNY"), number("0.6"))
    );
    assert_eq!(
        (found.cost, found.follows, found.month),
        (number("0.45"), None, Some(2))
    );
    // 45 − 60. A cost of 22.5, or half of it following the price, would be covered; no month would.
    let found = bid("4.5折");
    assert!(!found.holds);
    assert_eq!(
        (found.median_margin, found.lowest),
        (money("-15 CNY"), number("0.6"))
    );
    assert_eq!(
        (found.cost, found.follows, found.month),
        (number("0.225"), Some(number("0.5")), None)
    );
}

#[test]
fn the_floor_with_which_another_seller_would_win() {
    let seller = |name: &str, floor: &str, step: &str| json!({ "name": name, "floor": floor, "step": step, "stock": "1", "cost": "3折" });
    let answer = answered(&json!({ "tender": {
        "opening": "5折",
        "sellers": [seller("A", "5折", "0.2折"), seller("B", "4折", "0.2折"), seller("C", "2折", "2.5折")]
    } }));
    let tender = answer.tender.unwrap().unwrap();
    assert_eq!(tender.result.winner.unwrap(), "C");
    // C goes down to 2折; in whole hundredths of list, 1.9折 is below it.
    let found: Vec<(String, String)> = tender
        .wins_with
        .iter()
        .map(|(name, floor)| (name.to_string(), floor.in_tenths()))
        .collect();
    assert_eq!(
        found,
        [
            ("A".to_owned(), "1.9".to_owned()),
            ("B".to_owned(), "1.9".to_owned())
        ]
    );
}

#[test]
fn machines_that_are_paid_for_in_any_case() {
    let study = json!({ "currency": "USD", "tokens": {
        "million_tokens": "300",
        "api": { "million": "4 USD" },
        "machines": { "machine": {
            "cost": { "month": "500 USD" }, "tokens_per_second": "100", "utilisation": "1", "at_least": 3
        } }
    } });
    let study = Study::from_json(&study.to_string()).unwrap();
    let answer = tokens(&study, &Catalog::published().unwrap()).unwrap();
    let machine = answer.machines["machine"].as_ref().unwrap();
    let against = machine.against_api.unwrap();
    // 100 tokens a second are 262.8 million a month: two machines are needed, and three are paid for.
    assert_eq!(machine.most, number("262.8"));
    assert_eq!(
        (against.servers, against.own, against.api),
        (3, money("1500 USD"), money("1200 USD"))
    );
    // 1,500 ÷ 300 by reserved capacity; 500 ÷ 730 ÷ 0.36 million tokens an hour by used capacity.
    assert_eq!(machine.million_reserved, Some(money("5 USD")));
    assert_eq!(
        machine.million.round(netprice::value::money::Rounding {
            places: 4,
            mode: netprice::value::money::RoundingMode::HalfEven,
        }),
        money("1.9026 USD")
    );
    let turns = machine.turns.as_ref().unwrap();
    // 1,500 ÷ 4 are made by three machines.
    assert_eq!(turns.api_million, Some(money("5 USD")));
    assert_eq!(turns.million_tokens, Some(number("375")));
    // 500 ÷ 730 × 1,200 ÷ 1,500.
    let hour = turns.hour.unwrap().amount();
    assert!((hour - "0.547945".parse::<Decimal>().unwrap()).abs() < Decimal::new(1, 6));
    let (first, last) = (turns.costs[0], turns.costs[48]);
    assert_eq!(
        (first.million_tokens, first.api, first.own),
        (number("0"), money("0 USD"), money("1500 USD"))
    );
    assert_eq!(
        (last.million_tokens, last.api, last.own),
        (number("600"), money("2400 USD"), money("1500 USD"))
    );
}
