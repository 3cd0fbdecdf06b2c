//! Laws of numbers and their text forms.

use netprice::value::decimal;
use netprice::value::problem::ValueProblem;
use netprice::value::quantity::Unit;
use netprice::{Currency, Discount, Money, NonNegative, PriceModel, Problem, Quantity, quote};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::inputs::{book, complete, config, pay_rates, quantities, term, under, usage, usd};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn sums_undo_differences(a in quantities(), b in quantities()) {
        let difference = decimal::minus(a, b).unwrap();
        prop_assert_eq!(decimal::plus(difference, b).unwrap(), a);
    }

    #[test]
    fn a_product_is_the_nearest_at_12_decimals(
        a in any::<i64>(), a_scale in 0_u32..=18, b in any::<i64>(), b_scale in 0_u32..=9,
    ) {
        let exact = i128::from(a) * i128::from(b);
        let unit = 10_i128.pow((a_scale + b_scale).saturating_sub(decimal::PLACES));
        match decimal::times(Decimal::new(a, a_scale), Decimal::new(b, b_scale)) {
            Ok(product) => {
                let places = (a_scale + b_scale).min(decimal::PLACES);
                let mantissa = product.mantissa() * 10_i128.pow(places - product.scale());
                let off = mantissa * unit - exact;
                prop_assert!(2 * off.abs() <= unit);
                let is_tie = 2 * off.abs() == unit;
                prop_assert!(!is_tie || mantissa % 2 == 0);
            }
            Err(_) => prop_assert!((exact / unit).abs() >= 10_i128.pow(28) - 1),
        }
    }

    #[test]
    fn a_decimal_survives_its_text(digits in any::<i128>(), scale in 0_u32..=28) {
        let digits = digits % 10_i128.pow(28);
        let decimal = Decimal::from_i128_with_scale(digits, scale);
        let text = decimal::print(decimal);
        // The prefix "0." may add a digit that the number does not have.
        match decimal::parse(&text) {
            Ok(read) => {
                prop_assert_eq!(read, decimal);
                prop_assert_eq!(decimal::print(read), text);
            }
            Err(problem) => {
                prop_assert_eq!(scale, 28);
                prop_assert!(matches!(problem, ValueProblem::TooManyDigits { .. }), "{}", problem);
            }
        }
    }

    #[test]
    fn a_pay_rate_survives_its_text(pay in pay_rates()) {
        prop_assert_eq!(pay.to_string().parse::<Discount>().unwrap(), pay);
        let in_zhe = format!("{}折", pay.in_tenths());
        if pay != Discount::NONE {
            prop_assert_eq!(in_zhe.parse::<Discount>().unwrap(), pay);
        }
    }

    #[test]
    fn money_and_quantities_survive_their_text(value in quantities()) {
        let money = Money::new(value, usd());
        prop_assert_eq!(money.to_string().parse::<Money>().unwrap(), money);
        let quantity = Quantity::new(value, "GB-Months".parse().unwrap()).unwrap();
        prop_assert_eq!(quantity.to_string().parse::<Quantity>().unwrap(), quantity);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        let _ = decimal::parse(&text);
        let _ = text.parse::<Discount>();
        let _ = format!("{text}折").parse::<Discount>();
        let _ = format!("pay {text}%").parse::<Discount>();
        let _ = format!("{text}% off").parse::<Discount>();
        let _ = text.parse::<Money>();
        let _ = format!("{text} USD").parse::<Money>();
        let _ = text.parse::<Quantity>();
        let _ = text.parse::<Unit>();
        let _ = text.parse::<Currency>();
        let _ = text.parse::<netprice::value::id::SkuId>();
        let _ = text.parse::<netprice::value::day::AsOf>();
    }

    #[test]
    fn no_number_panics(
        value in "[0-9]{1,28}", price in "[0-9]{1,14}\\.[0-9]{1,14}", pay in pay_rates(),
    ) {
        let price: NonNegative = price.parse().unwrap();
        let book = book(&[PriceModel::Flat(price)]);
        let usage = usage(&[decimal::parse(&value).unwrap()]);
        match quote(&book, &usage, &under(vec![term(0, pay)])) {
            Ok(quote) => prop_assert!(complete(&quote).effective.amount() <= complete(&quote).list.amount()),
            Err(problems) => for located in problems {
                let problem = &located.problem;
                let is_too_large = matches!(problem, Problem::Value(ValueProblem::TooLarge { .. }));
                prop_assert!(is_too_large, "{}", located);
            }
        }
    }
}
