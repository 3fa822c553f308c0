//! The desk: what every handler holds.

use core::fmt;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use freight::{ParticipantCode, ParticipantId, Role};
use jiff::Timestamp;
use sequencer::{Clock, Following, Sequencer, Unreadable};
use store::{Address, Deadline, JournalError, JournalReader, Reader};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::timeout;

use crate::gauges::Gauges;
use crate::settings::Settings;
use crate::stream::Hub;

/// How many may read the journal itself at a time.
const READERS: usize = 4;

/// What every handler holds; a clone is the same desk.
#[derive(Clone, Debug)]
pub struct Desk(Arc<Inner>);

struct Inner {
    sequencer: Sequencer,
    clock: Box<dyn Clock + Sync>,
    journal: Address,
    deadline: Deadline,
    /// Who may read the journal itself.
    readers: Arc<Semaphore>,
    /// Who may hold a stream.
    streams: Arc<Semaphore>,
    projections: OnceLock<(Reader, watch::Receiver<Following>)>,
    settings: Settings,
    gauges: Gauges,
    hub: Hub,
    /// Members that were met before: nothing is ever struck from the register.
    members: RwLock<HashMap<ParticipantCode, Member>>,
    /// Tells the requests of this process from those of another.
    begun: u64,
    requests: AtomicU64,
}

/// Somebody who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) code: ParticipantCode,
    pub(crate) id: ParticipantId,
    /// Whether it is the exchange, which sees all.
    pub(crate) is_exchange: bool,
}

/// The number of a request, from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestNumber(u64);

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Desk {
    /// A desk over the one writer, which goes by `clock` and whose journal is at `journal`; begin it on a
    /// runtime, since it listens to the feed at once.
    pub fn new(
        sequencer: Sequencer,
        clock: impl Clock + Sync,
        (journal, deadline): (Address, Deadline),
        settings: Settings,
    ) -> Desk {
        let hub = Hub::listen(&sequencer, settings);
        Desk(Arc::new(Inner {
            sequencer,
            clock: Box::new(clock),
            journal,
            deadline,
            readers: Arc::new(Semaphore::new(READERS)),
            streams: Arc::new(Semaphore::new(settings.streams)),
            projections: OnceLock::new(),
            settings,
            gauges: Gauges::new(),
            hub,
            members: RwLock::default(),
            begun: u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default(),
            requests: AtomicU64::new(1),
        }))
    }

    pub(crate) fn sequencer(&self) -> &Sequencer {
        &self.0.sequencer
    }

    /// The same desk with the tables that answer what is long or long ago, and how their follower is; without
    /// them such reads are refused.
    pub fn with_projections(self, reader: Reader, following: watch::Receiver<Following>) -> Desk {
        let _first = self.0.projections.set((reader, following));
        self
    }

    pub(crate) fn projections(&self) -> Option<&Reader> {
        self.0.projections.get().map(|(reader, _)| reader)
    }

    /// How the follower of the tables is, if there are any.
    pub(crate) fn following(&self) -> Option<Following> {
        self.0.projections.get().map(|(_, following)| following.borrow().clone())
    }

    /// What time it is to the exchange.
    pub(crate) fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Leave to hold a stream, as long as it is kept; nothing if as many as may are held.
    pub(crate) fn stream(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.streams).try_acquire_owned().ok()
    }

    /// Opens the journal to be read; few can at a time, since each takes a connection that the writer may need. The
    /// permit is kept as long as the reader.
    pub(crate) async fn journal(&self) -> Result<(JournalReader, OwnedSemaphorePermit), JournalError> {
        let permit = timeout(self.0.settings.wait, Arc::clone(&self.0.readers).acquire_owned());
        let busy = || JournalError::Lost(format!("{READERS} others are reading it"));
        let permit = permit.await.map_err(|_| busy())?.map_err(|_| busy())?;
        Ok((JournalReader::open(&self.0.journal, self.0.deadline).await?, permit))
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn gauges(&self) -> &Gauges {
        &self.0.gauges
    }

    pub(crate) fn hub(&self) -> &Hub {
        &self.0.hub
    }

    /// Numbers a request.
    pub(crate) fn number(&self) -> RequestNumber {
        RequestNumber(self.0.requests.fetch_add(1, Ordering::Relaxed))
    }

    /// The name of a request: when this process began, and its number.
    pub(crate) fn request_id(&self, RequestNumber(number): RequestNumber) -> String {
        format!("{:x}-{number}", self.0.begun)
    }

    /// The member with this code, if it was admitted.
    ///
    /// # Errors
    ///
    /// [`Unreadable`], when it was not met before and the exchange cannot be read.
    pub(crate) async fn member(&self, code: ParticipantCode) -> Result<Option<Member>, Unreadable> {
        let met = self.0.members.read().unwrap_or_else(PoisonError::into_inner).get(&code).copied();
        if met.is_some() {
            return Ok(met);
        }
        let found = self.0.sequencer.read(|driver| {
            let register = driver.engine().register();
            register.member_by_code(code).map(|id| {
                let is_exchange = register.member(id).roles.has(Role::Exchange);
                Member { code, id, is_exchange }
            })
        });
        let (member, _) = found.await?;
        if let Some(member) = member {
            self.0.members.write().unwrap_or_else(PoisonError::into_inner).insert(code, member);
        }
        Ok(member)
    }
}
