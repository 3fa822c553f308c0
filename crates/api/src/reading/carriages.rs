//! Carriages: how far each promise to carry is, for its two sides and the exchange. From the projections.

mod shown;

use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::MethodRouter;
use freight::ParticipantCode;
use settlement::CarriageId;
use store::{CarriageRow, CarriageState, Reader};

use super::asked::{actor, path};
use super::page::{Turn, told};
use super::{Asking, LIST, at_least, own_list};
use crate::answer;
use crate::codes::Complaint;
use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::{Desk, Member};
use crate::door::DoorError;
use crate::error::Problem;
use crate::query::QueryError;

use shown::{
    Carriage, CarriageInFull, CarriageProgress, DamagesPaid, Dropout, MilestoneSaid, Milestones, NamedUnit,
};

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
    Ok(told(&turn, sequence, &page, |row| row.carriage_id.number(), Carriage::of))
}

async fn carriage(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    let id = number(&mut parts).await?;
    let asking = Asking::of(&desk, &parts, &["at_least"])?;
    let (tables, sequence) = asking.tables_now().await?;
    let row = own(tables, &actor, id).await?;
    let progress = tables.progress(id).await?.as_ref().map(CarriageProgress::of).unwrap_or_default();
    let units = tables.units(id).await?;
    let full = CarriageInFull {
        sequence,
        carriage: Carriage::of(&row),
        progress,
        units: units.iter().map(NamedUnit::of).collect(),
        dropouts: tables.dropouts(id).await?.iter().map(Dropout::of).collect(),
        damages: tables.damages(id).await?.iter().map(DamagesPaid::of).collect(),
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
    let milestones = rows.iter().map(MilestoneSaid::of).collect();
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
