package io.bailiwick.common.policy;

import io.bailiwick.common.problem.Violation;
import java.util.List;

/**
 * A kind of policy document that a service runs by: its name, its type, its rules, and the document
 * that ships with the software.
 *
 * @param <T> a record with Bean Validation; its members are the numbers of the programme
 */
public interface PolicyKind<T> {

  /** Stable name in paths and records: {@code scoring}. */
  String name();

  Class<T> documentType();

  /** Rules across fields, beyond Bean Validation; empty if the document may be proposed. */
  default List<Violation> check(T document) {
    return List.of();
  }

  /** The numbers that ship: ours, not a registry's, until a registry approves its own. */
  T shippedDefault();
}
