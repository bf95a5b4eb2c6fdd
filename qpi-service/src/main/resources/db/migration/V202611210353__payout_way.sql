CREATE TABLE payout_way (
    id        uuid        PRIMARY KEY,
    registrar integer     NOT NULL CHECK (registrar > 0),
    way       text        NOT NULL CHECK (way IN ('INVOICE_CREDIT', 'DEPOSIT', 'EPP_DISCOUNT')),
    reason    text        NOT NULL CHECK (reason <> ''),
    set_by    text        NOT NULL,
    set_at    timestamptz NOT NULL
);
CREATE INDEX payout_way_registrar ON payout_way (registrar, id);
COMMENT ON TABLE payout_way IS 'How a registrar is paid where a settlement does not say; the last row of a registrar holds, the others are its history';
COMMENT ON COLUMN payout_way.reason IS 'Who asked for it, for whom settles';
GRANT SELECT, INSERT ON payout_way TO ${application};
