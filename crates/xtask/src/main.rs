//! The project's commands: `cargo xtask serve`, `build`, `pack` and `test`.
//!
//! The crate uses only the standard library, so the first command on a new machine starts quickly. The
//! commands install what is missing: the wasm target, the pinned tools, a browser.

mod comments;
mod csv;
mod currencies;
mod first_view;
mod import_names;
mod instructions;
mod pack;
mod pack_services;
mod pack_tokens;
mod run;
mod service_tables;
mod sources_page;
mod split;
mod tables;
mod test;
mod together;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

use run::Outcome;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [PORT]   build the page and serve it, by default at http://127.0.0.1:8080/
  build          build the page for release into dist/, and as one file dist/netprice.html
  pack [--stated-licences-only]
                 pack the text tables of the catalogue into the tables that programs load;
                 with the option, leave out the sources that state no licence
  instructions   count the instructions of rating a row on each path
  test           run every check: formatting, lints, docs, tests, and the page in a browser";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["serve"] => serve("8080"),
        ["serve", port] => serve(port),
        ["build"] => build(),
        ["finish"] => finish(),
        ["pack"] => pack::write(false),
        ["pack", "--stated-licences-only"] => pack::write(true),
        ["instructions"] => instructions::count(),
        ["test"] => test::all(),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn serve(port: &str) -> Outcome {
    tools::wasm_target()?;
    tools::wasm_bindgen()?;
    tools::trunk()?;
    println!("The page will be at http://127.0.0.1:{port}/ once it is built.");
    run::step(
        "trunk",
        &["serve", "--address", "127.0.0.1", "--port", port],
    )
}

/// The hook that Trunk calls after building the page, before it replaces `dist/`.
fn finish() -> Outcome {
    let of_trunk = |name: &str| {
        std::env::var(name).map_err(|_| format!("{name} is not set: only trunk calls this command"))
    };
    let staging = PathBuf::from(of_trunk("TRUNK_STAGING_DIR")?);
    split::split(&staging, &of_trunk("TRUNK_PROFILE")?)?;
    first_view::draw(&staging)?;
    tables::copy(&staging)?;
    comments::take_out(&staging)
}

fn build() -> Outcome {
    tools::wasm_target()?;
    tools::wasm_bindgen()?;
    tools::trunk()?;
    run::step("trunk", &["build", "--release"])?;
    run::step("node", &["web/single.mjs"])
}
