//! A draft: what one command would change, checked as it goes.
//!
//! ```text
//!   reads ──▶ overlay ──▶ ledger          what this draft changed comes first
//!   asks  ──▶ check ──┬─▶ Rejection       nothing was written
//!                     └─▶ fact, overlay
//! ```
//!
//! Each operation is checked at the moment it is drafted, against all that was drafted before it.
//! A draft never touches the ledger: to give it up, drop it and cut the facts back.
//!
//! # What is not here
//!
//! Writing. [`Ledger::apply`] does it, when the facts are safe.

mod answers;

use money::{Amount, Minor, Money};
use serde::{Deserialize, Serialize};

use crate::books::Books;
use crate::{
    Account, AccountId, Cause, ChartOfAccounts, Fact, Facts, Hold, HoldChange, HoldId, Key, Ledger, Mark,
    Side, TransferId,
};

/// A ledger as it would be, and the facts that would make it so.
#[derive(Debug)]
pub struct Draft<'a> {
    ledger: &'a Ledger,
    facts: &'a mut Facts,
    start: Mark,
}

/// Why something was not drafted. In the order of the checks.
///
/// Accounts are named by their key, since an id may be one that only the draft opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rejection {
    /// The account is closed, or was never opened.
    #[error("account {0} is closed")]
    AccountClosed(AccountId),
    /// A transfer would debit and credit the same account.
    #[error("account {0} would be debited and credited at once")]
    SameAccount(Key),
    /// A transfer would turn one asset into another.
    #[error("account {debit} and account {credit} differ in what they count")]
    AssetsDiffer {
        /// The account to be debited.
        debit: Key,
        /// The account to be credited.
        credit: Key,
    },
    /// The hold has ended, or was never placed.
    #[error("hold {0} has ended")]
    HoldEnded(HoldId),
    /// More was to be drawn than is held.
    #[error(
        "hold {hold} on account {account} still covers {}, but {} was to be drawn",
        .remaining.of(.account.asset), .asked.of(.account.asset)
    )]
    HoldNotCovered {
        /// The hold.
        hold: HoldId,
        /// The account on which it stands.
        account: Key,
        /// What it covers.
        remaining: Minor,
        /// What was to be drawn.
        asked: Minor,
    },
    /// The debited account, or the one on which something was to be held, has not enough available.
    #[error(
        "account {account} has {} available, but {} was asked",
        .available.of(.account.asset), .asked.of(.account.asset)
    )]
    NotAvailable {
        /// The account.
        account: Key,
        /// What it has, less what is held of it.
        available: Minor,
        /// What was to be moved, or held in addition.
        asked: Amount,
    },
    /// The credited account would fall below zero on its debit side.
    #[error(
        "account {account} stands at {}, but {} was to be taken out",
        .available.of(.account.asset), .asked.of(.account.asset)
    )]
    Overdraft {
        /// The account.
        account: Key,
        /// What it has, less what is held of it.
        available: Minor,
        /// What was to be moved.
        asked: Amount,
    },
    /// The balance would have more than 18 digits.
    #[error(
        "account {account} stands at {}, but with {} on its {side} side it would have more than 18 digits",
        money(.account, *.posted), .asked.of(.account.asset)
    )]
    Overflow {
        /// The account.
        account: Key,
        /// Its balance in minor units, on its normal side.
        posted: i64,
        /// The side of the transfer.
        side: Side,
        /// What was to be moved.
        asked: Amount,
    },
    /// The account was to be closed, but something stands or is held on it.
    #[error(
        "account {account} cannot be closed: it stands at {}, of which {} is held",
        money(.account, *.posted), .held.of(.account.asset)
    )]
    AccountNotEmpty {
        /// The account.
        account: Key,
        /// Its balance in minor units, on its normal side.
        posted: i64,
        /// What is held of it.
        held: Minor,
    },
    /// As many accounts are open as there can be.
    #[error("no more accounts can be opened: all 16777216 are open")]
    AccountsExhausted,
    /// As many holds are open as there can be.
    #[error("no more holds can be placed: all 16777216 are open")]
    HoldsExhausted,
}

impl Rejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Rejection::AccountClosed(_) => "ACCOUNT_CLOSED",
            Rejection::SameAccount(_) => "ACCOUNTS_EQUAL",
            Rejection::AssetsDiffer { .. } => "ASSETS_DIFFER",
            Rejection::HoldEnded(_) => "HOLD_ENDED",
            Rejection::HoldNotCovered { .. } => "HOLD_NOT_COVERED",
            Rejection::NotAvailable { .. } => "NOT_AVAILABLE",
            Rejection::Overdraft { .. } => "OVERDRAFT",
            Rejection::Overflow { .. } => "BALANCE_OVERFLOW",
            Rejection::AccountNotEmpty { .. } => "ACCOUNT_NOT_EMPTY",
            Rejection::AccountsExhausted => "ACCOUNTS_EXHAUSTED",
            Rejection::HoldsExhausted => "HOLDS_EXHAUSTED",
        }
    }

    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Rejection::AccountClosed(_) => "find the account by its key, which opens it again",
            Rejection::SameAccount(_) => "name two accounts",
            Rejection::AssetsDiffer { .. } => "name two accounts that count the same",
            Rejection::HoldEnded(_) => "place another hold",
            Rejection::HoldNotCovered { .. } => "draw at most what the hold covers",
            Rejection::NotAvailable { .. } => "ask for at most what is available, or bring more in first",
            Rejection::Overdraft { .. } => "take out at most what stands on the account",
            Rejection::Overflow { .. } => "check the amount and the digits of its currency",
            Rejection::AccountNotEmpty { .. } => "take out what stands on it, and end its holds first",
            Rejection::AccountsExhausted => "close accounts on which nothing stands",
            Rejection::HoldsExhausted => "end a hold that is not needed",
        }
    }
}

/// A balance, for people.
fn money(account: &Key, posted: i64) -> Money {
    Money { minor: posted, asset: account.asset }
}

/// What is asked.
impl<'a> Draft<'a> {
    pub(crate) fn new(ledger: &'a Ledger, facts: &'a mut Facts, start: Mark) -> Draft<'a> {
        let end = facts.mark();
        let mut draft = Draft { ledger, facts, start };
        // What stands behind the start is drafted again, and nothing is cut back.
        draft.undo(end);
        draft
    }

    /// The account named `key`; it is opened if there is none.
    ///
    /// # Panics
    ///
    /// When the chart does not know the code, or as many accounts are open as there can be
    /// ([`Draft::room`] tells, and [`Draft::open_account`] refuses).
    pub fn account(&mut self, key: Key) -> AccountId {
        self.open_account(key).unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    /// The account named `key`; it is opened if there is none and room for one.
    ///
    /// # Errors
    ///
    /// `AccountsExhausted`. Nothing is drafted then.
    ///
    /// # Panics
    ///
    /// When the chart does not know the code.
    pub fn open_account(&mut self, key: Key) -> Result<AccountId, Rejection> {
        if let Some(id) = self.find(key) {
            return Ok(id);
        }
        if self.room() == 0 {
            return Err(Rejection::AccountsExhausted);
        }
        self.facts.list.push(Fact::AccountOpened(key));
        Ok(self.record_opening(key))
    }

    /// Moves `amount` from the credit of `debit` to that of `credit`, as accountants say it: Dr `debit` Cr `credit`.
    ///
    /// # Errors
    ///
    /// `AccountClosed`, `SameAccount`, `AssetsDiffer`; `NotAvailable` where the debited account has a floor
    /// and would give what it has not, or what is held of it; `Overdraft` where the credited one would;
    /// `Overflow`. Nothing is drafted then.
    pub fn transfer(
        &mut self,
        debit: AccountId,
        credit: AccountId,
        amount: Amount,
        cause: Cause,
    ) -> Result<(), Rejection> {
        let (left, right) = (self.open(debit)?, self.open(credit)?);
        if debit == credit {
            return Err(Rejection::SameAccount(left.key()));
        }
        if left.asset() != right.asset() {
            return Err(Rejection::AssetsDiffer { debit: left.key(), credit: right.key() });
        }
        affords(left, Side::Debit, amount)?;
        affords(right, Side::Credit, amount)?;
        fits(left, Side::Debit, amount)?;
        fits(right, Side::Credit, amount)?;
        self.note(Fact::Transferred { debit, credit, amount, cause });
        Ok(())
    }

    /// Sets `amount` aside on an account with a floor.
    ///
    /// # Errors
    ///
    /// `AccountClosed`, `NotAvailable`, `HoldsExhausted`. Nothing is drafted then.
    ///
    /// # Panics
    ///
    /// When the chart sets no floor for the account: what can be overdrawn cannot be set aside.
    pub fn place(&mut self, account: AccountId, amount: Amount, cause: Cause) -> Result<HoldId, Rejection> {
        let on = self.open(account)?;
        assert!(on.floor(), "account {} has no floor, so nothing can be held on it", on.key());
        covers(on, amount)?;
        if self.facts.scratch().hold_slots.room(&self.ledger.holds) == 0 {
            return Err(Rejection::HoldsExhausted);
        }
        self.facts.list.push(Fact::HoldPlaced { account, amount, cause });
        Ok(self.record_hold(account, amount, cause))
    }

    /// Changes a hold: part of it is drawn, and what remains is more or less than before.
    ///
    /// What is drawn is free to be moved by the transfers that follow. What is added must be available
    /// beside it. A change that changes nothing is no fact.
    ///
    /// # Errors
    ///
    /// `HoldEnded`, `HoldNotCovered`, `NotAvailable`. Nothing is drafted then.
    pub fn change(&mut self, hold: HoldId, change: HoldChange) -> Result<(), Rejection> {
        let before = *self.hold(hold).ok_or(Rejection::HoldEnded(hold))?;
        let on = self.peek(before.account()).expect("an account with holds cannot be closed");
        let difference = before.difference(change).ok_or(Rejection::HoldNotCovered {
            hold,
            account: on.key(),
            remaining: before.remaining(),
            asked: change.drawn,
        })?;
        if let Some(added) = difference.added.amount() {
            covers(on, added)?;
        }
        if change.remaining != before.remaining() || !change.drawn.is_zero() {
            self.note(Fact::HoldChanged { hold, drawn: change.drawn, remaining: change.remaining });
        }
        Ok(())
    }

    /// Closes an account on which nothing stands and nothing is held; its name becomes free.
    ///
    /// # Errors
    ///
    /// `AccountClosed`, `AccountNotEmpty`. Nothing is drafted then.
    pub fn close(&mut self, id: AccountId) -> Result<(), Rejection> {
        let account = self.open(id)?;
        if !account.is_empty() {
            let (posted, held) = (account.posted(), account.held());
            return Err(Rejection::AccountNotEmpty { account: account.key(), posted, held });
        }
        self.note(Fact::AccountClosed(id));
        Ok(())
    }

    /// The end of the facts as they are now, to come back to.
    pub fn mark(&self) -> Mark {
        self.facts.mark()
    }

    /// Goes back to `mark`: what was drafted behind it is forgotten.
    ///
    /// # Panics
    ///
    /// When the mark lies before this draft, or behind its end.
    pub fn undo(&mut self, mark: Mark) {
        assert!(self.start <= mark && mark <= self.facts.mark(), "the mark is not of this draft");
        self.facts.truncate(mark);
        self.facts.scratch_mut().clear();
        for at in self.start.0..mark.0 {
            self.record(self.facts.list[at]);
        }
    }

    fn note(&mut self, fact: Fact) {
        self.facts.list.push(fact);
        self.record(fact);
    }

    fn open(&self, id: AccountId) -> Result<&Account, Rejection> {
        self.peek(id).ok_or(Rejection::AccountClosed(id))
    }
}

/// How facts are kept in the overlay.
impl Books for Draft<'_> {
    fn chart(&self) -> &ChartOfAccounts {
        self.ledger.chart()
    }

    fn named(&self, key: Key) -> Option<AccountId> {
        self.find(key)
    }

    fn account_mut(&mut self, id: AccountId) -> &mut Account {
        let drafted = self.facts.scratch_mut().accounts.get_or_copy(id, || self.ledger.account(id).copied());
        drafted.as_mut().unwrap_or_else(|| panic!("account {id} is closed"))
    }

    fn hold_mut(&mut self, id: HoldId) -> &mut Hold {
        let drafted = self.facts.scratch_mut().holds.get_or_copy(id, || self.ledger.hold(id).copied());
        drafted.as_mut().unwrap_or_else(|| panic!("hold {id} has ended"))
    }

    fn add_account(&mut self, account: Account) -> AccountId {
        let id = AccountId(self.facts.scratch_mut().account_slots.claim(&self.ledger.accounts));
        self.facts.scratch_mut().name(account.key(), Some(id), account.listed());
        self.facts.scratch_mut().accounts.put(id, Some(account));
        id
    }

    fn remove_account(&mut self, id: AccountId) -> Account {
        let account = *self.account_mut(id);
        self.facts.scratch_mut().accounts.put(id, None);
        self.facts.scratch_mut().name(account.key(), None, account.listed());
        self.facts.scratch_mut().account_slots.release(id.0);
        account
    }

    fn add_hold(&mut self, hold: Hold) -> HoldId {
        let id = HoldId(self.facts.scratch_mut().hold_slots.claim(&self.ledger.holds));
        self.facts.scratch_mut().holds.put(id, Some(hold));
        id
    }

    fn remove_hold(&mut self, id: HoldId) {
        self.facts.scratch_mut().holds.put(id, None);
        self.facts.scratch_mut().hold_slots.release(id.0);
    }

    fn number_transfer(&mut self) -> TransferId {
        let drafted = &mut self.facts.scratch_mut().transfers;
        *drafted = drafted.checked_add(1).expect("transfers are fewer than 2^64");
        TransferId(self.ledger.transfers().checked_add(*drafted).expect("transfers are fewer than 2^64"))
    }
}

/// Whether an account with a floor has what a transfer takes out of it.
fn affords(account: &Account, side: Side, amount: Amount) -> Result<(), Rejection> {
    let (available, asked) = (account.available(), amount);
    if !account.floor() || !account.gives(side) || asked.minor() <= available {
        return Ok(());
    }
    Err(match side {
        Side::Debit => Rejection::NotAvailable { account: account.key(), available, asked },
        Side::Credit => Rejection::Overdraft { account: account.key(), available, asked },
    })
}

/// Whether the balance after a transfer has at most 18 digits.
fn fits(account: &Account, side: Side, amount: Amount) -> Result<(), Rejection> {
    match account.after(side, amount) {
        Some(_) => Ok(()),
        None => {
            Err(Rejection::Overflow { account: account.key(), posted: account.posted(), side, asked: amount })
        }
    }
}

/// Whether as much is available as is to be held in addition.
fn covers(account: &Account, added: Amount) -> Result<(), Rejection> {
    if added.minor() <= account.available() {
        return Ok(());
    }
    Err(Rejection::NotAvailable { account: account.key(), available: account.available(), asked: added })
}

#[cfg(test)]
mod tests;
