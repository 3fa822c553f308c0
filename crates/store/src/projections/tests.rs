//! What was told stands in the tables.
