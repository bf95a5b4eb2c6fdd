package io.bailiwick.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does the main job on a generated registry, through the public APIs only and by people with the
 * right roles: reads eight months of deposits and feeds in the order of the calendar, scores each
 * month when it is mature, pays for quality, opens a case, limits, and compares every number with
 * what the generator knows.
 */
public final class Demo {
  private static final Instant SETUP = Instant.parse("2026-01-01T00:30:00Z");
  private static final Instant END = Instant.parse("2026-09-01T12:00:00Z");
  private static final YearMonth FIRST_MONTH = YearMonth.from(World.FIRST_DAY);
  private static final YearMonth LAST_SCORED = YearMonth.of(2026, 7);
  private static final YearMonth LAST_EVALUATED = YearMonth.of(2026, 6);

  /**
   * The month whose index decides on the promotion: the last one with closed renewals when it is
   * written.
   */
  private static final YearMonth QUALIFYING = YearMonth.of(2026, 5);

  /** The third high month of four: what it says makes a case once it is published. */
  private static final YearMonth CHARGED = YearMonth.of(2026, 6);

  /**
   * Days after a month until it may be scored, and until its renewals are closed; the shipped
   * policies say 30 and 45.
   */
  private static final int MATURE = 30;

  private static final int RENEWALS_CLOSED = 46;

  /** Something that happens at a time of the calendar. */
  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  /** The same, for what has to know when. */
  @FunctionalInterface
  private interface TimedStep {
    void run(Instant now) throws InterruptedException;
  }

  private final Suite suite;
  private final Output out;
  private final double scale;
  private final People people;
  private final Comparison comparison = new Comparison();
  private final Registry registry;
  private final Scores scores;
  private final Incentives incentives;
  private final Intervention intervention;
  private final TreeMap<Instant, Step> agenda = new TreeMap<>();

  private Demo(Suite suite, PrintStream out, double scale) {
    this.suite = suite;
    this.out = new Output(out);
    this.scale = scale;
    this.people = new People(suite);
    this.registry = new Registry(people, comparison, this.out);
    this.scores = new Scores(people, comparison, this.out);
    this.incentives = new Incentives(people, comparison, this.out);
    this.intervention = new Intervention(people, comparison, this.out);
  }

  /**
   * How the suite is started for it: the calendar runs a thousand times faster than the feeds are
   * looked after in real life.
   */
  public static SuiteOptions options(SuiteOptions options) {
    return options.withSettings(
        Map.of(
            "BAILIWICK_HEALTH_EVERY", "2s",
            "BAILIWICK_CONTESTS_EVERY", "2s",
            "BAILIWICK_EVIDENCE_EVERY", "2s",
            // Its registrars do in minutes what theirs do in months.
            "BAILIWICK_RATE_LIMIT_BURST", "1000000"));
  }

  /**
   * Runs the demo at full size: some 200,000 names.
   *
   * @param suite is up, with empty databases and the zone {@code org}
   * @param out for people, line by line
   * @return whether everything was as expected; the differences have been printed
   */
  public static boolean run(Suite suite, PrintStream out) throws InterruptedException, IOException {
    return run(suite, out, 1);
  }

  /**
   * Runs the demo.
   *
   * @param scale 1 for some 200,000 names; smaller for tests, with the same traps
   */
  public static boolean run(Suite suite, PrintStream out, double scale)
      throws InterruptedException, IOException {
    try {
      return new Demo(suite, out, scale).run();
    } catch (Api.Refused | UncheckedIOException e) {
      out.println("The demo cannot go on: " + e.getMessage());
      return false;
    }
  }

  private boolean run() throws InterruptedException, IOException {
    long started = System.nanoTime();
    fillAgenda();
    BlockingQueue<Optional<Delivery>> deliveries = new ArrayBlockingQueue<>(40);
    Path directory = suite.options().data().resolve("generated");
    // The generator works ahead while the services read.
    ExecutorService generating = Executors.newSingleThreadExecutor();
    Truth truth;
    try {
      Future<Truth> generated =
          generating.submit(
              () -> {
                try {
                  return Generator.generate(
                      directory, scale, delivery -> deliveries.put(Optional.of(delivery)));
                } finally {
                  deliveries.put(Optional.empty());
                }
              });
      for (Optional<Delivery> next = deliveries.take();
          next.isPresent();
          next = deliveries.take()) {
        keepAgenda(next.get().at());
        registry.receive(next.get());
      }
      truth = generated.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the generator failed", e.getCause());
    } finally {
      generating.shutdownNow();
    }
    keepAgenda(END);
    registry.finishMonth();
    people.setClocks(END);
    compare(truth);
    report(truth);
    return conclude(started);
  }

  private void fillAgenda() {
    agenda.put(
        SETUP,
        () -> {
          out.println("Setting up: feeds, and a change of policy by two people");
          registry.createFeeds();
          scores.changePolicy();
          intervention.changePolicy();
          out.println(
              "Reading the registry's deposits and the feeds, in the order of the calendar");
        });
    for (YearMonth month = FIRST_MONTH; !month.isAfter(LAST_SCORED); month = month.plusMonths(1)) {
      YearMonth scored = month;
      LocalDate after = month.plusMonths(1).atDay(1);
      agenda.put(
          at(after.plusDays(MATURE), 4),
          () -> {
            registry.awaitFeedHealth(scored);
            scores.run(scored);
            if (scored.equals(QUALIFYING) || scored.equals(CHARGED)) {
              scores.preview(scored);
            }
            if (scored.isBefore(CHARGED)) {
              intervention.findCandidates(scored, scores.runOf(scored).path("id").asText(), 0);
            }
          });
      if (!month.isAfter(LAST_EVALUATED)) {
        agenda.put(at(after.plusDays(RENEWALS_CLOSED), 5), () -> incentives.evaluate(scored));
      }
    }
    agenda.put(at(LocalDate.of(2026, 5, 12), 9), registry::validateTwoNames);
    for (YearMonth month : Truth.LOOKED_AT) {
      // When the month is over and its last lists have come, before it is scored.
      agenda.put(at(month.plusMonths(1).atDay(21), 10), () -> registry.validatePersistent(month));
    }
    agenda.put(at(LocalDate.of(2026, 7, 20), 7), () -> scores.publish(QUALIFYING));
    agenda.put(at(LocalDate.of(2026, 7, 20), 9), () -> incentives.offer(QUALIFYING));
    agenda.put(at(LocalDate.of(2026, 7, 31), 9), incentives::enrol);
    agenda.put(
        at(LocalDate.of(2026, 8, 14), 8),
        () -> intervention.findCandidates(CHARGED, scores.publish(CHARGED), 1));
    tell(at(LocalDate.of(2026, 8, 14), 10), intervention::openCase);
    tell(at(LocalDate.of(2026, 8, 17), 9), intervention::answer);
    tell(at(LocalDate.of(2026, 8, 17), 15), intervention::agree);
    tell(at(LocalDate.of(2026, 8, 19), 9), intervention::proposeTooEarly);
    agenda.put(at(LocalDate.of(2026, 8, 15), 6), incentives::accrue);
    tell(at(World.LIMIT_DAY, 8), intervention::propose);
    agenda.put(at(World.LIMIT_DAY, 9), intervention::decide);
    agenda.put(Instant.parse("2026-09-01T06:00:00Z"), incentives::accrue);
    agenda.put(Instant.parse("2026-09-01T07:00:00Z"), incentives::state);
  }

  /** A step that tells on which day it was. */
  private void tell(Instant when, TimedStep step) {
    agenda.put(when, () -> step.run(when));
  }

  private static Instant at(LocalDate day, int hour) {
    return day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
  }

  /** Does everything that is due until an instant, each at its own time by all four clocks. */
  private void keepAgenda(Instant until) throws InterruptedException {
    while (!agenda.isEmpty() && !agenda.firstKey().isAfter(until)) {
      Map.Entry<Instant, Step> due = agenda.pollFirstEntry();
      people.setClocks(due.getKey());
      due.getValue().run();
    }
  }

  private void compare(Truth truth) throws InterruptedException, IOException {
    registry.repeatLastPayload();
    registry.compare(truth);
    scores.compare(truth);
    incentives.compare(truth);
  }

  private void report(Truth truth) throws InterruptedException {
    registry.report();
    RegistrarTable.print(out, truth, LAST_EVALUATED, scores.of(LAST_EVALUATED), incentives);
    new Traps(people, out, truth, scores).tell();
    out.println("\nWho sees what");
    scores.showScope();
    incentives.showScope();
    intervention.report(END);
    intervention.publish();
    intervention.tell();
    out.println("\nAudit trails");
    for (SuiteService service : SuiteService.values()) {
      JsonNode verification = people.auditor(service).get("/v1/audit-verification");
      boolean valid = verification.path("valid").asBoolean();
      comparison.that(
          valid, "the audit trail of %s is valid: %s".formatted(service.module(), verification));
      out.printf(
          "  %-22s %s, %,d entries%n",
          service.module(), valid ? "valid" : "NOT VALID", verification.path("entries").asLong());
    }
    out.println("\nTo look further (a token: ./run token ROLE)");
    for (SuiteService service : SuiteService.values()) {
      out.printf("  %-22s %s/ui%n", service.module(), suite.url(service));
    }
  }

  private boolean conclude(long started) {
    boolean good = comparison.differences().isEmpty();
    out.printf(
        "%n%s: %,d numbers compared with the truth, %d differences, %.0f s%n",
        good ? "As expected" : "NOT as expected",
        comparison.compared(),
        comparison.differences().size(),
        (System.nanoTime() - started) / 1e9);
    comparison.differences().stream()
        .limit(100)
        .forEach(difference -> out.println("  DIFFERENCE " + difference));
    return good;
  }
}
