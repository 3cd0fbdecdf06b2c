//! One small workload at six clouds, each under its own contract.
//!
//! `cargo run --package netprice-catalog --example six_clouds`

use netprice::bill::Billing;
use netprice::commit::offer::Commitments;
use netprice::tax::Footing;
use netprice::terms::{PriceChange, Term, Terms};
use netprice_catalog::answer::answer;
use netprice_catalog::catalog::Catalog;
use netprice_catalog::need::Need;
use netprice_catalog::plan::{Offer, Plan};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let catalog = Catalog::published()?;
    let plan = Plan {
        currency: "CNY".parse()?,
        footing: Footing::AsListed,
        exchange_rates: None,
        need: Some(Need {
            machines: "3".parse()?,
            vcpus: "4".parse()?,
            memory_gib: "16".parse()?,
            hours: "730".parse()?,
            stored_gb: "1000".parse()?,
            egress_gb: "20000".parse()?,
        }),
        price_books: [].into(),
        machines: [].into(),
        offers: vec![
            offer("alibaba-cn-hangzhou", Some("4.5折"))?,
            offer("tencent-ap-guangzhou", Some("五折"))?,
            offer("aws-china-cn-north-1", Some("pay 60%"))?,
            offer("aws-us-east-1", Some("20% off"))?,
            offer("azure-eastus", None)?,
            offer("gcp-us-central1", None)?,
        ],
    };
    let comparison = answer(&plan, &catalog)?.comparison;
    for offer in &comparison.ranked {
        let (place, name, costs) = (offer.place, &offer.offer, offer.costs);
        println!(
            "{place} {name}: {} list, {} effective",
            costs.list, costs.effective
        );
    }
    for offer in &comparison.incomplete {
        let (name, known) = (&offer.offer, offer.known);
        println!(
            "- {name}: {} list, {} effective known",
            known.list, known.effective
        );
    }
    Ok(())
}

fn offer(price_book: &str, pay: Option<&str>) -> Result<Offer, Box<dyn std::error::Error>> {
    let mut terms = Terms::default();
    if let Some(pay) = pay {
        let change = PriceChange::Pay(pay.parse()?);
        terms.0.push(Term::new("contract".parse()?, change));
    }
    Ok(Offer {
        id: None,
        price_book: price_book.parse()?,
        usage: None,
        machine: None,
        terms,
        tax: None,
        commitments: Commitments::default(),
        billing: Billing::default(),
    })
}
