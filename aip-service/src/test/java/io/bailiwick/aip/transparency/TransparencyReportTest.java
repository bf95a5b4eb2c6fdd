package io.bailiwick.aip.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.aip.appeal.AppealOutcome;
import io.bailiwick.aip.appeal.AppealStep;
import io.bailiwick.aip.casefile.CaseState;
import io.bailiwick.aip.casefile.LimitOutcome;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.time.Month;
import io.bailiwick.enforcement.RestrictionMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counts and days that were worked out by hand. */
class TransparencyReportTest {
  private static final Month JANUARY = Month.of(2026, 1);
  private static final Month MARCH = Month.of(2026, 3);

  private static Instant day(int month, int day) {
    return Instant.parse("2026-%02d-%02dT00:00:00Z".formatted(month, day));
  }

  private static CaseFact.Step step(Instant at, CaseState to) {
    return new CaseFact.Step(at, to);
  }

  private static CaseFact one(CaseFact.Step... steps) {
    return new CaseFact(false, List.of(steps), null);
  }

  private static Map<String, Integer> counts(Facts facts) {
    return new Figures(facts, ReportPath.ORDINARY, JANUARY.start(), MARCH.end()).counts();
  }

  private static Facts cases(CaseFact... cases) {
    return new Facts(List.of(cases), List.of(), List.of());
  }

  @Test
  void countsCasesByWhereTheyWereAtBothEndsOfThePeriod() {
    CaseFact before =
        one(
            step(day(1, 1).minusSeconds(864_000), CaseState.CANDIDATE),
            step(day(1, 1).minusSeconds(86_400), CaseState.CONFIRMED),
            step(day(2, 1), CaseState.NOTIFIED),
            step(day(4, 2), CaseState.CLOSED));
    CaseFact opened =
        one(
            step(day(1, 5), CaseState.CANDIDATE),
            step(day(1, 9), CaseState.CONFIRMED),
            step(day(1, 19), CaseState.NOTIFIED),
            step(day(2, 1), CaseState.UNFOUNDED));
    CaseFact dismissed =
        new CaseFact(
            false,
            List.of(step(day(2, 1), CaseState.CANDIDATE), step(day(2, 3), CaseState.DISMISSED)),
            DismissalGround.COMPROMISED_SITES);
    CaseFact waiting = one(step(day(3, 31), CaseState.CANDIDATE));
    CaseFact later = one(step(day(4, 1), CaseState.CANDIDATE));
    CaseFact ended =
        one(
            step(day(1, 1).minusSeconds(864_000), CaseState.CANDIDATE),
            step(day(1, 1).minusSeconds(800_000), CaseState.CONFIRMED),
            step(day(1, 1).minusSeconds(700_000), CaseState.CLOSED));

    Map<String, Integer> counts = counts(cases(before, opened, dismissed, waiting, later, ended));

    Map<String, Integer> expected = new HashMap<>();
    expected.put("candidates", 3);
    expected.put("candidates.found", 3);
    expected.put("candidates.dismissed", 1);
    expected.put("candidates.dismissed.compromised-sites", 1);
    expected.put("candidates.waiting-at-end", 1);
    expected.put("cases", 2);
    expected.put("cases.open-at-start", 1);
    expected.put("cases.opened", 1);
    expected.put("cases.ended", 1);
    expected.put("cases.ended.unfounded", 1);
    expected.put("cases.open-at-end", 1);
    expected.put("cases.open-at-end.notified", 1);
    Map<String, Integer> nonzero = new HashMap<>(counts);
    nonzero.values().removeIf(count -> count == 0);
    assertThat(nonzero).isEqualTo(expected);
  }

  @Test
  void aReversalAfterThePeriodCorrectsHowACaseEnded() {
    CaseFact reversed =
        one(
            step(day(1, 5), CaseState.CANDIDATE),
            step(day(1, 9), CaseState.CONFIRMED),
            step(day(2, 1), CaseState.RESTORED),
            step(day(5, 1), CaseState.REVERSED));
    assertThat(counts(cases(reversed)))
        .containsEntry("cases.ended.reversed", 1)
        .containsEntry("cases.ended.restored", 0);
  }

  @Test
  void everyTotalIsTheSumOfItsParts() {
    Facts facts =
        new Facts(
            List.of(
                one(step(day(1, 5), CaseState.CANDIDATE)),
                one(step(day(1, 5), CaseState.CANDIDATE), step(day(1, 6), CaseState.CONFIRMED))),
            List.of(
                limit(LimitOutcome.APPROVED, day(2, 1), null),
                limit(LimitOutcome.APPROVED, day(2, 1), day(5, 1)),
                limit(LimitOutcome.REFUSED, day(2, 1), null),
                limit(LimitOutcome.WITHDRAWN, day(2, 1), null),
                limit(null, null, null),
                limit(LimitOutcome.APPROVED, day(4, 1), null)),
            List.of(
                appeal(AppealOutcome.UPHELD, day(2, 11), LocalDate.of(2026, 2, 11)),
                appeal(AppealOutcome.REVERSED, day(2, 12), LocalDate.of(2026, 2, 11)),
                appeal(null, null, null)));
    Map<String, Integer> counts = counts(facts);
    for (Suppression.Sum sum : Item.sums()) {
      assertThat(counts.get(sum.total()))
          .as(sum.total())
          .isEqualTo(sum.parts().stream().mapToInt(counts::get).sum());
    }
    assertThat(counts)
        .containsEntry("limits", 6)
        .containsEntry("limits.approved", 2)
        .containsEntry("limits.approved.mode.full-stop", 2)
        .containsEntry("limits.approved.reversed", 1)
        .containsEntry("limits.undecided", 2)
        .containsEntry("appeals.internal.decided.in-time", 1)
        .containsEntry("appeals.internal.decided.late", 1)
        .containsEntry("appeals.internal.undecided", 1);
  }

  private static LimitFact limit(
      @Nullable LimitOutcome outcome, @Nullable Instant decided, @Nullable Instant reversed) {
    return new LimitFact(
        false,
        RestrictionMode.FULL_STOP,
        day(1, 20),
        outcome,
        decided,
        reversed,
        false,
        null,
        null);
  }

  /** One that an appeal varied to a daily cap is one limit, in the mode that was approved. */
  @Test
  void aVariedLimitCountsOnceInTheModeThatWasApproved() {
    LimitFact varied =
        new LimitFact(
            false,
            RestrictionMode.FULL_STOP,
            day(1, 20),
            LimitOutcome.APPROVED,
            day(1, 21),
            null,
            true,
            null,
            null);
    LimitFact stands = limit(LimitOutcome.APPROVED, day(1, 21), null);
    LimitFact reversed = limit(LimitOutcome.APPROVED, day(1, 21), day(2, 1));
    assertThat(counts(new Facts(List.of(), List.of(varied, stands, reversed), List.of())))
        .containsEntry("limits.approved", 3)
        .containsEntry("limits.approved.mode.full-stop", 3)
        .containsEntry("limits.approved.mode.daily-cap", 0)
        .containsEntry("limits.approved.stands", 1)
        .containsEntry("limits.approved.varied", 1)
        .containsEntry("limits.approved.reversed", 1);
  }

  private static AppealFact appeal(
      @Nullable AppealOutcome outcome, @Nullable Instant decided, @Nullable LocalDate last) {
    return new AppealFact(false, AppealStep.INTERNAL, day(2, 1), outcome, decided, last);
  }

  @Test
  void daysHaveAMedianFromFiveOnAndALastDecileFromTen() {
    List<Duration> lengths = new ArrayList<>();
    for (int days : List.of(9, 1, 3, 2)) {
      lengths.add(Duration.ofDays(days));
    }
    assertThat(shown(lengths).times()).isNull();
    assertThat(shown(lengths).median()).isNull();
    // 1 2 3 6 9
    lengths.add(Duration.ofDays(6));
    assertThat(shown(lengths).times()).isEqualTo(5);
    assertThat(shown(lengths).median()).isEqualByComparingTo("3.0");
    assertThat(shown(lengths).percentile90()).isNull();
    // 1 2 3 6 9 10 11 12 13 14 15: sixth of eleven; ceil(9.9) = tenth
    for (int days : List.of(10, 11, 12, 13, 14, 15)) {
      lengths.add(Duration.ofDays(days));
    }
    assertThat(shown(lengths).times()).isEqualTo(10);
    assertThat(shown(lengths).median()).isEqualByComparingTo("10.0");
    assertThat(shown(lengths).percentile90()).isEqualByComparingTo("14.0");
    // Twelve: between the sixth and the seventh, 10 and 11; 12 hours are half a day.
    lengths.add(Duration.ofDays(16).plusHours(12));
    assertThat(shown(lengths).median()).isEqualByComparingTo("10.5");
    assertThat(shown(lengths).percentile90()).isEqualByComparingTo("15.0");
  }

  private static TransparencyReport.DaysRow shown(List<Duration> lengths) {
    return new Figures.Days("limit", "-", lengths).shown(ReportPath.ORDINARY, 5);
  }

  @Test
  void aTimeInAPhaseIsOfThePeriodInWhichItEnded() {
    CaseFact fact =
        one(
            step(day(1, 5), CaseState.CANDIDATE),
            step(day(1, 9), CaseState.CONFIRMED),
            step(day(1, 19), CaseState.NOTIFIED),
            step(day(1, 20), CaseState.NOTIFIED),
            step(day(4, 2), CaseState.ACKNOWLEDGED));
    Map<String, List<Duration>> days = new HashMap<>();
    new Figures(cases(fact), ReportPath.ORDINARY, JANUARY.start(), MARCH.end())
        .days()
        .forEach(of -> days.put(of.key(), of.lengths()));
    assertThat(days.get("phase.candidate")).containsExactly(Duration.ofDays(4));
    assertThat(days.get("phase.confirmed")).containsExactly(Duration.ofDays(10));
    assertThat(days.get("phase.notified")).isEmpty();
  }

  /** Eleven cases opened: six still notified, five closed. */
  private static Facts eleven() {
    List<CaseFact> cases = new ArrayList<>();
    cases.addAll(
        Collections.nCopies(
            6,
            one(
                step(day(1, 5), CaseState.CANDIDATE),
                step(day(1, 9), CaseState.CONFIRMED),
                step(day(1, 19), CaseState.NOTIFIED))));
    cases.addAll(
        Collections.nCopies(
            5,
            one(
                step(day(1, 5), CaseState.CANDIDATE),
                step(day(1, 9), CaseState.CONFIRMED),
                step(day(1, 19), CaseState.CLOSED))));
    cases.add(
        new CaseFact(
            true,
            List.of(step(day(1, 5), CaseState.CANDIDATE), step(day(1, 6), CaseState.CONFIRMED)),
            null));
    return new Facts(cases, List.of(), List.of());
  }

  private static TransparencyReport report() {
    return new TransparencyReport(
        JANUARY,
        MARCH,
        1,
        null,
        day(4, 10),
        1,
        5,
        TransparencyReport.rule(5),
        "Quiet <months>.",
        TransparencyReport.counts(eleven(), JANUARY, MARCH, 5, null).orElseThrow(),
        TransparencyReport.days(eleven(), JANUARY, MARCH, 5),
        List.of());
  }

  private static TransparencyReport.CountRow row(
      List<TransparencyReport.CountRow> rows, ReportPath path, String key) {
    return rows.stream()
        .filter(row -> row.path() == path && row.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theAcutePathStandsApartAndItsOneCaseIsHidden() {
    List<TransparencyReport.CountRow> rows = report().counts();
    assertThat(row(rows, ReportPath.ORDINARY, "cases.opened").count()).isEqualTo(11);
    assertThat(row(rows, ReportPath.ORDINARY, "cases.open-at-end.notified").count()).isEqualTo(6);
    assertThat(row(rows, ReportPath.ORDINARY, "cases.ended.closed").count()).isEqualTo(5);
    assertThat(row(rows, ReportPath.ACUTE, "cases.opened").hidden()).isTrue();
    assertThat(row(rows, ReportPath.ACUTE, "cases").count()).isNull();
    assertThat(row(rows, ReportPath.ACUTE, "cases.ended").count()).isZero();
  }

  @Test
  void whatTheReportBeforeHidesIsNotToldByTheNext() {
    List<CaseFact> open =
        Collections.nCopies(
            3, one(step(day(1, 5), CaseState.CANDIDATE), step(day(1, 9), CaseState.CONFIRMED)));
    List<CaseFact> more = new ArrayList<>(open);
    more.addAll(
        Collections.nCopies(
            8, one(step(day(2, 5), CaseState.CANDIDATE), step(day(2, 9), CaseState.CONFIRMED))));
    Facts facts = new Facts(more, List.of(), List.of());
    List<TransparencyReport.CountRow> january =
        TransparencyReport.counts(facts, JANUARY, JANUARY, 5, null).orElseThrow();
    assertThat(row(january, ReportPath.ORDINARY, "cases.open-at-end").hidden()).isTrue();
    TransparencyReport former =
        new TransparencyReport(
            JANUARY, JANUARY, 1, null, day(4, 1), 1, 5, "", null, january, List.of(), List.of());
    List<TransparencyReport.CountRow> february =
        TransparencyReport.counts(facts, Month.of(2026, 2), Month.of(2026, 2), 5, former)
            .orElseThrow();
    assertThat(row(february, ReportPath.ORDINARY, "cases.open-at-start").hidden()).isTrue();
    // 11 in all and 8 opened would be 3.
    assertThat(
            row(february, ReportPath.ORDINARY, "cases").hidden()
                || row(february, ReportPath.ORDINARY, "cases.opened").hidden())
        .isTrue();
  }

  @Test
  void aCorrectionSaysWhatItCorrects() {
    TransparencyReport before = report();
    List<TransparencyReport.CountRow> now =
        before.counts().stream()
            .map(
                row ->
                    row.path() == ReportPath.ORDINARY && row.key().equals("cases.opened")
                        ? new TransparencyReport.CountRow(
                            row.path(),
                            row.group(),
                            row.key(),
                            row.depth(),
                            row.label(),
                            10,
                            false,
                            row.explanation())
                        : row)
            .toList();
    assertThat(TransparencyReport.changes(before, now))
        .containsExactly(
            new TransparencyReport.Change(ReportPath.ORDINARY, "cases.opened", 11, 10));
    assertThat(TransparencyReport.changes(before, before.counts())).isEmpty();
  }

  @Test
  void thePageNeedsNoScriptAndEscapesWhatPeopleWrote() {
    String page = TransparencyFiles.of(report()).html();
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("@page{size:A4")
        .contains("Quiet &lt;months&gt;.")
        .contains("Acute path")
        .doesNotContain("<script");
  }

  @Test
  void theArchiveIsTheSameEveryTimeAndItsDigestsFit() throws IOException {
    byte[] archive = TransparencyFiles.of(report()).archive();
    assertThat(TransparencyFiles.of(report()).archive()).isEqualTo(archive);
    Map<String, byte[]> files = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    assertThat(files.keySet())
        .containsExactlyInAnyOrder(
            "README.txt",
            "SHA256SUMS",
            "changes.csv",
            "counts.csv",
            "days.csv",
            "manifest.json",
            "report.html",
            "report.json");
    String sums = new String(files.get("SHA256SUMS"), StandardCharsets.UTF_8);
    files.forEach(
        (name, bytes) -> {
          if (!name.equals("SHA256SUMS")) {
            assertThat(sums).contains(Hashes.sha256Hex(bytes) + "  " + name + "\n");
          }
        });
  }
}
