//! The published catalogue, whose files are read on first access.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use netprice::Currency;
use netprice::comparison::convert::ExchangeRates;
use netprice::value::id::BookId;

use crate::book::{self, Book, BookRow, Names};
use crate::commitments::{self, PublishedCommitment};
use crate::exchange;
use crate::files;
use crate::hardware::Hardware;
use crate::index::Index;
use crate::network::Network;
use crate::rows::{CatalogError, Sources, pairs, rows};
use crate::stages::{self, PublishedStage};

/// A value that is read on first access and shared by all copies of the catalogue.
type Lazy<T> = Arc<OnceLock<Result<T, CatalogError>>>;

fn read_once<T>(
    lazy: &OnceLock<Result<T, CatalogError>>,
    read: impl FnOnce() -> Result<T, CatalogError>,
) -> Result<&T, CatalogError> {
    lazy.get_or_init(read).as_ref().map_err(Clone::clone)
}

/// Published prices of several providers, and exchange rates to compare them by.
///
/// Only the list of price books is read at once. Each price book, the commitments, the exchange rates, and
/// the prices of traffic and of hardware are read on first access. Copies share what was read.
#[derive(Clone)]
pub struct Catalog {
    books: BTreeMap<BookId, Entry>,
    sources: Lazy<Sources>,
    commitments: Lazy<Vec<PublishedCommitment>>,
    exchange_rates: Lazy<ExchangeRates>,
    chinese: Lazy<BTreeMap<String, String>>,
    network: Lazy<Network>,
    hardware: Lazy<Hardware>,
}

/// A price book of the list.
#[derive(Clone)]
struct Entry {
    row: Arc<BookRow>,
    book: Lazy<Book>,
    index: Lazy<Index>,
}

impl Catalog {
    /// Returns the catalogue that is published with this crate; only the list of price books is read.
    ///
    /// # Errors
    /// [`CatalogError`] for a list without the expected columns and values. A test reads every file, so
    /// this error does not occur in a release.
    ///
    /// ```
    /// let catalog = netprice_catalog::Catalog::published()?;
    /// assert_eq!(catalog.book_ids().count(), 6);
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    pub fn published() -> Result<Self, CatalogError> {
        let mut books = BTreeMap::new();
        for row in rows::<BookRow>("books.csv", files::BOOKS)? {
            let id = row.book.clone();
            let row = Arc::new(row);
            let (book, index) = (Lazy::default(), Lazy::default());
            books.insert(id, Entry { row, book, index });
        }
        Ok(Self {
            books,
            sources: Lazy::default(),
            commitments: Lazy::default(),
            exchange_rates: Lazy::default(),
            chinese: Lazy::default(),
            network: Lazy::default(),
            hardware: Lazy::default(),
        })
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

    /// The currency of a price book, without reading its prices.
    #[must_use]
    pub fn currency(&self, id: &str) -> Option<Currency> {
        self.books.get(id).map(|entry| entry.row.currency)
    }

    /// A price book; `None` for an unknown id.
    ///
    /// # Errors
    /// [`CatalogError`] for a file without the expected columns and values, for a source that is not
    /// listed, and for tiers with a gap or an overlap.
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
        read_once(&entry.book, || {
            let file = files::PRICES.iter().find(|(book, _)| *book == id);
            let missing = || CatalogError::at(id, "there is no price file of this name");
            let (_, text) = file.ok_or_else(missing)?;
            book::read(&entry.row, text, self.sources()?)
        })
        .map(Some)
    }

    /// What a price book sells, by criteria; `None` for an unknown id.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn index(&self, id: &str) -> Result<Option<&Index>, CatalogError> {
        let Some((entry, book)) = self.books.get(id).zip(self.book(id)?) else {
            return Ok(None);
        };
        read_once(&entry.index, || Ok(Index::from(book))).map(Some)
    }

    /// Replaces published price books by others with the same ids.
    ///
    /// A book with another id is ignored, since the catalogue has no names for it.
    #[must_use]
    pub fn with_books(&self, books: impl IntoIterator<Item = (BookId, Book)>) -> Self {
        let mut other = self.clone();
        for (id, book) in books {
            if let Some(entry) = other.books.get_mut(&id) {
                entry.book = Arc::new(OnceLock::from(Ok(book)));
                entry.index = Lazy::default();
            }
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
        Ok(Self {
            chinese: Arc::new(OnceLock::from(Ok(notes))),
            ..self.clone()
        })
    }

    /// The commitments that the providers of the price books sell, in the order of the data.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn commitments(&self) -> Result<&[PublishedCommitment], CatalogError> {
        let commitments = read_once(&self.commitments, || {
            let books = self.books.iter();
            let currencies = books.map(|(id, entry)| (id.clone(), entry.row.currency));
            commitments::read(&currencies.collect(), self.sources()?)
        });
        commitments.map(Vec::as_slice)
    }

    /// The stages at which providers apply their discounts, in the order of the data; read anew at each
    /// call.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn stages(&self) -> Result<Vec<PublishedStage>, CatalogError> {
        stages::read(self.sources()?)
    }

    /// The exchange rates of one day.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn exchange_rates(&self) -> Result<&ExchangeRates, CatalogError> {
        read_once(&self.exchange_rates, exchange::read)
    }

    /// The Simplified Chinese of notes and of source names, by their English.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn chinese(&self) -> Result<&BTreeMap<String, String>, CatalogError> {
        read_once(&self.chinese, || pairs("chinese.csv", files::CHINESE))
    }

    /// The prices of traffic and bandwidth, and the peak methods.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn network(&self) -> Result<&Network, CatalogError> {
        read_once(&self.network, Network::published)
    }

    /// The prices of GPUs and of tokens, and their history.
    ///
    /// # Errors
    /// As [`Catalog::book`].
    pub fn hardware(&self) -> Result<&Hardware, CatalogError> {
        read_once(&self.hardware, Hardware::published)
    }

    fn sources(&self) -> Result<&Sources, CatalogError> {
        read_once(&self.sources, Sources::read)
    }
}

/// Shows the names of the files that have been read.
impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let books = self.books.iter();
        let books = books.map(|(id, entry)| (id.as_str(), entry.book.get().is_some()));
        let others = [
            ("sources", self.sources.get().is_some()),
            ("commitments", self.commitments.get().is_some()),
            ("exchange rates", self.exchange_rates.get().is_some()),
            ("chinese", self.chinese.get().is_some()),
            ("network", self.network.get().is_some()),
            ("hardware", self.hardware.get().is_some()),
        ];
        let all = books.chain(others).filter(|(_, is_read)| *is_read);
        let read: Read<'_> = Read(all.map(|(name, _)| name).collect());
        f.debug_struct("Catalog")
            .field("read", &read)
            .finish_non_exhaustive()
    }
}

/// The names of the files that have been read.
struct Read<'a>(Vec<&'a str>);

impl std::fmt::Debug for Read<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(&self.0).finish()
    }
}
