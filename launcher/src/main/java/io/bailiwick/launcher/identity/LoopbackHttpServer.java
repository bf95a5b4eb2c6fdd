package io.bailiwick.launcher.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kotlin.jvm.functions.Function1;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.OAuth2HttpServer;
import no.nav.security.mock.oauth2.http.Ssl;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP server below the identity provider: the one that the library brings wants another
 * Netty than the platform's patched one. The issuer does not follow the Host header, and pages of
 * other sites get no answer that a browser would show them.
 */
final class LoopbackHttpServer implements OAuth2HttpServer {
  private static final int MAX_BODY = 64 * 1024;

  private final String base;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable HttpServer server;

  LoopbackHttpServer(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  @Override
  public OAuth2HttpServer start(
      InetAddress address,
      int port,
      Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> handler) {
    try {
      HttpServer started = HttpServer.create(new InetSocketAddress(address, port), 0);
      started.setExecutor(threads);
      started.createContext(
          "/" + IdentityProvider.ISSUER + "/", exchange -> handle(exchange, handler));
      started.start();
      server = started;
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OAuth2HttpServer start(
      int port, Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> handler) {
    return start(InetAddress.getLoopbackAddress(), port, handler);
  }

  @Override
  public OAuth2HttpServer start(Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> handler) {
    return start(0, handler);
  }

  private void handle(
      HttpExchange exchange, Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> handler)
      throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        exchange.sendResponseHeaders(413, -1);
        return;
      }
      OAuth2HttpResponse response =
          handler.invoke(
              new OAuth2HttpRequest(
                  headers(exchange),
                  exchange.getRequestMethod(),
                  HttpUrl.get(base + exchange.getRequestURI()),
                  new String(body, StandardCharsets.UTF_8)));
      send(exchange, response);
    }
  }

  private static Headers headers(HttpExchange exchange) {
    Headers.Builder headers = new Headers.Builder();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              for (String value : values) {
                if (isPassedOn(name, value)) {
                  headers.addUnsafeNonAscii(name, value);
                }
              }
            });
    return headers.build();
  }

  /**
   * From these the library would learn other addresses of itself, and from an Origin whom to allow.
   */
  private static boolean isPassedOn(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "host" -> false;
      case "origin" -> isLocal(value);
      default -> !lower.startsWith("x-forwarded");
    };
  }

  private static boolean isLocal(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return "127.0.0.1".equals(host) || "localhost".equals(host);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static void send(HttpExchange exchange, OAuth2HttpResponse response) throws IOException {
    for (String name : response.getHeaders().names()) {
      if (!name.equalsIgnoreCase("Content-Length")) {
        exchange.getResponseHeaders().put(name, response.getHeaders().values(name));
      }
    }
    byte[] bytes = response.getBytesBody();
    if (bytes == null) {
      bytes = Objects.requireNonNullElse(response.getBody(), "").getBytes(StandardCharsets.UTF_8);
    }
    exchange.sendResponseHeaders(response.getStatus(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public OAuth2HttpServer stop() {
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
    return this;
  }

  @Override
  public void close() {
    stop();
  }

  @Override
  public int port() {
    return Objects.requireNonNull(server, "not started").getAddress().getPort();
  }

  @Override
  public HttpUrl url(String path) {
    return Objects.requireNonNull(HttpUrl.get(base).resolve(path), path);
  }

  @Override
  public @Nullable Ssl sslConfig() {
    return null;
  }
}
