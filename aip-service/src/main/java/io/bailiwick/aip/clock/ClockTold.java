package io.bailiwick.aip.clock;

import io.bailiwick.aip.notice.CaseMessages;
import io.bailiwick.aip.notice.Occasion;
import io.bailiwick.aip.notice.Placeholder;
import io.bailiwick.aip.policy.AipPolicy;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * Puts in line who is told that a clock runs out, or has: whoever has to act, as far as the policy
 * says so. In the transaction that writes the step down, so that each is told once.
 */
@ApplicationScoped
class ClockTold {
  private final CaseMessages messages;
  private final ClockRepository clocks;

  @Inject
  ClockTold(CaseMessages messages, ClockRepository clocks) {
    this.messages = messages;
    this.clocks = clocks;
  }

  void reminded(CaseClock clock, AipPolicy.ClockMessages policy) {
    tell(
        clock,
        clock.kind().isOfRegistrar() ? Occasion.REMINDER : Occasion.REGISTRY_REMINDER,
        policy);
  }

  void overdue(CaseClock clock, AipPolicy.ClockMessages policy) {
    tell(
        clock, clock.kind().isOfRegistrar() ? Occasion.OVERDUE : Occasion.REGISTRY_OVERDUE, policy);
  }

  private void tell(CaseClock clock, Occasion occasion, AipPolicy.ClockMessages policy) {
    if (clock.kind().isOfRegistrar() ? !policy.registrar() : !policy.registry()) {
      return;
    }
    messages.queue(
        Ids.next(),
        new CaseMessages.About(
            clock.caseId(),
            clock.caseReference(),
            clock.registrar(),
            clocks.registrarName(clock.caseId())),
        occasion,
        Map.of(
            Placeholder.STEP, clock.kind().step(), Placeholder.DUE_ON, clock.lastDay().toString()),
        List.of(),
        AuditTrail.SYSTEM);
  }
}
