//! Why the offers of a comparison are not like for like.

use std::collections::BTreeMap;

use netprice::book::citation::Confidence;
use netprice::rating::charge::UsageCharge;
use netprice::rating::step::Reason;
use netprice::value::id::{LineId, OfferId, SkuId};
use netprice_catalog::Catalog;
use netprice_catalog::goods::Criterion;
use serde::{Deserialize, Serialize};

use super::OfferAnswer;
use crate::sku_match::Size;

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
    /// What a line names does not meet a criterion.
    LessThanAsked {
        /// The offer.
        offer: OfferId,
        /// The line, or the part of it.
        line: LineId,
        /// What the line names.
        name: String,
        /// The first criterion that it does not meet.
        criterion: Criterion,
    },
    /// A price is published with low confidence: one of another region that stands in, say.
    LowConfidence {
        /// The offer.
        offer: OfferId,
        /// The usage line.
        line: LineId,
        /// The SKU.
        sku: SkuId,
        /// What the price list says of the price.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
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
            if let Some((name, criterion)) = one.unmet() {
                less.push(Notice::LessThanAsked {
                    offer: (*offer).clone(),
                    line: one.line.clone(),
                    name: name.to_owned(),
                    criterion,
                });
            }
        }
    }
    let differ = sizes.into_iter();
    notices.extend(differ.filter_map(|(line, sizes)| sizes_differ(line, &sizes)));
    notices.extend(less);
    for (offer, answer) in offers {
        let charges = answer.quote.quote.charges.iter();
        let usage = charges.filter_map(|charge| charge.usage());
        let mut of_offer: Vec<Notice> =
            usage.filter_map(|one| low_confidence(offer, one)).collect();
        // The parts of a usage line follow each other.
        of_offer.dedup();
        notices.append(&mut of_offer);
    }
    notices
}

fn low_confidence(offer: &OfferId, charge: &UsageCharge) -> Option<Notice> {
    let first = charge.steps.first().map(|step| &*step.reason);
    let Some(Reason::ListPrice { published, .. }) = first else {
        return None;
    };
    let published = published.as_ref();
    let published = published.filter(|one| one.confidence == Confidence::Low)?;
    Some(Notice::LowConfidence {
        offer: offer.clone(),
        line: charge.line.clone(),
        sku: charge.sku.clone(),
        note: published.note.as_ref().map(ToString::to_string),
    })
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

fn sizes_differ(line: &LineId, sizes: &[(&OfferId, Size)]) -> Option<Notice> {
    let order = |(_, size): &&(&OfferId, Size)| (size.gpus, size.memory_gib, size.vcpus);
    let (small_offer, small) = sizes.iter().min_by_key(order)?;
    let (large_offer, large) = sizes.iter().max_by_key(order)?;
    large.is_much_larger(*small).then(|| Notice::SizesDiffer {
        line: line.clone(),
        smallest: ((*small_offer).clone(), *small),
        largest: ((*large_offer).clone(), *large),
    })
}
