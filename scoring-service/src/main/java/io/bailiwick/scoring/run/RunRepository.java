package io.bailiwick.scoring.run;

import io.bailiwick.common.time.Month;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class RunRepository implements PanacheRepositoryBase<Run, UUID> {

  /** Key of the advisory lock that lets one run be made at a time: "runs" in ASCII. */
  private static final long LOCK = 0x72756e73L;

  /** Waits until no other replica makes a run; let go at the end of the transaction. */
  void lock() {
    getEntityManager()
        .createNativeQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(:key)) AS locked")
        .setParameter("key", LOCK)
        .getSingleResult();
  }

  Optional<Run> latest(Month month) {
    return find("month = ?1 order by version desc", month.firstDay()).firstResultOptional();
  }

  /** Runs of months in a range, in the order of month and version, after a position. */
  List<Run> page(LocalDate from, LocalDate to, LocalDate afterMonth, int afterVersion, int limit) {
    return find(
            """
            month between ?1 and ?2 and (month > ?3 or (month = ?3 and version > ?4))
            order by month, version
            """,
            from,
            to,
            afterMonth,
            afterVersion)
        .page(Page.ofSize(limit))
        .list();
  }
}
