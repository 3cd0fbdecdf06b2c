//! A price book and a contract of one's own, and every step from list to net.
//!
//! `cargo run --package netprice --example explained`

use netprice::price::{PriceModel, Tier};
use netprice::price_book::{PriceBook, Sku};
use netprice::published::Published;
use netprice::quote::quote;
use netprice::terms::{PriceChange, Term, Terms};
use netprice::usage::{Usage, UsageLine};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tier = |from: &str, up_to: Option<&str>, unit_price: &str| {
        Ok::<Tier, netprice::error::Problem>(Tier {
            from: from.parse()?,
            up_to: up_to.map(str::parse).transpose()?,
            unit_price: unit_price.parse()?,
            ..Tier::default()
        })
    };
    let mut book = PriceBook::new("acme".parse()?, "north".parse()?, "USD".parse()?);
    let price = PriceModel::Graduated(vec![
        tier("0", Some("10240"), "0.09")?,
        tier("10240", None, "0.085")?,
    ]);
    let published = Published::new("acme's price page", "2026-01-31".parse()?);
    let (service, unit) = ("internet-egress".parse()?, "GB".parse()?);
    let egress = Sku::new(service, unit, Some(price), published);
    book.skus.insert("egress".parse()?, egress);
    let line = UsageLine::new("downloads".parse()?, "egress".parse()?, "20 TB".parse()?);
    let usage = Usage::of(vec![line]);
    let contract = PriceChange::Pay("4.5折".parse()?);
    let terms = Terms(vec![Term::new("frame contract".parse()?, contract)]);
    for charge in quote(&book, &usage, &terms)?.charges {
        for step in &charge.steps {
            println!("{}: {step}", charge.line);
        }
    }
    Ok(())
}
