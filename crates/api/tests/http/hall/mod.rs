//! A hall to ask in: a real exchange over a real database, served on loopback, and a client that can be rude.
//!
//! ```text
//!   test ──▶ on_each ──┬──▶ hall over SQLite ──────┐
//!                      └──▶ hall over PostgreSQL ──┴──▶ what each was told, which must be the same
//! ```

pub(crate) mod client;
mod told;

use std::net::SocketAddr;
use std::sync::Arc;

use api::{Desk, Settings, router, serve};
use engine::stage::{Stage, read};
use freight::Role;
use sequencer::{Following, HandClock, Running, Sequencer};
use store::stage::{Ground, Keep, folder, grounds};
use store::{Address, Deadline, ProjectionError, Projections, Reader};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use client::{Answer, Ask};
use told::{Tellings, Told};

/// What is carried.
pub(crate) const SERVICE: &str = "CNCHQ-CNSGH/2026W11/22G1";

/// What is traded.
pub(crate) const INSTRUMENT: &str = "CNCHQ-CNSGH/2026W11/22G1/CNY";

/// An exchange that is served.
pub(crate) struct Hall {
    pub(crate) address: SocketAddr,
    pub(crate) sequencer: Sequencer,
    running: Running,
    shutdown: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
    following: JoinHandle<Result<(), ProjectionError>>,
    ground: Ground,
    told: Told,
    settings: Settings,
    pub(crate) clock: HandClock,
}

impl Hall {
    /// Opens an empty exchange over a file, for what no database has a part in.
    pub(crate) async fn open() -> Hall {
        Hall::open_with(Settings::default()).await
    }

    /// Opens an empty exchange over a file, with these limits.
    pub(crate) async fn open_with(settings: Settings) -> Hall {
        Hall::begin(file(), Told::alone(), settings, morning()).await
    }

    /// Opens an empty exchange on each database. What they are asked must be the same, and their answers are
    /// compared letter by letter as they close.
    pub(crate) async fn on_each(test: &str) -> Vec<Hall> {
        Hall::on_each_with(test, Settings::default()).await
    }

    /// Opens an empty exchange on each database, with these limits.
    pub(crate) async fn on_each_with(test: &str, settings: Settings) -> Vec<Hall> {
        let tellings = Arc::new(Tellings::default());
        let mut halls = Vec::new();
        for ground in grounds(test) {
            halls.push(Hall::begin(ground, Told::beside(&tellings), settings, morning()).await);
        }
        halls
    }

    async fn begin(ground: Ground, told: Told, settings: Settings, clock: HandClock) -> Hall {
        let (journal, deadline) = (ground.address.clone(), Deadline::default());
        let mut projections = Projections::open(&journal, deadline).await.expect("projections");
        let opened = sequencer::open_to(&mut projections, &journal, deadline, |_, _| {}).await;
        let opened = opened.expect("a journal");
        let reader = Reader::open(&journal, deadline).await.expect("a reader");
        let reader = reader.following(projections.watch());
        let (sequencer, running, mut followers) =
            sequencer::start(opened, clock.clone(), sequencer::Settings::default(), 1);
        let (state, how) = watch::channel(Following::Working);
        let following = tokio::spawn(sequencer::follow(projections, followers.remove(0), state));
        let desk = Desk::new(sequencer.clone(), clock.clone(), (journal, deadline), settings);
        let desk = desk.with_projections(reader, how);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (shutdown, stopped) = oneshot::channel::<()>();
        let stopped = async {
            let _dropped = stopped.await;
        };
        let serving = tokio::spawn(serve(listener, router(desk), settings, stopped));
        Hall { address, sequencer, running, shutdown, serving, following, ground, told, settings, clock }
    }

    /// Stops serving, and then the writer; what was told must be what another database told.
    pub(crate) async fn close(self) {
        let (_ground, told) = self.end().await;
        told.compare();
    }

    /// Stops, and begins again on the same database.
    pub(crate) async fn restart(self) -> Hall {
        let (settings, clock) = (self.settings, self.clock.clone());
        let (ground, told) = self.end().await;
        Hall::begin(ground, told, settings, clock).await
    }

    async fn end(self) -> (Ground, Told) {
        let Hall { running, shutdown, serving, following, ground, told, sequencer, .. } = self;
        let _gone = shutdown.send(());
        serving.await.expect("it serves").expect("it ends well");
        sequencer.stop();
        running.ended().await.expect("the writer ends well");
        following.await.expect("it follows").expect("the follower ends well");
        (ground, told)
    }

    /// Asks, and waits for the answer.
    pub(crate) async fn ask(&self, ask: Ask) -> Answer {
        let answer = client::send(self.address, &ask).await;
        self.told.hear(&ask, &answer);
        answer
    }

    /// Asks for a page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Ask::new("GET", path)).await
    }

    /// Asks for what only `actor` may see.
    pub(crate) async fn get_as(&self, actor: &str, path: &str) -> Answer {
        self.ask(Ask::new("GET", path).actor(actor)).await
    }

    /// Asks what must be accepted.
    pub(crate) async fn must(&self, actor: &str, key: &str, path: &str, body: &str) -> Answer {
        let answer = self.ask(Ask::new("POST", path).actor(actor).key(key).json(body)).await;
        assert_eq!(answer.status, 200, "{path} {body}: {}", answer.text());
        answer
    }

    /// Lets the market of the worked example open: alder carries, birch ships, one service by barge.
    pub(crate) async fn set_the_stage(&self) {
        let mut stage = Stage::new();
        stage.admit("alder", &[Role::Carrier]);
        stage.admit("birch", &[Role::Shipper]);
        stage.admit("cedar", &[Role::Carrier, Role::Forwarder]);
        stage.service(SERVICE, "2026-03-10T10:00:00Z");
        stage.list(SERVICE, "CNY", "5.00");
        stage.fund("alder", "60000.00 CNY");
        stage.fund("birch", "100000.00 CNY");
        stage.declare("alder", SERVICE, 40);
        for (number, (at, command)) in stage.asked.iter().enumerate() {
            self.clock.set(*at);
            let body = serde_json::to_string(&command.action).expect("an action");
            let ask = Ask::new("POST", "/v1/commands").actor(command.actor.as_str());
            let answer = self.ask(ask.key(&format!("stage-{number}")).json(&body)).await;
            assert_eq!(answer.status, 200, "{body}: {}", answer.text());
        }
    }
}

/// An empty SQLite file.
fn file() -> Ground {
    let folder = folder();
    let file = folder.path().join("laycan.db");
    let url = format!("sqlite:{}", file.display());
    Ground { address: Address::Sqlite(file), url, keep: Keep::Sqlite(folder) }
}

/// The time at which every exchange begins.
fn morning() -> HandClock {
    HandClock::at(read("2026-03-02T01:00:00Z"))
}

/// The body of an order.
pub(crate) fn order(side: &str, quantity: u32, limit: &str, name: &str) -> String {
    format!(
        r#"{{"instrument": "{INSTRUMENT}", "side": "{side}", "quantity": {quantity}, "limit": "{limit}", "time_in_force": "gtc", "client_order_id": "{name}"}}"#
    )
}
