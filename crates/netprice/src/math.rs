//! Logarithm, exponential, square root and normal quantile of decimals, identical on every
//! platform.
//!
//! The functions compute with 256-bit integers, mostly in units of 10⁻³⁴, and round results
//! half-even to the 28 digits and 28 decimals of a decimal. No result is an amount of money, so the
//! 12 decimals of the rounding law do not apply.

use crate::value::problem::ValueProblem;
use ethnum::I256;
use rust_decimal::Decimal;

use crate::value::decimal::{divide_half_even, print};

/// The number of decimals of the fixed-point integers: one unit is 10⁻³⁴.
const FIXED: u32 = 34;
/// ln 2 in units of 10⁻³⁴. Source: OEIS A002162.
const LN_2: i128 = 6_931_471_805_599_453_094_172_321_214_581_766;

fn ten_to(power: u32) -> I256 {
    I256::new(10).checked_pow(power).unwrap_or(I256::ONE)
}

fn one() -> I256 {
    ten_to(FIXED)
}

fn fixed(number: Decimal) -> Option<I256> {
    let up = FIXED.checked_sub(number.scale())?;
    I256::new(number.mantissa()).checked_mul(ten_to(up))
}

fn times(a: I256, b: I256) -> Option<I256> {
    a.checked_mul(b)?.checked_div(one())
}

fn over(a: I256, b: I256) -> Option<I256> {
    a.checked_mul(one())?.checked_div(b)
}

/// Returns `units × 10^-scale`, rounded half-even to the digits that a decimal can hold.
fn rounded(units: I256, scale: u32) -> Option<Decimal> {
    const MOST: u32 = 28;
    let first = scale.min(MOST);
    (0..=first).rev().find_map(|places| {
        let whole = divide_half_even(units, ten_to(scale.checked_sub(places)?))?;
        let mantissa = i128::try_from(whole).ok()?;
        Decimal::try_from_i128_with_scale(mantissa, places).ok()
    })
}

fn too_large(name: &str, number: Decimal) -> ValueProblem {
    ValueProblem::too_large(format!("{name} {}", print(number)))
}

/// The natural logarithm of a number above zero.
///
/// The result is accurate to its 28th digit or its 28th decimal, whichever comes first.
///
/// # Errors
/// [`ValueProblem::Zero`], [`ValueProblem::Negative`].
///
/// ```
/// use netprice::value::decimal::{parse, print};
/// use netprice::math::ln;
/// assert_eq!(print(ln(parse("2.125")?)?), "0.7537718023763801519978382535");
/// assert_eq!(print(ln(parse("1")?)?), "0");
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn ln(number: Decimal) -> Result<Decimal, ValueProblem> {
    above_zero(number)?;
    let exact = || {
        let (mut reduced, mut twos) = (fixed(number)?, 0_i64);
        // The series below converges quickly between 0.7 and 1.4.
        let (low, high) = (fixed(Decimal::new(7, 1))?, fixed(Decimal::new(14, 1))?);
        while reduced < low {
            reduced = reduced.checked_add(reduced)?;
            twos = twos.checked_sub(1)?;
        }
        let mut halved = 0_u32;
        while reduced.checked_shr(halved)? > high {
            halved = halved.checked_add(1)?;
        }
        reduced = reduced.checked_shr(halved)?;
        twos = twos.checked_add(i64::from(halved))?;
        let ratio = over(reduced.checked_sub(one())?, reduced.checked_add(one())?)?;
        // ln m = 2 (t + t³/3 + t⁵/5 …) with t = (m − 1) ÷ (m + 1).
        let square = times(ratio, ratio)?;
        let (mut power, mut sum, mut odd) = (ratio, I256::ZERO, 1_i128);
        while power != I256::ZERO {
            sum = sum.checked_add(power.checked_div(I256::new(odd))?)?;
            power = times(power, square)?;
            odd = odd.checked_add(2)?;
        }
        let of_twos = I256::new(LN_2).checked_mul(I256::new(i128::from(twos)))?;
        rounded(sum.checked_add(sum)?.checked_add(of_twos)?, FIXED)
    };
    exact().ok_or_else(|| too_large("ln", number))
}

/// e to the power of a number.
///
/// The result is accurate to its 28th digit or its 28th decimal, whichever comes first; below about
/// −64.8 it is zero.
///
/// # Errors
/// [`ValueProblem::TooLarge`] above about 66.5.
///
/// ```
/// use netprice::value::decimal::{parse, print};
/// use netprice::math::exp;
/// assert_eq!(print(exp(parse("1")?)?), "2.7182818284590452353602874714");
/// assert_eq!(print(exp(parse("0")?)?), "1");
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn exp(number: Decimal) -> Result<Decimal, ValueProblem> {
    const LOWEST: Decimal = Decimal::from_parts(100, 0, 0, true, 0);
    const HIGHEST: Decimal = Decimal::from_parts(67, 0, 0, false, 0);
    if number < LOWEST {
        return Ok(Decimal::ZERO);
    }
    if number > HIGHEST {
        return Err(too_large("e to the power of", number));
    }
    let exact = || {
        let units = fixed(number)?;
        let ln_2 = I256::new(LN_2);
        let twos = units.checked_div(ln_2)?;
        let rest = units.checked_sub(twos.checked_mul(ln_2)?)?;
        let (mut term, mut sum, mut count) = (one(), one(), 1_i128);
        while term != I256::ZERO {
            term = times(term, rest)?.checked_div(I256::new(count))?;
            sum = sum.checked_add(term)?;
            count = count.checked_add(1)?;
        }
        let power = u32::try_from(twos.checked_abs()?).ok()?;
        let two_to = I256::new(2).checked_pow(power)?;
        let scaled = if twos < I256::ZERO {
            sum.checked_div(two_to)?
        } else {
            sum.checked_mul(two_to)?
        };
        rounded(scaled, FIXED)
    };
    exact().ok_or_else(|| too_large("e to the power of", number))
}

/// The square root of a number of zero or more, accurate to its 28th digit or its 28th decimal.
///
/// # Errors
/// [`ValueProblem::Negative`].
///
/// ```
/// use netprice::value::decimal::{parse, print};
/// use netprice::math::sqrt;
/// assert_eq!(print(sqrt(parse("12")?)?), "3.464101615137754587054892683");
/// assert_eq!(print(sqrt(parse("0.0025")?)?), "0.05");
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn sqrt(number: Decimal) -> Result<Decimal, ValueProblem> {
    if number.is_zero() {
        return Ok(Decimal::ZERO);
    }
    above_zero(number)?;
    let exact = || {
        // The number of decimals is even, and as large as 256 bits allow for a mantissa of up to 29
        // digits.
        const DECIMALS: u32 = 74;
        let number = number.normalize();
        let digits = number.mantissa().checked_ilog10()?.checked_add(1)?;
        let decimals = DECIMALS
            .checked_sub(digits)?
            .checked_add(number.scale())?
            .checked_div(2)?
            .checked_mul(2)?;
        let up = decimals.checked_sub(number.scale())?;
        let square = I256::new(number.mantissa()).checked_mul(ten_to(up))?;
        rounded(whole_root(square)?, decimals.checked_div(2)?)
    };
    exact().ok_or_else(|| too_large("the root of", number))
}

/// The integer part of the square root of a positive integer, by Newton's method from above.
fn whole_root(square: I256) -> Option<I256> {
    let bits = 256_u32.checked_sub(square.leading_zeros())?;
    let half = bits.checked_add(1)?.checked_div(2)?;
    let mut root = I256::new(2).checked_pow(half)?;
    loop {
        let next = root.checked_add(square.checked_div(root)?)?;
        let next = next.checked_div(I256::new(2))?;
        if next >= root {
            return Some(root);
        }
        root = next;
    }
}

/// The number below which a standard normal variable falls with the given probability.
///
/// The result has a relative accuracy of 10⁻¹⁵. Source: M. J. Wichura, algorithm AS 241 (PPND16),
/// Applied Statistics 37 (1988).
///
/// # Errors
/// [`ValueProblem::NotAProbability`] for 0, 1 and numbers outside that range.
///
/// ```
/// use netprice::value::decimal::{parse, print};
/// use netprice::math::normal_quantile;
/// let z = normal_quantile(parse("0.975")?)?;
/// assert!(print(z).starts_with("1.95996398454005"));
/// assert_eq!(print(normal_quantile(parse("0.5")?)?), "0");
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn normal_quantile(probability: Decimal) -> Result<Decimal, ValueProblem> {
    if probability <= Decimal::ZERO || probability >= Decimal::ONE {
        let value = print(probability);
        return Err(ValueProblem::NotAProbability { value });
    }
    let half = Decimal::new(5, 1);
    let exact = || {
        let from_middle = fixed(probability)?.checked_sub(fixed(half)?)?;
        let near = fixed(Decimal::new(425, 3))?;
        if from_middle.checked_abs()? <= near {
            let square = times(from_middle, from_middle)?;
            let at = fixed(Decimal::new(180_625, 6))?.checked_sub(square)?;
            let ratio = over(polynomial(&NEAR_TOP, at)?, polynomial(&NEAR_BOTTOM, at)?)?;
            return rounded(times(from_middle, ratio)?, FIXED);
        }
        let tail = if from_middle < I256::ZERO {
            probability
        } else {
            rounded(one().checked_sub(fixed(probability)?)?, FIXED)?
        };
        let at = fixed(sqrt(ln(tail).ok()?.abs()).ok()?)?;
        let five = fixed(Decimal::from(5))?;
        let ratio = if at <= five {
            let at = at.checked_sub(fixed(Decimal::new(16, 1))?)?;
            over(
                polynomial(&MIDDLE_TOP, at)?,
                polynomial(&MIDDLE_BOTTOM, at)?,
            )?
        } else {
            let at = at.checked_sub(five)?;
            over(polynomial(&FAR_TOP, at)?, polynomial(&FAR_BOTTOM, at)?)?
        };
        rounded(ratio.checked_mul(from_middle.signum())?, FIXED)
    };
    exact().ok_or_else(|| too_large("the normal quantile of", probability))
}

/// Evaluates a polynomial at a point; coefficients are listed from the highest power down.
fn polynomial(coefficients: &[Coefficient; 8], at: I256) -> Option<I256> {
    let mut sum = I256::ZERO;
    for Coefficient(digits, places) in coefficients {
        let up = FIXED.checked_sub(*places)?;
        let coefficient = I256::new(*digits).checked_mul(ten_to(up))?;
        sum = times(sum, at)?.checked_add(coefficient)?;
    }
    Some(sum)
}

/// The digits of a coefficient, and its number of decimals.
struct Coefficient(i128, u32);

const NEAR_TOP: [Coefficient; 8] = [
    Coefficient(25_090_809_287_301_226_727, 16),
    Coefficient(33_430_575_583_588_128_105, 15),
    Coefficient(67_265_770_927_008_700_853, 15),
    Coefficient(45_921_953_931_549_871_457, 15),
    Coefficient(13_731_693_765_509_461_125, 15),
    Coefficient(19_715_909_503_065_514_427, 16),
    Coefficient(13_314_166_789_178_437_745, 17),
    Coefficient(33_871_328_727_963_666_080, 19),
];
const NEAR_BOTTOM: [Coefficient; 8] = [
    Coefficient(52_264_952_788_528_545_610, 16),
    Coefficient(28_729_085_735_721_942_674, 15),
    Coefficient(39_307_895_800_092_710_610, 15),
    Coefficient(21_213_794_301_586_595_867, 15),
    Coefficient(53_941_960_214_247_511_077, 16),
    Coefficient(68_718_700_749_205_790_830, 17),
    Coefficient(42_313_330_701_600_911_252, 18),
    Coefficient(1, 0),
];
const MIDDLE_TOP: [Coefficient; 8] = [
    Coefficient(774_545_014_278_341_407_640, 24),
    Coefficient(227_238_449_892_691_845_833, 22),
    Coefficient(241_780_725_177_450_611_770, 21),
    Coefficient(127_045_825_245_236_838_258, 20),
    Coefficient(364_784_832_476_320_460_504, 20),
    Coefficient(576_949_722_146_069_140_550, 20),
    Coefficient(463_033_784_615_654_529_590, 20),
    Coefficient(142_343_711_074_968_357_734, 20),
];
const MIDDLE_BOTTOM: [Coefficient; 8] = [
    Coefficient(105_075_007_164_441_684_324, 29),
    Coefficient(547_593_808_499_534_494_600, 24),
    Coefficient(151_986_665_636_164_571_966, 22),
    Coefficient(148_103_976_427_480_074_590, 21),
    Coefficient(689_767_334_985_100_004_550, 21),
    Coefficient(167_638_483_018_380_384_940, 20),
    Coefficient(205_319_162_663_775_882_187, 20),
    Coefficient(1, 0),
];
const FAR_TOP: [Coefficient; 8] = [
    Coefficient(201_033_439_929_228_813_265, 27),
    Coefficient(271_155_556_874_348_757_815, 25),
    Coefficient(124_266_094_738_807_843_860, 23),
    Coefficient(265_321_895_265_761_230_930, 22),
    Coefficient(296_560_571_828_504_891_230, 21),
    Coefficient(178_482_653_991_729_133_580, 20),
    Coefficient(546_378_491_116_411_436_990, 20),
    Coefficient(665_790_464_350_110_377_720, 20),
];
const FAR_BOTTOM: [Coefficient; 8] = [
    Coefficient(20_442_631_033_899_397_856, 34),
    Coefficient(142_151_175_831_644_588_870, 27),
    Coefficient(184_631_831_751_005_468_180, 25),
    Coefficient(786_869_131_145_613_259_100, 24),
    Coefficient(148_753_612_908_506_148_525, 22),
    Coefficient(136_929_880_922_735_805_310, 21),
    Coefficient(599_832_206_555_887_937_690, 21),
    Coefficient(1, 0),
];

fn above_zero(number: Decimal) -> Result<(), ValueProblem> {
    match number {
        n if n.is_zero() => Err(ValueProblem::Zero),
        n if n < Decimal::ZERO => Err(ValueProblem::Negative { value: print(n) }),
        _ => Ok(()),
    }
}
