package io.bailiwick.launcher.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.launcher.process.LaunchException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the development identity provider for a token for somebody. */
public final class TokenClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI issuer;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  public TokenClient(URI issuer) {
    this.issuer = issuer;
  }

  /**
   * A bearer token.
   *
   * @param role as it stands in a token: "abuse-analyst"
   * @param user becomes the subject
   * @param registrars IANA IDs that the user acts for; none for the registry's own people
   * @throws LaunchException if the provider does not answer or refuses, with its reason
   */
  public String token(String role, String user, List<String> registrars) {
    List<String> form = new ArrayList<>();
    form.add(parameter("grant_type", "client_credentials"));
    form.add(parameter("client_id", "command-line"));
    form.add(parameter("client_secret", "development"));
    form.add(parameter("role", role));
    form.add(parameter("user", user));
    if (!registrars.isEmpty()) {
      form.add(parameter("registrar", String.join(",", registrars)));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(String.join("&", form)))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      JsonNode answer = JSON.readTree(response.body());
      String token = answer.path("access_token").asText();
      if (response.statusCode() != 200 || token.isEmpty()) {
        throw new LaunchException(answer.path("error_description").asText(response.body()));
      }
      return token;
    } catch (JsonProcessingException e) {
      throw new LaunchException(
          "What answers at " + issuer + " is not the suite's identity provider.", e);
    } catch (IOException e) {
      throw new LaunchException(
          "The identity provider at " + issuer + " does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("Interrupted while asking for a token.", e);
    }
  }

  private static String parameter(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
