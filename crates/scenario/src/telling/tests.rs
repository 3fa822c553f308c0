//! Every event as the line that people read.
