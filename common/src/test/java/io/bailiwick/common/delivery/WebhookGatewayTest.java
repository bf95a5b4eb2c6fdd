package io.bailiwick.common.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.bailiwick.common.outbox.WebhookHosts;
import io.bailiwick.common.outbox.WebhookSignature;
import io.bailiwick.common.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookGatewayTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> signed = new CopyOnWriteArrayList<>();
  private HttpServer receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          var headers = exchange.getRequestHeaders();
          signed.add(
              String.join(
                  " ",
                  headers.getFirst("webhook-id"),
                  headers.getFirst("webhook-timestamp"),
                  headers.getFirst("webhook-signature")));
          if (exchange.getRequestURI().getPath().equals("/moved")) {
            exchange.getResponseHeaders().add("Location", "/inside");
            exchange.sendResponseHeaders(307, -1);
          } else {
            exchange.sendResponseHeaders(200, -1);
          }
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + path);
  }

  private static WebhookGateway allowing(String... hosts) {
    return new WebhookGateway(new WebhookHosts(Optional.of(List.of(hosts))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://169.254.169.254/latest/meta-data/",
        "https://metadata.google.internal/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fd00:ec2::254]/",
        "https://0177.0.0.1/",
        "https://2130706433/",
        "https://hooks.example.org.evil.example/",
        "https://hooks.example.org@evil.example/",
        "https://evil.example/hooks.example.org",
        "http://hooks.example.org/",
        "ftp://hooks.example.org/",
        "file:///etc/passwd",
        "hooks.example.org"
      })
  void goesNowhereThatTheOperatorDidNotListAndNowhereWithoutTls(String address) {
    assertThatThrownBy(() -> allowing("hooks.example.org").check(URI.create(address)))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void looksAtTheListAgainBeforeEachCall() {
    assertThat(
            allowing("hooks.example.org").send(url("/"), WebhookSignature.newSecret(), "a", "{}"))
        .isInstanceOf(Outcome.Deferred.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void followsNoRedirect() {
    assertThat(allowing("127.0.0.1").send(url("/moved"), WebhookSignature.newSecret(), "a", "{}"))
        .isInstanceOf(Outcome.Deferred.class);
    assertThat(asked).containsExactly("/moved");
  }

  /**
   * What the receiver needs to refuse a replay, by the Standard Webhooks specification: an
   * identifier that a repetition shares and a time, both under the signature.
   */
  @Test
  void signsIdentifierAndTimeSoThatAReplayIsSeen() {
    String secret =
        "whsec_" + java.util.Base64.getEncoder().encodeToString("k".repeat(32).getBytes(UTF_8));
    long before = System.currentTimeMillis() / 1000;
    assertThat(allowing("127.0.0.1").send(url("/"), secret, "msg_1", "{\"a\":1}"))
        .isInstanceOf(Outcome.Taken.class);
    String[] got = signed.getFirst().split(" ", 3);
    long timestamp = Long.parseLong(got[1]);
    assertThat(got[0]).isEqualTo("msg_1");
    assertThat(timestamp).isBetween(before, before + 30);
    assertThat(got[2])
        .isEqualTo(WebhookSignature.sign(secret, "msg_1", timestamp, "{\"a\":1}"))
        .isNotEqualTo(WebhookSignature.sign(secret, "msg_2", timestamp, "{\"a\":1}"))
        .isNotEqualTo(WebhookSignature.sign(secret, "msg_1", timestamp + 300, "{\"a\":1}"))
        .isNotEqualTo(WebhookSignature.sign(secret, "msg_1", timestamp, "{\"a\":2}"));
  }
}
