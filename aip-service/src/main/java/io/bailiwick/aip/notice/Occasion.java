package io.bailiwick.aip.notice;

import static io.bailiwick.aip.notice.Placeholder.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Of what a registrar is told, and of what the registry's own people are; each has its template.
 */
@Schema(name = "MessageOccasion")
public enum Occasion {
  /** A notice with reasons, evidence, the time to respond and the way to appeal. */
  NOTICE(
      Set.of(NOTICE_SUBJECT, REASONS, INCIDENTS, RESPOND_BY, ACKNOWLEDGE_BY, PLAN_BY, APPEAL_TEXT),
      Set.of(REASONS, RESPOND_BY, APPEAL_TEXT)),
  /** Something is due soon. */
  REMINDER(Set.of(STEP, DUE_ON), Set.of(STEP, DUE_ON)),
  /** Something was due and is not there. */
  OVERDUE(Set.of(STEP, DUE_ON), Set.of(STEP, DUE_ON)),
  /** The registry has something to do soon. */
  REGISTRY_REMINDER(Set.of(STEP, DUE_ON), Set.of(STEP, DUE_ON)),
  /** The registry has not done something in time. */
  REGISTRY_OVERDUE(Set.of(STEP, DUE_ON), Set.of(STEP, DUE_ON)),
  /** A limit was approved or refused. */
  LIMIT_DECIDED(Set.of(OUTCOME, REASONS, LIMIT_ENDS), Set.of(OUTCOME, REASONS)),
  /** A limit was lifted or reached its end. */
  LIMIT_ENDED(Set.of(OUTCOME, REASONS, LIMIT_ENDS), Set.of()),
  /** An appeal was decided. */
  APPEAL_DECIDED(Set.of(OUTCOME, REASONS), Set.of(OUTCOME, REASONS)),
  /** The case ended. */
  CASE_CLOSED(Set.of(OUTCOME, REASONS), Set.of(REASONS));

  private final Set<Placeholder> allowed;
  private final Set<Placeholder> required;

  Occasion(Set<Placeholder> own, Set<Placeholder> required) {
    EnumSet<Placeholder> all =
        EnumSet.of(ORGANISATION, CONTACT, REGISTRAR, REGISTRAR_NAME, CASE_REFERENCE);
    all.addAll(own);
    this.allowed = Collections.unmodifiableSet(all);
    this.required = required;
  }

  /** Whether the registry's own people are told, and the registrar is not. */
  boolean isOfRegistry() {
    return this == REGISTRY_REMINDER || this == REGISTRY_OVERDUE;
  }

  /** What its template may name. */
  Set<Placeholder> allowed() {
    return allowed;
  }

  /** What the text of its template must name, since the registrar has a right to it. */
  Set<Placeholder> required() {
    return required;
  }
}
