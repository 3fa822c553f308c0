//! Drawings of an exchange that knows nothing yet, and of things that it does not know.
//!
//! What is drawn of a day stands in the scenarios.

use engine::{Driver, Engine};
use expect_test::{Expect, expect};

fn check(text: &str, expected: &Expect) {
    let mut driver = Driver::new(Engine::new());
    expected.assert_eq(&crate::play(text, &mut driver).unwrap().rewritten);
}

#[test]
fn what_is_not_there_is_said() {
    check(
        "book CNCHQ-CNSGH 2026W11 22G1 CNY\nslots CNCHQ-CNSGH 2026W11 22G1\nbalances birch\nbalances exchange\nholds\n\
         trial-balance CNY\ncustody JPY\n",
        &expect![[r#"
            book CNCHQ-CNSGH 2026W11 22G1 CNY
              no book CNCHQ-CNSGH/2026W11/22G1/CNY is listed
            slots CNCHQ-CNSGH 2026W11 22G1
              no service CNCHQ-CNSGH/2026W11/22G1 is listed
            balances birch
              no member birch was admitted
            balances exchange
              exchange has nothing
            holds
              nothing is held
            trial-balance CNY
              code  account  debit  credit
                    total     0.00    0.00
            custody JPY
                what there is       0
                the exchange's own  0
                whose it is         0
        "#]],
    );
}
