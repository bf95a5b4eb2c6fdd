package io.bailiwick.ingest.tally;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names the state of all facts that a month's answer is made from, at the cost of a few small
 * reads. Equal names mean equal answers; facts that change without changing an answer change the
 * name, too: every deposit, exclusion, change of the registrar tables and batch of events does so
 * for all months.
 *
 * <p>Where only incidents have changed since a state, it is known of which registrars they are, so
 * that who has the answer of then need be told of these alone.
 */
@ApplicationScoped
class MonthVersions {

  /** Of the shape and meaning of the answers; another one makes every name another. */
  private static final String EDITION = "2";

  /** Past so many changes, or registrars, telling of all is hardly dearer. */
  private static final int MOST_CHANGES = 2000;

  private static final int MOST_REGISTRARS = 100;
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})-([0-9]{1,18})");

  private final Sql sql;

  @Inject
  MonthVersions(Sql sql) {
    this.sql = sql;
  }

  /**
   * The state of the facts behind an answer.
   *
   * @param others digest of everything but the incidents
   * @param sequence of the last change of an incident that the answer depends on; 0: none
   * @param incidents which changes those are
   */
  record State(String others, long sequence, Incidents incidents) {
    String name() {
      return others + "-" + sequence;
    }
  }

  /**
   * Changes of incidents that an answer depends on.
   *
   * @param from first month of opening, inclusive
   * @param to last one, inclusive
   * @param talliedOnly leaves out those that only added listings
   */
  private record Incidents(LocalDate from, LocalDate to, boolean talliedOnly) {
    private static final LocalDate EVER = LocalDate.of(1, 1, 1);

    static Incidents tallied(Month from, Month to) {
      return new Incidents(from.firstDay(), to.firstDay(), true);
    }

    static Incidents upTo(Month month) {
      return new Incidents(EVER, month.firstDay(), false);
    }
  }

  /** Of the incidents that were opened in the month. */
  State tallies(Month month, int burstMinutes) {
    return state(
        "tallies",
        burstMinutes
            + " "
            + facts(
                "SELECT count(*) || ' ' || coalesce(sum(registration_id), 0) AS facts FROM listed_registration WHERE burst"),
        Incidents.tallied(month, month));
  }

  /** Of the month's incidents, and of those of the next, which may be of names created in it. */
  State zoneTallies(Month month) {
    return state("zone tallies", "", Incidents.tallied(month, month.plus(1)));
  }

  /**
   * Of the incidents of the month, of those before it, which may still have been listed in it, and
   * of those of the next, as above.
   *
   * @param until as far as incidents are watched
   */
  State measures(Month month, Instant until) {
    return state("measures", until + " " + notifications(), Incidents.upTo(month.plus(1)));
  }

  /** The same without the cohort, hence without the next month. */
  State zoneMeasures(Month month, Instant until) {
    return state("zone measures", until + " " + notifications(), Incidents.upTo(month));
  }

  /**
   * Which registrars' rows may differ between a state that the caller knows and the one now. Those
   * that changed incidents counted for before and after, and all that ever created or sponsored a
   * registration of their domains: whatever an incident is attributed to, it is to one of them.
   *
   * @param since name of the state that the caller knows; null or one that nothing can be said of:
   *     all
   */
  Part since(@Nullable String since, State now) {
    Matcher known = NAME.matcher(since == null ? "" : since);
    if (!known.matches() || !known.group(1).equals(now.others)) {
      return Part.ALL;
    }
    long sequence = Long.parseLong(known.group(2));
    if (sequence > now.sequence
        || sql.number(
                "SELECT count(*) FROM (SELECT FROM incident_change c WHERE %s LIMIT ?) c"
                    .formatted(CHANGED),
                changed(now, sequence, MOST_CHANGES + 1))
            > MOST_CHANGES) {
      return Part.ALL;
    }
    List<RegistrarId> registrars =
        sql.list(
            """
            WITH changed AS MATERIALIZED (SELECT incident_id, registrar_before, registrar_after FROM incident_change c WHERE %s),
            registered AS MATERIALIZED (
              SELECT DISTINCT g.id, g.creator FROM changed JOIN incident i ON i.id = incident_id JOIN registration g ON g.name = i.domain)
            SELECT registrar FROM (
              SELECT registrar_before AS registrar FROM changed
              UNION SELECT registrar_after FROM changed
              UNION SELECT creator FROM registered
              UNION SELECT s.registrar FROM registered g JOIN sponsorship s ON s.registration_id = g.id) told
            WHERE registrar IS NOT NULL ORDER BY 1 LIMIT ?
            """
                .formatted(CHANGED),
            row -> row.registrar("registrar"),
            changed(now, sequence, MOST_REGISTRARS + 1));
    return registrars.size() > MOST_REGISTRARS ? Part.ALL : Part.of(registrars);
  }

  private static final String CHANGED =
      "c.sequence > ? AND (c.tallied OR NOT ?) AND (c.month_before BETWEEN ? AND ? OR c.month_after BETWEEN ? AND ?)";

  /** The parameters of {@link #CHANGED}, and a limit. */
  private static Object[] changed(State now, long after, int limit) {
    Incidents incidents = now.incidents;
    return new Object[] {
      after,
      incidents.talliedOnly,
      incidents.from,
      incidents.to,
      incidents.from,
      incidents.to,
      limit
    };
  }

  private String notifications() {
    return facts("SELECT count(*)::text AS facts FROM notification_clock");
  }

  private String facts(String query) {
    return sql.list(query, row -> row.text("facts")).getFirst();
  }

  private State state(String question, String parameter, Incidents incidents) {
    long sequence =
        sql.number(
            "SELECT coalesce(max(CASE WHEN ? THEN tallied ELSE changed END), 0) FROM month_version WHERE month BETWEEN ? AND ?",
            incidents.talliedOnly,
            incidents.from,
            incidents.to);
    String others =
        facts(
            """
            SELECT concat_ws(' ', (SELECT count(*) FROM deposit), (SELECT count(*) FROM register_batch),
                             (SELECT count(*) || ' ' || count(until_day) || ' ' || coalesce(sum(until_day - date '2000-01-01'), 0) FROM exclusion),
                             (SELECT count(*) FROM registrar_list),
                             (SELECT count(*) || ' ' || coalesce(sum(until_day - date '2000-01-01'), 0) FROM registrar_family),
                             (SELECT count(*) || ' ' || coalesce(sum(until_day - date '2000-01-01'), 0) FROM registrar_exemption)) AS facts
            """);
    String month = incidents.from + " " + incidents.to;
    return new State(
        Hashes.sha256Hex(String.join("|", EDITION, question, month, parameter, others)),
        sequence,
        incidents);
  }
}
