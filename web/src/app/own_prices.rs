//! The prices of one's own in the place of published ones, once what reads them is loaded.

use std::rc::Rc;

use netprice_study::Problems;
use wasm_split_helpers::SplitLoaderError;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::forms::{Forms, View};
use crate::app::parts::{Apply, own_prices_applied};
use crate::kit::part::not_loaded;
use crate::kit::{CatalogProp, Shared};
use crate::language::Language;

/// The catalog with prices of one's own, and what is wrong with those.
#[derive(Clone, PartialEq)]
pub(crate) struct OwnPrices {
    /// The catalog.
    pub catalog: CatalogProp,
    /// What is wrong, if anything is.
    pub problem: Option<SheetProblem>,
}

/// Why prices of one's own cannot be used.
#[derive(Clone, PartialEq)]
pub(crate) enum SheetProblem {
    /// The sheet is wrong.
    Wrong(Problems),
    /// What reads it could not be loaded; and what to do to load it again.
    NotLoaded(Callback<MouseEvent>),
}

/// The catalog with the prices of one's own; the published one if they cannot be used, and why.
/// Nothing while what reads a sheet is being loaded.
#[hook]
pub(crate) fn use_own_prices(published: &CatalogProp, forms: &Forms) -> Option<OwnPrices> {
    let apply = use_state(|| None::<Result<Apply, SplitLoaderError>>);
    let sheet = forms.sheet();
    // In the view of prices a sheet begins with the first price that is typed over.
    let is_wanted = !sheet.is_empty() || forms.view == View::Prices;
    let load = {
        let apply = apply.clone();
        move || {
            let apply = apply.clone();
            spawn_local(async move { apply.set(Some(own_prices_applied().await)) });
        }
    };
    use_effect_with(is_wanted && apply.is_none(), {
        let load = load.clone();
        move |is_wanted| {
            if *is_wanted {
                load();
            }
        }
    });
    let is_loaded = apply.as_ref().map(Result::is_ok);
    let key = (published.clone(), sheet.to_owned(), is_loaded);
    let own = use_memo(key, |(published, sheet, _)| {
        let (catalog, problem) = match (&*apply, sheet.as_str()) {
            (_, "") => (published.clone(), None),
            (None, _) => return None,
            (Some(Ok(apply)), sheet) => match apply(published, sheet) {
                Ok(catalog) => (Shared(Rc::new(catalog)), None),
                Err(errors) => (published.clone(), Some(SheetProblem::Wrong(errors))),
            },
            (Some(Err(_)), _) => {
                let again = Callback::from(move |_: MouseEvent| load());
                (published.clone(), Some(SheetProblem::NotLoaded(again)))
            }
        };
        Some(OwnPrices { catalog, problem })
    });
    own.as_ref().clone()
}

/// What is wrong with the prices of one's own.
pub(crate) fn sheet_problem(language: Language, problem: &SheetProblem) -> Html {
    match problem {
        SheetProblem::Wrong(errors) => {
            let all: Vec<String> = errors.iter().map(|error| language.error(error)).collect();
            html! { {all.join("; ")} }
        }
        SheetProblem::NotLoaded(again) => not_loaded(again.clone()),
    }
}
