package io.bailiwick.aip.restriction;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an order says: whom it limits, how, and for how long. An order always has an end, so that
 * nobody stays limited because a controller died; it is in force from its start (inclusive) to its
 * end (exclusive), compared with the clock each time somebody asks.
 *
 * @param orderId identifier of the order
 * @param caseReference the case that it was decided in, as the registrar knows it
 * @param limit what is limited, and where
 * @param startsAt first instant in force
 * @param endsAt first instant no longer in force
 * @param liftedAt when a person lifted it early; null when nobody has
 * @param stayedAt since when an appeal stays it; null while it is not stayed
 */
public record OrderTerms(
    UUID orderId,
    String caseReference,
    Limit limit,
    Instant startsAt,
    Instant endsAt,
    @Nullable Instant liftedAt,
    @Nullable Instant stayedAt) {

  public OrderTerms {
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
