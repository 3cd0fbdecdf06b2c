//! The names of models whose tokens have a price.

use std::collections::BTreeSet;

use netprice::problem::Known;
use netprice_catalog::Catalog;

use crate::problem::StudyProblem;

/// Why the catalogue has no price for a model, and the field that is wrong: the provider or the model; `None` for a
/// model that has prices.
///
/// # Errors
/// [`StudyProblem::CatalogFile`].
pub(crate) fn unknown(
    catalog: &Catalog,
    provider: &str,
    model: &str,
) -> Result<Option<(&'static str, StudyProblem)>, StudyProblem> {
    let providers = catalog.token_providers()?;
    let providers: Vec<String> = providers.map(|one| one.provider.to_string()).collect();
    if !providers.iter().any(|one| one == provider) {
        let known = Known::near(&provider.to_ascii_lowercase(), &providers);
        let value = provider.to_owned();
        return Ok(Some((
            "provider",
            StudyProblem::NotPublished { value, known },
        )));
    }
    let prices = catalog.tokens(provider)?.iter();
    let models: BTreeSet<&String> = prices.map(|one| &one.model).collect();
    if models.iter().any(|one| *one == model) {
        return Ok(None);
    }
    let (value, known) = (model.to_owned(), Known::near(model, models));
    Ok(Some(("model", StudyProblem::NotPublished { value, known })))
}
