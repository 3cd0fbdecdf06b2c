//! The reader's own prices, applied by a part of the page that is loaded when it is first needed.

use std::rc::Rc;

use netprice_study::Problems;
use wasm_split_helpers::SplitLoaderError;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::forms::{Forms, View};
use crate::app::parts::{Apply, own_prices_applied};
use crate::kit::part::not_loaded;
use crate::kit::{CatalogProp, Shared};
use crate::language::{Language, Words};

/// The catalogue with the reader's own prices.
pub(crate) struct OwnPrices {
    /// The catalogue; the published one if the prices cannot be used.
    pub catalog: CatalogProp,
    /// The reason why the prices cannot be used.
    pub problem: Option<OwnPricesProblem>,
}

/// A reason why the reader's own prices cannot be used.
pub(crate) enum OwnPricesProblem {
    /// Some prices cannot be applied to the catalogue.
    Wrong(Problems),
    /// The part that applies them could not be loaded; the callback tries again.
    NotLoaded(Callback<MouseEvent>),
}

/// Applies the reader's own prices to the published catalogue; nothing while the part that does so is
/// being loaded.
#[hook]
pub(crate) fn use_own_prices(published: &CatalogProp, forms: &Forms) -> Rc<Option<OwnPrices>> {
    let apply = use_state(|| None::<Result<Apply, SplitLoaderError>>);
    let overrides = &forms.overrides;
    // In the view of the prices the reader may type one at any time.
    let is_wanted = !overrides.is_empty() || forms.view == View::Prices;
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
    let key = (published.clone(), Rc::clone(overrides), is_loaded);
    use_memo(key, |(published, overrides, _)| {
        if overrides.is_empty() {
            return Some(OwnPrices {
                catalog: published.clone(),
                problem: None,
            });
        }
        let applied = match apply.as_ref()? {
            Ok(apply) => apply(published, overrides).map_err(OwnPricesProblem::Wrong),
            Err(_) => {
                let again = Callback::from(move |_: MouseEvent| load());
                Err(OwnPricesProblem::NotLoaded(again))
            }
        };
        Some(match applied {
            Ok(catalog) => OwnPrices {
                catalog: Shared(Rc::new(catalog)),
                problem: None,
            },
            Err(problem) => OwnPrices {
                catalog: published.clone(),
                problem: Some(problem),
            },
        })
    })
}

/// The text that the reader's own prices cannot be used, and the reason.
pub(crate) fn own_prices_problem(language: Language, problem: &OwnPricesProblem) -> Html {
    let reason = match problem {
        OwnPricesProblem::Wrong(errors) => {
            let all: Vec<String> = errors.iter().map(|error| language.error(error)).collect();
            html! { {all.join(language.semicolon())} }
        }
        OwnPricesProblem::NotLoaded(again) => not_loaded(again.clone()),
    };
    html! { <>{language.say(&NotUsed)}{language.gap()}{reason}</> }
}

/// The text that the reader's own prices cannot be used.
///
/// It is here and not among the words of the prices, which are loaded later.
struct NotUsed;

impl Words for NotUsed {
    fn english(&self) -> String {
        "Your prices cannot be used, so published prices apply:".into()
    }

    fn chinese(&self) -> String {
        "你的价格无法采用，仍按目录价计算：".into()
    }
}
