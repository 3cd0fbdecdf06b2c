//! A price book and a contract of one's own, and every step from list to net.
//!
//! `cargo run --package netprice --example explained`

use netprice::price_book::{PriceBook, PriceModel, Published, Sku, Tier};
use netprice::quote::quote;
use netprice::terms::{PriceChange, Term, Terms};
use netprice::usage::{Usage, UsageLine};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tier = |from: &str, up_to: Option<&str>, unit_price: &str| {
        Ok::<Tier, netprice::error::Problem>(Tier {
            from: from.parse()?,
            up_to: up_to.map(str::parse).transpose()?,
            unit_price: unit_price.parse()?,
        })
    };
    let mut book = PriceBook::new("acme".parse()?, "north".parse()?, "USD".parse()?);
    let egress = Sku {
        service: "internet-egress".parse()?,
        unit: "GB".parse()?,
        price: Some(PriceModel::Graduated(vec![
            tier("0", Some("10240"), "0.09")?,
            tier("10240", None, "0.085")?,
        ])),
        published: Published::new("acme's price page", "2026-01-31".parse()?),
    };
    book.skus.insert("egress".parse()?, egress);
    let usage = Usage::of(vec![UsageLine {
        id: "downloads".parse()?,
        sku: "egress".parse()?,
        quantity: "20 TB".parse()?,
    }]);
    let terms = Terms(vec![Term {
        id: "frame contract".parse()?,
        change: PriceChange::Pay("4.5折".parse()?),
    }]);
    for charge in quote(&book, &usage, &terms)?.charges {
        for step in &charge.steps {
            println!("{}: {step}", charge.line);
        }
    }
    Ok(())
}
