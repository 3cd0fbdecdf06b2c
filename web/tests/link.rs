//! Links: what is written is read, and what was damaged is told.

use netprice::value::day::Date;
use netprice_page::address::{LinkProblem, read, write};
use netprice_page::contract::Contract;
use netprice_page::document::Document;
use netprice_page::language::Language;
use netprice_page::settings::{Setting, Settings};
use netprice_page::state::{Action, State};
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

proptest! {
    #[test]
    fn any_typed_text_survives_a_link(machines in "\\PC{0,30}", pay in "\\PC{0,30}") {
        let document = typed(&machines, &pay);
        let settings = Settings::default().with(Setting::Budget, &pay).with(Setting::Load, &machines);
        let link = write(Language::Simplified, &document, &settings);
        prop_assert_eq!(read(&link), Ok(Some((Language::Simplified, document, settings))));
    }

    #[test]
    fn a_link_cut_anywhere_is_damaged(at in 1_usize..200) {
        let link = write(Language::English, &typed("3", "4.5折"), &Settings::default());
        prop_assert_eq!(read(&link[..at]), Err(LinkProblem::Damaged));
        prop_assert_eq!(read(&link[..link.len() - at]), Err(LinkProblem::Damaged));
    }

    #[test]
    fn a_link_altered_anywhere_is_damaged(at in 0_usize..200, letter in "[A-Za-z0-9]") {
        let mut link = write(Language::English, &typed("3", "4.5折"), &Settings::default());
        let unchanged = link[at..].starts_with(&letter);
        link.replace_range(at..=at, &letter);
        prop_assume!(!unchanged);
        prop_assert_eq!(read(&link), Err(LinkProblem::Damaged));
    }

    #[test]
    fn no_fragment_panics_or_changes_what_was_typed(fragment in "\\PC{1,80}") {
        let document = typed("7", "45");
        let state = State::opened(Language::English, Date::default(), document.clone(), &fragment);
        if state.link_problem.is_some() {
            prop_assert_eq!(state.document, document);
        }
    }
}

/// The sum is of the whole before it, so only the version is another.
#[test]
fn a_link_of_another_version_says_so() {
    let link = write(
        Language::English,
        &Document::six_clouds(),
        &Settings::default(),
    );
    let (body, _) = link.rsplit_once('.').unwrap();
    for version in ["1", "3", "5", "x"] {
        let other = body.replacen('4', version, 1);
        let sum = crc32fast::hash(other.as_bytes());
        let other = format!("{other}.{sum:08x}");
        assert_eq!(read(&other), Err(LinkProblem::OtherVersion));
    }
}

#[test]
fn typing_again_takes_back_what_was_said_of_the_link() {
    let state = State::opened(
        Language::English,
        Date::default(),
        Document::six_clouds(),
        "#4.en.broken.00000000",
    );
    assert_eq!(state.link_problem, Some(LinkProblem::Damaged));
    let state = state.after(Action::Language(Language::Simplified));
    assert_eq!(state.link_problem, Some(LinkProblem::Damaged));
    let state = state.after(Action::Workload(WorkloadField::Machines, "5".into()));
    assert_eq!(state.link_problem, None);
}
