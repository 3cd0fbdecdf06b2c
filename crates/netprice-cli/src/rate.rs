//! `netprice rate`: a discount in every notation.

use crate::text::put;
use netprice::Discount;

/// Prints each discount in every notation; whether all could be read.
pub fn say(texts: &[String]) -> bool {
    let mut is_all_well = true;
    for text in texts {
        match text.parse::<Discount>() {
            Ok(discount) => put(&notations(discount)),
            Err(problem) => {
                eprintln!("rate: {problem}");
                is_all_well = false;
            }
        }
    }
    is_all_well
}

/// A discount as 折, as what is paid and as what is taken off.
pub fn notations(discount: Discount) -> String {
    let off = discount.saved_percent();
    // The whole price is no 折: 10折 could be a tenth of it.
    if discount == Discount::NONE {
        format!("{discount} = {off}% off")
    } else {
        format!("{}折 = {discount} = {off}% off", discount.in_tenths())
    }
}
