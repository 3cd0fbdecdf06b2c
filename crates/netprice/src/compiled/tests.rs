//! Whole numbers against wide ones.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::scaled::{product, product_of_halves, units};
use crate::value::ratio::Ratio;

proptest! {
    #[test]
    fn products_by_halves_are_those_of_128_bits(one: u64, other: u64) {
        prop_assert_eq!(product_of_halves(one, other), product(one, other));
        prop_assert_eq!(product_of_halves(u64::MAX, other), product(u64::MAX, other));
        prop_assert_eq!(product(one, other), u128::from(one).checked_mul(other.into()).unwrap());
    }

    #[test]
    fn units_lose_no_digit(digits: i64, scale in 0_u32..28, places in 0_u32..17) {
        let number = Decimal::from_i128_with_scale(digits.into(), scale);
        match units(number, places) {
            Some(units) => prop_assert_eq!(Ratio::of_units(units.into(), places), Ratio::from(number)),
            // What is refused is below zero, has more places, or is beyond 64 bits.
            None => {
                let limit = Ratio::of_units(u128::from(u64::MAX), places);
                let number = number.normalize();
                let is_beyond = Ratio::from(number) > limit;
                prop_assert!(digits < 0 || number.scale() > places || is_beyond);
            }
        }
    }
}
