package io.bailiwick.scoring.run;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.FeedMonth;
import io.bailiwick.scoring.ingest.MonthMeasures;
import io.bailiwick.scoring.ingest.MonthTallies.ClusterTally;
import io.bailiwick.scoring.ingest.MonthTallies.RegistrarTally;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.measure.MeasureFacts;
import io.bailiwick.scoring.measure.Measurement;
import io.bailiwick.scoring.measure.Slice;
import io.bailiwick.scoring.measure.Terms;
import io.bailiwick.scoring.snapshot.Snapshot;
import io.bailiwick.scoring.snapshot.Snapshot.FrozenMonth;
import io.bailiwick.scoring.statistics.Exposure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of a run's registrars and of their families, zone by zone and class by class. A
 * pure function of snapshot and policy; rows are made when they are asked for.
 *
 * <p>Of all zones together the flow is counted from the tallies that the gates read, so that a row
 * and a score never differ; of one zone, from its own.
 */
final class Measuring {

  /** In place of a TLD: all zones together. No TLD is written with capitals. */
  static final String ALL = "ALL";

  private final Snapshot snapshot;
  private final @Nullable MeasureFacts facts;
  private final List<Map<RegistrarId, RegistrarTally>> tallies;
  private final List<Map<RegistrarId, List<MeasureFacts.Place>>> places = new ArrayList<>();
  private final List<SortedMap<String, SortedSet<RegistrarId>>> families = new ArrayList<>();
  private final Map<RegistrarId, List<MeasureFacts.Lives>> lives = new HashMap<>();

  Measuring(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.facts = snapshot.measures();
    this.tallies =
        snapshot.months().stream()
            .map(
                month -> {
                  Map<RegistrarId, RegistrarTally> byId = new HashMap<>();
                  month.registrars().forEach(tally -> byId.put(tally.registrar(), tally));
                  return byId;
                })
            .toList();
    if (facts != null) {
      facts.months().forEach(this::add);
      facts
          .lives()
          .forEach(
              each -> lives.computeIfAbsent(each.registrar(), id -> new ArrayList<>()).add(each));
    }
  }

  private void add(MeasureFacts.MonthFacts month) {
    Map<RegistrarId, List<MeasureFacts.Place>> byId = new HashMap<>();
    SortedMap<String, SortedSet<RegistrarId>> members = new TreeMap<>();
    for (MeasureFacts.Place each : month.places()) {
      byId.computeIfAbsent(each.registrar(), id -> new ArrayList<>()).add(each);
      String family = each.family();
      if (family != null) {
        members.computeIfAbsent(family, name -> new TreeSet<>()).add(each.registrar());
      }
    }
    places.add(byId);
    families.add(members);
  }

  Month month() {
    return snapshot.month();
  }

  String definition() {
    return snapshot.definition();
  }

  /** The registrars of the run, by IANA ID. */
  List<RegistrarTally> registrars() {
    return snapshot.scored().registrars();
  }

  /** The families of the month with their members; none where the snapshot knows none. */
  SortedMap<String, SortedSet<RegistrarId>> families() {
    return families.isEmpty() ? new TreeMap<>() : families.getFirst();
  }

  /** Whoever belonged to a family in any of the months that its rows are made from. */
  Set<RegistrarId> everMembers(String family) {
    return families.stream()
        .flatMap(month -> month.getOrDefault(family, new TreeSet<>()).stream())
        .collect(toCollection(TreeSet::new));
  }

  /** The zones in which any of them had something in the month, by name. */
  SortedSet<String> zones(Collection<RegistrarId> members) {
    Set<RegistrarId> registrars = Set.copyOf(members);
    return Stream.concat(
            places(0, registrars, ALL).map(MeasureFacts.Place::tld),
            lives(registrars, ALL).map(MeasureFacts.Lives::tld))
        .collect(toCollection(TreeSet::new));
  }

  /** Source families whose feeds counted in the month: those that were not muted. */
  List<String> sourceFamilies() {
    Snapshot.Quality quality = snapshot.scored().quality();
    return quality == null
        ? List.of()
        : quality.feeds().feeds().stream()
            .filter(feed -> !feed.muted())
            .map(FeedMonth.OfFeed::family)
            .distinct()
            .sorted()
            .toList();
  }

  @Nullable Integer cohortDays() {
    Snapshot.Quality quality = snapshot.scored().quality();
    return facts != null
        ? Integer.valueOf(facts.cohortDays())
        : quality == null ? null : Integer.valueOf(quality.measures().cohortDays());
  }

  /** Hours after which an incident is no longer watched; null where none was. */
  @Nullable Integer horizonHours() {
    return facts == null ? null : facts.horizonHours();
  }

  /** The lifetimes of a registrar's malicious incidents that count; null where none are kept. */
  @Nullable List<MeasureFacts.Lived> lifetimes(RegistrarId registrar, Evidence minimum) {
    return lifetimes(Set.of(registrar), ALL, Threat.TOTAL, minimum);
  }

  /** Measures one registrar. */
  Measurement measure(RegistrarId registrar, String tld, Threat threat, Terms terms) {
    List<Set<RegistrarId>> members =
        snapshot.months().stream().map(month -> Set.of(registrar)).toList();
    return Measurement.of(slice(members, tld, threat, terms.minimumEvidence()), terms);
  }

  /**
   * Measures a family: the sums of those who belonged to it at the end of each month. A domain that
   * counted with two of them counts with each.
   */
  Measurement measure(String family, String tld, Threat threat, Terms terms) {
    List<Set<RegistrarId>> members = new ArrayList<>();
    for (SortedMap<String, SortedSet<RegistrarId>> month : families) {
      members.add(month.getOrDefault(family, new TreeSet<>()));
    }
    return Measurement.of(slice(members, tld, threat, terms.minimumEvidence()), terms);
  }

  private Slice slice(List<Set<RegistrarId>> members, String tld, Threat threat, Evidence minimum) {
    List<Slice.MonthCount> months = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      months.add(
          new Slice.MonthCount(
              domains(i, members.get(i), tld, threat, Classification.MALICIOUS, minimum),
              exposure(i, members.get(i), tld)));
    }
    Set<RegistrarId> now = members.getFirst();
    return new Slice(
        months,
        domains(0, now, tld, threat, Classification.COMPROMISED, minimum),
        domains(0, now, tld, threat, Classification.PLATFORM, minimum),
        domains(0, now, tld, threat, Classification.UNKNOWN, minimum),
        cohort(now, tld, threat, minimum),
        stock(now, tld, threat, minimum),
        lifetimes(now, tld, threat, minimum),
        tld.equals(ALL) && threat == Threat.TOTAL ? clusters(now, minimum) : null);
  }

  private long domains(
      int month,
      Set<RegistrarId> members,
      String tld,
      Threat threat,
      Classification classification,
      Evidence minimum) {
    return tld.equals(ALL)
        ? tallies(month, members)
            .mapToLong(tally -> Snapshot.domains(tally, threat, classification, minimum))
            .sum()
        : places(month, members, tld)
            .flatMap(place -> place.counts().stream())
            .filter(count -> count.threat() == threat && count.classification() == classification)
            .mapToLong(count -> count.of(minimum))
            .sum();
  }

  /** Null where a day of the month has no evidence of the zone's names. */
  private @Nullable Exposure exposure(int month, Set<RegistrarId> members, String tld) {
    FrozenMonth frozen = snapshot.months().get(month);
    if (!missingDays(month, tld).isEmpty()) {
      return null;
    }
    long sum =
        tld.equals(ALL)
            ? tallies(month, members).mapToLong(RegistrarTally::dumSum).sum()
            : places(month, members, tld).mapToLong(MeasureFacts.Place::dumSum).sum();
    return Exposure.mean(sum, frozen.month().days());
  }

  /** Days of a month without evidence; of a zone that nobody knew in it, every day. */
  private List<LocalDate> missingDays(int month, String tld) {
    FrozenMonth frozen = snapshot.months().get(month);
    if (tld.equals(ALL) || facts == null) {
      return frozen.missingDays();
    }
    return facts.months().get(month).zones().stream()
        .filter(zone -> zone.tld().equals(tld))
        .findFirst()
        .map(MeasureFacts.ZoneDays::missingDays)
        .orElseGet(
            () ->
                frozen
                    .month()
                    .firstDay()
                    .datesUntil(frozen.month().lastDay().plusDays(1))
                    .toList());
  }

  /** Days of the measured month with evidence. */
  int days(String tld) {
    return month().days() - missingDays(0, tld).size();
  }

  private Stream<RegistrarTally> tallies(int month, Set<RegistrarId> members) {
    return members.stream().map(tallies.get(month)::get).filter(Objects::nonNull);
  }

  private Stream<MeasureFacts.Place> places(int month, Set<RegistrarId> members, String tld) {
    Map<RegistrarId, List<MeasureFacts.Place>> known =
        places.isEmpty() ? Map.of() : places.get(month);
    return members.stream()
        .flatMap(id -> known.getOrDefault(id, List.of()).stream())
        .filter(place -> tld.equals(ALL) || place.tld().equals(tld));
  }

  private Slice.@Nullable NewNames cohort(
      Set<RegistrarId> members, String tld, Threat threat, Evidence minimum) {
    if (facts == null) {
      return cohortWithoutZones(members, threat, minimum);
    }
    List<MeasureFacts.Place> here = places(0, members, tld).toList();
    return new Slice.NewNames(
        here.stream()
            .flatMap(place -> place.cohort().stream())
            .filter(turned -> turned.threat() == threat)
            .mapToLong(turned -> turned.of(minimum))
            .sum(),
        here.stream().mapToLong(MeasureFacts.Place::creates).sum(),
        here.stream().mapToLong(MeasureFacts.Place::createsKept).sum(),
        here.stream().mapToLong(MeasureFacts.Place::agpDeletes).sum(),
        facts.months().getFirst().cohortMature());
  }

  /** As earlier snapshots have it: of all threats together. */
  private Slice.@Nullable NewNames cohortWithoutZones(
      Set<RegistrarId> members, Threat threat, Evidence minimum) {
    Snapshot.Quality quality = snapshot.scored().quality();
    if (quality == null || threat != Threat.TOTAL) {
      return null;
    }
    return new Slice.NewNames(
        quality.measures().registrars().stream()
            .filter(each -> members.contains(each.registrar()))
            .flatMap(each -> each.cohort().stream())
            .filter(row -> row.minimumEvidence() == minimum)
            .mapToLong(MonthMeasures.Cohort::domains)
            .sum(),
        tallies(0, members).mapToLong(RegistrarTally::creates).sum(),
        null,
        tallies(0, members).mapToLong(RegistrarTally::agpDeletes).sum(),
        null);
  }

  private Stream<MeasureFacts.Lives> lives(Set<RegistrarId> members, String tld) {
    return members.stream()
        .flatMap(id -> lives.getOrDefault(id, List.of()).stream())
        .filter(each -> tld.equals(ALL) || each.tld().equals(tld));
  }

  private Slice.@Nullable StockDays stock(
      Set<RegistrarId> members, String tld, Threat threat, Evidence minimum) {
    if (facts == null) {
      return null;
    }
    long names = 0;
    long[] daily = new long[month().days()];
    for (MeasureFacts.Stock stock :
        lives(members, tld)
            .flatMap(each -> each.stock().stream())
            .filter(each -> each.threat() == threat && each.minimumEvidence() == minimum)
            .toList()) {
      names += stock.names();
      for (int day = 0; day < Math.min(daily.length, stock.daily().size()); day++) {
        daily[day] += stock.daily().get(day);
      }
    }
    return new Slice.StockDays(names, Arrays.stream(daily).boxed().toList());
  }

  private @Nullable List<MeasureFacts.Lived> lifetimes(
      Set<RegistrarId> members, String tld, Threat threat, Evidence minimum) {
    return facts == null
        ? null
        : lives(members, tld)
            .flatMap(each -> each.lifetimes().stream())
            .filter(row -> threat == Threat.TOTAL || row.threat() == threat)
            .filter(row -> row.classification() == Classification.MALICIOUS)
            .filter(row -> row.evidence().compareTo(minimum) >= 0)
            .toList();
  }

  private List<Long> clusters(Set<RegistrarId> members, Evidence minimum) {
    Map<Long, List<Long>> byCluster =
        tallies(0, members)
            .flatMap(tally -> tally.clusters().stream())
            .filter(row -> row.minimumEvidence() == minimum && row.domains() > 0)
            .collect(
                groupingBy(
                    ClusterTally::cluster, TreeMap::new, mapping(ClusterTally::domains, toList())));
    return byCluster.values().stream()
        .map(sizes -> sizes.stream().mapToLong(Long::longValue).sum())
        .toList();
  }
}
