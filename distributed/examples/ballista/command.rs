//! The same usage, rated by the command `netprice rate`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use netprice::value::ratio::Ratio;
use serde_json::Value;

use crate::{Failure, digits};

/// Fails unless the command answers the same cost of each SKU, to the last digit.
///
/// # Errors
/// A program that does not run, an answer of another form, and a cost that differs.
pub fn compare(
    program: &str,
    folder: &Path,
    by_sku: &BTreeMap<String, Ratio>,
) -> Result<(), Failure> {
    let mut arguments: Vec<OsString> = ["rate", "--json", "--by", "sku"].map(OsString::from).into();
    for (option, file) in [("--book", "book.json"), ("--agreement", "agreement.json")] {
        arguments.extend([option.into(), folder.join(file).into()]);
    }
    for file in fs::read_dir(folder.join("usage"))? {
        arguments.push(file?.path().into());
    }
    let output = Command::new(program).args(arguments).output()?;
    let answer: Value = serde_json::from_slice(&output.stdout).map_err(|problem| {
        let told = String::from_utf8_lossy(&output.stderr);
        format!("{program}: {problem}\n{told}")
    })?;
    let groups = answer.get("groups").and_then(Value::as_array);
    let groups = groups.ok_or("the command answered no groups")?;
    let cost = |group: &Value| {
        let text = |field| Some(group.get(field)?.as_str()?.to_owned());
        text("sku").zip(text("effective_exact"))
    };
    let answered: Option<BTreeMap<String, String>> = groups.iter().map(cost).collect();
    let answered = answered.ok_or("the command answered a group without a SKU or a cost")?;
    let expected: BTreeMap<String, String> = by_sku
        .iter()
        .map(|(sku, cost)| (sku.clone(), digits(*cost)))
        .collect();
    if answered != expected {
        return Err(format!("the command answered {answered:?}, expected {expected:?}").into());
    }
    println!(
        "netprice rate: {} costs are the same to the last digit",
        answered.len()
    );
    Ok(())
}
