//! Usage over several days, split where its price or a term changes.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::agreement::Agreement;
use crate::agreement::scope::{ChargeKey, Scope, Selector};
use crate::agreement::terms::Term;
use crate::book::price_book::{PriceBook, Sku};
use crate::problem::{Located, Problem};
use crate::usage::UsageLine;
use crate::value::day::{Day, days_between};
use crate::value::ordered::set_of;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// The days on which terms begin, or no longer apply, and on which commitments can no longer be drawn, with
/// their scopes and those of their groups.
pub(super) struct Changes<'a>(Vec<(BTreeSet<Date>, Vec<Selector<'a>>)>);

impl<'a> Changes<'a> {
    pub(super) fn of(agreement: &'a Agreement) -> Self {
        let mut dates = Vec::new();
        list(&agreement.terms.0, &[], &mut dates);
        for held in &agreement.commitments.held {
            let after = day_after(held.until).map(|after| [after].into());
            dates.extend(after.map(|after| (after, vec![held.scope.selector()])));
        }
        Self(dates)
    }

    /// The days within a line on which its price changes, or a term or commitment in whose scope it is; a
    /// line of one day has none.
    pub(super) fn of_line(&self, book: &PriceBook, line: &UsageLine, sku: &Sku) -> BTreeSet<Date> {
        if line.until.is_none() {
            return BTreeSet::new();
        }
        let key = ChargeKey::of_usage(
            (&book.provider, &book.region),
            (&sku.service, sku.purchase_option.as_ref()),
            &line.sku,
            (&line.id, line.owner.as_ref()),
        );
        let is_within = |scopes: &[Selector<'_>]| scopes.iter().all(|scope| scope.matches(&key));
        let terms = self.0.iter().filter(|(_, scopes)| is_within(scopes));
        let prices = sku.later.iter().map(|later| later.from.date());
        let terms = terms.flat_map(|(dates, _)| dates.iter().copied());
        let rates = book.listed_in.iter().flat_map(|listed| &listed.rates.later);
        let prices = prices.chain(rates.map(|later| later.as_of.date()));
        set_of(prices.chain(terms))
    }
}

fn list<'a>(
    terms: &'a [Term],
    within: &[&'a Scope],
    dates: &mut Vec<(BTreeSet<Date>, Vec<Selector<'a>>)>,
) {
    for term in terms {
        let scopes = [within, &[&term.scope]].concat();
        let own = [term.from.map(Day::date), day_after(term.until)];
        let own = set_of(own.into_iter().flatten());
        if !own.is_empty() {
            dates.push((own, scopes.iter().map(|scope| scope.selector()).collect()));
        }
        list(term.change.inner(), &scopes, dates);
    }
}

fn day_after(until: Option<Day>) -> Option<Date> {
    until.and_then(|until| until.date().tomorrow().ok())
}

/// A part of a usage line in which nothing changes.
pub(super) struct Part {
    /// Its first day; `None` if the usage has no day.
    pub(super) day: Option<Day>,
    /// Its share of the quantity: its days ÷ the days of the line.
    pub(super) share: Ratio,
}

/// The parts of a usage line that begins on a day, split before each of some days.
pub(super) fn parts(
    line: &UsageLine,
    first: Option<Day>,
    changes: BTreeSet<Date>,
) -> Result<Vec<Part>, Located> {
    let Some(until) = line.until else {
        let (day, share) = (first, Ratio::ONE);
        return Ok(vec![Part { day, share }]);
    };
    let first = first.ok_or_else(|| Problem::NoDay.at("day"))?;
    if until < first {
        let (value, from) = (until.to_string(), first.to_string());
        return Err(Problem::EndsEarly { value, from }.at("until"));
    }
    let end = until.date().tomorrow().unwrap_or(until.date());
    let all = days(first.date(), end);
    let starts = changes
        .into_iter()
        .filter(|date| first.date() < *date && *date < end);
    let starts: Vec<Date> = std::iter::once(first.date()).chain(starts).collect();
    let ends = starts.iter().skip(1).copied().chain([end]);
    let parts = starts.iter().zip(ends).map(|(start, end)| {
        Ok(Part {
            day: Some(Day::try_from(*start)?),
            share: Ratio::of(days(*start, end), all)?,
        })
    });
    let parts: Result<Vec<Part>, ValueProblem> = parts.collect();
    parts.map_err(|problem| problem.at("until"))
}

fn days(from: Date, to: Date) -> u64 {
    u64::try_from(days_between(from, to)).unwrap_or_default()
}
