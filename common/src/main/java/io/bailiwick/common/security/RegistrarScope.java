package io.bailiwick.common.security;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import java.util.Set;
import java.util.TreeSet;

/** The registrars whose data a caller may reach: all, or those of its token. */
public final class RegistrarScope {

  private static final RegistrarScope ALL = new RegistrarScope(true, Set.of());

  private final boolean all;
  private final Set<RegistrarId> ids;

  private RegistrarScope(boolean all, Set<RegistrarId> ids) {
    this.all = all;
    this.ids = ids;
  }

  public static RegistrarScope all() {
    return ALL;
  }

  public static RegistrarScope of(Set<RegistrarId> ids) {
    return new RegistrarScope(false, Set.copyOf(ids));
  }

  public boolean isAll() {
    return all;
  }

  /**
   * Sorted; empty where the scope is all, and where a token names no registrar, which then reaches
   * nothing.
   */
  public Set<RegistrarId> ids() {
    return new TreeSet<>(ids);
  }

  public boolean includes(RegistrarId id) {
    return all || ids.contains(id);
  }

  /**
   * Passes for a registrar in scope.
   *
   * @throws ProblemException the same NOT_FOUND as for what does not exist
   */
  public void require(RegistrarId id, String what) {
    if (!includes(id)) {
      throw ProblemException.notFound(what);
    }
  }

  /**
   * For SQL: the IDs as integers, or an empty array where the scope is all (ask {@link #isAll()}
   * first).
   */
  public Integer[] sqlIds() {
    return ids().stream().map(RegistrarId::ianaId).toArray(Integer[]::new);
  }
}
