//! The two worked examples, exact to the cent.

use expect_test::{Expect, expect};

use crate::quay::{Quay, a, b, c, rate, terms, w};
use money::{Currency, Price};
use settlement::{Command, Purse};

fn check(actual: &str, expected: &Expect) {
    expected.assert_eq(actual);
}

#[test]
fn chongqing_to_shanghai() {
    let mut quay = Quay::open(&terms(), "CNY");
    quay.receive(a(), "60000.00");
    quay.receive(b(), "40000.00");
    check(
        &quay.strike(1, 20, "1850.00"),
        &expect![[r#"
            free A       > deposit A      5,550.00  DepositTaken
            free A       > fees              74.00  FeeCharged
            free A       > tax                4.44  FeeTaxCharged
            free B       > deposit B      5,550.00  DepositTaken
            free B       > fees              74.00  FeeCharged
            free B       > tax                4.44  FeeTaxCharged
            available B  > right A        20 slots  SlotsSold
            Struck { carriage: C1 }
        "#]],
    );
    quay.name(1, 1, 17);
    let gated: Vec<u32> = (1..=17).collect();
    quay.tell(1, "GTIN", &gated);
    check(
        &quay.on("2026-03-08T00:00:00Z"),
        &expect![[r#"
            Call(C1)
            free A       > escrow        40,330.00  EscrowCalled
            EscrowCalled { carriage: C1, shipper: A, amount: (4033000) }
        "#]],
    );
    check(
        &quay.on("2026-03-10T00:00:00Z"),
        &expect![[r#"
            CutOff(C1)
            escrow       > free A         6,049.50  EscrowReturned
            deposit A    > earned B       1,498.50  DamagesPaid
            deposit A    > penalties        166.50  DamagesHouseShare
            right A      > lapsed A        3 slots  SlotsLapsed
            DroppedOut { carriage: C1, by: Shipper, why: NoShow, units: 3, left: 17, escrow_returned: (604950) }
            Charged { carriage: C1, from: Shipper, total: (166500), to_other: (149850), to_house: (16650), cover: Cover { deposit: (166500), free: (0), fund: (0), owed: (0) } }
        "#]],
    );
    check(
        &quay.tell(1, "LOAD", &gated),
        &expect![[r#"
            nominated A  > consumed A     17 slots  SlotsConsumed
            escrow       > earned B      10,284.15  Released
            Recorded { e2: LOAD of 17 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (1028415), total: (1028415), of: (3428050) }
        "#]],
    );
    check(
        &quay.tell(1, "DISC", &gated),
        &expect![[r#"
            escrow       > earned B      17,140.25  Released
            Recorded { e3: DISC of 17 boxes at CNSGH by B }
            Released { carriage: C1, carrier: B, amount: (1714025), total: (2742440), of: (3428050) }
        "#]],
    );
    check(
        &quay.tell(1, "CUSI", &[]),
        &expect![[r#"
            Recorded { e4: CUSI of 0 boxes at CNSGH by X }
        "#]],
    );
    check(
        &quay.tell(1, "GTOT", &gated),
        &expect![[r#"
            Recorded { e5: GTOT of 17 boxes at CNSGH by B }
        "#]],
    );
    check(
        &quay.tell(1, "SURR", &[]),
        &expect![[r#"
            Recorded { e6: SURR of 0 boxes at CNSGH by B }
        "#]],
    );
    check(
        &quay.tell(1, "CUSR", &[]),
        &expect![[r#"
            escrow       > earned B       6,856.10  Released
            Recorded { e7: CUSR of 0 boxes at CNSGH by X }
            Released { carriage: C1, carrier: B, amount: (685610), total: (3428050), of: (3428050) }
            ClosesAt { carriage: C1, at: Some(2026-03-13T00:00:00Z) }
        "#]],
    );
    check(
        &quay.on("2026-03-13T00:00:00Z"),
        &expect![[r#"
            Close(C1)
            deposit A    > free A         3,885.00  DepositReturned
            deposit B    > free B         5,550.00  DepositReturned
            Closed { carriage: C1, shipper_deposit: (388500), carrier_deposit: (555000) }
        "#]],
    );
    assert_eq!(quay.slots(), [80, 0, 0, 17, 3]);
    assert_eq!(quay.inside(Purse::Earned(b())), "35,779.00");
    assert_eq!(quay.settlement.next_due(), None);
    let left = quay.filled();
    assert!(
        !left.keys().any(|(purse, _)| matches!(purse, Purse::Escrow(_) | Purse::Deposit(..))),
        "{left:?}"
    );
}

#[test]
fn storage_is_owed_by_the_shipper_of_the_carriage() {
    let mut quay = Quay::open(&terms(), "CNY");
    quay.receive(a(), "60000.00");
    quay.receive(b(), "40000.00");
    quay.strike(1, 20, "1850.00");
    let warehouse = w();
    let daily = Price::parse("45.00").unwrap();
    let accrue = Command::Accrue { warehouse, carriage: c(1), units: 2, days: 4, rate: daily };
    check(
        &quay.draw(&accrue),
        &expect![[r#"
            owed K1 A    > accrued K1 W     360.00  StorageAccrued
            StorageAccrued { bill: BillId(1), carriage: C1, warehouse: W, debtor: A, units: 2, days: 4, rate: 45.00, currency: CNY, amount: (36000) }
        "#]],
    );
    let bill = settlement::BillId::new(1).unwrap();
    check(
        &quay.draw(&Command::Bill { warehouse, bill, storage_tax: rate("0.06") }),
        &expect![[r#"
            owed K1 A    > accrued K1 W      21.60  StorageTaxed
            StorageBilled { bill: BillId(1), warehouse: W, debtor: A, currency: CNY, tax: (2160), total: (38160) }
        "#]],
    );
    let currency = Currency::parse("CNY").unwrap();
    check(
        &quay.draw(&Command::Collect { debtor: a(), currency }),
        &expect![[r#"
            free A       > owed K1 A        381.60  ClaimCollected
            accrued K1 W > earned W         381.60  ClaimPaidOut
            Collected { claim: ClaimId(1), debtor: A, asset: CNY, amount: (38160), left: (0) }
            ClaimSettled { claim: ClaimId(1) }
        "#]],
    );
}

#[test]
fn osaka_to_shanghai_box_by_box() {
    let terms = settlement::Terms { freight_tax: rate("0.10"), ..terms() };
    let mut quay = Quay::open(&terms, "JPY");
    quay.receive(a(), "400000");
    quay.receive(b(), "100000");
    quay.strike(1, 3, "98765");
    quay.name(1, 1, 3);
    quay.on("2026-03-08T00:00:00Z");
    assert_eq!(quay.inside(Purse::Escrow(c(1))), "325,925");
    quay.tell(1, "SURR", &[]);
    quay.tell(1, "CUSR", &[]);
    let mut earned = Vec::new();
    for what in ["LOAD", "DISC", "GTOT"] {
        for number in 1..=3 {
            let before = quay.purses.clone();
            quay.tell(1, what, &[number]);
            let of = |purses: &settlement::pockets::Pockets| {
                settlement::Purses::balance(
                    purses,
                    Purse::Earned(b()),
                    Currency::parse("JPY").unwrap().into(),
                )
            };
            earned.push(of(&quay.purses) - of(&before));
        }
    }
    let expected = [32_593, 32_592, 32_593, 54_320, 54_321, 54_321, 21_728, 21_729, 21_728];
    assert_eq!(earned, expected);
    assert_eq!(quay.inside(Purse::Escrow(c(1))), "0");
}
