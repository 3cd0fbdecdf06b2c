//! Runs programs in the root of the project, with the project's tools first on the path.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The result of a command; the error is a message for the user.
pub type Outcome = Result<(), String>;

/// The root of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The folder for tools that the machine lacks in the required version.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// Prepares a command in the root of the project, with the project's tools first on the path.
pub fn command(program: &str) -> Command {
    let mut paths = vec![tools().join("bin")];
    let path = std::env::var_os("PATH").unwrap_or_default();
    paths.extend(std::env::split_paths(&path));
    let mut command = Command::new(program);
    command.current_dir(root());
    if let Ok(path) = std::env::join_paths(paths) {
        command.env("PATH", path);
    }
    // trunk reads this variable as the value of its option --no-color, and fails.
    command.env_remove("NO_COLOR");
    command
}

/// Runs a program to its end and shows its output.
pub fn step(program: &str, arguments: &[&str]) -> Outcome {
    finish(command(program).args(arguments))
}

/// Runs a prepared command to its end and shows its output.
pub fn finish(command: &mut Command) -> Outcome {
    let words: Vec<String> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let line = words.join(" ");
    println!("\n$ {line}");
    let started = Instant::now();
    let status = command
        .status()
        .map_err(|error| format!("could not start `{line}`: {error}"))?;
    if status.success() {
        println!("({:.0} s)", started.elapsed().as_secs_f64());
        return Ok(());
    }
    Err(format!("failed: {line}"))
}

/// Returns the output of a program, or `None` if it cannot be started or fails.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let mut command = command(program);
    let output = command
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let printed = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(printed)
}

/// Runs an example of the page and returns what it prints.
///
/// # Errors
/// The command that shows the reason, if the example fails.
pub fn page_example(name: &str) -> Result<String, String> {
    let arguments = [
        "run",
        "--quiet",
        "--package",
        "netprice-page",
        "--example",
        name,
    ];
    let printed = output("cargo", &arguments);
    printed.ok_or_else(|| {
        format!("the example {name} failed; for the reason, run: cargo run --package netprice-page --example {name}")
    })
}
