//! Playing short texts: what is compared, what is rewritten, and what is left alone.

use engine::{Driver, Engine};
use expect_test::{Expect, expect};

use crate::{Player, Scenario, play};

/// Plays a text and shows its mismatch, and the text with what was found.
fn check(text: &str, mismatch: &Expect, rewritten: &Expect) {
    let played = play(text, &mut Driver::new(Engine::new())).unwrap();
    mismatch.assert_eq(&played.mismatch.map(|mismatch| mismatch.to_string()).unwrap_or_default());
    rewritten.assert_eq(&played.rewritten);
}

#[test]
fn what_is_found_takes_the_place_of_what_was_expected() {
    check(
        "# A day.\n\non 2026-03-02 09:00\nreceipt birch 1.00 CNY\n  rejected MEMBER_UNKNOWN: nobody\n  and more\n\n\
         receipt 1.00 CNY  # from nobody\n# The end.\n",
        &expect![[r#"
            line 5, column 30: below `receipt birch 1.00 CNY`

                expected                           found
                rejected MEMBER_UNKNOWN: nobody ≠  rejected MEMBER_UNKNOWN: no member birch was admitted
                and more                        ≠

            line 8, column 1: below `receipt 1.00 CNY  # from nobody`

                expected    found
                         ≠  receipt R1  1.00 CNY ref "RECEIPT-2"
        "#]],
        &expect![[r##"
            # A day.

            on 2026-03-02 09:00
            receipt birch 1.00 CNY
              rejected MEMBER_UNKNOWN: no member birch was admitted

            receipt 1.00 CNY  # from nobody
              receipt R1  1.00 CNY ref "RECEIPT-2"
            # The end.
        "##]],
    );
}

#[test]
fn what_holds_is_left_as_it_is() {
    let text = "on 2026-03-02 09:00\nreceipt 1.00 CNY\n  receipt R1  1.00 CNY ref \"RECEIPT-1\"   \n";
    check(
        text,
        &expect![""],
        &expect![[r#"
            on 2026-03-02 09:00
            receipt 1.00 CNY
              receipt R1  1.00 CNY ref "RECEIPT-1"
        "#]],
    );
}

#[test]
fn what_was_not_played_is_neither_compared_nor_rewritten() {
    let text = "on 2026-03-02 09:00\n  nothing like this\nreceipt 1.00 CNY\n  nor like this\n";
    let scenario = Scenario::parse(text).unwrap();
    let mut driver = Driver::new(Engine::new());
    let mut player = Player::new(&scenario);
    let step = player.next(driver.engine()).unwrap();
    assert_eq!(step.line, 1);
    let answer = driver.submit(step.at, step.key, step.command, &mut player);
    player.answered(&answer);
    let mismatch = player.finish().unwrap_err();
    assert_eq!(mismatch.differences.len(), 1);
    assert_eq!(player.rewritten(), "on 2026-03-02 09:00\nreceipt 1.00 CNY\n  nor like this\n");
}
