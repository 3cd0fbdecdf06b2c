//! The parts of the world in which price books apply, and sets of price books to start from.

use netprice::value::id::BookId;
use serde::Deserialize;

use crate::catalog::Catalog;
use crate::error::CatalogError;
use crate::rows::rows;

/// A part of the world, such as mainland China: prices within one are like for like.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Geography {
    /// The id, such as `mainland-china`.
    #[serde(rename = "geography")]
    pub id: String,
    /// The name in English.
    pub name_en: String,
    /// The name in Simplified Chinese.
    pub name_zh: String,
}

/// A set of price books to start from: the main region of each provider of a kind in some geographies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartingSet {
    /// The id, such as `europe`.
    pub id: String,
    /// The name in English.
    pub name_en: String,
    /// The name in Simplified Chinese.
    pub name_zh: String,
    /// The price books, in alphabetical order.
    pub books: Vec<BookId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetRow {
    set: String,
    name_en: String,
    name_zh: String,
    geographies: String,
    kind: Option<String>,
}

impl Catalog {
    /// The id of the geography of a price book; `None` for an unknown id, and for a book of one's own.
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// assert_eq!(catalog.geography("azure-eastasia"), Some("hong-kong"));
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    #[must_use]
    pub fn geography(&self, book: &str) -> Option<&str> {
        let geography = &self.books.get(book)?.row.geography;
        (!geography.is_empty()).then_some(geography)
    }

    /// The parts of the world, in the order of the data.
    ///
    /// # Errors
    /// [`CatalogError`] for a table that is not loaded or has other columns.
    pub fn geographies(&self) -> Result<Vec<Geography>, CatalogError> {
        rows(&self.tables, "geographies.csv")
    }

    /// The sets of price books to start from, in the order of the data.
    ///
    /// # Errors
    /// [`CatalogError`] for a table that is not loaded or has other columns.
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let sets = catalog.starting_sets()?;
    /// let china = sets.iter().find(|set| set.id == "mainland-china").unwrap();
    /// assert!(china.books.iter().any(|book| *book == "alibaba-cn-hangzhou"));
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn starting_sets(&self) -> Result<Vec<StartingSet>, CatalogError> {
        let sets = rows::<SetRow>(&self.tables, "sets.csv")?.into_iter();
        let sets = sets.map(|row| {
            let is_in = |geography: &str| row.geographies.split(' ').any(|one| one == geography);
            let entries = self.books.iter();
            let books = entries
                .filter(|(_, entry)| entry.row.is_main() && is_in(&entry.row.geography))
                .filter(|(_, entry)| entry.row.kind == row.kind)
                .map(|(id, _)| id.clone());
            StartingSet {
                books: books.collect(),
                id: row.set,
                name_en: row.name_en,
                name_zh: row.name_zh,
            }
        });
        Ok(sets.collect())
    }
}
