//! `laycan verify`, as a shell sees it.

mod shell;

use shell::Shell;
use store::stage::folder;

#[test]
fn a_journal_is_verified_with_its_tables_without_them_and_not_at_all_where_there_is_none() {
    let folder = folder();
    let file = folder.path().join("day.db");
    let url = format!("sqlite:{}", file.display());
    let verify = || Shell::run(&["verify", "--database", &url], "");
    let missing = verify();
    assert!(missing.starts_with("exit 2\n") && missing.contains("there is no database at"), "{missing}");

    assert!(Shell::run(&["demo", "--database", &url], "").starts_with("exit 0\n"));
    let whole = verify();
    assert!(whole.starts_with("exit 0\n") && whole.contains("every row as the journal has it"), "{whole}");

    for name in ["day.projections.db", "day.projections.db-wal", "day.projections.db-shm"] {
        let file = folder.path().join(name);
        if file.exists() {
            std::fs::remove_file(file).expect("removed");
        }
    }
    let copy = verify();
    assert!(copy.starts_with("exit 0\n") && copy.contains("projections  none are there"), "{copy}");
    assert!(Shell::run(&["projections", "rebuild", "--database", &url], "").starts_with("exit 0\n"));
    assert_eq!(verify(), whole, "rebuilt tables are the same");
}
