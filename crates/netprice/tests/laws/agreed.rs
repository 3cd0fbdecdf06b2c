//! Laws of contracts, bills and allocated amounts.

use netprice::bill::chargeback::chargeback;
use netprice::bill::line::BillLineKind;
use netprice::book::rounding::RoundingPolicy;
use netprice::book::tax::TaxInclusion;
use netprice::value::allocate::{LeftOver, allocate};
use netprice::value::decimal;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::{
    Agreement, Billing, Costs, Discount, Money, NonNegative, PriceBook, PriceChange, PriceModel,
    Quote, Scope, Tax, Voucher, quote,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::inputs::{
    book, changed, changes, complete, config, priced, prices, quantities, usage, usd,
};

/// Prices lines from a price book whose bills round.
fn rounded(
    lines: &[(PriceModel, Decimal)],
    rounding: RoundingPolicy,
    agreement: &Agreement,
) -> Quote {
    let (prices, quantities): (Vec<_>, Vec<_>) = lines.iter().cloned().unzip();
    let book = PriceBook {
        rounding,
        ..book(&prices)
    };
    quote(&book, &usage(&quantities), agreement).unwrap()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn paying_all_changes_nothing(price in prices(), used in quantities()) {
        let costs = complete(&priced(&[(price, used)], &[Discount::NONE]));
        prop_assert_eq!(costs.list, costs.effective);
        prop_assert!(costs.saving().unwrap().amount().is_zero());
    }

    #[test]
    fn steps_attribute_the_whole_discount(
        lines in proptest::collection::vec((prices(), quantities()), 1..4),
        changes in proptest::collection::vec(changes(), 0..5),
    ) {
        let quote = changed(&lines, &changes);
        for charge in quote.usage_charges() {
            let mut discount = Decimal::ZERO;
            for step in &charge.steps[1..] {
                let off = decimal::minus(step.from.amount(), step.to.amount()).unwrap();
                discount = decimal::plus(discount, off).unwrap();
            }
            let whole = decimal::minus(charge.costs.list.amount(), charge.costs.contracted.amount());
            prop_assert_eq!(discount, whole.unwrap());
            prop_assert!(charge.costs.contracted.amount() >= Decimal::ZERO);
        }
    }

    #[test]
    fn terms_apply_in_the_listed_order(
        lines in proptest::collection::vec((prices(), quantities()), 1..3),
        changes in proptest::collection::vec(changes(), 1..4),
    ) {
        let all = changed(&lines, &changes);
        let (_, first) = changes.split_last().unwrap();
        let before = changed(&lines, first);
        for (all, before) in all.usage_charges().zip(before.usage_charges()) {
            // The steps of the first terms are unchanged, and those of the last term follow.
            prop_assert_eq!(&all.steps[..before.steps.len()], &before.steps[..]);
        }
    }

    #[test]
    fn nothing_off_changes_nothing(lines in proptest::collection::vec((prices(), quantities()), 1..4)) {
        let nothing = [
            PriceChange::Pay(Discount::NONE),
            PriceChange::UnitOff(Money::zero(usd())),
            PriceChange::AmountOff(Money::zero(usd())),
            PriceChange::NotBelow("pay 0%".parse().unwrap()),
            PriceChange::NotAbove(Discount::NONE),
            PriceChange::AtLeast(Money::zero(usd())),
        ];
        let quote = changed(&lines, &nothing);
        prop_assert_eq!(complete(&quote).list, complete(&quote).contracted);
    }

    #[test]
    fn an_allocation_sums_to_its_amount(
        amount in -1_000_000_000_i64..1_000_000_000, scale in 0_u32..=6,
        weights in proptest::collection::vec(0_i64..1_000, 1..8), cents in 0_u32..=4,
        left_over in proptest::sample::select(vec![
            LeftOver::LargestRemainder, LeftOver::First, LeftOver::LargestWeight,
            LeftOver::Apart, LeftOver::ApartInBlocks, LeftOver::BackToFront,
        ]),
    ) {
        let weights: Vec<Decimal> = weights.into_iter().map(Decimal::from).collect();
        prop_assume!(weights.iter().any(|weight| !weight.is_zero()));
        let amount = Decimal::new(amount, scale);
        let split = allocate(amount, &weights, Decimal::new(1, cents), left_over).unwrap();
        let sum = split.parts.iter().try_fold(split.left, |sum, part| decimal::plus(sum, *part));
        prop_assert_eq!(sum.unwrap(), amount);
        for (part, weight) in split.parts.iter().zip(&weights) {
            prop_assert!(!weight.is_zero() || part.is_zero());
            prop_assert!(part.is_zero() || (*part > Decimal::ZERO) == (amount > Decimal::ZERO));
        }
    }

    #[test]
    fn a_bill_is_the_sum_of_its_lines(
        lines in proptest::collection::vec((prices(), quantities()), 1..4),
        minimum in 0_i64..1_000_000, voucher in 0_i64..1_000_000, percent in 0_i64..30,
    ) {
        let money = |amount: i64| Money::new(Decimal::new(amount, 2), usd());
        let billing = Billing {
            minimum: Some(money(minimum)),
            vouchers: vec![Voucher {
                id: "voucher".parse().unwrap(), amount: money(voucher), at_least: None,
                scope: Scope::default(), until: None,
            }],
            ..Billing::default()
        };
        let cents = Rounding { places: 2, mode: RoundingMode::HalfUp };
        let policy = RoundingPolicy { line: Some(cents), invoice: Some(cents), ..RoundingPolicy::default() };
        let percent = NonNegative::new(Decimal::from(percent)).unwrap();
        let tax = Tax { percent, listed: TaxInclusion::BeforeTax };
        let agreement = Agreement { tax: Some(tax), billing, ..Agreement::default() };
        let quote = rounded(&lines, policy, &agreement);
        let bill = quote.bill().unwrap();
        let sum = Money::sum(usd(), bill.lines.iter().map(|line| line.amount)).unwrap();
        prop_assert_eq!(bill.amount_due, sum);
        prop_assert!(bill.amount_due.amount() >= Decimal::ZERO);
        prop_assert_eq!(cents.apply(bill.amount_due.amount()), bill.amount_due.amount());
        let rest = bill.amount_due.minus(bill.rounded.on_bill().unwrap()).unwrap();
        let voucher_pays = bill.lines.iter().any(|line| matches!(line.kind, BillLineKind::Voucher(_)));
        // Without a voucher, the bill before rounding and tax is at least its minimum.
        prop_assert!(voucher_pays || rest.minus(bill.tax).unwrap().amount() >= money(minimum).amount());
    }

    #[test]
    fn what_is_shared_back_sums_to_what_was_charged(
        lines in proptest::collection::vec((prices(), quantities()), 0..5),
        changes in proptest::collection::vec(changes(), 0..2),
    ) {
        let quote = changed(&lines, &changes);
        let shared = chargeback(&quote.usage_charges().collect::<Vec<_>>()).unwrap();
        prop_assert_eq!(shared.len(), quote.charges.len());
        prop_assert_eq!(Costs::sum(usd(), shared).unwrap(), complete(&quote));
    }

    #[test]
    fn what_rounding_moved_is_the_difference_to_not_rounding(
        lines in proptest::collection::vec((prices(), quantities()), 1..4),
        places in 0_u32..4, stages in 1_u8..4,
    ) {
        let rounding = |stage: u8| {
            let mode = RoundingMode::HalfUp;
            (stages & stage != 0).then_some(Rounding { places, mode })
        };
        let policy = RoundingPolicy {
            unit_price: rounding(1), tier: rounding(2), ..RoundingPolicy::default()
        };
        let exact = priced(&lines, &[]);
        let rounded = rounded(&lines, policy, &Agreement::default());
        let moved = rounded.bill().unwrap().rounded;
        let moved = moved.unit_price.plus(moved.tier).unwrap();
        let difference = complete(&rounded).list.minus(complete(&exact).list).unwrap();
        prop_assert_eq!(moved, difference);
    }
}
