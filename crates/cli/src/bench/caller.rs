//! A caller over HTTP/1.1: one connection that stays, one request at a time, and no more than a bench needs.

use std::io;
use std::net::SocketAddr;

use engine::Command;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A connection that stays open.
pub(super) struct Caller {
    stream: BufReader<TcpStream>,
    request: Vec<u8>,
    line: String,
    body: Vec<u8>,
}

impl Caller {
    /// Connects.
    pub(super) async fn connect(to: SocketAddr) -> io::Result<Caller> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Caller {
            stream: BufReader::new(stream),
            request: Vec::new(),
            line: String::new(),
            body: Vec::new(),
        })
    }

    /// The request of a command under a key.
    pub(super) fn request(command: &Command, key: &str) -> io::Result<Vec<u8>> {
        let body = serde_json::to_vec(&command.action)?;
        let mut request = format!(
            "POST /v1/commands HTTP/1.1\r\nhost: laycan\r\nactor: {}\r\nidempotency-key: {key}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            command.actor,
            body.len(),
        )
        .into_bytes();
        request.extend(body);
        Ok(request)
    }

    /// Asks, and answers the status.
    pub(super) async fn ask(&mut self, request: &[u8]) -> io::Result<u16> {
        self.request.clear();
        self.request.extend_from_slice(request);
        self.stream.get_mut().write_all(&self.request).await?;
        self.head().await?;
        let status = self.line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| io::Error::other(format!("no status in {:?}", self.line)))?;
        let mut length = 0;
        loop {
            self.head().await?;
            if self.line.trim_end().is_empty() {
                break;
            }
            if let Some((name, value)) = self.line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body).await?;
        Ok(status)
    }

    async fn head(&mut self) -> io::Result<()> {
        self.line.clear();
        match self.stream.read_line(&mut self.line).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}
