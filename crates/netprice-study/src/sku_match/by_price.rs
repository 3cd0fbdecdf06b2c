//! Lines and parts at a price that the price book lacks: by hand, of one's own, or of tokens.

use netprice::book::citation::Citation;
use netprice::value::day::Day;
use netprice::value::decimal;
use netprice::value::id::SkuId;
use netprice::value::path::Path;
use netprice::value::ratio::Ratio;
use netprice::{Currency, Money, NonNegative, PriceModel, Quantity, Sku};
use netprice_catalog::services::{INTERNET_EGRESS, MACHINES, OBJECT_STORAGE};
use rust_decimal::Decimal;

use super::Matching;
use super::parts::{MILLION_TOKENS, Part, Want};
use super::record::{Found, GivenBy, Missing};
use crate::models;
use crate::problem::StudyProblem;
use crate::workload::ask::{Ask, Own};
use crate::workload::{HandPrice, WorkloadLine};

impl Matching<'_> {
    /// The first part of a line at a price by hand, or the whole line at the price of a stated quantity.
    ///
    /// A price of tokens is that of a million of them, as they are asked for.
    pub(super) fn by_hand(
        &mut self,
        line: &WorkloadLine,
        hand: &HandPrice,
        first: &Part,
        at: &Path,
    ) -> Result<(), StudyProblem> {
        let part = match &hand.quantity {
            Some(quantity) => Part::of(None, Want::Stated, quantity.clone()),
            None => Part::of(first.name, Want::Stated, first.quantity.clone()),
        };
        let unit = match (&hand.quantity, &first.want) {
            (None, Want::Tokens(_)) => MILLION_TOKENS,
            (_, Want::Tokens(_) | Want::Machine(_) | Want::Good(_) | Want::Stated) => {
                part.quantity.unit().as_str()
            }
        };
        let (name, service) = ("own price", service(&line.ask));
        let price = Stated {
            price: hand.price,
            currency: hand.currency,
            unit,
            free: false,
            published: None,
        };
        let path = at.clone().field("prices").key(self.offer);
        self.at_price(line, (name, service), &part, GivenBy::Hand, price, path)
    }

    /// Something at a price of one's own.
    pub(super) fn own(
        &mut self,
        line: &WorkloadLine,
        own: &Own,
        part: &Part,
        at: &Path,
    ) -> Result<(), StudyProblem> {
        let price = Stated {
            price: own.price,
            currency: own.currency,
            unit: part.quantity.unit().as_str(),
            free: false,
            published: None,
        };
        let path = at.clone().field("ask").field("own").field("price");
        self.at_price(line, ("own price", "own"), part, GivenBy::Own, price, path)
    }

    /// Tokens of a model, at the price of whoever sells it.
    pub(super) fn tokens(
        &mut self,
        line: &WorkloadLine,
        parts: &[Part],
        at: &Path,
    ) -> Result<(), StudyProblem> {
        let Ask::Tokens(ask) = &line.ask else {
            return Ok(());
        };
        let path = at.clone().field("ask").field("tokens").field("model");
        if let Some(catalog) = self.shelf.catalog
            && let Some((field, problem)) =
                models::unknown(catalog, ask.provider.as_str(), &ask.model)?
        {
            let at = at.clone().field("ask").field("tokens").field(field);
            self.matched.problems.push(problem.at(at));
        }
        for part in parts {
            let Want::Tokens(kind) = part.want else {
                continue;
            };
            let (provider, day) = (ask.provider.as_str(), self.shelf.day.map(Day::date));
            let catalog = self.shelf.catalog;
            let sold = catalog.map(|catalog| catalog.token_price(provider, &ask.model, kind, day));
            let Some(sold) = sold.transpose()?.flatten() else {
                self.stated(line, part, None)?;
                continue;
            };
            let price = Stated {
                price: sold.price,
                currency: sold.currency,
                unit: MILLION_TOKENS,
                free: sold.free,
                published: Some(&sold.published),
            };
            let name = part.name.unwrap_or_default();
            self.at_price(
                line,
                (name, "tokens"),
                part,
                GivenBy::Model,
                price,
                path.clone(),
            )?;
        }
        Ok(())
    }

    /// Adds usage of a SKU that the price book lacks.
    fn at_price(
        &mut self,
        line: &WorkloadLine,
        (name, service): (&str, &str),
        part: &Part,
        by: GivenBy,
        price: Stated<'_>,
        path: Path,
    ) -> Result<(), StudyProblem> {
        let id = part.id(line)?;
        let converted = match self.in_currency(price.price, price.currency) {
            Ok(converted) => converted,
            Err(problem) => {
                self.matched.problems.push(problem.at(path));
                self.miss(line, id, part.quantity.clone(), Missing::default());
                return Ok(());
            }
        };
        let (unit, unit_price) = converted.priced(price.unit, &part.quantity)?;
        let sku: SkuId = format!("{}, {name}", line.id).parse()?;
        let mut sold = Sku::new(service, unit, PriceModel::Flat(unit_price))?;
        sold.free = price.free;
        sold.published = price.published.cloned();
        self.matched.own.insert(sku.clone(), sold);
        let found = Found::Given {
            sku: sku.clone(),
            by,
        };
        Ok(self.used(line, id, (&sku, part), found)?)
    }

    /// A price in the currency of the price book, exactly.
    fn in_currency(&self, price: NonNegative, currency: Currency) -> Result<Exact, StudyProblem> {
        let to = self.shelf.prices.currency;
        let rates = self.shelf.rates.filter(|_| currency != to);
        let exchange = match rates {
            Some(rates) => {
                let exchange = rates.exchange(currency, to, self.shelf.day);
                exchange.map_err(|located| located.problem)?
            }
            None => None,
        };
        let rate = match exchange {
            Some(exchange) => exchange.rate,
            None => {
                Money::new(price.get(), currency).payable_in(to)?;
                Ratio::ONE
            }
        };
        Ok(Exact { price, rate })
    }
}

/// A price and the rate to the currency of the price book.
struct Exact {
    price: NonNegative,
    rate: Ratio,
}

impl Exact {
    /// The unit and the price of a SKU for a quantity.
    ///
    /// Where no decimal holds the price of a unit, it is the exact price of several units: at 7 to the dollar, 1
    /// CNY an hour is 1 USD for 7 hours. It is rounded only if so many units have no exact price either.
    fn priced(
        &self,
        unit: &str,
        quantity: &Quantity,
    ) -> Result<(String, NonNegative), StudyProblem> {
        let exact = self.rate.times(self.price.get().into())?;
        let decimal = exact.decimal()?;
        let several = || {
            if Ratio::from(decimal) == exact {
                return None;
            }
            let weights = Ratio::weights(&[self.rate, Ratio::ONE]).ok()?;
            let [price, units] = <[Decimal; 2]>::try_from(weights).ok()?;
            let price = decimal::times(self.price.get(), price).ok()?;
            let (count, name) = match unit.split_once(' ') {
                Some((count, name)) => (count.parse().ok()?, name),
                None => (Decimal::ONE, unit),
            };
            let units = decimal::times(units, count).ok()?.normalize();
            let several = format!("{units} {name}");
            quantity.in_unit(&several.parse().ok()?).ok()?;
            Some((several, NonNegative::new(price).ok()?))
        };
        match several() {
            Some(several) => Ok(several),
            None => Ok((unit.to_owned(), NonNegative::new(decimal)?)),
        }
    }
}

/// A price that is not one of the price book.
#[derive(Clone, Copy)]
struct Stated<'a> {
    price: NonNegative,
    currency: Currency,
    unit: &'a str,
    free: bool,
    published: Option<&'a Citation>,
}

/// The service of a line that has a price by hand, so that the terms of an offer reach it.
fn service(ask: &Ask) -> &'static str {
    match ask {
        Ask::Machines(_) => MACHINES,
        Ask::ObjectStorage(_) => OBJECT_STORAGE,
        Ask::Traffic(_) => INTERNET_EGRESS,
        Ask::BlockStorage(_)
        | Ask::Database(_)
        | Ask::Cache(_)
        | Ask::LoadBalancer(_)
        | Ask::Nat(_)
        | Ask::PublicIp(_)
        | Ask::Kubernetes(_)
        | Ask::Tokens(_)
        | Ask::Sku(_)
        | Ask::Own(_) => ask.name(),
    }
}
