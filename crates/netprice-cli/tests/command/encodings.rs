//! Tables and studies in the encodings in which spreadsheets and shells save them.

use crate::{Ran, with_input};

/// 2 machines for 730 hours at 0.1 are 146.
const TABLE: &str = "名称,数量,vCPU,内存\nweb,2,4,16\n";

/// The same in GBK: 名 称, 数 量 and 内 存 are the codes C3FB B3C6, CAFD C1BF and C4DA B4E6.
const GBK: &[u8] = b"\xc3\xfb\xb3\xc6,\xca\xfd\xc1\xbf,vCPU,\xc4\xda\xb4\xe6\nweb,2,4,16\n";

fn of_table(bytes: &[u8]) -> Ran {
    with_input(&["compare", "two_clouds.toml", "--workload", "-"], bytes)
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let text = format!("\u{feff}{text}");
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn a_table_is_read_in_the_encodings_of_spreadsheets() {
    let expected = of_table(TABLE.as_bytes());
    assert!(expected.out.contains("146.00"), "{}", expected.out);
    assert_eq!((expected.err.as_str(), expected.code), ("", Some(0)));
    let little = utf_16(TABLE, u16::to_le_bytes);
    let big = utf_16(TABLE, u16::to_be_bytes);
    let with_mark = format!("\u{feff}{TABLE}").into_bytes();
    let marked = |name: &str| format!("-: read as {name}, as its byte order mark says\n");
    for (bytes, told) in [
        (with_mark.as_slice(), String::new()),
        (&little, marked("UTF-16LE")),
        (&big, marked("UTF-16BE")),
        (
            GBK,
            "-: read as gb18030 (GBK), since it is not UTF-8\n".to_owned(),
        ),
    ] {
        let ran = of_table(bytes);
        assert_eq!(
            (ran.out, ran.err, ran.code),
            (expected.out.clone(), told, Some(0))
        );
    }
}

/// A shell of Windows saves what it is told to in UTF-16.
#[test]
fn a_study_is_read_in_utf_16() {
    let study = "currency = \"USD\"\n";
    let ran = with_input(&["market", "-"], utf_16(study, u16::to_le_bytes));
    assert!(ran.err.starts_with("-: read as UTF-16LE"), "{}", ran.err);
    assert!(
        ran.err.contains("-: market: the study does not ask"),
        "{}",
        ran.err
    );
}

/// `é,` is E9 2C in Latin 1, which is no character of GB 18030, and half a unit of UTF-16 is no character.
#[test]
fn bytes_of_no_known_encoding_are_refused() {
    for bytes in [&b"caf\xe9,1\n"[..], b"\xff\xfei\0d\0\n"] {
        let ran = of_table(bytes);
        let refused =
            "-: the encoding is not UTF-8, UTF-16 or GB 18030; expected a file in UTF-8\n";
        assert_eq!((ran.err.as_str(), ran.code), (refused, Some(1)));
    }
    let unmarked: Vec<u8> = TABLE
        .bytes()
        .filter(u8::is_ascii)
        .flat_map(|one| [one, 0])
        .collect();
    let ran = of_table(&unmarked);
    assert!(
        ran.err.starts_with("-: there are NUL characters"),
        "{}",
        ran.err
    );
}
