//! What a person types: the workload, the contracts, the currency.

use crate::compare::number::WorkloadNumber;
use crate::compare::options::{CompareOption, CompareOptions};
use crate::kit::form::Editor;
use crate::kit::words::KitText;
use netprice::book::tax::TaxBasis;
use netprice::{Currency, Discount};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::compare::books_view::BooksProps;
use crate::compare::contract::ContractForm;
use crate::compare::document::Document;
use crate::compare::form::CompareEdit;
use crate::compare::parts::{BooksPart, TermsPart};
use crate::compare::props::Evaluated;
use crate::compare::terms_props::TermsProps;
use crate::compare::words::form::FormText;
use crate::kit::choice::Choice;
use crate::kit::draft::{Draft, Optional};
use crate::kit::field::Field;
use crate::kit::form::Form;
use crate::kit::part::Folded;
use crate::kit::stage::{Stage, use_stage};
use crate::kit::{CatalogProp, say};
use crate::language::Language;
use crate::language::names::OfferName;

const CURRENCIES: [Currency; 2] = [Currency::CNY, Currency::USD];
const TAX_BASES: [(TaxBasis, &str); 3] = [
    (TaxBasis::AsListed, "as_listed"),
    (TaxBasis::BeforeTax, "before_tax"),
    (TaxBasis::WithTax, "with_tax"),
];

/// The properties of [`FormView`].
#[derive(Properties, PartialEq)]
pub struct FormProps {
    /// The language of the page.
    pub language: Language,
    /// The study as typed.
    pub document: Document,
    /// What it comes to.
    pub evaluation: Evaluated,
    /// What people call the provider of each offer.
    pub names: Vec<OfferName>,
    /// The options.
    pub editor: Editor<CompareOptions>,
    /// The catalog, for its notes.
    pub catalog: CatalogProp,
    /// Called with each change.
    pub onedit: Callback<CompareEdit>,
}

/// The form.
#[component]
pub fn FormView(props: &FormProps) -> Html {
    let language = props.language;
    let restart = props
        .onedit
        .reform(|_: MouseEvent| CompareEdit::Restart(Document::six_clouds()));
    let budget = &props.editor.form.budget;
    let is_ready = use_stage() >= Stage::Contracts;
    let contracts = if is_ready { props.names.len() } else { 0 };
    html! {
        <form class="plan" onsubmit={|event: SubmitEvent| event.prevent_default()}>
            <fieldset>
                <legend>{say(language, &FormText::Workload)}</legend>
                <div class="fields">
                    {for WorkloadNumber::ALL.into_iter().map(|field| workload_field(props, field))}
                </div>
                <p class="hint">{say(language, &FormText::MachineRule)}{" "}{say(language, &FormText::GbRule)}</p>
            </fieldset>
            <fieldset>
                <legend>{say(language, &FormText::Contract)}</legend>
                <p class="hint">{say(language, &FormText::ContractHint)}</p>
                <div class="contracts">
                    {for (0..contracts).map(|offer| pay_field(props, offer))}
                </div>
                {choice_of_offers(props)}
            </fieldset>
            <div class="tools">
                {tax_basis_choice(props)}
                <Field
                    id="budget"
                    label={format!("{} ({})", language.say(&FormText::Budget), props.document.currency())}
                    text={budget.text().to_owned()}
                    problem={budget.parsed().err().map(|problem| language.say(problem))}
                    oninput={props.editor.set(CompareOption::Budget)}
                />
                {currency_choice(props)}
                <button type="button" onclick={restart}>
                    {say(language, &FormText::Restart)}
                </button>
            </div>
        </form>
    }
}

fn choice_of_offers(props: &FormProps) -> Html {
    let body = BooksProps {
        language: props.language,
        document: props.document.clone(),
        names: props.names.clone(),
        catalog: props.catalog.clone(),
        onedit: props.onedit.clone(),
    };
    let summary = say(props.language, &FormText::Offers);
    html! { <Folded id="choose-offers" class="terms" {summary} body={BooksPart::of(body)} /> }
}

fn workload_field(props: &FormProps, field: WorkloadNumber) -> Html {
    // The library limits numbers that can be read, such as the hours of a month.
    let problem = props.evaluation.workload.get(&field);
    let oninput = props
        .onedit
        .reform(move |text| CompareEdit::Workload(field, text));
    html! {
        <Field
            key={field.name()}
            id={field.name()}
            label={props.language.say(&FormText::Number(field))}
            text={props.document.workload.text(field).to_owned()}
            problem={problem.map(|problem| props.language.say(problem))}
            {oninput}
        />
    }
}

fn pay_field(props: &FormProps, offer: usize) -> Html {
    let language = props.language;
    let name = props
        .names
        .get(offer)
        .map(|name| name.provider.as_str())
        .unwrap_or_default();
    let Some(contract) = props.document.contract(offer) else {
        return html! {
            <p key={offer} class="hint"><b>{name}</b>{": "}{say(language, &FormText::OtherTerms)}</p>
        };
    };
    let (Some(full_name), Some(form)) = (props.names.get(offer), props.document.offers.get(offer))
    else {
        return html! { <span key={offer}></span> };
    };
    let is_used = *contract
        != ContractForm {
            discount: contract.discount.clone(),
            ..ContractForm::default()
        };
    let more = FormText::MoreTerms(&full_name.provider);
    let summary = html! { {say(language, &more)} };
    let machines = props.document.workload.text(WorkloadNumber::Machines);
    let terms = TermsProps {
        language,
        offer,
        name: full_name.clone(),
        contract: contract.clone(),
        evaluation: props.evaluation.clone(),
        of: form.offer.clone(),
        catalog: props.catalog.clone(),
        machines: machines.to_owned(),
        onedit: props.onedit.clone(),
    };
    let discount = &contract.discount;
    let oninput = terms.edit(|contract, text: String| contract.discount = Draft::typed(&text));
    html! {
        <div key={offer} class="contract">
            <Field
                id={format!("pay-{offer}")}
                label={name.to_owned()}
                aria_label={language.say(&FormText::ContractOf(name))}
                text={discount.text().to_owned()}
                problem={terms.problem(discount.parsed().err())}
                meaning={meaning_of(language, discount)}
                inputmode="text"
                oninput={oninput.clone()}
            />
            {slider(language, offer, name, discount, &oninput)}
            <Folded id={format!("more-terms-{offer}")} class="terms" open={is_used} {summary} body={TermsPart::of(terms)} />
        </div>
    }
}

/// The slider of a pay rate: what it is moved to is typed for the person.
fn slider(
    language: Language,
    offer: usize,
    name: &str,
    discount: &Draft<Optional<Discount>>,
    typed: &Callback<String>,
) -> Html {
    let now = match discount.value() {
        Some(Optional(Some(discount))) => discount.in_percent(),
        Some(Optional(None)) | None => "100".to_owned(),
    };
    let oninput = typed.reform(move |event: InputEvent| {
        let slider: HtmlInputElement = event.target_unchecked_into();
        let paid = format!("pay {}%", slider.value());
        match (paid.parse::<Discount>(), language) {
            (Ok(rate), Language::Simplified | Language::Traditional) => {
                format!("{}折", rate.in_tenths())
            }
            (Ok(_), Language::English) | (Err(_), _) => paid,
        }
    });
    html! {
        <input
            id={format!("slide-{offer}")}
            class="slide"
            type="range"
            min="1"
            max="100"
            step="1"
            aria-label={language.say(&FormText::PaySlider(name))}
            value={now}
            {oninput}
        />
    }
}

fn meaning_of(language: Language, discount: &Draft<Optional<Discount>>) -> Option<String> {
    let Optional(Some(rate)) = discount.value()? else {
        return Some(language.say(&FormText::AtList));
    };
    Some(language.say(&KitText::SamePay {
        tenths: &rate.in_tenths(),
        percent: &rate.in_percent(),
        saved: &rate.saved_percent(),
    }))
}

fn currency_choice(props: &FormProps) -> Html {
    let currency = props.document.currency();
    // A link may compare in a currency that the list does not offer.
    let own = Some(currency).filter(|own| !CURRENCIES.contains(own));
    let codes = CURRENCIES.into_iter().chain(own);
    let options = codes.map(|code| (code.to_string(), code.to_string()));
    let chosen = currency.to_string();
    let onchoose = props.onedit.reform(move |code: String| {
        CompareEdit::Currency(code.parse::<Currency>().unwrap_or(currency))
    });
    html! {
        <Choice
            id="currency"
            label={props.language.say(&FormText::Currency)}
            {chosen}
            options={options.collect::<Vec<_>>()}
            {onchoose}
        />
    }
}

fn tax_basis_choice(props: &FormProps) -> Html {
    let language = props.language;
    let is_chosen = |basis: TaxBasis| basis == props.document.tax_basis();
    let mut bases = TAX_BASES.iter();
    let chosen = bases.find(|(basis, _)| is_chosen(*basis));
    let options = TAX_BASES.iter();
    let options = options.map(|(_, name)| {
        (
            (*name).to_owned(),
            language.say(&FormText::TaxBasisOf(name)),
        )
    });
    let onchoose = props.onedit.reform(|name: String| {
        let mut bases = TAX_BASES.iter();
        let chosen = bases.find(|(_, one)| *one == name);
        CompareEdit::TaxBasis(chosen.map(|(basis, _)| *basis).unwrap_or_default())
    });
    html! {
        <Choice
            id="tax-basis"
            label={language.say(&FormText::TaxBasis)}
            chosen={chosen.map(|(_, name)| *name).unwrap_or_default()}
            options={options.collect::<Vec<_>>()}
            {onchoose}
        />
    }
}
