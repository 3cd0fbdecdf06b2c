//! The same costs in this process: by the compiled price book, and by a quote.

use std::collections::BTreeMap;

use netprice::compiled::{CompiledBook, CostSum};
use netprice::value::ratio::Ratio;
use netprice::{Usage, UsageLine, quote};
use rust_decimal::Decimal;

use crate::Failure;
use crate::data::{FILES, UNLISTED, account, names, rows};

/// What the queries must answer.
#[derive(Default)]
pub struct Expected {
    /// The cost of the sum of each SKU.
    pub by_sku: BTreeMap<String, Ratio>,
    /// The sum of the costs of the rows of each SKU whose cost does not depend on a count.
    pub by_row: BTreeMap<String, Ratio>,
    /// The cost of each account, of which each SKU counts from zero.
    pub by_account: BTreeMap<String, Ratio>,
    /// The quantity of each SKU that the price book lacks.
    pub unlisted: BTreeMap<String, Ratio>,
    /// The quantity of each SKU of the price book, in millionths.
    sums: BTreeMap<String, u64>,
}

impl Expected {
    /// Rates the rows that the files hold, without reading the files.
    ///
    /// # Errors
    /// Those of rating.
    pub fn of(compiled: &CompiledBook, rows_of_file: u64) -> Result<Self, Failure> {
        let names = names()?;
        let mut expected = Self::default();
        let mut of_rows: BTreeMap<&str, CostSum> = BTreeMap::new();
        let mut of_accounts: BTreeMap<(u64, &str), u64> = BTreeMap::new();
        let mut unlisted = 0_u64;
        let mut counts = compiled.counts();
        for row in (0..FILES).flat_map(|file| rows(file, rows_of_file, names.len())) {
            let name = names[row.sku].as_str();
            let Some(position) = compiled.position(name) else {
                unlisted += row.millionths;
                continue;
            };
            *expected.sums.entry(name.to_owned()).or_default() += row.millionths;
            *of_accounts.entry((row.account, name)).or_default() += row.millionths;
            if !compiled.depends_on_count(position) {
                let rated = compiled.rate_millionths(position, row.millionths, &mut counts)?;
                of_rows
                    .entry(name)
                    .or_default()
                    .add_exact(rated.costs()?.1)?;
            }
        }
        for ((number, sku), sum) in of_accounts {
            let cost = cost(compiled, sku, sum)?;
            let total = expected.by_account.entry(account(number)).or_default();
            *total = total.plus(cost)?;
        }
        for (sku, sum) in &expected.sums {
            expected
                .by_sku
                .insert(sku.clone(), cost(compiled, sku, *sum)?);
        }
        for (sku, sum) in of_rows {
            expected.by_row.insert(sku.to_owned(), sum.total()?);
        }
        expected
            .unlisted
            .insert(UNLISTED.to_owned(), quantity(unlisted).into());
        Ok(expected)
    }

    /// The costs of the sums of the SKUs by a quote, which shares no rating of rows with the compiled price book.
    ///
    /// # Errors
    /// Those of a quote.
    pub fn quoted(&self) -> Result<BTreeMap<String, Ratio>, Failure> {
        let book = crate::data::book()?;
        let mut lines = Vec::new();
        for (sku, sum) in &self.sums {
            let unit = book.skus.get(sku.as_str()).map(|sku| sku.unit.to_string());
            let text = format!(
                "{} {}",
                quantity(*sum),
                unit.ok_or("a SKU of the price book")?
            );
            lines.push(UsageLine::new(sku.as_str(), sku.as_str(), text.as_str())?);
        }
        let quote = quote(&book, &Usage::of(lines), &crate::data::agreement()?)?;
        let mut costs: BTreeMap<String, Ratio> = BTreeMap::new();
        for charge in &quote.charges {
            let usage = charge.usage().ok_or("charges of usage only")?;
            let exact = charge.costs().effective.exact().plus(charge.left_over())?;
            let cost = costs.entry(usage.line.to_string()).or_default();
            *cost = cost.plus(exact)?;
        }
        Ok(costs)
    }
}

fn cost(compiled: &CompiledBook, sku: &str, millionths: u64) -> Result<Ratio, Failure> {
    let position = compiled.position(sku).ok_or("a SKU of the price book")?;
    let mut counts = compiled.counts();
    Ok(compiled
        .rate_millionths(position, millionths, &mut counts)?
        .costs()?
        .1)
}

fn quantity(millionths: u64) -> Decimal {
    Decimal::from_i128_with_scale(millionths.into(), 6)
}
