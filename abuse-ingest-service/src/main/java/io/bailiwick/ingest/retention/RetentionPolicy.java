package io.bailiwick.ingest.retention;

import io.bailiwick.common.policy.PolicyKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The policy of how long raw material is kept. */
@ApplicationScoped
class RetentionPolicy implements PolicyKind<RetentionPolicy.Document> {

  /**
   * @param rejectedLineDays days from their receipt for which rejected lines of payloads and
   *     deposits are kept as received
   * @param contentDays days from their receipt for which the bytes of payloads are kept as
   *     received; they hold the rejected lines, too, and without them a payload cannot be read
   *     again
   * @param reportedValueDays days from the last listing of an incident for which the values as
   *     reported are kept; 31 or more, because until then the incident may go on
   * @param attachmentDays days from the end of a correction for which its files are kept
   */
  public record Document(
      @Min(1) @Max(36_500) int rejectedLineDays,
      @Min(1) @Max(36_500) int contentDays,
      @Min(31) @Max(36_500) int reportedValueDays,
      @Min(1) @Max(36_500) int attachmentDays) {}

  @Override
  public String name() {
    return "retention";
  }

  @Override
  public Class<Document> documentType() {
    return Document.class;
  }

  /**
   * Ours: rejected lines and the bytes that they came in for half a year; what a number rests on
   * for two years, which is what a registrar keeps of its registrations (RAA 2013, 3.4.3); files of
   * corrections for the same time.
   */
  @Override
  public Document shippedDefault() {
    return new Document(180, 180, 730, 730);
  }
}
