//! What one thread has read: sums by group, and what is worked out in the order of the rows.

use hashbrown::HashMap;
use netprice::UsageLine;
use netprice::compiled::Counts;
use netprice::value::problem::ValueProblem;
use netprice::value::quantity::{Quantity, Unit};
use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;

use crate::columns::Role;
use crate::late::{GroupKey, Late, LateRow, Unknown, WrongField};
use crate::parse;
use crate::plan::{Rater, Way};
use crate::problem::WRONG_ROWS;
use crate::row::{Amount, Row, present, shown};
use crate::skus::{Skus, Words};
use crate::sums::{Numbered, Sums};
use crate::tags;

/// A wrong field: its role and what was expected.
pub(crate) type Refusal = (Role, String);

/// The sums of one thread.
#[derive(Debug)]
pub(crate) struct Tally<'r> {
    pub(crate) rater: &'r Rater<'r>,
    /// The sums of SKUs of which only the quantity matters, by their positions.
    pub(crate) plain: Sums,
    /// The same of rows of CSV, by their names.
    skus: Skus,
    numbers: HashMap<GroupKey, usize>,
    pub(crate) keys: Vec<GroupKey>,
    pub(crate) sums: Sums,
    refused: HashMap<usize, Refusal>,
    /// Units, owners and labels; the first is the empty text.
    pub(crate) texts: Numbered<str>,
    /// The labels of groups; the first has none.
    pub(crate) labels: Numbered<[u32]>,
    /// The labels of tags that were read before.
    known_tags: HashMap<Vec<u8>, Vec<u32>>,
    scratch: Vec<u32>,
    /// Counts on which a unit and a day are tried.
    trial: Counts,
    pub(crate) late: Late,
}

/// The texts of tags that are kept, so that they are read once.
const KNOWN_TAGS: usize = 10_000;

impl<'r> Tally<'r> {
    pub(crate) fn new(rater: &'r Rater<'r>) -> Self {
        let mut tally = Self {
            rater,
            plain: Sums::default(),
            skus: rater.plain_skus(),
            numbers: HashMap::new(),
            keys: Vec::new(),
            sums: Sums::default(),
            refused: HashMap::new(),
            texts: Numbered::default(),
            labels: Numbered::default(),
            known_tags: HashMap::new(),
            scratch: Vec::new(),
            trial: rater.compiled.counts(),
            late: Late::default(),
        };
        tally.plain.units.resize(rater.ways.len(), <_>::default());
        tally.texts.number("");
        tally.labels.number(&[]);
        tally
    }

    /// Adds a row of a SKU of which only the quantity matters; `false` for any other row.
    #[inline]
    pub(crate) fn add_plain(&mut self, sku: &[u8], amount: &[u8], unit: Option<&[u8]>) -> bool {
        let Some(units) = parse::millionths(amount) else {
            return false;
        };
        let unit = unit.map(Words::of);
        let rater = self.rater;
        self.skus.add(sku, units, |number| {
            let of_sku = usize::try_from(number)
                .ok()
                .and_then(|number| rater.unit_words.get(number));
            unit.is_none_or(|unit| unit.is_some() && of_sku == Some(&unit))
        })
    }

    /// Brings the sums of SKUs by name to those by position.
    pub(crate) fn gather(&mut self) -> Result<(), ValueProblem> {
        for (position, sum) in self.skus.sums() {
            let index = usize::try_from(position).unwrap_or(usize::MAX);
            self.plain.add_sum(index, sum)?;
        }
        Ok(())
    }

    /// Adds millionths of a SKU of which only the quantity matters; `false` where the sum does not hold them.
    #[inline]
    pub(crate) fn add_at(&mut self, position: u32, units: u64) -> bool {
        let index = usize::try_from(position).unwrap_or(usize::MAX);
        let sum = self.plain.units.get_mut(index);
        sum.is_some_and(|sum| sum.add(units))
    }

    #[inline]
    fn is_unit(&self, way: &Way, unit: &[u8]) -> bool {
        let index = usize::try_from(way.unit).unwrap_or(usize::MAX);
        let of_sku = self.rater.units.get(index);
        of_sku.is_some_and(|of_sku| of_sku.as_str().as_bytes() == unit)
    }

    /// Adds a row, or notes why it is not rated.
    pub(crate) fn add(&mut self, row: &Row<'_>) {
        let category = present(row.category);
        if !category.is_empty() && category != b"Usage" {
            let rows = self.late.categories.entry(shown(category)).or_default();
            *rows = rows.saturating_add(1);
            return;
        }
        if let Err((role, expected)) = self.try_add(row) {
            self.refuse(row, role, expected);
        }
    }

    pub(crate) fn refuse(&mut self, row: &Row<'_>, role: Role, expected: String) {
        self.late.wrong_count = self.late.wrong_count.saturating_add(1);
        if self.late.wrong.len() >= WRONG_ROWS {
            return;
        }
        let value = match role {
            Role::Sku => shown(row.sku),
            Role::Quantity => row.amount_text(),
            Role::Unit => shown(row.unit),
            Role::Date => shown(row.date),
            Role::Id => shown(row.id),
            Role::Owner => shown(row.owner),
            Role::Category => shown(row.category),
            Role::Tags => shown(row.tags),
        };
        self.late.wrong.push(WrongField {
            number: row.number,
            role,
            value,
            expected,
        });
    }

    fn try_add(&mut self, row: &Row<'_>) -> Result<(), Refusal> {
        let sku = present(row.sku);
        if sku.is_empty() {
            return Err((Role::Sku, "a SKU".to_owned()));
        }
        let Some(position) = self.rater.position(sku) else {
            return self.add_unknown(row);
        };
        let Some(way) = self.rater.way(position).copied() else {
            return Err((Role::Sku, "a SKU".to_owned()));
        };
        let unit = present(row.unit);
        let is_own_unit = unit.is_empty() || self.is_unit(&way, unit);
        if way.plain && is_own_unit && self.rater.options.explain.is_empty() {
            return self.add_to_plain(position, row);
        }
        let key = GroupKey {
            position,
            day: if way.day { day(row)? } else { 0 },
            unit: if is_own_unit {
                0
            } else {
                self.text(unit, Role::Unit)?
            },
            owner: if way.owner {
                self.text(present(row.owner), Role::Owner)?
            } else {
                0
            },
            labels: if self.rater.has_labels {
                self.labels(row)?
            } else {
                0
            },
        };
        let is_explained = !self.rater.options.explain.is_empty()
            && std::str::from_utf8(row.id).is_ok_and(|id| self.rater.options.explain.contains(id));
        if way.by_row || is_explained {
            let quantity = decimal(row)?;
            self.late.rows.push(LateRow {
                number: row.number,
                key,
                quantity,
                id: utf8(present(row.id), Role::Id)?.to_owned(),
                owner: utf8(present(row.owner), Role::Owner)?.to_owned(),
                is_rated: way.by_row,
                is_explained,
            });
        }
        if way.by_row {
            return Ok(());
        }
        self.add_to_group(key, way, row)
    }

    fn add_to_plain(&mut self, position: u32, row: &Row<'_>) -> Result<(), Refusal> {
        let index = usize::try_from(position).unwrap_or(usize::MAX);
        add_amount(&mut self.plain, index, row)
    }

    fn add_to_group(&mut self, key: GroupKey, way: Way, row: &Row<'_>) -> Result<(), Refusal> {
        let index = match self.numbers.get(&key) {
            Some(index) => *index,
            None => self.add_key(key, way),
        };
        if !self.refused.is_empty()
            && let Some(refusal) = self.refused.get(&index)
        {
            return Err(refusal.clone());
        }
        add_amount(&mut self.sums, index, row)
    }

    fn add_key(&mut self, key: GroupKey, way: Way) -> usize {
        let index = self.keys.len();
        self.keys.push(key);
        self.sums.units.push(<_>::default());
        self.numbers.insert(key, index);
        if (way.tried || key.unit != 0)
            && let Err(refusal) = self.tried(key)
        {
            self.refused.insert(index, refusal);
        }
        index
    }

    /// Rates one unit of a group, so that a unit or a day without a price is found with its row.
    fn tried(&mut self, key: GroupKey) -> Result<(), Refusal> {
        let unit = self.texts.value(key.unit).filter(|_| key.unit != 0);
        let unit = unit.map_or(self.rater.unit(key.position), |unit| unit.as_ref());
        let parsed = unit
            .parse::<Unit>()
            .map_err(|problem| (Role::Unit, format!("a unit: {problem}")))?;
        let quantity = Quantity::new(Ratio::ONE, parsed)
            .map_err(|problem| (Role::Unit, problem.to_string()))?;
        let line = UsageLine::new("row", self.rater.sku_name(key.position), quantity);
        let mut line = line.map_err(|problem| (Role::Sku, problem.to_string()))?;
        line.day = parse::day_of(key.day);
        let rated = self.rater.compiled.rate_line(&line, &mut self.trial);
        let Err(problems) = rated else {
            return Ok(());
        };
        let problems = problems.to_string();
        Err(if key.unit != 0 {
            let own = self.rater.unit(key.position);
            (Role::Unit, format!("a unit that converts to {own}"))
        } else if key.day == 0 && self.rater.way(key.position).is_some_and(|way| way.day) {
            let expected = "a day, as a price or a term has dates";
            (Role::Date, expected.to_owned())
        } else {
            let expected = "a SKU that a quantity and a day price";
            (Role::Sku, format!("{expected} ({problems})"))
        })
    }

    fn add_unknown(&mut self, row: &Row<'_>) -> Result<(), Refusal> {
        let sku = utf8(row.sku, Role::Sku)?;
        let unit = utf8(present(row.unit), Role::Unit)?;
        let quantity = decimal(row)?;
        let name = [row.sku, row.unit].join(&0);
        let late = &mut self.late;
        let index = *late.numbers.entry(name).or_insert_with(|| {
            late.unknown.push(Unknown {
                sku: sku.to_owned(),
                unit: unit.to_owned(),
                ..Unknown::default()
            });
            late.unknown.len() - 1
        });
        if let Some(unknown) = late.unknown.get_mut(index) {
            unknown.rows += 1;
            let sum = unknown.quantity.plus(quantity.into());
            unknown.quantity = sum.map_err(|problem| (Role::Quantity, problem.to_string()))?;
        }
        Ok(())
    }

    fn text(&mut self, text: &[u8], role: Role) -> Result<u32, Refusal> {
        Ok(self.texts.number(utf8(text, role)?))
    }

    /// The number of the labels of a row.
    fn labels(&mut self, row: &Row<'_>) -> Result<u32, Refusal> {
        let mut values = std::mem::take(&mut self.scratch);
        values.clear();
        let result = self.add_labels(row, &mut values);
        let number = result.map(|()| self.labels.number(&values));
        self.scratch = values;
        number
    }

    fn add_labels(&mut self, row: &Row<'_>, values: &mut Vec<u32>) -> Result<(), Refusal> {
        let tags = present(row.tags);
        if tags.is_empty() {
            for label in row.labels {
                values.push(self.text(present(label), Role::Tags)?);
            }
            return Ok(());
        }
        if !self.known_tags.contains_key(tags) {
            let names = self.rater.options.labels();
            let found = tags::values(tags, &names).map_err(|expected| (Role::Tags, expected))?;
            let found = found.iter().map(|value| self.texts.number(value)).collect();
            if self.known_tags.len() >= KNOWN_TAGS {
                self.known_tags.clear();
            }
            self.known_tags.insert(tags.to_vec(), found);
        }
        let found = self.known_tags.get(tags).cloned().unwrap_or_default();
        for (index, of_tags) in found.into_iter().enumerate() {
            let column = row.labels.get(index).copied().unwrap_or_default();
            let column = self.text(present(column), Role::Tags)?;
            values.push(if column == 0 { of_tags } else { column });
        }
        Ok(())
    }
}

#[inline]
fn add_amount(sums: &mut Sums, index: usize, row: &Row<'_>) -> Result<(), Refusal> {
    let units = match row.amount {
        Amount::Text(text) => parse::millionths(text),
        Amount::Millionths(units) => Some(units),
        Amount::Decimal(decimal) => parse::in_millionths(decimal),
    };
    let added = match units {
        Some(units) => sums.add(index, units),
        None => sums.add_decimal(index, decimal(row)?),
    };
    added.map_err(|problem| (Role::Quantity, problem.to_string()))
}

fn decimal(row: &Row<'_>) -> Result<Decimal, Refusal> {
    match row.amount {
        Amount::Text(text) => parse::quantity(text).map_err(|expected| (Role::Quantity, expected)),
        Amount::Millionths(units) => Ok(parse::of_millionths(units)),
        Amount::Decimal(decimal) if decimal.is_sign_negative() && !decimal.is_zero() => {
            Err((Role::Quantity, "a decimal of zero or more".to_owned()))
        }
        Amount::Decimal(decimal) => Ok(decimal),
    }
}

/// The day of a row; 0 if the column is absent or the field is empty.
fn day(row: &Row<'_>) -> Result<u32, Refusal> {
    let date = present(row.date);
    if date.is_empty() {
        return Ok(0);
    }
    let expected = || {
        (
            Role::Date,
            "a day such as 2026-03-01, or a time that begins with one".to_owned(),
        )
    };
    parse::day(date).ok_or_else(expected)
}

fn utf8(text: &[u8], role: Role) -> Result<&str, Refusal> {
    std::str::from_utf8(text).map_err(|_| (role, "text in UTF-8".to_owned()))
}
