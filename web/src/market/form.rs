//! The form of prices that move: the outlook, a seller, a tender, a buyer, tokens.

use netprice::value::id::{SeriesId, SkuId};
use netprice::{Currency, Discount, NonNegative};

use crate::kit::draft::{Draft, Optional, Percent, Whole};
use crate::kit::form::{choices, form};
use crate::market::sellers::{EXAMPLE, Sellers};

choices! {
    /// The question that is shown.
    CardChoice {
        /// Rent, buy or wait.
        Buyer "buyer",
        /// The history and the outlook of a price.
        Outlook "outlook",
        /// The floor of a seller.
        Seller "seller",
        /// A tender.
        Tender "tender",
        /// An API or machines of one's own.
        Tokens "tokens",
    }
}

choices! {
    /// The source of the monthly moves.
    MovesChoice {
        /// Drawn from a lognormal distribution.
        Lognormal "lognormal",
        /// Sampled from the history.
        Observed "observed",
    }
}

choices! {
    /// The number of simulated price paths.
    PathsChoice {
        /// 10,000.
        Few "10000",
        /// 100,000, computed in slices.
        Many "100000",
    }
}

/// The bid and the opening bid at first.
pub(super) const FIRST_BID: &str = "5折";
/// The cost today at first.
pub(super) const FIRST_COST: &str = "3折";

form! {
    /// The form of prices that move.
    MarketForm,
    /// A field of the form.
    MarketField {
        /// The question that is shown.
        card Card: CardChoice = "buyer";
        /// The name of the GPU.
        gpu Gpu: Draft<Optional<SkuId>> = "H100";
        /// The number of GPUs that are needed.
        gpus Gpus: Draft<Whole<1, 1_000_000>> = "8";
        /// The price series.
        series Series: Draft<SeriesId> = "neocloud-h100-median";
        /// The annual volatility in percent; empty for that of the series.
        volatility Volatility: Draft<Optional<Percent<1_000>>> = "";
        /// The number of months ahead.
        horizon Horizon: Draft<Whole<1, 60>> = "24";
        /// The factor by which an event multiplies the price.
        shock_factor ShockFactor: Draft<NonNegative> = "2.125";
        /// The month of the event.
        shock_month ShockMonth: Draft<Whole<1, 60>> = "4";
        /// The source of the monthly moves.
        moves Moves: MovesChoice = "lognormal";
        /// The number of consecutive months that are sampled together.
        block Block: Draft<Whole<1, 60>> = "1";
        /// The level to which the price reverts, in percent of today's.
        pull_level PullLevel: Draft<Percent<10_000>> = "100";
        /// The share of the gap to that level that closes in a month, in percent.
        pull_speed PullSpeed: Draft<Percent<100>> = "0";
        /// The number of paths.
        paths Paths: PathsChoice = "10000";
        /// The probability of the event, in percent; empty for no event.
        shock_chance ShockChance: Draft<Optional<Percent<100>>> = "";
        /// The seller's cost today, as a discount on list.
        cost_pay CostPay: Draft<Discount> = FIRST_COST;
        /// The share of the cost that follows the price, in percent.
        follows Follows: Draft<Percent<100>> = "100";
        /// The bid.
        bid_pay BidPay: Draft<Discount> = FIRST_BID;
        /// The confidence, in percent.
        confidence Confidence: Draft<Percent<100>> = "90";
        /// The month of delivery.
        delivery Delivery: Draft<Whole<1, 60>> = "6";
        /// The share of a price change that the price term passes on, in percent.
        passed_on PassedOn: Draft<Percent<100>> = "50";
        /// The limit of a rise under the price term, in percent.
        rise Rise: Draft<Percent<1_000>> = "20";
        /// The limit of a fall under the price term, in percent.
        fall Fall: Draft<Percent<100>> = "10";
        /// The number of months by which delivery is late.
        late Late: Draft<Whole<1, 60>> = "3";
        /// The sellers of the tender, one a line.
        sellers Sellers: Sellers = EXAMPLE;
        /// The opening bid.
        opening Opening: Draft<Discount> = FIRST_BID;
        /// The penalty for not delivering, in percent of the price.
        penalty Penalty: Draft<Percent<100>> = "20";
        /// The currency of the buyer's amounts.
        buy_currency BuyCurrency: Draft<Currency> = "CNY";
        /// The purchase price of a server.
        capital Capital: Draft<NonNegative> = "2700000";
        /// The monthly cost of running a server.
        own_month OwnMonth: Draft<NonNegative> = "15000";
        /// The monthly rent of a server at full use.
        rent_month RentMonth: Draft<NonNegative> = "76000";
        /// The monthly price of a server that is reserved for all months; empty if it is not offered.
        reserved_month ReservedMonth: Draft<Optional<NonNegative>> = "";
        /// The residual value, in percent of the purchase price.
        residual Residual: Draft<Percent<100>> = "20";
        /// The correlation of the residual value with rents, in percent.
        correlation Correlation: Draft<Percent<100>> = "50";
        /// The lowest utilisation, in percent.
        use_low UseLow: Draft<Percent<100>> = "50";
        /// The likeliest utilisation, in percent.
        use_likely UseLikely: Draft<Percent<100>> = "80";
        /// The highest utilisation, in percent.
        use_high UseHigh: Draft<Percent<100>> = "100";
        /// The annual interest rate, in percent.
        interest Interest: Draft<Percent<1_000>> = "8";
        /// The number of months to wait.
        wait_months WaitMonths: Draft<Whole<1, 60>> = "3";
        /// The cost of a month without the hardware.
        month_without MonthWithout: Draft<NonNegative> = "0";
        /// The currency of the token prices.
        token_currency TokenCurrency: Draft<Currency> = "USD";
        /// Million tokens a month.
        load_1m Load1M: Draft<NonNegative> = "500";
        /// The API's price of a million tokens.
        api_price ApiPrice: Draft<NonNegative> = "3.5";
        /// The price of a GPU-hour.
        gpu_hour GpuHour: Draft<NonNegative> = "7.912";
        /// The number of GPUs of a server.
        server_gpus ServerGpus: Draft<Whole<1, 10_000>> = "8";
        /// The tokens a second of a server.
        throughput Throughput: Draft<NonNegative> = "506";
        /// The highest utilisation of a server, in percent.
        top_use TopUse: Draft<Percent<100>> = "100";
    }
}
