//! The schemas of this room: what documentation pages tell users about our words.

use expect_test::{Expect, expect};
use freight::{
    Consignment, Milestone, Offsets, Participant, ParticipantCode, Place, Roles, SailingWindow, Service,
};
use utoipa::PartialSchema;

fn check<T: PartialSchema>(expected: &Expect) {
    let json = serde_json::to_string_pretty(&T::schema()).expect("a schema is JSON");
    expected.assert_eq(&json);
}

#[test]
fn a_code_is_a_string_with_a_pattern() {
    check::<ParticipantCode>(&expect![[r#"
        {
          "type": "string",
          "description": "Names a member of the exchange: small letters, digits and hyphens, at most 24, as in `birch`.",
          "examples": [
            "birch"
          ],
          "pattern": "^[a-z][a-z0-9-]{0,23}$"
        }"#]]);
    check::<SailingWindow>(&expect![[r#"
        {
          "type": "string",
          "description": "The first to the last day of departure, at the origin's clock.",
          "examples": [
            "2026W14",
            "2026-03-02",
            "2026-03-02..2026-03-08"
          ],
          "pattern": "^[0-9]{4}(W[0-9]{2}|-[0-9]{2}-[0-9]{2}(\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2})?)$"
        }"#]]);
}

#[test]
fn a_service_names_its_promise_and_says_what_its_fields_mean() {
    check::<Service>(&expect![[r##"
        {
          "type": "object",
          "description": "What is carried: where, when, counted in what, and until when cargo is taken in.\n\nExactly one of `movement`, `handling` and `through` is given.",
          "required": [
            "window",
            "unit",
            "cut_off",
            "longest_transit_days"
          ],
          "properties": {
            "movement": {
              "oneOf": [
                {
                  "$ref": "#/components/schemas/Lane",
                  "description": "One lane by one mode."
                },
                {
                  "type": "null"
                }
              ]
            },
            "handling": {
              "oneOf": [
                {
                  "$ref": "#/components/schemas/Handling",
                  "description": "From a mode to a mode at one place."
                },
                {
                  "type": "null"
                }
              ]
            },
            "through": {
              "oneOf": [
                {
                  "$ref": "#/components/schemas/Through",
                  "description": "From place to place by a chain of movements and handlings, under one contract."
                },
                {
                  "type": "null"
                }
              ]
            },
            "window": {
              "$ref": "#/components/schemas/SailingWindow",
              "description": "The days on which it may depart, at the clock of the place where it begins."
            },
            "unit": {
              "$ref": "#/components/schemas/Unit",
              "description": "In what a quantity of it is counted."
            },
            "cut_off": {
              "type": "string",
              "format": "date-time",
              "description": "The cargo cut-off: what is not gated in at this time is a no-show."
            },
            "longest_transit_days": {
              "type": "integer",
              "format": "u-int16",
              "description": "The longest transit in calendar days, counted from the day of departure.",
              "minimum": 0
            }
          },
          "additionalProperties": false
        }"##]]);
}

#[test]
fn a_milestone_leaves_out_what_it_does_not_need() {
    check::<Milestone>(&expect![[r##"
        {
          "type": "object",
          "description": "Something that happened, as its source tells it.",
          "required": [
            "event",
            "kind",
            "occurred"
          ],
          "properties": {
            "event": {
              "$ref": "#/components/schemas/MilestoneCode",
              "description": "The source's own code for it, unique for the source."
            },
            "kind": {
              "$ref": "#/components/schemas/MilestoneKind",
              "description": "What happened."
            },
            "classifier": {
              "$ref": "#/components/schemas/Classifier",
              "description": "Whether it did happen, or is only planned or estimated; `ACT` if it is left out."
            },
            "occurred": {
              "type": "string",
              "format": "date-time",
              "description": "When it happened."
            },
            "updated": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When the source said so (`eventUpdatedDateTime`): a correction that is older than what stands is refused.\nLeft out, corrections count in the order in which they come. A withdrawal has no such time: it is final."
            },
            "place": {
              "oneOf": [
                {
                  "$ref": "#/components/schemas/PlaceCode",
                  "description": "Where it happened; customs always say where."
                },
                {
                  "type": "null"
                }
              ]
            },
            "boxes": {
              "type": "array",
              "items": {
                "$ref": "#/components/schemas/UnitNumber"
              },
              "description": "The boxes or consignments that it happened to; none for what happens to the whole carriage."
            }
          },
          "additionalProperties": false
        }"##]]);
}

#[test]
fn lists_say_how_long_they_are() {
    check::<Roles>(&expect![[r##"
        {
          "type": "array",
          "items": {
            "$ref": "#/components/schemas/Role"
          },
          "description": "A set of roles with at least one in it; a list of names in the protocol.",
          "minItems": 1
        }"##]]);
    check::<Offsets>(&expect![[r##"
        {
          "type": "array",
          "items": {
            "$ref": "#/components/schemas/DatedOffset"
          },
          "description": "The clock of one place: what it is ahead of UTC, and since when.",
          "minItems": 1
        }"##]]);
}

#[test]
fn a_consignment_is_a_box_or_other_cargo() {
    check::<Consignment>(&expect![[r##"
        {
          "oneOf": [
            {
              "type": "object",
              "description": "One box, by its container number.",
              "required": [
                "box"
              ],
              "properties": {
                "box": {
                  "$ref": "#/components/schemas/ContainerNumber",
                  "description": "One box, by its container number."
                }
              }
            },
            {
              "type": "object",
              "description": "A quantity under one number, where the unit is no box.",
              "required": [
                "cargo"
              ],
              "properties": {
                "cargo": {
                  "type": "object",
                  "description": "A quantity under one number, where the unit is no box.",
                  "required": [
                    "number",
                    "quantity"
                  ],
                  "properties": {
                    "number": {
                      "$ref": "#/components/schemas/UnitNumber",
                      "description": "The number that its shipper gave it."
                    },
                    "quantity": {
                      "type": "integer",
                      "format": "u-int32",
                      "description": "How many units of the service it takes: tonnes, kilograms or moves.",
                      "minimum": 1
                    }
                  }
                }
              }
            }
          ],
          "description": "One thing that a nomination names: a box, or a quantity of cargo that travels under one number."
        }"##]]);
}

#[test]
fn members_and_places_refer_to_their_words() {
    check::<Participant>(&expect![[r##"
        {
          "type": "object",
          "description": "A member of the exchange.",
          "required": [
            "code",
            "name",
            "roles"
          ],
          "properties": {
            "code": {
              "$ref": "#/components/schemas/ParticipantCode",
              "description": "The code by which people and commands name the member, for ever."
            },
            "name": {
              "$ref": "#/components/schemas/Name",
              "description": "What the member is called."
            },
            "roles": {
              "$ref": "#/components/schemas/Roles",
              "description": "What the member may do."
            }
          },
          "additionalProperties": false
        }"##]]);
    check::<Place>(&expect![[r##"
        {
          "type": "object",
          "description": "Where cargo is taken over, handled or handed over.",
          "required": [
            "code",
            "name",
            "country",
            "functions",
            "clock"
          ],
          "properties": {
            "code": {
              "$ref": "#/components/schemas/PlaceCode",
              "description": "Its UN/LOCODE, or a name of ours where it has none."
            },
            "name": {
              "$ref": "#/components/schemas/Name",
              "description": "What people call it."
            },
            "country": {
              "$ref": "#/components/schemas/CountryCode",
              "description": "In which country it lies."
            },
            "functions": {
              "$ref": "#/components/schemas/Functions",
              "description": "What UN/LOCODE says it is for; this warns, and never refuses."
            },
            "clock": {
              "$ref": "#/components/schemas/Offsets",
              "description": "What its clock is ahead of UTC, and since when."
            }
          },
          "additionalProperties": false
        }"##]]);
}
