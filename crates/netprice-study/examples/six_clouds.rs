//! One small workload at six clouds, each under its own contract.
//!
//! `cargo run --package netprice-study --example six_clouds`

use netprice::{PriceChange, Term};
use netprice_study::workload::WorkloadLine;
use netprice_study::workload::ask::{Ask, Machines, ObjectStorage, Traffic};
use netprice_study::{Catalog, Offer, Problems, Study, Workload, compare};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut study = Study::new("CNY".parse()?);
    let line = |id: &str, ask| Ok::<_, Problems>(WorkloadLine::new(id.parse()?, ask));
    let machines = Machines {
        count: "3".parse()?,
        vcpus: "4".parse()?,
        memory_gib: "16".parse()?,
        ..Machines::default()
    };
    let objects = ObjectStorage {
        gb: "1000".parse()?,
        ..ObjectStorage::default()
    };
    let traffic = Traffic {
        gb: "20000".parse()?,
        ..Traffic::default()
    };
    study.workload = Some(Workload {
        lines: vec![
            line("machines", Ask::Machines(machines))?,
            line("storage", Ask::ObjectStorage(objects))?,
            line("egress", Ask::Traffic(traffic))?,
        ],
        unread: Vec::new(),
    });
    study.offers = vec![
        offer("alibaba-cn-hangzhou", Some("4.5折"))?,
        offer("tencent-ap-guangzhou", Some("五折"))?,
        offer("aws-china-cn-north-1", Some("pay 60%"))?,
        offer("aws-us-east-1", Some("20% off"))?,
        offer("azure-eastus", None)?,
        offer("gcp-us-central1", None)?,
    ];
    let answer = compare(&study, &Catalog::published()?);
    for offer in &answer.comparison.ranked {
        let (rank, name, costs) = (offer.rank, &offer.offer, offer.costs);
        let (list, effective) = (costs.list, costs.effective);
        println!("{rank} {name}: {list} list, {effective} effective");
    }
    for offer in &answer.comparison.incomplete {
        let (name, known) = (&offer.offer, offer.known);
        let (list, effective) = (known.list, known.effective);
        println!("- {name}: {list} list, {effective} effective known");
    }
    for problem in answer.all_problems() {
        eprintln!("{problem}");
    }
    Ok(())
}

fn offer(price_book: &str, pay: Option<&str>) -> Result<Offer, Box<dyn std::error::Error>> {
    let mut offer = Offer::at_list(price_book.parse()?);
    if let Some(pay) = pay {
        let change = PriceChange::Pay(pay.parse()?);
        offer.terms.0.push(Term::new("contract".parse()?, change));
    }
    Ok(offer)
}
