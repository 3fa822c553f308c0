//! Every refusal that the engine can answer, provoked: what it says, and that nothing moved.
//!
//! A table a family of commands, each on a desk of its own; the order of the checks where one command has
//! several faults; and what stands at the door: keys, time, and what is due before anything else.

mod desk;
mod words;
mod register;
mod terms;
mod orders;
mod carriages;
mod milestones;
mod money;
mod storage;
mod netting;
mod order_of_checks;
mod keys;
mod time;
mod completeness;
