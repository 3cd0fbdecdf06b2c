//! Every way to ask gives the same decimals: the example, the command and the crate.
//!
//! The scenario `first/six_clouds.toml`, `node/` and `browser/` hold the other ways to the same
//! file of expected figures, which `plans/six_clouds.py` worked out without this project's code.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// List, contracted and effective cost, by offer.
type Figures = BTreeMap<String, [String; 3]>;

fn text(value: &Value, key: &str) -> String {
    value[key]
        .as_str()
        .expect("decimals travel as text")
        .to_owned()
}

fn costs(value: &Value) -> [String; 3] {
    ["list", "contracted", "effective"].map(|cost| text(value, cost))
}

fn expected() -> Figures {
    let file = Path::new(FOLDER).join("plans/six_clouds.expected.json");
    let json = std::fs::read_to_string(file).expect("the expected figures");
    let json: BTreeMap<String, Value> = serde_json::from_str(&json).expect("JSON");
    json.iter()
        .map(|(name, value)| (name.clone(), costs(value)))
        .collect()
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

#[test]
fn the_command_gives_the_expected_figures() {
    let command = ["--package", "netprice-cli", "--", "compare", "--json"];
    let json = printed(&[&command[..], &["tests/plans/six_clouds.json"]].concat());
    let answer: Value = serde_json::from_str(&json).expect("JSON");
    let comparison = &answer["comparison"];
    let offers = |list: &str| comparison[list].as_array().expect("a list").clone();
    let ranked = offers("ranked")
        .into_iter()
        .map(|o| (text(&o, "offer"), costs(&o["costs"])));
    let partial = offers("incomplete")
        .into_iter()
        .map(|o| (text(&o, "offer"), costs(&o["known"])));
    assert_eq!(ranked.chain(partial).collect::<Figures>(), expected());
}

#[test]
fn the_example_gives_the_expected_figures() {
    let printed = printed(&["--package", "netprice-catalog", "--example", "six_clouds"]);
    for (offer, [list, _, effective]) in expected() {
        let line = format!("{offer}: {list} list, {effective} effective");
        assert!(printed.contains(&line), "{line} is not in\n{printed}");
    }
    assert_eq!(printed.lines().count(), expected().len());
}

#[test]
fn the_command_closes_with_the_count_and_fails_on_a_misspelt_field() {
    let file = std::env::temp_dir().join(format!("netprice-{}.toml", std::process::id()));
    std::fs::write(&file, "topic = 'x'\n[[cases]]\nnam = 'y'\n").expect("a file");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "netprice-cli", "--", "test"])
        .arg(&file)
        .current_dir(FOLDER)
        .output()
        .expect("cargo runs");
    std::fs::remove_file(&file).expect("the file is there");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success());
    assert!(printed.contains("cases[0]"), "{printed}");
    assert!(printed.contains("unknown field `nam`"), "{printed}");
    assert_eq!(printed.lines().last(), Some("0 passed, 1 failed"));
}
