package io.bailiwick.ingest.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.problem.ProblemException;
import java.util.Locale;

/** Reads a submission in memory, whatever its form. */
final class ReportReader {
  static final String JSON = "application/json";
  static final String XARF = "application/xarf+json";
  static final String MAIL = "message/rfc822";

  private ReportReader() {}

  /** Most bytes that a submission of this media type may have. */
  static int longest(String mediaType) {
    return isMail(mediaType) ? MailReader.LONGEST : Json.LONGEST;
  }

  /**
   * @throws SensitiveReport for a category that is not received here, before anything is kept
   * @throws ProblemException MALFORMED or INVALID for what is no report
   */
  static Draft read(String mediaType, byte[] body) {
    if (isMail(mediaType)) {
      return MailReader.read(body);
    }
    JsonNode document = Json.tree(body);
    if (document == null || !document.isObject()) {
      throw ProblemException.malformed(
          "The body is not a JSON object, has a member twice, or is nested too deep.");
    }
    if (ChildAbuse.isMeantBy(document)) {
      throw new SensitiveReport();
    }
    if (XarfReader.recognises(document)) {
      return XarfReader.read(document);
    }
    if (mediaType.toLowerCase(Locale.ROOT).startsWith(XARF)) {
      throw ProblemException.invalid("The document names no version of XARF.");
    }
    return OwnReader.read(document);
  }

  private static boolean isMail(String mediaType) {
    return mediaType.toLowerCase(Locale.ROOT).startsWith(MAIL);
  }
}
