-- The journal: a chain of blocks, one row a group commit.
CREATE TABLE block (
    first    INTEGER NOT NULL PRIMARY KEY CHECK (first >= 1), -- the sequence of its first record
    last     INTEGER NOT NULL CHECK (last >= first),          -- the sequence of its last record
    epoch    INTEGER NOT NULL,                                -- who wrote it
    at       INTEGER NOT NULL,                                -- the time of its last record, in microseconds since 1970
    encoding INTEGER NOT NULL,                                -- how the body is written
    body     BLOB    NOT NULL,                                -- the records
    previous BLOB    NOT NULL CHECK (length(previous) = 32),  -- the hash of the block before
    hash     BLOB    NOT NULL CHECK (length(hash) = 32)       -- SHA-256 over all this
) STRICT;

-- Where the chain ends, and who may append: a block that went missing from the end is missed here.
CREATE TABLE head (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL,                                   -- the writer that holds office
    last  INTEGER NOT NULL,                                   -- the last sequence
    hash  BLOB    NOT NULL CHECK (length(hash) = 32)          -- the hash of the last block
) STRICT;

INSERT INTO head (one, epoch, last, hash) VALUES (1, 0, 0, zeroblob(32));

CREATE TRIGGER block_appended AFTER INSERT ON block BEGIN
    UPDATE head SET last = NEW.last, hash = NEW.hash WHERE one = 1;
END;

-- What was appended stays: an accident with a database tool is refused.
CREATE TRIGGER block_is_never_changed BEFORE UPDATE ON block BEGIN
    SELECT RAISE(ABORT, 'a block of the journal is never changed');
END;

CREATE TRIGGER block_is_never_deleted BEFORE DELETE ON block BEGIN
    SELECT RAISE(ABORT, 'a block of the journal is never deleted');
END;
