//! Leave: who may ask settlement something, and what the engine itself has against it.
//!
//! These checks belong to deciding. What is recorded was permitted on its day; a replay does not ask again, so
//! roles and limits may change without changing history.

use freight::{ParticipantId, Promise, Role};
use jiff::Timestamp;
use money::{Currency, Sum};

use crate::asking::Asked;
use crate::command::Action;
use crate::{Engine, Rejection};

impl Engine {
    /// The actor has a role that may ask this of settlement.
    ///
    /// # Panics
    ///
    /// For actions that are not settlement's.
    pub(crate) fn permit(&self, actor: ParticipantId, action: &Action) -> Result<(), Rejection> {
        match action {
            Action::SetTerms(_)
            | Action::Receive(_)
            | Action::AllocateReceipt(_)
            | Action::CallEscrow(_)
            | Action::OpenNetting(_)
            | Action::CloseNetting(_)
            | Action::SendPayment(_)
            | Action::BookPayment(_)
            | Action::ReturnPayment(_)
            | Action::RefusePayment(_)
            | Action::PayTax(_)
            | Action::BookBankCharge(_)
            | Action::BuyFx(_)
            | Action::Sweep(_) => self.must_be_exchange(actor),
            Action::DeclareCapacity(_) => self.must_have(actor, &[Role::Carrier, Role::Warehouse]),
            Action::Nominate(_) => self.must_have(actor, &[Role::Shipper, Role::Forwarder]),
            Action::RecordMilestone(_) | Action::CorrectMilestone(_) | Action::WithdrawMilestone(_) => {
                self.must_have(actor, &[Role::Carrier, Role::Forwarder, Role::Warehouse, Role::Exchange])
            }
            Action::Roll(_) => {
                self.must_have(actor, &[Role::Carrier, Role::Warehouse, Role::Forwarder, Role::Exchange])
            }
            Action::AccrueStorage(_) | Action::BillStorage(_) => self.must_have(actor, &[Role::Warehouse]),
            Action::CancelCarriage(_) | Action::WithdrawMoney(_) | Action::PayFund(_) => Ok(()),
            Action::PlaceOrder(_)
            | Action::AmendOrder(_)
            | Action::CancelOrder(_)
            | Action::Advance(_)
            | Action::AdmitMember(_)
            | Action::ListPlace(_)
            | Action::ListService(_)
            | Action::ListInstrument(_) => unreachable!("{action:?} is not settlement's"),
        }
    }

    /// What the engine has against something that settlement would do, once its codes are resolved.
    pub(crate) fn object(
        &self,
        actor: ParticipantId,
        action: &Action,
        asked: &Asked<'_>,
        now: Timestamp,
    ) -> Result<(), Rejection> {
        if let Action::DeclareCapacity(action) = action {
            let service = self
                .register
                .service_by_code(action.service)
                .ok_or(Rejection::ServiceUnknown(action.service))?;
            let listed = &self.register.service(service).service;
            match listed.promise {
                Promise::Handling(_) => {}
                Promise::Movement(_) | Promise::Through(_) => {
                    self.must_have(actor, &[Role::Carrier])?;
                }
            }
            let cut_off = listed.cut_off;
            if now >= cut_off {
                return Err(Rejection::ServiceCutOff { service: action.service, cut_off, now });
            }
            if action.quantity == 0 {
                return Err(Rejection::SlotsZero(action.service));
            }
        }
        if let Action::AllocateReceipt(action) = action
            && let Some(expected) = self.settlement.treasury().receipts().currency(action.receipt)
        {
            same_currency(action.receipt.to_string(), expected, action.sum)?;
        }
        // Money follows what customs say, so a place that nobody listed is refused.
        if let Asked::Record { milestone, .. } | Asked::Correct { milestone, .. } = asked
            && let Some(place) = milestone.place
            && self.register.places.find(place).is_none()
        {
            return Err(Rejection::PlaceUnknown(place));
        }
        Ok(())
    }
}

fn same_currency(thing: String, expected: Currency, sum: Sum) -> Result<(), Rejection> {
    if expected == sum.currency {
        return Ok(());
    }
    Err(Rejection::CurrencyDiffers { thing, expected, found: sum.currency })
}
