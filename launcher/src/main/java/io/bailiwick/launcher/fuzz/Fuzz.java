package io.bailiwick.launcher.fuzz;

import io.bailiwick.common.security.Role;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends hostile requests to a running suite. The same seed makes the same requests, but for the
 * identifiers that the services have given to what is there.
 */
public final class Fuzz {
  private static final int AT_ONCE = 4;
  private static final int SHOWN = 3;
  private static final List<SuiteService> ALL = List.of(SuiteService.values());

  private final Suite suite;
  private final long seed;
  private final int requests;
  private final Set<SuiteService> services;
  private final PrintStream out;
  private final StringBuilder report = new StringBuilder();

  private record Finding(Attack attack, int status, String fault, String answer) {}

  private Fuzz(Suite suite, long seed, int requests, Set<SuiteService> services, PrintStream out) {
    this.suite = suite;
    this.seed = seed;
    this.requests = requests;
    this.services = services;
    this.out = out;
  }

  /**
   * Sends them, and writes what it found to {@code target/bench/fuzz.txt}, each finding with a curl
   * line that repeats it.
   *
   * @param suite is up, with what the demo leaves; changed afterwards in every way
   * @param requests how many; each operation has its turn before one has a second
   * @param services whose operations
   * @return whether nothing was found
   */
  public static boolean run(
      Suite suite, long seed, int requests, Set<SuiteService> services, PrintStream out)
      throws IOException, InterruptedException {
    return new Fuzz(suite, seed, requests, services, out).run();
  }

  private boolean run() throws IOException, InterruptedException {
    say("Hostile requests: ./run bench fuzz --seed %d --requests %d", seed, requests);
    Targets targets = new Targets(suite);
    int sown = targets.prepare();
    say(
        "  %d operations; %d things made by registrars, %d words that one registrar alone may see",
        targets.operations().size(), sown, targets.secrets().size());
    List<Attack> attacks = attacks(targets);
    Judge judge = new Judge(targets);
    Map<String, List<Finding>> findings = new ConcurrentHashMap<>();
    Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    long from = System.nanoTime();
    send(attacks, targets, judge, findings, statuses);
    double seconds = (System.nanoTime() - from) / 1e9;
    TreeMap<Integer, AtomicInteger> sorted = new TreeMap<>(statuses);
    say("  %d requests in %.1f s; answers by status: %s", attacks.size(), seconds, sorted);
    afterwards(targets);
    write(new TreeMap<>(findings), targets);
    boolean well = findings.isEmpty() && isWell;
    say(well ? "Nothing found." : "%d kinds of findings, see above.", findings.size());
    Path file = suite.options().root().resolve("target/bench/fuzz.txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, report);
    out.println("Written to " + suite.options().root().relativize(file));
    return well;
  }

  private boolean isWell = true;

  private void say(String format, Object... values) {
    String line = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    out.println(line);
    report.append(line).append('\n');
  }

  /** Without a token to each operation, then every operation with one trick after the other. */
  private List<Attack> attacks(Targets targets) {
    List<Operation> operations =
        new ArrayList<>(
            targets.operations().stream()
                .filter(each -> services.contains(each.service()))
                // Development only, and it would move the time of everything else.
                .filter(each -> !each.path().equals("/v1/development-clock") || each.reads())
                .toList());
    Random order = new Random(seed);
    Attacks attacks = new Attacks(targets);
    List<Attack> made = new ArrayList<>();
    for (Operation operation : operations) {
      made.add(attacks.make(made.size(), operation, Trick.NO_TOKEN, random(made.size())));
    }
    Map<Operation, List<Trick>> tricks = new LinkedHashMap<>();
    while (made.size() < requests) {
      Collections.shuffle(operations, order);
      for (Operation operation : operations) {
        List<Trick> left = tricks.computeIfAbsent(operation, any -> new ArrayList<>());
        if (left.isEmpty()) {
          for (Trick trick : Trick.values()) {
            if (trick.suits(operation)) {
              left.add(trick);
            }
          }
          Collections.shuffle(left, order);
        }
        made.add(attacks.make(made.size(), operation, left.removeLast(), random(made.size())));
      }
    }
    return made;
  }

  private Random random(int number) {
    return new Random(seed * 1_000_003 + number);
  }

  private void send(
      List<Attack> attacks,
      Targets targets,
      Judge judge,
      Map<String, List<Finding>> findings,
      Map<Integer, AtomicInteger> statuses)
      throws InterruptedException {
    Semaphore slots = new Semaphore(AT_ONCE);
    List<Future<?>> sent = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Attack attack : attacks) {
        slots.acquire();
        sent.add(
            threads.submit(
                () -> {
                  try {
                    if (attack.trick() == Trick.REPEAT) {
                      repeat(attack, targets, judge, findings, statuses);
                    } else {
                      judge(attack, send(attack, targets), judge, findings, statuses);
                    }
                    return null;
                  } finally {
                    slots.release();
                  }
                }));
      }
      for (Future<?> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static RawHttp.Answer send(Attack attack, Targets targets) {
    int port = targets.port(attack.operation().service());
    try {
      return RawHttp.send(port, attack.bytes(port), Judge.PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(attack.operation().service() + " is not there", e);
    }
  }

  private static void judge(
      Attack attack,
      RawHttp.Answer answer,
      Judge judge,
      Map<String, List<Finding>> findings,
      Map<Integer, AtomicInteger> statuses) {
    statuses.computeIfAbsent(answer.status(), any -> new AtomicInteger()).incrementAndGet();
    for (String fault : judge.faults(attack, answer)) {
      note(attack, answer, fault, findings);
    }
  }

  private static void note(
      Attack attack, RawHttp.Answer answer, String fault, Map<String, List<Finding>> findings) {
    String text = answer.text();
    findings
        .computeIfAbsent(
            attack.operation() + ": " + fault,
            any -> Collections.synchronizedList(new ArrayList<>()))
        .add(
            new Finding(
                attack,
                answer.status(),
                fault,
                text.length() > 400 ? text.substring(0, 400) + "…" : text));
  }

  /** Four at once with one key, two of them with another body: one is done, and only once. */
  private static void repeat(
      Attack attack,
      Targets targets,
      Judge judge,
      Map<String, List<Finding>> findings,
      Map<Integer, AtomicInteger> statuses)
      throws InterruptedException {
    byte[] other =
        new String(attack.body(), StandardCharsets.UTF_8)
            .replaceFirst("([a-z])\"([,}])", "$1 again\"$2")
            .getBytes(StandardCharsets.UTF_8);
    List<Attack> all =
        List.of(
            attack,
            Attacks.withOtherBody(attack, other),
            attack,
            Attacks.withOtherBody(attack, other));
    Map<Attack, RawHttp.Answer> answers = Collections.synchronizedMap(new LinkedHashMap<>());
    List<Thread> threads = new ArrayList<>();
    Set<String> made = ConcurrentHashMap.newKeySet();
    for (Attack each : all) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    RawHttp.Answer answer = send(each, targets);
                    answers.put(each, answer);
                    if (answer.status() == 201) {
                      made.add(answer.header("Location").orElse(answer.text()));
                    }
                    judge(each, answer, judge, findings, statuses);
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (made.size() > 1) {
      note(attack, answers.values().iterator().next(), "one key made several: " + made, findings);
    }
  }

  /** The services live, and what they keep is whole. */
  private void afterwards(Targets targets) throws IOException {
    Map<SuiteService, String> states = new EnumMap<>(SuiteService.class);
    for (SuiteService service : ALL) {
      RawHttp.Answer ready =
          RawHttp.send(
              suite.managementUrl(service).getPort(),
              "GET /q/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII),
              Judge.PATIENCE);
      RawHttp.Answer audit =
          targets.send(
              service,
              "GET",
              "/v1/audit-verification",
              targets.person(Role.AUDITOR, 0),
              List.of(),
              new byte[0]);
      boolean well = ready.status() == 200 && audit.text().contains("\"valid\":true");
      states.put(service, well ? "well" : "NOT WELL: " + ready.status() + " " + audit.text());
      isWell &= well;
    }
    isWell &= !suite.casualty().isDone();
    say("  afterwards (ready, audit chain whole): %s", states);
  }

  private void write(Map<String, List<Finding>> findings, Targets targets) throws IOException {
    Path bodies = suite.options().root().resolve("target/bench/fuzz");
    Files.createDirectories(bodies);
    for (Map.Entry<String, List<Finding>> kind : findings.entrySet()) {
      say("");
      say("%s (%d times)", kind.getKey(), kind.getValue().size());
      Set<Trick> shown = new HashSet<>();
      for (Finding finding : List.copyOf(kind.getValue())) {
        if (shown.size() < SHOWN && shown.add(finding.attack().trick())) {
          Attack attack = finding.attack();
          String file = "";
          if (!attack.isPlain()) {
            file = "target/bench/fuzz/" + attack.number() + ".body";
            Files.write(suite.options().root().resolve(file), attack.body());
          }
          say(
              "  %s, %d, request %d: %s",
              attack.trick(), finding.status(), attack.number(), finding.answer().strip());
          say("%s", "    " + attack.curl(targets.port(attack.operation().service()), file));
        }
      }
    }
  }
}
