ALTER TABLE case_history
    ADD COLUMN findings uuid[],
    ADD COLUMN packets  uuid[],
    ADD CONSTRAINT case_history_citations CHECK ((findings IS NULL) = (packets IS NULL));
COMMENT ON COLUMN case_history.findings IS 'Of a decision by a person: the findings of the case at that time; null for every other step';
COMMENT ON COLUMN case_history.packets IS 'Of a decision by a person: the evidence packets that it rests on; none before evidence was frozen';
