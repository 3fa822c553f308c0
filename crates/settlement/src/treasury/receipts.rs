//! Receipts: money that the bank received, for a member or for nobody known yet.
//!
//! ```text
//!   bank ──┬─ known ──────────────────────────────▶ free of the member
//!          └─ unknown ──▶ receipt ── allocated ──▶ free, wholly or in parts
//! ```
//!
//! A receipt ends when all of it is allocated; its number is never given again, so that an ended receipt can
//! be told from one that never was.

use std::collections::BTreeMap;

use freight::{ParticipantId, Reference};
use money::{Amount, Currency, Money, Sum};

use super::custody::{CustodyFull, make_room};
use super::{TreasuryFact, end, inside};
use crate::canon::length;
use crate::{About, Event, Fact, Movement, Purse, Purses, Reason, ReceiptId, Sink};

/// Why money is not received or allocated. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ReceiptRejection {
    /// More came in than can be kept.
    #[error(transparent)]
    TooLarge(#[from] CustodyFull),
    /// There never was such a receipt.
    #[error("there is no receipt {0}")]
    Unknown(ReceiptId),
    /// All of it has found its owner.
    #[error("receipt {0} was allocated to its last cent")]
    Finished(ReceiptId),
    /// More was to be allocated than is left.
    #[error("receipt {receipt} has {left} left, but {asked} were to be allocated")]
    Exceeded {
        /// The receipt.
        receipt: ReceiptId,
        /// What is left of it.
        left: Money,
        /// What was to be allocated.
        asked: Money,
    },
}

impl ReceiptRejection {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            ReceiptRejection::TooLarge(error) => error.code(),
            ReceiptRejection::Unknown(_) => "RECEIPT_UNKNOWN",
            ReceiptRejection::Finished(_) => "RECEIPT_FINISHED",
            ReceiptRejection::Exceeded { .. } => "RECEIPT_EXCEEDED",
        }
    }
}

/// The receipts that wait for their owner; how much of each is in [`Purse::Unallocated`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipts {
    counted: u64,
    open: BTreeMap<ReceiptId, Receipt>,
}

/// Money that waits for its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// In which currency.
    pub currency: Currency,
    /// What the bank's line says: all that is known of its owner.
    pub reference: Reference,
}

impl Receipts {
    /// The receipts that wait for their owner, in the order of their numbers.
    pub fn open(&self) -> impl Iterator<Item = (ReceiptId, Receipt)> {
        self.open.iter().map(|(&id, &receipt)| (id, receipt))
    }

    /// The currency of a receipt that waits for its owner.
    pub fn currency(&self, id: ReceiptId) -> Option<Currency> {
        self.open.get(&id).map(|receipt| receipt.currency)
    }

    fn next(&self) -> ReceiptId {
        self.counted.checked_add(1).and_then(ReceiptId::new).expect("receipts are counted in 64 bits")
    }

    pub(super) fn receive<P: Purses>(
        &self,
        purses: &mut P,
        member: Option<ParticipantId>,
        sum: Sum,
    ) -> Result<(), ReceiptRejection> {
        make_room(purses, sum)?;
        let (to, reason, about) = match member {
            Some(member) => (Purse::Free(member), Reason::Received, About::House),
            None => (Purse::Unallocated(self.next()), Reason::ReceivedUnknown, About::Receipt(self.next())),
        };
        let (asset, amount) = (sum.currency.into(), sum.amount);
        purses.post(Movement { from: Purse::Bank, to, asset, amount, reason, about });
        Ok(())
    }

    pub(super) fn received(
        &mut self,
        member: Option<ParticipantId>,
        sum: Sum,
        reference: Reference,
        sink: &mut impl Sink,
    ) {
        let receipt = member.is_none().then(|| self.next());
        if let Some(receipt) = receipt {
            self.counted = receipt.number();
            self.open.insert(receipt, Receipt { currency: sum.currency, reference });
        }
        sink.tell(Event::Received { member, receipt, sum, reference });
    }

    pub(super) fn allocate<P: Purses>(
        &self,
        purses: &mut P,
        facts: &mut Vec<Fact>,
        receipt: ReceiptId,
        member: ParticipantId,
        amount: Amount,
    ) -> Result<(), ReceiptRejection> {
        let Some(currency) = self.currency(receipt) else {
            let known = receipt.number() <= self.counted;
            return Err(if known {
                ReceiptRejection::Finished(receipt)
            } else {
                ReceiptRejection::Unknown(receipt)
            });
        };
        let (asset, from) = (currency.into(), Purse::Unallocated(receipt));
        let held = inside(purses, from, asset);
        let Some(left) = held.checked_sub(amount.minor()) else {
            return Err(ReceiptRejection::Exceeded {
                receipt,
                left: held.of(asset),
                asked: amount.of(asset),
            });
        };
        let (to, reason, about) = (Purse::Free(member), Reason::ReceiptAllocated, About::Receipt(receipt));
        purses.post(Movement { from, to, asset, amount, reason, about });
        end(purses, from, asset);
        facts.push(Fact::Treasury(TreasuryFact::Allocated { left }));
        Ok(())
    }

    pub(super) fn allocated(
        &mut self,
        receipt: ReceiptId,
        member: ParticipantId,
        amount: Amount,
        facts: &[Fact],
        sink: &mut impl Sink,
    ) {
        let Some(TreasuryFact::Allocated { left }) = TreasuryFact::first(facts) else {
            panic!("a receipt was allocated without a word of what is left: {facts:?}");
        };
        let currency = self.currency(receipt).expect("an allocated receipt was open");
        if left.is_zero() {
            self.open.remove(&receipt);
        }
        sink.tell(Event::Allocated { receipt, member, currency, amount, left });
    }

    pub(super) fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        hash(&self.counted.to_le_bytes());
        length(self.open.len(), hash);
        for (id, Receipt { currency, reference }) in self.open() {
            hash(&id.number().to_le_bytes());
            hash(&currency.numeric().to_le_bytes());
            length(reference.as_str().len(), hash);
            hash(reference.as_str().as_bytes());
        }
    }
}
