//! The names of settlement's things: counters from 1, one a kind.
//!
//! People read them with a letter: C carriage, K claim, B bill, N netting cycle, P payment, R receipt, V terms.

use core::fmt;
use core::num::{NonZeroU32, NonZeroU64};

use serde::{Deserialize, Serialize};

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident($inner:ident as $number:ident), $letter:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "schema", schema(value_type = u64, example = 1))]
        pub struct $name($inner);

        impl $name {
            /// Nothing for zero: the counter begins at 1.
            pub fn new(number: $number) -> Option<$name> {
                $inner::new(number).map($name)
            }

            /// The counter.
            pub fn number(self) -> $number {
                self.0.get()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&format!(concat!($letter, "{}"), self.0))
            }
        }
    )*};
}

counters! {
    /// Names a carriage; it has the number of its trade.
    CarriageId(NonZeroU64 as u64), "C";
    /// Names a claim: what one member owes to somebody.
    ClaimId(NonZeroU64 as u64), "K";
    /// Names a bill for storage, from its first accrual on. It has the number of its claim.
    BillId(NonZeroU64 as u64), "B";
    /// Names a netting cycle.
    CycleId(NonZeroU32 as u32), "N";
    /// Names a payment instruction to the bank.
    PaymentId(NonZeroU64 as u64), "P";
    /// Names a receipt whose owner is not known yet.
    ReceiptId(NonZeroU64 as u64), "R";
    /// Names one version of terms.
    TermsId(NonZeroU32 as u32), "V";
}

impl BillId {
    /// The claim that this bill collects.
    pub fn claim(self) -> ClaimId {
        ClaimId(self.0)
    }
}

impl ClaimId {
    /// The bill whose claim this is, if it came from storage.
    pub fn bill(self) -> BillId {
        BillId(self.0)
    }
}

/// The two sides of a carriage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Who bought the capacity: the side of the bid.
    Shipper,
    /// Who sold it: the side of the ask.
    Carrier,
}

impl Party {
    /// The other side.
    pub fn other(self) -> Party {
        match self {
            Party::Shipper => Party::Carrier,
            Party::Carrier => Party::Shipper,
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Party::Shipper => "shipper",
            Party::Carrier => "carrier",
        })
    }
}
