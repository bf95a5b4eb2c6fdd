package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Rate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A way to count a month.
 *
 * @param family the source family that is left out; null for the other ways
 */
public record Variant(Way way, @Nullable String family) {

  /** What is counted, on what. */
  public enum Way {
    /** As the policy says: malicious domains on domains under management. */
    AS_IS,
    /**
     * Without the domains that would not have the policy's evidence without one source family. The
     * campaigns stay as they are: which of them a family alone knows is not told.
     */
    WITHOUT_FAMILY,
    /** Compromised domains, platforms and unknown ones with the malicious ones. */
    ALL_CLASSES,
    /** Domains created in the month that turned out malicious, on all domains created in it. */
    NEW_REGISTRATIONS
  }

  static final Variant AS_IS = new Variant(Way.AS_IS, null);

  /** Every other way to count, with each of the families left out in turn. */
  static List<Variant> others(Collection<String> families) {
    List<Variant> variants = new ArrayList<>();
    new TreeSet<>(families).forEach(f -> variants.add(new Variant(Way.WITHOUT_FAMILY, f)));
    variants.add(new Variant(Way.ALL_CLASSES, null));
    variants.add(new Variant(Way.NEW_REGISTRATIONS, null));
    return variants;
  }

  /** Whether what is counted was asked for. */
  boolean isKnown(MonthTally tally) {
    return way != Way.NEW_REGISTRATIONS || tally.breakdown().cohort() != null;
  }

  long domains(MonthTally tally) {
    return switch (way) {
      case AS_IS -> tally.domains();
      case WITHOUT_FAMILY ->
          Math.max(0, tally.domains() - tally.breakdown().onlyByFamily().getOrDefault(family, 0L));
      case ALL_CLASSES -> Math.max(tally.domains(), tally.breakdown().ofAllClasses());
      case NEW_REGISTRATIONS -> {
        Long cohort = tally.breakdown().cohort();
        yield cohort == null ? 0 : cohort;
      }
    };
  }

  int families(MonthTally tally) {
    return way == Way.WITHOUT_FAMILY && tally.breakdown().onlyByFamily().containsKey(family)
        ? tally.families() - 1
        : tally.families();
  }

  /** Null where a part of it is not known. */
  @Nullable Rate rate(MonthTally tally) {
    Exposure exposure =
        way != Way.NEW_REGISTRATIONS
            ? tally.exposure()
            : tally.breakdown().cohort() == null ? null : Exposure.of(tally.breakdown().creates());
    return exposure == null ? null : new Rate(domains(tally), exposure);
  }

  /** What the lower bound must be above, per 10,000. */
  BigDecimal thresholdPer10k(ScoringPolicy.Intervention rules) {
    return way == Way.NEW_REGISTRATIONS ? rules.newRegistrationsPer10k() : rules.thresholdPer10k();
  }

  /** In words, after "when". */
  String label() {
    return switch (way) {
      case AS_IS -> "counted as the policy says";
      case WITHOUT_FAMILY -> "the source family " + family + " is left out";
      case ALL_CLASSES -> "all classes of abused domains are counted";
      case NEW_REGISTRATIONS -> "new registrations are counted";
    };
  }
}
