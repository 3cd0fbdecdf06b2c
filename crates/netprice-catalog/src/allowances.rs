//! What an account has free each month, once over all its regions: a choice, and no part of a price.

use netprice::book::citation::{Citation, Confidence};
use netprice::book::rule::QuantityRule;
use netprice::value::day::AsOf;
use netprice::value::id::{Provider, SkuId};
use netprice::value::quantity::Quantity;
use netprice::{PriceBook, Problem};

use crate::catalog::Catalog;
use crate::error::CatalogError;
use crate::rows::{Row, each_row, parsed};
use crate::words::word;

/// What an account has free of a SKU each month.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// Unique among all allowances.
    pub id: String,
    /// Its name in English and in Simplified Chinese.
    pub name: [String; 2],
    /// The SKU.
    pub sku: SkuId,
    /// The free quantity of a month.
    pub quantity: Quantity,
    /// The source and the date.
    pub published: Citation,
}

impl Allowance {
    /// Takes the quantity off what is charged of the SKU; a book without the SKU stays as it is.
    ///
    /// The rest of the usage starts in the first tier. Used at several offers of a provider, it would be
    /// granted several times: an account has it once.
    ///
    /// # Errors
    /// [`Problem`] for a quantity that is not in a unit of the SKU.
    ///
    /// ```
    /// use netprice::{Agreement, Usage, quote};
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let mut prices = catalog.book("aws-us-east-1")?.unwrap().prices.clone();
    /// for allowance in catalog.allowances("aws-us-east-1")? {
    ///     allowance.grant(&mut prices)?;
    /// }
    /// let usage = Usage::default().with("out", "DataTransfer-Out-Bytes", "150 GB")?;
    /// let quote = quote(&prices, &usage, &Agreement::default())?;
    /// assert_eq!(quote.effective()?.to_string(), "4.5 USD"); // 50 GB × 0.09
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn grant(&self, prices: &mut PriceBook) -> Result<(), Problem> {
        let Some(sku) = prices.skus.get_mut(&self.sku) else {
            return Ok(());
        };
        let free = self.quantity.in_unit_by(&sku.unit, &sku.equivalents)?;
        sku.rules.insert(0, QuantityRule::Free(free));
        Ok(())
    }
}

struct AllowanceRow {
    allowance: String,
    provider: Provider,
    regions: String,
    sku: SkuId,
    quantity: Quantity,
    name_en: String,
    name_zh: String,
    source: String,
    as_of: AsOf,
    confidence: Confidence,
    note: Option<String>,
}

impl AllowanceRow {
    fn read(row: &Row<'_>) -> Result<Self, String> {
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Self {
            allowance: text("allowance")?,
            provider: row.read("provider", parsed)?,
            regions: text("regions")?,
            sku: row.read("sku", parsed)?,
            quantity: row.read("quantity", parsed)?,
            name_en: text("name_en")?,
            name_zh: text("name_zh")?,
            source: text("source")?,
            as_of: row.read("as_of", parsed)?,
            confidence: row.read("confidence", word)?,
            note: Some(text("note")?).filter(|note| !note.is_empty()),
        })
    }
}

impl Catalog {
    /// What an account has free at a price book, in the order of the data; none for an unknown id.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn allowances(&self, book: &str) -> Result<Vec<Allowance>, CatalogError> {
        const TABLE: &str = "allowances.csv";
        let Some(entry) = self.books.get(book) else {
            return Ok(Vec::new());
        };
        let (provider, region) = (&entry.row.provider, entry.row.region.as_str());
        let rows = each_row(&self.tables, TABLE, AllowanceRow::read)?.into_iter();
        let rows = rows.filter(|row| {
            let is_there =
                row.regions.is_empty() || row.regions.split(' ').any(|one| one == region);
            row.provider == *provider && is_there
        });
        let read = rows.map(|row| {
            let published = self
                .sources()?
                .citation(&row.source, row.as_of, row.confidence, row.note)
                .map_err(|message| CatalogError::at(TABLE, message))?;
            Ok(Allowance {
                id: row.allowance,
                name: [row.name_en, row.name_zh],
                sku: row.sku,
                quantity: row.quantity,
                published,
            })
        });
        read.collect()
    }
}
