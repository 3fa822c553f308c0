//! Codes: the short names that people and commands use for things.
//!
//! A thing has its code from its admission or listing, and keeps it for ever. Every kind of code is
//! a type of its own, so that a place is never taken for a service:
//!
//! ```compile_fail
//! let place = freight::PlaceCode::parse("CNCHQ").unwrap();
//! let service: freight::ServiceCode = place.into();
//! ```
//!
//! What only its writer understands (a reference, a key) is printable ASCII that neither begins nor
//! ends with a space; what we order and show ourselves has a narrower alphabet.
//!
//! # What is not here
//!
//! Numbers that a standard gives to things: container numbers and size-types have rooms of their own.

use crate::text::{Alphabet, code};

code! {
    /// Names a member of the exchange: small letters, digits and hyphens, at most 24, as in `birch`.
    pub struct ParticipantCode(1..=24);
    kind: "participant code",
    pattern: "^[a-z][a-z0-9-]{0,23}$",
    example: "birch",
    alphabet: SMALL,
}

code! {
    /// Names the terms of a contract: small letters, digits and hyphens, at most 24, as in `river-2026`.
    pub struct TermsCode(1..=24);
    kind: "terms code",
    pattern: "^[a-z][a-z0-9-]{0,23}$",
    example: "river-2026",
    alphabet: SMALL,
}

code! {
    /// Names a place: its UN/LOCODE, as in `CNCHQ`, or a name of ours where it has none, as in
    /// `CQGUOYUAN`; 2 to 12 capital letters and digits.
    pub struct PlaceCode(2..=12);
    kind: "place code",
    pattern: "^[A-Z][A-Z0-9]{1,11}$",
    example: "CNCHQ",
    alphabet: CAPITALS,
}

code! {
    /// Names a country by its two letters in ISO 3166-1, as in `CN`.
    pub struct CountryCode(2..=2);
    kind: "country code",
    pattern: "^[A-Z]{2}$",
    example: "CN",
    alphabet: LETTERS,
}

code! {
    /// Names a service: at most 36 characters, by convention lane, window and unit, as in
    /// `CNCHQ-CNSGH/2026W10/22G1`.
    pub struct ServiceCode(1..=36);
    kind: "service code",
    pattern: "^[A-Z0-9][A-Z0-9./+-]{0,35}$",
    example: "CNCHQ-CNSGH/2026W10/22G1",
    alphabet: COMPOUND,
}

code! {
    /// Names an instrument: at most 40 characters, by convention the code of the service and the
    /// currency, as in `CNCHQ-CNSGH/2026W10/22G1/CNY`.
    pub struct InstrumentCode(1..=40);
    kind: "instrument code",
    pattern: "^[A-Z0-9][A-Z0-9./+-]{0,39}$",
    example: "CNCHQ-CNSGH/2026W10/22G1/CNY",
    alphabet: COMPOUND,
}

code! {
    /// Names an order by its member's own mark, unique among the member's open orders: at most 35
    /// printable characters.
    pub struct ClientOrderId(1..=35);
    kind: "client order id",
    pattern: "^[!-~]([ -~]{0,33}[!-~])?$",
    example: "PO-2026-0417",
    alphabet: PRINTABLE,
}

code! {
    /// Makes a command safe to repeat: whoever asks again with the same key gets the first answer.
    /// At most 35 printable characters, chosen by the one who asks.
    pub struct CommandKey(1..=35);
    kind: "idempotency key",
    pattern: "^[!-~]([ -~]{0,33}[!-~])?$",
    example: "birch-000017",
    alphabet: PRINTABLE,
}

code! {
    /// Names a payment from end to end: at most 35 printable characters, as ISO 20022 allows for an
    /// `EndToEndId`.
    pub struct Reference(1..=35);
    kind: "reference",
    pattern: "^[!-~]([ -~]{0,33}[!-~])?$",
    example: "BIRCH-2026-03-0001",
    alphabet: PRINTABLE,
}

code! {
    /// Names a milestone as its source does (the `eventID` of DCSA, often a UUID): at most 36
    /// printable characters.
    pub struct MilestoneCode(1..=36);
    kind: "milestone code",
    pattern: "^[!-~]([ -~]{0,34}[!-~])?$",
    example: "84db923d-2a19-4eb0-beb5-446c1ec57d34",
    alphabet: PRINTABLE,
}

const SMALL: Alphabet = Alphabet {
    expected: "a small letter, then small letters, digits and hyphens",
    first: |byte| byte.is_ascii_lowercase(),
    later: |byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-',
    last: |_| true,
};

const CAPITALS: Alphabet = Alphabet {
    expected: "a capital letter, then capital letters and digits",
    first: |byte| byte.is_ascii_uppercase(),
    later: |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit(),
    last: |_| true,
};

const LETTERS: Alphabet = Alphabet {
    expected: "two capital letters",
    first: |byte| byte.is_ascii_uppercase(),
    later: |byte| byte.is_ascii_uppercase(),
    last: |_| true,
};

/// Also the alphabet of unit numbers, which have a room of their own.
pub(crate) const COMPOUND: Alphabet = Alphabet {
    expected: "a capital letter or digit, then capital letters, digits, and any of . / + -",
    first: |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit(),
    later: |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"./+-".contains(&byte),
    last: |_| true,
};

const PRINTABLE: Alphabet = Alphabet {
    expected: "printable ASCII, neither beginning nor ending with a space",
    first: |byte| byte.is_ascii_graphic(),
    later: |byte| byte.is_ascii_graphic() || byte == b' ',
    last: |byte| byte.is_ascii_graphic(),
};

#[cfg(test)]
mod tests;
