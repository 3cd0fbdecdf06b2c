//! Examples of commitments: the months in which fees are paid, and the break-even of an upfront
//! payment.

use netprice::agreement::commitment::Fee;
use netprice::sizing::cash::{UpfrontBreakEven, by_month};
use netprice::value::decimal::Number;
use netprice::value::money::{Money, Rounding};
use rust_decimal::Decimal;

use crate::{Case, half_up, noted};

/// An upfront fee month by month, as cash and as effective cost.
struct Paid {
    case: Case,
    upfront: &'static str,
    term_hours: &'static str,
    currency: &'static str,
    hours: &'static [&'static str],
    cash: &'static [&'static str],
    effective: &'static [&'static str],
}

const PAID: &[Paid] = &[Paid {
    case: noted(
        "focus-cd-all-upfront",
        "FinOps-Open-Cost-and-Usage-Spec/FOCUS_Spec@04f8bb3d6b440a8c1d40be106b29a574525d753d: \
         specification/data/commitment_discount_scenarios/commitment_discount_purchase_scenario_1.csv",
        "The prose of the source prints 8,670; its table and the arithmetic say 8,760. Billed, \
         and effective over the year.",
    ),
    upfront: "8760 USD",
    term_hours: "8760",
    currency: "USD",
    hours: &["8760"],
    cash: &["8760 USD"],
    effective: &["8760 USD"],
}];

#[test]
fn a_fee_is_paid_and_spread_month_by_month() {
    for row in PAID {
        let case = &row.case;
        let fee = Fee {
            upfront: Some(case.read(row.upfront)),
            term_hours: Some(case.read(row.term_hours)),
            ..Fee::default()
        };
        let hours = row.hours.iter().map(|hours| case.number(hours));
        let hours: Vec<Decimal> = hours.collect();
        let months = by_month(&fee, &hours, case.read(row.currency));
        let months = case.done("months", months);
        case.are("cash", months.iter().map(|month| month.cash), row.cash);
        let effective = months.iter().map(|month| month.effective);
        case.are("effective", effective, row.effective);
    }
}

/// The break-even of an upfront payment in hours and months, the cost of a month, and the saving
/// over a number of months.
struct BreakEven {
    case: Case,
    upfront: &'static str,
    on_demand: &'static str,
    committed: &'static str,
    hours_of_month: &'static str,
    hour_rounding: Rounding,
    rounding: Rounding,
    hours: &'static str,
    months: &'static str,
    on_demand_month: &'static str,
    committed_month: &'static str,
    saved_month: &'static str,
    saved_over: Option<(u32, &'static str)>,
}

const BREAK_EVENS: &[BreakEven] = &[
    BreakEven {
        case: noted(
            "ri-breakeven-6667h",
            "https://cloudcostkit.com/calculators/reserved-vs-on-demand-break-even-calculator",
            "Page shows \"730 hours\" but computes with 24 x 30.4 = 729.6 (730 would give 87.60 \
             and 9.13).",
        ),
        upfront: "300 USD",
        on_demand: "0.12 USD",
        committed: "0.075 USD",
        hours_of_month: "729.6",
        hour_rounding: half_up(0),
        rounding: half_up(2),
        hours: "6667",
        months: "9.14",
        on_demand_month: "87.55 USD",
        committed_month: "54.72 USD",
        saved_month: "32.83 USD",
        saved_over: None,
    },
    BreakEven {
        case: noted(
            "ri-no-upfront-2040",
            "https://utility-matrix.com/finops/tools/reserved-instance-breakeven/",
            "Prices are by the month here, so a month is one unit. No upfront: the cash breaks \
             even in month 0. The figure of three years on the page needs a price that it does \
             not state.",
        ),
        upfront: "0 USD",
        on_demand: "450 USD",
        committed: "280 USD",
        hours_of_month: "1",
        hour_rounding: half_up(0),
        rounding: half_up(2),
        hours: "0",
        months: "0",
        on_demand_month: "450 USD",
        committed_month: "280 USD",
        saved_month: "170 USD",
        saved_over: Some((12, "2040 USD")),
    },
];

#[test]
fn an_upfront_payment_is_back_after_so_many_hours() {
    for row in BREAK_EVENS {
        let case = &row.case;
        let upfront: Money = case.read(row.upfront);
        let (on_demand, committed) = (case.read(row.on_demand), case.read(row.committed));
        let hours_of_month = case.read(row.hours_of_month);
        let found = UpfrontBreakEven::of(upfront, on_demand, committed, hours_of_month);
        let found = case.done("break-even", found);
        let hours = row.hour_rounding.apply(found.hours.get());
        case.is("hours", Number(hours), row.hours);
        let months = row.rounding.apply(found.months.get());
        case.is("months", Number(months), row.months);
        let rounded = |amount: Money| amount.round(row.rounding);
        case.is(
            "a month on demand",
            rounded(found.on_demand_month),
            row.on_demand_month,
        );
        case.is(
            "a month committed",
            rounded(found.committed_month),
            row.committed_month,
        );
        case.is(
            "what a month saves",
            rounded(found.saved_month),
            row.saved_month,
        );
        if let Some((months, expected)) = row.saved_over {
            let saved = case.done("savings", found.saved_over(months, upfront));
            case.is("what all months save", rounded(saved), expected);
        }
    }
}
