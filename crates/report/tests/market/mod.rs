//! A small market to read reports from: two carriers, two shippers, one book, a few days.
#![allow(dead_code, reason = "each test of the reports uses a part of it")]

use engine::{Action, Answer, Command, Driver, Engine};
use freight::ParticipantCode;
use jiff::Timestamp;
use report::{History, Page, ReportName};

pub(crate) const BOOK: &str = "CNCHQ-CNSGH/2026W10/22G1/CNY";
pub(crate) const SERVICE: &str = "CNCHQ-CNSGH/2026W10/22G1";

/// A market in memory, and what was told of it.
pub(crate) struct Market {
    pub(crate) driver: Driver,
    pub(crate) history: History,
    pub(crate) now: Timestamp,
}

impl Market {
    /// Members, terms, a service with capacity, its book, and money.
    pub(crate) fn new() -> Market {
        let now = "2026-02-27T01:00:00Z".parse().expect("it is a time");
        let mut market = Market { driver: Driver::new(Engine::new()), history: History::new(), now };
        for (member, role) in [
            ("alder", "carrier"),
            ("cedar", "carrier"),
            ("birch", "shipper"),
            ("maple", "shipper"),
            ("willow", "warehouse"),
        ] {
            market.must(
                "exchange",
                &format!(
                    r#"{{"admit_member": {{"member": "{member}", "name": "{member}", "roles": ["{role}"]}}}}"#
                ),
            );
        }
        for (code, name) in [("CNCHQ", "Chongqing"), ("CNSGH", "Shanghai")] {
            market.must("exchange", &format!(
                r#"{{"list_place": {{"place": {{"code": "{code}", "name": "{name}", "country": "CN", "functions": "1-------",
                    "clock": [{{"from": "1970-01-01T00:00:00Z", "seconds": 28800}}]}}}}}}"#,
            ));
        }
        market.must("exchange", r#"{"set_terms": {"code": "river", "terms": {
            "deposit": {"shipper": "0.15", "carrier": "0.15"}, "fee": {"maker": "0.002", "taker": "0.002"},
            "fee_tax": "0.06", "freight_tax": "0.09", "storage_tax": "0.06",
            "tranches": [{"weight": "0.3", "needs": ["LOAD"]}, {"weight": "0.5", "needs": ["DISC"]},
                         {"weight": "0.2", "needs": ["GTOT", "CUSR", "SURR"]}],
            "no_show": {"rate": "0.3", "house_share": "0.1"}, "roll": {"rate": "0.3", "house_share": "0.1"},
            "cancellation": {"bands": [{"hours": 72, "rate": "0.1"}], "house_share": "0.1"}, "call_hours": 72, "closing_days": 3}}}"#);
        market.must("exchange", &format!(
            r#"{{"list_service": {{"code": "{SERVICE}", "service": {{
                "movement": {{"origin": "CNCHQ", "destination": "CNSGH", "mode": "barge"}},
                "window": "2026W10", "unit": {{"boxes": "22G1"}}, "cut_off": "2026-03-07T16:00:00Z", "longest_transit_days": 13}}}}}}"#,
        ));
        market.must("exchange", &format!(
            r#"{{"list_instrument": {{"code": "{BOOK}", "service": "{SERVICE}", "currency": "CNY", "tick": "1.00", "lot": 1, "terms": "river"}}}}"#,
        ));
        for (member, amount) in
            [("alder", "40000.00"), ("cedar", "40000.00"), ("birch", "60000.00"), ("maple", "9000.00")]
        {
            market.must("exchange", &format!(
                r#"{{"receive": {{"member": "{member}", "sum": {{"amount": "{amount}", "currency": "CNY"}}, "reference": "FUNDS"}}}}"#,
            ));
        }
        for carrier in ["alder", "cedar"] {
            market.must(
                carrier,
                &format!(r#"{{"declare_capacity": {{"service": "{SERVICE}", "quantity": 40}}}}"#),
            );
        }
        market
    }

    /// A market in which two trades were struck, and three orders rest.
    pub(crate) fn morning() -> Market {
        let mut market = Market::new();
        market.order("alder", "ask", 20, "1850.00", "A-1");
        market.order("cedar", "ask", 5, "1870.00", "C-1");
        market.order("birch", "bid", 3, "1800.00", "B-1");
        market.order("birch", "bid", 12, "1850.00", "B-2");
        market.order("maple", "bid", 4, "1860.00", "M-1");
        market
    }

    /// A morning, and one carriage on its way: escrow called, loaded, a box short; the other was never paid for.
    pub(crate) fn busy() -> Market {
        let mut market = Market::morning();
        market.must(
            "exchange",
            r#"{"receive": {"sum": {"amount": "700.00", "currency": "CNY"}, "reference": "NO NAME"}}"#,
        );
        market.must(
            "birch",
            &format!(
                r#"{{"nominate": {{"carriage": 1, "units": [{}]}}}}"#,
                boxes(12, |number| format!(r#"{{"box": "{number}"}}"#))
            ),
        );
        market.at("2026-03-06T01:00:00Z");
        market.happened(1, "alder", "GTIN", 11);
        market.at("2026-03-08T01:00:00Z");
        market.happened(1, "alder", "LOAD", 11);
        market
            .must("willow", r#"{"accrue_storage": {"carriage": 1, "units": 2, "days": 4, "rate": "45.00"}}"#);
        market.must("cedar", r#"{"withdraw_money": {"sum": {"amount": "1000.00", "currency": "CNY"}}}"#);
        market.must("exchange", r#"{"book_bank_charge": {"sum": {"amount": "25.00", "currency": "CNY"}}}"#);
        market
    }

    /// Goes on to a moment.
    pub(crate) fn at(&mut self, moment: &str) {
        self.now = moment.parse().expect("it is a time");
    }

    /// Asks, and is answered.
    pub(crate) fn ask(&mut self, actor: &str, action: &str) -> Answer {
        let command = command(actor, action);
        self.driver
            .submit(self.now, None, &command, &mut self.history)
            .expect("time runs on, and no key is used")
    }

    /// Asks what must be done.
    pub(crate) fn must(&mut self, actor: &str, action: &str) {
        let answer = self.ask(actor, action);
        answer.result.unwrap_or_else(|rejection| panic!("{rejection} for {action}"));
    }

    /// Places an order that stands until it is cancelled.
    pub(crate) fn order(&mut self, member: &str, side: &str, quantity: u32, limit: &str, name: &str) {
        self.must(member, &order(side, quantity, limit, name));
    }

    fn happened(&mut self, carriage: u64, source: &str, kind: &str, count: usize) {
        let (now, boxes) = (self.now, boxes(count, |number| format!("{number:?}")));
        self.must(source, &format!(
            r#"{{"record_milestone": {{"carriage": {carriage}, "milestone": {{"event": "{kind}-1", "kind": "{kind}", "occurred": "{now}", "boxes": [{boxes}]}}}}}}"#,
        ));
    }

    /// A report for people.
    pub(crate) fn table(&self, name: ReportName) -> String {
        name.read(self.driver.engine(), &self.history).draw(Page::PLAIN)
    }

    /// A report for machines.
    pub(crate) fn lines(&self, name: ReportName) -> String {
        let mut out = Vec::new();
        name.read(self.driver.engine(), &self.history).write_lines(&mut out).expect("memory takes it");
        String::from_utf8(out).expect("JSON is text")
    }
}

/// A command from the JSON of its action.
pub(crate) fn command(actor: &str, action: &str) -> Command {
    let action: Action = serde_json::from_str(action).unwrap_or_else(|error| panic!("{error} in {action}"));
    Command { actor: ParticipantCode::parse(actor).expect("it is a code"), action }
}

/// An order that stands until it is cancelled.
pub(crate) fn order(side: &str, quantity: u32, limit: &str, name: &str) -> String {
    format!(
        r#"{{"place_order": {{"instrument": "{BOOK}", "side": "{side}", "quantity": {quantity}, "limit": "{limit}", "time_in_force": "gtc", "client_order_id": "{name}"}}}}"#,
    )
}

/// The first boxes of a set with sound check digits, each as `show` says.
fn boxes(count: usize, show: impl Fn(&str) -> String) -> String {
    const BOXES: [&str; 12] = [
        "TWQU4100278",
        "TWQU4100642",
        "TWQU4101016",
        "TWQU4101382",
        "TWQU4101757",
        "TWQU4102120",
        "TWQU4102497",
        "TWQU4102861",
        "TWQU4103235",
        "TWQU4103600",
        "TWQU4103976",
        "TWQU4104340",
    ];
    BOXES.iter().take(count).map(|number| show(number)).collect::<Vec<_>>().join(", ")
}
