//! Discounts: the share of the list price that is still paid.

use crate::value::problem::ValueProblem;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::value::decimal;
use crate::value::text::{cut, padded, serde_as_text};

/// The share of a price that is *paid*, from 0 to 1: 4.5折 = pay 45% = 55% off.
///
/// A bare 0.85 could mean paying 85% or saving 85%, so every notation states which one it means:
///
/// | text | paid |
/// |---|---|
/// | `4.5折`, `45折`, `四五折`, `四点五折` | 45% |
/// | `5折`, `五折`, `半价`, `对折` | 50% |
/// | `pay 45%`, `付 45%` | 45% |
/// | `55% off`, `省 55%` | 45% |
///
/// A number before 折 below 10 counts tenths, and a whole number from 11 to 99 counts hundredths.
/// `10折` could be either and is refused, as is a bare `45` or `45%`. The canonical text is `pay
/// 45%`. At the limits, `pay 100%` is the list price and `100% off` is free.
///
/// Source: Alibaba Cloud, MongoDB configuration change fees (`85折` of 1,000 is 850); Jiemian on the
/// GPU scramble, early 2024 (bids at `4.8折` and `4.5折`: 48 and 45 of 100).
///
/// # Errors
/// [`ValueProblem::BareDiscount`], [`ValueProblem::AmbiguousZhe`], [`ValueProblem::DiscountOutOfRange`],
/// [`ValueProblem::NotADiscount`], and those of [`decimal::parse`] for the number within.
///
/// ```
/// use netprice::value::discount::Discount;
/// let rate = |text: &str| text.parse::<Discount>();
/// assert_eq!(rate("4.5折"), rate("55% off"));
/// assert_eq!(rate("45折").unwrap().to_string(), "pay 45%");
/// assert!(rate("45").is_err());
/// let said = rate("0.88").unwrap_err().to_string();
/// assert!(said.starts_with("'0.88' alone could mean paying 88% or saving 88%"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Discount(Decimal);

impl Discount {
    /// No discount: the whole list price is paid.
    pub const NONE: Self = Self(Decimal::ONE);

    /// The full discount: nothing is paid.
    pub const ALL: Self = Self(Decimal::ZERO);

    /// A discount from the paid share.
    ///
    /// # Errors
    /// [`ValueProblem::DiscountOutOfRange`] outside 0 to 1.
    ///
    /// ```
    /// use netprice::value::decimal::parse;
    /// use netprice::value::discount::Discount;
    /// assert_eq!(Discount::of(parse("0.45").unwrap()).unwrap().to_string(), "pay 45%");
    /// assert!(Discount::of(parse("1.01").unwrap()).is_err());
    /// ```
    pub fn of(paid: Decimal) -> Result<Self, ValueProblem> {
        if paid < Decimal::ZERO || paid > Decimal::ONE {
            return Err(ValueProblem::DiscountOutOfRange {
                value: decimal::print(paid),
            });
        }
        Ok(Self(paid.normalize()))
    }

    /// The paid share, from 0 to 1.
    #[must_use]
    pub fn paid(self) -> Decimal {
        self.0
    }

    /// The paid share in tenths, as used with 折: `4.5` for pay 45%.
    ///
    /// ```
    /// use netprice::value::discount::Discount;
    /// let rate: Discount = "55% off".parse().unwrap();
    /// assert_eq!(rate.in_tenths(), "4.5");
    /// ```
    #[must_use]
    pub fn in_tenths(self) -> String {
        decimal::print(self.0.saturating_mul(Decimal::TEN))
    }

    /// The paid share in percent: `45` for pay 45%.
    #[must_use]
    pub fn in_percent(self) -> String {
        decimal::print(self.0.saturating_mul(Decimal::ONE_HUNDRED))
    }

    /// The saved share in percent: `55` for pay 45%.
    ///
    /// ```
    /// use netprice::value::discount::Discount;
    /// let rate: Discount = "4.5折".parse().unwrap();
    /// assert_eq!(rate.saved_percent(), "55");
    /// ```
    #[must_use]
    pub fn saved_percent(self) -> String {
        // Both are within 0 to 1, so the difference is exact.
        let saved = Decimal::ONE.saturating_sub(self.0);
        decimal::print(saved.saturating_mul(Decimal::ONE_HUNDRED))
    }
}

/// The percentage that a bare number could mean: 88 for `88` and `88%`, and for `0.88`, which is a share.
fn bare_percent(text: &str, number: Decimal) -> String {
    let is_share = !text.ends_with('%') && number > Decimal::ZERO && number < Decimal::ONE;
    let percent = decimal::times(number, Decimal::ONE_HUNDRED);
    match percent.ok().filter(|_| is_share) {
        Some(percent) => decimal::print(percent),
        None => text.trim_end_matches(['%', ' ']).to_owned(),
    }
}

impl FromStr for Discount {
    type Err = ValueProblem;

    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ValueProblem::Empty);
        }
        if ["半价", "半價", "对折", "對折"].contains(&text) {
            return Self::of(Decimal::new(5, 1));
        }
        if let Some(number) = text.strip_suffix('折') {
            return from_zhe(text, number.trim_end());
        }
        let lower = text.to_ascii_lowercase();
        let paid = lower.strip_prefix("pay ").or(lower.strip_prefix('付'));
        if let Some(rest) = paid {
            return percent(text, rest.trim_start());
        }
        let saved = lower.strip_suffix("off").or(lower.strip_prefix('省'));
        if let Some(rest) = saved {
            let saved = percent(text, rest.trim())?;
            return Self::of(decimal::minus(Decimal::ONE, saved.0)?);
        }
        match decimal::parse(text.strip_suffix('%').unwrap_or(text).trim_end()) {
            Ok(number) => Err(ValueProblem::BareDiscount {
                value: cut(text),
                number: cut(&bare_percent(text, number)),
            }),
            Err(
                problem
                @ (ValueProblem::NotAsciiDigits { .. } | ValueProblem::TooManyDigits { .. }),
            ) => Err(problem),
            Err(_) => Err(not_a_rate(text)),
        }
    }
}

fn not_a_rate(text: &str) -> ValueProblem {
    ValueProblem::NotADiscount { value: cut(text) }
}

/// Converts a number to a share; more than 12 decimals are refused, because they would be rounded.
fn exact_share(text: &str, number: Decimal, places: u32) -> Result<Discount, ValueProblem> {
    let out_of_range = || ValueProblem::DiscountOutOfRange { value: cut(text) };
    let scale = number
        .scale()
        .checked_add(places)
        .ok_or_else(out_of_range)?;
    if scale > decimal::PLACES {
        return Err(ValueProblem::TooManyDecimals { value: cut(text) });
    }
    Decimal::try_from_i128_with_scale(number.mantissa(), scale)
        .map_err(|_| out_of_range())
        .and_then(|share| Discount::of(share).map_err(|_| out_of_range()))
}

/// Parses `45%` as a share.
fn percent(text: &str, percent: &str) -> Result<Discount, ValueProblem> {
    let Some(number) = percent.strip_suffix('%') else {
        return Err(not_a_rate(text));
    };
    exact_share(text, decimal::parse(number.trim_end())?.normalize(), 2)
}

/// Parses the number before 折: tenths below 10, hundredths for a whole number from 11 to 99.
fn from_zhe(text: &str, number: &str) -> Result<Discount, ValueProblem> {
    let number = match from_chinese_digits(number) {
        Some(arabic) => decimal::parse(&arabic),
        None => decimal::parse(number),
    };
    let number = match number {
        Ok(number) => number.normalize(),
        Err(ValueProblem::Empty | ValueProblem::NotADecimal { .. }) => {
            return Err(not_a_rate(text));
        }
        Err(problem) => return Err(problem),
    };
    if number < Decimal::TEN {
        return exact_share(text, number, 1);
    }
    let two_digits = number.scale() == 0 && number > Decimal::TEN && number < Decimal::ONE_HUNDRED;
    if two_digits {
        return exact_share(text, number, 2);
    }
    if number == Decimal::TEN {
        return Err(ValueProblem::AmbiguousZhe { value: cut(text) });
    }
    Err(not_a_rate(text))
}

/// `四五` → `45`, `四点五` → `4.5`; `None` unless every character is such a digit.
fn from_chinese_digits(number: &str) -> Option<String> {
    const DIGITS: &str = "零一二三四五六七八九";
    let digit = |c: char| {
        let mut digits = DIGITS.chars().zip('0'..='9');
        digits.find_map(|(chinese, digit)| (c == chinese).then_some(digit))
    };
    let arabic = number.chars().map(|c| match c {
        '〇' => Some('0'),
        '点' | '點' => Some('.'),
        _ => digit(c),
    });
    arabic
        .collect::<Option<String>>()
        .filter(|arabic| !arabic.is_empty())
}

impl fmt::Display for Discount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        padded(f, &format!("pay {}%", self.in_percent()))
    }
}

serde_as_text!(
    Discount,
    "a discount as text, such as \"4.5折\" or \"pay 45%\""
);
