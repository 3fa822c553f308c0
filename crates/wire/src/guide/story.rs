//! The example: one small exchange, told by all commands, and played by the engine.
//!
//! ```text
//!   # A chapter
//!   What the next lines are about.
//!   {"at": …}          lines of JSON, as they would stand in a file
//! ```

use std::collections::BTreeMap;

use engine::{Action, Audience, Driver, Due, Engine, Entry, Event, Sequence, Sink};
use jiff::Timestamp;

use crate::{read_line, write_answer, write_due, write_event, write_unreadable};

/// The story as it is written.
pub(crate) const TEXT: &str = include_str!("story.txt");

/// A line whose limit lacks its quotes.
const UNREADABLE: &str = r#"{"at":"2026-04-01T01:00:00Z","actor":"birch","command":{"place_order":{"instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","side":"bid","quantity":2,"limit":1850.00,"time_in_force":"gtc"}}}"#;

/// A line that asks for more money than there is.
const REFUSED: &str = r#"{"at":"2026-04-01T01:00:00Z","actor":"quay","command":{"withdraw_money":{"sum":{"amount":"200.00","currency":"CNY"}}}}"#;

/// One piece of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// The title of a chapter.
    Chapter(&'a str),
    /// What the next lines are about.
    Words(&'a str),
    /// A line of JSON.
    Line(&'a str),
}

/// The pieces of a story, in order.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    text.lines().filter(|line| !line.is_empty()).map(|line| match line.strip_prefix("# ") {
        Some(title) => Piece::Chapter(title),
        None if line.starts_with('{') => Piece::Line(line),
        None => Piece::Words(line),
    })
}

/// Where a command stands in the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    Register,
    Market,
    Carriage,
    Treasury,
    Time,
}

impl Group {
    pub(crate) const ALL: [Group; 5] =
        [Group::Register, Group::Market, Group::Carriage, Group::Treasury, Group::Time];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Group::Register => "Register",
            Group::Market => "Market",
            Group::Carriage => "Carriage",
            Group::Treasury => "Treasury",
            Group::Time => "Time",
        }
    }

    fn of(action: &Action) -> Group {
        match action {
            Action::AdmitMember(_)
            | Action::SetTerms(_)
            | Action::ListPlace(_)
            | Action::ListService(_)
            | Action::ListInstrument(_) => Group::Register,
            Action::DeclareCapacity(_)
            | Action::PlaceOrder(_)
            | Action::AmendOrder(_)
            | Action::CancelOrder(_) => Group::Market,
            Action::Nominate(_)
            | Action::RecordMilestone(_)
            | Action::CorrectMilestone(_)
            | Action::WithdrawMilestone(_)
            | Action::CallEscrow(_)
            | Action::CancelCarriage(_)
            | Action::Roll(_)
            | Action::AccrueStorage(_)
            | Action::BillStorage(_) => Group::Carriage,
            Action::Receive(_)
            | Action::AllocateReceipt(_)
            | Action::OpenNetting(_)
            | Action::CloseNetting(_)
            | Action::SendPayment(_)
            | Action::BookPayment(_)
            | Action::ReturnPayment(_)
            | Action::RefusePayment(_)
            | Action::WithdrawMoney(_)
            | Action::PayFund(_)
            | Action::PayTax(_)
            | Action::BookBankCharge(_)
            | Action::BuyFx(_)
            | Action::Sweep(_) => Group::Treasury,
            Action::Advance(_) => Group::Time,
        }
    }
}

/// A line of the story, once it was played.
pub(crate) struct PlayedLine {
    /// The line.
    pub(crate) text: String,
    /// The name of its command.
    pub(crate) name: String,
    /// Where the command stands in the guide.
    pub(crate) group: Group,
}

/// The story, and what it made the engine tell.
pub(crate) struct Played {
    /// The lines, in order.
    pub(crate) lines: Vec<PlayedLine>,
    /// The first event of each kind, as a line.
    pub(crate) events: BTreeMap<String, String>,
    /// How an order was answered.
    pub(crate) accepted: String,
    /// How a line that cannot be read is answered.
    pub(crate) unreadable: String,
    /// How a command is refused by the engine.
    pub(crate) rejected: String,
    /// Something that was due.
    pub(crate) due: String,
}

impl Played {
    /// The first line with the command.
    ///
    /// # Panics
    ///
    /// When the story has no such line.
    pub(crate) fn first(&self, name: &str) -> &PlayedLine {
        let line = self.lines.iter().find(|line| line.name == name);
        line.unwrap_or_else(|| panic!("the story has no line with {name}"))
    }

    /// Where the command stands in the guide.
    pub(crate) fn group(&self, name: &str) -> Group {
        self.first(name).group
    }
}

/// Keeps the first event of each kind, and what was due.
#[derive(Default)]
struct Listener {
    place: Option<(Sequence, Timestamp)>,
    events: BTreeMap<String, String>,
    due: Vec<(Sequence, Timestamp, Due)>,
}

impl Sink for Listener {
    fn tell(&mut self, event: Event) {
        let (sequence, at) = self.place.expect("a record begins before its events");
        let name = name_of(&serde_json::to_value(&event).expect("an event is JSON"));
        self.events.entry(name).or_insert_with(|| written(|out| write_event(out, sequence, at, &event)));
    }
}

impl Audience for Listener {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.place = Some((entry.sequence, entry.at));
        self.due.extend(entry.due().map(|due| (entry.sequence, entry.at, due)));
    }
}

/// Plays the story.
///
/// # Panics
///
/// When a line of it cannot be read, or is refused.
pub(crate) fn play() -> Played {
    let mut driver = Driver::new(Engine::new());
    let mut listener = Listener::default();
    let mut lines = Vec::new();
    let mut accepted = None;
    let mut answer = |driver: &mut Driver, text: &str, number: u64| {
        let line = read_line(text, number).unwrap_or_else(|wrong| panic!("{wrong}"));
        let group = Group::of(&line.command);
        let name = name_of(&serde_json::to_value(&line.command).expect("a command is JSON"));
        let (at, key) = (line.at, line.key);
        let answer = driver.submit(at, key, &line.into_command(), &mut listener);
        let answer = answer.unwrap_or_else(|refused| panic!("line {number}: {refused}"));
        (answer, PlayedLine { text: text.to_owned(), name, group })
    };
    let texts = pieces(TEXT).filter_map(|piece| match piece {
        Piece::Line(text) => Some(text),
        Piece::Chapter(_) | Piece::Words(_) => None,
    });
    for (text, number) in texts.zip(1..) {
        let (answer, line) = answer(&mut driver, text, number);
        if let Err(rejection) = &answer.result {
            panic!("line {number} is refused: {rejection}");
        }
        if line.name == "place_order" && accepted.is_none() {
            accepted = Some(written(|out| write_answer(out, number, &answer, driver.engine().register())));
        }
        lines.push(line);
    }
    let last = u64::try_from(lines.len()).expect("the story is short");
    let (refused, _) = answer(&mut driver, REFUSED, last + 1);
    assert!(refused.result.is_err(), "the last line asks for too much");
    let wrong = read_line(UNREADABLE, last + 2).expect_err("a limit without quotes cannot be read");
    let register = driver.engine().register();
    let &(sequence, at, due) = listener.due.last().expect("something is due in the story");
    Played {
        lines,
        accepted: accepted.expect("the story has an order"),
        unreadable: written(|out| write_unreadable(out, &wrong)),
        rejected: written(|out| write_answer(out, last + 1, &refused, register)),
        due: written(|out| write_due(out, sequence, at, due, register)),
        events: listener.events,
    }
}

/// The one name of an object, or the word that stands alone.
fn name_of(value: &serde_json::Value) -> String {
    let named = value.as_object().and_then(|object| object.keys().next().map(String::as_str));
    named.or_else(|| value.as_str()).expect("a command or event has one name").to_owned()
}

fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).expect("JSON is UTF-8").trim_end().to_owned()
}
