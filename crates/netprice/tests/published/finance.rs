//! Examples of finance: depreciation, margins, growth, and value at risk.

use netprice::finance::{Depreciation, before_growth, depreciation, earned, growth, volume_for};
use netprice::market::risk::{normal_value_at_risk, tail_rank};
use netprice::market::selling::follows;
use netprice::market::volatility::Return;
use netprice::value::decimal::{NonNegative, Number, over, times};
use netprice::value::money::{Money, Rounding};
use rust_decimal::Decimal;

use crate::{Case, case, half_up, noted};

const ARTICLE: &str = "an article on the Chinese cloud market, 2023 (figures as quoted)";
const BDS_ACCOUNTANTS: &str =
    "https://www.bdsaccountants.co.nz/resources/should-you-be-discounting-your-price";
const JACKSONVILLE: &str = "http://ccba.jsu.edu/accounting/DEPRECIATION.HTML";

/// A percentage of the row as a share.
fn share(case: &Case, percent: &str) -> Decimal {
    case.done(percent, over(case.number(percent), Decimal::ONE_HUNDRED))
}

/// A share in percent.
fn percent(case: &Case, share: Decimal, rounding: Option<Rounding>) -> Number {
    let percent = case.done("percent", times(share, Decimal::ONE_HUNDRED));
    Number(rounding.map_or(percent, |rounding| rounding.apply(percent)))
}

/// The depreciation of an asset in each year, and its book value after each.
struct Depreciated {
    case: Case,
    kind: Depreciation,
    cost: &'static str,
    residual: &'static str,
    years: u32,
    rounding: Option<Rounding>,
    charges: &'static [&'static str],
    book_values: &'static [&'static str],
}

const DEPRECIATED: &[Depreciated] = &[
    Depreciated {
        case: noted(
            "dep-ddb-100000-truncated-rate",
            "https://studymode.com/essays/Annual-Depreciation-Expense-1805591.html",
            "Source truncates the rate to 66.66% and goes below salvage (66,660 / 22,224.44 / \
             7,409.63).",
        ),
        kind: Depreciation::DoubleDeclining,
        cost: "100000 USD",
        residual: "10000 USD",
        years: 3,
        rounding: Some(half_up(2)),
        charges: &["66666.67 USD", "22222.22 USD", "1111.11 USD"],
        book_values: &["33333.33 USD", "11111.11 USD", "10000 USD"],
    },
    Depreciated {
        case: noted(
            "dep-ddb-90000-20000-y3",
            "https://www.coursehero.com/file/6545511/To-illustrate-double/",
            "The case gives the book value of 32,400 before the third year: 90,000 less 36,000 \
             and 21,600 at two fifths.",
        ),
        kind: Depreciation::DoubleDeclining,
        cost: "90000 USD",
        residual: "20000 USD",
        years: 5,
        rounding: None,
        charges: &["36000 USD", "21600 USD", "12400 USD", "0 USD", "0 USD"],
        book_values: &[
            "54000 USD",
            "32400 USD",
            "20000 USD",
            "20000 USD",
            "20000 USD",
        ],
    },
    Depreciated {
        case: noted(
            "dep-ddb-switch-10500",
            JACKSONVILLE,
            "Switch to straight line in year 5 because 861 > 544; sum of charges is exactly cost \
             minus salvage (10000).",
        ),
        kind: Depreciation::DoubleDeclining,
        cost: "10500 USD",
        residual: "500 USD",
        years: 5,
        rounding: Some(half_up(0)),
        charges: &["4200 USD", "2520 USD", "1512 USD", "907 USD", "861 USD"],
        book_values: &["6300 USD", "3780 USD", "2268 USD", "1361 USD", "500 USD"],
    },
    Depreciated {
        case: case("dep-straight-10500", JACKSONVILLE),
        kind: Depreciation::StraightLine,
        cost: "10500 USD",
        residual: "500 USD",
        years: 5,
        rounding: None,
        charges: &["2000 USD", "2000 USD", "2000 USD", "2000 USD", "2000 USD"],
        book_values: &["8500 USD", "6500 USD", "4500 USD", "2500 USD", "500 USD"],
    },
];

#[test]
fn a_thing_loses_its_value_over_its_years() {
    for row in DEPRECIATED {
        let case = &row.case;
        let (cost, residual): (Money, Money) = (case.read(row.cost), case.read(row.residual));
        let charges = depreciation(row.kind, cost, residual, row.years, row.rounding);
        let charges = case.done("charges", charges);
        let book_values = charges.iter().scan(cost, |book, charge| {
            *book = case.done("book values", book.minus(*charge));
            Some(*book)
        });
        case.are("book values", book_values, row.book_values);
        case.are("charges", &charges, row.charges);
    }
}

/// The change of volume that a change of price needs for the same gross profit.
struct Volume {
    case: Case,
    margin_percent: &'static str,
    change_percent: &'static str,
    rounding: Rounding,
    volume_percent: &'static str,
}

const VOLUMES: &[Volume] = &[
    Volume {
        case: case("margin-cut-20-10", BDS_ACCOUNTANTS),
        margin_percent: "20",
        change_percent: "-10",
        rounding: half_up(0),
        volume_percent: "100",
    },
    Volume {
        case: case("margin-cut-20-18", BDS_ACCOUNTANTS),
        margin_percent: "20",
        change_percent: "-18",
        rounding: half_up(0),
        volume_percent: "900",
    },
    Volume {
        case: case("margin-cut-25-10", BDS_ACCOUNTANTS),
        margin_percent: "25",
        change_percent: "-10",
        rounding: half_up(0),
        volume_percent: "67",
    },
    Volume {
        case: case("margin-cut-40-10", BDS_ACCOUNTANTS),
        margin_percent: "40",
        change_percent: "-10",
        rounding: half_up(0),
        volume_percent: "33",
    },
    Volume {
        case: case("margin-cut-50-20", BDS_ACCOUNTANTS),
        margin_percent: "50",
        change_percent: "-20",
        rounding: half_up(0),
        volume_percent: "67",
    },
    Volume {
        case: noted(
            "margin-rise-30-10",
            "https://invictuslv.com/category/financials/",
            "A tolerable drop of 25% is a change of -25%.",
        ),
        margin_percent: "30",
        change_percent: "10",
        rounding: half_up(0),
        volume_percent: "-25",
    },
];

#[test]
fn a_change_of_price_needs_another_volume() {
    for row in VOLUMES {
        let case = &row.case;
        let margin = share(case, row.margin_percent);
        let volume = volume_for(margin, share(case, row.change_percent));
        let volume = percent(case, case.done("volume", volume), Some(row.rounding));
        case.is("volume in percent", volume, row.volume_percent);
    }
}

/// A move of a price over some periods; margin and markup are those of buying before and selling
/// after it.
struct PriceMove {
    case: Case,
    from: &'static str,
    to: &'static str,
    periods: u32,
    log_rounding: Rounding,
    rounding: Rounding,
    factor: &'static str,
    change_percent: &'static str,
    log_return: &'static str,
    growth_percent: &'static str,
    margin_percent: &'static str,
    markup_percent: &'static str,
}

const MOVES: &[PriceMove] = &[PriceMove {
    case: noted(
        "market-a800-8-to-17",
        ARTICLE,
        "\"About\" 80 thousand to \"about\" 170 thousand yuan, mid-2023 to time of writing; 6 \
         months assumed for the monthly rate. Margin (on sale price) and markup (on cost) \
         differ.",
    ),
    from: "80000 CNY",
    to: "170000 CNY",
    periods: 6,
    log_rounding: half_up(6),
    rounding: half_up(2),
    factor: "2.125",
    change_percent: "112.5",
    log_return: "0.753772",
    growth_percent: "13.39",
    margin_percent: "52.94",
    markup_percent: "112.5",
}];

#[test]
fn a_price_moves() {
    for row in MOVES {
        let case = &row.case;
        let (from, to): (Money, Money) = (case.read(row.from), case.read(row.to));
        let factor = case.done("factor", over(to.amount(), from.amount()));
        let factor = case.done("factor", NonNegative::new(factor));
        case.is("factor", factor, row.factor);
        let change = case.done("change", Return::Simple.of(factor));
        let change = percent(case, change, None);
        case.is("change in percent", change, row.change_percent);
        let log = case.done("log return", Return::Log.of(factor));
        case.is(
            "log return",
            Number(row.log_rounding.apply(log)),
            row.log_return,
        );
        let growth = case.done("growth", growth(factor, row.periods));
        let growth = percent(case, growth, Some(row.rounding));
        case.is("growth in percent", growth, row.growth_percent);
        let sale = case.done("sale", earned(to, from));
        let margin = case.done("margin", sale.margin.ok_or("none"));
        let margin = percent(case, margin.0, Some(row.rounding));
        case.is("margin in percent", margin, row.margin_percent);
        let markup = case.done("markup", sale.markup.ok_or("none"));
        let markup = percent(case, markup.0, None);
        case.is("markup in percent", markup, row.markup_percent);
    }
}

/// The value before a growth.
struct Grown {
    case: Case,
    now: &'static str,
    growth_percent: &'static str,
    rounding: Rounding,
    before: &'static str,
}

const GROWN: &[Grown] = &[
    Grown {
        case: noted(
            "market-alicloud-margin, a year ago",
            ARTICLE,
            "+264% means a factor 3.64, not 2.64.",
        ),
        now: "14.09",
        growth_percent: "44",
        rounding: half_up(2),
        before: "9.78",
    },
    Grown {
        case: noted(
            "market-alicloud-margin, a quarter ago",
            ARTICLE,
            "+264% means a factor 3.64, not 2.64.",
        ),
        now: "14.09",
        growth_percent: "264",
        rounding: half_up(2),
        before: "3.87",
    },
    Grown {
        case: noted(
            "market-capex-42",
            ARTICLE,
            "Back out the base year by division, not by subtracting 42%.",
        ),
        now: "2090",
        growth_percent: "42",
        rounding: half_up(2),
        before: "1471.83",
    },
    Grown {
        case: noted(
            "market-seed003-none",
            ARTICLE,
            "The fourth article states growth figures only; no price facts. Intelligent cloud 243 \
             (100 million USD), +19.4%.",
        ),
        now: "243",
        growth_percent: "19.4",
        rounding: half_up(2),
        before: "203.52",
    },
];

#[test]
fn what_has_grown_was_less_before() {
    for row in GROWN {
        let case = &row.case;
        let before = before_growth(case.number(row.now), share(case, row.growth_percent));
        let before = row.rounding.apply(case.done("before", before));
        case.is("before", Number(before), row.before);
    }
}

/// The gross profit of a sale.
struct Sold {
    case: Case,
    price: &'static str,
    cost: &'static str,
    rounding: Option<Rounding>,
    amount: &'static str,
    margin_percent: &'static str,
    markup_percent: &'static str,
}

const SOLD: &[Sold] = &[
    Sold {
        case: noted(
            "market-3zhe-now-5zhe-later",
            ARTICLE,
            "At 3折 this month there is still a margin, months later 5折 may not break even: a cost \
             under 30 that grows to at least 50 per 100 of list has grown by more than 66.67%, \
             which is the markup of 50 on 30.",
        ),
        price: "50 CNY",
        cost: "30 CNY",
        rounding: Some(half_up(2)),
        amount: "20 CNY",
        margin_percent: "40",
        markup_percent: "66.67",
    },
    Sold {
        case: noted(
            "market-alicloud-margin",
            ARTICLE,
            "Revenue of 276.48 with 14.09 left; the cost is their difference.",
        ),
        price: "276.48 CNY",
        cost: "262.39 CNY",
        rounding: Some(half_up(2)),
        amount: "14.09 CNY",
        margin_percent: "5.1",
        markup_percent: "5.37",
    },
    Sold {
        case: noted(
            "market-cost-floor-3zhe, the margin on revenue",
            ARTICLE,
            "Article: below 3折 the cost cannot be carried. Taking 3折 as cost, the 2折 deal loses \
             10 per 100 of list, i.e. -50% of revenue.",
        ),
        price: "20 CNY",
        cost: "30 CNY",
        rounding: None,
        amount: "-10 CNY",
        margin_percent: "-50",
        markup_percent: "-33.3333333333",
    },
    Sold {
        case: noted(
            "market-hoard-profit, 10000 cards",
            ARTICLE,
            "Article: tens of thousands of cards resold too early, several hundred million yuan \
             of profit forgone; 10,000 cards x 90,000 = 0.9 billion (order of magnitude check, \
             derived).",
        ),
        price: "1700000000 CNY",
        cost: "800000000 CNY",
        rounding: Some(half_up(2)),
        amount: "900000000 CNY",
        margin_percent: "52.94",
        markup_percent: "112.5",
    },
    Sold {
        case: noted(
            "market-hoard-profit, 50000 cards",
            ARTICLE,
            "Article: tens of thousands of cards resold too early, several hundred million yuan \
             of profit forgone; 10,000 cards x 90,000 = 0.9 billion (order of magnitude check, \
             derived).",
        ),
        price: "8500000000 CNY",
        cost: "4000000000 CNY",
        rounding: Some(half_up(2)),
        amount: "4500000000 CNY",
        margin_percent: "52.94",
        markup_percent: "112.5",
    },
    Sold {
        case: noted(
            "market-hyperscaler-margins, aws",
            ARTICLE,
            "Units: 100 million US dollars, FY2022.",
        ),
        price: "801 USD",
        cost: "573 USD",
        rounding: Some(half_up(2)),
        amount: "228 USD",
        margin_percent: "28.46",
        markup_percent: "39.79",
    },
    Sold {
        case: noted(
            "market-hyperscaler-margins, azure",
            ARTICLE,
            "Units: 100 million US dollars, FY2022.",
        ),
        price: "818 USD",
        cost: "491 USD",
        rounding: Some(half_up(2)),
        amount: "327 USD",
        margin_percent: "39.98",
        markup_percent: "66.6",
    },
];

#[test]
fn a_sale_earns_a_margin_and_a_markup() {
    for row in SOLD {
        let case = &row.case;
        let sale = earned(case.read(row.price), case.read(row.cost));
        let sale = case.done("sale", sale);
        case.is("amount", sale.amount, row.amount);
        let margin = case.done("margin", sale.margin.ok_or("none"));
        let margin = percent(case, margin.0, row.rounding);
        case.is("margin in percent", margin, row.margin_percent);
        let markup = case.done("markup", sale.markup.ok_or("none"));
        let markup = percent(case, markup.0, row.rounding);
        case.is("markup in percent", markup, row.markup_percent);
    }
}

/// The share of a cost that follows the hardware price, from the cost before and after a move.
struct Following {
    case: Case,
    before: &'static str,
    after: &'static str,
    hardware: &'static str,
    rounding: Rounding,
    follows_percent: &'static str,
}

const FOLLOWING: &[Following] = &[Following {
    case: noted(
        "market-a800-pass-through, the share of hardware at which 5折 breaks even",
        ARTICLE,
        "Derived: with cost at the 3折 line and the whole cost following the A800 price, \
         break-even moves to 6.375折, so 5折 loses, which agrees with the article; 5折 is the \
         break-even if 59.26% of cost is GPU.",
    ),
    before: "0.3",
    after: "0.5",
    hardware: "2.125",
    rounding: half_up(2),
    follows_percent: "59.26",
}];

#[test]
fn a_share_of_a_cost_follows_the_hardware() {
    for row in FOLLOWING {
        let case = &row.case;
        let costs = (case.read(row.before), case.read(row.after));
        let share = follows(costs.0, costs.1, case.read(row.hardware));
        let share = percent(case, case.done("share", share), Some(row.rounding));
        case.is("share in percent", share, row.follows_percent);
    }
}

/// The rank of the value at risk among a number of losses, worst first.
struct Tail {
    case: Case,
    counts: &'static [usize],
    tail: &'static str,
    ranks: &'static [&'static str],
}

const TAILS: &[Tail] = &[Tail {
    case: case(
        "hs-var-rank-100-1000",
        "https://analystprep.com/study-notes/frm/part-2/market-risk-measurement-and-management/estimating-market-risk-measures",
    ),
    counts: &[100, 1000],
    tail: "0.05",
    ranks: &["6", "51"],
}];

#[test]
fn a_tail_of_losses_has_a_rank() {
    for row in TAILS {
        let case = &row.case;
        let ranks = row.counts.iter().map(|count| {
            let rank = tail_rank(*count, case.read(row.tail));
            case.done("rank", rank)
        });
        case.are("ranks", ranks, row.ranks);
    }
}

/// The value at risk of a normally distributed return.
struct AtRisk {
    case: Case,
    value: &'static str,
    mean: &'static str,
    deviation: &'static str,
    z: &'static str,
    value_at_risk: &'static str,
}

const AT_RISK: &[AtRisk] = &[
    AtRisk {
        case: noted(
            "var-900m",
            "https://www.leetquiz.com/quiz/cmifqpa2f001alknxa1dhpaix/see",
            "Uses z = 1.65 (not 1.645) and subtracts the mean.",
        ),
        value: "900000000 USD",
        mean: "0.000298",
        deviation: "0.009367",
        z: "1.65",
        value_at_risk: "13641795 USD",
    },
    AtRisk {
        case: case(
            "var-asset-115",
            "http://financetrain.com/analytical-approach-to-calculating-var-variance-covariance-method/",
        ),
        value: "115 USD",
        mean: "0",
        deviation: "0.20",
        z: "1.645",
        value_at_risk: "37.835 USD",
    },
];

#[test]
fn a_normal_return_has_a_value_at_risk() {
    for row in AT_RISK {
        let case = &row.case;
        let (mean, deviation) = (case.number(row.mean), case.number(row.deviation));
        let found = normal_value_at_risk(case.read(row.value), mean, deviation, case.number(row.z));
        case.is(
            "value at risk",
            case.done("value at risk", found),
            row.value_at_risk,
        );
    }
}
