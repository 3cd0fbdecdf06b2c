//! Links: what is written is read, and what was damaged is reported.

use std::rc::Rc;

use netprice::Currency;
use netprice::bandwidth::samples::{Sample, Samples};
use netprice::value::day::Date;
use netprice_page::app::forms::{Forms, View};
use netprice_page::app::link::{LinkProblem, OpenedLink, packed, read, write, write_whole};
use netprice_page::app::state::{Action, State};
use netprice_page::app::stories::{Story, opened};
use netprice_page::compare::committed::Chosen;
use netprice_page::compare::contract::{
    ContractForm, Kind, Mode, RoundAt, RoundingForm, Row, Stack,
};
use netprice_page::compare::document::Document;
use netprice_page::compare::form::{CompareEdit, CompareForm};
use netprice_page::compare::lines::WorkloadForm;
use netprice_page::compare::options::{CompareOption, CompareOptions};
use netprice_page::kit::draft::Draft;
use netprice_page::kit::form::Form;
use netprice_page::language::Language;
use netprice_page::market::form::MarketForm;
use netprice_page::prices::form::PricesForm;
use netprice_page::traffic::form::{LONGEST_SAMPLES, TrafficField, TrafficForm};
use netprice_page::traffic::imported::Imported;
use netprice_study::{Catalog, Study, compare};
use proptest::prelude::*;

fn typed(machines: &str, discount: &str) -> Document {
    let document = Document::first(Language::Simplified);
    let workload = WorkloadForm::clone(&document.workload).typed(0, machines);
    let document = document.with_workload(workload);
    let contract = ContractForm {
        discount: Draft::typed(discount),
        ..ContractForm::default()
    };
    document.with_contract(2, contract, Some(Currency::CNY))
}

/// A contract with texts in all fields, and a term of each kind.
fn contract(number: &str, discount: &str) -> ContractForm {
    let row = |kind: &Kind| {
        let figure = if kind.is_money() { number } else { discount };
        let mut row = Row::typed(*kind, figure);
        row.limit = Draft::typed(number);
        row.on_everything = *kind == Kind::BySpend;
        row.line = "egress".parse().ok();
        row
    };
    ContractForm {
        discount: Draft::typed(discount),
        terms: Kind::ALL.iter().map(row).collect(),
        stack: Stack::BestOf,
        voucher: Draft::typed(number),
        threshold: Draft::typed(number),
        minimum: Draft::typed(number),
        rounding: RoundingForm {
            at: RoundAt::Both,
            mode: Mode::Floor,
            places: Draft::typed(number),
        },
        tax: Draft::typed(number),
        tax_in_list: true,
        chosen: vec![Chosen {
            key: discount.to_owned(),
            count: Draft::typed(number),
        }],
        commitments: Default::default(),
    }
}

/// A form with the same text in every field.
fn filled<F: Form>(text: &str) -> Rc<F> {
    let fields = F::FIELDS.iter();
    Rc::new(fields.fold(F::default(), |form, field| form.with(*field, text)))
}

fn of(document: Document) -> Forms {
    Forms::new(document)
}

/// The fragment of a state.
fn fragment(state: &str) -> String {
    packed(Language::English, state)
}

/// A number, a discount or a line as people type it, or any text.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,3} × [0-9]{1,2} vCPU [0-9]{1,3} GiB",
        "\\PC{0,30}",
        "[0-9]{1,4}(\\.[0-9]{1,3})?",
        "[1-9](\\.[0-9])?折",
        "pay [1-9][0-9]?%",
        " ?[0-9]{1,2} ?",
    ]
}

proptest! {
    #[test]
    fn any_typed_text_survives_a_link(machines in text(), pay in text(), tax in text()) {
        let options = CompareOptions::default().with(CompareOption::Budget, &pay);
        let document = typed(&machines, &pay)
            .with_contract(0, contract(&tax, &pay), Some(Currency::CNY))
            .with_contract(3, contract(&machines, &tax), None);
        let forms = Forms {
            view: View::Market,
            compare: CompareForm { document, options: Rc::new(options), bill: None },
            traffic: Some(filled::<TrafficForm>(&pay)),
            market: Some(filled::<MarketForm>(&machines)),
            prices: Some(filled::<PricesForm>(&pay)),
            ..of(Document::first(Language::English))
        };
        let language = Some(Language::Simplified);
        let link = write(Language::Simplified, &forms);
        prop_assert_eq!(read(&link), Ok(Some(OpenedLink { language, forms })));
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
    let link = write(Language::English, &of(Document::first(Language::English)));
    let (body, _) = link.rsplit_once('.').unwrap();
    for version in ["1", "4", "6", "x"] {
        let other = body.replacen('5', version, 1);
        let sum = crc32fast::hash(other.as_bytes());
        let other = format!("{other}.{sum:08x}");
        assert_eq!(read(&other), Err(LinkProblem::OtherVersion));
    }
}

/// A study as the command takes it is a link, with its terms as they are.
#[test]
fn a_study_of_the_command_opens_as_it_is() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/studies");
    let catalog = Catalog::published().unwrap();
    for name in ["compare_1", "compare_2"] {
        let study = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
        let forms = read(&fragment(&format!(r#"{{"study":{study}}}"#)));
        let forms = forms.unwrap().unwrap().forms;
        let study = Study::from_json(&study).unwrap();
        let asked = forms.compare.document.study();
        assert_eq!(asked.offers, study.offers, "{name}");
        assert_eq!(
            compare(&asked, &catalog),
            compare(&study, &catalog),
            "{name}"
        );
        assert_eq!(
            read(&write(Language::English, &forms))
                .unwrap()
                .unwrap()
                .forms,
            forms
        );
    }
}

/// A commitment and terms that the page cannot edit are kept until the offer is edited.
#[test]
fn terms_that_the_page_cannot_edit_are_kept() {
    let study = r#"{ "currency": "USD", "offers": [{
        "price_book": "aws-us-east-1",
        "terms": [{ "id": "spring", "until": "2026-12-31", "change": { "pay": "pay 90%" } }]
    }, {
        "price_book": "gcp-us-central1",
        "terms": [{ "id": "deal", "change": { "pay": "pay 90%" } }]
    }] }"#;
    let opened = read(&fragment(&format!(r#"{{"study":{study}}}"#))).unwrap();
    let document = opened.unwrap().forms.compare.document;
    assert_eq!(document.contract(0), None);
    let study = Study::from_json(study).unwrap();
    assert_eq!(document.study().offers, study.offers);
    let deal = document.contract(1).unwrap().clone();
    assert_eq!(deal.terms[0].figure(), "pay 90%");
    let edited = document.with_contract(1, deal, None).study();
    assert_eq!(edited.offers[1].terms.0[0].id.as_str(), "term 1");
}

/// A whole link without a readable study says where the study is wrong.
#[test]
fn a_link_without_a_study_says_where() {
    let problem = |state: &str| match read(&fragment(state)) {
        Err(LinkProblem::NotAStudy(problems)) => problems.to_string(),
        other => panic!("{other:?}"),
    };
    let cases = [
        ("{", "EOF while parsing"),
        (
            r#"{"study":{"currency":"RMB"}}"#,
            "currency: 'RMB' is not a known currency",
        ),
        (
            r#"{"study":{"currency":"CNY"}}"#,
            "offers: there is no question",
        ),
        (
            r#"{"study":{"currency":"CNY","offers":[{"price_book":"a","tax":{"percent":"x"}}]}}"#,
            "offers[0].tax.percent: 'x' is not",
        ),
        (
            r#"{"study":{"currency":"CNY","offers":[{"price_book":"a"}]},"view":"x"}"#,
            "view: 'x' is not known to this page",
        ),
        (
            r#"{"study":{"currency":"CNY","offers":[{"price_book":"a"}]},"contracts":{"1":{}}}"#,
            "contracts: '1' is not known to this page",
        ),
    ];
    for (state, expected) in cases {
        assert!(problem(state).contains(expected), "{}", problem(state));
    }
}

/// A study without a view shows the first question that it asks.
#[test]
fn a_study_is_shown_in_the_view_of_its_question() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/studies");
    let views = [
        ("compare_1", View::Compare),
        ("traffic_1", View::Traffic),
        ("market_1", View::Market),
        ("tokens_1", View::Market),
    ];
    for (name, view) in views {
        let study = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
        let forms = read(&fragment(&format!(r#"{{"study":{study}}}"#)));
        assert_eq!(forms.unwrap().unwrap().forms.view, view, "{name}");
    }
}

#[test]
fn typing_again_takes_back_what_was_said_of_the_link() {
    let state = State::new(
        Language::English,
        Date::default(),
        of(Document::first(Language::English)),
    );
    let state = state.opened(read("#5.en.broken.00000000"));
    assert_eq!(state.link_problem.as_deref(), Some(&LinkProblem::Damaged));
    let state = state.after(Action::Language(Language::Simplified));
    assert_eq!(state.link_problem.as_deref(), Some(&LinkProblem::Damaged));
    let workload = WorkloadForm::clone(&state.forms.compare.document.workload);
    let edit = CompareEdit::Workload("line 2".into(), workload.typed(2, "5 TB out"));
    let state = state.after(Action::Compare(edit));
    assert!(state.link_problem.is_none());
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
            Ok(Some(OpenedLink { language, forms })),
            "{story:?}"
        );
    }
}

/// The longest address that every program passes on whole; that of a page may have a hundred letters.
const LONGEST_LINK: usize = 2_000 - 100;

/// Two hundred machines in three sizes with their services at three clouds, a machine and a plan by name for each
/// line of each offer, and 12% off: the first scenario of tests/scenarios/comparison/finops.toml.
#[test]
fn the_link_of_a_workload_of_ten_lines_at_three_offers_is_short() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/scenarios/comparison/finops.toml"
    );
    let file: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
    let study = toml::to_string(&file["cases"][0]["study"]).unwrap();
    let study = Study::from_toml(&study).unwrap();
    assert_eq!(study.workload.as_ref().unwrap().lines.len(), 10);
    assert_eq!(study.offers.len(), 3);
    let study = serde_json::to_string(&study).unwrap();
    let link = fragment(&format!(r#"{{"view":"compare","study":{study}}}"#));
    assert!(link.len() <= LONGEST_LINK, "{} letters", link.len());
    assert!(read(&link).is_ok());
}

/// A month of 8,640 samples is in what the browser saves, and its name in the link.
#[test]
fn samples_of_a_file_are_saved_and_in_no_link() {
    let values = (0..8_640_u64).map(|row| {
        let outbound = row * 7_919 % 999_983;
        Some(Sample {
            inbound: 0,
            outbound,
        })
    });
    let imported = Imported {
        name: "month.csv".into(),
        samples: Some(Rc::new(Samples {
            first_minute: 29_800_800,
            interval: 5,
            clock_changes: Vec::new(),
            values: values.collect(),
        })),
        report: None,
    };
    let forms = Forms {
        view: View::Traffic,
        traffic: Some(Rc::new(
            TrafficForm::default().with(TrafficField::Imported, "month.csv"),
        )),
        imported: Some(imported),
        ..of(Document::first(Language::English))
    };
    let link = write(Language::English, &forms);
    assert!(link.len() <= LONGEST_LINK, "{} letters", link.len());
    let opened = read(&link).unwrap().unwrap().forms;
    assert_eq!(opened.imported, None);
    assert_eq!(opened.traffic, forms.traffic);
    let saved = write_whole(Language::English, &forms);
    assert_eq!(read(&saved).unwrap().unwrap().forms, forms);
}

/// The longest samples that are typed are in the link, even if no number repeats.
#[test]
fn the_link_of_the_longest_typed_samples_is_short() {
    let mut text = String::from("time,out\n");
    for row in 0_u64.. {
        let (hour, minute) = (row / 12, row % 12 * 5);
        let next = format!(
            "2026-11-01T{hour:02}:{minute:02},{}\n",
            row * 7_919 % 99_991
        );
        if text.len() + next.len() > LONGEST_SAMPLES {
            break;
        }
        text.push_str(&next);
    }
    let forms = Forms {
        view: View::Traffic,
        traffic: Some(Rc::new(
            TrafficForm::default().with(TrafficField::Traffic, &text),
        )),
        ..of(Document::first(Language::English))
    };
    let link = write(Language::English, &forms);
    assert!(link.len() <= LONGEST_LINK, "{} letters", link.len());
    assert_eq!(read(&link).unwrap().unwrap().forms, forms);
}
