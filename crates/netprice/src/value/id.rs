//! Validated names, such as those of providers, regions, services, SKUs, usage lines, terms and
//! offers.

use crate::value::limits::NAME_CHARACTERS as LONGEST;
use crate::value::problem::ValueProblem;
use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::value::text::{padded, serde_as_text};

fn checked(text: &str) -> Result<Arc<str>, ValueProblem> {
    // Nearly every name is plain ASCII, and thousands of them are read at once.
    let is_plain = text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_plain && !text.is_empty() {
        return Ok(text.into());
    }
    let visible = text.trim() == text && !text.chars().any(is_invisible);
    if text.is_empty() || !visible || text.chars().count() > LONGEST {
        return Err(ValueProblem::NotAName {
            value: text.chars().take(LONGEST).collect(),
        });
    }
    Ok(text.into())
}

/// Whether a character is a control character or a zero-width mark, which makes two names look
/// alike.
fn is_invisible(c: char) -> bool {
    let without_width = [
        '\u{200b}'..='\u{200f}',
        '\u{202a}'..='\u{202e}',
        '\u{2060}'..='\u{206f}',
        '\u{feff}'..='\u{feff}',
    ];
    c.is_control() || without_width.iter().any(|range| range.contains(&c))
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        ///
        /// 1 to 120 visible characters, without spaces at the ends. Copies share the text.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

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
                *self.0 == *other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                *self.0 == **other
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
    )+};
}

names! {
    /// The publisher of a price list, such as `acme`.
    Provider,
    /// The region in which a SKU is sold, in the provider's own words, such as `us-east-1`.
    Region,
    /// The service to which a SKU belongs, such as `compute`.
    Service,
    /// The name of a SKU, in the provider's own words, such as `m6a.xlarge`.
    SkuId,
    /// The name of an account of the customer, such as `team a`; a subscription or a project.
    AccountId,
    /// The name of a usage line, such as `machines`.
    LineId,
    /// The name of a contract term, such as `frame contract`.
    TermId,
    /// The name of a commitment, such as `three years, nothing upfront`.
    CommitmentId,
    /// The name of a time block, such as `peak`.
    TimeBlockId,
    /// The name of an offer in a comparison, such as `aws` or `aws, renewed`.
    OfferId,
    /// The name of a price book in a catalogue or a plan, such as `acme-north`.
    BookId,
    /// The purchase option of a SKU, such as `on_demand`.
    PurchaseOption,
    /// The name of a traffic tariff, such as `acme-95`.
    TariffId,
    /// The name of a peak method, which reduces traffic samples to one figure, such as `95th`.
    MethodId,
    /// The name of a price series, such as `h100-street`.
    SeriesId,
    /// The name of a seller that bids in a tender or sells at a floor price.
    SellerId,
}

impl From<&BookId> for OfferId {
    /// Names an offer after its price book, if it has no name of its own.
    fn from(book: &BookId) -> Self {
        Self(book.0.clone())
    }
}
