//! Cursors lead back to their list, and to no other.

use proptest::prelude::*;

use super::{CursorError, read, written};

#[test]
fn a_cursor_of_another_list_is_refused() {
    let cursor = written("orders/birch/open", "17");
    assert_eq!(read::<u64>(&cursor, "orders/birch/open"), Ok(17));
    let elsewhere = read::<u64>(&cursor, "orders/alder/open");
    assert!(matches!(elsewhere, Err(CursorError::Elsewhere { .. })), "{elsewhere:?}");
}

#[test]
fn a_cursor_that_was_never_given_is_refused() {
    for text in ["", "1", "zz", "00", "0000", "17", "ümlaut", "6f72646572730a3137", &"61".repeat(500)] {
        let read = read::<u64>(text, "orders");
        assert!(matches!(read, Err(CursorError::Malformed(_))), "{text}: {read:?}");
    }
}

proptest! {
    #[test]
    fn a_cursor_leads_back(list in "[a-z/-]{1,40}", key in "[ -~]{1,80}") {
        prop_assert_eq!(read::<String>(&written(&list, &key), &list), Ok(key));
    }

    #[test]
    fn no_text_brings_the_reading_of_a_cursor_down(text in ".{0,60}") {
        let _read = read::<u64>(&text, "orders");
    }
}
