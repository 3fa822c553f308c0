//! A split is worth the whole, and rounding happens once.

use proptest::prelude::{prop_assert_eq, proptest};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Currency, Minor, Price, Rate, Worth};

fn price(text: &str) -> Price {
    Price::parse(text).unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

#[test]
fn two_halves_are_worth_the_whole_where_their_values_are_not() {
    let yen = Currency::parse("JPY").unwrap();
    let one = price("333.5").worth(1).unwrap();
    assert_eq!(one.checked_add(one), price("333.5").worth(2));
    assert_eq!(one.minor(yen).unwrap().units(), 334);
    assert_eq!(one.checked_add(one).unwrap().minor(yen).unwrap().units(), 667);
}

#[test]
fn the_finest_rate_of_the_coarsest_currency_rounds_once() {
    let yen = Currency::parse("JPY").unwrap();
    let worth = price("0.50000000").worth(1).unwrap();
    assert_eq!(rate("0.999999999999").of_worth(worth, yen).unwrap().units(), 0);
    assert_eq!(rate("1.000000000000").of_worth(worth, yen).unwrap().units(), 1);
    let all = Minor::MAX.worth(yen).unwrap();
    assert_eq!(rate("1.000000000000").of_worth(all, yen), Some(Minor::MAX));
    assert_eq!(all.checked_add(worth).unwrap().minor(yen), None);
    assert_eq!(all.checked_add(all), None);
}

#[test]
fn what_is_modest_can_be_doubled_in_every_currency() {
    let most = Currency::all().map(Currency::exponent).max().unwrap();
    let finest = Currency::all().find(|currency| currency.exponent() == most).unwrap();
    let half = Minor::new(Minor::MAX.units() / 2).unwrap().worth(finest).unwrap();
    assert!(half.is_modest());
    assert!(half.checked_add(half).unwrap().minor(finest).is_some());
    assert!(!Minor::MAX.worth(finest).unwrap().is_modest());
}

#[test]
fn an_amount_is_worth_itself() {
    for code in ["JPY", "CNY", "KWD", "CLF"] {
        let currency = Currency::parse(code).unwrap();
        let amount = Minor::new(123_456_789).unwrap();
        assert_eq!(amount.worth(currency).unwrap().minor(currency), Some(amount));
    }
}

proptest! {
    #[test]
    fn a_part_is_what_decimals_say(units in 1u64..1_000_000, cents in 1u64..1_000_000_000, mill in 0u64..1_000_000) {
        let yuan = Currency::parse("CNY").unwrap();
        let price = Price::parse(&Decimal::new(i64::try_from(cents).unwrap(), 5).to_string()).unwrap();
        let rate = Rate::parse(&Decimal::new(i64::try_from(mill).unwrap(), 6).to_string()).unwrap();
        let exact = price.decimal().checked_mul(Decimal::from(units)).unwrap().checked_mul(rate.decimal()).unwrap();
        let rounded = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        let ours = rate.of_worth(price.worth(units).unwrap(), yuan).unwrap();
        prop_assert_eq!(Decimal::new(ours.signed(), 2), rounded);
    }

    #[test]
    fn any_split_is_worth_the_whole(parts in proptest::collection::vec(1u64..1_000, 1..9), cents in 1i64..1_000_000) {
        let price = Price::parse(&Decimal::new(cents, 6).to_string()).unwrap();
        let sum = parts.iter().try_fold(Worth::ZERO, |sum, &part| sum.checked_add(price.worth(part)?));
        prop_assert_eq!(sum, price.worth(parts.iter().sum()));
    }
}
