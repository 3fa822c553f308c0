//! The rules of a book, one by one, as its answers to a few lines.

#[cfg(test)]
mod desk;

use desk::{check, check_with_room};
use expect_test::expect;

#[test]
fn the_best_price_goes_first_then_the_oldest_order_at_the_price_of_who_waited() {
    check(
        "
        ask 10 @ 31 by 1
        ask 5 @ 30 by 2
        ask 4 @ 31 by 3
        bid 17 @ 32 by 4
        book
        ",
        &expect![[r#"
            ask 10 @ 31 by 1
              #1 rests 10 @ 31
            ask 5 @ 30 by 2
              #2 rests 5 @ 30
            ask 4 @ 31 by 3
              #3 rests 4 @ 31
            bid 17 @ 32 by 4
              T1 5 @ 30 with #2
              T2 10 @ 31 with #1
              T3 2 @ 31 with #3, which keeps 2
            book
              ask  31 |   2 = #3 2
        "#]],
    );
}

#[test]
fn what_is_left_rests_and_an_ioc_never_trades_beyond_its_limit() {
    check(
        "
        ask 5 @ 30 by 1
        ask 5 @ 31 by 1
        ask 5 @ 32 by 1
        bid 20 @ 31 by 2 ioc
        bid 7 @ 32 by 2
        book
        ",
        &expect![[r#"
            ask 5 @ 30 by 1
              #1 rests 5 @ 30
            ask 5 @ 31 by 1
              #2 rests 5 @ 31
            ask 5 @ 32 by 1
              #3 rests 5 @ 32
            bid 20 @ 31 by 2 ioc
              T1 5 @ 30 with #1
              T2 5 @ 31 with #2
              #4 ends with 10 open: unfilled
            bid 7 @ 32 by 2
              T3 5 @ 32 with #3
              #5 rests 2 @ 32
            book
              bid  32 |   2 = #5 2
        "#]],
    );
}

#[test]
fn a_market_order_never_rests() {
    check(
        "
        bid 5 @ market by 1
        ask 5 @ 30 by 1
        bid 8 @ market by 2
        ask 5 @ 30 by 1
        bid 8 @ market by 2 fok
        bid 5 @ market by 2 fok
        book
        ",
        &expect![[r#"
            bid 5 @ market by 1
              #1 ends with 5 open: unfilled
            ask 5 @ 30 by 1
              #2 rests 5 @ 30
            bid 8 @ market by 2
              T1 5 @ 30 with #2
              #3 ends with 3 open: unfilled
            ask 5 @ 30 by 1
              #4 rests 5 @ 30
            bid 8 @ market by 2 fok
              NOT_FILLABLE 8 lots were asked all or nothing, but 5 can be had
            bid 5 @ market by 2 fok
              T2 5 @ 30 with #4
            book
        "#]],
    );
}

#[test]
fn fill_or_kill_is_whole_or_refused() {
    check(
        "
        ask 5 @ 30 by 1
        ask 5 @ 31 by 2
        bid 11 @ 31 by 3 fok
        bid 6 @ 30 by 3 fok
        bid 10 @ 31 by 2 fok
        bid 10 @ 31 by 3 fok
        ",
        &expect![[r#"
            ask 5 @ 30 by 1
              #1 rests 5 @ 30
            ask 5 @ 31 by 2
              #2 rests 5 @ 31
            bid 11 @ 31 by 3 fok
              NOT_FILLABLE 11 lots were asked all or nothing, but 10 can be had
            bid 6 @ 30 by 3 fok
              NOT_FILLABLE 6 lots were asked all or nothing, but 5 can be had
            bid 10 @ 31 by 2 fok
              NOT_FILLABLE 10 lots were asked all or nothing, but 5 can be had
            bid 10 @ 31 by 3 fok
              T1 5 @ 30 with #1
              T2 5 @ 31 with #2
        "#]],
    );
}

#[test]
fn post_only_stays_with_an_order() {
    check(
        "
        ask 5 @ 30 by 1
        bid 5 @ 30 by 2 post-only
        bid 5 @ 29 by 2 post-only
        amend #2 5 @ 31 by 2
        amend #2 5 @ 28 by 2
        bid 5 @ market by 2 post-only
        book
        ",
        &expect![[r#"
            ask 5 @ 30 by 1
              #1 rests 5 @ 30
            bid 5 @ 30 by 2 post-only
              POST_ONLY_WOULD_TRADE a post-only bid at 30 ticks would meet the ask at 30 ticks
            bid 5 @ 29 by 2 post-only
              #2 rests 5 @ 29
            amend #2 5 @ 31 by 2
              POST_ONLY_WOULD_TRADE a post-only bid at 31 ticks would meet the ask at 30 ticks
            amend #2 5 @ 28 by 2
              place Lost
              #2 rests 5 @ 28
            bid 5 @ market by 2 post-only
              POST_ONLY_WOULD_TRADE a post-only bid at any price would meet the ask at 30 ticks
            book
              ask  30 |   5 = #1 5
              bid  28 |   5 = #2 5
        "#]],
    );
}

#[test]
fn the_newer_of_two_orders_of_one_owner_yields() {
    check(
        "
        ask 5 @ 30 by 1
        ask 5 @ 30 by 2
        ask 5 @ 31 by 3
        bid 15 @ 31 by 2
        bid 5 @ 30 by 2
        bid 9 @ 28 by 3
        amend #3 9 @ 28 by 3
        book
        ",
        &expect![[r#"
            ask 5 @ 30 by 1
              #1 rests 5 @ 30
            ask 5 @ 30 by 2
              #2 rests 5 @ 30
            ask 5 @ 31 by 3
              #3 rests 5 @ 31
            bid 15 @ 31 by 2
              T1 5 @ 30 with #1
              #4 ends with 10 open: self-trade
            bid 5 @ 30 by 2
              #5 ends with 5 open: self-trade
            bid 9 @ 28 by 3
              #6 rests 9 @ 28
            amend #3 9 @ 28 by 3
              place Lost
              #3 ends with 9 open: self-trade
            book
              ask  30 |   5 = #2 5
              bid  28 |   9 = #6 9
        "#]],
    );
}

#[test]
fn less_keeps_the_place_more_or_another_price_loses_it() {
    check(
        "
        bid 5 @ 30 by 1
        bid 5 @ 30 by 2
        bid 5 @ 30 by 3
        amend #1 3 @ 30 by 1
        amend #1 3 @ 30 by 1
        book
        amend #1 4 @ 30 by 1
        amend #2 5 @ 29 by 2
        amend #2 5 @ 30 by 2
        book
        ",
        &expect![[r#"
            bid 5 @ 30 by 1
              #1 rests 5 @ 30
            bid 5 @ 30 by 2
              #2 rests 5 @ 30
            bid 5 @ 30 by 3
              #3 rests 5 @ 30
            amend #1 3 @ 30 by 1
              place Kept
            amend #1 3 @ 30 by 1
              place Kept
            book
              bid  30 |  13 = #1 3 + #2 5 + #3 5
            amend #1 4 @ 30 by 1
              place Lost
              #1 rests 4 @ 30
            amend #2 5 @ 29 by 2
              place Lost
              #2 rests 5 @ 29
            amend #2 5 @ 30 by 2
              place Lost
              #2 rests 5 @ 30
            book
              bid  30 |  14 = #3 5 + #1 4 + #2 5
        "#]],
    );
}

#[test]
fn an_amendment_that_crosses_trades_like_an_arrival() {
    check(
        "
        bid 5 @ 30 by 1
        ask 4 @ 32 by 2
        ask 4 @ 33 by 3
        amend #1 6 @ 32 by 1
        amend #1 4 @ 33 by 1
        cancel #1 by 1
        ",
        &expect![[r#"
            bid 5 @ 30 by 1
              #1 rests 5 @ 30
            ask 4 @ 32 by 2
              #2 rests 4 @ 32
            ask 4 @ 33 by 3
              #3 rests 4 @ 33
            amend #1 6 @ 32 by 1
              place Lost
              T1 4 @ 32 with #2
              #1 rests 2 @ 32
            amend #1 4 @ 33 by 1
              place Lost
              T2 4 @ 33 with #3
            cancel #1 by 1
              ORDER_NOT_OPEN order O16777216 is not open
        "#]],
    );
}

#[test]
fn only_the_owner_of_an_open_order_may_ask() {
    check(
        "
        bid 5 @ 30 by 1
        cancel #1 by 2
        amend #1 5 @ 31 by 2
        cancel #1 by 1
        cancel #1 by 1
        amend #1 5 @ 31 by 1
        cancel #7 by 1
        ",
        &expect![[r#"
            bid 5 @ 30 by 1
              #1 rests 5 @ 30
            cancel #1 by 2
              ORDER_NOT_YOURS order O16777216 does not belong to participant 2
            amend #1 5 @ 31 by 2
              ORDER_NOT_YOURS order O16777216 does not belong to participant 2
            cancel #1 by 1
              #1 ends with 5 open: owner
            cancel #1 by 1
              ORDER_NOT_OPEN order O16777216 is not open
            amend #1 5 @ 31 by 1
              ORDER_NOT_OPEN order O16777216 is not open
            cancel #7 by 1
              ORDER_NOT_OPEN order O117440512 is not open
        "#]],
    );
}

#[test]
fn a_closed_book_only_lets_go() {
    check(
        "
        bid 5 @ 30 by 1
        bid 5 @ 31 by 2
        ask 5 @ 35 by 3
        close
        bid 5 @ 30 by 1
        amend #1 5 @ 29 by 1
        cancel #3 by 3
        empty
        open
        bid 5 @ 30 by 1
        bid 5 @ 30 by 1 in 2
        ",
        &expect![[r#"
            bid 5 @ 30 by 1
              #1 rests 5 @ 30
            bid 5 @ 31 by 2
              #2 rests 5 @ 31
            ask 5 @ 35 by 3
              #3 rests 5 @ 35
            close
            bid 5 @ 30 by 1
              BOOK_CLOSED the book of instrument 1 is closed
            amend #1 5 @ 29 by 1
              BOOK_CLOSED the book of instrument 1 is closed
            cancel #3 by 3
              #3 ends with 5 open: owner
            empty
              #2 ends with 5 open: closed
              #1 ends with 5 open: closed
            open
            bid 5 @ 30 by 1
              #4 rests 5 @ 30
            bid 5 @ 30 by 1 in 2
              UNKNOWN_INSTRUMENT instrument 2 is not listed
        "#]],
    );
}

#[test]
fn refusals_come_in_their_order() {
    check_with_room(
        2,
        "
        ask 1 @ 30 by 1
        ask 1 @ 31 by 1
        bid 1 @ 31 by 2 ioc
        bid 9 @ 31 by 2 fok post-only
        cancel #2 by 1
        bid 9 @ 31 by 2 fok post-only
        bid 9 @ 31 by 2 fok
        close
        bid 9 @ 31 by 2 fok
        bid 9 @ 31 by 2 fok in 2
        ",
        &expect![[r#"
            ask 1 @ 30 by 1
              #1 rests 1 @ 30
            ask 1 @ 31 by 1
              #2 rests 1 @ 31
            bid 1 @ 31 by 2 ioc
              TOO_MANY_OPEN_ORDERS 2 orders are open, and no more than 2 can be
            bid 9 @ 31 by 2 fok post-only
              TOO_MANY_OPEN_ORDERS 2 orders are open, and no more than 2 can be
            cancel #2 by 1
              #2 ends with 1 open: owner
            bid 9 @ 31 by 2 fok post-only
              POST_ONLY_WOULD_TRADE a post-only bid at 31 ticks would meet the ask at 30 ticks
            bid 9 @ 31 by 2 fok
              NOT_FILLABLE 9 lots were asked all or nothing, but 1 can be had
            close
            bid 9 @ 31 by 2 fok
              BOOK_CLOSED the book of instrument 1 is closed
            bid 9 @ 31 by 2 fok in 2
              UNKNOWN_INSTRUMENT instrument 2 is not listed
        "#]],
    );
}

#[test]
fn orders_that_carry_an_end_go_by_instant_then_by_age() {
    check(
        "
        bid 5 @ 30 by 1 day 60
        bid 5 @ 31 by 1
        bid 5 @ 32 by 1 day 50
        bid 5 @ 33 by 1 day 60
        bid 5 @ 34 by 1 day 60
        amend #1 5 @ 36 by 1
        cancel #4 by 1
        ask 2 @ 36 by 2
        expire
        expire
        expire
        book
        ",
        &expect![[r#"
            bid 5 @ 30 by 1 day 60
              #1 rests 5 @ 30
            bid 5 @ 31 by 1
              #2 rests 5 @ 31
            bid 5 @ 32 by 1 day 50
              #3 rests 5 @ 32
            bid 5 @ 33 by 1 day 60
              #4 rests 5 @ 33
            bid 5 @ 34 by 1 day 60
              #5 rests 5 @ 34
            amend #1 5 @ 36 by 1
              place Lost
              #1 rests 5 @ 36
            cancel #4 by 1
              #4 ends with 5 open: owner
            ask 2 @ 36 by 2
              T1 2 @ 36 with #1, which keeps 3
            expire
              second 50
              #3 ends with 5 open: expired
            expire
              second 60
              #1 ends with 3 open: expired
            expire
              second 60
              #5 ends with 5 open: expired
            book
              bid  31 |   5 = #2 5
        "#]],
    );
}

// What has broken engines before.

#[test]
fn the_order_that_became_head_after_a_fill_can_be_cancelled() {
    check(
        "
        ask 5 @ 30 by 1
        ask 6 @ 30 by 2
        ask 7 @ 30 by 3
        bid 5 @ 30 by 4
        cancel #2 by 2
        bid 7 @ 30 by 4
        book
        ",
        &expect![[r#"
            ask 5 @ 30 by 1
              #1 rests 5 @ 30
            ask 6 @ 30 by 2
              #2 rests 6 @ 30
            ask 7 @ 30 by 3
              #3 rests 7 @ 30
            bid 5 @ 30 by 4
              T1 5 @ 30 with #1
            cancel #2 by 2
              #2 ends with 6 open: owner
            bid 7 @ 30 by 4
              T2 7 @ 30 with #3
            book
        "#]],
    );
}

#[test]
fn a_sweep_passes_over_a_second_in_queue_that_has_gone() {
    check(
        "
        ask 5 @ 30 by 1
        ask 6 @ 30 by 2
        ask 7 @ 30 by 3
        ask 8 @ 31 by 3
        bid 2 @ 30 by 4
        cancel #2 by 2
        bid 20 @ 31 by 4
        book
        ",
        &expect![[r#"
            ask 5 @ 30 by 1
              #1 rests 5 @ 30
            ask 6 @ 30 by 2
              #2 rests 6 @ 30
            ask 7 @ 30 by 3
              #3 rests 7 @ 30
            ask 8 @ 31 by 3
              #4 rests 8 @ 31
            bid 2 @ 30 by 4
              T1 2 @ 30 with #1, which keeps 3
            cancel #2 by 2
              #2 ends with 6 open: owner
            bid 20 @ 31 by 4
              T2 3 @ 30 with #1
              T3 7 @ 30 with #3
              T4 8 @ 31 with #4
              #6 rests 2 @ 31
            book
              bid  31 |   2 = #6 2
        "#]],
    );
}

#[test]
fn the_last_in_queue_can_leave_and_others_still_join() {
    check(
        "
        ask 5 @ 30 by 1
        ask 6 @ 30 by 2
        ask 7 @ 30 by 3
        cancel #3 by 3
        bid 5 @ 30 by 4
        ask 8 @ 30 by 3
        cancel #2 by 2
        cancel #5 by 3
        ask 9 @ 30 by 3
        book
        ",
        &expect![[r#"
            ask 5 @ 30 by 1
              #1 rests 5 @ 30
            ask 6 @ 30 by 2
              #2 rests 6 @ 30
            ask 7 @ 30 by 3
              #3 rests 7 @ 30
            cancel #3 by 3
              #3 ends with 7 open: owner
            bid 5 @ 30 by 4
              T1 5 @ 30 with #1
            ask 8 @ 30 by 3
              #5 rests 8 @ 30
            cancel #2 by 2
              #2 ends with 6 open: owner
            cancel #5 by 3
              #5 ends with 8 open: owner
            ask 9 @ 30 by 3
              #6 rests 9 @ 30
            book
              ask  30 |   9 = #6 9
        "#]],
    );
}

/// The arriving order takes the slot that was free before its fills gave theirs back.
#[test]
fn slots_are_given_back_after_the_taker_has_its_own() {
    check_with_room(
        3,
        "
        ask 5 @ 30 by 1
        ask 6 @ 30 by 2
        bid 15 @ 30 by 3
        bid 1 @ 29 by 3
        bid 1 @ 28 by 3
        bid 1 @ 27 by 3
        ask 6 @ 27 by 4
        book
        ",
        &expect![[r#"
            ask 5 @ 30 by 1
              #1 rests 5 @ 30
            ask 6 @ 30 by 2
              #2 rests 6 @ 30
            bid 15 @ 30 by 3
              T1 5 @ 30 with #1
              T2 6 @ 30 with #2
              #3 rests 4 @ 30
            bid 1 @ 29 by 3
              #4 rests 1 @ 29
            bid 1 @ 28 by 3
              #5 rests 1 @ 28
            bid 1 @ 27 by 3
              TOO_MANY_OPEN_ORDERS 3 orders are open, and no more than 3 can be
            ask 6 @ 27 by 4
              TOO_MANY_OPEN_ORDERS 3 orders are open, and no more than 3 can be
            book
              bid  30 |   4 = #3 4
              bid  29 |   1 = #4 1
              bid  28 |   1 = #5 1
        "#]],
    );
}
