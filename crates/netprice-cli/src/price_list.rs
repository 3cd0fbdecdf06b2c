//! `netprice import prices`: what a price list has, and its price book.

use netprice_import::price_list::{ImportedPrices, ListedBook, read};

use crate::arguments::PriceListArguments;
use crate::question::told;
use crate::source::{in_file, source_of};
use crate::text::{put, put_json, sections, table};

/// Reads a price list; returns whether no row was refused.
pub fn import(arguments: &PriceListArguments) -> bool {
    let file = &arguments.file;
    let all = |problems: netprice_import::Problems| {
        problems
            .iter()
            .map(|one| in_file(file, one))
            .collect::<Vec<String>>()
    };
    let source = match source_of(file) {
        Ok(source) => source,
        Err(message) => return told(&[message]),
    };
    let list = match read(source.into_read()) {
        Ok(list) => list,
        Err(problems) => return told(&all(problems)),
    };
    let book = list.book(arguments.region.as_deref(), arguments.currency.as_deref());
    match book {
        Ok(book) if arguments.book => put_json(&book.book),
        Ok(book) => put(&text(&list, Some(&book))),
        Err(problems) if arguments.book => return told(&all(problems)),
        Err(_) => put(&text(&list, None)),
    }
    let refused = list.report.refused.iter().map(|one| in_file(file, one));
    told(&refused.collect::<Vec<String>>()) || arguments.allow_refused
}

fn text(list: &ImportedPrices, book: Option<&ListedBook>) -> String {
    let rows = list.regions().into_iter().map(|(region, count)| {
        let name = if region.is_empty() {
            "all regions"
        } else {
            region
        };
        vec![name.to_owned(), count.to_string()]
    });
    let regions = table(1, &["Region", "Prices"], rows.collect());
    let book = book.map(|listed| {
        let (book, skus) = (&listed.book, listed.book.skus.len());
        format!(
            "{} {}: {skus} SKUs with prices by use in {}; not among them: {} prices of other regions, {} of other purchases, {} in other currencies, {} of zero, {} that cannot be kept",
            book.provider, book.region, book.currency, listed.other_regions, listed.other_kinds, listed.other_currencies, listed.zero, listed.left_out
        )
    });
    sections([list.report.to_string(), regions, book.unwrap_or_default()])
}
