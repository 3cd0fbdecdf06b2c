//! Decodes files: UTF-8, UTF-16 with a byte order mark, or GB 18030.

use encoding_rs::{Encoding, GB18030};

/// The text of a file, and what was assumed about its encoding.
#[derive(Debug)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// A sentence on the encoding; `None` for UTF-8.
    pub assumed: Option<String>,
}

/// Decodes the bytes of a file as the page does: valid UTF-8 as such, a file with the byte order mark of
/// UTF-16 as UTF-16, and any other as GB 18030, a superset of GBK, in which spreadsheets in China save CSV.
///
/// # Errors
/// A message for bytes that are of none of these, and for UTF-16 without its mark.
pub fn decoded(bytes: Vec<u8>) -> Result<Decoded, String> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => {
            return Err("there are NUL characters, as in UTF-16 without a byte order mark; expected one, or a file in UTF-8".to_owned());
        }
        Ok(text) => {
            let assumed = None;
            return Ok(Decoded { text, assumed });
        }
        Err(error) => error.into_bytes(),
    };
    let mark = Encoding::for_bom(&bytes);
    let encoding = mark.map_or(GB18030, |(encoding, _)| encoding);
    let (text, is_wrong) = encoding.decode_with_bom_removal(&bytes);
    if is_wrong {
        return Err(
            "the encoding is not UTF-8, UTF-16 or GB 18030; expected a file in UTF-8".to_owned(),
        );
    }
    let name = encoding.name();
    let assumed = match mark {
        Some(_) => format!("read as {name}, as its byte order mark says"),
        None => format!("read as {name} (GBK), since it is not UTF-8"),
    };
    Ok(Decoded {
        text: text.into_owned(),
        assumed: Some(assumed),
    })
}
