//! The published catalogue, whose tables are read on first access.

mod books;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use netprice::Currency;
use netprice::book::exchange::ExchangeRates;
use netprice::value::id::{BookId, Provider};
use netprice::value::ordered::map_of;

use crate::accelerators::Accelerators;
use crate::book::{Book, BookRow, Names};
use crate::commitments::{self, PublishedCommitment};
use crate::error::CatalogError;
use crate::exchange;
use crate::gpu_days;
use crate::hardware::{Hardware, PublishedSeries};
use crate::index::Index;
use crate::machines;
use crate::network::Network;
use crate::packed::Types;
use crate::rows::{Sources, each_row, pairs};
use crate::stages::{self, PublishedStage};
use crate::tables::Tables;
use crate::tokens;

/// A value that is read on first access and shared by all copies of the catalogue.
type Lazy<T> = Arc<OnceLock<Result<T, CatalogError>>>;

pub(crate) fn read_once<T>(
    lazy: &OnceLock<Result<T, CatalogError>>,
    read: impl FnOnce() -> Result<T, CatalogError>,
) -> Result<&T, CatalogError> {
    lazy.get_or_init(read).as_ref().map_err(Clone::clone)
}

const BOOKS: &str = "books.csv";

/// Published prices of several providers, and exchange rates to compare them by.
///
/// Only the list of price books is read at once. Each price book, the commitments, the order of discounts, the exchange rates, and
/// the prices of traffic and of hardware are read on first access, from no other tables than their own.
/// Copies share what was read.
#[derive(Clone, Default)]
pub struct Catalog {
    pub(crate) tables: Tables,
    pub(crate) books: BTreeMap<BookId, Entry>,
    types: BTreeMap<Provider, Lazy<Types>>,
    others: Others,
}

/// A price book of the list.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) row: Arc<BookRow>,
    /// What answers lines for machines on demand, objects and traffic.
    first: Lazy<Book>,
    /// All its services and its machines on demand.
    book: Lazy<Book>,
    /// The same with spot machines and those by the month.
    whole: Lazy<Book>,
    commitments: Lazy<Vec<PublishedCommitment>>,
    first_index: Lazy<Index>,
    index: Lazy<Index>,
    whole_index: Lazy<Index>,
}

impl Entry {
    /// An entry of which nothing is read.
    fn of(row: BookRow) -> Self {
        Self {
            row: Arc::new(row),
            first: Lazy::default(),
            book: Lazy::default(),
            whole: Lazy::default(),
            commitments: Lazy::default(),
            first_index: Lazy::default(),
            index: Lazy::default(),
            whole_index: Lazy::default(),
        }
    }
}

/// What belongs to no price book.
#[derive(Clone, Default)]
struct Others {
    sources: Lazy<Sources>,
    commitments: Lazy<Vec<PublishedCommitment>>,
    stages: Lazy<Vec<PublishedStage>>,
    exchange_rates: Lazy<ExchangeRates>,
    chinese: Lazy<BTreeMap<String, String>>,
    network: Lazy<Network>,
    hardware: Lazy<Hardware>,
    tokens: Lazy<tokens::Read>,
    gpu_days: Lazy<Vec<PublishedSeries>>,
    accelerators: Lazy<Accelerators>,
}

impl Catalog {
    /// Returns the catalogue that is published with this crate; only the list of price books is read.
    ///
    /// # Errors
    /// [`CatalogError`] for a list without the expected columns and values. A test reads every table, so
    /// this error does not occur in a release. Without the feature `embedded`,
    /// [`CatalogError::NotLoaded`].
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// assert!(catalog.book_ids().count() > 190);
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn published() -> Result<Self, CatalogError> {
        Self::of(Tables::embedded())
    }

    /// Returns the catalogue of a folder of tables, in place of those that are compiled in.
    ///
    /// The folder is laid out like `packed/` of this crate. A table is read when it is needed.
    ///
    /// # Errors
    /// [`CatalogError`] for a folder without tables, and for tables of another version.
    pub fn from_folder(folder: impl Into<PathBuf>) -> Result<Self, CatalogError> {
        Self::of(Tables::of_folder(folder.into())?)
    }

    /// Returns a catalogue without tables; [`Catalog::with_table`] gives them.
    ///
    /// ```
    /// use netprice_catalog::{Catalog, CatalogError};
    /// let catalog = Catalog::without_tables();
    /// assert_eq!(catalog.book_ids().count(), 0);
    /// let missing = CatalogError::NotLoaded { table: "exchange_rates.csv".to_owned() };
    /// assert_eq!(catalog.exchange_rates().unwrap_err(), missing);
    /// ```
    #[must_use]
    pub fn without_tables() -> Self {
        Self::default()
    }

    /// Calls a function with the name of each table that is asked for and is not loaded, whatever becomes
    /// of the error: a program that loads tables learns so which ones are needed.
    ///
    /// A table is asked for again only after [`Catalog::with_table`] has given another one.
    ///
    /// ```
    /// use netprice_catalog::Catalog;
    /// use std::sync::Mutex;
    /// static WANTED: Mutex<Vec<String>> = Mutex::new(Vec::new());
    /// let catalog = Catalog::without_tables().asking(|table| WANTED.lock().unwrap().push(table.to_owned()));
    /// assert!(catalog.exchange_rates().is_err());
    /// assert_eq!(*WANTED.lock().unwrap(), ["exchange_rates.csv"]);
    /// ```
    #[must_use]
    pub fn asking(mut self, ask: fn(&str)) -> Self {
        self.tables.ask(ask);
        self
    }

    /// Whether the tables of a price book are loaded, that of the other purchases included; true for an
    /// unknown id, which has none.
    ///
    /// ```
    /// use netprice_catalog::Catalog;
    /// assert!(Catalog::published()?.has_whole_book("gcp-us-central1"));
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    #[must_use]
    pub fn has_whole_book(&self, id: &str) -> bool {
        let tables = self.tables_of(id);
        tables.iter().all(|table| self.tables.has(table))
    }

    /// Whether the table is loaded that [`Catalog::book`] needs besides those of [`Catalog::first_book`];
    /// true for a book without other services, and for an unknown id.
    #[must_use]
    pub fn has_other_services(&self, id: &str) -> bool {
        let entry = self.books.get(id);
        let table = entry.and_then(|entry| entry.row.other_services_table());
        table.is_none_or(|table| self.tables.has(&table))
    }

    fn of(tables: Tables) -> Result<Self, CatalogError> {
        let mut catalog = Self {
            tables,
            ..Self::default()
        };
        catalog.list_books()?;
        Ok(catalog)
    }

    /// Adds a table, or replaces it; `books.csv` comes first, since it lists the price books.
    ///
    /// What was read stays as it was read; everything else is read anew, and not shared with this catalogue,
    /// which lacks the table. A table that replaces another must be given before that one is read.
    ///
    /// # Errors
    /// [`CatalogError`] for a list of price books that cannot be read.
    ///
    /// ```
    /// # fn fetched(name: &str) -> String {
    /// #     std::fs::read_to_string(format!("packed/{name}")).unwrap()
    /// # }
    /// use netprice_catalog::Catalog;
    /// let mut catalog = Catalog::without_tables().with_table("books.csv", fetched("books.csv"))?;
    /// for table in catalog.tables_of("jd-cn-hongkong") {
    ///     let text = fetched(&table);
    ///     catalog = catalog.with_table(&table, text)?;
    /// }
    /// let book = catalog.whole_book("jd-cn-hongkong")?;
    /// # assert!(book.is_some());
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn with_table(&self, name: &str, text: impl Into<Arc<str>>) -> Result<Self, CatalogError> {
        self.with_tables([(name, text)])
    }

    /// Adds several tables like [`Catalog::with_table`]; one copy of the catalogue takes all of them.
    ///
    /// # Errors
    /// As [`Catalog::with_table`].
    ///
    /// ```
    /// use netprice_catalog::Catalog;
    /// let given = [("chinese.csv", "en,zh\nfree,免费\n")];
    /// let catalog = Catalog::without_tables().with_tables(given)?;
    /// assert_eq!(catalog.chinese()?["free"], "免费");
    /// // Without tables, the copy has what the catalogue has.
    /// let none: [(&str, &str); 0] = [];
    /// assert_eq!(catalog.with_tables(none)?.chinese()?.len(), 1);
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn with_tables<'a, T: Into<Arc<str>>>(
        &self,
        tables: impl IntoIterator<Item = (&'a str, T)>,
    ) -> Result<Self, CatalogError> {
        let mut other = self.clone();
        let mut has_new_list = false;
        for (name, text) in tables {
            other.tables.give(name, text);
            has_new_list |= name == BOOKS;
        }
        if has_new_list {
            other.list_books()?;
        }
        other.keep_what_was_read();
        Ok(other)
    }

    fn list_books(&mut self) -> Result<(), CatalogError> {
        for row in each_row(&self.tables, BOOKS, BookRow::read)? {
            self.types.entry(row.provider.clone()).or_default();
            self.books.insert(row.book.clone(), Entry::of(row));
        }
        Ok(())
    }

    /// Parts from the catalogue that this is a copy of, in all that it has not read: without a table that is
    /// given here, that one would read errors for both.
    fn keep_what_was_read(&mut self) {
        for entry in self.books.values_mut() {
            keep_if_read(&mut entry.first);
            keep_if_read(&mut entry.book);
            keep_if_read(&mut entry.whole);
            keep_if_read(&mut entry.commitments);
            // An index has no errors: it is read of a book.
        }
        for types in self.types.values_mut() {
            keep_if_read(types);
        }
        let others = &mut self.others;
        keep_if_read(&mut others.sources);
        keep_if_read(&mut others.commitments);
        keep_if_read(&mut others.stages);
        keep_if_read(&mut others.exchange_rates);
        keep_if_read(&mut others.chinese);
        keep_if_read(&mut others.network);
        keep_if_read(&mut others.hardware);
        keep_if_read(&mut others.gpu_days);
        keep_if_read(&mut others.accelerators);
        // It holds what was read of each provider.
        others.tokens = Lazy::default();
    }

    /// The ids of the price books, in alphabetical order.
    pub fn book_ids(&self) -> impl Iterator<Item = &BookId> {
        self.books.keys()
    }

    /// The names of a price book's provider and region, without reading its prices.
    #[must_use]
    pub fn names(&self, id: &str) -> Option<Names> {
        self.books.get(id).map(|entry| entry.row.names())
    }

    /// The provider of a price book, without reading its prices.
    #[must_use]
    pub fn provider(&self, id: &str) -> Option<&Provider> {
        self.books.get(id).map(|entry| &entry.row.provider)
    }

    /// The currency of a price book, without reading its prices.
    #[must_use]
    pub fn currency(&self, id: &str) -> Option<Currency> {
        self.books.get(id).map(|entry| entry.row.currency)
    }

    /// Replaces published price books by others with the same ids, and adds those with other ids.
    ///
    /// An added book is in no geography and has no commitments.
    #[must_use]
    pub fn with_books(&self, books: impl IntoIterator<Item = (BookId, Book)>) -> Self {
        let mut other = self.clone();
        for (id, book) in books {
            let entry = other.books.entry(id).or_insert_with_key(|id| {
                let row = BookRow::without_tables(id.clone(), &book);
                Entry::of(row)
            });
            entry.book = Arc::new(OnceLock::from(Ok(book)));
            entry.first = Arc::clone(&entry.book);
            entry.whole = Lazy::default();
            entry.first_index = Lazy::default();
            entry.index = Lazy::default();
            entry.whole_index = Lazy::default();
        }
        other
    }

    /// Adds the Simplified Chinese of a note or a source name.
    ///
    /// # Errors
    /// Those of [`Catalog::chinese`].
    pub fn with_chinese(&self, english: &str, chinese: &str) -> Result<Self, CatalogError> {
        let mut notes = self.chinese()?.clone();
        notes.insert(english.to_owned(), chinese.to_owned());
        let mut other = self.clone();
        other.others.chinese = Arc::new(OnceLock::from(Ok(notes)));
        Ok(other)
    }

    /// The commitments that are sold for the SKUs of a price book; none for an unknown id.
    ///
    /// First come those of its machines, then packs and estimates. See
    /// [`PublishedCommitment::gives_way_to`] for the estimates that a price replaces.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// let commitments = catalog.commitments("gcp-us-central1")?;
    /// let keys: Vec<String> = commitments.iter().map(|one| one.key()).collect();
    /// assert!(keys.contains(&"committed_use 36 none n2-standard-4".to_owned()));
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn commitments(&self, id: &str) -> Result<&[PublishedCommitment], CatalogError> {
        let Some(entry) = self.books.get(id) else {
            return Ok(&[]);
        };
        let commitments = read_once(&entry.commitments, || {
            let row = &entry.row;
            let mut all = Vec::new();
            if let Some(table) = row.purchases_table() {
                let text = self.tables.text(&table)?;
                let priced = (table.as_str(), text.as_ref());
                let types = self.types(row)?;
                all = machines::commitments(&row.book, row.currency, types, priced)?;
            }
            let others = self.other_commitments()?.iter();
            all.extend(others.filter(|one| one.book == row.book).cloned());
            Ok(all)
        });
        commitments.map(Vec::as_slice)
    }

    fn other_commitments(&self) -> Result<&[PublishedCommitment], CatalogError> {
        let commitments = read_once(&self.others.commitments, || {
            let books = self.books.iter();
            let currencies = books.map(|(id, entry)| (id.clone(), entry.row.currency));
            commitments::read(&self.tables, &map_of(currencies), self.sources()?)
        });
        commitments.map(Vec::as_slice)
    }

    /// The stages at which providers apply their discounts, in the order of the data.
    ///
    /// # Errors
    /// As [`Catalog::book`], and one for a discount that is no change of a term.
    pub fn stages(&self) -> Result<&[PublishedStage], CatalogError> {
        let stages = read_once(&self.others.stages, || stages::read(&self.tables));
        stages.map(Vec::as_slice)
    }

    /// The exchange rates of one day.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn exchange_rates(&self) -> Result<&ExchangeRates, CatalogError> {
        read_once(&self.others.exchange_rates, || exchange::read(&self.tables))
    }

    /// The Simplified Chinese of notes and of source names, by their English.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn chinese(&self) -> Result<&BTreeMap<String, String>, CatalogError> {
        read_once(&self.others.chinese, || {
            pairs(&self.tables, "chinese.csv", ["en", "zh"])
        })
    }

    /// The prices of traffic and bandwidth, and the peak methods.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn network(&self) -> Result<&Network, CatalogError> {
        read_once(&self.others.network, || {
            Network::read(&self.tables, self.sources()?)
        })
    }

    /// The prices of GPUs and of tokens, and their history.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn hardware(&self) -> Result<&Hardware, CatalogError> {
        read_once(&self.others.hardware, || {
            Hardware::read(&self.tables, self.sources()?)
        })
    }

    /// The names of accelerators, and the memory of those that have one size only.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn accelerators(&self) -> Result<&Accelerators, CatalogError> {
        let accelerators = &self.others.accelerators;
        read_once(accelerators, || Accelerators::read(&self.tables))
    }

    /// The daily prices of GPU hours.
    pub(crate) fn read_gpu_days(&self) -> Result<&[PublishedSeries], CatalogError> {
        let series = read_once(&self.others.gpu_days, || {
            let name = "gpu_days.txt";
            gpu_days::read(name, &self.tables.text(name)?)
        });
        series.map(Vec::as_slice)
    }

    /// The providers of tokens, each with its prices once they were asked for.
    pub(crate) fn all_tokens(&self) -> Result<&tokens::Read, CatalogError> {
        read_once(&self.others.tokens, || tokens::providers(&self.tables))
    }

    pub(crate) fn sources(&self) -> Result<&Sources, CatalogError> {
        read_once(&self.others.sources, || Sources::read(&self.tables))
    }
}

fn keep_if_read<T>(lazy: &mut Lazy<T>) {
    if !lazy.get().is_some_and(Result::is_ok) {
        *lazy = Lazy::default();
    }
}

/// Shows the names of what has been read.
impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let books = self.books.iter();
        let is_read = |entry: &Entry| entry.book.get().is_some() || entry.whole.get().is_some();
        let books = books.map(|(id, entry)| (id.as_str(), is_read(entry)));
        let others = [
            ("sources", self.others.sources.get().is_some()),
            ("commitments", self.others.commitments.get().is_some()),
            ("exchange rates", self.others.exchange_rates.get().is_some()),
            ("chinese", self.others.chinese.get().is_some()),
            ("network", self.others.network.get().is_some()),
            ("hardware", self.others.hardware.get().is_some()),
            ("tokens", self.others.tokens.get().is_some()),
            ("daily prices of GPUs", self.others.gpu_days.get().is_some()),
            ("accelerators", self.others.accelerators.get().is_some()),
        ];
        let all = books.chain(others).filter(|(_, is_read)| *is_read);
        let read: Read<'_> = Read(all.map(|(name, _)| name).collect());
        f.debug_struct("Catalog")
            .field("read", &read)
            .finish_non_exhaustive()
    }
}

/// The names of what has been read.
struct Read<'a>(Vec<&'a str>);

impl std::fmt::Debug for Read<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(&self.0).finish()
    }
}
