//! The state as the fragment of a link, and back. Pure.
//!
//! `1.en.PLAN.SUM`: a version, the language, the plan as JSON in base64url, and the CRC-32 of all
//! before it in hexadecimal, so that a truncated or altered link is told from a whole one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::document::Document;
use crate::language::Language;

const VERSION: &str = "1";

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkProblem {
    /// It was cut short or altered on the way.
    Damaged,
    /// It was made by a newer page.
    NewerVersion,
    /// It is whole, but holds no plan that the page can show.
    NotAPlan,
}

/// The fragment, without its `#`.
///
/// ```
/// use netprice_page::{address, document::Document, language::Language};
/// let document = Document::initial(&["aws-us-east-1"]);
/// let fragment = address::write(Language::English, &document);
/// assert_eq!(address::read(&fragment), Ok(Some((Language::English, document))));
/// ```
#[must_use]
pub fn write(language: Language, document: &Document) -> String {
    let plan = URL_SAFE_NO_PAD.encode(document.to_json());
    let body = format!("{VERSION}.{}.{plan}", language.code());
    let sum = crc32fast::hash(body.as_bytes());
    format!("{body}.{sum:08x}")
}

/// The language and the document of a fragment; nothing for an empty one.
///
/// # Errors
/// [`LinkProblem`].
///
/// ```
/// use netprice_page::address::{LinkProblem, read};
/// assert_eq!(read(""), Ok(None));
/// assert_eq!(read("1.en.eyJ"), Err(LinkProblem::Damaged));
/// ```
pub fn read(fragment: &str) -> Result<Option<(Language, Document)>, LinkProblem> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if fragment.is_empty() {
        return Ok(None);
    }
    let (body, sum) = fragment.rsplit_once('.').ok_or(LinkProblem::Damaged)?;
    if format!("{:08x}", crc32fast::hash(body.as_bytes())) != sum {
        return Err(LinkProblem::Damaged);
    }
    let mut parts = body.split('.');
    let (version, language, plan) = (parts.next(), parts.next(), parts.next());
    match version.and_then(|version| version.parse::<u32>().ok()) {
        Some(1) => {}
        Some(2..) => return Err(LinkProblem::NewerVersion),
        Some(0) | None => return Err(LinkProblem::Damaged),
    }
    let language = language.and_then(Language::from_code);
    let language = language.ok_or(LinkProblem::NotAPlan)?;
    let json = URL_SAFE_NO_PAD.decode(plan.unwrap_or_default());
    let json = json.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let document = json.as_deref().and_then(Document::from_json);
    Ok(Some((language, document.ok_or(LinkProblem::NotAPlan)?)))
}
