//! Laws of commitments: no part of a fee or a line is lost, and the best ladder is optimal.

use netprice::agreement::commitment::{
    Basis, Commitments, Draws, First, Order, Over, Unused, UsedUpBy,
};
use netprice::sizing::cash::by_month;
use netprice::sizing::demand::{CapacityOption, Curve, best_ladder, cost_of, regret};
use netprice::value::decimal;
use netprice::value::ratio::Ratio;
use netprice::{
    Agreement, Charge, Commitment, Costs, Fee, Money, NonNegative, PriceModel, Quote, Scope, quote,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::inputs::{amounts, book, config, fewer, prices, quantities, usage, usd};

/// Five times the cases of the other laws, because a sixth of the cases has a fee beyond 28 digits.
fn more() -> ProptestConfig {
    let config = config();
    ProptestConfig {
        cases: config.cases.saturating_mul(5),
        ..config
    }
}

fn money(amount: NonNegative) -> Money {
    Money::new(amount.get(), usd())
}

/// Amounts above zero.
fn some() -> impl Strategy<Value = NonNegative> + Clone {
    (1_i64..1_000_000_000, 0_u32..=9)
        .prop_map(|(digits, scale)| NonNegative::new(Decimal::new(digits, scale)).unwrap())
}

fn draws() -> impl Strategy<Value = Draws> {
    let each = proptest::collection::vec(some(), 3);
    let sku = |index: usize| format!("sku {index}").parse().unwrap();
    prop_oneof![
        Just(Draws::Quantity),
        Just(Draws::Spend(Basis::List)),
        Just(Draws::Spend(Basis::Contracted)),
        each.clone().prop_map(move |factors| {
            Draws::Factors(
                factors
                    .into_iter()
                    .enumerate()
                    .map(|(i, f)| (sku(i), f))
                    .collect(),
            )
        }),
        each.clone().prop_map(move |quantities| {
            let quantities = quantities.into_iter().enumerate();
            let of_each = |(i, quantity)| UsedUpBy([(sku(i), quantity)].into());
            Draws::FirstToEnd(quantities.map(of_each).collect())
        }),
        each.prop_map(move |rates| {
            let rates = rates.into_iter().enumerate();
            Draws::Rates(rates.map(|(i, r)| (sku(i), money(r))).collect())
        }),
    ]
}

/// The random parts of a commitment.
type Sampled = (
    Draws,
    NonNegative,
    bool,
    (NonNegative, NonNegative, NonNegative),
    u8,
    bool,
    Option<usize>,
);

prop_compose! {
    fn commitments()(
        held in proptest::collection::vec((
            draws(), some(), any::<bool>(), (amounts(), some(), amounts()), 0_u8..3, any::<bool>(),
            proptest::option::of(0_usize..3),
        ), 1..4),
        listed in any::<bool>(),
    ) -> Commitments {
        let commitment = |(index, held): (usize, _)| {
            let (draws, capacity, by_hour, fees, first, kept, only): Sampled = held;
            let (upfront, term, hourly) = fees;
            let is_promise = matches!(draws, Draws::Spend(_)) && !by_hour && kept;
            let scope = only.map(|sku| Scope {
                skus: vec![format!("sku {sku}").parse().unwrap()],
                ..Scope::default()
            });
            Commitment {
                id: format!("held {index}").parse().unwrap(),
                owner: None,
                group: Vec::new(),
                scope: scope.unwrap_or_default(),
                draws,
                capacity,
                over: if by_hour { Over::Hour } else { Over::Period },
                fee: Fee {
                    upfront: Some(money(upfront)),
                    term_hours: Some(term),
                    hourly: Some(money(hourly)),
                    period: None,
                    ..Fee::default()
                },
                first: [First::HighestSaving, First::Smallest, First::Listed][usize::from(first)],
                unused: if kept { Unused::Kept } else { Unused::Lost },
                overage: None,
                until: None,
                exclusive: false,
                counts_fees: is_promise,
                at_most_contracted: false,
            }
        };
        let order = if listed { Order::Listed } else { Order::NarrowFirst };
        Commitments { order, held: held.into_iter().enumerate().map(commitment).collect() }
    }
}

/// Quotes without and with commitments; `None` if a fee is beyond 28 digits.
fn tried(lines: &[(PriceModel, Decimal, bool)], held: &Commitments) -> Option<(Quote, Quote)> {
    let mut lines = lines.to_vec();
    while lines.len() < 3 {
        lines.push((
            PriceModel::Flat(NonNegative::default()),
            Decimal::ZERO,
            false,
        ));
    }
    let prices: Vec<PriceModel> = lines.iter().map(|(price, ..)| price.clone()).collect();
    let used: Vec<Decimal> = lines.iter().map(|(_, used, _)| *used).collect();
    let usage = usage(&used).with_block("peak", "243.3").unwrap();
    let mut usage = usage.with_block("valley", "486.7").unwrap();
    for (line, (.., is_peak)) in usage.lines.iter_mut().zip(&lines) {
        let during = if *is_peak { "peak" } else { "valley" };
        line.during = Some(during.parse().unwrap());
    }
    let book = book(&prices);
    let plain = quote(&book, &usage, &Agreement::default()).unwrap();
    let agreement = Agreement {
        commitments: held.clone(),
        ..Agreement::default()
    };
    let covered = quote(&book, &usage, &agreement).ok()?;
    Some((plain, covered))
}

proptest! {
    #![proptest_config(more())]

    #[test]
    fn nothing_of_a_fee_or_of_a_line_is_lost(
        lines in proptest::collection::vec((prices(), quantities(), any::<bool>()), 1..4),
        held in commitments(),
    ) {
        let Some((plain, covered)) = tried(&lines, &held) else {
            return Ok(());
        };
        for one in &covered.commitments {
            let is_of = |charge: &&Charge| match charge {
                Charge::Usage(charge) => charge.covered_by.as_ref() == Some(&one.id),
                Charge::UnusedCommitment(charge) => charge.commitment == one.id,
                Charge::OneOff(_) | Charge::Fee(_) => false,
            };
            let charges = covered.charges.iter().filter(is_of);
            let paid = Money::sum(usd(), charges.map(|charge| charge.costs().effective)).unwrap();
            let met = one.kept.plus(one.counted).unwrap();
            prop_assert_eq!(paid.plus(met).unwrap(), one.fee);
            prop_assert!(one.drawn <= one.capacity);
            let rest = one.unused.plus(one.kept).unwrap();
            prop_assert!(one.counted.amount() <= one.fee.amount());
            prop_assert!(one.drawn < one.capacity || rest.is_zero());
        }
        for whole in plain.usage_charges() {
            let parts: Vec<_> = covered.usage_charges().filter(|part| part.line == whole.line).collect();
            let sum = Costs::sum(usd(), parts.iter().map(|part| part.costs)).unwrap();
            prop_assert_eq!((sum.list, sum.contracted), (whole.costs.list, whole.costs.contracted));
            let quantity = parts.iter().map(|part| part.quantity.exact());
            let quantity = quantity.fold(Ratio::ZERO, |sum, one| sum.plus(one).unwrap());
            prop_assert_eq!(quantity, whole.quantity.exact());
            for part in parts {
                prop_assert!(part.costs.effective.amount() >= Decimal::ZERO);
                prop_assert_eq!(part.steps.first().map(|step| step.to), Some(part.costs.list));
                prop_assert_eq!(part.steps.last().map(|step| step.to), Some(part.costs.effective));
                for pair in part.steps.windows(2) {
                    prop_assert_eq!(pair[0].to, pair[1].from);
                }
            }
        }
    }

    #[test]
    fn cash_is_effective_cost_over_the_whole_term(
        upfront in amounts(), hourly in amounts(), months in proptest::collection::vec(1_i64..7_440, 1..37),
    ) {
        let hours: Vec<Decimal> = months.iter().map(|tenths| Decimal::new(*tenths, 1)).collect();
        let term = hours.iter().fold(Decimal::ZERO, |sum, one| decimal::plus(sum, *one).unwrap());
        let fee = Fee {
            upfront: Some(money(upfront)),
            term_hours: Some(NonNegative::new(term).unwrap()),
            hourly: Some(money(hourly)),
            period: None,
            ..Fee::default()
        };
        let months = by_month(&fee, &hours, usd()).unwrap();
        let cash = Money::sum(usd(), months.iter().map(|month| month.cash)).unwrap();
        let effective = Money::sum(usd(), months.iter().map(|month| month.effective)).unwrap();
        prop_assert_eq!(cash, effective);
    }
}

prop_compose! {
    /// Offers and curves whose every cost is exact: whole units, hours and prices.
    fn small()(
        curve in proptest::collection::vec((1_i64..6, 0_i64..5), 1..5),
        offers in proptest::collection::vec((0_i64..12, 0_i64..12), 1..3),
        on_demand in 1_i64..12,
    ) -> (Curve, Vec<CapacityOption>, Money, i64) {
        let whole = |number: i64| NonNegative::new(Decimal::from(number)).unwrap();
        let highest = curve.iter().map(|(_, demand)| *demand).max().unwrap_or_default();
        let curve: Vec<_> = curve.iter().map(|(h, d)| (whole(*h), whole(*d))).collect();
        let offer = |(index, (fee, used)): (usize, &(i64, i64))| CapacityOption {
            id: format!("offer {index}").parse().unwrap(),
            fee: money(whole(*fee)),
            use_price: money(whole(*used)),
        };
        let offers = offers.iter().enumerate().map(offer).collect();
        (Curve::of_blocks(&curve).unwrap(), offers, money(whole(on_demand)), highest)
    }
}

/// The least cost over every ladder of whole units, in either order of the offers.
fn exhaustive(curve: &Curve, on_demand: Money, offers: &[CapacityOption], highest: i64) -> Decimal {
    let units = |number: i64| NonNegative::new(Decimal::from(number)).unwrap();
    let mut least = Decimal::MAX;
    for first in 0..=highest {
        for second in 0..=highest {
            let both = [units(first), units(second)];
            let forward: Vec<_> = offers.iter().zip(both).collect();
            let backward: Vec<_> = forward.iter().rev().copied().collect();
            for ladder in [forward, backward] {
                let cost = cost_of(curve, on_demand, &ladder).unwrap().amount();
                least = least.min(cost);
            }
        }
    }
    least
}

proptest! {
    #![proptest_config(fewer())]

    #[test]
    fn the_best_ladder_is_as_good_as_any((curve, offers, on_demand, highest) in small()) {
        let found = best_ladder(&curve, on_demand, &offers).unwrap();
        let least = exhaustive(&curve, on_demand, &offers, highest);
        prop_assert_eq!(found.cost.amount(), least);
        // The ladder has the cost that it states, and no regret at unchanged demand.
        let one = NonNegative::new(Decimal::ONE).unwrap();
        let none = regret(&curve, on_demand, &offers, &found.ladder, one).unwrap();
        prop_assert!(none.is_zero());
        for factor in ["0.8", "1.2"] {
            let moved = regret(&curve, on_demand, &offers, &found.ladder, factor.parse().unwrap());
            prop_assert!(moved.unwrap().amount() >= Decimal::ZERO);
        }
    }
}
