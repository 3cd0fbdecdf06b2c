//! Installs the missing tools of the page and its tests.

use crate::run::{self, Outcome};

const TARGET: &str = "wasm32-unknown-unknown";
/// The version of trunk; 0.22 needs a newer compiler than the project's.
const TRUNK: &str = "0.21.14";

/// The tool that splits the page, which cannot print its own version.
const SPLIT: (&str, &str) = ("wasm_split_cli_support", "0.2.4");

/// Installs the wasm target of the compiler.
pub fn wasm_target() -> Outcome {
    let installed = run::output("rustup", &["target", "list", "--installed"]);
    if installed.is_some_and(|list| list.lines().any(|line| line == TARGET)) {
        return Ok(());
    }
    run::step("rustup", &["target", "add", TARGET])
}

/// Installs the wasm-bindgen tools in the version of the library in Cargo.lock.
pub fn wasm_bindgen() -> Outcome {
    let version = locked("wasm-bindgen")?;
    install("wasm-bindgen", "wasm-bindgen-cli", &version, &[])
}

/// Installs the bundler of the page.
pub fn trunk() -> Outcome {
    install("trunk", "trunk", TRUNK, &["--no-default-features"])
}

/// Installs the tool that splits the page.
pub fn wasm_split() -> Outcome {
    let (package, version) = SPLIT;
    let installed = std::fs::read_to_string(run::tools().join(".crates.toml"));
    let wanted = format!("\"{package} {version} ");
    if installed.is_ok_and(|installed| installed.contains(&wanted)) {
        return Ok(());
    }
    built(package, version, &["--features", "build-binary"])
}

/// Installs a browser and its driver from the system's packages.
pub fn chromium() -> Outcome {
    let packages = ["chromium", "chromium-driver", "fonts-noto-cjk"];
    system_packages(&["chromium", "chromedriver"], &packages)
}

/// Installs what counts instructions, from the system's packages.
pub fn valgrind() -> Outcome {
    system_packages(&["valgrind"], &["valgrind"])
}

/// Installs Python, which runs the independent model, from the system's packages.
pub fn python() -> Outcome {
    system_packages(&["python3"], &["python3"])
}

/// Installs packages of the system, unless it has all of some programs.
fn system_packages(programs: &[&str], packages: &[&str]) -> Outcome {
    let is_there = |program: &&str| run::output(program, &["--version"]).is_some();
    if programs.iter().all(is_there) {
        return Ok(());
    }
    let manual = format!(
        "{} is missing; install it with:\n  sudo apt-get update && sudo apt-get install -y {}",
        programs.join(" or "),
        packages.join(" "),
    );
    let is_root = run::output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let apt = |arguments: &[&str]| {
        if is_root {
            run::step("apt-get", arguments)
        } else {
            run::step("sudo", &[&["-n", "apt-get"], arguments].concat())
        }
    };
    let install = ["install", "-y", "--no-install-recommends"];
    apt(&["update"])
        .and_then(|()| apt(&[&install[..], packages].concat()))
        .map_err(|error| format!("{error}\n{manual}"))
}

/// Installs the Node packages of the browser tests from their lock file.
pub fn node_packages() -> Outcome {
    if run::output("node", &["--version"]).is_none() {
        return Err("node is missing; install Node.js 20 or newer".to_owned());
    }
    run::step("npm", &["ci", "--prefix", "tests/browser", "--silent"])
}

/// Returns the version of a library in Cargo.lock.
fn locked(library: &str) -> Result<String, String> {
    let lock = std::fs::read_to_string(run::root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    let name = format!("name = \"{library}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1).and_then(|line| {
        let quoted = line.strip_prefix("version = \"")?;
        quoted.strip_suffix('"')
    });
    version
        .map(str::to_owned)
        .ok_or_else(|| format!("Cargo.lock has no version of {library}"))
}

/// Installs a tool in the project, unless the path has it in the required version.
fn install(program: &str, package: &str, version: &str, flags: &[&str]) -> Outcome {
    let printed = run::output(program, &["--version"]).unwrap_or_default();
    if printed.split_whitespace().nth(1) == Some(version) {
        return Ok(());
    }
    built(package, version, flags)
}

/// Builds a tool and installs it in the project.
fn built(package: &str, version: &str, flags: &[&str]) -> Outcome {
    println!("{package} {version} is missing: building it once, which takes minutes");
    let root = run::tools();
    let mut command = run::command("cargo");
    command
        .args(["install", package, "--version", version])
        // An unoptimised tool is fast enough and builds in half the time.
        .args(["--locked", "--debug", "--root"])
        .arg(&root)
        .args(flags)
        .env("CARGO_PROFILE_DEV_DEBUG", "false");
    run::finish(&mut command)
}
