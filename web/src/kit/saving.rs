//! Saves texts, tables and charts as files; loaded when something is first saved.

use gloo_file::{Blob, ObjectUrl};
use gloo_utils::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{
    CanvasRenderingContext2d, Element, HtmlAnchorElement, HtmlCanvasElement, HtmlElement,
    HtmlImageElement, XmlSerializer,
};

/// The style properties of a chart, which a saved file needs as attributes.
const LOOKS: [&str; 14] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "color",
    "opacity",
    "paint-order",
    "vector-effect",
];
/// The number of dots of a saved picture per dot of the page.
const SCALE: f64 = 2.0;

/// Saves a text as a file.
pub(crate) fn text(name: &str, kind: &str, text: &str) {
    bytes(name, kind, text.as_bytes());
}

/// Saves bytes as a file.
pub(crate) fn bytes(name: &str, kind: &str, content: &[u8]) {
    let blob = Blob::new_with_options(content, Some(kind));
    let url = ObjectUrl::from(blob);
    follow(name, &url);
    // The browser reads the file some time after the click.
    forget_later(url);
}

fn forget_later(url: ObjectUrl) {
    let done = Closure::once_into_js(move || drop(url));
    let done = done.unchecked_ref();
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(done, 60_000);
}

/// Follows a link that the browser saves instead of opening.
fn follow(name: &str, address: &str) {
    let Ok(link) = document().create_element("a") else {
        return;
    };
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(address);
    link.set_download(name);
    link.click();
}

/// Saves a table as CSV, with the mark by which Excel knows UTF-8.
pub(crate) fn csv(name: &str, table: &str) {
    text(name, "text/csv", &format!("\u{feff}{table}"));
}

/// Saves a table of the page as CSV.
fn save_table(table: &Element, name: &str) {
    csv(&format!("netprice-{name}.csv"), &cells(table));
}

/// The first element within another that matches a selector.
pub(crate) fn within(place: &Element, what: &str) -> Option<Element> {
    place.query_selector(what).ok().flatten()
}

fn all(place: &Element, what: &str) -> Vec<Element> {
    let Ok(found) = place.query_selector_all(what) else {
        return Vec::new();
    };
    let found = (0..found.length()).filter_map(|index| found.get(index));
    found.filter_map(|node| node.dyn_into().ok()).collect()
}

/// The rows of a table as CSV; amounts have all their digits, even where the page rounds them.
fn cells(table: &Element) -> String {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in all(table, "tr:not(.details)") {
        // The figures of an incomplete offer are lower bounds, so they stay as shown.
        let is_whole = |cell: &Element| cell.closest(".incomplete").ok().flatten().is_none();
        let exact = |cell: &Element| cell.get_attribute("data-exact").filter(|_| is_whole(cell));
        let cell = |cell: Element| match exact(&cell) {
            // The name without the notes beside it.
            _ if cell.has_attribute("data-name") => {
                cell.get_attribute("data-name").unwrap_or_default()
            }
            // The currency is in the column header or in another column.
            Some(exact) => exact.split(' ').next().unwrap_or_default().to_owned(),
            None => {
                let text = cell.unchecked_ref::<HtmlElement>().inner_text();
                // A space that keeps a line together says nothing in a file.
                let text = text.replace('\u{a0}', " ");
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                lines.collect::<Vec<&str>>().join("; ")
            }
        };
        let cells = all(&row, ":scope > th, :scope > td").into_iter().map(cell);
        // Writing to memory cannot fail.
        let _ = writer.write_record(cells.collect::<Vec<String>>());
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Saves a chart as SVG or as PNG.
fn save_chart(svg: &Element, name: &str, as_picture: bool) {
    let Some((drawn, width, height)) = drawn(svg) else {
        return;
    };
    if as_picture {
        picture(&drawn, width, height, format!("netprice-{name}.png"));
    } else {
        text(&format!("netprice-{name}.svg"), "image/svg+xml", &drawn);
    }
}

/// The height of a line of text above or below a chart.
const LINE: f64 = 22.0;

/// The width of a saved chart that has no size of its own, as it is as wide as its place.
const WIDTH: f64 = 800.0;

fn size(svg: &Element) -> Option<(f64, f64)> {
    let Some(view_box) = svg.get_attribute("viewBox") else {
        return Some((WIDTH, svg.get_attribute("height")?.parse().ok()?));
    };
    let mut sizes = view_box.split_whitespace().skip(2);
    let width = sizes.next()?.parse().ok()?;
    Some((width, sizes.next()?.parse().ok()?))
}

/// A chart as SVG text, with its name above and its key below; and its width and height.
fn drawn(svg: &Element) -> Option<(String, f64, f64)> {
    let (width, height) = size(svg)?;
    let figure = svg.closest("figure").ok().flatten()?;
    let key = all(&figure, ".key li:not([hidden])");
    let whole = height + LINE * ((1 + key.len()) as f64) + LINE / 2.0;
    let picture = made("svg", &[])?;
    for (name, value) in [("width", width), ("height", whole)] {
        let _ = picture.set_attribute(name, &value.to_string());
    }
    let body = window()
        .get_computed_style(&document().body()?.into())
        .ok()
        .flatten()?;
    let paper = body.get_property_value("--paper").unwrap_or_default();
    let ink = body.get_property_value("color").unwrap_or_default();
    let font = body.get_property_value("font-family").unwrap_or_default();
    let paper = [
        ("width", "100%"),
        ("height", "100%"),
        ("fill", paper.trim()),
    ];
    put(&picture, &made("rect", &paper)?);
    let say = |text: &str, x: f64, y: f64| -> Option<()> {
        let line = [
            ("fill", ink.as_str()),
            ("font-family", &font),
            ("font-size", "13px"),
        ];
        let line = made("text", &line)?;
        let _ = line.set_attribute("x", &x.to_string());
        let _ = line.set_attribute("y", &y.to_string());
        line.set_text_content(Some(text));
        put(&picture, &line);
        Some(())
    };
    say(&svg.get_attribute("aria-label")?, 6.0, LINE - 6.0)?;
    // The labels of the rows are left of the plot.
    let gutter = svg.get_attribute("data-gutter");
    let gutter: f64 = gutter.and_then(|one| one.parse().ok()).unwrap_or_default();
    let plot = part(svg, [gutter, LINE, width - gutter, height])?;
    let _ = plot.set_attribute("overflow", "visible");
    put(&picture, &plot);
    let mut y = height + 2.0 * LINE - 6.0;
    for one in &key {
        if let Some(swatch) = within(one, "svg") {
            put(&picture, &part(&swatch, [6.0, y - 9.0, 24.0, 8.0])?);
        }
        say(one.text_content().unwrap_or_default().trim(), 38.0, y)?;
        y += LINE;
    }
    let text = XmlSerializer::new()
        .ok()?
        .serialize_to_string(&picture)
        .ok()?;
    Some((text, width, whole))
}

/// A new element of a drawing.
fn made(name: &str, attributes: &[(&str, &str)]) -> Option<Element> {
    let element = document().create_element_ns(Some("http://www.w3.org/2000/svg"), name);
    let element = element.ok()?;
    for (name, value) in attributes {
        let _ = element.set_attribute(name, value);
    }
    Some(element)
}

fn put(into: &Element, element: &Element) {
    // An element of the same document can be put anywhere in a new one.
    let _ = into.append_child(element);
}

/// A copy of a drawing with its computed style, positioned within another drawing.
fn part(svg: &Element, place: [f64; 4]) -> Option<Element> {
    let copy: Element = svg.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    let originals = std::iter::once(svg.clone()).chain(all(svg, "*"));
    let copies = std::iter::once(copy.clone()).chain(all(&copy, "*"));
    for (original, copy) in originals.zip(copies) {
        let looks = window().get_computed_style(&original).ok().flatten()?;
        for look in LOOKS {
            let value = looks.get_property_value(look).unwrap_or_default();
            let _ = copy.set_attribute(look, &value);
        }
    }
    for (name, value) in ["x", "y", "width", "height"].into_iter().zip(place) {
        let _ = copy.set_attribute(name, &value.to_string());
    }
    Some(copy)
}

/// Saves a drawing as PNG.
fn picture(drawn: &str, width: f64, height: f64, name: String) {
    let Ok(image) = HtmlImageElement::new() else {
        return;
    };
    let encoded = String::from(js_sys::encode_uri_component(drawn));
    let source = image.clone();
    let painted = Closure::once_into_js(move || {
        if let Some(picture) = painted(&source, width, height) {
            follow(&name, &picture);
        }
    });
    image.set_onload(Some(painted.unchecked_ref()));
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{encoded}"));
}

/// Paints an image, and returns it as the data URL of a PNG.
fn painted(image: &HtmlImageElement, width: f64, height: f64) -> Option<String> {
    let canvas = document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.unchecked_into();
    let (width, height) = (width * SCALE, height * SCALE);
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d").ok().flatten()?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let drawn =
        context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height);
    drawn.ok()?;
    canvas.to_data_url().ok()
}

/// Saves a table as CSV.
#[wasm_split(keep, fallible)]
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn table_saved(table: Element, name: &'static str) -> Result<(), SplitLoaderError> {
    save_table(&table, name);
    Ok(())
}

/// Saves a chart as SVG or as PNG.
#[wasm_split(keep, fallible)]
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn chart_saved(
    svg: Element,
    name: &'static str,
    as_picture: bool,
) -> Result<(), SplitLoaderError> {
    save_chart(&svg, name, as_picture);
    Ok(())
}
