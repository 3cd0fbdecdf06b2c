//! Which asks a program can answer: all, or those of an untouched page.

use netprice::value::id::SkuId;
use netprice::value::path::Path;
use netprice_catalog::CatalogError;

use super::cards::{Cards, cards};
use super::parts::{self, Part};
use super::{Matching, Shelf};
use crate::problem::StudyProblem;
use crate::workload::WorkloadLine;
use crate::workload::ask::{Ask, Machines};

/// Which lines a program can match.
#[derive(Clone, Copy)]
pub(crate) struct Answering(pub(super) &'static dyn Answers);

impl Answering {
    /// All lines.
    pub(crate) fn all() -> Self {
        Self(&All)
    }

    /// Lines for machines without accelerators, objects and traffic, without a SKU or a price of their own; others have the
    /// problem that what answers them is not loaded.
    pub(crate) fn by_criteria() -> Self {
        Self(&ByCriteria)
    }
}

pub(super) trait Answers {
    /// The parts of a line, of zero or more.
    fn parts(&self, line: &WorkloadLine) -> Result<Vec<Part>, StudyProblem>;

    /// Answers the parts of a line that are not zero.
    fn line(
        &self,
        matching: &mut Matching<'_>,
        line: &WorkloadLine,
        used: &[Part],
        at: &Path,
    ) -> Result<(), StudyProblem>;

    /// What tells the accelerators that a line asks for; `None` if it asks for none.
    fn cards<'a>(
        &self,
        shelf: Shelf<'a>,
        ask: &'a Machines,
    ) -> Result<Option<Cards<'a>>, StudyProblem>;

    /// Answers a part that is no machine and no good.
    fn stated(
        &self,
        matching: &mut Matching<'_>,
        line: &WorkloadLine,
        part: &Part,
        named: Option<&SkuId>,
    ) -> Result<(), StudyProblem>;
}

struct All;

impl Answers for All {
    fn parts(&self, line: &WorkloadLine) -> Result<Vec<Part>, StudyProblem> {
        Ok(parts::parts(line)?)
    }

    fn line(
        &self,
        matching: &mut Matching<'_>,
        line: &WorkloadLine,
        used: &[Part],
        at: &Path,
    ) -> Result<(), StudyProblem> {
        matching.whole(line, used, at)
    }

    fn cards<'a>(
        &self,
        shelf: Shelf<'a>,
        ask: &'a Machines,
    ) -> Result<Option<Cards<'a>>, StudyProblem> {
        cards(shelf, ask)
    }

    fn stated(
        &self,
        matching: &mut Matching<'_>,
        line: &WorkloadLine,
        part: &Part,
        named: Option<&SkuId>,
    ) -> Result<(), StudyProblem> {
        matching.stated(line, part, named)
    }
}

struct ByCriteria;

fn not_loaded() -> StudyProblem {
    let table = "kinds of lines".to_owned();
    CatalogError::NotLoaded { table }.into()
}

impl Answers for ByCriteria {
    fn parts(&self, line: &WorkloadLine) -> Result<Vec<Part>, StudyProblem> {
        match &line.ask {
            Ask::Machines(ask) if ask.gpu.is_none() => Ok(vec![parts::machines(ask)?]),
            Ask::ObjectStorage(ask) => Ok(parts::objects(ask)?),
            Ask::Traffic(ask) => Ok(vec![parts::traffic(ask)?]),
            Ask::Machines(_)
            | Ask::BlockStorage(_)
            | Ask::Database(_)
            | Ask::Cache(_)
            | Ask::LoadBalancer(_)
            | Ask::Nat(_)
            | Ask::PublicIp(_)
            | Ask::Kubernetes(_)
            | Ask::Tokens(_)
            | Ask::Sku(_)
            | Ask::Own(_) => Err(not_loaded()),
        }
    }

    fn line(
        &self,
        matching: &mut Matching<'_>,
        line: &WorkloadLine,
        used: &[Part],
        _: &Path,
    ) -> Result<(), StudyProblem> {
        let offer = matching.offer;
        if line.prices.contains_key(offer) || line.skus.contains_key(offer) {
            return Err(not_loaded());
        }
        let mut parts = used.iter();
        parts.try_for_each(|part| matching.part(line, part, None))
    }

    fn cards<'a>(&self, _: Shelf<'a>, _: &'a Machines) -> Result<Option<Cards<'a>>, StudyProblem> {
        Ok(None)
    }

    fn stated(
        &self,
        _: &mut Matching<'_>,
        _: &WorkloadLine,
        _: &Part,
        _: Option<&SkuId>,
    ) -> Result<(), StudyProblem> {
        Err(not_loaded())
    }
}
