//! A comparison as a document: its words in the language of the page, and the page that is printed.

use std::collections::BTreeMap;

use gloo_utils::body;
use netprice::value::day::Date;
use netprice::value::id::BookId;
use netprice_catalog::Catalog;
use netprice_study::Study;
use netprice_study::analysis::{Cell, Report, ReportText, ReportWords, ReportedOffer};
use yew::prelude::*;

use crate::app::words::AppText;
use crate::kit::number::{exact, in_cents};
use crate::kit::save_as;
use crate::language::names::book_name;
use crate::language::{Language, Words};

/// The words of a report in the language of the page.
#[derive(Clone, PartialEq)]
pub(crate) struct PageWords {
    language: Language,
    /// The provider and the region of each price book.
    names: BTreeMap<BookId, String>,
    /// The address of the comparison.
    pub(crate) link: String,
}

impl PageWords {
    /// The words for a study whose page has this address.
    pub(crate) fn of(language: Language, catalog: &Catalog, study: &Study, link: String) -> Self {
        let names = study.offers.iter().map(|offer| {
            let book = &offer.price_book;
            let own = study.price_books.get(book);
            let name = match own.filter(|_| catalog.names(book.as_str()).is_none()) {
                Some(own) => format!("{} {}", own.provider, own.region),
                None => {
                    let name = book_name(catalog, book.as_str(), language);
                    format!("{} {}", name.provider, name.place)
                }
            };
            (book.clone(), name.trim().to_owned())
        });
        Self {
            language,
            names: names.collect(),
            link,
        }
    }
}

impl ReportWords for PageWords {
    fn say(&self, text: ReportText<'_>) -> String {
        self.language.say(&Said {
            text,
            language: self.language,
        })
    }

    fn offer(&self, offer: &ReportedOffer) -> String {
        let name = self.names.get(&offer.price_book);
        let place = name
            .cloned()
            .unwrap_or_else(|| offer.price_book.to_string());
        if offer.id.as_str() == offer.price_book.as_str() {
            place
        } else {
            self.language.bracketed(&place, offer.id.as_str())
        }
    }
}

/// A text of a report in the languages of the page.
struct Said<'a> {
    text: ReportText<'a>,
    language: Language,
}

impl Words for Said<'_> {
    fn english(&self) -> String {
        let date = |day: Date| self.language.day(day);
        match self.text {
            ReportText::Title(currency) => format!("Comparison of clouds, {currency} a month"),
            ReportText::Line => "Line".into(),
            ReportText::Sku(offer) => format!("SKU at {offer}"),
            ReportText::Missing => "no price".into(),
            ReportText::Besides => "Unused commitments and fees".into(),
            ReportText::List => "List cost".into(),
            ReportText::Contracted => "Contracted cost".into(),
            ReportText::Effective => "Effective cost".into(),
            ReportText::Due => "Amount due".into(),
            ReportText::Contract => "Contract".into(),
            ReportText::AtList => "list prices".into(),
            ReportText::Discount(pay) => format!("{}% off everything", pay.saved_percent()),
            ReportText::Day(Some(day)) => {
                format!("Prices and terms are those of {}.", date(day.date()))
            }
            ReportText::Day(None) => "Prices and terms are the latest known.".into(),
            ReportText::Sources => "Sources of the list prices".into(),
            ReportText::Source(source, first, last) if first == last => {
                format!("{source}, {}", date(first))
            }
            ReportText::Source(source, first, last) => {
                format!("{source}, {} to {}", date(first), date(last))
            }
            ReportText::Exchange(from, rate, source, as_of) => {
                format!(
                    "1 {from} = {rate} ({source}, {})",
                    self.language.date(as_of)
                )
            }
            ReportText::Link(address) => format!("The comparison with all its steps: {address}"),
        }
    }

    fn chinese(&self) -> String {
        let date = |day: Date| self.language.day(day);
        match self.text {
            ReportText::Title(currency) => format!("云厂商比较（每月，{currency}）"),
            ReportText::Line => "需求".into(),
            ReportText::Sku(offer) => format!("{offer} 的 SKU"),
            ReportText::Missing => "无价格".into(),
            ReportText::Besides => "未用完的承诺和费用".into(),
            ReportText::List => "目录价".into(),
            ReportText::Contracted => "合同价".into(),
            ReportText::Effective => "实际成本".into(),
            ReportText::Due => "应付金额".into(),
            ReportText::Contract => "合同".into(),
            ReportText::AtList => "目录价，无折扣".into(),
            ReportText::Discount(pay) => format!("全部打 {}折", pay.in_tenths()),
            ReportText::Day(Some(day)) => format!("价格和条款按{}计。", date(day.date())),
            ReportText::Day(None) => "价格和条款按已知的最新一版计。".into(),
            ReportText::Sources => "目录价来源".into(),
            ReportText::Source(source, first, last) if first == last => {
                format!("{source}，{}", date(first))
            }
            ReportText::Source(source, first, last) => {
                format!("{source}，{}至{}", date(first), date(last))
            }
            ReportText::Exchange(from, rate, source, as_of) => {
                format!(
                    "1 {from} = {rate}（{source}，{}）",
                    self.language.date(as_of)
                )
            }
            ReportText::Link(address) => format!("完整比较及计算步骤：{address}"),
        }
    }
}

/// A report that is about to be printed.
#[derive(Clone, PartialEq)]
pub(crate) struct Printing {
    /// The report.
    pub report: Report,
    /// Its words.
    pub words: PageWords,
    /// The day of the print.
    pub today: Date,
}

/// The properties of [`PrintedReport`].
#[derive(Properties, PartialEq)]
pub(crate) struct PrintedReportProps {
    /// The report.
    pub printing: Printing,
    /// Called when the print is made.
    pub ondone: Callback<()>,
}

/// A report at the end of the document, printed as soon as it is drawn; it is all that a print shows.
#[component]
pub(crate) fn PrintedReport(props: &PrintedReportProps) -> Html {
    let ondone = props.ondone.clone();
    use_effect_with((), move |()| {
        save_as::print();
        ondone.emit(());
    });
    create_portal(document(&props.printing), body().into())
}

fn document(printing: &Printing) -> Html {
    let Printing {
        report,
        words,
        today,
    } = printing;
    let language = words.language;
    let mut rows = report.table(words).into_iter();
    let heading = rows.next().unwrap_or_default();
    let head = |(index, cells): (usize, &[Cell])| {
        let name = cells.first().map(text).unwrap_or_default();
        html! { <th key={index} scope="col" class="number">{name}</th> }
    };
    let (first, offers) = (heading.first(), heading.get(1..).unwrap_or_default());
    html! {
        <article class="report" id="report" lang={language.code()}>
            <h1>{words.say(ReportText::Title(report.currency))}</h1>
            <p>{language.day(*today)}{" · "}<span class="address">{&words.link}</span></p>
            <table>
                <thead><tr>
                    <th scope="col">{first.map(text)}</th>
                    {for offers.chunks(2).enumerate().map(head)}
                </tr></thead>
                <tbody>{for rows.enumerate().map(row)}</tbody>
            </table>
            <ul>{for report.basis(words).into_iter().map(|said| html! { <li key={said.clone()}>{said.clone()}</li> })}</ul>
            <p>{language.say(&AppText::Scope)}</p>
        </article>
    }
}

/// A row of the table: the cost of each offer, and below it what answers the line.
fn row((index, cells): (usize, Vec<Cell>)) -> Html {
    let pair = |(index, pair): (usize, &[Cell])| {
        let texts = pair.iter().map(text).collect::<Vec<String>>();
        let sku = texts.get(1).cloned().unwrap_or_default();
        html! {
            <td key={index} class="number" data-exact={pair.first().and_then(exact_text)}>
                {texts.first()}<small>{sku}</small>
            </td>
        }
    };
    let offers = cells.get(1..).unwrap_or_default();
    html! {
        <tr key={index}>
            <th scope="row">{cells.first().map(text)}</th>
            {for offers.chunks(2).enumerate().map(pair)}
        </tr>
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Amount(money) => in_cents(*money),
    }
}

fn exact_text(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(_) => None,
        Cell::Amount(money) => Some(exact(*money)),
    }
}
