package io.bailiwick.launcher.bench;

import com.sun.net.httpserver.HttpServer;
import io.bailiwick.enforcement.CommandRequest;
import io.bailiwick.enforcement.EnforcementPoint;
import io.bailiwick.enforcement.EppCommand;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast the service answers whether a command may be executed, against nginx with a file of the
 * same size; how long an order takes to an enforcement point; and whether every answer was written
 * down, also where the service is stopped or killed meanwhile.
 */
final class RestrictionBench {
  private static final int REGISTRARS = 500;
  private static final int FIRST_REGISTRAR = 90_001;

  /** One of so many registrars is limited all the time, and asks as often as the others. */
  private static final int LIMITED = 50;

  private static final int CONNECTIONS = 64;
  private static final int ROUNDS = 3;
  private static final int CHANGES = 20;

  /** More than are made while the service is asked. */
  private static final int MOST_CHANGES = 3_000;

  /** Who ask while the service is stopped or killed. */
  private static final int ASKERS = 16;

  private static final Duration WARM_UP = Duration.ofSeconds(40);
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final Duration RATE_WARM_UP = Duration.ofSeconds(15);
  private static final Duration RATE_ROUND = Duration.ofSeconds(20);
  private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(1);
  private static final double LEAST_RATIO = 0.5;
  private static final double MOST_MILLISECONDS = 5;
  private static final String PATH = "/v1/command-decisions";
  private static final Pattern DONE =
      Pattern.compile("requests=(\\d+) microseconds=(\\d+) failed=(\\d+)");

  private final SuiteOptions options;
  private final Suite suite;
  private final SuiteClient client;
  private final Findings findings;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger seeded = new AtomicInteger();
  private long answered;

  private RestrictionBench(SuiteOptions options, Suite suite, Findings findings) {
    this.options = options;
    this.suite = suite;
    this.client = new SuiteClient(suite);
    this.findings = findings;
  }

  /** Whether it is as fast as asked, and every answer was written down. */
  static boolean run(SuiteOptions wanted, PrintStream out)
      throws IOException, InterruptedException {
    SuiteOptions options = wanted.withServices(Set.of(SuiteService.AIP)).withZones(List.of("org"));
    Findings findings = new Findings(out);
    findings.say("Deciding commands: ./run bench restriction");
    findings.say("%s", Machine.describe());
    requireTool("nginx");
    requireTool("wrk");
    try (Suite suite = Suite.start(options, line -> {})) {
      new RestrictionBench(options, suite, findings).measure();
    }
    return findings.end(
        options.root(), "restriction.txt", "as fast as asked, and every answer written down");
  }

  private void measure() throws IOException, InterruptedException {
    String token = suite.token("srs", "srs");
    for (int i = 0; i < REGISTRARS; i += LIMITED) {
      var unused = approve(proposal(FIRST_REGISTRAR + i));
    }
    List<String> questions = questions();
    String sample = ask(token, questions.get(1));
    findings.say(
        "  %d registrars, %d of them limited and refused, all asking domain:create alike; an answer has %d bytes",
        REGISTRARS, REGISTRARS / LIMITED, sample.length());
    latencyOfOrders();
    speed(token, questions, sample);
    completeness();
    ended(token, questions, "stopped with SIGTERM", () -> suite.restart(SuiteService.AIP, 1), true);
    ended(token, questions, "killed with SIGKILL", () -> suite.crash(SuiteService.AIP), false);
  }

  private static void requireTool(String tool) throws IOException, InterruptedException {
    if (new ProcessBuilder("sh", "-c", "command -v " + tool)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        != 0) {
      throw new LaunchException(
          "This benchmark needs nginx and wrk; on Debian: apt-get install nginx-light wrk");
    }
  }

  // ---- how long an order takes

  private void latencyOfOrders() throws IOException, InterruptedException {
    HttpServer hooks =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    EnforcementPoint.Settings settings =
        new EnforcementPoint.Settings(
            suite.url(SuiteService.AIP),
            "bailiwick",
            () -> suite.token("srs", "srs"),
            Duration.ofMinutes(5),
            null,
            null);
    try (EnforcementPoint point =
        EnforcementPoint.start(
            settings, (alarm, detail) -> findings.check(false, "%s: %s", alarm, detail))) {
      hooks.createContext(
          "/",
          exchange -> {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var unused = point.takeWebhook(body);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      hooks.start();
      String webhook =
          client
              .post(
                  SuiteService.AIP,
                  "/v1/webhooks",
                  "operator",
                  "{\"url\": \"http://127.0.0.1:%d/\", \"eventTypes\": [\"restriction-list.issued\"]}"
                      .formatted(hooks.getAddress().getPort()),
                  201)
              .path("webhook")
              .path("id")
              .asText();
      List<Double> toRefusal = new ArrayList<>();
      List<Double> toPermit = new ArrayList<>();
      for (int change = 0; change < CHANGES; change++) {
        int registrar = fresh();
        CommandRequest create = CommandRequest.of(registrar, EppCommand.DOMAIN_CREATE, "new.org");
        String proposal = proposal(registrar);
        long from = System.nanoTime();
        String order = approve(proposal);
        toRefusal.add(until(() -> !point.decide(create).allowed(), from));
        from = System.nanoTime();
        lift(order);
        toPermit.add(until(() -> point.decide(create).allowed(), from));
      }
      var unused =
          send(
              HttpRequest.newBuilder(
                      URI.create(suite.url(SuiteService.AIP) + "/v1/webhooks/" + webhook))
                  .header("Authorization", "Bearer " + suite.token("operator", "operator"))
                  .DELETE(),
              204);
      findings.say(
          "  approval sent to first refused create at an enforcement point with webhooks: median"
              + " %.0f ms, longest %.0f ms of %d; lift to first allowed create: median %.0f ms,"
              + " longest %.0f ms",
          1000 * SuiteClient.median(toRefusal),
          1000 * toRefusal.stream().max(Double::compare).orElseThrow(),
          CHANGES,
          1000 * SuiteClient.median(toPermit),
          1000 * toPermit.stream().max(Double::compare).orElseThrow());
      findings.check(
          toRefusal.stream().allMatch(seconds -> seconds < 1)
              && toPermit.stream().allMatch(seconds -> seconds < 1),
          "each within a second");
    } finally {
      hooks.stop(0);
    }
  }

  private double until(BooleanSupplier reached, long from) {
    while (!reached.getAsBoolean()) {
      if (SuiteClient.seconds(from) > 30) {
        throw new LaunchException("A change of orders did not arrive within 30 s");
      }
      LockSupport.parkNanos(200_000);
    }
    return SuiteClient.seconds(from);
  }

  // ---- how many a second, and how long each

  private void speed(String token, List<String> questions, String sample)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(options.data().resolve("bench"));
    Files.writeString(folder.resolve("decision.json"), sample);
    Files.write(folder.resolve("questions.txt"), questions);
    Path script = folder.resolve("requests.lua");
    Files.writeString(script, LUA);
    int port = freePort();
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(configuration, nginx(folder, port));
    Process nginx =
        new ProcessBuilder("nginx", "-p", folder.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
    Queue<String> proposals = proposals(MOST_CHANGES);
    Thread changes = Thread.ofVirtual().unstarted(() -> changeOrders(proposals, BETWEEN_CHANGES));
    try {
      URI service = suite.url(SuiteService.AIP);
      URI file = URI.create("http://127.0.0.1:" + port);
      var unused = wrk(file, "/decision.json", "GET", token, folder, script, Duration.ofSeconds(2));
      Thread many = Thread.ofVirtual().start(() -> changeOrders(proposals, Duration.ZERO));
      double warm = decisions(service, token, folder, script, WARM_UP);
      many.interrupt();
      many.join();
      findings.say(
          "  to warm up %,.0f decisions a second, and %d changes of orders",
          warm, MOST_CHANGES - proposals.size());
      changes.start();
      List<Double> ratios = new ArrayList<>();
      List<Double> speeds = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        double files = wrk(file, "/decision.json", "GET", token, folder, script, ROUND).perSecond();
        double decisions = decisions(service, token, folder, script, ROUND);
        ratios.add(decisions / files);
        speeds.add(decisions);
        findings.say(
            "  round %d: %,.0f decisions a second while orders change, %,.0f files a second from"
                + " nginx, ratio %.2f",
            round, decisions, files, decisions / files);
      }
      findings.check(!proposals.isEmpty(), "orders change to the end");
      findings.say("  median ratio %.2f", SuiteClient.median(ratios));
      findings.check(SuiteClient.median(ratios) >= LEAST_RATIO, "a ratio of %.1f", LEAST_RATIO);
      double rate = SuiteClient.median(speeds) / 2;
      ConstantRate generator =
          new ConstantRate(
              service,
              questions.stream()
                  .map(q -> ConstantRate.request("POST", service, PATH, token, q))
                  .toList(),
              CONNECTIONS);
      // Its own code has to be compiled, too, and takes the time from what it measures until then.
      answered += generator.run(rate, RATE_WARM_UP).sorted().length;
      for (int round = 1; round <= ROUNDS; round++) {
        ConstantRate.Latencies latencies = generator.run(rate, RATE_ROUND);
        answered += latencies.sorted().length;
        findings.say(
            "  %,.0f a second at a constant rate (%,.0f reached): p50 %.2f ms, p90 %.2f ms, p99"
                + " %.2f ms, p99.9 %.2f ms, longest %.1f ms",
            rate,
            latencies.perSecond(),
            latencies.percentile(0.5),
            latencies.percentile(0.9),
            latencies.percentile(0.99),
            latencies.percentile(0.999),
            latencies.percentile(1));
        findings.check(latencies.failed() == 0, "no failed answer, %d", latencies.failed());
        findings.check(
            latencies.percentile(0.99) < MOST_MILLISECONDS,
            "99 of 100 within %.0f ms",
            MOST_MILLISECONDS);
      }
    } finally {
      changes.interrupt();
      changes.join();
      nginx.destroy();
      nginx.waitFor();
    }
  }

  private double decisions(URI service, String token, Path folder, Path script, Duration length)
      throws IOException, InterruptedException {
    Wrk done = wrk(service, PATH, "POST", token, folder, script, length);
    answered += done.requests();
    return done.perSecond();
  }

  private record Wrk(long requests, double perSecond) {}

  private Wrk wrk(
      URI server,
      String path,
      String method,
      String token,
      Path folder,
      Path script,
      Duration length)
      throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "-t2",
                "-c" + CONNECTIONS,
                "-d" + length.toSeconds() + "s",
                "-s",
                script.toString(),
                server + path,
                "--",
                method,
                folder.resolve("questions.txt").toString(),
                token)
            .redirectErrorStream(true)
            .start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher done = DONE.matcher(said);
    if (wrk.waitFor() != 0 || !done.find()) {
      throw new LaunchException("wrk ended with: " + said);
    }
    long failed = Long.parseLong(done.group(3));
    findings.check(failed == 0, "no failed answer from %s, %d", server, failed);
    long requests = Long.parseLong(done.group(1));
    return new Wrk(requests, requests * 1e6 / Long.parseLong(done.group(2)));
  }

  /** Prepares all requests first, so that making them costs the same for both. */
  private static final String LUA =
      """
      local requests, i, threads = {}, 0, {}
      function setup(thread) table.insert(threads, thread) end
      function init(args)
        local headers = { ["Authorization"] = "Bearer " .. args[3], ["Content-Type"] = "application/json" }
        for line in io.lines(args[2]) do
          local body = line
          if args[1] == "GET" then body = nil end
          table.insert(requests, wrk.format(args[1], nil, headers, body))
        end
      end
      function request()
        i = i % #requests + 1
        return requests[i]
      end
      function done(summary, latency, all)
        local e = summary.errors
        io.write(string.format("requests=%d microseconds=%d failed=%d\\n", summary.requests, summary.duration,
          e.connect + e.read + e.write + e.status + e.timeout))
      end
      """;

  private static String nginx(Path folder, int port) {
    String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    return """
    %s
    daemon off;
    worker_processes auto;
    pid %s/nginx.pid;
    error_log %s/nginx.log warn;
    events { worker_connections 1024; }
    http {
      access_log off;
      sendfile on;
      tcp_nopush on;
      keepalive_requests 1000000000;
      open_file_cache max=10;
      client_body_temp_path %s/temporary;
      proxy_temp_path %s/temporary;
      fastcgi_temp_path %s/temporary;
      uwsgi_temp_path %s/temporary;
      scgi_temp_path %s/temporary;
      types { application/json json; }
      server { listen 127.0.0.1:%d; root %s; }
    }
    """
        .formatted(user, folder, folder, folder, folder, folder, folder, folder, port, folder);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** One after the other, so that orders are changed by code that is as warm as the rest. */
  private void changeOrders(Queue<String> proposals, Duration between) {
    try {
      while (!Thread.currentThread().isInterrupted() && !proposals.isEmpty()) {
        String order = approve(proposals.remove());
        TimeUnit.MILLISECONDS.sleep(between.toMillis() / 2);
        lift(order);
        TimeUnit.MILLISECONDS.sleep(between.toMillis() / 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      if (!Thread.currentThread().isInterrupted()) {
        findings.check(false, "orders that can be changed: %s", e);
      }
    }
  }

  private static List<String> questions() {
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < REGISTRARS; i++) {
      questions.add(
          "{\"registrar\":%d,\"command\":\"domain:create\",\"name\":\"bench-%d.org\"}"
              .formatted(FIRST_REGISTRAR + i, i));
    }
    return questions;
  }

  // ---- whether every answer was written down

  /** What was sent when wrk stopped was decided, too, although nobody waited for the answer. */
  private void completeness() throws InterruptedException {
    TimeUnit.SECONDS.sleep(3);
    long refused = refusals();
    long allowed = permits();
    long unanswered = refused + allowed - answered;
    findings.say(
        "  %,d answers: %,d refusals written one by one, %,d permits counted; %d more whose sender"
            + " had gone",
        answered, refused, allowed, unanswered);
    findings.check(
        unanswered >= 0 && unanswered <= (long) CONNECTIONS * (ROUNDS + 1),
        "every answer written down");
    long lists = number("SELECT count(*) FROM order_list");
    findings.say("  %,d lists were signed meanwhile", lists);
  }

  private interface End {
    void come() throws InterruptedException;
  }

  /** What was asked while the service ended and came back, by how it was answered. */
  private record Asked(LongAdder permits, LongAdder refusals, LongAdder unanswered) {
    Asked() {
      this(new LongAdder(), new LongAdder(), new LongAdder());
    }
  }

  /**
   * Ends the service while it is asked. Each who asks waits for the answer, so that what is missing
   * from the record is known to the single one: an answer that nobody got may be there or not.
   *
   * @param inOrder whether permits are kept, too
   */
  private void ended(String token, List<String> questions, String how, End end, boolean inOrder)
      throws InterruptedException {
    long permits = permits();
    long refusals = refusals();
    Asked asked = new Asked();
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int asker = 0; asker < ASKERS; asker++) {
        int first = asker;
        var unused = askers.submit(() -> keepAsking(token, questions, first, asked, over));
      }
      TimeUnit.SECONDS.sleep(3);
      end.come();
      TimeUnit.SECONDS.sleep(1);
      over.set(true);
    }
    TimeUnit.SECONDS.sleep(3);
    permits = permits() - permits;
    refusals = refusals() - refusals;
    long lost = Math.max(0, asked.permits.sum() - permits);
    findings.say(
        "  %s while asked, and started again: %,d refusals answered, %,d written; %,d permits"
            + " answered, %,d counted, %,d lost; %,d questions without an answer",
        how,
        asked.refusals.sum(),
        refusals,
        asked.permits.sum(),
        permits,
        lost,
        asked.unanswered.sum());
    long atMost = asked.permits.sum() + asked.refusals.sum() + asked.unanswered.sum();
    findings.check(
        refusals >= asked.refusals.sum() && permits + refusals <= atMost,
        "every refusal that was answered written down, and nothing twice");
    findings.check(!inOrder || lost == 0, "every permit that was answered counted");
  }

  private void keepAsking(
      String token, List<String> questions, int first, Asked asked, AtomicBoolean over) {
    for (int i = first; !over.get(); i += ASKERS) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(suite.url(SuiteService.AIP) + PATH))
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(Duration.ofSeconds(10))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(questions.get(i % questions.size())))
              .build();
      try {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          asked.unanswered.increment();
        } else if (answer.body().startsWith("{\"allowed\":true")) {
          asked.permits.increment();
        } else {
          asked.refusals.increment();
        }
      } catch (IOException e) {
        asked.unanswered.increment();
        LockSupport.parkNanos(10_000_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private long refusals() {
    return number("SELECT count(*) FROM command_refusal");
  }

  private long permits() {
    return number("SELECT coalesce(sum(allowed), 0) FROM command_count");
  }

  private long number(String query) {
    try (Connection connection = client.owner(SuiteService.AIP);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new LaunchException("A query failed: " + e.getMessage(), e);
    }
  }

  // ---- orders

  /** Registrars that ask nothing, one for each change. */
  private int fresh() {
    return FIRST_REGISTRAR + REGISTRARS + seeded.get();
  }

  /** A case that has come to a proposal, which is not what is measured; the decision is. */
  private String proposal(int registrar) {
    UUID proposal = UUID.randomUUID();
    client.sql(SuiteService.AIP, caseWith(proposal, registrar));
    return proposal.toString();
  }

  /** Many, each for a registrar of its own. */
  private Queue<String> proposals(int count) {
    Queue<String> proposals = new ConcurrentLinkedQueue<>();
    StringBuilder cases = new StringBuilder();
    for (int i = 0; i < count; i++) {
      UUID proposal = UUID.randomUUID();
      cases.append(caseWith(proposal, fresh()));
      proposals.add(proposal.toString());
    }
    client.sql(SuiteService.AIP, cases.toString());
    return proposals;
  }

  private String caseWith(UUID proposal, int registrar) {
    int number = seeded.incrementAndGet();
    UUID caseId = UUID.randomUUID();
    return """
        INSERT INTO casefile (id, version, reference, registrar, registrar_name, state, created_at, opened_at, opened_by)
        VALUES ('%s', 0, 'AIP-2026-%04d', %d, 'Registrar', 'LIMIT_PROPOSED', now(), now(), 'benchmark');
        INSERT INTO limit_proposal (id, version, case_id, registrars, mode, days, maximum_days, reasons, measure,
          proposer, decider, policy_id, policy_version, proposed_at)
        VALUES ('%s', 0, '%s', ARRAY[%d], 'FULL_STOP', 14, 30, 'For the benchmark.', 'None.', 'olga', 'decider', '%s', 1, now());
        """
        .formatted(caseId, number, registrar, proposal, caseId, registrar, UUID.randomUUID());
  }

  private String approve(String proposal) throws IOException, InterruptedException {
    return client
        .post(
            SuiteService.AIP,
            "/v1/limit-proposals/" + proposal + "/decision",
            "decider",
            "{\"outcome\": \"APPROVED\", \"reasons\": \"For the benchmark.\"}",
            201)
        .path("id")
        .asText();
  }

  private void lift(String order) throws IOException, InterruptedException {
    var unused =
        client.post(
            SuiteService.AIP,
            "/v1/restriction-orders/" + order + "/lift",
            "decider",
            "{\"reason\": \"For the benchmark.\"}",
            200);
  }

  private String ask(String token, String question) throws IOException, InterruptedException {
    answered++;
    return send(
        HttpRequest.newBuilder(URI.create(suite.url(SuiteService.AIP) + PATH))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(question)),
        200);
  }

  private String send(HttpRequest.Builder request, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() != status) {
      throw new LaunchException(
          "%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
    }
    return answer.body();
  }
}
