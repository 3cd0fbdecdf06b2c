//! The laws that hold for every input, checked on random ones.

use netprice::allocate::{LeftOver, allocate};
use netprice::bill::{BillLineKind, Billing, Voucher, bill};
use netprice::compare::compare;
use netprice::convert::{ConvertedQuote, ExchangeRates, convert};
use netprice::decimal::{self, Amount};
use netprice::error::Problem;
use netprice::money::{Currency, Money, Rounding, RoundingMode};
use netprice::price::{BoundOwner, PriceModel, Tier};
use netprice::price_book::{PriceBook, RoundingPolicy, Sku};
use netprice::published::Published;
use netprice::quantity::{Quantity, Unit};
use netprice::quote::{Charge, Costs, Quote, Total, quote};
use netprice::rate::PayRate;
use netprice::solve::{Cheaper, NeededRate, crossings, needed_rate};
use netprice::step::Reason;
use netprice::tax::{Footing, Listed, Tax};
use netprice::terms::{PriceChange, RateTable, RateTier, Scope, Term, Terms};
use netprice::usage::{Usage, UsageLine};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Ten thousand cases of each law, or as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let asked = ProptestConfig::default();
    let cases = match std::env::var_os("PROPTEST_CASES") {
        Some(_) => asked.cases,
        None => 10_000,
    };
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..asked
    }
}

fn usd() -> Currency {
    "USD".parse().unwrap()
}

/// Unit prices up to a million, with up to 10 decimals.
fn amounts() -> impl Strategy<Value = Amount> + Clone {
    (0_i64..1_000_000_000_000, 6_u32..=10)
        .prop_map(|(digits, scale)| Amount::new(Decimal::new(digits, scale)).unwrap())
}

/// Quantities up to a thousand million, with up to 9 decimals.
fn quantities() -> impl Strategy<Value = Decimal> {
    (0_i64..1_000_000_000_000_000, 6_u32..=9)
        .prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn pay_rates() -> impl Strategy<Value = PayRate> + Clone {
    (0_i64..=1_000_000).prop_map(|ppm| PayRate::of(Decimal::new(ppm, 6)).unwrap())
}

fn prices() -> impl Strategy<Value = PriceModel> {
    let package = proptest::option::weighted(0.2, 1_i64..1_000);
    let tiers = proptest::collection::vec((1_i64..100_000, amounts(), package), 1..6);
    prop_oneof![
        amounts().prop_map(PriceModel::Flat),
        tiers.prop_map(|widths| {
            let mut from = Decimal::ZERO;
            let last = widths.len() - 1;
            let tier =
                |(index, (width, unit_price, package)): (usize, (i64, Amount, Option<i64>))| {
                    let start = Amount::new(from).unwrap();
                    from = decimal::plus(from, Decimal::new(width, 1)).unwrap();
                    let up_to = (index < last).then(|| Amount::new(from).unwrap());
                    Tier {
                        from: start,
                        up_to,
                        unit_price,
                        per: package.map(|size| Amount::new(Decimal::from(size)).unwrap()),
                        ..Tier::default()
                    }
                };
            PriceModel::Graduated(widths.into_iter().enumerate().map(tier).collect())
        }),
    ]
}

fn term(index: usize, pay: PayRate) -> Term {
    Term::new(
        format!("term {index}").parse().unwrap(),
        PriceChange::Pay(pay),
    )
}

fn book(prices: &[PriceModel]) -> PriceBook {
    let mut book = PriceBook::new("acme".parse().unwrap(), "north".parse().unwrap(), usd());
    for (index, price) in prices.iter().enumerate() {
        let sku = Sku::new(
            "service".parse().unwrap(),
            "GB".parse().unwrap(),
            Some(price.clone()),
            Published::new("a page", "2026-01-31".parse().unwrap()),
        );
        book.skus
            .insert(format!("sku {index}").parse().unwrap(), sku);
    }
    book
}

fn usage(quantities: &[Decimal]) -> Usage {
    let line = |(index, value): (usize, &Decimal)| {
        UsageLine::new(
            format!("line {index}").parse().unwrap(),
            format!("sku {index}").parse().unwrap(),
            Quantity::new(*value, "GB".parse().unwrap()).unwrap(),
        )
    };
    Usage::of(quantities.iter().enumerate().map(line).collect())
}

fn priced(lines: &[(PriceModel, Decimal)], pays: &[PayRate]) -> Quote {
    let (prices, quantities): (Vec<_>, Vec<_>) = lines.iter().cloned().unzip();
    let terms = pays
        .iter()
        .enumerate()
        .map(|(index, pay)| term(index, *pay));
    quote(&book(&prices), &usage(&quantities), &Terms(terms.collect())).unwrap()
}

/// Graduated prices in cents, with bounds at whole thousands.
fn plain_tiers() -> impl Strategy<Value = PriceModel> {
    proptest::collection::vec((1_i64..20, 0_i64..200), 1..5).prop_map(|widths| {
        let mut from = Decimal::ZERO;
        let last = widths.len() - 1;
        let tier = |(index, (width, cents)): (usize, (i64, i64))| {
            let start = Amount::new(from).unwrap();
            from = decimal::plus(from, Decimal::from(width * 1_000)).unwrap();
            Tier {
                from: start,
                up_to: (index < last).then(|| Amount::new(from).unwrap()),
                unit_price: Amount::new(Decimal::new(cents, 2)).unwrap(),
                ..Tier::default()
            }
        };
        PriceModel::Graduated(widths.into_iter().enumerate().map(tier).collect())
    })
}

fn bounds_of(price: &PriceModel) -> Vec<Decimal> {
    let PriceModel::Graduated(tiers) = price else {
        panic!("a graduated price")
    };
    tiers.iter().map(|tier| tier.from.get()).collect()
}

/// Any single change with figures of its own.
fn changes() -> impl Strategy<Value = PriceChange> {
    let money = (0_i64..100_000_000).prop_map(|amount| Money::new(Decimal::new(amount, 3), usd()));
    let table = (1_i64..1_000_000, pay_rates(), pay_rates()).prop_map(|(bound, low, high)| {
        let bound = Amount::new(Decimal::from(bound)).unwrap();
        vec![
            RateTier {
                from: Amount::default(),
                up_to: Some(bound),
                pay: low,
            },
            RateTier {
                from: bound,
                up_to: None,
                pay: high,
            },
        ]
    });
    let bound = BoundOwner::Upper;
    prop_oneof![
        pay_rates().prop_map(PriceChange::Pay),
        pay_rates().prop_map(PriceChange::NotBelow),
        pay_rates().prop_map(PriceChange::NotAbove),
        money.clone().prop_map(PriceChange::UnitOff),
        money.clone().prop_map(PriceChange::AmountOff),
        money.clone().prop_map(PriceChange::AtLeast),
        money.prop_map(PriceChange::AtMost),
        prices().prop_map(PriceChange::Fixed),
        table
            .clone()
            .prop_map(|tiers| PriceChange::BySpend(RateTable::Graduated(tiers))),
        table
            .clone()
            .prop_map(move |tiers| PriceChange::BySpend(RateTable::AllUnits { tiers, bound })),
        table.prop_map(|tiers| PriceChange::ByQuantity(RateTable::Graduated(tiers))),
        (pay_rates(), pay_rates()).prop_map(|(a, b)| PriceChange::Additive(vec![
            Term::new("a".parse().unwrap(), PriceChange::Pay(a)),
            Term::new("b".parse().unwrap(), PriceChange::Pay(b)),
        ])),
    ]
}

fn changed(lines: &[(PriceModel, Decimal)], changes: &[PriceChange]) -> Quote {
    let (prices, quantities): (Vec<_>, Vec<_>) = lines.iter().cloned().unzip();
    let term = |(index, change): (usize, &PriceChange)| {
        let mut change = change.clone();
        // Names within a contract are used once.
        if let PriceChange::Additive(terms) = &mut change {
            for (inner, term) in terms.iter_mut().enumerate() {
                term.id = format!("term {index}.{inner}").parse().unwrap();
            }
        }
        Term::new(format!("term {index}").parse().unwrap(), change)
    };
    let terms = Terms(changes.iter().enumerate().map(term).collect());
    quote(&book(&prices), &usage(&quantities), &terms).unwrap()
}

fn complete(quote: &Quote) -> Costs {
    let Total::Complete(costs) = quote.total else {
        panic!("every line has a price")
    };
    costs
}

fn list_slices(charge: &Charge) -> (Decimal, Vec<(Decimal, Money)>) {
    let Reason::ListPrice {
        pricing_quantity,
        slices,
        ..
    } = &charge.steps[0].reason
    else {
        panic!("the first step is the list price")
    };
    let parts = slices
        .iter()
        .map(|slice| (slice.quantity.value(), slice.cost));
    (pricing_quantity.value(), parts.collect())
}

fn rates(cny_per_usd: Amount) -> ExchangeRates {
    ExchangeRates {
        source: "a bank".into(),
        as_of: "2026-10-30".parse().unwrap(),
        base: usd(),
        rates: [("CNY".parse().unwrap(), cny_per_usd)].into(),
    }
}

/// A quote whose first line has no price, if so asked.
fn perhaps_missing(line: &(PriceModel, Decimal), missing: bool) -> ConvertedQuote {
    let mut book = book(std::slice::from_ref(&line.0));
    if missing {
        book.skus.values_mut().for_each(|sku| sku.price = None);
    }
    let quote = quote(&book, &usage(&[line.1]), &Terms::default()).unwrap();
    convert(&quote, usd(), &rates(Amount::default()), Footing::AsListed).unwrap()
}

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
        for charge in &quote.charges {
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
        for charge in priced(&lines, &pays).charges {
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
        let unit_price = Amount::new(Decimal::new(price, 6)).unwrap();
        let used = Decimal::new(used, 6);
        let bound = Amount::new(Decimal::from(bound)).unwrap();
        let tiers = vec![
            Tier { from: Amount::default(), up_to: Some(bound), unit_price, ..Tier::default() },
            Tier { from: bound, up_to: None, unit_price, ..Tier::default() },
        ];
        let graduated = priced(&[(PriceModel::Graduated(tiers), used)], &[]);
        let flat = priced(&[(PriceModel::Flat(unit_price), used)], &[]);
        // Twelve decimals hold these products exactly, so no rounding can part them.
        prop_assert_eq!(complete(&graduated), complete(&flat));
    }

    #[test]
    fn paying_all_changes_nothing(price in prices(), used in quantities()) {
        let costs = complete(&priced(&[(price, used)], &[PayRate::FULL]));
        prop_assert_eq!(costs.list, costs.effective);
        prop_assert!(costs.saving().unwrap().amount().is_zero());
    }

    #[test]
    fn converted_costs_sum_to_the_converted_total(
        lines in proptest::collection::vec((prices(), quantities()), 0..5),
        rate in 1_i64..100_000_000,
    ) {
        let rate = Amount::new(Decimal::new(rate, 6)).unwrap();
        let quote = priced(&lines, &[]);
        let Ok(converted) = convert(&quote, "CNY".parse().unwrap(), &rates(rate), Footing::AsListed) else {
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
        let same = convert(&quote, usd(), &rates(Amount::default()), Footing::AsListed).unwrap();
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
        let offers = lines.iter().enumerate().map(offer).collect();
        let comparison = compare(usd(), offers).unwrap();
        let missing = lines.iter().filter(|(_, _, missing)| *missing).count();
        prop_assert_eq!(comparison.incomplete.len(), missing);
        prop_assert_eq!(comparison.ranked.len(), lines.len() - missing);
        for offer in &comparison.ranked {
            prop_assert!(offer.quote.quote.unpriced.is_empty());
        }
        for pair in comparison.ranked.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            prop_assert!(a.costs.effective.amount() <= b.costs.effective.amount());
            prop_assert_eq!(a.place == b.place, a.costs.effective == b.costs.effective);
        }
    }

    #[test]
    fn sums_undo_differences(a in quantities(), b in quantities()) {
        let difference = decimal::minus(a, b).unwrap();
        prop_assert_eq!(decimal::plus(difference, b).unwrap(), a);
    }

    #[test]
    fn a_product_is_the_nearest_at_12_decimals(
        a in any::<i64>(), a_scale in 0_u32..=18, b in any::<i64>(), b_scale in 0_u32..=9,
    ) {
        let exact = i128::from(a) * i128::from(b);
        let unit = 10_i128.pow((a_scale + b_scale).saturating_sub(decimal::PLACES));
        match decimal::times(Decimal::new(a, a_scale), Decimal::new(b, b_scale)) {
            Ok(product) => {
                let places = (a_scale + b_scale).min(decimal::PLACES);
                let mantissa = product.mantissa() * 10_i128.pow(places - product.scale());
                let off = mantissa * unit - exact;
                prop_assert!(2 * off.abs() <= unit);
                let is_tie = 2 * off.abs() == unit;
                prop_assert!(!is_tie || mantissa % 2 == 0);
            }
            Err(_) => prop_assert!((exact / unit).abs() >= 1 << 96),
        }
    }

    #[test]
    fn a_decimal_survives_its_text(digits in any::<i128>(), scale in 0_u32..=28) {
        let digits = digits % 10_i128.pow(28);
        let decimal = Decimal::from_i128_with_scale(digits, scale);
        let text = decimal::print(decimal);
        // "0." may add a digit that the number does not have.
        match decimal::parse(&text) {
            Ok(read) => {
                prop_assert_eq!(read, decimal);
                prop_assert_eq!(decimal::print(read), text);
            }
            Err(problem) => {
                prop_assert_eq!(scale, 28);
                prop_assert!(matches!(problem, Problem::TooManyDigits { .. }), "{}", problem);
            }
        }
    }

    #[test]
    fn a_pay_rate_survives_its_text(pay in pay_rates()) {
        prop_assert_eq!(pay.to_string().parse::<PayRate>().unwrap(), pay);
        let in_zhe = format!("{}折", pay.in_tenths());
        if pay != PayRate::FULL {
            prop_assert_eq!(in_zhe.parse::<PayRate>().unwrap(), pay);
        }
    }

    #[test]
    fn money_and_quantities_survive_their_text(value in quantities()) {
        let money = Money::new(value, usd());
        prop_assert_eq!(money.to_string().parse::<Money>().unwrap(), money);
        let quantity = Quantity::new(value, "GB-Months".parse().unwrap()).unwrap();
        prop_assert_eq!(quantity.to_string().parse::<Quantity>().unwrap(), quantity);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        let _ = decimal::parse(&text);
        let _ = text.parse::<PayRate>();
        let _ = format!("{text}折").parse::<PayRate>();
        let _ = format!("pay {text}%").parse::<PayRate>();
        let _ = format!("{text}% off").parse::<PayRate>();
        let _ = text.parse::<Money>();
        let _ = format!("{text} USD").parse::<Money>();
        let _ = text.parse::<Quantity>();
        let _ = text.parse::<Unit>();
        let _ = text.parse::<Currency>();
        let _ = text.parse::<netprice::id::SkuId>();
        let _ = text.parse::<netprice::published::AsOf>();
    }

    #[test]
    fn no_number_panics(
        value in "[0-9]{1,28}", price in "[0-9]{1,14}\\.[0-9]{1,14}", pay in pay_rates(),
    ) {
        let price: Amount = price.parse().unwrap();
        let book = book(&[PriceModel::Flat(price)]);
        let usage = usage(&[decimal::parse(&value).unwrap()]);
        match quote(&book, &usage, &Terms(vec![term(0, pay)])) {
            Ok(quote) => prop_assert!(complete(&quote).effective.amount() <= complete(&quote).list.amount()),
            Err(errors) => for error in errors.0 {
                prop_assert!(matches!(error.problem, Problem::TooLarge { .. }), "{}", error);
            }
        }
    }

    #[test]
    fn splitting_usage_into_lines_keeps_the_total(
        price in prices(), parts in proptest::collection::vec(quantities(), 1..6),
    ) {
        let whole = parts.iter().try_fold(Decimal::ZERO, |sum, part| decimal::plus(sum, *part));
        let whole = complete(&priced(&[(price.clone(), whole.unwrap())], &[])).list;
        let book = book(&[price]);
        let line = |(index, part): (usize, &Decimal)| UsageLine::new(
            format!("line {index}").parse().unwrap(),
            "sku 0".parse().unwrap(),
            Quantity::new(*part, "GB".parse().unwrap()).unwrap(),
        );
        let lines = Usage::of(parts.iter().enumerate().map(line).collect());
        let split = quote(&book, &lines, &Terms::default()).unwrap();
        prop_assert_eq!(complete(&split).list, whole);
    }

    #[test]
    fn steps_attribute_the_whole_discount(
        lines in proptest::collection::vec((prices(), quantities()), 1..4),
        changes in proptest::collection::vec(changes(), 0..5),
    ) {
        let quote = changed(&lines, &changes);
        for charge in &quote.charges {
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
        for (all, before) in all.charges.iter().zip(&before.charges) {
            // The steps of the first terms are there unchanged, the last term's after them.
            prop_assert_eq!(&all.steps[..before.steps.len()], &before.steps[..]);
        }
    }

    #[test]
    fn nothing_off_changes_nothing(lines in proptest::collection::vec((prices(), quantities()), 1..4)) {
        let nothing = [
            PriceChange::Pay(PayRate::FULL),
            PriceChange::UnitOff(Money::zero(usd())),
            PriceChange::AmountOff(Money::zero(usd())),
            PriceChange::NotBelow("pay 0%".parse().unwrap()),
            PriceChange::NotAbove(PayRate::FULL),
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
        let quote = priced(&lines, &[]);
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
        let percent = Amount::new(Decimal::from(percent)).unwrap();
        let tax = Tax { percent, listed: Listed::BeforeTax };
        let bill = bill(&quote, policy, Some(tax), &billing, None).unwrap();
        let sum = Money::sum(usd(), bill.lines.iter().map(|line| line.amount)).unwrap();
        prop_assert_eq!(bill.billed, sum);
        prop_assert!(bill.billed.amount() >= Decimal::ZERO);
        prop_assert_eq!(cents.apply(bill.billed.amount()), bill.billed.amount());
        let rest = bill.billed.minus(bill.rounded_by).unwrap();
        let voucher_pays = bill.lines.iter().any(|line| matches!(line.kind, BillLineKind::Voucher(_)));
        // Without a voucher, the bill before rounding and tax is at least its minimum.
        prop_assert!(voucher_pays || rest.minus(bill.tax).unwrap().amount() >= money(minimum).amount());
    }

    #[test]
    fn solving_for_a_target_and_pricing_again_meets_it(
        lines in proptest::collection::vec((prices(), quantities()), 1..4), share in 0_i64..1_000_000,
    ) {
        let list = complete(&priced(&lines, &[])).list;
        let target = list.times(Decimal::new(share, 6)).unwrap();
        let rate = match needed_rate(list, target).unwrap() {
            NeededRate::Pay(rate) => rate,
            NeededRate::AlreadyMet => PayRate::FULL,
            NeededRate::Impossible => panic!("the target is not negative"),
        };
        let met = complete(&priced(&lines, &[rate])).effective;
        let off = target.minus(met).unwrap().amount();
        // A rate has 12 decimals, and each charge is rounded at 12 on its own.
        let last_digit = list.amount() * Decimal::new(1, 12) + Decimal::new(4, 12);
        prop_assert!(off <= last_digit && off >= -Decimal::new(4, 12), "{} of {}", off, list);
    }

    #[test]
    fn costs_are_equal_or_change_sides_at_a_crossing(
        first in plain_tiers(), second in plain_tiers(), fee in 0_i64..10_000,
    ) {
        let fee = Decimal::from(fee);
        let cost = |price: &PriceModel, units: Decimal| {
            Ok(complete(&priced(&[(price.clone(), units)], &[])).list.amount())
        };
        let difference = |units: Decimal| {
            decimal::minus(decimal::plus(cost(&first, units)?, fee)?, cost(&second, units)?)
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
        // Between two crossings nobody changes sides.
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
}
