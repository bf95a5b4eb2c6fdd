package io.bailiwick.scoring.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.gate.RegistrarKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of one month, as ingest answers {@code GET /v1/tallies}.
 *
 * @param missingDays days without evidence of domains under management
 * @param unattributedDomains abused names that no registration is known for; they enter no rate
 * @param changed the registrars that it tells of, those that may differ from the answer that was
 *     asked with; null: all
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MonthTallies(
    Month month,
    List<LocalDate> missingDays,
    List<RegistrarTally> registrars,
    long unattributedDomains,
    @Nullable List<RegistrarId> changed)
    implements Partial<MonthTallies> {

  /** Refuses an answer without its lists: a gap in an answer must not look like zero. */
  public MonthTallies {
    Objects.requireNonNull(month);
    missingDays = List.copyOf(missingDays);
    registrars = List.copyOf(registrars);
    changed = changed == null ? null : List.copyOf(changed);
  }

  @Override
  public MonthTallies over(MonthTallies kept) {
    return changed == null
        ? this
        : new MonthTallies(
            month,
            missingDays,
            Partial.rows(changed, registrars, kept.registrars, RegistrarTally::registrar),
            unattributedDomains,
            null);
  }

  /**
   * One registrar's tallies.
   *
   * @param dumSum sum of the domains under management at the end of each day with evidence
   * @param creates domains created in the month, deletes in the add grace period kept
   * @param agpDeletes domains deleted in the add grace period
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record RegistrarTally(
      RegistrarId registrar,
      String name,
      RegistrarKind kind,
      long dumSum,
      long creates,
      long agpDeletes,
      List<DomainTally> tallies,
      List<FamilyTally> families,
      List<ClusterTally> clusters) {

    /** Refuses an answer without its parts. */
    public RegistrarTally {
      Objects.requireNonNull(registrar);
      Objects.requireNonNull(name);
      Objects.requireNonNull(kind);
      tallies = List.copyOf(tallies);
      families = List.copyOf(families);
      clusters = List.copyOf(clusters);
    }
  }

  /** Distinct domains with an incident opened in the month, with at least so much evidence. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record DomainTally(
      Threat threat, Classification classification, Evidence minimumEvidence, long domains) {}

  /**
   * Distinct malicious domains that a source family named, with at least so much evidence.
   *
   * @param onlyByIt malicious domains that would no longer have so much evidence without the family
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record FamilyTally(String family, Evidence minimumEvidence, long domains, Long onlyByIt) {

    /** Refuses a gap, which must not look like none. */
    public FamilyTally {
      Objects.requireNonNull(onlyByIt);
    }
  }

  /**
   * Distinct malicious domains of names that were registered together, with at least so much
   * evidence.
   *
   * @param cluster the same in every month of one time of asking
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ClusterTally(long cluster, Evidence minimumEvidence, long domains) {}
}
