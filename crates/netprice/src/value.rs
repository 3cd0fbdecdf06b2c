//! Values: numbers, money, quantities, discounts, days, names, and the problems of values.

pub mod allocate;
pub mod day;
pub mod decimal;
pub mod discount;
pub mod figure;
pub mod fraction;
pub mod hours;
pub mod id;
pub mod limits;
pub mod money;
pub(crate) mod numbered;
pub mod ordered;
pub mod path;
pub mod problem;
pub mod quantity;
pub mod ratio;
pub mod rounding;
pub(crate) mod tens;
pub mod text;

pub use text::IntoValue;
