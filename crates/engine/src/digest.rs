//! The digest: 32 bytes over a canonical form of everything the exchange knows.
//!
//! Two engines with the same digest will answer everything alike, down to the ids that come next. Keys that
//! were used are no part of it: they decide nothing but whether a command is new.

use core::fmt;

use sha2::{Digest as _, Sha256};

use crate::Engine;
use crate::orders::OrderFile;
use crate::register::Register;

/// A SHA-256 hash, shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Engine {
    /// Hashes everything the exchange knows, so that two engines can be compared.
    pub fn digest(&self) -> Digest {
        let mut hasher = Sha256::new();
        let mut write = |bytes: &[u8]| hasher.update(bytes);
        self.register.digest(&mut write);
        self.books.digest(&mut write);
        count(self.orders.iter().count(), &mut write);
        for file in self.orders.iter() {
            of_file(file, &mut write);
        }
        self.ledger.digest(&mut write);
        self.settlement.digest(&mut write);
        self.closings.digest(&mut write);
        self.collectors.digest(&mut write);
        Digest(hasher.finalize().into())
    }
}

/// Writes how many there are of something, so that no two lists look alike.
fn count(count: usize, write: &mut impl FnMut(&[u8])) {
    write(&(count as u64).to_le_bytes());
}

/// Writes a text with its length, so that no two lists of texts look alike.
fn text(text: &dyn fmt::Display, write: &mut impl FnMut(&[u8])) {
    let text = text.to_string();
    write(&(text.len() as u64).to_le_bytes());
    write(text.as_bytes());
}

fn of_file(file: &OrderFile, write: &mut impl FnMut(&[u8])) {
    write(&file.order.number().to_le_bytes());
    write(&file.instrument.number().to_le_bytes());
    write(&file.member.number().to_le_bytes());
    match &file.client {
        None => write(&[0]),
        Some(client) => {
            write(&[1]);
            text(client, write);
        }
    }
    write(&file.terms.number().to_le_bytes());
    write(&file.traded.made.parts().to_le_bytes());
    write(&file.traded.taken.parts().to_le_bytes());
    for hold in [file.money, file.slots] {
        write(&hold.map_or(0, ledger::HoldId::bits).to_le_bytes());
    }
}

impl Register {
    fn digest(&self, write: &mut impl FnMut(&[u8])) {
        count(self.members().count(), write);
        for (id, member) in self.members() {
            write(&id.number().to_le_bytes());
            text(&member.code, write);
            text(&member.name, write);
            count(member.roles.iter().count(), write);
            for role in member.roles.iter() {
                text(&role, write);
            }
        }
        count(self.places().places().count(), write);
        for (id, place) in self.places().places() {
            write(&id.number().to_le_bytes());
            text(&place.code, write);
            text(&place.name, write);
            text(&place.country, write);
            text(&place.functions, write);
            count(place.clock.list().len(), write);
            for dated in place.clock.list() {
                write(&dated.from.as_nanosecond().to_le_bytes());
                write(&dated.seconds.to_le_bytes());
            }
        }
        count(self.places().aliases().count(), write);
        for alias in self.places().aliases() {
            text(&alias.code, write);
            text(&alias.mode.map_or("", freight::Mode::as_str), write);
            text(&alias.means, write);
        }
        count(self.services().count(), write);
        for listed in self.services() {
            text(&listed.code, write);
            text(&listed.service, write);
            write(&listed.service.cut_off.as_nanosecond().to_le_bytes());
            write(&listed.service.longest_transit_days.to_le_bytes());
        }
        count(self.instruments().count(), write);
        for listed in self.instruments() {
            text(&listed.code, write);
            write(&listed.service.number().to_le_bytes());
            text(&listed.currency, write);
            text(&listed.tick, write);
            write(&listed.lot.get().to_le_bytes());
            text(&self.line(listed).code, write);
        }
        count(self.terms().count(), write);
        for line in self.terms() {
            text(&line.code, write);
            count(line.versions.len(), write);
            for version in &line.versions {
                write(&version.number().to_le_bytes());
            }
        }
    }
}
