//! A price book and a contract of one's own, and every step from list to net.
//!
//! `cargo run --package netprice --example explained`

use netprice::{Agreement, PriceBook, PriceModel, Problems, Sku, Tier, Usage, quote};

fn main() -> Result<(), Problems> {
    let bound = "10240".parse()?;
    let first = Tier {
        up_to: Some(bound),
        ..Tier::open("0.09".parse()?)
    };
    let rest = Tier {
        from: bound,
        ..Tier::open("0.085".parse()?)
    };
    let price = PriceModel::Graduated(vec![first, rest]);
    let egress = Sku::new("internet-egress", "GB", price)?;
    let book = PriceBook::new("acme", "north", "USD")?.with("egress", egress)?;
    let usage = Usage::default().with("downloads", "egress", "20 TB")?;
    let agreement = Agreement::default().with_discount("frame contract", "4.5折")?;
    let quote = quote(&book, &usage, &agreement)?;
    for step in quote.steps() {
        println!("{step}");
    }
    println!("{quote:.2}");
    Ok(())
}
