//! What a decision wrote down, one lane a pillar, and what came of it in a word.

use core::fmt;

use jiff::Timestamp;
use ledger::HoldId;
use matching::{Amended, Cancelled, InstrumentId, OrderId, Placed, Step};
use money::Currency;
use serde::{Deserialize, Serialize};
use settlement::CarriageId;

use freight::ParticipantId;

/// The facts of one command: a buffer that the caller lends and uses again.
///
/// On a refusal it is cut back to what it was.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Fills.
    pub matching: Vec<Step>,
    /// Accounts, transfers, holds.
    pub ledger: ledger::Facts,
    /// Carriages, claims, payments.
    pub settlement: Vec<settlement::Fact>,
}

/// The ends of the three lanes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    matching: usize,
    ledger: ledger::Mark,
    settlement: usize,
}

impl Facts {
    /// An empty buffer.
    pub fn new() -> Facts {
        Facts::default()
    }

    /// Forgets all facts, and keeps the memory.
    pub fn clear(&mut self) {
        self.matching.clear();
        self.ledger.clear();
        self.settlement.clear();
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark { matching: self.matching.len(), ledger: self.ledger.mark(), settlement: self.settlement.len() }
    }

    pub(crate) fn truncate(&mut self, mark: Mark) {
        self.matching.truncate(mark.matching);
        self.ledger.truncate(mark.ledger);
        self.settlement.truncate(mark.settlement);
    }
}

/// What came of a command, in a word; the facts say the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// It was done as asked.
    Done,
    /// An order was accepted.
    Placed {
        /// What the book did.
        matched: Placed,
        /// The money that stays held for it.
        money: Option<HoldId>,
        /// The slots that stay held for it.
        slots: Option<HoldId>,
    },
    /// An order was changed.
    Amended {
        /// Which.
        order: OrderId,
        /// What the book did.
        matched: Amended,
        /// The money that stays held for it.
        money: Option<HoldId>,
        /// The slots that stay held for it.
        slots: Option<HoldId>,
    },
    /// An order was cancelled.
    Cancelled {
        /// Which.
        order: OrderId,
        /// What the book did.
        matched: Cancelled,
    },
    /// Time has passed, and this was due; nothing if nothing was.
    Advanced(Option<Due>),
}

/// What comes from inside, at its time. In the order in which things due at one moment are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// The time of an order is over: its day, or its book's.
    Expiry(OrderId),
    /// A book is empty, and closes at the cut-off of its service.
    BookClosing(InstrumentId),
    /// Escrow is called.
    Call(CarriageId),
    /// Units that are not gated in are a no-show.
    CutOff(CarriageId),
    /// A debtor has money.
    Collecting {
        /// Who owes.
        debtor: ParticipantId,
        /// In which currency.
        currency: Currency,
    },
    /// A carriage is finished.
    Closing(CarriageId),
}

/// A thing that is due, and when.
pub(crate) type DueAt = (Timestamp, Due);

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Due::Expiry(order) => write!(f, "expiry of {order}"),
            Due::BookClosing(instrument) => write!(f, "closing of book {}", instrument.number()),
            Due::Call(carriage) => write!(f, "escrow call of {carriage}"),
            Due::CutOff(carriage) => write!(f, "cut-off of {carriage}"),
            Due::Collecting { debtor, currency } => {
                write!(f, "collecting from participant {} in {currency}", debtor.number())
            }
            Due::Closing(carriage) => write!(f, "closing of {carriage}"),
        }
    }
}
