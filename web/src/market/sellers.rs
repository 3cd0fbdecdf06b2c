//! The sellers of a tender as typed, one a line.

use std::rc::Rc;

use netprice::market::tender::Seller;
use netprice::problem::Located;
use netprice::value::discount::Discount;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;

use crate::kit::draft::{Percent, Typed};
use crate::kit::form::FieldInput;
use crate::language::Language;

/// The sellers at first, whose names are those of the language as long as nothing else is typed.
pub(super) const EXAMPLE: &str = "Ada, 5折, 0.2折, 100%, 3折\nBen, 4.5折, 0.2折, 50%, 3折\nCai, 3.2折, 0.3折, 50%, 3折\nDong, 2折, 0.5折, 0%, 3折";
const NAMES: [[&str; 2]; 4] = [["Ada", "甲"], ["Ben", "乙"], ["Cai", "丙"], ["Dong", "丁"]];

/// The stock of a seller.
type Stock = Percent<100>;

/// The text of the sellers, and the sellers that it was read as or the first line that cannot be read.
///
/// A line is a name, the floor, the step, the stock in percent and the cost, separated by commas. Empty
/// lines are skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sellers {
    text: Rc<str>,
    parsed: Result<Vec<Seller>, Located<ValueProblem>>,
    /// The number of each seller's line, from 1.
    lines: Vec<u64>,
}

impl FieldInput for Sellers {
    /// Reads the lines.
    ///
    /// ```
    /// use netprice_page::kit::form::FieldInput;
    /// use netprice_page::market::sellers::Sellers;
    /// let sellers = Sellers::typed("Ada, 5折, 0.2折, 100%, 3折\n\nBen, 5折");
    /// assert_eq!(sellers.parsed().unwrap_err().path.to_string(), "line 3");
    /// ```
    fn typed(text: &str) -> Self {
        let numbered = (1..).zip(text.lines());
        let filled = numbered.filter(|(_, line)| !line.trim().is_empty());
        let (lines, texts): (Vec<u64>, Vec<&str>) = filled.unzip();
        let each = lines.iter().zip(texts);
        let sellers = each.map(|(number, line)| {
            let path = || Path::line(*number);
            let located = |problem| Located {
                path: path(),
                problem,
            };
            read(line).map_err(located)
        });
        Self {
            parsed: sellers.collect(),
            text: text.into(),
            lines,
        }
    }

    fn text(&self) -> &str {
        &self.text
    }

    fn problem(&self) -> Option<&ValueProblem> {
        self.parsed().err().map(|located| &located.problem)
    }
}

impl Sellers {
    /// The text that reads as these sellers.
    #[must_use]
    pub fn of(sellers: &[Seller]) -> Self {
        let lines: Vec<String> = sellers.iter().map(write).collect();
        Self::typed(&lines.join("\n"))
    }

    /// The text in a language: the example has its names and its notation of discounts.
    #[must_use]
    pub fn text_in(&self, language: Language) -> String {
        let sellers = self.parsed.iter().flatten();
        match language {
            _ if !self.is_example() => self.text().to_owned(),
            Language::English => {
                let lines: Vec<String> = sellers.map(write_in_english).collect();
                lines.join("\n")
            }
            Language::Simplified | Language::Traditional => NAMES
                .iter()
                .fold(self.text().to_owned(), |text, [english, chinese]| {
                    text.replace(english, chinese)
                }),
        }
    }

    /// The name of a seller in a language.
    #[must_use]
    pub fn name_in(&self, language: Language, name: &str) -> String {
        let mut names = NAMES.iter();
        match names.find(|[english, _]| *english == name && self.is_example()) {
            Some(names) => language.of(*names),
            None => name.to_owned(),
        }
    }

    fn is_example(&self) -> bool {
        self.text() == EXAMPLE
    }

    /// The sellers.
    ///
    /// # Errors
    /// The problem of the first line that cannot be read.
    pub fn parsed(&self) -> Result<&[Seller], &Located<ValueProblem>> {
        self.parsed.as_deref()
    }

    /// The path of the line of a seller, counted from 0.
    pub(crate) fn line(&self, seller: usize) -> Path {
        let line = self.lines.get(seller).copied();
        line.map(Path::line).unwrap_or_default()
    }
}

fn read(line: &str) -> Result<Seller, ValueProblem> {
    let mut cells = line.split([',', '，']).map(str::trim);
    let mut cell = || {
        cells
            .next()
            .filter(|cell| !cell.is_empty())
            .ok_or(ValueProblem::Empty)
    };
    Ok(Seller {
        name: cell()?.parse()?,
        floor: cell()?.parse()?,
        step: cell()?.parse()?,
        stock: Stock::read(cell()?)?.share(),
        cost: cell()?.parse()?,
    })
}

fn write_in_english(seller: &Seller) -> String {
    let [floor, step, cost] = [seller.floor, seller.step, seller.cost].map(|one| one.write());
    let stock = Stock::of(seller.stock).write();
    format!("{}, {floor}, {step}, {stock}%, {cost}", seller.name)
}

fn write(seller: &Seller) -> String {
    let [floor, step, cost] = [seller.floor, seller.step, seller.cost].map(discount_text);
    let stock = Stock::of(seller.stock).write();
    format!("{}, {floor}, {step}, {stock}%, {cost}", seller.name)
}

/// A discount in 折, or in its canonical text where 折 is ambiguous.
pub(crate) fn discount_text(discount: Discount) -> String {
    let tenths = format!("{}折", discount.in_tenths());
    match Discount::read(&tenths) {
        Ok(read) if read == discount => tenths,
        Ok(_) | Err(_) => discount.write(),
    }
}
