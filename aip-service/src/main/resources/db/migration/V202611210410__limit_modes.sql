-- A limit is more than its mode: zones, counts, and what is refused beside creates.
ALTER TABLE limit_proposal
    DROP CONSTRAINT limit_proposal_mode_check,
    ADD COLUMN tlds text[] NOT NULL DEFAULT '{}',
    ADD COLUMN creates integer CHECK (creates BETWEEN 1 AND 1000000),
    ADD COLUMN window_minutes integer CHECK (window_minutes BETWEEN 1 AND 1440),
    ADD COLUMN inbound_transfers boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT limit_proposal_mode CHECK (mode IN ('FULL_STOP', 'DAILY_CAP', 'RATE', 'VERIFIED_CUSTOMERS')),
    ADD CONSTRAINT limit_proposal_creates CHECK ((mode IN ('DAILY_CAP', 'RATE')) = (creates IS NOT NULL)),
    ADD CONSTRAINT limit_proposal_window CHECK ((mode = 'RATE') = (window_minutes IS NOT NULL)),
    ADD CONSTRAINT limit_proposal_transfers CHECK (NOT inbound_transfers OR mode = 'FULL_STOP');
ALTER TABLE restriction_order
    DROP CONSTRAINT restriction_order_mode_check,
    ADD COLUMN tlds text[] NOT NULL DEFAULT '{}',
    ADD COLUMN creates integer CHECK (creates BETWEEN 1 AND 1000000),
    ADD COLUMN window_minutes integer CHECK (window_minutes BETWEEN 1 AND 1440),
    ADD COLUMN inbound_transfers boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT restriction_order_mode CHECK (mode IN ('FULL_STOP', 'DAILY_CAP', 'RATE', 'VERIFIED_CUSTOMERS')),
    ADD CONSTRAINT restriction_order_creates CHECK ((mode IN ('DAILY_CAP', 'RATE')) = (creates IS NOT NULL)),
    ADD CONSTRAINT restriction_order_window CHECK ((mode = 'RATE') = (window_minutes IS NOT NULL)),
    ADD CONSTRAINT restriction_order_transfers CHECK (NOT inbound_transfers OR mode = 'FULL_STOP');
COMMENT ON COLUMN limit_proposal.tlds IS 'Zones that it is to hold in, as A-labels; empty: all of the registry''s';
COMMENT ON COLUMN limit_proposal.creates IS 'New names allowed, in a day of UTC or in the window';
COMMENT ON COLUMN limit_proposal.window_minutes IS 'Length of the window of RATE';
COMMENT ON COLUMN limit_proposal.inbound_transfers IS 'Whether requests for transfers to the registrar are refused, too';
COMMENT ON COLUMN restriction_order.tlds IS 'Zones that it holds in, as A-labels; empty: all of the registry''s';
COMMENT ON COLUMN restriction_order.creates IS 'New names allowed, in a day of UTC or in the window';
COMMENT ON COLUMN restriction_order.window_minutes IS 'Length of the window of RATE';
COMMENT ON COLUMN restriction_order.inbound_transfers IS 'Whether requests for transfers to the registrar are refused, too';
