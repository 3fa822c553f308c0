//! The shipped day plays as it says; `UPDATE_EXPECT=1` writes down what was found.

use std::path::Path;

use engine::{Driver, Engine};
use scenario::{Player, Scenario};

#[test]
fn the_shipped_day_plays_as_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/day/day.txt");
    let text = std::fs::read_to_string(&path).expect("the day is shipped");
    let scenario = Scenario::parse(&text).unwrap_or_else(|error| panic!("{}", error.drawn()));
    let mut player = Player::new(&scenario);
    let mut driver = Driver::new(Engine::new());
    while let Some(step) = player.next(driver.engine()) {
        let answer = driver.submit(step.at, step.key, step.command, &mut player);
        player.answered(&answer);
    }
    let Err(mismatch) = player.finish() else { return };
    if std::env::var_os("UPDATE_EXPECT").is_none() {
        panic!("{mismatch}");
    }
    std::fs::write(&path, player.rewritten()).expect("the day can be written");
}
