//! What holds a commit through a crash is read back.
