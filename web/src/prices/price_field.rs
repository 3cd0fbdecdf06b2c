//! The field of one price.

use std::rc::Rc;

use netprice::NonNegative;
use netprice::value::day::{AsOf, Date, Day};
use netprice_catalog::price_list::SkuTier;
use netprice_study::overrides::PriceOverride;
use netprice_study::overrides::edit::{NewPrice, has_sku, with_price, without_sku};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::kit::CatalogProp;
use crate::kit::cite::decimals;
use crate::kit::draft::Draft;
use crate::language::Language;
use crate::prices::form::PricesEdit;
use crate::prices::own_prices::OWN;
use crate::prices::words::PricesText;

/// The properties of [`PriceField`].
#[derive(Clone, Properties, PartialEq)]
pub(super) struct PriceFieldProps {
    /// The language of the page.
    pub language: Language,
    /// The text of the thing that has the price.
    pub item: String,
    /// The tier of the price.
    pub tier: SkuTier,
    /// The price now.
    pub price: Option<NonNegative>,
    /// The reader's own prices.
    pub overrides: Rc<Vec<PriceOverride>>,
    /// The catalogue, with the reader's own prices.
    pub catalog: CatalogProp,
    /// The reader's day.
    pub today: Date,
    /// Called with each change.
    pub onedit: Callback<PricesEdit>,
}

impl PriceFieldProps {
    /// The reader's own prices with a typed one; `None` for text that is no price.
    fn with_typed(&self, typed: &Draft<NonNegative>) -> Option<Vec<PriceOverride>> {
        let price = NewPrice {
            unit_price: *typed.value()?,
            as_of: AsOf::from(Day::try_from(self.today).ok()?),
            source: OWN,
        };
        // The list has read the price book, so the prices are there.
        with_price(&self.overrides, &self.catalog, &self.tier, price).ok()
    }
}

/// The field of one price, with a button that restores the published price.
#[component]
pub(super) fn PriceField(props: &PriceFieldProps) -> Html {
    let language = props.language;
    // Kept while the field has the focus, since a text that is no price is not in the list.
    let typed = use_state(|| None::<Draft<NonNegative>>);
    let SkuTier { book, sku, .. } = &props.tier;
    let is_own = has_sku(&props.overrides, book, sku);
    let oninput = {
        let (typed, props) = (typed.clone(), props.clone());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let text = Draft::typed(&input.value());
            if let Some(overrides) = props.with_typed(&text) {
                props.onedit.emit(PricesEdit::Overrides(overrides));
            }
            typed.set(Some(text));
        })
    };
    let onblur = {
        let typed = typed.clone();
        Callback::from(move |_: FocusEvent| typed.set(None))
    };
    let restore = {
        let props = props.clone();
        Callback::from(move |_: MouseEvent| {
            let SkuTier { book, sku, .. } = &props.tier;
            let overrides = without_sku(&props.overrides, book, sku);
            props.onedit.emit(PricesEdit::Overrides(overrides));
        })
    };
    let problem = typed.as_ref().and_then(|typed| typed.parsed().err());
    let is_wrong = problem.is_some();
    let value = match &*typed {
        Some(typed) => typed.text().to_owned(),
        None => props
            .price
            .map(|price| price.to_string())
            .unwrap_or_default(),
    };
    let aligned = decimals(&value);
    html! {
        <span class={classes!("field", is_wrong.then_some("wrong"))}>
            <input
                class={classes!("price", aligned)}
                inputmode="decimal"
                autocomplete="off"
                aria-label={language.say(&PricesText::PriceOf(&props.item))}
                aria-invalid={is_wrong.to_string()}
                placeholder={language.say(&PricesText::NotKnown)}
                {value} {oninput} {onblur}
            />
            <small role="status">{problem.map(|problem| language.say(problem))}</small>
            <small class="own" hidden={!is_own}>
                {language.say(&PricesText::Own)}{" "}
                <button type="button" class="published" onclick={restore}>{language.say(&PricesText::Published)}</button>
            </small>
        </span>
    }
}
