//! The inputs of the form.

use netprice::value::path::Path;
use netprice_catalog::network::NetworkNameKind;
use netprice_study::TrafficAnswer;
use yew::prelude::*;

use crate::kit::choice::{Choice, ChoiceOption};
use crate::kit::field::Field;
use crate::kit::form::Form;
use crate::traffic::form::{
    ALL_SERVICES, CarriersChoice, MissingChoice, SERVICES, ShapeChoice, TrafficField, TrafficForm,
};
use crate::traffic::props::TrafficProps;
use crate::traffic::words::TrafficText;

/// The path of a field in the problems of an answer.
fn path(field: TrafficField) -> Option<Path> {
    let at = |name| Some(Path::from("traffic").field(name));
    match field {
        TrafficField::Area => at("area"),
        TrafficField::Service => at("service"),
        TrafficField::Shaved => at("shaved"),
        _ => None,
    }
}

/// The problem of a field: of its text, or else in the answer.
fn problem(
    props: &TrafficProps,
    field: TrafficField,
    found: Option<&TrafficAnswer>,
) -> Option<String> {
    let of_text = props.editor.form.input(field).problem();
    let of_text = of_text.map(|problem| props.language.say(problem));
    of_text.or_else(|| {
        let path = path(field)?;
        let mut problems = found?.problems.iter();
        let located = problems.find(|located| located.path == path)?;
        Some(props.language.say(&located.problem))
    })
}

/// A field of text, with the problem of its text or another one.
pub(crate) fn field(
    props: &TrafficProps,
    field: TrafficField,
    label: &TrafficText<'_>,
    inputmode: &'static str,
    other: Option<String>,
) -> Html {
    let id = TrafficForm::name(field);
    html! {
        <Field
            key={id}
            {id}
            label={props.say(label)}
            text={props.editor.text(field).to_owned()}
            problem={problem(props, field, None).or(other)}
            {inputmode}
            oninput={props.editor.set(field)}
        />
    }
}

pub(crate) fn choice(
    props: &TrafficProps,
    field: TrafficField,
    label: &TrafficText<'_>,
    options: Vec<ChoiceOption>,
    found: Option<&TrafficAnswer>,
) -> Html {
    html! {
        <Choice
            id={TrafficForm::name(field)}
            label={props.say(label)}
            chosen={props.editor.text(field).to_owned()}
            {options}
            problem={problem(props, field, found)}
            onchoose={props.editor.set(field)}
        />
    }
}

/// The inputs of a generated month.
pub(crate) fn generated(props: &TrafficProps) -> Html {
    let option = |shape: &ShapeChoice| {
        let text = props.say(&TrafficText::Shape(*shape));
        (shape.name().to_owned(), text)
    };
    let shapes = ShapeChoice::ALL.iter().map(option).collect();
    let number =
        |of: TrafficField, label: TrafficText<'_>| field(props, of, &label, "numeric", None);
    html! {
        <>
            {choice(props, TrafficField::Shape, &TrafficText::ShapeOf, shapes, None)}
            <div class="fields">
                {number(TrafficField::HighestMbps, TrafficText::HighestMbps)}
                {number(TrafficField::Days, TrafficText::Days)}
            </div>
        </>
    }
}

/// The inputs of the tariffs and the method, with the problems of the answer.
pub(crate) fn tariffs_and_method(props: &TrafficProps, found: Option<&TrafficAnswer>) -> Html {
    let network = &props.network;
    let named = |kind: NetworkNameKind, id: &str| (id.to_owned(), props.name(kind, id));
    let areas = network.areas().into_iter();
    let areas = areas.map(|area| named(NetworkNameKind::Area, area));
    let services = SERVICES.iter();
    let services = services.map(|id| named(NetworkNameKind::Service, id));
    let all = (
        ALL_SERVICES.to_owned(),
        props.say(&TrafficText::AllServices),
    );
    let methods = network.methods.iter();
    let methods = methods.map(|one| (one.id.to_string(), props.method_name(&one.id)));
    let missing = MissingChoice::ALL.iter().map(|rule| {
        let text = props.say(&TrafficText::MissingRule(*rule));
        (rule.name().to_owned(), text)
    });
    let carriers = CarriersChoice::ALL.iter().map(|carriers| {
        let text = props.say(&TrafficText::Carriers(*carriers));
        (carriers.name().to_owned(), text)
    });
    html! {
        <>
            {choice(props, TrafficField::Area, &TrafficText::AreaOf, areas.collect(), found)}
            {choice(props, TrafficField::Service, &TrafficText::ServiceOf, services.chain([all]).collect(), found)}
            {choice(props, TrafficField::Carriers, &TrafficText::CarriersOf, carriers.collect(), None)}
            {choice(props, TrafficField::Missing, &TrafficText::MissingOf, missing.collect(), None)}
            {choice(props, TrafficField::Method, &TrafficText::MethodOf, methods.collect(), None)}
            {field(props, TrafficField::Shaved, &TrafficText::ShavedOf, "numeric", None)}
        </>
    }
}
