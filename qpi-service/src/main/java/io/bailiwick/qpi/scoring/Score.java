package io.bailiwick.qpi.scoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import org.jspecify.annotations.Nullable;

/**
 * A registrar's abuse score in one month.
 *
 * @param domains x, the distinct names in the rate
 * @param dumSum sum of the end-of-day domains under management
 * @param days days that the sum goes over
 * @param reward the gate for rewards, with its threshold in the scoring policy
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Score(
    RegistrarId registrar,
    @Nullable String registrarName,
    @Nullable Long domains,
    @Nullable Long dumSum,
    @Nullable Integer days,
    Gate reward) {

  /**
   * A gate's outcome.
   *
   * @param summary the reason in words
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Gate(GateState state, @Nullable String summary) {}
}
