//! The rows of all tables, family by family.
//!
//! Amounts are whole minor units beside their currency and its exponent: 185000 with CNY and 2 is 1,850.00 CNY.
//! Slots are counted in units, with the exponent 0. Every row has the sequence and the time of the record that
//! wrote it last.

mod register;
mod market;
mod carriage;
mod treasury;
mod books;

pub use books::{BalanceRow, EntryRow, HoldRow, LedgerSide, StatementRow, TransferRow, TrialRow};
pub use carriage::{
    CarriageRow, CarriageState, DamagesRow, DropoutRow, MilestoneRow, MilestoneWord, ProgressRow, UnitRow,
};
pub use market::{CommandRow, CommandState, OrderRow, OrderState, TradeRow};
pub use register::{InstrumentRow, InstrumentState, MemberRow, PlaceRow, ServiceRow, TermsRow};
pub use treasury::{
    CycleRow, CycleState, NetRow, ObligationKind, ObligationRow, ObligationState, PaymentRow, PaymentState,
    ReceiptRow, StorageRow,
};

use super::row::Row;
use super::table::Table;

/// All tables, in the order in which they are written and compared.
pub(super) const TABLES: &[&Table] = &[
    CommandRow::TABLE,
    MemberRow::TABLE,
    TermsRow::TABLE,
    PlaceRow::TABLE,
    ServiceRow::TABLE,
    InstrumentRow::TABLE,
    OrderRow::TABLE,
    TradeRow::TABLE,
    CarriageRow::TABLE,
    UnitRow::TABLE,
    MilestoneRow::TABLE,
    DropoutRow::TABLE,
    DamagesRow::TABLE,
    ObligationRow::TABLE,
    StorageRow::TABLE,
    ReceiptRow::TABLE,
    CycleRow::TABLE,
    NetRow::TABLE,
    PaymentRow::TABLE,
    TransferRow::TABLE,
    EntryRow::TABLE,
    BalanceRow::TABLE,
    HoldRow::TABLE,
];
