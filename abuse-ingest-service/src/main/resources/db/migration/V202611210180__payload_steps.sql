ALTER TABLE payload ADD COLUMN steps text NOT NULL DEFAULT '[]';
COMMENT ON COLUMN payload.steps IS 'JSON array: what taking it in did, and how many milliseconds each part took';
