//! The AWS Price List in JSON, read as it comes.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::number;
use crate::price::unit;
use crate::price_list::{ImportedPrices, ListPrice, PriceKind, PriceListFormat, unreadable};
use crate::problem::{ImportProblem, Problems, not_a_number, start};
use netprice::value::path::Path;
use rust_decimal::Decimal;

/// What is kept of a product until its prices come.
#[derive(Clone, Default)]
struct Product {
    instance: Arc<str>,
    item: Arc<str>,
    service: Arc<str>,
    region: Arc<str>,
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
    dimensions: BTreeMap<String, Dimension>,
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
    prices: BTreeMap<String, String>,
}

pub(super) fn read<R: Read>(source: R) -> Result<ImportedPrices, Problems> {
    let mut found = Found {
        products: HashMap::new(),
        texts: HashSet::new(),
        list: ImportedPrices::of(PriceListFormat::AwsJson),
    };
    let mut reader = serde_json::Deserializer::from_reader(source);
    let read = Part::Document.with(&mut found).deserialize(&mut reader);
    read.map_err(|error| unreadable(&error.to_string()))?;
    Ok(found.list)
}

struct Found {
    products: HashMap<Arc<str>, Product>,
    /// Texts that were seen, each once.
    texts: HashSet<Arc<str>>,
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
                    map.next_value_seed(Part::Products.with(self.found))?;
                }
                (Part::Document, "terms") => map.next_value_seed(Part::Terms.with(self.found))?,
                (Part::Terms, "OnDemand") => {
                    map.next_value_seed(Part::Skus(PriceKind::OnDemand).with(self.found))?;
                }
                (Part::Terms, "Reserved") => {
                    map.next_value_seed(Part::Skus(PriceKind::Reserved).with(self.found))?;
                }
                (Part::Products, _) => {
                    let product = self.found.product(map.next_value()?);
                    self.found.products.insert(key.into(), product);
                }
                (Part::Skus(kind), _) => {
                    let terms: BTreeMap<String, Term> = map.next_value()?;
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

impl Found {
    /// A text, once for all that have it.
    fn text(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.texts.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.texts.insert(Arc::clone(&new));
        new
    }

    /// A machine keeps its type if it is one that the catalogue means: Linux without software, shared, and in use.
    fn product(&mut self, raw: RawProduct) -> Product {
        let RawProduct { family, attributes } = raw;
        let text = |name: &str| attributes.get(name).map_or("", String::as_str);
        let is = |name: &str, value: &str| ["", "NA", value].contains(&text(name));
        let is_plain = ["", "AmazonEC2"].contains(&text("servicecode"))
            && is("operatingSystem", "Linux")
            && is("tenancy", "Shared")
            && is("preInstalledSw", "NA")
            && is("capacitystatus", "Used");
        let instance = if is_plain { text("instanceType") } else { "" };
        let region = if text("regionCode").is_empty() {
            text("location")
        } else {
            text("regionCode")
        };
        let words = [
            text("usagetype"),
            text("operatingSystem"),
            text("tenancy"),
            &family,
        ];
        let words: Vec<&str> = words
            .into_iter()
            .filter(|word| !word.is_empty() && *word != "NA")
            .collect();
        Product {
            instance: self.text(instance),
            item: self.text(&words.join(" ")),
            service: self.text(text("servicecode")),
            region: self.text(region),
        }
    }

    fn take(&mut self, kind: PriceKind, sku: &str, terms: BTreeMap<String, Term>) {
        let found = self.products.get_key_value(sku);
        let found = found.map(|(sku, product)| (Arc::clone(sku), product.clone()));
        let (sku, product) = found.unwrap_or_else(|| (sku.into(), Product::default()));
        for term in terms.into_values() {
            let attribute = |name: &str| term.attributes.get(name).map_or("", String::as_str);
            let parts = [
                attribute("LeaseContractLength"),
                attribute("PurchaseOption"),
                attribute("OfferingClass"),
            ];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let length = self.text(&parts.join(" "));
            // Some files have terms with a lease among those on demand.
            let kind = if length.is_empty() {
                kind
            } else {
                PriceKind::Reserved
            };
            for (code, dimension) in term.dimensions {
                let read = self.price(&dimension).map(|price| ListPrice {
                    sku: Arc::clone(&sku),
                    instance: Arc::clone(&product.instance),
                    item: if product.item.is_empty() {
                        price.item
                    } else {
                        Arc::clone(&product.item)
                    },
                    service: Arc::clone(&product.service),
                    region: Arc::clone(&product.region),
                    kind,
                    term: Arc::clone(&length),
                    ..price
                });
                self.list.add(
                    read.map_err(|problem| problem.at(Path::from("priceDimensions").key(code))),
                );
            }
        }
    }

    /// What a dimension states of a price.
    fn price(&mut self, dimension: &Dimension) -> Result<ListPrice, ImportProblem> {
        let wrong = |value: &str| not_a_number(start(value));
        let (currency, amount) = dimension.prices.iter().next().ok_or_else(|| wrong(""))?;
        let from = if dimension.from.is_empty() {
            Some(Decimal::ZERO)
        } else {
            number::parse(&dimension.from, None)
        };
        Ok(ListPrice {
            item: self.text(&dimension.description),
            unit: self.text(&unit(&dimension.unit)),
            from: from.ok_or_else(|| wrong(&dimension.from))?,
            price: number::parse(amount, None).ok_or_else(|| wrong(amount))?,
            currency: self.text(currency),
            ..ListPrice::default()
        })
    }
}
