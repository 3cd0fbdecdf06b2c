//! A report as a workbook of Office Open XML (.xlsx), whose numbers keep all their digits.
//!
//! The workbook is a ZIP archive of stored files, written here: a writer of workbooks takes numbers in binary
//! and reads the clock, and this crate does neither.

use super::report::Report;
use super::report_text::{Cell, ReportText, ReportWords, digits};

/// The files of a workbook of one sheet, except for the sheet itself.
const PARTS: [(&str, &str); 5] = [
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="netprice" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#,
    ),
];
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The styles of cells: of a heading, and of an amount with thousands and two decimals.
const HEADING: &str = "1";
const AMOUNT: &str = "2";

impl Report {
    /// The report as a workbook: the table, and below it what the amounts rest on and the address of the
    /// comparison if there is one.
    #[must_use]
    pub fn workbook(&self, words: &impl ReportWords, link: Option<&str>) -> Vec<u8> {
        let text = |text: String| vec![Cell::Text(text)];
        let mut rows = vec![text(words.say(ReportText::Title(self.currency)))];
        rows.extend(self.table(words));
        rows.push(Vec::new());
        rows.extend(self.basis(words).into_iter().map(text));
        rows.extend(link.map(|link| text(words.say(ReportText::Link(link)))));
        let mut files = PARTS.map(|(name, xml)| (name, xml.to_owned())).to_vec();
        files.push(("xl/worksheets/sheet1.xml", sheet(&rows)));
        let files = files.into_iter();
        let files: Vec<(&str, String)> = files
            .map(|(name, xml)| (name, format!("{XML}{xml}")))
            .collect();
        archive(&files)
    }
}

fn sheet(rows: &[Vec<Cell>]) -> String {
    let rows = rows.iter().enumerate().map(|(index, cells)| {
        let cells: String = cells.iter().map(|one| cell(one, index < 2)).collect();
        format!("<row>{cells}</row>")
    });
    let rows: String = rows.collect();
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="2" topLeftCell="B3" activePane="bottomRight" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="64" width="22" customWidth="1"/></cols><sheetData>{rows}</sheetData></worksheet>"#
    )
}

fn cell(cell: &Cell, is_heading: bool) -> String {
    match cell {
        Cell::Text(text) => {
            let style = if is_heading { HEADING } else { "0" };
            let text = escaped(text);
            format!(
                r#"<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>"#
            )
        }
        Cell::Amount(money) => format!(r#"<c s="{AMOUNT}"><v>{}</v></c>"#, digits(*money)),
    }
}

/// A text in XML, without the control characters that it cannot have.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for sign in text.chars().filter(|sign| !sign.is_control()) {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A ZIP archive of stored files: each behind its header, and the headers again at the end.
fn archive(files: &[(&str, String)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let start = size(archive.len());
        let header = header(name, text.as_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(&header);
        archive.extend(name.as_bytes());
        archive.extend(text.as_bytes());
        // Made by version 2.0, then the header, no comment, the first disk, and no attributes.
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(start);
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).unwrap_or(u16::MAX).to_le_bytes();
    let (place, length) = (size(archive.len()), size(directory.len()));
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\x00\x00\x00\x00");
    archive.extend(count);
    archive.extend(count);
    archive.extend(length);
    archive.extend(place);
    archive.extend([0; 2]);
    archive
}

/// The part of a header that stands in both places: version 2.0, names in UTF-8, stored, dated 1 January 1980,
/// the sum, both sizes, and the length of the name.
fn header(name: &str, content: &[u8]) -> Vec<u8> {
    let mut header = vec![0x14, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
    header.extend(crc32fast::hash(content).to_le_bytes());
    header.extend(size(content.len()));
    header.extend(size(content.len()));
    header.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
    header.extend([0; 2]);
    header
}

fn size(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}
