//! Refusals without words become problems, whatever the socket takes at a time; all else leaves as it came.

use core::pin::Pin;
use core::task::{Context, Poll};
use std::io::{self, IoSlice};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};

use super::{ConnectionName, HeadError, Limits, Wording};

const LIMITS: Limits = Limits { bytes: 16_384, time: Duration::from_secs(10) };

const NAME: ConnectionName = ConnectionName { begun: 0xabc, number: 7 };

const DATE: &str = "date: Mon, 02 Mar 2026 01:00:00 GMT\r\n";

/// A socket that takes a few bytes at a time, and none every other time.
#[derive(Clone, Debug, Default)]
struct Narrow {
    wide: usize,
    taken: Arc<Mutex<Vec<u8>>>,
    rests: bool,
    arriving: &'static [u8],
}

impl AsyncRead for Narrow {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        into.put_slice(core::mem::take(&mut self.arriving));
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Narrow {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.rests = !self.rests;
        if self.rests {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let count = bytes.len().min(self.wide);
        self.taken.lock().unwrap().extend_from_slice(&bytes[..count]);
        Poll::Ready(Ok(count))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_write(cx, &slices.iter().flat_map(|slice| slice.to_vec()).collect::<Vec<u8>>())
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

fn narrow(wide: usize) -> (Wording<Narrow>, Arc<Mutex<Vec<u8>>>) {
    let socket = Narrow { wide, ..Narrow::default() };
    let taken = Arc::clone(&socket.taken);
    (Wording::new(socket, LIMITS, NAME), taken)
}

fn text(taken: &Mutex<Vec<u8>>) -> String {
    String::from_utf8(taken.lock().unwrap().clone()).unwrap()
}

/// Writes all slices, as a writer does who only knows what was counted.
async fn write_slices(stream: &mut Wording<Narrow>, slices: &[&[u8]]) {
    let mut left: Vec<IoSlice<'_>> = slices.iter().map(|slice| IoSlice::new(slice)).collect();
    let mut left = &mut left[..];
    while !left.is_empty() {
        let count = stream.write_vectored(left).await.unwrap();
        IoSlice::advance_slices(&mut left, count);
    }
}

fn must_be_problem(told: &str, status: &str, code: &str) {
    let (head, body) = told.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{told}");
    assert!(head.contains("\r\ncontent-type: application/problem+json\r\n"), "{told}");
    assert!(head.contains("\r\nx-request-id: abc-c7\r\n"), "{told}");
    assert!(head.contains("\r\nconnection: close\r\n"), "{told}");
    assert!(head.contains(&format!("\r\ncontent-length: {}\r\n", body.len())), "{told}");
    assert!(body.contains(&format!("\"code\":\"{code}\"")), "{told}");
    assert!(body.contains("\"request_id\":\"abc-c7\""), "{told}");
}

#[tokio::test]
async fn a_refusal_without_words_becomes_a_problem() {
    let table = [
        ("400 Bad Request", "HEAD_MALFORMED"),
        ("414 URI Too Long", "URI_TOO_LONG"),
        ("431 Request Header Fields Too Large", "HEAD_TOO_LARGE"),
    ];
    for (status, code) in table {
        for version in ["1.0", "1.1"] {
            for wide in [1, 7, 10_000] {
                let head = format!(
                    "HTTP/{version} {status}\r\nconnection: close\r\ncontent-length: 0\r\n{DATE}\r\n"
                );
                let (mut stream, taken) = narrow(wide);
                stream.write_all(head.as_bytes()).await.unwrap();
                must_be_problem(&text(&taken), status, code);
                let (mut stream, taken) = narrow(wide);
                write_slices(&mut stream, &[head.as_bytes()]).await;
                must_be_problem(&text(&taken), status, code);
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_refusal_of_the_librarys_leaves_as_it_came() {
    let refusal = format!("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n{DATE}\r\n");
    let ours = "HTTP/1.1 400 Bad Request\r\nx-request-id: 1-1\r\ncontent-length: 0\r\n\r\n";
    let fine = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    let unknown = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n";
    let interim = "HTTP/1.1 100 Continue\r\n\r\n";
    let before = format!("{refusal}{{}}");
    let half = &refusal[..refusal.len() - 2];
    for wide in [1, 7, 10_000] {
        for bytes in [ours, fine, unknown, interim, &before, half, "HTTP/1.1 4", "H", "\u{81}\u{3}abc"] {
            let (mut stream, taken) = narrow(wide);
            stream.write_all(bytes.as_bytes()).await.unwrap();
            assert_eq!(text(&taken), bytes);
            let (mut stream, taken) = narrow(wide);
            write_slices(&mut stream, &[bytes.as_bytes()]).await;
            assert_eq!(text(&taken), bytes);
            let (mut stream, taken) = narrow(wide);
            write_slices(&mut stream, &[bytes.as_bytes(), refusal.as_bytes(), fine.as_bytes()]).await;
            assert_eq!(text(&taken).len(), bytes.len() + refusal.len() + fine.len());
        }
    }
}

#[tokio::test]
async fn a_refusal_behind_an_answer_becomes_a_problem_once_it_stands_alone() {
    let fine = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    let both = format!("{fine}HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
    let (mut stream, taken) = narrow(10_000);
    stream.write_all(both.as_bytes()).await.unwrap();
    assert_eq!(text(&taken), both, "both left at once");
    let (mut stream, taken) = narrow(1);
    stream.write_all(both.as_bytes()).await.unwrap();
    let told = text(&taken);
    must_be_problem(told.strip_prefix(fine).unwrap(), "400 Bad Request", "HEAD_MALFORMED");
}

/// What was said of a head that was given up, after `arriving` arrived, and then `written` was answered.
async fn given_up(arriving: &'static [u8], written: Option<&str>) -> String {
    let socket = Narrow { wide: 7, arriving, ..Narrow::default() };
    let taken = Arc::clone(&socket.taken);
    let mut stream = Wording::new(socket, LIMITS, NAME);
    let _count = stream.read(&mut [0; 64]).await.unwrap();
    if let Some(written) = written {
        stream.write_all(written.as_bytes()).await.unwrap();
    }
    stream.part(Some(HeadError::TooSlow(LIMITS.time))).await;
    text(&taken)
}

#[tokio::test]
async fn only_who_began_a_head_hears_that_it_was_given_up() {
    must_be_problem(&given_up(b"GET /li", None).await, "408 Request Timeout", "HEAD_TOO_SLOW");
    assert_eq!(given_up(b"", None).await, "");
    let fine = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    assert_eq!(given_up(b"GET / HTTP/1.1\r\n\r\n", Some(fine)).await, fine);
    let refusal = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
    must_be_problem(&given_up(b"nonsense", Some(refusal)).await, "400 Bad Request", "HEAD_MALFORMED");
}

#[tokio::test]
async fn nothing_is_said_within_an_answer_that_did_not_leave_whole() {
    let socket = Narrow { wide: 7, arriving: b"GET /li", ..Narrow::default() };
    let taken = Arc::clone(&socket.taken);
    let mut stream = Wording::new(socket, LIMITS, NAME);
    assert_eq!(stream.write(b"HTTP/1.1 200 OK\r\n").await.unwrap(), 7);
    let _count = stream.read(&mut [0; 64]).await.unwrap();
    stream.part(Some(HeadError::Broken)).await;
    assert_eq!(text(&taken), "HTTP/1.");
}
