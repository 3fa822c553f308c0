//! The treasury: obligations, receipts, netting cycles, payments. From the projections.

use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::MethodRouter;
use engine::Sequence;
use freight::{ParticipantCode, Reference};
use jiff::Timestamp;
use jiff::civil::Date;
use money::{Currency, Money};
use serde::Serialize;
use settlement::{CarriageId, ClaimId, CycleId, PaymentId, ReceiptId};
use store::{
    CycleRow, CycleState, NetRow, ObligationKind, ObligationRow, ObligationState, PaymentRow, PaymentState,
    ReceiptRow,
};
use utoipa::ToSchema;

use super::accounts::{exchange_only, of_whom};
use super::asked::{actor, path};
use super::figure::money;
use super::page::{Turn, told};
use super::{Asking, LIST, at_least, own_list};
use crate::answer;
use crate::codes::Complaint;
use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::Desk;
use crate::error::Problem;
use crate::query::QueryError;

/// Who owes whom: a claim, or a bill for storage.
#[derive(Serialize, ToSchema)]
pub(crate) struct ObligationShown {
    /// The number of the claim; a bill has the same.
    claim: ClaimId,
    /// Whether it is a bill for storage.
    bill: bool,
    /// Of which carriage the storage was.
    #[serde(skip_serializing_if = "Option::is_none")]
    carriage: Option<CarriageId>,
    /// Who owes.
    debtor: ParticipantCode,
    /// To whom: a member's code, `escrow C12`, `fund` or `house`.
    creditor: String,
    /// How much it came to, with tax.
    amount: Money,
    /// The tax on a bill.
    tax: Money,
    /// How much is still owed.
    owed: Money,
    /// How far it is.
    state: ObligationPhase,
    /// When it arose.
    #[schema(value_type = String, format = DateTime)]
    arose_at: Timestamp,
    /// The record that changed it last.
    changed_sequence: Sequence,
}

/// How far an obligation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ObligationPhase {
    /// A bill that still grows.
    Accruing,
    /// It is to be collected.
    Due,
    /// Nothing of it is left.
    Settled,
}

/// Money that the bank received.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReceiptShown {
    /// Its number, if its owner was not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<ReceiptId>,
    /// Whose it is, if that was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<ParticipantCode>,
    /// How much.
    amount: Money,
    /// What of it has no owner yet.
    unallocated: Money,
    /// What the bank's line says.
    reference: Reference,
    /// The record that booked it.
    received_sequence: Sequence,
    /// When it was booked.
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
}

/// A netting cycle.
#[derive(Serialize, ToSchema)]
pub(crate) struct CycleShown {
    /// Its number.
    cycle: CycleId,
    /// In which currency.
    currency: Currency,
    /// When it is to be paid.
    #[schema(value_type = String, format = Date)]
    value_date: Date,
    /// To how many members.
    members: u32,
    /// How much in all.
    total: Money,
    /// Whether everything was paid, or came back.
    closed: bool,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    opened_at: Timestamp,
    /// The record that changed it last.
    changed_sequence: Sequence,
}

/// What a cycle pays to whom.
#[derive(Serialize, ToSchema)]
pub(crate) struct Nets {
    /// The record for which this is true.
    sequence: Sequence,
    /// One a member; only the actor's own, except for the exchange.
    nets: Vec<NetShown>,
}

/// What one member is paid by a cycle.
#[derive(Serialize, ToSchema)]
pub(crate) struct NetShown {
    /// Who.
    member: ParticipantCode,
    /// How much.
    amount: Money,
}

/// An order to the bank.
#[derive(Serialize, ToSchema)]
pub(crate) struct PaymentShown {
    /// Its number.
    payment: PaymentId,
    /// To whom.
    member: ParticipantCode,
    /// By which cycle; left out if the member asked for its free money.
    #[serde(skip_serializing_if = "Option::is_none")]
    cycle: Option<CycleId>,
    /// How much.
    amount: Money,
    /// What the bank said.
    state: PaymentPhase,
    /// When it was sent.
    #[schema(value_type = String, format = DateTime)]
    sent_at: Timestamp,
    /// The record that changed it last.
    changed_sequence: Sequence,
}

/// What the bank said of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PaymentPhase {
    /// Nothing yet.
    Sent,
    /// It has paid.
    Booked,
    /// The money came back.
    Returned,
    /// It would not pay.
    Refused,
}

/// There never was such a cycle.
#[derive(Debug, thiserror::Error)]
#[error("there has never been a netting cycle {}", .0.number())]
struct NoCycle(CycleId);

impl Complaint for NoCycle {
    fn code(&self) -> &'static str {
        "NETTING_UNKNOWN"
    }
}

/// What is read here.
pub(super) fn readings(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let member = "Whose; the actor's if it is left out. Only the exchange sees others', and all.";
    let asks = [
        Ask::text("debtor", "What this member owes; the actor if neither is given."),
        Ask::text("creditor", "What is owed to this member; for the exchange also `fund` or `house`."),
        Ask::flag("open", "Only those of which something is owed; for the exchange."),
    ];
    let name = schemas.take::<ObligationShown>();
    let summary = "Obligations: claims and bills, by number.";
    all.push((own_list(("treasury", "/v1/obligations"), summary, asks, name), get(obligations)));
    let asks = [Ask::flag("unallocated", "Only those of which something has no owner.")];
    let name = schemas.take::<ReceiptShown>();
    let summary = "Money that the bank received. For the exchange.";
    all.push((own_list(("treasury", "/v1/receipts"), summary, asks, name), get(receipts)));
    let name = schemas.take::<CycleShown>();
    let summary = "Netting cycles, by number.";
    all.push((own_list(("treasury", "/v1/netting-cycles"), summary, [], name), get(cycles)));
    let nets = Reading {
        path: "/v1/netting-cycles/{cycle}/nets",
        tag: "treasury",
        summary: "What a cycle pays to whom; one's own, except for the exchange.",
        actor: true,
        asks: vec![Ask::whole("cycle", "Its number.").needed(), at_least()],
        answer: Answer::One(schemas.take::<Nets>()),
        codes: &["NETTING_UNKNOWN", "PARAMETER_MALFORMED", "SEQUENCE_NOT_REACHED", "PROJECTIONS_UNREADABLE"],
    };
    all.push((nets, get(self::nets)));
    let asks =
        [Ask::text("member", member), Ask::whole("cycle", "Only payments of this cycle; for the exchange.")];
    let name = schemas.take::<PaymentShown>();
    let summary = "Payments, by number.";
    all.push((own_list(("treasury", "/v1/payments"), summary, asks, name), get(payments)));
}

async fn obligations(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let [limit, cursor, at_least] = LIST;
    let asking = Asking::of(&desk, &parts, &["debtor", "creditor", "open", limit, cursor, at_least])?;
    asking.query.at_most_one(&["debtor", "creditor", "open"])?;
    let open = asking.query.flag("open")?;
    if open {
        exchange_only(&actor, "what others owe")?;
    }
    let creditor = asking.query.text("creditor").map(str::to_owned);
    if creditor.as_deref().is_some_and(|creditor| creditor != actor.code.as_str()) {
        exchange_only(&actor, "what is owed to others")?;
    }
    let debtor = of_whom(&asking, &actor, "debtor")?;
    let list = format!("obligations/{debtor:?}/{creditor:?}/{open}");
    let turn: Turn<u64> = Turn::of(list, &asking.query)?;
    let after = turn.after.and_then(ClaimId::new);
    let (tables, sequence) = asking.tables().await?;
    let page = match (creditor, debtor) {
        (Some(creditor), _) => tables.obligations_to(&creditor, after, turn.most()).await?,
        (None, Some(debtor)) => tables.obligations_of(debtor, after, turn.most()).await?,
        (None, None) if open => tables.obligations_open(after, turn.most()).await?,
        (None, None) => tables.obligations(after, turn.most()).await?,
    };
    Ok(told(&turn, sequence, &page, |row| row.claim_id.number(), ObligationShown::of))
}

async fn receipts(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    exchange_only(&actor, "what others paid in")?;
    let [limit, cursor, at_least] = LIST;
    let asking = Asking::of(&desk, &parts, &["unallocated", limit, cursor, at_least])?;
    let unallocated = asking.query.flag("unallocated")?;
    let turn: Turn<u64> = Turn::of(format!("receipts/{unallocated}"), &asking.query)?;
    let after = Sequence::new(turn.after.unwrap_or_default());
    let (tables, sequence) = asking.tables().await?;
    let page = match unallocated {
        true => tables.receipts_unallocated(after, turn.most()).await?,
        false => tables.receipts(after, turn.most()).await?,
    };
    Ok(told(&turn, sequence, &page, |row| row.received_sequence.number(), ReceiptShown::of))
}

async fn cycles(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    actor(&desk, &parts).await?;
    let asking = Asking::of(&desk, &parts, &LIST)?;
    let turn: Turn<u32> = Turn::of("netting-cycles", &asking.query)?;
    let (tables, sequence) = asking.tables().await?;
    let page = tables.cycles(turn.after.and_then(CycleId::new), turn.most()).await?;
    Ok(told(&turn, sequence, &page, |row| row.cycle_id.number(), CycleShown::of))
}

async fn nets(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let text: String = path(&mut parts, "cycle").await?;
    let cycle = number(&text).ok_or_else(|| QueryError::unknown_word("cycle", &text, CYCLE))?;
    let asking = Asking::of(&desk, &parts, &["at_least"])?;
    let (tables, sequence) = asking.tables_now().await?;
    let known = tables.cycles(CycleId::new(cycle.number() - 1), 1).await?;
    if known.rows.first().is_none_or(|known| known.cycle_id != cycle) {
        return Err(Problem::of(&NoCycle(cycle)));
    }
    let rows = tables.nets(cycle).await?;
    let nets = rows.iter().filter(|row| actor.sees(row.member)).map(NetShown::of).collect();
    Ok(answer::read(sequence, &Nets { sequence, nets }))
}

async fn payments(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let [limit, cursor, at_least] = LIST;
    let asking = Asking::of(&desk, &parts, &["member", "cycle", limit, cursor, at_least])?;
    asking.query.at_most_one(&["member", "cycle"])?;
    let cycle = asking.query.text("cycle");
    let cycle = cycle
        .map(|text| number(text).ok_or_else(|| QueryError::unknown_word("cycle", text, CYCLE)))
        .transpose()?;
    if cycle.is_some() {
        exchange_only(&actor, "what others are paid")?;
    }
    let member = of_whom(&asking, &actor, "member")?;
    let turn: Turn<u64> = Turn::of(format!("payments/{member:?}/{cycle:?}"), &asking.query)?;
    let after = turn.after.and_then(PaymentId::new);
    let (tables, sequence) = asking.tables().await?;
    let page = match (cycle, member) {
        (Some(cycle), _) => tables.payments_by(cycle, after, turn.most()).await?,
        (None, Some(member)) => tables.payments_of(member, after, turn.most()).await?,
        (None, None) => tables.payments(after, turn.most()).await?,
    };
    Ok(told(&turn, sequence, &page, |row| row.payment_id.number(), PaymentShown::of))
}

const CYCLE: &str = "the number of a cycle, from 1, belongs here";

fn number(text: &str) -> Option<CycleId> {
    crate::query::whole(text).and_then(|number| u32::try_from(number).ok()).and_then(CycleId::new)
}

impl ObligationShown {
    fn of(row: &ObligationRow) -> ObligationShown {
        let money = |minor| money(minor, row.currency);
        ObligationShown {
            claim: row.claim_id,
            bill: row.kind == ObligationKind::Bill,
            carriage: row.carriage_id,
            debtor: row.debtor,
            amount: money(row.amount),
            tax: money(row.tax),
            owed: money(row.owed),
            creditor: row.creditor.clone(),
            state: match row.state {
                ObligationState::Accruing => ObligationPhase::Accruing,
                ObligationState::Due => ObligationPhase::Due,
                ObligationState::Settled => ObligationPhase::Settled,
            },
            arose_at: row.arose_at.0,
            changed_sequence: row.sequence,
        }
    }
}

impl ReceiptShown {
    fn of(row: &ReceiptRow) -> ReceiptShown {
        ReceiptShown {
            receipt: row.receipt_id,
            member: row.member,
            amount: money(row.amount, row.currency),
            unallocated: money(row.unallocated, row.currency),
            reference: row.reference,
            received_sequence: row.received_sequence,
            received_at: row.received_at.0,
        }
    }
}

impl CycleShown {
    fn of(row: &CycleRow) -> CycleShown {
        CycleShown {
            cycle: row.cycle_id,
            currency: row.currency,
            value_date: row.value_date,
            members: row.members,
            total: money(row.total, row.currency),
            closed: row.state == CycleState::Closed,
            opened_at: row.opened_at.0,
            changed_sequence: row.sequence,
        }
    }
}

impl NetShown {
    fn of(row: &NetRow) -> NetShown {
        NetShown { member: row.member, amount: money(row.amount, row.currency) }
    }
}

impl PaymentShown {
    fn of(row: &PaymentRow) -> PaymentShown {
        PaymentShown {
            payment: row.payment_id,
            member: row.member,
            cycle: row.cycle_id,
            amount: money(row.amount, row.currency),
            state: match row.state {
                PaymentState::Sent => PaymentPhase::Sent,
                PaymentState::Booked => PaymentPhase::Booked,
                PaymentState::Returned => PaymentPhase::Returned,
                PaymentState::Refused => PaymentPhase::Refused,
            },
            sent_at: row.sent_at.0,
            changed_sequence: row.sequence,
        }
    }
}
