//! The prices of tokens in the catalogue.

use netprice::value::day::Date;

use crate::catalog::{Catalog, read_once};
use crate::error::CatalogError;
use crate::tokens::{self, TokenDirection, TokenPrice, TokenProvider};

impl Catalog {
    /// The providers of tokens, in alphabetical order of their ids.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let models: usize = catalog.token_providers()?.map(|one| one.models).sum();
    /// assert!(models >= 4_000);
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn token_providers(&self) -> Result<impl Iterator<Item = &TokenProvider>, CatalogError> {
        Ok(self.all_tokens()?.values().map(|(provider, _)| provider))
    }

    /// The name of the table of a provider's tokens, to load it.
    #[must_use]
    pub fn token_table(provider: &str) -> String {
        format!("tokens/{provider}.txt")
    }

    /// The prices of a provider's tokens in the order of the data; none for an unknown provider.
    ///
    /// Where two sources give different prices, both are there.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn tokens(&self, provider: &str) -> Result<&[TokenPrice], CatalogError> {
        let Some((_, prices)) = self.all_tokens()?.get(provider) else {
            return Ok(&[]);
        };
        let name = Self::token_table(provider);
        let prices = read_once(prices, || {
            let text = self.tables.text(&name)?;
            tokens::read(&name, &text)
        });
        prices.map(Vec::as_slice)
    }

    /// The price of a model's tokens on a day; without a day, the price that still holds.
    ///
    /// Of several, the one for any hour and the shortest requests is taken, then the first in the order of
    /// the data. `None` if there is no price.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    ///
    /// ```
    /// use netprice_catalog::tokens::TokenDirection;
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let price = catalog.token_price("openai", "gpt-4o", TokenDirection::Output, None)?;
    /// assert_eq!(price.unwrap().price.to_string(), "10");
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn token_price(
        &self,
        provider: &str,
        model: &str,
        direction: TokenDirection,
        day: Option<Date>,
    ) -> Result<Option<&TokenPrice>, CatalogError> {
        let prices = self.tokens(provider)?.iter();
        let mut prices = prices
            .filter(|one| one.model == model && one.direction == direction && one.holds_on(day));
        let first = prices.clone().next();
        Ok(prices.find(|one| one.is_plain()).or(first))
    }
}
