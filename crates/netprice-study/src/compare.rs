//! What a workload or usage costs at each offer, ranked.

mod comparing;

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, BTreeSet};

use netprice::comparison::compare::{self as ranking, Comparison};
use netprice::comparison::convert::{ConvertedQuote, convert};
use netprice::problem::Known;
use netprice::value::id::{BookId, OfferId, SkuId};
use netprice::value::path::{Path, Segment};
use netprice::{Money, PriceBook, Problem, Usage, quote};
use netprice_catalog::Catalog;
use netprice_catalog::book::{Book, Machine};
use netprice_catalog::goods::Good;
use serde::{Deserialize, Serialize};

pub use self::comparing::{Compared, Comparing, Priced};
use crate::outcome::{Outcomes, by_name};
use crate::overrides;
use crate::problem::{Located, Problems, StudyProblem};
use crate::rates::series;
use crate::resumable::Resumable;
use crate::sku_match::{Matched, Shelf, SkuMatch, match_workload};
use crate::study::{Offer, Study};
use crate::workload::WorkloadLine;

/// What each offer of a study costs, ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareAnswer {
    /// The offers that could be priced, side by side in one currency.
    pub comparison: Comparison,
    /// What each offer comes to, by name, or what is wrong with it.
    #[serde(with = "by_name")]
    pub offers: Outcomes<OfferId, OfferAnswer>,
    /// What is wrong with the study besides: names used twice, machines and overrides of unknown books.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Located>,
}

/// One offer, priced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferAnswer {
    /// Its price book.
    pub price_book: BookId,
    /// Its quote with its bill, and its costs and its amount due in the currency of the study.
    pub quote: ConvertedQuote,
    /// Why the usage is of those SKUs; empty where the offer lists its usage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<SkuMatch>,
}

impl OfferAnswer {
    /// The amount due in the currency of the study.
    ///
    /// # Errors
    /// [`Problem::MissingPrices`].
    pub fn amount_due(&self) -> Result<Money, Problem> {
        match self.quote.amount_due {
            Some(due) => Ok(due),
            None => self.quote.quote.bill().map(|bill| bill.amount_due),
        }
    }

    /// The effective cost in the currency of the study.
    ///
    /// # Errors
    /// [`Problem::MissingPrices`].
    pub fn effective(&self) -> Result<Money, Problem> {
        match self.quote.total.complete() {
            Some(costs) => Ok(costs.effective),
            None => self.quote.quote.effective(),
        }
    }
}

impl CompareAnswer {
    /// Everything that is wrong, each problem once.
    pub fn all_problems(&self) -> impl Iterator<Item = &Located> {
        let of_offers = self
            .offers
            .values()
            .filter_map(|outcome| outcome.as_ref().err());
        let all = of_offers.flat_map(Problems::iter).chain(&self.problems);
        let mut seen: Vec<&Located> = Vec::new();
        all.filter(move |located| {
            let is_new = !seen.contains(located);
            if is_new {
                seen.push(located);
            }
            is_new
        })
    }
}

/// Prices every offer of a study and ranks those that can be priced.
///
/// What is wrong with an offer takes out that offer and no other; what is wrong with the workload is
/// wrong at every offer that depends on it. Of two offers of one name the second is left out, and said.
/// Work grows with the number of offers times that of their usage lines.
#[must_use]
pub fn compare(study: &Study, catalog: &Catalog) -> CompareAnswer {
    Comparing::new(study, catalog).finish().into()
}

/// Ranks the offers that could be priced, of equals and of the incomplete in the order of names given.
#[must_use]
pub fn rank(
    study: &Study,
    order: &[OfferId],
    offers: &Outcomes<OfferId, impl Borrow<OfferAnswer>>,
) -> (Comparison, Vec<Located>) {
    let priced = order.iter().filter_map(|name| {
        let answer = offers.get(name)?.as_ref().ok()?;
        Some((name, &answer.borrow().quote))
    });
    match ranking::compare(study.currency, priced) {
        Ok(comparison) => (comparison, Vec::new()),
        Err(problems) => {
            let nothing = Comparison {
                currency: study.currency,
                ranked: Vec::new(),
                incomplete: Vec::new(),
            };
            (nothing, problems.lift().into_iter().collect())
        }
    }
}

/// Prices one offer of a study, without the study's overrides: the catalogue has them already.
///
/// # Errors
/// [`StudyProblem::UnknownOffer`], and all problems of the offer at once.
pub fn price_offer(
    study: &Study,
    name: &OfferId,
    catalog: &Catalog,
) -> Result<OfferAnswer, Problems> {
    let (index, offer) = study.offer(name).map_err(|problem| problem.at("offers"))?;
    price(study, index, offer, catalog)
}

/// Prices an offer in the place of another of the study, such as the same under another clause.
///
/// # Errors
/// As [`price_offer`].
pub fn price_instead(
    study: &Study,
    name: &OfferId,
    offer: &Offer,
    catalog: &Catalog,
) -> Result<OfferAnswer, Problems> {
    let (index, _) = study.offer(name).map_err(|problem| problem.at("offers"))?;
    price(study, index, offer, catalog)
}

/// What is known of the SKUs of a price book that is not published.
static NO_GOODS: BTreeMap<SkuId, Good> = BTreeMap::new();

fn offer_path(index: usize) -> Path {
    Path::from("offers").index(index)
}

fn price(
    study: &Study,
    index: usize,
    offer: &Offer,
    catalog: &Catalog,
) -> Result<OfferAnswer, Problems> {
    let at = offer_path(index);
    let published = catalog.book(offer.price_book.as_str());
    let published = published.map_err(|error| StudyProblem::from(error).at("catalog"))?;
    let own = study.price_books.get(&offer.price_book);
    let Some(book) = own.or(published.map(|book| &book.prices)) else {
        let problem = unknown_book(study, &offer.price_book, catalog);
        return Err(problem.at(at.field("price_book")).into());
    };
    let machines = machines_of(study, offer, published);
    let shelf = machines.as_deref().map(|machines| Shelf {
        prices: book,
        machines,
        goods: published.map_or(&NO_GOODS, |book| &book.goods),
    });
    let Matched { mut usage, matches } = usage_of(study, offer, shelf, &at)?;
    usage.day = usage.day.or(study.day);
    let to_study = |problems: netprice::Problems| {
        problems
            .lift()
            .map_each(|located| in_study(located, offer, &usage, &at))
    };
    let quote = quote(book, &usage, &offer.agreement()).map_err(to_study)?;
    let rates = series(study, catalog)?;
    let converted = convert(quote, study.currency, rates, study.tax_basis);
    Ok(OfferAnswer {
        price_book: offer.price_book.clone(),
        quote: converted.map_err(to_study)?,
        matches,
    })
}

/// What is known of the machines of an offer's price book; `None` for a book of which nothing is.
///
/// What the published SKUs are stays known where a study has other prices for them.
fn machines_of<'a>(
    study: &'a Study,
    offer: &Offer,
    published: Option<&'a Book>,
) -> Option<Cow<'a, BTreeMap<SkuId, Machine>>> {
    let own = study.price_books.contains_key(&offer.price_book);
    let added = study.machines.get(&offer.price_book).filter(|_| own);
    match (published, added) {
        (Some(book), None) => Some(Cow::Borrowed(&book.machines)),
        (None, added) => added.map(Cow::Borrowed),
        (Some(book), Some(added)) => {
            let mut machines = book.machines.clone();
            machines.extend(
                added
                    .iter()
                    .map(|(id, machine)| (id.clone(), machine.clone())),
            );
            Some(Cow::Owned(machines))
        }
    }
}

/// The price book of an offer of a study: the study's own, or the catalogue's.
///
/// # Errors
/// [`StudyProblem::UnknownPriceBook`], [`StudyProblem::CatalogFile`].
pub fn book_of<'a>(
    study: &'a Study,
    offer: &Offer,
    catalog: &'a Catalog,
) -> Result<&'a PriceBook, StudyProblem> {
    if let Some(own) = study.price_books.get(&offer.price_book) {
        return Ok(own);
    }
    let published = catalog.book(offer.price_book.as_str())?;
    let published = published.map(|book| &book.prices);
    published.ok_or_else(|| unknown_book(study, &offer.price_book, catalog))
}

fn unknown_book(study: &Study, book: &BookId, catalog: &Catalog) -> StudyProblem {
    let known = study.price_books.keys().chain(catalog.book_ids());
    StudyProblem::UnknownPriceBook {
        value: book.clone(),
        known: Known::near(book.as_str(), known),
    }
}

/// Applies the overrides of a study to the catalogue, and returns the problems of the overrides.
///
/// The problems are those of [`overrides::applied`], and [`StudyProblem::OverridesOwnBook`] for an override
/// of a price book of the study itself, which would have no effect.
pub(crate) fn overridden<'a>(
    study: &Study,
    catalog: &'a Catalog,
) -> (Cow<'a, Catalog>, Vec<Located>) {
    let (catalog, mut problems) = overrides::applied(catalog, &study.overrides);
    let is_own = |book: &BookId| study.price_books.contains_key(book);
    problems.retain(|one| {
        !matches!(&one.problem, StudyProblem::UnknownPriceBook { value, .. } if is_own(value))
    });
    let rows = study.overrides.iter().filter(|row| is_own(&row.price_book));
    let keys: BTreeSet<(&BookId, &SkuId)> = rows.map(|row| (&row.price_book, &row.sku)).collect();
    problems.extend(keys.into_iter().map(|(book, sku)| {
        let value = book.clone();
        let at = Path::from("overrides").key(book).key(sku);
        StudyProblem::OverridesOwnBook { value }.at(at)
    }));
    (catalog, problems)
}

/// The machines of a study that its own price books do not list.
fn unlisted_machines(study: &Study) -> Vec<Located> {
    let mut problems = Vec::new();
    for (id, machines) in &study.machines {
        let at = Path::from("machines").key(id);
        let Some(book) = study.price_books.get(id) else {
            let known = Known::near(id.as_str(), study.price_books.keys());
            let value = id.clone();
            problems.push(StudyProblem::UnknownPriceBook { value, known }.at(at));
            continue;
        };
        let unlisted = machines.keys().filter(|sku| !book.skus.contains_key(*sku));
        problems.extend(unlisted.map(|sku| {
            let known = Known::near(sku.as_str(), book.skus.keys());
            let value = sku.clone();
            let problem = Problem::UnknownSku { value, known };
            StudyProblem::from(problem).at(at.clone().key(sku))
        }));
    }
    problems
}

fn usage_of(
    study: &Study,
    offer: &Offer,
    shelf: Option<Shelf<'_>>,
    at: &Path,
) -> Result<Matched, Problems> {
    let no_usage = || {
        let value = offer.price_book.clone();
        StudyProblem::NoUsage { value }.at(at.clone().field("usage"))
    };
    if let Some(usage) = &offer.usage {
        if usage.lines.is_empty() && usage.unmatched.is_empty() {
            // It would cost nothing, and be the cheapest.
            return Err(no_usage().into());
        }
        if let Some(machine) = &offer.machine {
            let value = machine.clone();
            let problem = StudyProblem::MachineBesideUsage { value };
            return Err(problem.at(at.clone().field("machine")).into());
        }
        return Ok(Matched {
            usage: usage.clone(),
            matches: Vec::new(),
        });
    }
    let (Some(workload), Some(shelf)) = (&study.workload, shelf) else {
        return Err(no_usage().into());
    };
    Problems::none_of(workload.problems())?;
    let matched = match_workload(workload, shelf, offer.machine.as_ref());
    matched.map_err(|problem| {
        let is_of_machine = matches!(problem, StudyProblem::NotLargeEnough { .. });
        let path = if is_of_machine {
            at.clone().field("machine")
        } else {
            Path::from("workload")
        };
        problem.at(path).into()
    })
}

/// A problem of pricing an offer with its path in the study.
fn in_study(located: Located, offer: &Offer, usage: &Usage, at: &Path) -> Located {
    let path = located.path;
    let path = if let Some(rest) = path.within("price_book") {
        rest.under(Path::from("price_books").key(&offer.price_book))
    } else if path.within("exchange_rates").is_some() {
        path
    } else if let (None, Some(rest)) = (&offer.usage, path.within("usage")) {
        // Usage that was made of the workload is not in the study.
        workload_path(&rest, usage)
    } else {
        path.under(at.clone())
    };
    Located { path, ..located }
}

/// The number of the workload behind a path within usage that was made of it.
fn workload_path(within_usage: &Path, usage: &Usage) -> Path {
    let line = match within_usage.segments() {
        [Segment::Name(list), Segment::Index(index), ..] if list == "lines" => {
            usage.lines.get(*index).map(|line| &line.id)
        }
        _ => None,
    };
    let field = line.and_then(WorkloadLine::of).map(WorkloadLine::field);
    match field {
        Some(field) => Path::from("workload").field(field.name()),
        None => Path::from("workload"),
    }
}
