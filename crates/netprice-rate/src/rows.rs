//! Works out the rows of a batch in their order: rows that are rated one by one, and what is told of wrong ones.

use std::sync::Arc;

use netprice::compiled::{Counts, Rated as Row};
use netprice::rating::charge::MissingPrice;
use netprice::value::quantity::{Quantity, Unit};
use netprice::{Problems, UsageLine};

use crate::columns::{Columns, Role};
use crate::late::{GroupKey, Late, LateRow};
use crate::parse::day_of;
use crate::partial::{Key, Partial, Rated, ToExplain, Unpriced, Usage, add_rows, too_large};
use crate::plan::Rater;
use crate::problem::{RateError, WrongRow};
use crate::tally::Tally;

/// What is read of all files so far, in their order.
pub(crate) struct InOrder<'r> {
    pub(crate) rater: &'r Rater<'r>,
    pub(crate) partial: Partial,
    /// The counts of the SKUs whose rows are rated one by one.
    pub(crate) counts: Counts,
}

/// The file of a batch, and the rows of the file before it.
pub(crate) struct Place<'p> {
    pub(crate) file: &'p str,
    pub(crate) columns: &'p Columns,
    pub(crate) before: u64,
}

impl InOrder<'_> {
    /// Takes up what a batch left to be worked out.
    pub(crate) fn take(
        &mut self,
        tally: &mut Tally<'_>,
        place: &Place<'_>,
    ) -> Result<(), RateError> {
        let Late {
            rows,
            wrong,
            wrong_count,
            unknown,
            categories,
            ..
        } = std::mem::take(&mut tally.late);
        let of_fields = u64::try_from(wrong.len()).unwrap_or(u64::MAX);
        for field in wrong {
            let column = place.columns.name(field.role).to_owned();
            self.refuse(place, field.number, column, field.value, field.expected);
        }
        add_rows(
            &mut self.partial.wrong.count,
            wrong_count.saturating_sub(of_fields),
        );
        for (category, rows) in categories {
            add_rows(self.partial.categories.entry(category).or_default(), rows);
        }
        for one in unknown {
            self.partial.add_unpriced(Unpriced {
                sku: one.sku.into(),
                unit: one.unit.into(),
                reason: MissingPrice::NoSku,
                usage: Usage {
                    quantity: one.quantity,
                    rows: one.rows,
                },
            })?;
        }
        for row in rows {
            self.take_row(tally, place, &row)?;
        }
        Ok(())
    }

    fn refuse(
        &mut self,
        place: &Place<'_>,
        number: u64,
        column: String,
        value: String,
        expected: String,
    ) {
        self.partial.wrong.push(WrongRow {
            file: place.file.to_owned(),
            row: place.before.saturating_add(number).saturating_add(1),
            column,
            value,
            expected,
        });
    }

    fn take_row(
        &mut self,
        tally: &Tally<'_>,
        place: &Place<'_>,
        row: &LateRow,
    ) -> Result<(), RateError> {
        let key = key_of(self.rater, tally, row.key);
        let position = usize::try_from(row.key.position).unwrap_or(usize::MAX);
        let is_ordered = self.rater.is_ordered(position);
        if row.is_explained {
            self.partial.explain.push(ToExplain {
                id: row.id.clone(),
                file: place.file.to_owned(),
                row: place.before.saturating_add(row.number).saturating_add(1),
                key: key.clone(),
                owner: (!row.owner.is_empty()).then(|| row.owner.as_str().into()),
                quantity: row.quantity.into(),
                before: is_ordered.then(|| self.counts.counted(position)),
                is_rated: row.is_rated,
            });
        }
        if !row.is_rated {
            return Ok(());
        }
        let rated = line(self.rater, &key, row).and_then(|line| {
            let rated = self.rater.compiled.rate_line(&line, &mut self.counts)?;
            let (list, effective) = rated.costs()?;
            Ok((rated, list, effective))
        });
        let (rated, list, effective) = match rated {
            Ok(rated) => rated,
            Err(problems) => {
                let column = place.columns.name(Role::Sku).to_owned();
                let expected = format!("a row that can be rated ({problems})");
                self.refuse(place, row.number, column, key.sku.to_string(), expected);
                return Ok(());
            }
        };
        if is_ordered {
            let count = self.counts.counted(position);
            self.partial.ordered.insert(Arc::clone(&key.sku), count);
        }
        let usage = Usage {
            quantity: row.quantity.into(),
            rows: 1,
        };
        self.keep(
            key,
            Rated {
                usage,
                list,
                effective,
            },
            &rated,
        )
    }

    fn keep(&mut self, key: Key, costs: Rated, rated: &Row) -> Result<(), RateError> {
        let mut has_price = true;
        if let Row::Explained(explained) = rated {
            add_rows(self.partial.unfolded.entry(explained.why).or_default(), 1);
            has_price = !explained.charges.is_empty() || explained.unpriced.is_empty();
            for unpriced in &explained.unpriced {
                self.partial.add_unpriced(Unpriced {
                    sku: Arc::clone(&key.sku),
                    unit: unpriced.quantity.unit().as_str().into(),
                    reason: unpriced.reason.clone(),
                    usage: Usage {
                        quantity: unpriced.quantity.exact(),
                        rows: 1,
                    },
                })?;
            }
        }
        if has_price {
            let of_key = self.partial.rated.entry(key).or_default();
            of_key.plus(costs).map_err(too_large)?;
        }
        Ok(())
    }
}

/// The usage line of a row.
fn line(rater: &Rater<'_>, key: &Key, row: &LateRow) -> Result<UsageLine, Problems> {
    let unit = key.unit.as_deref();
    let unit: Unit = unit.unwrap_or(rater.unit(row.key.position)).parse()?;
    let id = if row.id.is_empty() { "row" } else { &row.id };
    let mut line = UsageLine::new(id, &*key.sku, Quantity::new(row.quantity, unit)?)?;
    line.day = key.day;
    if !row.owner.is_empty() {
        line.owner = Some(row.owner.parse()?);
    }
    Ok(line)
}

/// The key of a group with its texts.
pub(crate) fn key_of(rater: &Rater<'_>, tally: &Tally<'_>, key: GroupKey) -> Key {
    let text = |number: u32| tally.texts.value(number).cloned();
    let present = |number: u32| (number != 0).then(|| text(number)).flatten();
    let labels = tally.labels.value(key.labels).map(|labels| labels.iter());
    let labels = labels.into_iter().flatten();
    Key {
        sku: rater.sku_name(key.position).into(),
        day: day_of(key.day),
        labels: labels.filter_map(|label| text(*label)).collect(),
        owner: present(key.owner),
        unit: present(key.unit),
    }
}
