//! The reader's own prices in the state of the page and in its link.

use std::rc::Rc;

use netprice::value::day::Date;
use netprice_catalog::Catalog;
use netprice_page::app::forms::Forms;
use netprice_page::app::link::{read, write};
use netprice_page::app::state::{Action, State};
use netprice_page::compare::document::Document;
use netprice_page::language::Language;
use netprice_page::language::names::book_names;
use netprice_page::prices::form::PricesEdit;
use netprice_study::overrides::{PriceOverride, sheet};

/// A machine that the price book does not list, and a tier of traffic.
const SHEET: &str = "\
price_book,service,sku,unit,from,up_to,unit_price,as_of,source,vcpus,memory_gib
aws-us-east-1,compute,own.4xlarge,Hours,,,0.01,2026-11-01,offer 7,16,64
aws-us-east-1,,DataTransfer-Out-Bytes,,0,10240,0.08,2026-11-01/2026-11-30,,,
";

fn own() -> Vec<PriceOverride> {
    sheet::read(SHEET, &sheet::SheetContext::default()).unwrap()
}

#[test]
fn own_prices_survive_a_link() {
    let forms = Forms {
        overrides: Rc::new(own()),
        ..Forms::new(Document::first(Language::English))
    };
    let link = write(Language::English, &forms);
    assert_eq!(read(&link).unwrap().unwrap().forms, forms);
}

#[test]
fn own_prices_are_set_cleared_and_undone() {
    let forms = Forms::new(Document::first(Language::English));
    let state = State::new(Language::English, Date::default(), forms);
    let state = state.after(Action::Prices(PricesEdit::Overrides(own())));
    assert_eq!(*state.forms.overrides, own());
    let state = state.after(Action::Prices(PricesEdit::Overrides(Vec::new())));
    assert!(state.forms.overrides.is_empty());
    let state = state.after(Action::Undo);
    assert!(state.forms.overrides.is_empty() && state.forms.prices.is_none());
}

/// A sheet may call a price book as the page does in any of its languages.
#[test]
fn price_books_have_names_in_three_languages() {
    let names = book_names(&Catalog::published().unwrap());
    for name in ["AWS Northern Virginia", "阿里云 杭州", "阿里雲 杭州"] {
        assert!(names.contains_key(name), "{name} of {names:?}");
    }
    assert_eq!(names["阿里云 杭州"].as_str(), "alibaba-cn-hangzhou");
}
