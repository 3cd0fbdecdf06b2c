//! The view of the prices: a search, a file of own prices, and the list.

use std::rc::Rc;

use netprice::value::day::{AsOf, Day};
use netprice::value::id::BookId;
use netprice_catalog::Catalog;
use netprice_study::overrides::PriceOverride;
use netprice_study::overrides::edit::merged;
use netprice_study::overrides::list::{self, ListContext, ListedPrices, PriceListReport, of_list};
use netprice_study::overrides::sheet::{SheetContext, read_applicable, unused_columns};
use netprice_study::{Problems, StudyProblem};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::kit::choice::{Choice, ChoiceOption};
use crate::kit::file::{FileDrop, OpenedFile};
use crate::kit::form::Form;
use crate::kit::tables::ask;
use crate::kit::words::KitText;
use crate::kit::{save_as, unreadable};
use crate::language::names::{book_name, book_names};
use crate::prices::form::{PricesEdit, PricesField};
use crate::prices::list::{Row, rows};
use crate::prices::props::PricesProps;
use crate::prices::words::PricesText;

/// The most prices that are drawn at once.
const MOST_SHOWN: usize = 100;

/// The most problems of a file that are shown at once.
const MOST_ERRORS: usize = 20;

/// What a file gave.
#[derive(Clone)]
enum Taken {
    /// No file was read.
    Nothing,
    /// Prices of a sheet, and its columns that are not used.
    Sheet(usize, Vec<String>),
    /// Prices of a provider's list.
    List(PriceListReport, Rc<ListedPrices>),
}

/// The result of reading a file, or its problems.
type Said = Result<Taken, Vec<String>>;

/// The prices that match the search.
#[component]
pub(crate) fn PricesView(props: &PricesProps) -> Html {
    let said = use_state(|| Said::Ok(Taken::Nothing));
    let key = (props.catalog.clone(), shown_books(props), props.language);
    use_effect_with(key.1.clone(), {
        let catalog = props.catalog.clone();
        move |books| ask_for_list(&catalog, books)
    });
    let all = use_memo(key, |(catalog, books, language)| {
        rows(catalog, books, *language)
    });
    let all = match &*all {
        Ok(all) => all,
        Err(error) => return unreadable(error),
    };
    let search = props.form.text(PricesField::Search);
    let book = props.form.text(PricesField::SearchBook);
    let found = all.iter().filter(|row| row.is_found(book, search));
    let found: Vec<&Row> = found.collect();
    let oninput = props.set(PricesField::Search).reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value()
    });
    html! {
        <section class="answer prices" id="prices">
            <h2 class="sentence">{props.say(PricesText::Heading)}</h2>
            <div class="inputs">
                <div class="field">
                    <label for="search">{props.say(PricesText::Search)}</label>
                    <input id="search" type="search" autocomplete="off" value={search.to_owned()} {oninput} />
                </div>
                {book_choice(props, book)}
                {file_choice(props, &said)}
            </div>
            {file_result(props, &said)}
            {list(props, &found)}
        </section>
    }
}

/// The rows, up to [`MOST_SHOWN`], with their number.
fn list(props: &PricesProps, found: &[&Row]) -> Html {
    let shown = found.len().min(MOST_SHOWN);
    let rows = found.iter().take(shown);
    html! {
        <>
            <p id="found" role="status">{props.say(PricesText::Found { shown, count: found.len() })}</p>
            <div>
                <div class="scroll" role="group" tabindex="0" aria-label={props.say(PricesText::Price)}>
                    <table class="price-list">
                        <thead><tr>
                            <th scope="col">{props.language.say(&KitText::Provider)}</th>
                            <th scope="col">{props.say(PricesText::What)}</th>
                            <th scope="col">{props.say(PricesText::Tier)}</th>
                            <th scope="col">{props.say(PricesText::Unit)}</th>
                            <th scope="col" class="number">{props.say(PricesText::Price)}</th>
                            <th scope="col">{props.say(PricesText::AsOf)}</th>
                            <th scope="col">{props.say(PricesText::Source)}</th>
                        </tr></thead>
                        <tbody>{for rows.map(|row| row.draw(props))}</tbody>
                    </table>
                </div>
                {save_as::table(props.language, "prices")}
            </div>
        </>
    }
}

/// The price books whose prices are listed: those of the comparison, and the chosen one.
fn shown_books(props: &PricesProps) -> Vec<BookId> {
    let mut books = props.used.clone();
    let chosen = props.form.text(PricesField::SearchBook);
    let chosen = chosen.parse::<BookId>().ok();
    let is_new =
        |book: &BookId| props.catalog.names(book.as_str()).is_some() && !books.contains(book);
    let chosen = chosen.filter(is_new);
    books.extend(chosen);
    books
}

/// Asks for all tables of the list at once.
fn ask_for_list(catalog: &Catalog, books: &[BookId]) {
    let tables = books
        .iter()
        .flat_map(|book| catalog.tables_of(book.as_str()));
    let tables: Vec<String> = tables.collect();
    let others = ["commitments.csv", "network_names.csv", "gpu_names.csv"];
    ask(tables.iter().map(String::as_str).chain(others));
}

/// The choice of a price book: those of the comparison come first.
fn book_choice(props: &PricesProps, chosen: &str) -> Html {
    let book = |id: &BookId| -> ChoiceOption {
        let name = book_name(&props.catalog, id.as_str(), props.language);
        (id.to_string(), format!("{} {}", name.provider, name.place))
    };
    let all = (String::new(), props.say(PricesText::AllBooks));
    let used = props.used.iter().map(book);
    let is_other = |id: &&BookId| !props.used.contains(id);
    let others = props.catalog.book_ids().filter(is_other).map(book);
    html! {
        <Choice
            id="search-book"
            label={props.say(PricesText::Book)}
            chosen={chosen.to_owned()}
            options={std::iter::once(all).chain(used).chain(others).collect::<Vec<ChoiceOption>>()}
            onchoose={props.set(PricesField::SearchBook)}
        />
    }
}

/// The choice of a price sheet, which can also be dropped here.
fn file_choice(props: &PricesProps, said: &UseStateHandle<Said>) -> Html {
    let (said, props) = (said.clone(), props.clone());
    let label = props.say(PricesText::File);
    let onopen = Callback::from(move |opened: OpenedFile| {
        // Decoding marks bytes of an unknown encoding with this character.
        if opened.text.contains('\u{fffd}') {
            said.set(Err(vec![props.say(PricesText::NotUtf8)]));
            return;
        }
        match read(&props, &opened) {
            Ok((prices, taken)) => {
                said.set(Ok(taken));
                let overrides = merged(&props.overrides, prices);
                props.onedit.emit(PricesEdit::Overrides(overrides));
            }
            Err(errors) => {
                let errors = errors.iter().take(MOST_ERRORS);
                let texts = errors.map(|error| props.language.error(error));
                said.set(Err(texts.collect()));
            }
        }
    });
    html! { <FileDrop id="sheet-file" {label} class={classes!("field", "drop")} {onopen} /> }
}

/// Reads a provider's list for the price books that are shown, or a sheet.
fn read(props: &PricesProps, file: &OpenedFile) -> Result<(Vec<PriceOverride>, Taken), Problems> {
    let as_of = Day::try_from(props.today).ok().map(AsOf::from);
    if let (Ok(list), Some(as_of)) = (list::read(file.text.as_bytes()), as_of) {
        let context = ListContext {
            books: &shown_books(props),
            as_of,
            source: &file.name,
        };
        let listed = of_list(&list, &context, &props.catalog);
        let listed = listed.map_err(|error| StudyProblem::from(error).at("catalog"))?;
        let overrides = listed.overrides.clone();
        return Ok((overrides, Taken::List(list.report, Rc::new(listed))));
    }
    let context = SheetContext {
        price_book: props.form.text(PricesField::SearchBook).parse().ok(),
        as_of,
        source: &file.name,
        book_names: book_names(&props.catalog),
    };
    let rows = read_applicable(&file.text, &context, &props.catalog)?;
    let taken = Taken::Sheet(rows.len(), unused_columns(&file.text));
    Ok((rows, taken))
}

/// What is said of a file that was read.
fn said_of(props: &PricesProps, taken: &Taken) -> String {
    match taken {
        Taken::Nothing => String::new(),
        Taken::Sheet(count, unused) => {
            let read = props.say(PricesText::WasRead(*count));
            let unused = unused.join(props.language.comma());
            let unused = (!unused.is_empty()).then(|| props.say(PricesText::Unused(&unused)));
            let all: Vec<String> = [Some(read), unused].into_iter().flatten().collect();
            all.join(props.language.gap())
        }
        Taken::List(report, listed) => props.say(PricesText::ListRead { report, listed }),
    }
}

/// The result of reading a file, and the button that restores all published prices.
fn file_result(props: &PricesProps, said: &Said) -> Html {
    let (taken, refused) = match said {
        Ok(taken) => (said_of(props, taken), Vec::new()),
        Err(refused) => (String::new(), refused.clone()),
    };
    let count = props.overrides.len();
    let clear = props.onedit.clone();
    let clear = clear.reform(|_: MouseEvent| PricesEdit::Overrides(Vec::new()));
    html! {
        <>
            <p class="hint">{props.say(PricesText::FileHint)}</p>
            <p role="status" id="sheet-said">{taken}</p>
            <div class="alert" id="sheet-wrong" role="alert" hidden={refused.is_empty()}>
                {props.say(PricesText::NotRead)}
                <ul>{for refused.iter().map(|one| html! { <li>{one}</li> })}</ul>
            </div>
            <p><button type="button" id="sheet-clear" hidden={count == 0} onclick={clear}>{props.say(PricesText::AllPublished(count))}</button></p>
        </>
    }
}
