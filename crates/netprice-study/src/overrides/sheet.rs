//! Price sheets: overrides as CSV.

use std::collections::BTreeMap;

use netprice::value::day::AsOf;
use netprice::value::id::BookId;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::value::quantity::Unit;
use netprice::{Currency, NonNegative};
use netprice_catalog::Catalog;
use netprice_import::price::{price, unit};

use crate::overrides::{PriceOverride, applied};
use crate::problem::{Located, Problems, StudyProblem};
use crate::table::{delimiter, line_of, unix};

fn located(problem: ValueProblem, path: Path) -> Located {
    StudyProblem::from(problem).at(path)
}

/// The name of each column in English, and in Simplified and Traditional Chinese.
const COLUMNS: [(&str, [&str; 2]); 14] = [
    ("price_book", ["价目表", "價目表"]),
    ("service", ["服务", "服務"]),
    ("sku", ["产品", "產品"]),
    ("unit", ["单位", "單位"]),
    ("from", ["起", "起始"]),
    ("up_to", ["止", "至"]),
    ("unit_price", ["单价", "單價"]),
    ("currency", ["币种", "幣別"]),
    ("model", ["阶梯方式", "階梯方式"]),
    ("free", ["免费", "免費"]),
    ("as_of", ["日期", "价格日期"]),
    ("source", ["来源", "來源"]),
    ("vcpus", ["处理器", "處理器"]),
    ("memory_gib", ["内存", "記憶體"]),
];

/// The values for empty cells of a price sheet, and the names by which it may call price books.
#[derive(Clone, Debug, Default)]
pub struct SheetContext<'a> {
    /// The price book of rows that name none; a sheet needs the column if absent.
    pub price_book: Option<BookId>,
    /// The day of prices without one; a sheet needs the column if absent.
    pub as_of: Option<AsOf>,
    /// The source of prices without one.
    pub source: &'a str,
    /// The price books by further names that the cells of `price_book` may hold, such as names in Chinese.
    pub book_names: BTreeMap<String, BookId>,
}

/// Reads a price sheet: CSV with a header line; the columns `sku` and `unit_price` are required.
///
/// The optional columns are `price_book`, `service`, `unit`, `from`, `up_to`, `currency`, `model` (`graduated` or
/// `all_units`), `free`, `as_of`, `source`, `vcpus` and `memory_gib`. Columns may be in any order, have Chinese names, and be
/// separated by commas, semicolons or tabs. Each tier of a price is a row of its own; tiers may state only where they start.
/// Other columns are not used, and named by [`unused_columns`].
///
/// A price may be written as `¥0.4`, `0.4 CNY`, `5e-06`, `0,4` or `="0.4"`; units as `Hrs`, `1 Hour`, `100 Hours` or `GB-Mo`.
///
/// # Errors
/// All problems of all rows, each with its line and column; [`StudyProblem::MissingColumn`],
/// and [`ValueProblem::Empty`] for a required cell that is missing and for a sheet without rows.
///
/// ```
/// use netprice_study::overrides::sheet::{SheetContext, read};
/// let context = SheetContext {
///     price_book: "aws-us-east-1".parse().ok(),
///     as_of: "2026-11-01".parse().ok(),
///     source: "offer 7",
///     ..SheetContext::default()
/// };
/// let rows = read("sku,unit_price\nm5.xlarge,0.15\n", &context).unwrap();
/// assert_eq!(rows[0].unit_price.to_string(), "0.15");
/// let errors = read("sku,unit_price\nm5.xlarge,?\n", &context).unwrap_err();
/// assert!(errors.to_string().starts_with("line 2, unit_price"));
/// ```
pub fn read(text: &str, context: &SheetContext<'_>) -> Result<Vec<PriceOverride>, Problems> {
    let text = &unix(text);
    if text.trim().is_empty() {
        return Err(located(ValueProblem::Empty, Path::line(1)).into());
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let malformed = |line: u64, error: &csv::Error| {
        let message = error.to_string();
        StudyProblem::Unreadable { message }.at(Path::line(line))
    };
    let names = reader.headers().map_err(|error| malformed(1, &error))?;
    let places = places(names);
    let mut problems: Vec<Located> = Vec::new();
    let needed = ["sku", "unit_price"].into_iter();
    let book = context.price_book.is_none().then_some("price_book");
    let as_of = context.as_of.is_none().then_some("as_of");
    let missing = needed
        .chain(book)
        .chain(as_of)
        .filter(|name| !places.contains_key(name));
    let given: Vec<&str> = names.iter().collect();
    let given = given.join(", ");
    problems.extend(missing.map(|name| {
        let (value, expected) = (given.clone(), name.to_owned());
        StudyProblem::MissingColumn { value, expected }.at(Path::line(1))
    }));
    Problems::none_of(std::mem::take(&mut problems))?;
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Err(error) => {
                problems.push(malformed(line_of(text, error.position()), &error));
            }
            Ok(record) => {
                let mut cells = Cells {
                    record: &record,
                    places: &places,
                    line: line_of(text, record.position()),
                    problems: &mut problems,
                };
                rows.extend(cells.row(context));
            }
        }
    }
    if rows.is_empty() && problems.is_empty() {
        problems.push(located(ValueProblem::Empty, Path::line(2)));
    }
    Problems::none_of(problems)?;
    Ok(rows)
}

/// Reads a price sheet like [`read`], and checks that all of its prices can be applied to a catalogue.
///
/// # Errors
/// Those of [`read`], or all problems that [`applied`] finds.
///
/// ```
/// use netprice_study::Catalog;
/// use netprice_study::overrides::sheet::{SheetContext, read_applicable};
/// let catalog = Catalog::published()?;
/// let sheet = "price_book,sku,unit_price,as_of\naws-us-east-1,new.large,1,2026-11-01\n";
/// let errors = read_applicable(sheet, &SheetContext::default(), &catalog).unwrap_err();
/// // A new SKU needs a service and a unit.
/// assert_eq!(errors.iter().count(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_applicable(
    text: &str,
    context: &SheetContext<'_>,
    catalog: &Catalog,
) -> Result<Vec<PriceOverride>, Problems> {
    let rows = read(text, context)?;
    let (_, problems) = applied(catalog, &rows);
    Problems::none_of(problems)?;
    Ok(rows)
}

/// The names of the columns of a sheet that are not used, such as a discount or an end date: a price in such a sheet may not be
/// what is paid.
///
/// ```
/// use netprice_study::overrides::sheet::unused_columns;
/// assert_eq!(unused_columns("sku,unit_price,discount\nvm,1,0.5\n"), ["discount"]);
/// ```
#[must_use]
pub fn unused_columns(text: &str) -> Vec<String> {
    let text = &unix(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let Ok(names) = reader.headers() else {
        return Vec::new();
    };
    let used: Vec<usize> = places(names).into_values().collect();
    let unused = names
        .iter()
        .enumerate()
        .filter(|(place, name)| !used.contains(place) && !name.is_empty());
    unused.map(|(_, name)| name.to_owned()).collect()
}

fn places(names: &csv::StringRecord) -> BTreeMap<&'static str, usize> {
    let place = |(name, chinese): (&'static str, [&str; 2])| {
        let is_it = |given: &str| {
            let given = given.to_lowercase().replace(' ', "_");
            given == name || chinese.contains(&given.as_str())
        };
        Some((name, names.iter().position(is_it)?))
    };
    COLUMNS.into_iter().filter_map(place).collect()
}

/// The cells of one row, and the list to which their problems are added.
struct Cells<'a> {
    record: &'a csv::StringRecord,
    places: &'a BTreeMap<&'static str, usize>,
    line: u64,
    problems: &'a mut Vec<Located>,
}

impl Cells<'_> {
    fn text(&self, column: &str) -> &str {
        let place = self.places.get(column);
        let cell = place.and_then(|place| self.record.get(*place));
        cell.unwrap_or_default()
    }

    fn failed(&mut self, column: &'static str, problem: ValueProblem) {
        let path = Path::line(self.line).field(column);
        self.problems.push(located(problem, path));
    }

    /// The value of a cell; `None` for an empty cell, and for a wrong one after noting its problem.
    fn value<T: std::str::FromStr<Err = ValueProblem>>(
        &mut self,
        column: &'static str,
    ) -> Option<T> {
        let text = self.text(column).to_owned();
        if text.is_empty() {
            return None;
        }
        match text.parse() {
            Ok(value) => Some(value),
            Err(problem) => {
                self.failed(column, problem);
                None
            }
        }
    }

    fn needed<T: std::str::FromStr<Err = ValueProblem>>(
        &mut self,
        column: &'static str,
    ) -> Option<T> {
        if self.text(column).is_empty() {
            self.failed(column, ValueProblem::Empty);
        }
        self.value(column)
    }

    /// The price of the row, and the currency that stands beside it in its cell.
    fn price(&mut self) -> Option<(NonNegative, Option<Currency>)> {
        let text = self.text("unit_price").to_owned();
        if text.is_empty() {
            self.failed("unit_price", ValueProblem::Empty);
            return None;
        }
        let read = price(&text).map_err(StudyProblem::from).and_then(|cell| {
            let currency = cell
                .currency
                .map(|code| code.parse::<Currency>())
                .transpose()?;
            Ok((NonNegative::new(cell.price)?, currency))
        });
        read.map_err(|problem| {
            self.problems
                .push(problem.at(Path::line(self.line).field("unit_price")));
        })
        .ok()
    }

    /// The unit of the row, in the notation of FOCUS.
    fn unit(&mut self) -> Option<Unit> {
        let text = self.text("unit").to_owned();
        if text.is_empty() {
            return None;
        }
        unit(&text)
            .parse()
            .map_err(|problem| self.failed("unit", problem))
            .ok()
    }

    /// Whether a row states that its price is free: `true`, or `false` or nothing.
    fn is_free(&mut self) -> bool {
        match self.text("free").to_lowercase().as_str() {
            "true" => true,
            "" | "false" => false,
            other => {
                let message = format!("'{other}' is not true or false");
                let path = Path::line(self.line).field("free");
                self.problems
                    .push(StudyProblem::Unreadable { message }.at(path));
                false
            }
        }
    }

    fn row(&mut self, context: &SheetContext<'_>) -> Option<PriceOverride> {
        let before = self.problems.len();
        let price_book = match (self.text("price_book"), &context.price_book) {
            ("", Some(book)) => Some(book.clone()),
            (name, _) => match context.book_names.get(name) {
                Some(book) => Some(book.clone()),
                None => self.needed("price_book"),
            },
        };
        let (sku, priced) = (self.needed("sku"), self.price());
        let (service, unit) = (self.value("service"), self.unit());
        let (model, stated) = (self.value("model"), self.value::<Currency>("currency"));
        let (unit_price, in_cell) =
            priced.map_or((None, None), |(price, currency)| (Some(price), currency));
        if let (Some(stated), Some(in_cell)) = (stated, in_cell)
            && stated != in_cell
        {
            let (value, expected) = (in_cell.to_string(), stated.to_string());
            self.failed(
                "unit_price",
                ValueProblem::CurrencyMismatch { value, expected },
            );
        }
        let (from, up_to) = (self.value("from"), self.value("up_to"));
        let (vcpus, memory_gib) = (self.value("vcpus"), self.value("memory_gib"));
        let as_of = match (self.text("as_of"), context.as_of) {
            ("", Some(as_of)) => Some(as_of),
            _ => self.needed("as_of"),
        };
        let source = match self.text("source") {
            "" => context.source.to_owned(),
            source => source.to_owned(),
        };
        let free = self.is_free();
        (self.problems.len() == before).then_some(())?;
        Some(PriceOverride {
            price_book: price_book?,
            service,
            sku: sku?,
            unit,
            from: from.unwrap_or_default(),
            up_to,
            unit_price: unit_price?,
            currency: stated.or(in_cell),
            model: model.unwrap_or_default(),
            free,
            as_of: as_of?,
            source,
            vcpus,
            memory_gib,
        })
    }
}
