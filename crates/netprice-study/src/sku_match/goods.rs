//! Matches goods: disks, objects, traffic, databases and the like.

use netprice::value::id::SkuId;
use netprice_catalog::goods::{Composed, Criterion, DatabaseServer, Good};
use netprice_catalog::index::Item;

use super::by_size::is_of_kind;
use super::composed::{Fitted, sized, sort};
use super::parts::{Part, Want};
use super::record::{Choice, Found, Missing, Size};
use super::scan::scan;
use super::{Matching, Shelf};
use crate::problem::StudyProblem;
use crate::workload::WorkloadLine;

impl Matching<'_> {
    /// Matches a part of a line, by a SKU that the line names for it if there is one.
    pub(super) fn part(
        &mut self,
        line: &WorkloadLine,
        part: &Part,
        named: Option<&SkuId>,
    ) -> Result<(), StudyProblem> {
        let composed = named.and_then(|name| self.shelf.composed(name));
        if let Some(composed) = composed.filter(|composed| is_of_kind(part, composed)) {
            return self.by_size(line, part, composed);
        }
        match &part.want {
            Want::Machine(ask) => self.machine(line, part, ask, named),
            Want::Good(good) => self.good(line, part, good, named),
            Want::Tokens(_) | Want::Stated => {
                let answering = self.answering.0;
                answering.stated(self, line, part, named)
            }
        }
    }

    fn good(
        &mut self,
        line: &WorkloadLine,
        part: &Part,
        good: &Good,
        named: Option<&SkuId>,
    ) -> Result<(), StudyProblem> {
        let (shelf, id) = (self.shelf, part.id(line)?);
        let mut choice = Choice {
            asked: size_of(good),
            ..Choice::default()
        };
        if let Some(sku) = named {
            let sold = shelf.goods.get(sku);
            choice.size = sold.and_then(size_of);
            choice.fitting = 1;
            let found = Found::Named {
                sku: sku.clone(),
                unmet: sold.and_then(|sold| good.unmet_by(sold)),
                choice,
            };
            return Ok(self.used(line, id, (sku, part), found)?);
        }
        let items = shelf.index.goods(good);
        let fitting = items.iter().enumerate();
        let fitting = fitting.filter(|(_, item)| good.unmet_by(&item.what).is_none());
        let fitting = fitting.map(|(position, _)| position);
        let found = scan(items, fitting, shelf.prices, part)?;
        let composed = composed(shelf, good, part)?;
        choice.fitting = found.fitting.saturating_add(composed.len());
        let cheapest = found.cheapest.first();
        if let Some(first) = composed.first()
            && cheapest.is_none_or(|(cost, _)| first.is_below(*cost))
        {
            choice.size = Some(first.size());
            choice.second = cheapest.map(|(_, item)| item.sku.to_string());
            return self.compose(line, id, first, choice, None);
        }
        choice.second = found.cheapest.get(1).map(|(_, item)| item.sku.to_string());
        let taken = cheapest.map(|(_, item)| *item).or(found.unpriced);
        match taken {
            Some(item) => {
                choice.size = size_of(&item.what);
                let sku = item.sku.clone();
                let found = Found::Chosen { sku, choice };
                Ok(self.used(line, id, (&item.sku, part), found)?)
            }
            None => {
                let missing = missing(items, good);
                self.miss(line, id, part.quantity.clone(), missing);
                Ok(())
            }
        }
    }
}

/// What can be composed to a database server, the cheapest first.
fn composed<'a>(
    shelf: Shelf<'a>,
    good: &Good,
    part: &Part,
) -> Result<Vec<Fitted<'a>>, StudyProblem> {
    let Good::Database(asked) = good else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    for flexible in shelf.index.flexible() {
        if let Composed::Database(most) = &flexible.of
            && asked.unmet_by(most).is_none()
        {
            let sizes = (Size::from(asked), Size::from(most));
            all.extend(sized(shelf, flexible, sizes, part)?);
        }
    }
    sort(&mut all);
    Ok(all)
}

impl From<&DatabaseServer> for Size {
    fn from(server: &DatabaseServer) -> Self {
        Self {
            vcpus: server.vcpus,
            memory_gib: server.memory_gib,
            ..Self::default()
        }
    }
}

/// The size of a good; `None` for one that has none.
fn size_of(good: &Good) -> Option<Size> {
    match good {
        Good::Database(server) => Some(Size::from(server)),
        Good::Cache(cache) => Some(Size {
            memory_gib: cache.memory_gib,
            ..Size::default()
        }),
        Good::BlockStorage(_)
        | Good::BlockIops(_)
        | Good::ObjectStorage(_)
        | Good::ObjectWrites(_)
        | Good::ObjectReads(_)
        | Good::ObjectRetrieval(_)
        | Good::Traffic(_)
        | Good::DatabaseStorage(_)
        | Good::LoadBalancer
        | Good::LoadBalancerTraffic
        | Good::Nat
        | Good::NatTraffic
        | Good::PublicIp
        | Good::Kubernetes
        | Good::OsLicence(_) => None,
    }
}

/// The criterion that no good of the kind meets, of those that meet the criteria before it.
fn missing(items: &[Item<Good>], good: &Good) -> Missing {
    let unmet = items.iter();
    let unmet = unmet.filter_map(|item| Some((good.unmet_by(&item.what)?, &item.what)));
    let furthest = unmet.clone().map(|(criterion, _)| criterion).max();
    let at = unmet.filter(|(criterion, _)| Some(*criterion) == furthest);
    let sizes = at.filter_map(|(_, sold)| size_of(sold));
    let largest = match furthest {
        Some(Criterion::Vcpus) => sizes.map(|size| size.vcpus).max(),
        Some(Criterion::MemoryGib) => sizes.map(|size| size.memory_gib).max(),
        _ => None,
    };
    Missing {
        criterion: furthest.or(Some(Criterion::Kind)),
        largest,
        models: Vec::new(),
        considered: items.len(),
    }
}
