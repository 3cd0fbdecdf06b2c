//! The answers of price-query interfaces, for clouds whose lists are not public: each with the request that it answers.
//!
//! A file holds one pair `{ "request": …, "answer": … }`, or a list of them. An answer alone states neither the type nor the
//! region nor the period that its amount is for. Amounts are those after discounts, for the whole quantity and period of the
//! request: the unit is a block, such as `730 Hours`, so that no price is rounded.

mod alibaba;
mod baidu;
mod huawei;
mod tencent;
mod tianyi;

use netprice::value::decimal::times;
use netprice::value::path::Path;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::number;
use crate::price_list::{ImportedPrices, ListPrice, PriceKind, PriceListFormat};
use crate::problem::{ImportProblem, not_a_number, start};

/// What a pair gives, or why it gives nothing.
type Priced = Result<Vec<ListPrice>, ImportProblem>;

/// Reads a document of pairs; `None` for any other document.
pub(super) fn read(document: &Value) -> Option<ImportedPrices> {
    let one = [document.clone()];
    let pairs = document.as_array().map_or(one.as_slice(), Vec::as_slice);
    let is_pair = |pair: &Value| pair.get("request").is_some() && pair.get("answer").is_some();
    (!pairs.is_empty() && pairs.iter().all(is_pair)).then_some(())?;
    let mut prices: Option<ImportedPrices> = None;
    for (index, pair) in pairs.iter().enumerate() {
        let (request, answer) = (pair.get("request")?, unwrapped(pair.get("answer")?));
        let (format, read) = priced(request, answer)?;
        let prices = prices.get_or_insert_with(|| ImportedPrices::of(format));
        let at = |problem: ImportProblem| problem.at(Path::from("pairs").index(index));
        if prices.report.format != format {
            let message = format!(
                "an answer of {}, among those of {}; expected one cloud in a file",
                format.name(),
                prices.report.format.name()
            );
            prices.add(Err(at(ImportProblem::Unreadable { message })));
            continue;
        }
        match read {
            Ok(read) => read.into_iter().for_each(|price| prices.add(Ok(price))),
            Err(problem) => prices.add(Err(at(problem))),
        }
    }
    prices
}

/// The answer without the envelope of an interface or of its SDK.
fn unwrapped(answer: &Value) -> &Value {
    let envelopes = ["Response", "Result", "body"];
    let inner = envelopes.iter().find_map(|name| answer.get(*name));
    inner.unwrap_or(answer)
}

/// The cloud whose interface gives such an answer, and its prices.
fn priced(request: &Value, answer: &Value) -> Option<(PriceListFormat, Priced)> {
    use PriceListFormat::{AlibabaQuery, BaiduQuery, HuaweiQuery, TencentQuery, TianyiQuery};
    let has = |key: &str| answer.get(key).is_some();
    let found = if has("product_rating_results") {
        (HuaweiQuery, huawei::on_demand(request, answer))
    } else if has("official_website_rating_result") {
        (HuaweiQuery, huawei::period(request, answer))
    } else if has("returnObj") && has("statusCode") {
        (TianyiQuery, tianyi::order(request, answer))
    } else if has("InstanceTypeQuotaSet") {
        (TencentQuery, tencent::zone(answer))
    } else if has("DiskPrice") {
        (TencentQuery, tencent::disk(request, answer))
    } else if answer
        .get("Price")
        .is_some_and(|price| price.get("InstancePrice").is_some())
    {
        (TencentQuery, tencent::machine(request, answer))
    } else if has("PriceInfo") {
        (AlibabaQuery, alibaba::machine(request, answer))
    } else if answer
        .get("Data")
        .is_some_and(|data| data.get("ModuleDetails").is_some())
    {
        (AlibabaQuery, alibaba::modules(request, answer))
    } else if answer.get("price").is_some_and(Value::is_array) {
        (BaiduQuery, baidu::prices(request, answer))
    } else {
        return None;
    };
    Some(found)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A number as JSON number or text; `None` for null, an empty text or nothing.
fn some_number(value: &Value, key: &str) -> Result<Option<Decimal>, ImportProblem> {
    let written = match value.get(key) {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) if !text.trim().is_empty() => text.clone(),
        _ => return Ok(None),
    };
    let read = number::parse(&written, None).ok_or_else(|| not_a_number(start(&written)));
    read.map(Some)
}

/// A number that must be there.
fn number_of(value: &Value, key: &str) -> Result<Decimal, ImportProblem> {
    some_number(value, key)?.ok_or_else(|| missing(key))
}

/// A count of the request, 1 if it states none.
fn count(request: &Value, key: &str) -> Result<Decimal, ImportProblem> {
    Ok(some_number(request, key)?.unwrap_or(Decimal::ONE))
}

/// A field that is not there.
fn missing(field: &str) -> ImportProblem {
    let message = format!("'{field}' is missing; expected it in the request or the answer");
    ImportProblem::Unreadable { message }
}

/// A text of the request that must be there.
fn needed<'a>(request: &'a Value, key: &str) -> Result<&'a str, ImportProblem> {
    match text(request, key) {
        "" => Err(missing(key)),
        found => Ok(found),
    }
}

/// What an amount is for.
struct For<'a> {
    /// The type of the machine, the kind of disk, or another SKU.
    sku: &'a str,
    is_machine: bool,
    region: &'a str,
    service: &'a str,
    currency: &'a str,
    /// The unit of one.
    unit: &'a str,
    /// How many units the amount is for.
    units: Decimal,
}

impl For<'_> {
    /// The price of an amount: by use; of a machine by the month, whose SKU ends in `month` as in the catalogue; or for a
    /// longer term.
    fn price(&self, amount: Decimal) -> ListPrice {
        let is_term = self.unit == "Years" || (self.unit == "Months" && self.units != Decimal::ONE);
        let name = if self.unit == "Months" && self.is_machine && !is_term {
            format!("{} month", self.sku)
        } else {
            self.sku.to_owned()
        };
        ListPrice {
            sku: name.as_str().into(),
            instance: if self.is_machine {
                name.as_str().into()
            } else {
                "".into()
            },
            item: self.sku.into(),
            service: self.service.into(),
            region: self.region.into(),
            unit: block(self.units, self.unit).as_str().into(),
            // A term of several months has a price of its own.
            kind: if is_term {
                PriceKind::Reserved
            } else {
                PriceKind::OnDemand
            },
            term: if is_term {
                block(self.units, self.unit).as_str().into()
            } else {
                "".into()
            },
            from: Decimal::ZERO,
            price: amount,
            currency: self.currency.into(),
        }
    }
}

/// A unit such as `Hours`, or a block of it.
fn block(units: Decimal, unit: &str) -> String {
    if units == Decimal::ONE {
        unit.to_owned()
    } else {
        format!("{} {unit}", units.normalize())
    }
}

/// The product of counts.
fn product(counts: impl IntoIterator<Item = Decimal>) -> Result<Decimal, ImportProblem> {
    let product = counts.into_iter().try_fold(Decimal::ONE, times);
    let product = product.map_err(ImportProblem::from)?;
    if product <= Decimal::ZERO {
        return Err(not_a_number(product.to_string()));
    }
    Ok(product)
}

/// The region of a zone: `ap-shanghai` of `ap-shanghai-2`, `cn-bj` of `cn-bj-b`.
fn region_of(zone: &str) -> &str {
    zone.rsplit_once('-').map_or(zone, |(region, _)| region)
}
