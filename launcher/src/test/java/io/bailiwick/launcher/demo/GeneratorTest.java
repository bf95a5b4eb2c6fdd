package io.bailiwick.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.launcher.demo.Truth.Classification;
import io.bailiwick.launcher.demo.Truth.Incident;
import io.bailiwick.launcher.demo.Truth.State;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

/**
 * Reads what the generator wrote, without its help, and compares it with what it says to be true.
 */
class GeneratorTest {
  private static final double SCALE = 0.02;
  private static final YearMonth JUNE = YearMonth.of(2026, 6);

  @TempDir static Path directory;
  private static final List<Delivery> DELIVERIES = new ArrayList<>();
  private static Truth truth;

  @BeforeAll
  static void generate() throws Exception {
    truth = Generator.generate(directory, SCALE, DELIVERIES::add);
  }

  @Test
  void writesTheSameBytesAgain(@TempDir Path other) throws Exception {
    Generator.generate(other, SCALE, delivery -> {});
    assertThat(digests(other)).isEqualTo(digests(directory)).hasSizeGreaterThan(380);
  }

  @Test
  void deliversOneDepositADayAndFourFetchesAWeekInOrder() {
    assertThat(DELIVERIES).extracting(Delivery::at).isSorted();
    List<Delivery.Deposit> deposits = of(Delivery.Deposit.class);
    // 243 days of January to August, and the FULL at the very start.
    assertThat(deposits).hasSize(244);
    assertThat(deposits.stream().filter(Delivery.Deposit::full)).hasSize(36);
    // The Mondays from 5 January to 31 August.
    assertThat(of(Delivery.Payload.class)).hasSize(35 * 4);
  }

  @Test
  void keepsBooksThatAgreeWithItsDeposits() throws Exception {
    EscrowReader reader = new EscrowReader();
    for (Delivery.Deposit deposit : of(Delivery.Deposit.class)) {
      reader.load(deposit.file());
      assertThat(reader.names).hasSize(deposit.domains());
    }
    for (RegistrarProfile registrar : truth.world().registrars()) {
      assertThat(reader.registrarIds)
          .containsEntry(registrar.clientId(), Integer.toString(registrar.ianaId()));
      for (YearMonth month : Truth.months()) {
        Portfolio book = truth.world().book(registrar.ianaId(), month);
        assertThat(reader.books.get(registrar.clientId()).get(month))
            .as("%s in %s", registrar.name(), month)
            .hasToString(
                "dum %d/%d creates %d agp %d deletes %d in %d out %d signed %d"
                    .formatted(
                        book.dumSum,
                        book.days,
                        book.creates,
                        book.agpDeletes,
                        book.deletes,
                        book.transfersIn,
                        book.transfersOut,
                        book.signed));
      }
    }
  }

  @Test
  void writesAsManyRowsAsItSays() throws Exception {
    for (Delivery.Payload payload : of(Delivery.Payload.class)) {
      try (InputStream raw = Files.newInputStream(payload.file());
          InputStream in = expanded(payload.feed(), raw)) {
        long lines =
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(l -> !l.startsWith("#"))
                .count();
        long header =
            payload.feed() == DemoFeed.COMMUNITY || payload.feed() == DemoFeed.MIRROR ? 1 : 0;
        assertThat(lines - header)
            .as("rows of %s", payload.file().getFileName())
            .isEqualTo(payload.rows().read());
      }
      Delivery.RowCounts rows = payload.rows();
      int rejected = rows.rejected().values().stream().mapToInt(Integer::intValue).sum();
      assertThat(rows.accepted() + rows.duplicates() + rejected).isEqualTo(rows.read());
    }
  }

  @Test
  void rejectsForEveryReasonThatItShows() {
    Set<String> reasons = new java.util.TreeSet<>();
    of(Delivery.Payload.class).forEach(p -> reasons.addAll(p.rows().rejected().keySet()));
    assertThat(reasons)
        .contains(
            "FUTURE_TIME",
            "INVALID_HOST",
            "INVALID_TIME",
            "IP_LITERAL",
            "MALFORMED_ROW",
            "NOT_REGISTRABLE",
            "OUT_OF_ZONE",
            "TOO_OLD",
            "UNSUPPORTED_TYPE");
  }

  @Test
  void keepsTheTrapsAtASmallScale() {
    assertThat(truth.counted(RegistrarProfile.PERSISTENT, YearMonth.of(2026, 3)))
        .isGreaterThanOrEqualTo(20);
    assertThat(truth.counted(RegistrarProfile.PERSISTENT, YearMonth.of(2026, 4)))
        .isGreaterThanOrEqualTo(20);
    assertThat(truth.counted(RegistrarProfile.PERSISTENT, YearMonth.of(2026, 5))).isLessThan(5);
    assertThat(truth.counted(RegistrarProfile.PERSISTENT, JUNE)).isGreaterThanOrEqualTo(20);
    assertThat(truth.counted(RegistrarProfile.BURST, YearMonth.of(2026, 5))).isGreaterThan(100);
    assertThat(truth.counted(RegistrarProfile.TWO_NAMES, YearMonth.of(2026, 5))).isEqualTo(2);
    assertThat(truth.world().book(RegistrarProfile.TWO_NAMES, JUNE).closing).isEqualTo(2);
    for (YearMonth month : Truth.months()) {
      assertThat(truth.tallies(month).keySet())
          .noneMatch(t -> t.registrar() == RegistrarProfile.CLEAN_SMALL);
    }
    int platform = of(Delivery.Payload.class).stream().mapToInt(p -> p.rows().platform()).sum();
    assertThat(platform).isGreaterThan(400);
    assertThat(incidents(World.PLATFORM))
        .allMatch(
            i ->
                i.classification() == Classification.PLATFORM
                    && i.registrar() == RegistrarProfile.PLATFORM_SPONSOR);
  }

  @Test
  void knowsWhoseIncidentItIs() {
    // Listed on 12 May under 90001, moved to 90006 two days later, reported on 18 May.
    Incident moved = only("2026-05-12T10:00:00Z");
    assertThat(moved.registrar()).isEqualTo(90001);
    assertThat(only("2026-05-20T11:00:00Z").registrar()).isEqualTo(90002);
    // Registered again within thirty days: two lives, two incidents, two registrars.
    Incident first = only("2026-02-10T08:00:00Z");
    assertThat(incidents(first.domain()))
        .extracting(Incident::registrar)
        .containsExactly(90009, 90021);
    // Two spellings, one name.
    assertThat(incidents("xn--bwd-mnze-b6a.org"))
        .singleElement()
        .matches(i -> i.families().size() == 2);
    // Registered after the listing, and never registered.
    assertThat(only("2026-06-03T12:00:00Z").state()).isEqualTo(State.NOT_ATTRIBUTABLE);
    assertThat(only("2026-04-08T03:00:00Z").state()).isEqualTo(State.UNATTRIBUTED);
    // Away for more than thirty days, and back.
    assertThat(incidents(only("2026-04-01T03:00:00Z").domain())).hasSize(2);
    assertThat(
            truth.incidents().stream()
                .filter(i -> i.classification() == Classification.COMPROMISED))
        .hasSize(4);
  }

  private static List<Incident> incidents(String domain) {
    return truth.incidents().stream().filter(i -> i.domain().equals(domain)).toList();
  }

  private static Incident only(String opened) {
    return truth.incidents().stream()
        .filter(i -> i.opened().equals(Instant.parse(opened)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no incident opened at " + opened));
  }

  private static <T extends Delivery> List<T> of(Class<T> type) {
    return DELIVERIES.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static InputStream expanded(DemoFeed feed, InputStream raw) throws Exception {
    return switch (feed) {
      case URLHAUS, PHISHLIST -> raw;
      case COMMUNITY -> new XZInputStream(raw);
      case MIRROR -> new GZIPInputStream(raw);
    };
  }

  private static Map<String, String> digests(Path directory) throws Exception {
    Map<String, String> digests = new java.util.TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digests.put(
            file.getFileName().toString(),
            HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))));
      }
    }
    return digests;
  }
}
