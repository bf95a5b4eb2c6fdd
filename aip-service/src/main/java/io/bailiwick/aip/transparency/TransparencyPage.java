package io.bailiwick.aip.transparency;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.markup.Markup;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as a page for the screen and for A4 paper. */
final class TransparencyPage {
  static final String MEDIA_TYPE = "text/html;charset=UTF-8";

  private static final String STYLE =
      """
      @page{size:A4;margin:14mm}
      *{box-sizing:border-box}
      body{font:14px/1.45 "Noto Sans","Liberation Sans",Arial,Helvetica,sans-serif;color:#1a1a1a;background:#fff;max-width:182mm;margin:0 auto;padding:12px;overflow-wrap:anywhere}
      h1{font-size:24px;line-height:1.2;margin:0 0 4px}
      h2{font-size:18px;margin:20px 0 4px;border-bottom:1.5px solid #1a1a1a;break-after:avoid}
      h3{font-size:15px;margin:12px 0 2px;break-after:avoid}
      p{margin:2px 0 8px}
      table{border-collapse:collapse;width:100%;margin:0 0 8px}
      th,td{text-align:left;vertical-align:top;padding:3px 8px 3px 0;border-bottom:1px solid #dcdcdc}
      th{font-weight:600}
      tr{break-inside:avoid}
      .number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
      .hidden{color:#5f5f5f;font-style:italic}
      .part1{padding-left:14px;font-weight:400}
      .part2{padding-left:28px;font-weight:400}
      .part3{padding-left:42px;font-weight:400}
      .small{font-size:12px;color:#5f5f5f}
      .counts th:first-child{width:34%}
      @media print{body{font-size:10px;max-width:none;padding:0}h1{font-size:17px}h2{font-size:13px}h3{font-size:11px}.small{font-size:8.5px}th,td{padding:1.5px 6px 1.5px 0}.path{break-before:page}.path:first-of-type{break-before:auto}}
      """;

  /** Allows the page its own style sheet and nothing else: no script, no request, no frame. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
          .formatted(
              Base64.getEncoder()
                  .encodeToString(Hashes.sha256(STYLE.getBytes(StandardCharsets.UTF_8))));

  private TransparencyPage() {}

  static String html(TransparencyReport report) {
    Markup page = new Markup();
    String title =
        "Abuse Intervention Program: transparency report, %s to %s"
            .formatted(report.from(), report.until());
    page.open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.element("title", title).style(STYLE).close();
    page.open("body").open("main").element("h1", title);
    page.element(
        "p",
        "Version %d, by what was known at %s. No registrar is named. Counted by UTC months."
            .formatted(report.version(), report.knownAt()));
    if (report.supersedes() != null) {
      page.element("p", "It stands in the place of version %d.".formatted(report.supersedes()));
    }
    page.element("p", report.rule(), "class", "small");
    if (report.remark() != null) {
      page.element("p", report.remark());
    }
    for (ReportPath path : ReportPath.values()) {
      path(page, report, path);
    }
    changes(page, report.changes());
    page.close().close().close();
    return "<!DOCTYPE html>\n" + page.finished() + "\n";
  }

  private static void path(Markup page, TransparencyReport report, ReportPath path) {
    page.open("section", "class", "path").element("h2", path.title());
    for (ReportGroup group : ReportGroup.values()) {
      page.element("h3", group.title()).open("table", "class", "counts");
      report.counts().stream()
          .filter(row -> row.path() == path && row.group() == group)
          .forEach(row -> count(page, row));
      page.close();
    }
    page.element("h3", "Days").open("table");
    head(page, "", "times, at least", "median", "90th percentile");
    report.days().stream().filter(row -> row.path() == path).forEach(row -> days(page, row));
    page.close().close();
  }

  private static void count(Markup page, TransparencyReport.CountRow row) {
    page.open("tr").element("th", row.label(), "scope", "row", "class", "part" + row.depth());
    number(page, row.count());
    page.element("td", row.explanation(), "class", "small").close();
  }

  private static void days(Markup page, TransparencyReport.DaysRow row) {
    page.open("tr").element("th", row.label(), "scope", "row");
    number(page, row.times());
    number(page, row.median());
    number(page, row.percentile90());
    page.close();
  }

  private static void changes(Markup page, List<TransparencyReport.Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    page.element("h2", "What this version corrects").open("table");
    head(page, "", "", "was", "is");
    for (TransparencyReport.Change change : changes) {
      page.open("tr").element("td", change.path().title()).element("td", change.key());
      number(page, change.was());
      number(page, change.is());
      page.close();
    }
    page.close();
  }

  private static void head(Markup page, String... titles) {
    page.open("tr");
    for (String title : titles) {
      page.element("th", title, "scope", "col", "class", "number");
    }
    page.close();
  }

  private static void number(Markup page, @Nullable Object number) {
    if (number == null) {
      page.element("td", "hidden", "class", "number hidden");
    } else {
      page.element("td", number.toString(), "class", "number");
    }
  }
}
