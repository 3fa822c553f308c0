//! Rows: what a row type and its table have in common.
//!
//! ```text
//!   rows! { in "trades", by [trade_id], Appends  pub TradeRow { trade_id: TradeId, price: Price, … } }
//!      ├──▶ struct TradeRow      typed, for the fold and for readers
//!      └──▶ TradeRow::TABLE      the same columns as data, for the texts
//! ```

use engine::{AccountName, Ending, Sequence};
use freight::{
    ClientOrderId, CommandKey, InstrumentCode, MilestoneCode, MilestoneKind, ParticipantCode, PlaceCode,
    Reference, ServiceCode, TermsCode, UnitNumber,
};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{HoldId, TransferId};
use matching::{OrderId, Side, TimeInForce, TradeId};
use money::{Currency, Price};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use settlement::{CarriageId, ClaimId, CycleId, Drop, Party, PaymentId, Reason, ReceiptId, TermsId};

use super::cell::{CellError, Cells};
use super::table::{Kind, Table};

/// A row of a table.
pub(super) trait Row: Clone + Sized + Send {
    /// Its table.
    const TABLE: &'static Table;

    /// Appends the row to `json` as an array, in the order of the columns.
    fn write(&self, json: &mut Vec<u8>);

    /// Reads a row.
    ///
    /// # Errors
    ///
    /// [`CellError`], if this release does not write such rows.
    fn read(cells: Cells) -> Result<Self, CellError>;
}

/// A time as it stands in a table: UTC by RFC 3339, always with nine digits behind the second, so that the
/// order of the texts is the order of the times, and nothing is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub Timestamp);

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        Timestamp::deserialize(deserializer).map(Moment)
    }
}

impl core::fmt::Display for Moment {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:.9}", self.0)
    }
}

/// A value that stands in a column.
pub(super) trait Stands {
    /// What kind of column it needs.
    const KIND: Kind;
    /// Whether it is always there.
    const FILLED: bool = true;
}

impl<T: Stands> Stands for Option<T> {
    const KIND: Kind = T::KIND;
    const FILLED: bool = false;
}

macro_rules! stand {
    ($($kind:ident: $($type:ty),+;)+) => { $($(impl Stands for $type { const KIND: Kind = Kind::$kind; })+)+ };
}

stand! {
    Whole: u8, u16, u32, i64, Sequence, TradeId, TransferId, TermsId, CarriageId, ClaimId, CycleId, PaymentId,
        ReceiptId;
    Decimal: Price;
    Text: String, Moment, Date, ParticipantCode, InstrumentCode, ServiceCode, PlaceCode, TermsCode,
        ClientOrderId, CommandKey, Reference, UnitNumber, MilestoneCode, MilestoneKind, OrderId, HoldId,
        Currency, AccountName, Side, TimeInForce, Ending, Reason, Party, Drop;
}

/// Declares row types with their tables.
macro_rules! rows {
    ($(
        $(#[$doc:meta])*
        in $table:literal, by [$($key:ident),+], $growth:ident
        $seen:vis $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)+ }
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        $seen struct $name {
            $($(#[$field_doc])* $seen $field: $type,)+
        }

        impl $crate::projections::row::Row for $name {
            const TABLE: &'static $crate::projections::table::Table = &$crate::projections::table::Table {
                name: $table,
                columns: &[$($crate::projections::table::Column {
                    name: stringify!($field),
                    kind: <$type as $crate::projections::row::Stands>::KIND,
                    filled: <$type as $crate::projections::row::Stands>::FILLED,
                }),+],
                key: &[$(stringify!($key)),+],
                growth: $crate::projections::table::Growth::$growth,
            };

            fn write(&self, json: &mut Vec<u8>) {
                let mut before = b'[';
                $(
                    json.push(before);
                    before = b',';
                    serde_json::to_writer(&mut *json, &self.$field).expect("a cell has a form in JSON");
                )+
                debug_assert_eq!(before, b',', "a row has a column");
                json.push(b']');
            }

            fn read(
                mut cells: $crate::projections::cell::Cells,
            ) -> Result<$name, $crate::projections::cell::CellError> {
                Ok($name { $($field: cells.next()?,)+ })
            }
        }
    )+};
}

pub(super) use rows;

/// A state in a column, by its name.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$word_doc])* $word,)+
        }

        impl $crate::projections::row::Stands for $name {
            const KIND: $crate::projections::table::Kind = $crate::projections::table::Kind::Text;
        }
    )+};
}

pub(super) use words;
