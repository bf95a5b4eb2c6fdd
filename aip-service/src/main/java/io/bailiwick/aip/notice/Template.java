package io.bailiwick.aip.notice;

import io.bailiwick.common.delivery.Defanged;
import io.bailiwick.common.delivery.OutgoingMail;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Plain text with named placeholders in double braces, {@code {{caseReference}}}; nothing in it is
 * run.
 *
 * @param subject one line
 * @param text lines that end in a line feed
 */
@Schema(name = "MessageTemplate")
public record Template(
    @NotBlank @Size(max = 200) String subject, @NotBlank @Size(max = 20_000) String text) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z]{1,40})}}");
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
  private static final Pattern CONTROLS =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n\\t\\u200C\\u200D]]");
  private static final int LONGEST_SUBJECT = 200;

  /** A text that is ready to go out. */
  record Filled(String subject, String text) {}

  /** What is wrong with it as the template of an occasion, sentences without their subject. */
  List<String> flawsOfSubject(Occasion occasion) {
    List<String> flaws = new ArrayList<>();
    if (!OutgoingMail.isLine(subject)) {
      flaws.add("is one line");
    }
    check(
        subject,
        occasion,
        flaws,
        named -> {
          if (!named.fitsSubject()) {
            flaws.add("has no room for {{" + named.code() + "}}");
          }
        });
    return flaws;
  }

  List<String> flawsOfText(Occasion occasion) {
    List<String> flaws = new ArrayList<>();
    Set<Placeholder> missing = EnumSet.noneOf(Placeholder.class);
    missing.addAll(occasion.required());
    check(text, occasion, flaws, missing::remove);
    missing.forEach(lacking -> flaws.add("names {{" + lacking.code() + "}}"));
    return flaws;
  }

  private static void check(
      String template, Occasion occasion, List<String> flaws, Consumer<Placeholder> known) {
    Matcher found = PLACEHOLDER.matcher(template);
    while (found.find()) {
      Placeholder.of(found.group(1))
          .filter(occasion.allowed()::contains)
          .ifPresentOrElse(
              known, () -> flaws.add("names no {{" + found.group(1) + "}}: there is none"));
    }
    String rest = found.replaceAll("");
    if (rest.contains("{{") || rest.contains("}}")) {
      flaws.add("has no braces that belong to no placeholder");
    }
  }

  /**
   * The text with its values. Values are written so that no program makes links of names in them,
   * but for the registry's own; none is looked at for further placeholders.
   *
   * @param own the registry's domain, which may be linked
   */
  Filled fill(Map<Placeholder, String> values, String own) {
    String line = BREAKS.matcher(filled(subject, values, own)).replaceAll(" ").strip();
    return new Filled(
        line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT - 1) + "…",
        filled(text, values, own));
  }

  private static String filled(String template, Map<Placeholder, String> values, String own) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Placeholder.of(found.group(1))
                        .map(named -> shown(values.getOrDefault(named, "–"), own))
                        .orElse("–")));
  }

  private static String shown(String value, String own) {
    return Defanged.text(
        CONTROLS.matcher(value.replace("\r\n", "\n").replace('\r', '\n')).replaceAll(""), own);
  }
}
