//! The deterministic state machine that joins the pillars.
