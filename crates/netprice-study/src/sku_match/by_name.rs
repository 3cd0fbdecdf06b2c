//! Lines that name their SKU at an offer.

use std::mem::discriminant;

use netprice::problem::{Known, Problem};
use netprice::value::id::SkuId;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;

use super::Matching;
use super::by_size::is_of_kind;
use super::parts::{Naming, Part, Want, sub_id};
use super::record::{Choice, Found, GivenBy, Missing};
use crate::problem::StudyProblem;
use crate::workload::ask::Ask;
use crate::workload::{Named, NamedQuantity, WorkloadLine};

impl Matching<'_> {
    /// The SKU that a line names at the offer, and the part that it is for.
    ///
    /// A SKU that the offer does not sell, or that answers no part, is a problem.
    pub(super) fn named<'l>(
        &mut self,
        line: &'l WorkloadLine,
        parts: &[Part],
        at: &Path,
    ) -> Naming<'l> {
        let own = line.skus.get(self.offer);
        let (sku, path) = match (own, &line.ask) {
            (Some(Named::Sku(sku)), _) => (sku, at.clone().field("skus").key(self.offer)),
            (None, Ask::Sku(ask)) => (&ask.sku, at.clone().field("ask").field("sku")),
            (Some(Named::Quantities(_)) | None, _) => return Naming::Nothing,
        };
        let composed = self.shelf.composed(sku);
        let index = parts.iter().position(|part| {
            let is_composed = composed.is_some_and(|composed| is_of_kind(part, composed));
            is_composed || (self.is_kind(sku, part) && self.converts(sku, part))
        });
        if let Some(index) = index {
            return Naming::Part(index, sku);
        }
        let is_sold = composed.is_some() || self.shelf.prices.skus.contains_key(sku);
        let (problem, field) = match (own, is_sold) {
            // A SKU by name is sold at some offers only.
            (None, false) => return Naming::Nothing,
            (Some(_), false) => (self.unknown(sku), None),
            (own, true) => {
                let field = own.is_none().then_some("quantity");
                (self.misfit(sku, line, parts), field)
            }
        };
        let path = match field {
            Some(field) => path.field(field),
            None => path,
        };
        self.matched.problems.push(problem.at(path));
        Naming::Wrong
    }

    /// Why a SKU answers no part: it is of another kind, or its unit measures something else.
    fn misfit(&self, sku: &SkuId, line: &WorkloadLine, parts: &[Part]) -> StudyProblem {
        let of_kind = parts.iter().find(|part| self.is_kind(sku, part));
        match (of_kind, self.shelf.prices.skus.get(sku)) {
            (Some(part), Some(sold)) => ValueProblem::UnitMismatch {
                value: part.quantity.to_string(),
                expected: sold.unit.to_string(),
            }
            .into(),
            _ => StudyProblem::OtherKind {
                value: sku.clone(),
                expected: line.ask.name().to_owned(),
            },
        }
    }

    /// Whether a SKU is what a part wants, or it is not known what the SKU is.
    fn is_kind(&self, sku: &SkuId, part: &Part) -> bool {
        let is_machine = self.shelf.machines.contains_key(sku);
        match (&part.want, self.shelf.goods.get(sku)) {
            (Want::Good(asked), Some(sold)) => discriminant(asked) == discriminant(sold),
            (Want::Machine(_), Some(_)) => false,
            (Want::Good(_), None) => !is_machine,
            (Want::Machine(_), None) | (Want::Tokens(_) | Want::Stated, _) => true,
        }
    }

    fn converts(&self, sku: &SkuId, part: &Part) -> bool {
        let sku = self.shelf.prices.skus.get(sku);
        sku.is_some_and(|sku| {
            let unit = part.quantity.in_unit_by(&sku.unit, &sku.equivalents);
            unit.is_ok()
        })
    }

    /// A SKU that the offer does not sell, with the names next to it, of what is composed, too.
    fn unknown(&self, sku: &SkuId) -> StudyProblem {
        let composed = self.shelf.index.flexible().iter();
        let composed: Vec<SkuId> = composed.filter_map(|one| one.name.parse().ok()).collect();
        let names = self.shelf.prices.skus.keys().chain(&composed);
        let (value, known) = (sku.clone(), Known::near(sku.as_str(), names));
        Problem::UnknownSku { value, known }.into()
    }

    /// A part that is missing because the line names a wrong SKU for it.
    pub(super) fn misnamed(
        &mut self,
        line: &WorkloadLine,
        part: &Part,
    ) -> Result<(), StudyProblem> {
        let id = part.id(line)?;
        self.miss(line, id, part.quantity.clone(), Missing::default());
        match &part.want {
            Want::Machine(ask) => self.licence(line, ask, ask.vcpus),
            Want::Good(_) | Want::Tokens(_) | Want::Stated => Ok(()),
        }
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

    /// A whole line by SKUs with quantities; none of them is a problem.
    pub(super) fn by_quantities(
        &mut self,
        line: &WorkloadLine,
        (quantities, first): (&[NamedQuantity], &Part),
        at: &Path,
    ) -> Result<(), StudyProblem> {
        let path = at.clone().field("skus").key(self.offer);
        if quantities.is_empty() {
            let problem = StudyProblem::from(ValueProblem::Empty);
            self.matched.problems.push(problem.at(path.clone()));
            let quantity = first.quantity.clone();
            self.miss(line, line.id.clone(), quantity, Missing::default());
        }
        for (index, named) in quantities.iter().enumerate() {
            let number = index.saturating_add(1);
            let id = match quantities {
                [_] => line.id.clone(),
                _ => sub_id(&line.id, number)?,
            };
            let (sku, quantity) = (&named.sku, named.quantity.clone());
            let part = Part::of(None, Want::Stated, quantity);
            if self.converts(sku, &part) {
                let by = GivenBy::Quantity;
                let found = Found::Given {
                    sku: sku.clone(),
                    by,
                };
                self.used(line, id, (sku, &part), found)?;
                continue;
            }
            let at = path.clone().index(index);
            let problem = if self.shelf.prices.skus.contains_key(sku) {
                let parts = std::slice::from_ref(&part);
                self.misfit(sku, line, parts).at(at.field("quantity"))
            } else {
                self.unknown(sku).at(at.field("sku"))
            };
            self.matched.problems.push(problem);
            self.miss(line, id, part.quantity, Missing::default());
        }
        Ok(())
    }
}
