//! Many paths and what follows from them, step by step.

use std::rc::Rc;

use netprice::market::paths::Paths;
use netprice::value::decimal;
use netprice::value::problem::ValueProblem;
use netprice_study::Catalog;
use rust_decimal::Decimal;

use crate::market::buying::{Bought, bought};
use crate::market::drawing::{Drawn, Outlook, drawn};
use crate::market::form::{MarketField, MarketForm};
use crate::market::reader::Wrong;
use crate::market::selling::{Sold, heat_discounts, sold, sold_without_heat};
use crate::market::tender::{Tendered, tendered};

/// How many are drawn if that is chosen, in slices.
pub const MANY_PATHS: u32 = 100_000;

/// All that follows from the paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed {
    /// The history and what may become of it.
    pub outlook: Rc<Outlook>,
    /// The seller's side.
    pub sold: Result<Sold, Wrong>,
    /// The tender.
    pub tendered: Result<Tendered, Wrong>,
    /// The buyer's side.
    pub bought: Result<Bought, Wrong>,
}

impl Computed {
    /// What follows from paths, at once.
    #[must_use]
    pub fn at_once(form: &MarketForm, outlook: Rc<Outlook>) -> Self {
        Self {
            sold: sold(form, &outlook),
            tendered: tendered(form, &outlook),
            bought: bought(form, &outlook),
            outlook,
        }
    }
}

/// Many paths and what follows from them, worked out step by step, so that a page can do something
/// else in between.
pub enum Work {
    /// Months are being drawn.
    Drawing(Box<Drawn>),
    /// The paths are drawn, and the seller's side comes next.
    Drawn(Box<Outlook>),
    /// The months of the heat table are being worked out.
    Heating(Box<Outlook>, Box<Result<Sold, Wrong>>),
    /// The buyer's side comes next.
    Sold(
        Box<Outlook>,
        Box<(Result<Sold, Wrong>, Result<Tendered, Wrong>)>,
    ),
    /// All is done.
    Done(Box<Computed>),
}

impl Work {
    /// The work on so many paths.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn new(catalog: &Catalog, form: &MarketForm, count: u32) -> Result<Self, Wrong> {
        drawn(catalog, form, count).map(|drawn| Self::Drawing(Box::new(drawn)))
    }

    /// How much of it is done, as a share.
    #[must_use]
    pub fn share(&self) -> Decimal {
        let half = Decimal::new(5, 1);
        match self {
            Self::Drawing(drawn) => decimal::times(drawn.share(), half).unwrap_or_default(),
            Self::Heating(outlook, sold) => {
                let all = Decimal::from(outlook.paths.months.len());
                let row = sold
                    .as_ref()
                    .as_ref()
                    .ok()
                    .and_then(|sold| sold.heat.values().next());
                let done = Decimal::from(row.map_or(0, Vec::len));
                let share = decimal::over(done, all).and_then(|share| decimal::times(share, half));
                half.saturating_add(share.unwrap_or_default())
            }
            Self::Drawn(_) => half,
            Self::Sold(..) | Self::Done(_) => Decimal::ONE,
        }
    }

    /// Takes a step of some milliseconds.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn step(self, form: &MarketForm) -> Result<Self, Wrong> {
        match self {
            Self::Drawing(mut drawn) => {
                if drawn.month()? {
                    Ok(Self::Drawing(drawn))
                } else {
                    Ok(Self::Drawn(Box::new(drawn.seen()?)))
                }
            }
            Self::Drawn(outlook) => {
                let sold = sold_without_heat(form, &outlook);
                Ok(Self::Heating(outlook, Box::new(sold)))
            }
            Self::Heating(outlook, mut sold) => {
                let is_hotter = match sold.as_mut() {
                    Ok(sold) => hotter(sold, &outlook)
                        .map_err(|problem| Wrong::from([(MarketField::Series, problem.into())]))?,
                    Err(_) => false,
                };
                if is_hotter {
                    Ok(Self::Heating(outlook, sold))
                } else {
                    let tendered = tendered(form, &outlook);
                    Ok(Self::Sold(outlook, Box::new((*sold, tendered))))
                }
            }
            Self::Sold(outlook, sides) => {
                let (sold, tendered) = *sides;
                Ok(Self::Done(Box::new(Computed {
                    sold,
                    tendered,
                    bought: bought(form, &outlook),
                    outlook: Rc::new(*outlook),
                })))
            }
            done @ Self::Done(_) => Ok(done),
        }
    }
}

/// Adds a month to the heat table; whether there was one to add.
fn hotter(sold: &mut Sold, outlook: &Outlook) -> Result<bool, ValueProblem> {
    let done = sold.heat.values().next().map_or(0, Vec::len);
    let Some(levels) = outlook.paths.months.get(done) else {
        return Ok(false);
    };
    let month = Paths {
        months: vec![levels.clone()],
    };
    let discounts = heat_discounts();
    let column = sold.sale.heat(&month, &discounts)?;
    for (discount, cells) in discounts.into_iter().zip(column) {
        sold.heat.entry(discount).or_default().extend(cells);
    }
    Ok(true)
}
