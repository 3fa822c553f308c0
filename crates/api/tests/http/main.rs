//! Over real HTTP on loopback, against a real SQLite file and a real PostgreSQL, which must answer the same.

mod hall;
mod story;
mod refusals;
mod idempotency;
mod trial;
mod reads;
mod limits;
mod heads;
mod ending;
mod stream;
mod pages;
