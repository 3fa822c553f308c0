//! Prices and quantities become ticks and lots, or are refused.

use core::num::NonZeroU32;

use expect_test::{Expect, expect};
use freight::ServiceId;
use money::{Currency, Price};

use super::{Instrument, Phase};

fn instrument() -> Instrument {
    Instrument {
        service: ServiceId::new(1).unwrap(),
        currency: Currency::parse("USD").unwrap(),
        tick: Price::parse("0.05").unwrap(),
        lot: NonZeroU32::new(5).unwrap(),
        phase: Phase::Continuous,
    }
}

fn check_price(price: &str, expected: &Expect) {
    let instrument = instrument();
    let told = match instrument.ticks(Price::parse(price).unwrap()) {
        Ok(ticks) => format!("{ticks:?} = {}", instrument.price(ticks)),
        Err(error) => format!("{} {error}", error.code()),
    };
    expected.assert_eq(&told);
}

fn check_quantity(quantity: u64, expected: &Expect) {
    let instrument = instrument();
    let told = match instrument.lots(quantity) {
        Ok(lots) => format!("{lots:?} = {} units", instrument.quantity(lots)),
        Err(error) => format!("{} {error}", error.code()),
    };
    expected.assert_eq(&told);
}

#[test]
fn a_price_is_a_whole_number_of_ticks() {
    check_price("1850", &expect!["37000 ticks = 1850.00"]);
    check_price("0.05", &expect!["1 ticks = 0.05"]);
    check_price("214748364.75", &expect!["4294967295 ticks = 214748364.75"]);
    check_price("1850.01", &expect!["PRICE_OFF_TICK price 1850.01 is no multiple of the tick of 0.05"]);
    check_price(
        "214748364.80",
        &expect!["PRICE_BEYOND_BOOK price 214748364.80 is more than 4294967295 ticks of 0.05"],
    );
}

#[test]
fn a_quantity_is_a_whole_number_of_lots() {
    check_quantity(5, &expect!["1 lots = 5 units"]);
    check_quantity(21_474_836_475, &expect!["4294967295 lots = 21474836475 units"]);
    check_quantity(
        0,
        &expect!["QUANTITY_ZERO a quantity of 0 units asks for nothing; the smallest is one lot of 5"],
    );
    check_quantity(7, &expect!["QUANTITY_OFF_LOT a quantity of 7 units is no multiple of the lot of 5"]);
    check_quantity(
        21_474_836_480,
        &expect!["QUANTITY_OUT_OF_RANGE a quantity of 21474836480 units is more than 4294967295 lots of 5"],
    );
}
