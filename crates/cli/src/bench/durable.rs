//! `laycan bench durable`: what an answer costs that is on disk.
//!
//! ```text
//!   http_64           one order a request, 64 connections that stay, projections written behind
//!   projection_lag    how long a record that is on disk waits for its rows, under that load
//!   bytes_per_…       what one more open order, and one more member with money, costs in all layers
//!   in_process_512    512 callers without HTTP and without projections, one order each at a time
//!   replay            the journal of all that, from its beginning, with its chain
//! ```
//!
//! The stream is the one of `laycan bench orders`. The database must be empty; what the bench wrote stays.

use std::io::stdout;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Command;
use std::time::{Duration, Instant};

use clap::Args;
use engine::Sequence;
use freight::CommandKey;
use sequencer::{HandClock, NotDone, Sequencer, Settings};
use store::Address;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;

use super::caller::Caller;
use super::figure::Figure;
use super::memory::resident;
use super::orders::{Stream, beginning, market, newcomers, resting};
use crate::database::{Location, Patience};
use crate::ending::{Ending, Trouble};
use crate::exchange::Exchange;
use crate::tasks;

/// How many of each are added to see what one costs in memory.
const MORE: usize = 50_000;

/// Measures the durable path: orders acknowledged over HTTP and in process, projections, memory, replay.
#[derive(Args)]
pub(crate) struct Durable {
    /// An empty database; a file that is removed afterwards if it is left out.
    #[arg(long, value_name = "URL", env = "LAYCAN_DATABASE", hide_env_values = true)]
    database: Option<Location>,
    #[command(flatten)]
    patience: Patience,
    /// Write lines of JSON.
    #[arg(long)]
    json: bool,
    /// How many orders over HTTP.
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    http_orders: usize,
    /// How many connections at once, over HTTP.
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..))]
    connections: u16,
    /// How many orders in process.
    #[arg(long, value_name = "N", default_value_t = 400_000)]
    orders: usize,
    /// How many callers at once, in process.
    #[arg(long, value_name = "N", default_value_t = 512, value_parser = clap::value_parser!(u16).range(1..))]
    callers: u16,
}

impl Durable {
    /// Carries the command out.
    pub(crate) fn start(self) -> Result<Ending, Trouble> {
        tasks::run(self.measure())?
    }

    async fn measure(self) -> Result<Ending, Trouble> {
        let folder = tempfile::tempdir()?;
        let location = match &self.database {
            Some(location) => location.clone(),
            None => Location::from(format!("sqlite:{}", folder.path().join("bench.db").display())),
        };
        let address = location.address()?;
        let deadline = self.patience.deadline();
        let clock = HandClock::at(beginning());
        let mut stream = Stream::new(1);

        let exchange = Exchange::open(&address, deadline, clock.clone()).await?;
        let records = exchange.sequencer.status().durable.number();
        if records > 0 {
            return Err(Trouble::NotEmpty { address, records });
        }
        for command in market() {
            exchange.sequencer.submit(None, command).await?;
        }
        self.over_http(&exchange, &clock, &address, &mut stream).await?;
        self.memory(&exchange).await?;
        exchange.sequencer.stop();
        exchange.ended().await?;

        let opened = sequencer::open(&address, deadline, &mut (), |_, _| {}).await?;
        let (sequencer, running, _) = sequencer::start(opened, clock, Settings::default(), 0);
        self.in_process(&sequencer, &mut stream).await?;
        sequencer.stop();
        drop(sequencer);
        running.ended().await?;

        self.replay(&location)
    }

    /// Replays in a process of its own, as a start does: the memory of this one is full of what came before.
    fn replay(&self, location: &Location) -> Result<Ending, Trouble> {
        let mut replay = Command::new(std::env::current_exe()?);
        replay.args(["bench", "replay"]).args(self.json.then_some("--json"));
        replay.env("LAYCAN_DATABASE", location.as_given());
        replay.arg("--database-deadline").arg(self.patience.deadline().0.as_secs().to_string());
        Ok(if replay.status()?.success() { Ending::Fine } else { Ending::Refused })
    }

    fn tell(&self, figure: &Figure) -> Result<(), Trouble> {
        Ok(figure.write(&mut stdout(), self.json)?)
    }

    /// The next commands of the stream with a key each, shared out among so many callers.
    fn shares(stream: &mut Stream, count: usize, callers: usize) -> Vec<Vec<(String, engine::Command)>> {
        let mut shares = vec![Vec::new(); callers];
        for number in 0..count {
            let command = stream.next();
            shares[number % callers].push((format!("b{}", stream.named()), command));
        }
        shares
    }

    async fn over_http(
        &self,
        exchange: &Exchange,
        clock: &HandClock,
        address: &Address,
        stream: &mut Stream,
    ) -> Result<(), Trouble> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        let to = listener.local_addr()?;
        let settings = api::Settings::default();
        let journal = (address.clone(), self.patience.deadline());
        let desk = api::Desk::new(exchange.sequencer.clone(), clock.clone(), journal, settings);
        let (close, closed) = oneshot::channel::<()>();
        let serving = tokio::spawn(api::serve(listener, api::router(desk), settings, async {
            let _gone = closed.await;
        }));

        let connections = usize::from(self.connections);
        let mut asked = JoinSet::new();
        let mut callers = Vec::with_capacity(connections);
        for share in Durable::shares(stream, self.http_orders, connections) {
            let mut requests = Vec::with_capacity(share.len());
            for (key, command) in &share {
                requests.push(Caller::request(command, key)?);
            }
            callers.push((Caller::connect(to).await?, requests));
        }
        let (over, watched) = watch::channel(false);
        let lag = tokio::spawn(lags(exchange.sequencer.clone(), exchange.watermark.clone(), watched));
        let started = Instant::now();
        for (mut caller, requests) in callers {
            asked.spawn(async move {
                let mut micros = Vec::with_capacity(requests.len());
                for request in requests {
                    let before = Instant::now();
                    let status = caller.ask(&request).await?;
                    micros.push(micros_since(before));
                    // A cancel of an order that has traded meanwhile is refused, on record.
                    if status >= 500 || status == 429 {
                        return Err(std::io::Error::other(format!("a request was answered {status}")));
                    }
                }
                Ok(micros)
            });
        }
        let mut micros = Vec::with_capacity(self.http_orders);
        while let Some(ended) = asked.join_next().await {
            micros.extend(ended.map_err(std::io::Error::from)??);
        }
        let took = started.elapsed();
        self.tell(&Figure::of(&format!("http_{connections}"), took, micros))?;

        over.send_replace(true);
        let lags = lag.await.map_err(std::io::Error::from)?;
        let durable = exchange.sequencer.status().durable;
        let mut watermark = exchange.watermark.clone();
        let _ended = watermark.wait_for(|watermark| *watermark >= durable).await;
        let written = Figure::plain("projection_lag", started.elapsed(), durable.number());
        self.tell(&Figure { per_second: written.per_second, ..Figure::of("projection_lag", took, lags) })?;
        drop(close);
        serving.await.map_err(std::io::Error::from)??;
        Ok(())
    }

    /// What one more of something costs in memory, with everything that is kept of it.
    async fn memory(&self, exchange: &Exchange) -> Result<(), Trouble> {
        for (case, commands) in
            [("bytes_per_open_order", resting(MORE)), ("bytes_per_member_and_account", newcomers(MORE))]
        {
            let before = resident();
            let count = commands.len();
            let mut asked = JoinSet::new();
            for (number, command) in commands.into_iter().enumerate() {
                let key = format!("{case}-{number}").parse::<CommandKey>().ok();
                let sequencer = exchange.sequencer.clone();
                asked.spawn(async move { sequencer.submit(key, command).await });
                if asked.len() >= 512
                    && let Some(ended) = asked.join_next().await
                {
                    ended.map_err(std::io::Error::from)??;
                }
            }
            while let Some(ended) = asked.join_next().await {
                ended.map_err(std::io::Error::from)??;
            }
            let durable = exchange.sequencer.status().durable;
            let mut watermark = exchange.watermark.clone();
            let _ended = watermark.wait_for(|watermark| *watermark >= durable).await;
            if let (Some(before), Some(after)) = (before, resident()) {
                let more = if case == "bytes_per_open_order" { count } else { MORE };
                self.tell(&Figure::bytes(case, after.saturating_sub(before) / more as u64))?;
            }
        }
        Ok(())
    }

    async fn in_process(&self, sequencer: &Sequencer, stream: &mut Stream) -> Result<(), Trouble> {
        let callers = usize::from(self.callers);
        let shares = Durable::shares(stream, self.orders, callers);
        let started = Instant::now();
        let mut asked = JoinSet::new();
        for share in shares {
            let sequencer = sequencer.clone();
            asked.spawn(async move {
                let mut micros = Vec::with_capacity(share.len());
                for (key, command) in share {
                    let before = Instant::now();
                    sequencer.submit(key.parse::<CommandKey>().ok(), command).await?;
                    micros.push(micros_since(before));
                }
                Ok::<_, NotDone>(micros)
            });
        }
        let mut micros = Vec::with_capacity(self.orders);
        while let Some(ended) = asked.join_next().await {
            micros.extend(ended.map_err(std::io::Error::from)??);
        }
        self.tell(&Figure::of(&format!("in_process_{callers}"), started.elapsed(), micros))
    }
}

fn micros_since(before: Instant) -> u32 {
    u32::try_from(before.elapsed().as_micros()).unwrap_or(u32::MAX)
}

/// How long, again and again, the newest record on disk waits for its rows, in microseconds.
async fn lags(
    sequencer: Sequencer,
    mut watermark: watch::Receiver<Sequence>,
    over: watch::Receiver<bool>,
) -> Vec<u32> {
    let mut lags = Vec::new();
    while !*over.borrow() {
        let durable = sequencer.status().durable;
        let before = Instant::now();
        if watermark.wait_for(|watermark| *watermark >= durable).await.is_err() {
            break;
        }
        lags.push(micros_since(before));
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    lags
}
