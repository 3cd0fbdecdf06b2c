//! The table of what answers five sizes of machines at each provider: `matches.csv`.
//!
//! The table is written anew by `UPDATE=1 cargo test -p netprice-study --test matches`, to be reviewed. Each
//! cell is checked here without the matching: the machine is nowhere smaller than asked, and no other one
//! with a flat price costs less.

use std::collections::BTreeSet;
use std::fmt::Write;

use netprice::value::id::BookId;
use netprice::{NonNegative, PriceModel};
use netprice_catalog::book::{Book, CpuShare, Machine, Processor};
use netprice_catalog::goods::Purchase;
use netprice_study::sku_match::{Found, SkuMatch};
use netprice_study::{Catalog, Offer, Study, compare};

const LINES: &str = r#"
    currency = "USD"
    [[workload.lines]]
    id = "2/4"
    ask.machines = { count = "1", vcpus = "2", memory_gib = "4" }
    [[workload.lines]]
    id = "16/128"
    ask.machines = { count = "1", vcpus = "16", memory_gib = "128" }
    [[workload.lines]]
    id = "96/384"
    ask.machines = { count = "1", vcpus = "96", memory_gib = "384" }
    [[workload.lines]]
    id = "8 H100"
    ask.machines = { count = "1", gpu = { model = "H100", count = "8" } }
    [[workload.lines]]
    id = "Arm 4/8"
    ask.machines = { count = "1", vcpus = "4", memory_gib = "8", processor = "arm" }
"#;

/// The regions of the providers that have many.
const REGIONS: [&str; 6] = [
    "alibaba-cn-beijing",
    "aws-us-east-1",
    "azure-eastus",
    "gcp-us-central1",
    "tencent-ap-guangzhou",
    "volcengine-cn-beijing",
];

/// A price book of each provider in the sets to start from: one of [`REGIONS`], or else the first by name.
fn books(catalog: &Catalog) -> Vec<BookId> {
    let sets = catalog.starting_sets().unwrap();
    let all: BTreeSet<BookId> = sets.into_iter().flat_map(|set| set.books).collect();
    let mut seen = BTreeSet::new();
    let provider = |book: &BookId| book.as_str().split('-').next().unwrap_or("").to_owned();
    let preferred = REGIONS.iter().map(|book| book.parse().unwrap());
    let in_order = preferred.chain(all);
    in_order
        .filter(|book: &BookId| seen.insert(provider(book)))
        .collect()
}

struct Asked {
    vcpus: u32,
    memory_gib: u32,
    h100: u32,
    processor: Processor,
}

fn asked(line: &str) -> Asked {
    let (vcpus, memory_gib, h100, processor) = match line {
        "2/4" => (2, 4, 0, Processor::X86),
        "16/128" => (16, 128, 0, Processor::X86),
        "96/384" => (96, 384, 0, Processor::X86),
        "8 H100" => (0, 0, 8, Processor::X86),
        _ => (4, 8, 0, Processor::Arm),
    };
    Asked {
        vcpus,
        memory_gib,
        h100,
        processor,
    }
}

fn fits(asked: &Asked, machine: &Machine) -> bool {
    let number = |number: u32| NonNegative::new(number.into()).unwrap();
    let gpu = match (&machine.gpu, asked.h100) {
        (None, 0) => true,
        (Some(gpu), 1..) => gpu.model.starts_with("H100") && gpu.count >= number(asked.h100),
        _ => false,
    };
    gpu && machine.purchase == Purchase::OnDemand
        && machine.processor == asked.processor
        && machine.cpu_share == CpuShare::Full
        && machine.vcpus >= number(asked.vcpus)
        && machine.memory_gib >= number(asked.memory_gib)
}

fn check(book: &Book, one: &SkuMatch) {
    let asked = asked(one.line.as_str());
    let price = |sku: &str| match book.prices.skus.get(sku)?.price.as_ref()? {
        PriceModel::Flat(price) if !price.is_zero() => Some(*price),
        _ => None,
    };
    let all = book
        .machines
        .iter()
        .filter(|(_, machine)| fits(&asked, machine));
    let least = all.filter_map(|(sku, _)| price(sku.as_str())).min();
    match &one.found {
        Found::Chosen { sku, .. } => {
            assert!(fits(&asked, &book.machines[sku]), "{sku} for {}", one.line);
            if let (Some(price), Some(least)) = (price(sku.as_str()), least) {
                assert_eq!(price, least, "{sku} for {}", one.line);
            }
        }
        Found::Composed { choice, .. } => {
            let size = choice.size.unwrap();
            let least = |number: u32| NonNegative::new(number.into()).unwrap();
            assert!(size.vcpus >= least(asked.vcpus) && size.memory_gib >= least(asked.memory_gib));
            assert!(size.gpus >= least(asked.h100));
        }
        Found::Missing(_) => assert_eq!(least, None, "{}", one.line),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_table_of_matches() {
    let catalog = Catalog::published().unwrap();
    let mut study = Study::from_toml(LINES).unwrap();
    let books = books(&catalog);
    study.offers = books.iter().cloned().map(Offer::at_list).collect();
    let answer = compare(&study, &catalog);
    let mut table = "book,line,found,vcpus,memory_gib,gpus\n".to_owned();
    for id in &books {
        let book = catalog.book(id.as_str()).unwrap().unwrap();
        let offer = answer.offers[id.as_str()].as_ref().unwrap();
        for one in &offer.matches {
            check(book, one);
            let size = one
                .choice()
                .and_then(|choice| choice.size)
                .unwrap_or_default();
            let found = match &one.found {
                Found::Missing(missing) => format!("missing: {missing}").replace(',', ";"),
                Found::Composed { name, .. } => format!("composed: {name}"),
                _ => one.sku().unwrap().to_string(),
            };
            let (vcpus, memory, gpus) = (size.vcpus, size.memory_gib, size.gpus);
            writeln!(table, "{id},{},{found},{vcpus},{memory},{gpus}", one.line).unwrap();
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/matches.csv");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let held = std::fs::read_to_string(path).unwrap();
    let changed = table
        .lines()
        .filter(|row| !held.lines().any(|one| one == *row));
    let changed: Vec<&str> = changed.collect();
    assert_eq!(changed, Vec::<&str>::new(), "the matches changed");
    assert_eq!(table.lines().count(), held.lines().count());
}
