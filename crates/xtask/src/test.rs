//! Every check of the project, the quick ones first.

use crate::run::{self, Outcome};
use crate::tools;

const WASM: &str = "wasm32-unknown-unknown";

/// Runs every check; the first that fails ends it.
pub fn all() -> Outcome {
    formatting_and_lints()?;
    native_tests()?;
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

/// Unit, property, snapshot, doc and scenario tests, and the agreement of crate, scenario and command.
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

/// The core compiled to wasm, in Node.
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

/// The JavaScript package, called from Node.
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

/// The built page in a real browser.
fn page() -> Outcome {
    run::step("trunk", &["build", "--release"])?;
    run::step("node", &["web/single.mjs"])?;
    // Without names Node looks for every `*.test.mjs` below, and for none among the packages.
    let mut tests = run::command("node");
    tests.args(["--test", "--test-concurrency=1"]);
    run::finish(tests.current_dir(run::root().join("tests/browser")))
}
