//! Netting cycles, and what the bank says of payments.

use engine::stage::{Stage, read, sum};
use engine::{
    BookPayment, CloseNetting, OpenNetting, RefusePayment, ReturnPayment, SendPayment, WithdrawMoney,
};
use expect_test::expect;

use crate::desk::Desk;
use crate::words::{accrue, bill, n, p, traded};

/// Two warehouses have earned something.
pub(crate) fn earned() -> Stage {
    let mut stage = traded();
    for (warehouse, number) in [("cedar", 1), ("pine", 2)] {
        stage.ask(warehouse, accrue(1, 2, 4, "45.00"));
        stage.ask(warehouse, bill(number));
    }
    stage
}

pub(crate) fn open(currency: &str) -> OpenNetting {
    OpenNetting { currency: read(currency), value_date: read("2026-03-30") }
}

pub(crate) fn send(cycle: u32, member: &str) -> SendPayment {
    SendPayment { cycle: n(cycle), member: read(member) }
}

fn close(cycle: u32) -> CloseNetting {
    CloseNetting { cycle: n(cycle) }
}

pub(crate) fn refusals(desk: &mut Desk) {
    desk.on(earned());
    of_cycles(desk);
    of_payments(desk);
}

fn of_cycles(desk: &mut Desk) {
    desk.refuse("cedar", open("CNY"), &expect!["ROLE_MISSING: cedar is a warehouse, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    let past = OpenNetting { value_date: read("2026-02-28"), ..open("USD") };
    desk.refuse("exchange", past, &expect!["NETTING_VALUE_DATE_PASSED: a netting cycle would be paid on 2026-02-28, but it is 2026-03-01 or later everywhere | choose a value date from today on"]);
    desk.refuse("exchange", open("USD"), &expect!["NETTING_EMPTY: nobody has USD earnings to be netted | open a cycle when freight was released or claims were collected"]);
    desk.refuse(
        "exchange",
        send(1, "cedar"),
        &expect!["NETTING_UNKNOWN: there is no netting cycle N1 | list the open cycles"],
    );
    desk.refuse(
        "exchange",
        close(1),
        &expect!["NETTING_UNKNOWN: there is no netting cycle N1 | list the open cycles"],
    );
    desk.ask("exchange", open("CNY"));
    desk.refuse("exchange", open("CNY"), &expect!["NETTING_EMPTY: nobody has CNY earnings to be netted | open a cycle when freight was released or claims were collected"]);
    desk.refuse("cedar", send(1, "cedar"), &expect!["ROLE_MISSING: cedar is a warehouse, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse(
        "exchange",
        send(1, "nobody"),
        &expect![
            "MEMBER_UNKNOWN: no member nobody was admitted | check the spelling, or admit the member first"
        ],
    );
    desk.refuse(
        "exchange",
        send(1, "birch"),
        &expect!["NETTING_NOT_IN_CYCLE: netting cycle N1 owes birch nothing | list the members of the cycle"],
    );
    desk.refuse("exchange", close(1), &expect!["NETTING_UNSENT: netting cycle N1 was to be closed, but has not paid cedar | send every net to the bank first"]);
    desk.ask("exchange", send(1, "cedar"));
    desk.refuse("exchange", send(1, "cedar"), &expect!["NETTING_ALREADY_SENT: netting cycle N1 sent cedar its net by payment P1 already | what the bank refused or returned is free; it can be withdrawn"]);
    desk.refuse("exchange", close(1), &expect!["NETTING_IN_TRANSIT: netting cycle N1 was to be closed, but payment P1 is in transit | record what the bank says of the payment first"]);
    desk.ask("exchange", send(1, "pine"));
    desk.refuse("exchange", close(1), &expect!["NETTING_IN_TRANSIT: netting cycle N1 was to be closed, but payment P1 is in transit | record what the bank says of the payment first"]);
    desk.ask("exchange", BookPayment { payment: p(1) });
    desk.ask("exchange", BookPayment { payment: p(2) });
    desk.ask("exchange", close(1));
    desk.refuse("exchange", close(1), &expect!["NETTING_CLOSED: netting cycle N1 is closed | what its members earned since is netted by another cycle"]);
    desk.refuse("exchange", send(1, "cedar"), &expect!["NETTING_CLOSED: netting cycle N1 is closed | what its members earned since is netted by another cycle"]);
}

fn of_payments(desk: &mut Desk) {
    desk.refuse("cedar", BookPayment { payment: p(1) }, &expect!["ROLE_MISSING: cedar is a warehouse, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse(
        "exchange",
        BookPayment { payment: p(9) },
        &expect![
            "PAYMENT_UNKNOWN: there is no payment P9 | compare the reference with the payments that were sent"
        ],
    );
    desk.refuse(
        "exchange",
        BookPayment { payment: p(1) },
        &expect![
            "PAYMENT_ALREADY_BOOKED: payment P1 was already booked | a booked payment can only be returned"
        ],
    );
    desk.refuse(
        "exchange",
        RefusePayment { payment: p(1) },
        &expect![
            "PAYMENT_ALREADY_BOOKED: payment P1 was already booked | a booked payment can only be returned"
        ],
    );
    desk.ask("exchange", ReturnPayment { payment: p(1) });
    desk.refuse("exchange", ReturnPayment { payment: p(1) }, &expect!["PAYMENT_ALREADY_RETURNED: payment P1 was already returned | the money is free again; the member can withdraw it"]);
    desk.refuse("exchange", BookPayment { payment: p(1) }, &expect!["PAYMENT_ALREADY_RETURNED: payment P1 was already returned | the money is free again; the member can withdraw it"]);
    desk.ask("cedar", WithdrawMoney { sum: sum("1.00 CNY") });
    desk.ask("exchange", RefusePayment { payment: p(3) });
    desk.refuse("exchange", RefusePayment { payment: p(3) }, &expect!["PAYMENT_ALREADY_REFUSED: payment P3 was already refused | the money is free again; the member can withdraw it"]);
    desk.refuse("exchange", ReturnPayment { payment: p(3) }, &expect!["PAYMENT_ALREADY_REFUSED: payment P3 was already refused | the money is free again; the member can withdraw it"]);
}

#[test]
fn netting_and_payments_are_refused() {
    refusals(&mut Desk::reading());
}
