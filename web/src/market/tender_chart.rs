//! The chart of a tender: the standing bid after each turn.

use netprice::market::tender::{Round, TenderResult, Turn};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::axis::{Axis, COLUMNS, Frame, ROWS, Reading, lines, point};
use crate::kit::chart::whole;
use crate::kit::save_as;
use crate::market::section::Section;
use crate::market::words::seller::SellerText;

/// The turns that are drawn.
const MOST: usize = 400;

/// The chart; nothing for a tender that nobody opened.
pub(crate) fn chart(section: Section<'_>, result: &TenderResult) -> Html {
    let bids: Vec<(&Round, Decimal)> = result.rounds.iter().filter_map(bid).take(MOST).collect();
    let (Some((_, first)), Some((_, last))) = (bids.first(), bids.last()) else {
        return html! {};
    };
    let count = u32::try_from(bids.len()).unwrap_or_default();
    // The n-th bid stands around n.
    let half = Decimal::new(5, 1);
    let across = Axis::within(half, whole(count) + half, COLUMNS);
    let up = Axis::round(*last, *first, ROWS);
    // A bid stands until the next one.
    let steps = (0_u32..).zip(&bids).flat_map(|(turn, (_, bid))| {
        let y = up.percent(*bid);
        let at = |turn: u32| point(across.percent(whole(turn) + half), y);
        [at(turn), at(turn + 1)]
    });
    let steps: Vec<String> = steps.collect();
    let reading = |(turn, (round, bid)): (u32, &(&Round, Decimal))| {
        let from = across.percent(whole(turn) + half);
        Reading {
            from,
            width: across.percent(whole(turn + 1) + half) - from,
            text: section.say(&SellerText::Turn {
                round: round.round,
                name: &section.name(round.seller.as_str()),
                turn: round.turn,
                bid: &section.props.paid(*bid),
            }),
        }
    };
    let readings: Vec<Reading> = (0..).zip(&bids).map(reading).collect();
    let mut across = across;
    across.ticks.retain(Decimal::is_integer);
    let frame = Frame {
        label: section.say(&SellerText::Course),
        rows: up.marks(|paid| section.props.paid(paid)),
        columns: across.marks(|turn| section.say(&SellerText::BidNumber(&turn.to_string()))),
    };
    let name = |(turn, (round, bid)): (u32, &(&Round, Decimal))| {
        let middle = across.percent(whole(turn + 1));
        let y = Decimal::ONE_HUNDRED - up.percent(*bid);
        let name = section.name(round.seller.as_str());
        html! { <text key={turn} x={format!("{middle}%")} y={format!("{y}%")} dy="-6" text-anchor="middle">{name}</text> }
    };
    let named = (0_u32..).zip(&bids).filter(|(_, bid)| is_named(&bids, bid));
    let content = html! {
        <>
        {lines(html! { <polyline class="level" points={steps.join(" ")} /> })}
        {for named.map(name)}
        </>
    };
    html! {
        <figure class="chart" id="course">
            <h3>{section.say(&SellerText::Course)}</h3>
            {frame.draw(content, &readings)}
            {save_as::chart(section.props.language, "tender")}
        </figure>
    }
}

/// The bids that can each bear a name.
const MOST_NAMED: usize = 8;

/// Whether a bid bears the name of its seller: each of a few, or else the last one of a seller.
fn is_named(bids: &[(&Round, Decimal)], bid: &(&Round, Decimal)) -> bool {
    let mut of_seller = bids.iter().filter(|other| other.0.seller == bid.0.seller);
    bids.len() <= MOST_NAMED || of_seller.next_back().is_some_and(|last| last.1 == bid.1)
}

/// A round in which a bid was made, and the bid.
fn bid(round: &Round) -> Option<(&Round, Decimal)> {
    match round.turn {
        Turn::Opens(bid) | Turn::Bids(bid) => Some((round, bid.paid())),
        Turn::DropsOut { .. } => None,
    }
}
