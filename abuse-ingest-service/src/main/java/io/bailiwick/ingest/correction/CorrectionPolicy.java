package io.bailiwick.ingest.correction;

import io.bailiwick.common.policy.PolicyKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** The policy of the deadlines of corrections and contests. */
@ApplicationScoped
class CorrectionPolicy implements PolicyKind<CorrectionPolicy.Document> {

  /**
   * What happens to a correction that is not decided in time. None of them decides it: only a
   * person does.
   */
  public enum Overdue {
    /** It is listed as overdue. */
    LIST,
    /** The same, and the event {@code correction.overdue} is published once. */
    ANNOUNCE
  }

  /**
   * @param decideDays days from the filing in which it is to be decided
   * @param answerDays days in which whoever filed it is to answer a question; they do not count as
   *     days to decide
   * @param contestDays days after the month of the incident, or after it was attributed to the
   *     registrar if that was later, in which the registrar may contest it
   */
  public record Document(
      @Min(1) @Max(90) int decideDays,
      @Min(1) @Max(90) int answerDays,
      @Min(1) @Max(3650) int contestDays,
      @NotNull Overdue overdue) {}

  @Override
  public String name() {
    return "corrections";
  }

  @Override
  public Class<Document> documentType() {
    return Document.class;
  }

  /**
   * Ours: two weeks to decide and to answer, and 60 days to contest as registries give for an
   * appeal.
   */
  @Override
  public Document shippedDefault() {
    return new Document(14, 14, 60, Overdue.ANNOUNCE);
  }
}
