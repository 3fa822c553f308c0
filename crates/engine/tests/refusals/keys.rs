//! Keys: a command that is asked twice happens once, and a key names one command.

use engine::stage::{Stage, read, sum};
use engine::{Action, Answer, Command, Outcome, Refused, WithdrawMoney};
use expect_test::{Expect, expect};
use freight::CommandKey;
use jiff::SignedDuration;

use crate::words::market;

fn ask(stage: &mut Stage, key: &str, actor: &str, action: impl Into<Action>) -> Result<Answer, Refused> {
    let command = Command { actor: read(actor), action: action.into() };
    stage.driver.submit(stage.now, Some(read::<CommandKey>(key)), &command, &mut ())
}

fn pay_out(amount: &str) -> WithdrawMoney {
    WithdrawMoney { sum: sum(amount) }
}

fn refused(answer: Result<Answer, Refused>, expected: &Expect) {
    let refused = answer.expect_err("it stands at the door");
    expected.assert_eq(&format!("{}: {refused} | {}", refused.code(), refused.hint()));
}

/// The codes that stand at the door.
pub(crate) fn codes() -> Vec<&'static str> {
    let mut stage = market();
    ask(&mut stage, "K-1", "birch", pay_out("1.00 CNY")).expect("a new key is let in");
    let reused = ask(&mut stage, "K-1", "birch", pay_out("2.00 CNY")).expect_err("it stands at the door");
    stage.now -= SignedDuration::from_secs(1);
    let backwards = ask(&mut stage, "K-2", "birch", pay_out("2.00 CNY")).expect_err("it stands at the door");
    vec![reused.code(), backwards.code()]
}

#[test]
fn the_same_command_is_answered_as_before_and_happens_once() {
    let mut stage = market();
    let first = ask(&mut stage, "K-1", "birch", pay_out("100.00 CNY")).unwrap();
    assert_eq!(first.result, Ok(Outcome::Done));
    assert!(!first.repeated);
    let (digest, sequence) = (stage.driver.engine().digest(), stage.driver.sequence());
    stage.wait_hours(1);
    let again = ask(&mut stage, "K-1", "birch", pay_out("100.00 CNY")).unwrap();
    assert_eq!(again, Answer { repeated: true, ..first });
    assert_eq!(stage.driver.engine().digest(), digest);
    assert_eq!(stage.driver.sequence(), sequence);
}

#[test]
fn a_refusal_stays_refused_under_its_key() {
    let mut stage = market();
    let first = ask(&mut stage, "K-1", "birch", pay_out("60000.01 CNY")).unwrap();
    assert_eq!(first.result.as_ref().unwrap_err().code(), "BALANCE_TOO_LOW");
    stage.fund("birch", "1000.00 CNY");
    let sequence = stage.driver.sequence();
    let again = ask(&mut stage, "K-1", "birch", pay_out("60000.01 CNY")).unwrap();
    assert_eq!(again, Answer { repeated: true, ..first });
    assert_eq!(stage.driver.sequence(), sequence);
    let anew = ask(&mut stage, "K-2", "birch", pay_out("60000.01 CNY")).unwrap();
    assert_eq!(anew.result, Ok(Outcome::Done));
}

#[test]
fn a_command_is_repeated_even_when_its_time_has_passed() {
    let mut stage = market();
    let first = ask(&mut stage, "K-1", "birch", pay_out("100.00 CNY")).unwrap();
    stage.wait_hours(5);
    stage.fund("birch", "1.00 CNY");
    stage.wait_hours(-4);
    let again = ask(&mut stage, "K-1", "birch", pay_out("100.00 CNY")).unwrap();
    assert_eq!(again, Answer { repeated: true, ..first });
}

#[test]
fn a_key_with_another_command_is_refused_at_the_door() {
    let mut stage = market();
    ask(&mut stage, "K-1", "birch", pay_out("100.00 CNY")).unwrap();
    let (digest, sequence) = (stage.driver.engine().digest(), stage.driver.sequence());
    let other = ask(&mut stage, "K-1", "birch", pay_out("100.01 CNY"));
    refused(
        other,
        &expect![
            "KEY_REUSED: birch has used key K-1 for another command, at sequence 15 | use a new key for a new command"
        ],
    );
    // The key comes before the time: what it names is known, whenever it is asked.
    stage.wait_hours(-1);
    let other = ask(&mut stage, "K-1", "birch", pay_out("100.01 CNY"));
    assert_eq!(other.unwrap_err().code(), "KEY_REUSED");
    assert_eq!(stage.driver.engine().digest(), digest);
    assert_eq!(stage.driver.sequence(), sequence, "what is refused at the door takes no sequence");
}

#[test]
fn a_key_belongs_to_its_actor() {
    let mut stage = market();
    ask(&mut stage, "K-1", "birch", pay_out("100.00 CNY")).unwrap();
    let others = ask(&mut stage, "K-1", "alder", pay_out("100.01 CNY")).unwrap();
    assert_eq!(others.result, Ok(Outcome::Done));
    assert!(!others.repeated);
}

#[test]
fn a_key_is_remembered_for_thirty_days() {
    let mut stage = market();
    let first = ask(&mut stage, "K-1", "birch", pay_out("100.00 CNY")).unwrap();
    stage.wait_hours(30 * 24);
    ask(&mut stage, "K-2", "birch", pay_out("1.00 CNY")).unwrap();
    let again = ask(&mut stage, "K-1", "birch", pay_out("100.00 CNY")).unwrap();
    assert_eq!(again, Answer { repeated: true, ..first });
}

#[test]
fn a_key_counts_as_new_after_thirty_days() {
    let mut stage = market();
    ask(&mut stage, "K-1", "birch", pay_out("100.00 CNY")).unwrap();
    stage.now += SignedDuration::from_hours(30 * 24) + SignedDuration::from_secs(1);
    ask(&mut stage, "K-2", "birch", pay_out("1.00 CNY")).unwrap();
    let anew = ask(&mut stage, "K-1", "birch", pay_out("100.01 CNY")).unwrap();
    assert_eq!(anew.result, Ok(Outcome::Done));
    assert!(!anew.repeated);
    let again = ask(&mut stage, "K-1", "birch", pay_out("100.01 CNY")).unwrap();
    assert_eq!(again, Answer { repeated: true, ..anew });
}

#[test]
fn a_key_counts_as_new_after_thirty_days_though_nobody_else_used_one() {
    let mut stage = market();
    ask(&mut stage, "K-1", "birch", pay_out("100.00 CNY")).unwrap();
    stage.now += SignedDuration::from_hours(30 * 24) + SignedDuration::from_secs(1);
    let anew = ask(&mut stage, "K-1", "birch", pay_out("100.01 CNY")).unwrap();
    assert!(!anew.repeated);
}
