//! The choice of the question that is shown.

use yew::prelude::*;

use crate::market::form::{CardChoice, MarketField};
use crate::market::section::Section;
use crate::market::words::cards::CardText;

/// The list of the questions.
pub(crate) fn choice(section: Section<'_>) -> Html {
    let shown = section.form().card;
    let set = section.props.editor.set(MarketField::Card);
    let one = |card: &CardChoice| {
        let card = *card;
        let onclick = set.reform(move |_: MouseEvent| card.name().to_owned());
        let current = (card == shown).then_some("page");
        html! {
            <li key={card.name()}>
                <button type="button" id={format!("card-{}", card.name())} aria-current={current} {onclick}>
                    {section.say(&CardText::Name(card))}<small>{section.say(&CardText::About(card))}</small>
                </button>
            </li>
        }
    };
    html! {
        <nav class="cards" aria-label={section.say(&CardText::Questions)}>
            <ul>{for CardChoice::ALL.iter().map(one)}</ul>
        </nav>
    }
}
