//! Typed settings as numbers.

use std::collections::BTreeMap;

use netprice::decimal::{self, Amount};
use netprice::error::{PricingErrors, Problem, R};
use netprice::money::{Currency, Money};
use netprice::rate::PayRate;
use rust_decimal::Decimal;

use crate::settings::{Setting, Settings};

/// What is wrong, by setting.
pub type Wrong = BTreeMap<Setting, Problem>;

/// Reads typed settings and keeps what is wrong with each.
pub(super) struct Reader<'a> {
    pub(super) settings: &'a Settings,
    pub(super) wrong: Wrong,
}

impl<'a> Reader<'a> {
    pub(super) fn new(settings: &'a Settings) -> Self {
        Self {
            settings,
            wrong: Wrong::new(),
        }
    }

    pub(super) fn keep<T: Default>(&mut self, setting: Setting, read: R<T>) -> T {
        read.unwrap_or_else(|problem| {
            self.wrong.insert(setting, problem);
            T::default()
        })
    }

    pub(super) fn amount(&mut self, setting: Setting) -> Amount {
        let read = self.settings.get(setting).trim().parse();
        self.keep(setting, read)
    }

    /// A percentage as a share, at most a limit.
    pub(super) fn percent(&mut self, setting: Setting, limit: i64) -> Amount {
        let text = self.settings.get(setting).trim();
        let text = text.trim_end_matches('%').trim_end();
        let read = text.parse::<Amount>().and_then(|percent| {
            if percent.get() > Decimal::from(limit) {
                let (value, limit) = (percent.to_string(), limit.to_string());
                return Err(Problem::AboveLimit { value, limit });
            }
            Amount::new(decimal::over(percent.get(), Decimal::ONE_HUNDRED)?)
        });
        self.keep(setting, read)
    }

    pub(super) fn pay(&mut self, setting: Setting) -> Amount {
        let text = self.settings.get(setting).trim();
        let read = text
            .parse::<PayRate>()
            .and_then(|rate| Amount::new(rate.paid()));
        self.keep(setting, read)
    }

    /// A whole number from 1 to a limit.
    pub(super) fn whole(&mut self, setting: Setting, limit: u32) -> u32 {
        let text = self.settings.get(setting).trim();
        let read = text.parse::<Amount>().and_then(|amount| {
            let value = amount.to_string();
            match u32::try_from(amount.get()) {
                _ if !amount.get().fract().is_zero() => Err(Problem::NotWhole { value }),
                Ok(0) => Err(Problem::Zero),
                Ok(number) if number <= limit => Ok(number),
                Ok(_) | Err(_) => Err(Problem::AboveLimit {
                    value,
                    limit: limit.to_string(),
                }),
            }
        });
        self.keep(setting, read)
    }

    pub(super) fn money(&mut self, setting: Setting, currency: Currency) -> Money {
        Money::new(self.amount(setting).get(), currency)
    }

    /// A currency; without one nothing else can be read.
    pub(super) fn currency(&mut self, setting: Setting) -> Result<Currency, Wrong> {
        let read = self.settings.get(setting).trim().to_uppercase().parse();
        read.map_err(|problem| Wrong::from([(setting, problem)]))
    }

    pub(super) fn done<T>(self, value: T) -> Result<T, Wrong> {
        match self.wrong.is_empty() {
            true => Ok(value),
            false => Err(self.wrong),
        }
    }
}

/// The first of some problems: a field shows one.
pub(super) fn first(errors: PricingErrors) -> Problem {
    let first = errors.0.into_iter().next();
    first.map_or(Problem::Empty, |error| error.problem)
}
