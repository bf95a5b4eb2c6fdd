package io.bailiwick.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.bailiwick.launcher.process.Ports;
import io.bailiwick.launcher.process.Programs;
import io.bailiwick.launcher.process.Signal;
import io.bailiwick.launcher.suite.FakeService;
import io.bailiwick.launcher.suite.FreePorts;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own, over a repository whose services are fakes. */
@Timeout(180)
class MainTest {
  @TempDir Path root;

  /**
   * A shell starts its background jobs deaf to SIGINT and their children inherit that, so the tests
   * would not hear Ctrl-C when they run in one. GNU {@code env} gives the signal its meaning back.
   */
  private static final List<String> HEEDING_CTRL_C =
      Programs.succeeds(List.of("env", "--default-signal=INT", "true"))
          ? List.of("env", "--default-signal=INT")
          : List.of();

  /** One for all: creating a database cluster is most of a start. */
  @TempDir static Path data;

  private final int base = FreePorts.base();
  private final List<Process> launchers = new ArrayList<>();

  @BeforeEach
  void buildRepositoryOfFakes() throws IOException {
    for (SuiteService service : SuiteService.values()) {
      Path app = root.resolve(service.module()).resolve("target/quarkus-app");
      Files.createDirectories(app);
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
      String entry = FakeService.class.getName().replace('.', '/') + ".class";
      try (OutputStream file = Files.newOutputStream(app.resolve("quarkus-run.jar"));
          JarOutputStream jar = new JarOutputStream(file, manifest);
          InputStream code = FakeService.class.getClassLoader().getResourceAsStream(entry)) {
        jar.putNextEntry(new JarEntry(entry));
        code.transferTo(jar);
      }
    }
  }

  @AfterEach
  void stopLaunchers() throws InterruptedException {
    for (Process launcher : launchers) {
      launcher.destroy();
      if (!launcher.waitFor(30, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    }
  }

  private Process launch(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(HEEDING_CTRL_C);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dslf4j.internal.verbosity=ERROR",
            "-Dbailiwick.root=" + root,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("BAILIWICK_PORT_BASE", Integer.toString(base));
    builder.environment().put("BAILIWICK_DATA", data.toString());
    Process process = builder.start();
    launchers.add(process);
    return process;
  }

  /** Reads what the launcher says up to the line that ends the start. */
  private static String untilReady(Process launcher) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader reader = launcher.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("Ctrl-C stops everything")) {
        return said.toString();
      }
    }
    throw new AssertionError("The launcher ended before everything was ready:\n" + said);
  }

  private static String rest(Process process) throws IOException {
    StringBuilder said = new StringBuilder();
    process.inputReader().lines().forEach(line -> said.append(line).append('\n'));
    return said.toString();
  }

  private String say(int exitCode, String... arguments) throws Exception {
    Process process = launch(arguments);
    String said = rest(process);
    assertThat(process.waitFor()).as(said).isEqualTo(exitCode);
    return said;
  }

  private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      process.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void printsWhereTheServicesAreAndAnswersFromASecondTerminal() throws Exception {
    Process launcher = launch();
    assertThat(untilReady(launcher))
        .contains("http://127.0.0.1:" + (base + 1) + "/ui")
        .contains("http://127.0.0.1:" + (base + 4) + "/ui")
        .contains("./run token --data " + data + " auditor")
        .contains("abuse-analyst");
    assertThat(say(0, "token", "auditor")).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
    assertThat(say(1, "token", "emperor")).contains("Unknown role emperor").contains("auditor");
    assertThat(say(1, "token", "registrar-admin")).contains("--registrar IANA-ID");
    assertThat(say(0, "status"))
        .contains("PostgreSQL")
        .contains("identity provider")
        .contains("aip-service")
        .doesNotContain("not r");
    assertThat(say(0, "stop")).contains("Stopped");
    assertThat(launcher.waitFor()).isEqualTo(143);
    assertThat(say(1, "status")).contains("No suite runs");
    assertThat(say(1, "token", "auditor"))
        .contains("No suite runs")
        .contains("Start one with ./run");
  }

  @Test
  void stopsEverythingOnCtrlC() throws Exception {
    Process launcher = launch();
    untilReady(launcher);
    List<ProcessHandle> children = launcher.descendants().toList();
    Signal.INT.send(launcher.pid());
    assertThat(launcher.waitFor()).isEqualTo(130);
    assertThat(children).hasSizeGreaterThan(4).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void stopsEverythingWhenOnePartDiesAndSaysWhich() throws Exception {
    Process launcher = launch();
    untilReady(launcher);
    List<ProcessHandle> children = launcher.descendants().toList();
    try {
      HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (base + 2) + "/die")).build(),
              BodyHandlers.discarding());
    } catch (IOException _) {
      // it died, as told
    }
    assertThat(rest(launcher))
        .contains("scoring-service has ended by itself (exit code 3)")
        .contains("last words of scoring-service")
        .contains("Everything is stopped");
    assertThat(launcher.waitFor()).isEqualTo(1);
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void leavesNothingBehindWhenKilledAndStartsAgain() throws Exception {
    assumeThat(Programs.succeeds(List.of("setpriv", "--pdeathsig", "TERM", "true")))
        .as("setpriv ties children to their parent here")
        .isTrue();
    Process launcher = launch();
    untilReady(launcher);
    List<ProcessHandle> children = launcher.descendants().toList();
    Signal.KILL.send(launcher.pid());
    launcher.waitFor();
    awaitEnd(children);
    untilReady(launch());
  }

  @Test
  void startsAgainAfterEveryProcessWasKilled() throws Exception {
    Process launcher = launch();
    untilReady(launcher);
    List<ProcessHandle> all = new ArrayList<>(launcher.descendants().toList());
    all.add(launcher.toHandle());
    all.reversed().forEach(process -> Signal.KILL.send(process.pid()));
    awaitEnd(all);
    assertThat(Ports.isFree(base + 5)).isTrue();
    untilReady(launch());
  }

  @Test
  void saysWhatIsNotBuilt() throws Exception {
    Files.delete(root.resolve("qpi-service/target/quarkus-app/quarkus-run.jar"));
    assertThat(say(1)).contains("qpi-service is not built");
  }

  @Test
  void endsWithCodeTwoOnAWrongCommandLine() throws Exception {
    assertThat(say(2, "frobnicate"))
        .contains("Unknown command frobnicate")
        .contains("./run --help");
  }
}
