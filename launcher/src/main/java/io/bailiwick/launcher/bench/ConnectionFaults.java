package io.bailiwick.launcher.bench;

import io.bailiwick.launcher.bench.IngestWork.Answer;
import io.bailiwick.launcher.bench.IngestWork.Upload;
import io.bailiwick.launcher.postgres.DatabaseAccess;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The service loses its database while it works, in the ways in which connections are lost, and its
 * callers in the middle of what they send.
 */
final class ConnectionFaults {
  private static final long SHORTEST = 20_000_000;
  private static final int SILENCE = 3;

  private enum Fault {
    /** As an administrator does, or a server that shuts down. */
    ENDED_BY_THE_SERVER("all sessions ended by the server"),
    RESET("all connections reset"),
    /** No connection for a while. */
    UNREACHABLE("the database unreachable for 3 s"),
    /** Nothing passes for a while, then all does. */
    SILENT("the network silent for 3 s"),
    /** Nothing passes for a while, then the connections are gone. */
    SILENT_THEN_RESET("the network silent for 3 s, then all reset");

    private final String words;

    Fault(String words) {
      this.words = words;
    }
  }

  private final SuiteOptions options;
  private final int rounds;
  private final Random random;
  private final Findings findings;

  ConnectionFaults(SuiteOptions options, int rounds, long seed, Findings findings) {
    this.options = options;
    this.rounds = rounds;
    this.random = new Random(seed);
    this.findings = findings;
  }

  void run() throws IOException, InterruptedException {
    findings.say("");
    findings.say("Connections lost in the middle of work");
    Path spool = Files.createDirectories(options.root().resolve("target/bench/spool"));
    try (CutProxy proxy = new CutProxy(Suite.postgresPort(options));
        Suite suite =
            Suite.start(
                options.withSettings(
                    Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/ingest",
                        "BAILIWICK_UPLOAD_DIRECTORY",
                        spool.toString())),
                line -> {})) {
      IngestWork work = new IngestWork(suite, rounds);
      work.begin();
      long from = System.nanoTime();
      work.sendUntilTaken(work.payload(1_000_000));
      database(suite, proxy, work, (System.nanoTime() - from) / 2);
      findings.check(files(spool).isEmpty(), "temporary files left: %s", files(spool));
      callers(suite, work, spool);
      killed(suite, work, spool);
    }
  }

  private void database(Suite suite, CutProxy proxy, IngestWork work, long first)
      throws IOException, InterruptedException {
    Map<Fault, int[]> seen = new EnumMap<>(Fault.class);
    long slowest = 0;
    long[] span = {first, first};
    try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < rounds; round++) {
        Fault fault = Fault.values()[round % Fault.values().length];
        int kind = round / Fault.values().length % 2;
        Upload upload = kind == 0 ? work.payload(round) : work.deposit(deposits(round));
        Future<Timed> sent = sender.submit(() -> timed(work, upload));
        TimeUnit.NANOSECONDS.sleep(random.nextLong(span[kind]));
        cut(suite, proxy, fault);
        Timed timed = result(sent);
        boolean inFlight = !timed.answer().isTaken();
        span[kind] = Math.max(SHORTEST, span[kind] * (inFlight ? 11 : 8) / 10);
        slowest = Math.max(slowest, timed.nanos());
        findings.check(
            !inFlight || timed.answer().isClear(503),
            "round %d, %s: answered %s",
            round,
            fault.words,
            timed.answer());
        findings.check(work.wholeOrNothing(), "round %d is there in part", round);
        if (inFlight) {
          // As told to. Then it must work: without a restart, and without a second refusal.
          TimeUnit.SECONDS.sleep(timed.answer().retryAfter());
        }
        Answer read = work.ask(1, "GET", "/v1/payloads?limit=5", "");
        if (!inFlight && read.isClear(503)) {
          // Nobody was under way: then the first one after it may be the one that notices.
          TimeUnit.SECONDS.sleep(read.retryAfter());
          read = work.ask(1, "GET", "/v1/payloads?limit=5", "");
        }
        Answer again = work.send(upload);
        findings.check(read.status() == 200, "round %d, reading after it: %s", round, read);
        findings.check(again.isTaken(), "round %d, sent again: %s", round, again);
        findings.check(work.isRight(upload, again.json()), "round %d: %s", round, again.text());
        int[] counts = seen.computeIfAbsent(fault, f -> new int[2]);
        counts[0]++;
        counts[1] += inFlight ? 1 : 0;
      }
    }
    away(proxy, work);
    seen.forEach(
        (fault, counts) ->
            findings.say(
                "  %-46s %2d times, %2d answered 503 with a time to come back, the next try taken",
                fault.words, counts[0], counts[1]));
    findings.say(
        "  the longest wait for an answer was %s s",
        String.format(Locale.ROOT, "%.1f", slowest / 1e9));
  }

  /** What is asked while the database cannot be reached is answered all the same, and soon. */
  private void away(CutProxy proxy, IngestWork work) throws InterruptedException {
    proxy.shut();
    long from = System.nanoTime();
    Answer read = work.ask(1, "GET", "/v1/payloads?limit=5", "");
    Answer sent = work.send(work.payload(4_000_000));
    double seconds = (System.nanoTime() - from) / 1e9;
    proxy.open();
    findings.check(read.isClear(503), "reading without a database: %s", read);
    findings.check(sent.isClear(503), "sending without a database: %s", sent);
    Answer after = work.ask(1, "GET", "/v1/payloads?limit=5", "");
    findings.check(after.status() == 200, "reading with it again: %s", after);
    findings.say(
        "  without a database: reading and sending answered 503 within %s s, and 200 once it is back",
        String.format(Locale.ROOT, "%.1f", seconds));
  }

  /** Deposits come in the order of their days. */
  private static int deposits(int round) {
    int faults = Fault.values().length;
    return round / (2 * faults) * faults + round % faults + 1;
  }

  private record Timed(Answer answer, long nanos) {}

  private static Timed timed(IngestWork work, Upload upload) throws InterruptedException {
    long from = System.nanoTime();
    Answer answer = work.send(upload);
    return new Timed(answer, System.nanoTime() - from);
  }

  private static Timed result(Future<Timed> sent) throws InterruptedException {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void cut(Suite suite, CutProxy proxy, Fault fault) throws InterruptedException {
    switch (fault) {
      case ENDED_BY_THE_SERVER -> endSessions(suite);
      case RESET -> proxy.reset();
      case UNREACHABLE -> {
        proxy.shut();
        TimeUnit.SECONDS.sleep(SILENCE);
        proxy.open();
      }
      case SILENT -> {
        proxy.fallSilent();
        TimeUnit.SECONDS.sleep(SILENCE);
        proxy.open();
      }
      case SILENT_THEN_RESET -> {
        proxy.fallSilent();
        TimeUnit.SECONDS.sleep(SILENCE);
        proxy.reset();
      }
    }
  }

  /** Of the service's role, by itself: that needs no rights. */
  static void endSessions(Suite suite) {
    DatabaseAccess access = suite.database(SuiteService.INGEST);
    String unused =
        IngestWork.text(
            access,
            access.application(),
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE usename = current_user AND pid <> pg_backend_pid()
            """);
  }

  /** Callers who go away in the middle of a body. */
  private void callers(Suite suite, IngestWork work, Path spool)
      throws IOException, InterruptedException {
    String before = work.facts().toString();
    int cuts = 20;
    for (int i = 0; i < cuts; i++) {
      Upload upload = i % 2 == 0 ? work.payload(2_000_000 + i) : work.deposit(deposits(rounds) + 1);
      int part = 1 + random.nextInt(upload.body().length - 1);
      try (Socket socket = begun(suite, work, upload, part)) {
        // One closes, the other is cut off.
        socket.setSoLinger(i % 4 < 2, 0);
      }
    }
    awaitEmpty(spool);
    findings.check(
        work.facts().toString().equals(before), "an upload that was cut off left something");
    findings.check(files(spool).isEmpty(), "temporary files left: %s", files(spool));
    findings.say("  %d callers went away in the middle of a body: nothing is left of them", cuts);
  }

  /** A request with a part of its body. */
  private static Socket begun(Suite suite, IngestWork work, Upload upload, int part)
      throws IOException {
    Socket socket = new Socket("127.0.0.1", suite.url(SuiteService.INGEST).getPort());
    OutputStream out = socket.getOutputStream();
    out.write(
        """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Bearer %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(upload.path(), work.token(), upload.type(), upload.body().length)
            .getBytes(StandardCharsets.US_ASCII));
    out.write(Arrays.copyOf(upload.body(), part));
    out.flush();
    return socket;
  }

  /** What an upload had brought when the service was killed goes away with the next start. */
  private void killed(Suite suite, IngestWork work, Path spool)
      throws IOException, InterruptedException {
    Upload upload = work.payload(3_000_000);
    int left;
    try (Socket socket = begun(suite, work, upload, upload.body().length / 2)) {
      long deadline = System.nanoTime() + IngestWork.PATIENCE.toNanos();
      while (files(spool).isEmpty() && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      left = files(spool).size();
      suite.crash(SuiteService.INGEST);
    }
    findings.check(left > 0, "the upload had no temporary file");
    findings.check(files(spool).isEmpty(), "temporary files left: %s", files(spool));
    findings.say("  killed with %d temporary file: none after the next start", left);
    findings.check(
        work.isRight(upload, work.sendUntilTaken(upload)), "the upload could not be repeated");
  }

  private static void awaitEmpty(Path spool) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!files(spool).isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** All below but the marks of the processes that live. */
  static List<Path> files(Path spool) throws IOException {
    try (Stream<Path> all = Files.walk(spool)) {
      return all.filter(Files::isRegularFile).filter(file -> !file.endsWith("lock")).toList();
    } catch (java.io.UncheckedIOException e) {
      return files(spool); // a file went away meanwhile
    }
  }
}
