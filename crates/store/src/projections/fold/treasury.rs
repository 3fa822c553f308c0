//! How claims, receipts, cycles and payments change.

use freight::ParticipantCode;
use money::{Currency, Money};
use settlement::{ClaimId, CycleId, PaymentId};

use super::Fold;
use crate::projections::live::{Stray, Told};
use crate::projections::rows::{
    CycleRow, CycleState, ObligationKind, ObligationRow, ObligationState, PaymentState,
};

/// A currency and the digits of its minor unit, as rows have them.
pub(super) fn currency(money: Money) -> (Currency, u8) {
    let currency = money.asset.as_currency().expect("only slots are no money, and they are told as slots");
    (currency, currency.exponent())
}

/// Who owes whom.
pub(super) struct Debt {
    pub(super) kind: ObligationKind,
    pub(super) debtor: ParticipantCode,
    pub(super) creditor: String,
    pub(super) amount: Money,
}

impl Fold {
    /// A claim that was not there before.
    pub(super) fn arose(&mut self, told: Told, claim: ClaimId, debt: Debt) {
        let (currency, exponent) = currency(debt.amount);
        let row = ObligationRow {
            claim_id: claim,
            kind: debt.kind,
            carriage_id: None,
            split_from: None,
            debtor: debt.debtor,
            creditor: debt.creditor,
            amount: debt.amount.minor,
            tax: 0,
            owed: debt.amount.minor,
            currency,
            exponent,
            state: match debt.kind {
                ObligationKind::Claim => ObligationState::Due,
                ObligationKind::Bill => ObligationState::Accruing,
            },
            arose_sequence: told.sequence,
            arose_at: told.at,
            sequence: told.sequence,
            at: told.at,
        };
        self.obligations.put(claim, row);
    }

    /// A claim, or a part of one, got another owner. A part keeps the kind of the whole, and its own number.
    pub(super) fn reassigned(
        &mut self,
        told: Told,
        claim: ClaimId,
        from: ClaimId,
        debt: Debt,
    ) -> Result<(), Stray> {
        let whole = self.obligations.change(told, &from)?;
        if claim == from {
            whole.creditor = debt.creditor;
            return Ok(());
        }
        whole.owed -= debt.amount.minor;
        whole.amount -= debt.amount.minor;
        let part = ObligationRow {
            claim_id: claim,
            split_from: Some(from),
            creditor: debt.creditor,
            amount: debt.amount.minor,
            tax: 0,
            owed: debt.amount.minor,
            arose_sequence: told.sequence,
            arose_at: told.at,
            ..whole.clone()
        };
        self.obligations.put(claim, part);
        Ok(())
    }

    /// Some of a claim was paid, or fell away.
    pub(super) fn shrank(&mut self, told: Told, claim: ClaimId, left: Money) -> Result<(), Stray> {
        self.obligations.change(told, &claim)?.owed = left.minor;
        Ok(())
    }

    pub(super) fn settled(&mut self, told: Told, claim: ClaimId) -> Result<(), Stray> {
        let row = self.obligations.change(told, &claim)?;
        (row.owed, row.state) = (0, ObligationState::Settled);
        Ok(())
    }

    pub(super) fn billed(
        &mut self,
        told: Told,
        claim: ClaimId,
        tax: Money,
        total: Money,
    ) -> Result<(), Stray> {
        let row = self.obligations.change(told, &claim)?;
        (row.tax, row.amount, row.owed) = (tax.minor, total.minor, total.minor);
        row.state = ObligationState::Due;
        Ok(())
    }

    pub(super) fn cycle_opened(&mut self, row: CycleRow) {
        self.cycles.put(row.cycle_id, row);
    }

    pub(super) fn cycle_closed(&mut self, told: Told, cycle: CycleId) -> Result<(), Stray> {
        self.cycles.change(told, &cycle)?.state = CycleState::Closed;
        Ok(())
    }

    pub(super) fn bank_said(
        &mut self,
        told: Told,
        payment: PaymentId,
        state: PaymentState,
    ) -> Result<(), Stray> {
        self.payments.change(told, &payment)?.state = state;
        Ok(())
    }
}
