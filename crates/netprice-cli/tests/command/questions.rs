//! Tests of `traffic`, `commit`, `market` and `tokens`, each with a problem in one part.

use netprice_study::{CommitAnswer, MarketAnswer, TokensAnswer, TrafficAnswer};
use serde::de::DeserializeOwned;

use crate::{catalog, netprice, study};

/// Eleven samples of 10 Mbps and one of 16 have a mean of 10.5: 4.725 GB in an hour, at 0.8. A link of
/// 16 Mbps costs 400. Shaving the top sample leaves 4.5 GB (0.18 less) and a link of 10 Mbps. The
/// contract's floor of 20 Mbps at 100 costs 2,000.
#[test]
fn traffic_is_billed() {
    let ran = netprice(&["traffic", "traffic.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    12 samples, 0 missing, 1 day; not a whole month, but billed as one
    10.50 Mbps on average, 4.73 GB out

       Tariff        Bill        Cost  Saved by shaving
    1  volume    3.78 CNY    3.78 CNY          0.18 CNY
    2  link    400.00 CNY  400.00 CNY        150.00 CNY

    Peak method  Mbps  Discarded
    highest        16          0

    Contract  Peak Mbps  Floor Mbps  Excess Mbps        Floor    Excess         Cost
    floor         16.00       20.00         0.00  2000.00 CNY  0.00 CNY  2000.00 CNY

    Provider  By volume  By Mbps  Link Mbps  Break-even utilisation  Volume  Cost
    own       volume     link            16                       -       -     -
    ");
    assert_eq!(
        ran.paths(),
        ["traffic.tariffs.mixed-up.unit", "traffic.published[0]"]
    );
    assert_eq!(ran.code, Some(1));
}

/// 168 unit-hours at 0.1 cost 16.8. Four units committed for 24 hours at 0.06 cost 5.76, and the 72
/// unit-hours above them 7.2. At half the load they cost 5.76 + 1.2, and the best 2.88 + 3.6.
#[test]
fn a_load_is_bought_ahead() {
    let ran = netprice(&["commit", "commit.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    acme
       on-demand price of a unit-hour: 0.1 USD
       the load costs 16.80 USD on demand and 12.96 USD with these commitments: 3.84 USD less
       at 50% of the load, the best commitments would cost 0.48 USD less than these
       Commitment  Units  Break-even utilisation
       reserved        4                  60.00%
    ");
    assert_eq!((ran.paths(), ran.code), (vec!["commit.offers[0]"], Some(1)));
}

/// The price does not move: the margin is 45 − 30. At 2.125 times the hardware price the cost is 63.75.
/// 55 ÷ 1.1 + 55 ÷ 1.21 = 95.45.
#[test]
fn the_market_is_answered() {
    let ran = netprice(&["market", "market.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    Outlook, in multiples of today's price
       4 paths, annual volatility -, mean in the last month 1.0000
       chance to reach 1.5 times today's price 0.00%, to end below it 0.00%
       Month     50%
       1      1.0000
       2      1.0000

    Seller ada
       Hardware       Cost  Break-even discount      折  Margin at pay 45%
       × 1       30.00 CNY               30.00%  3.0000          15.00 CNY
       × 2.125   63.75 CNY               63.75%  6.3750         -18.75 CNY
       floor discount: pay 30.00% of list
       margin of the bid: 15.00 CNY today, 15.00 CNY on average; chance of loss 0.00%
       value at risk -15.00 CNY, expected shortfall -15.00 CNY

    Tender
       Round  Seller  Turn
       1      A       opens at pay 50%
       1      B       bids pay 48%
       2      A       drops out: the next bid would be pay 46%
       B wins at pay 48%

    Own or rent: rent
       net present value of owning: -4.55 CNY; undiscounted: 10.00 CNY
    ");
    assert_eq!(ran.paths(), ["market.sellers.bob.sale"]);
    assert_eq!(ran.code, Some(1));
}

/// The hardware price doubles each month and half of the cost follows it: 30 becomes 45, then 75.
/// The clause raises the price of 50 by at most a fifth. Without stock, the cost of 30 is 60 at
/// delivery, and the loss of 10 exceeds the penalty of 5. Renting costs 200 and 400; buying costs
/// 1,020 and leaves a residual value of 500 × 4. Waiting raises 1,000 to 2,000 and costs 5.
#[test]
fn deliveries_tenders_and_buyers_are_answered() {
    let ran = netprice(&["market", "rent_or_buy.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    Outlook, in multiples of today's price
       4 paths, annual volatility -, mean in the last month 4.0000
       chance to reach 1.5 times today's price 100.00%, to end below it 0.00%
       Month     50%
       1      2.0000
       2      4.0000

    Seller ada
       Hardware       Cost  Break-even discount      折  Margin at pay 50%
       × 1       30.00 CNY               30.00%  3.0000          20.00 CNY
       floor discount: pay 45.00% of list
       margin of the bid: 20.00 CNY today, 5.00 CNY on average; chance of loss 0.00%
       value at risk -5.00 CNY, expected shortfall -5.00 CNY
       value of the clause: 10.00 CNY to the seller, 0.00 CNY to the buyer
       late delivery costs 30.00 CNY more on average
       Month                   pay 50%
       1          5.00 CNY, 0.00% loss
       2      -25.00 CNY, 100.00% loss

    Tender
       Round  Seller  Turn
       1      A       opens at pay 50%
       A wins at pay 50%
       margin of the winner: 20.00 CNY today; -10.00 CNY, -10.00 CNY, -10.00 CNY at the 5%, 50% and 95% quantiles
       chance of loss 100.00%, of default 100.00%

    Rent, reserve or buy: buy
       to rent costs 600.00 CNY at the median of all paths and least on 0.00% of them
       to buy costs -980.00 CNY at the median of all paths and least on 100.00% of them
       buying saves 1580.00 CNY on average and is cheaper on 100.00% of the paths
       saving at the 5%, 50% and 95% quantiles: 1580.00 CNY, 1580.00 CNY, 1580.00 CNY
       mean saving on the worst 5% of the paths: 1580.00 CNY
       waiting saves -1005.00 CNY on average and costs 5.00 CNY
       waiting is cheaper on 0.00% of the paths; it costs at worst 1005.00 CNY more
    ");
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)));
}

/// 500 ÷ 262.8 million tokens = 1.9026 a million; 300 million need two machines; 500 ÷ 4 = 125.
#[test]
fn tokens_are_compared() {
    let ran = netprice(&["tokens", "tokens.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    API: 4 USD per million tokens

    Machine  Per million tokens  Monthly each  Machines  Monthly total  API monthly  Break-even million tokens
    one              1.9026 USD    500.00 USD         2    1000.00 USD  1200.00 USD                     125.00
    ");
    assert_eq!(ran.paths(), ["tokens.machines.idle.utilisation"]);
    assert_eq!(ran.code, Some(1));
}

#[test]
fn the_json_is_the_answer_of_the_library() {
    let (study, catalog) = (|question| study(&format!("{question}.toml")), catalog());
    let traffic = netprice_study::traffic(&study("traffic"), &catalog);
    assert_eq!(printed::<TrafficAnswer>("traffic"), traffic.unwrap());
    let commit = netprice_study::commit(&study("commit"), &catalog);
    assert_eq!(printed::<CommitAnswer>("commit"), commit.unwrap());
    let market = netprice_study::market(&study("market"), &catalog);
    assert_eq!(printed::<MarketAnswer>("market"), market.unwrap());
    let tokens = netprice_study::tokens(&study("tokens"), &catalog);
    assert_eq!(printed::<TokensAnswer>("tokens"), tokens.unwrap());
}

fn printed<T: DeserializeOwned>(question: &str) -> T {
    let ran = netprice(&[question, &format!("{question}.toml"), "--json"]);
    assert_eq!(ran.code, Some(1));
    serde_json::from_str(&ran.out).unwrap()
}
