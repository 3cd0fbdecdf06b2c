//! Parts of the page that are no part of its first download: each is loaded when it is first shown.
//!
//! Each is a split point: what only a part needs, prices of its data included, is put into a file
//! of its own when the page is built.

// The macro of the split points declares what the file of a part imports and exports.

use std::future::Future;
use std::pin::Pin;

use netprice_catalog::Catalog;
use netprice_study::Problems as Wrong;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::HtmlDetailsElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::bandwidth::BandwidthView;
use super::break_even::BreakEven;
use super::by_service::ByService;
use super::gpu::GpuView;
use super::keep::{Keep, KeepProps};
use super::load::Load;
use super::prices::PricesView;
use super::problems::{Problems, ProblemsProps};
use super::sensitivity::Sensitivity;
use super::steps::Steps;
use super::steps_props::StepsProps;
use super::terms::Terms;
use super::terms_props::TermsProps;
use super::{SectionProps, ViewProps, language_of_page};
use crate::own_prices;
use crate::text::more::MoreText;

/// Draws a part.
pub(crate) type Draw<P> = fn(P) -> Html;

/// A part that is being loaded.
pub(crate) type Loading<P> = Pin<Box<dyn Future<Output = Result<Draw<P>, SplitLoaderError>>>>;

/// A part of the page that has a file of its own.
pub(crate) trait Part: 'static {
    /// What it is drawn from.
    type Props: Properties + Clone;

    /// Loads it.
    fn load() -> Loading<Self::Props>;
}

macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident in $file:ident by $load:ident: $component:ident of $props:ident;)*) => {
        $(
            $(#[$doc])*
            pub(crate) struct $part;

            impl Part for $part {
                type Props = $props;

                fn load() -> Loading<$props> {
                    Box::pin($load())
                }
            }

            #[wasm_split($file, fallible)]
            fn $load() -> Result<Draw<$props>, SplitLoaderError> {
                Ok(|props| html! { <$component ..props /> })
            }
        )*
    };
}

parts! {
    /// The view of traffic.
    TrafficPart in bandwidth by load_bandwidth: BandwidthView of ViewProps;
    /// The view of GPUs.
    GpuPart in gpu by load_gpu: GpuView of ViewProps;
    /// The view of all prices.
    PricesPart in prices by load_prices: PricesView of ViewProps;
    /// The steps of a quote.
    StepsPart in details by load_steps: Steps of StepsProps;
    /// The clauses of a contract.
    TermsPart in details by load_terms: Terms of TermsProps;
    /// What each service costs.
    ByServicePart in details by load_by_service: ByService of SectionProps;
    /// What moves the answer.
    SensitivityPart in details by load_sensitivity: Sensitivity of SectionProps;
    /// The break-even chart.
    BreakEvenPart in details by load_break_even: BreakEven of SectionProps;
    /// How much to commit to.
    LoadPart in details by load_load: Load of SectionProps;
    /// What is wrong with the study as a whole.
    ProblemsPart in keep by load_problems: Problems of ProblemsProps;
    /// Saving and sharing.
    KeepPart in keep by load_keep: Keep of KeepProps;
}

/// Puts the prices of a sheet in the place of published ones.
pub(crate) type Apply = fn(&Catalog, &str) -> Result<Catalog, Wrong>;

/// Loads what reads a sheet.
#[wasm_split(prices, fallible)]
pub(crate) fn own_prices_applied() -> Result<Apply, SplitLoaderError> {
    Ok(own_prices::applied)
}

/// The properties of [`Folded`].
#[derive(Properties, PartialEq)]
pub(crate) struct FoldedProps<B: Properties + Clone> {
    /// The id of what is clicked on.
    pub id: String,
    /// The class of the whole.
    pub class: &'static str,
    /// What is seen of it while it is folded.
    pub summary: Html,
    /// Whether there is nothing to see.
    #[prop_or_default]
    pub hidden: bool,
    /// Whether it is open at first.
    #[prop_or_default]
    pub open: bool,
    /// What the part is drawn from.
    pub body: B,
}

/// A part that is folded away, and that loads and works out nothing while it is.
#[component]
pub(crate) fn Folded<P: Part>(props: &FoldedProps<P::Props>) -> Html {
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

/// A part, once it is there; if it cannot be loaded, that, and a button to try again.
#[component]
pub(crate) fn Later<P: Part>(props: &P::Props) -> Html {
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
            let said = MoreText::Loading.say(language_of_page());
            html! { <p class="hint loading-part" aria-busy="true">{said}</p> }
        }
        Some(Err(_)) => {
            let again = Callback::from(move |_: MouseEvent| load());
            html! { <p class="alert" role="alert">{not_loaded(again)}</p> }
        }
    }
}

/// Says that a part could not be loaded, with a button to try again.
pub(super) fn not_loaded(again: Callback<MouseEvent>) -> Html {
    let language = language_of_page();
    html! {
        <>
            {MoreText::NotLoaded.say(language)}{" "}
            <button type="button" onclick={again}>{MoreText::Again.say(language)}</button>
        </>
    }
}
