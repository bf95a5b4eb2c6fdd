package io.bailiwick.ingest.tally;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.stream.Stream;

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
        facts(
            """
            SELECT concat_ws(' ', (SELECT tallied FROM month_version WHERE month = ?),
                             (SELECT count(*) || ' ' || coalesce(sum(registration_id), 0) FROM listed_registration WHERE burst)) AS facts
            """,
            month));
  }

  /** Of the month's incidents, and of those of the next, which may be of names created in it. */
  String zoneTallies(Month month) {
    return name(
        "zone tallies",
        "",
        facts(
            "SELECT concat_ws(' ', sum(tallied), max(tallied)) AS facts FROM month_version WHERE month IN (?, ?)",
            month,
            month.plus(1)));
  }

  /**
   * Of the incidents of the month, of those before it, which may still have been listed in it, and
   * of those of the next, as above.
   *
   * @param until as far as incidents are watched
   */
  String measures(Month month, Instant until) {
    return name("measures", until.toString(), changed(month.plus(1)));
  }

  /** The same without the cohort, hence without the next month. */
  String zoneMeasures(Month month, Instant until) {
    return name("zone measures", until.toString(), changed(month));
  }

  private String changed(Month last) {
    return facts(
        """
        SELECT concat_ws(' ', (SELECT sum(changed) || ' ' || max(changed) FROM month_version WHERE month <= ?),
                         (SELECT count(*) FROM notification_clock)) AS facts
        """,
        last);
  }

  private String facts(String query, Month... months) {
    return sql.list(
            query,
            row -> row.text("facts"),
            (Object[]) Stream.of(months).map(Month::firstDay).toArray())
        .getFirst();
  }

  private String name(String question, String parameter, String incidents) {
    String others =
        facts(
            """
            SELECT concat_ws(' ', (SELECT count(*) FROM deposit), (SELECT count(*) FROM register_batch),
                             (SELECT count(*) || ' ' || count(until_day) || ' ' || coalesce(sum(until_day - date '2000-01-01'), 0) FROM exclusion),
                             (SELECT count(*) FROM registrar_list),
                             (SELECT count(*) || ' ' || coalesce(sum(until_day - date '2000-01-01'), 0) FROM registrar_family),
                             (SELECT count(*) || ' ' || coalesce(sum(until_day - date '2000-01-01'), 0) FROM registrar_exemption)) AS facts
            """);
    return Hashes.sha256Hex(String.join("|", EDITION, question, parameter, incidents, others));
  }
}
