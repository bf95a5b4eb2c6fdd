package io.bailiwick.qpi.scoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registrar's abuse score in one month.
 *
 * @param domains x, the distinct names in the rate
 * @param dumSum sum of the end-of-day domains under management
 * @param days days that the sum goes over
 * @param reward the gate for rewards, with its threshold in the scoring policy, as those after it
 * @param runId the run that it comes from
 * @param runVersion of that run, within the month
 * @param policyVersion of the scoring policy that it was made by
 * @param mature whether the waiting time after the month had passed when it was made; null where
 *     nobody said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Score(
    RegistrarId registrar,
    @Nullable String registrarName,
    @Nullable Long domains,
    @Nullable Long dumSum,
    @Nullable Integer days,
    Gate reward,
    @Nullable Gate watch,
    @Nullable Gate intervention,
    @Nullable Gate acute,
    @Nullable Gate exit,
    @Nullable UUID runId,
    @Nullable Integer runVersion,
    @Nullable Integer policyVersion,
    @Nullable Boolean mature) {

  /**
   * A gate's outcome.
   *
   * @param summary the reason in words
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Gate(GateState state, @Nullable String summary) {}
}
