//! Rates a partitioned Parquet set on a scheduler and two executors, and compares each total with this process.
//!
//! `cargo run --release --example ballista [ROWS [COMMAND]]` ends with 1 if a digit differs; COMMAND is the path of the
//! program `netprice`, whose totals are then compared, too.

mod cluster;
mod command;
mod data;
mod expected;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use ballista::prelude::{SessionConfigExt, SessionContextExt};
use datafusion::arrow::array::{Array, Decimal128Array, RecordBatch};
use datafusion::arrow::util::display::array_value_to_string;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use netprice::value::ratio::Ratio;
use netprice_datafusion::Functions;
use rust_decimal::Decimal;

use crate::cluster::{Cluster, HOST, rater};
use crate::expected::Expected;

/// What ends the program.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

const ROWS: u64 = 4_000_000;

#[tokio::main]
async fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let ended = match given.as_slice() {
        ["scheduler", folder, port] => cluster::scheduler(Path::new(folder), port).await,
        ["executor", folder, ports_and_folder @ ..] => match ports_and_folder.try_into() {
            Ok(given) => cluster::executor(Path::new(folder), given).await,
            Err(_) => Err("an executor needs three ports and a folder".into()),
        },
        [] => compare(ROWS, None).await,
        [rows, command @ ..] if command.len() <= 1 => match rows.parse() {
            Ok(rows) => compare(rows, command.first().copied()).await,
            Err(_) => Err(format!("{rows:?} is no number of rows").into()),
        },
        _ => Err("at most a number of rows and the path of the command were expected".into()),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Rates the usage here and on the cluster, and fails if a digit differs.
async fn compare(rows: u64, command: Option<&str>) -> Result<(), Failure> {
    let folder = Folder::new()?;
    let rows_of_file = rows.div_ceil(data::FILES);
    data::write(&folder.0, rows_of_file)?;
    println!(
        "{} rows in {} Parquet files",
        rows_of_file * data::FILES,
        data::FILES
    );
    let rater = rater(&folder.0)?;
    println!("price book and agreement {:08x}", rater.fingerprint());

    let begun = Instant::now();
    let expected = Expected::of(rater.compiled(), rows_of_file)?;
    println!("this process: {:.1?}", begun.elapsed());
    same("a quote of the sums", &expected.quoted()?, &expected.by_sku)?;

    let cluster = Cluster::start(&folder.0).await?;
    let context = connect(&cluster, &folder.0.join("usage")).await?;
    Functions::of(rater).register(&mut *context.state_ref().write())?;
    let total = expected
        .by_sku
        .values()
        .copied()
        .try_fold(Ratio::ZERO, Ratio::plus)?;
    let total = BTreeMap::from([("all".to_owned(), total)]);
    let listed = "FROM usage WHERE netprice_by_count(sku) IS NOT NULL";
    let queries = [
        (
            "netprice_rated of sums by SKU",
            format!("SELECT sku, netprice_rated(sku, SUM(quantity)) {listed} GROUP BY sku"),
            &expected.by_sku,
        ),
        (
            "sums of netprice_cost by SKU",
            "SELECT sku, SUM(netprice_cost(sku, quantity)) FROM usage \
             WHERE NOT netprice_by_count(sku) GROUP BY sku"
                .to_owned(),
            &expected.by_row,
        ),
        (
            "netprice_total by account",
            format!("SELECT account, netprice_total(sku, quantity) {listed} GROUP BY account"),
            &expected.by_account,
        ),
        (
            "netprice_total of everything",
            format!("SELECT 'all', netprice_total(sku, quantity) {listed}"),
            &total,
        ),
        (
            "quantities without a price",
            "SELECT sku, SUM(quantity) FROM usage WHERE netprice_by_count(sku) IS NULL GROUP BY sku".to_owned(),
            &expected.unlisted,
        ),
    ];
    for (name, query, expected) in &queries {
        let begun = Instant::now();
        let answer = context.sql(query).await?.collect().await?;
        let elapsed = begun.elapsed();
        same(name, &numbers(&answer)?, expected)?;
        println!("  in {elapsed:.1?}");
    }
    if let Some(program) = command {
        command::compare(program, &folder.0, &expected.by_sku)?;
    }
    both_worked(&cluster)
}

/// A session that runs its queries on the cluster.
async fn connect(cluster: &Cluster, usage: &Path) -> Result<SessionContext, Failure> {
    let config = SessionConfig::new_with_ballista().with_target_partitions(16);
    let state = SessionStateBuilder::new()
        .with_config(config)
        .with_default_features();
    let address = format!("df://{HOST}:{}", cluster.scheduler);
    let context = SessionContext::remote_with_state(&address, state.build()).await?;
    let usage = usage
        .to_str()
        .ok_or("a folder with a name in Unicode was expected")?;
    context
        .register_parquet("usage", usage, ParquetReadOptions::default())
        .await?;
    Ok(context)
}

/// The names and the exact numbers of an answer.
fn numbers(batches: &[RecordBatch]) -> Result<BTreeMap<String, Ratio>, Failure> {
    let mut numbers = BTreeMap::new();
    for batch in batches {
        let column = batch.column(1).as_any().downcast_ref::<Decimal128Array>();
        let column = column.ok_or("decimals of 128 bits were expected")?;
        let scale = column.scale().unsigned_abs().into();
        let step = 10_i128.pow(scale);
        for row in 0..batch.num_rows() {
            if column.is_null(row) {
                return Err("a number was expected, and null was answered".into());
            }
            let units = column.value(row);
            let whole = Decimal::try_from_i128_with_scale(units / step, 0)?;
            let rest = Decimal::try_from_i128_with_scale(units % step, scale)?;
            let number = Ratio::from(whole).plus(rest.into())?;
            let name = array_value_to_string(batch.column(0), row)?;
            if numbers.insert(name.clone(), number).is_some() {
                return Err(format!("{name} was answered twice").into());
            }
        }
    }
    Ok(numbers)
}

/// Fails unless the names and all digits of the numbers are the same.
fn same(
    name: &str,
    answered: &BTreeMap<String, Ratio>,
    expected: &BTreeMap<String, Ratio>,
) -> Result<(), Failure> {
    let names: BTreeSet<&String> = answered.keys().chain(expected.keys()).collect();
    let names = names.into_iter();
    let differing = names.filter(|name| answered.get(*name) != expected.get(*name));
    let shown = |number: Option<&Ratio>| number.map_or("nothing".to_owned(), |it| digits(*it));
    let differing: Vec<String> = differing
        .map(|name| {
            let (answered, expected) = (shown(answered.get(name)), shown(expected.get(name)));
            format!("  {name}: {answered}, and {expected} was expected")
        })
        .collect();
    if !differing.is_empty() {
        return Err(format!("{name} differ:\n{}", differing.join("\n")).into());
    }
    let sum = answered
        .values()
        .copied()
        .try_fold(Ratio::ZERO, Ratio::plus)?;
    println!(
        "{name}: {} numbers are the same to the last digit; their sum is {}",
        answered.len(),
        digits(sum)
    );
    Ok(())
}

/// All digits of a cost, which may be more than one decimal of netprice holds.
fn digits(number: Ratio) -> String {
    let whole = number.floor();
    let rest = number.minus(whole).map(|rest| rest.to_string());
    match rest.as_deref().map(|rest| rest.strip_prefix("0.")) {
        Ok(Some(places)) => format!("{whole}.{places}"),
        _ => number.to_string(),
    }
}

/// Fails unless each executor kept the answer of a task.
fn both_worked(cluster: &Cluster) -> Result<(), Failure> {
    for folder in &cluster.work_folders {
        let answers = answers_within(folder)?;
        println!("{}: {answers} answers of tasks", folder.display());
        if answers == 0 {
            return Err("each executor should have had a task".into());
        }
    }
    Ok(())
}

/// The number of files in which an executor keeps what its tasks answered.
fn answers_within(folder: &Path) -> Result<usize, Failure> {
    let mut answers = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            answers += answers_within(&path)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "arrow")
        {
            answers += 1;
        }
    }
    Ok(answers)
}

/// A folder for this run, which is removed after it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, Failure> {
        let name = format!("netprice-ballista-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(problem) = fs::remove_dir_all(&self.0) {
            eprintln!("{}: {problem}", self.0.display());
        }
    }
}
