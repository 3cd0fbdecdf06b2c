//! Prices the sums of a partial.

use std::collections::BTreeMap;
use std::sync::Arc;

use netprice::book::price_book::Pooling;
use netprice::compiled::{Counts, Explained, Rated as Row, Unfolded};
use netprice::value::quantity::{Quantity, Unit};
use netprice::value::ratio::Ratio;
use netprice::{Agreement, Problems, Usage as Lines, UsageLine, quote};
use serde::{Deserialize, Serialize};

use crate::explain::Before;
use crate::partial::{Key, Partial, Usage};
use crate::plan::Rater;
use crate::problem::RateError;
use crate::totals::{Priced, Report, Totals};

/// The counts from which tiers go on in the next run, by SKU.
///
/// ```
/// let state: netprice_rate::State = serde_json::from_str(r#"{ "counts": { "out": "120.5" } }"#).unwrap();
/// assert_eq!(serde_json::to_string(&state).unwrap(), r#"{"counts":{"out":"120.5"}}"#);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    #[serde(default)]
    counts: BTreeMap<Arc<str>, Ratio>,
    /// The counts of owners, of SKUs that count the usage of each apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    owners: Vec<OwnerCount>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnerCount {
    sku: Arc<str>,
    owner: Option<String>,
    count: Ratio,
}

impl State {
    /// Lets some of the SKUs go on from their counts.
    pub(crate) fn set(
        &self,
        rater: &Rater<'_>,
        counts: &mut Counts,
        is_taken: impl Fn(usize) -> bool,
    ) -> Result<(), RateError> {
        let position = |sku: &str| {
            let unknown = || {
                RateError::Asked(format!(
                    "the price book has no SKU '{sku}', of which there is a count"
                ))
            };
            rater.compiled.position(sku).ok_or_else(unknown)
        };
        for (sku, count) in &self.counts {
            let position = position(sku)?;
            if count.is_negative() {
                return Err(RateError::Asked(format!(
                    "the count of {sku} is below zero"
                )));
            }
            if is_taken(position) {
                counts.set(position, *count);
            }
        }
        for OwnerCount { sku, owner, count } in &self.owners {
            let position = position(sku)?;
            let owner = owner.as_deref().map(str::parse).transpose();
            let owner = owner.map_err(|problem| RateError::Asked(format!("{problem}")))?;
            if is_taken(position) {
                counts.set_of_owner(position, owner, *count);
            }
        }
        Ok(())
    }

    /// The counts after a partial: of SKUs that count, and that have a row or a count before it.
    fn after(&self, rater: &Rater<'_>, counts: &Counts, partial: &Partial) -> Self {
        let mut after = self.clone();
        for sku in partial.sums.keys().map(|key| &key.sku) {
            let Some(position) = rater.compiled.position(sku) else {
                continue;
            };
            let is_together = rater.pooling(position) == Pooling::Together;
            if is_together && rater.compiled.depends_on_count(position) {
                after
                    .counts
                    .insert(Arc::clone(sku), counts.counted(position));
            }
        }
        let ordered = partial.ordered.iter();
        after
            .counts
            .extend(ordered.map(|(sku, count)| (Arc::clone(sku), *count)));
        let owners = counts
            .of_owners()
            .map(|(position, owner, count)| OwnerCount {
                sku: rater
                    .compiled
                    .skus()
                    .get(position)
                    .map_or("", |sku| sku.as_str())
                    .into(),
                owner: owner.map(ToString::to_string),
                count,
            });
        after.owners = owners.collect();
        after
    }
}

impl Rater<'_> {
    /// Prices the sums of a partial, from the counts of a state; returns the counts after it too.
    ///
    /// Sums of a SKU whose cost depends on its count are priced in the order of their days, then of their labels. The
    /// tier of an all-units price is that of the whole count.
    ///
    /// # Errors
    /// [`RateError::Asked`] for a partial of another price book, agreement or question, for a count of a SKU that the
    /// price book does not list, and for a sum that is too large. A sum that has no price is told in the report.
    pub fn price(&self, partial: &Partial, state: &State) -> Result<(Report, State), RateError> {
        if let Some(what) = partial.of.differs(self) {
            return Err(RateError::Asked(format!(
                "the partial is of another {what}"
            )));
        }
        let mut counts = self.compiled.counts();
        state.set(self, &mut counts, |_| true)?;
        let mut totals = Totals::new(self, partial);
        let mut before = Before::of(self, partial);
        let mut sums = partial.sums.iter().peekable();
        while let Some((key, usage)) = sums.next() {
            let position = self.compiled.position(&key.sku).unwrap_or(usize::MAX);
            if self.is_all_units(position) {
                let mut of_sku = vec![(key, *usage)];
                while let Some((key, usage)) = sums.next_if(|(other, _)| other.sku == key.sku) {
                    of_sku.push((key, *usage));
                }
                match self.price_together(position, &of_sku, &mut counts) {
                    Ok(priced) => priced.into_iter().try_for_each(|one| totals.add(one))?,
                    Err(problems) => of_sku
                        .iter()
                        .for_each(|(key, usage)| totals.fail(key, usage.rows, &problems)),
                }
                before.note_whole(key, counts.counted(position));
                continue;
            }
            before.note(key, position, &counts);
            match self.price_sum(position, key, *usage, &mut counts) {
                Ok(priced) => totals.add(priced)?,
                Err(problems) => totals.fail(key, usage.rows, &problems),
            }
        }
        let report = totals.report(self.explanations(partial, &before))?;
        Ok((report, state.after(self, &counts, partial)))
    }

    pub(crate) fn pooling(&self, position: usize) -> Pooling {
        let sku = self.compiled.skus().get(position);
        let sku = sku.and_then(|id| self.compiled.book().skus.get(id));
        sku.map_or(Pooling::Together, |sku| sku.pooling)
    }

    pub(crate) fn is_all_units(&self, position: usize) -> bool {
        self.compiled
            .reasons(position)
            .contains(&Unfolded::AllUnits)
    }

    fn price_sum<'p>(
        &self,
        position: usize,
        key: &'p Key,
        usage: Usage,
        counts: &mut Counts,
    ) -> Result<Priced<'p>, Problems> {
        let quantity = usage.quantity;
        let decimal = quantity
            .decimal()
            .ok()
            .filter(|it| Ratio::from(*it) == quantity);
        let rated = match decimal {
            Some(decimal)
                if key.unit.is_none()
                    && key.owner.is_none()
                    && self.pooling(position) == Pooling::Together =>
            {
                self.compiled.rate(position, decimal, key.day, counts)?
            }
            _ => self
                .compiled
                .rate_line(&self.line("sum", key, quantity)?, counts)?,
        };
        let costs = rated.costs()?;
        let explained = match rated {
            Row::Folded(_) => None,
            Row::Explained(explained) => Some(explained),
        };
        Ok(Priced {
            key,
            usage,
            costs,
            explained,
        })
    }

    /// Prices the sums of a SKU whose whole count selects the price.
    fn price_together<'p>(
        &self,
        position: usize,
        sums: &[(&'p Key, Usage)],
        counts: &mut Counts,
    ) -> Result<Vec<Priced<'p>>, Problems> {
        let named = sums.iter().enumerate();
        let lines = named
            .map(|(index, (key, usage))| self.line(&format!("sum {index}"), key, usage.quantity));
        let mut usage = Lines::of(lines.collect::<Result<_, _>>()?);
        let before = counts.counted(position);
        usage.before = Some(before).filter(|before| !before.is_zero());
        let quoted = quote(self.compiled.book(), &usage, &self.terms_of(&usage))?;
        let mut counted = before;
        let mut by_line: BTreeMap<String, Explained> = BTreeMap::new();
        let empty = || Explained {
            why: Unfolded::AllUnits,
            charges: Vec::new(),
            unpriced: Vec::new(),
        };
        for charge in quoted.charges {
            if let Some(of_usage) = charge.usage() {
                counted = counted.plus(of_usage.quantity.exact())?;
                let line = of_usage.line.to_string();
                by_line
                    .entry(line)
                    .or_insert_with(empty)
                    .charges
                    .push(charge);
            }
        }
        for unpriced in quoted.unpriced {
            counted = counted.plus(unpriced.quantity.exact())?;
            let line = unpriced.line.to_string();
            by_line
                .entry(line)
                .or_insert_with(empty)
                .unpriced
                .push(unpriced);
        }
        counts.set(position, counted);
        let sums = sums.iter().enumerate();
        let priced = sums.map(|(index, (key, usage))| {
            let explained = by_line
                .remove(&format!("sum {index}"))
                .unwrap_or_else(empty);
            Ok(Priced {
                key,
                usage: *usage,
                costs: explained.costs()?,
                explained: Some(Box::new(explained)),
            })
        });
        priced.collect()
    }

    /// The usage line of a sum.
    pub(crate) fn line(&self, id: &str, key: &Key, quantity: Ratio) -> Result<UsageLine, Problems> {
        let position = self.position(key.sku.as_bytes()).unwrap_or(u32::MAX);
        let unit: Unit = key.unit.as_deref().unwrap_or(self.unit(position)).parse()?;
        let mut line = UsageLine::new(id, &*key.sku, Quantity::new(quantity, unit)?)?;
        line.day = key.day;
        line.owner = key.owner.as_deref().map(str::parse).transpose()?;
        Ok(line)
    }

    /// The terms of the agreement as far as they name the owners and lines of some usage: a quote refuses others.
    pub(crate) fn terms_of(&self, usage: &Lines) -> Agreement {
        let mut terms = self.agreement.terms.clone();
        terms.0.retain_mut(|term| {
            let scope = &mut term.scope;
            let names_some = !scope.lines.is_empty() || !scope.owners.is_empty();
            let is_line = |id: &_| usage.lines.iter().any(|line| line.id == *id);
            let is_owner = |id: &_| {
                usage
                    .lines
                    .iter()
                    .any(|line| line.owner.as_ref() == Some(id))
            };
            let (had_lines, had_owners) = (!scope.lines.is_empty(), !scope.owners.is_empty());
            scope.lines.retain(is_line);
            scope.owners.retain(is_owner);
            !names_some
                || (had_lines <= !scope.lines.is_empty() && had_owners <= !scope.owners.is_empty())
        });
        Agreement {
            terms,
            ..Agreement::default()
        }
    }
}
