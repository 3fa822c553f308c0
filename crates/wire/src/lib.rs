//! Commands, events and rejections as JSON: strict in, exact out.
