//! Parts of the page that are loaded when they are first shown.
//!
//! Each is a split point: the build puts the code and the price data that only this part needs into a
//! separate file.

use std::future::Future;
use std::pin::Pin;

use wasm_split_helpers::SplitLoaderError;
use web_sys::HtmlDetailsElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::kit::language_of_page;
use crate::kit::words::KitText;

/// The function that draws a part.
pub type Draw<P> = fn(P) -> Html;

/// A part that is being loaded.
pub type Loading<P> = Pin<Box<dyn Future<Output = Result<Draw<P>, SplitLoaderError>>>>;

/// A part of the page in a separate file.
pub trait LazyPart: 'static {
    /// The properties of its component.
    type Props: Properties + Clone;

    /// Loads the file of the part.
    fn load() -> Loading<Self::Props>;
}

/// Declares parts: the file of each, the function that loads it, its component and its properties.
macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident in $file:ident by $load:ident: $component:ident of $props:ident;)*) => {
        $(
            $(#[$doc])*
            pub struct $part;

            impl $crate::kit::part::LazyPart for $part {
                type Props = $props;

                fn load() -> $crate::kit::part::Loading<$props> {
                    Box::pin($load())
                }
            }

            #[wasm_split_helpers::wasm_split($file, fallible)]
            fn $load() -> Result<$crate::kit::part::Draw<$props>, wasm_split_helpers::SplitLoaderError> {
                Ok(|props| yew::html! { <$component ..props /> })
            }
        )*
    };
}

pub(crate) use parts;

/// The properties of [`Folded`].
#[derive(Properties, PartialEq)]
pub struct FoldedProps<B: Properties + Clone> {
    /// The id of the summary.
    pub id: String,
    /// The class of the `details` element.
    pub class: &'static str,
    /// The summary, which is always shown.
    pub summary: Html,
    /// Whether the whole is hidden.
    #[prop_or_default]
    pub hidden: bool,
    /// Whether the part is unfolded at first.
    #[prop_or_default]
    pub open: bool,
    /// The properties of the part.
    pub body: B,
}

/// A part that is loaded and drawn only while it is unfolded.
#[component]
pub fn Folded<P: LazyPart>(props: &FoldedProps<P::Props>) -> Html {
    let is_open = use_state(|| props.open);
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| {
            let details: HtmlDetailsElement = event.target_unchecked_into();
            is_open.set(details.open());
        })
    };
    html! {
        <details class={props.class} open={props.open} hidden={props.hidden} {ontoggle}>
            <summary id={props.id.clone()}>{props.summary.clone()}</summary>
            { if *is_open { html! { <Later<P> ..props.body.clone() /> } } else { html! {} } }
        </details>
    }
}

/// A part, loaded when it is first drawn; if that fails, an alert with a button to try again.
#[component]
pub fn Later<P: LazyPart>(props: &P::Props) -> Html {
    let draw = use_state(|| None::<Result<Draw<P::Props>, SplitLoaderError>>);
    let load = {
        let draw = draw.clone();
        move || {
            let draw = draw.clone();
            spawn_local(async move { draw.set(Some(P::load().await)) });
        }
    };
    use_effect_with((), {
        let load = load.clone();
        move |()| load()
    });
    match &*draw {
        Some(Ok(draw)) => draw(props.clone()),
        None => {
            let said = language_of_page().say(&KitText::Loading);
            html! { <p class="hint loading-part" aria-busy="true">{said}</p> }
        }
        Some(Err(_)) => {
            let again = Callback::from(move |_: MouseEvent| load());
            html! { <p class="alert" role="alert">{not_loaded(again)}</p> }
        }
    }
}

/// The text that a part could not be loaded, with a button to try again.
pub fn not_loaded(again: Callback<MouseEvent>) -> Html {
    let language = language_of_page();
    html! {
        <>
            {language.say(&KitText::NotLoaded)}{" "}
            <button type="button" onclick={again}>{language.say(&KitText::Again)}</button>
        </>
    }
}
