//! The prices: search in them, put one's own in their place.

use crate::kit::form::{Editor, Form};
use crate::kit::words::KitText;
use netprice::NonNegative;
use netprice::value::day::Date;
use netprice::value::decimal::print;
use netprice::value::id::BookId;
use netprice::value::problem::ValueProblem;
use netprice_catalog::Catalog;
use netprice_study::Problems;
use netprice_study::overrides::sheet::{Otherwise, read};
use netprice_study::overrides::{self, PriceOverride};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::kit::file::{FileDrop, Opened};
use crate::kit::number::grouped;
use crate::kit::{CatalogProp, save_as, unreadable};
use crate::language::Language;
use crate::language::names::book_name;
use crate::prices::form::{PricesField, PricesForm};
use crate::prices::list::{Entry, entries, matches};
use crate::prices::own_prices::{Place, edited, rows, with_all, without};
use crate::prices::words::PricesText;
use netprice_study::analysis::old_since;

/// The most prices that are drawn at once.
const MOST_SHOWN: usize = 100;

/// The most problems of a file that are said at once.
const MOST_ERRORS: usize = 20;

/// How many prices a file had, or what is wrong with it.
type Said = Result<usize, Vec<String>>;

/// The properties of the view.
#[derive(Clone, Properties, PartialEq)]
pub struct PricesProps {
    /// The language of the page.
    pub language: Language,
    /// The form, with the callback for its changes.
    pub editor: Editor<PricesForm>,
    /// The catalogue, with the reader's own prices.
    pub catalog: CatalogProp,
    /// The reader's day.
    pub today: Date,
}

impl PricesProps {
    fn say(&self, text: PricesText<'_>) -> String {
        self.language.say(&text)
    }

    fn set(&self, field: PricesField) -> Callback<String> {
        self.editor.set(field)
    }

    fn sheet(&self) -> &str {
        &self.editor.form.sheet
    }
}

/// All prices that are searched for.
#[component]
pub fn PricesView(props: &PricesProps) -> Html {
    let said = use_state(|| Said::Ok(0));
    let key = (props.catalog.clone(), props.language);
    let all = use_memo(key, |(catalog, language)| entries(catalog, *language));
    let all = match &*all {
        Ok(all) => all,
        Err(error) => return unreadable(error),
    };
    let search = props.editor.form.text(PricesField::Search);
    let book = props.editor.form.text(PricesField::SearchBook);
    let in_book = |entry: &&Entry| {
        let place = entry.place.as_ref();
        book.is_empty() || place.is_some_and(|place| place.book.as_str() == book)
    };
    let found: Vec<&Entry> = all
        .iter()
        .filter(in_book)
        .filter(|entry| matches(entry, search))
        .collect();
    let shown = found.len().min(MOST_SHOWN);
    let own = rows(props.sheet());
    let count = own.as_ref().map(Vec::len).unwrap_or_default();
    let clear = props
        .set(PricesField::Sheet)
        .reform(|_: MouseEvent| String::new());
    let oninput = props.set(PricesField::Search).reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value()
    });
    let (taken, refused) = match &*said {
        Ok(0) => (String::new(), Vec::new()),
        Ok(count) => (props.say(PricesText::WasRead(*count)), Vec::new()),
        Err(refused) => (String::new(), refused.clone()),
    };
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
            <p class="hint">{props.say(PricesText::FileHint)}</p>
            <p role="status" id="sheet-said">{taken}</p>
            <div class="alert" id="sheet-wrong" role="alert" hidden={refused.is_empty()}>
                {props.say(PricesText::NotRead)}
                <ul>{for refused.iter().map(|one| html! { <li>{one}</li> })}</ul>
            </div>
            <p><button type="button" id="sheet-clear" hidden={count == 0} onclick={clear}>{props.say(PricesText::AllPublished(count))}</button></p>
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
                        <tbody>{for found.iter().take(shown).map(|entry| row(props, entry))}</tbody>
                    </table>
                </div>
                {save_as::table(props.language, "prices")}
            </div>
        </section>
    }
}

fn book_choice(props: &PricesProps, chosen: &str) -> Html {
    let onchange = props.set(PricesField::SearchBook).reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.value()
    });
    let option = |id: &BookId| {
        let value = id.to_string();
        let name = book_name(&props.catalog, id.as_str(), props.language);
        html! { <option key={value.clone()} value={value.clone()} selected={chosen == value}>{format!("{} {}", name.provider, name.place)}</option> }
    };
    html! {
        <div class="field">
            <label for="search-book">{props.say(PricesText::Book)}</label>
            <select id="search-book" {onchange}>
                <option value="" selected={chosen.is_empty()}>{props.say(PricesText::AllBooks)}</option>
                {for props.catalog.book_ids().map(option)}
            </select>
        </div>
    }
}

/// A price sheet from a file that is chosen, or dropped here.
fn file_choice(props: &PricesProps, said: &UseStateHandle<Said>) -> Html {
    let (said, language, today) = (said.clone(), props.language, props.today);
    let (form, catalog) = (props.editor.form.clone(), props.catalog.clone());
    let set = props.set(PricesField::Sheet);
    let onopen = Callback::from(move |opened: Opened| {
        let book = form.text(PricesField::SearchBook).parse().ok();
        let otherwise = Otherwise {
            price_book: book.as_ref(),
            as_of: today.to_string().parse().ok(),
            source: &opened.name,
        };
        let rows = read(&opened.text, &otherwise).and_then(|mut rows| {
            rows.iter_mut().for_each(|row| by_name(&catalog, row));
            // What cannot be applied is not taken either.
            let (_, wrong) = overrides::applied(&catalog, &rows);
            Problems::none_of(wrong)?;
            Ok(rows)
        });
        // What a browser cannot decode is marked so.
        if opened.text.contains('\u{fffd}') {
            said.set(Err(vec![language.say(&PricesText::NotUtf8)]));
            return;
        }
        match rows {
            Ok(rows) => {
                said.set(Ok(rows.len()));
                set.emit(with_all(form.text(PricesField::Sheet), rows));
            }
            Err(errors) => {
                let said_of = |error| language.error(error);
                let first = errors.iter().take(MOST_ERRORS);
                said.set(Err(first.map(said_of).collect()));
            }
        }
    });
    html! { <FileDrop id="sheet-file" label={props.say(PricesText::File)} class={classes!("field", "drop")} {onopen} /> }
}

/// Puts the name that a price book has in the data in the place of the one that people call it.
fn by_name(catalog: &Catalog, row: &mut PriceOverride) {
    let called = row.price_book.as_str();
    let is_it = |id: &&BookId| {
        Language::ALL.iter().any(|language| {
            let name = book_name(catalog, id.as_str(), *language);
            format!("{} {}", name.provider, name.place) == called
        })
    };
    if let Some(id) = catalog.book_ids().find(is_it) {
        row.price_book = id.clone();
    }
}

fn row(props: &PricesProps, entry: &Entry) -> Html {
    let language = props.language;
    let published = entry.published.as_ref();
    let note = published.and_then(|published| published.note.as_deref());
    let note = note.map(|note| language.note(&props.catalog, note));
    let source = published.map(|published| language.note(&props.catalog, &published.source));
    let date = published.map(|published| language.date(published.as_of));
    let old = published.and_then(|published| old_since(published.as_of, props.today));
    let old = old.map(|months| props.say(PricesText::Stale(months)));
    let tier = match entry.tier {
        (from, None) if from.is_zero() => String::new(),
        (from, None) => props
            .language
            .say(&KitText::TierAbove(&grouped(&from.to_string()))),
        (from, Some(up_to)) => props.language.say(&KitText::TierTo {
            from: &grouped(&from.to_string()),
            up_to: &grouped(&up_to.to_string()),
        }),
    };
    let price = match (&entry.place, entry.price) {
        (Some(place), price) => html! {
            <PriceField
                language={props.language}
                what={entry.what.clone()}
                place={place.clone()}
                {price}
                editor={props.editor.clone()}
                catalog={props.catalog.clone()}
                today={props.today}
            />
        },
        (None, Some(price)) => html! { {grouped(&price.to_string())} },
        (None, None) => html! { {props.say(PricesText::NotKnown)} },
    };
    let key = format!(
        "{} {} {} {}",
        entry.provider, entry.what, entry.tier.0, entry.hours
    );
    html! {
        <tr {key}>
            <th scope="row">{&entry.provider}{" "}<span class="where">{&entry.region}</span></th>
            <td>{&entry.what}</td>
            <td>{tier}{" "}{&entry.hours}</td>
            <td>{props.language.say(&KitText::Unit(&entry.unit))}</td>
            <td class="number" data-exact={entry.price.map(|price| price.to_string())}>{price}{" "}<small>{entry.currency.to_string()}</small></td>
            <td>{date}{" "}<small class="old">{old}</small></td>
            <td class="source">{source}{" "}{note}</td>
        </tr>
    }
}

#[derive(Properties, PartialEq)]
struct PriceFieldProps {
    language: Language,
    what: String,
    place: Place,
    price: Option<NonNegative>,
    editor: Editor<PricesForm>,
    catalog: CatalogProp,
    today: Date,
}

/// A price that can be typed over.
#[component]
fn PriceField(props: &PriceFieldProps) -> Html {
    let language = props.language;
    // What is being typed, while it is: it may not be a number yet.
    let typed = use_state(|| None::<String>);
    let sheet = props.editor.form.text(PricesField::Sheet);
    let Place { book, sku, .. } = &props.place;
    let is_own = rows(sheet).is_ok_and(|rows| {
        let mut rows = rows.iter();
        rows.any(|row| (&row.price_book, &row.sku) == (book, sku))
    });
    let problem = typed.as_ref();
    let problem: Option<ValueProblem> = problem.and_then(|text| text.parse::<NonNegative>().err());
    let set = {
        let set = props.editor.set(PricesField::Sheet);
        move |sheet: String| set.emit(sheet)
    };
    let oninput = {
        let (typed, set, place) = (typed.clone(), set.clone(), props.place.clone());
        let (sheet, catalog) = (sheet.to_owned(), props.catalog.clone());
        let today = props.today;
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let text = input.value();
            let day = today.to_string().parse();
            if let (Ok(price), Ok(day)) = (text.parse(), day) {
                set(edited(&sheet, &catalog, &place, price, day));
            }
            typed.set(Some(text));
        })
    };
    let onblur = {
        let typed = typed.clone();
        Callback::from(move |_: FocusEvent| typed.set(None))
    };
    let back = {
        let (sheet, place) = (sheet.to_owned(), props.place.clone());
        Callback::from(move |_: MouseEvent| {
            set(without(&sheet, place.book.as_str(), place.sku.as_str()));
        })
    };
    let price = props.price.map(|price| print(price.get()));
    let value = typed.as_ref().cloned().or(price).unwrap_or_default();
    let is_wrong = problem.is_some();
    html! {
        <span class={classes!("field", is_wrong.then_some("wrong"))}>
            <input
                class="price"
                inputmode="decimal"
                autocomplete="off"
                aria-label={language.say(&PricesText::PriceOf(&props.what))}
                aria-invalid={is_wrong.to_string()}
                placeholder={language.say(&PricesText::NotKnown)}
                {value} {oninput} {onblur}
            />
            <small role="status">{problem.map(|problem| language.say(&problem))}</small>
            <small class="own" hidden={!is_own}>
                {language.say(&PricesText::Own)}{" "}
                <button type="button" class="published" onclick={back}>{language.say(&PricesText::Published)}</button>
            </small>
        </span>
    }
}
