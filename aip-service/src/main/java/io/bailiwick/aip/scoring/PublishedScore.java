package io.bailiwick.aip.scoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.aip.scoring.Score.Gate;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a published score to see how a plan gets on.
 *
 * @param domains distinct malicious domains of the month that count
 * @param ratePer10k domains per 10,000 mean domains under management; null where it is not defined
 * @param clopperPearsonLowerOneSided one-sided 95 % lower bound of the rate, per 10,000
 * @param clopperPearsonUpperOneSided one-sided 95 % upper bound of the rate, per 10,000
 * @param exit absent in scores from before there was this gate
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PublishedScore(
    UUID runId,
    int runVersion,
    Month month,
    RegistrarId registrar,
    long domains,
    @Nullable BigDecimal ratePer10k,
    @Nullable BigDecimal clopperPearsonLowerOneSided,
    @Nullable BigDecimal clopperPearsonUpperOneSided,
    boolean mature,
    Gate intervention,
    @Nullable Gate exit,
    int policyVersion,
    String snapshotSha256) {
  /** Refuses an answer with a gap. */
  public PublishedScore {
    Objects.requireNonNull(runId);
    Objects.requireNonNull(month);
    Objects.requireNonNull(registrar);
    Objects.requireNonNull(intervention);
    Objects.requireNonNull(snapshotSha256);
  }
}
