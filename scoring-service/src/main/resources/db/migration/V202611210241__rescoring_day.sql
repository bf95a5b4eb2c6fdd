INSERT INTO rescoring_progress (source) VALUES ('DAYS');
COMMENT ON COLUMN rescoring_progress.cursor IS 'TALLIES: behind the last row that was noted; null: from the start. DAYS: the last business day on which the months that are not mature yet were noted';
