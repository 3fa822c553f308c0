//! Rows about what is owed, received, netted and paid.

use engine::Sequence;
use freight::{ParticipantCode, Reference};
use jiff::civil::Date;
use money::{Currency, Price};
use settlement::{CarriageId, ClaimId, CycleId, PaymentId, ReceiptId};

use crate::projections::row::{Moment, rows, words};

words! {
    /// What an obligation came from.
    ObligationKind {
        /// Something that no source covered, or that the default fund paid.
        Claim,
        /// Storage.
        Bill,
    }

    /// How far an obligation is.
    ObligationState {
        /// A bill that still grows.
        Accruing,
        /// It is to be collected.
        Due,
        /// Nothing of it is left.
        Settled,
    }

    /// How far a netting cycle is.
    CycleState {
        /// Something is to be paid.
        Open,
        /// Everything was paid, or came back.
        Closed,
    }

    /// What the bank said of a payment.
    PaymentState {
        /// Nothing yet.
        Sent,
        /// It has paid.
        Booked,
        /// The money came back.
        Returned,
        /// It would not pay.
        Refused,
    }
}

rows! {
    /// Who owes whom: a claim, or a bill for storage.
    in "obligations", by [claim_id], Changes
    pub ObligationRow {
        /// The number of the claim; a bill has the same.
        claim_id: ClaimId,
        /// What it came from.
        kind: ObligationKind,
        /// Of which carriage the storage was.
        carriage_id: Option<CarriageId>,
        /// The claim of which it was a part.
        split_from: Option<ClaimId>,
        /// Who owes.
        debtor: ParticipantCode,
        /// To whom: a member's code, `escrow C12`, `fund` or `house`.
        creditor: String,
        /// How much it came to, with tax.
        amount: i64,
        /// The tax on a bill.
        tax: i64,
        /// How much is still owed.
        owed: i64,
        /// Of which currency.
        currency: Currency,
        /// The digits of its minor unit.
        exponent: u8,
        /// How far it is.
        state: ObligationState,
        /// The record in which it arose.
        arose_sequence: Sequence,
        /// When it arose.
        arose_at: Moment,
        /// The record that changed it last.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// Storage that was counted.
    in "storage", by [sequence], Appends
    pub StorageRow {
        /// The record that counted it.
        sequence: Sequence,
        /// When.
        at: Moment,
        /// The number of the bill.
        claim_id: ClaimId,
        /// Of which carriage.
        carriage_id: CarriageId,
        /// Which warehouse.
        warehouse: ParticipantCode,
        /// Who will owe it.
        debtor: ParticipantCode,
        /// How many units.
        units: u32,
        /// How many days.
        days: u32,
        /// For one unit and day.
        rate: Price,
        /// How much.
        amount: i64,
        /// Of which currency.
        currency: Currency,
        /// The digits of its minor unit.
        exponent: u8,
    }

    /// Money that the bank received.
    in "receipts", by [received_sequence], Changes
    pub ReceiptRow {
        /// The record that booked it.
        received_sequence: Sequence,
        /// When it was booked.
        received_at: Moment,
        /// Its number, if its owner was not known.
        receipt_id: Option<ReceiptId>,
        /// Whose it is, if that was known.
        member: Option<ParticipantCode>,
        /// How much.
        amount: i64,
        /// What of it has no owner yet.
        unallocated: i64,
        /// Of which currency.
        currency: Currency,
        /// The digits of its minor unit.
        exponent: u8,
        /// What the bank's line says.
        reference: Reference,
        /// The record that changed it last.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// A netting cycle.
    in "netting_cycles", by [cycle_id], Changes
    pub CycleRow {
        /// Its number.
        cycle_id: CycleId,
        /// In which currency.
        currency: Currency,
        /// The digits of its minor unit.
        exponent: u8,
        /// When it is to be paid.
        value_date: Date,
        /// To how many members.
        members: u32,
        /// How much in all.
        total: i64,
        /// How far it is.
        state: CycleState,
        /// The record that opened it.
        opened_sequence: Sequence,
        /// When it was opened.
        opened_at: Moment,
        /// The record that changed it last.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// What one member is paid by a cycle.
    in "nets", by [cycle_id, member], Appends
    pub NetRow {
        /// By which cycle.
        cycle_id: CycleId,
        /// Who.
        member: ParticipantCode,
        /// How much.
        amount: i64,
        /// Of which currency.
        currency: Currency,
        /// The digits of its minor unit.
        exponent: u8,
        /// The record that fixed it.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// An order to the bank.
    in "payments", by [payment_id], Changes
    pub PaymentRow {
        /// Its number.
        payment_id: PaymentId,
        /// To whom.
        member: ParticipantCode,
        /// By which cycle; nothing if the member asked for its free money.
        cycle_id: Option<CycleId>,
        /// How much.
        amount: i64,
        /// Of which currency.
        currency: Currency,
        /// The digits of its minor unit.
        exponent: u8,
        /// What the bank said.
        state: PaymentState,
        /// The record that sent it.
        sent_sequence: Sequence,
        /// When it was sent.
        sent_at: Moment,
        /// The record that changed it last.
        sequence: Sequence,
        /// When.
        at: Moment,
    }
}
