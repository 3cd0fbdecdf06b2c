//! Links: what is written is read, and what was damaged is reported.

use std::rc::Rc;

use netprice::value::day::Date;
use netprice_page::app::forms::{Forms, View};
use netprice_page::app::link::{LinkProblem, Opened, read, write};
use netprice_page::app::state::{Action, State};
use netprice_page::app::stories::{Story, opened};
use netprice_page::compare::contract::Contract;
use netprice_page::compare::document::Document;
use netprice_page::compare::form::{CompareEdit, CompareForm};
use netprice_page::compare::options::{CompareOption, CompareOptions};
use netprice_page::kit::form::Form;
use netprice_page::language::Language;
use netprice_page::market::form::MarketForm;
use netprice_page::prices::form::PricesForm;
use netprice_page::traffic::form::TrafficForm;
use netprice_study::workload::WorkloadField;
use proptest::prelude::*;

fn typed(machines: &str, pay: &str) -> Document {
    let document = Document::six_clouds().with_workload_text(WorkloadField::Machines, machines);
    let contract = Contract {
        pay: pay.to_owned(),
        ..Contract::default()
    };
    document.with_contract(2, &contract, "CNY")
}

/// A form with the same text in every field.
fn filled<F: Form>(text: &str) -> Rc<F> {
    let fields = F::FIELDS.iter();
    Rc::new(fields.fold(F::default(), |form, field| form.with(*field, text)))
}

fn of(document: Document) -> Forms {
    Forms::new(document)
}

proptest! {
    #[test]
    fn any_typed_text_survives_a_link(machines in "\\PC{0,30}", pay in "\\PC{0,30}") {
        let options = CompareOptions::default().with(CompareOption::Budget, &pay);
        let forms = Forms {
            view: View::Market,
            compare: CompareForm { document: typed(&machines, &pay), options: Rc::new(options) },
            traffic: Some(filled::<TrafficForm>(&pay)),
            market: Some(filled::<MarketForm>(&machines)),
            prices: Some(filled::<PricesForm>(&pay)),
            ..of(Document::six_clouds())
        };
        let language = Some(Language::Simplified);
        let link = write(Language::Simplified, &forms);
        prop_assert_eq!(read(&link), Ok(Some(Opened { language, forms })));
    }

    #[test]
    fn a_link_cut_anywhere_is_damaged(at in 1_usize..200) {
        let link = write(Language::English, &of(typed("3", "4.5折")));
        prop_assert_eq!(read(&link[..at]), Err(LinkProblem::Damaged));
        prop_assert_eq!(read(&link[..link.len() - at]), Err(LinkProblem::Damaged));
    }

    #[test]
    fn a_link_altered_anywhere_is_damaged(at in 0_usize..200, letter in "[A-Za-z0-9]") {
        let mut link = write(Language::English, &of(typed("3", "4.5折")));
        let unchanged = link[at..].starts_with(&letter);
        link.replace_range(at..=at, &letter);
        prop_assume!(!unchanged);
        prop_assert_eq!(read(&link), Err(LinkProblem::Damaged));
    }

    #[test]
    fn no_fragment_panics_or_changes_what_was_typed(fragment in "\\PC{1,80}") {
        let document = typed("7", "45");
        let state = State::new(Language::English, Date::default(), of(document.clone()));
        let state = state.opened(read(&fragment));
        if state.link_problem.is_some() {
            prop_assert_eq!(state.forms.compare.document, document);
        }
    }
}

/// The sum is of the whole before it, so only the version is another.
#[test]
fn a_link_of_another_version_says_so() {
    let link = write(Language::English, &of(Document::six_clouds()));
    let (body, _) = link.rsplit_once('.').unwrap();
    for version in ["1", "4", "6", "x"] {
        let other = body.replacen('5', version, 1);
        let sum = crc32fast::hash(other.as_bytes());
        let other = format!("{other}.{sum:08x}");
        assert_eq!(read(&other), Err(LinkProblem::OtherVersion));
    }
}

#[test]
fn typing_again_takes_back_what_was_said_of_the_link() {
    let state = State::new(
        Language::English,
        Date::default(),
        of(Document::six_clouds()),
    );
    let state = state.opened(read("#5.en.broken.00000000"));
    assert_eq!(state.link_problem, Some(LinkProblem::Damaged));
    let state = state.after(Action::Language(Language::Simplified));
    assert_eq!(state.link_problem, Some(LinkProblem::Damaged));
    let state = state.after(Action::Compare(CompareEdit::Workload(
        WorkloadField::Machines,
        "5".into(),
    )));
    assert_eq!(state.link_problem, None);
}

/// A story sets some fields; the link of what it opens reads back as the same.
#[test]
fn every_story_survives_a_link() {
    for story in Story::ALL {
        let forms = opened(story).forms;
        let link = write(Language::English, &forms);
        let language = Some(Language::English);
        assert_eq!(
            read(&link),
            Ok(Some(Opened { language, forms })),
            "{story:?}"
        );
    }
}
