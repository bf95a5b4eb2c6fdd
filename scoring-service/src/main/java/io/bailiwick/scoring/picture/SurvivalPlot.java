package io.bailiwick.scoring.picture;

import static io.bailiwick.scoring.picture.Sheet.NORMAL;
import static io.bailiwick.scoring.picture.Sheet.SMALL;

import io.bailiwick.scoring.picture.Sheet.Anchor;
import io.bailiwick.scoring.picture.Sheet.Ink;
import io.bailiwick.scoring.picture.Sheet.Spot;
import io.bailiwick.scoring.picture.Sheet.Stroke;
import io.bailiwick.scoring.statistics.Interval;
import io.bailiwick.scoring.statistics.KaplanMeier;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long abuse that began in a month lived: the share still live against the time, by Kaplan and
 * Meier, once from the first listing and once from the proven notification, for a registrar and for
 * the zone, with the number at risk below the axis.
 *
 * @param ianaId of the registrar
 * @param name of the registrar
 * @param horizonHours until when incidents are watched, above 0
 * @param fromListing the clock of the victims
 * @param fromNotification the clock of the registrar
 */
public record SurvivalPlot(
    YearMonth month,
    int ianaId,
    String name,
    int horizonHours,
    Curves fromListing,
    Curves fromNotification) {

  /** With fewer other registrars that have incidents on a clock, the zone is not shown there. */
  public static final int LEAST_OTHERS = PeerGroup.LEAST;

  private static final double WIDTH = 860;
  private static final double HEIGHT = 470;
  private static final double TOP = 112;
  private static final double BOTTOM = 344;
  private static final double PANEL = 322;
  private static final double FIRST = 84;
  private static final double SECOND = 506;
  private static final double CONFIDENCE = 0.95;
  private static final List<Integer> TICKS = List.of(0, 24, 96, 240, 480, 720, 1440, 2160);
  private static final List<Integer> IN_WORDS = List.of(24, 96, 720);

  /**
   * On one clock.
   *
   * @param zone of the whole zone; empty where fewer than five others have incidents, so that it
   *     would tell of them
   */
  public record Curves(KaplanMeier registrar, Optional<KaplanMeier> zone) {}

  private String title() {
    return "How long abuse lived, %s, %s (IANA ID %d)".formatted(month, name, ianaId);
  }

  /** The numbers in words, for readers who do not see the picture. */
  String description() {
    return "Share of malicious incidents that began in %s and were still live after a time (Kaplan and Meier). "
            .formatted(month)
        + words("From the first listing", fromListing)
        + " "
        + words("From the notification of the registrar", fromNotification);
  }

  private String words(String clock, Curves curves) {
    String zone =
        curves
            .zone()
            .map(curve -> " The zone: " + words(curve) + ".")
            .orElse(
                " The zone is not shown: fewer than five other registrars have incidents here.");
    return clock + ": " + words(curves.registrar()) + "." + zone;
  }

  private String words(KaplanMeier curve) {
    int all = curve.atRisk(0);
    if (all == 0) {
      return "no incidents";
    }
    String shares =
        IN_WORDS.stream()
            .filter(hours -> hours <= horizonHours)
            .map(hours -> Numbers.percent(curve.survival(hours)) + " after " + inWords(hours))
            .collect(Collectors.joining(", "));
    String median =
        curve.median().isPresent()
            ? "median " + Numbers.rounded(curve.median().getAsDouble()) + " hours"
            : "more than half still live at the end";
    return "%s incidents, still live %s; %s".formatted(Numbers.whole(all), shares, median);
  }

  private static String inWords(int hours) {
    return hours < 48 ? hours + " hours" : hours / 24 + " days";
  }

  /** The picture. */
  public Picture draw() {
    Sheet sheet = new Sheet("survival", WIDTH, HEIGHT, title(), description());
    sheet.bold(
        new Spot(16, 28),
        Sheet.cut(title(), Sheet.LARGE * 1.05, WIDTH - 32),
        Sheet.LARGE,
        Anchor.START,
        Ink.BLACK);
    sheet.text(
        new Spot(16, 48),
        "Share of malicious incidents still live; what was handed on or is still there counts as long as it was watched",
        NORMAL,
        Anchor.START,
        Ink.GREY);
    sheet.line(new Spot(16, 68), new Spot(44, 68), Stroke.solid(Ink.BLUE, 2.4));
    sheet.text(
        new Spot(50, 72), "the registrar, with 95 % interval", NORMAL, Anchor.START, Ink.BLACK);
    sheet.line(new Spot(280, 68), new Spot(308, 68), zoneStroke());
    sheet.text(new Spot(314, 72), "the zone", NORMAL, Anchor.START, Ink.BLACK);
    panel(sheet, FIRST, "From the first listing", fromListing);
    panel(sheet, SECOND, "From the notification of the registrar", fromNotification);
    return sheet.finished();
  }

  private static Stroke zoneStroke() {
    return new Stroke(Ink.BLACK, 1.6, "6 4");
  }

  private void panel(Sheet sheet, double left, String clock, Curves curves) {
    Scale across = new Scale(Scale.Kind.ROOT, 0, horizonHours, left, left + PANEL);
    Scale up = new Scale(Scale.Kind.LINEAR, 0, 1, BOTTOM, TOP);
    sheet.bold(new Spot(left, TOP - 12), clock, NORMAL, Anchor.START, Ink.BLACK);
    axes(sheet, across, up);
    KaplanMeier registrar = curves.registrar();
    if (registrar.atRisk(0) > 0) {
      band(sheet, across, up, registrar);
    }
    curves.zone().ifPresent(zone -> curve(sheet, across, up, zone, zoneStroke(), "zone"));
    if (registrar.atRisk(0) > 0) {
      curve(sheet, across, up, registrar, Stroke.solid(Ink.BLUE, 2.4), "registrar");
    } else {
      sheet.text(
          new Spot(left + PANEL / 2, TOP + 60),
          "no incidents of the registrar on this clock",
          NORMAL,
          Anchor.MIDDLE,
          Ink.BLACK);
    }
    atRisk(sheet, across, left, curves);
  }

  private void axes(Sheet sheet, Scale across, Scale up) {
    for (int percent = 0; percent <= 100; percent += 25) {
      double y = up.at(percent / 100.0);
      sheet.line(new Spot(across.start(), y), new Spot(across.end(), y), Stroke.solid(Ink.PALE, 1));
      sheet.text(
          new Spot(across.start() - 8, y + 4), percent + " %", NORMAL, Anchor.END, Ink.BLACK);
    }
    for (int hours : ticks()) {
      double x = across.at(hours);
      sheet.line(new Spot(x, TOP), new Spot(x, BOTTOM), Stroke.solid(Ink.PALE, 1));
      sheet.line(new Spot(x, BOTTOM), new Spot(x, BOTTOM + 5), Stroke.solid(Ink.BLACK, 1));
      sheet.text(new Spot(x, BOTTOM + 19), tick(hours), NORMAL, Anchor.MIDDLE, Ink.BLACK);
    }
    sheet.line(
        new Spot(across.start(), BOTTOM),
        new Spot(across.end(), BOTTOM),
        Stroke.solid(Ink.BLACK, 1.2));
    sheet.line(
        new Spot(across.start(), TOP),
        new Spot(across.start(), BOTTOM),
        Stroke.solid(Ink.BLACK, 1.2));
    sheet.text(
        new Spot((across.start() + across.end()) / 2, BOTTOM + 39),
        "Time since then (square-root scale)",
        NORMAL,
        Anchor.MIDDLE,
        Ink.BLACK);
  }

  private List<Integer> ticks() {
    return TICKS.stream().filter(hours -> hours <= horizonHours).toList();
  }

  private static String tick(int hours) {
    if (hours == 0) {
      return "0";
    }
    return hours < 48 ? hours + " h" : hours / 24 + " d";
  }

  /** A share holds from one step to the next, so the line goes across and then down. */
  private void curve(
      Sheet sheet, Scale across, Scale up, KaplanMeier curve, Stroke stroke, String kind) {
    List<Spot> spots = new ArrayList<>();
    spots.add(new Spot(across.at(0), up.at(1)));
    double share = 1;
    for (KaplanMeier.Step step : curve.steps()) {
      if (step.ended() > 0 && step.time() <= horizonHours) {
        double x = across.at(step.time());
        spots.add(new Spot(x, up.at(share)));
        share = step.survival();
        spots.add(new Spot(x, up.at(share)));
      }
    }
    spots.add(new Spot(across.at(lastSeen(curve)), up.at(share)));
    sheet.path(spots, stroke, kind);
  }

  /** Nothing is known after the longest time that anything was watched. */
  private double lastSeen(KaplanMeier curve) {
    return Math.min(horizonHours, curve.steps().getLast().time());
  }

  private void band(Sheet sheet, Scale across, Scale up, KaplanMeier curve) {
    List<Spot> above = new ArrayList<>();
    List<Spot> below = new ArrayList<>();
    Interval now = curve.interval(0, CONFIDENCE);
    double x = across.at(0);
    for (KaplanMeier.Step step : curve.steps()) {
      if (step.ended() > 0 && step.time() <= horizonHours) {
        add(above, below, x, now, up);
        x = across.at(step.time());
        add(above, below, x, now, up);
        now = curve.interval(step.time(), CONFIDENCE);
      }
    }
    add(above, below, x, now, up);
    add(above, below, across.at(lastSeen(curve)), now, up);
    List<Spot> around = new ArrayList<>(above);
    around.addAll(below.reversed());
    sheet.area(around, Ink.SKY, "band");
  }

  private static void add(
      List<Spot> above, List<Spot> below, double x, Interval interval, Scale up) {
    above.add(new Spot(x, up.at(interval.upper())));
    below.add(new Spot(x, up.at(interval.lower())));
  }

  private void atRisk(Sheet sheet, Scale across, double left, Curves curves) {
    double y = BOTTOM + 64;
    sheet.text(new Spot(left - 68, y), "at risk", SMALL, Anchor.START, Ink.GREY);
    row(sheet, across, left, y + 18, "registrar", curves.registrar());
    curves
        .zone()
        .ifPresentOrElse(
            zone -> row(sheet, across, left, y + 36, "zone", zone),
            () ->
                sheet.text(
                    new Spot(left - 68, y + 36),
                    "zone: not shown, fewer than five others have incidents here",
                    SMALL,
                    Anchor.START,
                    Ink.GREY));
  }

  private void row(
      Sheet sheet, Scale across, double left, double y, String who, KaplanMeier curve) {
    sheet.text(new Spot(left - 68, y), who, SMALL, Anchor.START, Ink.BLACK);
    for (int hours : ticks()) {
      sheet.text(
          new Spot(across.at(hours), y),
          Numbers.whole(curve.atRisk(hours)),
          SMALL,
          Anchor.MIDDLE,
          Ink.BLACK);
    }
  }
}
