package io.bailiwick.aip.restriction;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A limit as a row keeps it; it never changes once written. */
@Embeddable
public class LimitColumns {
  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  RestrictionMode mode;

  @Column(updatable = false)
  List<String> tlds;

  @Column(updatable = false)
  @Nullable Integer creates;

  @Column(name = "window_minutes", updatable = false)
  @Nullable Integer windowMinutes;

  @Column(name = "inbound_transfers", updatable = false)
  boolean inboundTransfers;

  public static LimitColumns of(Limit limit) {
    LimitColumns columns = new LimitColumns();
    columns.mode = limit.mode();
    columns.tlds = limit.tlds();
    columns.creates = limit.creates();
    columns.windowMinutes = limit.windowMinutes();
    columns.inboundTransfers = limit.inboundTransfers();
    return columns;
  }

  public Limit limit() {
    return new Limit(mode, tlds, creates, windowMinutes, inboundTransfers);
  }
}
