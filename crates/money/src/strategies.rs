//! Strategies for property tests: amounts, prices and rates, with a liking for the edges.
//!
//! The edges are nothing, one, the greatest, the powers of ten and their neighbours, and halves,
//! since that is where digits are lost, rounding turns, and counters overflow.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "a test that overflows has failed, and nobody's money with it"
)]

use proptest::collection::vec;
use proptest::sample::select;
use proptest::strategy::{Just, Strategy};
use proptest::{prop_compose, prop_oneof};

use crate::decimal::power_of_ten;
use crate::{Amount, Asset, Currency, Minor, Money, Price, Rate, Sum};

/// Numbers from `least` to `most`: some anywhere, some of any length, some at the edges.
pub fn edgy(least: u64, most: u64) -> impl Strategy<Value = u64> {
    let of_any_length = (0u32..=64).prop_flat_map(|bits| 0..=u64::MAX.checked_shr(bits).unwrap_or(0));
    let power = (0u8..=18).prop_map(power_of_ten);
    let near_a_power = (power.clone(), -1i64..=1).prop_map(|(power, step)| power.saturating_add_signed(step));
    let half_of_a_power = (power, 0u64..20).prop_map(|(power, times)| (power / 2).saturating_mul(times));
    prop_oneof![
        2 => least..=most,
        3 => of_any_length,
        2 => near_a_power,
        2 => half_of_a_power,
        1 => select(vec![least, least.saturating_add(1), most.saturating_sub(1), most]),
    ]
    .prop_map(move |number| number.clamp(least, most))
}

/// Every currency that can carry money, those of the demonstration more often.
pub fn currency() -> impl Strategy<Value = Currency> {
    let usual =
        ["CNY", "USD", "EUR", "JPY", "KWD", "CLF"].map(|code| Currency::parse(code).expect("it is listed"));
    prop_oneof![3 => select(usual.to_vec()), 1 => select(Currency::all().collect::<Vec<_>>())]
}

/// Currencies and units of capacity.
pub fn asset() -> impl Strategy<Value = Asset> {
    prop_oneof![3 => currency().prop_map(Asset::currency), 1 => edgy(0, (1 << 31) - 1).prop_map(unit)]
}

fn unit(number: u64) -> Asset {
    Asset::unit(u32::try_from(number).expect("unit numbers are below 2^31"))
}

/// Zero to the greatest amount.
pub fn minor() -> impl Strategy<Value = Minor> {
    edgy(0, Minor::MAX.units()).prop_map(|units| Minor::new(units).expect("it has at most 18 digits"))
}

/// One to the greatest amount.
pub fn amount() -> impl Strategy<Value = Amount> {
    edgy(1, Minor::MAX.units()).prop_map(|units| Amount::new(units).expect("it is not zero"))
}

prop_compose! {
    /// What a command can ask for.
    pub fn sum()(amount in amount(), currency in currency()) -> Sum {
        Sum { amount, currency }
    }
}

prop_compose! {
    /// Signed money of any currency, nothing included.
    pub fn money()(minor in minor(), sign in select(vec![-1i64, 1]), currency in currency()) -> Money {
        Money { minor: minor.signed().saturating_mul(sign), asset: currency.into() }
    }
}

/// Decimals below a greatest whole number, as text: a number of units of the last digit.
fn decimal(most: u64, fraction: u8, least: u64) -> impl Strategy<Value = String> {
    (0..=fraction).prop_flat_map(move |scale| {
        let unit = power_of_ten(scale);
        edgy(least, most.saturating_mul(unit)).prop_map(move |units| match scale {
            0 => units.to_string(),
            _ => format!("{}.{:0width$}", units / unit, units % unit, width = usize::from(scale)),
        })
    })
}

/// Prices of every size, with 0 to 8 digits after the point.
pub fn price() -> impl Strategy<Value = Price> {
    let usual = (1u64..10_000_000).prop_map(|cents| format!("{}.{:02}", cents / 100, cents % 100));
    prop_oneof![1 => usual, 2 => decimal(Price::MAX, Price::FRACTION, 1)]
        .prop_map(|text| Price::parse(&text).expect("it is a price"))
}

/// Rates: mostly a part of one, some the whole, some many times it.
pub fn rate() -> impl Strategy<Value = Rate> {
    let usual = ["0", "0.002", "0.06", "0.09", "0.1", "0.15", "0.3", "0.5", "1"].map(str::to_owned);
    prop_oneof![2 => select(usual.to_vec()), 2 => decimal(1, Rate::FRACTION, 0), 1 => decimal(Rate::MAX, Rate::FRACTION, 0)]
        .prop_map(|text| Rate::parse(&text).expect("it is a rate"))
}

/// Weights to split an amount by: small ones, equal ones, and huge ones.
pub fn weights() -> impl Strategy<Value = Vec<u64>> {
    prop_oneof![
        3 => vec(0u64..10, 0..8),
        1 => (edgy(0, u64::MAX), 1usize..8).prop_map(|(weight, count)| vec![weight; count]),
        1 => vec(edgy(0, u64::MAX), 1..5),
        1 => Just(Vec::new()),
    ]
}
