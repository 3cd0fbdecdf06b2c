//! The sheet: rows are the lines of the workload, columns are the offers with their contracts.

mod add;
mod foot;
mod head;
mod keys;
mod lines;

use std::collections::BTreeSet;

use netprice::NonNegative;
use netprice::value::day::Date;
use netprice::value::id::LineId;
use netprice_study::analysis::{ByLine, by_line};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::compare::cell::CellProps;
use crate::compare::columns::{Column, columns, in_order};
use crate::compare::document::Document;
use crate::compare::form::CompareEdit;
use crate::compare::line_form::LineFormProps;
use crate::compare::lines::WorkloadForm;
use crate::compare::parts::{CellPart, LineFormPart, StepsPart, TermsPart};
use crate::compare::props::Evaluated;
use crate::compare::steps_props::StepsProps;
use crate::compare::words::form::FormText;
use crate::compare::words::sheet::SheetText;
use crate::kit::part::{Body, later};
use crate::kit::{CatalogProp, save_as, say};
use crate::language::Language;
use crate::language::names::OfferName;

use self::add::AddLine;

/// The properties of [`Sheet`].
#[derive(Clone, Properties, PartialEq)]
pub struct SheetProps {
    /// The language of the page.
    pub language: Language,
    /// The study as typed.
    pub document: Document,
    /// The answer to the study.
    pub evaluation: Evaluated,
    /// The names of the offers.
    pub names: Vec<OfferName>,
    /// The catalogue.
    pub catalog: CatalogProp,
    /// The monthly budget, in the currency of the comparison.
    pub budget: Option<NonNegative>,
    /// The reader's day.
    pub today: Date,
    /// Called with each change.
    pub onedit: Callback<CompareEdit>,
}

/// The most columns that share the width evenly; more are as wide as they need.
const FIXED: usize = 6;

/// What is open in the sheet, below its row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Opened {
    /// The terms of the contract of an offer.
    Terms(usize),
    /// The calculation of an offer.
    Offer(usize),
    /// A line at an offer.
    Cell(usize, LineId),
    /// The form of a line.
    Line(usize),
}

/// What the reader has opened, chosen and folded in the sheet.
#[derive(Clone, PartialEq)]
struct View {
    opened: UseStateHandle<BTreeSet<Opened>>,
    /// The groups whose lines are hidden.
    folded: UseStateHandle<BTreeSet<String>>,
    /// The offer whose lines a narrow screen shows.
    shown: UseStateHandle<Option<usize>>,
}

/// What the sheet is drawn from.
struct Sheets<'a> {
    props: &'a SheetProps,
    view: View,
    columns: Vec<Column<'a>>,
    /// The lines of each column.
    lines: Vec<ByLine<'a>>,
}

/// The sheet.
#[component]
pub fn Sheet(props: &SheetProps) -> Html {
    let view = View {
        opened: use_state(BTreeSet::new),
        folded: use_state(BTreeSet::new),
        shown: use_state(|| None),
    };
    // The columns stay in their places while a text is typed, so that the input does not move away.
    let held = use_state(|| None::<Vec<usize>>);
    let columns = in_order(columns(&props.evaluation), held.as_deref());
    let order: Vec<usize> = columns.iter().map(|column| column.position).collect();
    let onfocusin = {
        let held = held.clone();
        Callback::from(move |event: FocusEvent| {
            if event.target_dyn_into::<HtmlInputElement>().is_some() {
                held.set(Some(order.clone()));
            }
        })
    };
    let onfocusout = Callback::from(move |event: FocusEvent| {
        let next = event
            .related_target()
            .and_then(|next| next.dyn_into::<Element>().ok());
        let is_within =
            next.is_some_and(|next| next.closest("section.sheet").ok().flatten().is_some());
        if !is_within {
            held.set(None);
        }
    });
    let onkeydown = {
        let opened = view.opened.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                opened.set(BTreeSet::new());
            }
        })
    };
    let lines = columns.iter().map(Column::by_line);
    let sheet = Sheets {
        props,
        lines: lines.collect(),
        view,
        columns,
    };
    let language = props.language;
    html! {
        <section class="sheet" aria-label={language.say(&SheetText::Sheet)}
            {onfocusin} {onfocusout} {onkeydown}>
            <div>
                // The sheet may be wider than the screen; the tabindex lets the keyboard scroll.
                <div class="scroll" role="group" tabindex="0" aria-label={language.say(&SheetText::Sheet)}>
                    <table class={classes!("sheet-lines", (sheet.columns.len() > FIXED).then_some("many"))}>
                        {sheet.head()}
                        {sheet.opened_below_head()}
                        {sheet.body()}
                        {sheet.foot()}
                    </table>
                </div>
                <AddLine {language} workload={props.document.workload.clone()} onedit={props.onedit.clone()} />
            </div>
            {save_as::table(language, "sheet")}
            <p class="hint">{say(language, &FormText::Rules)}</p>
        </section>
    }
}

impl Sheets<'_> {
    /// The offer whose lines a narrow screen shows: the chosen one, or the first.
    fn shown(&self) -> Option<usize> {
        let first = self.columns.first().map(|column| column.position);
        (*self.view.shown).or(first)
    }

    /// The callback that changes the workload.
    fn edit<T: 'static>(
        &self,
        field: String,
        change: impl Fn(WorkloadForm, T) -> WorkloadForm + 'static,
    ) -> Callback<T> {
        let workload = self.props.document.workload.clone();
        self.props.onedit.reform(move |value: T| {
            let changed = change(WorkloadForm::clone(&workload), value);
            CompareEdit::Workload(field.clone(), changed)
        })
    }

    fn toggled(&self, what: Opened) -> Callback<MouseEvent> {
        let opened = self.view.opened.clone();
        Callback::from(move |_| {
            let mut now = BTreeSet::clone(&opened);
            if !now.remove(&what) {
                now.insert(what.clone());
            }
            opened.set(now);
        })
    }

    fn is_open(&self, what: &Opened) -> bool {
        self.view.opened.contains(what)
    }

    fn name(&self, position: usize) -> &str {
        let name = self.props.names.get(position);
        name.map(|name| name.provider.as_str()).unwrap_or_default()
    }

    /// A row over the whole width with a part of the page, which may be that of an offer.
    fn wide_row(&self, id: String, offer: Option<usize>, body: Body) -> Html {
        let columns = self.columns.len().saturating_add(1).to_string();
        let name = offer.and_then(|offer| self.props.names.get(offer));
        let heading = name.map(|name| html! { <h3>{&name.provider}{" "}{&name.place}</h3> });
        html! {
            <tr class="details" key={id.clone()} {id}><td colspan={columns}><div class="inside">{heading}{later(body)}</div></td></tr>
        }
    }

    /// The terms and the calculations of offers.
    fn opened_below_head(&self) -> Html {
        let rows = self.view.opened.iter().filter_map(|opened| match opened {
            Opened::Offer(position) => self.steps(*position),
            Opened::Terms(position) => self.terms(*position),
            Opened::Cell(..) | Opened::Line(_) => None,
        });
        html! { <tbody class="opened">{for rows}</tbody> }
    }

    fn steps(&self, position: usize) -> Option<Html> {
        let offer = self.props.evaluation.name(position)?.clone();
        let body = StepsPart::of(self.steps_props(offer));
        Some(self.wide_row(format!("steps-{position}"), Some(position), body))
    }

    fn steps_props(&self, offer: netprice::value::id::OfferId) -> StepsProps {
        StepsProps {
            language: self.props.language,
            evaluation: self.props.evaluation.clone(),
            offer,
            line: None,
            names: self.props.names.clone(),
            budget: self.props.budget,
            catalog: self.props.catalog.clone(),
        }
    }

    fn terms(&self, position: usize) -> Option<Html> {
        let terms = self.terms_props(position)?;
        let body = TermsPart::of(terms);
        Some(self.wide_row(format!("terms-{position}"), Some(position), body))
    }

    /// A line at offers, and the form of the line, below its row.
    fn opened_below(&self, index: usize) -> Html {
        let rows = self.view.opened.iter();
        let rows = rows.filter_map(|opened| self.opened_row(index, opened));
        html! { <>{for rows}</> }
    }

    fn opened_row(&self, index: usize, opened: &Opened) -> Option<Html> {
        let form = self.props.document.workload.lines.get(index)?;
        match opened {
            Opened::Cell(position, line) if *line == form.line.id => {
                let offer = self.props.evaluation.name(*position)?.clone();
                let cell = CellProps {
                    steps: StepsProps {
                        line: Some(line.clone()),
                        ..self.steps_props(offer)
                    },
                    workload: self.props.document.workload.clone(),
                    index,
                    of: form.line.clone(),
                    currency: self.props.names.get(*position)?.currency.clone(),
                    onedit: self.props.onedit.clone(),
                };
                let body = CellPart::of(cell);
                Some(self.wide_row(format!("cell-{position}-{index}"), Some(*position), body))
            }
            Opened::Line(opened) if *opened == index => {
                let form = LineFormProps {
                    language: self.props.language,
                    workload: self.props.document.workload.clone(),
                    index,
                    line: form.line.clone(),
                    onedit: self.props.onedit.clone(),
                };
                let body = LineFormPart::of(form);
                Some(self.wide_row(format!("form-{index}"), None, body))
            }
            Opened::Cell(..) | Opened::Line(_) | Opened::Offer(_) | Opened::Terms(_) => None,
        }
    }
}

impl<'a> Column<'a> {
    /// The costs of the offer line by line; none of one that cannot be priced.
    fn by_line(&self) -> ByLine<'a> {
        let costs = self.priced.and_then(|priced| by_line(priced).ok());
        costs.unwrap_or_default()
    }
}
