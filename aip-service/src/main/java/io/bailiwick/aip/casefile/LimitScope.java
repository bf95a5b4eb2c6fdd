package io.bailiwick.aip.casefile;

import io.bailiwick.aip.ingest.IngestGateway;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Day;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * For whom a limit is to hold: the case's registrar, and further ones only where the proposal
 * decides so in words. Those that abuse-ingest-service does not know in the family of the case's
 * registrar today need words of their own.
 */
@ApplicationScoped
class LimitScope {
  private final IngestGateway ingest;
  private final BusinessClock clock;

  @Inject
  LimitScope(IngestGateway ingest, BusinessClock clock) {
    this.ingest = ingest;
    this.clock = clock;
  }

  /**
   * What abuse-ingest-service says of further registrars today.
   *
   * @param families of all registrars that are in one
   * @param unknown those of the further ones that it has never heard of
   */
  record Known(Map<RegistrarId, String> families, List<RegistrarId> unknown) {
    private static final Known NOTHING = new Known(Map.of(), List.of());
  }

  /**
   * Whom a limit holds for.
   *
   * @param registrars the case's first
   * @param outsideFamily those of them that are in no family with the case's
   */
  record Scope(List<RegistrarId> registrars, List<RegistrarId> outsideFamily) {}

  /** Asks the peer: before a transaction, for none is held while a peer is asked. */
  Known look(List<RegistrarId> further) {
    return further.isEmpty()
        ? Known.NOTHING
        : new Known(
            ingest.families(new Day(clock.today())),
            further.stream().distinct().filter(each -> !ingest.isKnown(each)).sorted().toList());
  }

  Scope of(
      RegistrarId first,
      List<RegistrarId> further,
      @Nullable String furtherReasons,
      @Nullable String outsideReasons,
      Known known) {
    if (further.isEmpty() == isGiven(furtherReasons)) {
      throw ProblemException.invalid(
          "A limit for further registrars needs its own reasons.",
          new Violation("furtherReasons", "goes with furtherRegistrars, and only with them"));
    }
    if (!known.unknown().isEmpty()) {
      throw ProblemException.invalid(
          "abuse-ingest-service knows no such registrar.",
          new Violation("furtherRegistrars", "is without " + list(known.unknown())));
    }
    List<RegistrarId> others =
        further.stream().filter(each -> !each.equals(first)).distinct().sorted().toList();
    String family = known.families().get(first);
    List<RegistrarId> outside =
        others.stream()
            .filter(each -> family == null || !Objects.equals(family, known.families().get(each)))
            .toList();
    if (outside.isEmpty() == isGiven(outsideReasons)) {
      throw ProblemException.invalid(
          "Registrars outside the family of the case's need words of their own.",
          new Violation(
              "outsideFamilyReasons",
              outside.isEmpty()
                  ? "goes with registrars outside the family, and there are none"
                  : "says why it is to hold for "
                      + list(outside)
                      + ", not known in one family with "
                      + first));
    }
    return new Scope(Stream.concat(Stream.of(first), others.stream()).toList(), outside);
  }

  private static boolean isGiven(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  private static String list(List<RegistrarId> registrars) {
    return String.join(", ", registrars.stream().map(RegistrarId::toString).toList());
  }
}
