//! Texts that are understood, and texts that are not.

use engine::Action;
use expect_test::{Expect, expect};
use proptest::prelude::{any, proptest};

use crate::Scenario;

/// What a day needs before its first order.
const STAGE: &str = "\
on 2026-03-02 09:00
list CNCHQ-CNSGH/2026W10/22G1 CNY tick 1.00 lot 1 terms standard
list CNSGH-NLRTM/2026W14/45G1 USD tick 0.01 lot 1 terms standard
list CNSGH-NLRTM/2026W14/45G1 CNY tick 1.00 lot 1 terms standard
";

/// The commands of a text below the stage, or its error.
fn check(text: &str, expected: &Expect) {
    let shown = match Scenario::parse(&format!("{STAGE}{text}")) {
        Ok(scenario) => scenario.commands().skip(4).map(|command| format!("{command:?}\n")).collect(),
        Err(error) => format!("{}\n{}", error.code(), error.drawn()),
    };
    expected.assert_eq(&shown);
}

/// A text without a stage.
fn check_bare(text: &str, expected: &Expect) {
    let shown = match Scenario::parse(text) {
        Ok(scenario) => scenario.commands().map(|command| format!("{command:?}\n")).collect(),
        Err(error) => format!("{}\n{}", error.code(), error.drawn()),
    };
    expected.assert_eq(&shown);
}

#[test]
fn orders_name_their_book_in_any_way() {
    check(
        "bid O3 birch 1,008 CNCHQ-CNSGH 2026W10 22G1 @ 1,860.00 ioc\n\
         ask - alder 5 CNCHQ-CNSGH/2026W10/22G1/CNY @1860 post-only key k-1\n\
         bid O4 birch 8 CNSGH-NLRTM 2026W14 45G1 USD at market fok\n\
         bid O5 birch 8 NO-BOOK/AT-ALL @ 1 day\n\
         amend O3 birch 5\n\
         amend O16777216 birch 5 @ 1,850.00\n\
         cancel O3 birch\n",
        &expect![[r#"
            Command { actor: birch, action: PlaceOrder(PlaceOrder { instrument: CNCHQ-CNSGH/2026W10/22G1/CNY, side: Bid, quantity: 1008, limit: Some(1860.00), time_in_force: Ioc, post_only: false, client_order_id: Some(O3) }) }
            Command { actor: alder, action: PlaceOrder(PlaceOrder { instrument: CNCHQ-CNSGH/2026W10/22G1/CNY, side: Ask, quantity: 5, limit: Some(1860), time_in_force: Gtc, post_only: true, client_order_id: None }) }
            Command { actor: birch, action: PlaceOrder(PlaceOrder { instrument: CNSGH-NLRTM/2026W14/45G1/USD, side: Bid, quantity: 8, limit: None, time_in_force: Fok, post_only: false, client_order_id: Some(O4) }) }
            Command { actor: birch, action: PlaceOrder(PlaceOrder { instrument: NO-BOOK/AT-ALL, side: Bid, quantity: 8, limit: Some(1), time_in_force: Day, post_only: false, client_order_id: Some(O5) }) }
            Command { actor: birch, action: AmendOrder(AmendOrder { order: Client(O3), quantity: 5, limit: None }) }
            Command { actor: birch, action: AmendOrder(AmendOrder { order: Id(O1@0), quantity: 5, limit: Some(1850.00) }) }
            Command { actor: birch, action: CancelOrder(CancelOrder { order: Client(O3) }) }
        "#]],
    );
}

#[test]
fn a_book_in_two_currencies_must_say_which() {
    check(
        "bid O3 birch 8 CNSGH-NLRTM 2026W14 45G1 @ 1,860.00\n",
        &expect![[r#"
        SCENARIO_AMBIGUOUS
        line 5, column 16: found `CNSGH-NLRTM/2026W14/45G1`, which is listed in CNY and USD, but expected the currency after it

           5 | bid O3 birch 8 CNSGH-NLRTM 2026W14 45G1 @ 1,860.00
             |                ^^^^^^^^^^^^^^^^^^^^^^^^

        hint: write CNSGH-NLRTM/2026W14/45G1/CNY
    "#]],
    );
}

#[test]
fn services_say_what_their_code_does_not() {
    check(
        "service CNCHQ-CNSGH/2026W10/22G1 barge cut-off 2026-03-07 16:00 transit 13 days\n\
         service CNCHQ-SGSIN/2026W10/45G1 through cut-off 2026-03-07 16:00 transit 30 days\n\
         service CNSGH-BARGE-SEA/2026W11/MOVES at CNSGH barge to sea cut-off 2026-03-14 16:00 transit 2 days\n\
         service RIVER from CNCHQ to CNSGH barge window 2026-03-09 unit tonnes cut-off 2026-03-07 16:00 transit 13 days by birch\n",
        &expect![[r#"
            Command { actor: exchange, action: ListService(ListService { code: CNCHQ-CNSGH/2026W10/22G1, service: Service { promise: Movement(Lane { origin: CNCHQ, destination: CNSGH, mode: Barge }), window: 2026W10, unit: Boxes(22G1), cut_off: 2026-03-07T16:00:00Z, longest_transit_days: 13 } }) }
            Command { actor: exchange, action: ListService(ListService { code: CNCHQ-SGSIN/2026W10/45G1, service: Service { promise: Through(Through { origin: CNCHQ, destination: SGSIN }), window: 2026W10, unit: Boxes(45G1), cut_off: 2026-03-07T16:00:00Z, longest_transit_days: 30 } }) }
            Command { actor: exchange, action: ListService(ListService { code: CNSGH-BARGE-SEA/2026W11/MOVES, service: Service { promise: Handling(Handling { place: CNSGH, from: Barge, to: Sea }), window: 2026W11, unit: Moves, cut_off: 2026-03-14T16:00:00Z, longest_transit_days: 2 } }) }
            Command { actor: birch, action: ListService(ListService { code: RIVER, service: Service { promise: Movement(Lane { origin: CNCHQ, destination: CNSGH, mode: Barge }), window: 2026-03-09, unit: Tonnes, cut_off: 2026-03-07T16:00:00Z, longest_transit_days: 13 } }) }
        "#]],
    );
    check(
        "service RIVER barge cut-off 2026-03-07 16:00 transit 13 days\n",
        &expect![[r#"
        SCENARIO_UNEXPECTED
        line 5, column 15: found `barge`, but expected `from` or `at`

           5 | service RIVER barge cut-off 2026-03-07 16:00 transit 13 days
             |               ^^^^^

        hint: the guide to scenarios lists the words of every line
    "#]],
    );
    check(
        "service CNCHQ-CNCHQ/2026W10/22G1 barge cut-off 2026-03-07 16:00 transit 13 days\n",
        &expect![[r#"
        LANE_ENDS_EQUAL
        line 5, column 9: found `CNCHQ-CNCHQ/2026W10/22G1`, but expected two different places: a lane from CNCHQ must lead to another place, but it leads to CNCHQ

           5 | service CNCHQ-CNCHQ/2026W10/22G1 barge cut-off 2026-03-07 16:00 transit 13 days
             |         ^^^^^^^^^^^^^^^^^^^^^^^^

        hint: write two different places
    "#]],
    );
    check(
        "service CNCHQ-CNSGH/2026W60/22G1 barge cut-off 2026-03-07 16:00 transit 13 days\n",
        &expect![[r#"
        WINDOW_NOT_IN_CALENDAR
        line 5, column 9: found `CNCHQ-CNSGH/2026W60/22G1`, but expected a code with a window in its second part: window "2026W60" names "2026W60", which is not in the calendar

           5 | service CNCHQ-CNSGH/2026W60/22G1 barge cut-off 2026-03-07 16:00 transit 13 days
             |         ^^^^^^^^^^^^^^^^^^^^^^^^

        hint: write a code with a window in its second part
    "#]],
    );
}

#[test]
fn times_are_read_by_the_clock_of_the_scenario() {
    let text = "clock +08:00\non 2026-03-02 00:30\nclock UTC\nat 17:00\nat 09:00\n";
    let times = |scenario: Scenario| -> Vec<String> {
        let at = |item: &super::Item| match item.what {
            super::What::Ask { at, .. } => at.to_string(),
            super::What::Draw(_) => String::new(),
        };
        scenario.items.iter().map(at).collect()
    };
    let read = Scenario::parse(text).map(times);
    assert_eq!(read.unwrap(), ["2026-03-01T16:30:00Z", "2026-03-01T17:00:00Z", "2026-03-01T09:00:00Z"]);
}

#[test]
fn terms_are_read_from_per_cents() {
    let block = "terms standard\n  deposit shipper 15 % carrier 10.5%\n  fee maker 0.1 % taker 0.3 %\n  fee-tax 6 %\n  \
                 freight-tax 9 %\n  storage-tax 6 %\n  tranche 30 % LOAD\n  tranche 70 % GTOT CUSR@destination SURR\n  \
                 no-show 30 % house 10 %\n  roll 30 % house 10 %\n  cancel from 168 hours 10 %\n  cancel house 10 %\n  \
                 call 72 hours\n  close 3 days\n  terms standard  V1\n";
    check(
        block,
        &expect![[r#"
        Command { actor: exchange, action: SetTerms(SetTerms { code: standard, terms: Terms { deposit: Deposits { shipper: 0.15, carrier: 0.105 }, fee: Fees { maker: 0.001, taker: 0.003 }, fee_tax: 0.06, freight_tax: 0.09, storage_tax: 0.06, tranches: [Tranche { weight: 0.3, needs: [Need { kind: Loaded, at: None }] }, Tranche { weight: 0.7, needs: [Need { kind: GatedOut, at: None }, Need { kind: CustomsReleased, at: Some(Destination) }, Need { kind: Surrendered, at: None }] }], no_show: Damages { rate: 0.3, house_share: 0.1 }, roll: Damages { rate: 0.3, house_share: 0.1 }, cancellation: Cancellation { bands: [Band { hours: 168, rate: 0.1 }], house_share: 0.1 }, call_hours: 72, closing_days: 3 } }) }
    "#]],
    );
    check(
        "terms standard\n  deposit 15 %\n  deposit 15 %\n",
        &expect![[r#"
        SCENARIO_TWICE
        line 7, column 3: found `deposit` for the second time, but expected it once

           7 |   deposit 15 %
             |   ^^^^^^^

        hint: take one of the lines away
    "#]],
    );
    check(
        "terms standard\n  deposit 15 %\n  freight-taxes 9 %\n",
        &expect![[r#"
        SCENARIO_UNEXPECTED
        line 7, column 3: found `freight-taxes`, but expected `deposit`, `fee`, `fee-tax`, `freight-tax`, `storage-tax`, `tranche`, `no-show`, `roll`, `call`, `close` or `cancel`

           7 |   freight-taxes 9 %
             |   ^^^^^^^^^^^^^

        hint: did you mean `freight-tax`?
    "#]],
    );
    check(
        "terms standard\n  deposit 15 %\n",
        &expect![[r#"
            SCENARIO_LINES_MISSING
            line 5, column 1: found the end of `terms standard`, but expected lines with `fee`, `fee-tax`, `freight-tax`, `storage-tax`, `tranche`, `no-show`, `roll`, `call`, `close` as well

               5 | terms standard
                 | ^^^^^

            hint: add the missing lines, indented, directly below
        "#]],
    );
    check(
        "terms standard\n  deposit 15\n",
        &expect![[r#"
        SCENARIO_LINE_ENDS
        line 6, column 13: found the end of the line, but expected `%`

           6 |   deposit 15
             |             ^

        hint: add it to the line
    "#]],
    );
}

#[test]
fn milestones_have_names() {
    check(
        "boxes both MSKU6011672\n  CSQU3054383\n\
         nominate C1 birch both LOT-7:40\n\
         load C1 alder both at CNCHQ\n\
         load C1 alder TEXU3070079\n\
         load C1 alder LOT-7 as EVT-7 occurred 2026-03-01 10:00 estimated\n\
         correct load C1 alder MSKU6011672 as EVT-7\n\
         withdraw C1 exchange EVT-7 of alder\n\
         customs-release C1 exchange at CNSGH\n\
         roll C1 alder both\n\
         roll C1 alder 3 boxes\n",
        &expect![[r#"
            Command { actor: birch, action: Nominate(Nominate { carriage: CarriageId(1), units: [Box(MSKU6011672), Box(CSQU3054383), Cargo { number: LOT-7, quantity: 40 }] }) }
            Command { actor: alder, action: RecordMilestone(RecordMilestone { carriage: CarriageId(1), milestone: Milestone { event: C1-LOAD-1, kind: Loaded, classifier: Actual, occurred: 2026-03-02T09:00:00Z, updated: None, place: Some(CNCHQ), boxes: [MSKU6011672, CSQU3054383] } }) }
            Command { actor: alder, action: RecordMilestone(RecordMilestone { carriage: CarriageId(1), milestone: Milestone { event: C1-LOAD-2, kind: Loaded, classifier: Actual, occurred: 2026-03-02T09:00:00Z, updated: None, place: None, boxes: [TEXU3070079] } }) }
            Command { actor: alder, action: RecordMilestone(RecordMilestone { carriage: CarriageId(1), milestone: Milestone { event: EVT-7, kind: Loaded, classifier: Estimated, occurred: 2026-03-01T10:00:00Z, updated: None, place: None, boxes: [LOT-7] } }) }
            Command { actor: alder, action: CorrectMilestone(CorrectMilestone { carriage: CarriageId(1), source: None, milestone: Milestone { event: EVT-7, kind: Loaded, classifier: Actual, occurred: 2026-03-02T09:00:00Z, updated: None, place: None, boxes: [MSKU6011672] } }) }
            Command { actor: exchange, action: WithdrawMilestone(WithdrawMilestone { carriage: CarriageId(1), source: Some(alder), event: EVT-7 }) }
            Command { actor: exchange, action: RecordMilestone(RecordMilestone { carriage: CarriageId(1), milestone: Milestone { event: C1-CUSR-1, kind: CustomsReleased, classifier: Actual, occurred: 2026-03-02T09:00:00Z, updated: None, place: Some(CNSGH), boxes: [] } }) }
            Command { actor: alder, action: Roll(Roll { carriage: CarriageId(1), units: Named([MSKU6011672, CSQU3054383]) }) }
            Command { actor: alder, action: Roll(Roll { carriage: CarriageId(1), units: Unnamed(3) }) }
        "#]],
    );
    check(
        "correct load C1 alder MSKU6011672\n",
        &expect![[r#"
        SCENARIO_LINE_ENDS
        line 5, column 34: found the end of the line, but expected `as`

           5 | correct load C1 alder MSKU6011672
             |                                  ^

        hint: add it to the line
    "#]],
    );
    check(
        "load C1 alder\n",
        &expect![[r#"
        SCENARIO_LINE_ENDS
        line 5, column 14: found the end of the line, but expected the number of a box, as in MSKU6011672 or the name of a set of boxes

           5 | load C1 alder
             |              ^

        hint: add it to the line
    "#]],
    );
    check(
        "load C1 alder MSKU6011672 on CNCHQ\n",
        &expect![[r#"
            SCENARIO_UNEXPECTED
            line 5, column 27: found `on`, but expected `at`, `as`, `occurred`, `updated`, `planned`, `estimated`, `key` or the end of the line

               5 | load C1 alder MSKU6011672 on CNCHQ
                 |                           ^^

            hint: did you mean `at`?
        "#]],
    );
    check(
        "nominate C1 birch MSKU601167\n",
        &expect![[r#"
        TEXT_TOO_SHORT
        line 5, column 19: found `MSKU601167`, but expected a box, as in MSKU6011672, or cargo with its quantity, as in LOT-7:40: container number "MSKU601167" has length 10, but at least 11 is needed

           5 | nominate C1 birch MSKU601167
             |                   ^^^^^^^^^^

        hint: write a box, as in MSKU6011672, or cargo with its quantity, as in LOT-7:40
    "#]],
    );
    check(
        "nominate C1 birch LOT-7:0\n",
        &expect![[r#"
        SCENARIO_CARGO_QUANTITY
        line 5, column 19: found `LOT-7:0`, but expected a box, as in MSKU6011672, or cargo with its quantity, as in LOT-7:40: "LOT-7:0" must end with a quantity of one or more

           5 | nominate C1 birch LOT-7:0
             |                   ^^^^^^^

        hint: write a box, as in MSKU6011672, or cargo with its quantity, as in LOT-7:40
    "#]],
    );
    check(
        "boxes As MSKU6011672\n",
        &expect![[r#"
        SCENARIO_UNEXPECTED
        line 5, column 7: found `As`, but expected a name in small letters for a set of boxes

           5 | boxes As MSKU6011672
             |       ^^

        hint: the guide to scenarios lists the words of every line
    "#]],
    );
}

#[test]
fn places_have_clocks_and_other_codes() {
    check(
        "place KZALA \"Almaty\" +06:00 functions 123-----\n  clock +05:00 from 2024-02-29 18:00\n  also KZALR by rail\n  \
         also KZALM means KZALA\n",
        &expect![[r#"
            Command { actor: exchange, action: ListPlace(ListPlace { place: Place { code: KZALA, name: Almaty, country: KZ, functions: 123-----, clock: [(1970-01-01T00:00:00Z, 06:00:00), (2024-02-29T18:00:00Z, 05:00:00)] }, aliases: [Alias { code: KZALR, mode: Some(Rail), means: KZALA }, Alias { code: KZALM, mode: None, means: KZALA }] }) }
        "#]],
    );
    check(
        "place KZALA \"Almaty\" +06:00\n  clock +05:00 from 1969-02-28 18:00\n",
        &expect![[r#"
        CLOCK_NOT_ASCENDING
        line 5, column 1: found `KZALA`, but expected clocks in the order of time: offset from 1969-02-28T18:00:00Z stands after the one from 1970-01-01T00:00:00Z, but must be later

           5 | place KZALA "Almaty" +06:00
             | ^^^^^

        hint: write clocks in the order of time
    "#]],
    );
    check(
        "place C1ALA \"Almaty\" +06:00\n",
        &expect![[r#"
        SCENARIO_LINE_ENDS
        line 5, column 28: found the end of the line, but expected `country`

           5 | place C1ALA "Almaty" +06:00
             |                            ^

        hint: add it to the line
    "#]],
    );
}

#[test]
fn wrong_words_are_told_with_what_could_stand_there() {
    check(
        "receit birch 60,000.00 CNY\n",
        &expect![[r#"
        SCENARIO_UNEXPECTED
        line 5, column 1: found `receit`, but expected `clock`, `on`, `at`, `show`, `hide`, `boxes`, `book`, `balances`, `trial-balance`, `slots`, `holds`, `custody`, `member`, `terms`, `place`, `service`, `list`, `capacity`, `bid`, `ask`, `amend`, `cancel`, `nominate`, `call`, `gate-in`, `load`, `disc`, `gate-out`, `customs-select`, `customs-inspect`, `customs-release`, `customs-hold`, `surrender`, `receive-document`, `confirm-booking`, `depart`, `arrive`, `correct`, `withdraw`, `roll`, `cancel-carriage`, `storage`, `bill`, `receipt`, `allocate`, `withdraw-money`, `pay-fund`, `netting`, `pay`, `booked`, `returned`, `refused`, `pay-tax`, `bank-charge`, `buy-fx` or `sweep`

           5 | receit birch 60,000.00 CNY
             | ^^^^^^

        hint: did you mean `receipt`?
    "#]],
    );
    check(
        "receipt birch 60,00.00 CNY\n",
        &expect![[r#"
        SCENARIO_GROUPING
        line 5, column 15: found `60,00.00`, whose thousands are not grouped by three digits

           5 | receipt birch 60,00.00 CNY
             |               ^^^^^^^^

        hint: write 6,000.00, or no comma at all
    "#]],
    );
    check(
        "receipt birch 60,000.001 CNY\n",
        &expect![[r#"
            DECIMAL_TOO_MANY_DIGITS
            line 5, column 15: found `60,000.001`, but expected an amount of money, as in 60,000.00 CNY: amount "60000.001" has 3 digits after the point, but CNY has 2

               5 | receipt birch 60,000.001 CNY
                 |               ^^^^^^^^^^

            hint: write an amount of money, as in 60,000.00 CNY
        "#]],
    );
    check(
        "receipt birch 60,000.00 CNX\n",
        &expect![[r#"
        CURRENCY_UNKNOWN
        line 5, column 25: found `CNX`, but expected a currency, as in CNY: currency "CNX" is not in ISO 4217

           5 | receipt birch 60,000.00 CNX
             |                         ^^^

        hint: write a currency, as in CNY
    "#]],
    );
    check(
        "receipt birch 60,000.00\n",
        &expect![[r#"
        SCENARIO_LINE_ENDS
        line 5, column 24: found the end of the line, but expected a currency, as in CNY

           5 | receipt birch 60,000.00
             |                        ^

        hint: add it to the line
    "#]],
    );
    check(
        "bid O3 birch 8 CNCHQ-CNSGH 2026W10 22G1 1,860.00\n",
        &expect![[r#"
            SCENARIO_UNEXPECTED
            line 5, column 41: found `1,860.00`, but expected `@` or `at market`

               5 | bid O3 birch 8 CNCHQ-CNSGH 2026W10 22G1 1,860.00
                 |                                         ^^^^^^^^

            hint: the guide to scenarios lists the words of every line
        "#]],
    );
    check(
        "bid O3 birch 8 CNCHQ-CNSGH 2026W10 22G1 @ 1,860.00 fak\n",
        &expect![[r#"
        SCENARIO_UNEXPECTED
        line 5, column 52: found `fak`, but expected `gtc`, `day`, `ioc`, `fok`, `post-only`, `key` or the end of the line

           5 | bid O3 birch 8 CNCHQ-CNSGH 2026W10 22G1 @ 1,860.00 fak
             |                                                    ^^^

        hint: did you mean `fok`?
    "#]],
    );
    check(
        "bid O3 Birch 8 CNCHQ-CNSGH 2026W10 22G1 @ 1,860.00\n",
        &expect![[r#"
        CODE_MALFORMED
        line 5, column 8: found `Birch`, but expected a member's code, as in birch: participant code "Birch" has 'B' at place 1, but must be a small letter, then small letters, digits and hyphens

           5 | bid O3 Birch 8 CNCHQ-CNSGH 2026W10 22G1 @ 1,860.00
             |        ^^^^^

        hint: write a member's code, as in birch
    "#]],
    );
    check(
        "netting reopen CNY\n",
        &expect![[r#"
        SCENARIO_UNEXPECTED
        line 5, column 9: found `reopen`, but expected `open` or `close`

           5 | netting reopen CNY
             |         ^^^^^^

        hint: did you mean `open`?
    "#]],
    );
    check(
        "pay X1 alder\n",
        &expect![[r#"
        SCENARIO_NUMBER
        line 5, column 5: found `X1`, but expected a netting cycle, as in N1: "X1" is not the letter N and a number from 1 on

           5 | pay X1 alder
             |     ^^

        hint: write a netting cycle, as in N1
    "#]],
    );
    check(
        "pay N0 alder\n",
        &expect![[r#"
        SCENARIO_NUMBER
        line 5, column 5: found `N0`, but expected a netting cycle, as in N1: "N0" is not the letter N and a number from 1 on

           5 | pay N0 alder
             |     ^^

        hint: write a netting cycle, as in N1
    "#]],
    );
    check(
        "book CNCHQ-CNSGH 2026W10 22G1 deep\n",
        &expect![[r#"
        SCENARIO_UNEXPECTED
        line 5, column 31: found `deep`, but expected the end of the line

           5 | book CNCHQ-CNSGH 2026W10 22G1 deep
             |                               ^^^^

        hint: the guide to scenarios lists the words of every line
    "#]],
    );
    check(
        "member birch \"Birch\" shipper shipper\n",
        &expect![[r#"
        ROLE_TWICE
        line 5, column 30: found `shipper`, but expected each role once: role shipper is named twice, but once is enough

           5 | member birch "Birch" shipper shipper
             |                              ^^^^^^^

        hint: write each role once
    "#]],
    );
}

#[test]
fn what_belongs_to_nothing_is_refused() {
    check_bare(
        "receipt birch 60,000.00 CNY\n",
        &expect![[r#"
        SCENARIO_NO_TIME
        line 1, column 1: found `receipt`, but expected `on` with a date and a time before the first command

           1 | receipt birch 60,000.00 CNY
             | ^^^^^^^

        hint: begin with a line such as `on 2026-03-02 09:00`
    "#]],
    );
    check_bare(
        "at 09:00\n",
        &expect![[r#"
        SCENARIO_NO_TIME
        line 1, column 1: found `at`, but expected `on` with a date and a time before the first command

           1 | at 09:00
             | ^^

        hint: begin with a line such as `on 2026-03-02 09:00`
    "#]],
    );
    check_bare(
        "on 2026-03-02 09:00\n\n  trade T1  O3 O2  5 @ 1,840.00\n",
        &expect![[r#"
        SCENARIO_INDENTED
        line 3, column 3: found an indented line, but expected a command directly above it

           3 |   trade T1  O3 O2  5 @ 1,840.00
             |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        hint: blank lines and comments end what belongs to a command; move the line up, or to the left edge
    "#]],
    );
    check_bare(
        "show postings\n  trade T1  O3 O2  5 @ 1,840.00\n",
        &expect![[r#"
        SCENARIO_INDENTED
        line 2, column 3: found an indented line, but expected a command directly above it

           2 |   trade T1  O3 O2  5 @ 1,840.00
             |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        hint: blank lines and comments end what belongs to a command; move the line up, or to the left edge
    "#]],
    );
    check_bare("# nothing\n\n", &expect![[r#""#]]);
}

/// Every command that can be asked can be written; this fails to compile when a command is added.
#[test]
fn every_command_can_be_written() {
    let scenario = Scenario::parse(include_str!("every_command.txt")).unwrap();
    let mut words: Vec<&str> = scenario.commands().map(|command| word(&command.action)).collect();
    words.dedup();
    let written: std::collections::BTreeSet<&str> = words.iter().copied().collect();
    assert_eq!(written.len(), 33, "{words:?}");
}

fn word(action: &Action) -> &'static str {
    match action {
        Action::AdmitMember(_) => "member",
        Action::SetTerms(_) => "terms",
        Action::ListPlace(_) => "place",
        Action::ListService(_) => "service",
        Action::ListInstrument(_) => "list",
        Action::DeclareCapacity(_) => "capacity",
        Action::Receive(_) => "receipt",
        Action::AllocateReceipt(_) => "allocate",
        Action::PlaceOrder(_) => "bid",
        Action::AmendOrder(_) => "amend",
        Action::CancelOrder(_) => "cancel",
        Action::Nominate(_) => "nominate",
        Action::RecordMilestone(_) => "load",
        Action::CorrectMilestone(_) => "correct",
        Action::WithdrawMilestone(_) => "withdraw",
        Action::CallEscrow(_) => "call",
        Action::CancelCarriage(_) => "cancel-carriage",
        Action::Roll(_) => "roll",
        Action::AccrueStorage(_) => "storage",
        Action::BillStorage(_) => "bill",
        Action::OpenNetting(_) => "netting open",
        Action::CloseNetting(_) => "netting close",
        Action::SendPayment(_) => "pay",
        Action::BookPayment(_) => "booked",
        Action::ReturnPayment(_) => "returned",
        Action::RefusePayment(_) => "refused",
        Action::WithdrawMoney(_) => "withdraw-money",
        Action::PayFund(_) => "pay-fund",
        Action::PayTax(_) => "pay-tax",
        Action::BookBankCharge(_) => "bank-charge",
        Action::BuyFx(_) => "buy-fx",
        Action::Sweep(_) => "sweep",
        Action::Advance(_) => "on",
    }
}

proptest! {
    /// Whatever is read is either understood or refused with a place inside the text.
    #[test]
    fn no_text_stops_the_reader(lines in proptest::collection::vec(any::<String>(), 0..4), word in 0..crate::vocabulary::WORDS.len()) {
        let (word, _) = crate::vocabulary::WORDS[word];
        let text = format!("on 2026-03-02 09:00\n{word} {}\n", lines.join(" 1 C1 "));
        if let Err(error) = Scenario::parse(&text) {
            let crate::Spot { line, column, .. } = error.spot();
            assert!(line <= text.lines().count() && column >= 1);
            assert!(!error.drawn().is_empty() && error.code().bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'));
        }
    }
}
