package io.bailiwick.qpi.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import org.jspecify.annotations.Nullable;

/**
 * A registrar's names in one month. Null is "not known", never zero.
 *
 * @param closingDum names at the end of the month
 * @param creates those deleted in the add grace period included
 * @param createsKept those not deleted in it
 * @param agpDeletes names deleted in their add grace period
 * @param renewalsDue names whose period ended in the month; null until the auto-renew grace of all
 *     of them has closed
 * @param renewalsDone of those, the renewed ones
 * @param firstRenewalsDue of those due, the names whose first period ended
 * @param firstRenewalsDone of those, the renewed ones
 * @param signedNames names with a DS record at the end of the month; null where the deposits carry
 *     none
 * @param termYears sum of the years over the creates
 * @param termYearsKept the same over {@code createsKept}
 * @param usage names in use among those probed; null without probes
 * @param tls names with a valid certificate among those probed; null without probes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Portfolio(
    RegistrarId registrar,
    @Nullable String name,
    @Nullable Long closingDum,
    @Nullable Long creates,
    @Nullable Long agpDeletes,
    @Nullable Long createsKept,
    @Nullable Long renewalsDue,
    @Nullable Long renewalsDone,
    @Nullable Long firstRenewalsDue,
    @Nullable Long firstRenewalsDone,
    @Nullable Long signedNames,
    @Nullable Long termYears,
    @Nullable Long termYearsKept,
    @Nullable Probes usage,
    @Nullable Probes tls) {

  /**
   * Outcome of probing names.
   *
   * @param positive names that passed
   * @param known names whose outcome is known
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Probes(long positive, long known) {}
}
