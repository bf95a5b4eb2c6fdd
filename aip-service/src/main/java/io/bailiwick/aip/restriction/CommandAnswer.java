package io.bailiwick.aip.restriction;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * May this command be executed?
 *
 * @param result the result code to send to the client
 * @param reason a sentence for the client's operator; null when nothing is refused
 * @param order the order that refuses it; null when nothing is refused
 */
public record CommandAnswer(EppResult result, @Nullable String reason, @Nullable OrderTerms order) {
  private static final CommandAnswer ALLOWED = new CommandAnswer(EppResult.COMPLETED, null, null);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /**
   * Decides. A limit refuses {@code domain:create} while it is in force, and nothing else at any
   * time: existing registrations go on being managed, renewed, transferred and restored.
   *
   * @param order the order on the registrar that sends the command, if there is one
   */
  public static CommandAnswer decide(@Nullable OrderTerms order, EppCommand command, Instant now) {
    if (order == null || order.stateAt(now) != OrderState.IN_FORCE || !refuses(order, command)) {
      return ALLOWED;
    }
    return new CommandAnswer(
        EppResult.POLICY_VIOLATION,
        "New registrations are limited until "
            + TIME.format(order.endsAt())
            + " (case "
            + order.caseReference()
            + "). Existing registrations are not affected.",
        order);
  }

  private static boolean refuses(OrderTerms order, EppCommand command) {
    return switch (order.mode()) {
      case FULL_STOP -> command == EppCommand.DOMAIN_CREATE;
    };
  }

  /** Whether the command may be executed. */
  public boolean allowed() {
    return order == null;
  }
}
