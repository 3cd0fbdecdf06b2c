//! A file that a person chooses, or drops on a part of the page.

use gloo_file::callbacks::{FileReader, read_as_bytes};
use gloo_file::{Blob, File};
use web_sys::{HtmlInputElement, TextDecoder};
use yew::prelude::*;

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opened {
    /// Its name.
    pub name: String,
    /// Its text; empty if it is none.
    pub text: String,
}

/// The properties of [`FileDrop`].
#[derive(Properties, PartialEq)]
pub struct FileDropProps {
    /// The id of the choice.
    pub id: &'static str,
    /// What the choice is called.
    pub label: String,
    /// The class of the part.
    #[prop_or_default]
    pub class: Classes,
    /// What to do with a file.
    pub(crate) onopen: Callback<Opened>,
    /// What else stands in the part on which a file can be dropped.
    #[prop_or_default]
    pub children: Html,
}

/// The text of a file: UTF-8, UTF-16 if it says so at its start, else GB 18030 (with GBK in it), in
/// which spreadsheets in China save CSV. What is none of these has U+FFFD in its text.
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

/// A part of the page on which a file can be dropped, with the choice of one below.
#[component]
pub(crate) fn FileDrop(props: &FileDropProps) -> Html {
    let reading = use_mut_ref(|| None::<FileReader>);
    let onopen = props.onopen.clone();
    let read = Callback::from(move |file: File| {
        let (onopen, name) = (onopen.clone(), file.name());
        let blob: Blob = file.into();
        let done = move |bytes: Result<Vec<u8>, _>| {
            let text = decoded(bytes.unwrap_or_default());
            onopen.emit(Opened { name, text });
        };
        *reading.borrow_mut() = Some(read_as_bytes(&blob, done));
    });
    let onchange = {
        let read = read.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = input.files();
            if let Some(file) = files.and_then(|files| files.get(0)) {
                read.emit(File::from(file));
            }
            // The same file can be chosen again.
            input.set_value("");
        })
    };
    let ondrop = Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            read.emit(File::from(file));
        }
    });
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    html! {
        <div class={props.class.clone()} {ondrop} {ondragover}>
            {props.children.clone()}
            <label class="file">
                {&props.label}{" "}
                <input id={props.id} type="file" accept=".csv,.txt,text/csv,text/plain" {onchange} />
            </label>
        </div>
    }
}
