package io.bailiwick.ingest.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.ingest.Mutations;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportFuzzTest {
  private static final String OWN =
      """
      {"category": "PHISHING", "values": ["https://login.example.org/", "example.org"],
       "observedAt": "2026-03-01T08:00:00Z", "comment": "seen",
       "attachments": [{"type": "TXT", "name": "a.txt", "content": "aGVsbG8="}]}
      """;

  private static List<byte[]> samples(String... texts) {
    return java.util.stream.Stream.of(texts).map(text -> text.getBytes(UTF_8)).toList();
  }

  /** All that was read; bytes by what they are and not by which array. */
  private static String described(Draft draft) {
    return draft.toString().replaceAll("\\[B@\\p{XDigit}+", "")
        + draft.attachments().stream().map(each -> Arrays.hashCode(each.bytes())).toList();
  }

  @Test
  void readsOrRefusesMailsWhateverTheyHold() {
    Mutations.survives(
        samples(
            ReportReaderTest.ARF,
            ReportReaderTest.ARF.replace("\n", "\r\n"),
            ReportReaderTest.feedback("Feedback-Type: abuse", "Reported-URI: http://example.org/")),
        input -> described(ReportReader.read("message/rfc822", input)),
        ProblemException.class,
        SensitiveReport.class);
  }

  @Test
  void readsOrRefusesXarfAndOurOwnJsonWhateverTheyHold() {
    Mutations.survives(
        samples(ReportReaderTest.XARF_4, ReportReaderTest.XARF_3, OWN),
        input -> described(ReportReader.read("application/json", input)),
        ProblemException.class,
        SensitiveReport.class);
  }
}
