//! The words of the choice of the offers.

use crate::language::Words;

/// A text of the choice of the offers.
#[derive(Clone, Copy, Debug)]
pub enum BooksText<'a> {
    /// The search for price books.
    Search,
    /// The number of price books that were found.
    Found {
        /// Those that are listed.
        shown: usize,
        /// All.
        count: usize,
    },
    /// The button that adds a price book.
    Add(&'a str),
    /// The button that removes an offer.
    Remove(&'a str),
}

impl Words for BooksText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Search => "Search a provider or region".into(),
            Self::Found { shown, count } if shown == count => format!("{count} found"),
            Self::Found { shown, count } => {
                format!("{count} found, the first {shown} are listed; narrow your search")
            }
            Self::Add(name) => format!("Add {name}"),
            Self::Remove(name) => format!("Remove {name}"),
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Search => "搜索云厂商或地域".into(),
            Self::Found { shown, count } if shown == count => format!("找到 {count} 个"),
            Self::Found { shown, count } => {
                format!("找到 {count} 个，列出前 {shown} 个；请缩小搜索范围")
            }
            Self::Add(name) => format!("添加 {name}"),
            Self::Remove(name) => format!("移除 {name}"),
        }
    }
}
