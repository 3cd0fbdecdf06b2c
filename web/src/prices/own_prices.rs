//! The catalogue with the reader's own prices. Pure.

use netprice_catalog::Catalog;
use netprice_study::overrides::{self, PriceOverride};
use netprice_study::{Problems, StudyProblem};

/// The source of a price that was typed into the page.
pub(crate) const OWN: &str = "own price";
const OWN_IN_CHINESE: &str = "自填价格";

/// Applies overrides to the catalogue; one problem refuses all of them.
///
/// # Errors
/// Those of [`overrides::applied`], and a catalogue that cannot be read.
pub(crate) fn applied(catalog: &Catalog, overrides: &[PriceOverride]) -> Result<Catalog, Problems> {
    let (catalog, problems) = overrides::applied(catalog, overrides);
    Problems::none_of(problems)?;
    let catalog = catalog.with_chinese(OWN, OWN_IN_CHINESE);
    catalog.map_err(|error| StudyProblem::from(error).at("catalog").into())
}
