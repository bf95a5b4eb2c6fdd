package io.bailiwick.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.launcher.suite.SuiteService;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

  private static final Instant LIFTED = Instant.parse("2026-09-04T09:00:00Z");
  private static final Instant RESTORED = Instant.parse("2026-11-30T09:00:00Z");
  private static final Instant PUBLISHED = Instant.parse("2026-12-01T09:00:00Z");

  private final People people;
  private final Comparison comparison;
  private final Output out;
  private final Story story = new Story();
  private final Story.Person olga;
  private final Story.Person omar;
  private final Story.Person dora;
  private final Story.Person rita;
  private final Story.Person epp;
  private final Story.Person anna;
  private String caseId = "";
  private String reference = "";
  private String proposalId = "";
  private String contested = "";
  private String contestId = "";

  Intervention(People people, Comparison comparison, Output out) {
    this.people = people;
    this.comparison = comparison;
    this.out = out;
    this.olga = new Story.Person("olga", SuiteService.AIP, people.officer());
    this.omar = new Story.Person("omar", SuiteService.AIP, people.secondOfficer());
    this.dora = new Story.Person("dora", SuiteService.AIP, people.decider());
    this.rita = new Story.Person("rita", SuiteService.AIP, people.reviewer());
    this.epp = new Story.Person("epp", SuiteService.AIP, people.epp());
    this.anna = new Story.Person("anna", SuiteService.INGEST, people.analyst());
  }

  /** The registrar of the case, at one service. */
  private Story.Person registrar(SuiteService service) {
    return new Story.Person(
        "registrar", service, people.registrar(service, RegistrarProfile.PERSISTENT));
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
  void openCase(Instant now) throws InterruptedException {
    List<JsonNode> candidates = people.officer().all("/v1/candidates");
    comparison.same("candidates", 1, candidates.size());
    JsonNode candidate = candidates.getFirst();
    comparison.same("candidate", RegistrarProfile.PERSISTENT, candidate.path("registrar").asInt());
    String candidateId = candidate.path("id").asText();
    story.say(now, "the published scores of June have made a candidate; olga looks, and confirms");
    story.name("CANDIDATE", candidateId);
    JsonNode seen =
        story.get(
            olga,
            "/v1/candidates/" + candidateId,
            "registrarName",
            "month=/findings/0/month",
            "gate=/findings/0/gate",
            "earlierCases");
    String finding = seen.path("findings").path(0).path("id").asText();
    JsonNode opened =
        story.post(
            olga,
            "/v1/candidates/" + candidateId + "/confirmation",
            Story.body(
                "reason", "High in three of four months, in two classes, by three source families"),
            "reference",
            "state",
            "by=/history/1/actor");
    caseId = opened.path("id").asText();
    reference = opened.path("reference").asText();
    comparison.same(
        "finding that the confirmation cites",
        finding,
        opened.at("/history/1/findings/0").asText());
    List<String> evidence = new ArrayList<>();
    for (JsonNode incident :
        people
            .analyst()
            .all("/v1/incidents?month=2026-06&registrar=" + RegistrarProfile.PERSISTENT)) {
      if (incident.path("classification").asText().equals("MALICIOUS") && evidence.size() < 50) {
        evidence.add(incident.path("id").asText());
      }
    }
    story.name("CASE", caseId);
    story.say(now, "olga sends a notice, with every name that it rests on");
    story.nameList(
        "EVIDENCE",
        "as anna GET \"$INGEST/incidents?month=2026-06&registrar="
            + RegistrarProfile.PERSISTENT
            + "&limit=1000\" | jq -c '[.items[] | select(.classification == \"MALICIOUS\").id][:50]'",
        evidence);
    JsonNode notice =
        story.post(
            olga,
            "/v1/cases/" + caseId + "/notices",
            Story.body(
                "reasons",
                "In March, April and June 2026 far more names than 10 in 10,000 were first seen abused; see the evidence",
                "evidenceIncidents",
                evidence,
                "appealText",
                "Write to appeals@registry.example within 60 days; somebody else than who decided will hear you"),
            "respondBy");
    out.printf(
        "           case %s opened by olga: %s; notice with %d incidents, time to respond until %s%n",
        reference,
        candidate.path("registrarName").asText(),
        evidence.size(),
        notice.path("respondBy").asText());
    contested = evidence.getFirst();
  }

  /** The registrar says that it has read the notice, files a plan, and contests one name. */
  void answer(Instant now) throws InterruptedException {
    Story.Person registrar = registrar(SuiteService.AIP);
    story.say(now, "the registrar reads its case, and says so; another registrar cannot");
    story.get(
        registrar,
        "/v1/cases/" + caseId + "/notices",
        "subject=/items/0/subject",
        "occasion=/items/0/occasion");
    JsonNode view =
        story.post(
            registrar,
            "/v1/cases/" + caseId + "/acknowledgement",
            Story.body("note", "Received; our abuse desk looks at every name."),
            "state");
    comparison.same("state after the acknowledgement", "ACKNOWLEDGED", view.path("state").asText());
    int other = people.registrar(SuiteService.AIP, 90001).tryGet("/v1/cases/" + caseId).status();
    comparison.same("the case for another registrar", 404, other);
    story.say(
        now, "it files a plan, and contests one of the names; meanwhile its time stands still");
    story.post(
        registrar,
        "/v1/cases/" + caseId + "/plan",
        Story.body(
            "summary",
            "New accounts verify a telephone number; bulk orders are reviewed",
            "measures",
            List.of(
                Story.body(
                    "code",
                    "phone",
                    "title",
                    "Every new account verifies a telephone number",
                    "owner",
                    "Maria",
                    "dueOn",
                    "2026-09-15")),
            "target",
            Story.body("metric", "RATE_LOWER_BOUND", "atMost", 8, "confidence", 0.95),
            "exit",
            Story.body(
                "months",
                2,
                "exitGateHolds",
                true,
                "interventionGateClear",
                true,
                "measuresDone",
                true)),
        "caseState",
        "version=/latest/version",
        "target=/latest/plan/target/metric");
    JsonNode contest =
        story.post(
            registrar(SuiteService.INGEST),
            "/v1/corrections",
            Story.body(
                "incidentId",
                contested,
                "kind",
                "COMPROMISED",
                "reason",
                "The shop of a customer of ours was broken into",
                "evidence",
                "Mail of the customer of 16 August"),
            "kind",
            "state");
    contestId = contest.path("id").asText();
    awaitContest("FILED");
    story.get(
        registrar,
        "/v1/cases/" + caseId,
        "contest=/contests/0/state",
        "clock=/clocks/2/kind",
        "stands=/clocks/2/state");
  }

  /** Somebody of the registry decides what was contested; the plan is agreed to and begins. */
  void agree(Instant now) throws InterruptedException {
    story.say(now, "anna refuses the contest; olga agrees to the plan, and it runs");
    story.name("CONTEST", contestId);
    story.post(
        anna,
        "/v1/corrections/" + contestId + "/decision",
        Story.body(
            "outcome", "REFUSED", "reasons", "Registered two days before it was listed, no shop"),
        "kind",
        "state",
        "decidedBy=/decision/by");
    awaitContest("REFUSED");
    story.post(
        olga,
        "/v1/cases/" + caseId + "/plan-agreement",
        Story.body("version", 1),
        "caseState",
        "agreedVersion");
    JsonNode view =
        story.post(olga, "/v1/cases/" + caseId + "/monitoring", Story.body(), "caseState");
    comparison.same("state once the plan runs", "MONITORING", view.path("caseState").asText());
  }

  /** The case follows contests by its own schedule, in real time. */
  private void awaitContest(String state) throws InterruptedException {
    long last = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (true) {
      JsonNode first = people.officer().get("/v1/cases/" + caseId).at("/contests/0/state");
      if (first.asText().equals(state) || System.nanoTime() > last) {
        comparison.same("contest that the case follows", state, first.asText());
        return;
      }
      Thread.sleep(500);
    }
  }

  private Map<String, Object> limit(String decider) {
    return Story.body(
        "mode",
        "FULL_STOP",
        "days",
        21,
        "reasons",
        "The plan has only begun, July was high again, and new names go on at the same rate",
        "measure",
        "Fewer than 8 newly abused names in 10,000 a month, by the scores",
        "decider",
        decider);
  }

  /** Before the time to respond is over, nobody may even propose a limit. */
  void proposeTooEarly(Instant now) throws InterruptedException {
    story.say(now, "a limit? Not before the time to respond is over");
    JsonNode refused =
        story.post(
            olga, "/v1/cases/" + caseId + "/limit-proposals", limit("dora"), "status", "nextSteps");
    comparison.same(
        "a limit proposed within the time to respond", 409, refused.path("status").asInt());
  }

  /** One person proposes the limit. */
  void propose(Instant now) throws InterruptedException {
    story.say(now, "olga proposes a limit; she cannot decide it, dora can");
    JsonNode proposal =
        story.post(
            olga,
            "/v1/cases/" + caseId + "/limit-proposals",
            limit("dora"),
            "path",
            "mode",
            "days",
            "proposer",
            "decider");
    proposalId = proposal.path("id").asText();
    story.name("PROPOSAL", proposalId);
    JsonNode own =
        story.post(
            olga,
            "/v1/limit-proposals/" + proposalId + "/decision",
            decision(),
            "status",
            "detail");
    comparison.same("a limit decided by its proposer", 403, own.path("status").asInt());
    comparison.that(
        allowed("domain:create", RegistrarProfile.PERSISTENT),
        "a limit that is only proposed limits nothing");
  }

  private static Map<String, Object> decision() {
    return Story.body(
        "outcome",
        "APPROVED",
        "reasons",
        "Proportionate: creates only, three weeks, no other means left");
  }

  /** Another person decides it: the order is in force. */
  void decide() throws InterruptedException {
    story.post(
        dora,
        "/v1/limit-proposals/" + proposalId + "/decision",
        decision(),
        "state",
        "endsAt",
        "startMessage");
    JsonNode view =
        story.get(
            dora,
            "/v1/cases/" + caseId,
            "step=/history/8/event",
            "by=/history/8/actor",
            "restsOn=/history/8/packets/0");
    comparison.that(
        view.at("/history/8/packets").size() > 0, "the decision cites packets of evidence");
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
    story.say(now, "the EPP system asks: creates are refused, and nothing else");
    JsonNode create =
        story.post(epp, "/v1/command-decisions", command("domain:create"), "eppCode", "reason");
    out.printf(
        "  order %s, from %s to %s%n",
        order.path("id").asText(), order.path("startsAt").asText(), order.path("endsAt").asText());
    out.printf(
        "  %s  domain:create -> %d %s%n",
        now, create.path("eppCode").asInt(), create.path("reason").asText());
    JsonNode renew = story.post(epp, "/v1/command-decisions", command("domain:renew"), "eppCode");
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

  private static Map<String, Object> command(String command) {
    return Story.body("registrar", RegistrarProfile.PERSISTENT, "command", command);
  }

  /**
   * The registrar appeals; who decided the limit cannot hear it, and a third person puts a milder
   * limit in its place.
   */
  private void appeal(Instant now) throws InterruptedException {
    Story.Person registrar = registrar(SuiteService.AIP);
    String appeals = "/v1/limit-proposals/" + proposalId + "/appeals";
    Map<String, Object> grounds =
        Story.body(
            "grounds",
            "A full stop hits our honest customers; forty names were shut within a day of the notice",
            "stay",
            false);
    int other = people.registrar(SuiteService.AIP, 90001).tryPost(appeals, grounds).status();
    comparison.same("an appeal by another registrar", 404, other);
    story.say(now, "the registrar appeals; a third person hears it, and makes the limit milder");
    JsonNode filed = story.post(registrar, appeals, grounds, "step", "fee", "filedBy");
    story.name("APPEAL", filed.path("id").asText());
    String decision = "/v1/appeals/" + filed.path("id").asText() + "/decision";
    Map<String, Object> milder =
        Story.body(
            "outcome",
            "VARIED",
            "reasons",
            "The ground stands, but fifty names a day leave honest customers room",
            "limit",
            Story.body("mode", "DAILY_CAP", "creates", 50, "days", 7));
    comparison.same(
        "an appeal heard by who decided the limit",
        403,
        people.decider().tryPost(decision, milder).status());
    JsonNode decided = story.post(rita, decision, milder, "outcome", "decidedBy");
    comparison.same("outcome of the appeal", "VARIED", decided.path("outcome").asText());
    JsonNode fiftieth = create(49, "eppCode");
    JsonNode next = create(50, "eppCode", "reason");
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
    restore();
  }

  private JsonNode create(int createsToday, String... shown) throws InterruptedException {
    Map<String, Object> asked = command("domain:create");
    asked.put("name", "new-shop.org");
    asked.put("createsToday", createsToday);
    return story.post(epp, "/v1/command-decisions", asked, shown);
  }

  /** The limit is lifted early, the plan goes on, and good standing is restored. */
  private void restore() throws InterruptedException {
    people.setClock(SuiteService.AIP, LIFTED);
    JsonNode orders = people.officer().get("/v1/cases/" + caseId).path("orders");
    String order = orders.path(orders.size() - 1).path("id").asText();
    story.say(LIFTED, "dora lifts the limit early; the plan goes on");
    story.name("ORDER", order);
    story.post(
        dora,
        "/v1/restriction-orders/" + order + "/lift",
        Story.body("reason", "The accounts behind the names are closed"),
        "state",
        "endMessage");
    story.post(epp, "/v1/command-decisions", command("domain:create"), "eppCode");
    story.post(olga, "/v1/cases/" + caseId + "/monitoring", Story.body(), "caseState");
    people.setClock(SuiteService.AIP, RESTORED);
    story.say(RESTORED, "the registrar has put it right, and reads its whole case");
    JsonNode restored =
        story.post(
            olga,
            "/v1/cases/" + caseId + "/restoration",
            Story.body("reason", "The accounts are closed, and the measures done"),
            "state");
    comparison.same("state at the end of the case", "RESTORED", restored.path("state").asText());
    JsonNode read =
        story.get(
            registrar(SuiteService.AIP), "/v1/cases/" + caseId, "reference", "state", "nextEvents");
    out.println("  what the registrar reads of it at the end");
    for (JsonNode step : read.path("history")) {
      if (!step.path("event").asText("").isEmpty() && !step.path("event").isNull()) {
        out.printf(
            "    %s  %s%n",
            Instant.parse(step.path("at").asText()).truncatedTo(ChronoUnit.SECONDS),
            step.path("event").asText());
      }
    }
  }

  /** What the public learns: drafted by one officer, published by another. Moves the clock. */
  void publish() throws InterruptedException {
    people.setClock(SuiteService.AIP, PUBLISHED);
    story.say(
        PUBLISHED, "the public learns of it, and of no registrar; olga drafts, omar publishes");
    JsonNode draft =
        story.post(
            olga,
            "/v1/transparency-reports",
            Story.body("from", "2026-01", "until", "2026-11"),
            "version",
            "draftedBy");
    String id = draft.path("id").asText();
    story.name("REPORT", id);
    int own =
        people
            .officer()
            .tryPost("/v1/transparency-reports/" + id + "/publication", Map.of())
            .status();
    comparison.same("a report published by who drafted it", 403, own);
    story.post(
        omar, "/v1/transparency-reports/" + id + "/publication", Story.body(), "publishedBy");
    Api everybody = people.everybody(SuiteService.AIP);
    JsonNode report = everybody.get("/v1/published-transparency-reports/" + id);
    story.line(
        "curl -sS -H 'Accept: application/json' $AIP/published-transparency-reports/$REPORT | jq -c '[.counts[] | select(.hidden).count]|unique'");
    Set<JsonNode> hidden = new HashSet<>();
    int shown = 0;
    out.printf(
        "%nTransparency report of %s to %s, published by omar, for everybody%n",
        report.path("from").asText(), report.path("until").asText());
    for (JsonNode count : report.path("counts")) {
      if (count.path("hidden").asBoolean()) {
        hidden.add(count.path("count"));
        if (count.path("depth").asInt() < 2) {
          out.printf(
              "  %-9s %-36s fewer than %d%n",
              count.path("path").asText().toLowerCase(Locale.ROOT),
              count.path("label").asText(),
              report.path("minimumCell").asInt());
        }
      } else {
        shown += count.path("count").asInt();
      }
    }
    comparison.that(!hidden.isEmpty(), "one case is hidden");
    comparison.same("what is shown where there was one case", 0, shown);
    comparison.that(
        !report.toString().contains(Integer.toString(RegistrarProfile.PERSISTENT)),
        "the public report names no registrar");
    story.line(hidden.stream().allMatch(JsonNode::isNull) ? "[null]" : hidden.toString());
    story.line(
        "curl -sS -o transparency.zip $AIP/published-transparency-reports/$REPORT/archive && unzip -q transparency.zip && sha256sum -c SHA256SUMS");
    out.printf(
        "  for regulators, as for everybody: /v1/published-transparency-reports/%s/archive%n", id);
  }

  /** The case as both sides lived it, as commands with their answers. */
  void tell() {
    out.println("\nOne case, both sides (the README says what `as` does)");
    story.lines().forEach(out::println);
  }
}
