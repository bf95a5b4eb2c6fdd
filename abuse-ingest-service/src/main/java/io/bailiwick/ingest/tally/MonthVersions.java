package io.bailiwick.ingest.tally;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * Names the state of all facts that a month's answer is made from, at the cost of a few small
 * reads. Equal names mean equal answers; facts that change without changing an answer change the
 * name, too: every deposit, exclusion, change of the registrar tables and batch of events does so
 * for all months.
 */
@ApplicationScoped
class MonthVersions {

  /** Of the shape and meaning of the answers; another one makes every name another. */
  private static final String EDITION = "1";

  private final Sql sql;

  @Inject
  MonthVersions(Sql sql) {
    this.sql = sql;
  }

  /** Of the incidents that were opened in the month. */
  String tallies(Month month, int burstMinutes) {
    return name(
        "tallies",
        Integer.toString(burstMinutes),
        sql.list(
                """
                SELECT concat_ws(' ', (SELECT tallied FROM month_version WHERE month = ?),
                                 (SELECT count(*) || ' ' || coalesce(sum(registration_id), 0) FROM listed_registration WHERE burst)) AS facts
                """,
                row -> row.text("facts"),
                month.firstDay())
            .getFirst());
  }

  /**
   * Of the incidents of the month, of those before it, which may still have been listed in it, and
   * of those of the next, which may be of names that were created in it.
   *
   * @param until as far as incidents are watched
   */
  String measures(Month month, Instant until) {
    return name("measures", until.toString(), changed(month));
  }

  private String changed(Month month) {
    return sql.list(
            """
            SELECT concat_ws(' ', (SELECT max(changed) FROM month_version WHERE month <= ?),
                             (SELECT count(*) FROM notification_clock)) AS facts
            """,
            row -> row.text("facts"),
            month.plus(1).firstDay())
        .getFirst();
  }

  /** Of the month's incidents, and of its cohort's, which may be the next month's. */
  String zoneTallies(Month month) {
    return name("zone tallies", "", changed(month));
  }

  /** As {@link #measures}. */
  String zoneMeasures(Month month, Instant until) {
    return name("zone measures", until.toString(), changed(month));
  }

  private String name(String question, String parameter, String incidents) {
    String others =
        sql.list(
                """
                SELECT concat_ws(' ', (SELECT count(*) FROM deposit), (SELECT count(*) FROM register_batch),
                                 (SELECT count(*) || ' ' || count(until_day) || ' ' || coalesce(sum(until_day - date '2000-01-01'), 0) FROM exclusion),
                                 (SELECT count(*) FROM registrar_list),
                                 (SELECT count(*) || ' ' || coalesce(sum(until_day - date '2000-01-01'), 0) FROM registrar_family),
                                 (SELECT count(*) || ' ' || coalesce(sum(until_day - date '2000-01-01'), 0) FROM registrar_exemption)) AS facts
                """,
                row -> row.text("facts"))
            .getFirst();
    return Hashes.sha256Hex(String.join("|", EDITION, question, parameter, incidents, others));
  }
}
