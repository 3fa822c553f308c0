//! The numbers of orders and trades.
//!
//! ```text
//!   OrderId    63 ─────────────── 24 │ 23 ────────── 0
//!              count, from 1         │ slot
//! ```
//!
//! An order's number says where the order lies, so that no table is needed to find it, however long the
//! exchange lives: 1.1 · 10^12 orders in all, of which 16.7 million at a time.
//! The count makes it unique: a slot is used again, a number never.
//! For people and on the wire it is an opaque text.

use core::fmt;
use core::num::NonZeroU64;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Names an order, for ever: `O16777216`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderId(NonZeroU64);

/// Names a trade: a counter from 1, shown as `T12`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = u64, minimum = 1))]
pub struct TradeId(NonZeroU64);

/// Why a text names no order. In the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The text is not the letter `O` and a number.
    #[error("order number {0:?} is not the letter O and digits, as in O16777216")]
    Malformed(String),
    /// The number was never given: counts begin at 1.
    #[error("order number {0:?} is below the first one, O16777216")]
    BelowFirst(String),
}

impl IdError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            IdError::Malformed(_) => "ORDER_ID_MALFORMED",
            IdError::BelowFirst(_) => "ORDER_ID_BELOW_FIRST",
        }
    }
}

impl OrderId {
    /// How many low bits name the slot.
    const SLOT_BITS: u32 = 24;
    /// How many orders can be open at a time.
    pub(crate) const SLOTS: u32 = 1 << OrderId::SLOT_BITS;
    /// The last count there is.
    pub(crate) const LAST_COUNT: u64 = (1 << 40) - 1;

    /// Joins a count from 1 and a slot.
    #[inline]
    pub(crate) fn join(count: u64, slot: u32) -> OrderId {
        assert!(count <= OrderId::LAST_COUNT && slot < OrderId::SLOTS, "count {count}, slot {slot}");
        let number = count << OrderId::SLOT_BITS | u64::from(slot);
        OrderId(NonZeroU64::new(number).expect("orders are counted from 1"))
    }

    /// The order with this number; nothing for numbers below the first that is ever given.
    pub fn new(number: u64) -> Option<OrderId> {
        (number >> OrderId::SLOT_BITS > 0).then(|| NonZeroU64::new(number).map(OrderId)).flatten()
    }

    /// The whole number.
    pub fn number(self) -> u64 {
        self.0.get()
    }

    /// How many orders had been accepted when this one was, itself included.
    pub fn count(self) -> u64 {
        self.0.get() >> OrderId::SLOT_BITS
    }

    /// Where the order lies while it is open: below 2^24.
    #[inline]
    pub fn slot(self) -> u32 {
        u32::try_from(self.0.get() & u64::from(OrderId::SLOTS - 1)).expect("24 bits fit")
    }
}

impl TradeId {
    /// Nothing for zero: the counter begins at 1.
    pub fn new(number: u64) -> Option<TradeId> {
        NonZeroU64::new(number).map(TradeId)
    }

    /// The counter.
    pub fn number(self) -> u64 {
        self.0.get()
    }

    /// The trade that is `further` trades after this one.
    ///
    /// # Panics
    ///
    /// When 2^64 trades have been made.
    #[inline]
    pub(crate) fn plus(self, further: u64) -> TradeId {
        TradeId(self.0.checked_add(further).expect("trades are counted in 64 bits"))
    }
}

impl FromStr for OrderId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<OrderId, IdError> {
        let malformed = || IdError::Malformed(text.to_owned());
        let digits = text.strip_prefix('O').ok_or_else(malformed)?;
        if digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(malformed());
        }
        let number = digits.parse().map_err(|_| malformed())?;
        OrderId::new(number).ok_or_else(|| IdError::BelowFirst(text.to_owned()))
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "O{}", self.0)
    }
}

impl fmt::Debug for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "O{}@{}", self.count(), self.slot())
    }
}

impl fmt::Display for TradeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "T{}", self.0)
    }
}

impl fmt::Debug for TradeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text where people read, the bare number where machines do.
impl Serialize for OrderId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_u64(self.number())
        }
    }
}

impl<'de> Deserialize<'de> for OrderId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OrderId, D::Error> {
        use serde::de::Error;
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            text.parse().map_err(|error: IdError| D::Error::custom(format!("{}: {error}", error.code())))
        } else {
            let number = u64::deserialize(deserializer)?;
            OrderId::new(number).ok_or_else(|| D::Error::custom(format!("no order has the number {number}")))
        }
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for OrderId {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("Names an order, for ever. The text is opaque."))
            .pattern(Some("^O[1-9][0-9]{7,19}$"))
            .into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for OrderId {}

#[cfg(test)]
mod tests;
