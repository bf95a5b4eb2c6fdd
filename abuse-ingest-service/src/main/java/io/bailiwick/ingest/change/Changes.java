package io.bailiwick.ingest.change;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of incidents, which triggers write down in the transaction that makes them. Whoever
 * changes incidents holds a lock until it commits, so that sequences become visible in their order.
 */
@ApplicationScoped
public class Changes {
  private static final YearMonth FIRST = YearMonth.of(1970, 1);

  private final Sql sql;
  private final Caller caller;

  @Inject
  Changes(Sql sql, Caller caller) {
    this.sql = sql;
    this.caller = caller;
  }

  /**
   * Says why the incidents that this transaction is going to change will change. Without it the
   * triggers tell observations, registration data and persons apart by what changed.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void because(ChangeCause cause) {
    var unused =
        sql.list("SELECT set_config('bailiwick.change_cause', ?, true)", row -> true, cause.name());
  }

  Page<IncidentChange> incidents(PageRequest request) {
    requireAll();
    return Page.of(
        request,
        IncidentChange.class,
        (after, limit) ->
            sql.list(
                "SELECT * FROM incident_change WHERE sequence > ? ORDER BY sequence LIMIT ?",
                Changes::incidentChange,
                after == null ? 0L : Cursor.number(after),
                limit),
        change -> Cursor.key(change.sequence()));
  }

  Page<TallyChange> tallies(PageRequest request) {
    requireAll();
    return Page.of(request, TallyChange.class, this::tallies, Changes::key);
  }

  /** Sorted by the last change of each, then month and registrar. */
  private List<TallyChange> tallies(@Nullable String after, int limit) {
    long sequence = 0;
    int month = 0;
    int registrar = -1;
    if (after != null) {
      List<String> parts = Cursor.parts(after, 3);
      sequence = Cursor.number(parts.get(0));
      month = (int) Cursor.number(parts.get(1));
      registrar = (int) Cursor.number(parts.get(2));
    }
    return sql.list(
        """
        WITH side AS (
          SELECT sequence, incident_id, cause, at, month_after AS month, registrar_after AS registrar
          FROM incident_change WHERE sequence >= ? AND tallied AND month_after IS NOT NULL
          UNION ALL
          SELECT sequence, incident_id, cause, at, month_before, registrar_before
          FROM incident_change
          WHERE sequence >= ? AND tallied AND month_before IS NOT NULL
            AND (month_before, registrar_before) IS DISTINCT FROM (month_after, registrar_after)
        )
        SELECT month, registrar, max(sequence) AS last, max(at) AS at, count(DISTINCT incident_id) AS incidents,
               array_agg(DISTINCT cause ORDER BY cause) AS causes
        FROM side
        WHERE (sequence, (extract(year FROM month) - 1970) * 12 + extract(month FROM month) - 1, coalesce(registrar, 0)) > (?, ?, ?)
        GROUP BY month, registrar
        ORDER BY max(sequence), month, coalesce(registrar, 0)
        LIMIT ?
        """,
        Changes::tallyChange,
        sequence,
        sequence,
        sequence,
        month,
        registrar,
        limit);
  }

  private void requireAll() {
    if (!caller.scope().isAll()) {
      throw ProblemException.forbidden(
          "Changes are of all registrars, so no registrar reads them.");
    }
  }

  private static String key(TallyChange change) {
    return Cursor.key(
        change.sequence(),
        number(change.month()),
        change.registrar() == null ? 0 : change.registrar().ianaId());
  }

  private static long number(Month month) {
    return FIRST.until(month.value(), java.time.temporal.ChronoUnit.MONTHS);
  }

  private static IncidentChange incidentChange(Columns row) throws SQLException {
    long sequence = row.number("sequence");
    return new IncidentChange(
        sequence,
        row.id("incident_id"),
        row.constant("cause", ChangeCause.class),
        row.time("at"),
        month(row.dayOrNull("month_before")),
        month(row.dayOrNull("month_after")),
        row.registrarOrNull("registrar_before"),
        row.registrarOrNull("registrar_after"),
        row.flag("tallied"),
        Cursor.encode(Cursor.key(sequence)));
  }

  private static TallyChange tallyChange(Columns row) throws SQLException {
    List<ChangeCause> causes = new ArrayList<>();
    row.texts("causes").forEach(cause -> causes.add(ChangeCause.valueOf(cause)));
    Month month = Month.of(row.day("month"));
    var registrar = row.registrarOrNull("registrar");
    long sequence = row.number("last");
    return new TallyChange(
        month,
        registrar,
        sequence,
        row.time("at"),
        row.number("incidents"),
        causes,
        Cursor.encode(
            Cursor.key(sequence, number(month), registrar == null ? 0 : registrar.ianaId())));
  }

  private static @Nullable Month month(@Nullable LocalDate firstDay) {
    return firstDay == null ? null : Month.of(firstDay);
  }
}
