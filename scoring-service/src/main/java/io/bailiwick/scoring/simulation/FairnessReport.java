package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.statistics.Interval;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What the simulation found, as Markdown for a registrar. The same results give the same bytes:
 * there is no time, machine or number of threads in it.
 */
record FairnessReport(
    ScoringPolicy policy,
    FairnessPlan plan,
    List<FalseStates> falseStates,
    List<Detection> detections,
    Rewards rewards,
    Oscillation oscillation) {

  /** What the bound of false interventions in a zone-year must stay below. */
  static final double MOST_FALSE = 0.1;

  /** Whether the bound of the average zone is where it must be. */
  boolean isFair() {
    return average().upperBound() < MOST_FALSE;
  }

  private FalseStates average() {
    return falseStates.getFirst();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(head(policy, plan));
    text.append(found());
    text.append(interventions());
    text.append(others());
    text.append(detection());
    text.append(flapping());
    text.append(assumptions());
    return text.toString();
  }

  /** Down to the first figure: what was judged by which rules. */
  static String head(ScoringPolicy policy, FairnessPlan plan) {
    ScoringPolicy.Intervention rules = policy.intervention();
    return say(
        """
        # How often the gates are wrong

        Written by `./run bench fairness` and not edited. Zones are drawn by chance from seed %d, the gates of the service judge them, and
        the tables below say what came out. The same seed gives the same bytes, whatever the number of threads.

        ## What was judged

        The scoring policy as shipped. Its basis: %s

        | rule | number |
        |---|---|
        | clauses on the data in use | %s |
        | intervention: T_a, one-sided lower bound of %s above | %s per 10,000 names and month |
        | intervention: least malicious domains, source families | %d, %d |
        | intervention: months in which the clauses hold | %d of the last %d, the scored one among them |
        | intervention: lower bound of the ratio to the rest of the zone above | %s |
        | intervention: chance beyond the funnel's limit, share of false discoveries | %s, %s |
        | intervention: clauses in use | %s |
        | exit: upper bound of %s below T_exit | %s, in %d months in a row |
        | reward: upper bound of %s not above T_q | %s |
        | acute: lower bound of %s above | %s times T_a, from %d domains on |

        A zone has %d registrars with %,d names together, the largest %.1f %% of them, the ten largest %.0f %%; the sizes are the
        quantiles of a log-normal distribution whose largest registrar is that of .org in the published table of December 2003
        (27.7 %%; OECD, DSTI/ICCP/TISP(2004)2/FINAL, table 5). A zone-year is one such zone, judged in each of twelve months with the twelve
        months before them. A registrar counts as *held* in a month in which the gate's state is HOLDS. In the programme a person still
        decides after that.

        """,
        plan.seed(),
        policy.basis(),
        String.join(", ", policy.data().clauses().stream().map(Enum::name).toList()),
        percent(rules.confidence().doubleValue()),
        rules.thresholdPer10k().toPlainString(),
        rules.minimumDomains(),
        rules.minimumFamilies(),
        rules.monthsRequired(),
        rules.monthsObserved(),
        rules.minimumRatio().toPlainString(),
        rules.funnelTail().toPlainString(),
        rules.falseDiscoveries().toPlainString(),
        String.join(", ", rules.clauses().stream().map(Enum::name).toList()),
        percent(policy.exit().confidence().doubleValue()),
        rules.exitThresholdPer10k().toPlainString(),
        policy.exit().months(),
        percent(policy.reward().confidence().doubleValue()),
        policy.reward().thresholdPer10k().toPlainString(),
        percent(policy.acute().confidence().doubleValue()),
        policy.acute().timesThreshold().toPlainString(),
        policy.acute().minimumDomains(),
        RegistrarSizes.REGISTRARS,
        RegistrarSizes.NAMES,
        100 * RegistrarSizes.shareOfLargest(1),
        100 * RegistrarSizes.shareOfLargest(10));
  }

  private String found() {
    Oscillation.Cell worst = worstAtTheLine();
    return say(
        """
        ## What came out

        - **Average registrars.** In %,d zone-years %s held by the intervention gate. With 95 %% confidence the true number in a
          zone-year is below %s; the aim is %s: **%s**.
        - **Other zones.** Of %d kinds of zones that are not average (campaigns, differences, shocks, a broken family) %d stay below that aim
          too%s.
        - **Bad registrars.** Who has ten times a zone's rate of 3 per 10,000 is found within four months with probability %s at
          10,000 names, and %s at 2,000; if a person has looked at its domains, with %s and %s. Who has three times that
          rate stays below T_a and is not found, whatever its size.
        - **At the line.** With a rate that stays at or near the thresholds, or moves by a fifth to either side, %s of %,d
          registrar-years had more than one change of state: **%s**. A large registrar whose rate moves
          by a half to either side and stays there for months changes more often, twice or more in up to %s of the years of such a pattern,
          and so does whoever goes from far above T_a to nothing and back: **for them the shipped policy does not reach one change a year**;
          see below what would.

        """,
        average().years(),
        average().registrars() == 0
            ? "nobody was"
            : average().registrars() == 1
                ? "one registrar was"
                : say("%,d registrars were", average().registrars()),
        four(average().upperBound()),
        MOST_FALSE,
        isFair() ? "reached" : "NOT reached",
        falseStates.size() - 1,
        falseStates.stream().skip(1).filter(found -> !isAbove(found)).count(),
        listed("; not: ", falseStates.subList(1, falseStates.size())),
        share(cell(Detection.Setting.LOW, 10_000, 10).foundWithin(4)),
        share(cell(Detection.Setting.LOW, 2000, 10).foundWithin(4)),
        share(cell(Detection.Setting.LOW_LOOKED_AT, 10_000, 10).foundWithin(4)),
        share(cell(Detection.Setting.LOW_LOOKED_AT, 2000, 10).foundWithin(4)),
        nearTheLine().events() == 0 ? "none" : say("%,d", nearTheLine().events()),
        nearTheLine().of(),
        worst.most() <= 1
            ? "at most one change in any twelve months"
            : say("up to %d changes in twelve months", worst.most()),
        percent(worstOfAHalf()));
  }

  private String interventions() {
    StringBuilder text =
        new StringBuilder(
            """
            ## False interventions

            Registrars: how many were held in at least one month of a year, each counted once a year. Registrar-months: in how many months they
            were. The bound is the exact Poisson one of the registrars in a zone-year, one-sided, 95 %. *But for fragility*: registrar-months in
            which every clause held but the one on fragility, which asks whether the result would be the opposite if the month were counted
            otherwise. As long as no person has looked at a domain that two source families name, it counts as lost without either of them; with a
            look at each of its domains a registrar is protected less, and *campaigns, looked at* shows how much less.

            | zone | zone-years | registrars | registrar-months | years with any | registrars in a zone-year | bound | but for fragility |
            |---|---:|---:|---:|---:|---:|---:|---:|
            """);
    for (FalseStates found : falseStates) {
      row(
          text,
          found.scenario().label(),
          count(found.years()),
          count(found.registrars()),
          count(found.registrarMonths()),
          count(found.yearsWithAny()),
          four((double) found.registrars() / found.years()),
          "**" + four(found.upperBound()) + "**",
          count(found.heldButForFragility()));
    }
    text.append('\n');
    for (Scenario scenario : Scenario.values()) {
      text.append(say("- *%s*: %s\n", scenario.label(), scenario.description()));
    }
    text.append(
        falseStates.stream().noneMatch(FairnessReport::isAbove)
            ? say("\nThe bound is below %s in every one of them.\n\n", MOST_FALSE)
            : say(
                """

            The bound is not below %s in: %s. Where campaigns are among the causes, a registrar was met by several large ones of different actors
            within four months. It did have the abuse that was counted, in three months and with a campaign of its own in each; what is false is
            only that this would last. The person who decides sees the design effect beside the count.

            """,
                MOST_FALSE, listed("", falseStates)));
    text.append(
        """
        Held by size, in all zone-years:

        """);
    text.append(bySize(of -> count(of.interventions())));
    return text.toString();
  }

  private static boolean isAbove(FalseStates found) {
    return found.upperBound() >= MOST_FALSE;
  }

  /** The zones whose bound is not below the aim, by name; nothing where there is none. */
  private static String listed(String before, List<FalseStates> zones) {
    List<String> labels =
        zones.stream()
            .filter(FairnessReport::isAbove)
            .map(found -> "*" + found.scenario().label() + "*")
            .toList();
    return labels.isEmpty() ? "" : before + String.join("; ", labels);
  }

  private String others() {
    StringBuilder text =
        new StringBuilder(
            say(
                """
            ## Watch, acute and reward

            The watch gate holds for one unusual month, and nothing follows from it. Share of registrar-months in which it held, where everybody was
            judged (%,d zone-years of the average zone, %,d of the others):

            """,
                average().yearsJudgedWhole(), falseStates.getLast().yearsJudgedWhole()));
    text.append(
        bySize(of -> of.months() == 0 ? "–" : percent((double) of.watched() / of.months())));
    text.append(
        """
        Not all of it is chance. Where the whole zone is above T_a (*average, high*) the watch gate rightly holds for large registrars: their
        rate is above T_a. And among the *lasting differences* are registrars with two or three times the rate of the others.

        The acute gate asks for one month far above the threshold, with domains that a person looked at; here every malicious domain counts as
        looked at, which is the most that can be. What it finds is real in its month: a campaign at a registrar that is otherwise average.

        | zone | registrars held in a year | in a zone-year | bound | registrar-months |
        |---|---:|---:|---:|---:|
        """);
    for (FalseStates found : falseStates) {
      row(
          text,
          found.scenario().label(),
          count(found.acuteRegistrars()),
          four((double) found.acuteRegistrars() / found.years()),
          four(found.acuteUpperBound()),
          count(found.acuteMonths()));
    }
    text.append(
        say(
            """

        The reward gate by size and true rate per 10,000: share of %,d registrars for whom it holds / holds provisionally / is refused. T_q is
        %s. Nobody without abuse is refused. An average registrar of few names is refused often, not for its size but for two domains or more in its
        window, on which no bound is below T_q; one whose rate is well below T_q is refused less the more names it has.

        """,
            rewards.cells().getFirst().holds().of(),
            policy.reward().thresholdPer10k().toPlainString()));
    text.append("| names |");
    Rewards.RATES.forEach(rate -> text.append(say(" at %s |", plain(rate))));
    text.append("\n|---:|").append("---|".repeat(Rewards.RATES.size())).append('\n');
    for (long names : Rewards.SIZES) {
      text.append(say("| %,d |", names));
      for (Rewards.Cell cell : rewards.cells()) {
        if (cell.names() == names) {
          text.append(
              say(
                  " %s / %s / %s |",
                  percent(cell.holds().value()),
                  percent(cell.provisional().value()),
                  percent(cell.refused().value())));
        }
      }
      text.append('\n');
    }
    return text.append('\n').toString();
  }

  private String bySize(Function<FalseStates.OfSize, String> shown) {
    StringBuilder text = new StringBuilder("| zone |");
    for (SizeClass of : SizeClass.values()) {
      text.append(say(" %s |", of.label()));
    }
    text.append("\n|---|").append("---:|".repeat(SizeClass.values().length)).append('\n');
    for (FalseStates found : falseStates) {
      text.append(say("| %s |", found.scenario().label()));
      for (SizeClass of : SizeClass.values()) {
        text.append(
            say(" %s |", shown.apply(found.bySize().getOrDefault(of, FalseStates.OfSize.NONE))));
      }
      text.append('\n');
    }
    return text.append('\n').toString();
  }

  private String detection() {
    StringBuilder text =
        new StringBuilder(
            say(
                """
            ## How soon a bad registrar is found

            A registrar was average for a year; from month 1 on its rate is so many times the zone's. Share of %,d zones in which the intervention
            gate had held by the end of month 4, 6 and 12, with Wilson's interval of 95 %%. The gate needs three months; before month 3 it holds only
            for who was unlucky before month 1. *Kept out by fragility*: the share in which it never held in the twelve months but would have
            without the clause on fragility.

            What a table cannot show must be said: a rate of three times the zone's is no reason by itself. It must be above T_a, and stay above it
            when any one source family is left out, when all classes are counted, and when new registrations are counted, each time with at
            least five domains. With the families simulated here about a quarter of the domains would lack a second family if a given one were
            left out, so that an intervention begins at about a third above T_a as long as no person has looked at them; where a table says so,
            a person has. And five domains in each of three months are more than a small
            registrar has, unless its rate is very high: small registrars are found late or never, and that is the price of not accusing them of
            chance.

            """,
                detections.getFirst().cells().getFirst().zones()));
    for (Detection detection : detections) {
      Detection.Setting setting = detection.setting();
      text.append(say("Zone %s:\n\n", setting.label()));
      text.append(
          """
          | names | times the zone's rate | own rate per 10,000 | within 4 months | within 6 | within 12 | kept out by fragility |
          |---:|---:|---:|---|---|---|---:|
          """);
      for (Detection.Cell cell : detection.cells()) {
        row(
            text,
            say("%,d", cell.names()),
            String.valueOf(cell.ratio()),
            plain(cell.ratio() * setting.zonePer10k()),
            share(cell.foundWithin(4)),
            share(cell.foundWithin(6)),
            share(cell.foundWithin(12)),
            percent((double) cell.keptOutByFragility() / cell.zones()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private String flapping() {
    int shipped = policy.exit().months();
    StringBuilder text =
        new StringBuilder(
            say(
                """
            ## Who goes to and fro at a threshold

            A registrar is in from the month in which the intervention gate holds, and out from the month in which the exit gate does. Its true rate
            stays, or is high for so many months and low for so many, in turn, around T_exit and T_a (%s and %s) or around the rate at which the
            gate begins to hold with the families simulated here; the zone's is 3. Years of twelve months, %,d of each row. *Most*: changes in any twelve
            months in a row. The shipped exit gate wants %d low months; the last columns say what a longer wait would do.

            | rate per 10,000 | names | years with 0 / 1 / 2 / more changes | changes in a year | more than one | most |%s
            |---|---:|---|---:|---|---:|%s
            """,
                policy.intervention().exitThresholdPer10k().toPlainString(),
                policy.intervention().thresholdPer10k().toPlainString(),
                oscillation.cells().getFirst().years(),
                shipped,
                String.join(
                    "",
                    Oscillation.EXIT_MONTHS.stream()
                        .filter(months -> months != shipped)
                        .map(months -> say(" most, %d months |", months))
                        .toList()),
                "---:|".repeat(Oscillation.EXIT_MONTHS.size() - 1)));
    for (Oscillation.Cell cell : oscillation.cells()) {
      if (cell.exitMonths() == shipped) {
        StringBuilder rest = new StringBuilder();
        for (Oscillation.Cell other : oscillation.cells()) {
          if (other.exitMonths() != shipped
              && other.names() == cell.names()
              && other.pattern().equals(cell.pattern())) {
            rest.append(say(" %d |", other.most()));
          }
        }
        text.append(
            say(
                "| %s | %,d | %s | %s | %s | %d |%s\n",
                pattern(cell.pattern()),
                cell.names(),
                distribution(cell.changes()),
                two(cell.meanChanges()),
                share(cell.moreThanOne()),
                cell.most(),
                rest));
      }
    }
    text.append(
        say(
            """

        The distance between T_a and T_exit and the rules on persistence keep chance from moving anybody to and fro. They cannot keep those
        quiet who really change: %d low months lead out, and three high ones in again. At most one change in any twelve months of these
        patterns is reached by an exit gate that wants %s low months in a
        row%s.

        """,
            shipped, sufficient(), exceptions()));
    return text.toString();
  }

  private String assumptions() {
    return say(
        """
        ## What this rests on

        What is ours and not measured, so that a reader may doubt it:

        - The data are without fault: each month is complete and mature, each feed healthy, the counts agree with the registry's reports.
          The clauses on the data protect nobody here; a feed that doubles would in practice open an epoch, and the gates would wait for
          a person.
        - Campaigns: four of five have one name, the others floor(2 U^(-1/1.3)) names, at most %d, on average %s; a campaign's names are
          first seen over thirty days, so that many lie on both sides of a month's end.
        - Differences between registrars: factors of a gamma distribution with shape %s, that of the published prior.
        - Five source families. A campaign is named by two of them with probability 0.6, by three with 0.25, by four with 0.1, by all with
          0.05. Unless it is said, no person has looked at a domain for the intervention gate. Families that copy from each other are one family to the gates; a false listing that families copy unknown to the registry
          cannot be told from abuse by any number here, and is for the evidence by name and the contest.
        - %s of the malicious domains were created in the month; a month's creates are %s of the names; a third as many domains as malicious ones are
          compromised, platforms or unknown.
        - Registrars neither grow nor shrink. For the tables of bad registrars and of those at the line the registrar stands beside the 400 of the
          zone, so that it is not among the tests by which false discoveries are controlled.

        Interventions and acute cases were looked for in all zone-years. Whoever could not be held, because the count, the rate, the lower bound or the
        ratio of its months were too low, was not put before the gates; in the zone-years where everybody was, nobody was held who would have been left
        out.

        To run it again: `./run bench fairness`, with `--years N` for another number of zone-years.
        """,
        Abuse.LARGEST,
        two(Abuse.MEAN_SIZE),
        policy.prior().alpha().toPlainString(),
        percent(TallyMaker.CREATED_IN_THE_MONTH),
        percent(TallyMaker.CREATES));
  }

  private static boolean isNearTheLine(Oscillation.Cell cell) {
    return switch (cell.pattern().kind()) {
      case STEADY, A_FIFTH -> true;
      case A_HALF, ON_AND_OFF -> false;
    };
  }

  private List<Oscillation.Cell> atTheLine() {
    return oscillation.cells().stream()
        .filter(cell -> cell.exitMonths() == policy.exit().months() && isNearTheLine(cell))
        .toList();
  }

  private Share nearTheLine() {
    long events = 0;
    long of = 0;
    for (Oscillation.Cell cell : atTheLine()) {
      events += cell.moreThanOne().events();
      of += cell.moreThanOne().of();
    }
    return new Share(events, of);
  }

  private Oscillation.Cell worstAtTheLine() {
    return atTheLine().stream()
        .max((one, other) -> Integer.compare(one.most(), other.most()))
        .orElseThrow();
  }

  /** The largest share of years with more than one change among those who move by a half. */
  private double worstOfAHalf() {
    return oscillation.cells().stream()
        .filter(cell -> cell.exitMonths() == policy.exit().months())
        .filter(cell -> cell.pattern().kind() == Oscillation.Kind.A_HALF)
        .mapToDouble(cell -> cell.moreThanOne().value())
        .max()
        .orElseThrow();
  }

  /** The fewest months that keep every pattern within a year at one change. */
  private String sufficient() {
    for (int months : Oscillation.EXIT_MONTHS) {
      if (oscillation.cells().stream()
          .filter(cell -> cell.exitMonths() == months && isWithinAYear(cell.pattern()))
          .allMatch(cell -> cell.most() <= 1)) {
        return String.valueOf(months);
      }
    }
    return "more than " + Oscillation.EXIT_MONTHS.getLast();
  }

  private static boolean isWithinAYear(Oscillation.Pattern pattern) {
    return pattern.highMonths() + pattern.lowMonths() <= 12;
  }

  private static String exceptions() {
    return Oscillation.PATTERNS.stream().allMatch(FairnessReport::isWithinAYear)
        ? ""
        : ", but for whoever was clean for a whole year and then is not,\nwhich is no going to and fro";
  }

  private Detection.Cell cell(Detection.Setting setting, long names, int ratio) {
    return detections.stream()
        .filter(detection -> detection.setting() == setting)
        .flatMap(detection -> detection.cells().stream())
        .filter(cell -> cell.names() == names && cell.ratio() == ratio)
        .findFirst()
        .orElseThrow();
  }

  private static String pattern(Oscillation.Pattern pattern) {
    return pattern.lowMonths() == 0
        ? plain(pattern.high()) + ", always"
        : say(
            "%s for %d, %s for %d %s",
            plain(pattern.high()),
            pattern.highMonths(),
            plain(pattern.low()),
            pattern.lowMonths(),
            pattern.lowMonths() == 1 ? "month" : "months");
  }

  private static String distribution(List<Long> changes) {
    long[] shown = new long[4];
    for (int i = 0; i < changes.size(); i++) {
      shown[Math.min(i, 3)] += changes.get(i);
    }
    return say("%d / %d / %d / %d", shown[0], shown[1], shown[2], shown[3]);
  }

  private static void row(StringBuilder text, String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** Whatever the language of the machine. */
  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String count(long value) {
    return say("%,d", value);
  }

  private static String four(double value) {
    return say("%.4f", value);
  }

  private static String two(double value) {
    return say("%.2f", value);
  }

  /** Without a decimal where there is none. */
  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : say("%.1f", value);
  }

  private static String percent(double share) {
    double percent = Math.round(1000 * share) / 10.0;
    return (percent == Math.rint(percent) ? String.valueOf((long) percent) : say("%.1f", percent))
        + " %";
  }

  private static String share(Share share) {
    Interval interval = share.interval();
    return String.format(
        Locale.ROOT,
        "%.0f %% (%.0f–%.0f)",
        100 * share.value(),
        100 * interval.lower(),
        100 * interval.upper());
  }
}
