package io.bailiwick.aip.restriction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandAnswerTest {
  private static final Instant START = Instant.parse("2026-04-01T12:00:00Z");
  private static final Instant END = Instant.parse("2026-05-01T12:00:00Z");
  private static final OrderTerms ORDER = order(null);

  @ParameterizedTest
  @EnumSource
  void refusesDomainCreateAndNothingElseWhileInForce(EppCommand command) {
    CommandAnswer answer = CommandAnswer.decide(ORDER, command, START.plusSeconds(60));
    if (command.code().equals("domain:create")) {
      assertThat(answer.allowed()).isFalse();
      assertThat(answer.result().code()).isEqualTo(2308);
      assertThat(answer.reason())
          .isEqualTo(
              "New registrations are limited until 1 May 2026 12:00 UTC (case AIP-2026-0007)."
                  + " Existing registrations are not affected.");
      assertThat(answer.order()).isEqualTo(ORDER);
    } else {
      assertThat(answer.allowed()).as(command.code()).isTrue();
      assertThat(answer.result().code()).isEqualTo(1000);
      assertThat(answer.reason()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void allowsEveryCommandWithoutAnOrder(EppCommand command) {
    assertThat(CommandAnswer.decide(null, command, START).allowed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void allowsEveryCommandAfterTheEndAlthoughNobodyLiftedTheOrder(EppCommand command) {
    assertThat(CommandAnswer.decide(ORDER, command, END.plusSeconds(1)).allowed()).isTrue();
  }

  @Test
  void isInForceFromItsStartToJustBeforeItsEnd() {
    assertThat(createAllowedAt(ORDER, START.minusNanos(1))).isTrue();
    assertThat(createAllowedAt(ORDER, START)).isFalse();
    assertThat(createAllowedAt(ORDER, END.minusNanos(1))).isFalse();
    assertThat(createAllowedAt(ORDER, END)).isTrue();
  }

  @Test
  void isNoLongerInForceOnceAPersonHasLiftedIt() {
    Instant lifted = Instant.parse("2026-04-10T08:00:00Z");
    assertThat(createAllowedAt(order(lifted), lifted.minusNanos(1))).isFalse();
    assertThat(createAllowedAt(order(lifted), lifted)).isTrue();
    assertThat(order(lifted).stateAt(END.plusSeconds(1))).isEqualTo(OrderState.LIFTED);
  }

  @Test
  void cannotBeWithoutAnEnd() {
    assertThatThrownBy(
            () ->
                new OrderTerms(
                    UUID.randomUUID(),
                    "AIP-2026-0007",
                    RestrictionMode.FULL_STOP,
                    START,
                    START,
                    null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void endsAfterWholeDays() {
    assertThat(OrderTerms.end(START, 30, 30)).isEqualTo(END);
    assertThat(OrderTerms.end(START, 1, 30)).isEqualTo(Instant.parse("2026-04-02T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 31, Integer.MAX_VALUE})
  void refusesNoDaysAndMoreThanThePolicyAllows(int days) {
    assertThatThrownBy(() -> OrderTerms.end(START, days, 30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 30 days");
  }

  @Test
  void knowsEveryCommandByItsCodeOnly() {
    assertThat(EppCommand.ofCode("domain:create")).contains(EppCommand.DOMAIN_CREATE);
    assertThat(EppCommand.ofCode("domain:Create")).isEmpty();
    assertThat(EppCommand.values())
        .extracting(EppCommand::code)
        .doesNotHaveDuplicates()
        .hasSize(33);
  }

  private static boolean createAllowedAt(OrderTerms order, Instant now) {
    return CommandAnswer.decide(order, EppCommand.DOMAIN_CREATE, now).allowed();
  }

  private static OrderTerms order(@org.jspecify.annotations.Nullable Instant liftedAt) {
    return new OrderTerms(
        UUID.fromString("01980000-0000-7000-8000-000000000001"),
        "AIP-2026-0007",
        RestrictionMode.FULL_STOP,
        START,
        END,
        liftedAt);
  }
}
