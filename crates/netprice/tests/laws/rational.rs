//! Rational numbers of any size, for the model that the engine is compared with.

use netprice::value::money::RoundingMode;
use num_bigint::BigInt;
use num_rational::BigRational;

pub type Exact = BigRational;

pub fn exact(top: i64, bottom: i64) -> Exact {
    Exact::new(top.into(), bottom.into())
}

pub fn whole(number: u64) -> Exact {
    Exact::from_integer(number.into())
}

/// Rounds as the table of Java's `RoundingMode` says, and by the two further modes of Dinero.js.
pub fn round(number: &Exact, places: u32, mode: RoundingMode) -> Exact {
    let scale = Exact::from_integer(BigInt::from(10).pow(places));
    let scaled = number * &scale;
    let (down, up) = (scaled.floor(), scaled.ceil());
    let to_up = &up - &scaled;
    let to_down = &scaled - &down;
    let is_positive = scaled > whole(0);
    let (away, towards) = if is_positive {
        (&up, &down)
    } else {
        (&down, &up)
    };
    let is_even = |number: &Exact| number.to_integer() % BigInt::from(2) == BigInt::from(0);
    let nearest = |tie: &Exact| match to_up.cmp(&to_down) {
        std::cmp::Ordering::Less => up.clone(),
        std::cmp::Ordering::Greater => down.clone(),
        std::cmp::Ordering::Equal => tie.clone(),
    };
    let rounded = match mode {
        RoundingMode::HalfUp => nearest(away),
        RoundingMode::HalfDown => nearest(towards),
        RoundingMode::HalfEven => nearest(if is_even(&up) { &up } else { &down }),
        RoundingMode::HalfOdd => nearest(if is_even(&up) { &down } else { &up }),
        RoundingMode::HalfCeiling => nearest(&up),
        RoundingMode::Up => away.clone(),
        RoundingMode::Truncate => towards.clone(),
        RoundingMode::Ceiling => up.clone(),
        RoundingMode::Floor => down.clone(),
    };
    rounded / scale
}
