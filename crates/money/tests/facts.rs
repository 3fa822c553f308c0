//! The table of currencies against the published list: `fixtures/facts/currencies.csv`.
#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

use money::Currency;

/// One row of the list, as far as it concerns us.
struct Row {
    code: String,
    numeric: u16,
    exponent: Option<u8>,
    name: String,
}

fn rows() -> Vec<Row> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/facts/currencies.csv");
    let mut reader = csv::Reader::from_path(file).unwrap();
    assert_eq!(reader.headers().unwrap(), vec!["code", "numeric", "exponent", "name", "kind", "note"]);
    let row = |record: csv::StringRecord| Row {
        code: record[0].to_owned(),
        numeric: record[1].parse().unwrap(),
        exponent: record[2].parse().ok(),
        name: record[3].to_owned(),
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn every_currency_of_the_list_has_its_number_its_digits_and_its_name() {
    let rows = rows();
    assert_eq!(rows.len(), 178);
    for row in rows {
        let Some(exponent) = row.exponent else {
            assert_eq!(
                Currency::parse(&row.code).unwrap_err().code(),
                "CURRENCY_WITHOUT_MINOR_UNIT",
                "{}",
                row.code
            );
            continue;
        };
        let currency = Currency::parse(&row.code).unwrap();
        assert_eq!((currency.numeric(), currency.exponent()), (row.numeric, exponent), "{currency}");
        assert_eq!(currency.name(), row.name, "{currency}");
    }
}

#[test]
fn every_currency_that_carries_money_is_in_the_list() {
    let listed: Vec<String> =
        rows().into_iter().filter(|row| row.exponent.is_some()).map(|row| row.code).collect();
    assert!(Currency::all().map(Currency::code).eq(listed.iter().map(String::as_str)));
}
