package io.bailiwick.aip.notice;

import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The policy kind {@code aip-templates}. */
@ApplicationScoped
public class TemplatePolicyKind implements PolicyKind<TemplatePolicy> {
  private static final String END =
      """

      {{organisation}}
      {{contact}}
      """;

  @Override
  public String name() {
    return "aip-templates";
  }

  @Override
  public Class<TemplatePolicy> documentType() {
    return TemplatePolicy.class;
  }

  @Override
  public List<Violation> check(TemplatePolicy policy) {
    List<Violation> violations = new ArrayList<>();
    for (Occasion occasion : Occasion.values()) {
      String field = "document.templates." + occasion;
      Template template = policy.templates().get(occasion);
      if (template == null) {
        violations.add(new Violation(field, "is there: every occasion has a template"));
        continue;
      }
      template
          .flawsOfSubject(occasion)
          .forEach(flaw -> violations.add(new Violation(field + ".subject", flaw)));
      template
          .flawsOfText(occasion)
          .forEach(flaw -> violations.add(new Violation(field + ".text", flaw)));
    }
    return violations;
  }

  /** The template of an occasion; of one that came after the policy the shipped one. */
  Template template(TemplatePolicy policy, Occasion occasion) {
    Template own = policy.templates().get(occasion);
    return own == null ? Objects.requireNonNull(shippedDefault().templates().get(occasion)) : own;
  }

  @Override
  public TemplatePolicy shippedDefault() {
    Map<Occasion, Template> templates = new EnumMap<>(Occasion.class);
    for (Occasion occasion : Occasion.values()) {
      templates.put(occasion, shipped(occasion));
    }
    return new TemplatePolicy(
        "Bailiwick's own words: have your lawyers read them before a registrar does.", templates);
  }

  private static Template shipped(Occasion occasion) {
    return switch (occasion) {
      case NOTICE ->
          new Template(
              "{{noticeSubject}}",
              """
              To {{registrarName}} (IANA ID {{registrar}})

              This is a notice in case {{caseReference}} of the Abuse Intervention Program. Nothing is limited by it.

              Why you receive it:
              {{reasons}}

              It rests on {{incidents}} incidents, which you may read in your account; the names are listed below. Names and addresses are written so that no program makes links of them.

              Please acknowledge it by {{acknowledgeBy}}, and file a plan by {{planBy}}. Your observations are in time until {{respondBy}} (end of the day, UTC). A name that is listed wrongly can be contested at any time.

              How to appeal:
              {{appealText}}
              """
                  + END);
      case REMINDER ->
          new Template(
              "Case {{caseReference}}: due on {{dueOn}}: {{step}}",
              """
              To {{registrarName}} (IANA ID {{registrar}})

              In case {{caseReference}} this is due on {{dueOn}} (end of the day, UTC): {{step}}.

              If you need more time, ask for it before that day and say why.
              """
                  + END);
      case OVERDUE ->
          new Template(
              "Case {{caseReference}}: overdue since {{dueOn}}: {{step}}",
              """
              To {{registrarName}} (IANA ID {{registrar}})

              In case {{caseReference}} this was due on {{dueOn}} (end of the day, UTC), and is not there: {{step}}.

              Please do it now, or tell us what stands in the way. No limit follows by itself: a person would have to propose it, and another one to decide.
              """
                  + END);
      case REGISTRY_REMINDER ->
          new Template(
              "Case {{caseReference}}: ours to do by {{dueOn}}: {{step}}",
              """
              In case {{caseReference}}, {{registrarName}} (IANA ID {{registrar}}), this is ours to do by {{dueOn}} (end of the day, UTC): {{step}}.
              """
                  + END);
      case REGISTRY_OVERDUE ->
          new Template(
              "Case {{caseReference}}: overdue since {{dueOn}}: {{step}}",
              """
              In case {{caseReference}}, {{registrarName}} (IANA ID {{registrar}}), this was ours to do by {{dueOn}} (end of the day, UTC), and nobody has: {{step}}.

              Please see to it now. An appeal that is not decided in its time stays the limit.
              """
                  + END);
      case LIMIT_DECIDED ->
          new Template(
              "Case {{caseReference}}: a limit was {{outcome}}",
              """
              To {{registrarName}} (IANA ID {{registrar}})

              In case {{caseReference}} a limit of new registrations was proposed, and is now {{outcome}}. Its end: {{limitEnds}}. It ends by itself. Existing registrations are not affected.

              The reasons:
              {{reasons}}

              You may appeal; the notice says how. You may file or change a plan at any time.
              """
                  + END);
      case LIMIT_ENDED ->
          new Template(
              "Case {{caseReference}}: the limit is {{outcome}}",
              """
              To {{registrarName}} (IANA ID {{registrar}})

              The limit in case {{caseReference}} is {{outcome}}: new registrations are possible again.

              {{reasons}}
              """
                  + END);
      case APPEAL_DECIDED ->
          new Template(
              "Case {{caseReference}}: your appeal was decided: {{outcome}}",
              """
              To {{registrarName}} (IANA ID {{registrar}})

              Your appeal in case {{caseReference}} was decided: {{outcome}}.

              The reasons:
              {{reasons}}
              """
                  + END);
      case CASE_CLOSED ->
          new Template(
              "Case {{caseReference}} has ended: {{outcome}}",
              """
              To {{registrarName}} (IANA ID {{registrar}})

              Case {{caseReference}} has ended: {{outcome}}. Nothing more is asked of you in it.

              {{reasons}}
              """
                  + END);
    };
  }
}
