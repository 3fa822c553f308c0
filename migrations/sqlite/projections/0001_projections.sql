-- The projections: what finance reads. Everything here is made again by a replay of the journal, so it may
-- be dropped and rebuilt, but is never changed by hand.
--
-- Amounts are whole minor units beside their currency or asset and its exponent: 185000, CNY, 2 is 1,850.00
-- CNY. Times are UTC by RFC 3339 with nine digits behind the second, so that texts are ordered as times
-- are. Every row has the sequence of the record that wrote it last.

-- How far the tables have come: the record whose rows were written last, in the same transaction.
CREATE TABLE watermark (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), -- there is one row
    layout   INTEGER NOT NULL,                             -- which release wrote the tables; another one rebuilds them
    sequence INTEGER NOT NULL,                             -- the last record
    at       TEXT                                          -- its time; nothing before the first
) STRICT;

INSERT INTO watermark (one, layout, sequence, at) VALUES (1, 1, 0, NULL);

-- A record: a command, or what fell due.
CREATE TABLE commands (
    sequence    INTEGER NOT NULL PRIMARY KEY, -- its place
    at          TEXT    NOT NULL,             -- when
    actor       TEXT    NOT NULL,             -- who asked; the exchange for what fell due
    command_key TEXT,                         -- the idempotency key under which it was asked
    kind        TEXT    NOT NULL,             -- what was asked, in a word, as in `place_order`
    action      TEXT    NOT NULL,             -- what was asked, as JSON
    due         TEXT,                         -- what fell due, as in `call C12`
    state       TEXT    NOT NULL,             -- whether it was done
    refusal     TEXT,                         -- the stable code of the refusal
    message     TEXT,                         -- what was wrong
    answer      TEXT    NOT NULL              -- the outcome or the rejection, as JSON
) STRICT;

CREATE INDEX commands_by_key ON commands (actor, command_key, sequence) WHERE command_key IS NOT NULL;

-- An order, from its acceptance on.
CREATE TABLE orders (
    order_id        TEXT    NOT NULL, -- its id
    client_order_id TEXT,             -- the member's own name for it
    member          TEXT    NOT NULL, -- whose
    instrument      TEXT    NOT NULL, -- in which book
    side            TEXT    NOT NULL, -- bid or ask
    quantity        INTEGER NOT NULL, -- how many units it is for: those that traded and those that are, or were last, open
    limit_price     TEXT,             -- the worst price; nothing for a market order
    time_in_force   TEXT    NOT NULL, -- how long it stands
    state           TEXT    NOT NULL, -- how far it is
    ending          TEXT,             -- how it ended, if it was not filled
    filled          INTEGER NOT NULL, -- how many units traded
    open            INTEGER NOT NULL, -- how many units wait in the book
    placed_sequence INTEGER NOT NULL, -- the record that accepted it
    placed_at       TEXT    NOT NULL, -- when it was accepted
    sequence        INTEGER NOT NULL, -- the record that changed it last
    at              TEXT    NOT NULL, -- when
    PRIMARY KEY (order_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX orders_of_member ON orders (member, placed_sequence);
CREATE INDEX orders_open ON orders (member, placed_sequence) WHERE open > 0;

-- A trade.
CREATE TABLE trades (
    trade_id              INTEGER NOT NULL PRIMARY KEY, -- its number, which is the carriage's too
    instrument            TEXT    NOT NULL,             -- in which book
    price                 TEXT    NOT NULL,             -- for one unit
    currency              TEXT    NOT NULL,             -- what it is paid in
    exponent              INTEGER NOT NULL,             -- the digits of the currency's minor unit
    quantity              INTEGER NOT NULL,             -- how many units
    shipper               TEXT    NOT NULL,             -- who bought
    carrier               TEXT    NOT NULL,             -- who sold
    taker_order           TEXT    NOT NULL,             -- the order that arrived
    taker_client_order_id TEXT,                         -- its member's own name for it
    maker_order           TEXT    NOT NULL,             -- the order that rested
    maker_client_order_id TEXT,                         -- its member's own name for it
    taker_side            TEXT    NOT NULL,             -- the side of the order that arrived
    sequence              INTEGER NOT NULL,             -- the record that made it
    at                    TEXT    NOT NULL              -- when
) STRICT;

CREATE INDEX trades_of_instrument ON trades (instrument, trade_id);
CREATE INDEX trades_of_shipper ON trades (shipper, trade_id);
CREATE INDEX trades_of_carrier ON trades (carrier, trade_id);
CREATE INDEX trades_of_taker ON trades (taker_order, trade_id);
CREATE INDEX trades_of_maker ON trades (maker_order, trade_id);

-- A member. The exchange itself was there before the first record, and stands nowhere.
CREATE TABLE members (
    member   TEXT    NOT NULL, -- its code
    name     TEXT    NOT NULL, -- its name
    roles    TEXT    NOT NULL, -- what it may do, as in `carrier, warehouse`
    sequence INTEGER NOT NULL, -- the record that admitted it
    at       TEXT    NOT NULL, -- when
    PRIMARY KEY (member)
) STRICT, WITHOUT ROWID;

-- A version of terms.
CREATE TABLE terms (
    version  INTEGER NOT NULL PRIMARY KEY, -- its number, over all codes
    code     TEXT    NOT NULL,             -- which terms
    terms    TEXT    NOT NULL,             -- the rates and hours, as JSON, as they were commanded
    sequence INTEGER NOT NULL,             -- the record that set it
    at       TEXT    NOT NULL              -- when
) STRICT;

-- A place.
CREATE TABLE places (
    place    TEXT    NOT NULL, -- its code
    name     TEXT    NOT NULL, -- its name
    listing  TEXT    NOT NULL, -- the place with its clock, as JSON, as it was commanded
    sequence INTEGER NOT NULL, -- the record that listed it, or gave it a new clock
    at       TEXT    NOT NULL, -- when
    PRIMARY KEY (place)
) STRICT, WITHOUT ROWID;

-- A service.
CREATE TABLE services (
    service  TEXT    NOT NULL, -- its code
    cut_off  TEXT    NOT NULL, -- when boxes must be gated in
    listing  TEXT    NOT NULL, -- what is carried, where, when and in what, as JSON, as it was commanded
    warnings TEXT    NOT NULL, -- what is odd about it, as JSON: an array of texts
    sequence INTEGER NOT NULL, -- the record that listed it
    at       TEXT    NOT NULL, -- when
    PRIMARY KEY (service)
) STRICT, WITHOUT ROWID;

-- A book.
CREATE TABLE instruments (
    instrument TEXT    NOT NULL, -- its code
    service    TEXT    NOT NULL, -- of which service
    currency   TEXT    NOT NULL, -- what it is paid in
    exponent   INTEGER NOT NULL, -- the digits of the currency's minor unit
    tick       TEXT    NOT NULL, -- the smallest step of a price
    lot        INTEGER NOT NULL, -- the smallest step of a quantity
    terms      TEXT    NOT NULL, -- by which terms
    state      TEXT    NOT NULL, -- whether it takes orders
    sequence   INTEGER NOT NULL, -- the record that listed or closed it
    at         TEXT    NOT NULL, -- when
    PRIMARY KEY (instrument)
) STRICT, WITHOUT ROWID;

-- A carriage. How many of its units are named, loaded and so on stands in the view `carriage_progress`.
CREATE TABLE carriages (
    carriage_id              INTEGER NOT NULL PRIMARY KEY, -- its number, which is the trade's too
    service                  TEXT    NOT NULL,             -- what is carried
    shipper                  TEXT    NOT NULL,             -- who sends
    carrier                  TEXT    NOT NULL,             -- who carries
    quantity                 INTEGER NOT NULL,             -- how many units were bought
    units_left               INTEGER NOT NULL,             -- how many of them have not dropped out
    price                    TEXT    NOT NULL,             -- for one unit
    currency                 TEXT    NOT NULL,             -- what it is paid in
    exponent                 INTEGER NOT NULL,             -- the digits of the currency's minor unit
    terms                    INTEGER NOT NULL,             -- the version of its terms
    state                    TEXT    NOT NULL,             -- how far it is
    escrow_called            INTEGER,                      -- what the shipper paid into escrow; nothing before the call
    escrow_returned          INTEGER NOT NULL,             -- what of the escrow went back, since units dropped out
    released                 INTEGER NOT NULL,             -- what of the escrow was released to the carrier
    cancelled_by             TEXT,                         -- who cancelled it
    closes_at                TEXT,                         -- when it will be closed, if that is known
    closed_at                TEXT,                         -- when it was closed
    shipper_deposit_returned INTEGER,                      -- what of its deposit went back to the shipper at closing
    carrier_deposit_returned INTEGER,                      -- what of its deposit went back to the carrier at closing
    struck_sequence          INTEGER NOT NULL,             -- the record that struck it
    struck_at                TEXT    NOT NULL,             -- when it was struck
    sequence                 INTEGER NOT NULL,             -- the record that changed it last
    at                       TEXT    NOT NULL              -- when
) STRICT;

CREATE INDEX carriages_of_shipper ON carriages (shipper, carriage_id);
CREATE INDEX carriages_of_carrier ON carriages (carrier, carriage_id);
CREATE INDEX carriages_open ON carriages (carriage_id) WHERE state <> 'closed';

-- A unit that was named for a carriage.
CREATE TABLE units (
    carriage_id INTEGER NOT NULL, -- for which carriage
    unit        TEXT    NOT NULL, -- the box, or the consignment
    quantity    INTEGER NOT NULL, -- how much it counts: 1 for a box
    doubtful    INTEGER NOT NULL, -- 1 if it is a container number whose check digit is wrong, 0 otherwise
    sequence    INTEGER NOT NULL, -- the record that named it
    at          TEXT    NOT NULL, -- when
    PRIMARY KEY (carriage_id, unit)
) STRICT, WITHOUT ROWID;

-- What was said of a milestone; the last word about one counts, see the view `standing_milestones`.
CREATE TABLE milestones (
    sequence    INTEGER NOT NULL PRIMARY KEY, -- the record in which it was said
    at          TEXT    NOT NULL,             -- when it was said
    carriage_id INTEGER NOT NULL,             -- of which carriage
    source      TEXT    NOT NULL,             -- who had said so first
    event       TEXT    NOT NULL,             -- the source's name for it
    word        TEXT    NOT NULL,             -- what was said of it
    kind        TEXT    NOT NULL,             -- what happened, by its DCSA code
    place       TEXT,                         -- where, if it was said
    occurred    TEXT,                         -- when it happened; nothing if it was withdrawn
    updated     TEXT,                         -- when the source said so, if it told
    units       TEXT    NOT NULL              -- to which units, as JSON: an array of numbers, empty where it concerns the whole carriage
) STRICT;

CREATE INDEX milestones_of_carriage ON milestones (carriage_id, source, event, sequence);

-- Units that dropped out of a carriage by the fault of a side.
CREATE TABLE dropouts (
    sequence        INTEGER NOT NULL, -- the record in which they dropped out
    position        INTEGER NOT NULL, -- the place of the event among those of its record
    at              TEXT    NOT NULL, -- when
    carriage_id     INTEGER NOT NULL, -- of which carriage
    fault           TEXT    NOT NULL, -- by whose fault
    why             TEXT    NOT NULL, -- why
    units           INTEGER NOT NULL, -- how many
    units_left      INTEGER NOT NULL, -- how many were left
    escrow_returned INTEGER NOT NULL, -- what went back to the shipper
    currency        TEXT    NOT NULL, -- of which currency
    exponent        INTEGER NOT NULL, -- the digits of its minor unit
    PRIMARY KEY (sequence, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX dropouts_of_carriage ON dropouts (carriage_id, sequence, position);

-- Damages or a cancellation fee, and what covered them.
CREATE TABLE damages (
    sequence     INTEGER NOT NULL, -- the record in which they were charged
    position     INTEGER NOT NULL, -- the place of the event among those of its record
    at           TEXT    NOT NULL, -- when
    carriage_id  INTEGER NOT NULL, -- of which carriage
    payer        TEXT    NOT NULL, -- who owed them
    total        INTEGER NOT NULL, -- how much
    to_other     INTEGER NOT NULL, -- the other side's part
    to_house     INTEGER NOT NULL, -- the exchange's part
    from_deposit INTEGER NOT NULL, -- what the deposit covered
    from_free    INTEGER NOT NULL, -- what free money covered
    from_fund    INTEGER NOT NULL, -- what the default fund covered
    owed         INTEGER NOT NULL, -- what became a claim
    currency     TEXT    NOT NULL, -- of which currency
    exponent     INTEGER NOT NULL, -- the digits of its minor unit
    PRIMARY KEY (sequence, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX damages_of_carriage ON damages (carriage_id, sequence, position);

-- Who owes whom: a claim, or a bill for storage.
CREATE TABLE obligations (
    claim_id       INTEGER NOT NULL PRIMARY KEY, -- the number of the claim; a bill has the same
    kind           TEXT    NOT NULL,             -- what it came from
    carriage_id    INTEGER,                      -- of which carriage the storage was
    split_from     INTEGER,                      -- the claim of which it was a part
    debtor         TEXT    NOT NULL,             -- who owes
    creditor       TEXT    NOT NULL,             -- to whom: a member's code, `escrow C12`, `fund` or `house`
    amount         INTEGER NOT NULL,             -- how much it came to, with tax
    tax            INTEGER NOT NULL,             -- the tax on a bill
    owed           INTEGER NOT NULL,             -- how much is still owed
    currency       TEXT    NOT NULL,             -- of which currency
    exponent       INTEGER NOT NULL,             -- the digits of its minor unit
    state          TEXT    NOT NULL,             -- how far it is
    arose_sequence INTEGER NOT NULL,             -- the record in which it arose
    arose_at       TEXT    NOT NULL,             -- when it arose
    sequence       INTEGER NOT NULL,             -- the record that changed it last
    at             TEXT    NOT NULL              -- when
) STRICT;

CREATE INDEX obligations_of_debtor ON obligations (debtor, claim_id);
CREATE INDEX obligations_of_creditor ON obligations (creditor, claim_id);
CREATE INDEX obligations_open ON obligations (claim_id) WHERE state <> 'settled';

-- Storage that was counted.
CREATE TABLE storage (
    sequence    INTEGER NOT NULL PRIMARY KEY, -- the record that counted it
    at          TEXT    NOT NULL,             -- when
    claim_id    INTEGER NOT NULL,             -- the number of the bill
    carriage_id INTEGER NOT NULL,             -- of which carriage
    warehouse   TEXT    NOT NULL,             -- which warehouse
    debtor      TEXT    NOT NULL,             -- who will owe it
    units       INTEGER NOT NULL,             -- how many units
    days        INTEGER NOT NULL,             -- how many days
    rate        TEXT    NOT NULL,             -- for one unit and day
    amount      INTEGER NOT NULL,             -- how much
    currency    TEXT    NOT NULL,             -- of which currency
    exponent    INTEGER NOT NULL              -- the digits of its minor unit
) STRICT;

CREATE INDEX storage_of_bill ON storage (claim_id, sequence);

-- Money that the bank received.
CREATE TABLE receipts (
    received_sequence INTEGER NOT NULL PRIMARY KEY, -- the record that booked it
    received_at       TEXT    NOT NULL,             -- when it was booked
    receipt_id        INTEGER,                      -- its number, if its owner was not known
    member            TEXT,                         -- whose it is, if that was known
    amount            INTEGER NOT NULL,             -- how much
    unallocated       INTEGER NOT NULL,             -- what of it has no owner yet
    currency          TEXT    NOT NULL,             -- of which currency
    exponent          INTEGER NOT NULL,             -- the digits of its minor unit
    reference         TEXT    NOT NULL,             -- what the bank's line says
    sequence          INTEGER NOT NULL,             -- the record that changed it last
    at                TEXT    NOT NULL              -- when
) STRICT;

CREATE INDEX receipts_unallocated ON receipts (received_sequence) WHERE unallocated > 0;

-- A netting cycle.
CREATE TABLE netting_cycles (
    cycle_id        INTEGER NOT NULL PRIMARY KEY, -- its number
    currency        TEXT    NOT NULL,             -- in which currency
    exponent        INTEGER NOT NULL,             -- the digits of its minor unit
    value_date      TEXT    NOT NULL,             -- when it is to be paid
    members         INTEGER NOT NULL,             -- to how many members
    total           INTEGER NOT NULL,             -- how much in all
    state           TEXT    NOT NULL,             -- how far it is
    opened_sequence INTEGER NOT NULL,             -- the record that opened it
    opened_at       TEXT    NOT NULL,             -- when it was opened
    sequence        INTEGER NOT NULL,             -- the record that changed it last
    at              TEXT    NOT NULL              -- when
) STRICT;

-- What one member is paid by a cycle.
CREATE TABLE nets (
    cycle_id INTEGER NOT NULL, -- by which cycle
    member   TEXT    NOT NULL, -- who
    amount   INTEGER NOT NULL, -- how much
    currency TEXT    NOT NULL, -- of which currency
    exponent INTEGER NOT NULL, -- the digits of its minor unit
    sequence INTEGER NOT NULL, -- the record that fixed it
    at       TEXT    NOT NULL, -- when
    PRIMARY KEY (cycle_id, member)
) STRICT, WITHOUT ROWID;

-- An order to the bank.
CREATE TABLE payments (
    payment_id    INTEGER NOT NULL PRIMARY KEY, -- its number
    member        TEXT    NOT NULL,             -- to whom
    cycle_id      INTEGER,                      -- by which cycle; nothing if the member asked for its free money
    amount        INTEGER NOT NULL,             -- how much
    currency      TEXT    NOT NULL,             -- of which currency
    exponent      INTEGER NOT NULL,             -- the digits of its minor unit
    state         TEXT    NOT NULL,             -- what the bank said
    sent_sequence INTEGER NOT NULL,             -- the record that sent it
    sent_at       TEXT    NOT NULL,             -- when it was sent
    sequence      INTEGER NOT NULL,             -- the record that changed it last
    at            TEXT    NOT NULL              -- when
) STRICT;

CREATE INDEX payments_of_member ON payments (member, payment_id);
CREATE INDEX payments_of_cycle ON payments (cycle_id, payment_id);

-- A transfer: one debit, one credit, one amount.
CREATE TABLE transfers (
    transfer_id INTEGER NOT NULL PRIMARY KEY, -- its number
    debit       TEXT    NOT NULL,             -- the account debited
    credit      TEXT    NOT NULL,             -- the account credited
    amount      INTEGER NOT NULL,             -- how much
    asset       TEXT    NOT NULL,             -- a currency, or the service whose slots they are
    exponent    INTEGER NOT NULL,             -- the digits of its minor unit
    reason      TEXT    NOT NULL,             -- why
    about       TEXT    NOT NULL,             -- on account of what: `C12`, `K3`, `N1`, `P4`, `R2`, a service, or `house`
    sequence    INTEGER NOT NULL,             -- the record that made it
    at          TEXT    NOT NULL              -- when
) STRICT;

CREATE INDEX transfers_about ON transfers (about, transfer_id);
CREATE INDEX transfers_of_record ON transfers (sequence, transfer_id);

-- One side of a transfer.
CREATE TABLE entries (
    account     TEXT    NOT NULL, -- on which account
    transfer_id INTEGER NOT NULL, -- of which transfer
    side        TEXT    NOT NULL, -- on which side
    amount      INTEGER NOT NULL, -- how much
    balance     INTEGER NOT NULL, -- the balance of the account afterwards, on its normal side
    sequence    INTEGER NOT NULL, -- the record that made it
    PRIMARY KEY (account, transfer_id)
) STRICT, WITHOUT ROWID;

-- An account; available is posted less held.
CREATE TABLE balances (
    account  TEXT    NOT NULL, -- its name: code, what it is about, whose it is, and the asset
    code     INTEGER NOT NULL, -- the code in the chart
    about    TEXT,             -- what it is about: `C12`, `K3`, `N1`, `P4` or `R2`
    owner    TEXT,             -- whose it is: a member's code, `fund`, `house` or `escrow`
    asset    TEXT    NOT NULL, -- a currency, or the service whose slots are counted
    exponent INTEGER NOT NULL, -- the digits of its minor unit
    normal   TEXT    NOT NULL, -- the side on which its balance is counted as positive
    posted   INTEGER NOT NULL, -- the balance, on the normal side
    held     INTEGER NOT NULL, -- what holds keep of it
    sequence INTEGER NOT NULL, -- the record that changed it last
    at       TEXT    NOT NULL, -- when
    PRIMARY KEY (account)
) STRICT, WITHOUT ROWID;

CREATE INDEX balances_of_owner ON balances (owner, account);
CREATE INDEX balances_of_code ON balances (code, account);
CREATE INDEX balances_filled ON balances (account) WHERE posted <> 0;

-- What is set aside for an order. A hold that has ended stands here no longer.
CREATE TABLE holds (
    hold_id         TEXT    NOT NULL, -- its id
    account         TEXT    NOT NULL, -- on which account
    amount          INTEGER NOT NULL, -- how much is held
    asset           TEXT    NOT NULL, -- a currency, or the service whose slots they are
    exponent        INTEGER NOT NULL, -- the digits of its minor unit
    order_id        TEXT    NOT NULL, -- for which order
    client_order_id TEXT,             -- the member's own name for the order
    sequence        INTEGER NOT NULL, -- the record that changed it last
    at              TEXT    NOT NULL, -- when
    PRIMARY KEY (hold_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX holds_on_account ON holds (account, hold_id);

-- The last word about each milestone, unless it was withdrawn.
CREATE VIEW standing_milestones AS
SELECT sequence, at, carriage_id, source, event, word, kind, place, occurred, updated, units
FROM milestones AS milestone
WHERE word <> 'withdrawn' AND NOT EXISTS (
    SELECT 1 FROM milestones AS later
    WHERE later.carriage_id = milestone.carriage_id AND later.source = milestone.source
        AND later.event = milestone.event AND later.sequence > milestone.sequence
);

-- How many units of a carriage are named, and have passed each milestone that stands.
CREATE VIEW carriage_progress AS
SELECT
    carriage.carriage_id,
    (
        SELECT CAST(COALESCE(SUM(unit.quantity), 0) AS BIGINT) FROM units AS unit
        WHERE unit.carriage_id = carriage.carriage_id
    ) AS named,
    (
        SELECT CAST(COALESCE(SUM(unit.quantity), 0) AS BIGINT) FROM units AS unit
        WHERE unit.carriage_id = carriage.carriage_id AND EXISTS (
            SELECT 1 FROM standing_milestones AS milestone, json_each(milestone.units) AS told
            WHERE milestone.carriage_id = carriage.carriage_id AND milestone.kind = 'GTIN' AND told.value = unit.unit
        )
    ) AS gated_in,
    (
        SELECT CAST(COALESCE(SUM(unit.quantity), 0) AS BIGINT) FROM units AS unit
        WHERE unit.carriage_id = carriage.carriage_id AND EXISTS (
            SELECT 1 FROM standing_milestones AS milestone, json_each(milestone.units) AS told
            WHERE milestone.carriage_id = carriage.carriage_id AND milestone.kind = 'LOAD' AND told.value = unit.unit
        )
    ) AS loaded,
    (
        SELECT CAST(COALESCE(SUM(unit.quantity), 0) AS BIGINT) FROM units AS unit
        WHERE unit.carriage_id = carriage.carriage_id AND EXISTS (
            SELECT 1 FROM standing_milestones AS milestone, json_each(milestone.units) AS told
            WHERE milestone.carriage_id = carriage.carriage_id AND milestone.kind = 'DISC' AND told.value = unit.unit
        )
    ) AS discharged,
    (
        SELECT CAST(COALESCE(SUM(unit.quantity), 0) AS BIGINT) FROM units AS unit
        WHERE unit.carriage_id = carriage.carriage_id AND EXISTS (
            SELECT 1 FROM standing_milestones AS milestone, json_each(milestone.units) AS told
            WHERE milestone.carriage_id = carriage.carriage_id AND milestone.kind = 'GTOT' AND told.value = unit.unit
        )
    ) AS gated_out
FROM carriages AS carriage;

-- A statement: the entries of an account with what their transfers say.
CREATE VIEW statement_lines AS
SELECT
    entry.account, entry.transfer_id, entry.side, entry.amount, entry.balance,
    transfer.asset, transfer.exponent,
    CASE entry.side WHEN 'debit' THEN transfer.credit ELSE transfer.debit END AS other_account,
    transfer.reason, transfer.about, entry.sequence, transfer.at
FROM entries AS entry
JOIN transfers AS transfer ON transfer.transfer_id = entry.transfer_id;

-- What stands on the accounts of one code in one asset. A sum may need more than 64 bits, so it comes in two
-- parts: thousands of millions, and what is below.
CREATE VIEW trial_balance AS
SELECT
    asset, exponent, code,
    CAST(SUM(CASE WHEN (normal = 'debit') = (posted > 0) THEN ABS(posted) / 1000000000 ELSE 0 END) AS BIGINT) AS debit_high,
    CAST(SUM(CASE WHEN (normal = 'debit') = (posted > 0) THEN ABS(posted) % 1000000000 ELSE 0 END) AS BIGINT) AS debit_low,
    CAST(SUM(CASE WHEN (normal = 'credit') = (posted > 0) THEN ABS(posted) / 1000000000 ELSE 0 END) AS BIGINT) AS credit_high,
    CAST(SUM(CASE WHEN (normal = 'credit') = (posted > 0) THEN ABS(posted) % 1000000000 ELSE 0 END) AS BIGINT) AS credit_low
FROM balances
WHERE posted <> 0
GROUP BY asset, exponent, code;
