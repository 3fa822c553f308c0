//! Questions about the ledger: transfers, statements, balances and holds.

use engine::{AccountName, Sequence};
use freight::ParticipantCode;
use ledger::{AccountCode, HoldId, TransferId};

use super::{Page, Reader};
use crate::projections::ProjectionError;
use crate::projections::link::{Argument, whole};
use crate::projections::query;
use crate::projections::rows::{BalanceRow, EntryRow, HoldRow, StatementRow, TransferRow, TrialRow};

/// The records behind one, up to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The last record before it.
    pub after: Sequence,
    /// The last record in it.
    pub until: Sequence,
}

/// What moved on an account in a period: opening balance + entries = closing balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The account as it is now.
    pub account: BalanceRow,
    /// The period; it ends at the watermark, if more was asked for.
    pub period: Period,
    /// The balance before the first entry of the period.
    pub opening: i64,
    /// The balance after its last.
    pub closing: i64,
    /// Some of the entries.
    pub lines: Page<StatementRow>,
}

impl Reader {
    /// All transfers.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn transfers(
        &self,
        after: Option<TransferId>,
        limit: u32,
    ) -> Result<Page<TransferRow>, ProjectionError> {
        self.page(&query::TRANSFERS, vec![transfer(after)], limit).await
    }

    /// Transfers on account of something: `C12`, `K3`, `N1`, `P4`, `R2`, a service, or `house`.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn transfers_about(
        &self,
        about: &str,
        after: Option<TransferId>,
        limit: u32,
    ) -> Result<Page<TransferRow>, ProjectionError> {
        self.page(&query::TRANSFERS_ABOUT, vec![about.into(), transfer(after)], limit).await
    }

    /// The transfers of a record.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn transfers_of(&self, record: Sequence) -> Result<Vec<TransferRow>, ProjectionError> {
        self.all(&query::TRANSFERS_OF_RECORD, vec![record.into()]).await
    }

    /// The statement of an account; nothing if nothing ever moved on it. Its lines come in pages, behind a
    /// transfer; opening and closing balance are those of the whole period.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn statement(
        &self,
        account: &AccountName,
        period: Period,
        after: Option<TransferId>,
        limit: u32,
    ) -> Result<Option<Statement>, ProjectionError> {
        // Entries are written once, so no transaction is needed to see those up to a watermark whole.
        let until = period.until.min(self.watermark().await?);
        let period = Period { after: period.after.min(until), until };
        let Some(row) = self.balance(account).await? else { return Ok(None) };
        let first = self.last_transfer(period.after).await?;
        let last = self.last_transfer(period.until).await?;
        let opening = self.balance_behind(account, first).await?;
        let closing = self.balance_behind(account, last).await?;
        let behind = after.map_or(first, |after| after.max(first));
        let arguments = vec![account.0.as_str().into(), whole(behind.0), whole(last.0)];
        let lines = self.page(&query::STATEMENT, arguments, limit).await?;
        Ok(Some(Statement { account: row, period, opening, closing, lines }))
    }

    /// What stood on an account after a record.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn balance_at(&self, account: &AccountName, record: Sequence) -> Result<i64, ProjectionError> {
        self.balance_behind(account, self.last_transfer(record).await?).await
    }

    /// What stood on an account after a transfer.
    async fn balance_behind(
        &self,
        account: &AccountName,
        transfer: TransferId,
    ) -> Result<i64, ProjectionError> {
        let arguments = vec![account.0.as_str().into(), whole(transfer.0)];
        let entry: Option<EntryRow> = self.one(&query::LAST_ENTRY, arguments).await?;
        Ok(entry.map_or(0, |entry| entry.balance))
    }

    /// The last transfer up to a record; the number before the first where there is none.
    async fn last_transfer(&self, record: Sequence) -> Result<TransferId, ProjectionError> {
        let transfer: Option<TransferRow> = self.one(&query::LAST_TRANSFER, vec![record.into()]).await?;
        Ok(transfer.map_or(TransferId(0), |transfer| transfer.transfer_id))
    }

    /// An account; nothing if nothing ever moved on it.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn balance(&self, account: &AccountName) -> Result<Option<BalanceRow>, ProjectionError> {
        self.one(&query::BALANCE, vec![account.0.as_str().into()]).await
    }

    /// All accounts with something in them, by name.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn balances(
        &self,
        after: Option<&AccountName>,
        limit: u32,
    ) -> Result<Page<BalanceRow>, ProjectionError> {
        self.page(&query::BALANCES, vec![name(after)], limit).await
    }

    /// Those of an owner.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn balances_of(
        &self,
        owner: ParticipantCode,
        after: Option<&AccountName>,
        limit: u32,
    ) -> Result<Page<BalanceRow>, ProjectionError> {
        self.page(&query::BALANCES_OF_OWNER, vec![owner.as_str().into(), name(after)], limit).await
    }

    /// Those of a code of the chart.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn balances_in(
        &self,
        code: AccountCode,
        after: Option<&AccountName>,
        limit: u32,
    ) -> Result<Page<BalanceRow>, ProjectionError> {
        let arguments = vec![Argument::Whole(code.0.into()), name(after)];
        self.page(&query::BALANCES_OF_CODE, arguments, limit).await
    }

    /// Debits and credits of every asset, code by code.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn trial_balance(&self) -> Result<Vec<TrialRow>, ProjectionError> {
        self.all(&query::TRIAL_BALANCE, Vec::new()).await
    }

    /// All holds, by id.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn holds(&self, after: Option<HoldId>, limit: u32) -> Result<Page<HoldRow>, ProjectionError> {
        self.page(&query::HOLDS, vec![hold(after)], limit).await
    }

    /// Holds on the accounts of an owner.
    ///
    /// # Errors
    ///
    /// [`ProjectionError`].
    pub async fn holds_of(
        &self,
        owner: ParticipantCode,
        after: Option<HoldId>,
        limit: u32,
    ) -> Result<Page<HoldRow>, ProjectionError> {
        self.page(&query::HOLDS_OF_OWNER, vec![owner.as_str().into(), hold(after)], limit).await
    }
}

fn transfer(after: Option<TransferId>) -> Argument {
    whole(after.map_or(0, |transfer| transfer.0))
}

fn name(after: Option<&AccountName>) -> Argument {
    after.map_or("", |account| account.0.as_str()).into()
}

fn hold(after: Option<HoldId>) -> Argument {
    Argument::Text(after.map_or(String::new(), |hold| hold.to_string()))
}
