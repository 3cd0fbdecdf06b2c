//! Laws of prices that move: more volatility raises a seller's floor, more use never raises the
//! hourly cost, and no clause hurts the side that it protects.

use netprice::market::owning::Server;
use netprice::market::paths::{Process, lognormal};
use netprice::market::risk::value_at_risk;
use netprice::market::selling::{Clause, Sale};
use netprice::{Discount, Money, NonNegative};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::inputs::{config, fewer};

fn hundredths(from: i64, to: i64) -> impl Strategy<Value = NonNegative> {
    (from..=to).prop_map(|hundredths| NonNegative::new(Decimal::new(hundredths, 2)).unwrap())
}

/// The discount with which a share of list is paid.
fn discount(pay: NonNegative) -> Discount {
    Discount::of(pay.get()).unwrap()
}

fn money(hundredths: i64) -> Money {
    Money::new(Decimal::new(hundredths, 2), "CNY".parse().unwrap())
}

fn sales() -> impl Strategy<Value = Sale> {
    (1_i64..100_000, 0_i64..100_000, hundredths(0, 100)).prop_map(|(list, cost, follows)| Sale {
        list: money(list),
        cost: money(cost),
        follows,
    })
}

proptest! {
    #![proptest_config(fewer())]

    #[test]
    fn more_volatility_never_lowers_a_seller_s_floor(
        sale in sales(), calm in 0_i64..150, wilder in 0_i64..150, seed: u64,
        confidence in hundredths(51, 100), month in 1_u32..7,
    ) {
        let floor = |hundredths: i64| {
            let volatility = NonNegative::new(Decimal::new(hundredths, 2)).unwrap();
            // The median path stays at today's price, whatever the volatility.
            let process = Process::bootstrap(lognormal(volatility, 16).unwrap());
            let paths = process.paths(6, 100, seed).unwrap();
            let at = paths.at(month).unwrap();
            sale.floor(&at, confidence, NonNegative::default()).unwrap().get()
        };
        // Factors are rounded to parts of 2⁻³² each month.
        let slack = Decimal::new(1, 6) * sale.cost.amount() / sale.list.amount();
        prop_assert!(floor(calm + wilder) + slack >= floor(calm));
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn more_use_never_costs_more_an_hour(
        capital in 1_i64..100_000_000, residual in 0_i64..100, months in 1_u32..120, gpus in 1_u32..16,
        power in hundredths(0, 2_000), idle_power in hundredths(0, 100), pue in hundredths(100, 300),
        tariff in 0_i64..300, monthly in 0_i64..1_000_000, interest in hundredths(0, 30),
        failures in hundredths(0, 50), used in hundredths(1, 100), more in hundredths(0, 100),
    ) {
        let server = Server {
            capital: money(capital),
            residual: money(capital * residual / 100),
            months, gpus, power_kw: power, idle_power, pue, interest, failures,
            tariff: money(tariff),
            monthly: money(monthly),
        };
        let fuller = NonNegative::new((used.get() + more.get()).min(Decimal::ONE)).unwrap();
        let hour = |utilisation| server.month(utilisation).unwrap().gpu_hour.amount();
        // Each cost is rounded at 12 decimals.
        let slack = Decimal::new(1, 10);
        prop_assert!(hour(fuller) <= hour(used) + slack);
        let month = server.month(used).unwrap();
        let parts = [month.depreciation, month.interest, month.monthly, month.energy];
        prop_assert_eq!(Money::sum("CNY".parse().unwrap(), parts), Ok(month.cost));
        // Owning and renting cost the same at the break-even.
        if let Some(at) = server.break_even_utilisation(month.gpu_hour).unwrap() {
            let off = (at.get() - used.get()).abs();
            prop_assert!(off <= Decimal::new(1, 6), "{} {}", at, used);
        }
    }

    #[test]
    fn a_clause_never_hurts_the_side_that_it_protects(
        sale in sales(), pay in hundredths(0, 100), passed_on in hundredths(0, 100),
        rise in hundredths(0, 300), fall in hundredths(0, 100), seed: u64,
    ) {
        let factors = ["0.7", "0.9", "1", "1.3", "2.1"].map(|factor| factor.parse().unwrap());
        let paths = Process::bootstrap(factors.into()).paths(4, 50, seed).unwrap();
        let at = paths.at(4).unwrap();
        let clause = Clause { passed_on, rise, fall };
        let value = sale.clause_value(discount(pay), clause, &at).unwrap();
        prop_assert!(value.to_seller.amount() >= Decimal::ZERO);
        prop_assert!(value.to_buyer.amount() >= Decimal::ZERO);
        // A price never moves further than the clause allows.
        let price = sale.list.times(pay.get()).unwrap().amount();
        prop_assert!(value.to_seller.amount() <= price * rise.get() + Decimal::new(1, 9));
        prop_assert!(value.to_buyer.amount() <= price * fall.get() + Decimal::new(1, 9));
    }

    #[test]
    fn what_is_lost_beyond_a_value_at_risk_is_never_less(
        results in proptest::collection::vec(-100_000_i64..100_000, 1..40), tail in hundredths(0, 100),
        sale in sales(), pay in hundredths(0, 100), confidence in hundredths(0, 100), seed: u64,
    ) {
        let results: Vec<Money> = results.into_iter().map(money).collect();
        let found = value_at_risk(&results, tail).unwrap();
        let slack = Decimal::new(1, 9);
        prop_assert!(found.value.amount() <= found.expected_shortfall.amount() + slack);
        let factors = ["0.8", "1", "1.4"].map(|factor| factor.parse().unwrap());
        let paths = Process::bootstrap(factors.into()).paths(3, 30, seed).unwrap();
        let risk = sale.risk(discount(pay), &paths.at(3).unwrap(), confidence).unwrap();
        prop_assert!(risk.value_at_risk.amount() <= risk.expected_shortfall.amount() + slack);
    }

    #[test]
    fn quantiles_are_those_of_the_sorted_paths(
        seed: u64, count in 1_u32..60, months in 1_u32..5,
        mut shares in proptest::collection::vec(hundredths(0, 100), 1..6),
    ) {
        let factors = ["0.5", "1", "1", "2"].map(|factor| factor.parse().unwrap());
        let paths = Process::bootstrap(factors.into()).paths(months, count, seed).unwrap();
        shares.sort_by_key(|share| share.get());
        for (month, found) in (1..).zip(paths.fan(&shares).unwrap()) {
            let at = paths.at(month).unwrap();
            let sorted: Vec<NonNegative> = shares.iter().map(|share| at.quantile(*share).unwrap()).collect();
            prop_assert_eq!(found, sorted);
        }
    }
}
