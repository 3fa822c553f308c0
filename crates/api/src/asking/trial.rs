//! A trial: what would come of a command, if it were asked now. It is decided, and nothing is recorded.
//!
//! Deciding only reads, so a trial costs no more than the command would.
//!
//! # What is not here
//!
//! What falls due in between: a trial is true for its sequence, and for no later one.

use axum::response::Response;
use engine::{AccountName, Command, Driver, Engine, Facts, Holding, Outcome, Rejection, Sequence, posting};
use jiff::Timestamp;
use ledger::{Account, Draft, Fact, HoldId, Mark};
use matching::{Amended, Cause, Remainder, Step};
use money::{Amount, Currency, Price};
use posting::Holder;
use serde::Serialize;
use settlement::Reason;
use utoipa::ToSchema;

use crate::answer;
use crate::desk::Desk;
use crate::error::Problem;

/// What would come of a command.
#[derive(Serialize, ToSchema)]
pub(crate) struct Trial {
    /// The record up to which this was known.
    sequence: Sequence,
    /// Whether it would be accepted.
    accepted: bool,
    /// Why it would be refused; left out if it would not.
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<TrialRefusal>,
    /// What the order would meet, in order.
    fills: Vec<TrialFill>,
    /// How many units would rest in the book.
    #[serde(skip_serializing_if = "Option::is_none")]
    rests: Option<u64>,
    /// How many units would be dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    drops: Option<u64>,
    /// What would be held for the order, once all is done.
    holds: Vec<TrialHold>,
    /// What would move on the accounts of the actor; to the exchange, on all.
    moves: Vec<TrialMove>,
}

/// Why a command would be refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrialRefusal {
    /// The stable code.
    code: &'static str,
    /// The status with which it would be answered.
    status: u16,
    /// What would be wrong, naming the thing and both figures.
    detail: String,
    /// What can be done about it.
    hint: &'static str,
    /// What is missing; left out if it is neither money nor slots.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<Holding>,
}

/// What the order would meet.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrialFill {
    /// How many units.
    quantity: u64,
    /// For one unit.
    price: Price,
    /// What it is paid in.
    currency: Currency,
}

/// What would be held.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrialHold {
    /// On which account.
    account: AccountName,
    /// How much.
    amount: Holding,
}

/// What would move.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrialMove {
    /// Why.
    reason: Reason,
    /// The account debited.
    debit: AccountName,
    /// The account credited.
    credit: AccountName,
    /// How much.
    amount: Holding,
}

/// Answers what would come of `command`.
pub(crate) async fn answer(desk: &Desk, command: &Command) -> Result<Response, Problem> {
    let clock = desk.now();
    let (trial, sequence) = desk.sequencer().read(|driver| Trial::of(driver, clock, command)).await?;
    Ok(answer::read(sequence, &trial))
}

impl Trial {
    fn of(driver: &Driver, clock: Timestamp, command: &Command) -> Trial {
        let (engine, sequence) = (driver.engine(), driver.sequence());
        let mut facts = Facts::new();
        let mut trial = Trial {
            sequence,
            accepted: true,
            refusal: None,
            fills: Vec::new(),
            rests: None,
            drops: None,
            holds: Vec::new(),
            moves: Vec::new(),
        };
        match engine.decide(command, clock.max(driver.now()), &mut facts) {
            Ok(outcome) => trial.fill(engine, command, outcome, facts),
            Err(rejection) => {
                trial.accepted = false;
                trial.refusal = Some(TrialRefusal::of(&rejection));
            }
        }
        trial
    }

    fn fill(&mut self, engine: &Engine, command: &Command, outcome: Outcome, mut facts: Facts) {
        let lots = |lots: matching::Lots| u64::from(lots.get());
        let mut lot = 1;
        for &Step { maker, lots: taken, kind: _ } in &facts.matching {
            let order = engine.books().order(maker).expect("what would be met rests in its book");
            let listed = engine.register().instrument(order.instrument);
            self.fills.push(TrialFill {
                quantity: lots(taken) * u64::from(listed.lot.get()),
                price: listed.price(order.limit),
                currency: listed.currency,
            });
        }
        let (remainder, holds) = match outcome {
            Outcome::Placed { matched, money, slots } => (Some(matched.remainder), [money, slots]),
            Outcome::Amended { order, matched, money, slots } => {
                lot = lot_of(engine, order);
                let remainder = match matched {
                    Amended::Kept => None,
                    Amended::Moved(remainder) => Some(remainder),
                };
                (remainder, [money, slots])
            }
            Outcome::Cancelled { order, matched } => {
                lot = lot_of(engine, order);
                let dropped = Remainder::Cancelled { lots: matched.lots, cause: Cause::Owner };
                (Some(dropped), [None, None])
            }
            Outcome::Done | Outcome::Advanced(_) => (None, [None, None]),
        };
        if let engine::Action::PlaceOrder(order) = &command.action
            && let Some(listed) = engine.register().instrument_by_code(order.instrument)
        {
            lot = u64::from(listed.lot.get());
        }
        match remainder {
            None | Some(Remainder::Filled) => {}
            Some(Remainder::Rests(rest)) => self.rests = Some(lots(rest) * lot),
            Some(Remainder::Cancelled { lots: dropped, cause: _ }) => self.drops = Some(lots(dropped) * lot),
        }
        let decided: Vec<Fact> = facts.ledger.as_slice().to_vec();
        let draft = engine.ledger().resume(&mut facts.ledger, Mark::default());
        self.holds = holds.into_iter().flatten().filter_map(|hold| held(engine, &draft, hold)).collect();
        let actor = engine.register().member_by_code(command.actor);
        let sees_all =
            actor.is_some_and(|actor| engine.register().member(actor).roles.has(freight::Role::Exchange));
        let concerns = |account: &Account| {
            sees_all || posting::holder(account.key()) == actor.map_or(Holder::Nobody, Holder::Member)
        };
        for fact in &decided {
            let Fact::Transferred { debit, credit, amount, cause } = *fact else { continue };
            let find = |id| draft.peek(id).or_else(|| engine.ledger().account(id));
            let (Some(debit), Some(credit)) = (find(debit), find(credit)) else { continue };
            if concerns(debit) || concerns(credit) {
                self.moves.push(TrialMove {
                    reason: posting::reason(cause).0,
                    debit: engine.account_name(debit.key()),
                    credit: engine.account_name(credit.key()),
                    amount: engine.holding(debit.asset(), signed(amount)),
                });
            }
        }
    }
}

impl TrialRefusal {
    fn of(rejection: &Rejection) -> TrialRefusal {
        let mut missing_here = None;
        if let Rejection::BalanceTooLow { missing, .. } = rejection {
            missing_here = Some(Holding::Money(*missing));
        }
        if let Rejection::SlotsTooFew { service, missing, .. } = rejection {
            let quantity = i64::try_from(*missing).unwrap_or(i64::MAX);
            missing_here = Some(Holding::Slots { service: *service, quantity });
        }
        let code = rejection.code();
        TrialRefusal {
            code,
            status: crate::error::status_of(code).as_u16(),
            detail: rejection.to_string(),
            hint: rejection.hint(),
            missing: missing_here,
        }
    }
}

fn held(engine: &Engine, draft: &Draft<'_>, hold: HoldId) -> Option<TrialHold> {
    let hold = draft.hold(hold)?;
    let account = draft.peek(hold.account())?;
    Some(TrialHold {
        account: engine.account_name(account.key()),
        amount: engine.holding(account.asset(), hold.remaining().signed()),
    })
}

fn lot_of(engine: &Engine, order: matching::OrderId) -> u64 {
    let order = engine.books().order(order).expect("what would be changed is open");
    u64::from(engine.register().instrument(order.instrument).lot.get())
}

fn signed(amount: Amount) -> i64 {
    amount.minor().signed()
}
