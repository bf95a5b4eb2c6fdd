package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bailiwick.launcher.bench.IngestWork.Answer;
import io.bailiwick.launcher.bench.IngestWork.Upload;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.Ports;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Three processes of each service on one PostgreSQL, each service behind one address: what is
 * scheduled is done once, what one has taken in another goes on with, one that dies is taken over,
 * and all are restarted one after the other under a load that loses nothing.
 */
final class ReplicaBench {
  static final int REPLICAS = 3;

  private static final int FEEDS = 6;
  private static final int ROWS_ONCE = 1;
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final double PER_SECOND = 10;

  private final SuiteOptions options;
  private final int kills;
  private final Random random;
  private final long seed;
  private final Findings findings;
  private final Source source;

  /**
   * @param kills of a process in the middle of an upload
   * @param seed of the points at which they come
   */
  ReplicaBench(SuiteOptions options, int kills, long seed, PrintStream out) throws IOException {
    this.source = new Source();
    this.options =
        options
            .withZones(List.of("org"))
            .withReplicas(REPLICAS)
            .withSettings(
                Map.of(
                    "BAILIWICK_PULL_EVERY", LOOK.toString(),
                    "BAILIWICK_PULL_LEASE", LEASE.toString(),
                    "BAILIWICK_PULL_HOSTS", source.host(),
                    "BAILIWICK_PULL_PLAIN_HTTP_HOSTS", source.host(),
                    "BAILIWICK_PULL_ALLOW_LOOPBACK", "true"));
    this.kills = kills;
    this.random = new Random(seed);
    this.seed = seed;
    this.findings = new Findings(out);
  }

  boolean run() throws IOException, InterruptedException {
    findings.say(
        "Replicas: ./run bench replicas --kills %d (random points from seed %d)", kills, seed);
    findings.say("%s", Machine.describe());
    try (Suite suite = Suite.start(options, line -> {});
        Load load = new Load(suite, findings, false)) {
      findings.say("");
      findings.say(
          "%d processes of each service, ready after %.0f s",
          REPLICAS, suite.age().toMillis() / 1e3);
      load.prepare();
      IngestWork work = new IngestWork(suite, 1);
      once(work, load.client());
      shared(work);
      killedInAPull(suite, work);
      killedInAnUpload(suite, work);
      rolling(suite, load);
    } finally {
      source.close();
    }
    return findings.end(
        options.root(), "replicas.txt", "nothing lost, nothing twice, and taken over in time");
  }

  /** Feeds that fall due at once in every process, and events that every process would push. */
  private void once(IngestWork work, SuiteClient client) throws IOException, InterruptedException {
    findings.say("");
    findings.say("Scheduled work, with every process looking each second");
    client.post(
        SuiteService.INGEST,
        "/v1/webhooks",
        "operator",
        "{\"url\": \"http://%s/webhook\", \"eventTypes\": []}".formatted(source.host()),
        201);
    for (int feed = 0; feed < FEEDS; feed++) {
      pull(work, "pulled" + feed);
    }
    await(
        "SELECT count(*) FROM pull_fetch WHERE outcome = 'NEW'",
        FEEDS,
        work,
        Duration.ofSeconds(60));
    TimeUnit.SECONDS.sleep(3); // time for a second fetch that must not come
    long fetches = number(work, "SELECT count(*) FROM pull_fetch");
    findings.check(
        fetches == FEEDS && source.fetches.get() == FEEDS,
        "%d feeds due once: %d fetches, %d requests at the source",
        FEEDS,
        fetches,
        source.fetches.get());
    await(
        "SELECT count(*) FROM webhook_delivery WHERE delivered_at IS NULL",
        0,
        work,
        Duration.ofSeconds(60));
    long events = number(work, "SELECT count(*) FROM webhook_delivery");
    long twice = source.deliveries.values().stream().filter(n -> n.get() > 1).count();
    findings.check(
        twice == 0 && source.deliveries.size() == events && events >= FEEDS,
        "%d events to push: %d arrived, %d more than once",
        events,
        source.deliveries.size(),
        twice);
    findings.say(
        "  %d feeds due at once: %d fetches, %d requests at the source; %d events pushed, each once",
        FEEDS, fetches, source.fetches.get(), events);
  }

  private void pull(IngestWork work, String name) throws IOException, InterruptedException {
    work.feed(name);
    Answer made =
        work.ask(
            1,
            "PUT",
            "/v1/feeds/" + name + "/pull",
            """
            {"url": "http://%s/%s", "interval": "PT24H", "connector": "PLAIN", "enabled": true}
            """
                .formatted(source.host(), name));
    if (made.status() != 201) {
      throw new LaunchException("The pull could not be set up: " + made.text());
    }
  }

  /** What one process took in the others read, and work on. */
  private void shared(IngestWork work) throws IOException, InterruptedException {
    findings.say("");
    findings.say("A payload sent to one process");
    work.feed("work");
    Upload upload = work.payload(500_000);
    Answer taken = work.send(1, upload);
    findings.check(taken.isTaken(), "the first process took it: %s", taken);
    String payload = "/v1/payloads/" + taken.json().path("id").asText();
    Answer read = work.ask(2, "GET", payload, "");
    findings.check(read.status() == 200, "the second reads it: %s", read);
    Answer replay = work.ask(3, "POST", payload + "/replays", "");
    JsonNode rows = replay.json().path("rows");
    findings.check(
        replay.isTaken(),
        "the third reads its rows again from the bytes that the first kept: %s",
        replay);
    Answer repeated = work.send(2, upload);
    findings.check(
        repeated.status() == 200 && work.isRight(upload, repeated.json()),
        "the second knows the same bytes: %s",
        repeated);
    findings.say(
        "  taken by the first, read by the second, its %s rows worked through again by the third, known to the second when sent again",
        rows.isMissingNode() ? "" : rows.path("read").asText());
  }

  /** The process that fetches is killed while the source has not answered. */
  private void killedInAPull(Suite suite, IngestWork work)
      throws IOException, InterruptedException {
    findings.say("");
    findings.say("A process killed in the middle of a fetch");
    source.hold();
    pull(work, "heldup");
    Integer from = source.askedFrom.poll(60, TimeUnit.SECONDS);
    if (from == null) {
      throw new LaunchException("The source was not asked");
    }
    int victim = holder(suite, from);
    findings.check(victim > 0, "nobody is at the other end of port %d", from);
    suite.kill(SuiteService.INGEST, Math.max(1, victim));
    long killed = System.nanoTime();
    source.letGo();
    Integer again = source.askedFrom.poll(60, TimeUnit.SECONDS);
    double seconds = SuiteClient.seconds(killed);
    findings.check(again != null, "nobody took over within 60 s");
    int heir = again == null ? 0 : holder(suite, again);
    await(
        "SELECT count(*) FROM pull_fetch p JOIN feed f ON f.id = p.feed_id WHERE f.name = 'heldup' AND p.outcome = 'NEW'",
        1,
        work,
        Duration.ofSeconds(60));
    double bound = LEASE.plus(LOOK.multipliedBy(3)).toMillis() / 1e3;
    findings.check(
        seconds < bound, "taken over after %.1f s, within %.1f s expected", seconds, bound);
    findings.check(
        number(
                work,
                "SELECT count(*) FROM payload p JOIN feed f ON f.id = p.feed_id WHERE f.name = 'heldup'")
            == ROWS_ONCE,
        "the payload is there once");
    findings.say(
        "  process %d was killed; process %d fetched after %.1f s (lease %d s, a look each second); the payload is there once",
        victim, heir, seconds, LEASE.toSeconds());
    suite.revive(SuiteService.INGEST, Math.max(1, victim));
  }

  /** Which process of ingest the connection comes from; 0 for none. */
  private static int holder(Suite suite, int port) {
    for (int replica = 1; replica <= REPLICAS; replica++) {
      if (Ports.connectsFrom(suite.pid(SuiteService.INGEST, replica), port).orElse(false)) {
        return replica;
      }
    }
    return 0;
  }

  /** An upload's process is killed; the same upload is sent to the next one. */
  private void killedInAnUpload(Suite suite, IngestWork work) throws InterruptedException {
    findings.say("");
    findings.say("A process killed in the middle of an upload, the same sent to the next");
    long span = 400_000_000;
    int caught = 0;
    double longest = 0;
    try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int kill = 0; kill < kills; kill++) {
        int victim = 1 + kill % REPLICAS;
        int next = 1 + (kill + 1) % REPLICAS;
        Upload upload = work.payload(600_000 + kill);
        Future<Answer> first = sender.submit(() -> work.send(victim, upload));
        TimeUnit.NANOSECONDS.sleep(random.nextLong(span));
        suite.kill(SuiteService.INGEST, victim);
        long from = System.nanoTime();
        Answer answer = first.get();
        caught += answer.isTaken() ? 0 : 1;
        span = Math.max(20_000_000, span * (answer.isTaken() ? 7 : 11) / 10);
        Answer taken = work.send(next, upload);
        longest = Math.max(longest, SuiteClient.seconds(from));
        findings.check(
            taken.isTaken() && work.isRight(upload, taken.json()), "kill %d: %s", kill, taken);
        findings.check(work.wholeOrNothing(), "kill %d left something in part", kill);
        suite.revive(SuiteService.INGEST, victim);
      }
    } catch (ExecutionException e) {
      throw new LaunchException("A sender failed: " + e.getCause(), e);
    }
    findings.say(
        "  %d kills, %d of them before the answer; taken by the next process at the first try, %.1f s after the kill at most, once",
        kills, caught, longest);
  }

  /** Every process of every service, one after the other. */
  private void rolling(Suite suite, Load load) throws IOException, InterruptedException {
    findings.say("");
    findings.say("A rolling restart of all services under load");
    load.start(PER_SECOND);
    TimeUnit.SECONDS.sleep(5);
    long from = System.nanoTime();
    for (SuiteService service : SuiteService.values()) {
      for (int replica = 1; replica <= REPLICAS; replica++) {
        suite.restart(service, replica);
      }
    }
    double seconds = SuiteClient.seconds(from);
    TimeUnit.SECONDS.sleep(5);
    load.finish();
    findings.say(
        "  %d processes stopped and started one after the other in %.0f s",
        REPLICAS * SuiteService.values().length, seconds);
    load.report();
    load.accountFor();
  }

  private static long number(IngestWork work, String sql) {
    return Long.parseLong(work.text(sql));
  }

  private void await(String sql, long expected, IngestWork work, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (number(work, sql) != expected) {
      if (System.nanoTime() > deadline) {
        findings.check(
            false, "%s is %d, not %d, after %s", sql, number(work, sql), expected, patience);
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** A source of feeds that can be held up, and a receiver of webhooks. */
  private static final class Source implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private final BlockingQueue<Integer> askedFrom = new LinkedBlockingQueue<>();
    private final Map<String, AtomicInteger> deliveries = new ConcurrentHashMap<>();
    private volatile @Nullable CountDownLatch held;

    Source() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::feed);
      server.createContext("/webhook", this::webhook);
      server.start();
    }

    String host() {
      return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on the first fetch waits until it is let go. */
    void hold() {
      askedFrom.clear();
      held = new CountDownLatch(1);
    }

    void letGo() {
      CountDownLatch latch = held;
      held = null;
      if (latch != null) {
        latch.countDown();
      }
    }

    private void feed(HttpExchange exchange) throws IOException {
      String feed = exchange.getRequestURI().getPath().substring(1);
      fetches.incrementAndGet();
      askedFrom.add(exchange.getRemoteAddress().getPort());
      CountDownLatch latch = held;
      try {
        if (latch != null) {
          boolean unused = latch.await(60, TimeUnit.SECONDS);
        } else {
          TimeUnit.MILLISECONDS.sleep(300);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      answer(exchange, "value,time\nhttp://%s.org/,2026-01-02 00:00:00\n".formatted(feed));
    }

    private void webhook(HttpExchange exchange) throws IOException {
      String id = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
      deliveries.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
      answer(exchange, "");
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    }

    @Override
    public void close() {
      letGo();
      server.stop(0);
    }
  }
}
