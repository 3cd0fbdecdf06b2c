//! The chart of a month of traffic, with the figure of a peak method as a line.

use netprice::bandwidth::method::Peak;
use netprice::bandwidth::samples::Samples;
use netprice_study::traffic::Month;
use rust_decimal::prelude::ToPrimitive;
use yew::prelude::*;

use crate::kit::save_as;
use crate::traffic::props::{TrafficProps, discarded, short};
use crate::traffic::words::TrafficText;

const LEFT: f64 = 56.0;
const RIGHT: f64 = 640.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 182.0;
/// The number of bars; each shows the highest of its samples.
const BARS: usize = 292;

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

/// The chart.
pub(crate) fn chart(
    props: &TrafficProps,
    month: &Month,
    peak: Option<&Peak>,
    method: &str,
) -> Html {
    let places = peak.map(discarded).unwrap_or_default();
    let drawn = bars(&month.samples, &places);
    let highest = drawn.iter().map(|bar| bar.bits).max().unwrap_or_default();
    let float = |bits: u64| bits.to_f64().unwrap_or(0.0);
    let most = float(highest).max(1.0);
    let at = |bits: f64| BOTTOM - (bits / most).min(1.0) * (BOTTOM - TOP);
    let width = (RIGHT - LEFT) / drawn.len().max(1).to_f64().unwrap_or(1.0);
    let level = peak.map(|peak| peak.mbps.get().to_f64().unwrap_or(0.0) * 1e6);
    let bar = |(index, bar): (usize, &Bar)| {
        let top = at(float(bar.bits));
        let x = LEFT + index.to_f64().unwrap_or(0.0) * width;
        let part = |class: &'static str, from: f64, to: f64| {
            html! {
                <rect {class} x={format!("{x:.2}")} y={format!("{from:.1}")} width={format!("{width:.2}")}
                    height={format!("{:.1}", (to - from).max(0.0))} />
            }
        };
        // A bar with discarded samples is cut at the line.
        let cut = level.map(&at).filter(|cut| bar.is_discarded && *cut > top);
        html! {
            <g key={index}>
                {part("demand", cut.unwrap_or(top), BOTTOM)}
                {cut.map(|cut| part("demand discarded", top, cut)).unwrap_or_default()}
            </g>
        }
    };
    let line = peak.map(|peak| {
        let bits = peak.mbps.get().to_f64().unwrap_or(0.0) * 1e6;
        let y = format!("{:.1}", at(bits));
        html! { <line class="level" x1={LEFT.to_string()} x2={RIGHT.to_string()} y1={y.clone()} y2={y} /> }
    });
    let figure = peak.map(|peak| short(peak.mbps.get())).unwrap_or_default();
    let label = props.say(&TrafficText::Chart {
        mbps: &figure,
        discarded: places.len(),
    });
    html! {
        <figure class="demand-chart">
            <svg class="demand-curve" role="img" viewBox="0 0 648 204" aria-label={label}>
                {for drawn.iter().enumerate().map(bar)}
                {line.unwrap_or_else(|| html! { <g /> })}
                <text x={(LEFT - 6.0).to_string()} y={(TOP + 4.0).to_string()} text-anchor="end">{short(month.highest_mbps())}</text>
                <text x={(LEFT - 6.0).to_string()} y={(BOTTOM + 4.0).to_string()} text-anchor="end">{"0"}</text>
                <text x={LEFT.to_string()} y="199">{"1"}</text>
                <text x={RIGHT.to_string()} y="199" text-anchor="end">{month.days()}</text>
            </svg>
            <ul class="key">
                <li><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><rect class="demand" width="24" height="8" /></svg>{" "}{props.say(&TrafficText::TrafficKey)}</li>
                <li hidden={peak.is_none()}><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><line class="level" x1="0" x2="24" y1="4" y2="4" /></svg>{" "}{method}{" · "}<span id="drawn-mbps">{props.say(&TrafficText::LineKey(&figure))}</span></li>
                <li hidden={places.is_empty()}><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><rect class="demand discarded" width="24" height="8" /></svg>{" "}{props.say(&TrafficText::DiscardedKey(places.len()))}</li>
            </ul>
            {save_as::chart(props.language, "traffic")}
        </figure>
    }
}
