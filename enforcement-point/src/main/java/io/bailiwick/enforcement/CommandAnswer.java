package io.bailiwick.enforcement;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
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
  private static final CommandAnswer ALLOWED =
      new CommandAnswer(EppResult.COMPLETED, null, null, Set.of());

  /**
   * Decides, from orders, request and time alone. A limit refuses {@code domain:create} of the
   * registrars that it names while it is in force, and nothing else at any time: existing
   * registrations go on being managed, renewed, transferred and restored. What is a {@link
   * SpecialCase} it refuses only where the order includes that. What a limit is not told never
   * refuses.
   *
   * @param orders the orders that may matter, of this registrar or of others; one that refuses is
   *     enough
   */
  public static CommandAnswer decide(List<OrderTerms> orders, CommandRequest request, Instant now) {
    if (orders.isEmpty()) {
      return ALLOWED;
    }
    EnumSet<Lack> lacks = EnumSet.noneOf(Lack.class);
    for (OrderTerms order : orders) {
      if (order.holdsFor(request.registrar())
          && order.stateAt(now) == OrderState.IN_FORCE
          && refuses(order.limit(), request, lacks)) {
        return new CommandAnswer(
            EppResult.POLICY_VIOLATION, reason(order, request.command()), order, Set.of());
      }
    }
    return lacks.isEmpty()
        ? ALLOWED
        : new CommandAnswer(EppResult.COMPLETED, null, null, Collections.unmodifiableSet(lacks));
  }

  private static String reason(OrderTerms order, EppCommand command) {
    return "%s until %s (case %s). Existing registrations are not affected."
        .formatted(
            command == EppCommand.DOMAIN_TRANSFER_REQUEST
                ? "Transfers to this registrar are refused"
                : order.limit().words(),
            order.endsAtInWords(),
            order.caseReference());
  }

  /** What is special about a command that a limit may reach; empty for those that none does. */
  private static Optional<Set<SpecialCase>> reached(CommandRequest request) {
    return switch (request.command()) {
      case DOMAIN_CREATE -> Optional.of(request.specialCases());
      case DOMAIN_TRANSFER_REQUEST -> Optional.of(Set.of(SpecialCase.INBOUND_TRANSFER));
      case DOMAIN_CHECK -> Optional.of(Set.of(SpecialCase.CHECK));
      case HELLO,
          LOGIN,
          LOGOUT,
          POLL_REQUEST,
          POLL_ACKNOWLEDGE,
          DOMAIN_INFO,
          DOMAIN_UPDATE,
          DOMAIN_DELETE,
          DOMAIN_RENEW,
          DOMAIN_TRANSFER_QUERY,
          DOMAIN_TRANSFER_APPROVE,
          DOMAIN_TRANSFER_REJECT,
          DOMAIN_TRANSFER_CANCEL,
          DOMAIN_RESTORE_REQUEST,
          DOMAIN_RESTORE_REPORT,
          HOST_CHECK,
          HOST_INFO,
          HOST_CREATE,
          HOST_UPDATE,
          HOST_DELETE,
          CONTACT_CHECK,
          CONTACT_INFO,
          CONTACT_CREATE,
          CONTACT_UPDATE,
          CONTACT_DELETE,
          CONTACT_TRANSFER_REQUEST,
          CONTACT_TRANSFER_QUERY,
          CONTACT_TRANSFER_APPROVE,
          CONTACT_TRANSFER_REJECT,
          CONTACT_TRANSFER_CANCEL ->
          Optional.empty();
    };
  }

  private static boolean refuses(Limit limit, CommandRequest request, Set<Lack> lacks) {
    if (!reached(request).map(limit.includes()::containsAll).orElse(false)) {
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
