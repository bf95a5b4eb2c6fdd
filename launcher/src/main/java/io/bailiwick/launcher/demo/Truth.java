package io.bailiwick.launcher.demo;

import io.bailiwick.launcher.demo.FeedRow.Threat;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must come out of the generated files, worked out from the world itself: which name was bad
 * when, and under whose sponsorship. It shares no code with the services.
 */
final class Truth {
  private static final Duration EPISODE = Duration.ofDays(30);

  /**
   * An accepted row.
   *
   * @param time counting time: the source's, or the fetch where the source gives none
   */
  record Sighting(String family, String domain, Threat threat, Instant time, boolean compromised) {}

  /** How a name is bad, which decides whether its registrar is charged with it. */
  enum Classification {
    /**
     * Registered for the abuse: at most 90 days old when it was first listed, or a person said so.
     */
    MALICIOUS,
    COMPROMISED,
    PLATFORM,
    /** Older, and no source says that it was broken into; or without a registration. */
    UNKNOWN
  }

  /** Age up to which a listed name counts as registered for the abuse. */
  private static final Duration YOUNG = Duration.ofDays(90);

  /** Months of the persistent registrar at which the analyst looks name by name. */
  static final Set<YearMonth> LOOKED_AT =
      Set.of(
          YearMonth.of(2026, 3),
          YearMonth.of(2026, 4),
          YearMonth.of(2026, 6),
          YearMonth.of(2026, 7));

  /** Whose incident it is. */
  enum State {
    ATTRIBUTED,
    /** The name is not in the registry's data. */
    UNATTRIBUTED,
    /** The name was registered only after it had been listed. */
    NOT_ATTRIBUTABLE
  }

  /**
   * One episode of one name in one class.
   *
   * @param registrar IANA ID of the sponsor when it opened, null where it is nobody's
   * @param validated whether a person looked
   */
  record Incident(
      String domain,
      Threat threat,
      Instant opened,
      Instant lastSeen,
      State state,
      @Nullable Integer registrar,
      Classification classification,
      Set<String> families,
      boolean validated) {
    YearMonth month() {
      return World.month(opened);
    }

    /** The evidence that it reaches, from the weakest on. */
    List<String> evidence() {
      if (validated) {
        return List.of("LISTED", "CORROBORATED", "VALIDATED");
      }
      return families.size() >= 2 ? List.of("LISTED", "CORROBORATED") : List.of("LISTED");
    }
  }

  /** Counts of a month that the services give per registrar and class. */
  record Tally(
      int registrar, String threat, Classification classification, String minimumEvidence) {}

  private record Episode(String domain, @Nullable Registration life, Threat threat) {}

  private final World world;
  private final List<Sighting> sightings = new ArrayList<>();
  private @Nullable List<Incident> incidents;

  Truth(World world) {
    this.world = world;
  }

  void sighted(Sighting sighting) {
    sightings.add(sighting);
    incidents = null;
  }

  World world() {
    return world;
  }

  int sightings() {
    return sightings.size();
  }

  /** All incidents in order of opening. */
  List<Incident> incidents() {
    List<Incident> known = incidents;
    if (known == null) {
      Map<String, List<Registration>> lives =
          world.registrations().stream().collect(Collectors.groupingBy(r -> r.name));
      Map<Episode, List<Sighting>> groups = new HashMap<>();
      for (Sighting sighting : sightings) {
        Registration life = null;
        for (Registration candidate : lives.getOrDefault(sighting.domain(), List.of())) {
          life = candidate.livesAt(sighting.time()) ? candidate : life;
        }
        groups
            .computeIfAbsent(
                new Episode(sighting.domain(), life, sighting.threat()), e -> new ArrayList<>())
            .add(sighting);
      }
      List<Incident> all = new ArrayList<>();
      groups.forEach(
          (episode, seen) -> all.addAll(split(episode, seen, lives.containsKey(episode.domain()))));
      all.sort(
          Comparator.comparing(Incident::opened)
              .thenComparing(Incident::domain)
              .thenComparing(Incident::threat));
      known = List.copyOf(all);
      incidents = known;
    }
    return known;
  }

  private static List<Incident> split(
      Episode episode, List<Sighting> seen, boolean registeredEver) {
    seen.sort(Comparator.comparing(Sighting::time));
    List<Incident> incidents = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= seen.size(); i++) {
      if (i == seen.size()
          || Duration.between(seen.get(i - 1).time(), seen.get(i).time()).compareTo(EPISODE) > 0) {
        incidents.add(incident(episode, seen.subList(start, i), registeredEver));
        start = i;
      }
    }
    return incidents;
  }

  /** Whether the analyst looks: at two old names, and at all of who stays high in bad months. */
  private static boolean isLookedAt(Registration life, Instant opened) {
    return life.creator.role() == RegistrarProfile.Role.TWO_NAMES
        || (life.creator.role() == RegistrarProfile.Role.PERSISTENT
            && LOOKED_AT.contains(World.month(opened)));
  }

  private static Incident incident(Episode episode, List<Sighting> seen, boolean registeredEver) {
    Registration life = episode.life();
    Instant opened = seen.getFirst().time();
    State state =
        life != null
            ? State.ATTRIBUTED
            : registeredEver ? State.NOT_ATTRIBUTABLE : State.UNATTRIBUTED;
    boolean validated = life != null && isLookedAt(life, opened);
    Classification classification;
    if (validated) {
      classification = Classification.MALICIOUS;
    } else if (episode.domain().equals(World.PLATFORM)) {
      classification = Classification.PLATFORM;
    } else if (seen.stream().anyMatch(Sighting::compromised)) {
      classification = Classification.COMPROMISED;
    } else if (life != null && Duration.between(life.created, opened).compareTo(YOUNG) <= 0) {
      classification = Classification.MALICIOUS;
    } else {
      classification = Classification.UNKNOWN;
    }
    return new Incident(
        episode.domain(),
        episode.threat(),
        opened,
        seen.getLast().time(),
        state,
        life == null ? null : life.sponsorAt(opened).ianaId(),
        classification,
        seen.stream().map(Sighting::family).collect(Collectors.toCollection(TreeSet::new)),
        validated);
  }

  /**
   * Distinct domains of a month by registrar, class, classification and least evidence, as the
   * tallies of ingest give them.
   */
  Map<Tally, Integer> tallies(YearMonth month) {
    Map<Tally, Set<String>> domains = new HashMap<>();
    for (Incident incident : incidents()) {
      Integer registrar = incident.registrar();
      if (registrar == null || !incident.month().equals(month)) {
        continue;
      }
      for (String threat : List.of(incident.threat().name(), "TOTAL")) {
        for (String evidence : incident.evidence()) {
          domains
              .computeIfAbsent(
                  new Tally(registrar, threat, incident.classification(), evidence),
                  t -> new TreeSet<>())
              .add(incident.domain());
        }
      }
    }
    Map<Tally, Integer> counts = new HashMap<>();
    domains.forEach((tally, names) -> counts.put(tally, names.size()));
    return counts;
  }

  /** Domains of the month that count against the registrar: malicious, corroborated. */
  int counted(int registrar, YearMonth month) {
    return tallies(month)
        .getOrDefault(new Tally(registrar, "TOTAL", Classification.MALICIOUS, "CORROBORATED"), 0);
  }

  /** Domains of a month that are nobody's, because the registry's data does not know them. */
  long unattributed(YearMonth month) {
    return incidents().stream()
        .filter(i -> i.state() == State.UNATTRIBUTED && i.month().equals(month))
        .map(Incident::domain)
        .distinct()
        .count();
  }

  /** The months of the calendar. */
  static List<YearMonth> months() {
    List<YearMonth> months = new ArrayList<>();
    for (YearMonth m = YearMonth.from(World.FIRST_DAY);
        !m.isAfter(YearMonth.from(World.LAST_DAY));
        m = m.plusMonths(1)) {
      months.add(m);
    }
    return months;
  }

  Map<Integer, Portfolio> books(YearMonth month) {
    Map<Integer, Portfolio> books = new TreeMap<>();
    world.registrars().forEach(r -> books.put(r.ianaId(), world.book(r.ianaId(), month)));
    return books;
  }
}
