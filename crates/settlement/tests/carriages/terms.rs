//! Terms: what they refuse, and what an order costs by them.

use expect_test::{Expect, expect};
use money::{Currency, Minor, Price, Rate, Worth};
use settlement::{Band, Charges, Fees, Need, Party, Terms, Value};

use crate::quay::{rate, terms, tranche};

fn check(change: impl FnOnce(&mut Terms), expected: &Expect) {
    let mut terms = terms();
    change(&mut terms);
    let error = terms.check().unwrap_err();
    let json = serde_json::to_string(&error).unwrap();
    assert_eq!(serde_json::from_str::<settlement::TermsError>(&json).unwrap(), error, "it can be recorded");
    expected.assert_eq(&format!("{}: {error}", error.code()));
}

#[test]
fn what_cannot_be_settled_is_refused() {
    assert_eq!(terms().check(), Ok(()));
    let at_once = Terms { tranches: vec![tranche("1", &["LOAD", "CUSR"])], ..terms() };
    assert_eq!(at_once.check(), Ok(()), "a single tranche is the last");
    check(
        |terms| terms.deposit.carrier = rate("1.5"),
        &expect!["TERMS_RATE_ABOVE_ONE: the deposit of the carrier is 1.5, but a part of one is at most 1"],
    );
    check(
        |terms| terms.tranches[1].weight = rate("1.01"),
        &expect!["TERMS_RATE_ABOVE_ONE: the weight of tranche 2 is 1.01, but a part of one is at most 1"],
    );
    check(
        |terms| terms.cancellation.bands[2].rate = rate("2"),
        &expect!["TERMS_RATE_ABOVE_ONE: the fee of band 3 is 2, but a part of one is at most 1"],
    );
    check(
        |terms| terms.roll.house_share = rate("1.000000000001"),
        &expect![
            "TERMS_RATE_ABOVE_ONE: the exchange's share of damages for a roll is 1.000000000001, but a part of one is at most 1"
        ],
    );
    check(
        |terms| terms.tranches.clear(),
        &expect!["TERMS_TRANCHES_MISSING: 0 tranches are named, but at least 1 is needed"],
    );
    check(
        |terms| terms.tranches = vec![tranche("0.05", &["LOAD"]); 20],
        &expect!["TERMS_TOO_MANY_TRANCHES: 20 tranches are named, but at most 16 are allowed"],
    );
    check(
        |terms| terms.tranches[0].weight = Rate::ZERO,
        &expect!["TERMS_WEIGHT_ZERO: tranche 1 weighs 0, but it must weigh more"],
    );
    check(
        |terms| terms.tranches[2].weight = rate("0.199999999999"),
        &expect![
            "TERMS_WEIGHTS_NOT_ONE: the weights of 3 tranches sum to 0.999999999999, but they must sum to 1"
        ],
    );
    check(
        |terms| terms.tranches[0].weight = rate("0.9"),
        &expect!["TERMS_WEIGHTS_NOT_ONE: the weights of 3 tranches sum to 1.6, but they must sum to 1"],
    );
    check(
        |terms| terms.tranches[2].needs.clear(),
        &expect!["TERMS_NEEDS_MISSING: tranche 3 has 0 needs, but at least 1 is needed"],
    );
    check(
        |terms| terms.tranches[0] = tranche("0.3", &["HOLD"]),
        &expect!["TERMS_NEED_RELEASES_NOTHING: tranche 1 needs HOLD, which releases nothing"],
    );
    check(
        |terms| terms.tranches[1] = tranche("0.5", &["LOAD", "CUSR@origin"]),
        &expect![
            "TERMS_CUSTOMS_BEFORE_LAST: tranche 2 needs CUSR@origin, but customs may stop only tranche 3, the last"
        ],
    );
    check(
        |terms| terms.tranches[1] = tranche("0.5", &["LOAD", "DISC", "LOAD"]),
        &expect!["TERMS_NEED_TWICE: tranche 2 needs LOAD twice, but once is enough"],
    );
    check(
        |terms| terms.cancellation.bands[1].hours = 168,
        &expect![
            "TERMS_BANDS_NOT_DESCENDING: band 2 begins 168 hours before departure, but band 1 begins 168 hours before it"
        ],
    );
}

#[test]
fn a_need_is_read_as_it_is_written() {
    for text in ["LOAD", "SURR", "CUSR", "CUSR@origin", "CUSR@transit", "CUSR@destination"] {
        let need = Need::parse(text).unwrap();
        assert_eq!(need.to_string(), text);
        assert_eq!(serde_json::from_str::<Need>(&format!("{text:?}")).unwrap(), need);
    }
    let refusal = |text: &str| {
        let error = Need::parse(text).unwrap_err();
        format!("{}: {error}\n", error.code())
    };
    let refusals: String = ["load", "", "LOAD@origin", "CUSR@", "CUSR@quay", "@origin"].map(refusal).concat();
    expect![[r#"
        NEED_KIND_UNKNOWN: need "load" begins with no code of a milestone, such as LOAD or CUSR
        NEED_KIND_UNKNOWN: need "" begins with no code of a milestone, such as LOAD or CUSR
        NEED_STATION_NOT_WANTED: need "LOAD@origin" names a station, but only customs may have one
        NEED_STATION_UNKNOWN: need "CUSR@" ends with no station: it is origin, transit or destination
        NEED_STATION_UNKNOWN: need "CUSR@quay" ends with no station: it is origin, transit or destination
        NEED_KIND_UNKNOWN: need "@origin" begins with no code of a milestone, such as LOAD or CUSR
    "#]]
    .assert_eq(&refusals);
}

#[test]
fn terms_keep_their_form() {
    let json = serde_json::to_string(&terms()).unwrap();
    assert_eq!(serde_json::from_str::<Terms>(&json).unwrap(), terms());
    expect![[r#"{"deposit":{"shipper":"0.15","carrier":"0.15"},"fee":{"maker":"0.002","taker":"0.002"},"fee_tax":"0.06","freight_tax":"0.09","storage_tax":"0.06","tranches":[{"weight":"0.3","needs":["LOAD"]},{"weight":"0.5","needs":["LOAD","DISC"]},{"weight":"0.2","needs":["LOAD","DISC","GTOT","CUSR","SURR"]}],"no_show":{"rate":"0.3","house_share":"0.1"},"roll":{"rate":"0.3","house_share":"0.1"},"cancellation":{"bands":[{"hours":168,"rate":"0.05"},{"hours":72,"rate":"0.1"},{"hours":24,"rate":"0.2"}],"house_share":"0.1"},"call_hours":48,"closing_days":3}"#]].assert_eq(&json);
}

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

/// So many fen, exactly.
fn worth(units: u64) -> Worth {
    minor(units).worth(currency("CNY")).unwrap()
}

fn minor(units: u64) -> Minor {
    Minor::new(units).unwrap()
}

#[test]
fn any_split_of_fills_costs_the_same() {
    let terms = Terms { fee_tax: Rate::ZERO, ..terms() };
    let price = Price::parse("333").unwrap();
    let after = |boxes: u64| {
        let value = Value { made: price.worth(boxes).unwrap(), taken: Worth::ZERO };
        terms.charges(Party::Carrier, value, currency("JPY")).unwrap().fee.units()
    };
    let fees: Vec<u64> = (1..=5).map(|boxes| after(boxes) - after(boxes - 1)).collect();
    assert_eq!(fees, [1, 0, 1, 1, 0]);
}

#[test]
fn the_fee_is_the_sum_of_both_rates_rounded_once() {
    let terms = Terms { fee: Fees { maker: rate("0.001"), taker: rate("0.002") }, ..terms() };
    let value = Value { made: worth(400), taken: worth(50) };
    let charges = terms.charges(Party::Shipper, value, currency("CNY")).unwrap();
    assert_eq!(charges, Charges { deposit: minor(68), fee: minor(1), tax: minor(0) });
    assert_eq!(charges.total(), Some(minor(69)));
}

#[test]
fn what_is_open_is_held_at_the_higher_fee() {
    let traded = Value { made: worth(100_000), taken: worth(200_000) };
    for (maker, taker) in [("0.001", "0.003"), ("0.003", "0.001")] {
        let terms = Terms { fee: Fees { maker: rate(maker), taker: rate(taker) }, ..terms() };
        let held = terms.hold(Party::Shipper, traded, worth(1_000_000), currency("CNY")).unwrap();
        let now = terms.charges(Party::Shipper, traded, currency("CNY")).unwrap();
        assert_eq!(held.fee.units() - now.fee.units(), 3_000);
        assert_eq!(held.deposit, minor(195_000));
    }
    let all = Terms { deposit: settlement::Deposits { shipper: Rate::ONE, carrier: Rate::ONE }, ..terms() };
    let most = Minor::MAX.worth(currency("CNY")).unwrap();
    assert_eq!(
        all.hold(Party::Shipper, traded, most, currency("CNY")),
        None,
        "more than 18 digits are nothing"
    );
}

#[test]
fn the_hold_of_a_bid_in_the_worked_example() {
    let held = |value| {
        let charges = terms().hold(Party::Shipper, Value::default(), worth(value), currency("CNY"));
        charges.unwrap().total().unwrap()
    };
    assert_eq!(held(3_700_000), minor(562_844));
    assert_eq!(held(3_800_000), minor(578_056));
}

#[test]
fn cancelling_costs_what_the_band_says() {
    let terms = terms();
    let rate_at = |hours: i64, seconds: i64| {
        let left = jiff::SignedDuration::from_hours(hours) + jiff::SignedDuration::from_secs(seconds);
        terms.cancelling_costs(left).to_string()
    };
    assert_eq!(rate_at(168, 1), "0");
    assert_eq!(rate_at(168, 0), "0.05");
    assert_eq!(rate_at(72, 1), "0.05");
    assert_eq!(rate_at(72, 0), "0.1");
    assert_eq!(rate_at(24, 0), "0.2");
    assert_eq!(rate_at(0, 0), "0.2");
    assert_eq!(rate_at(-1000, 0), "0.2");
    let free = Terms {
        cancellation: settlement::Cancellation { bands: Vec::<Band>::new(), house_share: Rate::ONE },
        ..terms.clone()
    };
    assert_eq!(free.cancelling_costs(jiff::SignedDuration::ZERO), Rate::ZERO);
}
