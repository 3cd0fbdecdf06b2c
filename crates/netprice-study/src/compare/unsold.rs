//! SKUs that a workload asks for by name, and that no offer sells.

use std::collections::BTreeSet;

use netprice::problem::{Known, Problem};
use netprice::value::id::{OfferId, SkuId};
use netprice_catalog::Catalog;
use netprice_catalog::goods::Criterion;

use super::{OfferAnswer, book_of};
use crate::problem::{Located, StudyProblem};
use crate::sku_match::Found;
use crate::study::Study;
use crate::workload::ask::Ask;
use crate::workload::{Workload, WorkloadLine};

/// A problem for each SKU that is asked for by name and that no offer sells: some offers may lack it.
pub(super) fn unsold(
    study: &Study,
    offers: &[(&OfferId, &OfferAnswer)],
    catalog: &Catalog,
) -> Vec<Located> {
    let lines = study.workload.iter().flat_map(|workload| &workload.lines);
    let mut problems = Vec::new();
    for (index, line) in lines.enumerate() {
        let Ask::Sku(ask) = &line.ask else {
            continue;
        };
        let is_unsold = |answer: &OfferAnswer| {
            let found = answer.matches.iter().find(|one| one.of == line.id);
            found.is_some_and(|one| matches!(&one.found, Found::Missing(missing) if missing.criterion == Some(Criterion::Kind)))
        };
        if offers.is_empty() || !offers.iter().all(|(_, answer)| is_unsold(answer)) {
            continue;
        }
        let names = names(study, line, catalog);
        let (value, known) = (ask.sku.clone(), Known::near(ask.sku.as_str(), &names));
        let problem = StudyProblem::from(Problem::UnknownSku { value, known });
        let path = Workload::path(index).field("ask").field("sku");
        problems.push(problem.at(path.field("sku")));
    }
    problems
}

/// The names of the SKUs that the offers sell, apart from those at which the line names another.
fn names(study: &Study, line: &WorkloadLine, catalog: &Catalog) -> BTreeSet<SkuId> {
    let offers = study.offers.iter();
    let offers = offers.filter(|offer| !line.skus.contains_key(&offer.name()));
    let books = offers.filter_map(|offer| book_of(study, offer, catalog).ok());
    books.flat_map(|book| book.skus.keys()).cloned().collect()
}
