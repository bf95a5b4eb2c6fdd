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

  /** Registrars that at least one of two runs has a score of, in their order, after a registrar. */
  List<Integer> registrarsOf(
      UUID one, UUID other, Registrars registrars, int afterRegistrar, int limit) {
    return getEntityManager()
        .createQuery(
            """
            select distinct s.registrar from Score s
            where s.runId in (:one, :other) and (:all = true or s.registrar in :ids) and s.registrar > :after
            order by s.registrar
            """,
            Integer.class)
        .setParameter("one", one)
        .setParameter("other", other)
        .setParameter("all", registrars.all())
        .setParameter("ids", registrars.ids())
        .setParameter("after", afterRegistrar)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Scores of one run, of these registrars. */
  List<Score> of(UUID runId, List<Integer> registrars) {
    return list("runId = ?1 and registrar in ?2", runId, registrars);
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

  /** Scores that are published, in the order of month and registrar, after a position. */
  List<Score> published(
      LocalDate from,
      LocalDate to,
      Registrars registrars,
      LocalDate afterMonth,
      int afterRegistrar,
      int limit) {
    return getEntityManager()
        .createNativeQuery(
            """
            SELECT s.* FROM published_score p JOIN score s ON s.id = p.score_id
            WHERE p.month BETWEEN :from AND :to AND (:all OR p.registrar = ANY (:ids))
              AND (p.month, p.registrar) > (:afterMonth, :afterRegistrar)
            ORDER BY p.month, p.registrar
            """,
            Score.class)
        .setParameter("from", from)
        .setParameter("to", to)
        .setParameter("all", registrars.all())
        .setParameter("ids", registrars.ids().toArray(Integer[]::new))
        .setParameter("afterMonth", afterMonth)
        .setParameter("afterRegistrar", afterRegistrar)
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(Score.class::cast)
        .toList();
  }
}
