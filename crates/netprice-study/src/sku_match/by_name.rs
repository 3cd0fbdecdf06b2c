//! Lines that name their SKU at an offer, or have a price by hand.

use std::collections::BTreeMap;
use std::mem::discriminant;

use netprice::book::citation::Citation;
use netprice::book::exchange::in_money;
use netprice::problem::{Known, Problem};
use netprice::value::day::Day;
use netprice::value::id::SkuId;
use netprice::value::path::Path;
use netprice::{Currency, Money, NonNegative, PriceModel, Sku};
use netprice_catalog::services::{INTERNET_EGRESS, MACHINES, OBJECT_STORAGE};

use super::Matching;
use super::by_size::is_of_kind;
use super::parts::{MILLION_TOKENS, Part, Want, sub_id};
use super::record::{Choice, Found, GivenBy, Missing};
use crate::problem::StudyProblem;
use crate::workload::ask::{Ask, Own};
use crate::workload::{HandPrice, Named, NamedQuantity, WorkloadLine};

impl Matching<'_> {
    /// The SKUs that a line names at the offer, by the index of the part that each is for.
    ///
    /// A SKU that is not in the price book, or that fits no part, is a problem, and its part is chosen as
    /// if it were not named.
    pub(super) fn named<'l>(
        &mut self,
        line: &'l WorkloadLine,
        parts: &[Part],
        at: &Path,
    ) -> BTreeMap<usize, &'l SkuId> {
        let mut named = BTreeMap::new();
        let sku = match (line.skus.get(self.offer), &line.ask) {
            (Some(Named::Sku(sku)), _) => sku,
            (None, Ask::Sku(ask)) => &ask.sku,
            (Some(Named::Quantities(_)) | None, _) => return named,
        };
        let path = match line.skus.get(self.offer) {
            Some(_) => at.clone().field("skus").key(self.offer),
            None => at.clone().field("ask").field("sku").field("sku"),
        };
        if let Some(composed) = self.shelf.composed(sku) {
            let of = parts.iter().position(|part| is_of_kind(part, composed));
            if let Some(index) = of {
                named.insert(index, sku);
                return named;
            }
        }
        if let Some(problem) = self.unknown(sku) {
            // A SKU by name is sold at some offers only.
            if line.skus.contains_key(self.offer) {
                self.matched.problems.push(problem.at(path));
            }
            return named;
        }
        let of = parts.iter().position(|part| self.is_for(sku, part));
        match of {
            Some(index) => {
                named.insert(index, sku);
            }
            None => {
                let value = self.shelf.prices.skus.get(sku);
                let problem = StudyProblem::OtherUnit {
                    value: value.map(|sku| sku.unit.to_string()).unwrap_or_default(),
                    expected: parts
                        .first()
                        .map(|part| part.quantity.unit().to_string())
                        .unwrap_or_default(),
                };
                self.matched.problems.push(problem.at(path));
            }
        }
        named
    }

    /// Whether a SKU can answer a part: by what it is, or by its unit if that is not known.
    fn is_for(&self, sku: &SkuId, part: &Part) -> bool {
        let converts = || {
            let sku = self.shelf.prices.skus.get(sku);
            sku.is_some_and(|sku| {
                let unit = part.quantity.in_unit_by(&sku.unit, &sku.equivalents);
                unit.is_ok()
            })
        };
        let is_machine = self.shelf.machines.contains_key(sku);
        match (&part.want, self.shelf.goods.get(sku)) {
            (Want::Good(asked), Some(sold)) => {
                discriminant(asked) == discriminant(sold) && converts()
            }
            (Want::Machine(_), Some(_)) => false,
            (Want::Good(_), None) if is_machine => false,
            (Want::Machine(_) | Want::Good(_), None) | (Want::Tokens(_) | Want::Stated, _) => {
                converts()
            }
        }
    }

    fn unknown(&self, sku: &SkuId) -> Option<StudyProblem> {
        let skus = &self.shelf.prices.skus;
        if skus.contains_key(sku) {
            return None;
        }
        let (value, known) = (sku.clone(), Known::near(sku.as_str(), skus.keys()));
        Some(Problem::UnknownSku { value, known }.into())
    }

    /// A part by a SKU that the line names, or missing.
    pub(super) fn stated(
        &mut self,
        line: &WorkloadLine,
        part: &Part,
        named: Option<&SkuId>,
    ) -> Result<(), StudyProblem> {
        let id = part.id(line)?;
        let Some(sku) = named else {
            let missing = Missing {
                criterion: Some(netprice_catalog::goods::Criterion::Kind),
                considered: self.shelf.prices.skus.len(),
                ..Missing::default()
            };
            self.miss(line, id, part.quantity.clone(), missing);
            return Ok(());
        };
        let choice = Choice {
            fitting: 1,
            ..Choice::default()
        };
        let (sku, unmet) = (sku.clone(), None);
        let named = sku.clone();
        let found = Found::Named { sku, unmet, choice };
        Ok(self.used(line, id, (&named, part), found)?)
    }

    /// A whole line by SKUs with quantities.
    pub(super) fn by_quantities(
        &mut self,
        line: &WorkloadLine,
        quantities: &[NamedQuantity],
        at: &Path,
    ) -> Result<(), StudyProblem> {
        let path = at.clone().field("skus").key(self.offer);
        for (index, named) in quantities.iter().enumerate() {
            let number = index.saturating_add(1);
            let id = match quantities {
                [_] => line.id.clone(),
                _ => sub_id(&line.id, number)?,
            };
            let (sku, quantity) = (&named.sku, named.quantity.clone());
            let book = self.shelf.prices.skus.get(sku);
            let converts = book.map(|sku| quantity.in_unit_by(&sku.unit, &sku.equivalents));
            let problem = match converts {
                None => self.unknown(sku),
                Some(Err(problem)) => Some(problem.into()),
                Some(Ok(_)) => None,
            };
            if let Some(problem) = problem {
                let at = path.clone().index(index);
                self.matched.problems.push(problem.at(at));
                self.miss(line, id, quantity, Missing::default());
                continue;
            }
            let part = Part::of(None, Want::Stated, quantity);
            let by = GivenBy::Quantity;
            let found = Found::Given {
                sku: sku.clone(),
                by,
            };
            self.used(line, id, (sku, &part), found)?;
        }
        Ok(())
    }

    /// A whole line at a price by hand.
    pub(super) fn by_hand(
        &mut self,
        line: &WorkloadLine,
        hand: &HandPrice,
        first: &Part,
        at: &Path,
    ) -> Result<(), StudyProblem> {
        let part = match &hand.quantity {
            Some(quantity) => Part::of(None, Want::Stated, quantity.clone()),
            None => Part::of(None, Want::Stated, first.quantity.clone()),
        };
        let (name, service) = ("own price", service(&line.ask));
        let price = Stated {
            price: hand.price,
            currency: hand.currency,
            unit: part.quantity.unit().as_str(),
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
        let prices = match self.shelf.tokens {
            Some(catalog) => catalog.tokens(ask.provider.as_str())?,
            None => &[],
        };
        if !prices.iter().any(|one| one.model == ask.model) {
            let known = Known::near(&ask.model, prices.iter().map(|one| &one.model));
            let value = ask.model.clone();
            let problem = StudyProblem::NotPublished { value, known };
            self.matched.problems.push(problem.at(path.clone()));
        }
        for part in parts {
            let Want::Tokens(kind) = part.want else {
                continue;
            };
            let (provider, day) = (ask.provider.as_str(), self.shelf.day.map(Day::date));
            let catalog = self.shelf.tokens;
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
        let unit_price = match self.in_currency(price.price, price.currency) {
            Ok(price) => price,
            Err(problem) => {
                self.matched.problems.push(problem.at(path));
                self.miss(line, id, part.quantity.clone(), Missing::default());
                return Ok(());
            }
        };
        let sku: SkuId = format!("{}, {name}", line.id).parse()?;
        let mut sold = Sku::new(service, price.unit, PriceModel::Flat(unit_price))?;
        sold.free = price.free;
        sold.published = price.published.cloned();
        self.matched.own.insert(sku.clone(), sold);
        let found = Found::Given {
            sku: sku.clone(),
            by,
        };
        Ok(self.used(line, id, (&sku, part), found)?)
    }

    /// A price in the currency of the price book.
    fn in_currency(
        &self,
        price: NonNegative,
        currency: Currency,
    ) -> Result<NonNegative, StudyProblem> {
        let to = self.shelf.prices.currency;
        let Some(rates) = self.shelf.rates.filter(|_| currency != to) else {
            let money = Money::new(price.get(), currency).payable_in(to)?;
            return Ok(NonNegative::new(money.amount())?);
        };
        let money = in_money(Money::new(price.get(), currency), to, rates, self.shelf.day)
            .map_err(|located| located.problem)?;
        Ok(NonNegative::new(money.amount())?)
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
