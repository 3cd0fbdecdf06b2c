//! Text as it was typed, beside the value that it was read as.

use std::rc::Rc;

use netprice::value::day::Day;
use netprice::value::decimal::{self, NonNegative, print};
use netprice::value::id::{SeriesId, SkuId, TariffId};
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Discount};
use netprice_study::typed;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The longest text that a link holds, in bytes: more than a month of traffic every five minutes.
pub const LONGEST_TEXT: usize = 250_000;

/// A value that a person can type.
pub trait Typed: Sized + Clone + PartialEq {
    /// Reads typed text; the spaces around it are already removed.
    ///
    /// # Errors
    /// The reason why the text is not such a value.
    fn read(text: &str) -> Result<Self, ValueProblem>;

    /// The text that reads as this value.
    fn write(&self) -> String;
}

/// Implements [`Typed`] for a type by its own text form.
macro_rules! typed_by_text {
    ($($type:ty),*) => {
        $(impl Typed for $type {
            fn read(text: &str) -> Result<Self, ValueProblem> {
                text.parse()
            }

            fn write(&self) -> String {
                self.to_string()
            }
        })*
    };
}

typed_by_text!(SeriesId, SkuId, TariffId, Day);

impl Typed for NonNegative {
    fn read(text: &str) -> Result<Self, ValueProblem> {
        typed::number(text).trim().parse()
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Typed for Discount {
    /// Reads a discount, also with 打 before it as it is spoken.
    fn read(text: &str) -> Result<Self, ValueProblem> {
        let text = typed::usual_width(text);
        text.trim().trim_start_matches('打').parse()
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Typed for Currency {
    fn read(text: &str) -> Result<Self, ValueProblem> {
        text.to_ascii_uppercase().parse()
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

/// A whole number from `LEAST` to `MOST`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole<const LEAST: u32, const MOST: u32>(u32);

impl<const LEAST: u32, const MOST: u32> Whole<LEAST, MOST> {
    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }

    /// A number, limited to the range.
    #[must_use]
    pub fn clamped(number: u32) -> Self {
        Self(number.clamp(LEAST, MOST))
    }
}

impl<const LEAST: u32, const MOST: u32> Typed for Whole<LEAST, MOST> {
    fn read(text: &str) -> Result<Self, ValueProblem> {
        let number = NonNegative::read(text)?;
        let value = number.to_string();
        match u32::try_from(number.get()) {
            _ if !number.get().fract().is_zero() => Err(ValueProblem::NotWhole { value }),
            Ok(number) if number < LEAST => Err(ValueProblem::Zero),
            Ok(number) if number <= MOST => Ok(Self(number)),
            Ok(_) | Err(_) => Err(ValueProblem::AboveLimit {
                value,
                limit: MOST.to_string(),
            }),
        }
    }

    fn write(&self) -> String {
        self.0.to_string()
    }
}

/// A share, typed in percent with or without the sign, of at most `MOST` percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent<const MOST: u32>(NonNegative);

impl<const MOST: u32> Percent<MOST> {
    /// The share: 0.2 for 20%.
    #[must_use]
    pub fn share(self) -> NonNegative {
        self.0
    }

    /// A share as a percentage.
    #[must_use]
    pub fn of(share: NonNegative) -> Self {
        Self(share)
    }
}

impl<const MOST: u32> Typed for Percent<MOST> {
    fn read(text: &str) -> Result<Self, ValueProblem> {
        let percent = NonNegative::read(text.trim_end_matches(['%', '％']).trim_end())?;
        if percent.get() > Decimal::from(MOST) {
            let (value, limit) = (percent.to_string(), MOST.to_string());
            return Err(ValueProblem::AboveLimit { value, limit });
        }
        let share = decimal::over(percent.get(), Decimal::ONE_HUNDRED)?;
        NonNegative::new(share).map(Self)
    }

    fn write(&self) -> String {
        let percent = decimal::times(self.0.get(), Decimal::ONE_HUNDRED);
        percent.map(print).unwrap_or_default()
    }
}

/// A value that may be left out: empty text is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Optional<T>(pub Option<T>);

impl<T: Typed> Typed for Optional<T> {
    fn read(text: &str) -> Result<Self, ValueProblem> {
        if text.is_empty() {
            Ok(Self(None))
        } else {
            T::read(text).map(|value| Self(Some(value)))
        }
    }

    fn write(&self) -> String {
        self.0.as_ref().map(T::write).unwrap_or_default()
    }
}

/// The text that was typed into a field, and the value that it was read as or the reason why not.
#[derive(Clone, Debug)]
pub struct Draft<T> {
    text: Rc<str>,
    parsed: Result<T, ValueProblem>,
}

impl<T: Typed> Draft<T> {
    /// Reads typed text.
    ///
    /// ```
    /// use netprice_page::kit::draft::{Draft, Whole};
    /// let months = Draft::<Whole<1, 60>>::typed(" 24 ");
    /// assert_eq!(months.value().map(|months| months.get()), Some(24));
    /// let years = Draft::<Whole<1, 60>>::typed("61");
    /// assert_eq!((years.text(), years.value()), ("61", None));
    /// let machines = Draft::<Whole<1, 20_000>>::typed("１２,000");
    /// assert_eq!(machines.value().map(|machines| machines.get()), Some(12_000));
    /// assert!(Draft::<Whole<1, 20_000>>::typed("12,00").value().is_none());
    /// ```
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self {
            parsed: T::read(text.trim()),
            text: text.into(),
        }
    }

    /// A value with the text that reads as it.
    #[must_use]
    pub fn of(value: T) -> Self {
        Self {
            text: value.write().into(),
            parsed: Ok(value),
        }
    }

    /// The text as typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value, if the text can be read.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        self.parsed.as_ref().ok()
    }

    /// The value, or the reason why the text cannot be read.
    ///
    /// # Errors
    /// That reason.
    pub fn parsed(&self) -> Result<&T, &ValueProblem> {
        self.parsed.as_ref()
    }
}

impl<T> Draft<T> {
    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The text says what the value is.
impl<T> PartialEq for Draft<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Draft<T> {}

/// Empty text.
impl<T: Typed> Default for Draft<T> {
    fn default() -> Self {
        Self::typed("")
    }
}

/// Writes the text.
impl<T> Serialize for Draft<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// Reads any text.
impl<'de, T: Typed> Deserialize<'de> for Draft<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::typed(&text))
    }
}
