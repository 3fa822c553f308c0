//! A trade is struck: both sides put down security and pay the fee, and slots change hands.
//!
//! What a side pays is the difference between what its order costs now and what it had cost before, by the
//! terms that the order pinned; so any split into fills costs the same.

use money::{Amount, Asset, Currency};

use super::CarriageRejection;
use super::fare::Fare;
use crate::{About, Bargain, Charges, Movement, Party, Purse, Purses, Reason, Side, Terms};

/// The terms that matter to a bargain.
#[derive(Clone, Copy)]
pub(crate) struct Pinned<'a> {
    /// By the trade, for the carriage.
    pub(crate) carriage: &'a Terms,
    /// By the order that bought.
    pub(crate) shipper: &'a Terms,
    /// By the order that sold.
    pub(crate) carrier: &'a Terms,
}

/// Charges both sides, the shipper first, and moves the slots.
///
/// It reads nothing but the bargain and the terms, so that many bargains of one command can follow each other.
pub(crate) fn strike<P: Purses>(
    bargain: &Bargain,
    terms: Pinned<'_>,
    purses: &mut P,
) -> Result<(), CarriageRejection> {
    let &Bargain { carriage, service, currency, price, quantity, .. } = bargain;
    let slots = Amount::new(u64::from(quantity)).expect("a trade is for one unit at least");
    let fare = Fare { price, currency, tax: terms.carriage.freight_tax };
    let out_of_range = || CarriageRejection::OutOfRange { carriage, units: quantity, price };
    fare.checked_escrow(quantity).ok_or_else(out_of_range)?;
    let sides =
        [(Party::Shipper, bargain.shipper, terms.shipper), (Party::Carrier, bargain.carrier, terms.carrier)];
    for (party, side, terms) in sides {
        let charges = charges_of(party, side, terms, currency).ok_or_else(out_of_range)?;
        charge(bargain, side, charges, purses);
    }
    let (carrier, shipper) = (bargain.carrier.participant, bargain.shipper.participant);
    purses.post(Movement {
        from: Purse::Available(service, carrier),
        to: Purse::Right(service, shipper),
        asset: Asset::unit(service.number()),
        amount: slots,
        reason: Reason::SlotsSold,
        about: About::Carriage(carriage),
    });
    Ok(())
}

fn charges_of(party: Party, side: Side, terms: &Terms, currency: Currency) -> Option<Charges> {
    let before = terms.charges(party, side.before, currency)?;
    Some(terms.charges(party, side.after, currency)?.beyond(before))
}

fn charge<P: Purses>(bargain: &Bargain, side: Side, charges: Charges, purses: &mut P) {
    let from = Purse::Free(side.participant);
    let (asset, about) = (bargain.currency.into(), About::Carriage(bargain.carriage));
    let parts = [
        (Purse::Deposit(bargain.carriage, side.participant), charges.deposit, Reason::DepositTaken),
        (Purse::Fees, charges.fee, Reason::FeeCharged),
        (Purse::Tax, charges.tax, Reason::FeeTaxCharged),
    ];
    for (to, amount, reason) in parts {
        if let Some(amount) = amount.amount() {
            purses.post(Movement { from, to, asset, amount, reason, about });
        }
    }
}
