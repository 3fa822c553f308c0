//! Payments: what the bank is told to pay, and what becomes of it.
//!
//! ```text
//!   netted ─ send ─┐                ┌─ book ────▶ booked ── return ──▶ returned, to the member's free money
//!   free ─ withdraw┴─▶ in transit ──┼─ return ──▶ returned
//!                                   └─ refuse ──▶ refused, to the member's free money
//! ```
//!
//! A payment keeps one small record for ever: the bank may return it long after it was booked, and a payment
//! must never be booked twice.

use freight::ParticipantId;
use money::{Amount, Currency, Sum};

use super::custody::{CustodyFull, make_room};
use super::end;
use crate::canon::length;
use crate::{About, CycleId, Event, Movement, PaymentId, Purse, Purses, Reason, Sink};

/// What the bank was told to pay, to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    amount: Amount,
    member: ParticipantId,
    cycle: Option<CycleId>,
    currency: Currency,
    word: Option<BankWord>,
}

/// The bank's last word on a payment; there is none while it is in transit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankWord {
    /// It has paid.
    Booked,
    /// The money came back.
    Returned,
    /// It will not pay.
    Refused,
}

/// Why the bank's word on a payment is not recorded. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PaymentRejection {
    /// There never was such a payment.
    #[error("there is no payment {0}")]
    Unknown(PaymentId),
    /// The bank has paid, and says so again, or would not pay after all.
    #[error("payment {0} was already booked")]
    AlreadyBooked(PaymentId),
    /// The money came back before.
    #[error("payment {0} was already returned")]
    AlreadyReturned(PaymentId),
    /// The bank would not pay.
    #[error("payment {0} was already refused")]
    AlreadyRefused(PaymentId),
    /// More comes back than can be kept.
    #[error(transparent)]
    TooLarge(#[from] CustodyFull),
}

impl PaymentRejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            PaymentRejection::Unknown(_) => "PAYMENT_UNKNOWN",
            PaymentRejection::AlreadyBooked(_) => "PAYMENT_ALREADY_BOOKED",
            PaymentRejection::AlreadyReturned(_) => "PAYMENT_ALREADY_RETURNED",
            PaymentRejection::AlreadyRefused(_) => "PAYMENT_ALREADY_REFUSED",
            PaymentRejection::TooLarge(error) => error.code(),
        }
    }
}

/// All payments there have been: one record each, found by its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payments(Vec<Payment>);

impl Payment {
    /// Who is paid.
    pub fn member(&self) -> ParticipantId {
        self.member
    }

    /// The cycle that it pays, unless a member withdrew its free money.
    pub fn cycle(&self) -> Option<CycleId> {
        self.cycle
    }

    /// How much is paid.
    pub fn sum(&self) -> Sum {
        Sum { amount: self.amount, currency: self.currency }
    }

    /// The bank's last word on it; nothing while it is in transit.
    pub fn word(&self) -> Option<BankWord> {
        self.word
    }

    fn moved(&self, id: PaymentId, from: Purse, to: Purse, reason: Reason) -> Movement {
        let asset = self.currency.into();
        Movement { from, to, asset, amount: self.amount, reason, about: About::Payment(id) }
    }
}

impl Payments {
    /// All payments there have been, in the order of their numbers.
    pub fn all(&self) -> impl Iterator<Item = (PaymentId, &Payment)> {
        let numbers = (1..).map(|number| PaymentId::new(number).expect("payments are counted from 1"));
        numbers.zip(&self.0)
    }

    /// The payment with this number, if there is one.
    pub fn payment(&self, id: PaymentId) -> Option<&Payment> {
        self.0.get(place(id)?)
    }

    fn next(&self) -> PaymentId {
        let counted = u64::try_from(self.0.len()).expect("a length fits 64 bits");
        counted.checked_add(1).and_then(PaymentId::new).expect("payments are counted in 64 bits")
    }

    /// Whether the bank has not said yet what became of a payment.
    pub(super) fn in_transit(&self, id: PaymentId) -> bool {
        self.payment(id).is_some_and(|payment| payment.word.is_none())
    }

    /// The bank is told to pay from a purse.
    pub(super) fn open<P: Purses>(
        &self,
        purses: &mut P,
        from: Purse,
        member: ParticipantId,
        sum: Sum,
        reason: Reason,
    ) {
        let id = self.next();
        let (to, about) = (Purse::InTransit(id, member), About::Payment(id));
        purses.post(Movement { from, to, asset: sum.currency.into(), amount: sum.amount, reason, about });
    }

    /// The bank was told; answers the number of the payment.
    pub(super) fn opened(
        &mut self,
        member: ParticipantId,
        sum: Sum,
        cycle: Option<CycleId>,
        sink: &mut impl Sink,
    ) -> PaymentId {
        let payment = self.next();
        let Sum { amount, currency } = sum;
        self.0.push(Payment { amount, member, cycle, currency, word: None });
        sink.tell(Event::PaymentSent { payment, member, cycle, sum });
        payment
    }

    /// The bank says what became of a payment.
    pub(super) fn hear<P: Purses>(
        &self,
        purses: &mut P,
        id: PaymentId,
        word: BankWord,
    ) -> Result<(), PaymentRejection> {
        let payment = self.payment(id).ok_or(PaymentRejection::Unknown(id))?;
        let (transit, free) = (Purse::InTransit(id, payment.member), Purse::Free(payment.member));
        purses.post(match (payment.word, word) {
            (None, BankWord::Booked) => payment.moved(id, transit, Purse::Bank, Reason::PaymentBooked),
            (None, BankWord::Returned) => payment.moved(id, transit, free, Reason::PaymentReturned),
            (None, BankWord::Refused) => payment.moved(id, transit, free, Reason::PaymentRefused),
            (Some(BankWord::Booked), BankWord::Returned) => {
                make_room(purses, payment.sum())?;
                payment.moved(id, Purse::Bank, free, Reason::PaymentReturned)
            }
            (Some(BankWord::Booked), BankWord::Booked | BankWord::Refused) => {
                return Err(PaymentRejection::AlreadyBooked(id));
            }
            (Some(BankWord::Returned), _) => return Err(PaymentRejection::AlreadyReturned(id)),
            (Some(BankWord::Refused), _) => return Err(PaymentRejection::AlreadyRefused(id)),
        });
        if payment.word.is_none() {
            end(purses, transit, payment.currency.into());
        }
        Ok(())
    }

    /// Remembers what the bank said.
    pub(super) fn heard(&mut self, id: PaymentId, word: BankWord, sink: &mut impl Sink) {
        let payment =
            place(id).and_then(|place| self.0.get_mut(place)).expect("the bank spoke of a known payment");
        payment.word = Some(word);
        let (payment, member, sum) = (id, payment.member, payment.sum());
        sink.tell(match word {
            BankWord::Booked => Event::PaymentBooked { payment, member, sum },
            BankWord::Returned => Event::PaymentReturned { payment, member, sum },
            BankWord::Refused => Event::PaymentRefused { payment, member, sum },
        });
    }

    pub(super) fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        length(self.0.len(), hash);
        for Payment { amount, member, cycle, currency, word } in &self.0 {
            hash(&amount.units().to_le_bytes());
            hash(&member.number().to_le_bytes());
            hash(&cycle.map_or(0, CycleId::number).to_le_bytes());
            hash(&currency.numeric().to_le_bytes());
            hash(&[word.map_or(0, BankWord::number)]);
        }
    }
}

impl BankWord {
    fn number(self) -> u8 {
        match self {
            BankWord::Booked => 1,
            BankWord::Returned => 2,
            BankWord::Refused => 3,
        }
    }
}

/// Where a payment stands in the list.
fn place(id: PaymentId) -> Option<usize> {
    usize::try_from(id.number()).ok()?.checked_sub(1)
}
