package io.bailiwick.aip.notice;

import io.bailiwick.common.delivery.MailGateway;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** In whose name messages go out, and through which mail server. */
@Singleton
class Sender {
  private final String organisation;
  private final Optional<String> address;

  @Inject
  Sender(
      @ConfigProperty(name = "bailiwick.notification.organisation", defaultValue = "The registry")
          String organisation,
      @ConfigProperty(name = "bailiwick.notification.contact") Optional<String> address) {
    this.organisation = organisation;
    this.address = address;
  }

  String organisation() {
    return organisation;
  }

  /** To which registrars answer; where there is none, nobody is written to. */
  Optional<String> address() {
    return address;
  }

  /** The registry's own domain; empty where there is none. */
  String domain() {
    return address.map(mail -> mail.substring(mail.indexOf('@') + 1)).orElse("");
  }

  @Produces
  @Singleton
  static MailGateway mail(ReactiveMailer mailer, Vertx vertx, Config config) {
    return MailGateway.of(mailer, vertx, config);
  }
}
