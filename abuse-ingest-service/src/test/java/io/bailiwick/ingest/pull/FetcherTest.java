package io.bailiwick.ingest.pull;

import static io.bailiwick.ingest.pull.Peer.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {
  private static final List<String> LISTED =
      List.of("feeds.test:*", "other.test:*", "inside.test:*", "both.test:*");
  private static final long MAX = 1000;

  private static Vertx vertx;
  private static ExecutorService threads;

  private final List<String> resolved = new CopyOnWriteArrayList<>();
  private final Map<String, List<String>> names =
      new HashMap<>(
          Map.of(
              "feeds.test", List.of("127.0.0.1"),
              "other.test", List.of("127.0.0.1"),
              "inside.test", List.of("10.0.0.1"),
              "both.test", List.of("127.0.0.1", "192.168.0.1")));
  private final CountDownLatch end = new CountDownLatch(1);
  private Peer peer;

  @BeforeAll
  static void begin() {
    vertx = Vertx.vertx();
    threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  @AfterAll
  static void finish() {
    threads.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void open() {
    peer = new Peer();
  }

  @AfterEach
  void close() {
    end.countDown();
    peer.close();
  }

  private Fetcher fetcher(boolean loopback) {
    return fetcher(loopback, new HttpClientOptions());
  }

  private Fetcher fetcher(boolean loopback, HttpClientOptions options) {
    return fetcher(
        loopback,
        options,
        new Fetcher.Limits(
            Duration.ofSeconds(5),
            Duration.ofMillis(700),
            Duration.ofMillis(700),
            Duration.ofMillis(2000)));
  }

  /** The first handshake of a process that has other work takes seconds. */
  private Fetcher patient(HttpClientOptions options) {
    Duration enough = Duration.ofSeconds(20);
    return fetcher(true, options, new Fetcher.Limits(enough, enough, enough, enough));
  }

  private Fetcher fetcher(boolean loopback, HttpClientOptions options, Fetcher.Limits limits) {
    return new Fetcher(
        vertx, options, new Destinations(LISTED, LISTED, loopback), this::resolve, limits, threads);
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    resolved.add(host);
    List<InetAddress> addresses = new ArrayList<>();
    for (String address : names.getOrDefault(host, List.of())) {
      addresses.add(InetAddress.getByName(address));
    }
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return addresses;
  }

  private String fetch(String url) throws IOException {
    try (Fetcher fetcher = fetcher(true);
        Fetcher.Answer answer = fetcher.get(URI.create(url), Map.of(), null, MAX)) {
      assertThat(answer.status()).isEqualTo(200);
      return new String(answer.body().readAllBytes(), UTF_8);
    }
  }

  private void refuses(String url, FetchFailure failure) {
    assertThatThrownBy(() -> fetch(url))
        .isInstanceOfSatisfying(
            FetchException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }

  @Test
  void connectsToTheAddressThatWasCheckedAndAsksForTheName() throws IOException {
    AtomicReference<String> host = new AtomicReference<>();
    peer.answers(
        exchange -> {
          host.set(exchange.getRequestHeaders().getFirst("Host"));
          send(exchange, 200, Map.of(), "a\nb\n");
        });
    assertThat(fetch(peer.url("feeds.test", "/list?x=1&y=%20"))).isEqualTo("a\nb\n");
    assertThat(host.get()).isEqualTo("feeds.test:" + peer.port());
    assertThat(peer.seen()).containsExactly("/list?x=1&y=%20");
    // A second look-up is where a name would be bound anew.
    assertThat(resolved).containsExactly("feeds.test");
  }

  @Test
  void goesNowhereThatTheOperatorDidNotList() {
    refuses(peer.url("127.0.0.1", "/"), FetchFailure.DESTINATION_NOT_ALLOWED);
    refuses("ftp://feeds.test:2121/", FetchFailure.DESTINATION_NOT_ALLOWED);
    refuses("http://user@feeds.test:8080/", FetchFailure.DESTINATION_NOT_ALLOWED);
    refuses("http://feeds.test.evil.test:8080/", FetchFailure.DESTINATION_NOT_ALLOWED);
    refuses("file:///etc/hosts", FetchFailure.DESTINATION_NOT_ALLOWED);
    assertThat(resolved).isEmpty();
  }

  @Test
  void needsTlsWhereTheOperatorDidNotListTheHostTwice() throws FetchException {
    Destinations destinations =
        new Destinations(List.of("Feeds.Test", "b.test:8443"), List.of(), false);
    assertThat(destinations.allowed("https://feeds.test/x")).hasHost("feeds.test");
    assertThat(destinations.allowed("https://b.test:8443/x")).hasPort(8443);
    for (String url :
        List.of("http://feeds.test/", "https://feeds.test:8443/", "https://b.test/", "x y", "/")) {
      assertThatThrownBy(() -> destinations.allowed(url))
          .isInstanceOfSatisfying(
              FetchException.class,
              e -> assertThat(e.failure()).isEqualTo(FetchFailure.DESTINATION_NOT_ALLOWED));
    }
  }

  @Test
  void refusesANameThatLeadsToLoopback() {
    try (Fetcher fetcher = fetcher(false)) {
      assertThatThrownBy(
              () -> fetcher.get(URI.create(peer.url("feeds.test", "/")), Map.of(), null, MAX))
          .isInstanceOfSatisfying(
              FetchException.class,
              e -> assertThat(e.failure()).isEqualTo(FetchFailure.ADDRESS_NOT_PUBLIC));
    }
    assertThat(peer.seen()).isEmpty();
  }

  @Test
  void refusesANameOfWhichOneAddressIsPrivate() {
    refuses(peer.url("both.test", "/"), FetchFailure.ADDRESS_NOT_PUBLIC);
    assertThat(peer.seen()).isEmpty();
  }

  @Test
  void saysThatANameDoesNotResolveOrDoesNotAnswer() {
    names.remove("other.test");
    refuses(peer.url("other.test", "/"), FetchFailure.UNKNOWN_HOST);
    int port = peer.port();
    peer.close();
    refuses("http://feeds.test:" + port + "/", FetchFailure.UNREACHABLE);
  }

  @Test
  void checksEachRedirectAsIfItWereTheFirst() throws IOException {
    peer.answers(
        exchange -> {
          switch (exchange.getRequestURI().getPath()) {
            case "/forbidden" -> redirect(exchange, "http://evil.test/");
            case "/private" -> redirect(exchange, peer.url("inside.test", "/"));
            case "/metadata" -> redirect(exchange, "http://169.254.169.254/latest/meta-data/");
            case "/file" -> redirect(exchange, "file:///etc/passwd");
            case "/loop" -> redirect(exchange, "/loop");
            case "/fine" -> redirect(exchange, "moved?a=b");
            default -> send(exchange, 200, Map.of(), "moved");
          }
        });
    refuses(peer.url("feeds.test", "/forbidden"), FetchFailure.DESTINATION_NOT_ALLOWED);
    refuses(peer.url("feeds.test", "/private"), FetchFailure.ADDRESS_NOT_PUBLIC);
    refuses(peer.url("feeds.test", "/metadata"), FetchFailure.DESTINATION_NOT_ALLOWED);
    refuses(peer.url("feeds.test", "/file"), FetchFailure.DESTINATION_NOT_ALLOWED);
    assertThat(fetch(peer.url("feeds.test", "/fine"))).isEqualTo("moved");
    assertThat(peer.seen()).endsWith("/fine", "/moved?a=b");
    peer.seen().clear();
    refuses(peer.url("feeds.test", "/loop"), FetchFailure.REDIRECTS);
    assertThat(peer.seen()).hasSize(6);
  }

  @Test
  void sendsASecretToTheFirstOriginOnly() throws IOException {
    List<String> got = new CopyOnWriteArrayList<>();
    peer.answers(
        exchange -> {
          String host = exchange.getRequestHeaders().getFirst("Host");
          got.add(host.split(":")[0] + " " + exchange.getRequestHeaders().getFirst("Auth-Key"));
          switch (exchange.getRequestURI().getPath()) {
            case "/a" -> redirect(exchange, "/b");
            case "/b" -> redirect(exchange, peer.url("other.test", "/c"));
            default -> send(exchange, 200, Map.of(), "x");
          }
        });
    try (Fetcher fetcher = fetcher(true);
        Fetcher.Answer answer =
            fetcher.get(
                URI.create(peer.url("feeds.test", "/a")),
                Map.of(),
                new Fetcher.Secret("Auth-Key", "s3cret"),
                MAX)) {
      assertThat(answer.status()).isEqualTo(200);
    }
    assertThat(got).containsExactly("feeds.test s3cret", "feeds.test s3cret", "other.test null");
    assertThat(new Fetcher.Secret("Auth-Key", "s3cret").toString()).doesNotContain("s3cret");
  }

  private static void redirect(com.sun.net.httpserver.HttpExchange exchange, String to)
      throws IOException {
    send(exchange, 302, Map.of("Location", to), "");
  }

  @Test
  void failsOnAnAnswerThatEndsTooEarly() {
    peer.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 500);
          exchange.getResponseBody().write(new byte[100]);
          exchange.getResponseBody().flush();
        });
    refuses(peer.url("feeds.test", "/"), FetchFailure.TRUNCATED);
  }

  @Test
  void failsOnAnAnswerThatIsTooLargeWhetherItSaysSoOrNot() {
    peer.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, MAX + 1);
          exchange.getResponseBody().write(new byte[(int) MAX + 1]);
        });
    refuses(peer.url("feeds.test", "/"), FetchFailure.TOO_LARGE);
    peer.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[(int) MAX + 1]);
        });
    refuses(peer.url("feeds.test", "/"), FetchFailure.TOO_LARGE);
  }

  @Test
  void takesAnAnswerOfExactlyTheBound() throws IOException {
    peer.answers(exchange -> send(exchange, 200, Map.of(), "x".repeat((int) MAX)));
    assertThat(fetch(peer.url("feeds.test", "/"))).hasSize((int) MAX);
  }

  @Test
  void doesNotWaitForAHeadABodyOrAnEndForever() {
    peer.answers(exchange -> end.await());
    refuses(peer.url("feeds.test", "/"), FetchFailure.TIMEOUT);
    peer.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 500);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          end.await();
        });
    refuses(peer.url("feeds.test", "/"), FetchFailure.TIMEOUT);
    peer.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 500);
          // A byte every 100 ms keeps the connection busy, but not for longer than the whole may
          // take.
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            if (end.await(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
              return;
            }
          }
        });
    refuses(peer.url("feeds.test", "/"), FetchFailure.TIMEOUT);
  }

  @Test
  void checksTheCertificateAgainstTheNameThoughItConnectsToAnAddress(@TempDir Path folder)
      throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "peer",
                "-keyalg",
                "EC",
                "-dname",
                "CN=feeds.test",
                "-ext",
                "SAN=dns:feeds.test",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();

    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    try (Peer secure = new Peer(server);
        Fetcher trusting =
            patient(
                new HttpClientOptions()
                    .setTrustOptions(
                        new PfxOptions().setPath(trust(folder, keys)).setPassword("changeit")));
        Fetcher strict = patient(new HttpClientOptions())) {
      secure.answers(exchange -> send(exchange, 200, Map.of(), "safe"));
      URI right = URI.create("https://feeds.test:" + secure.port() + "/");
      try (Fetcher.Answer answer = trusting.get(right, Map.of(), null, MAX)) {
        assertThat(new String(answer.body().readAllBytes(), UTF_8)).isEqualTo("safe");
      }
      // Another name at the same address, and an unknown issuer.
      URI wrong = URI.create("https://other.test:" + secure.port() + "/");
      for (var attempt : Map.of(trusting, wrong, strict, right).entrySet()) {
        assertThatThrownBy(() -> attempt.getKey().get(attempt.getValue(), Map.of(), null, MAX))
            .isInstanceOfSatisfying(
                FetchException.class, e -> assertThat(e.failure()).isEqualTo(FetchFailure.TLS));
      }
      // From TLS there is no way down.
      secure.answers(exchange -> redirect(exchange, "http://feeds.test:" + secure.port() + "/"));
      assertThatThrownBy(() -> trusting.get(right, Map.of(), null, MAX))
          .isInstanceOfSatisfying(
              FetchException.class,
              e -> assertThat(e.failure()).isEqualTo(FetchFailure.DESTINATION_NOT_ALLOWED));
    }
  }

  private static String trust(Path folder, KeyStore keys) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("peer", keys.getCertificate("peer"));
    Path file = folder.resolve("trust.p12");
    try (var out = Files.newOutputStream(file)) {
      trust.store(out, "changeit".toCharArray());
    }
    return file.toString();
  }
}
