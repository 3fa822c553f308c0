//! Refusals of the pillars in people's words: codes for numbers, prices for ticks, units for lots.
//!
//! The register knows the codes, the command what was asked. What is in words already stays as it is, so that
//! asking twice says the same; and the code of a refusal never changes.

use matching::QuoteError;
use money::Price;
use settlement::{BillRejection, NettingRejection, TreasuryRejection};

use super::Rejection;
use crate::Engine;
use crate::command::{Action, Command};
use crate::register::ListedInstrument;

impl Engine {
    /// Puts a refusal in people's words: members, services and books by their codes, prices for ticks, units for
    /// lots. What is in words already stays as it is.
    ///
    /// `command` is the one that was refused, by this engine, as it stands.
    pub(crate) fn in_words(&self, command: &Command, rejection: Rejection) -> Rejection {
        match rejection {
            Rejection::CutOffPassed { cut_off, now } => match self.book_of(command) {
                Some(listed) => {
                    let service = self.register.service(listed.service).code;
                    Rejection::ServiceCutOff { service, cut_off, now }
                }
                None => rejection,
            },
            Rejection::ValueOutOfRange { price, .. } => {
                self.order_in_words(command, price).unwrap_or(rejection)
            }
            Rejection::Quote(ref error) => match self.book_of(command) {
                Some(listed) => quote_in_words(listed, error).unwrap_or(rejection),
                None => rejection,
            },
            Rejection::Book(ref refused) => self.book_in_words(command, refused).unwrap_or(rejection),
            Rejection::Settlement(settlement::Rejection::Treasury(ref refused)) => {
                self.treasury_in_words(refused).unwrap_or(rejection)
            }
            Rejection::MemberUnknown(_)
            | Rejection::RoleMissing { .. }
            | Rejection::MemberReserved(_)
            | Rejection::MemberKnown(_)
            | Rejection::PlaceKnown(_)
            | Rejection::Lane(_)
            | Rejection::Place(_)
            | Rejection::AliasInUse { .. }
            | Rejection::ServiceKnown(_)
            | Rejection::CutOffAfterDeparture { .. }
            | Rejection::PlaceUnknown(_)
            | Rejection::InstrumentKnown(_)
            | Rejection::InstrumentUnknown(_)
            | Rejection::ServiceUnknown(_)
            | Rejection::LotZero(_)
            | Rejection::TermsUnknown(_)
            | Rejection::BookKnown { .. }
            | Rejection::ServiceCutOff { .. }
            | Rejection::SlotsZero(_)
            | Rejection::CurrencyDiffers { .. }
            | Rejection::ClientOrderIdInUse { .. }
            | Rejection::ClientOrderUnknown { .. }
            | Rejection::OrderNotOpen(_)
            | Rejection::QuantityZero { .. }
            | Rejection::QuantityOffLot { .. }
            | Rejection::PriceOffTick { .. }
            | Rejection::PriceBeyondBook { .. }
            | Rejection::OrderNotYours { .. }
            | Rejection::BookClosed(_)
            | Rejection::PostOnlyWouldTrade { .. }
            | Rejection::NotFillable { .. }
            | Rejection::OrderTooLarge { .. }
            | Rejection::Settlement(settlement::Rejection::Terms(_) | settlement::Rejection::Carriage(_))
            | Rejection::OwnCargo { .. }
            | Rejection::BillNotYours { .. }
            | Rejection::NotInCycle { .. }
            | Rejection::NetSent { .. }
            | Rejection::NetUnsent { .. }
            | Rejection::BalanceTooLow { .. }
            | Rejection::SlotsTooFew { .. }
            | Rejection::AccountTooLow { .. }
            | Rejection::Ledger(_) => rejection,
        }
    }

    /// The instrument of the order that a command places or amends, if there is one.
    fn book_of(&self, command: &Command) -> Option<&ListedInstrument> {
        if let Action::PlaceOrder(action) = &command.action {
            return self.register.instrument_by_code(action.instrument);
        }
        let Action::AmendOrder(action) = &command.action else { return None };
        let member = self.register.member_by_code(command.actor)?;
        let order = self.books.order(self.named(member, action.order).ok()?)?;
        Some(self.register.instrument(order.instrument))
    }

    /// An order that is worth too much, as it was asked; `price` is what it was reckoned at.
    fn order_in_words(&self, command: &Command, price: Price) -> Option<Rejection> {
        let currency = self.book_of(command)?.currency;
        let (quantity, limit) = if let Action::PlaceOrder(action) = &command.action {
            (action.quantity, action.limit)
        } else if let Action::AmendOrder(action) = &command.action {
            (action.quantity, action.limit)
        } else {
            return None;
        };
        Some(Rejection::OrderTooLarge { quantity, price: limit.unwrap_or(price), currency })
    }

    /// What a book refused; nothing where its own words are people's.
    fn book_in_words(&self, command: &Command, refused: &matching::Rejection) -> Option<Rejection> {
        Some(match *refused {
            matching::Rejection::NotOpen(order) => Rejection::OrderNotOpen(order),
            matching::Rejection::NotOwner { order, asks } => {
                Rejection::OrderNotYours { order, member: self.code(asks) }
            }
            matching::Rejection::BookClosed(instrument) => {
                Rejection::BookClosed(self.register.instrument(instrument).code)
            }
            matching::Rejection::PostOnlyWouldTrade { side, limit, best } => {
                let listed = self.book_of(command)?;
                let &ListedInstrument { code: instrument, currency, .. } = listed;
                let (limit, best) = (limit.map(|limit| listed.price(limit)), listed.price(best));
                Rejection::PostOnlyWouldTrade { instrument, currency, side, limit, best }
            }
            matching::Rejection::NotFillable { lots, fillable } => {
                let Action::PlaceOrder(action) = &command.action else { return None };
                let listed = self.book_of(command)?;
                let lot = u64::from(listed.lot.get());
                Rejection::NotFillable {
                    instrument: listed.code,
                    currency: listed.currency,
                    side: action.side,
                    limit: action.limit,
                    quantity: u64::from(lots.get()) * lot,
                    fillable: u64::from(fillable) * lot,
                }
            }
            matching::Rejection::UnknownInstrument(_)
            | matching::Rejection::TooManyOpen { .. }
            | matching::Rejection::NumbersExhausted(_) => return None,
        })
    }

    /// What the treasury refused; nothing where its own words are people's.
    fn treasury_in_words(&self, refused: &TreasuryRejection) -> Option<Rejection> {
        match *refused {
            TreasuryRejection::Bill(BillRejection::OwnCargo { carriage, warehouse }) => {
                Some(Rejection::OwnCargo { carriage, warehouse: self.code(warehouse) })
            }
            TreasuryRejection::Bill(BillRejection::NotYours { bill, warehouse }) => {
                Some(Rejection::BillNotYours { bill, warehouse: self.code(warehouse) })
            }
            TreasuryRejection::Netting(NettingRejection::NotInCycle { cycle, member }) => {
                Some(Rejection::NotInCycle { cycle, member: self.code(member) })
            }
            TreasuryRejection::Netting(NettingRejection::AlreadySent { cycle, member, payment }) => {
                Some(Rejection::NetSent { cycle, member: self.code(member), payment })
            }
            TreasuryRejection::Netting(NettingRejection::Unsent { cycle, member }) => {
                Some(Rejection::NetUnsent { cycle, member: self.code(member) })
            }
            TreasuryRejection::Bill(
                BillRejection::TooManyUnits { .. }
                | BillRejection::NothingStored { .. }
                | BillRejection::StorageTooLarge { .. }
                | BillRejection::Unknown(_)
                | BillRejection::AlreadyBilled(_)
                | BillRejection::TooLarge { .. },
            )
            | TreasuryRejection::Netting(
                NettingRejection::ValueDatePassed { .. }
                | NettingRejection::Empty(_)
                | NettingRejection::Unknown(_)
                | NettingRejection::Closed(_)
                | NettingRejection::InTransit { .. },
            )
            | TreasuryRejection::Receipt(_)
            | TreasuryRejection::Payment(_)
            | TreasuryRejection::House(_) => None,
        }
    }
}

/// A price or quantity that does not fit; nothing where its own words are people's.
fn quote_in_words(listed: &ListedInstrument, error: &QuoteError) -> Option<Rejection> {
    let &ListedInstrument { code: instrument, currency, .. } = listed;
    Some(match *error {
        QuoteError::QuantityZero { lot } => Rejection::QuantityZero { instrument, lot },
        QuoteError::OffLot { quantity, lot } => Rejection::QuantityOffLot { instrument, quantity, lot },
        QuoteError::OffTick { price, tick } => Rejection::PriceOffTick { instrument, currency, price, tick },
        QuoteError::PriceOutOfRange { price, tick } => {
            let most = tick.times(u64::from(u32::MAX))?;
            Rejection::PriceBeyondBook { instrument, currency, price, most }
        }
        QuoteError::QuantityOutOfRange { .. } => return None,
    })
}
