//! The engine itself: the pillars side by side, and what a command would do to them.

use freight::{InstrumentCode, ParticipantCode, ParticipantId, Role, Roles};
use jiff::Timestamp;
use ledger::{Key, Ledger};
use matching::Books;
use money::{Asset, Money};
use settlement::{About, Settlement};

use crate::collecting::Collectors;
use crate::command::{Affair, Command};
use crate::due::Closings;
use crate::facts::{Facts, Outcome};
use crate::orders::{OrderFile, OrderFiles};
use crate::posting::{self, Holder};
use crate::purses::LentPurses;
use crate::register::{ListedInstrument, Register};
use crate::rejection::{OrderLabel, Purpose, Rejection, Shown};
use crate::trading::Struck;
use crate::{AccountName, Holding};

/// The state of the exchange: everything that decides.
#[derive(Clone, Debug)]
pub struct Engine {
    pub(crate) register: Register,
    pub(crate) books: Books,
    pub(crate) orders: OrderFiles,
    pub(crate) ledger: Ledger,
    pub(crate) settlement: Settlement,
    pub(crate) closings: Closings,
    pub(crate) collectors: Collectors,
    /// Memory for the bargains of one command.
    pub(crate) struck: Vec<Struck>,
}

impl Default for Engine {
    fn default() -> Engine {
        Engine::new()
    }
}

impl Engine {
    /// An exchange on its first day: one participant, the exchange itself, with the code `exchange`.
    pub fn new() -> Engine {
        Engine {
            register: Register::new(),
            books: Books::default(),
            orders: OrderFiles::default(),
            ledger: Ledger::new(posting::chart()),
            settlement: Settlement::new(),
            closings: Closings::default(),
            collectors: Collectors::default(),
            struck: Vec::new(),
        }
    }

    /// Answers what `command` would do, if it were recorded at `now`: `facts` receives it.
    ///
    /// On a rejection `facts` is left as it was.
    ///
    /// # Errors
    ///
    /// A [`Rejection`], which is to be recorded in place of facts.
    pub fn decide(&self, command: &Command, now: Timestamp, facts: &mut Facts) -> Result<Outcome, Rejection> {
        let mark = facts.mark();
        self.decide_action(command, now, facts).map_err(|rejection| {
            facts.truncate(mark);
            self.in_words(command, rejection)
        })
    }

    fn decide_action(
        &self,
        command: &Command,
        now: Timestamp,
        facts: &mut Facts,
    ) -> Result<Outcome, Rejection> {
        let actor = self.member(command.actor)?;
        match command.action.affair() {
            Affair::NewOrder(action) => self.decide_place(actor, action, now, facts),
            Affair::Change(action) => self.decide_amend(actor, action, now, facts),
            Affair::Cancelling(action) => self.decide_cancel(actor, action, facts),
            Affair::Advance => self.decide_advance(actor, now, facts),
            Affair::Member(action) => self.decide_admission(actor, action),
            Affair::Place(action) => self.decide_place_listing(actor, action, now),
            Affair::Service(action) => self.decide_service(actor, action, now, facts),
            Affair::Instrument(action) => self.decide_instrument(actor, action, now),
            Affair::Terms(_) | Affair::Settlement => {
                self.permit(actor, &command.action)?;
                let asked = self.ask_settlement(actor, &command.action)?;
                self.object(actor, &command.action, &asked, now)?;
                self.decide_settlement(&asked.command(), now, facts)
            }
        }
    }

    /// Answers what settlement would do.
    pub(crate) fn decide_settlement(
        &self,
        command: &settlement::Command<'_>,
        now: Timestamp,
        facts: &mut Facts,
    ) -> Result<Outcome, Rejection> {
        let Facts { ledger, settlement, matching: _ } = facts;
        let mut purses = LentPurses::over(self.ledger.draft(ledger));
        self.settlement.decide(command, now, &mut purses, settlement)?;
        self.unless_short(&purses, None)?;
        Ok(Outcome::Done)
    }

    /// Members, places, services, instruments and terms.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// The books of all instruments.
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// The accounts.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Carriages, claims, cycles, payments.
    pub fn settlement(&self) -> &Settlement {
        &self.settlement
    }

    /// The file of an open order.
    pub fn order(&self, order: matching::OrderId) -> Option<&OrderFile> {
        self.orders.get(order)
    }

    /// The open order to which a member gave this name.
    pub fn order_named(
        &self,
        member: ParticipantId,
        client: freight::ClientOrderId,
    ) -> Option<matching::OrderId> {
        self.orders.named(member, client)
    }

    /// An account in people's words.
    pub fn account_name(&self, key: Key) -> AccountName {
        account_name(&self.register, key)
    }

    /// The owner of a claim in people's words: a member's code, `escrow C12`, `fund` or `house`.
    pub fn owner_name(&self, owner: settlement::Owner) -> String {
        owner_name(&self.register, owner)
    }

    /// An amount of an asset in people's words.
    pub fn holding(&self, asset: Asset, minor: i64) -> Holding {
        holding(&self.register, asset, minor)
    }

    pub(crate) fn member(&self, code: ParticipantCode) -> Result<ParticipantId, Rejection> {
        self.register.member_by_code(code).ok_or(Rejection::MemberUnknown(code))
    }

    pub(crate) fn code(&self, member: ParticipantId) -> ParticipantCode {
        self.register.member(member).code
    }

    pub(crate) fn instrument(&self, code: InstrumentCode) -> Result<&ListedInstrument, Rejection> {
        self.register.instrument_by_code(code).ok_or(Rejection::InstrumentUnknown(code))
    }

    /// The actor has one of these roles.
    pub(crate) fn must_have(&self, actor: ParticipantId, any: &[Role]) -> Result<(), Rejection> {
        let member = self.register.member(actor);
        if any.iter().any(|&role| member.roles.has(role)) {
            return Ok(());
        }
        let needed = Roles::gather(any.iter().copied()).expect("what is needed is a set of roles");
        Err(Rejection::RoleMissing { actor: member.code, has: member.roles, needed })
    }

    /// Refuses the command if settlement met a purse with too little.
    pub(crate) fn unless_short(
        &self,
        purses: &LentPurses<'_>,
        order: Option<OrderLabel>,
    ) -> Result<(), Rejection> {
        match purses.shortage() {
            None => Ok(()),
            Some((movement, refusal)) => {
                let purpose = order.map_or(Purpose::Moved(movement.reason), Purpose::Held);
                Err(self.short(*refusal, purpose))
            }
        }
    }

    /// A refusal of the ledger in people's words.
    pub(crate) fn short(&self, refusal: ledger::Rejection, purpose: Purpose) -> Rejection {
        let (account, available, asked) = match refusal {
            ledger::Rejection::NotAvailable { account, available, asked }
            | ledger::Rejection::Overdraft { account, available, asked } => (account, available, asked),
            ledger::Rejection::AccountClosed(_)
            | ledger::Rejection::SameAccount(_)
            | ledger::Rejection::AssetsDiffer { .. }
            | ledger::Rejection::HoldEnded(_)
            | ledger::Rejection::HoldNotCovered { .. }
            | ledger::Rejection::Overflow { .. }
            | ledger::Rejection::AccountNotEmpty { .. }
            | ledger::Rejection::AccountsExhausted
            | ledger::Rejection::HoldsExhausted => return Rejection::Ledger(refusal),
        };
        let asset = account.asset;
        let missing = asked.minor().saturating_sub(available);
        match (posting::holder(account), account.code, purpose) {
            (Holder::Member(member), posting::AVAILABLE, purpose) => Rejection::BalanceTooLow {
                member: self.code(member),
                available: available.of(asset),
                asked: asked.of(asset),
                missing: missing.of(asset),
                purpose,
            },
            (Holder::Member(member), posting::SLOTS_AVAILABLE, Purpose::Held(order)) => {
                Rejection::SlotsTooFew {
                    member: self.code(member),
                    service: self
                        .register
                        .service(posting::service_of(asset).expect("slots are of a service"))
                        .code,
                    available: available.units(),
                    asked: asked.units(),
                    missing: missing.units(),
                    order,
                }
            }
            (
                Holder::Nobody | Holder::Member(_) | Holder::Fund | Holder::House | Holder::Escrow,
                _,
                Purpose::Held(_) | Purpose::Moved(_),
            ) => Rejection::AccountTooLow {
                account: self.account_name(account),
                available: Shown(self.holding(asset, available.signed())),
                asked: Shown(self.holding(asset, asked.signed())),
            },
        }
    }
}

/// The owner of a claim in people's words.
pub(crate) fn owner_name(register: &Register, owner: settlement::Owner) -> String {
    match owner {
        settlement::Owner::Member(member) => register.member(member).code.to_string(),
        settlement::Owner::Escrow(carriage) => format!("escrow {carriage}"),
        settlement::Owner::Fund => "fund".to_owned(),
        settlement::Owner::House => "house".to_owned(),
    }
}

/// An account in people's words: code, subject, holder, asset.
pub(crate) fn account_name(register: &Register, key: Key) -> AccountName {
    let mut name = key.code.to_string();
    match posting::subject(key) {
        About::House => {}
        about => name.push_str(&format!("/{}", about_name(register, about))),
    }
    match posting::holder(key) {
        Holder::Nobody => {}
        Holder::Member(member) => name.push_str(&format!("/{}", register.member(member).code)),
        Holder::Fund => name.push_str("/fund"),
        Holder::House => name.push_str("/house"),
        Holder::Escrow => name.push_str("/escrow"),
    }
    match posting::service_of(key.asset) {
        Some(service) => name.push_str(&format!("/{}", register.service(service).code)),
        None => name.push_str(&format!("/{}", key.asset)),
    }
    AccountName(name)
}

/// What a movement is about in people's words.
pub(crate) fn about_name(register: &Register, about: About) -> String {
    match about {
        About::House => "house".to_owned(),
        About::Carriage(id) => id.to_string(),
        About::Claim(id) => id.to_string(),
        About::Cycle(id) => id.to_string(),
        About::Payment(id) => id.to_string(),
        About::Receipt(id) => id.to_string(),
        About::Service(id) => register.service(id).code.to_string(),
    }
}

/// An amount of an asset in people's words.
pub(crate) fn holding(register: &Register, asset: Asset, minor: i64) -> Holding {
    match posting::service_of(asset) {
        Some(service) => Holding::Slots { service: register.service(service).code, quantity: minor },
        None => Holding::Money(Money { minor, asset }),
    }
}

#[cfg(test)]
mod tests;
