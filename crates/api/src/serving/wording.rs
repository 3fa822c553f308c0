//! A stream that puts the library's own refusals into words.
//!
//! ```text
//!   hyper ──▶ HTTP/1.1 200 OK …                                        ──▶ as it is ──▶ socket
//!         ──▶ HTTP/1.1 400 Bad Request, content-length: 0, and no more ──▶ a problem ──▶ socket
//!         ──▶ nothing, and the end                                     ──▶ a problem ──▶ socket
//! ```
//!
//! A head that cannot be read never reaches a handler: the library answers it by itself, with a status and no
//! word, or ends the connection, and lets nobody in between. So it is told from our answers on its way out:
//! they all have a name, `x-request-id`, and it has no headers but those that the library adds.
//!
//! # Invariants
//!
//! - What is not such a refusal, whole and alone in one write, leaves as it came; so a refusal right behind an
//!   answer that has not left yet keeps the library's form, and nothing is ever cut or mixed.
//! - The library hears that its bytes were written once the problem that stands for them was, and not before.
//! - Nothing is said to who has said nothing since the last answer: a client that keeps a connection for later
//!   would take it for the answer to its next request.

use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::io::{self, IoSlice};
use std::time::Duration;

use axum::http::StatusCode;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::time::timeout;

use super::head::{ConnectionName, HeadError, Limits, answer};

/// More bytes than the library's own refusals have.
const SHORT: usize = 192;

/// The headers that the library adds by itself.
const LIBRARYS: [&str; 3] = ["connection: close", "content-length: 0", "date: "];

/// How long what still arrives is read once a head was refused.
const PARTING: Duration = Duration::from_secs(1);

/// A stream on which every refusal is in words.
#[derive(Debug)]
pub(super) struct Wording<S> {
    stream: S,
    limits: Limits,
    name: ConnectionName,
    /// A problem under way, in place of the library's refusal.
    instead: Option<Instead>,
    /// Whether a head was refused.
    refused: bool,
    /// Whether something arrived since the last answer.
    heard: bool,
    /// Whether the last answer left whole.
    whole: bool,
}

/// A problem that leaves in place of the library's refusal.
#[derive(Debug)]
struct Instead {
    answer: Vec<u8>,
    sent: usize,
    /// The length of the refusal.
    stands_for: usize,
}

impl<S> Wording<S> {
    /// Puts refusals on `stream` into words.
    pub(super) fn new(stream: S, limits: Limits, name: ConnectionName) -> Wording<S> {
        Wording { stream, limits, name, instead: None, refused: false, heard: false, whole: true }
    }

    /// Begins a problem, if `bytes` are a refusal of the library's own.
    fn recognise(&mut self, bytes: &[u8]) {
        if bytes.len() < SHORT && self.instead.is_none() {
            let refused = wordless(bytes).and_then(|status| self.limits.refused(status));
            self.instead = refused.map(|error| Instead {
                answer: answer(error, self.name),
                sent: 0,
                stands_for: bytes.len(),
            });
        }
    }

    /// Remembers what came of writing `length` bytes.
    fn note(&mut self, written: &Poll<io::Result<usize>>, length: usize) {
        self.whole = matches!(written, Poll::Ready(Ok(count)) if *count == length);
        self.heard = false;
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wording<S> {
    /// Ends the connection once the library is done with it; `given_up` says why, where a head was the reason.
    ///
    /// A connection that is closed over bytes which nobody read is broken, and its last answer may be lost with
    /// it; so after a refusal what still arrives is read for a moment.
    pub(super) async fn part(mut self, given_up: Option<HeadError>) {
        if let Some(error) = given_up
            && self.heard
            && self.whole
            && !self.refused
        {
            self.refused = true;
            let answer = answer(error, self.name);
            let said = timeout(PARTING, self.stream.write_all(&answer)).await;
            tracing::trace!(?said, "a head was given up");
        }
        if self.refused && self.stream.shutdown().await.is_ok() {
            let mut rest = vec![0; 4 * 1024];
            let ended = async { while self.stream.read(&mut rest).await.is_ok_and(|count| count > 0) {} };
            let _in_time = timeout(PARTING, ended).await;
        }
    }
}

/// The status of a refusal of the library's own, if `bytes` are one, whole and alone.
fn wordless(bytes: &[u8]) -> Option<StatusCode> {
    let rest = bytes.strip_prefix(b"HTTP/1.1 ").or_else(|| bytes.strip_prefix(b"HTTP/1.0 "))?;
    if rest.first() != Some(&b'4') {
        return None;
    }
    let head = core::str::from_utf8(rest).ok()?.strip_suffix("\r\n\r\n")?;
    let (line, headers) = head.split_once("\r\n")?;
    let is_librarys = |header: &str| LIBRARYS.iter().any(|known| header.starts_with(known));
    if !headers.split("\r\n").all(is_librarys) {
        return None;
    }
    StatusCode::from_bytes(line.as_bytes().get(..3)?).ok()
}

impl<S: AsyncWrite + Unpin> Wording<S> {
    /// Sends the problem that stands for a refusal; the refusal counts as written once all of it was sent.
    fn poll_instead(&mut self, cx: &mut Context<'_>) -> Option<Poll<io::Result<usize>>> {
        let Wording { stream, instead, .. } = self;
        let written = instead.as_mut()?.poll(stream, cx);
        if written.is_ready() {
            self.instead = None;
            (self.refused, self.heard) = (true, false);
        }
        Some(written)
    }
}

impl Instead {
    fn poll(
        &mut self,
        stream: &mut (impl AsyncWrite + Unpin),
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        while let Some(rest) = self.answer.get(self.sent..).filter(|rest| !rest.is_empty()) {
            match ready!(Pin::new(&mut *stream).poll_write(cx, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                count => self.sent += count,
            }
        }
        Poll::Ready(Ok(self.stands_for))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Wording<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = into.filled().len();
        let read = Pin::new(&mut this.stream).poll_read(cx, into);
        this.heard |= into.filled().len() > before;
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Wording<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.recognise(bytes);
        if let Some(written) = this.poll_instead(cx) {
            return written;
        }
        let written = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.note(&written, bytes.len());
        written
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let [only] = slices {
            this.recognise(only);
        }
        if let Some(written) = this.poll_instead(cx) {
            return written;
        }
        let written = Pin::new(&mut this.stream).poll_write_vectored(cx, slices);
        this.note(&written, slices.iter().map(|slice| slice.len()).sum());
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests;
