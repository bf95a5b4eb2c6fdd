package io.bailiwick.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.launcher.process.Child;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {
  private static final ServiceProgram FAKE =
      _ ->
          List.of(
              Programs.java(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              Path.of("target", "test-classes").toAbsolutePath().toString(),
              FakeService.class.getName());

  /** One for all: creating a database cluster is most of a start. */
  @TempDir static Path data;

  private final int base = FreePorts.base();

  private SuiteOptions options() {
    return SuiteOptions.in(Path.of("..")).withData(data).withPortBase(base);
  }

  private Suite start() throws InterruptedException {
    return Suite.start(options(), FAKE, _ -> {});
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void tellsEachServiceWhereItsDatabaseItsPeersAndItsIssuerAre() throws Exception {
    try (Suite suite = start()) {
      String scoring = suite.url(SuiteService.SCORING) + "/environment?";
      assertThat(get(URI.create(scoring + "QUARKUS_PROFILE"))).isEqualTo("development");
      assertThat(get(URI.create(scoring + "QUARKUS_DATASOURCE_JDBC_URL")))
          .startsWith("jdbc:postgresql://127.0.0.1:" + (base + 5) + "/scoring");
      assertThat(get(URI.create(scoring + "QUARKUS_DATASOURCE_USERNAME"))).isEqualTo("scoring_app");
      assertThat(get(URI.create(scoring + "QUARKUS_FLYWAY_USERNAME"))).isEqualTo("scoring_owner");
      assertThat(get(URI.create(scoring + "QUARKUS_REST_CLIENT_INGEST_URL")))
          .isEqualTo("http://127.0.0.1:" + (base + 1));
      assertThat(get(URI.create(scoring + "BAILIWICK_DATABASE_SENSITIVE_ROLE"))).isEqualTo("null");
      assertThat(get(URI.create(scoring + "BAILIWICK_SENSITIVE_KEY"))).isEqualTo("null");
      String ingest = suite.url(SuiteService.INGEST) + "/environment?";
      assertThat(get(URI.create(ingest + "BAILIWICK_DATABASE_SENSITIVE_ROLE")))
          .isEqualTo("ingest_sensitive");
      String key = get(URI.create(ingest + "BAILIWICK_SENSITIVE_KEY"));
      assertThat(Base64.getDecoder().decode(key)).hasSize(32);
      Path kept = data.resolve("secrets/sensitive-key");
      assertThat(kept).content().isEqualTo(key + "\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
          .isEqualTo("rw-------");
      assertThat(get(URI.create(scoring + "QUARKUS_OIDC_AUTH_SERVER_URL")))
          .isEqualTo(suite.issuer().toString());
    }
  }

  @Test
  void isSeenThroughItsDataDirectoryWhileItRuns() throws Exception {
    try (Suite suite = start()) {
      RunningSuite seen = RunningSuite.on(data).orElseThrow();
      assertThat(seen.parts()).hasSize(6).allMatch(RunningSuite.Part::up);
      assertThat(seen.token("auditor", "alice", List.of())).contains(".");
      assertThat(suite.token("auditor", "alice")).contains(".");
    }
    assertThat(RunningSuite.on(data)).isEmpty();
  }

  @Test
  void runsSeveralProcessesOfAServiceOnOneDatabase() throws Exception {
    SuiteOptions two =
        options()
            .withServices(Set.of(SuiteService.INGEST))
            .withReplicas(2)
            .withSettings(Map.of("BAILIWICK_PULL_EVERY", "1s"));
    try (Suite suite = Suite.start(two, FAKE, _ -> {})) {
      assertThat(suite.url(SuiteService.INGEST)).hasPort(base + 1);
      assertThat(suite.url(SuiteService.INGEST, 1)).hasPort(base + 16);
      assertThat(suite.url(SuiteService.INGEST, 2)).hasPort(base + 31);
      String first = suite.url(SuiteService.INGEST, 1) + "/environment?";
      String second = suite.url(SuiteService.INGEST, 2) + "/environment?";
      String database = "QUARKUS_DATASOURCE_JDBC_URL";
      assertThat(get(URI.create(second + database))).isEqualTo(get(URI.create(first + database)));
      assertThat(get(URI.create(second + "BAILIWICK_PULL_EVERY"))).isEqualTo("1s");
      assertThat(RunningSuite.on(data).orElseThrow().parts())
          .filteredOn(RunningSuite.Part::up)
          .extracting(RunningSuite.Part::name)
          .containsExactly(
              "PostgreSQL", "identity provider", "abuse-ingest-service", "abuse-ingest-service-2");
    }
  }

  @Test
  void givesEachConnectionToTheNextProcessAndStartsAgainTheOneThatDies() throws Exception {
    SuiteOptions two = options().withServices(Set.of(SuiteService.INGEST)).withReplicas(2);
    try (Suite suite = Suite.start(two, FAKE, _ -> {})) {
      URI port = URI.create(suite.url(SuiteService.INGEST) + "/environment?QUARKUS_HTTP_PORT");
      Set<String> both = Set.of(String.valueOf(base + 16), String.valueOf(base + 31));
      // The front looks at its processes one after the other.
      Awaitility.await().until(() -> comesFrom(port, both));
      assertThat(List.of(get(port), get(port))).containsExactlyInAnyOrderElementsOf(both);
      assertThat(
              get(
                  URI.create(
                      suite.url(SuiteService.INGEST, 1)
                          + "/environment?QUARKUS_REST_CLIENT_INGEST_URL")))
          .isEqualTo("http://127.0.0.1:" + (base + 1));

      long first = suite.pid(SuiteService.INGEST, 1);
      suite.kill(SuiteService.INGEST, 1);
      assertThat(List.of(get(port), get(port), get(port))).containsOnly(String.valueOf(base + 31));
      suite.revive(SuiteService.INGEST, 1);
      assertThat(suite.pid(SuiteService.INGEST, 1)).isNotEqualTo(first);

      assertThatThrownBy(() -> get(URI.create(suite.url(SuiteService.INGEST, 2) + "/die")))
          .isInstanceOf(IOException.class);
      Awaitility.await().until(() -> comesFrom(port, both));
      assertThat(suite.casualty()).isNotDone();
    }
  }

  @Test
  void answersEveryCallWhileEachProcessIsRestartedInTurn() throws Exception {
    SuiteOptions two = options().withServices(Set.of(SuiteService.INGEST)).withReplicas(2);
    try (Suite suite = Suite.start(two, FAKE, _ -> {});
        ExecutorService caller = Executors.newSingleThreadExecutor()) {
      URI port = URI.create(suite.url(SuiteService.INGEST) + "/environment?QUARKUS_HTTP_PORT");
      Set<Long> before =
          Set.of(suite.pid(SuiteService.INGEST, 1), suite.pid(SuiteService.INGEST, 2));
      AtomicBoolean done = new AtomicBoolean();
      Future<Integer> calls =
          caller.submit(
              () -> {
                int answered = 0;
                while (!done.get()) {
                  assertThat(get(port)).isNotEmpty();
                  answered++;
                }
                return answered;
              });
      try {
        suite.restart(SuiteService.INGEST, 1);
        suite.restart(SuiteService.INGEST, 2);
      } finally {
        done.set(true);
      }
      assertThat(calls.get()).isPositive();
      assertThat(before)
          .doesNotContain(suite.pid(SuiteService.INGEST, 1), suite.pid(SuiteService.INGEST, 2));
    }
  }

  private static boolean comesFrom(URI port, Set<String> all) throws Exception {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      seen.add(get(port));
    }
    return seen.equals(all);
  }

  @Test
  void stopsEverythingAndStartsAgainOnTheSameDataAndPorts() throws Exception {
    Suite first = start();
    List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
    first.stop();
    assertThat(processes).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    start().stop();
  }

  @Test
  void reportsAPartThatDiesWithItsLastWords() throws Exception {
    try (Suite suite = start()) {
      assertThatThrownBy(() -> get(URI.create(suite.url(SuiteService.QPI) + "/die")))
          .isInstanceOf(IOException.class);
      Child dead = suite.casualty().get(30, TimeUnit.SECONDS);
      assertThat(Suite.describe(dead))
          .contains("qpi-service has ended by itself (exit code 3)")
          .contains("last words of qpi-service");
    }
  }

  @Test
  void leavesNothingRunningWhenAServiceCannotStart() {
    ServiceProgram broken =
        service ->
            service == SuiteService.AIP
                ? List.of("sh", "-c", "echo no luck; exit 7")
                : FAKE.command(service);
    assertThatThrownBy(() -> Suite.start(options(), broken, _ -> {}))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("aip-service has ended by itself (exit code 7)")
        .hasMessageContaining("no luck");
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void namesABusyPortAndTheWayToChangeIt() throws Exception {
    try (ServerSocket stranger = new ServerSocket(base + 12, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(this::start)
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("Port " + stranger.getLocalPort())
          .hasMessageContaining("scoring-service")
          .hasMessageContaining("--port-base N");
    }
  }

  @Test
  void refusesASecondSuiteOnTheSameData() throws Exception {
    try (Suite suite = start()) {
      assertThatThrownBy(() -> Suite.start(options().withPortBase(FreePorts.base()), FAKE, _ -> {}))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("Another suite uses the data in " + data)
          .hasMessageContaining("ports from " + base);
      assertThat(suite.casualty()).isNotDone();
    }
  }

  @Test
  void runsBesideASuiteWithOtherPortsAndOtherData(@TempDir Path otherData) throws Exception {
    SuiteOptions other = options().withData(otherData).withPortBase(FreePorts.base());
    try (Suite first = start();
        Suite second = Suite.start(other, FAKE, _ -> {})) {
      assertThat(first.pid(SuiteService.AIP)).isNotEqualTo(second.pid(SuiteService.AIP));
      assertThat(RunningSuite.on(data).orElseThrow().portBase()).isEqualTo(base);
      assertThat(RunningSuite.on(otherData).orElseThrow().portBase()).isEqualTo(other.portBase());
    }
  }

  @Test
  void emptiesOnlyWhatWasMadeToBeEmptied(@TempDir Path fresh, @TempDir Path stranger)
      throws Exception {
    SuiteOptions disposable = options().withData(fresh).withFreshData();
    Suite.start(disposable, FAKE, _ -> {}).stop();
    Path left = Files.createFile(fresh.resolve("logs/left-over"));
    Suite.start(disposable, FAKE, _ -> {}).stop();
    assertThat(left).doesNotExist();

    Path precious = Files.createFile(stranger.resolve("thesis.txt"));
    assertThatThrownBy(
            () -> Suite.start(options().withData(stranger).withFreshData(), FAKE, _ -> {}))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("not made for the demo");
    assertThat(precious).exists();
  }
}
