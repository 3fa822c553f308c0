//! The default waterfall: what a side must pay, and what covers it.
//!
//! ```text
//!   deposit of the carriage ──▶ free money ──▶ default fund ──▶ a claim
//! ```
//!
//! Each source serves the other side first, then the exchange. What no source covers is owed to each of them;
//! what the fund paid is owed to the fund. Claims of one default arise in the order victim, exchange, fund, and
//! are collected in that order.

use money::Minor;

use super::draft::Paid;
use super::{CarriageFact, Draft};
use crate::treasury::Owner;
use crate::{Cover, Party, Purse, Purses, Reason};

/// What a side must pay, and why.
#[derive(Clone, Copy)]
pub(super) struct Fine {
    /// The side that pays.
    pub(super) from: Party,
    /// What the other side gets.
    pub(super) to_other: Minor,
    /// What the exchange gets.
    pub(super) to_house: Minor,
    /// Why the other side gets it.
    pub(super) paid: Reason,
    /// Why the exchange gets it.
    pub(super) shared: Reason,
}

impl<P: Purses> Draft<'_, P> {
    /// Charges a side, down the waterfall. What is nothing is not charged.
    pub(super) fn charge(&mut self, fine: Fine) {
        let Fine { from, to_other, to_house, paid, shared } = fine;
        if to_other.is_zero() && to_house.is_zero() {
            return;
        }
        let (debtor, victim) = (self.carriage.member(from), self.carriage.member(from.other()));
        let gets = match from.other() {
            Party::Carrier => Purse::Earned(victim),
            Party::Shipper => Purse::Free(victim),
        };
        let (mut other, mut house) = (to_other, to_house);
        let mut draw = |draft: &mut Self, source: Purse| {
            let first = draft.pay_up_to(source, gets, Paid { amount: other, reason: paid });
            let then = draft.pay_up_to(source, Purse::Penalties, Paid { amount: house, reason: shared });
            other = other.saturating_sub(first);
            house = house.saturating_sub(then);
            first.checked_add(then).expect("a fine is a part of the freight")
        };
        let deposit = draw(self, self.deposit(from));
        let free = draw(self, Purse::Free(debtor));
        let fund = draw(self, Purse::Fund);
        let owed = other.checked_add(house).expect("a fine is a part of the freight");
        let cover = Cover { deposit, free, fund, owed };
        self.write(CarriageFact::Charged { from, to_other, to_house, cover });
        self.claim(debtor, Owner::Member(victim), other);
        self.claim(debtor, Owner::House, house);
        self.claim(debtor, Owner::Fund, fund);
    }
}
