//! Laws of the inverse questions.

use netprice::inverse::crossing::{Cheaper, bends, crossings};
use netprice::inverse::target::{NeededDiscount, needed_discount, needed_discount_of};
use netprice::value::decimal;
use netprice::value::problem::ValueProblem;
use netprice::{Discount, Money, PriceChange, PriceModel};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::inputs::{
    bounds_of, changed, changes, complete, config, fewer, plain_tiers, priced, prices, quantities,
    usd,
};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn solving_for_a_target_and_pricing_again_meets_it(
        lines in proptest::collection::vec((prices(), quantities()), 1..4), share in 0_i64..1_000_000,
    ) {
        let list = complete(&priced(&lines, &[])).list;
        let target = list.times(Decimal::new(share, 6)).unwrap();
        let rate = match needed_discount(list, target).unwrap() {
            NeededDiscount::Pay(rate) => rate,
            NeededDiscount::AlreadyMet => Discount::NONE,
            NeededDiscount::Impossible => panic!("the target is not negative"),
        };
        let met = complete(&priced(&lines, &[rate])).effective;
        let off = target.minus(met).unwrap().amount();
        // A rate has 12 decimals, and each charge is rounded separately at 12 decimals.
        let last_digit = list.amount() * Decimal::new(1, 12) + Decimal::new(4, 12);
        prop_assert!(off <= last_digit && off >= -Decimal::new(4, 12), "{} of {}", off, list);
    }

    #[test]
    fn costs_are_equal_or_change_sides_at_a_crossing(
        first in plain_tiers(), second in plain_tiers(), fee in 0_i64..10_000,
    ) {
        let fee = Decimal::from(fee);
        let cost = |price: &PriceModel, units: Decimal| {
            complete(&priced(&[(price.clone(), units)], &[])).list.amount()
        };
        let difference = |units: Decimal| {
            decimal::minus(decimal::plus(cost(&first, units), fee)?, cost(&second, units))
        };
        let limit = Decimal::from(100_000);
        let bounds: Vec<Decimal> = [&first, &second].into_iter().flat_map(bounds_of).collect();
        let found = crossings(&bounds, limit, difference).unwrap();
        let near = Decimal::new(1, 3);
        for crossing in &found {
            let (below, above) = (difference(crossing.at - near).unwrap(), difference(crossing.at + near).unwrap());
            let sides = [(crossing.below, below), (crossing.above, above)];
            for (cheaper, difference) in sides {
                match cheaper {
                    Cheaper::First => prop_assert!(difference < Decimal::new(1, 8)),
                    Cheaper::Second => prop_assert!(difference > -Decimal::new(1, 8)),
                    Cheaper::Equal => prop_assert!(difference.abs() < Decimal::new(1, 6)),
                }
            }
        }
        // The lower cost does not change between two crossings.
        let ends = std::iter::once(Decimal::ZERO).chain(found.iter().map(|c| c.at)).chain([limit]);
        let ends: Vec<Decimal> = ends.collect();
        for (pair, side) in ends.windows(2).zip(found.iter().map(|c| c.below).chain(found.last().map(|c| c.above))) {
            let middle = (pair[0] + pair[1]) / Decimal::TWO;
            let difference = difference(middle).unwrap();
            match side {
                Cheaper::First => prop_assert!(difference < Decimal::new(1, 8)),
                Cheaper::Second => prop_assert!(difference > -Decimal::new(1, 8)),
                Cheaper::Equal => prop_assert!(difference.abs() < Decimal::new(1, 6)),
            }
        }
    }

    #[test]
    fn the_needed_rate_of_a_clause_is_the_highest_that_meets_the_target(
        lines in proptest::collection::vec((prices(), quantities()), 1..4),
        others in proptest::collection::vec(changes(), 0..3), share in 0_i64..1_000_000,
    ) {
        let cost = |pay: Discount| {
            let mut changes = vec![PriceChange::Pay(pay)];
            changes.extend(others.iter().cloned());
            Ok::<Money, ValueProblem>(complete(&changed(&lines, &changes)).effective)
        };
        let target = cost(Discount::NONE).unwrap().times(Decimal::new(share, 6)).unwrap();
        // A table whose next tier discounts everything more can make a higher rate cost less.
        let may_fall = others.iter().any(|change| matches!(change,
            PriceChange::BySpend(_) | PriceChange::Additive(_)));
        let above = |pay: Decimal| {
            let cost = cost(Discount::of(pay).unwrap()).unwrap();
            cost.minus(target).unwrap().amount() > Decimal::ZERO
        };
        match needed_discount_of(target, cost).unwrap() {
            NeededDiscount::Pay(rate) => {
                prop_assert!(!above(rate.paid()));
                prop_assert!(may_fall || above(rate.paid() + Decimal::new(1, 12)));
            }
            NeededDiscount::AlreadyMet => prop_assert!(!above(Decimal::ONE)),
            NeededDiscount::Impossible => prop_assert!(above(Decimal::ZERO)),
        }
    }

}

proptest! {
    // Each case prices some thousand quantities.
    #![proptest_config(fewer())]

    #[test]
    fn a_cost_is_linear_between_its_bends(
        price in plain_tiers(), fixed in plain_tiers(), cap in 1_i64..100_000, off in 0_i64..20_000,
    ) {
        let changes = [
            PriceChange::AmountOff(Money::new(Decimal::from(off), usd())),
            PriceChange::AtMost(Money::new(Decimal::from(cap), usd())),
        ];
        let cost = |units: Decimal| {
            let one = complete(&changed(&[(price.clone(), units)], &changes)).effective.amount();
            let two = complete(&priced(&[(fixed.clone(), units)], &[])).effective.amount();
            decimal::plus(one, two)
        };
        let limit = Decimal::from(100_000);
        let mut ends: Vec<Decimal> = [&price, &fixed].into_iter().flat_map(bounds_of).collect();
        ends.retain(|end| *end < limit);
        ends.push(limit);
        ends.sort_unstable();
        ends.dedup();
        for pair in ends.clone().windows(2) {
            ends.extend(bends(pair[0], pair[1], &cost).unwrap().unwrap());
        }
        ends.sort_unstable();
        for pair in ends.windows(2) {
            let width = pair[1] - pair[0];
            let at = |hundredths: i64| cost(pair[0] + width * Decimal::new(hundredths, 2)).unwrap();
            let (from, to) = (at(3), at(97));
            for hundredths in [10, 37, 50, 71, 90] {
                let line = from + (to - from) * Decimal::from(hundredths - 3) / Decimal::from(94);
                prop_assert!((at(hundredths) - line).abs() < Decimal::new(1, 6), "{:?}", pair);
            }
        }
    }
}
