//! The laws of the ledger, over whatever may be asked of it.

mod naive;

use std::collections::BTreeMap;

use ledger::strategies::{self, Ask, Roster};
use ledger::{Account, Event, Fact, Facts, HoldId, Ledger, Mark, Rejection};
use naive::Naive;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestCaseResult;

/// The bytes that would be hashed.
fn digest(ledger: &Ledger) -> Vec<u8> {
    let mut bytes = Vec::new();
    ledger.digest(&mut |piece: &[u8]| bytes.extend_from_slice(piece));
    bytes
}

/// Drafts a group; a refused one is cut back, and its refusal answered.
fn draft(
    ledger: &Ledger,
    facts: &mut Facts,
    roster: &mut Roster,
    group: &[Ask],
) -> Vec<Option<Result<(), Rejection>>> {
    let (mark, before) = (facts.mark(), roster.clone());
    let mut draft = ledger.draft(facts);
    let mut answers = Vec::new();
    for ask in group {
        let answer = ask.put(&mut draft, roster);
        answers.push(answer);
        if let Some(Err(_)) = answer {
            facts.truncate(mark);
            *roster = before;
            break;
        }
    }
    answers
}

/// A ledger on which all groups were tried, with every fact that was applied.
fn history(groups: &[Vec<Ask>]) -> (Ledger, Roster, Vec<Fact>, Vec<Event>) {
    let mut ledger = Ledger::new(strategies::chart());
    let (mut facts, mut roster, mut told) = (Facts::new(), Roster::default(), Vec::new());
    for group in groups {
        let mark = facts.mark();
        draft(&ledger, &mut facts, &mut roster, group);
        ledger.apply(facts.since(mark), |event| told.push(event));
    }
    (ledger, roster, facts.as_slice().to_vec(), told)
}

/// Debits equal credits; floors hold; held is the sum of the holds and never exceeds posted.
fn sound(ledger: &Ledger) -> TestCaseResult {
    let mut totals = BTreeMap::new();
    for row in ledger.trial_balance() {
        *totals.entry(row.asset).or_insert(0) += row.debit - row.credit;
    }
    prop_assert!(
        totals.values().all(|&difference| difference == 0),
        "debits differ from credits: {totals:?}"
    );
    let mut held = BTreeMap::new();
    for (_, hold) in ledger.holds() {
        prop_assert!(!hold.remaining().is_zero());
        *held.entry(hold.account()).or_insert(0) += hold.remaining().signed();
    }
    for (id, account) in ledger.accounts() {
        prop_assert_eq!(held.remove(&id).unwrap_or(0), account.held().signed());
        prop_assert!(!account.floor() || account.held().signed() <= account.posted());
        prop_assert!(account.floor() || account.held().is_zero());
        prop_assert_eq!(ledger.find(account.key()), Some(id));
    }
    prop_assert!(held.is_empty(), "every hold stands on an open account");
    Ok(())
}

/// The draft over `facts` answers what `ledger` answers, to which they were applied.
fn agree(draft: &ledger::Draft<'_>, ledger: &Ledger, roster: &Roster) -> TestCaseResult {
    for &id in &roster.accounts {
        prop_assert_eq!(draft.peek(id), ledger.account(id));
        prop_assert_eq!(draft.balance(id), ledger.account(id).map_or(0, Account::posted));
    }
    for &id in &roster.holds {
        prop_assert_eq!(draft.hold(id), ledger.hold(id));
    }
    for (id, account) in ledger.accounts() {
        prop_assert_eq!(draft.find(account.key()), Some(id));
        let (code, asset) = (account.key().code, account.asset());
        if account.listed() {
            let drafted: Vec<_> = draft.listed(code, asset).collect();
            let written: Vec<_> = ledger.listed(code, asset).collect();
            prop_assert!(written.is_sorted_by_key(|(_, account)| account.key()));
            let all = ledger.accounts().filter(|(_, a)| (a.key().code, a.asset()) == (code, asset));
            prop_assert_eq!((drafted.as_slice(), written.len()), (written.as_slice(), all.count()));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Debits equal credits, no floor is broken, no more is held than posted: after every single fact.
    #[test]
    fn the_books_are_sound_at_every_moment(groups in prop::collection::vec(strategies::group(), 0..40)) {
        let (_, _, facts, _) = history(&groups);
        let mut ledger = Ledger::new(strategies::chart());
        for fact in facts {
            ledger.apply(&[fact], |_| {});
            sound(&ledger)?;
        }
    }

    /// What a draft answers equals applying its facts one by one; drafting changes nothing; a draft that
    /// is taken up again is the same draft.
    #[test]
    fn a_draft_answers_what_its_facts_do(groups in prop::collection::vec(strategies::group(), 0..40)) {
        let mut ledger = Ledger::new(strategies::chart());
        let (mut facts, mut roster) = (Facts::new(), Roster::default());
        for group in &groups {
            let before = digest(&ledger);
            facts.clear();
            draft(&ledger, &mut facts, &mut roster, group);
            prop_assert_eq!(&digest(&ledger), &before);
            let mut stepped = ledger.clone();
            facts.as_slice().iter().for_each(|&fact| stepped.apply(&[fact], |_| {}));
            let start = Mark::default();
            agree(&ledger.resume(&mut facts, start), &stepped, &roster)?;
            ledger.apply(facts.as_slice(), |_| {});
            prop_assert_eq!(digest(&ledger), digest(&stepped));
        }
    }

    /// A refused group leaves no facts, and going back to a mark leaves what was before it.
    #[test]
    fn a_refused_draft_leaves_nothing(groups in prop::collection::vec(strategies::group(), 0..30), last in strategies::group()) {
        let (ledger, roster, _, _) = history(&groups);
        let mut facts = Facts::new();
        let mut known = roster.clone();
        let answers = draft(&ledger, &mut facts, &mut known, &last);
        if let Some(Some(Err(_))) = answers.last() {
            prop_assert!(facts.is_empty());
        }
        let mut fresh = Facts::new();
        let mut draft = ledger.draft(&mut fresh);
        for ask in &last {
            let (mark, mut known) = (draft.mark(), roster.clone());
            ask.put(&mut draft, &mut known);
            draft.undo(mark);
            agree(&draft, &ledger, &roster)?;
        }
        prop_assert!(fresh.is_empty());
    }

    /// Placed and added is drawn, given back and remaining, of every hold, after every event.
    #[test]
    fn nothing_of_a_hold_is_lost(groups in prop::collection::vec(strategies::group(), 0..40)) {
        let (ledger, roster, _, told) = history(&groups);
        let mut left: BTreeMap<HoldId, i128> = BTreeMap::new();
        for event in told {
            match event {
                Event::HoldPlaced { id, amount, .. } => {
                    prop_assert_eq!(left.insert(id, amount.units().into()), None);
                }
                Event::HoldChanged { id, drawn, given_back, added, remaining, .. } => {
                    let before = left[&id] + i128::from(added.units());
                    let after = i128::from(drawn.units()) + i128::from(given_back.units());
                    prop_assert_eq!(before - after, i128::from(remaining.units()));
                    left.insert(id, remaining.units().into());
                }
                Event::AccountOpened { .. } | Event::AccountClosed { .. } | Event::Transferred { .. } => {}
            }
        }
        prop_assert_eq!(left.len(), roster.holds.len());
        for (id, left) in left {
            prop_assert_eq!(ledger.hold(id).map_or(0, |hold| hold.remaining().units().into()), left);
        }
    }

    /// The facts, written down and read again, give an equal ledger that goes on equally.
    #[test]
    fn replay_gives_the_same_ledger(groups in prop::collection::vec(strategies::group(), 0..40), next in strategies::group()) {
        let (mut ledger, mut roster, facts, told) = history(&groups);
        let written = serde_json::to_string(&facts).unwrap();
        let read: Vec<Fact> = serde_json::from_str(&written).unwrap();
        let (mut again, mut retold) = (Ledger::new(strategies::chart()), Vec::new());
        again.apply(&read, |event| retold.push(event));
        prop_assert_eq!(digest(&again), digest(&ledger));
        prop_assert_eq!(retold, told);
        let (mut facts, mut others) = (Facts::new(), Facts::new());
        draft(&again, &mut others, &mut roster.clone(), &next);
        draft(&ledger, &mut facts, &mut roster, &next);
        prop_assert_eq!(facts.as_slice(), others.as_slice());
        ledger.apply(facts.as_slice(), |_| {});
        again.apply(others.as_slice(), |_| {});
        prop_assert_eq!(digest(&again), digest(&ledger));
    }

    /// A second ledger, written plainly, gives every answer and every balance that the fast one gives.
    #[test]
    fn the_fast_ledger_equals_the_naive_one(groups in prop::collection::vec(strategies::group(), 0..60)) {
        let mut ledger = Ledger::new(strategies::chart());
        let mut naive = Naive::new(strategies::chart());
        let (mut facts, mut roster) = (Facts::new(), Roster::default());
        for group in &groups {
            facts.clear();
            let before = naive.clone();
            let answers = draft(&ledger, &mut facts, &mut roster, group);
            for (ask, answer) in group.iter().zip(answers) {
                let plain = naive.put(*ask);
                prop_assert_eq!(answer.map(|a| a.map_err(|refusal| refusal.code())), plain);
                if let Some(Err(_)) = plain {
                    naive = before;
                    break;
                }
            }
            ledger.apply(facts.as_slice(), |_| {});
            prop_assert_eq!(roster.accounts.len(), naive.accounts.len());
            for (nth, (&id, &(key, open))) in roster.accounts.iter().zip(&naive.accounts).enumerate() {
                prop_assert_eq!(ledger.account(id).map(Account::key), open.then_some(key));
                if let Some(account) = ledger.account(id) {
                    prop_assert_eq!(i128::from(account.posted()), naive.posted(nth));
                    prop_assert_eq!(i128::from(account.held().units()), naive.held(nth));
                }
            }
            for (&id, &(_, left)) in roster.holds.iter().zip(&naive.holds) {
                prop_assert_eq!(ledger.hold(id).map_or(0, |hold| hold.remaining().units().into()), left);
            }
        }
    }
}

/// The laws are not empty: what is asked reaches every kind of fact, and every refusal but the one that
/// needs 2^24 holds.
#[test]
fn the_strategies_reach_everything() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = BTreeMap::new();
    for _ in 0..100 {
        let groups = prop::collection::vec(strategies::group(), 60).new_tree(&mut runner).unwrap().current();
        let mut ledger = Ledger::new(strategies::chart());
        let (mut facts, mut roster) = (Facts::new(), Roster::default());
        for group in &groups {
            facts.clear();
            for refusal in draft(&ledger, &mut facts, &mut roster, group).into_iter().flatten() {
                *seen.entry(refusal.map_or_else(|refusal| refusal.code(), |()| "accepted")).or_insert(0) += 1;
            }
            for fact in facts.as_slice() {
                let kind = match fact {
                    Fact::AccountOpened(_) => "opened",
                    Fact::AccountClosed(_) => "closed",
                    Fact::Transferred { .. } => "transferred",
                    Fact::HoldPlaced { .. } => "placed",
                    Fact::HoldChanged { remaining, .. } if remaining.is_zero() => "ended",
                    Fact::HoldChanged { .. } => "changed",
                };
                *seen.entry(kind).or_insert(0) += 1;
            }
            ledger.apply(facts.as_slice(), |_| {});
        }
    }
    let reached: Vec<_> = seen.iter().filter(|&(_, &times)| times >= 20).map(|(kind, _)| *kind).collect();
    assert_eq!(
        reached,
        [
            "ACCOUNTS_EQUAL",
            "ACCOUNT_CLOSED",
            "ACCOUNT_NOT_EMPTY",
            "ASSETS_DIFFER",
            "BALANCE_OVERFLOW",
            "HOLD_ENDED",
            "HOLD_NOT_COVERED",
            "NOT_AVAILABLE",
            "OVERDRAFT",
            "accepted",
            "changed",
            "closed",
            "ended",
            "opened",
            "placed",
            "transferred",
        ],
        "{seen:?}"
    );
}
