//! What settlement is asked: commands of people with their codes resolved to numbers.
//!
//! Decide and apply both ask through here, so that they ask the same. Who may ask it, and what the engine itself
//! has against it, is a matter of deciding alone, and has a room of its own: a replay asks nobody's leave.

use freight::{Milestone, ParticipantId, Promise};
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
    Correct { by: Reporter, carriage: CarriageId, source: ParticipantId, milestone: Milestone },
}

impl Asked<'_> {
    pub(crate) fn command(&self) -> Command<'_> {
        match self {
            Asked::Plain(command) => command.clone(),
            Asked::Record { by, carriage, milestone } => {
                Command::Record { by: *by, carriage: *carriage, milestone }
            }
            Asked::Correct { by, carriage, source, milestone } => {
                Command::Correct { by: *by, carriage: *carriage, source: *source, milestone }
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
    ) -> Result<Asked<'a>, Rejection> {
        Ok(Asked::Plain(match action {
            Action::SetTerms(action) => Command::SetTerms(&action.terms),
            Action::DeclareCapacity(action) => {
                let service = self
                    .register
                    .service_by_code(action.service)
                    .ok_or(Rejection::ServiceUnknown(action.service))?;
                Command::Declare { carrier: actor, service, quantity: action.quantity }
            }
            Action::Receive(action) => {
                let member = action.member.map(|member| self.member(member)).transpose()?;
                Command::Receive { member, sum: action.sum, reference: action.reference }
            }
            Action::AllocateReceipt(action) => {
                let member = self.member(action.member)?;
                Command::Allocate { receipt: action.receipt, member, amount: action.sum.amount }
            }
            Action::Nominate(action) => {
                Command::Nominate { by: actor, carriage: action.carriage, units: &action.units }
            }
            Action::RecordMilestone(action) => {
                let by = self.reporting(actor);
                let milestone = self.placed(action.carriage, &action.milestone);
                return Ok(Asked::Record { by, carriage: action.carriage, milestone });
            }
            Action::CorrectMilestone(action) => {
                let by = self.reporting(actor);
                let milestone = self.placed(action.carriage, &action.milestone);
                let source = action.source.map_or(Ok(actor), |source| self.member(source))?;
                return Ok(Asked::Correct { by, carriage: action.carriage, source, milestone });
            }
            Action::WithdrawMilestone(action) => {
                let by = self.reporting(actor);
                let source = action.source.map_or(Ok(actor), |source| self.member(source))?;
                Command::Withdraw { by, carriage: action.carriage, source, event: action.event }
            }
            Action::CallEscrow(action) => Command::Call { carriage: action.carriage },
            Action::CancelCarriage(action) => Command::Cancel { by: actor, carriage: action.carriage },
            Action::Roll(action) => {
                let units = match &action.units {
                    RolledUnits::Named(units) => Rolled::Named(units),
                    RolledUnits::Unnamed(quantity) => Rolled::Unnamed(*quantity),
                };
                Command::Roll { by: self.reporting(actor), carriage: action.carriage, units }
            }
            Action::AccrueStorage(action) => {
                let &crate::AccrueStorage { carriage, units, days, rate } = action;
                Command::Accrue { warehouse: actor, carriage, units, days, rate }
            }
            Action::BillStorage(action) => {
                let version =
                    self.register.terms_by_code(action.terms).ok_or(Rejection::TermsUnknown(action.terms))?;
                let storage_tax = self.settlement.terms(version).storage_tax;
                Command::Bill { warehouse: actor, bill: action.bill, storage_tax }
            }
            Action::OpenNetting(action) => {
                Command::OpenNetting { currency: action.currency, value_date: action.value_date }
            }
            Action::CloseNetting(action) => Command::CloseNetting { cycle: action.cycle },
            Action::SendPayment(action) => {
                Command::Send { cycle: action.cycle, member: self.member(action.member)? }
            }
            Action::BookPayment(action) => Command::Book { payment: action.payment },
            Action::ReturnPayment(action) => Command::Return { payment: action.payment },
            Action::RefusePayment(action) => Command::Refuse { payment: action.payment },
            Action::WithdrawMoney(action) => Command::WithdrawMoney { member: actor, sum: action.sum },
            Action::PayFund(action) => Command::PayFund { member: actor, sum: action.sum },
            Action::PayTax(action) => Command::PayTax { sum: action.sum },
            Action::BookBankCharge(action) => Command::BankCharge { sum: action.sum },
            Action::BuyFx(action) => Command::BuyFx { bought: action.bought, paid: action.paid },
            Action::Sweep(action) => Command::Sweep { sum: action.sum },
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

    fn reporting(&self, actor: ParticipantId) -> Reporter {
        Reporter { participant: actor, roles: self.register.member(actor).roles }
    }

    /// The milestone with its place as it is canonical for the carriage.
    fn placed(&self, carriage: CarriageId, milestone: &Milestone) -> Milestone {
        let service =
            self.settlement.carriage(carriage).map(|carriage| self.register.service(carriage.service()));
        let mode = service.and_then(|listed| match listed.service.promise {
            Promise::Movement(lane) => Some(lane.mode()),
            Promise::Handling(handling) => Some(handling.from),
            Promise::Through(_) => None,
        });
        let place = milestone.place.map(|place| self.register.places.canonical(place, mode));
        Milestone { place, ..milestone.clone() }
    }
}
