//! The canonical form: everything the ledger knows, as bytes that are equal when the ledgers are.
//!
//! ```text
//!   chart      rows    × (code, normal side, floor, listed)
//!   accounts   counted, slots, open  × (id, code, asset, owner, subject, posted, held)   by slot
//!              free    × slot, in the order in which they became free
//!   holds      counted, slots, open  × (id, account, remaining, cause)                   by slot
//!              free    × slot
//!   transfers  counted
//! ```
//!
//! Every number takes eight bytes, the least first. Names and listings follow from the accounts and are
//! left out.

use crate::slab::Slab;
use crate::{Account, Hold, Ledger, Side};

impl Ledger {
    /// Feeds the canonical form to `hash`, piece by piece, so that two ledgers can be compared.
    ///
    /// It covers what will come as well as what stands: counters and the order of free slots.
    pub fn digest(&self, hash: &mut impl FnMut(&[u8])) {
        let mut number = |number: u64| hash(&number.to_le_bytes());
        number(length(self.chart().rows().len()));
        for row in self.chart().rows() {
            let flags = [row.normal == Side::Credit, row.floor, row.listed];
            number(u64::from(row.code.0));
            flags.into_iter().for_each(|flag| number(u64::from(flag)));
        }
        slab(&self.accounts, &mut number, account);
        slab(&self.holds, &mut number, hold);
        number(self.transfers());
    }
}

fn slab<T, N: FnMut(u64)>(slab: &Slab<T>, number: &mut N, entry: impl Fn(&T, &mut N)) {
    number(slab.counted());
    number(length(slab.slots()));
    number(length(slab.len()));
    for (place, standing) in slab.iter() {
        number(place.into());
        entry(standing, number);
    }
    number(length(slab.free().len()));
    slab.free().iter().for_each(|&slot| number(u64::from(slot)));
}

fn account(account: &Account, number: &mut impl FnMut(u64)) {
    let key = account.key();
    number(u64::from(key.code.0));
    number(u64::from(key.asset.to_bits()));
    number(u64::from(key.owner.0));
    number(key.subject.0);
    number(u64::from_le_bytes(account.posted().to_le_bytes()));
    number(account.held().units());
}

fn hold(hold: &Hold, number: &mut impl FnMut(u64)) {
    number(hold.account().bits());
    number(hold.remaining().units());
    number(hold.cause().0);
}

fn length(len: usize) -> u64 {
    u64::try_from(len).expect("a length fits 64 bits")
}
