//! Carriages in the text: boxes, milestones, storage, and what goes wrong.
//!
//! ```text
//!   nominate C1 birch MSKU6011672 CSQU3054383
//!   load C1 alder MSKU6011672 as EVT-7 occurred 2026-03-08 10:00
//!   customs-release C1 exchange at CNSGH
//!   withdraw C1 alder EVT-7
//!   correct load C1 alder CSQU3054383 as EVT-7
//!   storage C1 cedar 2 boxes 4 days @ 45.00
//! ```
//!
//! A milestone without a name of its own (`as`) gets one, which is shown below it.

use engine::{
    AccrueStorage, Action, BillStorage, CallEscrow, CancelCarriage, Command, CorrectMilestone, Nominate,
    RecordMilestone, Roll, RolledUnits, WithdrawMilestone,
};
use freight::{Classifier, Milestone, MilestoneCode, MilestoneKind, ParticipantCode, Scope};
use settlement::{BillId, CarriageId};

use crate::fault::{ScenarioError, literal};
use crate::reading::{Asked, Reading};

/// The words for what can happen, in the order of [`MilestoneKind`].
const MILESTONES: [(&str, MilestoneKind); 13] = [
    ("gate-in", MilestoneKind::GatedIn),
    ("load", MilestoneKind::Loaded),
    ("disc", MilestoneKind::Discharged),
    ("gate-out", MilestoneKind::GatedOut),
    ("customs-select", MilestoneKind::CustomsSelected),
    ("customs-inspect", MilestoneKind::CustomsInspected),
    ("customs-release", MilestoneKind::CustomsReleased),
    ("customs-hold", MilestoneKind::CustomsHeld),
    ("surrender", MilestoneKind::Surrendered),
    ("receive-document", MilestoneKind::Received),
    ("confirm-booking", MilestoneKind::Confirmed),
    ("depart", MilestoneKind::Departed),
    ("arrive", MilestoneKind::Arrived),
];

/// Words for units of a service; all mean the same.
const UNITS: &[&str] = &["box", "boxes", "unit", "units"];

/// What may follow a correction; the exchange says whose milestone it corrects.
pub(crate) const CORRECTING: &[&str] = &["at", "as", "occurred", "updated", "planned", "estimated", "of"];

/// What may follow a milestone.
const TELLING: &[&str] = CORRECTING.split_at(6).0;

/// `nominate C1 birch MSKU6011672 …`
pub(crate) fn nominate(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let carriage = carriage(line)?;
    let actor = line.member()?;
    let units = line.consignments()?;
    Ok(Asked::command(actor, Nominate { carriage, units }))
}

/// `call C1`
pub(crate) fn call(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let carriage = carriage(line)?;
    let actor = line.exchange()?;
    Ok(Asked::command(actor, CallEscrow { carriage }))
}

/// `load C1 alder MSKU6011672 …`, and all the other milestones.
pub(crate) fn milestone(line: &mut Reading<'_, '_>, word: &'static str) -> Result<Asked, ScenarioError> {
    let Told { actor, carriage, mut milestone, event, source: _ } = told(line, word, TELLING)?;
    let made_up = event.is_none();
    let key = line.words.key();
    milestone.event = event.unwrap_or_else(|| line.known.name_milestone(carriage, milestone.kind, key));
    let action = Action::from(RecordMilestone { carriage, milestone });
    Ok(Asked::Command { command: Box::new(Command { actor, action }), made_up })
}

/// `correct load C1 alder CSQU3054383 as EVT-7`; the exchange adds `of alder`.
pub(crate) fn correct(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let word = line.words.keyword(&MILESTONES.map(|(word, _)| word))?;
    let Told { actor, carriage, mut milestone, event, source } = told(line, word, CORRECTING)?;
    milestone.event = event.ok_or_else(|| line.words.unexpected(vec![literal("as")]))?;
    Ok(Asked::command(actor, CorrectMilestone { carriage, source, milestone }))
}

/// A milestone as the text tells it.
struct Told {
    actor: ParticipantCode,
    carriage: CarriageId,
    /// Complete but for its name.
    milestone: Milestone,
    /// Its name, if the text gives it one.
    event: Option<MilestoneCode>,
    /// Who had told it, if the text says so.
    source: Option<ParticipantCode>,
}

fn told(
    line: &mut Reading<'_, '_>,
    word: &'static str,
    options: &[&'static str],
) -> Result<Told, ScenarioError> {
    let known = MILESTONES.iter().find(|(known, _)| *known == word);
    let &(_, kind) = known.expect("the vocabulary has only these words for milestones");
    let carriage = carriage(line)?;
    let actor = line.member()?;
    let boxes = if kind.scope() == Scope::PerBox { line.numbers()? } else { Vec::new() };
    let (mut event, mut place, mut occurred) = (None, None, line.known.now.unwrap_or_default());
    let (mut updated, mut source) = (None, None);
    let mut classifier = Classifier::Actual;
    while let Some(option) = line.words.option(options)? {
        match option {
            "at" => place = Some(line.place()?),
            "of" => source = Some(line.member()?),
            "occurred" => occurred = line.moment()?,
            "updated" => updated = Some(line.moment()?),
            "planned" => classifier = Classifier::Planned,
            "estimated" => classifier = Classifier::Estimated,
            _ => event = Some(event_name(line)?),
        }
    }
    let unnamed = MilestoneCode::parse("-").expect("a hyphen is printable");
    let milestone = Milestone { event: unnamed, kind, classifier, occurred, updated, place, boxes };
    Ok(Told { actor, carriage, milestone, event, source })
}

/// `withdraw C1 alder EVT-7`; the exchange adds `of alder`.
pub(crate) fn withdraw(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let carriage = carriage(line)?;
    let actor = line.member()?;
    let event = event_name(line)?;
    let source = match line.words.option(&["of"])? {
        Some(_) => Some(line.member()?),
        None => None,
    };
    Ok(Asked::command(actor, WithdrawMilestone { carriage, source, event }))
}

/// `roll C1 alder MSKU6011672 …`, or `roll C1 alder 3 boxes` of those that have no number yet.
pub(crate) fn roll(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let carriage = carriage(line)?;
    let actor = line.member()?;
    let counted = line.words.peek().is_some_and(|word| word.text.bytes().all(|byte| byte.is_ascii_digit()));
    let units = if counted {
        let units = line.quantity()?;
        line.words.keyword(UNITS)?;
        RolledUnits::Unnamed(units)
    } else {
        RolledUnits::Named(line.numbers()?)
    };
    Ok(Asked::command(actor, Roll { carriage, units }))
}

/// `cancel-carriage C1 birch`
pub(crate) fn cancel(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let carriage = carriage(line)?;
    let actor = line.member()?;
    Ok(Asked::command(actor, CancelCarriage { carriage }))
}

/// `storage C1 cedar 2 boxes 4 days @ 45.00`
pub(crate) fn storage(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let carriage = carriage(line)?;
    let actor = line.member()?;
    let units = line.quantity()?;
    line.words.keyword(UNITS)?;
    let days = line.quantity()?;
    line.words.keyword(&["day", "days"])?;
    line.words.keyword(&["@"])?;
    let rate = line.price()?;
    Ok(Asked::command(actor, AccrueStorage { carriage, units, days, rate }))
}

/// `bill B1 cedar terms standard`
pub(crate) fn bill(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let bill = line.numbered('B', "a bill, as in B1", BillId::new)?;
    let actor = line.member()?;
    line.words.keyword(&["terms"])?;
    let terms = line.terms()?;
    Ok(Asked::command(actor, BillStorage { bill, terms }))
}

fn carriage(line: &mut Reading<'_, '_>) -> Result<CarriageId, ScenarioError> {
    line.numbered('C', "a carriage, as in C1", CarriageId::new)
}

fn event_name(line: &mut Reading<'_, '_>) -> Result<MilestoneCode, ScenarioError> {
    line.words.value("the name of a milestone, as in EVT-7", MilestoneCode::parse)
}
