//! The crate, the command, scenarios and the example give the same decimals for the same studies.
//!
//! `studies/` has two studies for each question. The file beside each has the expected figures, which
//! were calculated without this project's code, by JSON pointer into the answer. The tests in `node/`
//! check the JavaScript package against the same files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use netprice_study::{Catalog, Study, answer};
use serde_json::{Map, Value, json};

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");
const QUESTIONS: [&str; 5] = ["compare", "traffic", "commit", "market", "tokens"];

/// Figures as text, by JSON pointer into the answer.
type Figures = BTreeMap<String, String>;

/// A study of one question, and the expected figures of its answer.
struct Case {
    question: &'static str,
    file: PathBuf,
    text: String,
    expected: Figures,
}

fn cases() -> Vec<Case> {
    let numbered = QUESTIONS
        .iter()
        .flat_map(|question| [(*question, 1), (*question, 2)]);
    let cases = numbered.map(|(question, number)| {
        let file = Path::new(FOLDER).join(format!("studies/{question}_{number}.json"));
        let text = std::fs::read_to_string(&file).expect("a study");
        let expected = std::fs::read_to_string(file.with_extension("expected.json"));
        let expected: Map<String, Value> =
            serde_json::from_str(&expected.expect("figures")).expect("JSON");
        // The file explains the figures too.
        let figures = expected
            .into_iter()
            .filter(|(place, _)| place.starts_with('/'));
        let figures = figures.map(|(place, figure)| (place, text_of(&figure)));
        Case {
            question,
            file,
            text,
            expected: figures.collect(),
        }
    });
    cases.collect()
}

impl Case {
    /// Returns the figures of an answer at the expected pointers.
    fn found(&self, answer: &Value) -> Figures {
        let places = self.expected.keys();
        let found = places.map(|place| {
            let figure = answer.pointer(place).map_or("nothing".to_owned(), text_of);
            (place.clone(), figure)
        });
        found.collect()
    }

    fn name(&self) -> String {
        self.file.display().to_string()
    }

    fn answer(&self) -> Value {
        let catalog = Catalog::published().expect("the catalogue");
        let study = Study::from_json(&self.text).expect("a study");
        serde_json::to_value(answer(&study, &catalog)).expect("JSON")
    }
}

/// Formats a JSON value: strings without quotes, numbers as they are.
fn text_of(value: &Value) -> String {
    let text = value.as_str().map(ToOwned::to_owned);
    text.unwrap_or_else(|| value.to_string())
}

fn printed(arguments: &[&str]) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    let output = cargo
        .args(["run", "--quiet"])
        .args(arguments)
        .current_dir(Path::new(FOLDER).join(".."))
        .output()
        .expect("cargo runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Returns the command's JSON answer to a question of a study.
fn asked(question: &str, file: &Path) -> Value {
    let file = file.to_str().expect("a path of text");
    let command = ["--package", "netprice-cli", "--", question, "--json", file];
    serde_json::from_str(&printed(&command)).expect("JSON")
}

#[test]
fn the_crate_gives_the_expected_figures() {
    for case in cases() {
        assert!(!case.expected.is_empty(), "{}", case.name());
        assert_eq!(case.found(&case.answer()), case.expected, "{}", case.name());
    }
}

#[test]
fn the_command_gives_the_expected_figures() {
    for case in cases() {
        let printed = asked(case.question, &case.file);
        let answer = match case.question {
            "compare" => json!({ "compare": printed }),
            question => json!({ question: { "answer": printed } }),
        };
        assert_eq!(case.found(&answer), case.expected, "{}", case.name());
        if case.question == "compare" {
            let quotes = asked("quote", &case.file);
            assert_eq!(
                quotes["offers"],
                answer["compare"]["offers"],
                "{}",
                case.name()
            );
        }
    }
}

#[test]
fn a_scenario_holds_the_expected_figures_and_no_others() {
    for case in cases() {
        let answer = case.answer();
        let outcome = run(&case, &answer, &case.expected);
        assert!(outcome.is_passed(), "{}: {outcome}", case.name());
        let wrong = case.expected.iter();
        let wrong = wrong.map(|(place, figure)| (place.clone(), format!("1{figure}")));
        let outcome = run(&case, &answer, &wrong.collect());
        assert_eq!(
            outcome.failures.len(),
            case.expected.len(),
            "{}",
            case.name()
        );
    }
}

/// Runs a study as a scenario that expects some figures.
fn run(case: &Case, answer: &Value, expected: &Figures) -> netprice_scenario::CaseOutcome {
    let catalog = Catalog::published().expect("the catalogue");
    let study: Value = serde_json::from_str(&case.text).expect("JSON");
    let places = expected.iter();
    let places = places.map(|(place, figure)| (segments(place), figure.as_str()));
    let scenario = json!({
        "topic": case.question,
        "cases": [{
            "name": case.name(),
            "source": "the figures beside the study",
            "study": study,
            "expect": expectation(answer, places.collect()),
        }],
    });
    let scenario = toml::to_string(&scenario).expect("TOML");
    let scenario = netprice_scenario::read(&scenario).expect("a scenario");
    netprice_scenario::run(&scenario, &scenario.cases[0], &catalog)
}

fn segments(pointer: &str) -> Vec<String> {
    let segments = pointer.split('/').skip(1);
    segments
        .map(|one| one.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// Converts figures at their pointers to the expectations of a scenario: outcomes are unwrapped, and
/// lists are completed with the other elements of the answer.
fn expectation(value: &Value, places: Vec<(Vec<String>, &str)>) -> Value {
    if let Some((_, figure)) = places.iter().find(|(place, _)| place.is_empty()) {
        return (*figure).into();
    }
    let is_outcome = value.as_object().is_some_and(|fields| fields.len() == 1);
    let mut by_first: BTreeMap<String, Vec<(Vec<String>, &str)>> = BTreeMap::new();
    for (mut place, figure) in places {
        let rest = place.split_off(1);
        by_first
            .entry(place.concat())
            .or_default()
            .push((rest, figure));
    }
    match (value, by_first.remove("answer").filter(|_| is_outcome)) {
        (_, Some(places)) => expectation(&value["answer"], places),
        (Value::Array(elements), None) => {
            let elements = elements.iter().enumerate();
            let elements = elements.map(|(index, element)| {
                let places = by_first.remove(&index.to_string());
                places.map_or_else(|| some_of(element), |places| expectation(element, places))
            });
            elements.collect()
        }
        (_, None) => {
            let fields = by_first.into_iter();
            let fields = fields.map(|(name, places)| {
                let expected = expectation(&value[&name], places);
                (name, expected)
            });
            Value::Object(fields.collect())
        }
    }
}

/// Reduces objects to their first field at each level; other values are returned unchanged.
fn some_of(value: &Value) -> Value {
    let first = value.as_object().and_then(|fields| fields.iter().next());
    first.map_or_else(
        || value.clone(),
        |(name, value)| json!({ name: some_of(value) }),
    )
}

#[test]
fn the_example_gives_the_expected_figures() {
    let printed = printed(&["--package", "netprice-study", "--example", "six_clouds"]);
    let cases = cases();
    let expected = &cases[0].expected;
    let offers = expected.iter().filter_map(|(place, list)| {
        let offer = segments(place).get(2)?.clone();
        let effective = expected.get(&format!("{}/effective", place.strip_suffix("/list")?))?;
        Some((offer, list, effective))
    });
    for (offer, list, effective) in offers {
        let line = format!("{offer}: {list} list, {effective} effective");
        assert!(printed.contains(&line), "{line} is not in\n{printed}");
    }
    assert_eq!(printed.lines().count(), 6);
}
