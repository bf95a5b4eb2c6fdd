package io.bailiwick.common.problem;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the database says to a value that came from outside and that it has no room for: the last
 * line, behind the checks that name the member.
 */
final class Unkeepable {

  /**
   * PostgreSQL's codes: too long, out of range, no such time, no such number or identifier, no such
   * character, character of another encoding, NUL in JSON, too long for an index.
   */
  private static final Set<String> STATES =
      Set.of("22001", "22003", "22007", "22008", "22021", "22P02", "22P05", "54000");

  private static final int DEEPEST = 20;

  private Unkeepable() {}

  /** The database's code, if that is why it failed. */
  static @Nullable String code(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; cause != null && i < DEEPEST; i++, cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && STATES.contains(sql.getSQLState())) {
        return sql.getSQLState();
      }
    }
    return null;
  }
}
