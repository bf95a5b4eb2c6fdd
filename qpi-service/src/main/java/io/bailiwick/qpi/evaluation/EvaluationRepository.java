package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.Month;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class EvaluationRepository implements PanacheRepositoryBase<Evaluation, UUID> {

  /** An evaluation and one of its results. */
  record Row(Evaluation evaluation, EvaluationResult result) {}

  /** Holds back others that make a version of the same month, until the transaction ends. */
  void lock(Month month) {
    getEntityManager()
        .createNativeQuery("SELECT pg_advisory_xact_lock(hashtextextended(?1, 0))", Object.class)
        .setParameter(1, "evaluation/" + month)
        .getSingleResult();
  }

  boolean isSuperseded(UUID id) {
    return count("supersedes", id) > 0;
  }

  Optional<Evaluation> latest(Month month) {
    return find("month = ?1 order by version desc", month.toString()).firstResultOptional();
  }

  List<Evaluation> page(@Nullable Month month, String afterMonth, int afterVersion, int limit) {
    return find(
            """
            (?1 is null or month = ?1) and (month > ?2 or (month = ?2 and version > ?3))
            order by month, version
            """,
            month == null ? null : month.toString(),
            afterMonth,
            afterVersion)
        .page(Page.ofSize(limit))
        .list();
  }

  List<EvaluationResult> results(
      UUID evaluation, RegistrarScope scope, int afterRegistrar, int limit) {
    return getEntityManager()
        .createQuery(
            """
            select r from EvaluationResult r
            where r.evaluationId = :evaluation and r.registrar > :after
              and (:all = true or r.registrar in :ids)
            order by r.registrar
            """,
            EvaluationResult.class)
        .setParameter("evaluation", evaluation)
        .setParameter("after", afterRegistrar)
        .setParameter("all", scope.isAll())
        .setParameter("ids", ids(scope))
        .setMaxResults(limit)
        .getResultList();
  }

  /** Results of the latest version of each month. */
  List<Row> latestResults(
      @Nullable RegistrarId registrar,
      @Nullable Month month,
      RegistrarScope scope,
      String afterMonth,
      int afterRegistrar,
      int limit) {
    return getEntityManager()
        .createQuery(
            """
            select new io.bailiwick.qpi.evaluation.EvaluationRepository$Row(e, r)
            from EvaluationResult r join Evaluation e on e.id = r.evaluationId
            where not exists (select 1 from Evaluation later where later.supersedes = e.id)
              and (:month is null or e.month = :month)
              and (:registrar is null or r.registrar = :registrar)
              and (:all = true or r.registrar in :ids)
              and (e.month > :afterMonth or (e.month = :afterMonth and r.registrar > :afterRegistrar))
            order by e.month, r.registrar
            """,
            Row.class)
        .setParameter("month", month == null ? null : month.toString())
        .setParameter("registrar", registrar == null ? null : registrar.ianaId())
        .setParameter("all", scope.isAll())
        .setParameter("ids", ids(scope))
        .setParameter("afterMonth", afterMonth)
        .setParameter("afterRegistrar", afterRegistrar)
        .setMaxResults(limit)
        .getResultList();
  }

  private static List<Integer> ids(RegistrarScope scope) {
    return scope.ids().stream().map(RegistrarId::ianaId).toList();
  }
}
