//! What settlement is asked: commands of people with their codes resolved to numbers.
//!
//! Decide and apply both ask through here, so that they ask the same. Roles are checked here; whether the
//! actor is a side of the carriage is settlement's affair.

use freight::{Milestone, ParticipantCode, ParticipantId, Promise, Role};
use jiff::Timestamp;
use money::{Currency, Sum};
use settlement::{CarriageId, Command, Reporter, Rolled};

use crate::command::{Action, RolledUnits};
use crate::{Engine, Rejection};

/// A command of settlement, and what it borrows that the engine had to make.
pub(crate) enum Asked<'a> {
    /// It borrows only from the action.
    Plain(Command<'a>),
    /// A milestone whose place was resolved.
    Record { by: Reporter, carriage: CarriageId, milestone: Milestone },
    /// A correction whose place was resolved.
    Correct { by: Reporter, carriage: CarriageId, milestone: Milestone },
}

impl Asked<'_> {
    pub(crate) fn command(&self) -> Command<'_> {
        match self {
            Asked::Plain(command) => command.clone(),
            Asked::Record { by, carriage, milestone } => {
                Command::Record { by: *by, carriage: *carriage, milestone }
            }
            Asked::Correct { by, carriage, milestone } => {
                Command::Correct { by: *by, carriage: *carriage, milestone }
            }
        }
    }
}

impl Engine {
    /// What settlement is asked by this action.
    ///
    /// # Panics
    ///
    /// For actions that are not settlement's.
    pub(crate) fn ask_settlement<'a>(
        &self,
        actor: ParticipantId,
        action: &'a Action,
        now: Timestamp,
    ) -> Result<Asked<'a>, Rejection> {
        Ok(Asked::Plain(match action {
            Action::SetTerms(action) => {
                self.must_be_exchange(actor)?;
                Command::SetTerms(&action.terms)
            }
            Action::DeclareCapacity(action) => {
                self.must_have(actor, &[Role::Carrier, Role::Warehouse], "a carrier or a warehouse")?;
                let service = self
                    .register
                    .service_by_code(action.service)
                    .ok_or(Rejection::ServiceUnknown(action.service))?;
                let listed = &self.register.service(service).service;
                match listed.promise {
                    Promise::Handling(_) => {}
                    Promise::Movement(_) | Promise::Through(_) => {
                        self.must_have(actor, &[Role::Carrier], "a carrier")?;
                    }
                }
                let cut_off = listed.cut_off;
                if now >= cut_off {
                    return Err(Rejection::ServiceCutOff { service: action.service, cut_off, now });
                }
                if action.quantity == 0 {
                    return Err(Rejection::SlotsZero(action.service));
                }
                Command::Declare { carrier: actor, service, quantity: action.quantity }
            }
            Action::Receive(action) => {
                self.must_be_exchange(actor)?;
                let member = action.member.map(|member| self.member(member)).transpose()?;
                Command::Receive { member, sum: action.sum, reference: action.reference }
            }
            Action::AllocateReceipt(action) => {
                self.must_be_exchange(actor)?;
                let member = self.member(action.member)?;
                if let Some(expected) = self.settlement.treasury().receipts().currency(action.receipt) {
                    same_currency(action.receipt.to_string(), expected, action.sum)?;
                }
                Command::Allocate { receipt: action.receipt, member, amount: action.sum.amount }
            }
            Action::Nominate(action) => {
                self.must_have(actor, &[Role::Shipper, Role::Forwarder], "a shipper or a forwarder")?;
                Command::Nominate { by: actor, carriage: action.carriage, units: &action.units }
            }
            Action::RecordMilestone(action) => {
                let by = self.reporter(actor)?;
                let milestone = self.placed(action.carriage, &action.milestone)?;
                return Ok(Asked::Record { by, carriage: action.carriage, milestone });
            }
            Action::CorrectMilestone(action) => {
                let by = self.reporter(actor)?;
                let milestone = self.placed(action.carriage, &action.milestone)?;
                return Ok(Asked::Correct { by, carriage: action.carriage, milestone });
            }
            Action::WithdrawMilestone(action) => {
                let by = self.reporter(actor)?;
                let source =
                    action.source.map_or(Ok(actor), |source: ParticipantCode| self.member(source))?;
                Command::Withdraw { by, carriage: action.carriage, source, event: action.event }
            }
            Action::CallEscrow(action) => {
                self.must_be_exchange(actor)?;
                Command::Call { carriage: action.carriage }
            }
            Action::CancelCarriage(action) => Command::Cancel { by: actor, carriage: action.carriage },
            Action::Roll(action) => {
                self.must_have(
                    actor,
                    &[Role::Carrier, Role::Warehouse, Role::Forwarder, Role::Exchange],
                    "the carrier or the exchange",
                )?;
                let units = match &action.units {
                    RolledUnits::Named(units) => Rolled::Named(units),
                    RolledUnits::Unnamed(quantity) => Rolled::Unnamed(*quantity),
                };
                Command::Roll { by: self.reporting(actor), carriage: action.carriage, units }
            }
            Action::AccrueStorage(action) => {
                self.must_have(actor, &[Role::Warehouse], "a warehouse")?;
                let &crate::AccrueStorage { carriage, units, days, rate } = action;
                Command::Accrue { warehouse: actor, carriage, units, days, rate }
            }
            Action::BillStorage(action) => {
                self.must_have(actor, &[Role::Warehouse], "a warehouse")?;
                let version =
                    self.register.terms_by_code(action.terms).ok_or(Rejection::TermsUnknown(action.terms))?;
                let storage_tax = self.settlement.terms(version).storage_tax;
                Command::Bill { warehouse: actor, bill: action.bill, storage_tax }
            }
            Action::OpenNetting(action) => {
                self.must_be_exchange(actor)?;
                Command::OpenNetting { currency: action.currency, value_date: action.value_date }
            }
            Action::CloseNetting(action) => {
                self.must_be_exchange(actor)?;
                Command::CloseNetting { cycle: action.cycle }
            }
            Action::SendPayment(action) => {
                self.must_be_exchange(actor)?;
                Command::Send { cycle: action.cycle, member: self.member(action.member)? }
            }
            Action::BookPayment(action) => {
                self.must_be_exchange(actor)?;
                Command::Book { payment: action.payment }
            }
            Action::ReturnPayment(action) => {
                self.must_be_exchange(actor)?;
                Command::Return { payment: action.payment }
            }
            Action::RefusePayment(action) => {
                self.must_be_exchange(actor)?;
                Command::Refuse { payment: action.payment }
            }
            Action::WithdrawMoney(action) => Command::WithdrawMoney { member: actor, sum: action.sum },
            Action::PayFund(action) => Command::PayFund { member: actor, sum: action.sum },
            Action::PayTax(action) => {
                self.must_be_exchange(actor)?;
                Command::PayTax { sum: action.sum }
            }
            Action::BookBankCharge(action) => {
                self.must_be_exchange(actor)?;
                Command::BankCharge { sum: action.sum }
            }
            Action::BuyFx(action) => {
                self.must_be_exchange(actor)?;
                Command::BuyFx { bought: action.bought, paid: action.paid }
            }
            Action::Sweep(action) => {
                self.must_be_exchange(actor)?;
                Command::Sweep { sum: action.sum }
            }
            Action::PlaceOrder(_)
            | Action::AmendOrder(_)
            | Action::CancelOrder(_)
            | Action::Advance(_)
            | Action::AdmitMember(_)
            | Action::ListPlace(_)
            | Action::ListService(_)
            | Action::ListInstrument(_) => unreachable!("{action:?} is not settlement's"),
        }))
    }

    /// A member that may report milestones at all.
    fn reporter(&self, actor: ParticipantId) -> Result<Reporter, Rejection> {
        self.must_have(
            actor,
            &[Role::Carrier, Role::Forwarder, Role::Warehouse, Role::Exchange],
            "a carrier, a forwarder, a warehouse or the exchange",
        )?;
        Ok(self.reporting(actor))
    }

    fn reporting(&self, actor: ParticipantId) -> Reporter {
        Reporter { participant: actor, roles: self.register.member(actor).roles }
    }

    /// The milestone with its place as it is canonical for the carriage.
    ///
    /// Money follows what customs say, so a place that nobody listed is refused.
    fn placed(&self, carriage: CarriageId, milestone: &Milestone) -> Result<Milestone, Rejection> {
        let service =
            self.settlement.carriage(carriage).map(|carriage| self.register.service(carriage.service()));
        let mode = service.and_then(|listed| match listed.service.promise {
            Promise::Movement(lane) => Some(lane.mode()),
            Promise::Handling(handling) => Some(handling.from),
            Promise::Through(_) => None,
        });
        let place = milestone.place.map(|place| self.register.places.canonical(place, mode));
        if let Some(place) = place.filter(|&place| self.register.places.find(place).is_none()) {
            return Err(Rejection::PlaceUnknown(place));
        }
        Ok(Milestone { place, ..milestone.clone() })
    }
}

fn same_currency(thing: String, expected: Currency, sum: Sum) -> Result<(), Rejection> {
    if expected == sum.currency {
        return Ok(());
    }
    Err(Rejection::CurrencyDiffers { thing, expected, found: sum.currency })
}
