CREATE VIEW ledger_line AS
SELECT t.id AS transaction_id, t.registrar, t.currency, t.promotion_id, t.kind, t.accrual_id, t.recorded_at,
       m.pending, m.payable, m.held, m.claimed
FROM ledger_transaction t
CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount) FILTER (WHERE e.account = 'ACCRUED_LIABILITY'), 0) AS pending,
           coalesce(sum(x.amount) FILTER (WHERE e.account = 'REGISTRAR_PAYABLE'), 0) AS payable,
           coalesce(sum(x.amount) FILTER (WHERE e.account = 'HELD_IN_DISPUTE'), 0) AS held,
           coalesce(sum(x.amount) FILTER (WHERE e.account = 'CLAWBACK_RECEIVABLE'), 0) AS claimed
    FROM ledger_entry e
    CROSS JOIN LATERAL (SELECT CASE e.side WHEN 'CREDIT' THEN e.amount ELSE -e.amount END AS amount) x
    WHERE e.transaction_id = t.id) m;
COMMENT ON VIEW ledger_line IS 'A transaction as a registrar sees it: what it changes of what is not mature, payable, held and claimed back; above zero where the registrar gains';

CREATE TABLE statement (
    id                uuid        PRIMARY KEY,
    number            bigint      NOT NULL UNIQUE CHECK (number > 0),
    registrar         integer     NOT NULL CHECK (registrar > 0),
    currency          text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    period            text        NOT NULL CHECK (period <> ''),
    from_at           timestamptz NOT NULL,
    until_at          timestamptz NOT NULL,
    first_id          uuid        NOT NULL REFERENCES statement DEFERRABLE INITIALLY DEFERRED,
    corrects          uuid        UNIQUE REFERENCES statement,
    correction_reason text        CHECK (correction_reason <> ''),
    opening_pending   numeric     NOT NULL,
    opening_payable   numeric     NOT NULL,
    opening_held      numeric     NOT NULL,
    opening_claimed   numeric     NOT NULL,
    closing_pending   numeric     NOT NULL,
    closing_payable   numeric     NOT NULL,
    closing_held      numeric     NOT NULL,
    closing_claimed   numeric     NOT NULL,
    lines             integer     NOT NULL CHECK (lines >= 0),
    net_adds          bigint      CHECK (net_adds >= 0),
    agp_deletes       bigint      CHECK (agp_deletes >= 0),
    refund_limit      bigint      CHECK (refund_limit >= 0),
    policy_id         uuid        NOT NULL,
    issued_at         timestamptz NOT NULL,
    issued_by         text        NOT NULL,
    disputable_until  timestamptz NOT NULL,
    document          text        NOT NULL,
    sha256            text        NOT NULL,
    sealed            boolean     NOT NULL DEFAULT false,
    CONSTRAINT statement_digest CHECK (sha256 = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
    CHECK (from_at < until_at AND until_at <= issued_at AND issued_at <= disputable_until),
    CHECK ((corrects IS NULL) = (first_id = id)),
    CHECK ((corrects IS NULL) = (correction_reason IS NULL)),
    CHECK ((net_adds IS NULL) = (agp_deletes IS NULL) AND (net_adds IS NULL) = (refund_limit IS NULL))
);
CREATE UNIQUE INDEX statement_once ON statement (registrar, currency, from_at) WHERE corrects IS NULL;
CREATE INDEX statement_of_registrar ON statement (registrar, currency, until_at);
CREATE INDEX statement_chain ON statement (first_id);
COMMENT ON TABLE statement IS 'What a registrar earned in a period and is owed at its end, in one currency; frozen when issued';
COMMENT ON COLUMN statement.number IS 'Counts from 1 without gaps, over all registrars';
COMMENT ON COLUMN statement.period IS 'A month (2026-04) or two days (2026-04-01/2026-10-01, the second exclusive), UTC';
COMMENT ON COLUMN statement.from_at IS 'First instant of the period; what was booked from then on is a line';
COMMENT ON COLUMN statement.until_at IS 'First instant after the period';
COMMENT ON COLUMN statement.first_id IS 'The statement as it was first issued for the period: its own identifier, or that of the one it corrects in the end';
COMMENT ON COLUMN statement.corrects IS 'The statement that it takes the place of; that one stays readable';
COMMENT ON COLUMN statement.opening_pending IS 'Not yet mature at the start';
COMMENT ON COLUMN statement.opening_payable IS 'Mature and not settled at the start';
COMMENT ON COLUMN statement.opening_held IS 'Kept back in disputes at the start';
COMMENT ON COLUMN statement.opening_claimed IS 'Claimed back after a settlement, at the start; zero or below';
COMMENT ON COLUMN statement.lines IS 'Number of its lines';
COMMENT ON COLUMN statement.net_adds IS 'Creates of the registrar in the month less deletes in the add grace period; null where not known';
COMMENT ON COLUMN statement.agp_deletes IS 'Deletes in the add grace period; null where not known';
COMMENT ON COLUMN statement.refund_limit IS 'How many of those the registry refunds under the policy';
COMMENT ON COLUMN statement.policy_id IS 'Version of the policy of statements that it was issued under';
COMMENT ON COLUMN statement.disputable_until IS 'Lines may be disputed before this instant';
COMMENT ON COLUMN statement.document IS 'The statement with its lines as JSON in one spelling, as it was issued';
COMMENT ON COLUMN statement.sha256 IS 'Of the document';
COMMENT ON COLUMN statement.sealed IS 'Set by the check at commit; nothing is added to a sealed statement';

CREATE TABLE statement_line (
    statement_id   uuid    NOT NULL REFERENCES statement,
    position       integer NOT NULL CHECK (position > 0),
    transaction_id uuid    NOT NULL,
    pending        numeric NOT NULL,
    payable        numeric NOT NULL,
    held           numeric NOT NULL,
    claimed        numeric NOT NULL,
    PRIMARY KEY (statement_id, position),
    UNIQUE (statement_id, transaction_id)
);
COMMENT ON TABLE statement_line IS 'A transaction of the ledger on a statement; what else is said of it is in the ledger, which does not change either';
COMMENT ON COLUMN statement_line.position IS 'From 1, in the order of booking';

CREATE TABLE stated (
    transaction_id uuid PRIMARY KEY,
    first_id       uuid NOT NULL REFERENCES statement DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX stated_first ON stated (first_id);
COMMENT ON TABLE stated IS 'The one period on whose statements a transaction is shown; written by a trigger';

CREATE FUNCTION statement_line_added() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT statement_id FROM fresh) f LEFT JOIN statement s ON s.id = f.statement_id
               WHERE s.sealed IS DISTINCT FROM false) THEN
        RAISE EXCEPTION 'a line is added to a statement that is being issued' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO stated (transaction_id, first_id)
    SELECT f.transaction_id, s.first_id FROM fresh f JOIN statement s ON s.id = f.statement_id
    ON CONFLICT (transaction_id) DO NOTHING;
    IF EXISTS (SELECT FROM fresh f JOIN statement s ON s.id = f.statement_id
               LEFT JOIN stated o ON o.transaction_id = f.transaction_id
               WHERE o.first_id IS DISTINCT FROM s.first_id) THEN
        RAISE EXCEPTION 'a transaction is stated for one period' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION statement_line_added IS 'Keeps a transaction on the statements of one period, and sealed statements as they are';
CREATE TRIGGER statement_line_added AFTER INSERT ON statement_line
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION statement_line_added();

-- Checked at commit, when all lines are there: entries of the ledger = lines = balances, to the cent.
CREATE FUNCTION statement_must_add_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
DECLARE
    entries record;
    opening record;
    said    jsonb;
BEGIN
    SELECT count(*) AS lines,
           count(*) FILTER (WHERE l.transaction_id IS NULL OR (l.registrar, l.currency) <> (NEW.registrar, NEW.currency)
               OR (l.pending, l.payable, l.held, l.claimed) <> (s.pending, s.payable, s.held, s.claimed)) AS wrong,
           coalesce(sum(l.pending), 0) AS pending, coalesce(sum(l.payable), 0) AS payable,
           coalesce(sum(l.held), 0) AS held, coalesce(sum(l.claimed), 0) AS claimed
    INTO entries
    FROM statement_line s LEFT JOIN ledger_line l ON l.transaction_id = s.transaction_id
    WHERE s.statement_id = NEW.id;
    IF entries.lines <> NEW.lines OR entries.wrong > 0 THEN
        RAISE EXCEPTION 'the lines of statement % are not those of the ledger', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.opening_pending + entries.pending, NEW.opening_payable + entries.payable,
        NEW.opening_held + entries.held, NEW.opening_claimed + entries.claimed)
       <> (NEW.closing_pending, NEW.closing_payable, NEW.closing_held, NEW.closing_claimed) THEN
        RAISE EXCEPTION 'statement % does not add up', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    SELECT coalesce(sum(l.pending), 0) AS pending, coalesce(sum(l.payable), 0) AS payable,
           coalesce(sum(l.held), 0) AS held, coalesce(sum(l.claimed), 0) AS claimed
    INTO opening
    FROM ledger_line l
    LEFT JOIN stated o ON o.transaction_id = l.transaction_id
    LEFT JOIN statement f ON f.id = o.first_id
    WHERE l.registrar = NEW.registrar AND l.currency = NEW.currency AND coalesce(f.from_at, l.recorded_at) < NEW.from_at;
    IF (opening.pending, opening.payable, opening.held, opening.claimed)
       <> (NEW.opening_pending, NEW.opening_payable, NEW.opening_held, NEW.opening_claimed) THEN
        RAISE EXCEPTION 'statement % does not open with what the ledger says', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM ledger_transaction t
               WHERE t.registrar = NEW.registrar AND t.currency = NEW.currency
                 AND t.recorded_at >= NEW.from_at AND t.recorded_at < NEW.until_at
                 AND NOT EXISTS (SELECT FROM stated o WHERE o.transaction_id = t.id)) THEN
        RAISE EXCEPTION 'statement % leaves something out', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM statement s
               WHERE s.registrar = NEW.registrar AND s.currency = NEW.currency AND s.first_id <> NEW.first_id
                 AND s.from_at < NEW.until_at AND s.until_at > NEW.from_at) THEN
        RAISE EXCEPTION 'statement % overlaps another', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.corrects IS NOT NULL AND (
        EXISTS (SELECT FROM statement_line b WHERE b.statement_id = NEW.corrects
                AND NOT EXISTS (SELECT FROM statement_line s WHERE s.statement_id = NEW.id AND s.transaction_id = b.transaction_id))
        OR NOT EXISTS (SELECT FROM statement b WHERE b.id = NEW.corrects
                       AND (b.first_id, b.registrar, b.currency, b.period, b.from_at, b.until_at)
                         = (NEW.first_id, NEW.registrar, NEW.currency, NEW.period, NEW.from_at, NEW.until_at))) THEN
        RAISE EXCEPTION 'statement % is not a correction of the one before', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    said := NEW.document::jsonb;
    IF (said -> 'opening' ->> 'total')::numeric IS DISTINCT FROM
           NEW.opening_pending + NEW.opening_payable + NEW.opening_held + NEW.opening_claimed
       OR (said -> 'closing' ->> 'total')::numeric IS DISTINCT FROM
           NEW.closing_pending + NEW.closing_payable + NEW.closing_held + NEW.closing_claimed
       OR jsonb_array_length(said -> 'lines') IS DISTINCT FROM NEW.lines THEN
        RAISE EXCEPTION 'the document of statement % says something else', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    UPDATE statement SET sealed = true WHERE id = NEW.id;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION statement_must_add_up IS 'A statement is the ledger: its lines are the entries, its balances their sums, and nothing of its period is left out';
CREATE CONSTRAINT TRIGGER statement_adds_up
    AFTER INSERT ON statement DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION statement_must_add_up();

GRANT SELECT ON ledger_line, stated TO ${application};
GRANT SELECT, INSERT ON statement_line TO ${application};
GRANT SELECT ON statement TO ${application};
GRANT INSERT (id, number, registrar, currency, period, from_at, until_at, first_id, corrects, correction_reason,
              opening_pending, opening_payable, opening_held, opening_claimed,
              closing_pending, closing_payable, closing_held, closing_claimed,
              lines, net_adds, agp_deletes, refund_limit, policy_id, issued_at, issued_by, disputable_until, document, sha256)
    ON statement TO ${application};
