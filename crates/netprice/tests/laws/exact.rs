//! Laws of exactness: the unit in which usage is written changes nothing, and every decision and
//! every rounding is that of exact rational arithmetic, by an independent model.

use netprice::book::price::{AllUnits, BoundOwner};
use netprice::book::rounding::RoundingPolicy;
use netprice::book::rule::QuantityRule;
use netprice::book::tax::TaxInclusion;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::value::quantity::Equivalent;
use netprice::value::ratio::Ratio;
use netprice::{
    Agreement, NonNegative, PriceBook, PriceModel, Quote, Sku, Tax, Tier, Usage, quote,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::inputs::{config, term, under, usd};
use crate::rational::{Exact, exact, round, whole};

/// The units of a measure and how many of the smallest are in each; `Months` are 30 days.
const TIME: [(&str, u64); 5] = [
    ("Seconds", 1),
    ("Minutes", 60),
    ("Hours", 3_600),
    ("Days", 86_400),
    ("Months", 2_592_000),
];

/// Twice the cases of the other laws, so that 20,000 are tried against the model.
fn more() -> ProptestConfig {
    let config = config();
    ProptestConfig {
        cases: config.cases.saturating_mul(2),
        ..config
    }
}

fn number(digits: i64, scale: u32) -> NonNegative {
    NonNegative::new(Decimal::new(digits, scale)).unwrap()
}

/// A rule by its kind, with a number of thousandths of a unit and the unit's place in [`TIME`].
type Ruled = (u8, i64, usize);

/// A tier by the thousandths of its width, the digits of its price, its package and its fee.
type Priced = (i64, i64, Option<i64>, i64);

/// The random parts of a price book of one SKU, of usage and of a contract.
#[derive(Clone, Debug)]
struct Deal {
    unit: usize,
    rules: Vec<Ruled>,
    tiers: Vec<Priced>,
    /// Whether one tier prices all units, and the owner of a bound.
    all_units: Option<bool>,
    /// Days, in thousandths, line by line.
    days: Vec<i64>,
    pays: Vec<i64>,
    /// The rounding of unit prices, tiers, lines and the bill: places and mode.
    rounding: [Option<(u32, usize)>; 4],
    tax: i64,
}

prop_compose! {
    fn deals()(
        unit in 0_usize..5,
        rules in proptest::collection::vec((0_u8..5, 1_i64..5_000, 0_usize..5), 0..3),
        tiers in proptest::collection::vec((
            1_i64..3_000, 0_i64..10_000_000,
            proptest::option::weighted(0.3, 1_i64..2_000), prop_oneof![Just(0_i64), 0_i64..1_000],
        ), 1..4),
        all_units in proptest::option::weighted(0.4, any::<bool>()),
        days in proptest::collection::vec(prop_oneof![0_i64..200, 0_i64..100_000, (0_i64..90).prop_map(|d| d * 1_000)], 1..5),
        pays in proptest::collection::vec(0_i64..=1_000, 0..3),
        rounding in proptest::array::uniform4(proptest::option::weighted(0.3, (0_u32..5, 0_usize..7))),
        tax in 0_i64..30,
    ) -> Deal {
        Deal { unit, rules, tiers, all_units, days, pays, rounding, tax }
    }
}

const MODES: [RoundingMode; 9] = [
    RoundingMode::HalfUp,
    RoundingMode::HalfDown,
    RoundingMode::HalfEven,
    RoundingMode::Up,
    RoundingMode::Truncate,
    RoundingMode::Ceiling,
    RoundingMode::Floor,
    RoundingMode::HalfOdd,
    RoundingMode::HalfCeiling,
];

impl Deal {
    fn rounding(&self, stage: usize) -> Option<Rounding> {
        let rounding = self.rounding[stage];
        rounding.map(|(places, mode)| Rounding {
            places,
            mode: MODES[mode],
        })
    }

    fn tiers(&self) -> Vec<Tier> {
        let mut from = NonNegative::ZERO;
        let last = self.tiers.len() - 1;
        let tier = |(index, (width, price, per, fee)): (usize, &Priced)| {
            let start = from;
            from = NonNegative::new(from.get() + Decimal::new(*width, 3)).unwrap();
            Tier {
                from: start,
                up_to: (index < last).then_some(from),
                unit_price: number(*price, 5),
                per: per.map(|size| number(size, 3)),
                flat_fee: number(*fee, 2),
                fee_at_zero: false,
            }
        };
        self.tiers.iter().enumerate().map(tier).collect()
    }

    fn rules(&self) -> Vec<QuantityRule> {
        let rule = |(kind, size, unit): &Ruled| {
            let size = format!("{} {}", Decimal::new(*size, 3), TIME[*unit].0);
            let size = size.parse().unwrap();
            match kind {
                0 => QuantityRule::AtLeast(size),
                1 => QuantityRule::AlwaysAtLeast(size),
                2 => QuantityRule::RoundUp(size),
                3 => QuantityRule::RoundDown(size),
                _ => QuantityRule::Free(size),
            }
        };
        self.rules.iter().map(rule).collect()
    }

    /// Prices the usage, written in one of the units of [`TIME`] but months.
    fn priced(&self, written: usize) -> Quote {
        let price = match self.all_units {
            Some(upper) => PriceModel::AllUnits(AllUnits {
                tiers: self.tiers(),
                bound: if upper {
                    BoundOwner::Upper
                } else {
                    BoundOwner::Lower
                },
            }),
            None => PriceModel::Graduated(self.tiers()),
        };
        let mut sku = Sku::new("service", TIME[self.unit].0, price).unwrap();
        sku.free = true;
        sku.rules = self.rules();
        sku.equivalents = vec![Equivalent {
            this: "1 Months".parse().unwrap(),
            is: "30 Days".parse().unwrap(),
        }];
        let book = PriceBook::new("acme", "north", usd()).unwrap();
        let mut book = book.with("sku", sku).unwrap();
        book.rounding = RoundingPolicy {
            unit_price: self.rounding(0),
            tier: self.rounding(1),
            line: self.rounding(2),
            invoice: self.rounding(3),
            ..RoundingPolicy::default()
        };
        let (unit, size) = TIME[written];
        let mut usage = Usage::default();
        for (index, days) in self.days.iter().enumerate() {
            let in_unit = Decimal::new(*days, 3) * Decimal::from(86_400 / size);
            let used = format!("{in_unit} {unit}");
            usage = usage
                .with(format!("line {index}"), "sku", used.as_str())
                .unwrap();
        }
        let pays = self.pays.iter().enumerate();
        let terms = pays.map(|(index, thousandths)| {
            let pay = netprice::Discount::of(Decimal::new(*thousandths, 3)).unwrap();
            term(index, pay)
        });
        let agreement = Agreement {
            tax: Some(Tax {
                percent: number(self.tax, 0),
                listed: TaxInclusion::BeforeTax,
            }),
            ..under(terms.collect())
        };
        quote(&book, &usage, &agreement).unwrap()
    }

    /// The count after the rules, in the unit of the SKU.
    fn ruled(&self, count: Exact) -> Exact {
        let size = |of: i64, unit: usize| {
            exact(of, 1_000) * whole(TIME[unit].1) / whole(TIME[self.unit].1)
        };
        self.rules.iter().fold(count, |count, (kind, of, unit)| {
            let size = size(*of, *unit);
            match kind {
                0 if count == whole(0) => count,
                0 | 1 => count.max(size),
                2 => (count / size.clone()).ceil() * size,
                3 => (count / size.clone()).floor() * size,
                _ => (count - size).max(whole(0)),
            }
        })
    }

    /// The cost of a part of a count in one tier.
    fn in_tier(&self, tier: &Priced, start: &Exact, end: &Exact) -> Exact {
        let (_, price, per, fee) = tier;
        let mut price = exact(*price, 100_000);
        if let Some((places, mode)) = self.rounding[0] {
            price = round(&price, places, MODES[mode]);
        }
        let cost = |within: &Exact| {
            let units = match per {
                Some(size) => (within / exact(*size, 1_000)).ceil(),
                None => within.clone(),
            };
            let cost = units * price.clone();
            match self.rounding[1] {
                Some((places, mode)) => round(&cost, places, MODES[mode]),
                None => cost,
            }
        };
        let is_reached = *start == whole(0) && *end > whole(0);
        let fee = if is_reached {
            exact(*fee, 100)
        } else {
            whole(0)
        };
        cost(end) - cost(start) + fee
    }

    /// The list cost of the count from `start` to `end` where the whole count is `reached`.
    fn listed(&self, start: &Exact, end: &Exact, reached: &Exact) -> Exact {
        let mut from = whole(0);
        let mut sum = whole(0);
        for (index, tier) in self.tiers.iter().enumerate() {
            let up_to = from.clone() + exact(tier.0, 1_000);
            let is_last = index + 1 == self.tiers.len();
            match self.all_units {
                Some(upper) => {
                    let is_in = *reached < up_to || (*reached == up_to && !upper);
                    if is_last || is_in {
                        return self.in_tier(tier, start, end);
                    }
                }
                None => {
                    let within = |count: &Exact| {
                        let end = if is_last {
                            count.clone()
                        } else {
                            up_to.clone().min(count.clone())
                        };
                        (end - from.clone()).max(whole(0))
                    };
                    sum += self.in_tier(tier, &within(start), &within(end));
                }
            }
            from = up_to;
        }
        sum
    }

    /// The exact list cost of each line.
    fn lines(&self) -> Vec<Exact> {
        let mut counts = vec![];
        let mut sum = whole(0);
        for days in &self.days {
            sum += exact(*days, 1_000) * whole(86_400) / whole(TIME[self.unit].1);
            counts.push(sum.clone());
        }
        let ends: Vec<Exact> = counts.into_iter().map(|count| self.ruled(count)).collect();
        let reached = ends.last().unwrap();
        let before = |index: usize| match index {
            0 => whole(0),
            _ => ends[index - 1].clone(),
        };
        let lines = ends.iter().enumerate();
        lines
            .map(|(index, end)| self.listed(&before(index), end, reached))
            .collect()
    }

    fn staged(&self, stage: usize, amount: Exact) -> Exact {
        match self.rounding[stage] {
            Some((places, mode)) => round(&amount, places, MODES[mode]),
            None => amount,
        }
    }
}

fn shown(amount: &Exact) -> Exact {
    round(amount, 12, RoundingMode::HalfEven)
}

fn of(amount: Decimal) -> Exact {
    Exact::new(amount.mantissa().into(), 10_i128.pow(amount.scale()).into())
}

/// Numbers of up to 20 digits, most of them small, so that every width meets every other.
fn ratios() -> impl Strategy<Value = (Ratio, Exact)> {
    let digits = prop_oneof![
        0_i128..50,
        0_i128..1_000_000_000,
        0_i128..10_000_000_000_000_000_000,
        Just(i128::from(i64::MAX)),
        Just(9_223_372_036_854_775_808_i128),
    ];
    let bottom = prop_oneof![1_u64..100, 1_u64..10_000_000_000, Just(u64::MAX)];
    (digits, 0_u32..12, bottom, any::<bool>()).prop_map(|(digits, scale, bottom, is_negative)| {
        let digits = if is_negative { -digits } else { digits };
        let top = Decimal::from_i128_with_scale(digits, scale);
        let ratio = Ratio::from(top)
            .times(Ratio::of(1, bottom).unwrap())
            .unwrap();
        (ratio, of(top) / whole(bottom))
    })
}

proptest! {
    #![proptest_config(more())]

    #[test]
    fn ratios_are_those_of_rational_arithmetic(
        (a, exact_a) in ratios(), (b, exact_b) in ratios(), places in 0_u32..13, mode in 0_usize..7,
    ) {
        let same = |ratio: Ratio, exact: Exact| {
            let text = format!("Ratio {{ top: {}, bottom: {} }}", exact.numer(), exact.denom());
            prop_assert_eq!(format!("{ratio:?}"), text);
            Ok(())
        };
        same(a, exact_a.clone())?;
        same(a.plus(b).unwrap(), &exact_a + &exact_b)?;
        same(a.minus(b).unwrap(), &exact_a - &exact_b)?;
        same(a.times(b).unwrap(), &exact_a * &exact_b)?;
        if !b.is_zero() {
            same(a.over(b).unwrap(), &exact_a / &exact_b)?;
        }
        same(a.floor(), exact_a.floor())?;
        same(a.ceiling().unwrap(), exact_a.ceil())?;
        prop_assert_eq!(a.cmp(&b), exact_a.cmp(&exact_b));
        let mode = MODES[mode];
        if let Ok(rounded) = a.rounded(Rounding { places, mode }) {
            prop_assert_eq!(of(rounded), round(&exact_a, places, mode));
        }
    }

    #[test]
    fn every_amount_is_that_of_exact_arithmetic_rounded_once(deal in deals()) {
        let quote = deal.priced(2);
        let paid = deal.pays.iter().fold(whole(1), |paid, pay| paid * exact(*pay, 1_000));
        let lists = deal.lines();
        let list: Exact = lists.iter().cloned().sum();
        let costs = quote.costs().unwrap();
        prop_assert_eq!(of(costs.list.amount()), shown(&list));
        prop_assert_eq!(of(costs.contracted.amount()), shown(&(list * paid.clone())));
        for (charge, list) in quote.usage_charges().zip(&lists) {
            // A line shows its exact cost, give or take what the lines before it left over.
            let apart = of(charge.costs.list.amount()) - list.clone();
            prop_assert!(apart.clone() * apart <= exact(1, 1_000_000_000_000) * exact(1, 1_000_000_000_000));
        }
        let lines = lists.into_iter().map(|list| deal.staged(2, list * paid.clone()));
        let sum: Exact = lines.sum();
        let tax = sum.clone() * exact(deal.tax, 100);
        let due = match deal.rounding[3] {
            Some(_) => deal.staged(3, sum + tax),
            None => shown(&sum) + shown(&tax),
        };
        prop_assert_eq!(of(quote.bill().unwrap().amount_due.amount()), due);
    }

    #[test]
    fn the_unit_in_which_usage_is_written_changes_nothing(deal in deals()) {
        let hours = deal.priced(2);
        for written in [0, 1, 3] {
            let other = deal.priced(written);
            prop_assert_eq!(other.total, hours.total);
            prop_assert_eq!(&other.bill, &hours.bill);
            for (other, hours) in other.usage_charges().zip(hours.usage_charges()) {
                prop_assert_eq!(other.costs, hours.costs);
                prop_assert_eq!(&other.quantity, &hours.quantity);
            }
        }
    }
}
