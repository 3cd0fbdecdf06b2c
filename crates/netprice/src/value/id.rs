//! Names of things: providers, regions, services, SKUs, usage lines, terms and offers.

use crate::value::problem::ValueProblem;
use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use crate::value::text::{padded, serde_as_text};

const LONGEST: usize = 120;

fn checked(text: &str) -> Result<String, ValueProblem> {
    let visible = text.trim() == text && !text.chars().any(is_invisible);
    if text.is_empty() || !visible || text.chars().count() > LONGEST {
        return Err(ValueProblem::NotAName {
            value: text.chars().take(LONGEST).collect(),
        });
    }
    Ok(text.to_owned())
}

/// Control characters, and marks without width that make two names look alike.
fn is_invisible(c: char) -> bool {
    let without_width = [
        '\u{200b}'..='\u{200f}',
        '\u{202a}'..='\u{202e}',
        '\u{2060}'..='\u{206f}',
        '\u{feff}'..='\u{feff}',
    ];
    c.is_control() || without_width.iter().any(|range| range.contains(&c))
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// 1 to 120 visible characters, without spaces at the ends.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl FromStr for $name {
            type Err = ValueProblem;

            fn from_str(text: &str) -> Result<Self, ValueProblem> {
                checked(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                padded(f, &self.0)
            }
        }

        serde_as_text!($name, "a name as text");
    };
}

name! {
    /// Who publishes a price list, such as `acme`.
    Provider
}
name! {
    /// Where the priced thing runs, in the provider's own words, such as `us-east-1`.
    Region
}
name! {
    /// The family a SKU belongs to, such as `compute`.
    Service
}
name! {
    /// The thing that has a price, in the provider's own words, such as `m6a.xlarge`.
    SkuId
}
name! {
    /// A line of usage, such as `machines`.
    LineId
}
name! {
    /// A clause of a contract, such as `frame contract`.
    TermId
}
name! {
    /// A commitment, such as `three years, nothing upfront`.
    CommitmentId
}
name! {
    /// A time block of usage, such as `peak`.
    TimeBlockId
}
name! {
    /// One offer of a comparison, such as `aws` or `aws, renewed`.
    OfferId
}
name! {
    /// A price book of a catalog or of a plan, such as `acme-north`.
    BookId
}
name! {
    /// How a SKU is bought, such as `on_demand`.
    PurchaseOption
}
name! {
    /// A way of billing traffic, such as `acme-95`.
    TariffId
}
name! {
    /// A way to make one figure of many samples of traffic, such as `95th`.
    MethodId
}
name! {
    /// Prices over time, such as `h100-street`.
    SeriesId
}
name! {
    /// Who bids in a tender or sells at a floor price.
    SellerId
}

impl From<&BookId> for OfferId {
    /// An offer without a name of its own is called like its price book.
    fn from(book: &BookId) -> Self {
        Self(book.0.clone())
    }
}
