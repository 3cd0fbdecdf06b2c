//! Which input moves the total of an offer most. Pure.

use netprice::decimal;
use netprice::error::{Problem, R};
use netprice_catalog::catalog::Catalog;
use netprice_catalog::plan::Plan;
use rust_decimal::Decimal;

use crate::crossings::{Variable, cost_at, now};
use crate::document::NeedField;

/// How far each input is moved, in percent.
pub const PERCENT: u32 = 10;

/// An input of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A number of the workload.
    Need(NeedField),
    /// What the contract leaves of the list price.
    Pay,
    /// The exchange rate.
    Exchange,
}

/// What moving an input does to the total of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Influence {
    /// The input.
    pub input: Input,
    /// The total with [`PERCENT`] less of it.
    pub less: Decimal,
    /// The total with [`PERCENT`] more; nothing where there cannot be more.
    pub more: Option<Decimal>,
}

impl Influence {
    /// The greater of the two changes, without its sign.
    #[must_use]
    pub fn reach(&self, total: Decimal) -> Decimal {
        let change = |moved: Decimal| decimal::minus(moved, total).map(|by| by.abs());
        let more = self.more.map_or(Ok(Decimal::ZERO), change);
        change(self.less)
            .unwrap_or_default()
            .max(more.unwrap_or_default())
    }
}

/// What each input does to the total of an offer, the greatest first.
///
/// An input is moved alone, by a tenth of itself. Hours cannot rise above a month's, nor a pay rate
/// above list. An offer in a foreign currency moves as its exchange rate does.
///
/// # Errors
/// Those of pricing the offer.
pub fn influences(
    plan: &Plan,
    offer: usize,
    is_exchanged: bool,
    catalog: &Catalog,
) -> R<(Decimal, Vec<Influence>)> {
    let pay = Variable::Pay(offer);
    let total = cost_at(plan, offer, pay, now(plan, pay)?, catalog)?;
    let mut found = Vec::new();
    for field in [NeedField::Hours, NeedField::StoredGb, NeedField::EgressGb] {
        let moved = moved(plan, offer, Variable::Need(field), catalog)?;
        found.extend(moved.map(|(less, more)| Influence {
            input: Input::Need(field),
            less,
            more,
        }));
    }
    let moved = moved(plan, offer, pay, catalog)?;
    found.extend(moved.map(|(less, more)| Influence {
        input: Input::Pay,
        less,
        more,
    }));
    if is_exchanged {
        found.push(Influence {
            input: Input::Exchange,
            less: by(total, -1)?,
            more: Some(by(total, 1)?),
        });
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.reach(total)));
    Ok((total, found))
}

/// The totals with less and with more of a variable; nothing for one that is zero.
fn moved(
    plan: &Plan,
    offer: usize,
    variable: Variable,
    catalog: &Catalog,
) -> R<Option<(Decimal, Option<Decimal>)>> {
    let now = now(plan, variable)?;
    if now.is_zero() {
        return Ok(None);
    }
    let less = cost_at(plan, offer, variable, by(now, -1)?, catalog)?;
    let more = match cost_at(plan, offer, variable, by(now, 1)?, catalog) {
        Ok(more) => Some(more),
        Err(Problem::AboveLimit { .. } | Problem::PayRateOutOfRange { .. }) => None,
        Err(problem) => return Err(problem),
    };
    Ok(Some((less, more)))
}

/// A number less or more of a tenth.
fn by(number: Decimal, sign: i64) -> R<Decimal> {
    let share = Decimal::new(sign.saturating_mul(PERCENT.into()), 2);
    decimal::plus(number, decimal::times(number, share)?)
}
