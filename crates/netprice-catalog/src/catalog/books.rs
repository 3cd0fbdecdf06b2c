//! The price books of the catalogue: what is read first, on demand and as a whole, and their SKUs by criteria.

use super::{BOOKS, Catalog, Entry, read_once};
use crate::book::{Book, BookRow};
use crate::error::CatalogError;
use crate::index::Index;
use crate::machines;
use crate::packed::Types;
use crate::packed_services;

impl Catalog {
    /// The names of the tables that a price book is read from: those that [`Catalog::first_book`] needs,
    /// that of the other services, and last that of the other purchases; empty for an unknown id.
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let tables = catalog.tables_of("gcp-asia-east1");
    /// let expected = [
    ///     "services/gcp-asia-east1.txt",
    ///     "machines/gcp.txt",
    ///     "on_demand/gcp-asia-east1.txt",
    ///     "other_services/gcp-asia-east1.txt",
    ///     "purchases/gcp-asia-east1.txt",
    /// ];
    /// assert_eq!(tables, expected);
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    #[must_use]
    pub fn tables_of(&self, id: &str) -> Vec<String> {
        let Some(Entry { row, .. }) = self.books.get(id) else {
            return Vec::new();
        };
        let mut tables = Vec::new();
        if let Some(services) = row.services_table() {
            tables.push(services);
        }
        tables.extend(row.types_table());
        tables.extend(row.machines_table());
        tables.extend(row.other_services_table());
        tables.extend(row.purchases_table());
        tables
    }

    /// What answers lines for machines on demand, objects and traffic, as far as a price book has it; `None`
    /// for an unknown id.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let skus = |book: &netprice_catalog::book::Book| book.prices.skus.len();
    /// let first = catalog.first_book("aws-us-east-1")?.map(skus);
    /// assert!(first < catalog.book("aws-us-east-1")?.map(skus));
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn first_book(&self, id: &str) -> Result<Option<&Book>, CatalogError> {
        let Some(entry) = self.books.get(id) else {
            return Ok(None);
        };
        read_once(&entry.first, || self.first(&entry.row)).map(Some)
    }

    /// Reads the types of machines of a book's provider, which all its books share; does nothing for an unknown id.
    ///
    /// A program that must not block for long calls this before [`Catalog::first_book`], to divide the work. A problem
    /// with the types is returned when a book is read.
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// catalog.read_types("aws-us-east-1");
    /// catalog.read_types("unheard-of");
    /// assert!(catalog.first_book("aws-us-east-1")?.is_some());
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn read_types(&self, id: &str) {
        let entry = self.books.get(id);
        if let Some(entry) = entry.filter(|entry| entry.row.types_table().is_some()) {
            let _ = self.types(&entry.row);
        }
    }

    fn first(&self, row: &BookRow) -> Result<Book, CatalogError> {
        let mut book = row.empty_book()?;
        self.add_services(&mut book, row.services_table())?;
        if let Some(table) = row.machines_table() {
            self.add_machines(&mut book, row, &table)?;
        }
        Ok(book)
    }

    /// A price book with its services and its machines on demand; `None` for an unknown id.
    ///
    /// A provider that sells machines by the month only has them here. Spot machines, and months beside
    /// hours, are in [`Catalog::whole_book`].
    ///
    /// # Errors
    /// [`CatalogError`] for a table that is not loaded, for one without the expected columns and values, for
    /// a source that is not listed, and for tiers with a gap or an overlap.
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// assert_eq!(catalog.book("aws-us-east-1")?.unwrap().prices.currency.to_string(), "USD");
    /// assert!(catalog.book("unheard-of")?.is_none());
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn book(&self, id: &str) -> Result<Option<&Book>, CatalogError> {
        let Some(entry) = self.books.get(id) else {
            return Ok(None);
        };
        read_once(&entry.book, || self.on_demand(entry)).map(Some)
    }

    fn on_demand(&self, entry: &Entry) -> Result<Book, CatalogError> {
        // As in `whole_book`, what is read already is copied, and nothing is kept that nobody asks for.
        let mut book = match entry.first.get() {
            Some(first) => first.clone()?,
            None => self.first(&entry.row)?,
        };
        self.add_services(&mut book, entry.row.other_services_table())?;
        Ok(book)
    }

    /// A price book with all its machines: also spot (`m5.large spot`) and by the month (`n1-standard-1
    /// month`); `None` for an unknown id.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let book = catalog.whole_book("gcp-us-central1")?.unwrap();
    /// assert!(book.machines.contains_key("n2-standard-4 spot"));
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn whole_book(&self, id: &str) -> Result<Option<&Book>, CatalogError> {
        let Some(entry) = self.books.get(id) else {
            return Ok(None);
        };
        let Some(table) = entry.row.purchases_table() else {
            return self.book(id);
        };
        let whole = read_once(&entry.whole, || {
            // To read the tables costs less than to keep a copy of each book that nobody asks for.
            let mut book = match entry.book.get() {
                Some(first) => first.clone()?,
                None => self.on_demand(entry)?,
            };
            self.add_machines(&mut book, &entry.row, &table)?;
            Ok(book)
        });
        whole.map(Some)
    }

    /// A price book with its services alone.
    pub(crate) fn services(&self, row: &BookRow) -> Result<Book, CatalogError> {
        let mut book = row.empty_book()?;
        self.add_services(&mut book, row.services_table())?;
        self.add_services(&mut book, row.other_services_table())?;
        Ok(book)
    }

    /// Adds the services of a table, if there is one.
    fn add_services(&self, book: &mut Book, table: Option<String>) -> Result<(), CatalogError> {
        match table {
            Some(table) => packed_services::add(book, &table, &self.tables.text(&table)?),
            None => Ok(()),
        }
    }

    fn add_machines(
        &self,
        book: &mut Book,
        row: &BookRow,
        table: &str,
    ) -> Result<(), CatalogError> {
        let text = self.tables.text(table)?;
        machines::add_machines(book, self.types(row)?, (table, &text))
    }

    /// The types of machines of a book's provider.
    pub(crate) fn types(&self, row: &BookRow) -> Result<&Types, CatalogError> {
        let provider = &row.provider;
        let name = format!("machines/{provider}.txt");
        let types = self.types.get(provider).ok_or_else(|| {
            CatalogError::at(BOOKS, format!("'{provider}' is the provider of no book"))
        })?;
        read_once(types, || Types::read(&name, &self.tables.text(&name)?))
    }

    /// What [`Catalog::first_book`] sells, by criteria; `None` for an unknown id.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn first_index(&self, id: &str) -> Result<Option<&Index>, CatalogError> {
        let Some((entry, book)) = self.books.get(id).zip(self.first_book(id)?) else {
            return Ok(None);
        };
        read_once(&entry.first_index, || Ok(Index::from(book))).map(Some)
    }

    /// What [`Catalog::book`] sells, by criteria; `None` for an unknown id.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn index(&self, id: &str) -> Result<Option<&Index>, CatalogError> {
        let Some((entry, book)) = self.books.get(id).zip(self.book(id)?) else {
            return Ok(None);
        };
        read_once(&entry.index, || Ok(Index::from(book))).map(Some)
    }

    /// What [`Catalog::whole_book`] sells, by criteria; `None` for an unknown id.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn whole_index(&self, id: &str) -> Result<Option<&Index>, CatalogError> {
        let Some((entry, book)) = self.books.get(id).zip(self.whole_book(id)?) else {
            return Ok(None);
        };
        read_once(&entry.whole_index, || Ok(Index::from(book))).map(Some)
    }
}
