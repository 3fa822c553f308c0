//! Carriages: how far each promise to carry is, for its two sides and the exchange. From the projections.

use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::MethodRouter;
use engine::Sequence;
use freight::{MilestoneCode, MilestoneKind, ParticipantCode, PlaceCode, ServiceCode, UnitNumber};
use jiff::Timestamp;
use money::{Currency, Money, Price};
use serde::Serialize;
use settlement::{CarriageId, Drop, Party, TermsId};
use store::{CarriageRow, CarriageState, DamagesRow, DropoutRow, MilestoneRow, MilestoneWord, Reader};
use utoipa::ToSchema;

use super::asked::{actor, path};
use super::figure::money;
use super::page::{Turn, told};
use super::{Asking, LIST, at_least, own_list};
use crate::answer;
use crate::codes::Complaint;
use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::{Desk, Member};
use crate::door::DoorError;
use crate::error::Problem;
use crate::query::QueryError;

/// A carriage.
#[derive(Serialize, ToSchema)]
pub(crate) struct Carriage {
    /// Its number, which is the trade's too.
    carriage: CarriageId,
    /// What is carried.
    service: ServiceCode,
    /// Who sends.
    shipper: ParticipantCode,
    /// Who carries.
    carrier: ParticipantCode,
    /// How many units were bought.
    quantity: u32,
    /// How many of them have not dropped out.
    left: u32,
    /// For one unit.
    price: Price,
    /// What it is paid in.
    currency: Currency,
    /// The version of its terms.
    terms: TermsId,
    /// How far it is: open, cancelled or closed.
    state: CarriagePhase,
    /// What the shipper paid into escrow; left out before the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    escrow_called: Option<Money>,
    /// What of the escrow went back, since units dropped out.
    escrow_returned: Money,
    /// What of the escrow was released to the carrier.
    released: Money,
    /// Who cancelled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancelled_by: Option<ParticipantCode>,
    /// When it will be closed, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    closes_at: Option<Timestamp>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    /// When it was struck.
    #[schema(value_type = String, format = DateTime)]
    struck_at: Timestamp,
    /// The record that changed it last.
    changed_sequence: Sequence,
}

/// How far a carriage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CarriagePhase {
    /// It goes on.
    Open,
    /// A side has cancelled it.
    Cancelled,
    /// It is finished, and its milestones are final.
    Closed,
}

/// A carriage with its units, and what befell it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CarriageInFull {
    /// The record for which this is true.
    sequence: Sequence,
    /// The carriage.
    carriage: Carriage,
    /// How many units are named, and how many passed each milestone.
    progress: CarriageProgress,
    /// The units that are named.
    units: Vec<NamedUnit>,
    /// The units that dropped out.
    dropouts: Vec<Dropout>,
    /// Damages and cancellation fees.
    damages: Vec<DamagesPaid>,
}

/// How many units are named, and how many passed each milestone.
#[derive(Default, Serialize, ToSchema)]
pub(crate) struct CarriageProgress {
    /// How many are named.
    named: i64,
    /// How many passed the gate into the terminal.
    gated_in: i64,
    /// How many were loaded.
    loaded: i64,
    /// How many were discharged.
    discharged: i64,
    /// How many passed the gate out of the terminal.
    gated_out: i64,
}

/// A unit that is named.
#[derive(Serialize, ToSchema)]
pub(crate) struct NamedUnit {
    /// The box, or the consignment.
    unit: UnitNumber,
    /// How much it counts: 1 for a box.
    quantity: u32,
    /// Whether it is a container number whose check digit is wrong.
    doubtful: bool,
}

/// Units that dropped out.
#[derive(Serialize, ToSchema)]
pub(crate) struct Dropout {
    /// By whose fault.
    fault: Party,
    /// Why.
    why: Drop,
    /// How many.
    units: u32,
    /// How many were left.
    left: u32,
    /// What went back to the shipper.
    escrow_returned: Money,
    /// The record in which they dropped out.
    sequence: Sequence,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// Damages or a cancellation fee, and what covered them.
#[derive(Serialize, ToSchema)]
pub(crate) struct DamagesPaid {
    /// Who owed them.
    payer: ParticipantCode,
    /// How much.
    total: Money,
    /// The other side's part.
    to_other: Money,
    /// The exchange's part.
    to_house: Money,
    /// What the deposit covered.
    from_deposit: Money,
    /// What free money covered.
    from_free: Money,
    /// What the default fund covered.
    from_fund: Money,
    /// What became a claim.
    owed: Money,
    /// The record in which they were charged.
    sequence: Sequence,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// What was said of a milestone.
#[derive(Serialize, ToSchema)]
pub(crate) struct MilestoneSaid {
    /// The record in which it was said.
    sequence: Sequence,
    /// When it was said.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who had said so first.
    source: ParticipantCode,
    /// The source's name for it.
    event: MilestoneCode,
    /// Whether it was recorded, corrected or withdrawn.
    word: MilestoneSaying,
    /// What happened, by its DCSA code.
    kind: MilestoneKind,
    /// Where, if it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceCode>,
    /// When it happened; left out if it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    occurred: Option<Timestamp>,
    /// To which units; none where it concerns the whole carriage.
    units: Vec<UnitNumber>,
}

/// What can be said of a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MilestoneSaying {
    /// It happened.
    Recorded,
    /// It happened otherwise.
    Corrected,
    /// It did not happen.
    Withdrawn,
}

/// The milestones of a carriage.
#[derive(Serialize, ToSchema)]
pub(crate) struct Milestones {
    /// The record for which this is true.
    sequence: Sequence,
    /// In the order in which they were said.
    milestones: Vec<MilestoneSaid>,
}

/// There never was such a carriage.
#[derive(Debug, thiserror::Error)]
#[error("there has never been a carriage {0}")]
struct NoCarriage(CarriageId);

impl Complaint for NoCarriage {
    fn code(&self) -> &'static str {
        "CARRIAGE_UNKNOWN"
    }
}

/// What is read here.
pub(super) fn readings(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let asks = [
        Ask::text("state", "Only those that are so far: open, cancelled or closed."),
        Ask::text(
            "member",
            "Whose carriages; the actor's if it is left out, and only the exchange sees others'.",
        ),
    ];
    let name = schemas.take::<Carriage>();
    let list = own_list(("carriage", "/v1/carriages"), "Carriages, by number.", asks, name);
    all.push((list, get(carriages)));
    let one = |path, summary, answer, asks: Vec<Ask>| Reading {
        path,
        tag: "carriage",
        summary,
        actor: true,
        asks: [Ask::whole("carriage", "Its number.").needed()]
            .into_iter()
            .chain(asks)
            .chain([at_least()])
            .collect(),
        answer: Answer::One(answer),
        codes: &[
            "CARRIAGE_UNKNOWN",
            "NOT_YOURS",
            "PARAMETER_MALFORMED",
            "SEQUENCE_NOT_REACHED",
            "PROJECTIONS_UNREADABLE",
        ],
    };
    let full = schemas.take::<CarriageInFull>();
    let summary = "A carriage, its units, and what befell it.";
    all.push((one("/v1/carriages/{carriage}", summary, full, Vec::new()), get(carriage)));
    let said = schemas.take::<Milestones>();
    let asks = vec![Ask::flag("standing", "Only those that stand, the last word about each.")];
    let summary = "What was said of the milestones of a carriage.";
    all.push((one("/v1/carriages/{carriage}/milestones", summary, said, asks), get(milestones)));
}

async fn carriages(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let [limit, cursor, at_least] = LIST;
    let asking = Asking::of(&desk, &parts, &["state", "member", limit, cursor, at_least])?;
    let member: Option<ParticipantCode> = asking.query.get("member")?;
    if let Some(member) = member.filter(|member| !actor.sees(*member)) {
        return Err(DoorError::NotYours { what: format!("what {member} traded"), member: actor.code }.into());
    }
    let member = member.or((!actor.is_exchange).then_some(actor.code));
    let state = match asking.query.text("state") {
        None => None,
        Some("open") => Some(CarriageState::Open),
        Some("cancelled") => Some(CarriageState::Cancelled),
        Some("closed") => Some(CarriageState::Closed),
        Some(other) => {
            let wanted = "open, cancelled or closed belongs here";
            return Err(QueryError::unknown_word("state", other, wanted).into());
        }
    };
    let of = member.map_or("all".to_owned(), |member| member.to_string());
    let list = format!("carriages/{of}/{}", asking.query.text("state").unwrap_or_default());
    let turn: Turn<u64> = Turn::of(list, &asking.query)?;
    let after = turn.after.and_then(CarriageId::new);
    let (tables, sequence) = asking.tables().await?;
    let page = match (member, state) {
        (None, None) => tables.carriages(after, turn.most()).await?,
        (None, Some(state)) => tables.carriages_in(state, after, turn.most()).await?,
        (Some(member), None) => tables.carriages_of(member, after, turn.most()).await?,
        (Some(member), Some(state)) => tables.carriages_of_in(state, member, after, turn.most()).await?,
    };
    Ok(told(&turn, sequence, page, |row| row.carriage_id.number(), Carriage::of))
}

async fn carriage(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let id = number(&mut parts).await?;
    let asking = Asking::of(&desk, &parts, &["at_least"])?;
    let (tables, sequence) = asking.tables_now().await?;
    let row = own(tables, &actor, id).await?;
    let progress =
        tables.progress(id).await?.map_or_else(CarriageProgress::default, |row| CarriageProgress {
            named: row.named,
            gated_in: row.gated_in,
            loaded: row.loaded,
            discharged: row.discharged,
            gated_out: row.gated_out,
        });
    let units = tables.units(id).await?.into_iter().map(|row| NamedUnit {
        unit: row.unit,
        quantity: row.quantity,
        doubtful: row.doubtful > 0,
    });
    let full = CarriageInFull {
        sequence,
        carriage: Carriage::of(row),
        progress,
        units: units.collect(),
        dropouts: tables.dropouts(id).await?.into_iter().map(Dropout::of).collect(),
        damages: tables.damages(id).await?.into_iter().map(DamagesPaid::of).collect(),
    };
    Ok(answer::read(sequence, &full))
}

async fn milestones(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let id = number(&mut parts).await?;
    let asking = Asking::of(&desk, &parts, &["standing", "at_least"])?;
    let standing = asking.query.flag("standing")?;
    let (tables, sequence) = asking.tables_now().await?;
    own(tables, &actor, id).await?;
    let rows = match standing {
        true => tables.standing_milestones(id).await?,
        false => tables.milestones(id).await?,
    };
    let milestones = rows.into_iter().map(MilestoneSaid::of).collect();
    Ok(answer::read(sequence, &Milestones { sequence, milestones }))
}

/// The carriage that the path names.
async fn number(parts: &mut axum::http::request::Parts) -> Result<CarriageId, Problem> {
    let text: String = path(parts, "carriage").await?;
    let number = crate::query::whole(&text).and_then(CarriageId::new);
    let wanted = "a whole number from 1 belongs here";
    Ok(number.ok_or_else(|| QueryError::unknown_word("carriage", &text, wanted))?)
}

/// A carriage, for whoever has a part in it.
async fn own(tables: &Reader, actor: &Member, id: CarriageId) -> Result<CarriageRow, Problem> {
    let row = tables.carriage(id).await?.ok_or(NoCarriage(id))?;
    match actor.sees(row.shipper) || actor.sees(row.carrier) {
        true => Ok(row),
        false => Err(DoorError::NotYours { what: format!("carriage {id}"), member: actor.code }.into()),
    }
}

impl Carriage {
    fn of(row: CarriageRow) -> Carriage {
        Carriage {
            carriage: row.carriage_id,
            service: row.service,
            shipper: row.shipper,
            carrier: row.carrier,
            quantity: row.quantity,
            left: row.units_left,
            price: row.price,
            currency: row.currency,
            terms: row.terms,
            state: match row.state {
                CarriageState::Open => CarriagePhase::Open,
                CarriageState::Cancelled => CarriagePhase::Cancelled,
                CarriageState::Closed => CarriagePhase::Closed,
            },
            escrow_called: row.escrow_called.map(|called| money(called, row.currency)),
            escrow_returned: money(row.escrow_returned, row.currency),
            released: money(row.released, row.currency),
            cancelled_by: row.cancelled_by,
            closes_at: row.closes_at.map(|at| at.0),
            closed_at: row.closed_at.map(|at| at.0),
            struck_at: row.struck_at.0,
            changed_sequence: row.sequence,
        }
    }
}

impl Dropout {
    fn of(row: DropoutRow) -> Dropout {
        Dropout {
            fault: row.fault,
            why: row.why,
            units: row.units,
            left: row.units_left,
            escrow_returned: money(row.escrow_returned, row.currency),
            sequence: row.sequence,
            at: row.at.0,
        }
    }
}

impl DamagesPaid {
    fn of(row: DamagesRow) -> DamagesPaid {
        let money = |minor| money(minor, row.currency);
        DamagesPaid {
            payer: row.payer,
            total: money(row.total),
            to_other: money(row.to_other),
            to_house: money(row.to_house),
            from_deposit: money(row.from_deposit),
            from_free: money(row.from_free),
            from_fund: money(row.from_fund),
            owed: money(row.owed),
            sequence: row.sequence,
            at: row.at.0,
        }
    }
}

impl MilestoneSaid {
    fn of(row: MilestoneRow) -> MilestoneSaid {
        MilestoneSaid {
            sequence: row.sequence,
            at: row.at.0,
            source: row.source,
            event: row.event,
            word: match row.word {
                MilestoneWord::Recorded => MilestoneSaying::Recorded,
                MilestoneWord::Corrected => MilestoneSaying::Corrected,
                MilestoneWord::Withdrawn => MilestoneSaying::Withdrawn,
            },
            kind: row.kind,
            place: row.place,
            occurred: row.occurred.map(|at| at.0),
            units: serde_json::from_str(&row.units).unwrap_or_default(),
        }
    }
}
