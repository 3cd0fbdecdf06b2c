//! The state as the fragment of a link, and back. Pure.
//!
//! `3.en.STATE.SUM`: a version, the language, the plan and the settings as one JSON object,
//! compressed (DEFLATE) and in base64url, and the CRC-32 of all before it in hexadecimal, so that a
//! truncated or altered link is told from a whole one. The earlier versions are still read:
//! `2.en.PLAN.SETTINGS.SUM`, not compressed and the settings or nothing apart, and `1.en.PLAN.SUM`,
//! without settings.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde_json::{Value, json};

use crate::document::Document;
use crate::language::Language;
use crate::settings::Settings;

const VERSION: &str = "3";
/// How hard to compress, from 0 to 10: the usual.
const LEVEL: u8 = 6;
/// The longest state that is read, in bytes: a short link must not fill the memory.
const LONGEST: usize = 4_000_000;

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
    let state = json!({ "plan": document.value(), "settings": settings.value() });
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
    let (version, language, state) = (parts.next(), parts.next(), parts.next());
    let state = state.unwrap_or_default();
    let opened = match version.and_then(|version| version.parse::<u32>().ok()) {
        Some(version @ (1 | 2)) => {
            let settings = match version {
                1 => "",
                _ => parts.next().ok_or(LinkProblem::Damaged)?,
            };
            apart(state, settings)
        }
        Some(3) => together(state),
        Some(4..) => return Err(LinkProblem::NewerVersion),
        Some(0) | None => return Err(LinkProblem::Damaged),
    };
    let language = language.and_then(Language::from_code);
    let (document, settings) = opened.ok_or(LinkProblem::NotAPlan)?;
    let language = language.ok_or(LinkProblem::NotAPlan)?;
    Ok(Some((language, document, settings)))
}

/// The plan and the settings of version 3.
fn together(state: &str) -> Option<(Document, Settings)> {
    let state = URL_SAFE_NO_PAD.decode(state).ok()?;
    let state = decompress_to_vec_with_limit(&state, LONGEST).ok()?;
    let mut state = serde_json::from_slice::<Value>(&state).ok()?;
    let document = Document::of_value(state.get_mut("plan")?.take())?;
    let settings = Settings::of_value(state.get_mut("settings")?.take())?;
    Some((document, settings))
}

/// The plan and the settings of the versions before.
fn apart(plan: &str, settings: &str) -> Option<(Document, Settings)> {
    let value = |text: &str| serde_json::from_str::<Value>(&text_of(text)?).ok();
    let settings = match settings {
        "" => Settings::default(),
        settings => Settings::of_value(value(settings)?)?,
    };
    Some((Document::of_value(value(plan)?)?, settings))
}

fn text_of(encoded: &str) -> Option<String> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).ok()?).ok()
}
