CREATE INDEX correction_open_month ON correction (month, id) WHERE state IN ('FILED', 'MORE_INFORMATION_ASKED');
COMMENT ON INDEX correction_open_month IS 'For whoever waits until nothing of a month is contested any more';
