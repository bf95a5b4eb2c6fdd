package io.bailiwick.scoring.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Months whose tallies may have changed, as ingest answers {@code GET /v1/tally-changes}.
 *
 * @param next absent where there is nothing more for now
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TallyChanges(List<TallyChange> items, @Nullable String next) {

  /** Refuses an answer without its list: it must not look like "nothing changed". */
  public TallyChanges {
    items = List.copyOf(items);
  }

  /**
   * One registrar's month.
   *
   * @param registrar null: the domains that count for none
   * @param incidents how many changed
   * @param causes in ingest's words
   * @param cursor leads to what changed behind this, now or later
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record TallyChange(
      Month month,
      @Nullable RegistrarId registrar,
      long incidents,
      List<String> causes,
      String cursor) {

    /** Refuses a row without its parts. */
    public TallyChange {
      Objects.requireNonNull(month);
      Objects.requireNonNull(cursor);
      causes = List.copyOf(causes);
    }
  }
}
