package io.bailiwick.common.delivery;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to the mail server. Where none is configured nothing is handed anywhere, so that a
 * stand-in that takes everything proves nothing. Not a bean, for not every service has a mailer:
 * one that has makes it.
 */
public final class MailGateway {
  private static final Logger LOG = Logger.getLogger(MailGateway.class);

  /** Replies that are about our own access to the server, not about the recipient (RFC 4954). */
  private static final Set<Integer> ABOUT_US = Set.of(530, 534, 535, 538);

  /** The client takes what it cannot read for permanent, too. */
  private static final Pattern PERMANENT = Pattern.compile("\\A5\\d\\d\\b");

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LONGEST_REPLY = 300;

  private final ReactiveMailer mailer;
  private final Context context;
  private final boolean configured;
  private final String server;

  private MailGateway(ReactiveMailer mailer, Vertx vertx, boolean configured, String server) {
    this.mailer = mailer;
    this.context = vertx.getOrCreateContext();
    this.configured = configured;
    this.server = server;
  }

  /**
   * The gateway of a service.
   *
   * @param config {@code bailiwick.notification.mail} says whether there is a server, {@code
   *     quarkus.mailer} which
   */
  public static MailGateway of(ReactiveMailer mailer, Vertx vertx, Config config) {
    return new MailGateway(
        mailer,
        vertx,
        config.getOptionalValue("bailiwick.notification.mail", Boolean.class).orElse(false)
            && !config.getOptionalValue("quarkus.mailer.mock", Boolean.class).orElse(false),
        config.getOptionalValue("quarkus.mailer.host", String.class).orElse("localhost"));
  }

  public boolean isConfigured() {
    return configured;
  }

  /** One attempt; the server's refusal is in its own words. */
  public Outcome send(OutgoingMail outgoing) {
    String messageId = outgoing.messageId();
    Mail mail =
        Mail.withText(outgoing.recipient(), outgoing.subject(), outgoing.text())
            .setFrom(outgoing.from())
            .addReplyTo(outgoing.from())
            .addHeader("Message-ID", messageId)
            .addHeader("Auto-Submitted", "auto-generated"); // RFC 3834
    if (outgoing.html() != null) {
      mail.setHtml(outgoing.html());
    }
    outgoing.headers().forEach(mail::addHeader);
    outgoing
        .attachments()
        .forEach(
            (name, document) ->
                mail.addAttachment(
                    name, document.getBytes(StandardCharsets.UTF_8), "application/json"));
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    // On the event loop that opens the connection: called from elsewhere, the client may miss the
    // greeting of a server that is near.
    context.runOnContext(
        start ->
            mailer
                .send(mail)
                .subscribe()
                .with(done -> taken.complete(true), taken::completeExceptionally));
    try {
      taken.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return new Outcome.Taken(
          "the mail server %s took the message %s for %s"
              .formatted(server, messageId, outgoing.recipient()));
    } catch (ExecutionException e) {
      LOG.debugf(e, "message %s", messageId);
      SMTPException reply = reply(e);
      if (reply == null) {
        return new Outcome.Deferred("the mail server could not be reached");
      }
      String reason = reason(reply);
      return PERMANENT.matcher(reason).find() && !ABOUT_US.contains(reply.getReplyCode())
          ? new Outcome.Refused(reason)
          : new Outcome.Deferred(reason);
    } catch (TimeoutException e) {
      return new Outcome.Deferred("the mail server did not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Deferred("the attempt was interrupted");
    }
  }

  private static @Nullable SMTPException reply(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SMTPException reply) {
        return reply;
      }
    }
    return null;
  }

  private static String reason(SMTPException reply) {
    String text = String.valueOf(reply.getReplyMessage()).replaceAll("\\p{C}+", " ").strip();
    return text.length() <= LONGEST_REPLY ? text : text.substring(0, LONGEST_REPLY);
  }
}
