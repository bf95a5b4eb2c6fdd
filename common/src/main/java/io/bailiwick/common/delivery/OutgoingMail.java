package io.bailiwick.common.delivery;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one recipient. What becomes a line of its header holds no character that could end the
 * line, so that no value adds a header of its own (RFC 5322, 2.2).
 *
 * @param messageId the same in every attempt, in angle brackets
 * @param html the same as the text for programs that show HTML; null: text alone
 * @param headers beside those of every mail
 * @param attachments JSON documents by file name
 */
public record OutgoingMail(
    String recipient,
    String messageId,
    String from,
    String subject,
    String text,
    @Nullable String html,
    Map<String, String> headers,
    Map<String, String> attachments) {

  /** Regular expression of the addresses that are written to: ASCII only. */
  public static final String ADDRESS =
      "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?";

  private static final Pattern BREAK = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

  /** Refuses what would break out of its line of the header. */
  public OutgoingMail {
    requireLine(recipient);
    requireLine(messageId);
    requireLine(from);
    requireLine(subject);
    headers.forEach(
        (name, value) -> {
          requireLine(name);
          requireLine(value);
        });
    attachments.keySet().forEach(OutgoingMail::requireLine);
    headers = Map.copyOf(headers);
  }

  /** Whether a value stays in its line of a header. */
  public static boolean isLine(String value) {
    return !BREAK.matcher(value).find();
  }

  private static void requireLine(String value) {
    if (!isLine(value)) {
      throw new IllegalArgumentException("a line of a mail's header holds a control character");
    }
  }
}
