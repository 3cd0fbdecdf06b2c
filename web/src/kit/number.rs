//! Numbers, money and dates as the page shows them.

use netprice::Currency;
use netprice::value::day::{AsOf, Date};
use netprice::value::decimal;
use netprice::value::money::{Money, Rounding, RoundingMode};
use rust_decimal::Decimal;

use crate::language::Language;

/// Separates the digits before the decimal point with commas, in groups of three.
///
/// ```
/// use netprice_page::kit::number::grouped;
/// assert_eq!(grouped("1234567.8901"), "1,234,567.8901");
/// assert_eq!(grouped("-999"), "-999");
/// ```
#[must_use]
pub fn grouped(plain: &str) -> String {
    let (sign, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (unsigned, String::new()),
    };
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits
        .rchunks(3)
        .rev()
        .map(|g| g.iter().collect())
        .collect();
    format!("{sign}{}{fraction}", groups.join(","))
}

/// An amount rounded half-up to the minor unit of its currency, without the currency.
#[must_use]
pub fn in_cents(money: Money) -> String {
    let places = money.currency().minor_digits();
    let mode = RoundingMode::HalfUp;
    let mut amount = money.round(Rounding { places, mode }).amount();
    amount.rescale(places);
    grouped(&amount.to_string())
}

/// An amount rounded down to the minor unit of its currency, for a text such as "at least".
#[must_use]
pub fn at_least(money: Money) -> Money {
    let places = money.currency().minor_digits();
    let mode = RoundingMode::Floor;
    money.round(Rounding { places, mode })
}

/// An amount with all its digits and its currency code.
#[must_use]
pub fn exact(money: Money) -> String {
    let amount = decimal::print(money.amount());
    format!("{} {}", grouped(&amount), money.currency())
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Language {
    /// An amount rounded half-up to the minor unit, with the currency sign that the language uses
    /// (Unicode CLDR; except that ¥ is the renminbi in English too, as the catalogue has no yen).
    ///
    /// ```
    /// use netprice_page::language::Language;
    /// let money = "-1234.5 USD".parse().unwrap();
    /// assert_eq!(Language::English.money(money), "-$1,234.50");
    /// assert_eq!(Language::Traditional.money(money), "-US$1,234.50");
    /// ```
    #[must_use]
    pub fn money(self, money: Money) -> String {
        self.signed(money.currency(), &in_cents(money))
    }

    /// An amount with all its digits, with the currency sign that the language uses.
    ///
    /// ```
    /// use netprice_page::language::Language;
    /// let money = "0.4805 CNY".parse().unwrap();
    /// assert_eq!(Language::Simplified.exact_money(money), "¥0.4805");
    /// ```
    #[must_use]
    pub fn exact_money(self, money: Money) -> String {
        let amount = decimal::print(money.amount());
        self.signed(money.currency(), &grouped(&amount))
    }

    fn signed(self, currency: Currency, amount: &str) -> String {
        let sign = self.sign(currency);
        match amount.strip_prefix('-') {
            Some(amount) => format!("-{sign}{amount}"),
            None => format!("{sign}{amount}"),
        }
    }

    /// The sign of a currency, or its code and a space.
    pub(crate) fn sign(self, currency: Currency) -> String {
        let code = currency.to_string();
        match (code.as_str(), self) {
            ("CNY", Self::English | Self::Simplified) => "¥".to_owned(),
            ("CNY", Self::Traditional) => "CN¥".to_owned(),
            ("USD", Self::English) => "$".to_owned(),
            ("USD", Self::Simplified | Self::Traditional) => "US$".to_owned(),
            (other, _) => format!("{other} "),
        }
    }

    /// A day, or a range of days, in the notation of the language.
    ///
    /// ```
    /// use netprice_page::language::Language;
    /// let (day, years) = ("2026-07-05".parse().unwrap(), "2019-01-01/2020-12-31".parse().unwrap());
    /// assert_eq!(Language::English.date(day), "5 July 2026");
    /// assert_eq!(Language::Simplified.date(years), "2019年1月1日至2020年12月31日");
    /// ```
    #[must_use]
    pub fn date(self, as_of: AsOf) -> String {
        let (first, last) = (self.day(as_of.earliest()), self.day(as_of.latest()));
        match (first == last, self) {
            (true, _) => first,
            (false, Self::English) => format!("{first} to {last}"),
            (false, Self::Simplified | Self::Traditional) => format!("{first}至{last}"),
        }
    }

    /// A month of a year, in full.
    ///
    /// ```
    /// use netprice_page::language::Language;
    /// let day = "2026-12-01".parse().unwrap();
    /// assert_eq!(Language::English.whole_month(day), "December 2026");
    /// assert_eq!(Language::Simplified.whole_month(day), "2026年12月");
    /// ```
    #[must_use]
    pub fn whole_month(self, day: Date) -> String {
        match self {
            Self::English => format!("{} {}", month_name(day), day.year()),
            Self::Simplified | Self::Traditional => format!("{}年{}月", day.year(), day.month()),
        }
    }

    /// A day, or a range of days, in a short notation for a column of a table.
    ///
    /// ```
    /// use netprice_page::language::Language;
    /// let (day, years) = ("2026-07-05".parse().unwrap(), "2019-01-01/2020-12-31".parse().unwrap());
    /// assert_eq!(Language::English.short_date(day), "5 Jul 2026");
    /// assert_eq!(Language::English.short_date(years), "1 Jan 2019 to 31 Dec 2020");
    /// let september = "2024-09-01/2024-09-30".parse().unwrap();
    /// assert_eq!(Language::English.short_date(september), "1 to 30 Sep 2024");
    /// assert_eq!(Language::Simplified.short_date(day), "2026-07-05");
    /// ```
    #[must_use]
    pub fn short_date(self, as_of: AsOf) -> String {
        let day = |day: Date| match self {
            Self::English => format!("{} {}", day.day(), self.month(day)),
            Self::Simplified | Self::Traditional => day.to_string(),
        };
        let (first, last) = (as_of.earliest(), as_of.latest());
        let is_month = (first.year(), first.month()) == (last.year(), last.month());
        match self {
            _ if first == last => day(first),
            Self::English if is_month => format!("{} to {}", first.day(), day(last)),
            Self::English => format!("{} to {}", day(first), day(last)),
            Self::Simplified | Self::Traditional => format!("{} 至 {}", day(first), day(last)),
        }
    }

    /// A day in the notation of the language.
    ///
    /// ```
    /// use netprice_page::language::Language;
    /// let day = "2026-12-31".parse().unwrap();
    /// assert_eq!(Language::English.day(day), "31 December 2026");
    /// assert_eq!(Language::Traditional.day(day), "2026年12月31日");
    /// ```
    #[must_use]
    pub fn day(self, day: Date) -> String {
        match self {
            Self::English => {
                format!("{} {} {}", day.day(), month_name(day), day.year())
            }
            Self::Simplified | Self::Traditional => {
                format!("{}年{}月{}日", day.year(), day.month(), day.day())
            }
        }
    }
}

/// The English name of the month of a day.
pub(crate) fn month_name(day: Date) -> &'static str {
    let month = usize::from(day.month().unsigned_abs()).checked_sub(1);
    month.and_then(|month| MONTHS.get(month)).unwrap_or(&"")
}

/// A share as a percentage, rounded half-up to one decimal.
///
/// ```
/// use netprice_page::kit::number::percent;
/// assert_eq!(percent("0.12345".parse().unwrap()), "12.3");
/// ```
#[must_use]
pub fn percent(share: Decimal) -> String {
    let mode = RoundingMode::HalfUp;
    let percent = decimal::times(share, Decimal::ONE_HUNDRED);
    decimal::print(Rounding { places: 1, mode }.apply(percent.unwrap_or_default()))
}

/// A share as a percentage, rounded half-up, always with one decimal, for a column of numbers.
///
/// ```
/// use netprice_page::kit::number::percent_in_column;
/// assert_eq!(percent_in_column("0.8".parse().unwrap()), "80.0");
/// ```
#[must_use]
pub fn percent_in_column(share: Decimal) -> String {
    let percent = decimal::times(share, Decimal::ONE_HUNDRED);
    in_column(percent.unwrap_or_default(), 1)
}

/// A number rounded half-up, always with these decimals, for a column of numbers.
///
/// ```
/// use netprice_page::kit::number::in_column;
/// assert_eq!(in_column("1234.5".parse().unwrap(), 2), "1,234.50");
/// ```
#[must_use]
pub fn in_column(number: Decimal, places: u32) -> String {
    let mode = RoundingMode::HalfUp;
    let mut rounded = Rounding { places, mode }.apply(number);
    rounded.rescale(places);
    grouped(&rounded.to_string())
}

/// A number to four significant digits, or to a whole one if it has more digits before its point.
///
/// ```
/// use netprice_page::kit::number::four_digits;
/// assert_eq!(four_digits("0.150310792993".parse().unwrap()), "0.1503");
/// assert_eq!(four_digits("6.652882205514".parse().unwrap()), "6.653");
/// assert_eq!(four_digits("0.00012345".parse().unwrap()), "0.0001235");
/// assert_eq!(four_digits("12345.6".parse().unwrap()), "12,346");
/// ```
#[must_use]
pub fn four_digits(number: Decimal) -> String {
    let mode = RoundingMode::HalfUp;
    // The places after which a digit is the fifth significant one.
    let places = (0..=12).find(|places| {
        let scaled = decimal::times(number.abs(), Decimal::from(10_u64.pow(*places)));
        scaled.is_ok_and(|scaled| scaled >= Decimal::ONE_THOUSAND)
    });
    let places = places.unwrap_or(12);
    grouped(&decimal::print(Rounding { places, mode }.apply(number)))
}
