//! The state as the fragment of a link, and back. Pure.
//!
//! `4.en.STATE.SUM`: a version, the language, the study and the settings as one JSON object,
//! compressed (DEFLATE) and in base64url, and the CRC-32 of all before it in hexadecimal, so that a
//! truncated or altered link is told from a whole one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde_json::{Value, json};

use crate::document::Document;
use crate::language::Language;
use crate::settings::Settings;

const VERSION: &str = "4";
/// How hard to compress, from 0 to 10: the usual.
const LEVEL: u8 = 6;
/// The longest state that is read, in bytes: a short link must not fill the memory.
const LONGEST: usize = 4_000_000;

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkProblem {
    /// It was cut short or altered on the way.
    Damaged,
    /// It was made by another version of the page.
    OtherVersion,
    /// It is whole, but holds no study that the page can show.
    NotAStudy,
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
    let state = json!({ "study": document.value(), "settings": settings.value() });
    let state = URL_SAFE_NO_PAD.encode(compress_to_vec(state.to_string().as_bytes(), LEVEL));
    let body = format!("{VERSION}.{}.{state}", language.code());
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
/// assert_eq!(read("4.en.eyJ"), Err(LinkProblem::Damaged));
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
    let mut parts = body.splitn(3, '.');
    let (version, language, state) = (parts.next(), parts.next(), parts.next());
    if version != Some(VERSION) {
        return Err(LinkProblem::OtherVersion);
    }
    let opened = state.and_then(opened);
    let language = language.and_then(Language::from_code);
    let (document, settings) = opened.ok_or(LinkProblem::NotAStudy)?;
    let language = language.ok_or(LinkProblem::NotAStudy)?;
    Ok(Some((language, document, settings)))
}

/// The study and the settings of a state.
fn opened(state: &str) -> Option<(Document, Settings)> {
    let state = URL_SAFE_NO_PAD.decode(state).ok()?;
    let state = decompress_to_vec_with_limit(&state, LONGEST).ok()?;
    let mut state = serde_json::from_slice::<Value>(&state).ok()?;
    let document = Document::of_value(state.get_mut("study")?.take())?;
    let settings = Settings::of_value(state.get_mut("settings")?.take())?;
    Some((document, settings))
}
