//! Parts of the page that are loaded when they are first shown.
//!
//! Each is a split point: the build puts the code and the price data that only this part needs into a
//! separate file.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use wasm_split_helpers::SplitLoaderError;
use web_sys::HtmlDetailsElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::kit::language_of_page;
use crate::kit::words::KitText;

/// The function that draws a part from its properties.
pub type Draw = fn(&dyn Any) -> Html;

/// A part that is being loaded.
pub type Loading = Pin<Box<dyn Future<Output = Result<Draw, SplitLoaderError>>>>;

/// A part of the page in a separate file, with its properties.
///
/// It is the same type for every part: what loads and draws a part is once in the program, and not once for
/// each part.
#[derive(Clone)]
pub struct Body {
    /// Tells parts apart that are drawn in the same place.
    name: &'static str,
    load: fn() -> Loading,
    props: Rc<dyn BodyProps>,
}

impl Body {
    /// A part with the function that loads it.
    pub fn new<P: PartialEq + 'static>(
        name: &'static str,
        load: fn() -> Loading,
        props: P,
    ) -> Self {
        let props = Rc::new(props);
        Self { name, load, props }
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.props.equals(other.props.any())
    }
}

/// Properties of some part.
trait BodyProps {
    fn any(&self) -> &dyn Any;

    fn equals(&self, other: &dyn Any) -> bool;
}

impl<P: PartialEq + 'static> BodyProps for P {
    fn any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<P>() == Some(self)
    }
}

/// Declares parts: the file of each, the function that loads it, its component and its properties.
macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident in $file:ident by $load:ident: $component:ident of $props:ident;)*) => {
        $(
            $(#[$doc])*
            pub struct $part;

            impl $part {
                /// The part with its properties.
                pub fn of(props: $props) -> $crate::kit::part::Body {
                    $crate::kit::part::Body::new(stringify!($part), || Box::pin($load()), props)
                }
            }

            #[wasm_split_helpers::wasm_split($file, fallible)]
            fn $load() -> Result<$crate::kit::part::Draw, wasm_split_helpers::SplitLoaderError> {
                Ok(|props| match props.downcast_ref::<$props>() {
                    Some(props) => yew::html! { <$component ..props.clone() /> },
                    None => yew::html! {},
                })
            }
        )*
    };
}

pub(crate) use parts;

/// The properties of [`Folded`].
#[derive(Properties, PartialEq)]
pub struct FoldedProps {
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
    /// The part.
    pub body: Body,
}

/// A part that is loaded and drawn only while it is unfolded.
#[component]
pub fn Folded(props: &FoldedProps) -> Html {
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
            { if *is_open { later(props.body.clone()) } else { html! {} } }
        </details>
    }
}

/// A part, loaded when it is first drawn; if that fails, an alert with a button to try again.
pub fn later(body: Body) -> Html {
    let key = body.name;
    html! { <Later {key} {body} /> }
}

/// The properties of [`Later`].
#[derive(Properties, PartialEq)]
struct LaterProps {
    body: Body,
}

#[component]
fn Later(props: &LaterProps) -> Html {
    let body = &props.body;
    let draw = use_state(|| None::<Result<Draw, SplitLoaderError>>);
    let load = {
        let (draw, load) = (draw.clone(), body.load);
        move || {
            let draw = draw.clone();
            spawn_local(async move { draw.set(Some(load().await)) });
        }
    };
    use_effect_with((), {
        let load = load.clone();
        move |()| load()
    });
    match &*draw {
        Some(Ok(draw)) => draw(body.props.any()),
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
