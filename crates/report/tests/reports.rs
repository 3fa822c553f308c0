//! Every report over a small market, with both faces.

mod market;

use expect_test::{Expect, expect};
use market::{Market, command, order};
use report::{Check, Page, Report, ReportName};

fn people(name: ReportName, expected: &Expect) {
    expected.assert_eq(&Market::busy().table(name));
}

fn machines(name: ReportName, expected: &Expect) {
    expected.assert_eq(&Market::busy().lines(name));
}

#[test]
fn books_are_drawn_from_the_best_price_outwards() {
    let market = Market::morning();
    expect![[r#"
        CNCHQ-CNSGH 2026W10 22G1 CNY   1,800.00 bid, 1,850.00 asked
         orders  bid     price  ask  orders
        ──────────────────────────────────────────────────────────────
                      1,870.00    5       1  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
                      1,850.00    4       1  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
              1    3  1,800.00               ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
    "#]]
    .assert_eq(&market.table(ReportName::Books));
    expect![[r#"
        {"report":"books","instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","side":"bid","depth":0,"price":"1800.00","currency":"CNY","quantity":3,"orders":1}
        {"report":"books","instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","side":"ask","depth":0,"price":"1850.00","currency":"CNY","quantity":4,"orders":1}
        {"report":"books","instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","side":"ask","depth":1,"price":"1870.00","currency":"CNY","quantity":5,"orders":1}
    "#]].assert_eq(&market.lines(ReportName::Books));
}

#[test]
fn trades_say_which_order_arrived() {
    people(
        ReportName::Trades,
        &expect![[r#"
            Trades of 2026-02-27, UTC
                 at     service                   qty     price      value       shipper      carrier
            ────────────────────────────────────────────────────────────────────────────────────────────
             T1  01:00  CNCHQ-CNSGH 2026W10 22G1   12  1,850.00  22,200.00  CNY  birch B-2 ◂  alder A-1
             T2  01:00  CNCHQ-CNSGH 2026W10 22G1    4  1,850.00   7,400.00  CNY  maple M-1 ◂  alder A-1
             ◂ the order that arrived; the trade is at the price of the one that rested
        "#]],
    );
    machines(
        ReportName::Trades,
        &expect![[r#"
        {"report":"trades","trade":1,"sequence":20,"at":"2026-02-27T01:00:00Z","instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","service":"CNCHQ-CNSGH/2026W10/22G1","quantity":12,"price":"1850.00","currency":"CNY","value":"22200.00","shipper":"birch","carrier":"alder","taker_side":"bid","taker":"O67108867","taker_client_order_id":"B-2","maker":"O16777216","maker_client_order_id":"A-1"}
        {"report":"trades","trade":2,"sequence":21,"at":"2026-02-27T01:00:00Z","instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","service":"CNCHQ-CNSGH/2026W10/22G1","quantity":4,"price":"1850.00","currency":"CNY","value":"7400.00","shipper":"maple","carrier":"alder","taker_side":"bid","taker":"O83886083","taker_client_order_id":"M-1","maker":"O16777216","maker_client_order_id":"A-1"}
    "#]],
    );
}

#[test]
fn carriages_say_how_far_they_are_and_where_their_money_is() {
    people(
        ReportName::Carriages,
        &expect![[r#"
            Carriages
                 service                   from whom → by whom  units  named  in  load  disc  out  state
            ─────────────────────────────────────────────────────────────────────────────────────────────────────────
             C1  CNCHQ-CNSGH 2026W10 22G1  birch → alder           12     12  11    11             loaded, 1 no-show
             C2  CNCHQ-CNSGH 2026W10 22G1  maple → alder            4                              failed, 4 unpaid
             in, load, disc, out: units gated in, loaded, discharged, gated out

            Their money
                        freight     escrow  released       left  S deposit  C deposit
            ──────────────────────────────────────────────────────────────────────────
             C1  CNY  20,350.00  22,181.50  6,654.45  15,527.05   2,775.00   3,330.00
             C2  CNY
                      ─────────  ─────────  ────────  ─────────  ─────────  ─────────
                 CNY  20,350.00  22,181.50  6,654.45  15,527.05   2,775.00   3,330.00
             S, C: what the shipper and the carrier have put down as security
        "#]],
    );
    machines(
        ReportName::Carriages,
        &expect![[r#"
            {"report":"carriages","carriage":1,"service":"CNCHQ-CNSGH/2026W10/22G1","shipper":"birch","carrier":"alder","bought":12,"left":11,"dropped":[{"by":"shipper","why":"no_show","units":1}],"price":"1850.00","currency":"CNY","freight":"20350.00","state":"loaded","waits_for":{"for":"milestones","missing":["DISC of 11"]},"closes_at":null,"named":12,"gated_in":11,"loaded":11,"discharged":0,"gated_out":0,"escrow":"22181.50","released":"6654.45","escrow_left":"15527.05","escrow_owed":"0.00","shipper_deposit":"2775.00","carrier_deposit":"3330.00","milestones":[{"told":"2026-03-06T01:00:00Z","source":"alder","event":"GTIN-1","kind":"GTIN","units":["TWQU4100278","TWQU4100642","TWQU4101016","TWQU4101382","TWQU4101757","TWQU4102120","TWQU4102497","TWQU4102861","TWQU4103235","TWQU4103600","TWQU4103976"],"withdrawn":false},{"told":"2026-03-08T01:00:00Z","source":"alder","event":"LOAD-1","kind":"LOAD","units":["TWQU4100278","TWQU4100642","TWQU4101016","TWQU4101382","TWQU4101757","TWQU4102120","TWQU4102497","TWQU4102861","TWQU4103235","TWQU4103600","TWQU4103976"],"withdrawn":false}]}
            {"report":"carriages","carriage":2,"service":"CNCHQ-CNSGH/2026W10/22G1","shipper":"maple","carrier":"alder","bought":4,"left":0,"dropped":[{"by":"shipper","why":"unpaid","units":4}],"price":"1850.00","currency":"CNY","freight":"0.00","state":"failed","waits_for":null,"closes_at":null,"named":0,"gated_in":0,"loaded":0,"discharged":0,"gated_out":0,"escrow":"0.00","released":"0.00","escrow_left":"0.00","escrow_owed":"0.00","shipper_deposit":"0.00","carrier_deposit":"0.00","milestones":[]}
        "#]],
    );
}

#[test]
fn the_trial_balance_is_equal_per_asset() {
    people(
        ReportName::TrialBalance,
        &expect![[r#"
            Trial balance, CNY
             code  account                      debit      credit
            ─────────────────────────────────────────────────────────────
             1010  custody at the bank     149,675.00
             1110  member receivable           360.00
             2010  member available                    116,813.00
             2030  performance deposit                   6,105.00
             2040  freight escrow                       15,527.05
             2050  carrier payable                       9,151.95
             2055  accrued payable                         360.00
             2080  payments in transit                   1,000.00
             2090  unallocated receipts                    700.00
             2100  output tax                                7.10
             4010  trading fees                            118.40
             4030  default administration                  277.50
             5010  bank charges                 25.00
                                           ──────────  ──────────
                                           150,060.00  150,060.00  equal

            Trial balance, slots
             service                   declared (debit)  all states (credit)
            ────────────────────────────────────────────────────────────────────────
             CNCHQ-CNSGH 2026W10 22G1                80                   80  equal
        "#]],
    );
    machines(
        ReportName::TrialBalance,
        &expect![[r#"
        {"report":"trial-balance","asset":"CNY","code":1010,"name":"custody at the bank","debit":"149675.00","credit":"0.00"}
        {"report":"trial-balance","asset":"CNY","code":1110,"name":"member receivable","debit":"360.00","credit":"0.00"}
        {"report":"trial-balance","asset":"CNY","code":2010,"name":"member available","debit":"0.00","credit":"116813.00"}
        {"report":"trial-balance","asset":"CNY","code":2030,"name":"performance deposit","debit":"0.00","credit":"6105.00"}
        {"report":"trial-balance","asset":"CNY","code":2040,"name":"freight escrow","debit":"0.00","credit":"15527.05"}
        {"report":"trial-balance","asset":"CNY","code":2050,"name":"carrier payable","debit":"0.00","credit":"9151.95"}
        {"report":"trial-balance","asset":"CNY","code":2055,"name":"accrued payable","debit":"0.00","credit":"360.00"}
        {"report":"trial-balance","asset":"CNY","code":2080,"name":"payments in transit","debit":"0.00","credit":"1000.00"}
        {"report":"trial-balance","asset":"CNY","code":2090,"name":"unallocated receipts","debit":"0.00","credit":"700.00"}
        {"report":"trial-balance","asset":"CNY","code":2100,"name":"output tax","debit":"0.00","credit":"7.10"}
        {"report":"trial-balance","asset":"CNY","code":4010,"name":"trading fees","debit":"0.00","credit":"118.40"}
        {"report":"trial-balance","asset":"CNY","code":4030,"name":"default administration","debit":"0.00","credit":"277.50"}
        {"report":"trial-balance","asset":"CNY","code":5010,"name":"bank charges","debit":"25.00","credit":"0.00"}
        {"report":"trial-balance","asset":"CNY","total_debit":"150060.00","total_credit":"150060.00","equal":true}
        {"report":"trial-balance","asset":"CNCHQ-CNSGH/2026W10/22G1","code":9000,"name":"slots declared","debit":"80","credit":"0"}
        {"report":"trial-balance","asset":"CNCHQ-CNSGH/2026W10/22G1","code":9010,"name":"slots available","debit":"0","credit":"64"}
        {"report":"trial-balance","asset":"CNCHQ-CNSGH/2026W10/22G1","code":9040,"name":"slots consumed","debit":"0","credit":"11"}
        {"report":"trial-balance","asset":"CNCHQ-CNSGH/2026W10/22G1","code":9050,"name":"slots lapsed","debit":"0","credit":"5"}
        {"report":"trial-balance","asset":"CNCHQ-CNSGH/2026W10/22G1","total_debit":"80","total_credit":"80","equal":true}
    "#]],
    );
}

#[test]
fn holds_are_told_order_by_order() {
    let market = Market::morning();
    expect![[r#"
        Holds
         hold       member      held         for  order  open  instrument
        ────────────────────────────────────────────────────────────────────────────────────
         H83886084  birch     821.45  CNY    bid  B-1       3  CNCHQ-CNSGH 2026W10 22G1 CNY
         H16777216  alder   1,125.69  CNY    ask  A-1       4  CNCHQ-CNSGH 2026W10 22G1 CNY
         H33554433  alder          4  slots  ask  A-1       4  CNCHQ-CNSGH 2026W10 22G1 CNY
         H50331650  cedar   1,422.32  CNY    ask  C-1       5  CNCHQ-CNSGH 2026W10 22G1 CNY
         H67108867  cedar          5  slots  ask  C-1       5  CNCHQ-CNSGH 2026W10 22G1 CNY
    "#]]
    .assert_eq(&market.table(ReportName::Holds));
    expect![[r#"
        {"report":"holds","hold":"H83886084","member":"birch","held":{"money":{"amount":"821.45","currency":"CNY"}},"order":"O50331650","client_order_id":"B-1","instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","side":"bid","open":3}
        {"report":"holds","hold":"H16777216","member":"alder","held":{"money":{"amount":"1125.69","currency":"CNY"}},"order":"O16777216","client_order_id":"A-1","instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","side":"ask","open":4}
        {"report":"holds","hold":"H33554433","member":"alder","held":{"slots":{"service":"CNCHQ-CNSGH/2026W10/22G1","quantity":4}},"order":"O16777216","client_order_id":"A-1","instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","side":"ask","open":4}
        {"report":"holds","hold":"H50331650","member":"cedar","held":{"money":{"amount":"1422.32","currency":"CNY"}},"order":"O33554433","client_order_id":"C-1","instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","side":"ask","open":5}
        {"report":"holds","hold":"H67108867","member":"cedar","held":{"slots":{"service":"CNCHQ-CNSGH/2026W10/22G1","quantity":5}},"order":"O33554433","client_order_id":"C-1","instrument":"CNCHQ-CNSGH/2026W10/22G1/CNY","side":"ask","open":5}
    "#]].assert_eq(&market.lines(ReportName::Holds));
}

#[test]
fn slots_sum_to_what_was_declared() {
    people(
        ReportName::Slots,
        &expect![[r#"
            Slots
             service                   declared  available  on offer  right  named  used  lapsed
            ────────────────────────────────────────────────────────────────────────────────────────────
             CNCHQ-CNSGH 2026W10 22G1        80         64                0      0    11       5  equal
             declared = available (on offer: of these) + right + named + used + lapsed
        "#]],
    );
    machines(
        ReportName::Slots,
        &expect![[r#"
        {"report":"slots","service":"CNCHQ-CNSGH/2026W10/22G1","unit":"22G1","declared":80,"available":64,"on_offer":0,"right":0,"nominated":0,"consumed":11,"lapsed":5,"equal":true}
    "#]],
    );
}

#[test]
fn accounts_with_something_in_them_are_listed() {
    people(
        ReportName::Accounts,
        &expect![[r#"
        Accounts
         account                                                         balance  held  available
        ──────────────────────────────────────────────────────────────────────────────────────────
         1010/CNY                             custody at the bank     149,675.00

         1110/K1/birch/CNY                    member receivable           360.00

         2010/alder/CNY                       member available         36,607.25
         2010/cedar/CNY                       member available         39,000.00
         2010/birch/CNY                       member available         34,441.44
         2010/maple/CNY                       member available          6,764.31

         2030/C1/alder/CNY                    performance deposit       3,330.00
         2030/C1/birch/CNY                    performance deposit       2,775.00

         2040/C1/CNY                          freight escrow           15,527.05

         2050/alder/CNY                       carrier payable           9,151.95

         2055/K1/willow/CNY                   accrued payable             360.00

         2080/P1/cedar/CNY                    payments in transit       1,000.00

         2090/R1/CNY                          unallocated receipts        700.00

         2100/CNY                             output tax                    7.10

         4010/CNY                             trading fees                118.40

         4030/CNY                             default administration      277.50

         5010/CNY                             bank charges                 25.00

         9000/CNCHQ-CNSGH/2026W10/22G1        slots declared                  80

         9010/alder/CNCHQ-CNSGH/2026W10/22G1  slots available                 24
         9010/cedar/CNCHQ-CNSGH/2026W10/22G1  slots available                 40

         9040/birch/CNCHQ-CNSGH/2026W10/22G1  slots consumed                  11

         9050/birch/CNCHQ-CNSGH/2026W10/22G1  slots lapsed                     1
         9050/maple/CNCHQ-CNSGH/2026W10/22G1  slots lapsed                     4
    "#]],
    );
    machines(
        ReportName::Accounts,
        &expect![[r#"
        {"report":"accounts","account":"1010/CNY","name":"custody at the bank","asset":"CNY","posted":"149675.00","held":"0.00","available":"149675.00"}
        {"report":"accounts","account":"1110/K1/birch/CNY","name":"member receivable","asset":"CNY","posted":"360.00","held":"0.00","available":"360.00"}
        {"report":"accounts","account":"2010/alder/CNY","name":"member available","asset":"CNY","posted":"36607.25","held":"0.00","available":"36607.25"}
        {"report":"accounts","account":"2010/cedar/CNY","name":"member available","asset":"CNY","posted":"39000.00","held":"0.00","available":"39000.00"}
        {"report":"accounts","account":"2010/birch/CNY","name":"member available","asset":"CNY","posted":"34441.44","held":"0.00","available":"34441.44"}
        {"report":"accounts","account":"2010/maple/CNY","name":"member available","asset":"CNY","posted":"6764.31","held":"0.00","available":"6764.31"}
        {"report":"accounts","account":"2030/C1/alder/CNY","name":"performance deposit","asset":"CNY","posted":"3330.00","held":"0.00","available":"3330.00"}
        {"report":"accounts","account":"2030/C1/birch/CNY","name":"performance deposit","asset":"CNY","posted":"2775.00","held":"0.00","available":"2775.00"}
        {"report":"accounts","account":"2040/C1/CNY","name":"freight escrow","asset":"CNY","posted":"15527.05","held":"0.00","available":"15527.05"}
        {"report":"accounts","account":"2050/alder/CNY","name":"carrier payable","asset":"CNY","posted":"9151.95","held":"0.00","available":"9151.95"}
        {"report":"accounts","account":"2055/K1/willow/CNY","name":"accrued payable","asset":"CNY","posted":"360.00","held":"0.00","available":"360.00"}
        {"report":"accounts","account":"2080/P1/cedar/CNY","name":"payments in transit","asset":"CNY","posted":"1000.00","held":"0.00","available":"1000.00"}
        {"report":"accounts","account":"2090/R1/CNY","name":"unallocated receipts","asset":"CNY","posted":"700.00","held":"0.00","available":"700.00"}
        {"report":"accounts","account":"2100/CNY","name":"output tax","asset":"CNY","posted":"7.10","held":"0.00","available":"7.10"}
        {"report":"accounts","account":"4010/CNY","name":"trading fees","asset":"CNY","posted":"118.40","held":"0.00","available":"118.40"}
        {"report":"accounts","account":"4030/CNY","name":"default administration","asset":"CNY","posted":"277.50","held":"0.00","available":"277.50"}
        {"report":"accounts","account":"5010/CNY","name":"bank charges","asset":"CNY","posted":"25.00","held":"0.00","available":"25.00"}
        {"report":"accounts","account":"9000/CNCHQ-CNSGH/2026W10/22G1","name":"slots declared","asset":"CNCHQ-CNSGH/2026W10/22G1","posted":"80","held":"0","available":"80"}
        {"report":"accounts","account":"9010/alder/CNCHQ-CNSGH/2026W10/22G1","name":"slots available","asset":"CNCHQ-CNSGH/2026W10/22G1","posted":"24","held":"0","available":"24"}
        {"report":"accounts","account":"9010/cedar/CNCHQ-CNSGH/2026W10/22G1","name":"slots available","asset":"CNCHQ-CNSGH/2026W10/22G1","posted":"40","held":"0","available":"40"}
        {"report":"accounts","account":"9040/birch/CNCHQ-CNSGH/2026W10/22G1","name":"slots consumed","asset":"CNCHQ-CNSGH/2026W10/22G1","posted":"11","held":"0","available":"11"}
        {"report":"accounts","account":"9050/birch/CNCHQ-CNSGH/2026W10/22G1","name":"slots lapsed","asset":"CNCHQ-CNSGH/2026W10/22G1","posted":"1","held":"0","available":"1"}
        {"report":"accounts","account":"9050/maple/CNCHQ-CNSGH/2026W10/22G1","name":"slots lapsed","asset":"CNCHQ-CNSGH/2026W10/22G1","posted":"4","held":"0","available":"4"}
    "#]],
    );
}

#[test]
fn custody_is_proved_per_currency() {
    people(
        ReportName::Custody,
        &expect![[r#"
            Custody, CNY
             the house has                         it owes, and keeps
            ────────────────────────────────────────────────────────────────────────────────────
             1010 custody at the bank  149,675.00  2010 member available      116,813.00
             1110 member receivable        360.00  2030 performance deposit     6,105.00
                                                   2040 freight escrow         15,527.05
                                                   2050 carrier payable         9,151.95
                                                   2055 accrued payable           360.00
                                                   2080 payments in transit     1,000.00
                                                   2090 unallocated receipts      700.00
                                                   2100 output tax                  7.10
                                                   4xxx − 5xxx − 3010 kept        370.90
                                       ──────────                             ──────────
                                       150,035.00                             150,035.00  equal

             the bank has booked
             5 receipts                149,700.00
             1 bank charge                 -25.00
                                       ──────────
                                       149,675.00  equals 1010
             1010 + 1190 of 149,675.00 covers what may be paid, 149,304.10: nobody is paid from what has not been
             collected.

            Receivables, each with its debtor and its owner
             claim  debtor  owner   1110 owed  2055 due
            ────────────────────────────────────────────────────────
             K1     birch   willow     360.00    360.00  CNY  equal
        "#]],
    );
    machines(
        ReportName::Custody,
        &expect![[r#"
        {"report":"custody","currency":"CNY","has":[{"code":1010,"name":"custody at the bank","balance":"149675.00"},{"code":1110,"name":"member receivable","balance":"360.00"}],"has_total":"150035.00","owes":[{"code":2010,"name":"member available","balance":"116813.00"},{"code":2030,"name":"performance deposit","balance":"6105.00"},{"code":2040,"name":"freight escrow","balance":"15527.05"},{"code":2050,"name":"carrier payable","balance":"9151.95"},{"code":2055,"name":"accrued payable","balance":"360.00"},{"code":2080,"name":"payments in transit","balance":"1000.00"},{"code":2090,"name":"unallocated receipts","balance":"700.00"},{"code":2100,"name":"output tax","balance":"7.10"}],"income":"370.90","owes_total":"150035.00","equal":true,"bank_lines":[{"why":"receipt","lines":5,"sum":"149700.00"},{"why":"charge","lines":1,"sum":"-25.00"}],"bank_total":"149675.00","bank_equal":true,"cover":"149675.00","to_cover":"149304.10","covered":true}
        {"report":"custody","claim":1,"debtor":"birch","owner":"willow","currency":"CNY","receivable":"360.00","accrued":"360.00","equal":true}
    "#]],
    );
}

#[test]
fn what_is_open_is_told_kind_by_kind() {
    people(
        ReportName::Open,
        &expect![[r#"
            Still open
                        which                       amount       what it is
            ───────────────────────────────────────────────────────────────────────────────────────────────────────
             carriages  CNCHQ-CNSGH 2026W10 22G1                 C1: loaded, waits for DISC of 11
             claims     K1                          360.00  CNY  birch will owe willow
             receipts   R1                          700.00  CNY  nobody knows whose it is; the bank says "NO NAME"
             earnings   alder                     9,151.95  CNY  earned, not in a netting cycle yet
             payments   P1                        1,000.00  CNY  on its way to cedar, free money
        "#]],
    );
    machines(
        ReportName::Open,
        &expect![[r#"
            {"report":"open","kind":"carriage","carriage":1,"service":"CNCHQ-CNSGH/2026W10/22G1","state":"loaded","waits_for":{"for":"milestones","missing":["DISC of 11"]}}
            {"report":"open","kind":"claim","claim":1,"debtor":"birch","owner":"willow","owed":"360.00","currency":"CNY","accruing":true}
            {"report":"open","kind":"receipt","receipt":1,"left":"700.00","currency":"CNY","reference":"NO NAME"}
            {"report":"open","kind":"earned","member":"alder","earned":"9151.95","currency":"CNY"}
            {"report":"open","kind":"payment","payment":1,"member":"cedar","cycle":null,"amount":"1000.00","currency":"CNY"}
        "#]],
    );
}

#[test]
fn an_exchange_on_its_first_day_has_nothing_to_tell() {
    let (engine, history) = (engine::Engine::new(), report::History::new());
    let drawn = ReportName::ALL.map(|name| name.read(&engine, &history).draw(Page::PLAIN));
    expect![[r#"
        Trades, UTC
         no bid has met an ask
        Carriages
         no carriage was struck
        Holds
         nothing is held: no order is open
        Slots
         no service is listed
        Accounts
         no account has anything in it
        Custody
         no money has come in
        Still open
         nothing waits for anybody
    "#]]
    .assert_eq(&drawn.concat());
    for name in ReportName::ALL {
        let mut lines = Vec::new();
        name.read(&engine, &history).write_lines(&mut lines).expect("memory takes it");
        assert_eq!(lines, b"", "{name}");
    }
}

#[test]
fn on_a_narrow_page_words_wrap_and_figures_do_not() {
    let market = Market::busy();
    let page = Page { width: Some(64), ..Page::PLAIN };
    let drawn = ReportName::Custody.read(market.driver.engine(), &market.history).draw(page);
    expect![[r#"
        Custody, CNY
         the house has                it owes, and
                                      keeps
        ────────────────────────────────────────────────────────────────
         1010 custody at  149,675.00  2010 member     116,813.00
         the bank                     available
         1110 member          360.00  2030              6,105.00
         receivable                   performance
                                      deposit
                                      2040 freight     15,527.05
                                      escrow
                                      2050 carrier      9,151.95
                                      payable
                                      2055 accrued        360.00
                                      payable
                                      2080 payments     1,000.00
                                      in transit
                                      2090                700.00
                                      unallocated
                                      receipts
                                      2100 output           7.10
                                      tax
                                      4xxx − 5xxx −       370.90
                                      3010 kept
                          ──────────                  ──────────
                          150,035.00                  150,035.00  equal

         the bank has
         booked
         5 receipts       149,700.00
         1 bank charge        -25.00
                          ──────────
                          149,675.00  equals 1010
         1010 + 1190 of 149,675.00 covers what may be paid, 149,304.10:
         nobody is paid from what has not been collected.

        Receivables, each with its debtor and its owner
         claim  debtor  owner   1110 owed  2055 due
        ────────────────────────────────────────────────────────
         K1     birch   willow     360.00    360.00  CNY  equal
    "#]]
    .assert_eq(&drawn);
}

fn check(actor: &str, action: &str, expected: &Expect) {
    let market = Market::busy();
    let before = market.driver.engine().digest();
    let check = Check::ask(&market.driver, market.now, None, &command(actor, action));
    let mut lines = Vec::new();
    check.write_lines(&mut lines).expect("memory takes it");
    let lines = String::from_utf8(lines).expect("JSON is text");
    expected.assert_eq(&format!("{}\n{lines}", check.draw(Page::PLAIN)));
    assert_eq!(market.driver.engine().digest(), before, "to check is to read");
}

#[test]
fn a_check_tells_what_would_be_filled_charged_and_held() {
    let mut market = Market::new();
    market.order("alder", "ask", 8, "1850.00", "A-1");
    market.order("cedar", "ask", 5, "1870.00", "C-1");
    let asked = command("birch", &order("bid", 20, "1860.00", "B-9"));
    let drawn = Check::ask(&market.driver, market.now, None, &asked).draw(Page::PLAIN);
    expect![[r#"
        Check: place order by birch would be accepted
         would    how much         what
        ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         fill    14,800.00  CNY    8 @ 1,850.00 with alder, A-1
         rest           12  units  in the book
         move            8  slots  slots sold: Dr 9010/alder/CNCHQ-CNSGH/2026W10/22G1, Cr 9020/birch/CNCHQ-CNSGH/2026W10/22G1
         charge   2,220.00  CNY    deposit taken
         charge      29.60  CNY    fee charged
         charge       1.78  CNY    fee tax charged
         hold     3,395.31  CNY    on 2010/birch/CNY
         nothing was recorded
    "#]].assert_eq(&drawn);
}

#[test]
fn a_check_tells_what_is_missing() {
    check(
        "maple",
        r#"{"withdraw_money": {"sum": {"amount": "50000.00", "currency": "CNY"}}}"#,
        &expect![[r#"
            Check: withdraw money by maple would be refused
             BALANCE_TOO_LOW: maple has 6,764.31 CNY available, but 50,000.00 CNY must be withdrawn, 43,235.69 CNY more
             missing: 43,235.69 CNY
             hint: pay in what is missing, or cancel orders that hold money
             nothing was recorded

            {"report":"check","actor":"maple","accepted":false,"code":"BALANCE_TOO_LOW","message":"maple has 6,764.31 CNY available, but 50,000.00 CNY must be withdrawn, 43,235.69 CNY more","hint":"pay in what is missing, or cancel orders that hold money","missing":{"amount":"43235.69","currency":"CNY"},"due_before":0}
        "#]],
    );
}

#[test]
fn a_check_of_the_desk_tells_every_movement() {
    check(
        "exchange",
        r#"{"open_netting": {"currency": "CNY", "value_date": "2026-03-20"}}"#,
        &expect![[r#"
            Check: open netting by exchange would be accepted
             would  how much       what
            ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
             tell                  netting opened: currency CNY, cycle 1, members 1, total 9151.95 CNY, value date 2026-03-20
             tell                  earnings netted: amount 9151.95 CNY, cycle 1, member alder
             move   9,151.95  CNY  netted: Dr 2050/alder/CNY, Cr 2070/N1/alder/CNY
             nothing was recorded

            {"report":"check","actor":"exchange","accepted":true,"due_before":0}
            {"report":"check","would":"tell","event":{"netting_opened":{"cycle":1,"currency":"CNY","value_date":"2026-03-20","members":1,"total":{"amount":"9151.95","currency":"CNY"}}}}
            {"report":"check","would":"tell","event":{"earnings_netted":{"cycle":1,"member":"alder","amount":{"amount":"9151.95","currency":"CNY"}}}}
            {"report":"check","would":"move","debit":"2050/alder/CNY","credit":"2070/N1/alder/CNY","amount":{"money":{"amount":"9151.95","currency":"CNY"}},"reason":"netted"}
        "#]],
    );
}
