//! Typed settings as numbers.

use std::collections::BTreeMap;

use netprice::value::decimal::{self, NonNegative};
use netprice::value::discount::Discount;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Money};
use netprice_study::{Problems, StudyProblem};
use rust_decimal::Decimal;

use crate::settings::{Setting, Settings};

/// What is wrong, by setting.
pub type Wrong = BTreeMap<Setting, StudyProblem>;

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

    pub(super) fn keep<T: Default>(
        &mut self,
        setting: Setting,
        read: Result<T, impl Into<StudyProblem>>,
    ) -> T {
        read.unwrap_or_else(|problem| {
            self.wrong.insert(setting, problem.into());
            T::default()
        })
    }

    pub(super) fn amount(&mut self, setting: Setting) -> NonNegative {
        let read = self.settings.get(setting).trim().parse::<NonNegative>();
        self.keep(setting, read)
    }

    /// A percentage as a share, at most a limit.
    pub(super) fn percent(&mut self, setting: Setting, limit: i64) -> NonNegative {
        let text = self.settings.get(setting).trim();
        let text = text.trim_end_matches('%').trim_end();
        let read = text.parse::<NonNegative>().and_then(|percent| {
            if percent.get() > Decimal::from(limit) {
                let (value, limit) = (percent.to_string(), limit.to_string());
                return Err(ValueProblem::AboveLimit { value, limit });
            }
            NonNegative::new(decimal::over(percent.get(), Decimal::ONE_HUNDRED)?)
        });
        self.keep(setting, read)
    }

    pub(super) fn discount(&mut self, setting: Setting) -> Discount {
        let read = self.settings.get(setting).trim().parse::<Discount>();
        read.unwrap_or_else(|problem| {
            self.wrong.insert(setting, problem.into());
            Discount::NONE
        })
    }

    /// A whole number from 1 to a limit.
    pub(super) fn whole(&mut self, setting: Setting, limit: u32) -> u32 {
        let text = self.settings.get(setting).trim();
        let read = text.parse::<NonNegative>().and_then(|amount| {
            let value = amount.to_string();
            match u32::try_from(amount.get()) {
                _ if !amount.get().fract().is_zero() => Err(ValueProblem::NotWhole { value }),
                Ok(0) => Err(ValueProblem::Zero),
                Ok(number) if number <= limit => Ok(number),
                Ok(_) | Err(_) => Err(ValueProblem::AboveLimit {
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
        read.map_err(|problem: ValueProblem| Wrong::from([(setting, problem.into())]))
    }

    pub(super) fn done<T>(self, value: T) -> Result<T, Wrong> {
        if self.wrong.is_empty() {
            Ok(value)
        } else {
            Err(self.wrong)
        }
    }
}

/// The first of some problems, at a setting: a field shows one.
pub(super) fn at(setting: Setting) -> impl Fn(Problems) -> Wrong {
    move |problems| Wrong::from([(setting, problems.into_first().problem)])
}
