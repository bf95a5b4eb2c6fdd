package io.bailiwick.common.outbox;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which addresses webhooks may have: over https, on hosts that the operator allows. */
@ApplicationScoped
public class WebhookHosts {
  private final List<String> allowed;

  @Inject
  public WebhookHosts(
      @ConfigProperty(name = "bailiwick.webhooks.allowed-hosts") Optional<List<String>> allowed) {
    this.allowed = allowed.orElse(List.of());
  }

  /**
   * @param field what the caller's request calls the address
   * @throws ProblemException INVALID for an address that is not called
   */
  public void check(URI url, String field) {
    String host = url.getHost();
    boolean loopback = "127.0.0.1".equals(host) || "localhost".equals(host);
    if (host == null || !allowed.contains(host)) {
      throw ProblemException.invalid(
          "This host is not on the list of webhook hosts.",
          new Violation(field, "has a host out of bailiwick.webhooks.allowed-hosts"));
    }
    if (!"https".equals(url.getScheme()) && !(loopback && "http".equals(url.getScheme()))) {
      throw ProblemException.invalid(
          "A webhook needs https.", new Violation(field, "starts with https://"));
    }
  }
}
