//! Reads a price list and prints its report and its prices: `cargo run --example prices FILE`.

use netprice_import::price_list::read;

fn main() {
    let file = std::fs::File::open(std::env::args().nth(1).unwrap()).unwrap();
    match read(file) {
        Err(problems) => println!("ERROR {problems}"),
        Ok(list) => {
            println!("{}", list.report);
            for refused in list.report.refused.iter().take(5) {
                println!("refused {refused}");
            }
            for price in list.prices.iter().take(
                std::env::args()
                    .nth(2)
                    .map_or(5, |count| count.parse().unwrap()),
            ) {
                println!(
                    "{:?} {} | {} | {} | {} | {} | {} from {} = {} {}",
                    price.kind,
                    price.term,
                    price.sku,
                    price.instance,
                    price.service,
                    price.item,
                    price.unit,
                    price.from,
                    price.price,
                    price.currency
                );
            }
        }
    }
}
