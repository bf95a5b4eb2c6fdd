package io.bailiwick.launcher;

import io.bailiwick.launcher.bench.Bench;
import io.bailiwick.launcher.suite.SuiteOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./run} was asked to do. Options may stand anywhere; what they leave open comes from
 * the environment.
 *
 * @param command what to do
 * @param data the data directory as given, or null for the command's default
 * @param portBase first port
 * @param zones top-level domains of the registry
 * @param replicas processes of each service
 */
record CommandLine(
    Command command, @Nullable Path data, int portBase, List<String> zones, int replicas) {
  private static final Pattern IANA_ID = Pattern.compile("[1-9][0-9]{0,7}");
  private static final Pattern ZONE = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern USER = Pattern.compile("[^\\p{Cntrl}]{1,200}");

  /** The commands that need the launcher; {@code test} and {@code help} do not come this far. */
  sealed interface Command {
    record Start() implements Command {}

    /**
     * @param stay whether the suite stays up afterwards
     */
    record Demo(boolean stay) implements Command {}

    record Token(String role, String user, List<String> registrars) implements Command {}

    /**
     * @param name which benchmark
     * @param sizes how large, in names, kills, rounds or years; empty: the benchmark's own
     * @param file of reports, where the benchmark needs one
     * @param seed of what is random, where the benchmark takes one
     * @param service whose operations, where the benchmark takes one; empty: of all
     */
    record Bench(String name, List<Integer> sizes, @Nullable Path file, long seed, String service)
        implements Command {}

    /**
     * @param file an audit trail as NDJSON
     * @param head hash that was noted earlier, or null
     */
    record VerifyAudit(Path file, @Nullable String head) implements Command {}

    /**
     * @param target gets the copy of the running suite's data
     */
    record Backup(Path target) implements Command {}

    /**
     * @param backup becomes the data of a suite
     */
    record Restore(Path backup) implements Command {}

    /** Make the JDK's caches, so that the services start faster. */
    record Cache() implements Command {}

    record Status() implements Command {}

    record Stop() implements Command {}
  }

  /**
   * @param terminal whether a person is watching, who wants to look around after the demo
   * @throws UsageException on anything unknown
   */
  static CommandLine parse(
      List<String> arguments, Map<String, String> environment, boolean terminal) {
    Deque<String> rest = new ArrayDeque<>(arguments);
    List<String> words = new ArrayList<>();
    List<String> registrars = new ArrayList<>();
    List<String> zones = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    @Nullable String file = null;
    @Nullable String seed = null;
    String service = "";
    @Nullable String user = null;
    @Nullable Boolean stay = null;
    @Nullable String replicas = null;
    @Nullable String data = environment.get("BAILIWICK_DATA");
    @Nullable String portBase = environment.get("BAILIWICK_PORT_BASE");
    while (!rest.isEmpty()) {
      String argument = rest.removeFirst();
      // Both "--data DIR" and "--data=DIR".
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      if (equals > 0) {
        rest.addFirst(argument.substring(equals + 1));
        argument = argument.substring(0, equals);
      }
      switch (argument) {
        case "--data" -> data = value(argument, rest);
        case "--port-base" -> portBase = value(argument, rest);
        case "--zone" -> zones.add(value(argument, rest));
        case "--user" -> user = value(argument, rest);
        case "--registrar" -> registrars.add(value(argument, rest));
        case "--file" -> file = value(argument, rest);
        case "--names" -> sizes.add(size("--names", 1000, value(argument, rest)));
        case "--rounds" -> sizes.add(size("--rounds", 1, value(argument, rest)));
        case "--years" -> sizes.add(size("--years", 1, value(argument, rest)));
        case "--requests" -> sizes.add(size("--requests", 1, value(argument, rest)));
        case "--seed" -> seed = value(argument, rest);
        case "--service" -> service = value(argument, rest);
        case "--kills" -> sizes.add(size("--kills", 1, value(argument, rest)));
        case "--replicas" -> replicas = value(argument, rest);
        case "--stay" -> stay = true;
        case "--no-stay" -> stay = false;
        default -> {
          if (argument.startsWith("-")) {
            throw new UsageException("Unknown option " + argument + ".");
          }
          words.add(argument);
        }
      }
    }
    Command command = command(words, user, registrars, sizes, file, seed, service, stay, terminal);
    return new CommandLine(
        command,
        data == null || data.isBlank() ? null : Path.of(data),
        port(portBase),
        zones(zones, environment.get("BAILIWICK_ZONES")),
        replicas(replicas, command));
  }

  private static int replicas(@Nullable String text, Command command) {
    if (text == null) {
      return 1;
    }
    if (!(command instanceof Command.Start || command instanceof Command.Demo)) {
      throw new UsageException("--replicas belongs to the commands start and demo.");
    }
    if (!text.matches("[1-9]")) {
      throw new UsageException("--replicas takes a number from 1 to 9, not " + text + ".");
    }
    return Integer.parseInt(text);
  }

  private static Command command(
      List<String> words,
      @Nullable String user,
      List<String> registrars,
      List<Integer> sizes,
      @Nullable String file,
      @Nullable String seed,
      String service,
      @Nullable Boolean stay,
      boolean terminal) {
    String name = words.isEmpty() ? "start" : words.getFirst();
    boolean token = name.equals("token");
    boolean bench = name.equals("bench");
    boolean verify = name.equals("verify-audit");
    boolean copy = name.equals("backup") || name.equals("restore");
    if (words.size() > (verify ? 3 : token || bench || copy ? 2 : 1)) {
      throw new UsageException("Unexpected argument " + words.getLast() + ".");
    }
    if (!token && (user != null || !registrars.isEmpty())) {
      throw new UsageException("--user and --registrar belong to the command token.");
    }
    if (!name.equals("demo") && stay != null) {
      throw new UsageException("--stay and --no-stay belong to the command demo.");
    }
    if (!bench && (!sizes.isEmpty() || file != null || seed != null || !service.isEmpty())) {
      throw new UsageException(
          "--names, --kills, --rounds, --requests, --years, --seed, --service and --file belong to"
              + " the command bench.");
    }
    return switch (name) {
      case "start" -> new Command.Start();
      case "demo" -> new Command.Demo(stay == null ? terminal : stay);
      case "bench" -> {
        if (words.size() < 2 || !Bench.NAMES.contains(words.get(1))) {
          throw new UsageException(
              "Which benchmark? ./run bench NAME, one of: " + String.join(", ", Bench.NAMES) + ".");
        }
        yield new Command.Bench(
            words.get(1), sizes, file == null ? null : Path.of(file), seed(seed), service);
      }
      case "verify-audit" -> {
        if (words.size() < 2) {
          throw new UsageException("Which file? ./run verify-audit FILE [HASH].");
        }
        if (words.size() == 3 && !HASH.matcher(words.get(2)).matches()) {
          throw new UsageException(
              "The hash of an entry is 64 hexadecimal digits, not " + words.get(2) + ".");
        }
        yield new Command.VerifyAudit(
            Path.of(words.get(1)), words.size() == 3 ? words.get(2) : null);
      }
      case "backup", "restore" -> {
        if (words.size() < 2) {
          throw new UsageException("Which directory? ./run " + name + " DIR.");
        }
        Path directory = Path.of(words.get(1));
        yield name.equals("backup")
            ? new Command.Backup(directory)
            : new Command.Restore(directory);
      }
      case "cache" -> new Command.Cache();
      case "status" -> new Command.Status();
      case "stop" -> new Command.Stop();
      case "token" -> {
        if (words.size() < 2) {
          throw new UsageException("Which role? ./run token ROLE. " + Main.knownRoles());
        }
        yield token(words.get(1), user, registrars);
      }
      default -> throw new UsageException("Unknown command " + name + ".");
    };
  }

  private static Command token(String role, @Nullable String user, List<String> registrars) {
    List<String> ids = registrars.stream().flatMap(value -> Stream.of(value.split(","))).toList();
    for (String id : ids) {
      if (!IANA_ID.matcher(id).matches()) {
        throw new UsageException(
            "--registrar takes an IANA ID, a number from 1 to 99999999, not " + id + ".");
      }
    }
    if (user != null && !USER.matcher(user).matches()) {
      throw new UsageException("--user takes a name of 1 to 200 printable characters.");
    }
    return new Command.Token(role, user == null ? role : user, ids);
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new UsageException(option + " needs a value.");
    }
    return rest.removeFirst();
  }

  private static long seed(@Nullable String text) {
    try {
      return text == null ? Bench.SEED : Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new UsageException("--seed takes a number, not " + text + ".");
    }
  }

  private static int size(String option, int least, String text) {
    try {
      int size = Integer.parseInt(text.replace("_", ""));
      if (size >= least && size <= 100_000_000) {
        return size;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new UsageException(
        option + " takes a number from " + least + " to 100000000, not " + text + ".");
  }

  private static int port(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return SuiteOptions.DEFAULT_PORT_BASE;
    }
    try {
      int port = Integer.parseInt(text.strip());
      if (SuiteOptions.isPortBase(port)) {
        return port;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new UsageException(
        "--port-base takes a number from "
            + SuiteOptions.LOWEST_PORT_BASE
            + " to "
            + SuiteOptions.HIGHEST_PORT_BASE
            + ", not "
            + text
            + ".");
  }

  private static List<String> zones(List<String> options, @Nullable String environment) {
    List<String> given =
        !options.isEmpty()
            ? options
            : environment == null || environment.isBlank() ? List.of("org") : List.of(environment);
    List<String> zones =
        given.stream().flatMap(value -> Stream.of(value.split(","))).map(String::strip).toList();
    for (String zone : zones) {
      if (!ZONE.matcher(zone).matches()) {
        throw new UsageException(
            "--zone takes a domain such as org, in lower case, not " + zone + ".");
      }
    }
    return zones;
  }
}
