package io.bailiwick.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples from W3C Trace Context, sections 2.2.4 and 3.2. */
class TraceContextTest {

  @Test
  void goesOnWithTheTraceOfTheCaller() {
    TraceContext here =
        TraceContext.below("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").orElseThrow();
    assertThat(here.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(here.spanId()).matches("[0-9a-f]{16}").isNotEqualTo("00f067aa0ba902b7");
    assertThat(here.header())
        .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-" + here.spanId() + "-01");
  }

  @Test
  void readsALaterVersionAsFarAsItIsKnown() {
    assertThat(
            TraceContext.below(
                    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-holds")
                .orElseThrow()
                .traceId())
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nERROR forged",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"
      })
  void takesNothingElseForATrace(String header) {
    assertThat(TraceContext.below(header)).isEmpty();
  }

  @Test
  void beginsATraceWhereNobodyHas() {
    assertThat(TraceContext.begin().header()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    assertThat(TraceContext.begin().traceId()).isNotEqualTo(TraceContext.begin().traceId());
  }
}
