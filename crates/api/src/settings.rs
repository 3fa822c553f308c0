//! How much a caller may send, and how long anything may take.

use std::time::Duration;

/// How much a caller may send, and how long anything may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Bytes of the head of a request: its line and its headers.
    pub head: usize,
    /// How long the head of a request may take to arrive.
    pub head_time: Duration,
    /// Bytes of the body of a request.
    pub body: usize,
    /// How long the body of a request may take to arrive.
    pub body_time: Duration,
    /// How long a read waits for the sequence that it asked for.
    pub wait: Duration,
    /// How long requests that were accepted may take once the exchange is stopping.
    pub grace: Duration,
    /// Connections at a time; more wait to be accepted. One that has become a stream is not counted any more.
    pub connections: usize,
    /// Streams at a time; more are refused.
    pub streams: usize,
    /// Messages that wait for one reader of the stream; with more it is cut off.
    pub stream_queue: usize,
    /// Messages of the stream that are kept to be sent again to who comes back.
    pub stream_ring: usize,
    /// How long one message of the stream may take to leave.
    pub stream_time: Duration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            head: 16 * 1024,
            head_time: Duration::from_secs(7),
            body: 64 * 1024,
            body_time: Duration::from_secs(7),
            wait: Duration::from_secs(5),
            grace: Duration::from_secs(20),
            connections: 4_096,
            streams: 1_024,
            stream_queue: 1_024,
            stream_ring: 16_384,
            stream_time: Duration::from_secs(10),
        }
    }
}

#[cfg(test)]
mod tests;
