package io.bailiwick.scoring.picture;

import static io.bailiwick.scoring.picture.Sheet.NORMAL;
import static io.bailiwick.scoring.picture.Sheet.SMALL;

import io.bailiwick.scoring.picture.Sheet.Anchor;
import io.bailiwick.scoring.picture.Sheet.Ink;
import io.bailiwick.scoring.picture.Sheet.Mark;
import io.bailiwick.scoring.picture.Sheet.Spot;
import io.bailiwick.scoring.picture.Sheet.Stroke;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A registrar's rate month by month, with intervals and the thresholds of its gates. A month that
 * cannot be assessed interrupts the line and is marked; so is one that was never scored. All rates
 * are per 10,000 names and month.
 */
public final class HistoryPlot {

  private static final double WIDTH = 860;
  private static final double HEIGHT = 456;
  private static final double LEFT = 70;
  private static final double RIGHT = 700;
  private static final double TOP = 84;
  private static final double BOTTOM = 350;

  private final String registrar;
  private final List<Month> months;
  private final Map<YearMonth, Month> scored;
  private final List<YearMonth> shown;
  private final Scale up;

  /**
   * One month as it stands.
   *
   * @param version of the month's scores, from 1; more than 1 is noted
   * @param policyVersion a change is noted
   * @param assessable whether the data allow a statement; if not, the month is a gap
   * @param remark why the month is not assessable, for a reader
   * @param domains malicious domains
   * @param names mean names under management; null where unknown
   * @param rate null where there is none
   * @param lower of the interval that is shown
   * @param upper of the interval that is shown
   * @param rewardThreshold what the reward gate compares with; null where no gate said so
   * @param interventionThreshold what the intervention gate compares with
   */
  public record Month(
      YearMonth month,
      int version,
      int policyVersion,
      boolean assessable,
      String remark,
      long domains,
      @Nullable BigDecimal names,
      @Nullable BigDecimal rate,
      @Nullable BigDecimal lower,
      @Nullable BigDecimal upper,
      @Nullable BigDecimal rewardThreshold,
      @Nullable BigDecimal interventionThreshold) {

    private boolean isPoint() {
      return assessable && rate != null;
    }

    private String words() {
      String numbers =
          rate == null || lower == null || upper == null || names == null
              ? "%s malicious domains, no rate".formatted(Numbers.whole(domains))
              : "%s of %s names, %s per 10,000 (%s to %s)"
                  .formatted(
                      Numbers.whole(domains),
                      Numbers.exact(names),
                      shown(rate),
                      shown(lower),
                      shown(upper));
      String noted = version > 1 ? ", version " + version : "";
      String open = assessable ? "" : "; not assessable. " + remark;
      return month + ": " + numbers + noted + ", policy " + policyVersion + open;
    }

    private static String shown(BigDecimal value) {
      return Numbers.rounded(value, 2);
    }
  }

  /**
   * @param months of one registrar, in the order of time, each once
   */
  public HistoryPlot(int ianaId, String name, List<Month> months) {
    if (months.isEmpty()) {
      throw new IllegalArgumentException("a history needs a month");
    }
    this.registrar = name + " (IANA ID " + ianaId + ")";
    this.months = List.copyOf(months);
    this.scored = months.stream().collect(Collectors.toMap(Month::month, Function.identity()));
    this.shown =
        Stream.iterate(
                months.getFirst().month(),
                month -> !month.isAfter(months.getLast().month()),
                month -> month.plusMonths(1))
            .toList();
    this.up = up(months);
  }

  /** Room for every rate and threshold; an interval may go beyond. */
  private static Scale up(List<Month> months) {
    double rates = highest(months, Month::rate);
    double thresholds =
        Math.max(
            highest(months, Month::rewardThreshold), highest(months, Month::interventionThreshold));
    double bounds = highest(months, Month::upper);
    double wanted = Math.max(1.2 * rates, 1.5 * thresholds);
    double room = bounds <= 2 * wanted ? Math.max(wanted, 1.05 * bounds) : wanted;
    return new Scale(Scale.Kind.LINEAR, 0, Scale.niceCeiling(Math.max(room, 1)), BOTTOM, TOP);
  }

  private static double highest(List<Month> months, Function<Month, @Nullable BigDecimal> value) {
    return months.stream()
        .map(value)
        .filter(Objects::nonNull)
        .mapToDouble(BigDecimal::doubleValue)
        .max()
        .orElse(0);
  }

  private double x(YearMonth month) {
    double slot = (RIGHT - LEFT) / shown.size();
    return LEFT + slot * (shown.indexOf(month) + 0.5);
  }

  private double slot() {
    return (RIGHT - LEFT) / shown.size();
  }

  private String title() {
    return "Rate of abuse by month, " + registrar;
  }

  /** The numbers in words, for readers who do not see the picture. */
  String description() {
    String all = months.stream().map(Month::words).collect(Collectors.joining(". "));
    long never = shown.size() - months.size();
    return "Malicious domains per 10,000 names and month with 95 % intervals, "
        + shown.getFirst()
        + " to "
        + shown.getLast()
        + ". "
        + all
        + "."
        + (never == 0 ? "" : " Months between that were not scored: %d.".formatted(never));
  }

  /** The picture. */
  public Picture draw() {
    Sheet sheet = new Sheet("history", WIDTH, HEIGHT, title(), description());
    sheet.bold(
        new Spot(16, 28),
        Sheet.cut(title(), Sheet.LARGE * 1.05, WIDTH - 32),
        Sheet.LARGE,
        Anchor.START,
        Ink.BLACK);
    sheet.text(
        new Spot(16, 48),
        "Malicious domains first seen abused in the month, with 95 % intervals (Wilson); lines: thresholds of the gates",
        NORMAL,
        Anchor.START,
        Ink.GREY);
    gaps(sheet);
    axes(sheet);
    thresholds(sheet);
    line(sheet);
    months.forEach(month -> draw(sheet, month));
    legend(sheet);
    return sheet.finished();
  }

  private void axes(Sheet sheet) {
    for (double tick : Scale.evenTicks(up.to())) {
      double y = up.at(tick);
      sheet.line(new Spot(LEFT, y), new Spot(RIGHT, y), Stroke.solid(Ink.PALE, 1));
      sheet.text(new Spot(LEFT - 8, y + 4), Numbers.rounded(tick), NORMAL, Anchor.END, Ink.BLACK);
    }
    sheet.line(new Spot(LEFT, BOTTOM), new Spot(RIGHT, BOTTOM), Stroke.solid(Ink.BLACK, 1.2));
    sheet.line(new Spot(LEFT, TOP), new Spot(LEFT, BOTTOM), Stroke.solid(Ink.BLACK, 1.2));
    for (YearMonth month : shown) {
      double x = x(month);
      sheet.line(new Spot(x, BOTTOM), new Spot(x, BOTTOM + 5), Stroke.solid(Ink.BLACK, 1));
      sheet.text(
          new Spot(x, BOTTOM + 19),
          String.format(Locale.ROOT, "%02d", month.getMonthValue()),
          NORMAL,
          Anchor.MIDDLE,
          Ink.BLACK);
      if (month.getMonthValue() == 1 || month.equals(shown.getFirst())) {
        boolean crowded =
            month.equals(shown.getFirst()) && month.getMonthValue() > 10 && slot() < 20;
        if (!crowded) {
          sheet.bold(
              new Spot(x, BOTTOM + 35),
              Integer.toString(month.getYear()),
              NORMAL,
              Anchor.MIDDLE,
              Ink.BLACK);
        }
      }
      Month known = scored.get(month);
      if (known != null && known.version() > 1) {
        sheet.text(
            new Spot(x, BOTTOM + 50), "v" + known.version(), SMALL, Anchor.MIDDLE, Ink.BLACK);
      }
    }
    sheet.upright(new Spot(20, (TOP + BOTTOM) / 2), "Malicious domains per 10,000 names");
    sheet.text(
        new Spot((LEFT + RIGHT) / 2, BOTTOM + 68),
        "Month (UTC); v: version of the month's scores where it is not the first",
        NORMAL,
        Anchor.MIDDLE,
        Ink.BLACK);
    policies(sheet);
  }

  /** Where a policy takes the place of another. */
  private void policies(Sheet sheet) {
    for (int i = 1; i < months.size(); i++) {
      Month month = months.get(i);
      if (month.policyVersion() != months.get(i - 1).policyVersion()) {
        double x = x(month.month()) - slot() / 2;
        sheet.line(new Spot(x, TOP), new Spot(x, BOTTOM), new Stroke(Ink.GREY, 1, "2 3"));
        sheet.text(
            new Spot(x, TOP - 6),
            "policy " + month.policyVersion(),
            SMALL,
            x > RIGHT - 40 ? Anchor.END : Anchor.MIDDLE,
            Ink.GREY);
      }
    }
  }

  /** A column of their own for months that the line does not pass through. */
  private void gaps(Sheet sheet) {
    for (YearMonth month : shown) {
      Month known = scored.get(month);
      if (known == null || !known.isPoint()) {
        double left = x(month) - slot() / 2;
        String hover = known == null ? month + ": not scored" : known.words();
        sheet.box(left, TOP, slot(), BOTTOM - TOP, Ink.FAINT, hover);
        Spot spot = new Spot(x(month), BOTTOM - 12);
        if (known == null) {
          dash(sheet, spot);
        } else {
          cross(sheet, spot);
        }
      }
    }
  }

  private void thresholds(Sheet sheet) {
    double lower =
        threshold(
            sheet, Month::rewardThreshold, new Stroke(Ink.BLACK, 1.6, "7 4"), "reward", BOTTOM + 4);
    threshold(
        sheet,
        Month::interventionThreshold,
        Stroke.solid(Ink.VERMILION, 2),
        "intervention",
        lower - 15);
  }

  private static void cross(Sheet sheet, Spot spot) {
    Stroke stroke = Stroke.solid(Ink.BLACK, 1.6);
    double x = spot.x();
    double y = spot.y();
    sheet.line(new Spot(x - 4, y - 4), new Spot(x + 4, y + 4), stroke);
    sheet.line(new Spot(x - 4, y + 4), new Spot(x + 4, y - 4), stroke);
  }

  private static void dash(Sheet sheet, Spot spot) {
    sheet.line(
        new Spot(spot.x() - 5, spot.y()),
        new Spot(spot.x() + 5, spot.y()),
        Stroke.solid(Ink.GREY, 1.6));
  }

  /**
   * In steps, since another policy may have another threshold.
   *
   * @param lowest where its label may be at the lowest
   * @return where it is, so that the next keeps clear of it
   */
  private double threshold(
      Sheet sheet,
      Function<Month, @Nullable BigDecimal> value,
      Stroke stroke,
      String gate,
      double lowest) {
    List<Spot> spots = new ArrayList<>();
    OptionalDouble last = OptionalDouble.empty();
    for (YearMonth month : shown) {
      Month known = scored.get(month);
      BigDecimal level = known == null ? null : value.apply(known);
      if (level != null) {
        last = OptionalDouble.of(level.doubleValue());
      }
      if (last.isPresent()) {
        double y = up.at(last.getAsDouble());
        spots.add(new Spot(x(month) - slot() / 2, y));
        spots.add(new Spot(x(month) + slot() / 2, y));
      }
    }
    sheet.path(spots, stroke, "threshold-" + gate);
    if (last.isEmpty()) {
      return lowest;
    }
    double y = Math.min(spots.getLast().y() + 4, lowest);
    sheet.text(
        new Spot(RIGHT + 8, y),
        gate + " gate: " + Numbers.rounded(last.getAsDouble()),
        NORMAL,
        Anchor.START,
        Ink.BLACK);
    return y;
  }

  /** The line between months that follow one another and can be assessed. */
  private void line(Sheet sheet) {
    List<Spot> part = new ArrayList<>();
    for (YearMonth month : shown) {
      Month known = scored.get(month);
      if (known != null && known.isPoint() && known.rate() != null) {
        part.add(new Spot(x(month), up.at(known.rate().doubleValue())));
      } else {
        sheet.path(part, Stroke.solid(Ink.BLUE, 1.6), "rates");
        part = new ArrayList<>();
      }
    }
    sheet.path(part, Stroke.solid(Ink.BLUE, 1.6), "rates");
  }

  private void draw(Sheet sheet, Month month) {
    if (month.rate() == null || month.lower() == null || month.upper() == null) {
      return;
    }
    double x = x(month.month());
    Stroke stroke =
        month.assessable() ? Stroke.solid(Ink.BLUE, 1.6) : new Stroke(Ink.GREY, 1.2, "2 2");
    double lower = up.at(month.lower().doubleValue());
    double upper = up.at(month.upper().doubleValue());
    double cap = Math.min(4, slot() / 4);
    sheet.line(new Spot(x, lower), new Spot(x, upper), stroke);
    sheet.line(new Spot(x - cap, lower), new Spot(x + cap, lower), stroke);
    if (up.isBeyond(month.upper().doubleValue())) {
      sheet.area(
          List.of(new Spot(x, TOP - 2), new Spot(x + cap, TOP + 7), new Spot(x - cap, TOP + 7)),
          stroke.ink(),
          "beyond");
    } else {
      sheet.line(new Spot(x - cap, upper), new Spot(x + cap, upper), stroke);
    }
    sheet.mark(
        month.assessable() ? Mark.MONTH : Mark.OPEN_MONTH,
        new Spot(x, up.at(month.rate().doubleValue())),
        month.words());
  }

  private void legend(Sheet sheet) {
    double x = RIGHT + 14;
    double y = TOP + 6;
    sheet.mark(Mark.MONTH, new Spot(x, y - 4), "");
    sheet.text(new Spot(x + 12, y), "rate, interval", NORMAL, Anchor.START, Ink.BLACK);
    if (up.isBeyond(highest(months, Month::upper))) {
      sheet.area(
          List.of(new Spot(x, y + 6), new Spot(x + 4, y + 15), new Spot(x - 4, y + 15)),
          Ink.BLUE,
          "legend");
      sheet.text(new Spot(x + 12, y + 15), "goes beyond", NORMAL, Anchor.START, Ink.BLACK);
    }
    if (months.stream().allMatch(Month::isPoint) && shown.size() == months.size()) {
      return;
    }
    double lower = HEIGHT - 14;
    cross(sheet, new Spot(LEFT, lower - 4));
    sheet.text(
        new Spot(LEFT + 12, lower),
        "not assessable; an open circle is what was counted so far, which no gate uses",
        SMALL,
        Anchor.START,
        Ink.GREY);
    dash(sheet, new Spot(LEFT + 452, lower - 4));
    sheet.text(new Spot(LEFT + 464, lower), "not scored", SMALL, Anchor.START, Ink.GREY);
  }
}
