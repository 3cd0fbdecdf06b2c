//! Totals by dimension, and what is told beside them.

use std::collections::{BTreeMap, BTreeSet};

use netprice::Problems;
use netprice::compiled::{CostSum, Explained, Unfolded};
use netprice::rating::charge::MissingPrice;
use netprice::value::money::Currency;
use netprice::value::ratio::Ratio;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::columns::Dimension;
use crate::partial::{Key, Partial, Rated, Unpriced, Usage, add_rows, too_large};
use crate::plan::Rater;
use crate::problem::{RateError, WrongRow};

/// The decimals to which amounts are rounded, once.
const PLACES: usize = 12;

/// The exact costs of some rows, with their quantities and their number.
///
/// In JSON, an amount is rounded to 12 decimals, and all its digits are beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// The exact list cost.
    pub list: Ratio,
    /// The exact effective cost.
    pub effective: Ratio,
    /// The quantities by unit.
    pub quantities: BTreeMap<String, Ratio>,
    /// The number of rows.
    pub rows: u64,
}

impl Amounts {
    fn entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("list", &format!("{:.PLACES$}", self.list))?;
        map.serialize_entry("list_exact", &self.list)?;
        map.serialize_entry("effective", &format!("{:.PLACES$}", self.effective))?;
        map.serialize_entry("effective_exact", &self.effective)?;
        map.serialize_entry("quantities", &self.quantities)?;
        map.serialize_entry("rows", &self.rows)
    }
}

impl Serialize for Amounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.entries(&mut map)?;
        map.end()
    }
}

/// A group of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The value of each dimension, in the order in which they are asked; empty for an absent label or day.
    pub names: Vec<(Dimension, String)>,
    /// The costs.
    pub amounts: Amounts,
}

impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (dimension, name) in &self.names {
            map.serialize_entry(&dimension.to_string(), name)?;
        }
        self.amounts.entries(&mut map)?;
        map.end()
    }
}

/// Usage that has no price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The SKU.
    pub sku: String,
    /// The quantity.
    pub quantity: Ratio,
    /// The unit; empty for that of an unknown SKU.
    pub unit: String,
    /// The rows that have such usage, or the sums of rows.
    pub rows: u64,
    /// The reason.
    pub reason: MissingPrice,
}

/// The steps of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The id of the row.
    pub id: String,
    /// The file.
    pub file: String,
    /// The number of the row.
    pub row: u64,
    /// The SKU.
    pub sku: String,
    /// The steps, as those of a quote; before them, the count from which tiers go on.
    pub steps: Vec<String>,
}

/// The totals of files, and what is not in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The currency of all amounts.
    pub currency: Currency,
    /// The dimensions of the groups.
    pub by: Vec<Dimension>,
    /// The groups, in the order of their names.
    pub groups: Vec<Group>,
    /// The grand total.
    pub total: Amounts,
    /// The rows that were read.
    pub rows: u64,
    /// The rows by why they are not folded.
    pub unfolded: BTreeMap<Unfolded, u64>,
    /// Usage without a price, which is not zero and is in no total.
    pub missing: Vec<Missing>,
    /// The rows of unknown SKUs beyond those among `missing`.
    pub more_unknown_rows: u64,
    /// The rows of each category that is no usage.
    pub not_usage: BTreeMap<String, u64>,
    /// The number of wrong rows.
    pub wrong_rows: u64,
    /// The first wrong rows.
    pub first_wrong_rows: Vec<WrongRow>,
    /// Sums that could not be priced.
    pub failed: Vec<String>,
    /// The columns that are not used.
    pub unused_columns: BTreeSet<String>,
    /// The steps of the rows that are explained.
    pub explained: Vec<Explanation>,
    /// What is to be known beside the totals.
    pub notices: Vec<String>,
}

impl Report {
    /// Whether each row is in the totals.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
            && self.more_unknown_rows == 0
            && self.not_usage.is_empty()
            && self.wrong_rows == 0
            && self.failed.is_empty()
    }
}

/// The sums of a group.
#[derive(Default)]
struct Sums {
    list: CostSum,
    effective: CostSum,
    quantities: BTreeMap<String, CostSum>,
    rows: u64,
}

impl Sums {
    fn add(&mut self, rated: &Rated, unit: &str) -> Result<(), RateError> {
        self.list.add_exact(rated.list).map_err(too_large)?;
        self.effective
            .add_exact(rated.effective)
            .map_err(too_large)?;
        if !self.quantities.contains_key(unit) {
            self.quantities.insert(unit.to_owned(), CostSum::default());
        }
        if let Some(sum) = self.quantities.get_mut(unit) {
            sum.add_exact(rated.usage.quantity).map_err(too_large)?;
        }
        add_rows(&mut self.rows, rated.usage.rows);
        Ok(())
    }

    fn amounts(&self) -> Result<Amounts, RateError> {
        let quantities = self.quantities.iter();
        let quantities =
            quantities.map(|(unit, sum)| Ok((unit.clone(), sum.total().map_err(too_large)?)));
        Ok(Amounts {
            list: self.list.total().map_err(too_large)?,
            effective: self.effective.total().map_err(too_large)?,
            quantities: quantities.collect::<Result<_, RateError>>()?,
            rows: self.rows,
        })
    }
}

/// The sum of a key, priced.
pub(crate) struct Priced<'p> {
    pub(crate) key: &'p Key,
    pub(crate) usage: Usage,
    pub(crate) costs: (Ratio, Ratio),
    pub(crate) explained: Option<Box<Explained>>,
}

/// Totals while they are added.
pub(crate) struct Totals<'r> {
    rater: &'r Rater<'r>,
    partial: Partial,
    groups: BTreeMap<Vec<String>, Sums>,
    total: Sums,
    failed: Vec<String>,
    months: BTreeSet<String>,
}

impl<'r> Totals<'r> {
    pub(crate) fn new(rater: &'r Rater<'r>, partial: &Partial) -> Self {
        Self {
            rater,
            // The sums are added one by one; the rest is told as it is.
            partial: Partial {
                sums: BTreeMap::new(),
                ..partial.clone()
            },
            groups: BTreeMap::new(),
            total: Sums::default(),
            failed: Vec::new(),
            months: BTreeSet::new(),
        }
    }

    /// Adds a sum that was priced; what has no price is told apart.
    pub(crate) fn add(&mut self, priced: Priced<'_>) -> Result<(), RateError> {
        let Priced {
            key,
            usage,
            costs: (list, effective),
            explained,
        } = priced;
        let mut has_price = true;
        if let Some(explained) = explained {
            add_rows(
                self.partial.unfolded.entry(explained.why).or_default(),
                usage.rows,
            );
            has_price = !explained.charges.is_empty() || explained.unpriced.is_empty();
            for part in explained.unpriced {
                self.partial.add_unpriced(Unpriced {
                    sku: key.sku.clone(),
                    unit: part.quantity.unit().as_str().into(),
                    reason: part.reason,
                    usage: Usage {
                        quantity: part.quantity.exact(),
                        rows: usage.rows,
                    },
                })?;
            }
        }
        if has_price {
            self.put(
                key,
                &Rated {
                    usage,
                    list,
                    effective,
                },
            )?;
        }
        Ok(())
    }

    pub(crate) fn fail(&mut self, key: &Key, rows: u64, problems: &Problems) {
        self.failed
            .push(format!("{} ({rows} rows): {problems}", key.sku));
    }

    fn put(&mut self, key: &Key, rated: &Rated) -> Result<(), RateError> {
        let position = self.rater.position(key.sku.as_bytes()).unwrap_or(u32::MAX);
        let unit = key.unit.as_deref().unwrap_or(self.rater.unit(position));
        self.total.add(rated, unit)?;
        let names = self.names(key);
        self.groups.entry(names).or_default().add(rated, unit)?;
        let index = usize::try_from(position).unwrap_or(usize::MAX);
        if self.rater.compiled.depends_on_count(index)
            && let Some(day) = key.day
        {
            self.months.insert(month(&day.to_string()));
        }
        Ok(())
    }

    fn names(&self, key: &Key) -> Vec<String> {
        let mut labels = key.labels.iter();
        let day = || key.day.map_or_else(String::new, |day| day.to_string());
        let name = |dimension: &Dimension| match dimension {
            Dimension::Sku => key.sku.to_string(),
            Dimension::Service => {
                let sku = self.rater.compiled.book().skus.get(&*key.sku);
                sku.map_or_else(String::new, |sku| sku.service.to_string())
            }
            Dimension::Day => day(),
            Dimension::Month => month(&day()),
            Dimension::Label(_) => labels.next().map_or_else(String::new, ToString::to_string),
        };
        self.rater.options.by.iter().map(name).collect()
    }

    pub(crate) fn report(mut self, explained: Vec<Explanation>) -> Result<Report, RateError> {
        for (key, rated) in std::mem::take(&mut self.partial.rated) {
            self.put(&key, &rated)?;
        }
        let by = &self.rater.options.by;
        let groups = self.groups.iter().map(|(names, sums)| {
            let names = by.iter().cloned().zip(names.iter().cloned());
            let (names, amounts) = (names.collect(), sums.amounts()?);
            Ok(Group { names, amounts })
        });
        let groups = groups.collect::<Result<_, RateError>>()?;
        let missing = self.partial.unpriced.into_iter().map(|part| Missing {
            sku: part.sku.to_string(),
            quantity: part.usage.quantity,
            unit: part.unit.to_string(),
            rows: part.usage.rows,
            reason: part.reason,
        });
        let mut notices = Vec::new();
        if let (Some(first), Some(last)) = (self.months.first(), self.months.last())
            && first != last
        {
            notices.push(format!(
                "tiers count on from {first} to {last}, as in one billing period"
            ));
        }
        Ok(Report {
            currency: self.rater.compiled.book().currency,
            by: by.clone(),
            groups,
            total: self.total.amounts()?,
            rows: self.partial.rows,
            unfolded: self.partial.unfolded,
            missing: missing.collect(),
            more_unknown_rows: self.partial.unknown_rows,
            not_usage: self.partial.categories,
            wrong_rows: self.partial.wrong.count,
            first_wrong_rows: self.partial.wrong.first,
            failed: self.failed,
            unused_columns: self.partial.unused_columns,
            explained,
            notices,
        })
    }
}

/// The month of a day; empty for none.
fn month(day: &str) -> String {
    day.get(..7).unwrap_or_default().to_owned()
}
