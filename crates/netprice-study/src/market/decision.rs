//! The decision of a buyer: what to choose, and what would change it.

use std::collections::BTreeMap;

use netprice::market::rent_or_buy::{PathCosts, RentOrBuy, millionths};
use netprice::value::decimal;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::value::problem::ValueProblem;
use netprice::{Money, NonNegative};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a buyer can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// To rent what is used, at the price of each month.
    Rent,
    /// To reserve all months at today's reserved price.
    Reserve,
    /// To buy.
    Buy,
}

/// An input of the decision whose change can change the choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// The monthly rent.
    RentMonth,
    /// The monthly price of a reservation.
    ReservedMonth,
    /// The purchase price.
    Capital,
    /// The monthly cost of owning.
    OwnMonth,
    /// The residual value as a share of the purchase price.
    Residual,
    /// The utilisation: its lowest, likeliest and highest value together.
    Utilisation,
}

/// What a choice costs, as a net present value over all months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// The 5%, 50% and 95% quantiles over the paths.
    pub quantiles: [Money; 3],
    /// The median over the paths of what renting costs more; negative if renting costs less.
    pub saving: Money,
    /// How much smaller that median is than the one of the best choice.
    pub more: Money,
    /// The share of the paths on which the choice costs less than each other one.
    pub cheapest: NonNegative,
}

/// The value of an input at which another choice becomes the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The value as a multiple of the input, to four decimals.
    pub multiple: NonNegative,
    /// The value: an amount of one server, or a share; the likeliest utilisation.
    pub at: NonNegative,
    /// The choice beyond it.
    pub choice: Choice,
}

impl Turn {
    /// Whether the multiple is not above a largest one.
    fn is_within(&self, most: i64) -> bool {
        let most = decimal::over(Decimal::from(most), Decimal::from(SCALE));
        most.is_ok_and(|most| self.multiple.get() <= most)
    }
}

/// The number of paths by what buying saves over renting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    /// The lower end of the first class.
    pub from: Money,
    /// The width of a class.
    pub width: Money,
    /// The share of the paths in each class; the first and the last hold what is beyond them too.
    pub shares: Vec<NonNegative>,
}

/// The decision of a buyer, from the median of all paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The choice with the largest median saving over renting; renting if none saves.
    pub choice: Choice,
    /// The cost of each choice that is offered.
    pub costs: BTreeMap<Choice, Cost>,
    /// The nearest value of each input that changes the choice, where there is one up to ten times the input.
    pub turns: BTreeMap<Input, Turn>,
    /// The input whose turn is nearest, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decides: Option<Input>,
    /// The paths by what buying saves over renting.
    pub histogram: Histogram,
}

impl Decision {
    /// How many of 1,000 paths each choice is the cheapest on, in whole paths that add up to the rounded sum of all.
    ///
    /// Shares that are rounded one by one can add up to more: 94.15% and 5.85% would be 942 and 59. The largest
    /// remainders are rounded up, and of equal ones that of the first choice.
    #[must_use]
    pub fn cheapest_of_thousand(&self) -> BTreeMap<Choice, u32> {
        let all = self.costs.iter().map(|(choice, cost)| {
            let count = decimal::times(cost.cheapest.get(), Decimal::ONE_THOUSAND);
            (*choice, count.unwrap_or_default())
        });
        let all: Vec<(Choice, Decimal)> = all.collect();
        let sum: Decimal = all.iter().map(|(_, count)| *count).sum();
        let mode = RoundingMode::HalfUp;
        let sum = Rounding { places: 0, mode }.apply(sum);
        let floors: Decimal = all.iter().map(|(_, count)| count.floor()).sum();
        let left = usize::try_from(sum.saturating_sub(floors)).unwrap_or_default();
        let mut by_remainder = all.clone();
        by_remainder.sort_by_key(|(_, count)| std::cmp::Reverse(count.fract()));
        let raised = by_remainder.iter().take(left).map(|(choice, _)| *choice);
        let raised: Vec<Choice> = raised.collect();
        let counts = all.into_iter().map(|(choice, count)| {
            let whole = u32::try_from(count.floor()).unwrap_or_default();
            let one = u32::from(raised.contains(&choice));
            (choice, whole.saturating_add(one))
        });
        counts.collect()
    }
}

/// The costs on all paths, with the price of a reservation.
struct Weighing<'a> {
    paths: &'a PathCosts,
    /// The reservation of all months, if it is offered.
    reserved: Option<i128>,
}

/// The costs in a unit in which they have at most [`BITS`] bits, so that the search for turns is fast.
struct Search {
    rented: Vec<i64>,
    residuals: Vec<i64>,
    capital: i64,
    /// What owning costs besides the purchase price.
    running: i64,
    reserved: Option<i64>,
    middle_rent: i64,
}

/// With the bits of a multiple, a product has at most 62.
const BITS: u32 = 42;

/// The inputs of a decision, of one server.
#[derive(Clone, Copy)]
pub(crate) struct Inputs<'a> {
    pub(crate) weigh: &'a RentOrBuy,
    pub(crate) reserved_month: Option<Money>,
    pub(crate) servers: u32,
}

/// Decides between renting, reserving and buying, from the costs of all servers on all paths.
///
/// # Errors
/// [`ValueProblem::TooLarge`], [`ValueProblem::CurrencyMismatch`] for a reservation in another currency.
pub(crate) fn decide(inputs: Inputs<'_>, paths: &PathCosts) -> Result<Decision, ValueProblem> {
    let reserved = inputs.reserved_month.map(|month| {
        let month = month.payable_in(paths.currency)?;
        let all = month.times(Decimal::from(inputs.servers))?;
        millionths(all.times(paths.months)?)
    });
    let weighing = Weighing {
        reserved: reserved.transpose()?,
        paths,
    };
    let turns = Search::of(&weighing).turns(inputs)?;
    let nearest = turns.iter().min_by_key(|(_, turn)| distance(turn.multiple));
    let (choice, costs) = weighing.costs()?;
    Ok(Decision {
        choice,
        costs,
        decides: nearest.map(|(input, _)| *input),
        turns,
        histogram: weighing.histogram()?,
    })
}

impl Inputs<'_> {
    fn value(self, input: Input) -> Decimal {
        let [_, likeliest, _] = self.weigh.utilisation;
        match input {
            Input::RentMonth => self.weigh.rent_month.amount(),
            Input::ReservedMonth => self.reserved_month.map(Money::amount).unwrap_or_default(),
            Input::Capital => self.weigh.capital.amount(),
            Input::OwnMonth => self.weigh.own_month.amount(),
            Input::Residual => self.weigh.residual.get(),
            Input::Utilisation => likeliest.get(),
        }
    }
}

/// The parts of a multiple of 1 in the search for turns.
const SCALE: i64 = 1 << 16;
/// The rounding of a multiple that was searched.
const FOUR_DIGITS: Rounding = Rounding {
    places: 4,
    mode: RoundingMode::HalfUp,
};
/// The largest multiple of an input that is tried.
const MOST: i64 = 10;

/// How far a multiple is from 1, with equal distances of a half and of twice.
fn distance(multiple: NonNegative) -> Decimal {
    let multiple = multiple.get();
    if multiple.is_zero() {
        return Decimal::MAX;
    }
    let inverse = decimal::over(Decimal::ONE, multiple).unwrap_or(Decimal::MAX);
    multiple.max(inverse)
}

/// The value at a hundredth of the sorted values, by nearest rank.
fn middle<N: Ord + Copy + Default>(values: &mut [N], hundredth: usize) -> N {
    let count = values.len();
    let place = count.saturating_mul(hundredth).div_ceil(100);
    let place = place.saturating_sub(1).min(count.saturating_sub(1));
    if values.is_empty() {
        return N::default();
    }
    *values.select_nth_unstable(place).1
}

fn scaled(amount: i64, multiple: i64) -> i64 {
    let product = amount.saturating_mul(multiple);
    product.checked_div(SCALE).unwrap_or_default()
}

impl Search {
    fn of(weighing: &Weighing<'_>) -> Self {
        let paths = weighing.paths;
        let all = paths.rented.iter().chain(&paths.residuals);
        let others = [Some(paths.spent), weighing.reserved];
        let largest = all.copied().chain(others.into_iter().flatten()).max();
        let used = i128::BITS.saturating_sub(largest.unwrap_or_default().leading_zeros());
        let shift = used.saturating_sub(BITS);
        let small = |amount: i128| i64::try_from(amount.wrapping_shr(shift)).unwrap_or(i64::MAX);
        let rented: Vec<i64> = paths.rented.iter().map(|one| small(*one)).collect();
        Self {
            middle_rent: middle(&mut rented.clone(), 50),
            rented,
            residuals: paths.residuals.iter().map(|one| small(*one)).collect(),
            capital: small(paths.capital),
            running: small(paths.spent.saturating_sub(paths.capital)),
            reserved: weighing.reserved.map(small),
        }
    }

    /// The median saving of buying over renting, with one input at a multiple.
    fn bought(&self, input: Input, multiple: i64) -> i64 {
        let at = |is_it: bool| if is_it { multiple } else { SCALE };
        let rent = at(matches!(input, Input::RentMonth | Input::Utilisation));
        let capital = at(input == Input::Capital);
        // The residual value is a share of the purchase price.
        let back = at(matches!(input, Input::Residual | Input::Capital));
        let running = scaled(self.running, at(input == Input::OwnMonth));
        let spent = scaled(self.capital, capital).saturating_add(running);
        let each = self.rented.iter().zip(&self.residuals);
        let savings = each.map(|(rented, residual)| {
            let saved = scaled(*rented, rent).saturating_add(scaled(*residual, back));
            saved.saturating_sub(spent)
        });
        middle(&mut savings.collect::<Vec<i64>>(), 50)
    }

    /// The choice with one input at a multiple.
    fn choice(&self, input: Input, multiple: i64) -> Choice {
        let at = |is_it: bool| if is_it { multiple } else { SCALE };
        let rent = at(matches!(input, Input::RentMonth | Input::Utilisation));
        let rent = scaled(self.middle_rent, rent);
        let price = at(input == Input::ReservedMonth);
        let reserved = self
            .reserved
            .map(|one| rent.saturating_sub(scaled(one, price)));
        best(reserved, self.bought(input, multiple))
    }

    fn turns(&self, asked: Inputs<'_>) -> Result<BTreeMap<Input, Turn>, ValueProblem> {
        let share_most = |share: NonNegative| {
            let most = decimal::over(Decimal::from(SCALE), share.get()).ok()?;
            i64::try_from(most.floor()).ok()
        };
        let most_multiple = SCALE.saturating_mul(MOST);
        let [_, _, highest_use] = asked.weigh.utilisation;
        let inputs = [
            (Input::RentMonth, Some(most_multiple)),
            (Input::ReservedMonth, self.reserved.map(|_| most_multiple)),
            (Input::Capital, Some(most_multiple)),
            (Input::OwnMonth, Some(most_multiple)),
            (Input::Residual, share_most(asked.weigh.residual)),
            (Input::Utilisation, share_most(highest_use)),
        ];
        let mut turns: BTreeMap<Input, Turn> = BTreeMap::new();
        for (input, most) in inputs {
            let Some(most) = most.map(|one| one.min(most_multiple)) else {
                continue;
            };
            let found = match (input, turns.get(&Input::RentMonth)) {
                // A change of the use changes the rents by the same factor.
                (Input::Utilisation, Some(turn)) => Some(*turn).filter(|turn| turn.is_within(most)),
                (Input::Utilisation, None) => None,
                (
                    Input::RentMonth
                    | Input::ReservedMonth
                    | Input::Capital
                    | Input::OwnMonth
                    | Input::Residual,
                    _,
                ) => self.turn(input, most)?,
            };
            let Some(turn) = found else {
                continue;
            };
            let at = decimal::times(asked.value(input), turn.multiple.get())?;
            let at = NonNegative::new(at)?;
            turns.insert(input, Turn { at, ..turn });
        }
        Ok(turns)
    }

    /// The nearest multiple of an input, from 0 to a largest one, that changes the choice.
    fn turn(&self, input: Input, most: i64) -> Result<Option<Turn>, ValueProblem> {
        let now = self.choice(input, SCALE);
        let towards = |end: i64| -> Result<Option<Turn>, ValueProblem> {
            if self.choice(input, end) == now {
                return Ok(None);
            }
            let (mut same, mut other) = (SCALE, end);
            while same.abs_diff(other) > 8 {
                let between = same.midpoint(other);
                if self.choice(input, between) == now {
                    same = between;
                } else {
                    other = between;
                }
            }
            let multiple = decimal::over(Decimal::from(other), Decimal::from(SCALE))?;
            Ok(Some(Turn {
                multiple: NonNegative::new(FOUR_DIGITS.apply(multiple))?,
                at: NonNegative::ZERO,
                choice: self.choice(input, other),
            }))
        };
        let turns = [towards(0)?, towards(most)?];
        let turns = turns.into_iter().flatten();
        Ok(turns.min_by_key(|turn| distance(turn.multiple)))
    }
}

/// The choice with the largest median saving over renting.
fn best<N: Ord + Copy + Default>(reserved: Option<N>, bought: N) -> Choice {
    let nothing = N::default();
    match reserved {
        Some(reserved) if reserved > nothing && reserved >= bought => Choice::Reserve,
        _ if bought > nothing => Choice::Buy,
        _ => Choice::Rent,
    }
}

impl Weighing<'_> {
    /// The best choice, and what each costs.
    fn costs(&self) -> Result<(Choice, BTreeMap<Choice, Cost>), ValueProblem> {
        let paths = self.paths;
        let owned = paths.residuals.iter();
        let owned: Vec<i128> = owned
            .map(|back| paths.spent.saturating_sub(*back))
            .collect();
        let same = |reserved| vec![reserved; owned.len()];
        let reserved = self.reserved.map(same);
        let mut all = BTreeMap::from([(Choice::Rent, paths.rented.clone()), (Choice::Buy, owned)]);
        all.extend(reserved.map(|reserved| (Choice::Reserve, reserved)));
        let cost = |(choice, costs): (&Choice, &Vec<i128>)| -> Result<_, ValueProblem> {
            let each = paths.rented.iter().zip(costs);
            let mut savings: Vec<i128> = each
                .map(|(rent, cost)| rent.saturating_sub(*cost))
                .collect();
            let others = all.iter().filter(|(other, _)| *other != choice);
            let others: Vec<&Vec<i128>> = others.map(|(_, costs)| costs).collect();
            let is_cheapest = |(path, cost): (usize, &i128)| {
                let mut others = others.iter().filter_map(|other| other.get(path));
                others.all(|other| cost < other)
            };
            let cheapest = costs
                .iter()
                .enumerate()
                .filter(|one| is_cheapest(*one))
                .count();
            let mut sorted = costs.clone();
            let mut at = |hundredth| paths.money(middle(&mut sorted, hundredth));
            Ok((
                *choice,
                Cost {
                    quantiles: [at(5)?, at(50)?, at(95)?],
                    saving: paths.money(middle(&mut savings, 50))?,
                    more: Money::zero(paths.currency),
                    cheapest: share(cheapest, costs.len())?,
                },
            ))
        };
        let costs = all.iter().map(cost);
        let mut costs: BTreeMap<Choice, Cost> = costs.collect::<Result<_, ValueProblem>>()?;
        let saving = |choice: Choice| costs.get(&choice).map(|cost| cost.saving.amount());
        let bought = saving(Choice::Buy).unwrap_or_default();
        let choice = best(saving(Choice::Reserve), bought);
        if let Some(best) = costs.get(&choice).map(|best| best.saving) {
            for cost in costs.values_mut() {
                cost.more = best.minus(cost.saving)?;
            }
        }
        Ok((choice, costs))
    }

    /// Classes of a round width with zero at a bound, from about the lowest to about the highest saving.
    fn histogram(&self) -> Result<Histogram, ValueProblem> {
        let each = self.paths.rented.iter().zip(&self.paths.residuals);
        let savings = each.map(|(rented, back)| {
            let kept = back.saturating_sub(self.paths.spent);
            rented.saturating_add(kept)
        });
        let mut savings: Vec<i128> = savings.collect();
        let low = middle(&mut savings, 1);
        let high = middle(&mut savings, 99);
        let width = round_width(high.saturating_sub(low));
        let class = |saving: i128| saving.div_euclid(width);
        let (first, last) = (class(low), class(high));
        let count = usize::try_from(last.saturating_sub(first)).unwrap_or_default();
        let mut counts = vec![0_usize; count.saturating_add(1)];
        for saving in &savings {
            let place = class(*saving).clamp(first, last).saturating_sub(first);
            let place = usize::try_from(place).unwrap_or_default();
            if let Some(count) = counts.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
        let shares = counts.into_iter().map(|count| share(count, savings.len()));
        Ok(Histogram {
            from: self.paths.money(first.saturating_mul(width))?,
            width: self.paths.money(width)?,
            shares: shares.collect::<Result<_, ValueProblem>>()?,
        })
    }
}

/// The classes of a histogram, at most.
const CLASSES: i128 = 30;

/// The smallest of 1, 2 and 5 times a power of ten that leaves at most [`CLASSES`] in a range.
fn round_width(range: i128) -> i128 {
    let least = range
        .checked_div(CLASSES)
        .unwrap_or_default()
        .saturating_add(1);
    let mut power = 1_i128;
    while power.saturating_mul(10) <= least {
        power = power.saturating_mul(10);
    }
    let widths = [1, 2, 5, 10].map(|times| power.saturating_mul(times));
    let mut widths = widths.into_iter().filter(|width| *width >= least);
    widths.next().unwrap_or(power)
}

fn share(count: usize, of: usize) -> Result<NonNegative, ValueProblem> {
    NonNegative::new(decimal::over(Decimal::from(count), Decimal::from(of))?)
}
