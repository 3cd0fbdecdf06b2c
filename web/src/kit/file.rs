//! A file that a person chooses, or drops on a part of the page.

use gloo_file::callbacks::{FileReader, read_as_bytes};
use gloo_file::{Blob, File};
use web_sys::{HtmlInputElement, TextDecoder};
use yew::prelude::*;

/// A file with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenedFile {
    /// The name of the file.
    pub name: String,
    /// The decoded text; empty if the file cannot be read.
    pub text: String,
}

/// The properties of [`FileDrop`].
#[derive(Properties, PartialEq)]
pub struct FileDropProps {
    /// The id of the file input.
    pub id: &'static str,
    /// The label of the file input.
    pub label: String,
    /// The class of the drop area.
    #[prop_or_default]
    pub class: Classes,
    /// Called with each file that is chosen or dropped.
    pub(crate) onopen: Callback<OpenedFile>,
    /// The content of the drop area above the file input.
    #[prop_or_default]
    pub children: Html,
}

/// The properties of [`FileArea`].
#[derive(Properties, PartialEq)]
pub struct FileAreaProps {
    /// The id of the file input.
    pub id: &'static str,
    /// The label of the file input.
    pub label: String,
    /// The endings of the files that the chooser offers.
    pub accept: &'static str,
    /// The class of the drop area.
    #[prop_or_default]
    pub class: Classes,
    /// Called with each file that is chosen or dropped.
    pub(crate) onfile: Callback<File>,
    /// The content of the drop area above the file input.
    #[prop_or_default]
    pub children: Html,
}

/// Decodes a file: valid UTF-8 as such, a file with the byte order mark of UTF-16 as UTF-16, and any
/// other as GB 18030, a superset of GBK, in which spreadsheets in China save CSV. Invalid bytes
/// become U+FFFD.
fn decoded(bytes: Vec<u8>) -> String {
    let encoding = match bytes.as_slice() {
        [0xff, 0xfe, ..] => "utf-16le",
        [0xfe, 0xff, ..] => "utf-16be",
        _ => "gb18030",
    };
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let bytes = error.into_bytes();
        let decoder = TextDecoder::new_with_label(encoding);
        let text = decoder.and_then(|decoder| decoder.decode_with_u8_array(&bytes));
        text.unwrap_or_default()
    })
}

/// An area on which a file of text can be dropped, with a file input at its end.
#[component]
pub(crate) fn FileDrop(props: &FileDropProps) -> Html {
    let reading = use_mut_ref(|| None::<FileReader>);
    let onopen = props.onopen.clone();
    let onfile = Callback::from(move |file: File| {
        let (onopen, name) = (onopen.clone(), file.name());
        let blob: Blob = file.into();
        let done = move |bytes: Result<Vec<u8>, _>| {
            let text = decoded(bytes.unwrap_or_default());
            onopen.emit(OpenedFile { name, text });
        };
        *reading.borrow_mut() = Some(read_as_bytes(&blob, done));
    });
    html! {
        <FileArea id={props.id} label={props.label.clone()} accept=".csv,.tsv,.txt,.log,.json,.jsonl,.xml,.html,text/csv,text/plain"
            class={props.class.clone()} {onfile}>
            {props.children.clone()}
        </FileArea>
    }
}

/// An area on which any file can be dropped, with a file input at its end.
#[component]
pub(crate) fn FileArea(props: &FileAreaProps) -> Html {
    let onfile = props.onfile.clone();
    let onchange = {
        let onfile = onfile.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = input.files();
            if let Some(file) = files.and_then(|files| files.get(0)) {
                onfile.emit(File::from(file));
            }
            // Without this, choosing the same file again would not be a change.
            input.set_value("");
        })
    };
    let ondrop = Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            onfile.emit(File::from(file));
        }
    });
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    html! {
        <div class={props.class.clone()} {ondrop} {ondragover}>
            {props.children.clone()}
            <label class="file">
                {&props.label}{" "}
                <input id={props.id} type="file" accept={props.accept} {onchange} />
            </label>
        </div>
    }
}
