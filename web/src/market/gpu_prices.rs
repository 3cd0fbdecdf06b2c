//! The published hourly prices of GPUs.

use netprice::Money;
use netprice::value::decimal::over;
use netprice_catalog::hardware::{GpuHour, HardwareNameKind};
use netprice_study::analysis::old_since;
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::cite::cite;
use crate::kit::words::KitText;
use crate::market::props::MarketProps;
use crate::market::words::MarketText;

/// The folded table of prices.
pub(crate) fn gpu_prices(props: &MarketProps) -> Html {
    let rows = props.hardware.hours.iter().enumerate();
    html! {
        <details class="methods">
            <summary id="gpu-prices"><h2>{props.say(&MarketText::Prices)}</h2></summary>
            <div class="scroll" role="group" tabindex="0" aria-label={props.say(&MarketText::Prices)}>
                <table class="hours">
                    <thead><tr>
                        <th scope="col">{props.say(&MarketText::Gpu)}</th>
                        <th scope="col">{props.language.say(&KitText::Provider)}</th>
                        <th scope="col">{props.say(&MarketText::Kind)}</th>
                        <th scope="col" class="number">{props.say(&MarketText::HourPrice)}</th>
                        <th scope="col">{props.say(&MarketText::Source)}</th>
                    </tr></thead>
                    <tbody>{for rows.map(|(index, hour)| row(props, index, hour))}</tbody>
                </table>
            </div>
        </details>
    }
}

fn row(props: &MarketProps, index: usize, hour: &GpuHour) -> Html {
    let of_one = over(hour.price.get(), Decimal::from(hour.gpus));
    let of_one = Money::new(of_one.unwrap_or_default(), hour.currency);
    let newest = props.hardware.hours.iter();
    let newest = newest.map(|hour| hour.published.as_of.latest()).max();
    let old = newest.and_then(|newest| old_since(hour.published.as_of, newest));
    let old = old.map(|_| {
        let date = props.language.date(hour.published.as_of);
        props.say(&MarketText::Older(&date))
    });
    let note = hour.published.note.as_deref().map(|note| props.note(note));
    let date = props.language.short_date(hour.published.as_of);
    let source = [hour.published.source.to_string(), date]
        .into_iter()
        .chain(note);
    let source = source.collect::<Vec<String>>().join(", ");
    html! {
        <tr key={index}>
            <th scope="row">{&hour.gpu}{" "}<span class="where">{hour.instance.clone()}</span></th>
            <td>{props.name(HardwareNameKind::Provider, hour.provider.as_str())}{" "}<span class="where">{&hour.region}</span></td>
            <td>{props.name(HardwareNameKind::Kind, &hour.kind)}</td>
            <td class="number">{props.language.money(of_one)}</td>
            <td class="source">{cite(source)}<strong class="old">{old}</strong></td>
        </tr>
    }
}
