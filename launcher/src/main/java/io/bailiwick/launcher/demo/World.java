package io.bailiwick.launcher.demo;

import io.bailiwick.launcher.demo.RegistrarProfile.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The generated registry: it lives through its days one by one by a seeded chance (the generator of
 * {@link Random} is specified, so every Java gives the same world) and keeps its own books.
 *
 * <p>Life of a name: created, perhaps purged within the add grace period; auto-renewed on the day
 * its term ends; kept, or deleted within a month (redemption, purged 35 days later); perhaps
 * renewed early, transferred, or deleted in mid-term.
 */
final class World {
  static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
  static final LocalDate LAST_DAY = LocalDate.of(2026, 8, 31);

  /**
   * From this day on the registrar with persistent abuse creates nothing: its order is in force.
   */
  static final LocalDate LIMIT_DAY = LocalDate.of(2026, 8, 24);

  static final String PLATFORM = "duckdns.org";

  private static final int REDEMPTION_DAYS = 35;
  private static final double EARLY = 0.3;

  /** What one day changed: the rows of that day's DIFF. */
  record Changes(
      LocalDate day, Collection<Registration> changed, Collection<Registration> purged) {}

  private final Random random = new Random(20260101L);
  private final List<RegistrarProfile> registrars = RegistrarProfile.all();
  private final List<Registration> registrations = new ArrayList<>();
  private final Map<RegistrarProfile, List<Registration>> portfolios = new LinkedHashMap<>();
  private final Map<RegistrarProfile, Integer> signedNames = new HashMap<>();
  private final Map<Integer, Map<YearMonth, Portfolio>> books = new LinkedHashMap<>();
  private final Map<LocalDate, List<Registration>> expiring = new HashMap<>();
  private final Map<LocalDate, List<Registration>> redeeming = new HashMap<>();
  private final Map<LocalDate, List<Registration>> purging = new HashMap<>();
  private final double scale;
  private final List<RegistrarProfile> gaining;
  private final TreeSet<Registration> changed =
      new TreeSet<>(Comparator.comparingInt(r -> r.index));
  private final TreeSet<Registration> purged = new TreeSet<>(Comparator.comparingInt(r -> r.index));
  private int labels;
  private int domains;

  World(double scale) {
    this.scale = scale;
    this.gaining = registrars.stream().filter(RegistrarProfile::scaled).toList();
    for (RegistrarProfile registrar : registrars) {
      for (int i = 0; i < registrar.sizeAt(scale); i++) {
        open(registrar, nextName());
      }
    }
    open(byId(RegistrarProfile.PLATFORM_SPONSOR), PLATFORM).reserved = true;
    portfolio(byId(RegistrarProfile.TWO_NAMES)).forEach(r -> r.reserved = true);
    changed.clear();
  }

  List<RegistrarProfile> registrars() {
    return registrars;
  }

  RegistrarProfile byId(int ianaId) {
    return registrars.stream().filter(r -> r.ianaId() == ianaId).findFirst().orElseThrow();
  }

  /** Names in the registry now. */
  int domains() {
    return domains;
  }

  /** Every lifetime ever, in order of creation in this program; purged ones too. */
  List<Registration> registrations() {
    return registrations;
  }

  List<Registration> portfolio(RegistrarProfile registrar) {
    return portfolios.computeIfAbsent(registrar, r -> new ArrayList<>());
  }

  Portfolio book(int ianaId, YearMonth month) {
    return books
        .computeIfAbsent(ianaId, id -> new LinkedHashMap<>())
        .computeIfAbsent(month, m -> new Portfolio());
  }

  Map<Integer, Map<YearMonth, Portfolio>> books() {
    return books;
  }

  /**
   * Lives through one day, by chance alone; what the abuse plan wants is done before with the other
   * methods.
   */
  void live(LocalDate day) {
    for (Registration registration : due(purging, day)) {
      purge(registration, day);
    }
    for (Registration registration : due(redeeming, day)) {
      redeem(registration, day);
    }
    for (Registration registration : due(expiring, day)) {
      if (day.equals(day(registration.expires))
          && registration.purged == null
          && !registration.redemption) {
        expire(registration, day);
      }
    }
    for (Registration registration : expiring.getOrDefault(day.plusDays(15), List.of())) {
      if (registration.purged == null
          && !registration.redemption
          && chance(EARLY * registration.sponsor().renewal())) {
        renew(registration);
      }
    }
    for (RegistrarProfile registrar : registrars) {
      if (registrar.role() == Role.TWO_NAMES || registrar.role() == Role.REGISTRY) {
        continue;
      }
      double size = registrar.sizeAt(scale);
      if (registrar.ianaId() != RegistrarProfile.PERSISTENT || day.isBefore(LIMIT_DAY)) {
        for (int i = count(size * registrar.monthlyCreates() / 30); i > 0; i--) {
          Registration created = create(registrar, nextName(), instant(day));
          if (chance(0.04)) {
            created.reserved = true;
            schedule(purging, day.plusDays(1 + random.nextInt(4)), created);
          }
        }
      }
      for (int i = count(size * 0.001 / 30); i > 0; i--) {
        Registration settled = settled(registrar, day);
        if (settled != null) {
          redeem(settled, day);
        }
      }
      for (int i = count(size * 0.002 / 30); i > 0; i--) {
        Registration settled = settled(registrar, day);
        if (settled != null && !settled.signed) {
          settled.signed = true;
          signedNames.merge(registrar, 1, Integer::sum);
          touch(settled);
        }
      }
      if (registrar.scaled()) {
        for (int i = count(size * 0.0015 / 30); i > 0; i--) {
          Registration settled = settled(registrar, day);
          // By size: the sponsor of some name.
          RegistrarProfile to = registrations.get(random.nextInt(registrations.size())).sponsor();
          if (settled != null && to != registrar && to.scaled()) {
            transfer(settled, instant(day), to);
          }
        }
      }
    }
  }

  /** Closes the day: the books get the day's portfolio, and the day's changes are handed over. */
  Changes close(LocalDate day) {
    YearMonth month = YearMonth.from(day);
    portfolios.forEach(
        (registrar, names) -> {
          Portfolio book = book(registrar.ianaId(), month);
          book.dumSum += names.size();
          book.days++;
          book.closing = names.size();
          book.signed = signedNames.getOrDefault(registrar, 0);
        });
    changed.removeAll(purged);
    Changes changes = new Changes(day, List.copyOf(changed), List.copyOf(purged));
    changed.clear();
    purged.clear();
    return changes;
  }

  Registration create(RegistrarProfile registrar, String name, Instant time) {
    int years = chance(registrar.longTerm()) ? 2 + random.nextInt(4) : 1;
    Registration created = add(registrar, registrar, name, time, plusYears(time, years), null);
    Portfolio book = book(registrar.ianaId(), month(time));
    book.creates++;
    book.termYears += years;
    return created;
  }

  void transfer(Registration registration, Instant time, RegistrarProfile to) {
    RegistrarProfile from = registration.sponsor();
    drop(registration);
    registration.transfer(time, to);
    place(registration);
    book(from.ianaId(), month(time)).transfersOut++;
    book(to.ianaId(), month(time)).transfersIn++;
    touch(registration);
  }

  /** Purges a name within the day; the zone's clients see it gone at the day's end. */
  void purge(Registration registration, LocalDate day) {
    drop(registration);
    registration.purged = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Portfolio book = book(registration.sponsor().ianaId(), YearMonth.from(day));
    if (Duration.between(registration.created, registration.purged).toDays() < 5) {
      book.agpDeletes++;
    } else {
      book.deletes++;
    }
    purged.add(registration);
    domains--;
  }

  /** A label that is clearly invented and never comes twice. */
  String nextName() {
    long scrambled = (labels++ * 123_457L + 314_159L) % 1_000_000L;
    StringBuilder label = new StringBuilder("bwd-");
    for (int i = 0; i < 3; i++) {
      int syllable = (int) (scrambled % 100);
      scrambled /= 100;
      label
          .append("bdfghjklmnprstvwxyzc".charAt(syllable / 5))
          .append("aeiou".charAt(syllable % 5));
    }
    return label.append(".org").toString();
  }

  /** A random time of the day, with milliseconds in half of the cases. */
  Instant instant(LocalDate day) {
    Instant second =
        day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(random.nextInt(86_400));
    return random.nextBoolean() ? second.plusMillis(random.nextInt(1000)) : second;
  }

  static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  static YearMonth month(Instant time) {
    return YearMonth.from(day(time));
  }

  private Registration open(RegistrarProfile registrar, String name) {
    LocalDate created = FIRST_DAY.minusDays(20 + (long) random.nextInt(15 * 365));
    Instant time = instant(created);
    Instant expires = plusYears(time, FIRST_DAY.getYear() - created.getYear());
    while (day(expires).isBefore(FIRST_DAY) || chance(registrar.longTerm() / 2)) {
      expires = plusYears(expires, 1);
    }
    boolean moved =
        registrar.scaled() && chance(0.08) && created.isBefore(FIRST_DAY.minusDays(200));
    RegistrarProfile creator = moved ? gaining.get(random.nextInt(gaining.size())) : registrar;
    Instant transferred =
        creator == registrar ? null : instant(created.plusDays(61 + (long) random.nextInt(100)));
    return add(creator, registrar, name, time, expires, transferred);
  }

  private Registration add(
      RegistrarProfile creator,
      RegistrarProfile sponsor,
      String name,
      Instant time,
      Instant expires,
      @Nullable Instant transferred) {
    Registration registration =
        new Registration(
            registrations.size() + 1, name, creator, sponsor, time, expires, transferred);
    registration.signed = chance(sponsor.signed());
    registrations.add(registration);
    place(registration);
    schedule(expiring, day(expires), registration);
    touch(registration);
    domains++;
    return registration;
  }

  private void expire(Registration registration, LocalDate day) {
    RegistrarProfile sponsor = registration.sponsor();
    renew(registration);
    double alreadyEarly = EARLY * sponsor.renewal();
    boolean stays = chance((sponsor.renewal() - alreadyEarly) / (1 - alreadyEarly));
    if (!stays && !registration.reserved) {
      book(sponsor.ianaId(), YearMonth.from(day)).renewalsLost++;
      schedule(redeeming, day.plusDays(2 + random.nextInt(28)), registration);
      registration.reserved = true;
    }
  }

  private void renew(Registration registration) {
    book(registration.sponsor().ianaId(), month(registration.expires)).renewalsDue++;
    registration.expires = plusYears(registration.expires, 1);
    schedule(expiring, day(registration.expires), registration);
    touch(registration);
  }

  private void redeem(Registration registration, LocalDate day) {
    registration.redemption = true;
    registration.reserved = true;
    schedule(purging, day.plusDays(REDEMPTION_DAYS), registration);
    touch(registration);
  }

  /**
   * A name far from both ends of its term, so that a delete or transfer says nothing about a
   * renewal.
   */
  private @Nullable Registration settled(RegistrarProfile registrar, LocalDate day) {
    List<Registration> names = portfolio(registrar);
    for (int attempt = 0; attempt < 10 && !names.isEmpty(); attempt++) {
      Registration picked = names.get(random.nextInt(names.size()));
      long daysLeft = day.until(day(picked.expires), ChronoUnit.DAYS);
      if (!picked.reserved && daysLeft > 60 && daysLeft < 300) {
        return picked;
      }
    }
    return null;
  }

  private void place(Registration registration) {
    List<Registration> names = portfolio(registration.sponsor());
    registration.position = names.size();
    names.add(registration);
    signedNames.merge(registration.sponsor(), registration.signed ? 1 : 0, Integer::sum);
  }

  private void drop(Registration registration) {
    List<Registration> names = portfolio(registration.sponsor());
    Registration last = names.removeLast();
    if (last != registration) {
      names.set(registration.position, last);
      last.position = registration.position;
    }
    signedNames.merge(registration.sponsor(), registration.signed ? -1 : 0, Integer::sum);
  }

  private void touch(Registration registration) {
    registration.rows = null;
    changed.add(registration);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A whole number with the given mean. */
  private int count(double mean) {
    int whole = (int) mean;
    return whole + (chance(mean - whole) ? 1 : 0);
  }

  private static List<Registration> due(Map<LocalDate, List<Registration>> plan, LocalDate day) {
    List<Registration> due = plan.remove(day);
    return due == null ? List.of() : due;
  }

  private static void schedule(
      Map<LocalDate, List<Registration>> plan, LocalDate day, Registration registration) {
    plan.computeIfAbsent(day, d -> new ArrayList<>()).add(registration);
  }

  private static Instant plusYears(Instant time, int years) {
    return time.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
  }
}
