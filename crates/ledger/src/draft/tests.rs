//! What drafts answer, refuse and record. The desk holds each draft against the ledger that it makes.

use expect_test::{Expect, expect};

use crate::tests::desk::{Desk, amount, chart, key};
use crate::{Cause, Facts, HoldChange, Ledger, Rejection};

fn check(script: &str, expected: &Expect) {
    expected.assert_eq(&Desk::run(script));
}

#[test]
fn what_is_drawn_is_free_to_move_next_to_the_change() {
    check(
        "transfer 1010/0 2010/1 100
         hold 2010/1 100
         transfer 2010/1 2010/2 60
         change H1 drawn 60 left 30
         transfer 2010/1 2010/2 60
         apply
         change H1 drawn 30 left 0
         transfer 2010/1 4010/0 30
         apply",
        &expect![[r#"
            transfer 1010/0 2010/1 100               done
            hold 2010/1 100                          H1
            transfer 2010/1 2010/2 60                NOT_AVAILABLE: account 2010/1/0 CNY has 0.00 CNY available, but 0.60 CNY was asked
            change H1 drawn 60 left 30               done
            transfer 2010/1 2010/2 60                done
            apply                                    opened A1 1010/0/0 CNY; opened A2 2010/1/0 CNY; X1 100 Dr 1010 (100) Cr 2010 (100); H1 100 on 2010/1/0 CNY; opened A3 2010/2/0 CNY; H1 drawn 60, given back 10, added 0, left 30; X2 60 Dr 2010 (40) Cr 2010 (60)
            change H1 drawn 30 left 0                done
            transfer 2010/1 4010/0 30                done
            apply                                    H1 drawn 30, given back 0, added 0, left 0; opened A4 4010/0/0 CNY; X3 30 Dr 2010 (10) Cr 4010 (30)

            A1 1010/0/0 CNY 100
            A2 2010/1/0 CNY 10
            A3 2010/2/0 CNY 60
            A4 4010/0/0 CNY 30
        "#]],
    );
}

#[test]
fn a_hold_is_raised_from_what_is_available_beside_what_is_drawn() {
    check(
        "transfer 1010/0 2010/1 100
         hold 2010/1 80
         change H1 drawn 50 left 51
         change H1 drawn 50 left 50
         change H1 drawn 0 left 50
         apply",
        &expect![[r#"
            transfer 1010/0 2010/1 100               done
            hold 2010/1 80                           H1
            change H1 drawn 50 left 51               NOT_AVAILABLE: account 2010/1/0 CNY has 0.20 CNY available, but 0.21 CNY was asked
            change H1 drawn 50 left 50               done
            change H1 drawn 0 left 50                done
            apply                                    opened A1 1010/0/0 CNY; opened A2 2010/1/0 CNY; X1 100 Dr 1010 (100) Cr 2010 (100); H1 80 on 2010/1/0 CNY; H1 drawn 50, given back 0, added 20, left 50

            A1 1010/0/0 CNY 100
            A2 2010/1/0 CNY 100 of them 50 held
            H1 50 left on A2
        "#]],
    );
}

#[test]
fn a_hold_covers_no_more_than_is_left_of_it_and_ends_once() {
    check(
        "transfer 1010/0 2010/1 100
         hold 2010/1 20
         change H1 drawn 21 left 0
         change H1 drawn 0 left 0
         change H1 drawn 0 left 0
         hold 2010/1 101",
        &expect![[r#"
            transfer 1010/0 2010/1 100               done
            hold 2010/1 20                           H1
            change H1 drawn 21 left 0                HOLD_NOT_COVERED: hold H16777216 on account 2010/1/0 CNY still covers 0.20 CNY, but 0.21 CNY was to be drawn
            change H1 drawn 0 left 0                 done
            change H1 drawn 0 left 0                 HOLD_ENDED: hold H16777223 has ended
            hold 2010/1 101                          NOT_AVAILABLE: account 2010/1/0 CNY has 1.00 CNY available, but 1.01 CNY was asked

            A1 1010/0/0 CNY 100
            A2 2010/1/0 CNY 100
        "#]],
    );
}

#[test]
fn an_account_with_a_floor_gives_only_what_it_has() {
    check(
        "transfer 2010/1 2010/2 1
         transfer 1010/0 2010/1 10
         transfer 2010/1 2010/2 11
         transfer 4010/0 1010/0 11
         transfer 4010/0 1010/0 10
         transfer 5010/0 4010/0 7",
        &expect![[r#"
            transfer 2010/1 2010/2 1                 NOT_AVAILABLE: account 2010/1/0 CNY has 0.00 CNY available, but 0.01 CNY was asked
            transfer 1010/0 2010/1 10                done
            transfer 2010/1 2010/2 11                NOT_AVAILABLE: account 2010/1/0 CNY has 0.10 CNY available, but 0.11 CNY was asked
            transfer 4010/0 1010/0 11                OVERDRAFT: account 1010/0/0 CNY stands at 0.10 CNY, but 0.11 CNY was to be taken out
            transfer 4010/0 1010/0 10                done
            transfer 5010/0 4010/0 7                 done

            A1 2010/1/0 CNY 10
            A2 2010/2/0 CNY 0
            A3 1010/0/0 CNY 0
            A4 4010/0/0 CNY -3
            A5 5010/0/0 CNY 7
        "#]],
    );
}

#[test]
fn a_balance_has_eighteen_digits() {
    check(
        "transfer 5010/0 4010/1 999_999_999_999_999_999
         transfer 5010/0 4010/2 1
         transfer 5010/1 4010/1 1
         transfer 4010/3 4010/4 999_999_999_999_999_999
         transfer 4010/3 4010/5 1",
        &expect![[r#"
            transfer 5010/0 4010/1 999_999_999_999_999_999 done
            transfer 5010/0 4010/2 1                 BALANCE_OVERFLOW: account 5010/0/0 CNY stands at 9,999,999,999,999,999.99 CNY, but with 0.01 CNY on its debit side it would have more than 18 digits
            transfer 5010/1 4010/1 1                 BALANCE_OVERFLOW: account 4010/1/0 CNY stands at 9,999,999,999,999,999.99 CNY, but with 0.01 CNY on its credit side it would have more than 18 digits
            transfer 4010/3 4010/4 999_999_999_999_999_999 done
            transfer 4010/3 4010/5 1                 BALANCE_OVERFLOW: account 4010/3/0 CNY stands at -9,999,999,999,999,999.99 CNY, but with 0.01 CNY on its debit side it would have more than 18 digits

            A1 5010/0/0 CNY 999999999999999999
            A2 4010/1/0 CNY 999999999999999999
            A3 4010/2/0 CNY 0
            A4 5010/1/0 CNY 0
            A5 4010/3/0 CNY -999999999999999999
            A6 4010/4/0 CNY 999999999999999999
            A7 4010/5/0 CNY 0
        "#]],
    );
}

#[test]
fn a_transfer_has_two_open_accounts_of_one_asset() {
    check(
        "account 2010/1
         close A1
         transfer 1010/0 A1 1
         transfer A1 1010/0 1
         transfer 2010/2 2010/2 1
         transfer 1010/0 2010/2@USD 1",
        &expect![[r#"
            account 2010/1                           A1
            close A1                                 done
            transfer 1010/0 A1 1                     ACCOUNT_CLOSED: account A1 is closed
            transfer A1 1010/0 1                     ACCOUNT_CLOSED: account A1 is closed
            transfer 2010/2 2010/2 1                 ACCOUNTS_EQUAL: account 2010/2/0 CNY would be debited and credited at once
            transfer 1010/0 2010/2@USD 1             ASSETS_DIFFER: account 1010/0/0 CNY and account 2010/2/0 USD differ in what they count

            A2 1010/0/0 CNY 0
            A3 2010/2/0 CNY 0
            A4 2010/2/0 USD 0
        "#]],
    );
}

#[test]
fn only_an_empty_account_is_closed_and_only_once() {
    check(
        "transfer 1010/0 2010/1 10
         hold 2010/1 4
         close 2010/1
         change H1 drawn 0 left 0
         transfer 2010/1 4010/0 10
         close 2010/1
         close A2
         hold A2 1",
        &expect![[r#"
            transfer 1010/0 2010/1 10                done
            hold 2010/1 4                            H1
            close 2010/1                             ACCOUNT_NOT_EMPTY: account 2010/1/0 CNY cannot be closed: it stands at 0.10 CNY, of which 0.04 CNY is held
            change H1 drawn 0 left 0                 done
            transfer 2010/1 4010/0 10                done
            close 2010/1                             done
            close A2                                 ACCOUNT_CLOSED: account A2 is closed
            hold A2 1                                ACCOUNT_CLOSED: account A2 is closed

            A1 1010/0/0 CNY 10
            A3 4010/0/0 CNY 10
        "#]],
    );
}

#[test]
fn slots_are_used_again_and_ids_are_not() {
    check(
        "account 2010/1
         account 2010/2
         account 2010/3
         apply
         close 2010/2
         close 2010/1
         account 2010/4
         close 2010/4
         account 2010/2
         account 2010/5
         account 2010/6
         apply",
        &expect![[r#"
            account 2010/1                           A1
            account 2010/2                           A2
            account 2010/3                           A3
            apply                                    opened A1 2010/1/0 CNY; opened A2 2010/2/0 CNY; opened A3 2010/3/0 CNY
            close 2010/2                             done
            close 2010/1                             done
            account 2010/4                           A4
            close 2010/4                             done
            account 2010/2                           A5
            account 2010/5                           A6
            account 2010/6                           A7
            apply                                    closed A2 2010/2/0 CNY; closed A1 2010/1/0 CNY; opened A4 2010/4/0 CNY; closed A4 2010/4/0 CNY; opened A5 2010/2/0 CNY; opened A6 2010/5/0 CNY; opened A7 2010/6/0 CNY

            A5 2010/2/0 CNY 0
            A6 2010/5/0 CNY 0
            A3 2010/3/0 CNY 0
            A7 2010/6/0 CNY 0
        "#]],
    );
}

#[test]
fn a_listing_reads_through_the_draft() {
    check(
        "account 2010/3
         account 2010/1
         account 2010/2@USD
         apply
         account 2010/2/9
         account 2010/2/8
         close 2010/3
         list 2010
         close 2010/2/9
         account 2010/3
         list 2010
         undo
         list 2010",
        &expect![[r#"
            account 2010/3                           A1
            account 2010/1                           A2
            account 2010/2@USD                       A3
            apply                                    opened A1 2010/3/0 CNY; opened A2 2010/1/0 CNY; opened A3 2010/2/0 USD
            account 2010/2/9                         A4
            account 2010/2/8                         A5
            close 2010/3                             done
            list 2010                                A2 2010/1/0 CNY, A5 2010/2/8 CNY, A4 2010/2/9 CNY
            close 2010/2/9                           done
            account 2010/3                           A6
            list 2010                                A2 2010/1/0 CNY, A5 2010/2/8 CNY, A6 2010/3/0 CNY
            undo
            list 2010                                A2 2010/1/0 CNY, A1 2010/3/0 CNY

            A1 2010/3/0 CNY 0
            A2 2010/1/0 CNY 0
            A3 2010/2/0 USD 0
        "#]],
    );
}

#[test]
fn a_listing_can_be_walked_while_drafting() {
    let ledger = Ledger::new(chart());
    let mut facts = Facts::new();
    let mut draft = ledger.draft(&mut facts);
    for owner in [3, 1, 2] {
        let member = draft.account(key(2010, owner));
        let bank = draft.account(key(1010, 0));
        draft.transfer(bank, member, amount(5), Cause(0)).unwrap();
    }
    let (mut at, mut walked) = (key(2010, 0), Vec::new());
    while let Some((id, account)) = draft.listed_after(at) {
        at = account.key();
        walked.push(at.owner.0);
        let fees = draft.account(key(4010, 0));
        draft.transfer(id, fees, amount(5), Cause(0)).unwrap();
        draft.close(id).unwrap();
    }
    assert_eq!(walked, [1, 2, 3]);
    assert_eq!(draft.balance_of(key(4010, 0)), 15);
    assert_eq!(draft.available_of(key(2010, 1)).units(), 0);
}

#[test]
fn undoing_goes_back_to_the_mark_with_everything() {
    let ledger = Ledger::new(chart());
    let mut facts = Facts::new();
    let mut draft = ledger.draft(&mut facts);
    let (bank, member) = (draft.account(key(1010, 0)), draft.account(key(2010, 1)));
    draft.transfer(bank, member, amount(9), Cause(0)).unwrap();
    let mark = draft.mark();
    let hold = draft.place(member, amount(5), Cause(0)).unwrap();
    let other = draft.account(key(2010, 2));
    draft.undo(mark);
    assert_eq!((draft.mark(), draft.held(member).units(), draft.balance(member)), (mark, 0, 9));
    assert_eq!((draft.remaining(hold), draft.find(key(2010, 2))), (None, None));
    assert_eq!(draft.place(member, amount(9), Cause(0)), Ok(hold));
    assert_eq!(draft.account(key(2010, 3)), other);
}

#[test]
fn a_change_that_changes_nothing_is_no_fact() {
    let ledger = Ledger::new(chart());
    let mut facts = Facts::new();
    let mut draft = ledger.draft(&mut facts);
    let (bank, member) = (draft.account(key(1010, 0)), draft.account(key(2010, 1)));
    draft.transfer(bank, member, amount(9), Cause(0)).unwrap();
    let hold = draft.place(member, amount(5), Cause(0)).unwrap();
    let before = draft.mark();
    draft.change(hold, HoldChange { drawn: money::Minor::ZERO, remaining: amount(5).minor() }).unwrap();
    assert_eq!(draft.mark(), before);
}

#[test]
fn when_all_slots_are_taken_a_hold_is_refused() {
    let ledger = Ledger::new(chart());
    let mut facts = Facts::new();
    let mut draft = ledger.draft(&mut facts);
    let (bank, member) = (draft.account(key(1010, 0)), draft.account(key(2010, 1)));
    draft.transfer(bank, member, amount(9), Cause(0)).unwrap();
    draft.facts.scratch_mut().hold_slots.exhaust();
    assert_eq!(draft.place(member, amount(5), Cause(0)), Err(Rejection::HoldsExhausted));
    assert_eq!(draft.room(), (1 << 24) - 2);
}

#[test]
#[should_panic(expected = "account 4010/0/0 CNY has no floor, so nothing can be held on it")]
fn what_can_be_overdrawn_cannot_be_held() {
    Desk::run("transfer 1010/0 4010/0 5\n hold 4010/0 5");
}

#[test]
#[should_panic(expected = "the chart does not list accounts of code 1010")]
fn what_is_not_listed_cannot_be_listed() {
    Desk::run("list 1010");
}

#[test]
#[should_panic(expected = "code 7777 is not in the chart")]
fn what_the_chart_does_not_know_cannot_be_opened() {
    Desk::run("account 7777/0");
}

#[test]
fn when_all_slots_are_taken_an_account_is_refused() {
    let ledger = Ledger::new(chart());
    let mut facts = Facts::new();
    let mut draft = ledger.draft(&mut facts);
    let bank = draft.account(key(1010, 0));
    draft.facts.scratch_mut().account_slots.exhaust();
    let before = draft.mark();
    assert_eq!(draft.open_account(key(2010, 1)), Err(Rejection::AccountsExhausted));
    assert_eq!(draft.mark(), before, "a refusal leaves no fact");
    assert_eq!(draft.open_account(key(1010, 0)), Ok(bank), "what is open needs no room");
}
