//! The context of a comparison as quiet pills: market, offers, currency, tax, budget.

use netprice::Currency;
use netprice::book::tax::TaxBasis;
use yew::prelude::*;

use crate::compare::books_view::BooksProps;
use crate::compare::document::Document;
use crate::compare::form::CompareEdit;
use crate::compare::markets::MarketsProps;
use crate::compare::options::{CompareOption, CompareOptions};
use crate::compare::parts::BooksPart;
use crate::compare::sheet_part::MarketsPart;
use crate::compare::words::form::FormText;
use crate::compare::words::sheet::SheetText;
use crate::kit::CatalogProp;
use crate::kit::choice::Choice;
use crate::kit::field::Field;
use crate::kit::form::Editor;
use crate::kit::part::{Folded, later};
use crate::kit::stage::use_drawn;
use crate::language::Language;
use crate::language::names::OfferName;

const CURRENCIES: [Currency; 2] = [Currency::CNY, Currency::USD];
const TAX_BASES: [(TaxBasis, &str); 3] = [
    (TaxBasis::AsListed, "as_listed"),
    (TaxBasis::BeforeTax, "before_tax"),
    (TaxBasis::WithTax, "with_tax"),
];

/// The properties of [`Pills`].
#[derive(Clone, Properties, PartialEq)]
pub struct PillsProps {
    /// The language of the page.
    pub language: Language,
    /// The study as typed.
    pub document: Document,
    /// The names of the offers.
    pub names: Vec<OfferName>,
    /// The options.
    pub editor: Editor<CompareOptions>,
    /// The catalogue.
    pub catalog: CatalogProp,
    /// Called with each change.
    pub onedit: Callback<CompareEdit>,
}

/// The pills.
#[component]
pub fn Pills(props: &PillsProps) -> Html {
    let language = props.language;
    let markets = MarketsProps {
        language,
        document: props.document.clone(),
        catalog: props.catalog.clone(),
        onedit: props.onedit.clone(),
    };
    let is_drawn = use_drawn();
    let budget = &props.editor.form.budget;
    html! {
        <form class="pills" onsubmit={|event: SubmitEvent| event.prevent_default()}>
            <div class="market-pill">{if is_drawn { later(MarketsPart::of(markets)) } else { html! {} }}</div>
            {offers(props)}
            {currency(props)}
            {tax_basis(props)}
            <Field
                id="budget"
                label={language.bracketed(&language.say(&FormText::Budget), &props.document.currency().to_string())}
                text={budget.text().to_owned()}
                problem={budget.parsed().err().map(|problem| language.say(problem))}
                oninput={props.editor.set(CompareOption::Budget)}
            />
        </form>
    }
}

/// The number of offers, and their choice behind it.
fn offers(props: &PillsProps) -> Html {
    let body = BooksProps {
        language: props.language,
        document: props.document.clone(),
        names: props.names.clone(),
        catalog: props.catalog.clone(),
        onedit: props.onedit.clone(),
    };
    let (used, all) = (props.names.len(), props.catalog.book_ids().count());
    let summary = html! { {props.language.say(&SheetText::OffersOf { used, all })} };
    html! { <Folded id="choose-offers" class="offers-pill" {summary} body={BooksPart::of(body)} /> }
}

fn currency(props: &PillsProps) -> Html {
    let currency = props.document.currency();
    // A link may compare in a currency that the list does not offer.
    let own = Some(currency).filter(|own| !CURRENCIES.contains(own));
    let codes = CURRENCIES.into_iter().chain(own);
    let options = codes.map(|code| (code.to_string(), code.to_string()));
    let onchoose = props.onedit.reform(move |code: String| {
        CompareEdit::Currency(code.parse::<Currency>().unwrap_or(currency))
    });
    html! {
        <Choice
            id="currency"
            label={props.language.say(&FormText::Currency)}
            chosen={currency.to_string()}
            options={options.collect::<Vec<_>>()}
            {onchoose}
        />
    }
}

fn tax_basis(props: &PillsProps) -> Html {
    let language = props.language;
    let basis = props.document.tax_basis();
    let chosen = TAX_BASES.iter().find(|(one, _)| *one == basis);
    let option = |(_, name): &(TaxBasis, &str)| {
        let text = language.say(&FormText::TaxBasisOf(name));
        ((*name).to_owned(), text)
    };
    let onchoose = props.onedit.reform(|name: String| {
        let chosen = TAX_BASES.iter().find(|(_, one)| *one == name);
        CompareEdit::TaxBasis(chosen.map(|(basis, _)| *basis).unwrap_or_default())
    });
    html! {
        <Choice
            id="tax-basis"
            label={language.say(&FormText::TaxBasis)}
            chosen={chosen.map(|(_, name)| *name).unwrap_or_default()}
            options={TAX_BASES.iter().map(option).collect::<Vec<_>>()}
            {onchoose}
        />
    }
}
