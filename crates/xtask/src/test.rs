//! Runs all checks of the project, the quick ones first.

use crate::instructions;
use crate::run::{self, Outcome};
use crate::tools;

const WASM: &str = "wasm32-unknown-unknown";

/// Runs all checks and stops at the first failure.
pub fn all() -> Outcome {
    formatting_and_lints()?;
    tools::python()?;
    native_tests()?;
    instructions::count()?;
    tools::wasm_target()?;
    tools::wasm_bindgen()?;
    wasm_tests()?;
    binding()?;
    tools::trunk()?;
    tools::chromium()?;
    tools::node_packages()?;
    page()?;
    println!("\nEvery check passed.");
    Ok(())
}

fn formatting_and_lints() -> Outcome {
    run::step("cargo", &["fmt", "--all", "--check"])?;
    let workspace = ["clippy", "--workspace", "--all-targets", "--quiet"];
    run::step(
        "cargo",
        &[&workspace[..], &["--", "-D", "warnings"]].concat(),
    )?;
    let mut docs = run::command("cargo");
    docs.args(["doc", "--workspace", "--no-deps", "--quiet"])
        .env("RUSTDOCFLAGS", "-D warnings");
    run::finish(&mut docs)
}

/// Runs the unit, property, snapshot, doc, scenario and differential tests, and compares crate, scenarios
/// and command.
fn native_tests() -> Outcome {
    run::step(
        "cargo",
        &["test", "--workspace", "--exclude", "netprice-page"],
    )?;
    run::step("cargo", &["test", "--package", "netprice-page"])?;
    let scenarios = ["run", "--quiet", "--package", "netprice-cli", "--"];
    run::step(
        "cargo",
        &[&scenarios[..], &["test", "tests/scenarios"]].concat(),
    )
}

/// Runs the wasm tests in Node.
fn wasm_tests() -> Outcome {
    let mut tests = run::command("cargo");
    tests
        .args(["test", "--package", "netprice-js", "--target", WASM])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        );
    run::finish(&mut tests)
}

/// Builds the JavaScript package and tests it in Node.
fn binding() -> Outcome {
    run::step(
        "cargo",
        &["build", "--package", "netprice-js", "--target", WASM],
    )?;
    for (target, directory) in [
        ("nodejs", "target/netprice-js"),
        ("web", "target/netprice-web"),
    ] {
        let built = "target/wasm32-unknown-unknown/debug/netprice_js.wasm";
        let arguments = ["--target", target, "--out-dir", directory, built];
        run::step("wasm-bindgen", &arguments)?;
    }
    run::step("node", &["--test", "tests/node/binding.test.mjs"])
}

/// Builds the page and tests it in a browser.
fn page() -> Outcome {
    run::step("trunk", &["build", "--release"])?;
    run::step("node", &["web/single.mjs"])?;
    // Without file names, Node runs every `*.test.mjs` below the folder, except in node_modules.
    let mut tests = run::command("node");
    tests.args(["--test", "--test-concurrency=1"]);
    run::finish(tests.current_dir(run::root().join("tests/browser")))
}
