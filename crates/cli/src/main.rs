//! The binary `laycan`.

fn main() {}
