//! What is carried, where, when, in what, by whom, and what became of it.
