//! A market day as a text that a trader and an accountant can read.
