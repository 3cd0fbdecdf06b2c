//! Findings that are explained: what looks wrong, and is as the source states it.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::check::Finding;
use crate::error::CatalogError;
use crate::rows::rows_of;

const TABLE: &str = "explained.csv";

/// The explained findings, by provider, SKU and rule; they hold in all regions.
#[derive(Clone, Debug, Default)]
pub struct Explained(BTreeMap<(String, String, String), String>);

impl Explained {
    /// The findings of a catalogue that its table `explained.csv` explains.
    ///
    /// # Errors
    /// [`CatalogError`] for a table without the columns `provider`, `sku`, `rule` and `reason`.
    pub fn of(catalog: &Catalog) -> Result<Self, CatalogError> {
        Self::read(&catalog.tables.text(TABLE)?)
    }

    /// Reads a table with the columns `provider`, `sku`, `rule` and `reason`.
    ///
    /// # Errors
    /// [`CatalogError`] for another table.
    ///
    /// ```
    /// use netprice_catalog::check::Explained;
    /// let explained = Explained::read("provider,sku,rule,reason\nacme,vm,line,a size of its own\n")?;
    /// assert_eq!(explained.iter().count(), 1);
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn read(text: &str) -> Result<Self, CatalogError> {
        let rows = rows_of(TABLE, text, |row| {
            let text = |column| row.text(column).map(str::to_owned);
            Ok((
                (text("provider")?, text("sku")?, text("rule")?),
                text("reason")?,
            ))
        })?;
        Ok(Self(rows.into_iter().collect()))
    }

    /// Why a finding at a provider is no mistake; `None` if that is not known.
    #[must_use]
    pub fn reason(&self, provider: &str, finding: &Finding) -> Option<&str> {
        let key = (
            provider.to_owned(),
            finding.sku.to_string(),
            finding.rule.name().to_owned(),
        );
        self.0.get(&key).map(String::as_str)
    }

    /// The providers, SKUs and rules with their reasons.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &str, &str)> {
        let all = self.0.iter();
        all.map(|((provider, sku, rule), reason)| (&**provider, &**sku, &**rule, &**reason))
    }
}
