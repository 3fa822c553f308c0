//! Storage: counted and billed.

use engine::BillStorage;
use engine::stage::read;
use expect_test::expect;
use freight::Role;

use crate::desk::Desk;
use crate::words::{accrue, b, bill, empty, trade, traded};

pub(crate) fn refusals(desk: &mut Desk) {
    desk.on(traded());
    of_counting(desk);
    of_billing(desk);
}

fn of_counting(desk: &mut Desk) {
    desk.refuse("alder", accrue(1, 2, 4, "45.00"), &expect!["ROLE_MISSING: alder is a carrier, but only a warehouse may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse("cedar", accrue(9, 2, 4, "45.00"), &expect!["CARRIAGE_UNKNOWN: carriage C9 is unknown, with 1 carriage struck so far | a carriage has the number of its trade"]);
    desk.refuse("cedar", accrue(1, 1_000, 4, "45.00"), &expect!["STORAGE_TOO_MANY_UNITS: 1,000 units were counted on C1, which is for 5 | count at most the units of the carriage"]);
    desk.refuse("cedar", accrue(1, 0, 4, "45.00"), &expect!["STORAGE_NOTHING_STORED: 0 units for 4 days on C1 is no storage | count at least one unit for at least one chargeable day"]);
    desk.refuse("cedar", accrue(1, 2, 0, "45.00"), &expect!["STORAGE_NOTHING_STORED: 2 units for 0 days on C1 is no storage | count at least one unit for at least one chargeable day"]);
    desk.refuse("cedar", accrue(1, 1, 4_000_000_000, "10000000000"), &expect!["STORAGE_TOO_LARGE: 1 unit × 4,000,000,000 days at 10000000000 on a bill of 0.00 CNY come to more than 18 digits | check the rate, and bill what has accrued before counting more"]);
    desk.stage.admit("willow", &[Role::Shipper, Role::Warehouse]);
    desk.stage.fund("willow", "5000.00 CNY");
    trade(&mut desk.stage, "willow", 1);
    desk.refuse("willow", accrue(2, 1, 4, "45.00"), &expect!["STORAGE_OWN_CARGO: willow is the shipper of C2, and cannot bill itself | storage of one's own cargo is nobody's debt"]);
}

fn of_billing(desk: &mut Desk) {
    desk.ask("cedar", accrue(1, 1, 990_000, "10000000000"));
    desk.refuse("cedar", accrue(1, 1, 20_000, "10000000000"), &expect!["STORAGE_TOO_LARGE: 1 unit × 20,000 days at 10000000000 on a bill of 9,900,000,000,000,000.00 CNY come to more than 18 digits | check the rate, and bill what has accrued before counting more"]);
    desk.refuse("birch", bill(1), &expect!["ROLE_MISSING: birch is a shipper, but only a warehouse may ask this | ask a member with the role, or the exchange to admit one"]);
    let terms = read("special");
    desk.refuse(
        "cedar",
        BillStorage { bill: b(1), terms },
        &expect!["TERMS_UNKNOWN: no terms special were set | set the terms first"],
    );
    desk.refuse(
        "cedar",
        bill(2),
        &expect!["BILL_UNKNOWN: no bill B2 is unpaid | the warehouse's statement lists its unpaid bills"],
    );
    desk.refuse("pine", bill(1), &expect!["BILL_NOT_YOURS: bill B1 does not belong to pine | only the warehouse that counted the storage bills it"]);
    desk.refuse("cedar", bill(1), &expect!["BILL_TOO_LARGE: bill B1 of 9,900,000,000,000,000.00 CNY with tax at 0.06 comes to more than 18 digits | check the rate of the tax on storage in the terms"]);
    // Nobody can pay what is billed now, so that the bill stays.
    empty(&mut desk.stage, "birch", "58592.89 CNY");
    desk.ask("pine", accrue(1, 2, 4, "45.00"));
    desk.ask("pine", bill(2));
    desk.refuse(
        "pine",
        bill(2),
        &expect![
            "BILL_ALREADY_BILLED: bill B2 was already billed | count storage again to open the next bill"
        ],
    );
    desk.stage.fund("birch", "1000.00 CNY");
    desk.refuse(
        "pine",
        bill(2),
        &expect!["BILL_UNKNOWN: no bill B2 is unpaid | the warehouse's statement lists its unpaid bills"],
    );
}

#[test]
fn storage_is_refused() {
    refusals(&mut Desk::reading());
}
