//! Drawings of a small day.
