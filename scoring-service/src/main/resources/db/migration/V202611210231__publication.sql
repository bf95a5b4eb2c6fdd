CREATE TABLE publication (
    id              uuid        PRIMARY KEY,
    month           date        NOT NULL CHECK (extract(day FROM month) = 1),
    version         integer     NOT NULL CHECK (version > 0),
    supersedes      uuid        REFERENCES publication,
    state           text        NOT NULL CHECK (state IN ('PREVIEW', 'PUBLISHED', 'SUPERSEDED', 'CANCELLED')),
    run_id          uuid        NOT NULL REFERENCES run,
    compared_run_id uuid        NOT NULL REFERENCES run,
    policy_id       uuid        NOT NULL REFERENCES policy,
    policy_version  integer     NOT NULL,
    opened_by       text        NOT NULL,
    opened_at       timestamptz NOT NULL,
    preview_ends_at timestamptz NOT NULL,
    published_by    text,
    published_at    timestamptz,
    figures         text,
    figures_sha256  text        CHECK (figures_sha256 ~ '^[0-9a-f]{64}$'),
    UNIQUE (month, version),
    CHECK ((published_by IS NULL) = (published_at IS NULL) AND (published_at IS NULL) = (figures IS NULL)
           AND (figures IS NULL) = (figures_sha256 IS NULL)),
    CHECK ((state IN ('PUBLISHED', 'SUPERSEDED')) = (published_at IS NOT NULL))
);
CREATE UNIQUE INDEX publication_preview ON publication (month) WHERE state = 'PREVIEW';
CREATE UNIQUE INDEX publication_standing ON publication (month) WHERE state = 'PUBLISHED';
COMMENT ON TABLE publication IS 'How the scores of a month become public: previewed by the registrars, then published; corrected by a later one that names it';
COMMENT ON COLUMN publication.supersedes IS 'The publication that stood for the month when this one was opened';
COMMENT ON COLUMN publication.run_id IS 'The version of the scores; in a preview it moves with the newest';
COMMENT ON COLUMN publication.compared_run_id IS 'The newest version that was held against what is published';
COMMENT ON COLUMN publication.policy_id IS 'Policy publication in force when it was opened';
COMMENT ON COLUMN publication.opened_by IS 'Person, or the service itself for a correction';
COMMENT ON COLUMN publication.opened_at IS 'Business time, as all times here';
COMMENT ON COLUMN publication.figures IS 'What the public reads, canonical JSON; made once, when it was published';
COMMENT ON COLUMN publication.preview_ends_at IS 'From when the month may be published';

CREATE TABLE publication_result (
    id             uuid        PRIMARY KEY,
    publication_id uuid        NOT NULL REFERENCES publication,
    registrar      integer     NOT NULL CHECK (registrar > 0),
    run_id         uuid        NOT NULL REFERENCES run,
    state          text        NOT NULL CHECK (state IN ('PREVIEW', 'CONTESTED', 'PUBLISHED')),
    due_at         timestamptz NOT NULL,
    paused_since   timestamptz,
    published_at   timestamptz,
    UNIQUE (publication_id, registrar),
    CHECK ((state = 'CONTESTED') = (paused_since IS NOT NULL)),
    CHECK ((state = 'PUBLISHED') = (published_at IS NOT NULL))
);
COMMENT ON TABLE publication_result IS 'One registrar''s part of a publication, with a clock of its own';
COMMENT ON COLUMN publication_result.registrar IS 'IANA ID';
COMMENT ON COLUMN publication_result.run_id IS 'The version of its score; moves with the newest until it is published';
COMMENT ON COLUMN publication_result.due_at IS 'From when it may be published; while it is contested, as the clock stood when that began';
COMMENT ON COLUMN publication_result.paused_since IS 'Since when its clock stands still';

CREATE TABLE publication_contest (
    id             uuid        PRIMARY KEY,
    publication_id uuid        NOT NULL REFERENCES publication,
    registrar      integer     NOT NULL CHECK (registrar > 0),
    correction_id  uuid        NOT NULL,
    incident_id    uuid        NOT NULL,
    open_from      timestamptz NOT NULL,
    closed_at      timestamptz,
    UNIQUE (publication_id, correction_id)
);
COMMENT ON TABLE publication_contest IS 'Contests that let a registrar''s clock stand still: identifiers only, they are kept and decided in ingest';
COMMENT ON COLUMN publication_contest.open_from IS 'When it was filed, or when the preview began';
COMMENT ON COLUMN publication_contest.closed_at IS 'When it was first seen to be decided or taken back';

CREATE TABLE publication_history (
    id             uuid        PRIMARY KEY,
    publication_id uuid        NOT NULL REFERENCES publication,
    number         integer     NOT NULL CHECK (number > 0),
    registrar      integer     CHECK (registrar > 0),
    event          text        NOT NULL,
    state          text        NOT NULL,
    run_id         uuid        NOT NULL REFERENCES run,
    correction_id  uuid,
    note           text        CHECK (length(note) <= 2000),
    by             text        NOT NULL,
    at             timestamptz NOT NULL,
    UNIQUE (publication_id, number)
);
COMMENT ON TABLE publication_history IS 'What happened to a publication, in order. A fact: never changed';
COMMENT ON COLUMN publication_history.registrar IS 'IANA ID, where it happened to one registrar''s part';
COMMENT ON COLUMN publication_history.state IS 'The state that it led to';
COMMENT ON COLUMN publication_history.correction_id IS 'Of ingest, where a contest was the cause';

CREATE VIEW published_score AS
    SELECT DISTINCT ON (p.month, r.registrar) p.month, r.registrar, s.id AS score_id, p.id AS publication_id
    FROM publication_result r
    JOIN publication p ON p.id = r.publication_id
    JOIN score s ON s.run_id = r.run_id AND s.registrar = r.registrar
    WHERE r.state = 'PUBLISHED'
    ORDER BY p.month, r.registrar, p.version DESC;
COMMENT ON VIEW published_score IS 'The score that is published of each registrar and month: of the newest publication in which its part is published';

GRANT SELECT, INSERT, UPDATE ON publication, publication_result, publication_contest TO ${application};
GRANT SELECT, INSERT ON publication_history TO ${application};
GRANT SELECT ON published_score TO ${application};
