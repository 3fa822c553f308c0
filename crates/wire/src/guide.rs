//! The guide to the protocol, printed from the types and from one story that is really played.
//!
//! ```text
//!   schemas, comments in the sources ──▶ fields, words, texts      ┐
//!   the story, through the engine    ──▶ examples, answers, events ├──▶ docs/guides/commands.md
//!   the catalogues of refusals       ──▶ codes                     ┘
//! ```
//!
//! A test compares the file and rewrites it with `UPDATE_EXPECT=1`, so that it cannot say what is not so.

mod sources;
pub(crate) mod story;
mod lexicon;
mod table;
mod tests;

use std::fmt::Write;

use engine::{Explained, Family};

use crate::CODES;
use lexicon::Lexicon;
use story::{Group, Piece, Played};
use table::Table;

/// What stands at the top, before anything is generated.
const PREFACE: &str = include_str!("guide/preface.md");

/// The whole guide, as Markdown.
pub(crate) fn guide() -> String {
    let lexicon = Lexicon::new();
    let played = story::play();
    let mut out = PREFACE.to_owned();
    lines(&mut out, &lexicon, &played);
    commands(&mut out, &lexicon, &played);
    tale(&mut out);
    words(&mut out, &lexicon);
    events(&mut out, &lexicon, &played);
    refusals(&mut out);
    out
}

/// When `laycan run` says that a command was accepted.
const REPEATED: &str = "`laycan run` prints such a line only for a key that was asked before, as nothing happens then; \
    what came of any other command is told by its events.\n";

/// The forms of a line, in and out.
fn lines(out: &mut String, lexicon: &Lexicon, played: &Played) {
    let shown = [
        ("What goes in", "Line", &played.lines[0].text),
        ("What is answered", "AcceptedLine", &played.accepted),
        ("What is refused", "RejectedLine", &played.rejected),
        ("What happened", "EventLine", &played.events["trade"]),
        ("What was due", "DueLine", &played.due),
    ];
    for (title, name, example) in shown {
        put(out, &format!("\n### {title}\n\n{}\n", lexicon.about(name)));
        if name == "AcceptedLine" {
            put(out, REPEATED);
        }
        if name == "RejectedLine" {
            put(out, "A line that cannot be read is told where it is wrong:\n");
            code(out, &played.unreadable);
            put(out, "\nThe engine refuses for reasons of its own:\n");
        }
        code(out, example);
        put(out, &format!("\n{}", lexicon.fields(name)));
    }
}

/// Every command, by group, with its fields and an example.
fn commands(out: &mut String, lexicon: &Lexicon, played: &Played) {
    put(out, "\n## Commands\n\n");
    for group in Group::ALL {
        let names: Vec<String> = lexicon
            .choices("Action")
            .iter()
            .filter(|choice| played.group(&choice.name) == group)
            .map(|choice| format!("[`{0}`](#{0})", choice.name))
            .collect();
        put(out, &format!("- **{}**: {}\n", group.title(), names.join(" · ")));
    }
    for group in Group::ALL {
        put(out, &format!("\n### {}\n", group.title()));
        for choice in lexicon.choices("Action") {
            if played.group(&choice.name) != group {
                continue;
            }
            put(out, &format!("\n#### `{}`\n\n{}\n", choice.name, choice.meaning));
            let name = choice.of.as_deref().expect("a command has a type of its own");
            let fields = lexicon.fields(name);
            put(
                out,
                &if fields.is_empty() { "\nIt has no fields.\n".to_owned() } else { format!("\n{fields}") },
            );
            code(out, &played.first(&choice.name).text);
        }
    }
}

/// The story in order.
fn tale(out: &mut String) {
    put(
        out,
        "\n## The examples as one story\n\nThe lines above, and those between them, in order: a file of them can be played as it is.\n",
    );
    let mut open = false;
    for piece in story::pieces(story::TEXT) {
        let close = if core::mem::replace(&mut open, matches!(piece, Piece::Line(_))) && !open {
            "```\n"
        } else {
            ""
        };
        put(out, close);
        match piece {
            Piece::Chapter(title) => put(out, &format!("\n### {title}\n")),
            Piece::Words(words) => put(out, &format!("\n{words}\n")),
            Piece::Line(line) => {
                let begin =
                    if out.ends_with("```json\n") || out.ends_with("}\n") { "" } else { "\n```json\n" };
                put(out, &format!("{begin}{line}\n"));
            }
        }
    }
    put(out, "```\n");
}

/// Every type that a field can have.
fn words(out: &mut String, lexicon: &Lexicon) {
    put(out, "\n## Objects\n");
    for name in lexicon.objects() {
        put(
            out,
            &format!("\n### {}\n\n{}\n\n{}", lexicon::title(name), lexicon.about(name), lexicon.fields(name)),
        );
    }
    put(
        out,
        "\n## Choices\n\nA word in quotes stands alone; a name without quotes is written as an object with this one name.\n",
    );
    for name in lexicon.alternatives() {
        put(out, &format!("\n### {}\n\n{}\n\n", lexicon::title(name), lexicon.about(name)));
        let choices = lexicon.choices(name);
        let mut alone = Table::new(["", "meaning"]);
        let mut with = Table::new(["", "takes", "meaning"]);
        let bare = choices.iter().all(|choice| choice.takes.is_empty());
        for choice in choices {
            if bare {
                alone.row([choice.written(), choice.meaning]);
            } else {
                with.row([choice.written(), choice.takes, choice.meaning]);
            }
        }
        put(out, &format!("{alone}{with}"));
    }
    put(out, "\n## Texts, numbers and lists\n\n");
    let mut table = Table::new(["", "is", "meaning", "as in"]);
    for name in lexicon.simple() {
        let anchor = format!("<a id=\"{}\"></a>{}", lexicon::slug(name), lexicon::title(name));
        table.row([anchor, lexicon.kind(name), lexicon.gist(name), lexicon.examples(name)]);
    }
    put(out, &table.to_string());
}

/// Every event, by family, with an example where the story has one.
fn events(out: &mut String, lexicon: &Lexicon, played: &Played) {
    put(
        out,
        "\n## Events\n\nWhat happened, complete, in the order in which it happened. Every field is there; what is not known is `null`.\n",
    );
    let families = lexicon.families();
    for (family, title) in [
        (Family::Register, "Events of the register"),
        (Family::Market, "Events of the market"),
        (Family::Carriage, "Events of carriages"),
        (Family::Treasury, "Events of the treasury"),
        (Family::Posting, "Postings"),
        (Family::Hold, "Holds"),
    ] {
        put(out, &format!("\n### {title}\n"));
        for choice in lexicon.choices("Event").iter().filter(|choice| families[&choice.name] == family) {
            put(out, &format!("\n#### `{}`\n\n{}\n\n{}", choice.name, choice.meaning, choice.fields));
            if let Some(example) = played.events.get(&choice.name) {
                code(out, example);
            }
        }
    }
}

/// Every code of a refusal.
fn refusals(out: &mut String) {
    put(
        out,
        "\n## Refusals\n\n### At the door\n\nThe line could not be read; it takes no sequence. In the order of the checks.\n\n",
    );
    put(out, &codes(CODES));
    put(
        out,
        "\n### By the engine\n\nThe command could be read, and was refused; it takes a sequence, but for `KEY_REUSED` and `TIME_BACKWARDS`. Nothing moves.\n\n",
    );
    put(out, &codes(engine::catalogue()));
}

fn codes(codes: &[Explained]) -> String {
    let mut table = Table::new(["code", "meaning", "what to do"]);
    for &Explained { code, meaning, hint } in codes {
        table.row([format!("`{code}`"), meaning.to_owned(), hint.to_owned()]);
    }
    table.to_string()
}

fn code(out: &mut String, line: &str) {
    put(out, &format!("\n```json\n{}\n```\n", line.trim_end()));
}

fn put(out: &mut String, text: &str) {
    out.write_str(text).expect("memory takes it");
}
