//! Rows about who and what is listed.

use engine::Sequence;
use freight::{InstrumentCode, ParticipantCode, PlaceCode, ServiceCode, TermsCode};
use money::{Currency, Price};
use settlement::TermsId;

use crate::projections::row::{Moment, rows, words};

words! {
    /// Whether a book takes orders.
    InstrumentState {
        /// It does.
        Open,
        /// The cut-off of its service has passed.
        Closed,
    }
}

rows! {
    /// A member. The exchange itself was there before the first record, and stands nowhere.
    in "members", by [member], Appends
    pub MemberRow {
        /// Its code.
        member: ParticipantCode,
        /// Its name.
        name: String,
        /// What it may do, as in `carrier, warehouse`.
        roles: String,
        /// The record that admitted it.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// A version of terms.
    in "terms", by [version], Appends
    pub TermsRow {
        /// Its number, over all codes.
        version: TermsId,
        /// Which terms.
        code: TermsCode,
        /// The rates and hours, as JSON, as they were commanded.
        terms: String,
        /// The record that set it.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// A place.
    in "places", by [place], Changes
    pub PlaceRow {
        /// Its code.
        place: PlaceCode,
        /// Its name.
        name: String,
        /// The place with its clock, as JSON, as it was commanded.
        listing: String,
        /// The record that listed it, or gave it a new clock.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// A service.
    in "services", by [service], Appends
    pub ServiceRow {
        /// Its code.
        service: ServiceCode,
        /// When boxes must be gated in.
        cut_off: Moment,
        /// What is carried, where, when and in what, as JSON, as it was commanded.
        listing: String,
        /// What is odd about it, as JSON: an array of texts.
        warnings: String,
        /// The record that listed it.
        sequence: Sequence,
        /// When.
        at: Moment,
    }

    /// A book.
    in "instruments", by [instrument], Changes
    pub InstrumentRow {
        /// Its code.
        instrument: InstrumentCode,
        /// Of which service.
        service: ServiceCode,
        /// What it is paid in.
        currency: Currency,
        /// The digits of the currency's minor unit.
        exponent: u8,
        /// The smallest step of a price.
        tick: Price,
        /// The smallest step of a quantity.
        lot: u32,
        /// By which terms.
        terms: TermsCode,
        /// Whether it takes orders.
        state: InstrumentState,
        /// The record that listed or closed it.
        sequence: Sequence,
        /// When.
        at: Moment,
    }
}
