CREATE TABLE coaching_note (
    id             uuid        PRIMARY KEY,
    promotion_id   uuid        NOT NULL REFERENCES promotion,
    evaluation_id  uuid        NOT NULL REFERENCES evaluation,
    registrar      integer     NOT NULL CHECK (registrar > 0),
    registrar_name text        NOT NULL,
    finding        text        NOT NULL,
    advice         text        NOT NULL,
    owner          text        NOT NULL,
    due            date        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('OPEN', 'DONE')),
    shared         boolean     NOT NULL,
    created_at     timestamptz NOT NULL,
    done_at        timestamptz,
    row_version    integer     NOT NULL,
    CHECK ((state = 'DONE') = (done_at IS NOT NULL))
);
-- One that is open for each registrar and promotion: a further miss goes on with it.
CREATE UNIQUE INDEX coaching_note_open ON coaching_note (promotion_id, registrar) WHERE state = 'OPEN';
CREATE INDEX coaching_note_registrar ON coaching_note (registrar);
CREATE INDEX coaching_note_owner ON coaching_note (owner);
COMMENT ON TABLE coaching_note IS 'What a registrar that misses a baseline is helped with, and by whom';
COMMENT ON COLUMN coaching_note.finding IS 'Why it does not qualify, in words and numbers';
COMMENT ON COLUMN coaching_note.advice IS 'The nearest way to qualify';
COMMENT ON COLUMN coaching_note.owner IS 'Who sees to it';
COMMENT ON COLUMN coaching_note.shared IS 'Whether the registrar sees it';
COMMENT ON COLUMN coaching_note.row_version IS 'Grows with each change; the ETag';

CREATE TABLE coaching_comment (
    id      uuid        PRIMARY KEY,
    note_id uuid        NOT NULL REFERENCES coaching_note,
    at      timestamptz NOT NULL,
    author  text        NOT NULL,
    shared  boolean     NOT NULL,
    comment text        NOT NULL
);
CREATE INDEX coaching_comment_note ON coaching_comment (note_id, id);
COMMENT ON TABLE coaching_comment IS 'What was said and done about a coaching note; append-only';
COMMENT ON COLUMN coaching_comment.shared IS 'Whether the registrar sees it, where it sees the note';

GRANT SELECT, INSERT ON coaching_note, coaching_comment TO ${application};
GRANT UPDATE (finding, advice, evaluation_id, owner, due, state, shared, done_at, row_version) ON coaching_note TO ${application};
