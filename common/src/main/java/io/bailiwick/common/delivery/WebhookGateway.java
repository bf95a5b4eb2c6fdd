package io.bailiwick.common.delivery;

import io.bailiwick.common.outbox.WebhookHosts;
import io.bailiwick.common.outbox.WebhookSignature;
import io.bailiwick.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Calls the webhooks of registrars: signed by the Standard Webhooks specification, only on hosts
 * that the operator allows, over https, without following redirects.
 */
@ApplicationScoped
public class WebhookGateway {
  private static final Logger LOG = Logger.getLogger(WebhookGateway.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int GONE = 410;

  private final WebhookHosts hosts;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Inject
  WebhookGateway(WebhookHosts hosts) {
    this.hosts = hosts;
  }

  /**
   * @throws ProblemException INVALID for an address that is not called
   */
  public void check(URI url) {
    hosts.check(url, "webhookUrl");
  }

  public Outcome send(URI url, String secret, String id, String body) {
    // The receiver holds it against its own clock, so it is real time.
    long timestamp = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    try {
      check(url);
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .timeout(PATIENCE)
              .header("content-type", "application/json")
              .header("webhook-id", id)
              .header("webhook-timestamp", Long.toString(timestamp))
              .header("webhook-signature", WebhookSignature.sign(secret, id, timestamp, body))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return new Outcome.Taken("the webhook answered " + status);
      }
      return status == GONE
          ? new Outcome.Refused("the webhook answered " + status)
          : new Outcome.Deferred("the webhook answered " + status);
    } catch (ProblemException e) {
      return new Outcome.Deferred("the webhook's host is not allowed any more");
    } catch (IOException e) {
      LOG.debugf(e, "webhook message %s", id);
      return new Outcome.Deferred("the webhook could not be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Deferred("the attempt was interrupted");
    }
  }
}
