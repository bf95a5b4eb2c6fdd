package io.bailiwick.aip.restriction;

import org.jspecify.annotations.Nullable;

/**
 * A command that a registrar's client has sent, with what the EPP system knows and a limit may
 * need. The EPP system counts, because it alone knows which creates came to be.
 *
 * @param name the object's name; null where there is none or it was not sent
 * @param createsToday names that the registrar has created since the day began, in UTC, in the
 *     zones of the limit; null where it was not sent
 * @param createsInWindow the same within the minutes of the limit that end now
 * @param customerVerified whether the registrar has verified the customer
 */
public record CommandRequest(
    EppCommand command,
    @Nullable String name,
    @Nullable Long createsToday,
    @Nullable Long createsInWindow,
    @Nullable Boolean customerVerified) {

  /** A command of which nothing else is known. */
  public static CommandRequest of(EppCommand command) {
    return new CommandRequest(command, null, null, null, null);
  }
}
