//! Which rows are a chart.

use expect_test::{Expect, expect};

use super::{AccountCode, ChartOfAccounts, Class, Row, Side};

fn check(charts: &[&[u16]], expected: &Expect) {
    let row =
        |&code| Row { code: AccountCode(code), name: "", normal: Side::Debit, floor: false, listed: false };
    let told = charts.iter().map(|codes| match ChartOfAccounts::new(codes.iter().map(row).collect()) {
        Ok(chart) => {
            format!("{:?}\n", chart.rows().iter().filter_map(|row| row.code.class()).collect::<Vec<_>>())
        }
        Err(error) => format!("{}: {error}\n", error.code()),
    });
    expected.assert_eq(&told.collect::<String>());
}

#[test]
fn codes_have_a_class_and_ascend() {
    check(
        &[
            &[1010, 2010, 3010, 4010, 5010, 9010],
            &[],
            &[1010, 6010],
            &[101],
            &[10100],
            &[2010, 1010],
            &[1010, 1010],
        ],
        &expect![[r#"
            [Assets, Liabilities, Equity, Income, Expense, Capacity]
            []
            CHART_CODE_WITHOUT_CLASS: code 6010 has no class: four digits that begin with 1, 2, 3, 4, 5 or 9 are needed
            CHART_CODE_WITHOUT_CLASS: code 101 has no class: four digits that begin with 1, 2, 3, 4, 5 or 9 are needed
            CHART_CODE_WITHOUT_CLASS: code 10100 has no class: four digits that begin with 1, 2, 3, 4, 5 or 9 are needed
            CHART_CODES_NOT_ASCENDING: code 1010 stands after 2010, but codes must ascend
            CHART_CODES_NOT_ASCENDING: code 1010 stands after 1010, but codes must ascend
        "#]],
    );
}

#[test]
fn a_row_is_found_by_its_code() {
    let row = Row { code: AccountCode(2010), name: "x", normal: Side::Credit, floor: true, listed: true };
    let chart = ChartOfAccounts::new(vec![row]).unwrap();
    assert_eq!(chart.row(AccountCode(2010)), Some(&row));
    assert_eq!(chart.row(AccountCode(2011)), None);
    assert_eq!(AccountCode(2010).class(), Some(Class::Liabilities));
    assert_eq!(row.normal.opposite(), Side::Debit);
}
