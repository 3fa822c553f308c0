//! The purses that settlement is lent: its movements become transfers in a draft of the ledger.

use freight::ParticipantId;
use ledger::Draft;
use money::Asset;
use settlement::{Movement, Purse, Purses};

use crate::posting::{self, Holder, Rule};

/// Purses over a draft of the ledger.
pub(crate) struct LentPurses<'a> {
    draft: Draft<'a>,
    shortage: Option<(Movement, ledger::Rejection)>,
}

impl<'a> LentPurses<'a> {
    pub(crate) fn over(draft: Draft<'a>) -> LentPurses<'a> {
        LentPurses { draft, shortage: None }
    }

    /// The draft itself, for what is not a movement: holds.
    pub(crate) fn draft(&mut self) -> &mut Draft<'a> {
        &mut self.draft
    }

    /// The first movement for which there was too little, and why.
    pub(crate) fn shortage(&self) -> Option<&(Movement, ledger::Rejection)> {
        self.shortage.as_ref()
    }
}

impl Purses for LentPurses<'_> {
    fn balance(&self, purse: Purse, asset: Asset) -> i64 {
        let Some(account) = self.draft.find(posting::key(purse, asset)) else { return 0 };
        match purse {
            Purse::Free(_) | Purse::Available(..) => self.draft.available(account).signed(),
            Purse::Deposit(..)
            | Purse::Escrow(_)
            | Purse::Earned(_)
            | Purse::Accrued(..)
            | Purse::AccruedToEscrow(..)
            | Purse::AccruedToFund(_)
            | Purse::AccruedToHouse(_)
            | Purse::Disputed(_)
            | Purse::Owed(..)
            | Purse::Netted(..)
            | Purse::InTransit(..)
            | Purse::Unallocated(_)
            | Purse::Tax
            | Purse::Fund
            | Purse::Fees
            | Purse::Penalties
            | Purse::Rounding
            | Purse::BankCharges
            | Purse::Bank
            | Purse::Fx
            | Purse::Drawings
            | Purse::Declared(_)
            | Purse::Right(..)
            | Purse::Nominated(..)
            | Purse::Consumed(..)
            | Purse::Lapsed(..) => self.draft.balance(account),
        }
    }

    fn post(&mut self, movement: Movement) {
        if self.shortage.is_some() {
            return;
        }
        let Movement { from, to, asset, amount, reason, about } = movement;
        let (from, to) = (posting::key(from, asset), posting::key(to, asset));
        let rule = Rule::of(reason);
        assert!(
            rule.allows(from.code, to.code),
            "{reason:?} does not move from {} to {}",
            from.code,
            to.code
        );
        let cause = posting::cause(reason, about);
        let moved = self.draft.open_account(from).and_then(|debit| {
            let credit = self.draft.open_account(to)?;
            self.draft.transfer(debit, credit, amount, cause)
        });
        self.shortage = moved.err().map(|refusal| (movement, refusal));
    }

    fn earned(&self, asset: Asset) -> Vec<ParticipantId> {
        self.draft
            .listed(posting::PAYABLE, asset)
            .filter(|(_, account)| account.posted() > 0)
            .map(|(_, account)| match posting::holder(account.key()) {
                Holder::Member(member) => member,
                other @ (Holder::Nobody | Holder::Fund | Holder::House | Holder::Escrow) => {
                    unreachable!("{other:?} has earned something")
                }
            })
            .collect()
    }

    fn retire(&mut self, purse: Purse, asset: Asset) {
        if let Some(account) = self.draft.find(posting::key(purse, asset)) {
            let closed = self.draft.close(account);
            assert_eq!(closed, Ok(()), "a purse is empty when it is retired");
        }
    }
}
