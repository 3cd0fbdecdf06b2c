//! Typed form as numbers.

use std::collections::BTreeMap;

use netprice::value::decimal::{self, NonNegative};
use netprice::value::discount::Discount;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Money};
use netprice_study::{Problems, StudyProblem};
use rust_decimal::Decimal;

use crate::kit::form::Form;
use crate::market::form::{MarketField, MarketForm};

/// What is wrong, by field.
pub type Wrong = BTreeMap<MarketField, StudyProblem>;

/// Reads typed form and keeps what is wrong with each.
pub(super) struct Reader<'a> {
    pub(super) form: &'a MarketForm,
    pub(super) wrong: Wrong,
}

impl<'a> Reader<'a> {
    pub(super) fn new(form: &'a MarketForm) -> Self {
        Self {
            form,
            wrong: Wrong::new(),
        }
    }

    pub(super) fn keep<T: Default>(
        &mut self,
        field: MarketField,
        read: Result<T, impl Into<StudyProblem>>,
    ) -> T {
        read.unwrap_or_else(|problem| {
            self.wrong.insert(field, problem.into());
            T::default()
        })
    }

    pub(super) fn amount(&mut self, field: MarketField) -> NonNegative {
        let read = self.form.text(field).trim().parse::<NonNegative>();
        self.keep(field, read)
    }

    /// A percentage as a share, at most a limit.
    pub(super) fn percent(&mut self, field: MarketField, limit: i64) -> NonNegative {
        let text = self.form.text(field).trim();
        let text = text.trim_end_matches('%').trim_end();
        let read = text.parse::<NonNegative>().and_then(|percent| {
            if percent.get() > Decimal::from(limit) {
                let (value, limit) = (percent.to_string(), limit.to_string());
                return Err(ValueProblem::AboveLimit { value, limit });
            }
            NonNegative::new(decimal::over(percent.get(), Decimal::ONE_HUNDRED)?)
        });
        self.keep(field, read)
    }

    pub(super) fn discount(&mut self, field: MarketField) -> Discount {
        let read = self.form.text(field).trim().parse::<Discount>();
        read.unwrap_or_else(|problem| {
            self.wrong.insert(field, problem.into());
            Discount::NONE
        })
    }

    /// A whole number from 1 to a limit.
    pub(super) fn whole(&mut self, field: MarketField, limit: u32) -> u32 {
        let text = self.form.text(field).trim();
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
        self.keep(field, read)
    }

    pub(super) fn money(&mut self, field: MarketField, currency: Currency) -> Money {
        Money::new(self.amount(field).get(), currency)
    }

    /// A currency; without one nothing else can be read.
    pub(super) fn currency(&mut self, field: MarketField) -> Result<Currency, Wrong> {
        let read = self.form.text(field).trim().to_uppercase().parse();
        read.map_err(|problem: ValueProblem| Wrong::from([(field, problem.into())]))
    }

    pub(super) fn done<T>(self, value: T) -> Result<T, Wrong> {
        if self.wrong.is_empty() {
            Ok(value)
        } else {
            Err(self.wrong)
        }
    }
}

/// The first of some problems, at a field: a field shows one.
pub(super) fn at(field: MarketField) -> impl Fn(Problems) -> Wrong {
    move |problems| Wrong::from([(field, problems.into_first().problem)])
}
