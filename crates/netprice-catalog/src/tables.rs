//! The tables by their names: compiled in, in a folder, or given one by one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

use crate::error::CatalogError;

/// The version of the format of the tables that this crate reads.
pub(crate) const VERSION: &str = "3";

/// The tables that are compiled in, in the order of their names.
static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Where tables come from; those given by hand come first.
#[derive(Clone, Default)]
pub(crate) struct Tables {
    given: BTreeMap<String, Arc<str>>,
    base: Base,
    /// Called with the name of each table that is asked for and is nowhere.
    ask: Option<fn(&str)>,
}

/// Where the tables come from that are not given by hand.
#[derive(Clone, Default)]
enum Base {
    #[default]
    Nowhere,
    Embedded,
    Folder(Arc<PathBuf>),
}

impl Tables {
    pub(crate) fn embedded() -> Self {
        Self {
            base: Base::Embedded,
            ..Self::default()
        }
    }

    /// The tables of a folder, which are read when they are asked for.
    pub(crate) fn of_folder(folder: PathBuf) -> Result<Self, CatalogError> {
        let tables = Self {
            base: Base::Folder(Arc::new(folder)),
            ..Self::default()
        };
        let name = "version.txt";
        let version = tables.text(name)?;
        if version.trim() == VERSION {
            return Ok(tables);
        }
        let version = version.trim();
        let message =
            format!("the tables are of version {version}, and this program reads {VERSION}");
        Err(CatalogError::at(name, message))
    }

    pub(crate) fn give(&mut self, name: &str, text: impl Into<Arc<str>>) {
        self.given.insert(name.to_owned(), text.into());
    }

    pub(crate) fn ask(&mut self, ask: fn(&str)) {
        self.ask = Some(ask);
    }

    /// Whether a table is there, without asking for it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
            || match &self.base {
                Base::Nowhere => false,
                Base::Embedded => EMBEDDED
                    .binary_search_by(|(table, _)| (*table).cmp(name))
                    .is_ok(),
                Base::Folder(folder) => folder.join(name).is_file(),
            }
    }

    /// The text of a table.
    ///
    /// # Errors
    /// [`CatalogError::NotLoaded`] for a table that is nowhere.
    pub(crate) fn text(&self, name: &str) -> Result<Cow<'_, str>, CatalogError> {
        let not_loaded = || {
            if let Some(ask) = self.ask {
                ask(name);
            }
            CatalogError::NotLoaded {
                table: name.to_owned(),
            }
        };
        if let Some(text) = self.given.get(name) {
            return Ok(Cow::Borrowed(text));
        }
        match &self.base {
            Base::Nowhere => Err(not_loaded()),
            Base::Embedded => {
                let found = EMBEDDED.binary_search_by(|(table, _)| (*table).cmp(name));
                let table = found.ok().and_then(|at| EMBEDDED.get(at));
                let (_, text) = table.ok_or_else(not_loaded)?;
                Ok(Cow::Borrowed(text))
            }
            Base::Folder(folder) => match std::fs::read_to_string(folder.join(name)) {
                Ok(text) => Ok(Cow::Owned(text)),
                Err(error) if error.kind() == ErrorKind::NotFound => Err(not_loaded()),
                Err(error) => Err(CatalogError::at(name, error)),
            },
        }
    }
}
