//! The form as the market question and the tokens question of a study.

use netprice::market::paths::{Reversion, Shock};
use netprice::market::rent_or_buy::RentOrBuy;
use netprice::market::selling::{Clause, Sale};
use netprice::{Discount, Money, NonNegative};
use netprice_study::Study;
use netprice_study::market::buyer::{BuyerQuestion, Order, Wait};
use netprice_study::market::seller::{Delivery, SellerQuestion};
use netprice_study::market::tender::{TenderDelivery, TenderQuestion};
use netprice_study::market::{Market, Moves, PATHS, SeriesSource};
use netprice_study::tokens::{ApiPrice, MachineCost, TokenMachine, Tokens};
use rust_decimal::Decimal;

use crate::kit::draft::{Percent, Typed};
use crate::kit::form::StudyForm;
use crate::market::form::{CardChoice, MarketForm, MovesChoice, PathsChoice};

/// The larger number of paths, which are drawn in slices.
const MANY_PATHS: u32 = 100_000;
/// The list price of a sale: margins are shown per 100 of list, without a currency.
const LIST: &str = "100 CNY";
/// The names of the seller and of the machine in a study.
const SELLER: &str = "seller";
const MACHINE: &str = "machine";
/// The discounts of the heat table, in tenths of list.
const TENTHS: std::ops::RangeInclusive<i64> = 2..=10;

impl StudyForm for MarketForm {
    fn write_to(&self, study: &mut Study) {
        if let Some(market) = self.market() {
            study.market = Some(market);
        }
        if let Some(tokens) = self.tokens() {
            study.tokens = Some(tokens);
        }
    }

    fn of_study(study: &Study) -> Self {
        let mut form = Self::default();
        if let Some(market) = &study.market {
            form.fill_market(market);
        }
        if let Some(tokens) = &study.tokens {
            form.fill_tokens(tokens, study.currency);
        }
        form
    }
}

impl MarketForm {
    /// The market question; `None` while a field of the outlook cannot be read.
    ///
    /// The seller, the tender and the buyer are left out while one of their fields cannot be read.
    #[must_use]
    pub fn market(&self) -> Option<Market> {
        let seller = self.seller().zip(SELLER.parse().ok());
        Some(Market {
            sellers: seller
                .map(|(seller, name)| (name, seller))
                .into_iter()
                .collect(),
            tender: self.tender(),
            buyer: self.buyer(),
            ..self.outlook()?
        })
    }

    fn outlook(&self) -> Option<Market> {
        let volatility = self.volatility.value()?.0.map(Percent::share);
        let (moves, block) = match self.moves {
            MovesChoice::Lognormal => (Moves::Lognormal(volatility), 1),
            MovesChoice::Observed => (Moves::Observed, self.block.value()?.get()),
        };
        Some(Market {
            series: Some(SeriesSource::Published(self.series.value()?.clone())),
            moves,
            block,
            reversion: self.reversion()?,
            shocks: self.shocks()?,
            months: Some(self.horizon.value()?.get()),
            paths: match self.paths {
                PathsChoice::Few => PATHS,
                PathsChoice::Many => MANY_PATHS,
            },
            ..Market::default()
        })
    }

    /// The reversion; `Some(None)` for a speed of zero.
    fn reversion(&self) -> Option<Option<Reversion>> {
        let speed = self.pull_speed.value()?.share();
        if speed.is_zero() {
            return Some(None);
        }
        let level = self.pull_level.value()?.share();
        Some(Some(Reversion { level, speed }))
    }

    /// The event; none for a probability of zero.
    fn shocks(&self) -> Option<Vec<Shock>> {
        let chance = self.shock_chance.value()?.0;
        let probability = chance.map(Percent::share).unwrap_or_default();
        if probability.is_zero() {
            return Some(Vec::new());
        }
        Some(vec![Shock {
            month: self.shock_month.value()?.get(),
            factor: *self.shock_factor.value()?,
            probability,
        }])
    }

    fn seller(&self) -> Option<SellerQuestion> {
        let list: Money = LIST.parse().ok()?;
        let discounts = TENTHS.map(|tenths| Discount::of(Decimal::new(tenths, 1)));
        Some(SellerQuestion {
            sale: Sale {
                list,
                cost: list.paid_at(*self.cost_pay.value()?).ok()?,
                follows: self.follows.value()?.share(),
            },
            hardware: Vec::new(),
            discounts: discounts.flatten().collect(),
            delivery: Some(Delivery {
                month: self.delivery.value()?.get(),
                confidence: self.confidence.value()?.share(),
                margin: NonNegative::ZERO,
                bid: Some(*self.bid_pay.value()?),
                clause: Some(Clause {
                    passed_on: self.passed_on.value()?.share(),
                    rise: self.rise.value()?.share(),
                    fall: self.fall.value()?.share(),
                }),
                late: Some(self.late.value()?.get()),
                heat: true,
            }),
        })
    }

    fn tender(&self) -> Option<TenderQuestion> {
        Some(TenderQuestion {
            sellers: self.sellers.parsed().ok()?.to_vec(),
            opening: *self.opening.value()?,
            delivery: Some(TenderDelivery {
                list: LIST.parse().ok()?,
                month: self.delivery.value()?.get(),
                penalty: self.penalty.value()?.share(),
            }),
        })
    }

    fn buyer(&self) -> Option<BuyerQuestion> {
        let currency = *self.buy_currency.value()?;
        let money = |amount: &NonNegative| Money::new(amount.get(), currency);
        Some(BuyerQuestion {
            weigh: RentOrBuy {
                capital: money(self.capital.value()?),
                own_month: money(self.own_month.value()?),
                rent_month: money(self.rent_month.value()?),
                residual: self.residual.value()?.share(),
                correlation: self.correlation.value()?.share(),
                utilisation: [
                    self.use_low.value()?.share(),
                    self.use_likely.value()?.share(),
                    self.use_high.value()?.share(),
                ],
                rate: self.interest.value()?.share(),
            },
            order: Some(self.order()?),
            reserved_month: self.reserved_month.value()?.0.as_ref().map(money),
            wait: Some(Wait {
                months: self.wait_months.value()?.get(),
                month_without: money(self.month_without.value()?),
                confidence: self.confidence.value()?.share(),
            }),
        })
    }

    /// The GPUs that are needed.
    pub(super) fn order(&self) -> Option<Order> {
        Some(Order {
            gpu: self.gpu.value()?.0.clone(),
            gpus: self.gpus.value()?.get(),
            server_gpus: self.server_gpus.value()?.get(),
        })
    }

    /// The part of the market question that the shown card needs; `None` while it cannot be read.
    #[must_use]
    pub fn shown_market(&self) -> Option<Market> {
        let whole = self.outlook()?;
        // Only the card of the outlook shows its quantiles.
        let outlook = Market {
            quantiles: vec![Percent::<100>::read("50").ok()?.share()],
            ..whole.clone()
        };
        Some(match self.card {
            CardChoice::Tokens => return None,
            CardChoice::Outlook => whole,
            CardChoice::Buyer => Market {
                buyer: Some(self.buyer()?),
                ..outlook
            },
            CardChoice::Seller => Market {
                sellers: [(SELLER.parse().ok()?, self.seller()?)].into(),
                ..outlook
            },
            CardChoice::Tender => Market {
                tender: Some(self.tender()?),
                ..outlook
            },
        })
    }

    /// The tokens question; `None` while one of its fields cannot be read.
    #[must_use]
    pub fn tokens(&self) -> Option<Tokens> {
        let currency = *self.token_currency.value()?;
        let money = |amount: &NonNegative| Money::new(amount.get(), currency);
        let machine = TokenMachine {
            cost: MachineCost::GpuHour {
                price: money(self.gpu_hour.value()?),
                gpus: self.server_gpus.value()?.get(),
            },
            tokens_per_second: *self.throughput.value()?,
            utilisation: self.top_use.value()?.share(),
            at_least: self.order()?.servers()?,
        };
        Some(Tokens {
            currency: Some(currency),
            million_tokens: Some(*self.load_1m.value()?),
            api: Some(ApiPrice::Million(money(self.api_price.value()?))),
            machines: [(MACHINE.parse().ok()?, machine)].into(),
        })
    }
}
