//! Reads a bill and prints its report and its lines: `cargo run --example bill FILE`.

use netprice_import::bill::read;

fn main() {
    let file = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(file).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    match read(&text) {
        Err(problems) => println!("ERROR {problems}"),
        Ok(bill) => {
            println!("{}", bill.report);
            for refused in &bill.report.refused {
                println!("refused {refused}");
            }
            let sum = |of: fn(&netprice_import::bill::BillLine) -> rust_decimal::Decimal| {
                bill.lines.iter().map(of).sum::<rust_decimal::Decimal>()
            };
            println!(
                "billed {} effective {} list {}",
                sum(|line| line.billed),
                sum(|line| line.effective),
                sum(|line| line.list)
            );
            for line in &bill.lines {
                let key = &line.key;
                let quantity = line.quantity.map(|quantity| {
                    quantity
                        .decimal()
                        .map(|one| one.to_string())
                        .unwrap_or_default()
                });
                println!(
                    "{:?} | {} | {} | {} | {} | {} | {} {} | {} {} eff {}",
                    key.category,
                    key.provider,
                    key.service,
                    key.sku,
                    key.item,
                    key.instance,
                    quantity.unwrap_or_default(),
                    key.unit,
                    line.billed.normalize(),
                    key.currency,
                    line.effective.normalize()
                );
            }
        }
    }
}
