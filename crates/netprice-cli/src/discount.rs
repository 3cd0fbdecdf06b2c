//! `netprice discount`: discounts in all notations.

use crate::text::put;
use netprice::Discount;

/// Prints each discount in all notations; returns whether all could be read.
pub fn say(texts: &[String]) -> bool {
    let mut is_all_well = true;
    for text in texts {
        match text.parse::<Discount>() {
            Ok(discount) => put(&notations(discount)),
            Err(problem) => {
                eprintln!("discount: {problem}");
                is_all_well = false;
            }
        }
    }
    is_all_well
}

/// Formats a discount as 折, as the percentage paid and as the percentage off.
pub fn notations(discount: Discount) -> String {
    let off = discount.saved_percent();
    // The full price has no 折 notation: 10折 could mean 10%.
    if discount == Discount::NONE {
        format!("{discount} = {off}% off")
    } else {
        format!("{}折 = {discount} = {off}% off", discount.in_tenths())
    }
}
