//! Every code of the catalogue is provoked by a table, or cannot be reached for a reason that is told here.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect_file;

use crate::desk::Desk;
use crate::{carriages, keys, milestones, money, netting, orders, register, storage, terms};

/// Codes that no test can reach, and why.
const OUT_OF_REACH: &[(&str, &str)] = &[
    ("BALANCE_OVERFLOW", "custody has 18 digits at most, and every balance is a part of it"),
    ("BOOK_CLOSED", "a book closes at the cut-off of its service, which is checked before the book is asked"),
    (
        "CARRIAGE_OUT_OF_RANGE",
        "the escrow of an order, and of every fill, is checked before a carriage is struck",
    ),
    ("ACCOUNTS_EXHAUSTED", "it would take 16,777,216 accounts"),
    ("HOLDS_EXHAUSTED", "it would take 16,777,216 holds"),
    ("ORDER_NUMBERS_EXHAUSTED", "it would take 1,099,511,627,775 orders"),
    ("QUANTITY_OUT_OF_RANGE", "a quantity has 32 bits, and so has the number of lots that a book counts"),
    ("TOO_MANY_OPEN_ORDERS", "it would take 16,777,216 open orders"),
];

/// What is recorded of each refusal is protocol, too: `records.txt` has one record of each form, so that no name
/// changes unseen.
#[test]
fn every_code_of_the_catalogue_is_provoked() {
    let tables: [fn(&mut Desk); 8] = [
        register::refusals,
        terms::refusals,
        orders::refusals,
        carriages::refusals,
        milestones::refusals,
        storage::refusals,
        money::refusals,
        netting::refusals,
    ];
    let mut records = BTreeMap::new();
    let mut provoked: BTreeSet<&str> = keys::codes().into_iter().collect();
    for table in tables {
        let mut desk = Desk::counting();
        table(&mut desk);
        provoked.extend(desk.codes());
        desk.records().into_iter().for_each(|(form, record)| {
            records.entry(form).or_insert(record);
        });
    }
    let told = records.iter().map(|((code, _), record)| format!("{code} {record}\n"));
    expect_file!["records.txt"].assert_eq(&told.collect::<String>());
    let all: BTreeSet<&str> = engine::catalogue().iter().map(|explained| explained.code).collect();
    let beyond: BTreeSet<&str> = OUT_OF_REACH.iter().map(|(code, _)| *code).collect();
    let reached: Vec<_> = provoked.intersection(&beyond).collect();
    assert!(reached.is_empty(), "thought to be out of reach: {reached:?}");
    let covered: BTreeSet<&str> = provoked.union(&beyond).copied().collect();
    let missing: Vec<_> = all.difference(&covered).collect();
    assert!(missing.is_empty(), "never provoked: {missing:?}");
    let unexplained: Vec<_> = covered.difference(&all).collect();
    assert!(unexplained.is_empty(), "not in the catalogue: {unexplained:?}");
}
