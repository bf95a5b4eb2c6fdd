package io.bailiwick.launcher.suite;

import io.bailiwick.common.security.Role;
import io.bailiwick.launcher.identity.IdentityProvider;
import io.bailiwick.launcher.postgres.DatabaseAccess;
import io.bailiwick.launcher.postgres.EmbeddedPostgres;
import io.bailiwick.launcher.process.Child;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.Ports;
import io.bailiwick.launcher.process.ProcessIdentity;
import io.bailiwick.launcher.process.Signal;
import io.bailiwick.launcher.process.Spawner;
import io.bailiwick.launcher.token.TokenClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole suite, running on this machine's loopback interface. It is stopped by {@link #stop()}
 * and when this process ends; its data stays in the data directory.
 */
public final class Suite implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(180);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final Duration REMINDER = Duration.ofSeconds(20);
  private static final int LOG_LINES = 20;

  /** Of one process that is one of several, until something must be wrong with it. */
  private static final int MOST_RESTARTS = 5;

  private final SuiteOptions options;
  private final ServiceProgram program;
  private final Duration patience;
  private final Consumer<String> progress;
  private final DataDirectory data;
  private final Spawner spawner = new Spawner();
  private final Map<Replica, Child> services = new LinkedHashMap<>();
  private final Map<Replica, Spawner.Start> starts = new HashMap<>();
  private final Map<Replica, Integer> restarts = new ConcurrentHashMap<>();
  private final Map<SuiteService, Front> fronts = new EnumMap<>(SuiteService.class);
  private final Set<Child> victims = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Child> casualty = new CompletableFuture<>();
  private final Thread stopAtExit =
      Thread.ofPlatform().name("stop-suite").unstarted(this::stopAloud);
  private final long beginning = System.nanoTime();

  private @Nullable EmbeddedPostgres postgres;
  private @Nullable IdentityProvider identity;
  private volatile boolean up;
  private volatile boolean stopping;

  private Suite(
      SuiteOptions options,
      ServiceProgram program,
      Duration patience,
      Consumer<String> progress,
      DataDirectory data) {
    this.options = options;
    this.program = program;
    this.patience = patience;
    this.progress = progress;
    this.data = data;
  }

  /**
   * Starts everything and returns when all services are ready.
   *
   * @param progress gets one line for people at a time
   * @throws LaunchException if that does not succeed; nothing is left running then
   */
  public static Suite start(SuiteOptions options, Consumer<String> progress)
      throws InterruptedException {
    return start(options, ServiceProgram.builtIn(options.root()), progress);
  }

  static Suite start(SuiteOptions options, ServiceProgram program, Consumer<String> progress)
      throws InterruptedException {
    return start(options, program, STOP, progress);
  }

  /**
   * @param patience how long a service may take to stop before it is killed
   */
  static Suite start(
      SuiteOptions options, ServiceProgram program, Duration patience, Consumer<String> progress)
      throws InterruptedException {
    Suite suite =
        new Suite(options, program, patience, progress, DataDirectory.lock(options.data()));
    boolean up = false;
    try {
      Runtime.getRuntime().addShutdownHook(suite.stopAtExit);
      suite.begin();
      up = true;
      return suite;
    } finally {
      if (!up) {
        suite.stop();
      }
    }
  }

  private void begin() throws InterruptedException {
    SuiteState.read(data.path())
        .map(SuiteState::endLeftovers)
        .filter(names -> !names.isEmpty())
        .ifPresent(
            names ->
                progress.accept(
                    "Stopped what an earlier start had left: " + String.join(", ", names)));
    if (options.fresh()) {
      data.empty();
    }
    Ports.firstBusy(options.ports().uses())
        .ifPresent(
            use -> {
              throw new LaunchException(
                  "Port "
                      + use.port()
                      + " on 127.0.0.1, meant for "
                      + use.part()
                      + ", is in use by another process. Choose other ports: --port-base N (or"
                      + " BAILIWICK_PORT_BASE=N) takes N to N+"
                      + (PortPlan.ports(options.replicas()) - 1)
                      + "; now N is "
                      + options.portBase()
                      + ".");
            });
    Map<SuiteService, List<String>> commands = new EnumMap<>(SuiteService.class);
    for (SuiteService service : SuiteService.values()) {
      if (!options.services().contains(service)) {
        continue;
      }
      commands.put(service, program.command(service));
    }
    CompletableFuture<URI> provider = CompletableFuture.supplyAsync(this::startIdentityProvider);
    EmbeddedPostgres database = startPostgres();
    URI issuer = result(provider);
    for (SuiteService service : commands.keySet()) {
      DatabaseAccess access = database.database(service.database());
      Optional<ServiceEnvironment.SensitiveStore> sensitive =
          service.keepsSensitiveListings()
              ? Optional.of(
                  new ServiceEnvironment.SensitiveStore(
                      database.furtherRole(access, "sensitive"),
                      SecretFile.key(data.sensitiveKey())))
              : Optional.empty();
      Optional<String> signingKeys =
          service.signs()
              ? Optional.of(SecretFile.signingKeys(data.orderSigningKeys()))
              : Optional.empty();
      for (int number = 1; number <= options.replicas(); number++) {
        Replica replica = new Replica(service, number);
        starts.put(
            replica,
            new Spawner.Start(
                replica.name(),
                List.of(),
                Objects.requireNonNull(commands.get(service)),
                ServiceEnvironment.of(replica, options, access, sensitive, signingKeys, issuer),
                data.path(),
                data.log(replica.name()),
                Signal.TERM));
      }
    }
    commands.keySet().forEach(this::startFront);
    // One of each service at a time: the first migrate, and too many starts at once starve each
    // other.
    for (int number = 1; number <= options.replicas(); number++) {
      for (SuiteService service : SuiteService.values()) {
        Replica replica = new Replica(service, number);
        if (starts.containsKey(replica)) {
          started(replica, () -> spawner.start(start(replica)));
        }
      }
      awaitReady();
    }
    up = true;
  }

  /** Before several processes of a service. */
  private void startFront(SuiteService service) {
    if (options.replicas() == 1) {
      return;
    }
    Map<Integer, URI> managements = new HashMap<>();
    for (int number = 1; number <= options.replicas(); number++) {
      Replica replica = new Replica(service, number);
      managements.put(options.ports().service(replica), managementUrl(replica));
    }
    int port = options.ports().service(service);
    try {
      Front front = new Front(port, managements);
      synchronized (this) {
        fronts.put(service, front);
      }
    } catch (IOException e) {
      throw new LaunchException(
          "The front of " + service.module() + " cannot listen on port " + port + ": " + e, e);
    }
  }

  private static <T> T result(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof LaunchException failure ? failure : e;
    }
  }

  private EmbeddedPostgres startPostgres() throws InterruptedException {
    long from = System.nanoTime();
    if (!Files.exists(data.postgres())) {
      progress.accept("Creating the databases in " + data.path());
    }
    EmbeddedPostgres started =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Places(
                binaryCache(data.path()),
                data.postgres(),
                data.databasePasswords(),
                data.log("postgresql")),
            options.ports().postgres(),
            spawner);
    synchronized (this) {
      postgres = started;
      if (stopping) {
        started.stop();
        throw new LaunchException("Stopped.");
      }
    }
    watch(started.process());
    writeState();
    reportReady("PostgreSQL " + started.version(), from, "127.0.0.1:" + started.port());
    return started;
  }

  /** Unpacked once for all suites of this user, where there is a home directory to put it. */
  static Path binaryCache(Path data) {
    @Nullable String xdg = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home", "/nonexistent"));
    Path cache = xdg != null && !xdg.isBlank() ? Path.of(xdg) : home.resolve(".cache");
    Path parent = Files.isDirectory(cache) ? cache : home;
    return Files.isDirectory(home) && Files.isWritable(parent)
        ? cache.resolve("bailiwick").toAbsolutePath()
        : data.resolve("cache");
  }

  private URI startIdentityProvider() {
    long from = System.nanoTime();
    IdentityProvider started =
        IdentityProvider.start(
            options.ports().identityProvider(),
            data.signingKey(),
            Stream.of(Role.values()).map(Role::code).collect(Collectors.toSet()),
            Stream.of(SuiteService.values()).map(SuiteService::module).collect(Collectors.toSet()));
    synchronized (this) {
      identity = started;
      if (stopping) {
        started.stop();
        throw new LaunchException("Stopped.");
      }
    }
    reportReady("identity provider", from, started.issuer().toString());
    return started.issuer();
  }

  private void started(Replica replica, Supplier<Child> start) {
    synchronized (this) {
      if (stopping) {
        throw new LaunchException("Stopped.");
      }
      Child child = start.get();
      services.put(replica, child);
      watch(replica, child);
    }
    writeState();
  }

  /** One of several that ends is started again, as Kubernetes does; a single one ends the suite. */
  private void watch(Replica replica, Child child) {
    if (options.replicas() == 1) {
      watch(child);
      return;
    }
    var _ =
        child
            .ended()
            .thenAcceptAsync(
                ended -> {
                  if (stopping || victims.contains(child)) {
                    return;
                  }
                  if (!up || restarts.merge(replica, 1, Integer::sum) > MOST_RESTARTS) {
                    casualty.complete(ended);
                    return;
                  }
                  progress.accept(
                      "  %s has ended by itself (%s); starting it again"
                          .formatted(replica.name(), ended.ending()));
                  try {
                    started(replica, () -> spawner.start(start(replica)));
                  } catch (LaunchException e) {
                    progress.accept("  " + replica.name() + ": " + e.getMessage());
                  }
                });
  }

  private void watch(Child child) {
    var _ =
        child
            .ended()
            .thenAccept(
                ended -> {
                  if (!stopping && !victims.contains(child)) {
                    casualty.complete(ended);
                  }
                });
  }

  private void awaitReady() throws InterruptedException {
    Readiness readiness = new Readiness();
    List<Replica> waiting;
    synchronized (this) {
      waiting = new ArrayList<>(services.keySet());
    }
    long from = System.nanoTime();
    long reminded = from;
    while (!waiting.isEmpty()) {
      if (stopping) {
        throw new LaunchException("Stopped.");
      }
      if (casualty.isDone()) {
        throw new LaunchException(describe(casualty.join()));
      }
      for (Replica replica : List.copyOf(waiting)) {
        if (readiness.of(managementUrl(replica)) && isOurs(replica)) {
          waiting.remove(replica);
          reportReady(replica.name(), from, url(replica).toString());
        }
      }
      String names = waiting.stream().map(Replica::name).collect(Collectors.joining(", "));
      Duration patience = READY.multipliedBy(options.replicas());
      if (elapsed(from).compareTo(patience) > 0) {
        throw new LaunchException(
            "Not ready within "
                + patience.toSeconds()
                + " s: "
                + names
                + ". See the logs in "
                + data.path().resolve("logs"));
      }
      if (elapsed(reminded).compareTo(REMINDER) > 0) {
        reminded = System.nanoTime();
        progress.accept("  still waiting for " + names);
      }
      if (!waiting.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  /** A stranger that took the port in the meantime may answer "ready" too. */
  private boolean isOurs(Replica replica) {
    Child child = child(replica);
    if (!child.isAlive()) {
      return false;
    }
    int port = options.ports().management(replica);
    if (Ports.listens(child.pid(), port).orElse(true)) {
      return true;
    }
    throw new LaunchException(
        "What answers on port "
            + port
            + " is not the "
            + replica.name()
            + " that was started here: another process took the port. Choose other ports:"
            + " --port-base N");
  }

  private void reportReady(String part, long from, String where) {
    progress.accept(
        String.format(
            Locale.ROOT,
            "  %-22s ready after %4.1f s   %s",
            part,
            elapsed(from).toMillis() / 1000.0,
            where));
  }

  private static Duration elapsed(long from) {
    return Duration.ofNanos(System.nanoTime() - from);
  }

  /** How long the start took, or the suite has been up. */
  public Duration age() {
    return elapsed(beginning);
  }

  private synchronized void writeState() {
    if (stopping) {
      return;
    }
    List<SuiteState.Part> parts = new ArrayList<>();
    if (postgres != null) {
      parts.add(part(postgres.process(), Signal.INT));
    }
    services.values().forEach(child -> parts.add(part(child, Signal.TERM)));
    new SuiteState(ProcessIdentity.ofThisProcess(), options.portBase(), options.replicas(), parts)
        .write(data.path());
  }

  private static SuiteState.Part part(Child child, Signal stop) {
    return new SuiteState.Part(
        child.name(), new ProcessIdentity(child.pid(), child.startedAt()), stop);
  }

  /** Completes if a part of the suite ends without having been asked to; never otherwise. */
  public CompletableFuture<Child> casualty() {
    return casualty.copy();
  }

  private Spawner.Start start(Replica replica) {
    return Objects.requireNonNull(starts.get(replica));
  }

  /**
   * Kills a service as a crash does, and starts it again: for tests of what survives. Returns when
   * it is ready.
   */
  public void crash(SuiteService service) throws InterruptedException {
    kill(service, 1);
    revive(service, 1);
  }

  /**
   * Kills one process of a service as a crash does.
   *
   * @param number of the replica, from 1 on
   */
  public void kill(SuiteService service, int number) throws InterruptedException {
    Child victim = child(new Replica(service, number));
    victims.add(victim);
    victim.kill();
  }

  /** Starts again what was killed. Returns when it is ready. */
  public void revive(SuiteService service, int number) throws InterruptedException {
    Replica replica = new Replica(service, number);
    started(replica, () -> spawner.start(start(replica)));
    awaitReady();
  }

  /**
   * Stops one process of a service as a rolling update does, and starts it again: first it is given
   * nothing new, then it is asked to end, and ends what it has begun. Returns when it is ready.
   */
  public void restart(SuiteService service, int number) throws InterruptedException {
    Replica replica = new Replica(service, number);
    int port = options.ports().service(replica);
    Optional<Front> front;
    synchronized (this) {
      front = Optional.ofNullable(fronts.get(service));
    }
    front.ifPresent(before -> before.withdraw(port));
    TimeUnit.MILLISECONDS.sleep(500);
    Child leaving = child(replica);
    victims.add(leaving);
    leaving.askToStop();
    leaving.awaitStop(STOP);
    revive(service, number);
    front.ifPresent(before -> before.admit(port));
  }

  /** Stops PostgreSQL as an administrator does, cutting its clients off, and starts it again. */
  public void restartPostgres() throws InterruptedException {
    EmbeddedPostgres leaving = postgres();
    victims.add(leaving.process());
    leaving.stop();
    startPostgres();
    awaitReady();
  }

  /** The same for PostgreSQL. The services stay up and find it again by themselves. */
  public void crashPostgres() throws InterruptedException {
    EmbeddedPostgres victim;
    synchronized (this) {
      victim = Objects.requireNonNull(postgres);
    }
    victims.add(victim.process());
    victim.process().kill();
    startPostgres();
    awaitReady();
  }

  /** Says that and how a part has ended, with the end of its log. */
  public static String describe(Child ended) {
    return ended.name()
        + " has ended by itself ("
        + ended.ending()
        + "). The end of its log "
        + ended.log()
        + ":\n"
        + ended.lastLines(LOG_LINES).stream()
            .map(line -> "  | " + line)
            .collect(Collectors.joining("\n"));
  }

  /**
   * Whether it has been stopped or is stopping; calls to the services fail then, and rightly so.
   */
  public boolean isStopping() {
    return stopping;
  }

  public SuiteOptions options() {
    return options;
  }

  /** Base URL of the service, without a slash at its end. */
  public URI url(SuiteService service) {
    return URI.create(ServiceEnvironment.url(options.ports().service(service)));
  }

  /**
   * The same of one of its processes.
   *
   * @param replica from 1 on
   */
  public URI url(SuiteService service, int replica) {
    return url(new Replica(service, replica));
  }

  private URI url(Replica replica) {
    return URI.create(ServiceEnvironment.url(options.ports().service(replica)));
  }

  /** Base URL of its health and metrics. */
  public URI managementUrl(SuiteService service) {
    return managementUrl(new Replica(service, 1));
  }

  private URI managementUrl(Replica replica) {
    return URI.create(ServiceEnvironment.url(options.ports().management(replica)));
  }

  /** The identity provider's issuer identifier, below which its discovery document is. */
  public URI issuer() {
    return IdentityProvider.issuerAt(options.ports().identityProvider());
  }

  public long pid(SuiteService service) {
    return pid(service, 1);
  }

  public long pid(SuiteService service, int replica) {
    return child(new Replica(service, replica)).pid();
  }

  /** The database of a service: for benchmarks, which measure what PostgreSQL itself can do. */
  public DatabaseAccess database(SuiteService service) {
    return postgres().database(service.database());
  }

  /**
   * Moves the tables and indexes of a service to another disk, with all that will be added, while
   * the write-ahead log stays where it is: for tests of a disk that is full.
   *
   * @param directory empty
   */
  public void moveDatabase(SuiteService service, Path directory) {
    postgres().move(database(service), directory);
  }

  private EmbeddedPostgres postgres() {
    EmbeddedPostgres running;
    synchronized (this) {
      running = postgres;
    }
    if (running == null) {
      throw new IllegalStateException("PostgreSQL is not started");
    }
    return running;
  }

  /** Where PostgreSQL of a suite with these options listens, on the loopback interface. */
  public static int postgresPort(SuiteOptions options) {
    return options.ports().postgres();
  }

  /** Where others reach the service in a suite with these options, on the loopback interface. */
  public static int port(SuiteOptions options, SuiteService service) {
    return options.ports().service(service);
  }

  public Path log(SuiteService service) {
    return data.log(service.module());
  }

  /**
   * A bearer token, good for eight hours.
   *
   * @param role as it stands in a token: "abuse-analyst"
   * @param user becomes the subject
   * @param registrars IANA IDs that the user acts for; none for the registry's own people
   * @throws LaunchException if the role is unknown
   */
  public String token(String role, String user, List<String> registrars) {
    return new TokenClient(issuer()).token(role, user, registrars);
  }

  public String token(String role, String user) {
    return token(role, user, List.of());
  }

  private synchronized Child child(Replica replica) {
    return Optional.ofNullable(services.get(replica))
        .orElseThrow(() -> new IllegalStateException(replica.name() + " is not started"));
  }

  private void stopAloud() {
    if (!stopping) {
      progress.accept("Stopping");
      stop();
      progress.accept("Stopped; the data stays in " + data.path());
    }
  }

  /**
   * Stops the services, then the identity provider and the database, and returns when all are gone.
   */
  public void stop() {
    List<Child> running;
    synchronized (this) {
      if (stopping) {
        return;
      }
      stopping = true;
      running = List.copyOf(services.values());
    }
    running.forEach(Child::askToStop);
    running.forEach(child -> child.awaitStop(patience));
    synchronized (this) {
      fronts.values().forEach(Front::close);
      if (identity != null) {
        identity.stop();
      }
      if (postgres != null) {
        postgres.stop();
      }
    }
    spawner.close();
    SuiteState.delete(data.path());
    data.close();
    try {
      Runtime.getRuntime().removeShutdownHook(stopAtExit);
    } catch (IllegalStateException _) {
      // The process is ending: that is why this runs.
    }
  }

  @Override
  public void close() {
    stop();
  }
}
