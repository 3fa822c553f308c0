//! Debtors who have money: collecting from them is due at once.
//!
//! A debtor is looked at when something happened to its free money or to what it owes, so that nobody has to
//! be searched for.

use std::collections::{BTreeMap, BTreeSet};

use freight::ParticipantId;
use jiff::Timestamp;
use ledger::Ledger;
use money::{Asset, Currency};
use settlement::{Purse, Settlement};

use crate::posting;

/// The debtors with money, and since when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Collectors {
    since: BTreeMap<(ParticipantId, Asset), Timestamp>,
    first: BTreeSet<(Timestamp, ParticipantId, Currency)>,
}

impl Collectors {
    /// The debtor whose turn it is.
    pub(crate) fn first(&self) -> Option<(Timestamp, ParticipantId, Currency)> {
        self.first.first().copied()
    }

    /// Looks at a member again: does it owe, and has it money?
    pub(crate) fn look(
        &mut self,
        settlement: &Settlement,
        ledger: &Ledger,
        now: Timestamp,
        member: ParticipantId,
        asset: Asset,
    ) {
        let Some(currency) = asset.as_currency() else { return };
        let due = settlement.claims().is_debtor(asset, member) && {
            let account =
                ledger.find(posting::key(Purse::Free(member), asset)).and_then(|id| ledger.account(id));
            account.is_some_and(|account| !account.available().is_zero())
        };
        match (due, self.since.get(&(member, asset)).copied()) {
            (true, None) => {
                self.since.insert((member, asset), now);
                self.first.insert((now, member, currency));
            }
            (false, Some(since)) => {
                self.since.remove(&(member, asset));
                self.first.remove(&(since, member, currency));
            }
            (true, Some(_)) | (false, None) => {}
        }
    }

    pub(crate) fn digest(&self, write: &mut impl FnMut(&[u8])) {
        for (at, member, currency) in &self.first {
            write(&at.as_nanosecond().to_le_bytes());
            write(&member.number().to_le_bytes());
            write(currency.code().as_bytes());
        }
    }

    /// Whether a look could find anything.
    pub(crate) fn idle(&self, settlement: &Settlement) -> bool {
        self.since.is_empty() && settlement.claims().all_debtors().next().is_none()
    }
}
