//! Playing a text from beginning to end, with a driver in memory.

use engine::Driver;

use crate::{Mismatch, Player, Scenario, ScenarioError};

/// What came of a text.
#[derive(Clone, Debug)]
pub struct Played {
    /// What was found elsewhere than expected.
    pub mismatch: Option<Mismatch>,
    /// The text with the answers that were found.
    pub rewritten: String,
}

/// Plays a text.
///
/// # Errors
///
/// The first thing in the text that cannot be understood; then nothing was submitted.
pub fn play(text: &str, driver: &mut Driver) -> Result<Played, ScenarioError> {
    let scenario = Scenario::parse(text)?;
    let mut player = Player::new(&scenario);
    while let Some(step) = player.next(driver.engine()) {
        let answer = driver.submit(step.at, step.key, step.command, &mut player);
        player.answered(&answer);
    }
    let mismatch = player.finish().err();
    Ok(Played { mismatch, rewritten: player.rewritten() })
}
