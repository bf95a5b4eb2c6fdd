package io.bailiwick.aip.restriction;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * May this command be executed?
 *
 * @param result the result code to send to the client
 * @param reason a sentence for the client's operator; null when nothing is refused
 * @param order the order that refuses it; null when nothing is refused
 * @param lacks what orders in force needed to know and were not told; the command is allowed for
 *     all of that
 */
public record CommandAnswer(
    EppResult result, @Nullable String reason, @Nullable OrderTerms order, Set<Lack> lacks) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /**
   * Decides, from orders, request and time alone. A limit refuses {@code domain:create} while it is
   * in force, and nothing else at any time: existing registrations go on being managed, renewed,
   * transferred and restored. Where the policy has switched it on, it also refuses what asks for
   * somebody else's name. What a limit is not told never refuses.
   *
   * @param orders the orders on the registrar that sends the command; one that refuses is enough
   */
  public static CommandAnswer decide(List<OrderTerms> orders, CommandRequest request, Instant now) {
    EnumSet<Lack> lacks = EnumSet.noneOf(Lack.class);
    for (OrderTerms order : orders) {
      if (order.stateAt(now) == OrderState.IN_FORCE && refuses(order.limit(), request, lacks)) {
        return new CommandAnswer(EppResult.POLICY_VIOLATION, reason(order), order, Set.of());
      }
    }
    return new CommandAnswer(EppResult.COMPLETED, null, null, Collections.unmodifiableSet(lacks));
  }

  private static String reason(OrderTerms order) {
    return "%s until %s (case %s). Existing registrations are not affected."
        .formatted(order.limit().words(), TIME.format(order.endsAt()), order.caseReference());
  }

  private static boolean refuses(Limit limit, CommandRequest request, Set<Lack> lacks) {
    boolean reached =
        request.command() == EppCommand.DOMAIN_CREATE
            || (limit.inboundTransfers()
                && request.command() == EppCommand.DOMAIN_TRANSFER_REQUEST);
    if (!reached) {
      return false;
    }
    String name = request.name();
    if (!limit.tlds().isEmpty() && name == null) {
      lacks.add(Lack.NAME);
      return false;
    }
    if (name != null && !limit.holdsFor(name)) {
      return false;
    }
    return switch (limit.mode()) {
      case FULL_STOP -> true;
      case DAILY_CAP ->
          told(request.createsToday(), Lack.CREATES_TODAY, lacks)
              .map(creates -> isUsedUp(limit, creates))
              .orElse(false);
      case RATE ->
          told(request.createsInWindow(), Lack.CREATES_IN_WINDOW, lacks)
              .map(creates -> isUsedUp(limit, creates))
              .orElse(false);
      case VERIFIED_CUSTOMERS ->
          told(request.customerVerified(), Lack.CUSTOMER_VERIFIED, lacks)
              .map(verified -> !verified)
              .orElse(false);
    };
  }

  private static boolean isUsedUp(Limit limit, long creates) {
    Integer most = limit.creates();
    return most != null && creates >= most;
  }

  private static <T> Optional<T> told(@Nullable T value, Lack otherwise, Set<Lack> lacks) {
    if (value == null) {
      lacks.add(otherwise);
    }
    return Optional.ofNullable(value);
  }

  /** Whether the command may be executed. */
  public boolean allowed() {
    return order == null;
  }
}
