//! Money: received, allocated, withdrawn, and the affairs of the house.

use engine::stage::{read, sum};
use engine::{
    AllocateReceipt, BookBankCharge, BookPayment, BuyFx, PayFund, PayTax, ReturnPayment, Sweep, WithdrawMoney,
};
use expect_test::expect;

use crate::desk::Desk;
use crate::words::{p, r, receive, traded};

pub(crate) fn allocate(receipt: u64, member: &str, amount: &str) -> AllocateReceipt {
    AllocateReceipt { receipt: r(receipt), member: read(member), sum: sum(amount) }
}

pub(crate) fn refusals(desk: &mut Desk) {
    desk.on(traded());
    of_receipts(desk);
    of_free_money(desk);
    of_the_house(desk);
    of_custody(desk);
}

fn of_receipts(desk: &mut Desk) {
    desk.refuse("birch", receive(Some("birch"), "1.00 CNY"), &expect!["ROLE_MISSING: birch is a shipper, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse(
        "exchange",
        receive(Some("nobody"), "1.00 CNY"),
        &expect![
            "MEMBER_UNKNOWN: no member nobody was admitted | check the spelling, or admit the member first"
        ],
    );
    desk.refuse(
        "exchange",
        allocate(1, "birch", "1.00 CNY"),
        &expect!["RECEIPT_UNKNOWN: there is no receipt R1 | list the receipts that wait for their owner"],
    );
    desk.ask("exchange", receive(None, "1000.00 CNY"));
    desk.refuse("birch", allocate(1, "birch", "1000.00 CNY"), &expect!["ROLE_MISSING: birch is a shipper, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse(
        "exchange",
        allocate(1, "nobody", "1000.00 CNY"),
        &expect![
            "MEMBER_UNKNOWN: no member nobody was admitted | check the spelling, or admit the member first"
        ],
    );
    desk.refuse(
        "exchange",
        allocate(1, "birch", "1000.00 USD"),
        &expect!["CURRENCY_DIFFERS: R1 is in CNY, but the sum is in USD | use the currency of the thing"],
    );
    desk.ask("exchange", allocate(1, "birch", "400.00 CNY"));
    desk.refuse("exchange", allocate(1, "maple", "600.01 CNY"), &expect!["RECEIPT_EXCEEDED: receipt R1 has 600.00 CNY left, but 600.01 CNY were to be allocated | allocate at most what is left of the receipt"]);
    desk.ask("exchange", allocate(1, "maple", "600.00 CNY"));
    desk.refuse("exchange", allocate(1, "maple", "0.01 CNY"), &expect!["RECEIPT_FINISHED: receipt R1 was allocated to its last cent | the receipt's entries show whom it went to"]);
}

fn of_free_money(desk: &mut Desk) {
    desk.refuse("maple", WithdrawMoney { sum: sum("600.01 CNY") }, &expect!["BALANCE_TOO_LOW: maple has 600.00 CNY available, but 600.01 CNY must be withdrawn, 0.01 CNY more | pay in what is missing, or cancel orders that hold money"]);
    desk.refuse("maple", WithdrawMoney { sum: sum("1 JPY") }, &expect!["BALANCE_TOO_LOW: maple has 0 JPY available, but 1 JPY must be withdrawn, 1 JPY more | pay in what is missing, or cancel orders that hold money"]);
    desk.refuse("maple", PayFund { sum: sum("601.00 CNY") }, &expect!["BALANCE_TOO_LOW: maple has 600.00 CNY available, but 601.00 CNY must be paid into the fund, 1.00 CNY more | pay in what is missing, or cancel orders that hold money"]);
}

fn of_the_house(desk: &mut Desk) {
    desk.refuse("birch", PayTax { sum: sum("0.01 CNY") }, &expect!["ROLE_MISSING: birch is a shipper, but only the exchange may ask this | ask a member with the role, or the exchange to admit one"]);
    desk.refuse("exchange", PayTax { sum: sum("5.00 CNY") }, &expect!["ACCOUNT_TOO_LOW: account 2100/CNY has 2.22 CNY, but 5.00 CNY was to be taken out | move at most what there is"]);
    desk.refuse("exchange", BookBankCharge { sum: sum("200000.00 CNY") }, &expect!["ACCOUNT_TOO_LOW: account 1010/CNY has 101,000.00 CNY, but 200,000.00 CNY was to be taken out | move at most what there is"]);
    desk.refuse("exchange", Sweep { sum: sum("37.01 CNY") }, &expect!["SWEEP_TOO_LARGE: 37.01 CNY were to be drawn, but 37.00 CNY of income is left | draw at most income less charges and what was drawn before"]);
    let buy = |bought, paid| BuyFx { bought: sum(bought), paid: sum(paid) };
    desk.refuse("exchange", buy("100.00 CNY", "100.00 CNY"), &expect!["FX_SAME_CURRENCY: 100.00 CNY were to be bought for 100.00 CNY, which is the same currency | name two currencies"]);
    desk.refuse("exchange", buy("20000.00 USD", "142468.00 CNY"), &expect!["ACCOUNT_TOO_LOW: account 1010/CNY has 101,000.00 CNY, but 142,468.00 CNY was to be taken out | move at most what there is"]);
    desk.ask("maple", WithdrawMoney { sum: sum("600.00 CNY") });
    desk.ask("exchange", buy("14000.00 USD", "100900.00 CNY"));
    desk.refuse("exchange", BookPayment { payment: p(1) }, &expect!["ACCOUNT_TOO_LOW: account 1010/CNY has 100.00 CNY, but 600.00 CNY was to be taken out | move at most what there is"]);
    desk.ask("exchange", BookBankCharge { sum: sum("80.00 CNY") });
    desk.refuse("exchange", Sweep { sum: sum("0.01 CNY") }, &expect!["SWEEP_TOO_LARGE: 0.01 CNY were to be drawn, but -43.00 CNY of income is left | draw at most income less charges and what was drawn before"]);
}

fn of_custody(desk: &mut Desk) {
    desk.stage.fund("maple", "5.00 EUR");
    desk.ask("maple", WithdrawMoney { sum: sum("5.00 EUR") });
    desk.ask("exchange", BookPayment { payment: p(2) });
    desk.stage.fund("maple", "9999999999999999.99 EUR");
    desk.refuse("exchange", receive(Some("birch"), "0.01 EUR"), &expect!["RECEIPT_TOO_LARGE: 0.01 EUR come in, but custody already answers for 9,999,999,999,999,999.99 EUR, and can for 18 digits at most | check the amount and the digits of its currency"]);
    desk.refuse("exchange", ReturnPayment { payment: p(2) }, &expect!["RECEIPT_TOO_LARGE: 5.00 EUR come in, but custody already answers for 9,999,999,999,999,999.99 EUR, and can for 18 digits at most | check the amount and the digits of its currency"]);
    let bought = BuyFx { bought: sum("0.01 EUR"), paid: sum("0.01 USD") };
    desk.refuse("exchange", bought, &expect!["RECEIPT_TOO_LARGE: 0.01 EUR come in, but custody already answers for 9,999,999,999,999,999.99 EUR, and can for 18 digits at most | check the amount and the digits of its currency"]);
}

#[test]
fn money_is_refused() {
    refusals(&mut Desk::reading());
}
