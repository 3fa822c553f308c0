//! Where a PostgreSQL is found, and in which order.

use std::path::{Path, PathBuf};

use super::{Finder, FinderError};

/// A machine on which every place is named.
fn machine() -> Finder {
    Finder {
        told: Some("/told".into()),
        configured: Some("/configured".into()),
        path: vec!["/path/first".into(), "/path/second".into()],
        versions: vec!["/versions/9.6".into(), "/versions/15".into(), "/versions/14".into()],
    }
}

/// Finds, if `installed` are the folders that hold the programs.
fn find(finder: &Finder, installed: &[&str]) -> Result<Option<PathBuf>, FinderError> {
    let found = finder.find(|folder| installed.iter().any(|place| Path::new(place) == folder))?;
    Ok(found.map(|programs| programs.folder))
}

#[test]
fn the_places_are_asked_in_their_order() {
    let untold = Finder { told: None, ..machine() };
    let order = [
        "/configured",
        "/path/first",
        "/path/second",
        "/versions/15/bin",
        "/versions/14/bin",
        "/versions/9.6/bin",
    ];
    for (rank, place) in order.iter().enumerate() {
        assert_eq!(find(&untold, &order[rank..]), Ok(Some(PathBuf::from(place))));
    }
    assert_eq!(find(&untold, &[]), Ok(None));
}

#[test]
fn a_place_that_was_told_is_taken_before_all_others() {
    assert_eq!(find(&machine(), &["/configured", "/told"]), Ok(Some("/told".into())));
}

#[test]
fn a_place_that_was_told_wrongly_is_not_replaced_by_another() {
    let error = find(&machine(), &["/configured"]).expect_err("/told holds nothing");
    assert_eq!(error.to_string(), "PG_BIN_DIR is /told, but initdb and postgres are not both there");
}
