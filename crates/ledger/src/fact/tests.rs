//! How facts are written down, and how strictly they are read.

use expect_test::expect;
use money::Minor;

use crate::tests::desk::{amount, key};
use crate::{AccountId, Cause, Fact, HoldId, Rejection, Side};

fn account(bits: u64) -> AccountId {
    AccountId::from_bits(bits).unwrap()
}

fn hold() -> HoldId {
    HoldId::from_bits(7 << 24 | 3).unwrap()
}

#[test]
fn facts_are_written_by_name_and_read_back() {
    let facts = [
        Fact::AccountOpened(key(2010, 7)),
        Fact::AccountClosed(account(1 << 24)),
        Fact::Transferred {
            debit: account(1 << 24),
            credit: account(2 << 24 | 1),
            amount: amount(999_999_999_999_999_999),
            cause: Cause(u64::MAX),
        },
        Fact::HoldPlaced { account: account(1 << 24), amount: amount(1), cause: Cause(0) },
        Fact::HoldChanged { hold: hold(), drawn: Minor::ZERO, remaining: Minor::MAX },
    ];
    let written: Vec<String> = facts.iter().map(|fact| serde_json::to_string(fact).unwrap() + "\n").collect();
    expect![[r#"
        {"account_opened":{"code":2010,"asset":31,"owner":7,"subject":0}}
        {"account_closed":16777216}
        {"transferred":{"debit":16777216,"credit":33554433,"amount":999999999999999999,"cause":18446744073709551615}}
        {"hold_placed":{"account":16777216,"amount":1,"cause":0}}
        {"hold_changed":{"hold":"H117440515","drawn":0,"remaining":999999999999999999}}
    "#]].assert_eq(&written.concat());
    let read: Vec<Fact> = written.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    assert_eq!(read, facts);
}

#[test]
fn what_is_not_a_fact_is_refused() {
    let refused = [
        r#"{"hold_placed": {"account": 5, "amount": 5, "cause": 3}}"#,
        r#"{"hold_placed": {"account": 16777216, "amount": 0, "cause": 3}}"#,
        r#"{"hold_placed": {"account": 16777216, "amount": 1000000000000000000, "cause": 3}}"#,
        r#"{"hold_placed": {"account": 16777216, "amount": 5, "cause": 3, "why": 4}}"#,
        r#"{"hold_placed": {"account": 16777216, "amount": 5}}"#,
        r#"{"account_opened": {"code": 2010, "asset": 1000, "owner": 7, "subject": 0}}"#,
        r#"{"account_merged": 16777216}"#,
    ];
    let told = refused.map(|text| serde_json::from_str::<Fact>(text).unwrap_err().to_string() + "\n");
    expect![[r#"
        ID_WITHOUT_COUNT: 5 is no id, since its count is zero at line 1 column 29
        AMOUNT_NOT_POSITIVE: 0 minor units must be more than zero at line 1 column 49
        AMOUNT_OUT_OF_RANGE: 1000000000000000000 minor units have more than 18 digits at line 1 column 67
        unknown field `why`, expected one of `account`, `amount`, `cause` at line 1 column 68
        missing field `cause` at line 1 column 50
        ASSET_UNKNOWN: 1000 names no asset at line 1 column 47
        unknown variant `account_merged`, expected one of `account_opened`, `account_closed`, `transferred`, `hold_placed`, `hold_changed` at line 1 column 17
    "#]].assert_eq(&told.concat());
}

#[test]
fn refusals_are_written_by_name_and_read_back() {
    let refusals = [
        Rejection::AccountClosed(account(1 << 24)),
        Rejection::SameAccount(key(2010, 7)),
        Rejection::HoldNotCovered {
            hold: hold(),
            account: key(2010, 7),
            remaining: Minor::ZERO,
            asked: Minor::MAX,
        },
        Rejection::NotAvailable { account: key(2010, 7), available: Minor::ZERO, asked: amount(1) },
        Rejection::AccountsExhausted,
        Rejection::HoldsExhausted,
    ];
    let written: Vec<String> =
        refusals.iter().map(|refusal| serde_json::to_string(refusal).unwrap() + "\n").collect();
    expect![[r#"
        {"account_closed":16777216}
        {"same_account":{"code":2010,"asset":31,"owner":7,"subject":0}}
        {"hold_not_covered":{"hold":"H117440515","account":{"code":2010,"asset":31,"owner":7,"subject":0},"remaining":0,"asked":999999999999999999}}
        {"not_available":{"account":{"code":2010,"asset":31,"owner":7,"subject":0},"available":0,"asked":1}}
        "accounts_exhausted"
        "holds_exhausted"
    "#]].assert_eq(&written.concat());
    let read: Vec<Rejection> = written.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    assert_eq!(read, refusals);
}

#[test]
fn every_refusal_has_a_hint_in_small_letters() {
    let (one, other) = (key(2010, 7), key(2010, 8));
    let (hold, none, some) = (hold(), Minor::ZERO, amount(1));
    let refusals = [
        Rejection::AccountClosed(account(1 << 24)),
        Rejection::SameAccount(one),
        Rejection::AssetsDiffer { debit: one, credit: other },
        Rejection::HoldEnded(hold),
        Rejection::HoldNotCovered { hold, account: one, remaining: none, asked: Minor::MAX },
        Rejection::NotAvailable { account: one, available: none, asked: some },
        Rejection::Overdraft { account: one, available: none, asked: some },
        Rejection::Overflow { account: one, posted: 1, side: Side::Debit, asked: some },
        Rejection::AccountNotEmpty { account: one, posted: 1, held: none },
        Rejection::AccountsExhausted,
        Rejection::HoldsExhausted,
    ];
    for refusal in refusals {
        let hint = refusal.hint();
        assert!(hint.starts_with(|first: char| first.is_ascii_lowercase()), "{}: {hint:?}", refusal.code());
    }
}

#[test]
fn a_hold_is_shown_as_it_is_written() {
    assert_eq!(hold().to_string(), "H117440515");
    assert_eq!(serde_json::to_string(&hold()).unwrap(), format!("\"{}\"", hold()));
}

#[test]
fn a_fact_is_small() {
    assert_eq!(size_of::<Fact>(), 40);
}
