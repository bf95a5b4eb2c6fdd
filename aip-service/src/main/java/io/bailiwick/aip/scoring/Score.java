package io.bailiwick.aip.scoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is read and kept of a score: the numbers that the intervention gate looks at, and the gate
 * itself.
 *
 * @param domains distinct malicious domains of the month that count
 * @param dumSum sum of the end-of-day domains under management
 * @param days days of the month with that number
 * @param ratePer10k domains per 10,000 mean domains under management; null where it is not defined
 * @param clopperPearsonLowerOneSided one-sided 95 % lower bound of the rate, per 10,000
 * @param families independent source families
 * @param runVersion version of the run within its month
 * @param fragile whether the intervention gate would say the opposite if the months were counted
 *     otherwise; absent in scores from before this was looked at
 * @param acute the gate for what cannot wait; absent in scores from before there was this gate
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Score(
    RegistrarId registrar,
    String registrarName,
    long domains,
    long dumSum,
    int days,
    @Nullable BigDecimal ratePer10k,
    @Nullable BigDecimal clopperPearsonLowerOneSided,
    int families,
    boolean mature,
    @Nullable Integer runVersion,
    @Nullable Boolean fragile,
    Gate intervention,
    @Nullable Gate acute) {

  /** Refuses an answer with a gap. */
  public Score {
    Objects.requireNonNull(registrar);
    Objects.requireNonNull(registrarName);
    Objects.requireNonNull(intervention);
  }

  /** Whether a case may be made of it: published, mature, and whichever way it is counted. */
  public boolean mayMakeCase() {
    return mature && Boolean.FALSE.equals(fragile);
  }

  /** Whether so much was validated that nobody waits for the next month. */
  public boolean holdsAcutely() {
    return acute != null && acute.state() == GateState.HOLDS;
  }

  /** A gate with its clauses. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Gate(
      GateState state, String summary, List<Clause> clauses, @Nullable List<String> notInUse) {
    /** Refuses an answer with a gap. */
    public Gate {
      Objects.requireNonNull(state);
      Objects.requireNonNull(summary);
      clauses = List.copyOf(clauses);
    }
  }

  /** One clause of a gate, in words and numbers. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Clause(
      String clause, GateState state, String sentence, @Nullable Map<String, Object> values) {}

  /** Whether a gate or a clause holds. */
  public enum GateState {
    HOLDS,
    /** So far: the month is not mature. */
    HOLDS_PROVISIONALLY,
    DOES_NOT_HOLD,
    NOT_ASSESSABLE
  }
}
