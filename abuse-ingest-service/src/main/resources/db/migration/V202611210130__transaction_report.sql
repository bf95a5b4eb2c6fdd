CREATE TABLE transaction_report (
    id          uuid        PRIMARY KEY,
    tld         text        NOT NULL,
    month       date        NOT NULL CHECK (extract(day FROM month) = 1),
    sha256      text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes       bigint      NOT NULL,
    registrars  bigint      NOT NULL,
    received_at timestamptz NOT NULL,
    received_by text        NOT NULL,
    supersedes  uuid        UNIQUE REFERENCES transaction_report,
    UNIQUE (tld, month, sha256)
);
CREATE UNIQUE INDEX transaction_report_first ON transaction_report (tld, month) WHERE supersedes IS NULL;
COMMENT ON TABLE transaction_report IS 'ICANN monthly registrar transactions reports (Registry Agreement, Specification 3) as received. A corrected one supersedes the one before, which stays';
COMMENT ON COLUMN transaction_report.month IS 'First day of the month of which it speaks';
COMMENT ON COLUMN transaction_report.sha256 IS 'Of the bytes as received';
COMMENT ON COLUMN transaction_report.supersedes IS 'The report of the same zone and month that this one corrects; null for the first';

CREATE TABLE transaction_report_row (
    report_id uuid     NOT NULL REFERENCES transaction_report DEFERRABLE INITIALLY DEFERRED,
    registrar integer  NOT NULL CHECK (registrar BETWEEN 1 AND 99999999),
    line      bigint   NOT NULL,
    name      text     NOT NULL,
    counts    bigint[] NOT NULL CHECK (cardinality(counts) = 37),
    PRIMARY KEY (report_id, registrar)
);
COMMENT ON TABLE transaction_report_row IS 'One registrar''s row of a report; the row of totals is checked and not kept';
COMMENT ON COLUMN transaction_report_row.counts IS 'The 37 counts in the order of Specification 3: total-domains (1), total-nameservers (2), net-adds-1-yr to -10-yr (3 to 12), net-renews-1-yr to -10-yr (13 to 22), transfer-gaining-successful (23), … attempted-adds (37)';

CREATE TABLE reconciliation_waiver (
    tld       text        NOT NULL,
    month     date        NOT NULL CHECK (extract(day FROM month) = 1),
    reason    text        NOT NULL,
    waived_by text        NOT NULL,
    waived_at timestamptz NOT NULL,
    PRIMARY KEY (tld, month)
);
COMMENT ON TABLE reconciliation_waiver IS 'A person''s word that a month goes on although its transactions report is missing. A report that arrives later counts all the same';

GRANT SELECT, INSERT ON transaction_report, transaction_report_row, reconciliation_waiver TO ${application};
