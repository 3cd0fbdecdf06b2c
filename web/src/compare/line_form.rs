//! The form of a line: its numbers and choices, for those who would rather not type words.

use std::rc::Rc;

use netprice::NonNegative;
use netprice_study::workload::Measure;
use netprice_study::workload::ask::Ask;
use yew::prelude::*;

use crate::compare::form::CompareEdit;
use crate::compare::lines::{GROUP, WorkloadForm, WorkloadLine};
use crate::compare::words::cell::CellText;
use crate::compare::words::form::FormText;
use crate::compare::words::sheet::SheetText;
use crate::kit::choice::Choice;
use crate::kit::draft::Draft;
use crate::kit::field::Field;
use crate::language::Language;

/// The properties of [`LineFormView`].
#[derive(Clone, Properties, PartialEq)]
pub struct LineFormProps {
    /// The language of the page.
    pub language: Language,
    /// The workload.
    pub workload: Rc<WorkloadForm>,
    /// The position of the line.
    pub index: usize,
    /// The line.
    pub line: Rc<WorkloadLine>,
    /// Called with each change.
    pub onedit: Callback<CompareEdit>,
}

impl LineFormProps {
    /// Replaces the line.
    fn set(&self, line: WorkloadLine) {
        let workload = WorkloadForm::clone(&self.workload).with_line(self.index, line);
        let field = format!("form {}", self.index);
        self.onedit.emit(CompareEdit::Workload(field, workload));
    }
}

/// The form.
#[component]
pub fn LineFormView(props: &LineFormProps) -> Html {
    let measures = props.line.ask.measures();
    let measure = |(measure, value): &(Measure, NonNegative)| {
        html! { <MeasureField key={measure.name()} of={props.clone()} measure={*measure} value={*value} /> }
    };
    let choice = |name: &&'static str| choice(props, name);
    html! {
        <div class="line-form">
            <h3>{props.language.say(&SheetText::Kind(props.line.ask.name()))}</h3>
            <div class="inputs">
                {for measures.iter().map(measure)}
                {for choices_of(&props.line.ask).iter().map(choice)}
                {group(props)}
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct MeasureProps {
    of: LineFormProps,
    measure: Measure,
    value: NonNegative,
}

/// A number of the line; a text that cannot be read is marked, and the number before stays.
#[component]
fn MeasureField(props: &MeasureProps) -> Html {
    let language = props.of.language;
    let draft = use_state(|| Draft::of(props.value));
    let measure = props.measure;
    let oninput = {
        let (draft, of) = (draft.clone(), props.of.clone());
        Callback::from(move |text: String| {
            let typed = Draft::<NonNegative>::typed(&text);
            if let Some(value) = typed.value() {
                let mut line = WorkloadLine::clone(&of.line);
                line.ask.set(measure, *value);
                of.set(line);
            }
            draft.set(typed);
        })
    };
    // A number that was changed elsewhere, such as in the text of the line.
    let is_changed = draft.value().is_some_and(|held| *held != props.value);
    let text = if is_changed {
        props.value.to_string()
    } else {
        draft.text().to_owned()
    };
    html! {
        <Field
            id={format!("measure-{}", measure.name())}
            label={language.say(&FormText::Measure(measure))}
            {text}
            problem={draft.parsed().err().map(|problem| language.say(problem))}
            {oninput}
        />
    }
}

fn group(props: &LineFormProps) -> Html {
    let text = props.line.labels.get(GROUP).cloned().unwrap_or_default();
    let of = props.clone();
    let oninput = Callback::from(move |text: String| {
        let mut line = WorkloadLine::clone(&of.line);
        if text.trim().is_empty() {
            line.labels.remove(GROUP);
        } else {
            line.labels.insert(GROUP.to_owned(), text);
        }
        of.set(line);
    });
    html! {
        <Field id="line-group" label={props.language.say(&CellText::Group)} {text} problem={None::<String>} inputmode="text" {oninput} />
    }
}

/// The choices of an ask, by their names in the document.
fn choices_of(ask: &Ask) -> &'static [&'static str] {
    match ask {
        Ask::Machines(_) => &["purchase", "os", "processor", "zones"],
        Ask::BlockStorage(_) => &["medium"],
        Ask::ObjectStorage(_) => &["class"],
        Ask::Traffic(_) => &["destination"],
        Ask::Database(_) => &["engine", "zones", "medium"],
        Ask::Cache(_) => &["engine"],
        Ask::LoadBalancer(_) | Ask::Nat(_) | Ask::PublicIp(_) | Ask::Kubernetes(_) => &[],
        Ask::Tokens(_) | Ask::Sku(_) | Ask::Own(_) => &[],
    }
}

/// The values of a choice, by their names in the document.
fn values_of(ask: &Ask, choice: &str) -> &'static [&'static str] {
    match (choice, ask) {
        ("purchase", _) => &["on_demand", "spot", "month"],
        ("os", _) => &["linux", "windows", "rhel", "sles"],
        ("processor", _) => &["x86", "arm", "any"],
        ("zones", _) => &["one", "several"],
        ("medium", _) => &["ssd", "fast_ssd", "hdd"],
        ("class", _) => &["standard", "infrequent", "cold", "archive", "deep_archive"],
        ("destination", _) => &["internet", "region", "zone", "cdn"],
        ("engine", Ask::Cache(_)) => &["redis", "valkey", "memcached"],
        _ => &[
            "mysql",
            "postgres",
            "mariadb",
            "sqlserver",
            "oracle",
            "opensearch",
        ],
    }
}

/// A choice of the line, which is changed as a field of its document.
fn choice(props: &LineFormProps, name: &'static str) -> Html {
    let language = props.language;
    let values = values_of(&props.line.ask, name);
    let document = serde_json::to_value(&props.line.ask).unwrap_or_default();
    let fields = document.get(props.line.ask.name());
    let chosen = fields
        .and_then(|fields| fields.get(name))
        .and_then(|value| value.as_str());
    let chosen = chosen
        .or(values.first().copied())
        .unwrap_or_default()
        .to_owned();
    let options = values.iter();
    let options = options.map(|value| ((*value).to_owned(), language.say(&CellText::Value(value))));
    let of = props.clone();
    let onchoose = Callback::from(move |value: String| {
        let mut line = WorkloadLine::clone(&of.line);
        let mut document = serde_json::to_value(&line.ask).unwrap_or_default();
        if let Some(fields) = document
            .get_mut(line.ask.name())
            .and_then(|fields| fields.as_object_mut())
        {
            fields.insert(name.to_owned(), value.into());
        }
        if let Ok(ask) = serde_json::from_value(document) {
            line.ask = ask;
            of.set(line);
        }
    });
    html! {
        <Choice id={format!("choice-{name}")} label={language.say(&CellText::ChoiceOf(name))} {chosen}
            options={options.collect::<Vec<_>>()} {onchoose} />
    }
}
