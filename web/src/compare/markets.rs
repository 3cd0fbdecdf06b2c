//! The choice of a market: the price books of a part of the world in place of the present offers.

use yew::prelude::*;

use crate::compare::document::Document;
use crate::compare::form::CompareEdit;
use crate::compare::words::sheet::SheetText;
use crate::kit::CatalogProp;
use crate::kit::choice::Choice;
use crate::kit::tables::ask;
use crate::language::Language;

/// The properties of [`Markets`].
#[derive(Clone, Properties, PartialEq)]
pub struct MarketsProps {
    /// The language of the page.
    pub language: Language,
    /// The study as typed.
    pub document: Document,
    /// The catalogue.
    pub catalog: CatalogProp,
    /// Called with each change.
    pub onedit: Callback<CompareEdit>,
}

/// The markets as a select box; a choice of offers of one's own is an option while it is chosen.
#[component]
pub fn Markets(props: &MarketsProps) -> Html {
    ask(["sets.csv"]);
    let language = props.language;
    let sets = props.catalog.starting_sets().unwrap_or_default();
    let used = props.document.price_books();
    let is_within = |books: &[netprice::value::id::BookId]| {
        used.iter()
            .all(|book| books.iter().any(|one| one.as_str() == *book))
    };
    let chosen = sets.iter().find(|set| is_within(&set.books));
    let chosen_id = chosen.map(|set| set.id.clone()).unwrap_or_default();
    let own = chosen
        .is_none()
        .then(|| (String::new(), language.say(&SheetText::OwnChoice)));
    let options = sets.iter().map(|set| {
        let name = language.of([&set.name_en, &set.name_zh]);
        (set.id.clone(), name)
    });
    let options = own.into_iter().chain(options).collect::<Vec<_>>();
    let onchoose = {
        let sets = sets.clone();
        props.onedit.reform(move |id: String| {
            let set = sets.iter().find(|set| set.id == id);
            CompareEdit::Books(set.map(|set| set.books.clone()).unwrap_or_default())
        })
    };
    html! {
        <Choice id="market" label={language.say(&SheetText::Market)} chosen={chosen_id} {options} {onchoose} />
    }
}
