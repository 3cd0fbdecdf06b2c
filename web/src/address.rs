//! The state as the fragment of a link, and back. Pure.
//!
//! `2.en.PLAN.SETTINGS.SUM`: a version, the language, the plan as JSON in base64url, the settings
//! in the same way or nothing, and the CRC-32 of all before it in hexadecimal, so that a truncated
//! or altered link is told from a whole one. Version 1, `1.en.PLAN.SUM`, has no settings.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::document::Document;
use crate::language::Language;
use crate::settings::Settings;

const VERSION: &str = "2";

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
/// use netprice_page::{address, document::Document, language::Language, settings::Settings};
/// let opened = (Language::English, Document::initial(&["aws-us-east-1"]), Settings::default());
/// let fragment = address::write(opened.0, &opened.1, &opened.2);
/// assert_eq!(address::read(&fragment), Ok(Some(opened)));
/// ```
#[must_use]
pub fn write(language: Language, document: &Document, settings: &Settings) -> String {
    let plan = URL_SAFE_NO_PAD.encode(document.to_json());
    let settings = URL_SAFE_NO_PAD.encode(settings.to_json().unwrap_or_default());
    let body = format!("{VERSION}.{}.{plan}.{settings}", language.code());
    let sum = crc32fast::hash(body.as_bytes());
    format!("{body}.{sum:08x}")
}

/// The language, the document and the settings of a fragment; nothing for an empty one.
///
/// # Errors
/// [`LinkProblem`].
///
/// ```
/// use netprice_page::address::{LinkProblem, read};
/// assert_eq!(read(""), Ok(None));
/// assert_eq!(read("1.en.eyJ"), Err(LinkProblem::Damaged));
/// ```
pub fn read(fragment: &str) -> Result<Option<(Language, Document, Settings)>, LinkProblem> {
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
    let settings = match version.and_then(|version| version.parse::<u32>().ok()) {
        Some(1) => "",
        Some(2) => parts.next().ok_or(LinkProblem::Damaged)?,
        Some(3..) => return Err(LinkProblem::NewerVersion),
        Some(0) | None => return Err(LinkProblem::Damaged),
    };
    let language = language.and_then(Language::from_code);
    let language = language.ok_or(LinkProblem::NotAPlan)?;
    let document = text_of(plan.unwrap_or_default()).and_then(|json| Document::from_json(&json));
    let settings = match settings {
        "" => Some(Settings::default()),
        settings => text_of(settings).and_then(|json| Settings::from_json(&json)),
    };
    let (document, settings) = document.zip(settings).ok_or(LinkProblem::NotAPlan)?;
    Ok(Some((language, document, settings)))
}

fn text_of(encoded: &str) -> Option<String> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).ok()?).ok()
}
