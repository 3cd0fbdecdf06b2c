//! The currencies of price books.

use std::collections::BTreeMap;

use crate::csv::Read;

/// The currencies of providers, and of the price books that differ from their providers.
pub struct Currencies {
    by_provider: BTreeMap<String, String>,
    by_book: BTreeMap<String, String>,
}

impl Currencies {
    /// Reads the tables.
    ///
    /// # Errors
    /// A message for a table that cannot be read.
    pub fn read(read: Read<'_>) -> Result<Self, String> {
        let of = |table: &str, of: &str| -> Result<BTreeMap<String, String>, String> {
            let table = read(table)?;
            let [of, currency] = table.columns([of, "currency"])?;
            let rows = table.rows.iter();
            Ok(rows
                .map(|row| (row[of].clone(), row[currency].clone()))
                .collect())
        };
        Ok(Self {
            by_provider: of("providers.csv", "provider")?,
            by_book: of("currencies.csv", "book")?,
        })
    }

    /// The currency of a price book.
    ///
    /// # Errors
    /// A message for a provider that is not listed.
    pub fn of(&self, provider: &str, book: &str) -> Result<&str, String> {
        let own = self.by_book.get(book);
        let currency = own.or_else(|| self.by_provider.get(provider));
        let currency = currency.map(String::as_str);
        currency.ok_or_else(|| format!("regions.csv: '{provider}' is not in providers.csv"))
    }
}
