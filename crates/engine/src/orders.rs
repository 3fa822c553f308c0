//! The file of every open order: what the book need not know, and settlement must.
//!
//! A file lies in the slot that its order has in the book, so that no table is needed to find it. An order
//! outlives its holds: at tiny prices nothing is held at all.

use std::collections::BTreeMap;

use freight::{ClientOrderId, ParticipantId};
use ledger::HoldId;
use matching::{InstrumentId, OrderId};
use settlement::{TermsId, Value};

use crate::register::index;

/// What is known of an open order outside its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderFile {
    /// Which order.
    pub order: OrderId,
    /// In which book.
    pub instrument: InstrumentId,
    /// Whose.
    pub member: ParticipantId,
    /// The member's own name for it.
    pub client: Option<ClientOrderId>,
    /// The terms that it pinned.
    pub terms: TermsId,
    /// What it has traded so far, by the fee that it paid.
    pub traded: Value,
    /// The money held for it, if any.
    pub money: Option<HoldId>,
    /// The slots held for it, if it is an ask.
    pub slots: Option<HoldId>,
}

/// All files, by slot, and the members' own names.
#[derive(Clone, Debug, Default)]
pub(crate) struct OrderFiles {
    files: Vec<Option<OrderFile>>,
    /// By member.
    names: Vec<BTreeMap<ClientOrderId, OrderId>>,
}

impl OrderFiles {
    /// The file of an open order.
    pub(crate) fn get(&self, order: OrderId) -> Option<&OrderFile> {
        self.files.get(slot(order))?.as_ref().filter(|file| file.order == order)
    }

    /// The file of an order that is known to be open.
    pub(crate) fn open(&self, order: OrderId) -> &OrderFile {
        self.get(order).unwrap_or_else(|| panic!("{order} rests in a book, but has no file"))
    }

    /// The file of an order that is known to be open, to be changed.
    pub(crate) fn open_mut(&mut self, order: OrderId) -> &mut OrderFile {
        let file = self.files.get_mut(slot(order)).and_then(Option::as_mut);
        file.filter(|file| file.order == order)
            .unwrap_or_else(|| panic!("{order} rests in a book, but has no file"))
    }

    /// The open order to which a member gave this name.
    pub(crate) fn named(&self, member: ParticipantId, client: ClientOrderId) -> Option<OrderId> {
        self.names.get(index(member.number()))?.get(&client).copied()
    }

    pub(crate) fn add(&mut self, file: OrderFile) {
        let place = slot(file.order);
        if place >= self.files.len() {
            self.files.resize(place + 1, None);
        }
        assert!(self.files[place].is_none(), "the slot of {} is taken", file.order);
        if let Some(client) = file.client {
            let member = index(file.member.number());
            if member >= self.names.len() {
                self.names.resize_with(member + 1, BTreeMap::new);
            }
            let before = self.names[member].insert(client, file.order);
            assert!(before.is_none(), "the name of {} is taken", file.order);
        }
        self.files[place] = Some(file);
    }

    pub(crate) fn remove(&mut self, order: OrderId) {
        let file = self.files[slot(order)].take().expect("an order that ends was open");
        assert_eq!(file.order, order, "the slot holds another order");
        if let Some(client) = file.client {
            self.names[index(file.member.number())].remove(&client);
        }
    }

    /// Every open order's file, by slot.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &OrderFile> {
        self.files.iter().flatten()
    }
}

fn slot(order: OrderId) -> usize {
    usize::try_from(order.slot()).expect("slots are below 2^24")
}
