package io.bailiwick.ingest.tally;

import io.bailiwick.common.registrar.RegistrarId;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The registrars that an answer tells of: all, or those whose rows may differ from an answer that
 * the caller has.
 *
 * @param registrars ascending; null: all
 */
record Part(@Nullable List<RegistrarId> registrars) {

  /** What the OpenAPI document says of the registrars of an answer. */
  static final String TOLD =
      "Asked for with `since`: the registrars whose rows may differ from that answer, and the only ones told of here; one without a row has none any more. Null: all are told of";

  static final Part ALL = new Part(null);

  static Part of(Collection<RegistrarId> registrars) {
    return new Part(List.copyOf(new TreeSet<>(registrars)));
  }

  /**
   * The condition of a WHERE clause that a row is of one of them, to go behind another condition.
   * Numbers alone: nothing to escape, and a statement of its own, so that the plan for all is not
   * taken for a few.
   */
  String and(String column) {
    if (registrars == null) {
      return "";
    }
    return registrars.isEmpty()
        ? " AND false"
        : registrars.stream()
            .map(registrar -> Integer.toString(registrar.ianaId()))
            .collect(Collectors.joining(", ", " AND " + column + " IN (", ")"));
  }
}
