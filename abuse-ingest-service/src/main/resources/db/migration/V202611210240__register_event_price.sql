ALTER TABLE register_event
    ADD COLUMN premium  boolean,
    ADD COLUMN price    numeric CHECK (price >= 0),
    ADD COLUMN currency text    CHECK (currency ~ '^[A-Z]{3}$'),
    ADD CONSTRAINT register_event_price_whole CHECK ((price IS NULL) = (currency IS NULL));
COMMENT ON COLUMN register_event.premium IS 'Whether the name was sold as a premium name; null where the source does not say, which is not no';
COMMENT ON COLUMN register_event.price IS 'What the registrar was charged for the event, exact; null where the source does not say';
COMMENT ON COLUMN register_event.currency IS 'ISO 4217 code of the price';
