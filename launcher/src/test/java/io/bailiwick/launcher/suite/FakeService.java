package io.bailiwick.launcher.suite;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Stands in for a service: ready at once, ends with code 3 when {@code /die} is called. Knows only
 * what the environment says, as the real ones, and needs nothing but the JDK.
 */
public final class FakeService {
  private FakeService() {}

  public static void main(String[] arguments) throws IOException {
    String client = System.getenv("QUARKUS_OIDC_CLIENT_CLIENT_ID");
    System.out.println(client + " listens");
    HttpServer management = listen("QUARKUS_MANAGEMENT_HOST", "QUARKUS_MANAGEMENT_PORT");
    management.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    HttpServer service = listen("QUARKUS_HTTP_HOST", "QUARKUS_HTTP_PORT");
    service.createContext(
        "/environment",
        exchange -> {
          String name = exchange.getRequestURI().getQuery();
          byte[] value = String.valueOf(System.getenv(name)).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, value.length);
          exchange.getResponseBody().write(value);
          exchange.close();
        });
    service.createContext(
        "/die",
        exchange -> {
          System.out.println("last words of " + client);
          Runtime.getRuntime().halt(3);
        });
    service.start();
    management.start();
  }

  private static HttpServer listen(String host, String port) throws IOException {
    return HttpServer.create(
        new InetSocketAddress(System.getenv(host), Integer.parseInt(System.getenv(port))), 0);
  }
}
