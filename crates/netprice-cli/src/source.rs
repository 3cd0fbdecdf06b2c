//! Files of any size, as they come: unpacked, and in UTF-8.

use std::fmt::Display;
use std::fs::File;
use std::io::{Cursor, Error, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::encoding::decoded;
use crate::workbook::first_table;

/// The first bytes of a file by which its form is known.
const START: u64 = 65_536;
/// The most bytes of a file that is read as a whole: a small gzip file may unpack to more than the memory.
const MOST: u64 = 1 << 32;

/// A file that is opened, of which the start is read.
pub struct Source {
    /// The first bytes, in UTF-8 if it is a text.
    pub start: Vec<u8>,
    rest: Box<dyn Read>,
}

/// Opens a file, or standard input for `-`. A gzip file is unpacked, and a workbook is its first sheet as CSV; a text in another encoding than UTF-8 is decoded, and that
/// is told on standard error.
///
/// # Errors
/// A message that begins with the name of the file.
pub fn source_of(file: &Path) -> Result<Source, String> {
    let failed = |error: Error| in_file(file, &error);
    let raw: Box<dyn Read> = if file == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(file).map_err(failed)?)
    };
    let mut source = Source::of(raw).map_err(failed)?;
    if source.start.starts_with(&[0x1f, 0x8b]) {
        let unpacked = MultiGzDecoder::new(source.into_read());
        source = Source::of(Box::new(unpacked)).map_err(failed)?;
    }
    if source.start.starts_with(b"PK\x03\x04") {
        let bytes = whole(source.into_read()).map_err(failed)?;
        let table = first_table(bytes).map_err(|message| in_file(file, &message))?;
        return Source::of(Box::new(Cursor::new(table.into_bytes()))).map_err(failed);
    }
    if source.start.starts_with(b"PAR1") || source.is_utf8() {
        return Ok(source);
    }
    let bytes = whole(source.into_read()).map_err(failed)?;
    let decoded = decoded(bytes).map_err(|message| in_file(file, &message))?;
    if let Some(assumed) = &decoded.assumed {
        eprintln!("{}", in_file(file, assumed));
    }
    Source::of(Box::new(Cursor::new(decoded.text.into_bytes()))).map_err(failed)
}

/// Prefixes a message with the name of the file.
pub fn in_file(file: &Path, message: &dyn Display) -> String {
    format!("{}: {message}", file.display())
}

impl Source {
    fn of(mut read: Box<dyn Read>) -> Result<Self, Error> {
        let mut start = Vec::new();
        read.by_ref().take(START).read_to_end(&mut start)?;
        Ok(Self { start, rest: read })
    }

    /// Whether the start is UTF-8 without NUL characters; its last character may be cut.
    fn is_utf8(&self) -> bool {
        let is_utf8 = match std::str::from_utf8(&self.start) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none(),
        };
        is_utf8 && !self.start.contains(&0)
    }

    /// Whether the text begins as JSON.
    pub fn is_json(&self) -> bool {
        let text = String::from_utf8_lossy(&self.start);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        text.starts_with(['{', '['])
    }

    /// The whole of it as it comes.
    pub fn into_read(self) -> Box<dyn Read> {
        Box::new(Cursor::new(self.start).chain(self.rest))
    }

    /// The whole of it as text.
    ///
    /// # Errors
    /// Those of the file, and a message for bytes that are no text.
    pub fn text(self) -> Result<String, String> {
        let bytes = whole(self.into_read()).map_err(|error| error.to_string())?;
        Ok(decoded(bytes)?.text)
    }
}

fn whole(read: Box<dyn Read>) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    read.take(MOST).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == MOST {
        return Err(Error::other(format!(
            "more than {MOST} bytes; expected fewer"
        )));
    }
    Ok(bytes)
}
