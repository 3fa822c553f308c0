//! Commands as a scenario text, whose answers are compared with those that it expects, if it expects any.

use std::io::Write;

use engine::{Answer, Refused, Sequence};
use scenario::{Player, Scenario};

use super::Run;
use super::input::Input;
use super::stage::{Asked, Stage};
use crate::ending::{Ending, Trouble, say};

/// Plays the text.
pub(super) fn play<W: Write>(input: &mut Input, stage: &mut Stage<W>, run: &Run) -> Result<Ending, Trouble> {
    let text = input.text()?;
    let scenario =
        Scenario::parse(&text).map_err(|error| Trouble::Scenario { name: input.name().to_owned(), error })?;
    let last = scenario.commands().count();
    if run.check && last == 0 {
        say(&format!("nothing in {} was checked: there is no command", input.name()));
        return Ok(Ending::Refused);
    }
    let mut player = Player::new(&scenario);
    let mut asked = 0;
    while run.until.is_none_or(|until| stage.sequence() < Sequence::new(until)) {
        let Some(step) = player.next(stage.engine()) else { break };
        asked += 1;
        let line = u64::try_from(step.line).expect("lines are fewer than 2^64");
        let step = Asked { line, at: step.at, key: step.key, command: step.command };
        if run.check && asked == last {
            stage.ask(step);
            return Ok(Ending::Fine);
        }
        // Stopped in the middle of a command, there is nothing whole to compare.
        let Some(answer) = stage.submit_before(step, &mut player)? else { return Ok(Ending::Fine) };
        player.answered(&answer);
        if let Some(refusal) = refusal(&answer).filter(|_| run.strict) {
            say(&format!("stopped, since line {line} was refused, {refusal}"));
            return Ok(Ending::Refused);
        }
    }
    // Who expects no answer at all plays a script, and wants to see what happens.
    if scenario.expects()
        && let Err(mismatch) = player.finish()
    {
        let shown = mismatch.to_string();
        say(&format!("{} went otherwise than it expects\n\n{}", input.name(), shown.trim_end()));
        return Ok(Ending::Refused);
    }
    Ok(Ending::Fine)
}

fn refusal(answer: &Result<Answer, Refused>) -> Option<String> {
    match answer {
        Ok(answer) => {
            answer.result.as_ref().err().map(|rejection| format!("{}: {rejection}", rejection.code()))
        }
        Err(refused) => Some(format!("{}: {refused}", refused.code())),
    }
}
