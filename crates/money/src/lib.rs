//! Exact amounts of any asset.
//!
//! ```text
//!   text ──▶ strict parser ──▶ Price, Rate, Sum ──▶ one product, rounded once ──▶ Minor ──▶ text
//! ```
//!
//! Amounts are whole minor units (cents, fils, boxes); prices and rates are decimals.
//! A price or a rate meets an amount in one multiplication, which rounds once, half away from zero.
//! Nothing here ever loses a digit silently: what does not fit is refused.
//!
//! # Invariants
//!
//! - Every amount is at most 999,999,999,999,999,999 minor units: 18 digits, as in ISO 20022, so it fits a BIGINT.
//! - No floating point, no wrapping, no truncation.
//!
//! # What is not here
//!
//! Accounts and ships. An amount has never heard of its owner.
#![deny(clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#![deny(clippy::cast_possible_wrap, clippy::cast_precision_loss, clippy::arithmetic_side_effects)]

mod decimal;
mod currency;
mod asset;
mod amount;
mod price;
mod rate;
mod worth;
mod count;
mod allocation;
mod serial;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "proptest")]
pub mod strategies;

pub use allocation::allocate;
pub use amount::{Amount, Minor, Money, MoneyError, Sum};
pub use asset::Asset;
pub use count::Count;
pub use currency::{Currency, CurrencyError};
pub use decimal::{DecimalError, Grouping, Parsed};
pub use price::{Price, PriceError};
pub use rate::{Rate, RateError};
pub use worth::Worth;
