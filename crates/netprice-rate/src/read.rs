//! Reads files in one pass, by several threads, into a partial.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rayon::ThreadPool;
use rayon::prelude::*;

use crate::columns::Columns;
use crate::csv_rows::{BLOCK, Blocks, Slots, add_block};
use crate::parquet_rows;
use crate::partial::{Key, Partial, Usage, too_large};
use crate::plan::Rater;
use crate::price::State;
use crate::problem::RateError;
use crate::rows::{InOrder, Place, key_of};
use crate::tally::Tally;

/// What is told of the bytes that were read.
pub(crate) type Progress<'p> = &'p (dyn Fn(u64) + Sync);

/// A thread: its sums, and the block that it reads.
struct Worker<'r> {
    tally: Tally<'r>,
    block: Vec<u8>,
    rows: u64,
}

/// The files so far.
pub(crate) struct Run<'r> {
    workers: Vec<Worker<'r>>,
    pool: ThreadPool,
    in_order: InOrder<'r>,
}

impl<'a> Rater<'a> {
    /// Reads files in their order: `.parquet` by its columns, any other as CSV.
    ///
    /// `progress` is told the bytes that were read. The memory used does not grow with the rows. The counts of
    /// `state` are those of SKUs whose rows are rated one by one.
    ///
    /// # Errors
    /// [`RateError::File`] for a file that cannot be read; wrong rows are told in the report.
    pub fn read(
        &self,
        files: &[impl AsRef<Path>],
        state: &State,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Partial, RateError> {
        let mut run = self.run(state)?;
        for file in files {
            let file = file.as_ref();
            let name = file.display().to_string();
            if file.extension().is_some_and(|ending| ending == "parquet") {
                run.parquet(&name, file, progress)?;
            } else {
                let opened = File::open(file);
                let opened = opened.map_err(|error| of_file(&name, &error.to_string()))?;
                run.csv(&name, opened, progress)?;
            }
        }
        run.finish()
    }

    /// Reads one table of CSV, such as standard input.
    ///
    /// # Errors
    /// As [`Rater::read`].
    pub fn read_csv(
        &self,
        name: &str,
        reader: impl Read,
        state: &State,
    ) -> Result<Partial, RateError> {
        let mut run = self.run(state)?;
        run.csv(name, reader, &|_| {})?;
        run.finish()
    }

    fn run(&self, state: &State) -> Result<Run<'_>, RateError> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.options.threads.unwrap_or(0));
        let pool = pool
            .build()
            .map_err(|error| RateError::Asked(error.to_string()))?;
        let mut counts = self.compiled.counts();
        state.set(self, &mut counts, |position| self.is_ordered(position))?;
        let worker = |_| Worker {
            tally: Tally::new(self),
            block: Vec::new(),
            rows: 0,
        };
        Ok(Run {
            workers: (0..pool.current_num_threads()).map(worker).collect(),
            pool,
            in_order: InOrder {
                rater: self,
                partial: Partial::empty(self),
                counts,
            },
        })
    }
}

impl Run<'_> {
    fn csv(
        &mut self,
        file: &str,
        reader: impl Read,
        progress: Progress<'_>,
    ) -> Result<(), RateError> {
        let rater = self.in_order.rater;
        let mut blocks = Blocks::new(reader, rater.options.block.unwrap_or(BLOCK));
        let names = blocks.heading().map_err(|reason| of_file(file, &reason))?;
        let columns = self.columns(file, names)?;
        let slots = Slots::of(&columns, !rater.options.explain.is_empty());
        let delimiter = blocks.delimiter;
        let mut before = 0;
        loop {
            let mut filled = 0;
            for worker in &mut self.workers {
                let is_filled = blocks.fill(&mut worker.block);
                if !is_filled.map_err(|reason| of_file(file, &reason))? {
                    break;
                }
                progress(u64::try_from(worker.block.len()).unwrap_or(0));
                filled += 1;
            }
            let workers = self.workers.get_mut(..filled).unwrap_or_default();
            if workers.is_empty() {
                return Ok(());
            }
            self.pool.install(|| {
                workers.par_iter_mut().for_each(|worker| {
                    worker.rows = add_block(&mut worker.tally, &worker.block, delimiter, &slots);
                });
            });
            before = take(&mut self.in_order, workers, (file, &columns), before)?;
        }
    }

    fn parquet(
        &mut self,
        file: &str,
        path: &Path,
        progress: Progress<'_>,
    ) -> Result<(), RateError> {
        let rater = self.in_order.rater;
        let told = |reason: String| of_file(file, &reason);
        let table = parquet_rows::Table::open(path).map_err(told)?;
        let columns = self.columns(file, table.names())?;
        let table = table
            .of(columns, rater.options.allow_floats)
            .map_err(told)?;
        let mut before = 0;
        let mut groups = 0..table.row_groups();
        loop {
            let next: Vec<usize> = groups.by_ref().take(self.workers.len()).collect();
            let workers = self.workers.get_mut(..next.len()).unwrap_or_default();
            if workers.is_empty() {
                return Ok(());
            }
            let read = self.pool.install(|| {
                let pairs = workers.par_iter_mut().zip(&next);
                pairs
                    .map(|(worker, group)| {
                        worker.rows = table.add_group(*group, &mut worker.tally)?;
                        progress(table.bytes(*group));
                        Ok(())
                    })
                    .collect::<Result<(), String>>()
            });
            read.map_err(told)?;
            before = take(&mut self.in_order, workers, (file, &table.columns), before)?;
        }
    }

    fn columns(&mut self, file: &str, names: Vec<String>) -> Result<Columns, RateError> {
        let rater = self.in_order.rater;
        let columns = Columns::of(names, &rater.options, &rater.needs);
        let columns = columns.map_err(|error| of_file(file, &error.to_string()))?;
        self.in_order
            .partial
            .unused_columns
            .extend(columns.unused());
        Ok(columns)
    }

    /// Adds the sums of all threads.
    fn finish(self) -> Result<Partial, RateError> {
        let InOrder {
            rater, mut partial, ..
        } = self.in_order;
        for worker in self.workers {
            let mut tally = worker.tally;
            tally.gather().map_err(too_large)?;
            let mut add = |key: Key, quantity, rows| {
                let usage = Usage { quantity, rows };
                let of_key = partial.sums.entry(key).or_default();
                of_key.plus(usage).map_err(too_large)
            };
            for (index, sku) in rater.compiled.skus().iter().enumerate() {
                let (quantity, rows) = tally.plain.total(index).map_err(too_large)?;
                if rows > 0 {
                    add(Key::of_sku(sku.as_str()), quantity, rows)?;
                }
            }
            for (index, key) in tally.keys.iter().enumerate() {
                let (quantity, rows) = tally.sums.total(index).map_err(too_large)?;
                if rows > 0 {
                    add(key_of(rater, &tally, *key), quantity, rows)?;
                }
            }
        }
        Ok(partial)
    }
}

/// Takes up what the threads left to be worked out in the order of the rows; returns the rows so far.
fn take(
    in_order: &mut InOrder<'_>,
    workers: &mut [Worker<'_>],
    (file, columns): (&str, &Columns),
    mut before: u64,
) -> Result<u64, RateError> {
    for worker in workers {
        let place = Place {
            file,
            columns,
            before,
        };
        in_order.take(&mut worker.tally, &place)?;
        before = before.saturating_add(worker.rows);
        in_order.partial.rows = in_order.partial.rows.saturating_add(worker.rows);
    }
    Ok(before)
}

fn of_file(file: &str, reason: &str) -> RateError {
    RateError::File {
        file: file.to_owned(),
        reason: reason.to_owned(),
    }
}
