//! The journal: where its chain ends, and all of it, record by record, for the exchange.

use std::io;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use axum::routing::MethodRouter;
use engine::{Register, Sequence};
use futures_util::stream;
use serde::Serialize;
use store::{Block, Head, JournalError, JournalReader, Record};
use tokio::sync::mpsc;
use tokio::time::timeout;
use utoipa::ToSchema;
use wire::write_record;

use super::Asking;
use super::accounts::exchange_only;
use super::asked::actor;
use crate::answer;
use crate::describing::{Answer, Ask, Reading, Schemas, get};
use crate::desk::Desk;
use crate::error::Problem;

/// How many blocks are read ahead of whoever gets them.
const AHEAD: usize = 2;

/// Where the journal ends.
#[derive(Serialize, ToSchema)]
pub(crate) struct JournalHead {
    /// The last record.
    sequence: Sequence,
    /// The epoch in which it is written, as a text.
    epoch: String,
    /// The SHA-256 of the last block, over everything before it, in hexadecimal.
    hash: String,
}

/// What is read here.
pub(super) fn readings(schemas: &mut Schemas, all: &mut Vec<(Reading, MethodRouter<Desk>)>) {
    let head = Reading {
        path: "/v1/journal/head",
        tag: "journal",
        summary: "Where the journal ends.",
        actor: true,
        asks: Vec::new(),
        answer: Answer::One(schemas.take::<JournalHead>()),
        codes: &["JOURNAL_UNREADABLE"],
    };
    all.push((head, get(self::head)));
    let export = Reading {
        path: "/v1/journal/export",
        tag: "journal",
        summary: "Every record as a line of JSON, up to the last one on disk. For the exchange.",
        actor: true,
        asks: vec![Ask::whole("from", "The first record that is wanted; 1 if it is left out.")],
        answer: Answer::Text("application/x-ndjson"),
        codes: &["NOT_YOURS", "PARAMETER_MALFORMED", "JOURNAL_UNREADABLE"],
    };
    all.push((export, get(self::export)));
}

async fn head(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    actor(&desk, &parts).await?;
    Asking::of(&desk, &parts, &[])?;
    let (mut reader, _permit) = desk.journal().await?;
    let head = reader.head().await?;
    let Head { epoch, last, hash } = head;
    let shown = JournalHead { sequence: last, epoch: epoch.to_string(), hash: hash.to_string() };
    Ok(answer::read(last, &shown))
}

async fn export(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let actor = actor(&desk, &parts).await?;
    exchange_only(&actor, "what others asked")?;
    let asking = Asking::of(&desk, &parts, &["from"])?;
    let from = asking.query.sequence("from")?.unwrap_or(Sequence::new(1)).max(Sequence::new(1));
    let (mut reader, permit) = desk.journal().await?;
    let head = reader.head().await?;
    // Nothing is ever struck from the register, so the one of now knows every code that is written.
    let (register, _) = asking.look(|driver| driver.engine().register().clone()).await?;
    let before = if from > head.last { head.last } else { reader.before(from).await? };
    let patience = desk.settings().stream_time;
    let (pages, read) = mpsc::channel(AHEAD);
    let export = Export { from, until: head.last, register: Arc::new(register) };
    tokio::spawn(async move {
        let _kept = permit;
        let mut after = before;
        while after < export.until {
            let page = export.page(&mut reader, &mut after).await;
            let broke_off = page.is_err();
            // Whoever does not take a page in time does not get the next.
            match timeout(patience, pages.send(page.map_err(io::Error::other))).await {
                Ok(Ok(())) if !broke_off => {}
                Ok(Ok(()) | Err(_)) | Err(_) => return,
            }
        }
    });
    let body = stream::unfold(read, |mut read| async { read.recv().await.map(|page| (page, read)) });
    let mut response = Response::new(Body::from_stream(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-ndjson"));
    headers.insert(answer::SEQUENCE, HeaderValue::from(head.last.number()));
    Ok(response)
}

/// What is wanted of the journal.
struct Export {
    from: Sequence,
    until: Sequence,
    register: Arc<Register>,
}

impl Export {
    /// The blocks behind `after` as lines.
    async fn page(&self, reader: &mut JournalReader, after: &mut Sequence) -> Result<Bytes, JournalError> {
        let blocks = reader.blocks(*after).await?;
        let mut out = Vec::new();
        if blocks.is_empty() {
            *after = self.until;
        }
        for block in blocks {
            *after = block.last;
            self.write(&block, &mut out)?;
        }
        Ok(Bytes::from(out))
    }

    fn write(&self, block: &Block, out: &mut Vec<u8>) -> Result<(), JournalError> {
        let mut sequence = block.first;
        let each = |record: Record| {
            let place = sequence;
            sequence = place.next();
            if place < self.from || place > self.until {
                return;
            }
            write_record(out, &record.entry(place), &self.register);
        };
        let broken = |why| {
            let why = store::BreakCause::Block(store::BlockError::from(why));
            JournalError::Broken(store::Break { sequence: block.first, why })
        };
        block.records(each).map_err(broken)
    }
}
