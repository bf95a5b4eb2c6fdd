package io.bailiwick.scoring.run;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ScoreRepository implements PanacheRepositoryBase<Score, UUID> {

  /** Whose scores may be read. */
  record Registrars(boolean all, List<Integer> ids) {}

  /** Scores of one run in the order of registrars, after a registrar. */
  List<Score> ofRun(UUID runId, Registrars registrars, int afterRegistrar, int limit) {
    return find(
            "runId = ?1 and (?2 = true or registrar in ?3) and registrar > ?4 order by registrar",
            runId,
            registrars.all(),
            registrars.ids(),
            afterRegistrar)
        .page(Page.ofSize(limit))
        .list();
  }

  /**
   * Scores of the newest version of each month, in the order of month and registrar, after a
   * position.
   */
  List<Score> latest(
      LocalDate from,
      LocalDate to,
      Registrars registrars,
      LocalDate afterMonth,
      int afterRegistrar,
      int limit) {
    return find(
            """
            from Score s
            where s.month between ?1 and ?2
              and (?3 = true or s.registrar in ?4)
              and (s.month > ?5 or (s.month = ?5 and s.registrar > ?6))
              and s.runVersion = (select max(r.version) from Run r where r.month = s.month)
            order by s.month, s.registrar
            """,
            from,
            to,
            registrars.all(),
            registrars.ids(),
            afterMonth,
            afterRegistrar)
        .page(Page.ofSize(limit))
        .list();
  }
}
