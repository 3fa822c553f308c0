//! Rows about the ledger: transfers, their entries, balances and holds.

use engine::{AccountName, Sequence};
use freight::ClientOrderId;
use ledger::{HoldId, TransferId};
use matching::OrderId;
use settlement::Reason;

use crate::projections::row::{Moment, rows, words};

words! {
    /// A side of an account.
    LedgerSide {
        /// What is had.
        Debit,
        /// What is owed.
        Credit,
    }
}

rows! {
    /// A transfer: one debit, one credit, one amount.
    in "transfers", by [transfer_id], Appends
    pub TransferRow {
        /// Its number.
        transfer_id: TransferId,
        /// The account debited.
        debit: AccountName,
        /// The account credited.
        credit: AccountName,
        /// How much.
        amount: i64,
        /// A currency, or the service whose slots they are.
        asset: String,
        /// The digits of its minor unit.
        exponent: u8,
        /// Why.
        reason: Reason,
        /// On account of what: `C12`, `K3`, `N1`, `P4`, `R2`, a service, or `house`.
        about: String,
        /// The record that made it.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// One side of a transfer.
    in "entries", by [account, transfer_id], Appends
    pub EntryRow {
        /// On which account.
        account: AccountName,
        /// Of which transfer.
        transfer_id: TransferId,
        /// On which side.
        side: LedgerSide,
        /// How much.
        amount: i64,
        /// The balance of the account afterwards, on its normal side.
        balance: i64,
        /// The record that made it.
        sequence: Sequence,
    }

    /// An account; available is posted less held.
    in "balances", by [account], Changes
    pub BalanceRow {
        /// Its name: code, what it is about, whose it is, and the asset.
        account: AccountName,
        /// The code in the chart.
        code: u16,
        /// What it is about: `C12`, `K3`, `N1`, `P4` or `R2`.
        about: Option<String>,
        /// Whose it is: a member's code, `fund`, `house` or `escrow`.
        owner: Option<String>,
        /// A currency, or the service whose slots are counted.
        asset: String,
        /// The digits of its minor unit.
        exponent: u8,
        /// The side on which its balance is counted as positive.
        normal: LedgerSide,
        /// The balance, on the normal side.
        posted: i64,
        /// What holds keep of it.
        held: i64,
        /// The record that changed it last.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// What is set aside for an order. A hold that has ended stands here no longer.
    in "holds", by [hold_id], Ends
    pub HoldRow {
        /// Its id.
        hold_id: HoldId,
        /// On which account.
        account: AccountName,
        /// How much is held.
        amount: i64,
        /// A currency, or the service whose slots they are.
        asset: String,
        /// The digits of its minor unit.
        exponent: u8,
        /// For which order.
        order_id: OrderId,
        /// The member's own name for the order.
        client_order_id: Option<ClientOrderId>,
        /// The record that changed it last.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// A line of a statement: an entry with its transfer. A view, not a table.
    in "statement_lines", by [account, transfer_id], Appends
    pub StatementRow {
        /// On which account.
        account: AccountName,
        /// Of which transfer.
        transfer_id: TransferId,
        /// On which side.
        side: LedgerSide,
        /// How much.
        amount: i64,
        /// The balance of the account afterwards, on its normal side.
        balance: i64,
        /// A currency, or the service whose slots are counted.
        asset: String,
        /// The digits of its minor unit.
        exponent: u8,
        /// The account on the other side.
        other_account: AccountName,
        /// Why.
        reason: Reason,
        /// On account of what.
        about: String,
        /// The record that made it.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// What stands on the accounts of one code in one asset, in two parts each, since a sum may need more than
    /// 64 bits: a view, not a table.
    in "trial_balance", by [asset, code], Changes
    pub TrialRow {
        /// A currency, or the service whose slots are counted.
        asset: String,
        /// The digits of its minor unit.
        exponent: u8,
        /// The code in the chart.
        code: u16,
        /// The sum of the debit balances, in thousands of millions.
        debit_high: i64,
        /// What is below.
        debit_low: i64,
        /// The sum of the credit balances, in thousands of millions.
        credit_high: i64,
        /// What is below.
        credit_low: i64,
    }
}

impl TrialRow {
    /// The sum of the debit balances, in minor units.
    pub fn debit(&self) -> i128 {
        whole(self.debit_high, self.debit_low)
    }

    /// The sum of the credit balances, in minor units.
    pub fn credit(&self) -> i128 {
        whole(self.credit_high, self.credit_low)
    }
}

impl BalanceRow {
    /// Posted less held.
    pub fn available(&self) -> i64 {
        self.posted - self.held
    }
}

fn whole(high: i64, low: i64) -> i128 {
    i128::from(high) * 1_000_000_000 + i128::from(low)
}
