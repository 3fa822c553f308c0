//! Laws of the wire, over everything that can be asked.

mod actions;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use wire::{Line, read_line, write_line};

fn written(line: &Line) -> String {
    let mut out = Vec::new();
    write_line(&mut out, line);
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// What is done to one object of a line as it is written again.
#[derive(Clone, Copy)]
enum Harm {
    /// A field is added that nobody knows.
    Unknown,
    /// One of its fields stands twice.
    Twice(usize),
    /// One of its fields is left out.
    Without(usize),
    /// Its values stand in a list, in their order.
    List,
}

/// Writes `value` as JSON, and harms the object that is reached when `countdown` is zero.
fn write(value: &Value, harm: Harm, countdown: &mut usize) -> String {
    let list = |items: Vec<String>| format!("[{}]", items.join(","));
    match value {
        Value::Array(items) => list(items.iter().map(|item| write(item, harm, countdown)).collect()),
        Value::Object(fields) => {
            let harmed = *countdown == 0;
            *countdown = countdown.wrapping_sub(1);
            let mut parts = Vec::new();
            for (place, (name, field)) in fields.iter().enumerate() {
                let field = write(field, harm, countdown);
                let part = format!("\"{name}\":{field}");
                match harm {
                    Harm::Without(which) if harmed && place == which % fields.len() => {}
                    Harm::Twice(which) if harmed && place == which % fields.len() => {
                        parts.extend([part.clone(), part]);
                    }
                    Harm::List if harmed => parts.push(field),
                    Harm::Unknown | Harm::Twice(_) | Harm::Without(_) | Harm::List => parts.push(part),
                }
            }
            match harm {
                Harm::List if harmed => list(parts),
                Harm::Unknown if harmed => {
                    parts.push(r#""unheard_of":1"#.to_owned());
                    format!("{{{}}}", parts.join(","))
                }
                _ => format!("{{{}}}", parts.join(",")),
            }
        }
        plain => plain.to_string(),
    }
}

/// How many objects a value holds, itself included.
fn objects(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(objects).sum(),
        Value::Object(fields) => 1 + fields.values().map(objects).sum::<usize>(),
        _ => 0,
    }
}

fn harmed(line: &Line, object: Index, harm: Harm) -> String {
    let value: Value = serde_json::from_str(&written(line)).expect("what is written is JSON");
    write(&value, harm, &mut object.index(objects(&value)))
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(line in actions::line()) {
        prop_assert_eq!(read_line(&written(&line), 1), Ok(line));
    }

    #[test]
    fn what_is_read_strictly_is_read_loosely(line in actions::line()) {
        prop_assert_eq!(serde_json::from_str::<Line>(&written(&line)).ok(), Some(line));
    }

    #[test]
    fn the_order_of_fields_does_not_matter(line in actions::line()) {
        let value: Value = serde_json::from_str(&written(&line)).expect("what is written is JSON");
        prop_assert_eq!(read_line(&value.to_string(), 1), Ok(line));
    }

    #[test]
    fn an_unknown_field_is_refused_at_every_level(line in actions::line(), object in any::<Index>()) {
        let text = harmed(&line, object, Harm::Unknown);
        let wrong = read_line(&text, 1).expect_err(&text);
        prop_assert!(["UNKNOWN_FIELD", "NOT_ONE_NAME"].contains(&wrong.code), "{} {}", text, wrong.code);
    }

    #[test]
    fn a_field_that_stands_twice_is_refused_at_every_level(
        line in actions::line(),
        object in any::<Index>(),
        which in 0..100usize,
    ) {
        let text = harmed(&line, object, Harm::Twice(which));
        match read_line(&text, 1) {
            Err(wrong) => prop_assert_eq!(wrong.code, "DUPLICATE_FIELD", "{}", text),
            Ok(_) => prop_assert!(text.contains("{}"), "only an object without fields has none to stand twice"),
        }
    }

    #[test]
    fn a_list_is_no_object(line in actions::line(), object in any::<Index>()) {
        let text = harmed(&line, object, Harm::List);
        prop_assert_eq!(read_line(&text, 1).expect_err(&text).code, "WRONG_TYPE");
    }

    #[test]
    fn what_is_missing_is_told_or_may_be_left_out(
        line in actions::line(),
        object in any::<Index>(),
        which in 0..100usize,
    ) {
        let text = harmed(&line, object, Harm::Without(which));
        if let Err(wrong) = read_line(&text, 1) {
            let codes = ["MISSING_FIELD", "NOT_ONE_NAME", "SERVICE_PROMISE_NOT_ONE"];
            prop_assert!(codes.contains(&wrong.code), "{} {}", text, wrong);
        }
    }

    #[test]
    fn a_wrong_character_is_told_where_it_is(line in actions::line(), place in any::<Index>(), new in any::<char>()) {
        let mut letters: Vec<char> = written(&line).trim_end().chars().collect();
        let place = place.index(letters.len());
        letters[place] = new;
        let text: String = letters.into_iter().collect();
        match read_line(&text, 1) {
            Ok(read) => prop_assert_eq!(serde_json::from_str::<Line>(&text).ok(), Some(read)),
            Err(wrong) => {
                prop_assert!(wrong.column >= 1 && wrong.column <= text.chars().count() + 1);
                prop_assert!(!wrong.message.is_empty() && !wrong.hint.is_empty());
            }
        }
    }

    #[test]
    fn nothing_makes_the_reader_stumble(text in any::<String>()) {
        if let Err(wrong) = read_line(&text, 1) {
            prop_assert!(wrong.column >= 1 && wrong.column <= text.chars().count() + 1);
        }
    }
}
