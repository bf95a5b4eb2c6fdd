package io.bailiwick.launcher.bench;

import com.sun.net.httpserver.HttpServer;
import io.bailiwick.launcher.bench.IngestWork.Answer;
import io.bailiwick.launcher.bench.IngestWork.Upload;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Two processes of the service on one database are sent the same at the same moment. */
final class ReplicaFaults {
  private static final int FEEDS = 6;
  private static final int PULLS = 5;
  private static final int TRIES = 20;

  private final SuiteOptions options;
  private final int rounds;
  private final Random random;
  private final Findings findings;
  private int payloads;
  private int deposits;
  private final Map<String, Integer> askedAgain = new TreeMap<>();

  ReplicaFaults(SuiteOptions options, int rounds, long seed, Findings findings) {
    this.options = options;
    this.rounds = rounds;
    this.random = new Random(seed);
    this.findings = findings;
  }

  void run() throws IOException, InterruptedException {
    findings.say("");
    findings.say("Two processes, the same sent to both at once");
    Map<String, String> troubled;
    List<Upload> sent = new ArrayList<>();
    AtomicInteger hits = new AtomicInteger();
    HttpServer source = source(hits);
    String host = "127.0.0.1:" + source.getAddress().getPort();
    SuiteOptions two =
        options
            .withReplicas(2)
            .withSettings(
                Map.of(
                    "BAILIWICK_PULL_EVERY",
                    "1s",
                    "BAILIWICK_PULL_HOSTS",
                    host,
                    "BAILIWICK_PULL_PLAIN_HTTP_HOSTS",
                    host,
                    "BAILIWICK_PULL_ALLOW_LOOPBACK",
                    "true"));
    try (Suite suite = Suite.start(two, line -> {});
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      IngestWork work = new IngestWork(suite, rounds);
      work.begin();
      long from = System.nanoTime();
      work.sendUntilTaken(work.payload(1_000_000));
      long span = System.nanoTime() - from;
      for (int round = 0; round < rounds; round++) {
        List<Upload> uploads = uploads(work, round);
        sent.addAll(uploads);
        // Half of the rounds begin together to the instant, the others at points of each other's
        // work.
        together(work, senders, uploads, round % 8 < 4 ? 1 : span);
        findings.check(work.wholeOrNothing(), "round %d left something in part", round);
      }
      troubled = work.facts();
      pulls(suite, work, host, hits);
    } finally {
      source.stop(0);
    }
    Map<String, String> peaceful;
    try (Suite suite = Suite.start(options, line -> {})) {
      IngestWork work = new IngestWork(suite, rounds);
      work.begin();
      work.sendUntilTaken(work.payload(1_000_000));
      for (Upload upload : sent) {
        findings.check(
            work.isRight(upload, work.sendUntilTaken(upload)), "%s in peace", upload.name());
      }
      peaceful = work.facts();
    }
    findings.compare(troubled, peaceful);
    findings.say(
        "  %d rounds: %d payloads and %d deposits, each sent to both; each taken by one and known to the other;"
            + " senders asked to come again: %s. The same facts as one after the other in one process:",
        rounds, payloads, deposits, askedAgain.isEmpty() ? "none" : askedAgain);
    peaceful.forEach((table, facts) -> findings.say("    %-26s %s", table, facts));
  }

  /** A payload, a deposit, two payloads, or one of each. */
  private List<Upload> uploads(IngestWork work, int round) throws IOException {
    return switch (round % 4) {
      case 0 -> List.of(payload(work));
      case 1 -> List.of(deposit(work));
      case 2 -> List.of(payload(work), payload(work));
      default -> List.of(payload(work), deposit(work));
    };
  }

  private Upload payload(IngestWork work) {
    return work.payload(payloads++);
  }

  private Upload deposit(IngestWork work) throws IOException {
    return work.deposit(++deposits);
  }

  /** Each upload to both processes. */
  private void together(IngestWork work, ExecutorService senders, List<Upload> uploads, long within)
      throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(uploads.size() * 2);
    List<List<Future<Answer>>> answers = new ArrayList<>();
    for (Upload upload : uploads) {
      List<Future<Answer>> ofBoth = new ArrayList<>();
      for (int replica = 1; replica <= 2; replica++) {
        int to = replica;
        long after = random.nextLong(within);
        Callable<Answer> sender =
            () -> {
              start.await();
              TimeUnit.NANOSECONDS.sleep(after);
              return sendPatiently(work, to, upload);
            };
        ofBoth.add(senders.submit(sender));
      }
      answers.add(ofBoth);
    }
    for (int i = 0; i < uploads.size(); i++) {
      Upload upload = uploads.get(i);
      Answer one = result(answers.get(i).get(0));
      Answer other = result(answers.get(i).get(1));
      Answer taken = one.status() == 201 ? one : other;
      findings.check(
          one.status() + other.status() == 401 && one.isTaken() && other.isTaken(),
          "%s: %s and %s",
          upload.name(),
          one,
          other);
      findings.check(
          one.json().path("id").asText("?").equals(other.json().path("id").asText("!")),
          "%s has two results",
          upload.name());
      findings.check(work.isRight(upload, taken.json()), "%s: %s", upload.name(), taken.text());
    }
  }

  private Answer sendPatiently(IngestWork work, int replica, Upload upload)
      throws InterruptedException {
    Answer answer = work.send(replica, upload);
    for (int i = 0; i < TRIES && !answer.isTaken(); i++) {
      synchronized (this) {
        askedAgain.merge(
            answer.json().path("type").asText("nothing").replaceFirst(".*:", ""), 1, Integer::sum);
        findings.check(answer.isClear(503), "%s answered %s", upload.name(), answer);
      }
      TimeUnit.SECONDS.sleep(Math.max(1, answer.retryAfter()));
      answer = work.send(replica, upload);
    }
    return answer;
  }

  private static Answer result(Future<Answer> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new LaunchException("A sender failed: " + e.getCause(), e);
    }
  }

  /** A source that takes a while, with something new at each fetch. */
  private static HttpServer source(AtomicInteger hits) throws IOException {
    HttpServer source =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    source.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    source.createContext(
        "/",
        exchange -> {
          String feed = exchange.getRequestURI().getPath().substring(1);
          byte[] body =
              ("value,time\nhttp://%s.org/%d,%s\n"
                      .formatted(feed, hits.incrementAndGet(), "2026-01-02 00:00:00"))
                  .getBytes(StandardCharsets.UTF_8);
          try {
            TimeUnit.MILLISECONDS.sleep(300);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    source.start();
    return source;
  }

  /** Feeds that fall due at once, with both processes looking every second. */
  private void pulls(Suite suite, IngestWork work, String host, AtomicInteger hits)
      throws IOException, InterruptedException {
    for (int feed = 0; feed < FEEDS; feed++) {
      String name = "pulled" + feed;
      work.feed(name);
      Answer made =
          work.ask(
              1,
              "PUT",
              "/v1/feeds/" + name + "/pull",
              """
              {"url": "http://%s/%s", "interval": "PT1M", "connector": "PLAIN", "enabled": true}
              """
                  .formatted(host, name));
      if (made.status() != 201) {
        throw new LaunchException("The pull could not be set up: " + made.text());
      }
    }
    long fetched = 0;
    for (int due = 1; due <= PULLS; due++) {
      int expected = due * FEEDS;
      long deadline = System.nanoTime() + IngestWork.PATIENCE.toNanos();
      while (fetches(work) < expected && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      // Time for a second fetch that must not come.
      TimeUnit.SECONDS.sleep(3);
      fetched = fetches(work);
      findings.check(fetched == expected, "%d fetches instead of %d", fetched, expected);
      for (int replica = 1; replica <= 2 && due < PULLS; replica++) {
        moveClock(suite, replica, Instant.now().plus(Duration.ofMinutes(2L * due)));
      }
    }
    int atSource = hits.get();
    findings.check(atSource == fetched, "%d requests for %d fetches", atSource, fetched);
    findings.say(
        "  %d feeds due %d times while both were up: %d fetches, %d payloads, %d requests at the source",
        FEEDS,
        PULLS,
        fetched,
        Long.parseLong(
            work.text(
                "SELECT count(*) FROM payload p JOIN feed f ON f.id = p.feed_id WHERE f.name LIKE 'pulled%'")),
        atSource);
  }

  private static long fetches(IngestWork work) {
    return Long.parseLong(work.text("SELECT count(*) FROM pull_fetch WHERE outcome = 'NEW'"));
  }

  private static void moveClock(Suite suite, int replica, Instant to)
      throws IOException, InterruptedException {
    int status =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            suite.url(SuiteService.INGEST, replica) + "/v1/development-clock"))
                    .header("Authorization", "Bearer " + suite.token("operator", "bench"))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"now\": \"" + to + "\"}"))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    if (status != 200) {
      throw new LaunchException("The clock could not be moved: " + status);
    }
  }
}
