//! Depreciation, rates of return, and margins.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::decimal::{self, NonNegative, Number};
use crate::value::limits::{YEARS, at_most};
use crate::value::money::{Money, Rounding};

/// Computes the net present value of payments, one per period.
///
/// The first payment is today's and is not discounted; each next one is one period later: Σ payment
/// ÷ (1 + rate)^periods. The power is rounded half-even to 12 decimals at each period, and so is
/// each quotient. A rate of 10% is `0.1`.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`], [`ValueProblem::DividedByZero`] for a rate of −100%, and
/// [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::value::decimal::parse;
/// use netprice::finance::net_present_value;
/// let worth = |rate: &str, payments: &[&str]| {
///     let payments: Vec<_> = payments.iter().map(|p| p.parse().unwrap()).collect();
///     net_present_value(parse(rate).unwrap(), "USD".parse().unwrap(), &payments).unwrap().to_string()
/// };
/// // 100 today for 60.5 after one and 60.5 after two periods: 55 + 50 − 100.
/// assert_eq!(worth("0.1", &["-100 USD", "60.5 USD", "60.5 USD"]), "5 USD");
/// assert_eq!(worth("0", &["-100 USD", "60.5 USD", "60.5 USD"]), "21 USD");
/// ```
pub fn net_present_value(
    rate: Decimal,
    currency: crate::value::money::Currency,
    payments: &[Money],
) -> Result<Money, ValueProblem> {
    let growth = decimal::plus(Decimal::ONE, rate)?;
    let mut grown = Decimal::ONE;
    let mut sum = Money::zero(currency);
    for (index, payment) in payments.iter().enumerate() {
        if index > 0 {
            grown = decimal::times(grown, growth)?;
        }
        sum = sum.plus(payment.over(grown)?)?;
    }
    Ok(sum)
}

/// The method by which an asset loses its value over its years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depreciation {
    /// The same each year: (cost − residual) ÷ years.
    StraightLine,
    /// Each year twice the straight-line rate of the book value, never below the residual value;
    /// the straight line over the remaining years if that is more.
    DoubleDeclining,
}

/// Computes the depreciation of an asset in each year.
///
/// Each year but the last is rounded if there is a `rounding`, and takes at most what is left; the last
/// takes the rest, so that the charges add up to exactly cost − residual value.
///
/// # Errors
/// [`ValueProblem::Zero`] for no years; [`ValueProblem::AboveLimit`] for a residual value above the
/// cost, more than 100 years or a rounding to more than 12 places; [`ValueProblem::Negative`] for a
/// residual value below zero; [`ValueProblem::CurrencyMismatch`].
///
/// ```
/// use netprice::finance::{Depreciation, depreciation};
/// let of = |kind, years| -> Vec<String> {
///     let (cost, residual) = ("10500 USD".parse().unwrap(), "500 USD".parse().unwrap());
///     let charges = depreciation(kind, cost, residual, years, None).unwrap();
///     charges.iter().map(ToString::to_string).collect()
/// };
/// assert_eq!(of(Depreciation::StraightLine, 2), ["5000 USD", "5000 USD"]);
/// // 4,200, 2,520, 1,512, then half of 1,768: more than 40% of 2,268 is 907.2, and 860.8 is left.
/// assert_eq!(of(Depreciation::DoubleDeclining, 5)[3..], ["907.2 USD", "860.8 USD"]);
/// ```
///
/// Source of the second: Jacksonville State University, depreciation (with whole units).
pub fn depreciation(
    kind: Depreciation,
    cost: Money,
    residual: Money,
    years: u32,
    rounding: Option<Rounding>,
) -> Result<Vec<Money>, ValueProblem> {
    let mut left = cost.minus(residual.not_negative()?)?;
    if left.amount() < Decimal::ZERO {
        return Err(ValueProblem::above(residual, cost));
    }
    at_most(years, YEARS)?;
    rounding.map_or(Ok(()), Rounding::check_places)?;
    if years == 0 {
        return Err(ValueProblem::Zero);
    }
    let mut charges = Vec::new();
    for year in 0..years {
        let years_left = years.saturating_sub(year);
        let straight = left.over(Decimal::from(years_left))?;
        let charge = match kind {
            _ if years_left == 1 => left,
            Depreciation::StraightLine => straight.round_if(rounding),
            Depreciation::DoubleDeclining => {
                let book = left.plus(residual)?;
                let declining = book.times(Decimal::TWO)?.over(Decimal::from(years))?;
                declining.max(straight)?.round_if(rounding)
            }
        };
        // Rounded up, a year must not take more than is left.
        let charge = charge.min(left)?;
        left = left.minus(charge)?;
        charges.push(charge);
    }
    Ok(charges)
}

/// Computes the internal rate of return: the rate per period at which the net present value of
/// payments is zero, rounded down to 12 decimals.
///
/// Payments with one change of sign have one such rate. It is found by bisection, because the net
/// present value changes its sign only at this rate.
///
/// # Errors
/// [`ValueProblem::NoRateOfReturn`] for payments without a change of sign, with several, or whose
/// rate is not between −99% and 1,000,000%; those of [`net_present_value`].
///
/// ```
/// use netprice::value::decimal::print;
/// use netprice::finance::rate_of_return;
/// let of = |payments: &[&str]| {
///     let payments: Vec<_> = payments.iter().map(|p| p.parse().unwrap()).collect();
///     rate_of_return(&payments)
/// };
/// assert_eq!(print(of(&["-100 USD", "60 USD", "60 USD"]).unwrap()), "0.130662386291");
/// assert!(of(&["-100 USD", "230 USD", "-132 USD"]).is_err()); // both 10% and 20%
/// ```
pub fn rate_of_return(payments: &[Money]) -> Result<Decimal, ValueProblem> {
    let first = payments.first().ok_or(ValueProblem::Empty)?;
    let amounts = payments.iter().map(|payment| payment.amount());
    let amounts = amounts.filter(|amount| !amount.is_zero());
    let signs: Vec<bool> = amounts.map(|amount| amount < Decimal::ZERO).collect();
    let changes = signs.iter().zip(signs.iter().skip(1));
    if changes.filter(|(before, after)| before != after).count() != 1 {
        return Err(ValueProblem::NoRateOfReturn);
    }
    let rises = signs.first().copied().unwrap_or_default();
    // A rate is too low if the worth has the opposite sign of the first non-zero payment, or if a
    // power vanishes or overflows.
    let is_too_low = |rate: Decimal| {
        let worth = net_present_value(rate, first.currency(), payments);
        worth.map_or(true, |worth| {
            if rises {
                worth.amount() > Decimal::ZERO
            } else {
                worth.amount() < Decimal::ZERO
            }
        })
    };
    let unit = Decimal::new(1, decimal::PLACES);
    let (mut low, mut high) = (Decimal::new(-99, 2), Decimal::ONE);
    const HIGHEST: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
    while is_too_low(high) {
        high = decimal::times(high, Decimal::TEN)?;
        if high > HIGHEST {
            return Err(ValueProblem::NoRateOfReturn);
        }
    }
    if !is_too_low(low) {
        return Err(ValueProblem::NoRateOfReturn);
    }
    while decimal::minus(high, low)? > unit {
        let middle = decimal::over(decimal::plus(low, high)?, Decimal::TWO)?;
        if is_too_low(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    if net_present_value(high, first.currency(), payments)?.is_zero() {
        Ok(high)
    } else {
        Ok(low)
    }
}

/// Computes the number of periods until payments pay back, including the fraction of the last
/// period; `None` if they never do.
///
/// The first payment is today's. Each later payment is spread evenly over its period: −100, then 40
/// a period, pays back after 2.5.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`], [`ValueProblem::TooLarge`].
pub fn payback(payments: &[Money]) -> Result<Option<Decimal>, ValueProblem> {
    let Some(first) = payments.first() else {
        return Ok(None);
    };
    let mut owed = *first;
    if owed.amount() >= Decimal::ZERO {
        return Ok(Some(Decimal::ZERO));
    }
    for (before, payment) in payments.iter().skip(1).enumerate() {
        let after = owed.plus(*payment)?;
        if after.amount() >= Decimal::ZERO {
            let part = decimal::over(owed.amount().abs(), payment.amount())?;
            return decimal::plus(Decimal::from(before), part).map(Some);
        }
        owed = after;
    }
    Ok(None)
}

/// The gross profit of a sale: as an amount, as a share of the price (margin) and of the cost
/// (markup).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earned {
    /// Price − cost.
    pub amount: Money,
    /// (Price − cost) ÷ price; `None` for a price of zero.
    pub margin: Option<Number>,
    /// (Price − cost) ÷ cost; `None` for a cost of zero.
    pub markup: Option<Number>,
}

/// Computes the gross profit of a sale.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`], [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::value::decimal::print;
/// use netprice::finance::earned;
/// // Bought at 80,000 and sold at 170,000: margin and markup differ.
/// let card = earned("170000 CNY".parse()?, "80000 CNY".parse()?)?;
/// assert_eq!(card.margin.unwrap().to_string(), "0.529411764706");
/// assert_eq!(card.markup.unwrap().to_string(), "1.125");
/// # Ok::<(), netprice::Problems>(())
/// ```
///
/// Source: quotes of the A800 card in China, 2023.
pub fn earned(price: Money, cost: Money) -> Result<Earned, ValueProblem> {
    let amount = price.minus(cost)?;
    let of = |whole: Money| {
        if whole.is_zero() {
            Ok(None)
        } else {
            decimal::over(amount.amount(), whole.amount()).map(|share| Some(Number(share)))
        }
    };
    Ok(Earned {
        amount,
        margin: of(price)?,
        markup: of(cost)?,
    })
}

/// Computes the relative change of volume that keeps the gross profit the same after a change of
/// price.
///
/// A gross margin of 20% and a cut of 10% need twice the volume: 10 ÷ (20 − 10) = 1. With a margin
/// of 30%, a rise of 10% may lose a quarter of the volume. Margin and change are shares of the
/// price before; a cut is negative.
///
/// # Errors
/// [`ValueProblem::DividedByZero`] for a cut of the whole margin, and [`ValueProblem::Negative`]
/// for a larger one.
///
/// ```
/// use netprice::value::decimal::{parse, print};
/// use netprice::finance::volume_for;
/// let change = |margin, price| volume_for(parse(margin).unwrap(), parse(price).unwrap()).map(print);
/// assert_eq!(change("0.2", "-0.1"), Ok("1".into()));
/// assert_eq!(change("0.3", "0.1"), Ok("-0.25".into()));
/// assert!(change("0.2", "-0.2").is_err());
/// ```
///
/// Source: BDS Chartered Accountants, should you be discounting your price.
pub fn volume_for(margin: Decimal, change: Decimal) -> Result<Decimal, ValueProblem> {
    let left = decimal::plus(margin, change)?;
    if left < Decimal::ZERO {
        let value = decimal::print(left);
        return Err(ValueProblem::Negative { value });
    }
    decimal::minus(Decimal::ZERO, decimal::over(change, left)?)
}

/// Computes the growth per period that compounds to a factor over several periods: factor^(1 ÷
/// periods) − 1.
///
/// # Errors
/// [`ValueProblem::Zero`] for a factor or a count of zero.
///
/// ```
/// use netprice::finance::growth;
/// assert!(growth("2.125".parse()?, 6)?.to_string().starts_with("0.1338"));
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn growth(factor: NonNegative, periods: u32) -> Result<Decimal, ValueProblem> {
    use crate::math::{exp, ln};
    if periods == 0 {
        return Err(ValueProblem::Zero);
    }
    let each = decimal::over(ln(factor.get())?, Decimal::from(periods))?;
    let grown = decimal::times(exp(each)?, Decimal::ONE)?;
    decimal::minus(grown, Decimal::ONE)
}

/// Computes the value before a growth: now ÷ (1 + growth), rounded half-even to 12 decimals.
///
/// 125 after a growth of 0.25 was 100.
///
/// # Errors
/// [`ValueProblem::DividedByZero`] for a growth of −1.
///
/// ```
/// use netprice::finance::before_growth;
/// use netprice::value::decimal::{parse, print};
/// assert_eq!(print(before_growth(parse("125")?, parse("0.25")?)?), "100");
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn before_growth(now: Decimal, growth: Decimal) -> Result<Decimal, ValueProblem> {
    decimal::over(now, decimal::plus(Decimal::ONE, growth)?)
}
