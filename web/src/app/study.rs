//! The study that the forms ask. Pure, and loaded when it is first needed.

use netprice_catalog::Catalog;
use netprice_study::Study;
use netprice_study::traffic::traffic_alone;

use crate::app::forms::{Forms, View};
use crate::kit::form::StudyForm;

/// Whether a study has the samples of traffic that are too long for a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongSamples {
    /// It has them.
    With,
    /// It leaves them out.
    Without,
}

/// The study that all forms ask, as far as their fields can be read.
#[must_use]
pub fn study_of_all_forms(forms: &Forms, samples: LongSamples) -> Study {
    let mut study = forms.compare.document.study();
    match (&forms.traffic, samples) {
        (Some(traffic), LongSamples::With) => {
            traffic.write_to_with(forms.imported.as_ref(), &mut study);
        }
        (Some(traffic), LongSamples::Without) => traffic.write_to(&mut study),
        (None, _) => {}
    }
    if let Some(market) = &forms.market {
        market.write_to(&mut study);
    }
    study.overrides.clone_from(&forms.overrides);
    study
}

/// The study that the shown view asks: the command answers it with the figures of the page.
///
/// The price list shows the prices of a comparison. A contract or a line that cannot be read is in it as it last could
/// be, and samples that are too long for a link are too. A study of traffic states the discounts of the offers.
#[must_use]
pub fn study_of_view(forms: &Forms, catalog: &Catalog) -> Study {
    let document = &forms.compare.document;
    let mut study = document.study();
    study.overrides.clone_from(&forms.overrides);
    if matches!(forms.view, View::Compare | View::Prices) {
        return study;
    }
    if forms.view == View::Traffic {
        let traffic = forms.traffic.clone().unwrap_or_default();
        traffic.write_to_with(forms.imported.as_ref(), &mut study);
        study = traffic_alone(&study, catalog);
    } else {
        (study.workload, study.commit) = (None, None);
        study.offers.clear();
        let market = forms.market.clone().unwrap_or_default();
        market.write_to(&mut study);
    }
    study
}
