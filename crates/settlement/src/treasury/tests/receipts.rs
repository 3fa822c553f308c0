//! Money comes in, for members and for nobody known.

use expect_test::expect;
use freight::Reference;
use money::Sum;

use super::{Desk, a, amount, b, cny, yen, yuan};
use crate::{Command, Receipt, ReceiptId};

fn received(sum: Sum) -> Command<'static> {
    Command::Receive { member: None, sum, reference: Reference::parse("WIRE 1").expect("a reference") }
}

fn allocated(number: u64, units: u64) -> Command<'static> {
    Command::Allocate { receipt: r(number), member: b(), amount: amount(units) }
}

fn r(number: u64) -> ReceiptId {
    ReceiptId::new(number).expect("not zero")
}

#[test]
fn a_receipt_finds_its_owner_in_parts() {
    let mut desk = Desk::default();
    expect![[r#"
        ReceivedUnknown  Bank ▶ Unallocated(R1)  10.00 CNY  Receipt(R1)
        » Received { member: None, receipt: Some(R1), sum: 10.00 CNY, reference: WIRE 1 }
    "#]]
    .assert_eq(&desk.draw(&received(yuan("10.00"))));
    expect![[r#"
        ReceivedUnknown  Bank ▶ Unallocated(R2)  500 JPY  Receipt(R2)
        » Received { member: None, receipt: Some(R2), sum: 500 JPY, reference: WIRE 1 }
    "#]]
    .assert_eq(&desk.draw(&received(yen("500"))));
    let reference = Reference::parse("WIRE 1").expect("a reference");
    let waits = |currency| Receipt { currency, reference };
    let open = [(r(1), waits(cny())), (r(2), waits(super::jpy()))];
    assert_eq!(desk.treasury.receipts().open().collect::<Vec<_>>(), open);
    expect![[r#"
        ReceiptAllocated  Unallocated(R1) ▶ Free(B)  4.00 CNY  Receipt(R1)
        » Allocated { receipt: R1, member: B, currency: CNY, amount: Amount(400), left: Minor(600) }
    "#]]
    .assert_eq(&desk.draw(&allocated(1, 400)));
    expect![[r#"
        RECEIPT_EXCEEDED: receipt R1 has 6.00 CNY left, but 6.01 CNY were to be allocated
    "#]]
    .assert_eq(&desk.draw(&allocated(1, 601)));
    expect![[r#"
        ReceiptAllocated  Unallocated(R1) ▶ Free(B)  6.00 CNY  Receipt(R1)
        » Allocated { receipt: R1, member: B, currency: CNY, amount: Amount(600), left: Minor(0) }
    "#]]
    .assert_eq(&desk.draw(&allocated(1, 600)));
    expect![[r#"
        RECEIPT_FINISHED: receipt R1 was allocated to its last cent
    "#]]
    .assert_eq(&desk.draw(&allocated(1, 1)));
    expect![[r#"
        RECEIPT_UNKNOWN: there is no receipt R3
    "#]]
    .assert_eq(&desk.draw(&allocated(3, 1)));
    expect![[r#"
        Free(B)  10.00 CNY
        Unallocated(R2)  500 JPY
    "#]]
    .assert_eq(&desk.filled());
}

/// Custody has 18 digits; what the bank charged of it still counts, because its owners still have it.
#[test]
fn receipts_are_bounded() {
    let mut desk = Desk::default();
    desk.pay_in(a(), yen("999999999999999900"));
    expect![[r#"
        RECEIPT_TOO_LARGE: 100 JPY come in, but custody already answers for 999,999,999,999,999,900 JPY, and can for 18 digits at most
    "#]].assert_eq(&desk.draw(&received(yen("100"))));
    desk.run(&received(yen("99"))).expect("there is room");
    desk.run(&Command::BankCharge { sum: yen("50") }).expect("there is money");
    expect![[r#"
        RECEIPT_TOO_LARGE: 1 JPY come in, but custody already answers for 999,999,999,999,999,999 JPY, and can for 18 digits at most
    "#]].assert_eq(&desk.draw(&received(yen("1"))));
    desk.pay_in(a(), yuan("1.00"));
}
