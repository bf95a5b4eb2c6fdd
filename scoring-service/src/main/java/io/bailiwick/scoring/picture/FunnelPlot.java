package io.bailiwick.scoring.picture;

import static io.bailiwick.scoring.picture.Sheet.NORMAL;
import static io.bailiwick.scoring.picture.Sheet.SMALL;

import io.bailiwick.scoring.picture.Sheet.Anchor;
import io.bailiwick.scoring.picture.Sheet.Ink;
import io.bailiwick.scoring.picture.Sheet.Mark;
import io.bailiwick.scoring.picture.Sheet.Spot;
import io.bailiwick.scoring.picture.Sheet.Stroke;
import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Funnel;
import io.bailiwick.scoring.statistics.Rate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A month's rates against size, with the limits within which registrars of that size usually lie
 * (Spiegelhalter, Stat. Med. 24 (2005) 1185). There are two: one with every registrar, for those
 * who may see all of them; and one for a registrar, with itself by name and all others as groups,
 * which holds no other registrar's name, size or rate.
 *
 * <p>Across: mean names under management, logarithmic. Up: malicious domains per 10,000 names and
 * month, on a square-root scale, on which chance is about as wide at a high rate as at a low one.
 * What is above the axis is marked at its end.
 */
public final class FunnelPlot {

  private static final double WIDTH = 860;
  private static final double HEIGHT = 540;
  private static final double LEFT = 70;
  private static final double RIGHT = 758;
  private static final double TOP = 112;
  private static final double BOTTOM = 468;

  private static final double ALERT = 0.025;
  private static final double ALARM = 0.001;
  private static final int CURVE_POINTS = 160;
  private static final int NAMED_IN_WORDS = 10;
  private static final List<Integer> HEIGHTS = List.of(50, 100, 200, 500);
  private static final List<Integer> TICKS = List.of(0, 1, 2, 5, 10, 20, 50, 100, 200, 500);

  private final YearMonth month;
  private final Optional<Funnel> funnel;
  private final List<Placed> placed;
  private final List<PeerGroup> groups;
  private final int withoutNames;
  private final boolean ofRegistrar;
  private final Scale across;
  private final Scale up;

  /** A registrar and its rate in the month; the rate may be of no names. */
  public record Registrar(int ianaId, String name, Rate rate) {}

  /**
   * How the funnel is made.
   *
   * @param minimumNames what a registrar needs to count in target and limits, 1 or more
   * @param winsorised as in {@link Funnel#of}
   */
  public record Settings(long minimumNames, double winsorised) {}

  /** How a rate stands to the limits that the others make. */
  private enum Standing {
    NOT_ABOVE(Mark.WITHIN, "not above the 95 % limit"),
    ABOVE_95(Mark.ABOVE_95, "above the 95 % limit"),
    ABOVE_998(Mark.ABOVE_998, "above the 99.8 % limit"),
    NO_LIMITS(Mark.WITHIN, "without limits to compare with");

    private final Mark mark;
    private final String words;

    Standing(Mark mark, String words) {
      this.mark = mark;
      this.words = words;
    }

    static Standing of(Rate rate, Optional<Funnel> others) {
      if (others.isEmpty()) {
        return NO_LIMITS;
      }
      if (others.get().isAbove(rate, ALARM)) {
        return ABOVE_998;
      }
      return others.get().isAbove(rate, ALERT) ? ABOVE_95 : NOT_ABOVE;
    }
  }

  private record Placed(Registrar registrar, Standing standing) {
    Rate rate() {
      return registrar.rate();
    }

    double per10k() {
      return 10_000 * rate().toDouble();
    }

    String who() {
      return registrar.name() + " (IANA ID " + registrar.ianaId() + ")";
    }

    String words() {
      return "%s: %s of %s names, %s per 10,000; %s"
          .formatted(
              who(),
              Numbers.whole(rate().events()),
              Numbers.names(rate().exposure()),
              Numbers.per10k(rate()),
              standing.words);
    }
  }

  private FunnelPlot(
      YearMonth month,
      Optional<Funnel> funnel,
      List<Placed> placed,
      List<Rate> peers,
      int withoutNames,
      boolean ofRegistrar) {
    this.month = month;
    this.funnel = funnel;
    this.placed = placed;
    this.groups = PeerGroup.of(peers);
    this.withoutNames = withoutNames;
    this.ofRegistrar = ofRegistrar;
    List<Rate> all = Stream.concat(placed.stream().map(Placed::rate), peers.stream()).toList();
    this.across = across(all);
    this.up =
        up(all, ofRegistrar ? placed.stream().mapToDouble(Placed::per10k).max().orElse(0) : 0);
  }

  /**
   * Every registrar by name. Each is marked by the limits that all others make; the lines are those
   * of all.
   */
  public static FunnelPlot ofZone(YearMonth month, List<Registrar> registrars, Settings settings) {
    List<Registrar> shown = withNames(registrars);
    List<Rate> rates = shown.stream().map(Registrar::rate).toList();
    List<Optional<Funnel>> others =
        Funnel.leaveOneOut(rates, settings.minimumNames(), settings.winsorised());
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      placed.add(new Placed(shown.get(i), Standing.of(shown.get(i).rate(), others.get(i))));
    }
    return new FunnelPlot(
        month,
        Funnel.of(rates, settings.minimumNames(), settings.winsorised())
            .filter(made -> made.peers() > 1),
        placed,
        List.of(),
        registrars.size() - shown.size(),
        false);
  }

  /**
   * A registrar's own accreditations by name and all others as groups, measured by the limits that
   * the others make. With fewer than five others, neither they nor the limits are shown.
   *
   * @param peers the rates of all other registrars
   */
  public static FunnelPlot ofRegistrar(
      YearMonth month, List<Registrar> own, List<Rate> peers, Settings settings) {
    List<Rate> others = peers.stream().filter(Rate::exists).toList();
    if (others.size() < PeerGroup.LEAST) {
      others = List.of();
    }
    Optional<Funnel> funnel =
        Funnel.of(others, settings.minimumNames(), settings.winsorised())
            .filter(made -> made.peers() >= PeerGroup.LEAST);
    List<Registrar> shown = withNames(own);
    return new FunnelPlot(
        month,
        funnel,
        shown.stream().map(each -> new Placed(each, Standing.of(each.rate(), funnel))).toList(),
        others,
        own.size() - shown.size(),
        true);
  }

  private static List<Registrar> withNames(List<Registrar> registrars) {
    return registrars.stream()
        .filter(registrar -> registrar.rate().exists())
        .sorted(Comparator.comparingInt(Registrar::ianaId))
        .toList();
  }

  /** Whole powers of ten, so that the ends tell nobody's size. */
  private static Scale across(List<Rate> rates) {
    double least = 1;
    double most = 10;
    if (!rates.isEmpty()) {
      double[] names = rates.stream().mapToDouble(rate -> rate.exposure().toDouble()).toArray();
      least = Math.pow(10, Math.floor(Math.log10(Arrays.stream(names).min().orElse(1))));
      most = Math.pow(10, Math.floor(Math.log10(Arrays.stream(names).max().orElse(1))) + 1);
    }
    return new Scale(Scale.Kind.LOGARITHM, least, most, LEFT, RIGHT);
  }

  /** High enough for all but one in fifty, and for one's own as far as the axis may reach. */
  private static Scale up(List<Rate> rates, double own) {
    double[] per10k =
        rates.stream().mapToDouble(rate -> 10_000 * rate.toDouble()).sorted().toArray();
    double most = per10k.length == 0 ? 0 : per10k[(per10k.length - 1) * 49 / 50];
    double wanted = Math.max(most, own > HEIGHTS.getLast() ? 0 : own);
    int height =
        HEIGHTS.stream().filter(each -> each >= wanted).findFirst().orElse(HEIGHTS.getLast());
    return new Scale(Scale.Kind.ROOT, 0, height, BOTTOM, TOP);
  }

  /** The title, as a reader hears it first. */
  private String title() {
    return "Rate of abuse against size, " + month;
  }

  /** The numbers in words, for readers who do not see the picture. */
  String description() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "A funnel plot: malicious domains per 10,000 names and month (upward, square-root scale) against the mean number of"
            + " names under management (across, logarithmic scale).");
    if (ofRegistrar) {
      placed.forEach(each -> sentences.add(each.words() + "."));
      sentences.addAll(peersInWords());
    } else {
      sentences.add(
          "%d accredited registrars with names, %d of them without a malicious domain: %d above the 99.8 %% limit, %d more above the 95 %% limit, %d not above."
              .formatted(
                  placed.size(),
                  placed.stream().filter(each -> each.rate().events() == 0).count(),
                  count(Standing.ABOVE_998),
                  count(Standing.ABOVE_95),
                  count(Standing.NOT_ABOVE) + count(Standing.NO_LIMITS)));
      List<Placed> highest =
          placed.stream()
              .filter(each -> each.standing == Standing.ABOVE_998)
              .sorted(Comparator.comparingDouble(Placed::per10k).reversed())
              .toList();
      highest.stream().limit(NAMED_IN_WORDS).forEach(each -> sentences.add(each.words() + "."));
      if (highest.size() > NAMED_IN_WORDS) {
        sentences.add("And %d more.".formatted(highest.size() - NAMED_IN_WORDS));
      }
    }
    if (withoutNames > 0) {
      sentences.add("%d without a rate are not drawn.".formatted(withoutNames));
    }
    sentences.add(limitsInWords());
    return String.join(" ", sentences);
  }

  private long count(Standing standing) {
    return placed.stream().filter(each -> each.standing == standing).count();
  }

  private List<String> peersInWords() {
    if (groups.isEmpty()) {
      return List.of("There are fewer than five other registrars; they are not shown.");
    }
    return groups.stream().map(group -> words(group) + ".").toList();
  }

  private static String words(PeerGroup group) {
    return "%d other registrars of %s to %s names: half of them between %s and %s per 10,000, median %s"
        .formatted(
            group.registrars(),
            Numbers.rounded(group.fromNames()),
            Numbers.rounded(group.toNames()),
            Numbers.rounded(group.lowerQuartile()),
            Numbers.rounded(group.upperQuartile()),
            Numbers.rounded(group.median()));
  }

  private String limitsInWords() {
    return funnel
        .map(
            made ->
                "The rate of all %s is %s per 10,000; upper limits of 95 %% and 99.8 %%: %s."
                    .formatted(
                        ofRegistrar ? "others together" : "together",
                        Numbers.rounded(10_000 * made.target()),
                        Stream.of(1_000L, 10_000L, 100_000L)
                            .map(names -> limitsAt(made, names))
                            .collect(Collectors.joining("; "))))
        .orElse("There are too few registrars for a target and limits.");
  }

  private static String limitsAt(Funnel funnel, long names) {
    return "at %s names %s and %s"
        .formatted(
            Numbers.whole(names),
            Numbers.rounded(10_000 * funnel.upperLimit(Exposure.of(names), ALERT)),
            Numbers.rounded(10_000 * funnel.upperLimit(Exposure.of(names), ALARM)));
  }

  /** The picture. */
  public Picture draw() {
    Sheet sheet = new Sheet("funnel", WIDTH, HEIGHT, title(), description());
    sheet.bold(new Spot(16, 28), title(), Sheet.LARGE, Anchor.START, Ink.BLACK);
    sheet.text(new Spot(16, 48), explanation(), NORMAL, Anchor.START, Ink.GREY);
    legend(sheet);
    axes(sheet);
    groups.forEach(group -> draw(sheet, group));
    funnel.ifPresent(made -> curves(sheet, made));
    if (ofRegistrar) {
      own(sheet);
    } else {
      placed.stream()
          .sorted(Comparator.comparing(Placed::standing))
          .forEach(each -> mark(sheet, each, each.standing.mark));
    }
    if (ofRegistrar && groups.isEmpty()) {
      note(sheet, "Fewer than five other registrars: they and the limits are not shown.");
    } else if (funnel.isEmpty()) {
      note(sheet, "Too few registrars for a target and limits.");
    }
    return sheet.finished();
  }

  private String explanation() {
    return ofRegistrar
        ? "The registrar named, and the middle half of the others, by size; the limits are made by the others"
        : "Each mark is an accredited registrar, judged by the limits that all others make; the lines are those of all";
  }

  private static void note(Sheet sheet, String text) {
    sheet.text(new Spot((LEFT + RIGHT) / 2, TOP + 40), text, NORMAL, Anchor.MIDDLE, Ink.BLACK);
  }

  private void legend(Sheet sheet) {
    double y = 76;
    if (ofRegistrar) {
      sheet.mark(Mark.OWN, new Spot(24, y - 4), "");
      sheet.text(new Spot(36, y), "the registrar named", NORMAL, Anchor.START, Ink.BLACK);
      sheet.box(190, y - 10, 26, 12, Ink.SKY, "");
      sheet.line(new Spot(190, y - 4), new Spot(216, y - 4), Stroke.solid(Ink.BLUE, 2));
      sheet.text(
          new Spot(224, y),
          "five or more others: middle half and median",
          NORMAL,
          Anchor.START,
          Ink.BLACK);
      beyond(sheet, 500, y);
      return;
    }
    sheet.mark(Mark.WITHIN, new Spot(24, y - 4), "");
    sheet.text(new Spot(34, y), "not above the limits", NORMAL, Anchor.START, Ink.BLACK);
    sheet.mark(Mark.ABOVE_95, new Spot(190, y - 4), "");
    sheet.text(new Spot(202, y), "above the 95 % limit", NORMAL, Anchor.START, Ink.BLACK);
    sheet.mark(Mark.ABOVE_998, new Spot(362, y - 4), "");
    sheet.text(new Spot(374, y), "above the 99.8 % limit", NORMAL, Anchor.START, Ink.BLACK);
    beyond(sheet, 544, y);
  }

  private static void beyond(Sheet sheet, double x, double y) {
    arrow(sheet, x, y - 8);
    sheet.text(
        new Spot(x + 12, y), "higher than the axis reaches", NORMAL, Anchor.START, Ink.BLACK);
  }

  private static void arrow(Sheet sheet, double x, double y) {
    sheet.line(new Spot(x, y + 8), new Spot(x, y - 2), Stroke.solid(Ink.BLACK, 1.4));
    sheet.area(
        List.of(new Spot(x, y - 5), new Spot(x + 4, y + 1), new Spot(x - 4, y + 1)),
        Ink.BLACK,
        "beyond");
  }

  private void axes(Sheet sheet) {
    for (int tick : TICKS) {
      if (!up.isBeyond(tick)) {
        double y = up.at(tick);
        sheet.line(
            new Spot(LEFT, y), new Spot(RIGHT, y), Stroke.solid(Ink.PALE, tick == 0 ? 0 : 1));
        sheet.text(new Spot(LEFT - 8, y + 4), Numbers.whole(tick), NORMAL, Anchor.END, Ink.BLACK);
      }
    }
    for (double power = across.from(); power <= across.to() * 1.001; power *= 10) {
      double x = across.at(power);
      sheet.line(new Spot(x, TOP), new Spot(x, BOTTOM), Stroke.solid(Ink.PALE, 1));
      sheet.line(new Spot(x, BOTTOM), new Spot(x, BOTTOM + 6), Stroke.solid(Ink.BLACK, 1));
      sheet.text(
          new Spot(x, BOTTOM + 21), Numbers.rounded(power), NORMAL, Anchor.MIDDLE, Ink.BLACK);
      for (int part = 2; part < 10 && power < across.to() * 0.999; part++) {
        double minor = across.at(power * part);
        sheet.line(
            new Spot(minor, BOTTOM), new Spot(minor, BOTTOM + 3), Stroke.solid(Ink.BLACK, 0.8));
      }
    }
    sheet.line(new Spot(LEFT, BOTTOM), new Spot(RIGHT, BOTTOM), Stroke.solid(Ink.BLACK, 1.2));
    sheet.line(new Spot(LEFT, TOP), new Spot(LEFT, BOTTOM), Stroke.solid(Ink.BLACK, 1.2));
    sheet.text(
        new Spot((LEFT + RIGHT) / 2, BOTTOM + 46),
        "Names under management, mean of the month (logarithmic scale)",
        NORMAL,
        Anchor.MIDDLE,
        Ink.BLACK);
    sheet.upright(new Spot(22, (TOP + BOTTOM) / 2), "Malicious domains per 10,000 names and month");
    if (withoutNames > 0) {
      sheet.text(
          new Spot(LEFT, HEIGHT - 8),
          "%d without a rate (no names, or a day without evidence) not drawn"
              .formatted(withoutNames),
          SMALL,
          Anchor.START,
          Ink.GREY);
    }
    sheet.text(
        new Spot(WIDTH - 16, HEIGHT - 8), "Square-root scale upward", SMALL, Anchor.END, Ink.GREY);
  }

  private void curves(Sheet sheet, Funnel made) {
    double target = up.at(10_000 * made.target());
    sheet.line(new Spot(LEFT, target), new Spot(RIGHT, target), Stroke.solid(Ink.BLACK, 1.6));
    Stroke alert = new Stroke(Ink.ORANGE, 2, "7 4");
    Stroke alarm = Stroke.solid(Ink.VERMILION, 2);
    List<Spot> upper95 = line(names -> made.upperLimit(names, ALERT));
    List<Spot> upper998 = line(names -> made.upperLimit(names, ALARM));
    sheet.path(upper95, alert, "upper-95");
    sheet.path(upper998, alarm, "upper-998");
    sheet.path(line(names -> made.lowerLimit(names, ALERT)), alert, "lower-95");
    sheet.path(line(names -> made.lowerLimit(names, ALARM)), alarm, "lower-998");
    labels(sheet, made, upper95, upper998, target);
  }

  /** At the right end, moved apart where the lines come close. */
  private static void labels(
      Sheet sheet, Funnel made, List<Spot> upper95, List<Spot> upper998, double target) {
    double y = target + 4;
    label(sheet, y, "target " + Numbers.rounded(10_000 * made.target()));
    double y95 = upper95.isEmpty() ? TOP : upper95.getLast().y() + 4;
    y95 = Math.min(y95, y - 14);
    label(sheet, y95, "95 %");
    double y998 = upper998.isEmpty() ? TOP : upper998.getLast().y() + 4;
    label(sheet, Math.min(y998, y95 - 14), "99.8 %");
  }

  private static void label(Sheet sheet, double y, String text) {
    sheet.text(new Spot(RIGHT + 6, y), text, NORMAL, Anchor.START, Ink.BLACK);
  }

  private interface Limit {
    double at(Exposure names);
  }

  /** From where the line comes into the picture: down from above, or up from 0. */
  private List<Spot> line(Limit limit) {
    List<Spot> spots = new ArrayList<>();
    double decades = Math.log10(across.to() / across.from());
    for (int i = 0; i <= CURVE_POINTS; i++) {
      double names = across.from() * Math.pow(10, decades * i / CURVE_POINTS);
      double per10k = 10_000 * limit.at(exposure(names));
      if (up.isBeyond(per10k) || per10k == 0) {
        spots.clear();
      }
      spots.add(new Spot(across.at(names), up.at(per10k)));
    }
    return spots.stream().allMatch(spot -> spot.y() <= TOP) ? List.of() : spots;
  }

  /** To a thousandth of a name. */
  private static Exposure exposure(double names) {
    return new Exposure(Math.max(1, Math.round(names * 1_000)), 1_000);
  }

  private void draw(Sheet sheet, PeerGroup group) {
    double left = across.at(group.fromNames()) + 3;
    double right = across.at(group.toNames()) - 3;
    double top = up.at(group.upperQuartile());
    double bottom = up.at(group.lowerQuartile());
    sheet.box(left, top, right - left, Math.max(2, bottom - top), Ink.SKY, words(group));
    double median = up.at(group.median());
    sheet.line(new Spot(left, median), new Spot(right, median), Stroke.solid(Ink.BLUE, 2));
    sheet.text(
        new Spot((left + right) / 2, TOP - 20),
        group.registrars() + " others",
        SMALL,
        Anchor.MIDDLE,
        Ink.GREY);
  }

  private void mark(Sheet sheet, Placed each, Mark mark) {
    double x = across.at(each.rate().exposure().toDouble());
    sheet.mark(mark, new Spot(x, up.at(each.per10k())), each.words());
    if (up.isBeyond(each.per10k())) {
      arrow(sheet, x, TOP - 12);
    }
  }

  /** A text on the line of the target would look struck through. */
  private double clearOfTarget(double y) {
    double line = funnel.map(made -> up.at(10_000 * made.target())).orElse(-HEIGHT);
    return y > line - 2 && y - NORMAL < line + 2 ? line - 5 : y;
  }

  /** One's own marks with their labels, which keep a distance from one another. */
  private void own(Sheet sheet) {
    double next = TOP + 6;
    List<Placed> fromTheTop =
        placed.stream().sorted(Comparator.comparingDouble(Placed::per10k).reversed()).toList();
    for (Placed each : fromTheTop) {
      mark(sheet, each, Mark.OWN);
      double x = across.at(each.rate().exposure().toDouble());
      double y = Math.max(clearOfTarget(up.at(each.per10k()) - 9), next);
      boolean toTheLeft = x > (LEFT + RIGHT) / 2;
      String number = ": " + Numbers.per10k(each.rate()) + " per 10,000";
      double room = toTheLeft ? x - LEFT - 20 : RIGHT - x - 20;
      String label =
          Sheet.cut(each.registrar().name(), NORMAL, room - Sheet.width(number, NORMAL)) + number;
      sheet.bold(
          new Spot(toTheLeft ? x - 10 : x + 10, y),
          label,
          NORMAL,
          toTheLeft ? Anchor.END : Anchor.START,
          Ink.BLACK);
      next = y + 16;
    }
  }
}
