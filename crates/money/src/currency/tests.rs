//! Currencies: found by their code alone, in order.

use expect_test::{Expect, expect};

use super::{Currency, TABLE};

fn check(codes: &[&str], expected: &Expect) {
    let told = codes.iter().map(|code| match Currency::parse(code) {
        Ok(currency) => {
            let (numeric, exponent) = (currency.numeric(), currency.exponent());
            format!("{currency} {numeric:03} with {exponent} digits: {}", currency.name())
        }
        Err(error) => format!("{}: {error}", error.code()),
    });
    expected.assert_eq(&told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn exponents_are_those_of_the_standard() {
    check(
        &["CNY", "JPY", "KWD", "CLF", "UGX", "ISK", "IQD", "HUF", "MGA"],
        &expect![[r#"
        CNY 156 with 2 digits: Yuan Renminbi
        JPY 392 with 0 digits: Yen
        KWD 414 with 3 digits: Kuwaiti Dinar
        CLF 990 with 4 digits: Unidad de Fomento
        UGX 800 with 0 digits: Uganda Shilling
        ISK 352 with 0 digits: Iceland Krona
        IQD 368 with 3 digits: Iraqi Dinar
        HUF 348 with 2 digits: Forint
        MGA 969 with 2 digits: Malagasy Ariary"#]],
    );
}

#[test]
fn gold_has_no_minor_unit() {
    check(
        &["XAU", "XXX", "XTS"],
        &expect![[r#"
        CURRENCY_WITHOUT_MINOR_UNIT: XAU has no minor unit, so no amount of it can be kept
        CURRENCY_WITHOUT_MINOR_UNIT: XXX has no minor unit, so no amount of it can be kept
        CURRENCY_WITHOUT_MINOR_UNIT: XTS has no minor unit, so no amount of it can be kept"#]],
    );
}

#[test]
fn other_texts_are_no_currency() {
    check(
        &["", "cny", "CN", "CNYY", "CNH", "BGN", "156", "C\u{41d}Y"],
        &expect![[r#"
        CURRENCY_UNKNOWN: currency "" is not in ISO 4217
        CURRENCY_UNKNOWN: currency "cny" is not in ISO 4217
        CURRENCY_UNKNOWN: currency "CN" is not in ISO 4217
        CURRENCY_UNKNOWN: currency "CNYY" is not in ISO 4217
        CURRENCY_UNKNOWN: currency "CNH" is not in ISO 4217
        CURRENCY_UNKNOWN: currency "BGN" is not in ISO 4217
        CURRENCY_UNKNOWN: currency "156" is not in ISO 4217
        CURRENCY_UNKNOWN: currency "CНY" is not in ISO 4217"#]],
    );
}

#[test]
fn the_order_of_currencies_is_the_order_of_their_codes() {
    assert!(TABLE.is_sorted_by(|one, next| one.code < next.code));
    assert!(Currency::all().is_sorted_by(|one, next| one < next && one.code() < next.code()));
}

#[test]
fn no_amount_has_more_digits_than_the_largest_exponent() {
    assert_eq!(Currency::all().map(Currency::exponent).max(), Some(4));
}
