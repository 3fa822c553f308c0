//! What is listed: members, places, services, instruments, terms. From memory.

use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::MethodRouter;
use engine::{ListedInstrument, Register};
use freight::{Alias, InstrumentCode, Name, ParticipantCode, Place, Roles, Service, ServiceCode, TermsCode};
use jiff::Timestamp;
use matching::Phase;
use money::{Currency, Price};
use serde::Serialize;
use settlement::{Terms, TermsId};
use utoipa::ToSchema;

use super::asked::{actor, path};
use super::page::{Turn, piece};
use super::{Asking, LIST, LIST_CODES, at_least, list_asks};
use crate::answer;
use crate::codes::Complaint;
use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::Desk;
use crate::error::{Place as Wrong, Problem};

/// A member.
#[derive(Serialize, ToSchema)]
pub(crate) struct Participant {
    /// Its code.
    participant: ParticipantCode,
    /// Its name.
    name: Name,
    /// What it may do.
    roles: Roles,
}

/// A service.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListedService {
    /// Its code.
    code: ServiceCode,
    /// What is promised.
    service: Service,
}

/// A place, and the codes that mean it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListedPlace {
    /// The place.
    place: Place,
    /// Other codes that mean it.
    aliases: Vec<Alias>,
}

/// An instrument.
#[derive(Serialize, ToSchema)]
pub(crate) struct Instrument {
    /// Its code.
    instrument: InstrumentCode,
    /// Its service.
    service: ServiceCode,
    /// What it is paid in.
    currency: Currency,
    /// The step of its prices.
    tick: Price,
    /// Units a lot.
    lot: u32,
    /// Whether its book takes orders.
    phase: Phase,
    /// When its book closes.
    #[schema(value_type = String, format = DateTime)]
    cut_off: Timestamp,
    /// The code of its terms.
    terms: TermsCode,
    /// The version of them that is in force.
    version: TermsId,
}

/// A line of terms, as it is in force.
#[derive(Serialize, ToSchema)]
pub(crate) struct TermsInForce {
    /// The code.
    code: TermsCode,
    /// The version in force.
    version: TermsId,
    /// All versions, the newest last.
    versions: Vec<TermsId>,
    /// The rates and hours of the version in force.
    terms: Terms,
}

/// There is no such thing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NothingListed {
    /// No instrument.
    #[error("instrument {0} is not listed")]
    Instrument(InstrumentCode),
    /// No service.
    #[error("service {0} is not listed")]
    Service(ServiceCode),
    /// No member.
    #[error("no member {0} was admitted")]
    Member(ParticipantCode),
    /// No terms.
    #[error("no terms {0} were set")]
    Terms(TermsCode),
}

impl Complaint for NothingListed {
    fn code(&self) -> &'static str {
        match self {
            NothingListed::Instrument(_) => "INSTRUMENT_UNKNOWN",
            NothingListed::Service(_) => "SERVICE_UNKNOWN",
            NothingListed::Member(_) => "MEMBER_UNKNOWN",
            NothingListed::Terms(_) => "TERMS_UNKNOWN",
        }
    }

    fn place(&self) -> Option<Wrong> {
        let name = match self {
            NothingListed::Instrument(_) => "instrument",
            NothingListed::Service(_) => "service",
            NothingListed::Member(_) => "participant",
            NothingListed::Terms(_) => "terms",
        };
        Some(Wrong::Parameter(name.to_owned()))
    }
}

/// What is read here.
pub(super) fn readings(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let list = |path, summary, answer| Reading {
        path,
        tag: "register",
        summary,
        actor: false,
        asks: list_asks(),
        answer: Answer::Page(answer),
        codes: LIST_CODES,
    };
    let one = |path, summary, name, about, answer, codes| Reading {
        path,
        tag: "register",
        summary,
        actor: false,
        asks: vec![Ask::text(name, about).needed(), at_least()],
        answer: Answer::One(answer),
        codes,
    };
    let name = schemas.take::<Instrument>();
    all.push((
        list("/v1/instruments", "The instruments, in the order of their listing.", name.clone()),
        get(instruments),
    ));
    let about = "Its code; a slash in it is written as %2F.";
    let codes: &'static [&'static str] =
        &["INSTRUMENT_UNKNOWN", "PARAMETER_MALFORMED", "SEQUENCE_NOT_REACHED"];
    all.push((
        one("/v1/instruments/{instrument}", "An instrument.", "instrument", about, name, codes),
        get(instrument),
    ));
    let name = schemas.take::<ListedService>();
    all.push((
        list("/v1/services", "The services, in the order of their listing.", name.clone()),
        get(services),
    ));
    let codes: &'static [&'static str] = &["SERVICE_UNKNOWN", "PARAMETER_MALFORMED", "SEQUENCE_NOT_REACHED"];
    all.push((one("/v1/services/{service}", "A service.", "service", about, name, codes), get(service)));
    let name = schemas.take::<ListedPlace>();
    all.push((list("/v1/places", "The places, with the codes that mean them.", name), get(places)));
    let name = schemas.take::<TermsInForce>();
    all.push((list("/v1/terms", "The terms in force.", name.clone()), get(terms)));
    let codes: &'static [&'static str] = &["TERMS_UNKNOWN", "PARAMETER_MALFORMED", "SEQUENCE_NOT_REACHED"];
    all.push((
        one("/v1/terms/{terms}", "The terms in force under a code.", "terms", "Their code.", name, codes),
        get(terms_of),
    ));
    let name = schemas.take::<Participant>();
    let participants = Reading { actor: true, ..list("/v1/participants", "The members.", name.clone()) };
    all.push((participants, get(self::participants)));
    let codes: &'static [&'static str] = &["MEMBER_UNKNOWN", "PARAMETER_MALFORMED", "SEQUENCE_NOT_REACHED"];
    let participant =
        one("/v1/participants/{participant}", "A member.", "participant", "Its code.", name, codes);
    all.push((Reading { actor: true, ..participant }, get(self::participant)));
}

const ONE: &[&str] = &["at_least"];

async fn instruments(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let asking = Asking::of(&desk, &parts, &LIST)?;
    let turn: Turn<u32> = Turn::of("instruments", &asking.query)?;
    let look = |driver: &engine::Driver| {
        let register = driver.engine().register();
        let listed = register.instruments().map(|listed| (listed.id.number(), listed));
        let (found, more) = piece(&turn, listed, |(number, _)| *number);
        let shown = |(number, listed)| (number, Instrument::of(driver, listed));
        (found.into_iter().map(shown).collect::<Vec<_>>(), more)
    };
    let ((found, more), sequence) = asking.look(look).await?;
    Ok(numbered(&turn, sequence, found, more))
}

async fn instrument(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let code: InstrumentCode = path(&mut parts, "instrument").await?;
    let asking = Asking::of(&desk, &parts, ONE)?;
    let look = |driver: &engine::Driver| {
        let listed = driver.engine().register().instrument_by_code(code);
        listed.map(|listed| Instrument::of(driver, listed))
    };
    let (found, sequence) = asking.look(look).await?;
    Ok(answer::read(sequence, &found.ok_or(NothingListed::Instrument(code))?))
}

async fn services(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let asking = Asking::of(&desk, &parts, &LIST)?;
    let turn: Turn<u32> = Turn::of("services", &asking.query)?;
    let look = |driver: &engine::Driver| {
        let services = driver.engine().register().services();
        let shown = services.map(|listed| (listed.id.number(), ListedService::of(listed)));
        piece(&turn, shown, |(number, _)| *number)
    };
    let ((found, more), sequence) = asking.look(look).await?;
    Ok(numbered(&turn, sequence, found, more))
}

async fn service(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let code: ServiceCode = path(&mut parts, "service").await?;
    let asking = Asking::of(&desk, &parts, ONE)?;
    let look = |driver: &engine::Driver| {
        let register = driver.engine().register();
        register.service_by_code(code).map(|id| ListedService::of(register.service(id)))
    };
    let (found, sequence) = asking.look(look).await?;
    Ok(answer::read(sequence, &found.ok_or(NothingListed::Service(code))?))
}

async fn places(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let asking = Asking::of(&desk, &parts, &LIST)?;
    let turn: Turn<u32> = Turn::of("places", &asking.query)?;
    let look = |driver: &engine::Driver| {
        let book = driver.engine().register().places();
        let places = book.places().map(|(id, place)| (id.number(), place));
        let (found, more) = piece(&turn, places, |(number, _)| *number);
        let shown = |(number, place): (u32, &Place)| {
            let aliases = book.aliases().filter(|alias| alias.means == place.code).collect();
            (number, ListedPlace { place: place.clone(), aliases })
        };
        (found.into_iter().map(shown).collect::<Vec<_>>(), more)
    };
    let ((found, more), sequence) = asking.look(look).await?;
    Ok(numbered(&turn, sequence, found, more))
}

async fn terms(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let asking = Asking::of(&desk, &parts, &LIST)?;
    let turn: Turn<u32> = Turn::of("terms", &asking.query)?;
    let look = |driver: &engine::Driver| {
        let lines = (1..).zip(driver.engine().register().terms());
        let (found, more) = piece(&turn, lines, |(number, _)| *number);
        let shown = |(number, line)| (number, TermsInForce::of(driver, line));
        (found.into_iter().map(shown).collect::<Vec<_>>(), more)
    };
    let ((found, more), sequence) = asking.look(look).await?;
    Ok(numbered(&turn, sequence, found, more))
}

async fn terms_of(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let code: TermsCode = path(&mut parts, "terms").await?;
    let asking = Asking::of(&desk, &parts, ONE)?;
    let look = |driver: &engine::Driver| {
        let line = driver.engine().register().terms().find(|line| line.code == code);
        line.map(|line| TermsInForce::of(driver, line))
    };
    let (found, sequence) = asking.look(look).await?;
    Ok(answer::read(sequence, &found.ok_or(NothingListed::Terms(code))?))
}

async fn participants(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    actor(&desk, &parts).await?;
    let asking = Asking::of(&desk, &parts, &LIST)?;
    let turn: Turn<u32> = Turn::of("participants", &asking.query)?;
    let look = |driver: &engine::Driver| {
        let members = driver.engine().register().members();
        let shown = members.map(|(id, member)| (id.number(), Participant::of(member)));
        piece(&turn, shown, |(number, _)| *number)
    };
    let ((found, more), sequence) = asking.look(look).await?;
    Ok(numbered(&turn, sequence, found, more))
}

async fn participant(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    actor(&desk, &parts).await?;
    let code: ParticipantCode = path(&mut parts, "participant").await?;
    let asking = Asking::of(&desk, &parts, ONE)?;
    let look = |driver: &engine::Driver| {
        let register = driver.engine().register();
        register.member_by_code(code).map(|id| Participant::of(register.member(id)))
    };
    let (found, sequence) = asking.look(look).await?;
    Ok(answer::read(sequence, &found.ok_or(NothingListed::Member(code))?))
}

/// A page of things that have numbers which nobody is shown.
fn numbered<T: Serialize>(
    turn: &Turn<u32>,
    sequence: engine::Sequence,
    found: Vec<(u32, T)>,
    more: bool,
) -> Response {
    let last = found.last().map_or(0, |(number, _)| *number);
    let items = found.into_iter().map(|(_, item)| item).collect();
    answer::read(sequence, &turn.page(sequence, items, more, |_| last))
}

impl Participant {
    fn of(member: &freight::Participant) -> Participant {
        Participant { participant: member.code, name: member.name.clone(), roles: member.roles }
    }
}

impl ListedService {
    fn of(listed: &engine::ListedService) -> ListedService {
        ListedService { code: listed.code, service: listed.service }
    }
}

impl Instrument {
    fn of(driver: &engine::Driver, listed: &ListedInstrument) -> Instrument {
        let (engine, register): (_, &Register) = (driver.engine(), driver.engine().register());
        let line = register.line(listed);
        let phase = engine.books().instrument(listed.id).map_or(Phase::Closed, |known| known.phase);
        Instrument {
            instrument: listed.code,
            service: register.service(listed.service).code,
            currency: listed.currency,
            tick: listed.tick,
            lot: listed.lot.get(),
            phase,
            cut_off: listed.cut_off,
            terms: line.code,
            version: line.newest(),
        }
    }
}

impl TermsInForce {
    fn of(driver: &engine::Driver, line: &engine::TermsLine) -> TermsInForce {
        let terms = driver.engine().settlement().terms(line.newest()).clone();
        TermsInForce { code: line.code, version: line.newest(), versions: line.versions.clone(), terms }
    }
}
