//! Members: who they are, and what they may do.

use expect_test::{Expect, expect};

use crate::{Participant, Role};

fn check(json: &str, expected: &Expect) {
    expected.assert_eq(&match serde_json::from_str::<Participant>(json) {
        Ok(member) => {
            assert_eq!(serde_json::to_string(&member).unwrap(), json);
            format!("{} is {}: {}", member.code, member.name, member.roles)
        }
        Err(error) => error.to_string(),
    });
}

#[test]
fn a_member_has_a_code_a_name_and_roles() {
    check(
        r#"{"code":"alder","name":"Alder Lines","roles":["carrier","warehouse"]}"#,
        &expect!["alder is Alder Lines: carrier, warehouse"],
    );
}

#[test]
fn roles_are_a_set() {
    check(
        r#"{"code":"alder","name":"Alder Lines","roles":[]}"#,
        &expect!["ROLES_EMPTY: 0 roles are named, but at least 1 is needed at line 1 column 47"],
    );
    check(
        r#"{"code":"alder","name":"Alder Lines","roles":["carrier","carrier"]}"#,
        &expect!["ROLE_TWICE: role carrier is named twice, but once is enough at line 1 column 66"],
    );
    check(
        r#"{"code":"alder","name":"Alder Lines","roles":["pirate"]}"#,
        &expect![
            "unknown variant `pirate`, expected one of `carrier`, `shipper`, `forwarder`, `warehouse`, `exchange` at line 1 column 54"
        ],
    );
    check(
        r#"{"code":"alder","name":"Alder Lines","roles":"carrier"}"#,
        &expect![[r#"invalid type: string "carrier", expected a list of roles at line 1 column 54"#]],
    );
}

#[test]
fn a_member_has_nothing_else() {
    check(
        r#"{"code":"alder","name":"","roles":["carrier"]}"#,
        &expect![[r#"TEXT_EMPTY: name "" has length 0, but at least 1 is needed at line 1 column 25"#]],
    );
    check(
        r#"{"code":"alder","name":"Alder","roles":["carrier"],"frozen":true}"#,
        &expect!["unknown field `frozen`, expected one of `code`, `name`, `roles` at line 1 column 59"],
    );
}

#[test]
fn one_role_makes_a_set() {
    let roles = crate::Roles::from(Role::Exchange);
    assert_eq!(roles.iter().collect::<Vec<_>>(), [Role::Exchange]);
    assert!(!roles.has(Role::Carrier));
}
