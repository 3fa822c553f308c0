//! As much of a WebSocket (RFC 6455) as it takes to hear what a service says.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A socket on which only the service speaks.
pub(crate) struct Socket(TcpStream);

impl Socket {
    /// Opens a socket at a path.
    ///
    /// # Panics
    ///
    /// If the service does not speak WebSocket there.
    pub(crate) fn open(mut stream: TcpStream, path: &str) -> Socket {
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a time can be set");
        let asked = format!(
            "GET {path} HTTP/1.1\r\nhost: laycan\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(asked.as_bytes()).expect("it listens");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("it answers");
            head.push(byte[0]);
        }
        let head = String::from_utf8_lossy(&head).to_lowercase();
        assert!(head.starts_with("http/1.1 101 "), "{head}");
        // The answer to the key above, which stands in the standard.
        assert!(head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="), "{head}");
        Socket(stream)
    }

    /// The next message.
    ///
    /// # Panics
    ///
    /// If something else comes than a whole text.
    pub(crate) fn message(&mut self) -> String {
        loop {
            let mut head = [0; 2];
            self.0.read_exact(&mut head).expect("something comes");
            let length = match head[1] {
                126 => {
                    let mut length = [0; 2];
                    self.0.read_exact(&mut length).expect("a length comes");
                    usize::from(u16::from_be_bytes(length))
                }
                short => usize::from(short),
            };
            assert!(length < 1 << 16 && head[1] < 127, "it is short, and not masked");
            let mut message = vec![0; length];
            self.0.read_exact(&mut message).expect("it comes whole");
            match head[0] {
                0x81 => return String::from_utf8(message).expect("a text"),
                // A ping is nothing to us.
                0x89 => {}
                other => panic!("a frame of kind {other:#x} came"),
            }
        }
    }
}
