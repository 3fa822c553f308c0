//! Lines that set the stage: the clock, the time, what is shown, and what is drawn.
//!
//! Only `on` and `at` reach the exchange, as the command that nothing but time passes.

use jiff::Timestamp;

use crate::carriage::CORRECTING;
use crate::cursor::Cursor;
use crate::drawing::Drawing;
use crate::fault::{Fault, ScenarioError};
use crate::known::{FAMILIES, Shown};
use crate::moment;
use crate::reading::{Asked, Reading, consignment};
use engine::Family;

/// `clock +08:00`
pub(crate) fn clock(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    line.known.clock = line.words.value("a clock, as in UTC or +08:00", moment::clock)?;
    Ok(Asked::Aside)
}

/// `on 2026-03-02 09:00`
pub(crate) fn on(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let moment = line.moment()?;
    Ok(pass(line, moment))
}

/// `at 09:30`, later on the same day.
pub(crate) fn at(line: &mut Reading<'_, '_>, word: &'static str) -> Result<Asked, ScenarioError> {
    let Some(now) = line.known.now else {
        return Err(line.words.error(Fault::NoTime(word.to_owned())));
    };
    let clock = line.known.clock;
    let day = clock.to_datetime(now).date();
    let moment = line
        .words
        .value("a time, as in 09:30", |text| moment::moment(clock, day.to_datetime(moment::time(text)?)))?;
    Ok(pass(line, moment))
}

/// Goes on to a moment. One that lies back is asked all the same, refused at the door, and forgotten.
fn pass(line: &mut Reading<'_, '_>, moment: Timestamp) -> Asked {
    line.known.now = line.known.now.max(Some(moment));
    Asked::Time(moment)
}

/// `show postings holds`
pub(crate) fn show(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    families(line, Shown::with)
}

/// `hide treasury`
pub(crate) fn hide(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    families(line, Shown::without)
}

fn families(line: &mut Reading<'_, '_>, change: fn(Shown, Family) -> Shown) -> Result<Asked, ScenarioError> {
    let words = FAMILIES.map(|(word, _)| word);
    loop {
        let word = line.words.keyword(&words)?;
        if let Some((_, family)) = FAMILIES.iter().find(|(known, _)| *known == word) {
            line.known.shown = change(line.known.shown, *family);
        }
        if line.words.peek().is_none() {
            return Ok(Asked::Aside);
        }
    }
}

/// `boxes shipped MSKU6011672 …`, with more of them in indented lines below.
pub(crate) fn boxes(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    const EXPECTED: &str = "a name in small letters for a set of boxes";
    let name = line.words.word(&[EXPECTED.to_owned()])?;
    let sound = !name.quoted && name.text.starts_with(|c: char| c.is_ascii_lowercase());
    if !sound || RESERVED.contains(&name.text) || CORRECTING.contains(&name.text) {
        let (found, expected) = (name.text.to_owned(), vec![EXPECTED.to_owned()]);
        return Err(line.words.error_at(name, Fault::Unexpected { found, expected }));
    }
    let mut set = Vec::new();
    let mut gather = |words: &mut Cursor<'_>| {
        while words.peek().is_some() {
            set.push(consignment(words)?);
        }
        Ok(())
    };
    gather(&mut line.words)?;
    while let Some(mut below) = line.block.take_any()? {
        gather(&mut below)?;
    }
    line.known.sets.insert(name.text.to_owned(), set);
    Ok(Asked::Aside)
}

/// Words that may follow boxes in a line, besides those of milestones, so that no set can have them as its name.
const RESERVED: &[&str] = &["by", "key"];

/// `book CNCHQ-CNSGH 2026W10 22G1`
pub(crate) fn book(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    line.instrument().map(|instrument| Asked::Draw(Drawing::Book(instrument)))
}

/// `balances birch`
pub(crate) fn balances(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    line.member().map(|member| Asked::Draw(Drawing::Balances(member)))
}

/// `trial-balance CNY`
pub(crate) fn trial_balance(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    line.currency().map(|currency| Asked::Draw(Drawing::TrialBalance(currency)))
}

/// `slots CNCHQ-CNSGH 2026W10 22G1`
pub(crate) fn slots(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    line.service().map(|service| Asked::Draw(Drawing::Slots(service)))
}

/// `holds`, or `holds birch`
pub(crate) fn holds(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    let member = if line.words.peek().is_none() { None } else { Some(line.member()?) };
    Ok(Asked::Draw(Drawing::Holds(member)))
}

/// `custody CNY`
pub(crate) fn custody(line: &mut Reading<'_, '_>, _: &'static str) -> Result<Asked, ScenarioError> {
    line.currency().map(|currency| Asked::Draw(Drawing::Custody(currency)))
}
