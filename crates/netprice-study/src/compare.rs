//! What a workload or usage costs at each offer, ranked.

mod comparing;
mod early;
mod notice;
mod partial;
mod quoting;
mod stock;
mod unsold;

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, BTreeSet};

use netprice::comparison::compare::{self as ranking, Comparison};
use netprice::comparison::convert::{ConvertedQuote, convert};
use netprice::problem::Known;
use netprice::value::id::{BookId, LineId, OfferId};
use netprice::value::ordered::{map_of, set_of};
use netprice::value::path::{Path, Segment};
use netprice::{Money, PriceBook, Problem, Usage};
use netprice_catalog::Catalog;
use serde::{Deserialize, Serialize};

pub use self::comparing::{Compared, Comparing, Priced};
pub use self::notice::Notice;
pub use self::partial::{Coverage, LeftOut, OnSharedLines, PricedEverywhere, line_costs};
use self::quoting::Book;
pub use self::quoting::Quoting;
pub use self::stock::Stock;
use crate::discount_order::{AppliedStage, ordered};
use crate::outcome::{Outcomes, by_name};
use crate::overrides;
use crate::problem::{Located, Problems, StudyProblem};
use crate::rates::{rates, series};
use crate::resumable::Resumable;
use crate::sku_match::{Answering, Matched, SkuMatch, match_by, with_own};
use crate::study::{Offer, Study};
use crate::workload::Workload;

/// What each offer of a study costs, ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareAnswer {
    /// The offers that could be priced, side by side in one currency.
    pub comparison: Comparison,
    /// The ranked offers by their amount due, where minimums, vouchers, tax and what is paid ahead give
    /// another order than the effective cost by which they are ranked; empty if they do not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_amount_due: Vec<OfferId>,
    /// What each offer comes to, by name, or what is wrong with it.
    #[serde(with = "by_name")]
    pub offers: Outcomes<OfferId, OfferAnswer>,
    /// How much of the workload each offer prices; offers that list their own usage are not in it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub coverage: BTreeMap<OfferId, Coverage>,
    /// The ranking on the lines that every offer prices; `None` where every offer prices all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priced_everywhere: Option<PricedEverywhere>,
    /// Why the offers are not like for like; empty if they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// What is wrong with the study besides: names used twice, machines and overrides of unknown books,
    /// lines of the workload, which are then missing.
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
    /// The stages of the terms that state none and have a published one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<AppliedStage>,
    /// What is wrong with single lines of the workload at this offer, which are then missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Located>,
}

impl OfferAnswer {
    /// What was found for a usage line; `None` where the offer lists its usage.
    #[must_use]
    pub fn match_of(&self, usage: &LineId) -> Option<&SkuMatch> {
        let mut matches = self.matches.iter();
        matches.find(|one| one.line == *usage || one.usage_lines().any(|line| line == usage))
    }

    /// The matches by usage line.
    #[must_use]
    pub fn matches_by_usage(&self) -> BTreeMap<&LineId, &SkuMatch> {
        let matches = self.matches.iter();
        map_of(matches.flat_map(|one| one.usage_lines().map(move |line| (line, one))))
    }

    /// The problem of the line of the workload that a usage line is of; the first if it has several.
    #[must_use]
    pub fn problem_of(&self, workload: &Workload, usage: &LineId) -> Option<&StudyProblem> {
        let of = &self.match_of(usage)?.of;
        let index = workload.lines.iter().position(|line| line.id == *of)?;
        let line = Path::from("workload").field("lines").index(index);
        let mut problems = self.problems.iter();
        let found = problems.find(|one| one.path.segments().starts_with(line.segments()));
        found.map(|located| &located.problem)
    }

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
    /// Whether nothing says that the offers are of different places or sizes.
    #[must_use]
    pub fn is_like_for_like(&self) -> bool {
        self.notices.is_empty()
    }

    /// Everything that is wrong, each problem once.
    pub fn all_problems(&self) -> impl Iterator<Item = &Located> {
        all_problems(&self.offers, &self.problems)
    }
}

/// The problems of offers, of the lines of their workload, and of the study besides, each once; without
/// serialising what is answered.
pub fn all_problems<'a>(
    offers: &'a Outcomes<OfferId, OfferAnswer>,
    besides: &'a [Located],
) -> impl Iterator<Item = &'a Located> {
    let offers = offers.values();
    let of_offers = offers.clone().filter_map(|outcome| outcome.as_ref().err());
    let of_lines = offers.filter_map(|outcome| outcome.as_ref().ok());
    let of_lines = of_lines.flat_map(|offer| &offer.problems);
    let all = of_offers
        .flat_map(Problems::iter)
        .chain(of_lines)
        .chain(besides);
    let mut seen = BTreeSet::new();
    all.filter(move |located| seen.insert(located.to_string()))
}

/// Prices every offer of a study and ranks those that can be priced.
///
/// What is wrong with an offer takes out that offer and no other; what is wrong with a line of the workload
/// takes out that line. Of two offers of one name the second is left out, and said.
/// Work grows with the number of offers times that of their usage lines.
#[must_use]
pub fn compare(study: &Study, catalog: &Catalog) -> CompareAnswer {
    let compared = Comparing::new(study, catalog).finish();
    compared.whole(study, catalog)
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
    price(study, index, offer, (catalog, Quoting::whole()))
}

/// Prices an offer in the place of another of the study, such as the same under another clause.
///
/// # Errors
/// As [`price_offer`].
pub fn price_instead(
    study: &Study,
    name: &OfferId,
    offer: &Offer,
    (catalog, quoting): (&Catalog, Quoting),
) -> Result<OfferAnswer, Problems> {
    let (index, _) = study.offer(name).map_err(|problem| problem.at("offers"))?;
    price(study, index, offer, (catalog, quoting))
}

fn offer_path(index: usize) -> Path {
    Path::from("offers").index(index)
}

fn price(
    study: &Study,
    index: usize,
    offer: &Offer,
    (catalog, quoting): (&Catalog, Quoting),
) -> Result<OfferAnswer, Problems> {
    let at = offer_path(index);
    let of_stock = |problem| {
        let path = if matches!(problem, StudyProblem::UnknownPriceBook { .. }) {
            at.clone().field("price_book")
        } else {
            Path::from("catalog")
        };
        problem.at(path)
    };
    let prices = (catalog, quoting);
    if let Some(first) = Stock::first(study, offer, catalog).map_err(of_stock)? {
        let answer = price_of(study, offer, &first, prices, &at);
        // Its agreement may name one of the other services.
        match answer {
            Err(problems) if problems.iter().any(is_of_a_name) => {}
            answer => return answer,
        }
    }
    let stock = Stock::of(study, offer, catalog).map_err(of_stock)?;
    price_of(study, offer, &stock, prices, &at)
}

/// Whether a price book seems to lack a name of an agreement.
fn is_of_a_name(located: &Located) -> bool {
    use Problem::{UnknownPurchaseOption, UnknownService, UnknownSku};
    matches!(
        located.problem,
        StudyProblem::Pricing(
            UnknownPurchaseOption { .. } | UnknownService { .. } | UnknownSku { .. }
        )
    )
}

/// Prices an offer that sells something.
fn price_of(
    study: &Study,
    offer: &Offer,
    stock: &Stock<'_>,
    (catalog, quoting): (&Catalog, Quoting),
    at: &Path,
) -> Result<OfferAnswer, Problems> {
    let matched = usage_of(study, offer, stock, (catalog, quoting.answering), at)?;
    let book = with_own(stock.prices, &matched.own);
    let book = with_allowances(book, offer, catalog, at)?;
    let Matched {
        mut usage,
        matches,
        problems,
        ..
    } = matched;
    usage.day = usage.day.or(study.day);
    let to_study = |problems: netprice::Problems| {
        problems
            .lift()
            .map_each(|located| in_study(located, (study, offer), (&usage, &matches), at))
    };
    let ordered = ordered(offer, &book, catalog).map_err(|located| located.under(at.clone()))?;
    let (agreement, stages) = ordered;
    let whose = if study.price_books.contains_key(&offer.price_book) {
        Book::OfStudy
    } else {
        Book::Published
    };
    let quoted = quoting.quote((&book, whose), &usage, &agreement)?;
    let quote = quoted.map_err(to_study)?;
    let rates = series(study, catalog)?;
    let converted = convert(quote, study.currency, rates, study.tax_basis);
    Ok(OfferAnswer {
        price_book: offer.price_book.clone(),
        quote: converted.map_err(to_study)?,
        matches,
        stages,
        problems,
    })
}

/// A price book with the free allowances of an offer.
fn with_allowances<'a>(
    book: Cow<'a, PriceBook>,
    offer: &Offer,
    catalog: &Catalog,
    at: &Path,
) -> Result<Cow<'a, PriceBook>, Problems> {
    if offer.allowances.is_empty() {
        return Ok(book);
    }
    let granted = catalog.allowances(offer.price_book.as_str());
    let granted = granted.map_err(|error| StudyProblem::from(error).at("catalog"))?;
    let mut book = book.into_owned();
    let mut problems = Vec::new();
    for (index, id) in offer.allowances.iter().enumerate() {
        let at = at.clone().field("allowances").index(index);
        if offer.allowances.iter().take(index).any(|one| one == id) {
            let value = id.clone();
            problems.push(StudyProblem::DuplicateAllowance { value }.at(at));
            continue;
        }
        match granted.iter().find(|one| one.id == *id) {
            Some(allowance) => {
                let problem = allowance.grant(&mut book).err();
                problems.extend(problem.map(|problem| StudyProblem::from(problem).at(at)));
            }
            None => {
                let known = Known::near(id, granted.iter().map(|one| &one.id));
                let value = id.clone();
                problems.push(StudyProblem::NotPublished { value, known }.at(at));
            }
        }
    }
    Problems::none_of(problems)?;
    Ok(Cow::Owned(book))
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
        known: Known::near(&book.as_str().to_ascii_lowercase(), known),
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
    let keys = set_of(rows.map(|row| (&row.price_book, &row.sku)));
    problems.extend(keys.into_iter().map(|(book, sku)| {
        let value = book.clone();
        let at = Path::from("overrides").key(book).key(sku);
        StudyProblem::OverridesOwnBook { value }.at(at)
    }));
    (catalog, problems)
}

/// The SKUs of `machines` and `goods` of a study that its own price books do not list.
fn unlisted(study: &Study) -> Vec<Located> {
    let machines = study.machines.iter();
    let machines = machines.map(|(id, skus)| ("machines", id, skus.keys().collect::<Vec<_>>()));
    let goods = study.goods.iter();
    let goods = goods.map(|(id, skus)| ("goods", id, skus.keys().collect()));
    let flexible = study.flexible.iter().map(|(id, all)| {
        let parts = all.iter().flat_map(|one| &one.parts);
        ("flexible", id, parts.map(|part| &part.sku).collect())
    });
    let mut problems = Vec::new();
    for (field, id, skus) in machines.chain(goods).chain(flexible) {
        let at = Path::from(field).key(id);
        let Some(book) = study.price_books.get(id) else {
            let known = Known::near(id.as_str(), study.price_books.keys());
            let value = id.clone();
            problems.push(StudyProblem::UnknownPriceBook { value, known }.at(at));
            continue;
        };
        let unlisted = skus.into_iter().filter(|sku| !book.skus.contains_key(*sku));
        problems.extend(unlisted.map(|sku| {
            let known = Known::near(sku.as_str(), book.skus.keys());
            let value = sku.clone();
            let problem = Problem::UnknownSku { value, known };
            StudyProblem::from(problem).at(at.clone().key(sku))
        }));
    }
    problems
}

/// The problems of a workload that do not depend on an offer, and the offers that its lines name but the
/// study does not have.
fn workload_problems(study: &Study) -> Vec<Located> {
    let Some(workload) = &study.workload else {
        return Vec::new();
    };
    let names = set_of(study.offers.iter().map(Offer::name));
    let mut problems = workload.problems();
    for (index, line) in workload.lines.iter().enumerate() {
        let skus = line.skus.keys().map(|offer| ("skus", offer));
        let prices = line.prices.keys().map(|offer| ("prices", offer));
        let unknown = skus
            .chain(prices)
            .filter(|(_, offer)| !names.contains(*offer));
        problems.extend(unknown.map(|(field, offer)| {
            let (value, known) = (offer.clone(), Known::near(offer.as_str(), &names));
            let at = Workload::path(index).field(field).key(offer);
            StudyProblem::UnknownOffer { value, known }.at(at)
        }));
    }
    problems
}

fn usage_of(
    study: &Study,
    offer: &Offer,
    stock: &Stock<'_>,
    (catalog, answering): (&Catalog, Answering),
    at: &Path,
) -> Result<Matched, Problems> {
    let no_usage = || {
        let value = offer.price_book.clone();
        StudyProblem::NoUsage { value }.at(at.clone().field("usage"))
    };
    if let Some(usage) = &offer.usage {
        let is_empty = usage.lines.is_empty() && usage.unmatched.is_empty();
        if is_empty && !offer.agreement().owes_without_usage() {
            // It would cost nothing, and be the cheapest.
            return Err(no_usage().into());
        }
        return Ok(Matched {
            usage: usage.clone(),
            matches: Vec::new(),
            own: BTreeMap::new(),
            problems: Vec::new(),
        });
    }
    let Some(workload) = &study.workload else {
        if offer.agreement().owes_without_usage() {
            return Ok(Matched {
                usage: Usage::default(),
                matches: Vec::new(),
                own: BTreeMap::new(),
                problems: Vec::new(),
            });
        }
        return Err(no_usage().into());
    };
    if workload.is_empty() {
        let lines = Path::from("workload").field("lines");
        return Err(StudyProblem::NoLines.at(lines).into());
    }
    let rates = rates(study, catalog).ok();
    let shelf = stock.shelf(study.day, rates.as_deref(), catalog);
    Ok(match_by(workload, shelf, &offer.name(), answering))
}

/// A problem of pricing an offer with its path in the study.
fn in_study(
    located: Located,
    (study, offer): (&Study, &Offer),
    (usage, matches): (&Usage, &[SkuMatch]),
    at: &Path,
) -> Located {
    let path = located.path;
    // An offer without usage and workload has usage of nothing.
    let is_of_nothing = usage.line_names().next().is_none();
    let of_offer = offer.usage.as_ref().or(is_of_nothing.then_some(usage));
    let path = if let Some(rest) = path.within("price_book") {
        rest.under(Path::from("price_books").key(&offer.price_book))
    } else if path.within("exchange_rates").is_some() {
        path
    } else if let (None, Some(rest)) = (of_offer, path.within("usage")) {
        // Usage that was made of the workload is not in the study.
        workload_path(study, &rest, usage, matches)
    } else {
        path.under(at.clone())
    };
    Located { path, ..located }
}

/// The line of the workload behind a path within usage that was made of it.
fn workload_path(study: &Study, within_usage: &Path, usage: &Usage, matches: &[SkuMatch]) -> Path {
    let line = match within_usage.segments() {
        [Segment::Name(list), Segment::Index(index), ..] if list == "lines" => {
            usage.lines.get(*index).map(|line| &line.id)
        }
        _ => None,
    };
    let is_of = |one: &&SkuMatch| one.usage_lines().any(|usage| Some(usage) == line);
    let of = matches.iter().find(is_of).map(|one| &one.of);
    let lines = study.workload.iter().flat_map(|workload| &workload.lines);
    match lines.map(|line| &line.id).position(|id| Some(id) == of) {
        Some(index) => Workload::path(index),
        None => Path::from("workload"),
    }
}
