package io.bailiwick.scoring.ingest;

import io.bailiwick.common.registrar.RegistrarId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer that may tell of some registrars only: of those that may differ from an answer that was
 * kept.
 *
 * @param <T> the answer itself
 */
interface Partial<T> {

  /** The registrars that it tells of; null: all. */
  @Nullable List<RegistrarId> changed();

  /** The whole answer: this one, and what the kept one tells of the others. */
  T over(T kept);

  /** Rows of the registrars that changed, and the kept ones of the others, by registrar. */
  static <R> List<R> rows(
      List<RegistrarId> changed, List<R> told, List<R> kept, Function<R, RegistrarId> of) {
    Set<RegistrarId> replaced = Set.copyOf(changed);
    return Stream.concat(
            told.stream(), kept.stream().filter(row -> !replaced.contains(of.apply(row))))
        .sorted(Comparator.comparing(of))
        .toList();
  }
}
