//! Tests of `netprice test`.

use std::path::PathBuf;

use crate::netprice;

const CASE: &str = r#"
topic = "tokens"
[[cases]]
name = "a month"
source = "500 a month, by hand"
left_out = "the power"
[cases.study]
currency = "USD"
[cases.study.tokens.machines.one]
cost = { month = "500 USD" }
tokens_per_second = "100"
utilisation = "1"
[cases.expect.tokens.machines.one]
month = "500 USD"
"#;

/// Creates a separate folder for a test, with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("netprice-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}

#[test]
fn what_passes_is_counted_by_topic() {
    let folder = folder("passing", &[("a.toml", CASE), ("notes.md", "no scenario")]);
    let ran = netprice(&["test", folder.to_str().unwrap()]);
    std::fs::remove_dir_all(&folder).unwrap();
    let (first, rest) = ran.out.split_once('\n').unwrap();
    assert!(first.ends_with("a.toml: a month: the power"), "{first}");
    assert_eq!(
        rest,
        "tokens: 1 passed, 0 failed\ncases that leave out a part of their source: 1\n1 passed, 0 failed\n"
    );
    assert_eq!(ran.code, Some(0));
}

#[test]
fn what_fails_is_told_with_its_line() {
    let wrong = CASE.replace("month = \"500 USD\"\n", "month = \"501 USD\"\n");
    let broken = "topic = 'x'\n[[cases]]\nnam = 'y'\n";
    let folder = folder("failing", &[("a.toml", &wrong), ("b.toml", broken)]);
    let ran = netprice(&["test", folder.to_str().unwrap()]);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(
        ran.out.contains("expected 501 USD, got 500 USD"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("line 14: "), "{}", ran.out);
    assert!(ran.out.contains("nam"), "{}", ran.out);
    assert_eq!(ran.out.lines().last(), Some("0 passed, 2 failed"));
    assert_eq!(ran.code, Some(1));
}

#[test]
fn a_folder_without_scenarios_does_not_pass() {
    let folder = folder("empty", &[]);
    let ran = netprice(&["test", folder.to_str().unwrap()]);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(ran.out.contains("there is no scenario file"), "{}", ran.out);
    assert_eq!(ran.code, Some(1));
}
