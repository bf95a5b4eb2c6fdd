package io.bailiwick.enforcement;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an order says: whom it limits, how, and for how long. An order always has an end, so that
 * nobody stays limited because a controller died; it is in force from its start (inclusive) to its
 * end (exclusive), compared with the clock each time somebody asks.
 *
 * @param orderId identifier of the order
 * @param caseReference the case that it was decided in, as the registrar knows it
 * @param registrars IANA IDs of the registrars that it holds for, at least one
 * @param limit what is limited, and where
 * @param startsAt first instant in force
 * @param endsAt first instant no longer in force
 * @param liftedAt when a person lifted it early; null when nobody has
 * @param stayedAt since when an appeal stays it; null while it is not stayed
 */
public record OrderTerms(
    UUID orderId,
    String caseReference,
    Set<Integer> registrars,
    Limit limit,
    Instant startsAt,
    Instant endsAt,
    @Nullable Instant liftedAt,
    @Nullable Instant stayedAt) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  public OrderTerms {
    registrars = Set.copyOf(registrars);
    if (registrars.isEmpty()) {
      throw new IllegalArgumentException("An order must name a registrar");
    }
    if (!endsAt.isAfter(startsAt)) {
      throw new IllegalArgumentException("An order must end after it starts");
    }
  }

  /**
   * The end of an order of this many days.
   *
   * @param days whole days of 24 hours
   * @param maximumDays the longest that the policy in force allows
   * @throws IllegalArgumentException when the order would last no day, or longer than the policy
   *     allows
   */
  public static Instant end(Instant startsAt, int days, int maximumDays) {
    if (days < 1 || days > maximumDays) {
      throw new IllegalArgumentException(
          "An order lasts 1 to " + maximumDays + " days, not " + days);
    }
    return startsAt.plus(Duration.ofDays(days));
  }

  /** Whether it holds for a registrar. */
  public boolean holdsFor(int registrar) {
    return registrars.contains(registrar);
  }

  /** The end as people write it, to the minute, in UTC. */
  String endsAtInWords() {
    return TIME.format(endsAt);
  }

  /** For the registrar's poll queue (RFC 5730, section 2.9.2.3) when the order begins. */
  public String startMessage() {
    return "%s from %s until %s (case %s). Existing registrations are not affected, and every other command works as before."
        .formatted(limit.words(), TIME.format(startsAt), TIME.format(endsAt), caseReference);
  }

  /** For the registrar's poll queue when the order has ended or was lifted. */
  public String endMessage() {
    return "The limit on new registrations has ended (case %s).".formatted(caseReference);
  }

  /** Where the order stands at an instant. */
  public OrderState stateAt(Instant now) {
    if (liftedAt != null && !now.isBefore(liftedAt)) {
      return OrderState.LIFTED;
    }
    if (now.isBefore(startsAt)) {
      return OrderState.NOT_YET_IN_FORCE;
    }
    if (!now.isBefore(endsAt)) {
      return OrderState.ENDED;
    }
    return stayedAt == null ? OrderState.IN_FORCE : OrderState.STAYED;
  }
}
