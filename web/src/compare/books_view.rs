//! The choice of the offers: any price book of the catalogue can be added, and any offer removed.

use netprice::value::id::BookId;
use netprice_catalog::price_list::has_all_words;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::compare::document::Document;
use crate::compare::form::CompareEdit;
use crate::compare::words::books::BooksText;
use crate::kit::{CatalogProp, say};
use crate::language::Language;
use crate::language::names::{OfferName, book_name};

/// The most price books that are listed at once.
const MOST_SHOWN: usize = 20;

/// The properties of [`Books`].
#[derive(Clone, Properties, PartialEq)]
pub struct BooksProps {
    /// The language of the page.
    pub language: Language,
    /// The study as typed.
    pub document: Document,
    /// The names of the providers of the offers.
    pub names: Vec<OfferName>,
    /// The catalogue.
    pub catalog: CatalogProp,
    /// Called with each change.
    pub onedit: Callback<CompareEdit>,
}

/// The offers, each with a button that removes it, and a search for more.
#[component]
pub fn Books(props: &BooksProps) -> Html {
    let language = props.language;
    let search = use_state(String::new);
    let oninput = {
        let search = search.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            search.set(input.value());
        })
    };
    let used = props.document.price_books();
    let others = props.catalog.book_ids();
    let others = others.filter(|id| !used.contains(&id.as_str()));
    let found = others.filter_map(|id| {
        let name = book_name(&props.catalog, id.as_str(), language);
        let texts = [name.provider.as_str(), &name.place, id.as_str()];
        has_all_words(&texts, &search).then_some((id, name))
    });
    let found: Vec<(&BookId, OfferName)> = found.collect();
    let shown = found.len().min(MOST_SHOWN);
    let offers = props.names.iter().enumerate();
    html! {
        <>
            <ul class="offers-in-use">{for offers.map(|(offer, name)| used_row(props, offer, name))}</ul>
            <div class="field">
                <label for="search-books">{say(language, &BooksText::Search)}</label>
                <input id="search-books" type="search" autocomplete="off" value={(*search).clone()} {oninput} />
            </div>
            <p class="hint" id="books-found" role="status">{say(language, &BooksText::Found { shown, count: found.len() })}</p>
            <ul class="books-found">{for found.iter().take(MOST_SHOWN).map(|(id, name)| other_row(props, id, name))}</ul>
        </>
    }
}

fn used_row(props: &BooksProps, offer: usize, name: &OfferName) -> Html {
    let full = format!("{} {}", name.provider, name.place);
    let onclick = props
        .onedit
        .reform(move |_: MouseEvent| CompareEdit::Remove(offer));
    let label = props.language.say(&BooksText::Remove(&full));
    // A comparison keeps one offer.
    let disabled = props.names.len() == 1;
    html! {
        <li key={full.clone()}>
            {full}{" "}
            <button type="button" id={format!("remove-{offer}")} aria-label={label} {disabled} {onclick}>{"×"}</button>
        </li>
    }
}

fn other_row(props: &BooksProps, id: &BookId, name: &OfferName) -> Html {
    let full = format!("{} {}", name.provider, name.place);
    let book = id.clone();
    let onclick = props
        .onedit
        .reform(move |_: MouseEvent| CompareEdit::Add(book.clone()));
    html! {
        <li key={id.to_string()}>
            <button type="button" id={format!("add-{id}")} {onclick}>
                {say(props.language, &BooksText::Add(&full))}{" "}<small>{&name.currency}</small>
            </button>
        </li>
    }
}
