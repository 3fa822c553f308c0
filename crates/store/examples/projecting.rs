//! How fast the projections are written, on SQLite and PostgreSQL.
//!
//! ```text
//! cargo run --release -p store --example projecting [RECORDS]
//! ```
//!
//! The stream is one of orders, a tenth of them aggressive, half of what rests cancelled later: what a journal
//! mostly holds. Without a PostgreSQL only SQLite is measured.

use std::time::Instant;

use engine::stage::{order, read};
use engine::{
    AdmitMember, Answer, CancelOrder, Command, DeclareCapacity, Driver, Engine, OrderName, Outcome,
    PlaceOrder, Receive, Refused,
};
use freight::{CommandKey, Role, Roles};
use jiff::Timestamp;
use matching::{OrderId, Remainder, Side, TimeInForce};
use store::stage::grounds;
use store::{Address, Deadline, Listener, Projections, Snapshot, Telling};

const BOOK: &str = "CNCHQ-CNSGH/2026W10/22G1/CNY";

fn main() {
    let records =
        std::env::args().nth(1).map_or(100_000, |count| count.parse().expect("a number of records"));
    let tellings = orders(records);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime");
    for size in [64, 512, 4096] {
        for ground in grounds("projecting") {
            runtime.block_on(measure(&ground.address, &tellings, size));
        }
    }
}

async fn measure(address: &Address, tellings: &[Telling], size: usize) {
    let database = match address {
        Address::Sqlite(_) => "SQLite",
        Address::Postgres(_) => "PostgreSQL",
    };
    let mut projections = Projections::open(address, Deadline::default()).await.expect("projections");
    let start = Instant::now();
    for some in tellings.chunks(size) {
        projections.write(some).await.expect("it is written");
    }
    let took = start.elapsed();
    let start = Instant::now();
    projections.reconnect().await.expect("it is there");
    let again = start.elapsed();
    let start = Instant::now();
    let mut snapshot = Snapshot::take(address, Deadline::default()).await.expect("a snapshot");
    let digests = snapshot.digests(|_| {}).await.expect("digests");
    let hashed = start.elapsed();
    let rows: u64 = digests.iter().map(|digest| digest.rows).sum();
    let per_second = |count: u128| count * 1_000_000 / took.as_micros().max(1);
    println!(
        "{database:10} in batches of {size:4}: {:7} records/s, {:7} rows/s that remain; opened in {} ms, hashed in {} ms",
        per_second(tellings.len() as u128),
        per_second(rows.into()),
        again.as_millis(),
        hashed.as_millis(),
    );
}

/// An exchange that is asked things, and keeps what is told.
struct Hall {
    driver: Driver,
    listener: Listener,
    now: Timestamp,
}

impl Hall {
    fn ask(&mut self, command: &Command, key: Option<CommandKey>) -> Result<Answer, Refused> {
        self.now += jiff::SignedDuration::from_micros(97);
        self.driver.submit(self.now, key, command, &mut self.listener)
    }
}

fn orders(count: usize) -> Vec<Telling> {
    let mut hall = market();
    let mut dice = 7_u64;
    let mut below = move |bound: u64| {
        dice ^= dice >> 12;
        dice ^= dice << 25;
        dice ^= dice >> 27;
        (dice.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound
    };
    let mut open: Vec<(OrderId, &'static str)> = Vec::new();
    for number in 0..count {
        let (side, actor) = if below(2) == 0 { (Side::Bid, "birch") } else { (Side::Ask, "alder") };
        let roll = below(100);
        let command = if (10..60).contains(&roll) && open.len() > 1000 {
            let place = usize::try_from(below(open.len() as u64)).expect("it is one of them");
            let (order, owner) = open.swap_remove(place);
            Command { actor: read(owner), action: CancelOrder { order: OrderName::Id(order) }.into() }
        } else {
            let (away, quantity) = (below(40), u32::try_from(1 + below(9)).expect("it is small"));
            let limit = match (side, roll < 10) {
                (Side::Bid, false) => 1000 - away,
                (Side::Ask, false) => 1001 + away,
                (Side::Bid, true) => 1010,
                (Side::Ask, true) => 990,
            };
            let usual = order(BOOK, side, quantity, &limit.to_string());
            let time_in_force = if roll < 10 { TimeInForce::Ioc } else { TimeInForce::Gtc };
            Command { actor: read(actor), action: PlaceOrder { time_in_force, ..usual }.into() }
        };
        let answer = hall.ask(&command, Some(read(&format!("k-{number}")))).expect("in order");
        if let Ok(Outcome::Placed { matched, .. }) = answer.result
            && let Remainder::Rests(_) = matched.remainder
        {
            open.push((matched.order, actor));
        }
    }
    hall.listener.take()
}

/// A market with one book, in which two members have all the money and all the slots that they need.
fn market() -> Hall {
    let mut stage = engine::stage::Stage::new();
    let service = BOOK.trim_end_matches("/CNY");
    for (member, role) in [("alder", Role::Carrier), ("birch", Role::Shipper)] {
        let roles = Roles::gather([role]).expect("a role");
        stage.ask("exchange", AdmitMember { member: read(member), name: read(member), roles });
        let sum = engine::stage::sum("9000000000000.00 CNY");
        stage.ask("exchange", Receive { member: Some(read(member)), sum, reference: read("receipt") });
    }
    stage.service(service, "2026-03-07T08:00:00Z");
    stage.list(service, "CNY", "1.00");
    stage.ask("alder", DeclareCapacity { service: read(service), quantity: 2_000_000_000 });
    let (mut driver, mut listener) = (Driver::new(Engine::new()), Listener::new());
    for (at, command) in &stage.asked {
        driver.submit(*at, None, command, &mut listener).expect("in order");
    }
    Hall { driver, listener, now: stage.now }
}
