//! The form filled from the questions of a study.

use netprice::market::selling::Sale;
use netprice::value::decimal::print;
use netprice::{Currency, Discount, Money, NonNegative};
use netprice_study::market::buyer::BuyerQuestion;
use netprice_study::market::seller::SellerQuestion;
use netprice_study::market::tender::TenderQuestion;
use netprice_study::market::{Market, Moves, PATHS, SeriesSource};
use netprice_study::tokens::{ApiPrice, MachineCost, Tokens};

use crate::kit::draft::{Draft, Optional, Percent, Typed, Whole};
use crate::market::form::{MarketForm, MovesChoice, PathsChoice};
use crate::market::sellers::{Sellers, discount_text};

// A value beyond the range of its field is typed into it, so that the field says what is wrong.

fn whole<const LEAST: u32, const MOST: u32>(number: u32) -> Draft<Whole<LEAST, MOST>> {
    Draft::typed(&number.to_string())
}

fn percent<const MOST: u32>(share: NonNegative) -> Draft<Percent<MOST>> {
    Draft::typed(&Percent::<MOST>::of(share).write())
}

fn discount(discount: Discount) -> Draft<Discount> {
    Draft::typed(&discount_text(discount))
}

fn amount(money: Money) -> Draft<NonNegative> {
    Draft::typed(&print(money.amount()))
}

impl MarketForm {
    pub(super) fn fill_market(&mut self, market: &Market) {
        if let Some(SeriesSource::Published(series)) = &market.series {
            self.series = Draft::of(series.clone());
        }
        match &market.moves {
            Moves::Lognormal(None) => self.volatility = Draft::of(Optional(None)),
            Moves::Lognormal(Some(volatility)) => {
                self.volatility = Draft::typed(&Percent::<1_000>::of(*volatility).write());
            }
            Moves::Observed => {
                self.moves = MovesChoice::Observed;
                self.block = whole(market.block);
            }
            Moves::Factors(_) => {}
        }
        if let Some(reversion) = market.reversion {
            self.pull_level = percent(reversion.level);
            self.pull_speed = percent(reversion.speed);
        }
        match market.shocks.first() {
            None => self.shock_chance = Draft::of(Optional(None)),
            Some(shock) => {
                self.shock_chance = Draft::typed(&Percent::<100>::of(shock.probability).write());
                self.shock_factor = Draft::of(shock.factor);
                self.shock_month = whole(shock.month);
            }
        }
        if let Some(months) = market.months {
            self.horizon = whole(months);
        }
        if market.paths > PATHS {
            self.paths = PathsChoice::Many;
        }
        self.fill_tender(market.tender.as_ref());
        self.fill_buyer(market.buyer.as_ref());
        // The seller comes last: its month and its confidence are those of the form.
        self.fill_seller(market.sellers.values().next());
    }

    fn fill_tender(&mut self, tender: Option<&TenderQuestion>) {
        let Some(tender) = tender else { return };
        self.sellers = Sellers::of(&tender.sellers);
        self.opening = discount(tender.opening);
        if let Some(delivery) = tender.delivery {
            self.delivery = whole(delivery.month);
            self.penalty = percent(delivery.penalty);
        }
    }

    fn fill_seller(&mut self, seller: Option<&SellerQuestion>) {
        let Some(seller) = seller else { return };
        if let Some(cost) = cost_of_list(&seller.sale) {
            self.cost_pay = discount(cost);
        }
        self.follows = percent(seller.sale.follows);
        let Some(delivery) = &seller.delivery else {
            return;
        };
        self.delivery = whole(delivery.month);
        self.confidence = percent(delivery.confidence);
        if let Some(bid) = delivery.bid {
            self.bid_pay = discount(bid);
        }
        if let Some(clause) = delivery.clause {
            self.passed_on = percent(clause.passed_on);
            self.rise = percent(clause.rise);
            self.fall = percent(clause.fall);
        }
        if let Some(late) = delivery.late {
            self.late = whole(late);
        }
    }

    fn fill_buyer(&mut self, buyer: Option<&BuyerQuestion>) {
        let Some(buyer) = buyer else { return };
        let weigh = &buyer.weigh;
        let (gpu, gpus, server_gpus) = match &buyer.order {
            Some(order) => (order.gpu.clone(), order.gpus, order.server_gpus),
            // The amounts are those of everything.
            None => (None, 1, 1),
        };
        self.gpu = Draft::of(Optional(gpu));
        self.gpus = whole(gpus);
        self.server_gpus = whole(server_gpus);
        let reserved = buyer.reserved_month.map(|money| print(money.amount()));
        self.reserved_month = Draft::typed(&reserved.unwrap_or_default());
        self.buy_currency = Draft::of(weigh.capital.currency());
        self.capital = amount(weigh.capital);
        self.own_month = amount(weigh.own_month);
        self.rent_month = amount(weigh.rent_month);
        self.residual = percent(weigh.residual);
        self.correlation = percent(weigh.correlation);
        let [low, likely, high] = weigh.utilisation;
        self.use_low = percent(low);
        self.use_likely = percent(likely);
        self.use_high = percent(high);
        self.interest = percent(weigh.rate);
        if let Some(wait) = buyer.wait {
            self.wait_months = whole(wait.months);
            self.month_without = amount(wait.month_without);
            self.confidence = percent(wait.confidence);
        }
    }

    /// Fills the fields of tokens; prices in another currency than that of the answer are left out.
    pub(super) fn fill_tokens(&mut self, tokens: &Tokens, of_study: Currency) {
        let currency = tokens.currency.unwrap_or(of_study);
        self.token_currency = Draft::of(currency);
        if let Some(load) = tokens.million_tokens {
            self.load_1m = Draft::of(load);
        }
        if let Some(ApiPrice::Million(price)) = &tokens.api
            && price.currency() == currency
        {
            self.api_price = amount(*price);
        }
        let Some(machine) = tokens.machines.values().next() else {
            return;
        };
        if let MachineCost::GpuHour { price, gpus } = &machine.cost
            && price.currency() == currency
        {
            self.gpu_hour = amount(*price);
            self.server_gpus = whole(*gpus);
        }
        let is_held = self.order().and_then(|order| order.servers()) == Some(machine.at_least);
        if let (Some(gpus), false) = (self.server_gpus.value(), is_held) {
            self.gpus = whole(machine.at_least.max(1).saturating_mul(gpus.get()));
        }
        self.throughput = Draft::of(machine.tokens_per_second);
        self.top_use = percent(machine.utilisation);
    }
}

/// The cost of a sale as a discount on its list price; `None` above list.
fn cost_of_list(sale: &Sale) -> Option<Discount> {
    let share = sale.break_even(NonNegative::ONE).ok()?;
    Discount::of(share.get()).ok()
}
