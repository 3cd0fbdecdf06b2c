//! What each series is: its direction, its unit, what it counts; and how times and numbers are written.

use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;

use crate::number::{self, Comma, Evidence};
use crate::problem::{ImportProblem, Problems, start};
use crate::traffic::direction::{Part, Way, part_of, way_of, words};
use crate::traffic::hints::TrafficHints;
use crate::traffic::report::{Assumed, Tool};
use crate::traffic::sheet::{Series, Sheet};
use crate::traffic::stamp::{DateOrder, Shown, Stamp, parse, seconds_of, shown};
use crate::traffic::unit::{Kind, Said, Unit, unit_in};

const MEGABITS: Unit = Unit {
    bits: 1_000_000,
    is_rate: true,
};

/// The rows that must grow before a volume is taken for a counter: two hours of five minutes.
const RISING: usize = 24;

/// Whether numbers would be more than 100 Gbit/s if each were the traffic of five minutes.
fn is_too_fast(numbers: &Numbers, unit: Unit) -> bool {
    let megabits = unit.megabits(numbers.highest);
    let fastest = Ratio::from(Decimal::from(100_000 * 300));
    megabits.is_none_or(|megabits| megabits > fastest)
}

/// A series that counts, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chosen {
    /// The index of the series.
    pub(crate) series: usize,
    pub(crate) way: Way,
    /// The unit of cells that state none.
    pub(crate) unit: Unit,
    pub(crate) kind: Kind,
    /// Whether all numbers are zero or less.
    pub(crate) is_mirrored: bool,
}

/// How a sheet is converted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) chosen: Vec<Chosen>,
    pub(crate) comma: Option<Comma>,
    pub(crate) dates: Option<DateOrder>,
    pub(crate) assumed: Vec<Assumed>,
    pub(crate) unused: Vec<String>,
}

impl Plan {
    /// Decides what a sheet leaves open, by its names, its numbers and the hints.
    ///
    /// # Errors
    /// All that stays open.
    pub(crate) fn of(sheet: &Sheet, hints: &TrafficHints) -> Result<Self, Problems> {
        let mut plan = Self::default();
        let mut problems = Vec::new();
        match dates(sheet, hints) {
            Ok(dates) => plan.dates = dates,
            Err(problem) => problems.push(problem.at("dates")),
        }
        match comma(sheet, hints) {
            Ok(comma) => plan.comma = comma,
            Err(problem) => problems.push(problem.at("comma")),
        }
        let ways = plan.ways(sheet, hints).unwrap_or_else(|problem| {
            problems.push(problem.at("columns"));
            Vec::new()
        });
        for (index, way) in ways {
            let Some(series) = sheet.series.get(index) else {
                continue;
            };
            match plan.chosen_of(sheet, index, series, way, hints) {
                Ok(chosen) => plan.chosen.push(chosen),
                Err(problem) => problems.push(problem.at("unit")),
            }
        }
        Problems::none_of(problems)?;
        plan.one_measure(sheet);
        for way in [Way::In, Way::Out] {
            let names: Vec<String> = plan.names(sheet, way);
            if names.len() > 1 {
                plan.assumed.push(Assumed::Added { series: names });
            }
        }
        Ok(plan)
    }

    /// The names of the series of a direction.
    pub(crate) fn names(&self, sheet: &Sheet, way: Way) -> Vec<String> {
        let of_way = self.chosen.iter().filter(|chosen| chosen.way == way);
        of_way
            .filter_map(|chosen| Some(sheet.series.get(chosen.series)?.name.clone()))
            .collect()
    }

    /// The direction of each series that counts.
    fn ways(
        &mut self,
        sheet: &Sheet,
        hints: &TrafficHints,
    ) -> Result<Vec<(usize, Way)>, ImportProblem> {
        if !hints.inbound.is_empty() || !hints.outbound.is_empty() {
            return self.hinted(sheet, hints);
        }
        let series = || {
            sheet
                .series
                .iter()
                .enumerate()
                .filter(|(_, series)| has_numbers(series))
        };
        let known = |(index, series): (usize, &Series)| {
            Some((index, series.way.or_else(|| way_of(&series.name))?))
        };
        let found: Vec<(usize, Way)> = series().filter_map(known).collect();
        let found = traffic_of(sheet, found);
        if !found.is_empty() {
            let others = series().filter(|(index, _)| !found.iter().any(|(one, _)| one == index));
            self.unused
                .extend(others.map(|(_, series)| series.name.clone()));
            return Ok(found);
        }
        let all: Vec<(usize, &Series)> = series().collect();
        match all.as_slice() {
            [] => Err(ImportProblem::NoTraffic {
                value: names_of(sheet),
            }),
            // Alibaba Cloud does not say which metric the points are of.
            [_] if sheet.tool == Tool::Alibaba => Err(ImportProblem::WhichColumns {
                value: names_of(sheet),
            }),
            [(index, series)] => {
                self.assumed.push(Assumed::Outbound {
                    series: series.name.clone(),
                });
                Ok(vec![(*index, Way::Out)])
            }
            _ => Err(ImportProblem::WhichColumns {
                value: names_of(sheet),
            }),
        }
    }

    /// The series that hints name; each name is that of a series, or of all series that have it as a part.
    fn hinted(
        &mut self,
        sheet: &Sheet,
        hints: &TrafficHints,
    ) -> Result<Vec<(usize, Way)>, ImportProblem> {
        let mut found: Vec<(usize, Way)> = Vec::new();
        let named = hints.inbound.iter().map(|name| (name, Way::In));
        for (name, way) in named.chain(hints.outbound.iter().map(|name| (name, Way::Out))) {
            let is = |same: fn(&str, &str) -> bool| {
                let all = sheet.series.iter().enumerate();
                all.filter(move |(_, series)| same(&series.name, name))
                    .map(|(index, _)| (index, way))
                    .collect::<Vec<_>>()
            };
            let mut places = is(str::eq_ignore_ascii_case);
            if places.is_empty() {
                places = is(|one, other| one.to_lowercase().contains(&other.to_lowercase()));
            }
            if places.is_empty() {
                let (value, expected) = (name.clone(), names_of(sheet));
                return Err(ImportProblem::NoSuchColumn { value, expected });
            }
            found.extend(places);
        }
        let others = sheet
            .series
            .iter()
            .enumerate()
            .filter(|(index, _)| !found.iter().any(|(one, _)| one == index));
        self.unused
            .extend(others.map(|(_, series)| series.name.clone()));
        Ok(found)
    }

    fn chosen_of(
        &mut self,
        sheet: &Sheet,
        index: usize,
        series: &Series,
        way: Way,
        hints: &TrafficHints,
    ) -> Result<Chosen, ImportProblem> {
        let numbers = Numbers::of(series, self.comma);
        let unit = self.unit_of(sheet, series, hints, &numbers)?;
        let name = series.name.to_lowercase();
        let is_octets = name.contains("inoctets") || name.contains("outoctets");
        let named = (is_octets && !unit.is_rate).then_some(Kind::Counter);
        let counted = hints.counts.or(series.kind).or(named);
        let kind = match counted {
            Some(kind) => kind,
            None if unit.is_rate => Kind::Rate,
            None if numbers.is_rising
                && (numbers.count > RISING
                    || (numbers.count > 5 && is_too_fast(&numbers, unit)))
                && sheet.tool != Tool::VnStat =>
            {
                Kind::Counter
            }
            None => Kind::Volume,
        };
        let is_mirrored = numbers.is_below;
        if is_mirrored {
            self.assumed.push(Assumed::Mirrored {
                series: series.name.clone(),
            });
        }
        Ok(Chosen {
            series: index,
            way,
            unit,
            kind,
            is_mirrored,
        })
    }

    /// The unit of a series: by the hint, the format, the name, the cells or a title, in this order.
    fn unit_of(
        &mut self,
        sheet: &Sheet,
        series: &Series,
        hints: &TrafficHints,
        numbers: &Numbers,
    ) -> Result<Unit, ImportProblem> {
        if let Some(hint) = &hints.unit {
            return match unit_in(hint) {
                Said::Unit(unit) => Ok(unit),
                Said::Unclear(value) => Err(ImportProblem::UnclearUnit { value }),
                Said::Nothing => Err(ImportProblem::UnclearUnit {
                    value: hint.clone(),
                }),
            };
        }
        if let Some(unit) = series.unit {
            let assumed = Assumed::UnitOf { tool: sheet.tool };
            if !self.assumed.contains(&assumed) {
                self.assumed.push(assumed);
            }
            return Ok(unit);
        }
        match unit_in(&series.name) {
            Said::Unit(unit) => {
                // Items of Zabbix are named "Bits sent", by the second.
                // Bytes of InfluxDB may be a counter or its derivative.
                if sheet.tool == Tool::Influx && !unit.is_rate && !numbers.is_rising {
                    return Err(not_stated(series, numbers));
                }
                let is_bits = words(&series.name).iter().any(|word| word == "bits");
                return Ok(Unit {
                    is_rate: unit.is_rate || is_bits,
                    ..unit
                });
            }
            Said::Unclear(value) => return Err(ImportProblem::UnclearUnit { value }),
            Said::Nothing => {}
        }
        if numbers.all_have_units {
            // Each cell has its own; what this says matters only for whether they are rates.
            return numbers.unit.clone();
        }
        if let Some(bracket) =
            crate::traffic::unit::bracketed(&series.name).filter(|text| !is_qualifier(text))
        {
            return Err(ImportProblem::UnclearUnit {
                value: bracket.to_owned(),
            });
        }
        let titled = sheet.preamble.iter().find_map(|line| match unit_in(line) {
            Said::Unit(unit) => Some(unit),
            Said::Unclear(_) | Said::Nothing => None,
        });
        if let Some(unit) = titled.filter(|unit| unit.is_rate) {
            return Ok(unit);
        }
        if series.kind == Some(Kind::Counter) || hints.counts == Some(Kind::Counter) {
            // Counters of ports count octets.
            return Ok(crate::traffic::unit::BYTES);
        }
        // A number of more than 100 Gbps is hardly in Mbps.
        let plausible = Decimal::from(100_000);
        let is_own = matches!(sheet.tool, Tool::Table);
        if is_own && numbers.highest <= plausible {
            self.assumed.push(Assumed::Mbps {
                series: series.name.clone(),
            });
            return Ok(MEGABITS);
        }
        Err(not_stated(series, numbers))
    }

    /// Of the series of a direction, rates are preferred to volumes, so that nothing counts twice.
    fn one_measure(&mut self, sheet: &Sheet) {
        for way in [Way::In, Way::Out] {
            let has_rate = self
                .chosen
                .iter()
                .any(|chosen| chosen.way == way && chosen.kind == Kind::Rate);
            let left = |chosen: &Chosen| has_rate && chosen.way == way && chosen.kind != Kind::Rate;
            let names = self.chosen.iter().filter(|chosen| left(chosen));
            let names: Vec<String> = names
                .filter_map(|chosen| Some(sheet.series.get(chosen.series)?.name.clone()))
                .collect();
            self.unused.extend(names);
            self.chosen.retain(|chosen| !left(chosen));
        }
    }
}

/// The series that are traffic: of packets and errors none, and of extremes and sums those without a mean of their direction.
fn traffic_of(sheet: &Sheet, found: Vec<(usize, Way)>) -> Vec<(usize, Way)> {
    let part = |index: usize| sheet.series.get(index).map(|series| part_of(&series.name));
    let has_mean = |way: Way| {
        let mut found = found.iter();
        found.any(|(index, one)| *one == way && part(*index) == Some(Part::Mean))
    };
    let (has_in, has_out) = (has_mean(Way::In), has_mean(Way::Out));
    let is_traffic = |(index, way): &(usize, Way)| {
        let has_mean = if *way == Way::In { has_in } else { has_out };
        match part(*index) {
            Some(Part::Mean) => true,
            Some(Part::Extreme | Part::Total) => !has_mean,
            Some(Part::Other) | None => false,
        }
    };
    let traffic: Vec<(usize, Way)> = found.iter().copied().filter(is_traffic).collect();
    let traffic = each_once(sheet, traffic);
    // A name may have such a word for another reason where nothing else is there.
    if traffic.is_empty() { found } else { traffic }
}

/// The series without those that sum up others, and of one measure in two units or statistics one: its sum, or the first.
fn each_once(sheet: &Sheet, found: Vec<(usize, Way)>) -> Vec<(usize, Way)> {
    let name = |index: usize| {
        let series = sheet.series.get(index);
        series.map_or_else(String::new, |series| series.name.to_lowercase())
    };
    let is_sum = |index: usize| {
        let name = name(index);
        let before = name.split('(').next().unwrap_or_default();
        words(before)
            .iter()
            .any(|word| ["total", "gesamt"].contains(&word.as_str()))
    };
    let has_parts = |way: Way| {
        found
            .iter()
            .any(|(index, one)| *one == way && !is_sum(*index))
    };
    let (in_parts, out_parts) = (has_parts(Way::In), has_parts(Way::Out));
    let has_parts = |way: Way| if way == Way::In { in_parts } else { out_parts };
    let parts = found
        .into_iter()
        .filter(|(index, way)| !(is_sum(*index) && has_parts(*way)));
    let mut kept: Vec<(usize, Way)> = Vec::new();
    for (index, way) in parts {
        let full = name(index);
        let base = full.split('(').next().unwrap_or_default().trim();
        let same = kept.iter().position(|(other, one)| {
            let other = name(*other);
            *one == way
                && full != other
                && full.contains('(')
                && other.split('(').next().unwrap_or_default().trim() == base
        });
        match same.and_then(|place| kept.get_mut(place)) {
            Some(slot) if full.contains("(sum") => *slot = (index, way),
            Some(_) => {}
            None => kept.push((index, way)),
        }
    }
    kept
}

fn not_stated(series: &Series, numbers: &Numbers) -> ImportProblem {
    ImportProblem::UnitNotStated {
        value: series.name.clone(),
        highest: numbers.highest.normalize().to_string(),
    }
}

/// Words in brackets that are no units.
fn is_qualifier(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "avg", "average", "mean", "max", "min", "raw", "speed", "volume", "in", "out", "total",
        "5m",
    ];
    let text = text.to_lowercase();
    WORDS.contains(&text.as_str()) || way_of(&text).is_some()
}

fn names_of(sheet: &Sheet) -> String {
    let names: Vec<&str> = sheet
        .series
        .iter()
        .map(|series| series.name.as_str())
        .collect();
    names.join(", ")
}

fn has_numbers(series: &Series) -> bool {
    series
        .values
        .iter()
        .any(|(_, cell)| !number::is_missing(cell))
}

/// What the numbers of a series show.
struct Numbers {
    highest: Decimal,
    count: usize,
    /// Whether none is above zero and one is below.
    is_below: bool,
    /// Whether they grow from row to row, but for some that fall.
    is_rising: bool,
    all_have_units: bool,
    unit: Result<Unit, ImportProblem>,
}

impl Numbers {
    fn of(series: &Series, comma: Option<Comma>) -> Self {
        let mut seen = Self {
            highest: Decimal::ZERO,
            count: 0,
            is_below: false,
            is_rising: false,
            all_have_units: true,
            unit: Ok(MEGABITS),
        };
        let (mut above, mut below, mut rises, mut falls) = (false, false, 0_usize, 0_usize);
        let mut before: Option<Decimal> = None;
        for (_, cell) in series
            .values
            .iter()
            .filter(|(_, cell)| !number::is_missing(cell))
        {
            let (digits, rest) = number::split(cell);
            match unit_in(rest) {
                Said::Unit(unit) => seen.unit = Ok(unit),
                Said::Unclear(value) => seen.unit = Err(ImportProblem::UnclearUnit { value }),
                // Nothing needs no unit.
                Said::Nothing => seen.all_have_units &= digits.trim_matches(['0', '.']).is_empty(),
            }
            let Some(value) = number::parse(digits, comma) else {
                continue;
            };
            seen.count = seen.count.saturating_add(1);
            above |= value > Decimal::ZERO;
            below |= value < Decimal::ZERO;
            if let Some(before) = before {
                rises = rises.saturating_add(usize::from(value > before));
                falls = falls.saturating_add(usize::from(value < before));
            }
            before = Some(value);
            seen.highest = seen.highest.max(value.abs());
        }
        seen.all_have_units &= seen.count > 0;
        seen.is_below = below && !above;
        seen.is_rising = rises > 0 && falls.saturating_mul(20) <= rises;
        seen
    }
}

/// The order of day and month: by the hint, by a date with one order only, or by that in which the times ascend or descend
/// throughout.
fn dates(sheet: &Sheet, hints: &TrafficHints) -> Result<Option<DateOrder>, ImportProblem> {
    if hints.dates.is_some() {
        return Ok(hints.dates);
    }
    if sheet.is_month_first {
        return Ok(Some(DateOrder::MonthFirst));
    }
    let mut open: Option<&str> = None;
    for time in &sheet.times {
        match shown(&time.text) {
            Shown::Order(Some(order)) => return Ok(Some(order)),
            Shown::Either => open = open.or(Some(&time.text)),
            Shown::Order(None) | Shown::NoTime => {}
        }
    }
    let Some(open) = open else {
        return Ok(None);
    };
    let fits = |order| is_even(sheet, order);
    match (fits(DateOrder::DayFirst), fits(DateOrder::MonthFirst)) {
        (true, false) => Ok(Some(DateOrder::DayFirst)),
        (false, true) => Ok(Some(DateOrder::MonthFirst)),
        // AM and PM with a month in numbers are American.
        _ if open.to_ascii_uppercase().ends_with('M') => Ok(Some(DateOrder::MonthFirst)),
        _ => Err(ImportProblem::UnclearDates { value: start(open) }),
    }
}

/// Whether no step between neighbouring times is longer than a day, if the dates are in an order and there are several.
fn is_even(sheet: &Sheet, order: DateOrder) -> bool {
    const DAY: i64 = 86_400;
    let seconds =
        sheet
            .times
            .iter()
            .filter_map(|time| match parse(&time.text, Some(order))?.start {
                Stamp::Local(local) => Some(seconds_of(local)),
                Stamp::Absolute(seconds) => Some(seconds),
            });
    let seconds: Vec<i64> = seconds.collect();
    let pairs = seconds.iter().zip(seconds.iter().skip(1));
    seconds.len() == sheet.times.len()
        && pairs.fold(true, |fits, (one, other)| {
            fits && one.abs_diff(*other) <= DAY.unsigned_abs()
        })
}

/// The meaning of a comma in the numbers of all series.
fn comma(sheet: &Sheet, hints: &TrafficHints) -> Result<Option<Comma>, ImportProblem> {
    if hints.comma.is_some() {
        return Ok(hints.comma);
    }
    let mut evidence = Evidence::default();
    let mut first: Option<&str> = None;
    for (_, cell) in sheet.series.iter().flat_map(|series| &series.values) {
        let (digits, _) = number::split(cell);
        if digits.contains(',') {
            first = first.or(Some(cell));
            evidence.add(digits);
        }
    }
    // Where dates are written 03.11.2026, a point before three digits may part thousands.
    let has_points = sheet.times.first().is_some_and(|time| {
        let date = time.text.split(' ').next().unwrap_or_default();
        date.matches('.').count() == 2
    });
    let numbers = sheet.series.iter().flat_map(|series| &series.values);
    let mut pointed = numbers
        .map(|(_, cell)| number::split(cell).0)
        .filter(|digits| digits.contains('.'))
        .peekable();
    if let Some(first) = pointed
        .peek()
        .copied()
        .filter(|_| has_points && first.is_none())
    {
        let is_three = |digits: &str| {
            let mut parts = digits.trim_start_matches('-').split('.');
            let head = parts.next().unwrap_or_default();
            (1..=3).contains(&head.len()) && head != "0" && parts.all(|part| part.len() == 3)
        };
        if pointed.all(is_three) {
            let value = start(first);
            return Err(ImportProblem::UnclearComma { value });
        }
    }
    evidence.comma().map_err(|()| ImportProblem::UnclearComma {
        value: start(first.unwrap_or_default()),
    })
}
