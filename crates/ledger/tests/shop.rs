//! The example is true: its week is told as it stands here.

use expect_test::expect;

#[path = "../examples/shop.rs"]
mod shop;

#[test]
fn a_week_at_the_shop() {
    expect![[r#"
        Monday: the owner puts 500.00 into the till, and buys tea for 320.00
          X1 500.00 CNY  Dr 1010/0/0 CNY  Cr 3010/0/0 CNY
          X2 320.00 CNY  Dr 1200/0/0 CNY  Cr 1010/0/0 CNY
        Tuesday: a second chest for 200.00 is more than the till has; nothing is written
          account 1010/0/0 CNY stands at 180.00 CNY, but 200.00 CNY was to be taken out
        Wednesday: tea that cost 80.00 is sold for 125.50, in one entry or not at all
          X3 125.50 CNY  Dr 1010/0/0 CNY  Cr 4010/0/0 CNY
          X4  80.00 CNY  Dr 5010/0/0 CNY  Cr 1200/0/0 CNY
        Thursday: Mei pays 100.00 in advance; 90.00 of it are held for a tea set
          X5 100.00 CNY  Dr 1010/0/0 CNY  Cr 2010/1/0 CNY
        Friday: she asks for 20.00 back, but 90.00 are held
          account 2010/1/0 CNY has 10.00 CNY available, but 20.00 CNY was asked
        Saturday: the cups are delivered for 60.00, and the pot turns out 5.00 dearer
          X6  60.00 CNY  Dr 2010/1/0 CNY  Cr 4010/0/0 CNY
        Sunday: the pot is delivered, what is left goes back to Mei, and her account is closed
          X7  35.00 CNY  Dr 2010/1/0 CNY  Cr 4010/0/0 CNY
          X8   5.00 CNY  Dr 2010/1/0 CNY  Cr 1010/0/0 CNY

        1010 till                    400.50 CNY
        1200 stock                   240.00 CNY
        3010 capital                             500.00 CNY
        4010 sales                               220.50 CNY
        5010 cost of what was sold    80.00 CNY
    "#]]
    .assert_eq(&shop::week());
}
