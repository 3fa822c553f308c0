//! The words of this room against the places of the world: `fixtures/facts/locations.csv`.
#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

use expect_test::expect;
use freight::{Alias, CountryCode, Functions, Mode, Name, Offsets, Place, PlaceBook, PlaceCode};

/// One row of the list, as far as it concerns us.
struct Row {
    code: PlaceCode,
    name: Name,
    country: CountryCode,
    functions: String,
    /// The place that the code means by every mode.
    canonical: Option<PlaceCode>,
    /// What it means by one mode: `barge=CNCHQ;rail=CNCQD`.
    by_mode: Vec<(Mode, PlaceCode)>,
}

fn rows() -> Vec<Row> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/facts/locations.csv");
    let mut reader = csv::Reader::from_path(file).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let [code, name, country, functions, canonical, by_mode] =
        ["code", "name", "country", "functions", "canonical", "canonical_by_mode"].map(column);
    let row = |record: csv::StringRecord| Row {
        code: record[code].parse().unwrap(),
        name: record[name].parse().unwrap(),
        country: record[country].parse().unwrap(),
        functions: record[functions].to_owned(),
        canonical: Some(&record[canonical]).filter(|text| !text.is_empty()).map(|text| text.parse().unwrap()),
        by_mode: record[by_mode].split_terminator(';').map(by_one_mode).collect(),
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn by_one_mode(text: &str) -> (Mode, PlaceCode) {
    let (mode, code) = text.split_once('=').unwrap();
    (Mode::ALL.into_iter().find(|one| one.as_str() == mode).unwrap(), code.parse().unwrap())
}

/// Every place of the list with every alias.
fn book() -> PlaceBook {
    let mut book = PlaceBook::new();
    let rows = rows();
    for row in &rows {
        let functions = row.functions.parse().unwrap();
        let clock = Offsets::fixed(0).unwrap();
        book.check(row.code).unwrap();
        book.admit(Place { code: row.code, name: row.name.clone(), country: row.country, functions, clock });
    }
    for row in &rows {
        let always = row.canonical.map(|means| (None, means));
        let by_mode = row.by_mode.iter().map(|&(mode, means)| (Some(mode), means));
        for (mode, means) in always.into_iter().chain(by_mode) {
            let alias = Alias { code: row.code, mode, means };
            book.check_alias(alias).unwrap();
            book.add_alias(alias);
        }
    }
    book
}

#[test]
fn every_place_is_read_and_its_functions_are_written_as_they_were() {
    let rows = rows();
    assert_eq!(rows.len(), 221);
    for row in rows {
        assert_eq!(Functions::parse(&row.functions).unwrap().to_string(), row.functions, "{}", row.code);
    }
}

#[test]
fn every_code_means_what_the_list_says_by_every_mode() {
    let (book, rows) = (book(), rows());
    for row in &rows {
        for mode in Mode::ALL {
            let meant = |code: PlaceCode| {
                let row = rows.iter().find(|row| row.code == code).unwrap();
                let own = row.by_mode.iter().find(|(by, _)| *by == mode).map(|&(_, means)| means);
                own.or(row.canonical).unwrap_or(code)
            };
            // The list has aliases of aliases, but none of those.
            let twice = meant(meant(row.code));
            assert_eq!(book.canonical(row.code, Some(mode)), twice, "{} by {mode}", row.code);
            assert_eq!(book.get(book.resolve(row.code, Some(mode)).unwrap()).unwrap().code, twice);
        }
        assert_eq!(book.canonical(row.code, None), row.canonical.unwrap_or(row.code));
    }
}

#[test]
fn chongqing_is_another_place_by_every_mode() {
    let book = book();
    let city: PlaceCode = "CNCQI".parse().unwrap();
    let told = [Mode::Barge, Mode::Rail, Mode::Road, Mode::Air].map(|mode| {
        let place = book.get(book.resolve(city, Some(mode)).unwrap()).unwrap();
        let warning = place.functions.warn(mode).map_or(String::new(), |warning| format!("; {warning}"));
        format!("{mode}: {} {}{warning}", place.code, place.name)
    });
    expect![[r#"
        barge: CNCHQ Chongqing Pt
        rail: CNCQD Chongqingdong Railway Station
        road: CNCTN Cuntan
        air: CNCKG Chongqing Jiangbei International Apt"#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn functions_cannot_be_a_gate() {
    // The places from which trains to Hanoi and Laem Chabang leave have no rail in the list.
    let book = book();
    let told = ["PLLOD", "VNYEV", "THLCH", "CNYTN"].map(|code| {
        let place = book.find(code.parse().unwrap()).unwrap();
        let warned = Mode::ALL.into_iter().filter(|&mode| place.functions.warn(mode).is_some());
        format!(
            "{code} {} warns of {}",
            place.functions,
            warned.map(Mode::as_str).collect::<Vec<_>>().join(", ")
        )
    });
    expect![[r#"
        PLLOD --3----- warns of barge, rail, sea, air
        VNYEV --3----- warns of barge, rail, sea, air
        THLCH 1-3----- warns of rail, air
        CNYTN 1------- warns of rail, road, air"#]]
    .assert_eq(&told.join("\n"));
}
