//! Four streams of orders that every change to the book is measured by.
//!
//! | shape | books | before | then | what it is like |
//! |---|---|---|---|---|
//! | a | 1 | nothing | only new orders that rest | 1,000 price levels, uniform, nothing crosses |
//! | b | 1 | 10,000 orders | 45 % new, 45 % cancel, 5 % amend, 5 % sweep | one busy book, dense around its touch |
//! | c | 10,000 | 20 orders a book | the same, each in a book drawn at random | an exchange of many lanes |
//! | d | 1 | 10,000 orders | the same | prices over 60,000 ticks, hardly two orders at one |
//!
//! A controller holds the depth of a book near where it began.
//! A new order lies behind the other side's best by the sum of two geometric distances, and 15 % of them join or
//! improve their own; an amended one moves 1 to 3 ticks without crossing, with a quantity drawn anew; a sweep is
//! an IOC order for 1 to 5 levels, and one in five asks for more than is there.
//!
//! Everything is drawn by xoshiro256** from a seed, in integers, so a stream is the same on every machine.
//! The generator keeps a book of its own, and a hash of its trades: for each trade and each number x of (book,
//! maker, taker, price, lots), h = (rotl(h, 5) ^ x) · 0x9E3779B97F4A7C15, from 0.

#[allow(dead_code, reason = "bench, example and test each use a part")]
mod drive;
mod generator;
mod random;

#[allow(unused_imports, reason = "bench, example and test each use a part")]
pub(crate) use drive::{Counter, Hasher, Prepared};
#[allow(unused_imports, reason = "bench, example and test each use a part")]
pub(crate) use generator::{Expected, Workload};

/// Which stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    A,
    B,
    C,
    D,
}

impl Shape {
    pub(crate) const ALL: [Shape; 4] = [Shape::A, Shape::B, Shape::C, Shape::D];
    /// The seed that all published figures are from.
    pub(crate) const SEED: u64 = 23;

    /// The letter of the shape.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Shape::A => "a",
            Shape::B => "b",
            Shape::C => "c",
            Shape::D => "d",
        }
    }
}
