package io.bailiwick.ingest.notification;

import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.incident.Threat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The policy by which registrars are told of incidents. */
@ApplicationScoped
class NotificationPolicy implements PolicyKind<NotificationPolicy.Document> {

  /**
   * @param minimumEvidence weakest evidence on which a registrar is told
   * @param classifications of which incidents it is told
   * @param threats of which threats it is told
   * @param maximumAgeDays an incident that was opened longer ago is not told any more, 1 to 365
   * @param batchMinutes least minutes between two notifications to one registrar, 1 to 10,080,
   *     unless it asks for another interval
   * @param maximumPerBatch most incidents in one message, 1 to 500
   * @param repeatDays days after which what is unanswered is repeated, 1 to 90
   * @param maximumRepeats how often it is repeated, 0 to 10
   */
  public record Document(
      @NotNull Evidence minimumEvidence,
      @NotEmpty List<@NotNull Classification> classifications,
      @NotEmpty List<@NotNull Threat> threats,
      @Min(1) @Max(365) int maximumAgeDays,
      @Min(1) @Max(10080) int batchMinutes,
      @Min(1) @Max(500) int maximumPerBatch,
      @Min(1) @Max(90) int repeatDays,
      @Min(0) @Max(10) int maximumRepeats) {}

  @Override
  public String name() {
    return "notification";
  }

  @Override
  public Class<Document> documentType() {
    return Document.class;
  }

  @Override
  public List<Violation> check(Document document) {
    return document.classifications().contains(Classification.FALSE_POSITIVE)
        ? List.of(new Violation("document.classifications", "holds no FALSE_POSITIVE"))
        : List.of();
  }

  /**
   * Ours: two independent families or a person, so that nobody has to act on one list's word; what
   * a registrar can act on, so no platforms; hourly at most; one reminder after a week.
   */
  @Override
  public Document shippedDefault() {
    return new Document(
        Evidence.CORROBORATED,
        List.of(Classification.MALICIOUS, Classification.COMPROMISED, Classification.UNKNOWN),
        List.of(Threat.values()),
        30,
        60,
        100,
        7,
        1);
  }
}
