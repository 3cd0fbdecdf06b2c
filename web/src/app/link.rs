//! The forms as the fragment of a link, and back. Pure, and loaded when it is first needed.
//!
//! `5.en.STATE.SUM`: a version, the language, the study of the forms with the texts that it does not
//! hold as one JSON object, compressed (DEFLATE) and in base64url, and the CRC-32 of all before it in
//! hexadecimal, so that a truncated or altered link is told from a whole one.

use std::collections::BTreeMap;
use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use netprice::value::path::Path;
use netprice_study::{Located, Problems, Question, Study, StudyProblem};
use serde::{Deserialize, Serialize};

use crate::app::forms::{Forms, View};
use crate::app::study::{LongSamples, study_of_all_forms};
use crate::compare::contract::ContractForm;
use crate::compare::document::{Document, OfferForm};
use crate::compare::form::CompareForm;
use crate::compare::lines::{LineText, WorkloadForm};
use crate::compare::options::CompareOptions;
use crate::kit::draft::LONGEST_TEXT;
use crate::kit::form::{Form, StudyForm};
use crate::language::Language;
use crate::prices::form::PricesForm;
use crate::traffic::form::TrafficForm;
use crate::traffic::imported::Imported;

const VERSION: &str = "5";
/// The effort of compression, from 0 to 10: the usual.
const LEVEL: u8 = 6;
/// The longest state that is read, in bytes: a short link must not fill the memory.
const LONGEST: usize = 4_000_000;
/// The most own prices that a link holds, about 200 bytes each.
pub const MOST_OVERRIDES: usize = 5_000;

/// The reason why a link cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkProblem {
    /// It was cut short or altered on the way.
    Damaged,
    /// It was made by another version of the page.
    OtherVersion,
    /// It is whole, but holds no study that the page can show; where, and why.
    NotAStudy(Problems),
    /// The part of the page that reads links could not be loaded.
    NotLoaded,
}

/// The content of a link, a saved study or a story.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedLink {
    /// The language in which it was written; none for a story.
    pub language: Option<Language>,
    /// The content of the forms.
    pub forms: Forms,
}

/// The texts of a form that the study does not hold, by field.
type Texts = BTreeMap<String, String>;

/// The study of the forms, and the texts that it does not hold.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkContent {
    /// The name of the view; if absent, that of the first question of the study.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    view: Option<String>,
    study: Study,
    /// The texts of lines that were typed, by position.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    lines: BTreeMap<usize, String>,
    /// The contracts that their offers do not hold, by position.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    contracts: BTreeMap<usize, ContractForm>,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    compare: Texts,
    /// Absent for a form that was never changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    traffic: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    market: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prices: Option<Texts>,
}

/// The fragment, without its `#`.
///
/// Texts longer than [`LONGEST_TEXT`] bytes, samples of traffic longer than
/// [`LONGEST_SAMPLES`](crate::traffic::form::LONGEST_SAMPLES) bytes and more than [`MOST_OVERRIDES`] own
/// prices are left out, so that programs that shorten links do not cut it.
#[must_use]
pub fn write(language: Language, forms: &Forms) -> String {
    written(language, forms, LongSamples::Without)
}

/// The fragment with all samples of traffic, for a study that is saved in the browser.
#[must_use]
pub fn write_whole(language: Language, forms: &Forms) -> String {
    written(language, forms, LongSamples::With)
}

fn written(language: Language, forms: &Forms, samples: LongSamples) -> String {
    let mut study = study_of_all_forms(forms, samples);
    if study.overrides.len() > MOST_OVERRIDES {
        study.overrides.clear();
    }
    let document = &forms.compare.document;
    let linked = LinkContent {
        view: Some(forms.view.name().to_owned()),
        lines: lines(document),
        contracts: contracts(document),
        compare: texts(&*forms.compare.options, &CompareOptions::default()),
        traffic: asked_texts(forms.traffic.as_ref(), &study),
        market: asked_texts(forms.market.as_ref(), &study),
        prices: forms
            .prices
            .as_ref()
            .map(|form| texts(&**form, &PricesForm::default())),
        study,
    };
    packed(
        language,
        &serde_json::to_string(&linked).unwrap_or_default(),
    )
}

/// The fragment of a state as JSON.
#[must_use]
pub fn packed(language: Language, state: &str) -> String {
    let state = URL_SAFE_NO_PAD.encode(compress_to_vec(state.as_bytes(), LEVEL));
    let body = format!("{VERSION}.{}.{state}", language.code());
    let sum = crc32fast::hash(body.as_bytes());
    format!("{body}.{sum:08x}")
}

/// The texts of lines that were typed, by position: the study says what they meant, but not in these words.
fn lines(document: &Document) -> BTreeMap<usize, String> {
    let lines = document.workload.lines.iter().enumerate();
    let typed = lines.filter_map(|(position, form)| match &form.text {
        LineText::Typed(text) if text.len() <= LONGEST_TEXT => Some((position, text.to_string())),
        LineText::Typed(_) | LineText::Written(_) => None,
    });
    typed.collect()
}

/// The contracts that are not restored from their offers, by position.
fn contracts(document: &Document) -> BTreeMap<usize, ContractForm> {
    let forms = document.offers.iter().enumerate();
    let forms = forms.filter_map(|(position, form)| {
        let contract = form.contract.as_ref()?;
        let is_held = ContractForm::of(&form.offer).as_ref() == Some(contract);
        (!is_held).then(|| (position, contract.clone()))
    });
    forms.collect()
}

/// The texts of a form that differ from those of another.
fn texts<F: Form>(form: &F, other: &F) -> Texts {
    let texts = form.texts_besides(other).into_iter();
    let texts = texts.filter(|(_, text)| text.len() <= LONGEST_TEXT);
    texts
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

fn asked_texts<F: StudyForm>(form: Option<&Rc<F>>, study: &Study) -> Option<Texts> {
    form.map(|form| texts(&**form, &F::of_study(study)))
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
pub fn read(fragment: &str) -> Result<Option<OpenedLink>, LinkProblem> {
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
    let language = language.and_then(Language::from_code);
    if version != Some(VERSION) || language.is_none() {
        return Err(LinkProblem::OtherVersion);
    }
    let state = state.and_then(inflated).ok_or(LinkProblem::Damaged)?;
    let forms = linked(&state).and_then(forms);
    Ok(Some(OpenedLink {
        language,
        forms: forms.map_err(LinkProblem::NotAStudy)?,
    }))
}

fn inflated(state: &str) -> Option<Vec<u8>> {
    let state = URL_SAFE_NO_PAD.decode(state).ok()?;
    decompress_to_vec_with_limit(&state, LONGEST).ok()
}

fn linked(state: &[u8]) -> Result<LinkContent, Problems> {
    let mut json = serde_json::Deserializer::from_slice(state);
    let linked = netprice_study::study::read(&mut json);
    // The reader knows the place in the link; the person, the place in the study.
    let in_study = |located: Located| match located.path.within("study") {
        Some(path) => Located { path, ..located },
        None => located,
    };
    linked.map_err(|problems| problems.map_each(in_study))
}

fn forms(linked: LinkContent) -> Result<Forms, Problems> {
    let study = linked.study;
    let view = match &linked.view {
        Some(name) => View::named(name).ok_or_else(|| refused("view", name))?,
        None => view_of(&study)?,
    };
    let mut document = Document::of_study(&study);
    for (position, text) in &linked.lines {
        if *position >= document.workload.lines.len() {
            return Err(refused("lines", &position.to_string()));
        }
        // A text that cannot be read is marked, and the line stays as the study has it.
        let workload = WorkloadForm::clone(&document.workload);
        document = document.with_workload(workload.typed(*position, text));
    }
    for (position, contract) in linked.contracts {
        let slot = document.offers.get_mut(position);
        let slot = slot.ok_or_else(|| refused("contracts", &position.to_string()))?;
        let offer = slot.offer.clone();
        let commitments = offer.commitments.clone();
        let contract = Some(ContractForm {
            commitments,
            ..contract
        });
        *slot = Rc::new(OfferForm { offer, contract });
    }
    let options = with(CompareOptions::default(), "compare", &linked.compare)?;
    let prices = linked.prices.as_ref();
    let prices = prices.map(|texts| with(PricesForm::default(), "prices", texts));
    let traffic: Option<Rc<TrafficForm>> = form(&study, "traffic", linked.traffic.as_ref())?;
    let imported = Imported::of_study(&study).map(|imported| match &traffic {
        Some(form) if !form.imported.is_empty() => Imported {
            name: Rc::clone(&form.imported),
            ..imported
        },
        _ => imported,
    });
    Ok(Forms {
        view,
        compare: CompareForm {
            document,
            options: Rc::new(options),
            bill: None,
        },
        traffic,
        imported,
        market: form(&study, "market", linked.market.as_ref())?,
        prices: prices.transpose()?.map(Rc::new),
        overrides: Rc::new(study.overrides),
    })
}

/// The view of the first question that a study asks.
fn view_of(study: &Study) -> Result<View, Problems> {
    let views = Question::ALL.map(|question| (question, view_of_question(question)));
    let mut views = views
        .into_iter()
        .filter_map(|(question, view)| Some((question, view?)));
    let shown = views.clone().map(|(question, _)| question.field());
    let nothing = StudyProblem::no_question(&shown.collect::<Vec<&str>>());
    let asked = views.find(|(question, _)| question.is_asked(study));
    let (_, view) = asked.ok_or_else(|| nothing.at("offers"))?;
    Ok(view)
}

/// The view of a question; `None` for one that the page cannot show by itself.
fn view_of_question(question: Question) -> Option<View> {
    match question {
        Question::Compare => Some(View::Compare),
        Question::Traffic => Some(View::Traffic),
        Question::Market | Question::Tokens => Some(View::Market),
        Question::Commit => None,
    }
}

/// The form of the question of a study, with texts; `None` for an untouched one.
fn form<F: StudyForm>(
    study: &Study,
    name: &'static str,
    texts: Option<&Texts>,
) -> Result<Option<Rc<F>>, Problems> {
    let form = F::of_study(study);
    match texts {
        Some(texts) => with(form, name, texts).map(|form| Some(Rc::new(form))),
        None => Ok((form != F::default()).then(|| Rc::new(form))),
    }
}

/// A form with texts.
fn with<F: Form>(form: F, name: &'static str, texts: &Texts) -> Result<F, Problems> {
    let form = form.with_texts(texts);
    form.ok_or_else(|| refused(name, &texts.keys().cloned().collect::<Vec<_>>().join(", ")))
}

/// A name that the page does not know.
fn refused(at: &'static str, name: &str) -> Problems {
    let message = format!("'{name}' is not known to this page");
    let problem = StudyProblem::Unreadable { message };
    problem.at(Path::from(at)).into()
}
