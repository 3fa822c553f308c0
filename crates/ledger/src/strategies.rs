//! Strategies for property tests: what a caller may ask of a ledger, in small houses and at the edges.
//!
//! Owners and subjects are few, so that operations meet; amounts are small, or at the bounds.

use money::{Amount, Asset, Currency, Minor};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::{
    AccountCode, AccountId, Cause, ChartOfAccounts, Draft, HoldChange, HoldId, Key, Owner, Rejection, Row,
    Side, Subject,
};

/// Among how many holds one is chosen, from the last.
pub const RECENT: usize = 3;

/// One thing that a caller may ask.
#[derive(Clone, Copy, Debug)]
pub enum Ask {
    /// An account to be closed.
    Close(Which),
    /// A transfer.
    Transfer {
        /// The account to be debited.
        debit: Which,
        /// The account to be credited.
        credit: Which,
        /// How much.
        amount: Amount,
    },
    /// A hold to be placed; never on an account without a floor, which would be a mistake of the caller.
    Place {
        /// On which account.
        account: Which,
        /// How much.
        amount: Amount,
    },
    /// One of the last holds to be changed; it may have ended.
    Change {
        /// Which one.
        hold: Index,
        /// Into what.
        change: HoldChange,
    },
}

/// How an account is chosen.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// By its name, and it is opened if need be.
    Named(Key),
    /// Among all that there ever were, open or closed.
    Past(Index),
}

/// All ids that a ledger has ever given, in their order.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// Of accounts, closed or not.
    pub accounts: Vec<AccountId>,
    /// Of holds, ended or not.
    pub holds: Vec<HoldId>,
}

impl Ask {
    /// Asks a draft; new ids go into the roster. Nothing is answered where there was nothing to choose from.
    pub fn put(self, draft: &mut Draft<'_>, roster: &mut Roster) -> Option<Result<(), Rejection>> {
        match self {
            Ask::Close(which) => {
                let id = roster.account(draft, which)?;
                Some(draft.close(id))
            }
            Ask::Transfer { debit, credit, amount } => {
                let (debit, credit) = (roster.account(draft, debit)?, roster.account(draft, credit)?);
                Some(draft.transfer(debit, credit, amount, Cause(amount.units())))
            }
            Ask::Place { account, amount } => {
                let id = roster.account(draft, account)?;
                if draft.peek(id).is_some_and(|account| !account.floor()) {
                    return None;
                }
                let placed = draft.place(id, amount, Cause(amount.units()));
                roster.holds.extend(placed.ok());
                Some(placed.map(|_| ()))
            }
            Ask::Change { hold, change } => {
                let recent = &roster.holds[roster.holds.len().saturating_sub(RECENT)..];
                if recent.is_empty() { None } else { Some(draft.change(*hold.get(recent), change)) }
            }
        }
    }
}

impl Roster {
    fn account(&mut self, draft: &mut Draft<'_>, which: Which) -> Option<AccountId> {
        match which {
            Which::Named(key) => {
                let id = draft.account(key);
                if !self.accounts.contains(&id) {
                    self.accounts.push(id);
                }
                Some(id)
            }
            Which::Past(_) if self.accounts.is_empty() => None,
            Which::Past(index) => Some(*index.get(&self.accounts)),
        }
    }
}

/// A small house: a bank, what members have and have put down, income, expenses, and slots.
pub fn chart() -> ChartOfAccounts {
    let row =
        |code, name, normal, floor, listed| Row { code: AccountCode(code), name, normal, floor, listed };
    let rows = vec![
        row(1010, "bank", Side::Debit, false, false),
        row(1110, "receivable", Side::Debit, true, true),
        row(2010, "available", Side::Credit, true, true),
        row(2030, "deposit", Side::Credit, true, false),
        row(4010, "fees", Side::Credit, false, true),
        row(9010, "slots", Side::Credit, true, false),
    ];
    ChartOfAccounts::new(rows).expect("the codes ascend")
}

/// Names of accounts under the small chart.
pub fn key() -> impl Strategy<Value = Key> {
    let codes = prop::sample::select(vec![1010, 1010, 1110, 2010, 2010, 2010, 2030, 4010, 9010]);
    let cny = Currency::parse("CNY").expect("CNY is listed").into();
    let assets = prop_oneof![12 => Just(cny), 1 => Just(Asset::unit(1))];
    let subjects = prop_oneof![12 => Just(0), 1 => Just(u64::MAX)];
    (codes, assets, 0u32..2, subjects).prop_map(|(code, asset, owner, subject)| Key {
        code: AccountCode(code),
        asset,
        owner: Owner(owner),
        subject: Subject(subject),
    })
}

/// Amounts that can move: mostly small, sometimes one, sometimes the most that there can be.
pub fn amount() -> impl Strategy<Value = Amount> {
    let most = Minor::MAX.units();
    let near = most.saturating_sub(9)..=most;
    prop_oneof![30 => 1u64..=20, 6 => Just(1), 1 => Just(most), 1 => near, 1 => 1..=most]
        .prop_map(|units| Amount::new(units).expect("between 1 and the most"))
}

/// Amounts, or nothing.
pub fn minor() -> impl Strategy<Value = Minor> {
    prop_oneof![1 => Just(Minor::ZERO), 1 => amount().prop_map(Amount::minor)]
}

/// Accounts, mostly by name.
pub fn which() -> impl Strategy<Value = Which> {
    prop_oneof![9 => key().prop_map(Which::Named), 1 => any::<Index>().prop_map(Which::Past)]
}

/// Anything that may be asked; much of it is refused, since balances are thin.
pub fn ask() -> impl Strategy<Value = Ask> {
    let change = (minor(), minor()).prop_map(|(drawn, remaining)| HoldChange { drawn, remaining });
    let receipt = (key(), 1u64..=200).prop_map(|(key, units)| Ask::Transfer {
        debit: Which::Named(Key { code: AccountCode(1010), ..key }),
        credit: Which::Named(Key { code: AccountCode(2010), ..key }),
        amount: Amount::new(units).expect("at least 1"),
    });
    prop_oneof![
        2 => which().prop_map(Ask::Close),
        8 => receipt,
        12 => (which(), which(), amount())
            .prop_map(|(debit, credit, amount)| Ask::Transfer { debit, credit, amount }),
        8 => (which(), amount()).prop_map(|(account, amount)| Ask::Place { account, amount }),
        10 => (any::<Index>(), change).prop_map(|(hold, change)| Ask::Change { hold, change }),
    ]
}

/// What one command may ask: a group that stands or falls together.
pub fn group() -> impl Strategy<Value = Vec<Ask>> {
    prop::collection::vec(ask(), 1..5)
}
