//! Numbers as whole numbers of small units.

use rust_decimal::Decimal;

use crate::value::ratio::Ratio;
use crate::value::tens::POWERS;

/// The decimals of a quantity, and those on the finer grid.
pub(super) const QUANTITY_PLACES: u32 = 6;
pub(super) const FINE_QUANTITY_PLACES: u32 = 12;
/// The units of the finer grid in one of the other.
pub(super) const FINE: u64 = 1_000_000;

/// The decimals of a price: the first of these that holds it.
pub(super) const PRICE_PLACES: [u32; 2] = [10, 16];

fn power(exponent: u32) -> Option<u64> {
    let exponent = usize::try_from(exponent).ok()?;
    POWERS.get(exponent).copied()
}

/// A number as a whole number of 10^-places; `None` for one below zero, with more places, or beyond 64 bits.
pub(super) fn units(number: Decimal, places: u32) -> Option<u64> {
    let mantissa = u64::try_from(number.mantissa()).ok()?;
    match places.checked_sub(number.scale()) {
        Some(missing) => mantissa.checked_mul(power(missing)?),
        None => {
            let excess = power(number.scale().checked_sub(places)?)?;
            let is_whole = mantissa.checked_rem(excess)? == 0;
            is_whole.then(|| mantissa.checked_div(excess)).flatten()
        }
    }
}

/// The exact product, which is below 2^128.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn product(one: u64, other: u64) -> u128 {
    u128::from(one).wrapping_mul(u128::from(other))
}

/// The exact product; WebAssembly multiplies 64 bits, and 128 bits by a call that is several times slower.
#[cfg(target_arch = "wasm32")]
pub(super) fn product(one: u64, other: u64) -> u128 {
    product_of_halves(one, other)
}

/// The exact product by halves of 32 bits, as on paper. No sum wraps: each half is below 2^32, so a product of two
/// is at most 2^64 − 2^33 + 1, which leaves room for two more halves.
#[cfg(any(test, target_arch = "wasm32"))]
pub(super) fn product_of_halves(one: u64, other: u64) -> u128 {
    const HALF: u64 = 0xffff_ffff;
    let (high, low) = (one >> 32, one & HALF);
    let (other_high, other_low) = (other >> 32, other & HALF);
    let lowest = low.wrapping_mul(other_low);
    let across = high.wrapping_mul(other_low).wrapping_add(lowest >> 32);
    let middle = low.wrapping_mul(other_high).wrapping_add(across & HALF);
    let top = high
        .wrapping_mul(other_high)
        .wrapping_add(across >> 32)
        .wrapping_add(middle >> 32);
    let bottom = (middle << 32) | (lowest & HALF);
    (u128::from(top) << 64) | u128::from(bottom)
}

/// An exact number of zero or more with at most 28 decimals: a whole number of 10^-places.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scaled {
    pub(super) units: u128,
    pub(super) places: u32,
}

impl Scaled {
    /// The number as a decimal; `None` where 96 bits do not hold its digits.
    ///
    /// A cost below 7.9 × 10^12 always fits where quantity and price have at most 6 and 10 decimals.
    ///
    /// ```
    /// use netprice::compiled::{CompiledBook, Counts};
    /// use netprice::{Agreement, PriceBook};
    /// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "0.192")?;
    /// let agreement = Agreement::default();
    /// let compiled = CompiledBook::of(&book, &agreement)?;
    /// let mut counts = compiled.counts();
    /// let rated = compiled.rate(0, "730".parse().unwrap(), None, &mut counts)?;
    /// let cost = rated.folded().unwrap().list;
    /// assert_eq!(cost.decimal().unwrap().normalize().to_string(), "140.16"); // 730 × 0.192
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    #[must_use]
    pub fn decimal(self) -> Option<Decimal> {
        let units = i128::try_from(self.units).ok()?;
        let decimal = Decimal::try_from_i128_with_scale(units, self.places).ok();
        decimal.or_else(|| self.shorter())
    }

    /// The decimal without the zeros at its end.
    #[cold]
    fn shorter(mut self) -> Option<Decimal> {
        while self.places > 0 && self.units.checked_rem(10)? == 0 {
            self.units = self.units.checked_div(10)?;
            self.places = self.places.checked_sub(1)?;
            let units = i128::try_from(self.units).ok()?;
            if let Ok(decimal) = Decimal::try_from_i128_with_scale(units, self.places) {
                return Some(decimal);
            }
        }
        None
    }

    /// The number as an exact ratio.
    #[must_use]
    pub fn ratio(self) -> Ratio {
        Ratio::of_units(self.units, self.places)
    }
}
