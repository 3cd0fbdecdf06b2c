//! The chart of a month of traffic, with the figure of a peak method as a line.

use netprice::bandwidth::method::Peak;
use netprice::bandwidth::samples::Samples;
use netprice_study::traffic::{Month, TrafficSpan};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use yew::prelude::*;

use crate::kit::axis::{Axis, Frame, Mark, ROWS, Reading, lines};
use crate::kit::chart::share;
use crate::kit::save_as;
use crate::traffic::props::{TrafficProps, discarded, short};
use crate::traffic::words::TrafficText;

/// The number of bars; each shows the highest of its samples.
const BARS: usize = 292;
/// The most days that are read out one by one.
const DAYS: u32 = 62;
/// The most days that are named below the chart.
const NAMED: usize = 5;

/// The highest of some consecutive samples, and whether any of them is discarded.
#[derive(Clone, Copy, Default)]
struct Bar {
    bits: u64,
    is_discarded: bool,
}

fn bars(samples: &Samples, discarded: &[usize]) -> Vec<Bar> {
    let count = samples.values.len();
    let bars = BARS.min(count).max(1);
    let mut drawn = vec![Bar::default(); bars];
    let bar_of = |index: usize| index * bars / count.max(1);
    for (index, sample) in samples.values.iter().enumerate() {
        if let (Some(sample), Some(bar)) = (sample, drawn.get_mut(bar_of(index))) {
            bar.bits = bar.bits.max(sample.outbound);
        }
    }
    for index in discarded {
        if let Some(bar) = drawn.get_mut(bar_of(*index)) {
            bar.is_discarded = true;
        }
    }
    drawn
}

/// The outline of bars from one height to another, in percent of the plot.
fn outline(bars: impl Iterator<Item = (usize, f64, f64)>, count: usize) -> String {
    let width = 100.0 / count.max(1).to_f64().unwrap_or(1.0);
    let boxes = bars.map(|(index, from, to)| {
        let x = index.to_f64().unwrap_or(0.0) * width;
        let (top, height) = (100.0 - to, to - from);
        format!("M{x:.2},{top:.2}h{width:.2}v{height:.2}h-{width:.2}z")
    });
    boxes.collect()
}

/// The time of a span: its day, or its hour.
fn time_of(props: &TrafficProps, span: &TrafficSpan) -> String {
    let day = match span.day {
        Some(day) => props.say(&TrafficText::DayOf(day)),
        None => props.say(&TrafficText::DayNumber(span.number)),
    };
    match span.hour {
        Some(hour) => format!("{day} {hour:02}:00"),
        None => day,
    }
}

fn readings(props: &TrafficProps, spans: &[TrafficSpan]) -> Vec<Reading> {
    let width = over(spans.len());
    let one = |(index, span): (usize, &TrafficSpan)| Reading {
        from: width * Decimal::from(index),
        width,
        text: props.say(&TrafficText::Reading {
            time: &time_of(props, span),
            highest: &short(span.highest_mbps),
            mean: &short(span.mean_mbps),
        }),
    };
    spans.iter().enumerate().map(one).collect()
}

/// The width of one of some columns in percent.
fn over(count: usize) -> Decimal {
    share(Decimal::ONE, Decimal::from(count.max(1))) * Decimal::ONE_HUNDRED
}

/// The days below the chart, at most [`NAMED`], at equal distances.
fn named(props: &TrafficProps, spans: &[TrafficSpan]) -> Vec<Mark> {
    let steps = [1, 2, 5, 7, 14, 28];
    let mut fitting = steps
        .into_iter()
        .filter(|step| spans.len().div_ceil(*step) <= NAMED);
    let step = fitting
        .next()
        .unwrap_or_else(|| spans.len().div_ceil(NAMED));
    let named = spans.iter().enumerate().step_by(step.max(1));
    let marks = named.map(|(index, span)| Mark {
        at: over(spans.len()) * Decimal::from(index),
        text: time_of(props, span),
    });
    marks.collect()
}

/// The chart.
pub(crate) fn chart(
    props: &TrafficProps,
    month: &Month,
    peak: Option<&Peak>,
    method: &str,
) -> Html {
    let places = peak.map(discarded).unwrap_or_default();
    // The discarded samples are those of the method's interval.
    let interval = peak.map_or(month.samples.interval, |peak| peak.interval);
    let drawn = bars(&month.samples.resampled(interval), &places);
    let level = peak.map(|peak| peak.mbps.get());
    let axis = Axis::round(
        Decimal::ZERO,
        month.highest_mbps().max(level.unwrap_or_default()),
        ROWS,
    );
    let top = axis.ticks.last().copied().unwrap_or(Decimal::ONE);
    let most = top.to_f64().unwrap_or(1.0) * 1e6;
    let at = |bits: u64| bits.to_f64().unwrap_or(0.0) / most * 100.0;
    let cut = level.map(|level| level.to_f64().unwrap_or(0.0) * 1e6 / most * 100.0);
    // A bar with discarded samples is cut at the line.
    let above = |bar: &Bar| cut.filter(|cut| bar.is_discarded && *cut < at(bar.bits));
    let each = || drawn.iter().enumerate();
    let below = each().map(|(index, bar)| (index, 0.0, above(bar).unwrap_or(at(bar.bits))));
    let below = outline(below, drawn.len());
    let over = each().filter_map(|(index, bar)| Some((index, above(bar)?, at(bar.bits))));
    let over = outline(over, drawn.len());
    let y = level.map(|level| format!("{}", Decimal::ONE_HUNDRED - axis.percent(level)));
    let line = y.map(|y| {
        html! { <line class="level" x1="0" x2="100" y1={y.clone()} y2={y} /> }
    });
    let content = lines(html! {
        <>
            <path class="demand" d={below} />
            <path class="demand discarded" d={over} />
            {line.unwrap_or_else(|| html! { <g /> })}
        </>
    });
    let spans = month.spans(DAYS);
    let figure = level.map(short).unwrap_or_default();
    let frame = Frame {
        label: described(props, &spans, &figure, places.len()),
        rows: axis.marks(|tick| format!("{} Mbps", short(tick))),
        columns: named(props, &spans),
    };
    html! {
        <figure class="demand-chart">
            {frame.draw(content, &readings(props, &spans))}
            <ul class="key">
                <li><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><rect class="demand" width="24" height="8" /></svg>{" "}{props.say(&TrafficText::TrafficKey)}</li>
                <li hidden={peak.is_none()}><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><line class="level" x1="0" x2="24" y1="4" y2="4" /></svg>{" "}{method}{" · "}<span id="drawn-mbps" title={level.map(|level| format!("{level} Mbps"))}>{props.say(&TrafficText::LineKey(&figure))}</span></li>
                <li hidden={places.is_empty()}><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><rect class="demand discarded" width="24" height="8" /></svg>{" "}{props.say(&TrafficText::DiscardedKey(places.len()))}</li>
            </ul>
            {save_as::chart(props.language, "traffic")}
        </figure>
    }
}

/// The chart in words: its time, its highest traffic, and its line.
fn described(
    props: &TrafficProps,
    spans: &[TrafficSpan],
    figure: &str,
    discarded: usize,
) -> String {
    let text_of = |span: Option<&TrafficSpan>| span.map(|span| time_of(props, span));
    let highest = spans.iter().rev().max_by_key(|span| span.highest_mbps);
    props.say(&TrafficText::Chart {
        first: &text_of(spans.first()).unwrap_or_default(),
        last: &text_of(spans.last()).unwrap_or_default(),
        highest: &highest
            .map(|span| short(span.highest_mbps))
            .unwrap_or_default(),
        on: &text_of(highest).unwrap_or_default(),
        mbps: figure,
        discarded,
    })
}
