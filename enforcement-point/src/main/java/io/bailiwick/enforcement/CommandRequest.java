package io.bailiwick.enforcement;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command that a registrar's client has sent, with what the EPP system knows and a limit may
 * need. The EPP system counts, because it alone knows which creates came to be.
 *
 * @param registrar the IANA ID of the registrar whose client sent it
 * @param name the object's name; null where there is none or it was not sent
 * @param createsToday names that the registrar has created since the day began, in UTC, in the
 *     zones of the limit; null where it was not sent
 * @param createsInWindow the same within the minutes of the limit that end now
 * @param customerVerified whether the registrar has verified the customer
 * @param specialCases what kind of create it is, where it is a special one; that a command is a
 *     check or a request for a transfer is known from the command
 */
public record CommandRequest(
    int registrar,
    EppCommand command,
    @Nullable String name,
    @Nullable Long createsToday,
    @Nullable Long createsInWindow,
    @Nullable Boolean customerVerified,
    Set<SpecialCase> specialCases) {

  public CommandRequest {
    specialCases = Set.copyOf(specialCases);
  }

  /** A command of which nothing else is known. */
  public static CommandRequest of(int registrar, EppCommand command, @Nullable String name) {
    return new CommandRequest(registrar, command, name, null, null, null, Set.of());
  }
}
