//! The steps of single rows.

use std::collections::{BTreeMap, BTreeSet};

use netprice::book::price_book::Pooling;
use netprice::compiled::Counts;
use netprice::value::id::AccountId;
use netprice::value::ratio::Ratio;
use netprice::{Charge, Problems, Usage, quote};

use crate::partial::{Key, Partial, ToExplain};
use crate::plan::Rater;
use crate::totals::Explanation;

/// The counts before the sums of the rows that are explained.
pub(crate) struct Before<'p> {
    keys: BTreeSet<&'p Key>,
    counts: BTreeMap<&'p Key, Option<Ratio>>,
    /// The whole counts of SKUs whose price they select.
    whole: BTreeMap<&'p str, Ratio>,
    by_owner: BTreeSet<usize>,
}

impl<'p> Before<'p> {
    pub(crate) fn of(rater: &Rater<'_>, partial: &'p Partial) -> Self {
        let skus = 0..rater.compiled.skus().len();
        let is_by_owner = |position: &usize| rater.pooling(*position) == Pooling::ByOwner;
        Self {
            keys: partial.explain.iter().map(|row| &row.key).collect(),
            counts: BTreeMap::new(),
            whole: BTreeMap::new(),
            by_owner: skus.filter(is_by_owner).collect(),
        }
    }

    /// Notes the count before a sum of which a row is explained.
    pub(crate) fn note(&mut self, key: &Key, position: usize, counts: &Counts) {
        let Some(key) = self.keys.get(key) else {
            return;
        };
        let count = if self.by_owner.contains(&position) {
            let mut owners = counts.of_owners();
            let owner = key.owner.as_deref();
            let of_key = owners
                .find(|(sku, name, _)| *sku == position && name.map(AccountId::as_str) == owner);
            of_key.map(|(_, _, count)| count)
        } else {
            Some(counts.counted(position)).filter(|count| !count.is_zero())
        };
        self.counts.insert(key, count);
    }

    pub(crate) fn note_whole(&mut self, key: &'p Key, whole: Ratio) {
        self.whole.insert(&key.sku, whole);
    }

    /// The count from which a row is explained.
    fn of_row(&self, row: &ToExplain) -> Result<Option<Ratio>, Problems> {
        if row.is_rated {
            return Ok(row.before.filter(|before| !before.is_zero()));
        }
        if let Some(whole) = self.whole.get(&*row.key.sku) {
            return Ok(Some(whole.minus(row.quantity)?).filter(|before| !before.is_zero()));
        }
        Ok(self.counts.get(&row.key).copied().flatten())
    }
}

impl Rater<'_> {
    /// The steps of the rows that are explained, as those of a quote.
    ///
    /// A row begins the sum of its day and labels: its count is that of the sums before.
    pub(crate) fn explanations(&self, partial: &Partial, before: &Before<'_>) -> Vec<Explanation> {
        let explained = partial.explain.iter().map(|row| {
            let steps = self
                .steps(row, before)
                .unwrap_or_else(|problems| vec![problems.to_string()]);
            Explanation {
                id: row.id.clone(),
                file: row.file.clone(),
                row: row.row,
                sku: row.key.sku.to_string(),
                steps,
            }
        });
        explained.collect()
    }

    fn steps(&self, row: &ToExplain, before: &Before<'_>) -> Result<Vec<String>, Problems> {
        let mut line = self.line(&row.id, &row.key, row.quantity)?;
        line.owner = row.owner.as_deref().map(str::parse).transpose()?;
        let mut usage = Usage::of(vec![line.clone()]);
        usage.day = line.day;
        let mut steps = Vec::new();
        if let Some(before) = before.of_row(row)? {
            steps.push(format!("after {before} {}", line.quantity.unit()));
            usage.before = Some(before);
        }
        let quoted = quote(self.compiled.book(), &usage, &self.terms_of(&usage))?;
        let of_charges = quoted.charges.iter().flat_map(Charge::steps);
        steps.extend(of_charges.map(ToString::to_string));
        let unpriced = quoted.unpriced.iter();
        steps.extend(unpriced.map(|part| format!("{} has no price", part.quantity)));
        Ok(steps)
    }
}
