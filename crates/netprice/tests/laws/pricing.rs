//! Laws of list prices, quotes, conversion and comparison.

use std::collections::BTreeMap;

use netprice::book::tax::TaxBasis;
use netprice::comparison::compare::compare;
use netprice::comparison::convert::{ConvertedQuote, convert};
use netprice::rating::charge::Total;
use netprice::value::decimal;
use netprice::value::id::OfferId;
use netprice::{Agreement, Costs, Money, NonNegative, PriceModel, Quantity, Tier, Usage, quote};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::inputs::{
    book, complete, config, list_slices, pay_rates, perhaps_missing, priced, prices, quantities,
    rates, usd,
};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn parts_sum_to_totals(
        lines in proptest::collection::vec((prices(), quantities()), 0..6),
        pays in proptest::collection::vec(pay_rates(), 0..4),
    ) {
        let quote = priced(&lines, &pays);
        let mut list = Decimal::ZERO;
        let mut effective = Decimal::ZERO;
        prop_assert_eq!(quote.charges.len(), lines.len());
        for charge in quote.usage_charges() {
            let (quantity, slices) = list_slices(charge);
            let mut quantity_sum = Decimal::ZERO;
            let mut cost_sum = Decimal::ZERO;
            for (part, cost) in slices {
                quantity_sum = decimal::plus(quantity_sum, part).unwrap();
                cost_sum = decimal::plus(cost_sum, cost.amount()).unwrap();
            }
            prop_assert_eq!(quantity_sum, quantity);
            prop_assert_eq!(cost_sum, charge.costs.list.amount());
            list = decimal::plus(list, charge.costs.list.amount()).unwrap();
            effective = decimal::plus(effective, charge.costs.effective.amount()).unwrap();
        }
        prop_assert_eq!(complete(&quote).list.amount(), list);
        prop_assert_eq!(complete(&quote).effective.amount(), effective);
    }

    #[test]
    fn steps_chain(
        lines in proptest::collection::vec((prices(), quantities()), 1..4),
        pays in proptest::collection::vec(pay_rates(), 0..4),
    ) {
        for charge in priced(&lines, &pays).usage_charges() {
            prop_assert_eq!(charge.steps.len(), pays.len() + 1);
            prop_assert_eq!(charge.steps[0].from, Money::zero(usd()));
            prop_assert_eq!(charge.steps[0].to, charge.costs.list);
            for pair in charge.steps.windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
            }
            let last = charge.steps.last().unwrap();
            prop_assert_eq!(last.to, charge.costs.contracted);
            prop_assert_eq!(last.to, charge.costs.effective);
        }
    }

    #[test]
    fn more_usage_never_costs_less(price in prices(), a in quantities(), b in quantities()) {
        let (less, more) = (a.min(b), a.max(b));
        let cost = |quantity| complete(&priced(&[(price.clone(), quantity)], &[])).list.amount();
        prop_assert!(cost(less) <= cost(more));
    }

    #[test]
    fn zero_usage_costs_zero(price in prices()) {
        let quote = priced(&[(price, Decimal::ZERO)], &[]);
        prop_assert!(complete(&quote).list.amount().is_zero());
    }

    #[test]
    fn equal_tiers_are_flat(
        price in 0_i64..1_000_000_000, bound in 1_i64..1_000_000, used in 0_i64..1_000_000_000_000,
    ) {
        let unit_price = NonNegative::new(Decimal::new(price, 6)).unwrap();
        let used = Decimal::new(used, 6);
        let bound = NonNegative::new(Decimal::from(bound)).unwrap();
        let tiers = vec![
            Tier { from: NonNegative::default(), up_to: Some(bound), unit_price, ..Tier::default() },
            Tier { from: bound, up_to: None, unit_price, ..Tier::default() },
        ];
        let graduated = priced(&[(PriceModel::Graduated(tiers), used)], &[]);
        let flat = priced(&[(PriceModel::Flat(unit_price), used)], &[]);
        // Twelve decimals hold these products exactly, so no rounding can make them differ.
        prop_assert_eq!(complete(&graduated), complete(&flat));
    }

    #[test]
    fn splitting_usage_into_lines_keeps_the_total(
        price in prices(), parts in proptest::collection::vec(quantities(), 1..6),
    ) {
        let whole = parts.iter().try_fold(Decimal::ZERO, |sum, part| decimal::plus(sum, *part));
        let whole = complete(&priced(&[(price.clone(), whole.unwrap())], &[])).list;
        let book = book(&[price]);
        let mut usage = Usage::default();
        for (index, part) in parts.iter().enumerate() {
            let part = Quantity::new(*part, "GB".parse().unwrap()).unwrap();
            usage = usage.with(format!("line {index}"), "sku 0", part).unwrap();
        }
        let split = quote(&book, &usage, &Agreement::default()).unwrap();
        prop_assert_eq!(complete(&split).list, whole);
    }

    #[test]
    fn converted_costs_sum_to_the_converted_total(
        lines in proptest::collection::vec((prices(), quantities()), 0..5),
        rate in 1_i64..100_000_000,
    ) {
        let rate = NonNegative::new(Decimal::new(rate, 6)).unwrap();
        let quote = priced(&lines, &[]);
        let Ok(converted) = convert(quote.clone(), "CNY".parse().unwrap(), &rates(rate), TaxBasis::AsListed) else {
            return Ok(());
        };
        let Total::Complete(total) = converted.total else { panic!("every line has a price") };
        let sum = Costs::sum("CNY".parse().unwrap(), converted.costs.iter().copied()).unwrap();
        prop_assert_eq!(total, sum);
        prop_assert_eq!(&converted.quote, &quote);
    }

    #[test]
    fn the_own_currency_changes_nothing_and_needs_no_rate(
        lines in proptest::collection::vec((prices(), quantities()), 0..5),
    ) {
        let quote = priced(&lines, &[]);
        let none = rates(NonNegative::default());
        let same = convert(quote.clone(), usd(), &none, TaxBasis::AsListed).unwrap();
        prop_assert_eq!(same.total, quote.total);
        prop_assert_eq!(same.exchange, None);
    }

    #[test]
    fn ranks_rise_with_cost_and_a_missing_price_has_none(
        lines in proptest::collection::vec((prices(), quantities(), any::<bool>()), 1..8),
    ) {
        let offer = |(index, (price, used, missing)): (usize, &(PriceModel, Decimal, bool))| {
            let name = format!("offer {index}").parse().unwrap();
            (name, perhaps_missing(&(price.clone(), *used), *missing))
        };
        // The first quote is offered twice, so that there are ties.
        let lines: Vec<_> = lines.iter().chain(lines.first()).cloned().collect();
        let offers: BTreeMap<OfferId, ConvertedQuote> = lines.iter().enumerate().map(offer).collect();
        let comparison = compare(usd(), &offers).unwrap();
        let missing = lines.iter().filter(|(_, _, missing)| *missing).count();
        prop_assert_eq!(comparison.incomplete.len(), missing);
        prop_assert_eq!(comparison.ranked.len(), lines.len() - missing);
        for offer in &comparison.ranked {
            prop_assert!(offers[&offer.offer].quote.unpriced.is_empty());
        }
        for pair in comparison.ranked.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            prop_assert!(a.costs.effective.amount() <= b.costs.effective.amount());
            prop_assert_eq!(a.rank == b.rank, a.costs.effective == b.costs.effective);
        }
    }
}
