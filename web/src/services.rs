//! What each offer costs by service. Pure.

use std::collections::BTreeMap;

use netprice::convert::ConvertedQuote;
use netprice::error::R;
use netprice::id::Service;
use netprice::money::Money;

/// The effective cost of each service of an offer, in the currency compared in.
///
/// The sum is the effective cost of the offer, since every charge is of one service.
///
/// # Errors
/// [`netprice::error::Problem::TooLarge`].
pub fn by_service(quote: &ConvertedQuote) -> R<BTreeMap<Service, Money>> {
    let mut sums = BTreeMap::new();
    for (charge, costs) in quote.quote.charges.iter().zip(&quote.costs) {
        let sum = match sums.get(&charge.service) {
            Some(sum) => costs.effective.plus(*sum)?,
            None => costs.effective,
        };
        sums.insert(charge.service.clone(), sum);
    }
    Ok(sums)
}
