//! Reads a bill of any size piece by piece, so that the page stays responsive and memory does not hold the file.

use js_sys::{Array, Date, Function, Object, Promise, Reflect, Uint8Array, global};
use netprice::Problems;
use netprice_study::StudyProblem;
use netprice_study::bill::{self, BillPieces, ImportedBill, Next};
use netprice_study::problem::ImportProblem;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, TextDecoder};

use crate::compare::words::bill::BillText;
use crate::kit::slices::turn;
use crate::language::Language;

/// The longest work between two frames, in milliseconds.
const SLICE: f64 = 12.0;
/// The rows between two looks at the clock.
const ROWS: u64 = 100;

/// Why a file is no bill.
#[derive(Clone, PartialEq)]
pub(super) enum Failure {
    /// The browser could not read it.
    Unreadable,
    /// It is in Parquet.
    Parquet,
    /// It is an archive.
    Archive,
    /// The problems of its text.
    Text(Vec<StudyProblem>),
}

impl Failure {
    pub(super) fn said(&self, language: Language) -> String {
        match self {
            Self::Unreadable => language.say(&BillText::Unreadable),
            Self::Parquet => language.say(&BillText::Parquet),
            Self::Archive => language.say(&BillText::Archive),
            Self::Text(problems) => {
                let said = problems.iter().map(|problem| language.say(problem));
                said.collect::<Vec<String>>().join("\n")
            }
        }
    }
}

impl From<Problems<ImportProblem>> for Failure {
    fn from(problems: Problems<ImportProblem>) -> Self {
        let problems = problems.iter().cloned();
        Self::Text(problems.map(|located| located.problem.into()).collect())
    }
}

impl From<JsValue> for Failure {
    fn from(_: JsValue) -> Self {
        Self::Unreadable
    }
}

/// Reads a bill; `None` if it was cancelled.
///
/// The rows are shown after each slice of work. A file that begins as gzip is unpacked by the browser.
pub(super) async fn read(
    file: &Blob,
    show: impl Fn(u64),
    is_over: impl Fn() -> bool,
) -> Result<Option<ImportedBill>, Failure> {
    let mut bytes = Bytes::of(file).await?;
    let mut feed = Feed::default();
    let mut begun = Date::now();
    loop {
        let piece = bytes.next().await?;
        let is_last = piece.is_none();
        feed.push(piece)?;
        while feed.pieces.step(ROWS)? == Next::Rows {
            if Date::now() - begun > SLICE {
                show(feed.pieces.rows());
                turn().await;
                begun = Date::now();
            }
            if is_over() {
                return Ok(None);
            }
        }
        if is_last {
            return feed.finish().map(Some);
        }
    }
}

/// Calls a method of an object of the browser by its name: a binding of its own would be in the first view.
fn call(of: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let method = Reflect::get(of, &JsValue::from_str(method))?;
    method.dyn_into::<Function>()?.call1(of, argument)
}

/// The reader of a `ReadableStream`.
struct Bytes(JsValue);

impl Bytes {
    async fn of(file: &Blob) -> Result<Self, Failure> {
        let start = Self::reading(&stream(file)?)?.next().await?;
        let start = start.unwrap_or_default();
        if start.starts_with(b"PAR1") {
            return Err(Failure::Parquet);
        }
        if start.starts_with(b"PK\x03\x04") {
            return Err(Failure::Archive);
        }
        let stream = stream(file)?;
        if start.starts_with(&[0x1f, 0x8b]) {
            return Self::reading(&unpacked(&stream)?);
        }
        Self::reading(&stream)
    }

    fn reading(stream: &JsValue) -> Result<Self, Failure> {
        Ok(Self(call(stream, "getReader", &JsValue::UNDEFINED)?))
    }

    /// The next piece; `None` after the last.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let read = call(&self.0, "read", &JsValue::UNDEFINED)?;
        let read = JsFuture::from(read.unchecked_into::<Promise>()).await?;
        let piece = Reflect::get(&read, &JsValue::from_str("value"))?;
        if piece.is_undefined() {
            return Ok(None);
        }
        Ok(Some(Uint8Array::new(&piece).to_vec()))
    }
}

fn stream(file: &Blob) -> Result<JsValue, JsValue> {
    call(file, "stream", &JsValue::UNDEFINED)
}

/// The content of a gzip file.
fn unpacked(stream: &JsValue) -> Result<JsValue, JsValue> {
    let unpacker = Reflect::get(&global(), &JsValue::from_str("DecompressionStream"))?;
    let gzip = Array::from_iter([JsValue::from_str("gzip")]);
    let unpacker = Reflect::construct(&unpacker.dyn_into::<Function>()?, &gzip)?;
    call(stream, "pipeThrough", &unpacker)
}

/// What is read so far: rows of a table, or JSON, which is read at the end.
#[derive(Default)]
struct Feed {
    is_begun: bool,
    decoder: Option<TextDecoder>,
    pieces: BillPieces,
    json: Option<Vec<u8>>,
}

impl Feed {
    /// Adds a piece in UTF-8; `None` is the end. The first piece tells the encoding, as a file that is read at once.
    fn push(&mut self, piece: Option<Vec<u8>>) -> Result<(), Failure> {
        let is_last = piece.is_none();
        let mut piece = piece.unwrap_or_default();
        let is_first = !self.is_begun && !piece.is_empty();
        if is_first {
            self.is_begun = true;
            self.decoder = encoding(&piece)
                .map(TextDecoder::new_with_label)
                .transpose()?;
        }
        if let Some(decoder) = &self.decoder {
            piece = decoded(decoder, &piece, is_last)?.into_bytes();
        }
        if is_first && is_json(&piece) {
            self.json = Some(Vec::new());
        }
        match &mut self.json {
            Some(json) => json.extend(piece),
            None => self.pieces.push(&piece),
        }
        if is_last && self.json.is_none() {
            self.pieces.end();
        }
        Ok(())
    }

    fn finish(self) -> Result<ImportedBill, Failure> {
        match self.json {
            Some(json) => Ok(bill::read(&String::from_utf8_lossy(&json))?),
            None => Ok(self.pieces.finish()?),
        }
    }
}

/// The text of a piece; a character that is cut waits for the next one.
fn decoded(decoder: &TextDecoder, piece: &[u8], is_last: bool) -> Result<String, Failure> {
    let options = Object::new();
    let is_stream = JsValue::from_bool(!is_last);
    Reflect::set(&options, &JsValue::from_str("stream"), &is_stream)?;
    let decode = Reflect::get(decoder, &JsValue::from_str("decode"))?;
    let arguments: [JsValue; 2] = [Uint8Array::from(piece).into(), options.into()];
    let arguments = Array::from_iter(arguments);
    let text = Reflect::apply(&decode.dyn_into::<Function>()?, decoder, &arguments)?;
    Ok(text.as_string().unwrap_or_default())
}

/// Whether a text begins as JSON.
fn is_json(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    text.trim_ascii_start().starts_with(b"{") || text.trim_ascii_start().starts_with(b"[")
}

/// The encoding of a text by its first bytes; `None` for UTF-8.
fn encoding(start: &[u8]) -> Option<&'static str> {
    match start {
        [0xff, 0xfe, ..] => Some("utf-16le"),
        [0xfe, 0xff, ..] => Some("utf-16be"),
        _ => match std::str::from_utf8(start) {
            Ok(_) => None,
            // The last character may be cut.
            Err(error) if error.error_len().is_none() => None,
            Err(_) => Some("gb18030"),
        },
    }
}
