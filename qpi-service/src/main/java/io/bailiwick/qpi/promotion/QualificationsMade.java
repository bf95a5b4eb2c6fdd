package io.bailiwick.qpi.promotion;

import io.bailiwick.common.registrar.RegistrarId;
import java.util.List;
import java.util.UUID;

/**
 * An evaluation was held against the baseline of a promotion; told inside its transaction.
 *
 * @param coachingDays days that help for those who miss is given, by the policy of the day
 * @param results of the accreditations that were offered the promotion
 */
public record QualificationsMade(
    UUID promotionId, UUID evaluationId, int coachingDays, List<Result> results) {

  public QualificationsMade {
    results = List.copyOf(results);
  }

  /**
   * How a registrar came out.
   *
   * @param sentence why, in words and numbers
   * @param advice the nearest way to qualify
   */
  public record Result(
      RegistrarId registrar,
      String registrarName,
      QualificationState state,
      String sentence,
      String advice) {}
}
