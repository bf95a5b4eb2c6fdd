package io.bailiwick.ingest.feed;

import io.bailiwick.ingest.format.FormatName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How an entry leaves a feed. */
@Schema(name = "Delisting")
public record Delisting(
    @NotNull @Schema(examples = "BY_ABSENCE") By by,
    @Schema(
            description =
                "BY_ABSENCE: in how many whole payloads in a row an entry is missing before it has left; 3 where left out",
            nullable = true,
            examples = "3")
        @Nullable
        @Min(1)
        @Max(100)
        Integer absences,
    @Schema(
            description =
                "BY_ABSENCE: a payload that lacks more than this share of the entries that the last whole one held is taken for truncated: what it "
                    + "holds counts, what it lacks does not, until a person accepts it. 50 where left out; 100: never",
            nullable = true,
            examples = "50")
        @Nullable
        @Min(1)
        @Max(100)
        Integer largestDropPercent) {

  /** What tells that an entry is gone. */
  public enum By {
    /** Nothing: the feed is a log of what was seen. */
    NEVER,
    /** Each payload is the whole list; what is missing has left. */
    BY_ABSENCE,
    /** The source says so, entry by entry: STIX and MISP do. */
    BY_WITHDRAWAL
  }

  private static final int ABSENCES = 3; // ours: one or two bad fetches take nobody off a list
  private static final int LARGEST_DROP_PERCENT = 50; // ours

  /** With the defaults filled in. */
  static Delisting complete(@Nullable Delisting wanted, FormatName format) {
    if (wanted == null) {
      return new Delisting(format.saysEnds() ? By.BY_WITHDRAWAL : By.NEVER, null, null);
    }
    if (wanted.by() != By.BY_ABSENCE) {
      return new Delisting(wanted.by(), null, null);
    }
    return new Delisting(
        By.BY_ABSENCE,
        wanted.absences() == null ? Integer.valueOf(ABSENCES) : wanted.absences(),
        wanted.largestDropPercent() == null
            ? Integer.valueOf(LARGEST_DROP_PERCENT)
            : wanted.largestDropPercent());
  }
}
