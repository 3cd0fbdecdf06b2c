//! The discounts on the tariffs: those of the comparison, and those that are typed here.

use std::collections::BTreeSet;

use netprice::Discount;
use netprice::value::id::Provider;
use netprice_catalog::network::NetworkNameKind;
use netprice_study::traffic::{AgreedDiscount, discounts_of, discounts_of_offers};
use yew::prelude::*;

use crate::kit::draft::Typed;
use crate::kit::field::Field;
use crate::kit::form::{Edit, Form};
use crate::traffic::bill_words::TariffText;
use crate::traffic::discounts::{typed_for, with_typed};
use crate::traffic::form::{DiscountsChoice, TrafficField, TrafficForm};
use crate::traffic::inputs::choice;
use crate::traffic::props::TrafficProps;
use crate::traffic::words::TrafficText;

/// The providers with a tariff in the area, in the order of the catalogue.
fn providers(props: &TrafficProps) -> Vec<&Provider> {
    let area = props.editor.text(TrafficField::Area);
    let tariffs = props.network.tariffs.iter();
    let there = tariffs.filter(|tariff| tariff.area == area);
    let mut seen = BTreeSet::new();
    let providers = there.map(|tariff| &tariff.provider);
    providers
        .filter(|provider| seen.insert(*provider))
        .collect()
}

/// A discount in the notation of the language.
pub(crate) fn named(props: &TrafficProps, pay: Discount) -> String {
    let (tenths, saved) = (pay.in_tenths(), pay.saved_percent());
    props.say(&TariffText::Discount {
        tenths: &tenths,
        saved: &saved,
    })
}

/// The section: where the discounts are from, and a field for each provider.
pub(crate) fn discounts(props: &TrafficProps) -> Html {
    let offers = discounts_of_offers(&props.study, &props.catalog);
    let sources = DiscountsChoice::ALL.iter().map(|from| {
        let text = props.say(&TrafficText::Discounts(*from));
        (from.name().to_owned(), text)
    });
    let is_from_offers = props.editor.form.discounts_from == DiscountsChoice::Offers;
    let field = |provider: &&Provider| {
        let offered = offers.get(*provider).filter(|_| is_from_offers);
        discount_field(props, provider, offered)
    };
    let providers = providers(props);
    html! {
        <details class="discounts">
            <summary id="discounts">{summary(props, &providers)}</summary>
            {choice(props, TrafficField::DiscountsFrom, &TrafficText::DiscountsOf, sources.collect(), None)}
            <div class="fields">{for providers.iter().map(field)}</div>
        </details>
    }
}

/// The discounts that are billed, in one line.
fn summary(props: &TrafficProps, providers: &[&Provider]) -> String {
    let agreed = discounts_of(&props.study, &props.catalog);
    let of = |provider: &&Provider| {
        let name = props.name(NetworkNameKind::Provider, provider.as_str());
        let pay = agreed.get(*provider)?.pay;
        Some(format!("{name} {}", named(props, pay)))
    };
    let agreed: Vec<String> = providers.iter().filter_map(of).collect();
    props.say(&TrafficText::Agreed(&agreed))
}

/// The field of a provider: what is typed, and below it the discount of the comparison.
fn discount_field(
    props: &TrafficProps,
    provider: &Provider,
    offered: Option<&AgreedDiscount>,
) -> Html {
    let id = format!("discount-{provider}");
    let text = typed_for(&props.editor.form.discounts, provider.as_str()).to_owned();
    let read = Discount::read(&text);
    let problem = read.as_ref().err().filter(|_| !text.is_empty());
    let problem = problem.map(|problem| props.language.say(problem));
    let meaning = match (&read, offered) {
        (Ok(pay), _) => Some(named(props, *pay)),
        (Err(_), Some(agreed)) => {
            let pay = named(props, agreed.pay);
            Some(props.say(&TrafficText::FromComparison(&pay)))
        }
        (Err(_), None) => None,
    };
    let oninput = {
        let (editor, provider) = (props.editor.clone(), provider.clone());
        Callback::from(move |typed: String| {
            let form = TrafficForm::clone(&editor.form);
            let text = with_typed(&form.discounts, provider.as_str(), &typed);
            editor.onedit.emit(Edit {
                form: form.with(TrafficField::Discounts, &text),
                field: TrafficForm::name(TrafficField::Discounts),
            });
        })
    };
    let label = props.name(NetworkNameKind::Provider, provider.as_str());
    html! { <Field key={provider.to_string()} {id} {label} {text} {problem} {meaning} inputmode="text" {oninput} /> }
}
