package io.bailiwick.ingest.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells reports of child-abuse and like categories by the words in their type fields. Free text
 * says nothing: a report may complain about such a category, or quote it. Where in doubt the word
 * counts, since a report that is refused by mistake can be sent again with another type.
 */
final class ChildAbuse {
  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  /** Short ones count as whole words only: "public sample" is none. */
  private static final Set<String> WORDS =
      Set.of(
          "csam",
          "csem",
          "csai",
          "csea",
          "csae",
          "cse",
          "csa",
          "ncii",
          "cp",
          "iwf",
          "pedo",
          "paedo",
          "pedophilia",
          "paedophilia");

  private static final List<String> PHRASES =
      List.of(
          "childabuse",
          "childsex",
          "childporn",
          "childexploit",
          "childendanger",
          "childnud",
          "childsafety",
          "childprotection",
          "kidporn",
          "minorsex",
          "minorabuse",
          "minorsafety",
          "underage",
          "sexualminor",
          "abuseofchild",
          "abuseofminor",
          "exploitationofchild",
          "exploitationofminor",
          "nonconsensualintimate");

  /** Members that name a type in XARF 3 and 4 and in our own JSON; letters only. */
  private static final Set<String> TYPE_MEMBERS =
      Set.of(
          "category",
          "categories",
          "subcategory",
          "type",
          "types",
          "subtype",
          "class",
          "classification",
          "threat",
          "threattype",
          "reporttype",
          "reportclass",
          "abusetype",
          "feedbacktype",
          "attackvector",
          "tag",
          "tags");

  /** The same for headers and lines of mails. */
  private static final Set<String> TYPE_FIELDS =
      Set.of("feedbacktype", "reporttype", "category", "abusetype", "type", "class", "subcategory");

  private ChildAbuse() {}

  /** Whether a type, as a source writes it, is one of these. */
  static boolean isMeantBy(String type) {
    String plain = Normalizer.normalize(type, Normalizer.Form.NFKC);
    for (String word : BETWEEN_WORDS.split(plain, -1)) {
      if (WORDS.contains(word.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    String letters = letters(plain);
    return PHRASES.stream().anyMatch(letters::contains);
  }

  /** Whether any type field of a document, at whatever depth, says so. */
  static boolean isMeantBy(JsonNode document) {
    for (var member : document.properties()) {
      if (TYPE_MEMBERS.contains(letters(member.getKey())) && isTypeOf(member.getValue())) {
        return true;
      }
    }
    for (JsonNode child : document) {
      if (child.isContainerNode() && isMeantBy(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTypeOf(JsonNode value) {
    if (value.isTextual()) {
      return isMeantBy(value.textValue());
    }
    for (JsonNode element : value) {
      if (element.isTextual() && isMeantBy(element.textValue())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a header or a line {@code name: value} of a mail is a type field that says so. */
  static boolean isMeantBy(String field, String value) {
    String name = letters(field);
    boolean isType =
        name.startsWith("xarf") || name.startsWith("xxarf") || TYPE_FIELDS.contains(name);
    return isType && isMeantBy(value);
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
  }
}
