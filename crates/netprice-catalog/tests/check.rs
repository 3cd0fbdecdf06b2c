//! The check of the catalogue: nothing unexplained in what ships, and every planted mistake is found.

use std::collections::BTreeSet;

use netprice::value::id::{BookId, SkuId};
use netprice::{Citation, NonNegative, PriceModel, Sku, Tier};
use netprice_catalog::Catalog;
use netprice_catalog::book::Book;
use netprice_catalog::check::{Age, Explained, Finding, Rule, check};
use rust_decimal::Decimal;

fn catalog() -> Catalog {
    Catalog::published().unwrap()
}

fn id(text: &str) -> BookId {
    text.parse().unwrap()
}

#[test]
fn what_ships_has_nothing_unexplained_and_explains_nothing_that_is_not_found() {
    let catalog = catalog();
    let books: Vec<BookId> = catalog.book_ids().cloned().collect();
    let explained = Explained::of(&catalog).unwrap();
    let found = check(&catalog, &books, None).unwrap();
    let provider = |finding: &Finding| catalog.provider(finding.book.as_str()).unwrap().to_string();
    let open: Vec<String> = found
        .iter()
        .filter(|finding| explained.reason(&provider(finding), finding).is_none())
        .map(ToString::to_string)
        .collect();
    assert_eq!(open, [] as [String; 0]);
    let seen: BTreeSet<(String, String, &str)> = found
        .iter()
        .map(|finding| {
            (
                provider(finding),
                finding.sku.to_string(),
                finding.rule.name(),
            )
        })
        .collect();
    for (provider, sku, rule, reason) in explained.iter() {
        let is_found = seen
            .iter()
            .any(|(p, s, r)| (p.as_str(), s.as_str(), *r) == (provider, sku, rule));
        assert!(is_found && !reason.is_empty(), "{provider} {sku} {rule}");
    }
}

fn number(text: &str) -> NonNegative {
    text.parse().unwrap()
}

fn times(price: &PriceModel, factor: &str) -> PriceModel {
    let PriceModel::Flat(price) = price else {
        panic!("{price:?}");
    };
    let factor: Decimal = factor.parse().unwrap();
    PriceModel::Flat(NonNegative::new(price.get() * factor).unwrap())
}

fn tier(from: &str, up_to: Option<&str>, price: &str) -> Tier {
    Tier {
        from: number(from),
        up_to: up_to.map(number),
        unit_price: number(price),
        ..Tier::default()
    }
}

/// A mistake: where, and what is made of the price there.
type Planted = (&'static str, &'static str, Rule, fn(&mut Book, &SkuId));

/// A tenth, ten times, a Windows price (twice that of Linux), a dedicated price (a tenth more), another unit, gaps and overlaps of
/// tiers, zeros, later prices out of order: twenty mistakes, in lists of five providers.
const PLANTED: [Planted; 20] = [
    ("aws-us-east-1", "m5.2xlarge", Rule::Region, |book, sku| {
        scale(book, sku, "10");
    }),
    ("aws-us-east-1", "c6i.xlarge", Rule::Region, |book, sku| {
        scale(book, sku, "0.1");
    }),
    ("aws-eu-west-1", "r6i.4xlarge", Rule::Region, |book, sku| {
        scale(book, sku, "100");
    }),
    ("aws-us-east-1", "m5.4xlarge", Rule::Line, |book, sku| {
        scale(book, sku, "2");
    }),
    ("aws-us-east-1", "c5.9xlarge", Rule::Line, |book, sku| {
        scale(book, sku, "1.1");
    }),
    ("aws-us-east-1", "r5.12xlarge", Rule::Line, |book, sku| {
        scale(book, sku, "0.9");
    }),
    (
        "azure-eastus",
        "Standard_D8s_v5",
        Rule::Line,
        |book, sku| scale(book, sku, "1.9"),
    ),
    (
        "azure-westeurope",
        "Standard_E16s_v5",
        Rule::Line,
        |book, sku| scale(book, sku, "1.1"),
    ),
    (
        "azure-eastus",
        "Standard_D4s_v5",
        Rule::Region,
        |book, sku| scale(book, sku, "0.1"),
    ),
    (
        "azure-eastus",
        "Standard_D2s_v5",
        Rule::Zero,
        |book, sku| set(book, sku, PriceModel::Flat(number("0"))),
    ),
    (
        "gcp-us-central1",
        "n2-standard-8",
        Rule::Line,
        |book, sku| scale(book, sku, "1.5"),
    ),
    (
        "gcp-us-central1",
        "n2-standard-16",
        Rule::Region,
        |book, sku| scale(book, sku, "24"),
    ),
    (
        "gcp-us-central1",
        "n2-standard-4",
        Rule::Unit,
        |book, sku| unit(book, sku, "Seconds"),
    ),
    ("aws-us-east-1", "m5.large", Rule::Unit, |book, sku| {
        unit(book, sku, "Months");
    }),
    ("aws-us-east-1", "m6i.large", Rule::Tiers, |book, sku| {
        // A gap from 10 to 20.
        set(
            book,
            sku,
            PriceModel::Graduated(vec![tier("0", Some("10"), "1"), tier("20", None, "0.5")]),
        );
    }),
    ("aws-us-east-1", "m6i.xlarge", Rule::Tiers, |book, sku| {
        // An overlap of 10 to 20.
        set(
            book,
            sku,
            PriceModel::Graduated(vec![tier("0", Some("20"), "1"), tier("10", None, "0.5")]),
        );
    }),
    ("aws-us-east-1", "m6i.2xlarge", Rule::Tiers, |book, sku| {
        // The first tier starts at 1.
        set(book, sku, PriceModel::Graduated(vec![tier("1", None, "1")]));
    }),
    (
        "alibaba-cn-hangzhou",
        "ecs.g7.xlarge",
        Rule::Line,
        |book, sku| scale(book, sku, "1.3"),
    ),
    (
        "alibaba-cn-hangzhou",
        "ecs.c7.2xlarge",
        Rule::Region,
        |book, sku| scale(book, sku, "0.01"),
    ),
    (
        "tencent-ap-guangzhou",
        "S5.2XLARGE32",
        Rule::Region,
        |book, sku| scale(book, sku, "10"),
    ),
];

fn set(book: &mut Book, sku: &SkuId, price: PriceModel) {
    book.prices.skus.get_mut(sku).unwrap().price = Some(price);
}

fn scale(book: &mut Book, sku: &SkuId, factor: &str) {
    let price = book.prices.skus[sku].price.clone().unwrap();
    set(book, sku, times(&price, factor));
}

fn unit(book: &mut Book, sku: &SkuId, unit: &str) {
    book.prices.skus.get_mut(sku).unwrap().unit = unit.parse().unwrap();
}

#[test]
fn every_planted_mistake_is_found() {
    let published = catalog();
    for (book, sku, rule, plant) in PLANTED {
        let (book, sku) = (id(book), sku.parse::<SkuId>().unwrap());
        let mut wrong = published
            .whole_book(book.as_str())
            .unwrap()
            .unwrap()
            .clone();
        assert!(wrong.prices.skus.contains_key(&sku), "{book} has no {sku}");
        plant(&mut wrong, &sku);
        let planted = published.with_books([(book.clone(), wrong)]);
        let found = check(&planted, std::slice::from_ref(&book), None).unwrap();
        let is_it = |finding: &Finding| finding.sku == sku && finding.rule == rule;
        assert!(
            found.iter().any(is_it),
            "{book} {sku} {}: {found:?}",
            rule.name()
        );
    }
}

/// From 31 May 2024 to 30 November 2026 are 29 whole months, and a day later 30.
#[test]
fn the_age_of_a_price_is_counted_in_whole_months() {
    let acme = id("acme");
    let mut book = Book::own(&acme, "USD".parse().unwrap()).unwrap();
    let price = PriceModel::Flat(number("1"));
    let mut sku = Sku::new("compute", "Hours", price).unwrap();
    sku.published = Some(Citation::new("list", "2024-05-31".parse().unwrap()));
    book.prices.skus.insert("vm".parse().unwrap(), sku);
    let catalog = catalog().with_books([(acme.clone(), book)]);
    let old = |day: &str, months| {
        let day = day.parse().unwrap();
        let found = check(
            &catalog,
            std::slice::from_ref(&acme),
            Some(Age { day, months }),
        );
        found.unwrap().len()
    };
    assert_eq!(old("2026-11-30", 29), 0);
    assert_eq!(old("2026-11-30", 28), 1);
    assert_eq!(old("2026-12-01", 29), 1);
}
