//! The table of a quantity split into tiers.

use netprice::NonNegative;
use netprice::rating::step::Slice;
use netprice::value::decimal::print;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::value::quantity::Quantity;
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::number::{exact, grouped};
use crate::kit::say;
use crate::kit::words::KitText;
use crate::language::Language;

/// The table of the slices of a quantity, one row for each tier.
pub fn slices_table(language: Language, slices: &[Slice]) -> Html {
    table_of(language, slices, |slice| {
        [quantity(language, &slice.quantity), exact(slice.cost)]
    })
}

/// The table of the slices of a measured quantity: rounded to two decimals, and costs to the minor unit. What
/// is exact is read where the pointer is.
pub fn rounded_slices_table(language: Language, slices: &[Slice]) -> Html {
    table_of(language, slices, |slice| {
        let (places, mode) = (2, RoundingMode::HalfUp);
        let rounded = Rounding { places, mode }.apply(slice.quantity.value());
        let rounded = with_unit(language, &slice.quantity, rounded);
        [rounded, language.money(slice.cost)]
    })
}

fn table_of(language: Language, slices: &[Slice], shown: impl Fn(&Slice) -> [String; 2]) -> Html {
    let row = |slice: &Slice| {
        let [amount, cost] = shown(slice);
        html! {
            <tr key={slice.from.to_string()}>
                <td>{tier(language, slice.from, slice.up_to)}</td>
                <td class="number" title={quantity(language, &slice.quantity)}>{amount}</td>
                <td class="number">{exact(slice.unit_price)}</td>
                <td class="number" title={exact(slice.cost)}>{cost}</td>
            </tr>
        }
    };
    html! {
        // The table scrolls on a narrow screen, so it must be reachable by keyboard.
        <div class="scroll" role="group" tabindex="0" aria-label={language.say(&KitText::Tier)}>
            <table class="slices">
                <thead>
                    <tr>
                        <th scope="col">{say(language, &KitText::Tier)}</th>
                        <th scope="col" class="number">{say(language, &KitText::Quantity)}</th>
                        <th scope="col" class="number">{say(language, &KitText::UnitPrice)}</th>
                        <th scope="col" class="number">{say(language, &KitText::Cost)}</th>
                    </tr>
                </thead>
                <tbody>{for slices.iter().map(row)}</tbody>
            </table>
        </div>
    }
}

fn tier(language: Language, from: NonNegative, up_to: Option<NonNegative>) -> String {
    let from_text = grouped(&from.to_string());
    match up_to {
        Some(up_to) => language.say(&KitText::TierTo {
            from: &from_text,
            up_to: &grouped(&up_to.to_string()),
        }),
        None if from.get().is_zero() => language.say(&KitText::AllUnits),
        None => language.say(&KitText::TierAbove(&from_text)),
    }
}

/// A quantity with its unit, in a language.
pub fn quantity(language: Language, quantity: &Quantity) -> String {
    with_unit(language, quantity, quantity.value())
}

fn with_unit(language: Language, quantity: &Quantity, value: Decimal) -> String {
    let unit = language.say(&KitText::Unit(quantity.unit().as_str()));
    format!("{} {unit}", grouped(&print(value)))
}
