package io.bailiwick.launcher;

import io.bailiwick.common.audit.AuditFile;
import io.bailiwick.common.audit.AuditVerification;
import io.bailiwick.common.security.Role;
import io.bailiwick.launcher.bench.Bench;
import io.bailiwick.launcher.demo.Demo;
import io.bailiwick.launcher.process.Child;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.AotCaches;
import io.bailiwick.launcher.suite.RunningSuite;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteBackup;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entry point behind {@code ./run}. Exit codes: 0 done; 1 failed, or what was asked about is not
 * running; 2 the command line is wrong; 130 and 143 stopped by Ctrl-C and by SIGTERM.
 */
public final class Main {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);

  private final Path root;
  private final PrintStream out;
  private final PrintStream err;

  private Main(Path root, PrintStream out, PrintStream err) {
    this.root = root;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    // Whatever the locale of the terminal: domain names and registrars are not always ASCII.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Main main =
        new Main(Path.of(System.getProperty("bailiwick.root", "")).toAbsolutePath(), out, err);
    System.exit(main.run(List.of(arguments)));
  }

  private int run(List<String> arguments) {
    try {
      CommandLine line =
          CommandLine.parse(arguments, System.getenv(), Boolean.getBoolean("bailiwick.terminal"));
      return switch (line.command()) {
        case CommandLine.Command.Start _ -> start(line);
        case CommandLine.Command.Demo demo -> demo(line, demo);
        case CommandLine.Command.Bench bench -> bench(line, bench);
        case CommandLine.Command.Token token -> token(line, token);
        case CommandLine.Command.VerifyAudit trail -> verifyAudit(trail);
        case CommandLine.Command.Backup backup -> backup(line, backup);
        case CommandLine.Command.Restore restore -> restore(line, restore);
        case CommandLine.Command.Cache _ -> cache(line);
        case CommandLine.Command.Status _ -> status(line);
        case CommandLine.Command.Stop _ -> stop(line);
      };
    } catch (UsageException e) {
      err.println(e.getMessage() + " See ./run --help");
      return USAGE;
    } catch (LaunchException e) {
      err.println(e.getMessage());
      return FAILED;
    } catch (InterruptedException _) {
      return FAILED;
    } catch (RuntimeException | Error e) {
      // A fault of the launcher: shown whole, and the process must end, for it holds threads that
      // would keep it.
      e.printStackTrace(err);
      return FAILED;
    }
  }

  /** Follows an exported audit trail without any service; 1 if it is not whole. */
  private int verifyAudit(CommandLine.Command.VerifyAudit trail) {
    AuditVerification result;
    try {
      result = AuditFile.verify(trail.file(), trail.head());
    } catch (IOException e) {
      throw new LaunchException("The file cannot be read: " + trail.file());
    }
    if (result.fault() != null) {
      err.println(result.fault() + " Whole up to entry " + result.entries() + ".");
      return FAILED;
    }
    out.printf(
        Locale.ROOT,
        "Whole: %d entries, %d of them redacted; the hash of the newest is%n%s%n",
        result.entries(),
        result.redacted(),
        result.headHash());
    return 0;
  }

  private int backup(CommandLine line, CommandLine.Command.Backup backup) {
    Path data = data(line).toAbsolutePath().normalize();
    Path target = backup.target().toAbsolutePath().normalize();
    SuiteBackup.Made made = SuiteBackup.take(data, target);
    out.printf(
        Locale.ROOT,
        "Copied %d files, %.1f MB, to %s: everything as it was at log position %s.%n"
            + "It holds the keys and passwords of the suite, too: keep it as you keep those.%n",
        made.files(),
        made.bytes() / 1e6,
        target,
        made.at());
    return 0;
  }

  private int restore(CommandLine line, CommandLine.Command.Restore restore) {
    Path data = data(line).toAbsolutePath().normalize();
    Path backup = restore.backup().toAbsolutePath().normalize();
    SuiteBackup.restore(backup, data);
    out.printf(
        Locale.ROOT,
        "Restored to %s (%s). Start it: ./run --data %s%n",
        data,
        SuiteBackup.about(backup),
        quoted(data.toString()));
    return 0;
  }

  private Path data(CommandLine line) {
    return line.data() == null ? root.resolve(".bailiwick") : line.data();
  }

  private SuiteOptions options(CommandLine line) {
    return SuiteOptions.in(root)
        .withData(data(line))
        .withPortBase(line.portBase())
        .withZones(line.zones())
        .withReplicas(line.replicas());
  }

  private int start(CommandLine line) throws InterruptedException {
    SuiteOptions options = options(line);
    out.println("Starting Bailiwick, data in " + options.data());
    Suite suite = Suite.start(options, out::println);
    out.printf(
        Locale.ROOT, "%nEverything is ready after %.1f s.%n", suite.age().toMillis() / 1000.0);
    printAddresses(suite, line.data());
    return stayUp(suite);
  }

  private int demo(CommandLine line, CommandLine.Command.Demo demo) throws InterruptedException {
    // Beside the data of a plain ./run, which the demo must not touch: it begins anew each time and
    // moves the clock.
    Path data = line.data() == null ? root.resolve(".bailiwick/demo") : line.data();
    SuiteOptions options = Demo.options(options(line).withData(data).withFreshData());
    out.println("Starting the demo, data in " + options.data() + " (emptied first)");
    Suite suite = Suite.start(options, out::println);
    exitIfAPartDies(suite);
    boolean asExpected;
    try {
      asExpected = Demo.run(suite, out);
    } catch (RuntimeException | IOException e) {
      if (suite.isStopping()) {
        return FAILED; // by Ctrl-C, or a part has died: that has been said
      }
      throw e instanceof RuntimeException fault
          ? fault
          : new LaunchException("The demo cannot go on: " + e.getMessage(), e);
    }
    if (suite.isStopping()) {
      return FAILED;
    }
    if (demo.stay()) {
      printAddresses(suite, options.data());
      return stayUp(suite);
    }
    suite.stop();
    out.println("Stopped. To look around: ./run --data " + quoted(options.data().toString()));
    return asExpected ? 0 : FAILED;
  }

  private int bench(CommandLine line, CommandLine.Command.Bench bench) throws InterruptedException {
    Path data = line.data() == null ? root.resolve(".bailiwick/bench") : line.data();
    SuiteOptions options = options(line).withData(data).withFreshData();
    try {
      return Bench.run(
              bench.name(),
              bench.sizes(),
              bench.file(),
              bench.seed(),
              bench.service(),
              options,
              out)
          ? 0
          : FAILED;
    } catch (IOException e) {
      throw new LaunchException("The benchmark cannot go on: " + e.getMessage(), e);
    }
  }

  /** In a data directory of its own, beside that of a suite. */
  private int cache(CommandLine line) throws InterruptedException {
    SuiteOptions options = options(line).withData(data(line).resolve("cache"));
    out.println("Starting Bailiwick once, to see what it loads");
    AotCaches.make(options, out::println);
    long bytes = 0;
    for (SuiteService service : SuiteService.values()) {
      Path cache = AotCaches.file(root, service);
      if (!Files.exists(cache)) {
        err.println(service.module() + " wrote no cache; see " + options.data());
        return FAILED;
      }
      bytes += cache.toFile().length();
    }
    out.printf(
        Locale.ROOT,
        "Caches of %.0f MB in all; they serve until the next build or another JDK.%n",
        bytes / 1e6);
    return 0;
  }

  /**
   * While the main thread works with the suite, its calls to a dead part would only say "connection
   * refused".
   */
  private void exitIfAPartDies(Suite suite) {
    Thread.ofPlatform().daemon().name("watch-suite").start(() -> System.exit(stayUp(suite)));
  }

  /**
   * Until Ctrl-C or SIGTERM, which end the process through the suite's own shutdown hook, or until
   * a part dies.
   */
  private int stayUp(Suite suite) {
    Child dead = suite.casualty().join();
    err.println(Suite.describe(dead));
    suite.stop();
    err.println("Everything is stopped; the data is kept.");
    return FAILED;
  }

  private void printAddresses(Suite suite, @Nullable Path data) {
    out.println();
    for (SuiteService service : SuiteService.values()) {
      out.printf("  %-22s %s/ui%n", service.module(), suite.url(service));
    }
    String option = data == null ? "" : " --data " + quoted(data.toString());
    out.println();
    out.println("A token for the Authorize button of these pages, good for eight hours:");
    out.println("  ./run token" + option + " auditor");
    out.println("  ./run token" + option + " registrar-admin --registrar 90001");
    out.println(knownRoles());
    out.println();
    out.println("Ctrl-C stops everything; the data stays in " + suite.options().data());
  }

  private static String quoted(String text) {
    return text.matches("[\\w./~-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  static String knownRoles() {
    return Stream.of(Role.values())
        .map(Role::code)
        .collect(Collectors.joining(", ", "Roles: ", ""));
  }

  private int token(CommandLine line, CommandLine.Command.Token token) {
    Role role =
        Role.fromCode(token.role())
            .orElseThrow(
                () -> new LaunchException("Unknown role " + token.role() + ". " + knownRoles()));
    if (role.isOfRegistrar() && token.registrars().isEmpty()) {
      throw new LaunchException(
          "The role " + role.code() + " acts for a registrar. Say for which: --registrar IANA-ID");
    }
    out.println(running(line).token(token.role(), token.user(), token.registrars()));
    return 0;
  }

  private RunningSuite running(CommandLine line) {
    return RunningSuite.on(data(line)).orElseThrow(() -> new LaunchException(nothingRuns(line)));
  }

  private String nothingRuns(CommandLine line) {
    return "No suite runs on the data in "
        + data(line).toAbsolutePath().normalize()
        + ". Start one with ./run";
  }

  private int status(CommandLine line) throws InterruptedException {
    Optional<RunningSuite> found = RunningSuite.on(data(line));
    if (found.isEmpty()) {
      out.println(nothingRuns(line));
      return FAILED;
    }
    RunningSuite suite = found.get();
    List<RunningSuite.Part> parts = suite.parts();
    out.printf(
        "Suite of process %d, ports from %d, data in %s%n",
        suite.pid(), suite.portBase(), suite.data());
    out.printf("  %-22s %6s %8s  %s%n", "part", "port", "pid", "condition");
    for (RunningSuite.Part part : parts) {
      out.printf(
          "  %-22s %6d %8s  %s%n",
          part.name(), part.port(), part.pid().map(String::valueOf).orElse("-"), part.condition());
    }
    return parts.stream().allMatch(RunningSuite.Part::up) ? 0 : FAILED;
  }

  private int stop(CommandLine line) throws InterruptedException {
    Optional<RunningSuite> found = RunningSuite.on(data(line));
    if (found.isEmpty()) {
      out.println(nothingRuns(line));
      return 0;
    }
    RunningSuite suite = found.get();
    out.println("Stopping the suite of process " + suite.pid());
    if (!suite.stop(STOP_PATIENCE)) {
      throw new LaunchException(
          "It has not ended within "
              + STOP_PATIENCE.toSeconds()
              + " s; look at process "
              + suite.pid()
              + ".");
    }
    out.println("Stopped; the data stays in " + suite.data());
    return 0;
  }
}
