//! Times and numbers of a sheet, read part by part.

use std::collections::BTreeSet;

use netprice::bandwidth::samples::Zone;
use netprice::value::path::Path;
use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;

use crate::number;
use crate::problem::{
    ImportProblem, Located, Problems, negative, not_a_number, not_a_time, off_interval, start,
    time_twice,
};
use crate::traffic::clock::Clock;
use crate::traffic::direction::Way;
use crate::traffic::hints::{ImportedTraffic, TrafficHints};
use crate::traffic::plan::{Chosen, Plan};
use crate::traffic::report::{Assumed, TrafficReport};
use crate::traffic::sheet::Sheet;
use crate::traffic::slots::{Grid, Means, Placed, Reading, added_up, step};
use crate::traffic::stamp::{Span, Stamp, parse};
use crate::traffic::unit::{Kind, Said, Unit, unit_in};

/// A number at a time, as it was measured.
#[derive(Clone, Copy)]
struct Measured {
    line: u64,
    time: usize,
    /// The second in UTC that the row states.
    at: i64,
    /// Megabits, or megabits a second.
    value: Option<Ratio>,
    /// The seconds of the interval, if the row states them.
    seconds: Option<i64>,
}

/// A sheet that is being converted.
pub(crate) struct Converting {
    sheet: Sheet,
    plan: Plan,
    spans: Vec<Option<Span>>,
    /// The clock of times without a zone, and that of the bill.
    clock: Clock,
    bill: Clock,
    is_clock_stated: bool,
    /// The series that is being read, and how many of its values are.
    series: usize,
    value: usize,
    measured: Vec<Vec<Measured>>,
    wrong: Vec<Located>,
}

impl Converting {
    /// Prepares to convert a sheet.
    ///
    /// # Errors
    /// [`ImportProblem::UnknownZone`].
    pub(crate) fn new(
        sheet: Sheet,
        plan: Plan,
        hints: &TrafficHints,
        zone: Zone,
    ) -> Result<Self, Located> {
        let named = |name: &Option<String>| {
            let clock = name.as_ref().map(|name| Clock::named(name));
            clock.transpose().map_err(|problem| problem.at("zone"))
        };
        let bill = named(&hints.zone)?;
        let stated = match named(&hints.times_in)? {
            Some(clock) => Some(clock),
            None => sheet.offset.map(Clock::fixed).or_else(|| bill.clone()),
        };
        let bill = bill.unwrap_or_else(|| Clock::of(zone));
        Ok(Self {
            is_clock_stated: stated.is_some(),
            clock: stated.unwrap_or_else(|| bill.clone()),
            bill,
            spans: Vec::with_capacity(sheet.times.len()),
            measured: plan.chosen.iter().map(|_| Vec::new()).collect(),
            sheet,
            plan,
            series: 0,
            value: 0,
            wrong: Vec::new(),
        })
    }

    pub(crate) fn progress(&self) -> (u64, u64) {
        let of = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let values = self
            .plan
            .chosen
            .iter()
            .filter_map(|chosen| self.sheet.series.get(chosen.series));
        let all = values.fold(self.sheet.times.len(), |sum, series| {
            sum.saturating_add(series.values.len())
        });
        let done = self.measured.iter().fold(self.spans.len(), |sum, series| {
            sum.saturating_add(series.len())
        });
        (of(done), of(all))
    }

    /// Reads about a number of times or numbers, and whether there are more.
    pub(crate) fn advance(&mut self, count: usize) -> bool {
        let start = self.spans.len();
        if start < self.sheet.times.len() {
            let order = self.plan.dates;
            let times = self.sheet.times.iter().skip(start).take(count);
            self.spans
                .extend(times.map(|time| parse(&time.text, order)));
            return true;
        }
        let Some(chosen) = self.plan.chosen.get(self.series).copied() else {
            return false;
        };
        let Some(series) = self.sheet.series.get(chosen.series) else {
            return false;
        };
        let end = series.values.len().min(self.value.saturating_add(count));
        let cells: Vec<(usize, String)> = series
            .values
            .get(self.value..end)
            .unwrap_or_default()
            .to_vec();
        for (time, cell) in cells {
            self.read(chosen, time, &cell);
        }
        self.value = end;
        if self
            .sheet
            .series
            .get(chosen.series)
            .is_none_or(|series| end == series.values.len())
        {
            (self.series, self.value) = (self.series.saturating_add(1), 0);
        }
        true
    }

    /// Reads the number of a series at a time.
    fn read(&mut self, chosen: Chosen, time: usize, cell: &str) {
        let (Some(written), Some(span)) = (self.sheet.times.get(time), self.spans.get(time)) else {
            return;
        };
        let line = written.line;
        let wrong =
            |problem: ImportProblem, name: &'static str| problem.at(Path::line(line).field(name));
        let Some(span) = span else {
            let value = start(&written.text);
            self.wrong.push(wrong(not_a_time(value), "time"));
            return;
        };
        let series = self.series;
        let before = self
            .measured
            .get(series)
            .and_then(|series| series.last())
            .map(|one| one.at);
        let name = if chosen.way == Way::In { "in" } else { "out" };
        let value = match amount(cell, chosen, &self.plan) {
            Ok(value) => value,
            // The time is known, so the number is missing there: the interval does not grow.
            Err(problem) => {
                self.wrong.push(wrong(problem, name));
                None
            }
        };
        let (seconds, at) = (
            written.seconds.or(span.seconds),
            self.clock.utc(span.start, before),
        );
        match at {
            Ok(at) => {
                if let Some(all) = self.measured.get_mut(series) {
                    all.push(Measured {
                        line,
                        time,
                        at,
                        value,
                        seconds,
                    });
                }
            }
            Err(problem) => self.wrong.push(wrong(problem, "time")),
        }
    }

    /// Puts everything on even intervals.
    ///
    /// # Errors
    /// Those of the whole file.
    pub(crate) fn finish(&mut self) -> Result<ImportedTraffic, Problems> {
        for index in 0..self.measured.len() {
            if let Err(problem) = self.in_order(index) {
                self.wrong.push(problem);
                Problems::none_of(std::mem::take(&mut self.wrong))?;
            }
        }
        let longest = self.measured.iter().max_by_key(|series| series.len());
        let starts: Vec<i64> = longest.into_iter().flatten().map(|one| one.at).collect();
        let stated = longest
            .and_then(|series| series.first())
            .and_then(|one| one.seconds);
        let interval = step(&starts)
            .or(self.sheet.interval)
            .or(stated)
            .unwrap_or(300);
        let readings: Vec<Vec<Reading>> = self
            .plan
            .chosen
            .iter()
            .zip(&self.measured)
            .map(|(chosen, series)| readings(*chosen, series, interval, self.sheet.is_end))
            .collect();
        let longest = readings.iter().max_by_key(|series| series.len());
        let starts: Vec<i64> = longest.into_iter().flatten().map(|one| one.start).collect();
        let grid = Grid::of(&starts, interval);
        let (mut inbound, mut outbound) = (Vec::new(), Vec::new());
        for (chosen, series) in self.plan.chosen.iter().zip(&readings) {
            let means = Means::of(series, grid).map_err(|problem| problem.at("rows"))?;
            for reading in &means.off {
                let value = self
                    .sheet
                    .times
                    .get(reading.time)
                    .map_or_else(String::new, |time| time.text.clone());
                let problem = off_interval(value, grid.interval.div_euclid(60));
                self.wrong
                    .push(problem.at(Path::line(reading.line).field("time")));
            }
            match chosen.way {
                Way::In => inbound.push(means),
                Way::Out => outbound.push(means),
            }
        }
        let placed = added_up(&inbound, &outbound, grid, &self.bill);
        let placed = match placed {
            Ok(placed) => placed,
            Err(problem) => {
                let wrong = std::mem::take(&mut self.wrong);
                return match Problems::none_of(wrong) {
                    Err(problems) => Err(problems),
                    Ok(()) => Err(problem.at("rows").into()),
                };
            }
        };
        if placed.samples.values.iter().all(Option::is_none) {
            Problems::none_of(std::mem::take(&mut self.wrong))?;
        }
        let report = self.report(&placed, grid, &readings);
        Ok(ImportedTraffic {
            samples: placed.samples,
            report,
        })
    }

    /// Sorts the numbers of a series by time.
    fn in_order(&mut self, index: usize) -> Result<(), Located> {
        let series = self.measured.get(index).map_or(&[][..], Vec::as_slice);
        let pairs = || series.iter().zip(series.iter().skip(1));
        let rises = pairs().filter(|(one, other)| other.at > one.at).count();
        let falls = pairs().filter(|(one, other)| other.at < one.at).count();
        if falls > rises && self.is_local() {
            return self.reversed(index);
        }
        let back = pairs()
            .find(|(one, other)| other.at < one.at)
            .map(|(_, other)| *other);
        if let Some(series) = self.measured.get_mut(index) {
            series.sort_by_key(|one| one.at);
            without_missing_twins(series);
        }
        let series = self.measured.get(index).map_or(&[][..], Vec::as_slice);
        let mut pairs = series.iter().zip(series.iter().skip(1));
        let Some((_, other)) = pairs.find(|(one, other)| one.at == other.at) else {
            return Ok(());
        };
        Err(match back {
            Some(back) if falls < 3 => {
                self.at_time(&back, |value| ImportProblem::TimeGoesBack { value })
            }
            Some(_) | None => self.at_time(other, time_twice),
        })
    }

    /// A problem of the time of a row, with its text.
    fn at_time(&self, one: &Measured, problem: fn(String) -> ImportProblem) -> Located {
        let time = self.sheet.times.get(one.time);
        problem(time.map_or_else(String::new, |time| time.text.clone()))
            .at(Path::line(one.line).field("time"))
    }

    fn is_local(&self) -> bool {
        self.spans
            .iter()
            .flatten()
            .any(|span| matches!(span.start, Stamp::Local(_)))
    }

    /// Reads the times of a series from the last to the first, as the hour that comes twice needs it.
    fn reversed(&mut self, index: usize) -> Result<(), Located> {
        if let Some(series) = self.measured.get_mut(index) {
            series.reverse();
            let mut before: Option<i64> = None;
            for one in series.iter_mut() {
                let span = self.spans.get(one.time).copied().flatten();
                if let Some(Ok(at)) = span.map(|span| self.clock.utc(span.start, before)) {
                    one.at = at;
                }
                before = Some(one.at);
            }
        }
        let series = self.measured.get(index).map_or(&[][..], Vec::as_slice);
        let mut pairs = series.iter().zip(series.iter().skip(1));
        match pairs.find(|(one, other)| one.at >= other.at) {
            Some((_, other)) => Err(self.at_time(other, time_twice)),
            None => Ok(()),
        }
    }

    fn report(&mut self, placed: &Placed, grid: Grid, readings: &[Vec<Reading>]) -> TrafficReport {
        let mut assumed = std::mem::take(&mut self.plan.assumed);
        for (chosen, series) in self.plan.chosen.iter().zip(&self.measured) {
            let name = || {
                self.sheet
                    .series
                    .get(chosen.series)
                    .map_or_else(String::new, |series| series.name.clone())
            };
            match chosen.kind {
                Kind::Rate => {}
                Kind::Volume => assumed.push(Assumed::PerInterval {
                    series: name(),
                    minutes: grid.interval.div_euclid(60),
                }),
                Kind::Counter => assumed.push(Assumed::Counter {
                    series: name(),
                    restarts: restarts(series),
                }),
            }
        }
        if self.sheet.is_end {
            assumed.push(Assumed::EndOfInterval);
        }
        if !self.is_clock_stated && self.is_local() {
            assumed.push(Assumed::ClockOfBill);
        }
        let count = |number: usize, of: fn(usize) -> Assumed| (number > 0).then(|| of(number));
        assumed.extend(count(self.sheet.totals.len(), |rows| {
            Assumed::TotalsLeftOut { rows }
        }));
        assumed.extend(count(placed.no_inbound, |rows| Assumed::NoInbound { rows }));
        assumed.extend(count(placed.partial, |intervals| Assumed::PartOfPorts {
            intervals,
        }));
        if placed.averaged > 0 {
            assumed.push(Assumed::Averaged {
                minutes: grid.interval.div_euclid(60),
            });
        }
        let lines = |has: fn(&Reading) -> bool| {
            let lines = readings
                .iter()
                .flatten()
                .filter(|one| has(one))
                .map(|one| one.line);
            lines.collect::<BTreeSet<u64>>()
        };
        let taken = lines(|one| one.mbps.is_some());
        let blank = lines(|one| one.mbps.is_none());
        let mut refused = std::mem::take(&mut self.wrong);
        let no_times = self.sheet.no_times.iter();
        refused.extend(
            no_times
                .map(|(line, text)| not_a_time(start(text)).at(Path::line(*line).field("time"))),
        );
        let interval = grid.interval.div_euclid(60);
        let coarser = self.sheet.coarser.iter();
        refused.extend(coarser.map(|(line, text)| {
            let value = text.clone();
            off_interval(value, interval).at(Path::line(*line).field("time"))
        }));
        refused.sort_by_key(|located| located.path.to_string());
        refused.dedup();
        let mut unused = std::mem::take(&mut self.sheet.unused);
        unused.append(&mut self.plan.unused);
        unused.retain(|name| !name.is_empty());
        let all: BTreeSet<u64> = self.sheet.times.iter().map(|time| time.line).collect();
        TrafficReport {
            tool: self.sheet.tool,
            rows: all
                .len()
                .saturating_add(self.sheet.no_times.len())
                .saturating_add(self.sheet.coarser.len()),
            blank: blank.difference(&taken).count(),
            taken: taken.len(),
            missing: placed
                .samples
                .values
                .iter()
                .filter(|value| value.is_none())
                .count(),
            refused,
            assumed,
            inbound: self.plan.names(&self.sheet, Way::In),
            outbound: self.plan.names(&self.sheet, Way::Out),
            unused,
        }
    }
}

/// The megabits in a cell, by the second or of its interval; `None` if it is missing.
fn amount(cell: &str, chosen: Chosen, plan: &Plan) -> Result<Option<Ratio>, ImportProblem> {
    if number::is_missing(cell) {
        return Ok(None);
    }
    let wrong = || not_a_number(start(cell));
    let (digits, rest) = number::split(cell);
    let value = number::parse(digits, plan.comma).ok_or_else(wrong)?;
    let unit = match unit_in(rest) {
        Said::Unit(unit) => Unit {
            is_rate: chosen.unit.is_rate,
            ..unit
        },
        Said::Nothing if rest.is_empty() => chosen.unit,
        Said::Unclear(_) | Said::Nothing => return Err(wrong()),
    };
    let value = if chosen.is_mirrored {
        value.abs()
    } else {
        value
    };
    if value < Decimal::ZERO {
        return Err(negative(start(cell)));
    }
    unit.megabits(value).map(Some).ok_or_else(wrong)
}

/// Leaves out the missing numbers of times that have another row.
fn without_missing_twins(series: &mut Vec<Measured>) {
    series.dedup_by(|later, earlier| {
        let is_twin = later.at == earlier.at && (later.value.is_none() || earlier.value.is_none());
        if is_twin && later.value.is_some() {
            *earlier = *later;
        }
        is_twin
    });
}

/// The rates of a series by the start of their intervals.
fn readings(chosen: Chosen, series: &[Measured], interval: i64, is_end: bool) -> Vec<Reading> {
    let over = |value: Ratio, seconds: i64| value.over(Decimal::from(seconds.max(1)).into()).ok();
    let reading = |one: &Measured, start: i64, seconds: i64, mbps: Option<Ratio>| Reading {
        line: one.line,
        time: one.time,
        start,
        mbps,
        seconds,
    };
    match chosen.kind {
        Kind::Counter => {
            let known: Vec<&Measured> = series.iter().filter(|one| one.value.is_some()).collect();
            let pairs = known.iter().zip(known.iter().skip(1));
            let each = pairs.filter_map(|(one, other)| {
                let seconds = other.at.saturating_sub(one.at);
                let grown = other.value?.minus(one.value?).ok()?;
                // A counter that fell has started again from zero.
                let grown = if grown.is_negative() {
                    other.value?
                } else {
                    grown
                };
                let rate = over(grown, seconds);
                // A poll that was lost: the growth is spread over all intervals up to the next.
                let count = seconds
                    .saturating_add(interval.div_euclid(2))
                    .div_euclid(interval.max(1))
                    .max(1);
                Some((0..count).map(move |part| {
                    reading(
                        other,
                        one.at.saturating_add(part.saturating_mul(interval)),
                        interval,
                        rate,
                    )
                }))
            });
            each.flatten().collect()
        }
        Kind::Rate | Kind::Volume => {
            let each = series.iter().map(|one| {
                let seconds = one.seconds.unwrap_or(interval);
                let start = if is_end {
                    one.at.saturating_sub(seconds)
                } else {
                    one.at
                };
                let rate = match chosen.kind {
                    Kind::Volume => one.value.and_then(|value| over(value, seconds)),
                    Kind::Rate | Kind::Counter => one.value,
                };
                reading(one, start, seconds, rate)
            });
            each.collect()
        }
    }
}

/// How often a counter fell.
fn restarts(series: &[Measured]) -> usize {
    let known: Vec<Ratio> = series.iter().filter_map(|one| one.value).collect();
    let pairs = known.iter().zip(known.iter().skip(1));
    pairs
        .filter(|(one, other)| other.minus(**one).is_ok_and(|grown| grown.is_negative()))
        .count()
}
