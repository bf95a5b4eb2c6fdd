package io.bailiwick.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.launcher.suite.SuiteService;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The fourth question, what must be put right: from the scores to a candidate, a case, a notice,
 * and a limit that ends by itself.
 */
final class Intervention {
  private static final List<String> OTHER_COMMANDS =
      List.of(
          "domain:renew",
          "domain:update",
          "domain:delete",
          "domain:transfer-request",
          "domain:restore-request",
          "domain:info",
          "domain:check",
          "host:create",
          "contact:create",
          "poll:req");

  private final People people;
  private final Comparison comparison;
  private final Output out;
  private String caseId = "";
  private String reference = "";
  private String proposalId = "";

  Intervention(People people, Comparison comparison, Output out) {
    this.people = people;
    this.comparison = comparison;
    this.out = out;
  }

  /**
   * Five business days to respond, so that the whole story fits into the eight months: proposed by
   * one person, approved by another.
   */
  void changePolicy() throws InterruptedException {
    Api editor = people.policyEditor(SuiteService.AIP);
    JsonNode shipped = editor.get("/v1/policies?kind=aip").path("items").path(0);
    ObjectNode document = shipped.path("document").deepCopy();
    document.put("responseBusinessDays", 5);
    JsonNode proposed =
        editor.post(
            "/v1/policies",
            Map.of(
                "kind",
                "aip",
                "effectiveFrom",
                "2026-02-01",
                "reason",
                "Five business days to respond, for the length of this demo",
                "document",
                document));
    JsonNode approved =
        people
            .policyApprover(SuiteService.AIP)
            .post(
                "/v1/policies/" + proposed.path("id").asText() + "/approval",
                Map.of("reason", "Read, and agreed"));
    comparison.same("state of the approved policy", "APPROVED", approved.path("state").asText());
    out.printf(
        "  policy \"aip\" version %d: 5 business days to respond instead of 15; proposed by edda, approved by april%n",
        approved.path("version").asInt());
  }

  /** Reads the scores of a run; candidates are not cases. */
  void findCandidates(YearMonth month, String runId, int expected) throws InterruptedException {
    JsonNode found = people.officer().post("/v1/candidate-runs", Map.of("runId", runId));
    comparison.same(
        "candidates by the scores of " + month, expected, found.path("created").asInt());
    out.printf(
        "           candidates by the scores of %s: %d%n", month, found.path("created").asInt());
  }

  /** A person looks, confirms, and tells the registrar. */
  void openCase() throws InterruptedException {
    List<JsonNode> candidates = people.officer().all("/v1/candidates");
    comparison.same("candidates", 1, candidates.size());
    JsonNode candidate = candidates.getFirst();
    comparison.same("candidate", RegistrarProfile.PERSISTENT, candidate.path("registrar").asInt());
    JsonNode opened =
        people
            .officer()
            .post(
                "/v1/candidates/" + candidate.path("id").asText() + "/confirmation",
                Map.of(
                    "reason",
                    "High in three of four months, in two classes, by three source families"));
    caseId = opened.path("id").asText();
    reference = opened.path("reference").asText();
    List<String> evidence = new ArrayList<>();
    for (JsonNode incident :
        people
            .analyst()
            .all("/v1/incidents?month=2026-06&registrar=" + RegistrarProfile.PERSISTENT)) {
      if (incident.path("classification").asText().equals("MALICIOUS") && evidence.size() < 50) {
        evidence.add(incident.path("id").asText());
      }
    }
    JsonNode notice =
        people
            .officer()
            .post(
                "/v1/cases/" + caseId + "/notices",
                Map.of(
                    "reasons",
                    "In March, April and June 2026 far more names than 10 in 10,000 were first seen abused; see the evidence",
                    "evidenceIncidents",
                    evidence,
                    "appealText",
                    "Write to appeals@registry.example within 60 days; somebody else than who decided will hear you"));
    out.printf(
        "           case %s opened by olga: %s; notice with %d incidents, time to respond until %s%n",
        reference,
        candidate.path("registrarName").asText(),
        evidence.size(),
        notice.path("respondBy").asText());
  }

  /** The registrar says that it has read the notice. It never files a plan. */
  void acknowledge() throws InterruptedException {
    JsonNode view =
        people
            .registrar(SuiteService.AIP, RegistrarProfile.PERSISTENT)
            .post("/v1/cases/" + caseId + "/acknowledgement", Map.of());
    comparison.same("state after the acknowledgement", "ACKNOWLEDGED", view.path("state").asText());
    int other = people.registrar(SuiteService.AIP, 90001).tryGet("/v1/cases/" + caseId).status();
    comparison.same("the case for another registrar", 404, other);
  }

  private Map<String, Object> limit(String decider) {
    return Map.of(
        "mode",
        "FULL_STOP",
        "days",
        21,
        "reasons",
        "Acknowledged, but no plan was filed, and July was high again",
        "measure",
        "Fewer than 8 newly abused names in 10,000 a month, by the scores",
        "decider",
        decider);
  }

  /** Before the time to respond is over, nobody may even propose a limit. */
  void proposeTooEarly() throws InterruptedException {
    int status =
        people
            .officer()
            .tryPost("/v1/cases/" + caseId + "/limit-proposals", limit("dora"))
            .status();
    comparison.same("a limit proposed within the time to respond", 409, status);
  }

  /** One person proposes the limit. */
  void propose() throws InterruptedException {
    JsonNode proposal =
        people.officer().post("/v1/cases/" + caseId + "/limit-proposals", limit("dora"));
    proposalId = proposal.path("id").asText();
    int own =
        people
            .officer()
            .tryPost("/v1/limit-proposals/" + proposalId + "/decision", decision())
            .status();
    comparison.same("a limit decided by its proposer", 403, own);
    comparison.that(
        allowed("domain:create", RegistrarProfile.PERSISTENT),
        "a limit that is only proposed limits nothing");
  }

  private static Map<String, Object> decision() {
    return Map.of(
        "outcome",
        "APPROVED",
        "reasons",
        "Proportionate: creates only, three weeks, no other means left");
  }

  /** Another person decides it: the order is in force. */
  void decide() throws InterruptedException {
    people.decider().post("/v1/limit-proposals/" + proposalId + "/decision", decision());
    JsonNode order = order();
    comparison.same("state of the order", "IN_FORCE", order.path("state").asText());
    out.printf(
        "           limit proposed by olga, decided by dora: in force until %s%n",
        order.path("endsAt").asText());
    compareInForce();
  }

  private void compareInForce() throws InterruptedException {
    comparison.that(
        !allowed("domain:create", RegistrarProfile.PERSISTENT),
        "domain:create is refused while the order is in force");
    for (String command : OTHER_COMMANDS) {
      comparison.that(
          allowed(command, RegistrarProfile.PERSISTENT), command + " is not affected by the order");
    }
    comparison.that(
        allowed("domain:create", 90001), "another registrar is not affected by the order");
  }

  private JsonNode order() throws InterruptedException {
    List<JsonNode> orders = people.epp().all("/v1/restriction-orders");
    comparison.same("restriction orders", 1, orders.size());
    return orders.getFirst();
  }

  private JsonNode ask(String command, int registrar) throws InterruptedException {
    return people
        .epp()
        .post("/v1/command-decisions", Map.of("registrar", registrar, "command", command));
  }

  private boolean allowed(String command, int registrar) throws InterruptedException {
    return ask(command, registrar).path("allowed").asBoolean();
  }

  /**
   * The case and the order in force, and that the order ends without anybody. Leaves the clocks at
   * {@code now}.
   */
  void report(Instant now) throws InterruptedException {
    JsonNode view = people.officer().get("/v1/cases/" + caseId);
    comparison.same("state of the case", "LIMIT_IN_FORCE", view.path("state").asText());
    out.printf(
        "%nCase %s, %s (%d), %s%n",
        reference,
        view.path("registrarName").asText(),
        view.path("registrar").asInt(),
        view.path("state").asText());
    for (JsonNode step : view.path("history")) {
      boolean found = step.path("event").isNull() || step.path("event").isMissingNode();
      out.printf(
          "  %s  %-14s by %s%n",
          Instant.parse(step.path("at").asText()).truncatedTo(ChronoUnit.SECONDS),
          found ? "CANDIDATE" : step.path("event").asText(),
          step.path("actor").asText());
    }
    JsonNode order = order();
    JsonNode create = ask("domain:create", RegistrarProfile.PERSISTENT);
    out.printf(
        "  order %s, from %s to %s%n",
        order.path("id").asText(), order.path("startsAt").asText(), order.path("endsAt").asText());
    out.printf(
        "  %s  domain:create -> %d %s%n",
        now, create.path("eppCode").asInt(), create.path("reason").asText());
    JsonNode renew = ask("domain:renew", RegistrarProfile.PERSISTENT);
    out.printf(
        "  %s  domain:renew  -> %d, and so for every other command%n",
        now, renew.path("eppCode").asInt());
    compareInForce();
    Instant over = Instant.parse(order.path("endsAt").asText());
    people.setClock(SuiteService.AIP, over);
    JsonNode later = ask("domain:create", RegistrarProfile.PERSISTENT);
    people.setClock(SuiteService.AIP, now);
    comparison.that(later.path("allowed").asBoolean(), "the limit lifts by itself");
    out.printf(
        "  %s  domain:create -> %d: the limit has lifted by itself (the clock is back at %s)%n",
        over, later.path("eppCode").asInt(), now);
    appeal(now);
  }

  /**
   * The registrar appeals; who decided the limit cannot hear it, and a third person puts a milder
   * limit in its place.
   */
  private void appeal(Instant now) throws InterruptedException {
    Api registrar = people.registrar(SuiteService.AIP, RegistrarProfile.PERSISTENT);
    String appeals = "/v1/limit-proposals/" + proposalId + "/appeals";
    Map<String, Object> grounds =
        Map.of(
            "grounds",
            "A full stop hits our honest customers; forty names were shut within a day of the notice",
            "stay",
            false);
    int other = people.registrar(SuiteService.AIP, 90001).tryPost(appeals, grounds).status();
    comparison.same("an appeal by another registrar", 404, other);
    JsonNode filed = registrar.post(appeals, grounds);
    String decision = "/v1/appeals/" + filed.path("id").asText() + "/decision";
    Map<String, Object> milder =
        Map.of(
            "outcome",
            "VARIED",
            "reasons",
            "The ground stands, but fifty names a day leave honest customers room",
            "limit",
            Map.of("mode", "DAILY_CAP", "creates", 50, "days", 7));
    comparison.same(
        "an appeal heard by who decided the limit",
        403,
        people.decider().tryPost(decision, milder).status());
    JsonNode decided = people.reviewer().post(decision, milder);
    comparison.same("outcome of the appeal", "VARIED", decided.path("outcome").asText());
    JsonNode fiftieth = create(49);
    JsonNode next = create(50);
    comparison.that(
        fiftieth.path("allowed").asBoolean(), "the fiftieth create of a day is allowed");
    comparison.that(
        !next.path("allowed").asBoolean(), "the fifty-first create of a day is refused");
    out.printf(
        "  appeal by the registrar, %s step, heard by rita: %s, 50 new names a day for a week%n",
        filed.path("step").asText().toLowerCase(Locale.ROOT), decided.path("outcome").asText());
    out.printf(
        "  %s  domain:create -> %d for the fiftieth of the day, %d for the next%n",
        now, fiftieth.path("eppCode").asInt(), next.path("eppCode").asInt());
    out.println("  what the registrar reads of it");
    for (JsonNode step : registrar.get("/v1/cases/" + caseId).path("history")) {
      if (!step.path("event").asText("").isEmpty() && !step.path("event").isNull()) {
        out.printf(
            "    %s  %s%n",
            Instant.parse(step.path("at").asText()).truncatedTo(ChronoUnit.SECONDS),
            step.path("event").asText());
      }
    }
  }

  private JsonNode create(int createsToday) throws InterruptedException {
    return people
        .epp()
        .post(
            "/v1/command-decisions",
            Map.of(
                "registrar",
                RegistrarProfile.PERSISTENT,
                "command",
                "domain:create",
                "name",
                "new-shop.org",
                "createsToday",
                createsToday));
  }
}
