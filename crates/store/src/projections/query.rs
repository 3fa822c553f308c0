//! The texts that read the projections, all of them; a test prepares each on both databases.
//!
//! What may be long is read in pages: behind a key, at most so many rows.

use std::sync::OnceLock;

use super::row::Row;
use super::rows::{
    BalanceRow, CarriageRow, CommandRow, CycleRow, DamagesRow, DropoutRow, EntryRow, HoldRow, InstrumentRow,
    MemberRow, MilestoneRow, NetRow, ObligationRow, OrderRow, PaymentRow, PlaceRow, ProgressRow, ReceiptRow,
    ServiceRow, StatementRow, StorageRow, TermsRow, TradeRow, TransferRow, TrialRow, UnitRow,
};
use super::table::Table;
use super::watermark::WatermarkRow;

/// A text that reads rows of one kind.
#[derive(Debug)]
pub(super) struct Query {
    /// Whose columns the rows have.
    pub(super) table: &'static Table,
    /// From where, which, in what order, how many.
    tail: &'static str,
    text: OnceLock<String>,
}

impl Query {
    /// The whole text.
    pub(super) fn text(&'static self) -> &'static str {
        self.text.get_or_init(|| format!("SELECT {} {}", self.table.selected(), self.tail))
    }
}

macro_rules! queries {
    ($($(#[$doc:meta])* $name:ident: $row:ty, $tail:literal;)+) => {
        $(
            $(#[$doc])*
            pub(super) static $name: Query =
                Query { table: <$row as Row>::TABLE, tail: $tail, text: OnceLock::new() };
        )+

        /// Every one of them.
        #[cfg(test)]
        pub(super) static ALL: &[&Query] = &[$(&$name),+];
    };
}

queries! {
    /// How far the tables have come.
    WATERMARK: WatermarkRow, "FROM watermark WHERE one = 1";

    /// All books, to be remembered.
    OPEN_INSTRUMENTS: InstrumentRow, "FROM instruments";
    /// Orders that wait in a book.
    OPEN_ORDERS: OrderRow, "FROM orders WHERE open > 0";
    /// Carriages under way.
    OPEN_CARRIAGES: CarriageRow, "FROM carriages WHERE state <> 'closed'";
    /// Claims that are owed.
    OPEN_OBLIGATIONS: ObligationRow, "FROM obligations WHERE state <> 'settled'";
    /// Receipts without an owner.
    OPEN_RECEIPTS: ReceiptRow, "FROM receipts WHERE unallocated > 0";
    /// Cycles that are not closed.
    OPEN_CYCLES: CycleRow, "FROM netting_cycles WHERE state <> 'closed'";
    /// All payments, to be remembered.
    OPEN_PAYMENTS: PaymentRow, "FROM payments";
    /// Accounts with something in them; what is held is posted.
    OPEN_BALANCES: BalanceRow, "FROM balances WHERE posted <> 0";

    /// A record.
    COMMAND: CommandRow, "FROM commands WHERE sequence = $1";
    /// The newest record that an actor asked for under a key.
    COMMAND_BY_KEY: CommandRow, "\
        FROM commands WHERE actor = $1 AND command_key = $2 AND command_key IS NOT NULL \
        ORDER BY sequence DESC LIMIT 1";
    /// The first record from a place on.
    COMMAND_FROM: CommandRow, "FROM commands WHERE sequence >= $1 ORDER BY sequence LIMIT 1";
    /// Records behind a place.
    COMMANDS: CommandRow, "FROM commands WHERE sequence > $1 ORDER BY sequence LIMIT $2";

    /// Members.
    MEMBERS: MemberRow, "FROM members WHERE member > $1 ORDER BY member LIMIT $2";
    /// Terms, by version.
    TERMS: TermsRow, "FROM terms WHERE version > $1 ORDER BY version LIMIT $2";
    /// Places.
    PLACES: PlaceRow, "FROM places WHERE place > $1 ORDER BY place LIMIT $2";
    /// Services.
    SERVICES: ServiceRow, "FROM services WHERE service > $1 ORDER BY service LIMIT $2";
    /// Books.
    INSTRUMENTS: InstrumentRow, "FROM instruments WHERE instrument > $1 ORDER BY instrument LIMIT $2";

    /// An order.
    ORDER: OrderRow, "FROM orders WHERE order_id = $1";
    /// Orders of a member, as they were placed.
    ORDERS: OrderRow, "\
        FROM orders WHERE member = $1 AND placed_sequence > $2 ORDER BY placed_sequence LIMIT $3";
    /// Those that wait in a book.
    ORDERS_OPEN: OrderRow, "\
        FROM orders WHERE member = $1 AND placed_sequence > $2 AND open > 0 ORDER BY placed_sequence LIMIT $3";
    /// Those that are so far.
    ORDERS_IN_STATE: OrderRow, "\
        FROM orders WHERE member = $1 AND placed_sequence > $2 AND state = $4 ORDER BY placed_sequence LIMIT $3";

    /// A trade.
    TRADE: TradeRow, "FROM trades WHERE trade_id = $1";
    /// All trades.
    TRADES: TradeRow, "FROM trades WHERE trade_id > $1 ORDER BY trade_id LIMIT $2";
    /// Trades in a book.
    TRADES_OF_INSTRUMENT: TradeRow, "\
        FROM trades WHERE instrument = $1 AND trade_id > $2 ORDER BY trade_id LIMIT $3";
    /// Trades of a member; no member trades with itself.
    TRADES_OF_MEMBER: TradeRow, "\
        FROM (\
            SELECT * FROM (\
                SELECT * FROM trades WHERE shipper = $1 AND trade_id > $2 ORDER BY trade_id LIMIT $3\
            ) AS bought \
            UNION ALL \
            SELECT * FROM (\
                SELECT * FROM trades WHERE carrier = $1 AND trade_id > $2 ORDER BY trade_id LIMIT $3\
            ) AS sold\
        ) AS traded ORDER BY trade_id LIMIT $3";
    /// Trades of an order.
    TRADES_OF_ORDER: TradeRow, "\
        FROM (\
            SELECT * FROM (\
                SELECT * FROM trades WHERE taker_order = $1 AND trade_id > $2 ORDER BY trade_id LIMIT $3\
            ) AS taken \
            UNION ALL \
            SELECT * FROM (\
                SELECT * FROM trades WHERE maker_order = $1 AND trade_id > $2 ORDER BY trade_id LIMIT $3\
            ) AS made\
        ) AS traded ORDER BY trade_id LIMIT $3";

    /// A carriage.
    CARRIAGE: CarriageRow, "FROM carriages WHERE carriage_id = $1";
    /// All carriages.
    CARRIAGES: CarriageRow, "FROM carriages WHERE carriage_id > $1 ORDER BY carriage_id LIMIT $2";
    /// Those that are so far.
    CARRIAGES_IN_STATE: CarriageRow, "\
        FROM carriages WHERE carriage_id > $1 AND state = $3 ORDER BY carriage_id LIMIT $2";
    /// Carriages of a member.
    CARRIAGES_OF_MEMBER: CarriageRow, "\
        FROM (\
            SELECT * FROM (\
                SELECT * FROM carriages WHERE shipper = $1 AND carriage_id > $2 ORDER BY carriage_id LIMIT $3\
            ) AS sent \
            UNION ALL \
            SELECT * FROM (\
                SELECT * FROM carriages WHERE carrier = $1 AND carriage_id > $2 ORDER BY carriage_id LIMIT $3\
            ) AS carried\
        ) AS shared ORDER BY carriage_id LIMIT $3";
    /// Those of a member that are so far.
    CARRIAGES_OF_MEMBER_IN_STATE: CarriageRow, "\
        FROM carriages WHERE (shipper = $1 OR carrier = $1) AND carriage_id > $2 AND state = $4 \
        ORDER BY carriage_id LIMIT $3";
    /// How far the units of a carriage are.
    PROGRESS: ProgressRow, "FROM carriage_progress WHERE carriage_id = $1";
    /// The units of a carriage.
    UNITS: UnitRow, "FROM units WHERE carriage_id = $1 ORDER BY unit";
    /// The milestones of a carriage that stand, as they were said.
    STANDING_MILESTONES: MilestoneRow, "FROM standing_milestones WHERE carriage_id = $1 ORDER BY sequence";
    /// Everything that was said of milestones of a carriage.
    MILESTONES: MilestoneRow, "FROM milestones WHERE carriage_id = $1 ORDER BY sequence";
    /// What dropped out of a carriage.
    DROPOUTS: DropoutRow, "FROM dropouts WHERE carriage_id = $1 ORDER BY sequence, position";
    /// What was charged for it.
    DAMAGES: DamagesRow, "FROM damages WHERE carriage_id = $1 ORDER BY sequence, position";

    /// An obligation.
    OBLIGATION: ObligationRow, "FROM obligations WHERE claim_id = $1";
    /// All obligations.
    OBLIGATIONS: ObligationRow, "FROM obligations WHERE claim_id > $1 ORDER BY claim_id LIMIT $2";
    /// Those of which something is owed.
    OBLIGATIONS_OPEN: ObligationRow, "\
        FROM obligations WHERE claim_id > $1 AND state <> 'settled' ORDER BY claim_id LIMIT $2";
    /// What a member owes.
    OBLIGATIONS_OF_DEBTOR: ObligationRow, "\
        FROM obligations WHERE debtor = $1 AND claim_id > $2 ORDER BY claim_id LIMIT $3";
    /// What is owed to a member, an escrow, the fund or the house.
    OBLIGATIONS_OF_CREDITOR: ObligationRow, "\
        FROM obligations WHERE creditor = $1 AND claim_id > $2 ORDER BY claim_id LIMIT $3";
    /// What was counted on a bill.
    STORAGE: StorageRow, "FROM storage WHERE claim_id = $1 ORDER BY sequence";

    /// Receipts.
    RECEIPTS: ReceiptRow, "\
        FROM receipts WHERE received_sequence > $1 ORDER BY received_sequence LIMIT $2";
    /// Receipts without an owner.
    RECEIPTS_UNALLOCATED: ReceiptRow, "\
        FROM receipts WHERE received_sequence > $1 AND unallocated > 0 ORDER BY received_sequence LIMIT $2";
    /// Netting cycles.
    CYCLES: CycleRow, "FROM netting_cycles WHERE cycle_id > $1 ORDER BY cycle_id LIMIT $2";
    /// What a cycle pays to whom.
    NETS: NetRow, "FROM nets WHERE cycle_id = $1 ORDER BY member";
    /// Payments.
    PAYMENTS: PaymentRow, "FROM payments WHERE payment_id > $1 ORDER BY payment_id LIMIT $2";
    /// Payments to a member.
    PAYMENTS_OF_MEMBER: PaymentRow, "\
        FROM payments WHERE member = $1 AND payment_id > $2 ORDER BY payment_id LIMIT $3";
    /// Payments by a cycle.
    PAYMENTS_OF_CYCLE: PaymentRow, "\
        FROM payments WHERE cycle_id = $1 AND payment_id > $2 ORDER BY payment_id LIMIT $3";

    /// Transfers.
    TRANSFERS: TransferRow, "FROM transfers WHERE transfer_id > $1 ORDER BY transfer_id LIMIT $2";
    /// Transfers on account of something.
    TRANSFERS_ABOUT: TransferRow, "\
        FROM transfers WHERE about = $1 AND transfer_id > $2 ORDER BY transfer_id LIMIT $3";
    /// Transfers of a record.
    TRANSFERS_OF_RECORD: TransferRow, "FROM transfers WHERE sequence = $1 ORDER BY transfer_id";
    /// The last transfer up to a record.
    LAST_TRANSFER: TransferRow, "\
        FROM transfers WHERE sequence <= $1 ORDER BY sequence DESC, transfer_id DESC LIMIT 1";
    /// The last entry of an account up to a transfer.
    LAST_ENTRY: EntryRow, "\
        FROM entries WHERE account = $1 AND transfer_id <= $2 ORDER BY transfer_id DESC LIMIT 1";
    /// The lines of a statement: behind one transfer, up to another.
    STATEMENT: StatementRow, "\
        FROM statement_lines WHERE account = $1 AND transfer_id > $2 AND transfer_id <= $3 \
        ORDER BY transfer_id LIMIT $4";
    /// An account.
    BALANCE: BalanceRow, "FROM balances WHERE account = $1";
    /// All accounts with something in them.
    BALANCES: BalanceRow, "FROM balances WHERE account > $1 AND posted <> 0 ORDER BY account LIMIT $2";
    /// Those of an owner.
    BALANCES_OF_OWNER: BalanceRow, "\
        FROM balances WHERE owner = $1 AND account > $2 AND posted <> 0 ORDER BY account LIMIT $3";
    /// Those of a code.
    BALANCES_OF_CODE: BalanceRow, "\
        FROM balances WHERE code = $1 AND account > $2 AND posted <> 0 ORDER BY account LIMIT $3";
    /// Debits and credits, code by code.
    TRIAL_BALANCE: TrialRow, "FROM trial_balance ORDER BY asset, code";
    /// Holds.
    HOLDS: HoldRow, "FROM holds WHERE hold_id > $1 ORDER BY hold_id LIMIT $2";
    /// Holds on the accounts of an owner.
    HOLDS_OF_OWNER: HoldRow, "\
        FROM holds WHERE account IN (SELECT account FROM balances WHERE owner = $1) AND hold_id > $2 \
        ORDER BY hold_id LIMIT $3";
}
