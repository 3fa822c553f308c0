//! A desk at which refusals are provoked, and at which nothing may move.

use std::collections::{BTreeMap, BTreeSet};

use engine::stage::{Stage, read};
use engine::{Action, Advance, Audience, Command, Entry, Event, Outcome, Rejection, Sink};
use expect_test::Expect;

/// A stage, and the codes that were provoked on it.
pub(crate) struct Desk {
    pub(crate) stage: Stage,
    codes: BTreeSet<&'static str>,
    /// The first record of each code, by its code and the names of its fields.
    records: BTreeMap<(&'static str, Vec<String>), String>,
    reading: Reading,
}

/// Whether what is said is read, or only its code counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Words,
    Codes,
}

/// Hears one record without facts, and no events.
#[derive(Default)]
struct Silence {
    records: usize,
}

impl Sink for Silence {
    fn tell(&mut self, event: Event) {
        panic!("a refusal is told no events: {event:?}");
    }
}

impl Audience for Silence {
    fn begin(&mut self, entry: &Entry<'_>) {
        assert!(entry.result.is_err(), "nothing but the refusal is recorded: {entry:?}");
        assert_eq!(entry.facts.ledger.as_slice(), [], "a refusal moves nothing");
        assert_eq!(entry.facts.matching, [], "a refusal fills nothing");
        assert_eq!(entry.facts.settlement, [], "a refusal settles nothing");
        self.records += 1;
    }
}

impl Desk {
    /// A desk where what is said is compared with what is expected.
    pub(crate) fn reading() -> Desk {
        Desk {
            stage: Stage::new(),
            codes: BTreeSet::new(),
            records: BTreeMap::new(),
            reading: Reading::Words,
        }
    }

    /// A desk where only the codes are counted: what was expected is compared elsewhere.
    pub(crate) fn counting() -> Desk {
        Desk { reading: Reading::Codes, ..Desk::reading() }
    }

    /// The codes that were provoked.
    pub(crate) fn codes(&self) -> BTreeSet<&'static str> {
        self.codes.clone()
    }

    /// What was recorded of them: for each code, one record of each form.
    pub(crate) fn records(self) -> BTreeMap<(&'static str, Vec<String>), String> {
        self.records
    }

    /// Lets a stage that was prepared be the one that is asked.
    pub(crate) fn on(&mut self, stage: Stage) -> &mut Stage {
        self.stage = stage;
        &mut self.stage
    }

    /// Asks what must be accepted.
    pub(crate) fn ask(&mut self, actor: &str, action: impl Into<Action>) -> Outcome {
        self.stage.ask(actor, action)
    }

    /// Lets time pass, and what is due be done.
    pub(crate) fn pass_to(&mut self, at: &str) {
        self.stage.now = read(at);
        self.stage.ask("exchange", Advance {});
    }

    /// Asks what must be refused with these words: it takes one sequence, and moves nothing.
    pub(crate) fn refuse(&mut self, actor: &str, action: impl Into<Action>, expected: &Expect) {
        let rejection = self.provoke(actor, action.into());
        let said = format!("{}: {rejection} | {}", rejection.code(), rejection.hint());
        match self.reading {
            Reading::Words => expected.assert_eq(&said),
            Reading::Codes => {}
        }
    }

    fn provoke(&mut self, actor: &str, action: Action) -> Rejection {
        let command = Command { actor: read(actor), action };
        let driver = &mut self.stage.driver;
        let (digest, sequence) = (driver.engine().digest(), driver.sequence());
        let mut silence = Silence::default();
        let answer = driver.submit(self.stage.now, None, &command, &mut silence);
        let answer = answer.unwrap_or_else(|refused| panic!("{command:?} stands at the door: {refused}"));
        let Err(rejection) = answer.result else {
            panic!("{command:?} is accepted: {:?}", answer.result);
        };
        assert_eq!(driver.engine().digest(), digest, "{} moved something", rejection.code());
        assert_eq!(answer.sequence, sequence.next(), "a refusal takes the next sequence");
        assert_eq!(driver.sequence(), answer.sequence, "a refusal takes one sequence");
        assert_eq!(silence.records, 1, "a refusal is recorded once");
        let record = serde_json::to_string(&rejection).expect("a refusal can be recorded");
        let read: Rejection = serde_json::from_str(&record).expect("a record of a refusal can be read");
        assert_eq!(read, rejection, "a refusal reads as it was recorded: {record}");
        let names =
            record.split('"').skip(1).step_by(2).filter(|name| record.contains(&format!("\"{name}\":")));
        let form = (rejection.code(), names.map(str::to_owned).collect());
        self.records.entry(form).or_insert(record);
        self.codes.insert(rejection.code());
        rejection
    }

    /// Asks commands one after another, each with a fault less than the one before, and writes down the codes.
    pub(crate) fn climb(&mut self, steps: Vec<(&str, Action)>, expected: &Expect) {
        let mut codes = String::new();
        let last = steps.len() - 1;
        for (step, (actor, action)) in steps.into_iter().enumerate() {
            match step == last {
                true => {
                    self.ask(actor, action);
                }
                false => {
                    codes.push_str(self.provoke(actor, action).code());
                    codes.push('\n');
                }
            }
        }
        expected.assert_eq(&codes);
    }
}
