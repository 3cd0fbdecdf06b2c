//! The AWS Price List in JSON, read as it comes.

use std::collections::HashMap;
use std::fmt;
use std::io::Read;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::number;
use crate::price::unit;
use crate::price_list::{ImportedPrices, ListPrice, PriceKind, PriceListFormat, unreadable};
use crate::problem::{ImportProblem, Problems, start};
use netprice::value::path::Path;
use rust_decimal::Decimal;

/// What is kept of a product until its prices come.
#[derive(Default)]
struct Product {
    instance: String,
    item: String,
    service: String,
    region: String,
}

#[derive(Deserialize)]
struct RawProduct {
    #[serde(rename = "productFamily", default)]
    family: String,
    #[serde(default)]
    attributes: HashMap<String, String>,
}

#[derive(Deserialize)]
struct Term {
    #[serde(rename = "priceDimensions", default)]
    dimensions: HashMap<String, Dimension>,
    #[serde(rename = "termAttributes", default)]
    attributes: HashMap<String, String>,
}

#[derive(Deserialize)]
struct Dimension {
    #[serde(default)]
    unit: String,
    #[serde(rename = "beginRange", default)]
    from: String,
    #[serde(default)]
    description: String,
    #[serde(rename = "pricePerUnit", default)]
    prices: HashMap<String, String>,
}

pub(super) fn read<R: Read>(source: R) -> Result<ImportedPrices, Problems> {
    let mut found = Found {
        products: HashMap::new(),
        list: ImportedPrices::of(PriceListFormat::AwsJson),
    };
    let mut reader = serde_json::Deserializer::from_reader(source);
    let read = Part::Document.with(&mut found).deserialize(&mut reader);
    read.map_err(|error| unreadable(&error.to_string()))?;
    Ok(found.list)
}

struct Found {
    products: HashMap<String, Product>,
    list: ImportedPrices,
}

/// The part of the document that is being read.
#[derive(Clone, Copy)]
enum Part {
    Document,
    Products,
    Terms,
    Skus(PriceKind),
}

impl Part {
    fn with(self, found: &mut Found) -> Reading<'_> {
        Reading { part: self, found }
    }
}

struct Reading<'a> {
    part: Part,
    found: &'a mut Found,
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an AWS price list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match (self.part, key.as_str()) {
                (Part::Document, "products") => {
                    map.next_value_seed(Part::Products.with(self.found))?
                }
                (Part::Document, "terms") => map.next_value_seed(Part::Terms.with(self.found))?,
                (Part::Terms, "OnDemand") => {
                    map.next_value_seed(Part::Skus(PriceKind::OnDemand).with(self.found))?
                }
                (Part::Terms, "Reserved") => {
                    map.next_value_seed(Part::Skus(PriceKind::Reserved).with(self.found))?
                }
                (Part::Products, _) => {
                    let product = product(map.next_value()?);
                    self.found.products.insert(key, product);
                }
                (Part::Skus(kind), _) => {
                    let terms: HashMap<String, Term> = map.next_value()?;
                    self.found.take(kind, &key, terms);
                }
                (Part::Document | Part::Terms, _) => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// A machine keeps its type if it is one that the catalogue means: Linux without software, shared, and in use.
fn product(raw: RawProduct) -> Product {
    let text = |name: &str| raw.attributes.get(name).cloned().unwrap_or_default();
    let is = |name: &str, value: &str| {
        raw.attributes
            .get(name)
            .is_none_or(|found| found == value || found == "NA")
    };
    let is_plain = is("operatingSystem", "Linux")
        && is("tenancy", "Shared")
        && is("preInstalledSw", "NA")
        && is("capacitystatus", "Used");
    let instance = if is_plain {
        text("instanceType")
    } else {
        String::new()
    };
    let region = Some(text("regionCode"))
        .filter(|region| !region.is_empty())
        .unwrap_or_else(|| text("location"));
    let words = [
        text("usagetype"),
        text("operatingSystem"),
        text("tenancy"),
        raw.family,
    ];
    let words: Vec<String> = words
        .into_iter()
        .filter(|word| !word.is_empty() && word != "NA")
        .collect();
    Product {
        instance,
        item: words.join(" "),
        service: text("servicecode"),
        region,
    }
}

impl Found {
    fn take(&mut self, kind: PriceKind, sku: &str, terms: HashMap<String, Term>) {
        let empty = Product::default();
        let product = self.products.get(sku).unwrap_or(&empty);
        let mut terms: Vec<(String, Term)> = terms.into_iter().collect();
        terms.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        for (_, term) in terms {
            let attribute = |name: &str| term.attributes.get(name).map_or("", String::as_str);
            let length = format!(
                "{} {} {}",
                attribute("LeaseContractLength"),
                attribute("PurchaseOption"),
                attribute("OfferingClass")
            );
            let mut dimensions: Vec<(String, Dimension)> = term.dimensions.into_iter().collect();
            dimensions.sort_unstable_by(|one, other| one.0.cmp(&other.0));
            for (code, dimension) in dimensions {
                let read = price(kind, sku, product, length.trim(), &dimension);
                self.list.add(
                    read.map_err(|problem| problem.at(Path::from("priceDimensions").key(code))),
                );
            }
        }
    }
}

fn price(
    kind: PriceKind,
    sku: &str,
    product: &Product,
    term: &str,
    dimension: &Dimension,
) -> Result<ListPrice, ImportProblem> {
    let wrong = |value: &str| ImportProblem::NotANumber {
        value: start(value),
    };
    let mut prices: Vec<(&String, &String)> = dimension.prices.iter().collect();
    prices.sort_unstable();
    let (currency, amount) = prices.first().ok_or_else(|| wrong(""))?;
    let from = if dimension.from.is_empty() {
        Some(Decimal::ZERO)
    } else {
        number::parse(&dimension.from, None)
    };
    Ok(ListPrice {
        sku: sku.to_owned(),
        instance: product.instance.clone(),
        item: if product.item.is_empty() {
            dimension.description.clone()
        } else {
            product.item.clone()
        },
        service: product.service.clone(),
        region: product.region.clone(),
        unit: unit(&dimension.unit),
        kind,
        term: term.to_owned(),
        from: from.ok_or_else(|| wrong(&dimension.from))?,
        price: number::parse(amount, None).ok_or_else(|| wrong(amount))?,
        currency: (*currency).clone(),
    })
}
