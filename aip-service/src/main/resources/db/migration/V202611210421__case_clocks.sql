CREATE TABLE case_clock (
    id             uuid        PRIMARY KEY,
    case_id        uuid        NOT NULL REFERENCES casefile,
    case_reference text        NOT NULL,
    registrar      integer     NOT NULL,
    kind           text        NOT NULL CHECK (kind IN (
        'ACKNOWLEDGE', 'PLAN', 'RESPOND', 'MONITORING_REVIEW', 'LIMIT_REVIEW', 'APPEAL_INTERNAL', 'APPEAL_EXTERNAL')),
    subject        uuid,
    unit           text        NOT NULL CHECK (unit IN ('BUSINESS_DAYS', 'DAYS')),
    last_day       date        NOT NULL,
    country        text        NOT NULL,
    days_left      integer     CHECK (days_left >= 0),
    pause_reason   text        CHECK (pause_reason <> ''),
    contested      boolean     NOT NULL DEFAULT false,
    extensions     integer     NOT NULL DEFAULT 0,
    reminders      integer     NOT NULL DEFAULT 0,
    started_at     timestamptz NOT NULL,
    overdue_at     timestamptz,
    ended_at       timestamptz,
    outcome        text        CHECK (outcome IN ('MET', 'CANCELLED')),
    CONSTRAINT case_clock_ended CHECK ((ended_at IS NULL) = (outcome IS NULL)),
    CONSTRAINT case_clock_stands_still CHECK (
        outcome IS NOT NULL OR (days_left IS NOT NULL) = (pause_reason IS NOT NULL OR contested))
);
CREATE INDEX case_clock_case ON case_clock (case_id);
CREATE INDEX case_clock_open ON case_clock (last_day) WHERE outcome IS NULL;
COMMENT ON TABLE case_clock IS 'By when somebody has to act in a case';
COMMENT ON COLUMN case_clock.subject IS 'The notice, order or appeal that it is about; null for the case itself';
COMMENT ON COLUMN case_clock.last_day IS 'Last day (UTC) in time; while it stands still the one that it had before';
COMMENT ON COLUMN case_clock.country IS 'Whose business days it counts, by the policy when it was started';
COMMENT ON COLUMN case_clock.days_left IS 'Days left while it stands still; null while it runs';
COMMENT ON COLUMN case_clock.pause_reason IS 'Why an officer lets it stand still; null where none does';
COMMENT ON COLUMN case_clock.contested IS 'Whether it stands still because a name of the case is contested';
COMMENT ON COLUMN case_clock.reminders IS 'Reminders sent for its present last day';
COMMENT ON COLUMN case_clock.overdue_at IS 'When the alarm was raised';
GRANT SELECT, INSERT, UPDATE ON case_clock TO ${application};

CREATE TABLE case_clock_history (
    id          uuid        PRIMARY KEY,
    clock_id    uuid        NOT NULL REFERENCES case_clock,
    step        text        NOT NULL CHECK (step IN (
        'STARTED', 'PAUSED', 'RESUMED', 'EXTENDED', 'REMINDED', 'OVERDUE', 'MET', 'CANCELLED')),
    actor       text        NOT NULL,
    reason      text,
    last_day    date        NOT NULL,
    days_left   integer,
    occurred_at timestamptz NOT NULL
);
CREATE INDEX case_clock_history_clock ON case_clock_history (clock_id);
COMMENT ON TABLE case_clock_history IS 'Every step of a clock, with who, why and when';
COMMENT ON COLUMN case_clock_history.last_day IS 'Its last day after the step';
GRANT SELECT, INSERT ON case_clock_history TO ${application};

ALTER TABLE casefile
    ADD COLUMN extension_days integer NOT NULL DEFAULT 0 CHECK (extension_days >= 0);
COMMENT ON COLUMN casefile.extension_days IS 'Days by which watching was extended, together';

ALTER TABLE restriction_order ADD COLUMN reversed_at timestamptz;
COMMENT ON COLUMN restriction_order.reversed_at IS 'When an appeal found that it should never have been; also after its end';
