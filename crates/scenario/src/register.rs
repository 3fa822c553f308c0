//! Who and what there is, in the text: members, places, services, books, capacity.
//!
//! ```text
//!   member birch "Birch Trading" shipper forwarder
//!   place KZALA "Almaty" +06:00 functions 123-----
//!     clock +05:00 from 2024-02-29 18:00
//!     also KZALR by rail
//!   service CNCHQ-CNSGH/2026W10/22G1 barge cut-off 2026-03-07 16:00 transit 13 days
//!   list CNCHQ-CNSGH/2026W10/22G1 CNY tick 1.00 lot 1 terms standard
//!   capacity alder 40 CNCHQ-CNSGH/2026W10/22G1
//! ```
//!
//! By convention the code of a service says its lane, window and unit; where it does not, the line does.

use engine::{AdmitMember, DeclareCapacity, ListInstrument, ListPlace, ListService};
use freight::{
    Alias, CountryCode, DatedOffset, Ends, EquipmentType, Functions, Handling, InstrumentCode, Lane, Mode,
    Name, Offsets, Place, PlaceCode, Promise, Role, Roles, SailingWindow, Service, ServiceCode, Through,
    Unit,
};
use jiff::Timestamp;
use money::Currency;

use crate::fault::{Fault, ScenarioError, literal};
use crate::moment;
use crate::number::{CountError, count};
use crate::reading::{Asked, Reading, moment_by};
use crate::words::Word;

const MODES: [&str; 5] = ["barge", "rail", "road", "sea", "air"];

/// `member birch "Birch Trading" shipper forwarder`
pub(crate) fn member(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let member = line.member()?;
    let name = name(line)?;
    let words = Role::ALL.map(Role::as_str);
    let mut roles = Vec::new();
    loop {
        let at = line.words.peek();
        let word = line.words.keyword(&words)?;
        roles.extend(Role::ALL.into_iter().find(|role| role.as_str() == word));
        let gathered = Roles::gather(roles.iter().copied());
        let gathered = gathered.map_err(|refusal| match at {
            Some(word) => line.words.malformed(word, "each role once", &refusal),
            None => line.words.unexpected(Vec::new()),
        })?;
        if line.words.is_over() || line.words.stands_at("by") {
            let actor = line.exchange()?;
            return Ok(Asked::command(actor, AdmitMember { member, name, roles: gathered }));
        }
    }
}

/// `place CNCHQ "Chongqing" +08:00`, with more of its clock and other codes for it below.
pub(crate) fn place(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let code = line.place()?;
    let name = name(line)?;
    let clock = line.words.value("what its clock is ahead of UTC, as in +08:00", moment::clock)?;
    let (mut country, mut functions) = (CountryCode::parse(&code.as_str()[..2]), Functions::UNKNOWN);
    let actor = loop {
        match line.words.option(&["functions", "country", "by"])? {
            Some("functions") => {
                functions = line.words.value("eight functions, as in 1-3-----", Functions::parse)?;
            }
            Some("country") => country = Ok(line.words.value("a country, as in CN", CountryCode::parse)?),
            Some(_) => break line.member()?,
            None => break line.exchange()?,
        }
    };
    let country = country.map_err(|_| line.words.unexpected(vec![literal("country")]))?;
    let mut dated = vec![DatedOffset { from: Timestamp::UNIX_EPOCH, seconds: clock.seconds() }];
    let mut aliases = Vec::new();
    while let Some((word, mut below)) = line.block.take(&["clock", "also"])? {
        if word == "clock" {
            let clock = below.value("what its clock is ahead of UTC, as in +08:00", moment::clock)?;
            below.keyword(&["from"])?;
            dated.push(DatedOffset { from: moment_by(&mut below, line.known)?, seconds: clock.seconds() });
        } else {
            let other = below.value("another code, as in CNCQI", PlaceCode::parse)?;
            let mode = if below.accept("by") { Some(mode_of(below.keyword(&MODES)?)) } else { None };
            let means = if below.accept("means") {
                below.value("the place that is meant, as in CNCHQ", PlaceCode::parse)?
            } else {
                code
            };
            aliases.push(Alias { code: other, mode, means });
        }
        below.end()?;
    }
    let clock = Offsets::dated(dated).map_err(|refusal| {
        line.words.error(Fault::malformed(code.as_str(), "clocks in the order of time", &refusal))
    })?;
    let place = Place { code, name, country, functions, clock };
    Ok(Asked::command(actor, ListPlace { place, aliases }))
}

/// `service CNCHQ-CNSGH/2026W10/22G1 barge cut-off 2026-03-07 16:00 transit 13 days`
pub(crate) fn service(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    const EXPECTED: &str = "a service, as in CNCHQ-CNSGH/2026W10/22G1";
    let (written, text) = line.code(EXPECTED)?;
    let code = ServiceCode::parse(&text);
    let code = code.map_err(|refusal| line.words.malformed(written, EXPECTED, &refusal))?;
    let mut parts = text.split('/');
    let (lane, window, unit) = (parts.next(), parts.next(), parts.next());
    let promise = promise(line, written, lane)?;
    let window = if line.words.accept("window") { None } else { window };
    let window = match window {
        Some(window) => SailingWindow::parse(window).map_err(|refusal| {
            line.words.malformed(written, "a code with a window in its second part", &refusal)
        })?,
        None => line.words.value("a window, as in 2026W10 or 2026-03-02", SailingWindow::parse)?,
    };
    let unit = if line.words.accept("unit") { None } else { unit };
    let unit = match unit {
        Some(unit) => unit_of(unit).map_err(|refusal| {
            line.words.malformed(written, "a code with a unit in its third part", &refusal)
        })?,
        None => line.words.value("a unit, as in 22G1, tonnes, kilograms or moves", unit_of)?,
    };
    line.words.keyword(&["cut-off"])?;
    let cut_off = line.moment()?;
    line.words.keyword(&["transit"])?;
    let longest_transit_days = line.words.number("a number of days, as in 13", days)?;
    line.words.keyword(&["day", "days"])?;
    let actor = line.exchange()?;
    let service = Service { promise, window, unit, cut_off, longest_transit_days };
    Ok(Asked::command(actor, ListService { code, service }))
}

/// A mode, `through`, both perhaps after `from CNCHQ to CNSGH`; or `at CNSGH barge to sea`.
fn promise(
    line: &mut Reading<'_, '_>,
    written: Word<'_>,
    lane: Option<&str>,
) -> Result<Promise, ScenarioError> {
    if line.words.accept("at") {
        let place = line.place()?;
        let from = mode_of(line.words.keyword(&MODES)?);
        line.words.keyword(&["to"])?;
        let to = mode_of(line.words.keyword(&MODES)?);
        return Ok(Promise::Handling(Handling { place, from, to }));
    }
    let ends = if line.words.accept("from") {
        let origin = line.place()?;
        line.words.keyword(&["to"])?;
        Some(Ends { origin, destination: line.place()? })
    } else {
        let ends = lane.and_then(|lane| lane.split_once('-'));
        ends.and_then(|(origin, destination)| {
            let (origin, destination) = (PlaceCode::parse(origin).ok()?, PlaceCode::parse(destination).ok()?);
            Some(Ends { origin, destination })
        })
    };
    let Some(ends) = ends else {
        return Err(line.words.unexpected(vec![literal("from"), literal("at")]));
    };
    let words: Vec<&'static str> = MODES.into_iter().chain(["through"]).collect();
    let promise = match line.words.keyword(&words)? {
        "through" => Through::between(ends).map(Promise::Through),
        mode => Lane::between(ends, mode_of(mode)).map(Promise::Movement),
    };
    promise.map_err(|refusal| {
        line.words.error_at(written, Fault::malformed(written.text, "two different places", &refusal))
    })
}

/// `list CNCHQ-CNSGH/2026W10/22G1 CNY tick 1.00 lot 1 terms standard`
pub(crate) fn list(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    const EXPECTED: &str = "a service and a currency, as in CNCHQ-CNSGH/2026W10/22G1 CNY";
    let (written, text) = line.code(EXPECTED)?;
    let (service, currency) = text.rsplit_once('/').unwrap_or((text.as_str(), ""));
    let currency = Currency::parse(currency);
    let currency = currency.map_err(|refusal| line.words.malformed(written, EXPECTED, &refusal))?;
    let service = ServiceCode::parse(service);
    let service = service.map_err(|refusal| line.words.malformed(written, EXPECTED, &refusal))?;
    let mut code = InstrumentCode::parse(&text);
    if line.words.accept("as") {
        code = Ok(line.words.value("a code for the book, as in RIVER-CNY", InstrumentCode::parse)?);
    }
    let code = code.map_err(|refusal| line.words.malformed(written, EXPECTED, &refusal))?;
    line.words.keyword(&["tick"])?;
    let tick = line.price()?;
    line.words.keyword(&["lot"])?;
    let lot = line.quantity()?;
    line.words.keyword(&["terms"])?;
    let terms = line.terms()?;
    let actor = line.exchange()?;
    line.known.list(service, currency, code);
    Ok(Asked::command(actor, ListInstrument { code, service, currency, tick, lot, terms }))
}

/// `capacity alder 40 CNCHQ-CNSGH/2026W10/22G1`
pub(crate) fn capacity(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let actor = line.member()?;
    let quantity = line.quantity()?;
    let service = line.service()?;
    Ok(Asked::command(actor, DeclareCapacity { service, quantity }))
}

fn name(line: &mut Reading<'_, '_>) -> Result<Name, ScenarioError> {
    line.words.value("a name, as in \"Birch Trading\"", Name::parse)
}

fn mode_of(word: &'static str) -> Mode {
    Mode::ALL
        .into_iter()
        .find(|mode| mode.as_str() == word)
        .expect("the words for modes are those of freight")
}

/// Reads a unit; in capitals where it is a part of a code.
fn unit_of(text: &str) -> Result<Unit, freight::EquipmentError> {
    match text {
        "tonnes" | "TONNES" => Ok(Unit::Tonnes),
        "kilograms" | "KILOGRAMS" => Ok(Unit::Kilograms),
        "moves" | "MOVES" => Ok(Unit::Moves),
        _ => EquipmentType::parse(text).map(Unit::Boxes),
    }
}

fn days(text: &str) -> Result<u16, CountError> {
    u16::try_from(count(text)?).map_err(|_| CountError::OutOfRange(text.to_owned()))
}
