//! Assets: currencies and units of capacity in one number.

use expect_test::{Expect, expect};

use crate::{Asset, Currency};

fn check(assets: &[Asset], expected: &Expect) {
    let told = assets.iter().map(|&asset| {
        assert_eq!(Asset::from_bits(asset.to_bits()), Some(asset));
        format!(
            "{asset} with {} digits, currency {:?}, unit {:?}",
            asset.exponent(),
            asset.as_currency(),
            asset.as_unit()
        )
    });
    expected.assert_eq(&told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn an_asset_is_a_currency_or_a_unit_of_capacity() {
    let cny = Currency::parse("CNY").unwrap();
    check(
        &[cny.into(), Asset::unit(0), Asset::unit((1 << 31) - 1)],
        &expect![[r#"
        CNY with 2 digits, currency Some(CNY), unit None
        unit 0 with 0 digits, currency None, unit Some(0)
        unit 2147483647 with 0 digits, currency None, unit Some(2147483647)"#]],
    );
}

#[test]
fn currencies_sort_before_units() {
    let last = Currency::all().map(Asset::currency).max().unwrap();
    assert!(last < Asset::unit(0));
    assert!(Asset::unit(0) < Asset::unit(1));
}

#[test]
fn a_number_that_names_nothing_is_no_asset() {
    let bits = 0..=255u32;
    let named = bits.filter(|&bits| Asset::from_bits(bits).is_some()).count();
    assert_eq!(named, Currency::all().count());
    assert_eq!(Asset::from_bits(256), None);
    assert_eq!(Asset::from_bits((1 << 31) - 1), None);
}

#[test]
#[should_panic(expected = "unit number 2147483648 is beyond 2^31")]
fn a_unit_beyond_its_range_is_a_mistake_of_ours() {
    Asset::unit(1 << 31);
}
