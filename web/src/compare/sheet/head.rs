//! The heads of the columns: the offers with their totals and contracts.

use netprice::Discount;
use netprice::value::problem::ValueProblem;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::compare::columns::Column;
use crate::compare::contract::ContractForm;
use crate::compare::form::CompareEdit;
use crate::compare::sheet::{Opened, Sheets};
use crate::compare::terms_props::TermsProps;
use crate::compare::words::form::FormText;
use crate::compare::words::offers::OfferText;
use crate::compare::words::sheet::SheetText;
use crate::kit::draft::{Draft, Optional};
use crate::kit::field::Field;
use crate::kit::words::KitText;
use crate::language::Language;
use netprice_study::analysis::oldest_price;

impl Sheets<'_> {
    pub(super) fn head(&self) -> Html {
        let language = self.props.language;
        let lines = self.props.document.workload.lines.len();
        html! {
            <thead>
                <tr>
                    <th key="workload" scope="col" class="workload">{language.say(&SheetText::Workload(lines))}</th>
                    {for self.columns.iter().map(|column| self.offer(column))}
                </tr>
            </thead>
        }
    }

    fn offer(&self, column: &Column<'_>) -> Html {
        let language = self.props.language;
        let position = column.position;
        let Some(name) = self.props.names.get(position) else {
            return Html::default();
        };
        let what = Opened::Offer(position);
        let is_open = self.is_open(&what);
        let toggle = if is_open {
            OfferText::HideSteps(&name.provider)
        } else {
            OfferText::ShowSteps(&name.provider)
        };
        let is_best = column.rank == Some(1);
        let full = format!("{} {}", name.provider, name.place);
        let remove = self
            .props
            .onedit
            .reform(move |_: MouseEvent| CompareEdit::Remove(position));
        let (total, exact) = match column.priced {
            Some(_) => (
                column.shown(language, column.costs.effective),
                Some(column.costs.effective.to_string()),
            ),
            None => (language.say(&SheetText::NotPriced), None),
        };
        html! {
            <th key={position} scope="col" data-offer={position.to_string()} data-name={full.clone()}
                class={classes!("offer", is_best.then_some("best"), (!column.is_complete()).then_some("incomplete"), self.is_opened(position).then_some("opened"))}>
                <button type="button" class="remove" aria-label={language.say(&SheetText::RemoveOffer(&full))}
                    disabled={self.columns.len() == 1} onclick={remove}>{"×"}</button>
                <button type="button" class="toggle" aria-expanded={is_open.to_string()}
                    aria-controls={format!("steps-{position}")} title={language.say(&toggle)} onclick={self.toggled(what)}>
                    <span class="name">{&name.provider}</span>{" "}<span class="where">{&name.place}</span>
                    <span class="total" data-exact={exact}>{total}</span>
                </button>
                <small class="note">{self.note(column)}</small>
                <small class="old">{self.age(column)}</small>
                {self.contract(position)}
                {self.show_lines(position)}
            </th>
        }
    }

    /// Whether the calculation, the terms or a cell of an offer is opened.
    fn is_opened(&self, position: usize) -> bool {
        self.view.opened.iter().any(|opened| match opened {
            Opened::Offer(at) | Opened::Terms(at) | Opened::Cell(at, _) => *at == position,
            Opened::Line(_) => false,
        })
    }

    /// How far an offer is from the cheapest, what it lacks, and how old its prices are.
    fn note(&self, column: &Column<'_>) -> String {
        let language = self.props.language;
        if column.priced.is_none() {
            let problems = self.props.evaluation.offers.get(&column.position);
            let said = problems.map(|problems| {
                problems
                    .iter()
                    .map(|one| language.say(&one.problem))
                    .collect::<Vec<_>>()
            });
            return said.unwrap_or_default().join(language.semicolon());
        }
        match column.above {
            Some(above) if above.is_zero() => language.say(&SheetText::Cheapest),
            Some(above) => language.say(&SheetText::Above(&language.money(above))),
            None => language.say(&OfferText::Incomplete),
        }
    }

    /// How old the prices of an offer are.
    fn age(&self, column: &Column<'_>) -> Option<String> {
        let old = oldest_price(&column.priced?.quote, self.props.today)?;
        Some(self.props.language.say(&OfferText::OldestPrice(old)))
    }

    /// The button by which a narrow screen shows the lines of an offer.
    fn show_lines(&self, position: usize) -> Html {
        let shown = self.view.shown.clone();
        let is_shown = self.shown() == Some(position);
        let label = self
            .props
            .language
            .say(&SheetText::ShowLines(self.name(position)));
        let onclick = Callback::from(move |_: MouseEvent| shown.set(Some(position)));
        html! { <button type="button" class="show-lines" aria-pressed={is_shown.to_string()} {onclick}>{label}</button> }
    }

    pub(super) fn terms_props(&self, position: usize) -> Option<TermsProps> {
        Some(TermsProps {
            language: self.props.language,
            offer: position,
            name: self.props.names.get(position)?.clone(),
            contract: self.props.document.contract(position)?.clone(),
            evaluation: self.props.evaluation.clone(),
            of: self.props.document.offers.get(position)?.offer.clone(),
            catalog: self.props.catalog.clone(),
            onedit: self.props.onedit.clone(),
        })
    }

    fn contract(&self, position: usize) -> Html {
        let language = self.props.language;
        let name = self.name(position);
        let Some(terms) = self.terms_props(position) else {
            return html! { <small class="hint">{language.say(&FormText::OtherTerms)}</small> };
        };
        let contract = &terms.contract;
        let discount = &contract.discount;
        let oninput = terms.edit(|contract, text: String| contract.discount = Draft::typed(&text));
        let what = Opened::Terms(position);
        let problem = discount.parsed().err();
        let said = language.say(&SheetText::Clauses(clauses(contract)));
        html! {
            <div class={classes!("contract", (!discount.is_empty()).then_some("typed"))}>
                <Field
                    id={format!("pay-{position}")}
                    label={language.say(&FormText::ContractOf(name))}
                    text={discount.text().to_owned()}
                    problem={terms.problem(problem)}
                    meaning={meaning_of(language, discount)}
                    placeholder={language.say(&FormText::DiscountExample)}
                    inputmode="text"
                    oninput={oninput.clone()}
                />
                {either_way(language, problem, &oninput)}
                {self.as_before(position)}
                {slider(language, position, name, discount, &oninput)}
                <button type="button" class="clauses" id={format!("more-terms-{position}")}
                    aria-expanded={self.is_open(&what).to_string()} aria-label={format!("{said} · {name}")}
                    onclick={self.toggled(what)}>
                    {said.clone()}
                </button>
            </div>
        }
    }

    /// The note that a contract with a text that cannot be read is priced as before.
    fn as_before(&self, position: usize) -> Html {
        let is_wrong = self.props.evaluation.contracts.contains(&position);
        let said = is_wrong.then(|| self.props.language.say(&SheetText::PricedAsBefore));
        html! { <small class="as-before">{said}</small> }
    }
}

/// The number of clauses and commitments besides the discount on everything.
fn clauses(contract: &ContractForm) -> usize {
    let others = [&contract.voucher, &contract.minimum, &contract.tax];
    let others = others
        .into_iter()
        .filter(|figure| !figure.is_empty())
        .count();
    contract.terms.len() + contract.chosen.len() + others
}

/// A bare number could be what is paid or what is saved: a button for each.
fn either_way(
    language: Language,
    problem: Option<&ValueProblem>,
    typed: &Callback<String>,
) -> Html {
    let Some(ValueProblem::BareDiscount { number, .. }) = problem else {
        return html! { <></> };
    };
    let pays = {
        let (typed, number) = (typed.clone(), number.clone());
        Callback::from(move |_: MouseEvent| typed.emit(format!("pay {number}%")))
    };
    let saves = {
        let (typed, number) = (typed.clone(), number.clone());
        Callback::from(move |_: MouseEvent| typed.emit(format!("{number}% off")))
    };
    html! {
        <span class="either">
            <button type="button" onclick={pays}>{language.say(&SheetText::Pays(number))}</button>
            <button type="button" onclick={saves}>{language.say(&SheetText::Saves(number))}</button>
        </span>
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
            (Ok(rate), Language::English) => format!("{}% off", rate.saved_percent()),
            (Err(_), _) => paid,
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
    Some(language.say(&KitText::SamePay(*rate)))
}
