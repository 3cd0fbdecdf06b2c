//! The price book and the agreement of a process.

use std::fmt;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

use datafusion::common::{DataFusionError, Result};
use netprice::book::price_book::Pooling;
use netprice::compiled::CompiledBook;
use netprice::{Agreement, PriceBook};
use serde::de::DeserializeOwned;

/// How the rows of a SKU count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    /// The cost of a row does not depend on a count.
    Not,
    /// Each row counts from zero by itself, as a machine or an account without consolidated billing.
    Apart,
    /// The cost of a row depends on the rows before it.
    Together,
}

/// A compiled price book that lives as long as the process.
///
/// Functions of DataFusion outlive every query, so the price book is never freed: load it once.
///
/// ```
/// use netprice::{Agreement, PriceBook};
/// use netprice_datafusion::Rater;
/// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "0.192")?;
/// let (one, other) = (Rater::of(book.clone(), Agreement::default())?, Rater::of(book, Agreement::default())?);
/// assert_eq!(one.fingerprint(), other.fingerprint());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Rater(&'static Loaded);

struct Loaded {
    compiled: CompiledBook<'static>,
    fingerprint: u32,
}

impl Rater {
    /// Compiles a price book under an agreement.
    ///
    /// # Errors
    /// Those of [`CompiledBook::of`], as [`DataFusionError::Configuration`].
    pub fn of(book: PriceBook, agreement: Agreement) -> Result<Self> {
        CompiledBook::of(&book, &agreement).map_err(configuration)?;
        let text = serde_json::to_string(&(&book, &agreement)).map_err(configuration)?;
        let (book, agreement) = (Box::leak(Box::new(book)), Box::leak(Box::new(agreement)));
        let compiled = CompiledBook::of(book, agreement).map_err(configuration)?;
        let fingerprint = crc32fast::hash(text.as_bytes());
        let loaded = Box::new(Loaded {
            compiled,
            fingerprint,
        });
        Ok(Self(Box::leak(loaded)))
    }

    /// Reads a price book and an agreement in JSON; without an agreement, costs are those at list.
    ///
    /// # Errors
    /// [`DataFusionError::Configuration`]: a file that cannot be read, by its name; and those of [`Rater::of`], whose
    /// paths begin with `price_book`, `terms`, `commitments` or `fees`.
    ///
    /// ```
    /// use netprice_datafusion::Rater;
    /// let missing = Rater::from_files("no/book.json".as_ref(), None).unwrap_err();
    /// assert!(missing.to_string().contains("no/book.json"));
    /// ```
    pub fn from_files(book: &Path, agreement: Option<&Path>) -> Result<Self> {
        let agreed = agreement.map_or_else(|| Ok(Agreement::default()), read)?;
        Self::of(read(book)?, agreed)
    }

    /// A number that is the same for the same price book and agreement, in each process.
    #[must_use]
    pub fn fingerprint(self) -> u32 {
        self.0.fingerprint
    }

    /// The compiled price book.
    #[must_use]
    pub fn compiled(self) -> &'static CompiledBook<'static> {
        &self.0.compiled
    }

    pub(crate) fn counting(self, position: usize) -> Counting {
        let compiled = self.compiled();
        let id = compiled.skus().get(position);
        let sku = id.and_then(|id| compiled.book().skus.get(id));
        match sku.map(|sku| sku.pooling) {
            _ if !compiled.depends_on_count(position) => Counting::Not,
            Some(Pooling::Apart) => Counting::Apart,
            _ => Counting::Together,
        }
    }
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).map_err(|problem| of_file(path, problem))?;
    serde_json::from_str(&text).map_err(|problem| of_file(path, problem))
}

fn of_file(path: &Path, problem: impl fmt::Display) -> DataFusionError {
    configuration(format!("{}: {problem}", path.display()))
}

fn configuration(problem: impl fmt::Display) -> DataFusionError {
    DataFusionError::Configuration(problem.to_string())
}

impl fmt::Debug for Rater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rater({:08x})", self.0.fingerprint)
    }
}

/// DataFusion takes functions for the same that rate by the same price book.
impl PartialEq for Rater {
    fn eq(&self, other: &Self) -> bool {
        self.0.fingerprint == other.0.fingerprint
    }
}

impl Eq for Rater {}

impl Hash for Rater {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fingerprint.hash(state);
    }
}
