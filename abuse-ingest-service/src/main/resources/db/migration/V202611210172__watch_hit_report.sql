-- A report tells the hits that it was made of.
CREATE INDEX watch_hit_report ON watch_hit (report_id) WHERE report_id IS NOT NULL;
