//! What is known of the place where output is read: how wide it is, and whether it shows colours.

use std::io::{IsTerminal, stdout};

use report::{Ink, Page};

/// The widest page that is still easy to read.
const WIDEST: u16 = 140;

/// The page that standard output is: as wide as its terminal; without an edge and without colours where it is a
/// pipe or a file, or where `NO_COLOR` is set (<https://no-color.org>).
pub(crate) fn page() -> Page {
    if !stdout().is_terminal() {
        return Page::PLAIN;
    }
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let width = terminal_size::terminal_size().map(|(terminal_size::Width(width), _)| width.min(WIDEST));
    Page { width, ink: if plain { Ink::Plain } else { Ink::Coloured }, ..Page::PLAIN }
}
