-- The journal: a chain of blocks, one row a group commit.
CREATE TABLE block (
    first    BIGINT NOT NULL PRIMARY KEY CHECK (first >= 1),        -- the sequence of its first record
    last     BIGINT NOT NULL CHECK (last >= first),                 -- the sequence of its last record
    epoch    BIGINT NOT NULL,                                       -- who wrote it
    at       BIGINT NOT NULL,                                       -- the time of its last record, in microseconds since 1970
    encoding BIGINT NOT NULL,                                       -- how the body is written
    body     BYTEA  NOT NULL,                                       -- the records
    previous BYTEA  NOT NULL CHECK (octet_length(previous) = 32),   -- the hash of the block before
    hash     BYTEA  NOT NULL CHECK (octet_length(hash) = 32)        -- SHA-256 over all this
);

-- Where the chain ends, and who may append: a block that went missing from the end is missed here.
CREATE TABLE head (
    one   BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
    epoch BIGINT NOT NULL,                                          -- the writer that holds office
    last  BIGINT NOT NULL,                                          -- the last sequence
    hash  BYTEA  NOT NULL CHECK (octet_length(hash) = 32)           -- the hash of the last block
);

INSERT INTO head (one, epoch, last, hash) VALUES (1, 0, 0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION block_appended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE head SET last = NEW.last, hash = NEW.hash WHERE one = 1;
    RETURN NULL;
END
$$;

CREATE TRIGGER block_appended AFTER INSERT ON block FOR EACH ROW EXECUTE FUNCTION block_appended();

-- What was appended stays: an accident with a database tool is refused.
CREATE FUNCTION block_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a block of the journal is never changed or deleted';
END
$$;

CREATE TRIGGER block_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON block
    FOR EACH STATEMENT EXECUTE FUNCTION block_is_never_changed();
