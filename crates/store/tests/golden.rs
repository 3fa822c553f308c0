//! Journals of released versions load for ever.
//!
//! `fixtures/journal/encoding-1.txt` was written once, from the shipped day, and is never written again:
//!
//! ```text
//!   first last epoch at encoding previous hash body      a block a line, bytes in hexadecimal
//!   digest …                                             of the exchange after the last record
//! ```

use std::fmt::Write;
use std::path::{Path, PathBuf};

use engine::{Audience, Driver, Engine, Entry, Event, Sequence, Sink};
use scenario::{Player, Scenario};
use store::{Block, BlockBuilder, Chain, Epoch, Hash};

/// How many records a block has; the last has what is left.
const RECORDS: u64 = 7;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).expect("hexadecimal");
    hex.as_bytes()
        .chunks(2)
        .map(|pair| u8::try_from(digit(pair[0]) * 16 + digit(pair[1])).expect("a byte"))
        .collect()
}

fn block(line: &str) -> Block {
    let words: Vec<&str> = line.split(' ').collect();
    let [first, last, epoch, at, encoding, previous, hash, body] = words[..] else { panic!("{line}") };
    Block {
        first: Sequence::new(first.parse().expect("a sequence")),
        last: Sequence::new(last.parse().expect("a sequence")),
        epoch: Epoch::new(epoch.parse().expect("an epoch")),
        at: at.parse().expect("a time"),
        encoding: encoding.parse().expect("an encoding"),
        previous: Hash::of_bytes(&bytes(previous)).expect("a hash"),
        hash: Hash::of_bytes(&bytes(hash)).expect("a hash"),
        body: bytes(body),
    }
}

#[test]
fn a_journal_of_encoding_1_loads() {
    let path = fixture("journal/encoding-1.txt");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| write_once(&path));
    let mut chain = Chain::new();
    let mut driver = Driver::new(Engine::new());
    let mut digest = None;
    for line in text.lines() {
        if let Some(said) = line.strip_prefix("digest ") {
            digest = Some(said.to_owned());
            continue;
        }
        let block = block(line);
        chain.follow(&block).expect("a sound chain");
        block
            .records(|record| {
                driver.replay(record.at, record.key, &record.command, record.result, &record.facts, &mut ());
            })
            .expect("readable for ever");
    }
    assert_eq!(driver.sequence(), chain.last());
    assert!(driver.sequence().number() > 300, "a whole day");
    assert_eq!(Some(driver.engine().digest().to_string()), digest);
}

/// The player of the shipped day, and the blocks of what it plays.
struct Day<'a> {
    player: Player<'a>,
    builder: BlockBuilder,
    text: String,
    hash: Hash,
}

impl Day<'_> {
    fn seal(&mut self) {
        let Some(block) = self.builder.seal(Epoch::new(1), self.hash) else { return };
        self.hash = block.hash;
        let body = block.body.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("written to memory");
            text
        });
        let Block { first, last, epoch, at, encoding, previous, hash, .. } = block;
        writeln!(self.text, "{first} {last} {epoch} {at} {encoding} {previous} {hash} {body}")
            .expect("written");
    }
}

impl Sink for Day<'_> {
    fn tell(&mut self, event: Event) {
        self.player.tell(event);
    }
}

impl Audience for Day<'_> {
    fn begin(&mut self, entry: &Entry<'_>) {
        self.builder.push(entry);
        if self.builder.len() == RECORDS {
            self.seal();
        }
        self.player.begin(entry);
    }
}

/// Writes the fixture where it is missing; what a release has written is not written again.
fn write_once(path: &Path) -> String {
    let text = std::fs::read_to_string(fixture("day/day.txt")).expect("the day is shipped");
    let scenario = Scenario::parse(&text).unwrap_or_else(|error| panic!("{}", error.drawn()));
    let mut day = Day {
        player: Player::new(&scenario),
        builder: BlockBuilder::new(),
        text: String::new(),
        hash: Hash::NONE,
    };
    let mut driver = Driver::new(Engine::new());
    while let Some(step) = day.player.next(driver.engine()) {
        let answer = driver.submit(step.at, step.key, step.command, &mut day);
        day.player.answered(&answer);
    }
    day.seal();
    writeln!(day.text, "digest {}", driver.engine().digest()).expect("written to memory");
    std::fs::write(path, &day.text).expect("a folder to write to");
    day.text
}
