package io.bailiwick.launcher.demo;

import static io.bailiwick.launcher.demo.DemoFeed.COMMUNITY;
import static io.bailiwick.launcher.demo.DemoFeed.MIRROR;
import static io.bailiwick.launcher.demo.DemoFeed.PHISHLIST;
import static io.bailiwick.launcher.demo.DemoFeed.URLHAUS;

import io.bailiwick.launcher.demo.FeedRow.Threat;
import io.bailiwick.launcher.demo.FeedRow.Type;
import io.bailiwick.launcher.demo.RegistrarProfile.Role;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What bad there is in the generated registry, and which feed tells of it when: the ordinary
 * background, and the traps.
 *
 * <p>Every name that is listed is reserved in the world, so that no chance event moves or deletes
 * it but where a trap wants it.
 */
final class AbusePlan {
  private static final Set<DemoFeed> COMMUNITY_AND_COPY = Set.of(COMMUNITY, MIRROR);

  private final World world;
  private final Random random = new Random(90001L);
  private final double scale;
  private final List<FeedRow> rows = new ArrayList<>();
  private final Map<RegistrarProfile, Map<LocalDate, Integer>> quotas = new HashMap<>();
  private final List<Registration> twoNames;

  /** The name that moves between event and report. */
  private @Nullable Registration moved;

  private @Nullable Registration dropped;
  private String caught = "";
  private int paths;

  AbusePlan(World world, double scale) {
    this.world = world;
    this.scale = scale;
    this.twoNames = List.copyOf(world.portfolio(world.byId(RegistrarProfile.TWO_NAMES)));
  }

  /** All rows so far, in no particular order. */
  List<FeedRow> rows() {
    return rows;
  }

  /** Plans one day, after the world has lived through it and before it is closed. */
  void plan(LocalDate day) {
    if (day.getDayOfMonth() == 1) {
      drawQuotas(YearMonth.from(day));
    }
    for (RegistrarProfile registrar : world.registrars()) {
      int today = quotas.getOrDefault(registrar, Map.of()).getOrDefault(day, 0);
      for (int i = 0; i < today; i++) {
        background(registrar, day);
      }
    }
    platform(day);
    badRows(day);
    traps(day);
  }

  private void drawQuotas(YearMonth month) {
    quotas.clear();
    for (RegistrarProfile registrar : world.registrars()) {
      for (int i = quota(registrar, month.getMonth()); i > 0; i--) {
        LocalDate day = month.atDay(1 + random.nextInt(month.lengthOfMonth()));
        quotas.computeIfAbsent(registrar, r -> new HashMap<>()).merge(day, 1, Integer::sum);
      }
    }
  }

  private int quota(RegistrarProfile registrar, Month month) {
    return switch (registrar.role()) {
      case ORDINARY -> {
        double mean = registrar.sizeAt(scale) * registrar.abusePer10k() / 10_000;
        yield (int) mean + (random.nextDouble() < mean - (int) mean ? 1 : 0);
      }
      case PERSISTENT ->
          switch (month) {
            case MARCH -> 24;
            case APRIL -> 27;
            case MAY -> 2;
            case JUNE -> 30;
            case JULY -> 22;
            case AUGUST -> 8;
            default -> 1;
          };
      case BURST -> month == Month.MAY ? 140 : 0;
      case TWO_NAMES, CLEAN_SMALL, REGISTRY -> 0;
    };
  }

  private void background(RegistrarProfile registrar, LocalDate day) {
    boolean certain = registrar.role() == Role.PERSISTENT || registrar.role() == Role.BURST;
    Registration name;
    if (certain && day.isBefore(World.LIMIT_DAY)) {
      // Registered for the abuse, on the same day.
      name = create(registrar.ianaId(), world.nextName(), world.instant(day));
    } else {
      name = pick(registrar, day);
    }
    if (name == null) {
      return;
    }
    Instant time = after(name, day);
    if (random.nextInt(3) == 0) {
      list(name, Threat.MALWARE, time, Set.of(URLHAUS));
      if (certain || random.nextInt(5) < 3) {
        list(name, Threat.MALWARE, later(time), COMMUNITY_AND_COPY);
      }
      return;
    }
    switch (certain ? 0 : random.nextInt(10)) {
      case 0, 1, 2, 3, 4 -> {
        list(name, Threat.PHISHING, time, COMMUNITY_AND_COPY);
        list(name, Threat.PHISHING, later(time), Set.of(PHISHLIST));
      }
      case 5, 6 -> list(name, Threat.PHISHING, time, Set.of(PHISHLIST));
      case 7 -> list(name, Threat.PHISHING, time, COMMUNITY_AND_COPY);
      case 8 -> list(name, Threat.BOTNET, time, Set.of(COMMUNITY));
      default ->
          list(
              name, random.nextBoolean() ? Threat.SPAM : Threat.PHARMING, time, COMMUNITY_AND_COPY);
    }
  }

  /** Thousands of bad hosts, and one registration that its sponsor must not be charged with. */
  private void platform(LocalDate day) {
    for (int i = (int) Math.max(2, 25 * scale); i > 0; i--) {
      Instant time = second(world.instant(day));
      String url = "https://" + hostLabel() + "." + World.PLATFORM + "/" + path();
      switch (random.nextInt(3)) {
        case 0 -> add(URLHAUS, time, url, Type.URL, Threat.MALWARE, false, World.PLATFORM);
        case 1 -> add(PHISHLIST, time, url, Type.URL, Threat.PHISHING, false, World.PLATFORM);
        default -> {
          add(COMMUNITY, time, url, Type.URL, Threat.PHISHING, false, World.PLATFORM);
          add(MIRROR, time, url, Type.URL, Threat.PHISHING, false, World.PLATFORM);
        }
      }
    }
  }

  private void badRows(LocalDate day) {
    Instant time = second(world.instant(day));
    String url = "http://" + hostLabel() + ".bwd-elsewhere.example/" + path();
    switch (day.getDayOfMonth()) {
      case 2 ->
          reject(
              COMMUNITY,
              time,
              "http://192.0.2." + day.getMonthValue() + "/" + path(),
              Type.URL,
              "IP_LITERAL");
      case 3 -> reject(COMMUNITY, time, "http://0xc0.0.2.1/" + path(), Type.URL, "IP_LITERAL");
      case 4 ->
          reject(
              COMMUNITY,
              time,
              "http://[2001:db8::" + day.getMonthValue() + "]/",
              Type.URL,
              "IP_LITERAL");
      case 5, 6, 7 -> reject(COMMUNITY, time, url, Type.URL, "OUT_OF_ZONE");
      case 8 ->
          reject(
              COMMUNITY,
              time,
              "http://bwd-decoy.org@bwd-elsewhere.example/" + path(),
              Type.URL,
              "OUT_OF_ZONE");
      case 9 -> reject(COMMUNITY, time, "http://exa mple.org/" + path(), Type.URL, "INVALID_HOST");
      case 10 ->
          reject(
              COMMUNITY,
              time,
              "http://bwd-decoy.org%00.bwd-elsewhere.example/",
              Type.URL,
              "INVALID_HOST");
      case 11 ->
          reject(
              COMMUNITY,
              time,
              "%064x".formatted(random.nextLong() & Long.MAX_VALUE),
              Type.SHA256,
              "UNSUPPORTED_TYPE");
      case 12 ->
          reject(COMMUNITY, time, "198.51.100." + day.getMonthValue(), Type.IP, "IP_LITERAL");
      case 13 ->
          rows.add(
              FeedRow.rejected(
                  COMMUNITY,
                  time,
                  time.plus(Duration.ofDays(40)),
                  ofSomebody(),
                  Type.URL,
                  "FUTURE_TIME"));
      case 14 ->
          rows.add(
              FeedRow.rejected(
                  COMMUNITY,
                  time,
                  time.minus(Duration.ofDays(120)),
                  ofSomebody(),
                  Type.URL,
                  "TOO_OLD"));
      case 15 ->
          reject(
              COMMUNITY,
              time,
              "2026-13-45 99:00:00,url," + ofSomebody() + ",#phishing,false",
              Type.RAW,
              "INVALID_TIME");
      case 16 -> reject(COMMUNITY, time, "\"half a row\"", Type.RAW, "MALFORMED_ROW");
      case 17, 18 ->
          reject(
              URLHAUS,
              time,
              "http://203.0.113." + random.nextInt(250) + "/bin.sh",
              Type.URL,
              "IP_LITERAL");
      case 19 -> reject(URLHAUS, time, url, Type.URL, "OUT_OF_ZONE");
      case 20 -> reject(URLHAUS, time, "\"4711\",\"not a row\"", Type.RAW, "MALFORMED_ROW");
      case 21 -> reject(PHISHLIST, time, url, Type.URL, "OUT_OF_ZONE");
      case 22 -> reject(PHISHLIST, time, "http://198.51.100.7/" + path(), Type.URL, "IP_LITERAL");
      case 23 -> reject(PHISHLIST, time, "http://localhost/" + path(), Type.URL, "NOT_REGISTRABLE");
      case 24 -> {
        // The same row twice in one payload.
        String twice = "https://" + hostLabel() + "." + World.PLATFORM + "/twice";
        add(COMMUNITY, time, twice, Type.URL, Threat.PHISHING, false, World.PLATFORM);
        add(COMMUNITY, time, twice, Type.URL, Threat.PHISHING, false, World.PLATFORM);
      }
      default -> {}
    }
  }

  private void traps(LocalDate day) {
    switch (day.toString()) {
      // Listed and created on the same Monday, before that evening's payloads: its registration
      // data arrives a night later.
      case "2026-02-16" -> {
        Registration early = create(90004, world.nextName(), at(day, 10));
        list(early, Threat.PHISHING, at(day, 12), COMMUNITY_AND_COPY);
        list(early, Threat.PHISHING, at(day, 13), Set.of(PHISHLIST));
      }
      // One name, written once in Unicode and once as an A-label.
      case "2026-02-18" -> {
        Registration idn = create(90005, "xn--bwd-mnze-b6a.org", at(day, 9));
        String unicode = "bwd-münze.org";
        add(
            URLHAUS,
            at(day, 15),
            "http://" + unicode + "/" + path(),
            Type.URL,
            Threat.MALWARE,
            false,
            idn.name);
        add(
            COMMUNITY,
            at(day, 17),
            "http://" + idn.name + "/" + path(),
            Type.URL,
            Threat.MALWARE,
            false,
            idn.name);
      }
      // Re-registered within thirty days of its first listing: the new life inherits nothing.
      case "2026-02-10" -> {
        dropped = pickAged(90009);
        list(dropped, Threat.MALWARE, at(day, 8), Set.of(URLHAUS));
        list(dropped, Threat.MALWARE, at(day, 9), COMMUNITY_AND_COPY);
      }
      case "2026-03-02" -> world.purge(known(dropped), day);
      case "2026-03-09" -> dropped = create(90021, known(dropped).name, at(day, 7));
      case "2026-03-11" -> {
        list(known(dropped), Threat.MALWARE, at(day, 8), Set.of(URLHAUS));
        list(known(dropped), Threat.MALWARE, at(day, 9), COMMUNITY_AND_COPY);
      }
      // Moves between event and report: the loss stays where it happened. And once more on the day
      // of the event.
      case "2026-05-12" -> {
        moved = pickAged(90001);
        list(moved, Threat.MALWARE, at(day, 10), Set.of(URLHAUS));
        list(moved, Threat.MALWARE, at(day, 11), COMMUNITY_AND_COPY);
      }
      case "2026-05-14" -> world.transfer(known(moved), at(day, 16), world.byId(90006));
      case "2026-05-20" -> {
        Registration sameDay = pickAged(90002);
        world.transfer(sameDay, at(day, 12).plusMillis(250), world.byId(90001));
        list(sameDay, Threat.MALWARE, at(day, 11), Set.of(URLHAUS));
        list(sameDay, Threat.MALWARE, at(day, 13), COMMUNITY_AND_COPY);
      }
      // The registrar with two names, both bad.
      case "2026-05-05" -> {
        for (Registration name : twoNames) {
          list(name, Threat.PHISHING, at(day, 6), COMMUNITY_AND_COPY);
          list(name, Threat.PHISHING, at(day, 7), Set.of(PHISHLIST));
        }
      }
      // Old sites that were broken into.
      case "2026-01-14", "2026-03-18", "2026-04-22", "2026-06-17" -> {
        Registration old = pickAged(90010);
        compromised(old, at(day, 5));
      }
      // One name in two classes.
      case "2026-06-09" -> {
        Registration both = pickAged(90006);
        list(both, Threat.PHISHING, at(day, 4), COMMUNITY_AND_COPY);
        list(both, Threat.PHISHING, at(day, 5), Set.of(PHISHLIST));
        list(both, Threat.MALWARE, at(day, 6), Set.of(URLHAUS));
      }
      // Listed first, registered later by somebody who has no part in it.
      case "2026-06-03" -> {
        caught = world.nextName();
        add(
            COMMUNITY,
            at(day, 12),
            "http://" + caught + "/" + path(),
            Type.URL,
            Threat.PHISHING,
            false,
            caught);
      }
      case "2026-06-11" -> create(90022, caught, at(day, 14));
      // Never registered at all.
      case "2026-04-08" -> {
        String never = world.nextName();
        add(
            COMMUNITY,
            at(day, 3),
            "http://" + never + "/" + path(),
            Type.URL,
            Threat.PHISHING,
            false,
            never);
      }
      // Gone for more than thirty days, then listed again: two incidents.
      case "2026-04-01", "2026-05-19" -> {
        Registration again = day.getMonth() == Month.APRIL ? pickAged(90008) : known(relisted);
        relisted = again;
        list(again, Threat.MALWARE, at(day, 3), Set.of(URLHAUS));
        list(again, Threat.MALWARE, at(day, 4), COMMUNITY_AND_COPY);
      }
      default -> {}
    }
  }

  private @Nullable Registration relisted;

  private void compromised(Registration name, Instant time) {
    String url = "https://www." + name.name + "/wp-content/" + path();
    add(COMMUNITY, time, url, Type.URL, Threat.PHISHING, true, name.name);
    add(MIRROR, time, url, Type.URL, Threat.PHISHING, true, name.name);
    add(PHISHLIST, time, url, Type.URL, Threat.PHISHING, false, name.name);
  }

  private Registration create(int registrar, String name, Instant time) {
    Registration created = world.create(world.byId(registrar), name, time);
    created.reserved = true;
    return created;
  }

  /**
   * A name of the registrar that exists on the day and has no part in anything yet; a fresh one in
   * two of three cases.
   */
  private @Nullable Registration pick(RegistrarProfile registrar, LocalDate day) {
    List<Registration> names = world.portfolio(registrar);
    Instant noon = at(day, 12);
    if (random.nextInt(3) > 0) {
      for (int i = names.size() - 1; i >= Math.max(0, names.size() - 20); i--) {
        Registration fresh = names.get(i);
        if (!fresh.reserved
            && fresh.created.isBefore(noon)
            && fresh.created.isAfter(noon.minus(Duration.ofDays(20)))) {
          fresh.reserved = true;
          return fresh;
        }
      }
    }
    for (int attempt = 0; attempt < 50 && !names.isEmpty(); attempt++) {
      Registration name = names.get(random.nextInt(names.size()));
      if (!name.reserved && name.created.isBefore(noon)) {
        name.reserved = true;
        return name;
      }
    }
    return null;
  }

  private Registration pickAged(int registrar) {
    List<Registration> names = world.portfolio(world.byId(registrar));
    Instant before = World.FIRST_DAY.minusYears(2).atStartOfDay(ZoneOffset.UTC).toInstant();
    for (Registration name : names) {
      if (!name.reserved && name.created.isBefore(before)) {
        name.reserved = true;
        return name;
      }
    }
    throw new IllegalStateException("registrar " + registrar + " has no old name left for a trap");
  }

  /** Lists a name in feeds at about a time, with one to three URLs in each. */
  private void list(Registration name, Threat threat, Instant time, Set<DemoFeed> feeds) {
    List<String> urls = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      urls.add(
          switch (random.nextInt(5)) {
            case 0 -> "https://www." + name.name + "/" + path();
            case 1 -> "http://" + hostLabel() + "." + name.name + ":8080/" + path();
            case 2 -> "http://" + name.name.toUpperCase(java.util.Locale.ROOT) + "./" + path();
            default -> "https://" + name.name + "/" + path();
          });
    }
    for (DemoFeed feed : DemoFeed.values()) {
      if (!feeds.contains(feed)) {
        continue;
      }
      for (int i = 0; i < urls.size(); i++) {
        add(
            feed,
            time.plus(Duration.ofMinutes(i)),
            urls.get(i),
            Type.URL,
            threat,
            false,
            name.name);
      }
      if (feed == COMMUNITY && random.nextInt(4) == 0) {
        String defanged = "hxxps://" + name.name.replace(".", "[.]") + "/" + path();
        add(feed, time, defanged, Type.URL, threat, false, name.name);
        add(feed, time, name.name, Type.DOMAIN, threat, false, name.name);
      }
    }
  }

  private void add(
      DemoFeed feed,
      Instant time,
      String value,
      Type type,
      Threat threat,
      boolean compromised,
      String domain) {
    rows.add(
        new FeedRow(
            feed, time, time, 1 + paths % 2, value, type, threat, compromised, domain, null));
  }

  private void reject(DemoFeed feed, Instant time, String value, Type type, String reason) {
    rows.add(FeedRow.rejected(feed, time, time, value, type, reason));
  }

  /** A URL of a name that exists since long, for rows that are wrong in something else. */
  private String ofSomebody() {
    return "https://" + world.registrations().get(100).name + "/" + path();
  }

  private Instant after(Registration name, LocalDate day) {
    Instant time = second(world.instant(day));
    Instant earliest = second(name.created).plus(Duration.ofMinutes(10));
    return time.isBefore(earliest) ? earliest : time;
  }

  private Instant later(Instant time) {
    return time.plus(Duration.ofMinutes(10 + (long) random.nextInt(600)));
  }

  private String path() {
    return "p" + Integer.toString(7919 * ++paths, 36);
  }

  private String hostLabel() {
    return "h" + Integer.toString(100_003 + 31 * ++paths, 36);
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Instant at(LocalDate day, int hour) {
    return day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
  }

  private static Registration known(@Nullable Registration registration) {
    if (registration == null) {
      throw new IllegalStateException("the calendar of the traps is out of order");
    }
    return registration;
  }

  static boolean fetchDay(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.MONDAY;
  }
}
