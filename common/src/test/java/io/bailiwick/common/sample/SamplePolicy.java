package io.bailiwick.common.sample;

import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;

/** A policy kind to try the mechanism with: a range. */
@ApplicationScoped
public class SamplePolicy implements PolicyKind<SamplePolicy.Range> {

  public record Range(@Min(0) int low, @Max(100) int high) {}

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public Class<Range> documentType() {
    return Range.class;
  }

  @Override
  public List<Violation> check(Range range) {
    return range.low() <= range.high()
        ? List.of()
        : List.of(new Violation("document.low", "is at most high"));
  }

  @Override
  public Range shippedDefault() {
    return new Range(1, 10);
  }
}
