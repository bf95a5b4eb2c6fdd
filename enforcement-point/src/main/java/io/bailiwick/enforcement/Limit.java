package io.bailiwick.enforcement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is limited, where and how far.
 *
 * @param mode in which way
 * @param tlds the zones that it holds in, as A-labels without dots at their ends, such as {@code
 *     org} or {@code co.uk}; empty: in all of the registry's
 * @param creates new names that are allowed, for DAILY_CAP in a day of UTC, for RATE in a window; 1
 *     to 1,000,000; null for the others
 * @param windowMinutes length of the window of RATE, 1 to 1,440; null for the others
 * @param includes the special cases that are limited, too, and only where the policy says so: none
 *     by default; transfers and checks only with a FULL_STOP
 */
public record Limit(
    RestrictionMode mode,
    List<String> tlds,
    @Nullable Integer creates,
    @Nullable Integer windowMinutes,
    Set<SpecialCase> includes) {

  private static final int MOST_TLDS = 100;
  private static final int MOST_CREATES = 1_000_000;
  private static final int LONGEST_WINDOW = 1440;
  private static final Pattern TLD =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  public Limit {
    tlds = tlds.stream().map(tld -> tld.toLowerCase(Locale.ROOT)).distinct().sorted().toList();
    includes = Set.copyOf(includes);
  }

  /** No new names anywhere, and nothing else. */
  public static Limit fullStop() {
    return new Limit(RestrictionMode.FULL_STOP, List.of(), null, null, Set.of());
  }

  /**
   * Something that does not fit.
   *
   * @param field whose value it is
   * @param message what it has to be
   */
  public record Flaw(String field, String message) {}

  /** Everything that does not fit; empty where it can be ordered. */
  public List<Flaw> flaws() {
    List<Flaw> flaws = new ArrayList<>();
    boolean counts = mode == RestrictionMode.DAILY_CAP || mode == RestrictionMode.RATE;
    within(flaws, "creates", counts, creates, MOST_CREATES);
    within(flaws, "windowMinutes", mode == RestrictionMode.RATE, windowMinutes, LONGEST_WINDOW);
    if (tlds.size() > MOST_TLDS || tlds.stream().anyMatch(tld -> !TLD.matcher(tld).matches())) {
      flaws.add(
          new Flaw(
              "tlds", "are up to " + MOST_TLDS + " zones, as A-labels without dots at their ends"));
    }
    if (mode != RestrictionMode.FULL_STOP
        && (includes.contains(SpecialCase.INBOUND_TRANSFER)
            || includes.contains(SpecialCase.CHECK))) {
      flaws.add(new Flaw("includes", "has INBOUND_TRANSFER and CHECK with FULL_STOP only"));
    }
    return flaws;
  }

  private void within(
      List<Flaw> flaws, String field, boolean needed, @Nullable Integer value, int most) {
    if (!needed && value != null) {
      flaws.add(new Flaw(field, "does not go with " + mode));
    } else if (needed && (value == null || value < 1 || value > most)) {
      flaws.add(new Flaw(field, "is 1 to " + most + " with " + mode));
    }
  }

  /**
   * Whether it leaves at least what another limit leaves: of the same kind or in place of a full
   * stop, in no further zone, and with no fewer names.
   */
  public boolean noHarsherThan(Limit other) {
    boolean zones = other.tlds.isEmpty() || (!tlds.isEmpty() && other.tlds.containsAll(tlds));
    boolean cases = other.includes.containsAll(includes);
    boolean names =
        other.mode == RestrictionMode.FULL_STOP
            || (mode == other.mode
                && Objects.equals(windowMinutes, other.windowMinutes)
                && (creates == null || other.creates == null || creates >= other.creates));
    return zones && cases && names;
  }

  /** Whether a name lies in one of the zones. */
  boolean holdsFor(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return tlds.isEmpty() || tlds.stream().anyMatch(tld -> bare.endsWith("." + tld));
  }

  /** What is allowed meanwhile, the beginning of a sentence. */
  String words() {
    String names =
        tlds.isEmpty()
            ? "new registrations"
            : "new registrations in " + String.join(", ", tlds.stream().map(t -> "." + t).toList());
    return switch (mode) {
      case FULL_STOP -> capital(names) + " are limited";
      case DAILY_CAP -> capital(names) + " are limited to " + creates + " a day (UTC)";
      case RATE ->
          capital(names) + " are limited to " + creates + " within " + windowMinutes + " minutes";
      case VERIFIED_CUSTOMERS -> capital(names) + " are limited to verified customers";
    };
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
