//! Time: it never runs backwards, and what is due is done first, in its order.

use engine::stage::{Stage, order, price, read, terms};
use engine::{
    Advance, Audience, CallEscrow, Command, Entry, Event, ListInstrument, PlaceOrder, SetTerms, Sink,
    WithdrawMoney,
};
use expect_test::expect;
use freight::{Milestone, MilestoneKind};
use jiff::SignedDuration;
use matching::{Side, TimeInForce};

use crate::words::{
    BOOK, accrue, bill, c, empty, happened, market, nominate, receive, record, trade, traded,
};

/// Writes down what is recorded: sequence, time, and what was due or who asked.
#[derive(Default)]
struct Clerk(String);

impl Sink for Clerk {
    fn tell(&mut self, _event: Event) {}
}

impl Audience for Clerk {
    fn begin(&mut self, entry: &Entry<'_>) {
        let what = entry.due().map_or(format!("asked by {}", entry.command.actor), |due| due.to_string());
        self.0.push_str(&format!("{} {} {what}\n", entry.sequence, entry.at));
    }
}

#[test]
fn time_never_runs_backwards() {
    let mut stage = market();
    let (digest, sequence) = (stage.driver.engine().digest(), stage.driver.sequence());
    let command = Command { actor: read("exchange"), action: Advance {}.into() };
    let before = stage.now - SignedDuration::from_nanos(1);
    let refused = stage.driver.submit(before, None, &command, &mut ()).unwrap_err();
    expect!["TIME_BACKWARDS: time runs backwards: the last record was at 2026-03-02T01:00:00Z, but this command is at 2026-03-02T00:59:59.999999999Z | send commands in the order of their times"].assert_eq(&format!("{}: {refused} | {}", refused.code(), refused.hint()));
    assert_eq!(stage.driver.engine().digest(), digest);
    assert_eq!(stage.driver.sequence(), sequence, "what is refused at the door takes no sequence");
    assert_eq!(stage.driver.now(), stage.now);
    // The same instant again is no step back.
    stage.ask("exchange", Advance {});
}

#[test]
fn time_that_a_due_item_took_is_taken() {
    let mut stage = traded();
    stage.now = read("2026-03-06T08:00:00Z");
    stage.ask("exchange", Advance {});
    let command = Command { actor: read("exchange"), action: Advance {}.into() };
    let before = read("2026-03-06T07:59:59Z");
    assert!(stage.driver.submit(before, None, &command, &mut ()).is_err());
}

#[test]
fn what_is_due_is_recorded_before_a_later_command_even_if_that_is_refused() {
    let mut stage = traded();
    stage.now = read("2026-03-07T09:00:00Z");
    let mut clerk = Clerk::default();
    stage.hear("birch", order(BOOK, Side::Bid, 1, "1850"), &mut clerk);
    expect![[r#"
        17 2026-03-06T08:00:00Z escrow call of C1
        18 2026-03-07T08:00:00Z closing of book 1
        19 2026-03-07T08:00:00Z cut-off of C1
        20 2026-03-07T09:00:00Z asked by birch
    "#]]
    .assert_eq(&clerk.0);
}

#[test]
fn what_is_refused_at_the_door_lets_nothing_become_due() {
    let mut stage = traded();
    let key = Some(read("K-1"));
    let command = |action| Command { actor: read("birch"), action };
    let withdrawal = |amount| command(WithdrawMoney { sum: engine::stage::sum(amount) }.into());
    stage.driver.submit(stage.now, key, &withdrawal("1.00 CNY"), &mut ()).unwrap();
    let (now, sequence) = (stage.now, stage.driver.sequence());
    let late = read("2026-03-07T09:00:00Z");
    assert!(stage.driver.submit(late, key, &withdrawal("2.00 CNY"), &mut ()).is_err());
    assert!(stage.driver.submit(late, key, &withdrawal("1.00 CNY"), &mut ()).unwrap().repeated);
    assert_eq!((stage.driver.now(), stage.driver.sequence()), (now, sequence));
}

/// A market where birch owes cedar and pine, and has nothing.
fn owing() -> Stage {
    let mut stage = traded();
    empty(&mut stage, "birch", "58592.89 CNY");
    for (warehouse, number) in [("cedar", 1), ("pine", 2)] {
        stage.ask(warehouse, accrue(1, 2, 4, "45.00"));
        stage.ask(warehouse, bill(number));
    }
    stage
}

#[test]
fn what_a_command_makes_due_is_recorded_at_once_after_it() {
    let mut stage = owing();
    let mut clerk = Clerk::default();
    let answer = stage.hear("exchange", receive(Some("birch"), "1000.00 CNY"), &mut clerk);
    expect![[r#"
        22 2026-03-02T01:00:00Z asked by exchange
        23 2026-03-02T01:00:00Z collecting from participant 2 in CNY
    "#]]
    .assert_eq(&clerk.0);
    assert_eq!(stage.driver.sequence(), answer.sequence.next(), "the answer is that of the command");
}

#[test]
fn nothing_is_due_after_a_refusal() {
    let mut stage = owing();
    let mut clerk = Clerk::default();
    let answer = stage.hear("birch", receive(Some("birch"), "1000.00 CNY"), &mut clerk);
    assert!(answer.result.is_err());
    assert_eq!(stage.driver.sequence(), answer.sequence);
}

#[test]
fn several_due_at_one_instant_follow_kind_and_number() {
    let mut stage = market();
    // Cut-offs and calls fall on the midnight at which a day order ends.
    let mut prompt = terms("0.09");
    prompt.call_hours = 0;
    stage.ask("exchange", SetTerms { code: read("prompt"), terms: Box::new(prompt) });
    for service in ["SECOND", "FIRST"] {
        stage.service(service, "2026-03-02T16:00:00Z");
        let instrument = ListInstrument {
            code: read(&format!("{service}/CNY")),
            service: read(service),
            currency: read("CNY"),
            tick: price("1"),
            lot: 1,
            terms: read("prompt"),
        };
        stage.ask("exchange", instrument);
        stage.declare("alder", service, 9);
    }
    for instrument in ["FIRST/CNY", "SECOND/CNY"] {
        stage.ask("alder", order(instrument, Side::Ask, 2, "100"));
        stage.ask("birch", order(instrument, Side::Bid, 2, "100"));
    }
    stage.ask("alder", order("SECOND/CNY", Side::Ask, 1, "100"));
    let day = PlaceOrder { time_in_force: TimeInForce::Day, ..order(BOOK, Side::Bid, 1, "50") };
    stage.ask("birch", day);
    stage.now = read("2026-03-02T20:00:00Z");
    let mut clerk = Clerk::default();
    stage.hear("exchange", Advance {}, &mut clerk);
    expect![[r#"
        28 2026-03-02T16:00:00Z expiry of O83886080
        29 2026-03-02T16:00:00Z expiry of O100663297
        30 2026-03-02T16:00:00Z closing of book 2
        31 2026-03-02T16:00:00Z closing of book 3
        32 2026-03-02T16:00:00Z escrow call of C1
        33 2026-03-02T16:00:00Z escrow call of C2
        34 2026-03-02T16:00:00Z cut-off of C1
        35 2026-03-02T16:00:00Z cut-off of C2
        36 2026-03-02T20:00:00Z asked by exchange
    "#]]
    .assert_eq(&clerk.0);
}

#[test]
fn closings_of_one_instant_follow_their_numbers() {
    let mut stage = traded();
    trade(&mut stage, "birch", 1);
    for (carriage, boxes) in [(2, 10..11), (1, 0..5)] {
        stage.ask("birch", nominate(carriage, boxes.clone()));
        stage.ask("exchange", CallEscrow { carriage: c(carriage) });
        for (event, kind) in
            [("L", MilestoneKind::Loaded), ("D", MilestoneKind::Discharged), ("O", MilestoneKind::GatedOut)]
        {
            stage.ask("alder", record(carriage, happened(&stage, event, kind, boxes.clone())));
        }
        stage.ask("alder", record(carriage, happened(&stage, "S", MilestoneKind::Surrendered, 0..0)));
        let released = happened(&stage, "C", MilestoneKind::CustomsReleased, 0..0);
        stage.ask("exchange", record(carriage, Milestone { place: Some(read("CNSGH")), ..released }));
    }
    stage.now = read("2026-03-05T01:00:00Z");
    let mut clerk = Clerk::default();
    stage.hear("exchange", Advance {}, &mut clerk);
    expect![[r#"
        33 2026-03-05T01:00:00Z closing of C1
        34 2026-03-05T01:00:00Z closing of C2
        35 2026-03-05T01:00:00Z asked by exchange
    "#]]
    .assert_eq(&clerk.0);
}

#[test]
fn what_is_due_at_one_instant_follows_kind_and_number_over_all_books() {
    let mut stage = market();
    for service in ["SECOND", "FIRST"] {
        stage.service(service, "2026-03-02T16:00:00Z");
        stage.list(service, "CNY", "1");
    }
    for instrument in ["FIRST/CNY", "SECOND/CNY"] {
        stage.ask("birch", order(instrument, Side::Bid, 1, "50"));
    }
    stage.now = read("2026-03-02T20:00:00Z");
    let mut clerk = Clerk::default();
    stage.hear("exchange", Advance {}, &mut clerk);
    expect![[r#"
        21 2026-03-02T16:00:00Z expiry of O16777216
        22 2026-03-02T16:00:00Z expiry of O33554433
        23 2026-03-02T16:00:00Z closing of book 2
        24 2026-03-02T16:00:00Z closing of book 3
        25 2026-03-02T20:00:00Z asked by exchange
    "#]]
    .assert_eq(&clerk.0);
}
