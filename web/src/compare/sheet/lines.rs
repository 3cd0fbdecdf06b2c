//! The rows of the sheet: the lines of the workload, in their groups.

use std::collections::BTreeSet;

use netprice::Money;
use netprice::value::id::LineId;
use netprice_study::analysis::{ByLine, LineCost, cheapest_at};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::compare::columns::Column;
use crate::compare::lines::{LineForm, LineText};
use crate::compare::missing::gap;
use crate::compare::sheet::keys::moved;
use crate::compare::sheet::{Opened, Sheets};
use crate::compare::words::offers::OfferText;
use crate::compare::words::sheet::SheetText;
use crate::kit::number::in_cents;
use crate::language::Language;

/// The most names of SKUs that a cell shows.
const MOST_NAMES: usize = 2;

impl LineForm {
    /// The text in a language.
    pub(crate) fn text(&self, language: Language) -> String {
        match &self.text {
            LineText::Typed(text) => text.to_string(),
            LineText::Written([english, chinese]) => language.of([english, chinese]),
        }
    }
}

impl Sheets<'_> {
    pub(super) fn body(&self) -> Html {
        let groups = self.props.document.workload.groups();
        let typed = self.props.document.workload.lines.iter();
        let typed: BTreeSet<&LineId> = typed.map(|form| &form.line.id).collect();
        let all: BTreeSet<&LineId> = self
            .lines
            .iter()
            .flat_map(|costs| costs.lines.keys().copied())
            .collect();
        let others = all.difference(&typed);
        html! {
            <>
                {for groups.iter().map(|(group, lines)| self.group(*group, lines))}
                <tbody key="others" class="others">{for others.map(|id| self.other(id))}</tbody>
            </>
        }
    }

    fn group(&self, group: Option<&str>, lines: &[usize]) -> Html {
        let is_folded = group.is_some_and(|group| self.view.folded.contains(group));
        let rows = lines.iter().filter(|_| !is_folded);
        html! {
            <tbody key={format!("group {}", group.unwrap_or_default())}>
                {for group.map(|group| self.subtotals(group, lines, is_folded))}
                {for rows.map(|index| self.line(*index))}
            </tbody>
        }
    }

    fn subtotals(&self, group: &str, lines: &[usize], is_folded: bool) -> Html {
        let all = &self.props.document.workload.lines;
        let ids = || {
            lines
                .iter()
                .filter_map(|index| all.get(*index).map(|form| &form.line.id))
        };
        let folded = self.view.folded.clone();
        let name = group.to_owned();
        let onclick = Callback::from(move |_: MouseEvent| {
            let mut now = (*folded).clone();
            if !now.remove(&name) {
                now.insert(name.clone());
            }
            folded.set(now);
        });
        let cell = |(column, costs): (&Column<'_>, &ByLine<'_>)| {
            let sum = costs.subtotal(ids());
            let shown = sum.map_or_else(|| "–".to_owned(), in_cents);
            html! { <td key={column.position} class={self.column_class(column, "number")} data-exact={sum.map(|sum| sum.to_string())}>{shown}</td> }
        };
        html! {
            <tr class="group" key="group">
                <th key="line" scope="row">
                    <button type="button" class="toggle" aria-expanded={(!is_folded).to_string()} {onclick}>
                        {group}
                    </button>
                </th>
                {for self.columns.iter().zip(&self.lines).map(cell)}
            </tr>
        }
    }

    /// The classes of a cell: a narrow screen shows those of one offer.
    pub(super) fn column_class(&self, column: &Column<'_>, class: &'static str) -> Classes {
        let is_shown = self.shown() == Some(column.position);
        classes!(class, is_shown.then_some("shown"))
    }

    fn line(&self, index: usize) -> Html {
        let language = self.props.language;
        let Some(form) = self.props.document.workload.lines.get(index) else {
            return Html::default();
        };
        let id = &form.line.id;
        let cheapest = cheapest_at(id, &self.lines);
        let text = form.text(language);
        let cells = self.columns.iter().zip(&self.lines);
        let cells = cells
            .map(|(column, costs)| self.cell(column, (id, &text), costs.lines.get(id), cheapest));
        html! {
            // The key is the place and not the id, which is typed in the line itself.
            <key={index}>
                <tr data-line={id.to_string()} class={classes!(form.is_wrong.then_some("wrong"))}>
                    {self.line_head(index, form, &text)}
                    {for cells}
                </tr>
                {self.opened_below(index)}
            </>
        }
    }

    fn line_head(&self, index: usize, form: &LineForm, text: &str) -> Html {
        let language = self.props.language;
        let below = format!("line-{index}-below");
        let problem = form.problem().map(|problem| language.say(&problem));
        let what = Opened::Line(index);
        let remove = self.edit(String::new(), move |all, _: MouseEvent| all.without(index));
        let typed = self.edit(format!("line {index}"), move |all, text: String| {
            all.typed(index, &text)
        });
        let oninput = typed.reform(|event: InputEvent| {
            let input: HtmlTextAreaElement = event.target_unchecked_into();
            input.value()
        });
        html! {
            <th key="line" scope="row" data-name={text.to_owned()}>
                <div class="line-head">
                    <textarea id={format!("line-{index}")} class="line" rows="1" autocomplete="off" spellcheck="false"
                        aria-label={language.say(&SheetText::LineAt(index.saturating_add(1)))}
                        aria-invalid={problem.is_some().to_string()} aria-describedby={below.clone()}
                        value={text.to_owned()} {oninput} onkeydown={Callback::from(|event: KeyboardEvent| moved(&event))} />
                    <button type="button" class="edit" id={format!("edit-{index}")} aria-expanded={self.is_open(&what).to_string()}
                        aria-label={language.say(&SheetText::EditLine(text))} onclick={self.toggled(what)}>{"⋯"}</button>
                    <button type="button" class="remove" id={format!("remove-line-{index}")}
                        aria-label={language.say(&SheetText::RemoveLine(text))} onclick={remove}>{"×"}</button>
                </div>
                <small id={below} aria-live="polite">{problem}</small>
            </th>
        }
    }

    fn cell(
        &self,
        column: &Column<'_>,
        (id, text): (&LineId, &str),
        cost: Option<&LineCost<'_>>,
        cheapest: Option<Money>,
    ) -> Html {
        let language = self.props.language;
        let position = column.position;
        let what = Opened::Cell(position, id.clone());
        let is_open = self.is_open(&what);
        let (figure, below, class, exact) = match cost {
            None => ("–".to_owned(), String::new(), "", None),
            Some(cost) if cost.is_incomplete() => {
                let why = gap(language, cost).unwrap_or_default();
                (known_part(language, cost), why, "miss", None)
            }
            Some(cost) => {
                let is_best = self.columns.len() > 1 && cheapest == Some(cost.effective);
                let class = if is_best { "best" } else { "" };
                let exact = cost.effective.to_string();
                (in_cents(cost.effective), names(cost), class, Some(exact))
            }
        };
        let larger = cost.and_then(|cost| cost.larger);
        let larger = larger.map(|(_, size)| language.say(&SheetText::Larger(size)));
        let label = SheetText::CellOf {
            line: text,
            name: self.name(position),
            cost: &figure,
        };
        html! {
            <td key={position} class={classes!(self.column_class(column, "number"), class)} data-offer={position.to_string()} data-exact={exact}>
                <button type="button" class="cell" aria-expanded={is_open.to_string()} aria-label={language.say(&label)}
                    disabled={cost.is_none()} onclick={self.toggled(what)}>
                    {figure}
                </button>
                <small>{below}</small>
                <small class="over">{larger}</small>
            </td>
        }
    }

    /// A line that cannot be edited: one of an offer that lists its own usage, or one of which only the name is known.
    fn other(&self, id: &LineId) -> Html {
        let cells = self.columns.iter().zip(&self.lines);
        let cells = cells
            .map(|(column, costs)| self.cell(column, (id, id.as_str()), costs.lines.get(id), None));
        html! { <tr key={id.to_string()} data-line={id.to_string()}><th key="line" scope="row">{id.to_string()}</th>{for cells}</tr> }
    }
}

/// The cost of what is known of a line of which a part has no price.
fn known_part(language: Language, cost: &LineCost<'_>) -> String {
    if cost.effective.is_zero() {
        return language.say(&SheetText::NoPrice);
    }
    language.say(&OfferText::MoreThan(&in_cents(cost.effective)))
}

/// What answers a line, by name.
fn names(cost: &LineCost<'_>) -> String {
    let shown = cost
        .names
        .iter()
        .take(MOST_NAMES)
        .copied()
        .collect::<Vec<&str>>();
    let more = if cost.names.len() > MOST_NAMES {
        " + …"
    } else {
        ""
    };
    shown.join(" + ") + more
}
