package io.bailiwick.ingest.notification;

import io.bailiwick.common.delivery.MailGateway;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** The way to this service's mail server. */
@Singleton
class MailServerAccess {
  @Produces
  @Singleton
  MailGateway mail(ReactiveMailer mailer, Vertx vertx, Config config) {
    return MailGateway.of(mailer, vertx, config);
  }
}
