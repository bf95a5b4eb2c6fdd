package io.bailiwick.scoring.picture;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.markup.Markup;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One registrar's month on one page of A4 paper, and on the screen: what was counted, how sure it
 * is, what each gate says, what it was made from, and how to contest it. Behind it, as an annex,
 * every clause with its numbers, and more pictures.
 *
 * @param who the registrar
 * @param made what the numbers were made from
 * @param counted what was counted, in words, with its number, in the order of showing
 * @param rates rates and bounds per 10,000 names and month; null where there is none
 * @param gates what the gates say
 * @param pictures in the order of showing
 * @param notes what is missing from the page and why
 */
public record Scorecard(
    Who who,
    Made made,
    List<Figure> counted,
    List<Figure> rates,
    List<GateResult> gates,
    List<Picture> pictures,
    List<String> notes) {

  /** The media type of {@link #html()}. */
  public static final String MEDIA_TYPE = "text/html;charset=UTF-8";

  private static final String STYLE =
      """
      @page{size:A4;margin:11mm}
      *{box-sizing:border-box}
      body{font:13px/1.4 "Noto Sans","Liberation Sans",Arial,Helvetica,sans-serif;color:#1a1a1a;background:#fff;max-width:188mm;margin:0 auto;padding:12px;overflow-wrap:anywhere}
      h1{font-size:22px;line-height:1.2;margin:0 0 2px}
      h2{font-size:15px;margin:14px 0 4px;border-bottom:1.5px solid #1a1a1a;break-after:avoid}
      h3{font-size:13px;margin:8px 0 2px;break-after:avoid}
      p{margin:2px 0 6px}
      table{border-collapse:collapse;width:100%;margin:0 0 6px}
      th,td{text-align:left;vertical-align:top;padding:2px 6px 2px 0;border-bottom:1px solid #dcdcdc}
      th{font-weight:600}
      td.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
      td.state{white-space:nowrap;font-weight:600}
      .clauses{table-layout:fixed}
      .clauses th:nth-child(1){width:21%}
      .clauses th:nth-child(2),.clauses td.state{width:11%}
      tr{break-inside:avoid}
      .columns{display:grid;grid-template-columns:1fr 1fr;gap:0 18px}
      .state{font-weight:600}
      .small,.values{font-size:11px;color:#5f5f5f}
      figure{margin:0 0 8px;break-inside:avoid}
      figure svg{width:100%;height:auto;display:block}
      code{font-family:"Liberation Mono",monospace;font-size:11px}
      @media print{body{font-size:9.6px;line-height:1.28;max-width:none;padding:0}h1{font-size:16px}h2{font-size:11.5px;margin:7px 0 2px}h3{font-size:10px;margin:4px 0 1px}.small,.values,code{font-size:8px}p{margin:1px 0 3px}th,td{padding:1px 5px 1px 0}.annex{break-before:page}figure{width:152mm;margin:0 auto 2mm}main>figure{width:128mm}}
      @media(max-width:640px){.columns{grid-template-columns:1fr}}
      """;

  /** Allows the page its own style sheet and nothing else: no script, no request, no frame. */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
          .formatted(sha256(STYLE));

  /** A registrar in a month. */
  public record Who(int ianaId, String name, YearMonth month) {}

  /**
   * What makes the page's numbers reproducible.
   *
   * @param run identifier of the run
   * @param version of the month's scores
   * @param supersededBy version that stands now; null where this one does
   * @param mature whether the month was mature
   * @param policyVersion of the scoring policy
   * @param snapshotSha256 of the frozen input
   * @param createdAt when it was made, as shown
   */
  public record Made(
      String run,
      int version,
      @Nullable Integer supersededBy,
      boolean mature,
      int policyVersion,
      String snapshotSha256,
      String createdAt) {}

  /** A number with what it is; null for none. */
  public record Figure(String label, @Nullable BigDecimal value) {}

  /**
   * What one gate says.
   *
   * @param name of the gate
   * @param state in words
   * @param summary one sentence
   * @param notInUse clauses of the method that the policy does not use, in words
   */
  public record GateResult(
      String name, String state, String summary, List<ClauseLine> clauses, List<String> notInUse) {}

  /**
   * One clause with the numbers that decided it.
   *
   * @param state in words
   */
  public record ClauseLine(
      String clause, String state, String sentence, SortedMap<String, BigDecimal> values) {}

  /** The page with one more picture. */
  public Scorecard with(Picture picture) {
    List<Picture> more = new ArrayList<>(pictures);
    more.add(picture);
    return new Scorecard(who, made, counted, rates, gates, List.copyOf(more), notes);
  }

  /** The page with one more remark on what it does not show. */
  public Scorecard without(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Scorecard(who, made, counted, rates, gates, pictures, List.copyOf(more));
  }

  /** The page. */
  public String html() {
    Markup page = new Markup();
    String title = "Scorecard %s, %s".formatted(who.month(), who.name());
    page.open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.element("title", title).style(STYLE).close();
    page.open("body").open("main");
    heading(page);
    page.open("div", "class", "columns");
    figures(page, "What was counted", counted);
    figures(page, "Rate per 10,000 names and month", rates);
    page.close();
    gates(page);
    pictures.stream().limit(1).forEach(picture -> figure(page, picture));
    contest(page);
    origin(page);
    page.open("section", "class", "annex");
    List<ClauseLine> shared = shared();
    if (!shared.isEmpty()) {
      page.element("h2", "What several gates ask");
      clauses(page, shared);
    }
    gates.forEach(gate -> gate(page, gate, shared));
    page.close();
    morePictures(page);
    page.close().close().close();
    return "<!DOCTYPE html>\n" + page.finished() + "\n";
  }

  private void heading(Markup page) {
    page.element("h1", who.name());
    page.element(
        "p",
        "IANA ID %d, month %s, version %d of the month's scores%s."
            .formatted(
                who.ianaId(),
                who.month(),
                made.version(),
                made.mature() ? "" : "; the month is not mature, so nobody is judged by it yet"));
    Integer newer = made.supersededBy();
    if (newer != null) {
      page.element(
          "p",
          "This version was superseded: version %d stands.".formatted(newer),
          "class",
          "state");
    }
  }

  private static void figures(Markup page, String title, List<Figure> figures) {
    page.open("section").element("h2", title).open("table");
    for (Figure figure : figures) {
      BigDecimal value = figure.value();
      page.open("tr")
          .element("th", figure.label(), "scope", "row")
          .element("td", value == null ? "none" : Numbers.exact(value), "class", "number")
          .close();
    }
    page.close().close();
  }

  /** One sentence each; the clauses behind it are in the annex. */
  private void gates(Markup page) {
    if (gates.isEmpty()) {
      return;
    }
    page.element("h2", "What the gates say").open("table", "class", "clauses");
    for (GateResult gate : gates) {
      page.open("tr")
          .element("th", gate.name(), "scope", "row")
          .element("td", gate.state(), "class", "state")
          .element("td", gate.summary())
          .close();
    }
    page.close();
  }

  /** What gates say in the same words is shown once. */
  private List<ClauseLine> shared() {
    return gates.stream()
        .flatMap(gate -> gate.clauses().stream())
        .distinct()
        .filter(
            clause -> gates.stream().filter(gate -> gate.clauses().contains(clause)).count() > 1)
        .toList();
  }

  private static void gate(Markup page, GateResult gate, List<ClauseLine> shared) {
    page.element("h2", gate.name() + ": " + gate.state());
    clauses(page, gate.clauses().stream().filter(clause -> !shared.contains(clause)).toList());
    List<String> exempt =
        shared.stream()
            .filter(clause -> !gate.clauses().contains(clause))
            .map(ClauseLine::clause)
            .toList();
    if (!exempt.isEmpty()) {
      page.element(
          "p", "This gate does not ask for: " + String.join(", ", exempt) + ".", "class", "small");
    }
    if (!gate.notInUse().isEmpty()) {
      page.element(
          "p",
          "Clauses of the method that the policy does not use: "
              + String.join(", ", gate.notInUse())
              + ".",
          "class",
          "small");
    }
  }

  private static void clauses(Markup page, List<ClauseLine> clauses) {
    if (clauses.isEmpty()) {
      return;
    }
    page.open("table", "class", "clauses").open("tr");
    page.element("th", "Clause", "scope", "col")
        .element("th", "", "scope", "col", "aria-label", "State")
        .element("th", "Why, and the numbers", "scope", "col")
        .close();
    for (ClauseLine clause : clauses) {
      page.open("tr")
          .element("td", clause.clause())
          .element("td", clause.state(), "class", "state")
          .open("td")
          .text(clause.sentence());
      if (!clause.values().isEmpty()) {
        page.text(" ").element("span", values(clause.values()), "class", "values");
      }
      page.close().close();
    }
    page.close();
  }

  private static String values(Map<String, BigDecimal> values) {
    StringBuilder all = new StringBuilder("[");
    values.forEach(
        (name, value) ->
            all.append(all.length() == 1 ? "" : "; ")
                .append(inWords(name))
                .append(' ')
                .append(Numbers.exact(value)));
    return all.append(']').toString();
  }

  /** {@code lowerBoundPer10k} becomes {@code lower bound per 10,000}. */
  private static String inWords(String name) {
    StringBuilder words = new StringBuilder();
    for (char letter : name.toCharArray()) {
      if (Character.isUpperCase(letter)) {
        words.append(' ');
      }
      words.append(Character.toLowerCase(letter));
    }
    return words.toString().replace("per10k", "per 10,000");
  }

  private void morePictures(Markup page) {
    page.open("section", "class", "annex").element("h2", "Pictures");
    pictures.stream().skip(1).forEach(picture -> figure(page, picture));
    notes.forEach(note -> page.element("p", note));
    page.close();
  }

  private static void figure(Markup page, Picture picture) {
    page.open("figure").written(picture.markup()).close();
  }

  private void contest(Markup page) {
    page.element("h2", "How to contest");
    page.element(
        "p",
        "Every name behind these numbers can be contested: as a false positive, as broken into rather than registered for"
            + " abuse, or as not yours. The names are in the list of incidents of abuse-ingest-service (GET"
            + " /v1/incidents?month="
            + who.month()
            + "&registrar="
            + who.ianaId()
            + "&classification=MALICIOUS), each with its evidence. A contest is filed there (POST /v1/corrections), decided by"
            + " another person than the one who files it, and answered with reasons. Where it is accepted, the next run of"
            + " the month is a new version of it with the name left out; this version stays readable.");
  }

  private void origin(Markup page) {
    page.element("h2", "What this was made from");
    page.open("p")
        .text(
            "Run %s, made %s, version %d; scoring policy version %d; frozen input with SHA-256 "
                .formatted(made.run(), made.createdAt(), made.version(), made.policyVersion()))
        .element("code", made.snapshotSha256())
        .text(
            ". The same input and policy give the same numbers again, always. Rates are rounded once, half up, from exact"
                + " fractions. Thresholds are the policy's, not of any registry unless it says so.")
        .close();
  }

  private static String sha256(String sheet) {
    return Base64.getEncoder()
        .encodeToString(Hashes.sha256(sheet.getBytes(StandardCharsets.UTF_8)));
  }
}
