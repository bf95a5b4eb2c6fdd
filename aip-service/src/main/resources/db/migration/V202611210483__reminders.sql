ALTER TABLE case_message
    DROP CONSTRAINT case_message_occasion_check,
    ADD CONSTRAINT case_message_occasion CHECK (occasion IN (
        'NOTICE', 'REMINDER', 'OVERDUE', 'REGISTRY_REMINDER', 'REGISTRY_OVERDUE', 'LIMIT_DECIDED', 'LIMIT_ENDED',
        'APPEAL_DECIDED', 'CASE_CLOSED'));
COMMENT ON TABLE case_message IS 'What a registrar is told about its case, and the registry''s own people of their clocks in it; of a notice it has the identifier of the notice';
