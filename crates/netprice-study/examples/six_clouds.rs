//! One small workload at six clouds, each under its own contract.
//!
//! `cargo run --package netprice-study --example six_clouds`

use netprice::{PriceChange, Term};
use netprice_study::{Catalog, Offer, Study, Workload, compare};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut study = Study::new("CNY".parse()?);
    study.workload = Some(Workload {
        machines: "3".parse()?,
        vcpus: "4".parse()?,
        memory_gib: "16".parse()?,
        hours: "730".parse()?,
        stored_gb: "1000".parse()?,
        egress_gb: "20000".parse()?,
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
