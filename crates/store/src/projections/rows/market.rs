//! Rows about what was asked, orders and trades.

use engine::{Action, Ending, Outcome, Rejection, Sequence};
use freight::{ClientOrderId, CommandKey, InstrumentCode, ParticipantCode};
use matching::{OrderId, Side, TimeInForce, TradeId};
use money::{Currency, Price};

use crate::projections::row::{Moment, rows, words};

words! {
    /// What came of a command.
    CommandState {
        /// It was done.
        Done,
        /// It was refused, and nothing moved.
        Refused,
    }

    /// How far an order is (FIX 39).
    OrderState {
        /// Accepted, and nothing traded.
        Accepted,
        /// A part traded, and the rest is open.
        PartiallyFilled,
        /// Everything traded.
        Filled,
        /// What was left was cancelled; `ending` says why.
        Cancelled,
        /// Its time was over.
        Expired,
    }
}

rows! {
    /// A record: a command, or what fell due.
    in "commands", by [sequence], Appends
    pub CommandRow {
        /// Its place.
        sequence: Sequence,
        /// When.
        at: Moment,
        /// Who asked; the exchange for what fell due.
        actor: ParticipantCode,
        /// The idempotency key under which it was asked.
        command_key: Option<CommandKey>,
        /// What was asked, in a word, as in `place_order`.
        kind: String,
        /// What was asked, as JSON.
        action: String,
        /// What fell due, as in `call C12`.
        due: Option<String>,
        /// Whether it was done.
        state: CommandState,
        /// The stable code of the refusal.
        refusal: Option<String>,
        /// What was wrong.
        message: Option<String>,
        /// The outcome or the rejection, as JSON.
        answer: String,
    }

    /// An order, from its acceptance on.
    in "orders", by [order_id], Changes
    pub OrderRow {
        /// Its id.
        order_id: OrderId,
        /// The member's own name for it.
        client_order_id: Option<ClientOrderId>,
        /// Whose.
        member: ParticipantCode,
        /// In which book.
        instrument: InstrumentCode,
        /// Bid or ask.
        side: Side,
        /// How many units it is for: those that traded and those that are, or were last, open.
        quantity: u32,
        /// The worst price; nothing for a market order.
        limit_price: Option<Price>,
        /// How long it stands.
        time_in_force: TimeInForce,
        /// How far it is.
        state: OrderState,
        /// How it ended, if it was not filled.
        ending: Option<Ending>,
        /// How many units traded.
        filled: u32,
        /// How many units wait in the book.
        open: u32,
        /// The record that accepted it.
        placed_sequence: Sequence,
        /// When it was accepted.
        placed_at: Moment,
        /// The record that changed it last.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// A trade.
    in "trades", by [trade_id], Appends
    pub TradeRow {
        /// Its number, which is the carriage's too.
        trade_id: TradeId,
        /// In which book.
        instrument: InstrumentCode,
        /// For one unit.
        price: Price,
        /// What it is paid in.
        currency: Currency,
        /// The digits of the currency's minor unit.
        exponent: u8,
        /// How many units.
        quantity: u32,
        /// Who bought.
        shipper: ParticipantCode,
        /// Who sold.
        carrier: ParticipantCode,
        /// The order that arrived.
        taker_order: OrderId,
        /// Its member's own name for it.
        taker_client_order_id: Option<ClientOrderId>,
        /// The order that rested.
        maker_order: OrderId,
        /// Its member's own name for it.
        maker_client_order_id: Option<ClientOrderId>,
        /// The side of the order that arrived.
        taker_side: Side,
        /// The record that made it.
        sequence: Sequence,
        /// When.
        at: Moment,
    }
}

impl CommandRow {
    /// What was asked.
    ///
    /// # Errors
    ///
    /// When the projections were written by another release.
    pub fn action(&self) -> Result<Action, serde_json::Error> {
        serde_json::from_str(&self.action)
    }

    /// What came of it, as it was answered.
    ///
    /// # Errors
    ///
    /// When the projections were written by another release.
    pub fn result(&self) -> Result<Result<Outcome, Rejection>, serde_json::Error> {
        match self.state {
            CommandState::Done => serde_json::from_str(&self.answer).map(Ok),
            CommandState::Refused => serde_json::from_str(&self.answer).map(Err),
        }
    }
}
