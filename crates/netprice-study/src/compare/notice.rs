//! Why the offers of a comparison are not like for like.

use std::collections::BTreeMap;

use netprice::NonNegative;
use netprice::value::decimal;
use netprice::value::id::{LineId, OfferId, SkuId};
use netprice_catalog::Catalog;
use netprice_catalog::goods::Criterion;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::OfferAnswer;
use crate::sku_match::{Found, Size};

/// A reason why offers are not like for like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// The offers are of several geographies.
    Geographies {
        /// The offers by geography, each in the order of the study.
        offers: BTreeMap<String, Vec<OfferId>>,
    },
    /// What answers a line at one offer is at least half as large again as at another.
    SizesDiffer {
        /// The line, or the part of it.
        line: LineId,
        /// The offer with the smallest, and its size.
        smallest: (OfferId, Size),
        /// The offer with the largest, and its size.
        largest: (OfferId, Size),
    },
    /// The SKU that a line names does not meet a criterion.
    LessThanAsked {
        /// The offer.
        offer: OfferId,
        /// The line, or the part of it.
        line: LineId,
        /// The SKU.
        sku: SkuId,
        /// The first criterion that it does not meet.
        criterion: Criterion,
    },
}

/// The notices on the offers that a workload was matched to.
pub(super) fn notices(offers: &[(&OfferId, &OfferAnswer)], catalog: &Catalog) -> Vec<Notice> {
    let mut notices: Vec<Notice> = geographies(offers, catalog).into_iter().collect();
    let mut sizes: BTreeMap<&LineId, Vec<(&OfferId, Size)>> = BTreeMap::new();
    let mut less = Vec::new();
    for (offer, answer) in offers {
        for one in &answer.matches {
            if let Some(size) = one.choice().and_then(|choice| choice.size) {
                sizes.entry(&one.line).or_default().push((offer, size));
            }
            if let Found::Named {
                sku,
                unmet: Some(criterion),
                ..
            } = &one.found
            {
                less.push(Notice::LessThanAsked {
                    offer: (*offer).clone(),
                    line: one.line.clone(),
                    sku: sku.clone(),
                    criterion: *criterion,
                });
            }
        }
    }
    let differ = sizes.into_iter();
    notices.extend(differ.filter_map(|(line, sizes)| sizes_differ(line, &sizes)));
    notices.extend(less);
    notices
}

fn geographies(offers: &[(&OfferId, &OfferAnswer)], catalog: &Catalog) -> Option<Notice> {
    let mut by_place: BTreeMap<String, Vec<OfferId>> = BTreeMap::new();
    for (offer, answer) in offers {
        if let Some(place) = catalog.geography(answer.price_book.as_str()) {
            by_place
                .entry(place.to_owned())
                .or_default()
                .push((*offer).clone());
        }
    }
    (by_place.len() > 1).then_some(Notice::Geographies { offers: by_place })
}

/// Whether one size is at least half as large again as another, in processors, memory or accelerators.
fn is_much_larger(large: Size, small: Size) -> bool {
    let is_larger = |large: NonNegative, small: NonNegative| {
        let much = decimal::times(small.get(), HALF_AGAIN);
        !small.is_zero() && much.is_ok_and(|much| large.get() >= much)
    };
    is_larger(large.vcpus, small.vcpus)
        || is_larger(large.memory_gib, small.memory_gib)
        || is_larger(large.gpus, small.gpus)
}

const HALF_AGAIN: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

fn sizes_differ(line: &LineId, sizes: &[(&OfferId, Size)]) -> Option<Notice> {
    let order = |(_, size): &&(&OfferId, Size)| (size.gpus, size.memory_gib, size.vcpus);
    let (small_offer, small) = sizes.iter().min_by_key(order)?;
    let (large_offer, large) = sizes.iter().max_by_key(order)?;
    is_much_larger(*large, *small).then(|| Notice::SizesDiffer {
        line: line.clone(),
        smallest: ((*small_offer).clone(), *small),
        largest: ((*large_offer).clone(), *large),
    })
}
