package io.bailiwick.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One service, as one person with a token may use it. */
final class Api {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final HttpClient http;
  private final URI base;
  private final @Nullable String token;

  Api(HttpClient http, URI base, @Nullable String token) {
    this.http = http;
    this.base = base;
    this.token = token;
  }

  /** Status and body, whatever they are. */
  record Answer(int status, JsonNode body) {}

  /** A service said no where the demo needs a yes. */
  static final class Refused extends RuntimeException {
    Refused(String what, Answer answer) {
      super(
          "%s answered %d: %s".formatted(what, answer.status(), answer.body()), null, false, false);
    }
  }

  JsonNode get(String path) throws InterruptedException {
    return expect("GET " + path, tryGet(path));
  }

  /** All items of a list, page after page. */
  List<JsonNode> all(String path) throws InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    String start = path + (path.contains("?") ? "&" : "?") + "limit=1000";
    String next = start;
    while (true) {
      JsonNode page = get(next);
      page.path("items").forEach(items::add);
      if (page.path("next").isMissingNode() || page.path("next").isNull()) {
        return items;
      }
      next = start + "&after=" + page.path("next").asText();
    }
  }

  JsonNode post(String path, Object body) throws InterruptedException {
    return expect("POST " + path, tryPost(path, body));
  }

  JsonNode put(String path, Object body) throws InterruptedException {
    return expect("PUT " + path, send("PUT", path, "application/json", json(body)));
  }

  JsonNode upload(String path, String mediaType, Path file)
      throws InterruptedException, IOException {
    return expect("POST " + path, send("POST", path, mediaType, BodyPublishers.ofFile(file)));
  }

  Answer tryGet(String path) throws InterruptedException {
    return send("GET", path, null, BodyPublishers.noBody());
  }

  Answer tryPost(String path, Object body) throws InterruptedException {
    return send("POST", path, "application/json", json(body));
  }

  private Answer send(String method, String path, @Nullable String mediaType, BodyPublisher body)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(LONGEST)
            .header("Accept", "application/json")
            .method(method, body);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (mediaType != null) {
      request.header("Content-Type", mediaType);
    }
    if (method.equals("POST")) {
      request.header("Idempotency-Key", UUID.randomUUID().toString());
    }
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), parse(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + base + path + ": " + e.getMessage(), e);
    }
  }

  private static JsonNode parse(byte[] body) throws IOException {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    return JSON.readTree(body);
  }

  private static JsonNode expect(String what, Answer answer) {
    if (answer.status() < 200 || answer.status() > 299) {
      throw new Refused(what, answer);
    }
    return answer.body();
  }

  private static BodyPublisher json(Object body) {
    try {
      return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
