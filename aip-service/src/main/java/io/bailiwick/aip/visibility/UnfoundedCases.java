package io.bailiwick.aip.visibility;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * A case that was closed because it had no ground leaves every list, and whatever belongs to it is
 * as unknown as if it had never been: to its registrar, and to all who judge that registrar later.
 * Those who read the audit trail, which keeps it, see it.
 */
@ApplicationScoped
public class UnfoundedCases {
  private final Sql sql;
  private final Caller caller;

  @Inject
  UnfoundedCases(Sql sql, Caller caller) {
    this.sql = sql;
    this.caller = caller;
  }

  /** Whether the caller is shown such cases. */
  public boolean areShown() {
    return caller.has(Permission.AUDIT_READ);
  }

  /**
   * For a list: the condition that leaves out their rows.
   *
   * @param table whose column {@code case_id} names the case
   */
  public static String without(String table) {
    return "NOT EXISTS (SELECT FROM casefile c WHERE c.id = "
        + table
        + ".case_id AND c.state = 'UNFOUNDED')";
  }

  /**
   * For one thing that belongs to a case.
   *
   * @param what as the answer calls it
   * @throws ProblemException NOT_FOUND where the case had no ground and the caller is not shown it
   */
  public void require(UUID caseId, String what) {
    if (!areShown()
        && sql.number("SELECT count(*) FROM casefile WHERE id = ? AND state = 'UNFOUNDED'", caseId)
            > 0) {
      throw ProblemException.notFound(what);
    }
  }
}
