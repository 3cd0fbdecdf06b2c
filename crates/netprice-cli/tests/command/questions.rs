//! `traffic`, `commit`, `market` and `tokens`: each with one part that is wrong.

use netprice_study::{CommitAnswer, MarketAnswer, TokensAnswer, TrafficAnswer};
use serde::de::DeserializeOwned;

use crate::{catalog, netprice, study};

/// Eleven samples of 10 and one of 16 Mbps are 10.5 on average, and in an hour 4.725 GB at 0.8. A link
/// of 16 costs 400. Without the top they are 4.5 GB, 0.18 less, and a link of 10. 20 at 100 are 2,000.
#[test]
fn traffic_is_billed() {
    let ran = netprice(&["traffic", "traffic.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    12 samples, 0 missing, 1 day; no month, but billed as one
    10.50 Mbps on average, 4.73 GB out

       Tariff        Bill        Cost  Saved without the top
    1  volume    3.78 CNY    3.78 CNY               0.18 CNY
    2  link    400.00 CNY  400.00 CNY             150.00 CNY

    Method   Mbps  Samples above
    highest    16              0

    Contract  Figure Mbps  Floor Mbps  Excess Mbps        Floor    Excess         Cost
    floor           16.00       20.00         0.00  2000.00 CNY  0.00 CNY  2000.00 CNY

    Provider  By volume  By Mbps  Link Mbps  Same cost at use of  Volume  Cost
    own       volume     link            16                    -       -     -
    ");
    assert_eq!(
        ran.paths(),
        ["traffic.tariffs.mixed-up.unit", "traffic.published[0]"]
    );
    assert_eq!(ran.code, Some(1));
}

/// 168 unit-hours at 0.1. Four units held for 24 hours at 0.06 are 5.76, and the 72 hours above them
/// 7.2. At half the load that is 5.76 + 1.2, and the best then 2.88 + 3.6.
#[test]
fn a_load_is_bought_ahead() {
    let ran = netprice(&["commit", "commit.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    acme
       an hour on demand costs 0.1 USD
       the load costs 16.80 USD all on demand, 12.96 USD at best: 3.84 USD less
       at 50% of the load it costs 0.48 USD more than the best then
       Buy ahead  Units  Pays above
       reserved       4      60.00%
    ");
    assert_eq!((ran.paths(), ran.code), (vec!["commit.offers[0]"], Some(1)));
}

/// A price that stays as it is: 45 less 30. At 2.125 times the hardware the cost is 63.75. 55 ÷ 1.1 +
/// 55 ÷ 1.21 are 95.45.
#[test]
fn the_market_is_answered() {
    let ran = netprice(&["market", "market.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    Outlook, in multiples of today's price
       4 paths, volatility of a year -, mean at the end 1.0000
       ever half as much again 0.00%, lower at the end 0.00%
       Month     50%
       1      1.0000
       2      1.0000

    Seller ada
       Hardware       Cost  Breaks even at      折  Margin at pay 45%
       × 1       30.00 CNY          30.00%  3.0000          15.00 CNY
       × 2.125   63.75 CNY          63.75%  6.3750         -18.75 CNY
       the floor is 30.00% of list
       the bid earns 15.00 CNY today, 15.00 CNY on average; 0.00% chance of loss
       value at risk -15.00 CNY, expected shortfall -15.00 CNY

    Tender
       Round  Seller  Turn
       1      A       opens at pay 50%
       1      B       bids pay 48%
       2      A       drops out: pay 46% would be needed
       B wins at pay 48%

    Own or rent: rent
       owning saves -4.55 CNY in today's money, 10.00 CNY undiscounted
    ");
    assert_eq!(ran.paths(), ["market.sellers.bob.sale"]);
    assert_eq!(ran.code, Some(1));
}

/// The hardware doubles each month, and half of the cost follows it: 30 become 45, then 75. The clause
/// pays a fifth of 50 more at most. Without stock the cost of 30 is 60 at delivery, and the loss of 10
/// above the penalty of 5. Renting costs 200 and 400; buying 1,020, of which 500 × 4 come back. Waiting
/// makes 1,000 to 2,000, and costs 5.
#[test]
fn deliveries_tenders_and_buyers_are_answered() {
    let ran = netprice(&["market", "rent_or_buy.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    Outlook, in multiples of today's price
       4 paths, volatility of a year -, mean at the end 4.0000
       ever half as much again 100.00%, lower at the end 0.00%
       Month     50%
       1      2.0000
       2      4.0000

    Seller ada
       Hardware       Cost  Breaks even at      折  Margin at pay 50%
       × 1       30.00 CNY          30.00%  3.0000          20.00 CNY
       the floor is 45.00% of list
       the bid earns 20.00 CNY today, 5.00 CNY on average; 0.00% chance of loss
       value at risk -5.00 CNY, expected shortfall -5.00 CNY
       the clause is worth 10.00 CNY to the seller, 0.00 CNY to the buyer
       delivering late costs 30.00 CNY more on average
       Month                   pay 50%
       1          5.00 CNY, 0.00% loss
       2      -25.00 CNY, 100.00% loss

    Tender
       Round  Seller  Turn
       1      A       opens at pay 50%
       A wins at pay 50%
       the winner earns 20.00 CNY today; -10.00 CNY, -10.00 CNY, -10.00 CNY at the worst 5%, the middle and the best 5%
       100.00% chance of loss, 100.00% of not delivering

    Rent or buy
       buying saves 1580.00 CNY on average, and on 100.00% of the paths
       1580.00 CNY, 1580.00 CNY, 1580.00 CNY at the worst 5%, the middle and the best 5%
       1580.00 CNY on average of the worst 5%
       waiting saves -1005.00 CNY on average and costs 5.00 CNY
       it is cheaper then on 0.00% of the paths; at worst 1005.00 CNY more is paid
    ");
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)));
}

/// 500 for 262.8 million tokens are 1.9026 for one; 300 million need two machines; 500 ÷ 4 are 125.
#[test]
fn tokens_are_compared() {
    let ran = netprice(&["tokens", "tokens.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    API: 4 USD for a million tokens

    Machine  Million tokens  A month of one  How many  A month of all  A month of the API  Cheaper from million tokens
    one          1.9026 USD      500.00 USD         2     1000.00 USD         1200.00 USD                       125.00
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
