package io.bailiwick.aip.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final TemplatePolicyKind KIND = new TemplatePolicyKind();

  private static TemplatePolicy with(Occasion occasion, Template template) {
    Map<Occasion, Template> templates = new EnumMap<>(KIND.shippedDefault().templates());
    templates.put(occasion, template);
    return new TemplatePolicy("Ours", templates);
  }

  @Test
  void shipsWordsForEveryOccasionThatPassItsOwnCheck() {
    assertThat(KIND.check(KIND.shippedDefault())).isEmpty();
    assertThat(KIND.shippedDefault().templates()).containsOnlyKeys(Occasion.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Case {{caseReferenz}} | {{reasons}} | document.templates.CASE_CLOSED.subject | names no {{caseReferenz}}: there is none",
        "Case | {{reasons}} {{respondBy}} | document.templates.CASE_CLOSED.text | names no {{respondBy}}: there is none",
        "Case | {{reasons}} {{#each x}} | document.templates.CASE_CLOSED.text | has no braces that belong to no placeholder",
        "Case {{reasons}} | {{reasons}} | document.templates.CASE_CLOSED.subject | has no room for {{reasons}}",
        "Case | No reasons. | document.templates.CASE_CLOSED.text | names {{reasons}}"
      })
  void isCheckedWhenItIsProposed(String subject, String text, String field, String message) {
    assertThat(KIND.check(with(Occasion.CASE_CLOSED, new Template(subject, text))))
        .containsExactly(new Violation(field, message));
  }

  @Test
  void hasASubjectOfOneLineAndATemplateForEveryOccasion() {
    assertThat(
            KIND.check(
                with(
                    Occasion.CASE_CLOSED,
                    new Template("Case\r\nBcc: mallory@example.org", "{{reasons}}"))))
        .containsExactly(new Violation("document.templates.CASE_CLOSED.subject", "is one line"));
    Map<Occasion, Template> six = new EnumMap<>(KIND.shippedDefault().templates());
    six.remove(Occasion.OVERDUE);
    assertThat(KIND.check(new TemplatePolicy("Ours", six)))
        .extracting(Violation::field)
        .containsExactly("document.templates.OVERDUE");
    // Of an occasion that came after the policy there is the shipped one.
    assertThat(KIND.template(new TemplatePolicy("Ours", six), Occasion.OVERDUE).subject())
        .contains("overdue");
  }

  @Test
  void writesValuesWithoutLinksAndLooksForNoPlaceholdersInThem() {
    Template.Filled filled =
        new Template("{{noticeSubject}}", "{{reasons}}\n{{contact}} {{respondBy}}")
            .fill(
                Map.of(
                    Placeholder.NOTICE_SUBJECT,
                    "Look at login.example.org\r\nBcc: mallory@example.org",
                    Placeholder.REASONS,
                    "See https://login.example.org/,\r\nand {{contact}} $1 \\ \u202eevil\u0007.",
                    Placeholder.CONTACT,
                    "compliance@registry.example"),
                "registry.example");
    assertThat(filled.subject())
        .isEqualTo("Look at login[.]example[.]org Bcc: mallory[@]example[.]org");
    assertThat(filled.text())
        .isEqualTo(
            "See hxxps[:]//login[.]example[.]org/,\nand {{contact}} $1 \\ evil.\ncompliance@registry.example –");
  }

  @Test
  void cutsASubjectThatIsTooLong() {
    assertThat(
            new Template("{{noticeSubject}}", "-")
                .fill(Map.of(Placeholder.NOTICE_SUBJECT, "x".repeat(500)), "")
                .subject())
        .hasSize(200)
        .endsWith("…");
  }

  @Test
  void escapesEverythingInTheHtmlPart() {
    Message message =
        new Message(
            UUID.randomUUID(),
            UUID.randomUUID(),
            "AIP-2026-0001",
            RegistrarId.of(90001),
            Occasion.NOTICE,
            "S",
            "A <script>alert(1)</script> & \"b\"\nsecond line\n\n<a href='https://example[.]org'>",
            1,
            Instant.EPOCH,
            0,
            0,
            0,
            null);
    assertThat(MessageWork.html(message))
        .isEqualTo(
            "<html lang=\"en\"><body><p>A &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;b&quot;<br/>second line</p>"
                + "<p>&lt;a href=&#39;https://example[.]org&#39;&gt;</p></body></html>");
  }
}
