//! Between decimals of Arrow, which are whole numbers with a scale, and those of netprice.

use netprice::compiled::Rated;
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;

/// The digits of a cost.
pub const COST_PRECISION: u8 = 38;

/// The decimals of a cost: those of a quantity with 6 and a price with 16 decimals; 16 digits are before them.
pub const COST_SCALE: i8 = 22;

/// The decimals of a cost, as a count.
const PLACES: u32 = 22;

/// The first number that 38 digits do not hold.
pub(crate) const BEYOND: i128 = 10_i128.pow(38);

/// A whole number of 10^-scale as a decimal; `None` if 28 digits do not hold it.
pub(crate) fn decimal(mut units: i128, scale: i8) -> Option<Decimal> {
    let Ok(mut places) = u32::try_from(scale) else {
        let power = 10_i128.checked_pow(scale.unsigned_abs().into())?;
        return Decimal::try_from_i128_with_scale(units.checked_mul(power)?, 0).ok();
    };
    loop {
        if let Ok(decimal) = Decimal::try_from_i128_with_scale(units, places) {
            return Some(decimal);
        }
        if places == 0 || units % 10 != 0 {
            return None;
        }
        units /= 10;
        places -= 1;
    }
}

/// The effective cost of a row as a whole number of 10^-22.
pub(crate) fn cost_of(rated: &Rated) -> Result<i128, String> {
    let narrow = rated.folded().and_then(|row| row.effective.decimal());
    if let Some(units) = narrow.and_then(units_of_decimal) {
        return Ok(units);
    }
    let (_, effective) = rated.costs().map_err(|problem| problem.to_string())?;
    units(effective)
}

/// An exact cost as a whole number of 10^-22.
pub(crate) fn units(cost: Ratio) -> Result<i128, String> {
    let exact = || -> Result<Option<i128>, ValueProblem> {
        let whole = cost.floor();
        let step = Ratio::from(Decimal::from_i128_with_scale(1, PLACES));
        let steps = cost.minus(whole)?.over(step)?;
        if steps.floor() != steps {
            return Ok(None);
        }
        let whole = whole.decimal()?.mantissa();
        let rest = steps.decimal()?;
        let rest = rest.mantissa() / 10_i128.pow(rest.scale());
        let units = whole.checked_mul(10_i128.pow(PLACES));
        Ok(units.and_then(|units| units.checked_add(rest)))
    };
    let units = exact().map_err(|problem| problem.to_string())?;
    let units = units.filter(|units| units.unsigned_abs() < BEYOND.unsigned_abs());
    units.ok_or_else(|| {
        format!("the cost {cost} has more than {PLACES} decimals or 16 digits before them, and is not rounded")
    })
}

fn units_of_decimal(cost: Decimal) -> Option<i128> {
    let missing = PLACES.checked_sub(cost.scale())?;
    let units = cost.mantissa().checked_mul(10_i128.checked_pow(missing)?)?;
    (units.unsigned_abs() < BEYOND.unsigned_abs()).then_some(units)
}
