//! Questions about what is owed, received, netted and paid.

use engine::Sequence;
use freight::ParticipantCode;
use settlement::{ClaimId, CycleId, PaymentId};

use super::{Page, Reader};
use crate::projections::ProjectionError;
use crate::projections::link::{Argument, whole};
use crate::projections::query;
use crate::projections::rows::{CycleRow, NetRow, ObligationRow, PaymentRow, ReceiptRow, StorageRow};

impl Reader {
    /// An obligation; a bill has the number of its claim.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn obligation(&self, claim: ClaimId) -> Result<Option<ObligationRow>, ProjectionError> {
        self.one(&query::OBLIGATION, vec![whole(claim.number())]).await
    }

    /// All obligations.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn obligations(
        &self,
        after: Option<ClaimId>,
        limit: u32,
    ) -> Result<Page<ObligationRow>, ProjectionError> {
        self.page(&query::OBLIGATIONS, vec![claim(after)], limit).await
    }

    /// Those of which something is owed.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn obligations_open(
        &self,
        after: Option<ClaimId>,
        limit: u32,
    ) -> Result<Page<ObligationRow>, ProjectionError> {
        self.page(&query::OBLIGATIONS_OPEN, vec![claim(after)], limit).await
    }

    /// What a member owes, or owed.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn obligations_of(
        &self,
        debtor: ParticipantCode,
        after: Option<ClaimId>,
        limit: u32,
    ) -> Result<Page<ObligationRow>, ProjectionError> {
        let arguments = vec![debtor.as_str().into(), claim(after)];
        self.page(&query::OBLIGATIONS_OF_DEBTOR, arguments, limit).await
    }

    /// What is, or was, owed to a creditor: a member's code, `escrow C12`, `fund` or `house`.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn obligations_to(
        &self,
        creditor: &str,
        after: Option<ClaimId>,
        limit: u32,
    ) -> Result<Page<ObligationRow>, ProjectionError> {
        let arguments = vec![creditor.into(), claim(after)];
        self.page(&query::OBLIGATIONS_OF_CREDITOR, arguments, limit).await
    }

    /// What was counted on the bill with the number of this claim.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn storage(&self, bill: ClaimId) -> Result<Vec<StorageRow>, ProjectionError> {
        self.all(&query::STORAGE, vec![whole(bill.number())]).await
    }

    /// Receipts, behind the record that booked one.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn receipts(&self, after: Sequence, limit: u32) -> Result<Page<ReceiptRow>, ProjectionError> {
        self.page(&query::RECEIPTS, vec![after.into()], limit).await
    }

    /// Those of which something has no owner.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn receipts_unallocated(
        &self,
        after: Sequence,
        limit: u32,
    ) -> Result<Page<ReceiptRow>, ProjectionError> {
        self.page(&query::RECEIPTS_UNALLOCATED, vec![after.into()], limit).await
    }

    /// Netting cycles.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn cycles(
        &self,
        after: Option<CycleId>,
        limit: u32,
    ) -> Result<Page<CycleRow>, ProjectionError> {
        let after = after.map_or(0, CycleId::number);
        self.page(&query::CYCLES, vec![Argument::Whole(after.into())], limit).await
    }

    /// What a cycle pays to whom.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn nets(&self, cycle: CycleId) -> Result<Vec<NetRow>, ProjectionError> {
        self.all(&query::NETS, vec![Argument::Whole(cycle.number().into())]).await
    }

    /// Payments.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn payments(
        &self,
        after: Option<PaymentId>,
        limit: u32,
    ) -> Result<Page<PaymentRow>, ProjectionError> {
        self.page(&query::PAYMENTS, vec![payment(after)], limit).await
    }

    /// Payments to a member.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn payments_of(
        &self,
        member: ParticipantCode,
        after: Option<PaymentId>,
        limit: u32,
    ) -> Result<Page<PaymentRow>, ProjectionError> {
        let arguments = vec![member.as_str().into(), payment(after)];
        self.page(&query::PAYMENTS_OF_MEMBER, arguments, limit).await
    }

    /// Payments by a cycle.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn payments_by(
        &self,
        cycle: CycleId,
        after: Option<PaymentId>,
        limit: u32,
    ) -> Result<Page<PaymentRow>, ProjectionError> {
        let arguments = vec![Argument::Whole(cycle.number().into()), payment(after)];
        self.page(&query::PAYMENTS_OF_CYCLE, arguments, limit).await
    }
}

fn claim(after: Option<ClaimId>) -> Argument {
    whole(after.map_or(0, ClaimId::number))
}

fn payment(after: Option<PaymentId>) -> Argument {
    whole(after.map_or(0, PaymentId::number))
}
