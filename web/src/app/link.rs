//! The forms as the fragment of a link, and back. Pure, and loaded when it is first needed.
//!
//! `5.en.STATE.SUM`: a version, the language, the study with what was typed besides as one JSON
//! object, compressed (DEFLATE) and in base64url, and the CRC-32 of all before it in hexadecimal, so
//! that a truncated or altered link is told from a whole one.

use std::collections::BTreeMap;
use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use netprice_study::overrides::PriceOverride;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::forms::{Forms, View};
use crate::compare::document::Document;
use crate::compare::form::CompareForm;
use crate::kit::draft::LONGEST_TEXT;
use crate::kit::form::Form;
use crate::language::Language;

const VERSION: &str = "5";
/// The effort of compression, from 0 to 10: the usual.
const LEVEL: u8 = 6;
/// The longest state that is read, in bytes: a short link must not fill the memory.
const LONGEST: usize = 4_000_000;
/// The most own prices that a link holds, about 200 bytes each.
pub const MOST_OVERRIDES: usize = 5_000;

/// The reason why a link cannot be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkProblem {
    /// It was cut short or altered on the way.
    Damaged,
    /// It was made by another version of the page.
    OtherVersion,
    /// It is whole, but holds no study that the page can show.
    NotAStudy,
    /// The part of the page that reads links could not be loaded.
    NotLoaded,
}

/// The content of a link, a saved study or a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The language in which it was written; none for a story.
    pub language: Option<Language>,
    /// The content of the forms.
    pub forms: Forms,
}

/// The texts of a form that the study does not hold, by field.
type Texts = BTreeMap<String, String>;

/// The state as JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Linked {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    view: String,
    study: Value,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    compare: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    traffic: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    market: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prices: Option<Texts>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    overrides: Vec<PriceOverride>,
}

/// The fragment, without its `#`.
///
/// Texts longer than [`LONGEST_TEXT`] bytes and more than [`MOST_OVERRIDES`] own prices are left out.
#[must_use]
pub fn write(language: Language, forms: &Forms) -> String {
    let linked = Linked {
        view: forms.view.name().to_owned(),
        study: forms.compare.document.value(),
        compare: texts(&forms.compare.options),
        traffic: forms.traffic.as_ref().map(texts),
        market: forms.market.as_ref().map(texts),
        prices: forms.prices.as_ref().map(texts),
        overrides: if forms.overrides.len() <= MOST_OVERRIDES {
            forms.overrides.to_vec()
        } else {
            Vec::new()
        },
    };
    let linked = serde_json::to_string(&linked).unwrap_or_default();
    let state = URL_SAFE_NO_PAD.encode(compress_to_vec(linked.as_bytes(), LEVEL));
    let body = format!("{VERSION}.{}.{state}", language.code());
    let sum = crc32fast::hash(body.as_bytes());
    format!("{body}.{sum:08x}")
}

/// The content of a fragment; nothing for an empty one.
///
/// # Errors
/// [`LinkProblem`].
///
/// ```
/// use netprice_page::app::link::{LinkProblem, read};
/// assert_eq!(read(""), Ok(None));
/// assert_eq!(read("5.en.eyJ"), Err(LinkProblem::Damaged));
/// ```
pub fn read(fragment: &str) -> Result<Option<Opened>, LinkProblem> {
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
    let forms = state.and_then(inflated).and_then(forms);
    let language = language.and_then(Language::from_code);
    Ok(Some(Opened {
        language: Some(language.ok_or(LinkProblem::NotAStudy)?),
        forms: forms.ok_or(LinkProblem::NotAStudy)?,
    }))
}

fn inflated(state: &str) -> Option<Linked> {
    let state = URL_SAFE_NO_PAD.decode(state).ok()?;
    let state = decompress_to_vec_with_limit(&state, LONGEST).ok()?;
    serde_json::from_slice(&state).ok()
}

fn forms(linked: Linked) -> Option<Forms> {
    let document = Document::of_value(linked.study)?;
    Some(Forms {
        view: match linked.view.as_str() {
            "" => View::Compare,
            name => View::named(name)?,
        },
        compare: CompareForm {
            document: document.clone(),
            options: form(&linked.compare)?,
        },
        traffic: optional(linked.traffic.as_ref())?,
        market: optional(linked.market.as_ref())?,
        prices: optional(linked.prices.as_ref())?,
        overrides: Rc::new(linked.overrides),
        ..Forms::new(document)
    })
}

/// The texts of a form that differ from those at first.
fn texts<F: Form>(form: &Rc<F>) -> Texts {
    let first = F::default();
    let texts = form.texts_besides(&first).into_iter();
    let texts = texts.filter(|(_, text)| text.len() <= LONGEST_TEXT);
    texts
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

fn form<F: Form>(texts: &Texts) -> Option<Rc<F>> {
    F::default().with_texts(texts).map(Rc::new)
}

/// The form of texts that may be absent; `None` for texts that it cannot hold.
fn optional<F: Form>(texts: Option<&Texts>) -> Option<Option<Rc<F>>> {
    match texts {
        Some(texts) => form(texts).map(Some),
        None => Some(None),
    }
}
