package io.bailiwick.aip.notice;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.bailiwick.aip.Programme.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.MailServer;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
@WithTestResource(MailServer.class)
class NoticeDeliveryTest {
  private final MailServer mail = new MailServer();

  @Inject MessageWork work;
  @Inject MessageRepository messages;
  @Inject CaseMessages queue;
  @Inject Sql sql;

  @BeforeEach
  void start() throws InterruptedException {
    SuiteResource.resetPeers();
    TestClock.set(START);
    mail.up();
    // What other tests left in line is none of ours.
    sql.update("UPDATE case_message_round SET next_attempt_at = NULL");
    sql.update(
        "UPDATE case_delivery SET state = 'GIVEN_UP', reason = 'of another test', next_attempt_at = NULL WHERE next_attempt_at IS NOT NULL");
  }

  /** The incident that notices name, as ingest knows it. */
  private static void incidentOf(int registrar) {
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/incidents"))
                .willReturn(
                    okJson(
                        """
                        {"items": [{"id": "%s", "name": "login-bank.org", "unicodeName": "login-bank.org", "registrar": %d,
                          "threat": "PHISHING", "classification": "MALICIOUS", "openedAt": "2026-02-03T10:00:00Z",
                          "lastSeenAt": "2026-02-05T10:00:00Z"}]}
                        """
                            .formatted(INCIDENT, registrar))));
  }

  @AfterEach
  void stop() {
    mail.down();
  }

  private static void abuseContacts(int registrar, String... emails) {
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/registrars/" + registrar + "/contacts"))
                .willReturn(
                    okJson(
                        """
                        {"registrar": %d, "emails": [%s], "language": "EN", "version": 1, "changedAt": "2026-01-01T00:00:00Z",
                         "changedBy": "registrar"}
                        """
                            .formatted(
                                registrar,
                                Arrays.stream(emails)
                                    .map(email -> '"' + email + '"')
                                    .collect(Collectors.joining(","))))));
  }

  /** Somebody's case with a notice in line; returns case and notice. */
  private record Noticed(int registrar, String caseId, String id) {}

  private static Noticed noticed(int registrar, Map<String, Object> notice) {
    String caseId = openCase(registrar);
    incidentOf(registrar);
    return new Noticed(
        registrar, caseId, sendNotice(caseId, notice).statusCode(201).extract().path("id"));
  }

  private static ValidatableResponse deliveries(Noticed noticed) {
    return officer()
        .get("/v1/cases/{id}/notices/{notice}/deliveries", noticed.caseId(), noticed.id())
        .then()
        .statusCode(200);
  }

  private void run() {
    work.address();
    work.send();
  }

  private static List<String> parts(MimeMessage message) throws Exception {
    MimeMultipart multipart = (MimeMultipart) message.getContent();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < multipart.getCount(); i++) {
      parts.add(multipart.getBodyPart(i).getContent().toString());
    }
    return parts;
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @Test
  void tellsSeveralContactsByMailAndWebhookWithProofOfEach() throws Exception {
    int registrar = registrar();
    abuseContacts(registrar, "abuse@registrar.example", "second@registrar.example");
    int port = ConfigProvider.getConfig().getValue("bailiwick.test.peers-port", Integer.class);
    SuiteResource.peers()
        .register(post(urlEqualTo("/hook")).willReturn(aResponse().withStatus(204)));
    String secret =
        of(registrar)
            .body(
                Map.of(
                    "emails",
                    List.of("legal@registrar.example", "abuse@registrar.example"),
                    "webhookUrl",
                    "http://127.0.0.1:" + port + "/hook"))
            .put("/v1/registrars/{id}/case-contacts", registrar)
            .then()
            .statusCode(200)
            .body("version", is(1))
            .body("changedBy", is("registrar-" + registrar))
            .extract()
            .path("webhookSecret");
    Map<String, Object> wanted = new HashMap<>(notice());
    wanted.put("reasons", "Names as http://login-bank.org/ were above the threshold.");
    Noticed noticed = noticed(registrar, wanted);
    deliveries(noticed).body("items", empty());
    run();
    run();

    assertThat(mail.mails()).hasSize(3);
    MimeMessage message = mail.mails().getFirst();
    assertThat(message.getSubject())
        .startsWith("Abuse Intervention Program: notice in case AIP-2026-");
    assertThat(message.getFrom()[0].toString()).isEqualTo("compliance@registry.example");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    List<String> parts = parts(message);
    assertThat(parts).hasSize(2);
    assertThat(parts.getFirst())
        .contains("To Registrar " + registrar + " (IANA ID " + registrar + ")")
        .contains("Names as hxxp[:]//login-bank[.]org/ were above the threshold.")
        .contains("in time until 2026-03-23")
        .contains("Write to the appeal reviewer within 60 days.")
        .contains("1. login-bank[.]org")
        .contains("PHISHING, MALICIOUS, first seen 2026-02-03, last seen 2026-02-05 (UTC)")
        .contains("The Registry")
        .contains("compliance@registry.example")
        .doesNotContain("login-bank.org");
    assertThat(parts.get(1)).startsWith("<html").doesNotContain("login-bank.org");

    String text =
        officer()
            .get("/v1/cases/{id}/notices", noticed.caseId())
            .then()
            .statusCode(200)
            .body("items", hasSize(1))
            .body("items[0].id", equalTo(noticed.id()))
            .body("items[0].occasion", is("NOTICE"))
            .body("items[0].templateVersion", is(1))
            .body("items[0].sent", is(4))
            .body("items[0].waiting", is(0))
            .body("items[0].lack", nullValue())
            .extract()
            .path("items[0].text");
    List<String> mailIds = new ArrayList<>();
    for (MimeMessage each : mail.mails()) {
      mailIds.add(each.getMessageID());
    }
    deliveries(noticed)
        .body("items", hasSize(4))
        .body("items.state", everyItem(is("SENT")))
        .body("items.attempts", everyItem(is(1)))
        .body("items.sentAt", everyItem(startsWith("2026-03-02T09:00:")))
        .body(
            "items.findAll { it.channel == 'EMAIL' }.recipient",
            containsInAnyOrder(
                "abuse@registrar.example", "second@registrar.example", "legal@registrar.example"))
        .body(
            "items.findAll { it.channel == 'EMAIL' }.mailId", containsInAnyOrder(mailIds.toArray()))
        .body("items.findAll { it.channel == 'EMAIL' }.bodySha256", everyItem(is(sha256(text))))
        .body("items.find { it.channel == 'WEBHOOK' }.proof", is("the webhook answered 204"));

    var request = SuiteResource.peers().find(postRequestedFor(urlEqualTo("/hook"))).getFirst();
    deliveries(noticed)
        .body(
            "items.find { it.channel == 'WEBHOOK' }.bodySha256",
            is(sha256(request.getBodyAsString())))
        .body("items.find { it.channel == 'WEBHOOK' }.id", is(request.getHeader("webhook-id")));
    // Standard Webhooks: HMAC-SHA256 over id.timestamp.body with the key behind whsec_.
    Mac hmac = Mac.getInstance("HmacSHA256");
    hmac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    String signed =
        request.getHeader("webhook-id")
            + "."
            + request.getHeader("webhook-timestamp")
            + "."
            + request.getBodyAsString();
    assertThat(request.getHeader("webhook-signature"))
        .isEqualTo(
            "v1," + Base64.getEncoder().encodeToString(hmac.doFinal(signed.getBytes(UTF_8))));
    assertThat(request.getBodyAsString()).contains("\"type\":\"case.message\"");
  }

  @Test
  void namesNothingOfAnotherRegistrar() throws Exception {
    int registrar = registrar();
    abuseContacts(registrar, "abuse@registrar.example");
    Noticed noticed = noticed(registrar, notice());
    incidentOf(registrar + 5000);
    run();
    assertThat(parts(mail.mails().getFirst()).getFirst())
        .contains("Write to the appeal reviewer")
        .doesNotContain("login-bank");
    deliveries(noticed).body("items.state", contains("SENT"));
  }

  @Test
  void oneRecipientThatIsRefusedStopsNoOther() throws Exception {
    int registrar = registrar();
    abuseContacts(
        registrar,
        "refused@registrar.example",
        "later@registrar.example",
        "good@registrar.example");
    Noticed noticed = noticed(registrar, notice());
    run();
    assertThat(mail.mails()).hasSize(1);
    deliveries(noticed)
        .body("items.find { it.recipient.startsWith('good') }.state", is("SENT"))
        .body("items.find { it.recipient.startsWith('refused') }.state", is("GIVEN_UP"))
        .body(
            "items.find { it.recipient.startsWith('refused') }.reason",
            containsString("550 5.1.1 No such mailbox"))
        .body("items.find { it.recipient.startsWith('refused') }.nextAttemptAt", nullValue())
        .body("items.find { it.recipient.startsWith('later') }.state", is("FAILED"))
        .body("items.find { it.recipient.startsWith('later') }.reason", containsString("451"))
        .body("items.find { it.recipient.startsWith('later') }.nextAttemptAt", notNullValue());
    // After the twelfth attempt it is given up, and whoever is to see to it hears of it.
    sql.update(
        "UPDATE case_delivery SET attempts = 11, next_attempt_at = now() WHERE recipient LIKE 'later%' AND message_id = ?",
        UUID.fromString(noticed.id()));
    work.send();
    deliveries(noticed)
        .body("items.find { it.recipient.startsWith('later') }.state", is("GIVEN_UP"))
        .body("items.find { it.recipient.startsWith('later') }.attempts", is(12));
    assertThat(
            sql.number(
                "SELECT count(*) FROM outbox_event WHERE type = 'delivery.given-up' AND subject = ?",
                "message/" + noticed.id()))
        .isEqualTo(2);
  }

  @Test
  void withTheMailServerDownItWaitsAndTheSameMessageGoesOutLater() throws Exception {
    int registrar = registrar();
    abuseContacts(registrar, "abuse@registrar.example");
    mail.down();
    Noticed noticed = noticed(registrar, notice());
    run();
    String mailId =
        deliveries(noticed)
            .body("items[0].state", is("FAILED"))
            .body("items[0].reason", is("the mail server could not be reached"))
            .extract()
            .path("items[0].mailId");
    work.send(); // not due yet
    deliveries(noticed).body("items[0].attempts", is(1));
    mail.up();
    sql.update(
        "UPDATE case_delivery SET next_attempt_at = now() WHERE message_id = ?",
        UUID.fromString(noticed.id()));
    work.send();
    assertThat(mail.mails())
        .singleElement()
        .satisfies(each -> assertThat(each.getMessageID()).isEqualTo(mailId));
    deliveries(noticed)
        .body("items[0].state", is("SENT"))
        .body("items[0].attempts", is(2))
        .body("items[0].proof", containsString(mailId))
        .body("items[0].reason", nullValue());
  }

  @Test
  void waitsForThePeerThatKnowsTheContactsAndForContacts() {
    int registrar = registrar();
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/registrars/" + registrar + "/contacts"))
                .willReturn(aResponse().withStatus(500)));
    Noticed noticed = noticed(registrar, notice());
    run();
    officer()
        .get("/v1/cases/{id}/notices", noticed.caseId())
        .then()
        .body("items[0].lack", is("abuse-ingest-service does not answer"));
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/registrars/" + registrar + "/contacts"))
                .willReturn(aResponse().withStatus(404)));
    due(noticed);
    run();
    officer()
        .get("/v1/cases/{id}/notices", noticed.caseId())
        .then()
        .body("items[0].lack", is("the registrar has no contacts"));
    abuseContacts(registrar, "abuse@registrar.example");
    due(noticed);
    run();
    deliveries(noticed).body("items.state", contains("SENT"));
  }

  private void due(Noticed noticed) {
    sql.update(
        "UPDATE case_message_round SET next_attempt_at = now() WHERE message_id = ?",
        UUID.fromString(noticed.id()));
  }

  @Test
  void goesOutOnceHoweverManyReplicasWork() throws Exception {
    int registrar = registrar();
    abuseContacts(registrar, "a@registrar.example", "b@registrar.example", "c@registrar.example");
    Noticed noticed = noticed(registrar, notice());
    try (var replicas = Executors.newFixedThreadPool(6)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        running.add(replicas.submit(this::run));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    work.send();
    deliveries(noticed)
        .body("items", hasSize(3))
        .body("items.state", everyItem(is("SENT")))
        .body("items.attempts", everyItem(is(1)));
    assertThat(mail.mails()).hasSize(3);
  }

  @Test
  void whoDiesOverAMessageLeavesItToBeSentUnderItsIdentifier() throws Exception {
    int registrar = registrar();
    abuseContacts(registrar, "abuse@registrar.example");
    Noticed noticed = noticed(registrar, notice());
    // Killed while it looked for recipients: the lease is over at once.
    assertThat(messages.claimRound(Duration.ZERO)).isPresent();
    work.address();
    Delivery claimed =
        messages
            .claimDelivery(List.of(Channel.EMAIL), Instant.EPOCH, Duration.ofMinutes(10))
            .orElseThrow();
    work.send(); // another one's, as long as its lease runs
    assertThat(mail.mails()).isEmpty();
    sql.update("UPDATE case_delivery SET next_attempt_at = now() WHERE id = ?", claimed.id());
    work.send();
    assertThat(mail.mails())
        .singleElement()
        .satisfies(each -> assertThat(each.getMessageID()).isEqualTo(claimed.mailId()));
    deliveries(noticed).body("items[0].attempts", is(2)).body("items[0].state", is("SENT"));
  }

  @Test
  void noValueAddsAHeader() throws Exception {
    int registrar = registrar();
    abuseContacts(registrar, "abuse@registrar.example");
    Map<String, Object> wanted = new HashMap<>(notice());
    wanted.put("subject", "Notice\r\nBcc: mallory@example.org");
    Noticed noticed = noticed(registrar, wanted);
    run();
    deliveries(noticed).body("items.state", contains("SENT"));
    MimeMessage message = mail.mails().getFirst();
    assertThat(message.getSubject()).isEqualTo("Notice Bcc: mallory[@]example[.]org");
    assertThat(message.getRecipients(RecipientType.BCC)).isNull();
    of(registrar)
        .body(Map.of("emails", List.of("a@registrar.example\r\nBcc: mallory@example.org")))
        .put("/v1/registrars/{id}/case-contacts", registrar)
        .then()
        .statusCode(422);
  }

  @Test
  void aPersonHasItSentAgainWithAReasonToWhoIsAContactByThen() throws Exception {
    int registrar = registrar();
    abuseContacts(registrar, "refused@registrar.example");
    Noticed noticed = noticed(registrar, notice());
    run();
    abuseContacts(registrar, "new@registrar.example");
    String key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      officer()
          .header("Idempotency-Key", key)
          .body(Map.of("reason", "The registrar has named another address."))
          .post("/v1/cases/{id}/notices/{notice}/resends", noticed.caseId(), noticed.id())
          .then()
          .statusCode(201)
          .body("round", is(2));
    }
    run();
    assertThat(mail.mails()).hasSize(1);
    deliveries(noticed)
        .body("items.round", contains(1, 2))
        .body("items.recipient", contains("refused@registrar.example", "new@registrar.example"))
        .body("items.state", contains("GIVEN_UP", "SENT"));
    officer()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("reason", " "))
        .post("/v1/cases/{id}/notices/{notice}/resends", noticed.caseId(), noticed.id())
        .then()
        .statusCode(422);
  }

  @Test
  void tellsOfDecisionEndAndClosureInTheirOwnWords() throws Exception {
    int registrar = registrar();
    abuseContacts(registrar, "abuse@registrar.example");
    incidentOf(registrar);
    String id = answeredCase(registrar);
    String proposal = propose(id, limit(14)).statusCode(201).extract().path("id");
    decide(decider(), proposal, "APPROVED").statusCode(201);
    TestClock.set(Instant.parse("2026-04-20T09:00:00Z"));
    officer().get("/v1/cases/{id}", id).then().body("state", is("REVIEW"));
    officer()
        .body(Map.of("reason", "Below the line for two months."))
        .post("/v1/cases/{id}/restoration", id)
        .then()
        .statusCode(200);
    run();
    officer()
        .get("/v1/cases/{id}/notices", id)
        .then()
        .statusCode(200)
        .body("items.occasion", contains("NOTICE", "LIMIT_DECIDED", "LIMIT_ENDED", "CASE_CLOSED"))
        .body("items[1].subject", containsString("a limit was approved"))
        .body("items[1].text", containsString("Proportionate."))
        .body("items[1].text", containsString("2026-04-07 00:00 UTC"))
        .body("items[2].subject", containsString("the limit is over"))
        .body("items[3].text", containsString("Below the line for two months."))
        .body("items.sent", everyItem(is(1)));
    assertThat(mail.mails()).hasSize(4);
  }

  @Test
  void aRegistrarReadsItsOwnOnly() {
    int registrar = registrar();
    abuseContacts(registrar, "abuse@registrar.example");
    Noticed noticed = noticed(registrar, notice());
    run();
    String deliveries =
        "/v1/cases/" + noticed.caseId() + "/notices/" + noticed.id() + "/deliveries";
    of(registrar).get(deliveries).then().statusCode(200).body("items", hasSize(1));
    of(registrar)
        .get("/v1/cases/{id}/notices", noticed.caseId())
        .then()
        .statusCode(200)
        .body("items", hasSize(1));
    int other = registrar();
    of(other).get(deliveries).then().statusCode(404);
    of(other).get("/v1/cases/{id}/notices", noticed.caseId()).then().statusCode(404);
    of(other).get("/v1/cases/{id}/notices", UUID.randomUUID()).then().statusCode(404);
    of(other).get("/v1/registrars/{id}/case-contacts", registrar).then().statusCode(404);
    of(other)
        .body(Map.of("emails", List.of()))
        .put("/v1/registrars/{id}/case-contacts", registrar)
        .then()
        .statusCode(404);
    officer()
        .get("/v1/cases/{id}/notices/{notice}/deliveries", openCase(other), noticed.id())
        .then()
        .statusCode(404);
    As.nobody().get(deliveries).then().statusCode(401);
    As.role(Role.ACCOUNT_MANAGER).get(deliveries).then().statusCode(403);
    of(registrar)
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("reason", "Again"))
        .post("/v1/cases/{id}/notices/{notice}/resends", noticed.caseId(), noticed.id())
        .then()
        .statusCode(403);
    officer().queryParam("after", "%%").get(deliveries).then().statusCode(400);
  }

  @Test
  void contactsAreChangedByWhoHasReadThem() {
    int registrar = registrar();
    of(registrar)
        .get("/v1/registrars/{id}/case-contacts", registrar)
        .then()
        .statusCode(200)
        .header("ETag", is("\"0\""))
        .body("emails", empty());
    Map<String, Object> wanted = Map.of("emails", List.of("legal@registrar.example"));
    of(registrar)
        .body(wanted)
        .put("/v1/registrars/{id}/case-contacts", registrar)
        .then()
        .statusCode(200);
    of(registrar)
        .body(wanted)
        .put("/v1/registrars/{id}/case-contacts", registrar)
        .then()
        .statusCode(412);
    of(registrar)
        .header("If-Match", "\"1\"")
        .body(Map.of("emails", List.of(), "webhookUrl", "https://elsewhere.example/hook"))
        .put("/v1/registrars/{id}/case-contacts", registrar)
        .then()
        .statusCode(422);
    As.nobody().get("/v1/registrars/{id}/case-contacts", registrar).then().statusCode(401);
    As.role(Role.FINANCE)
        .get("/v1/registrars/{id}/case-contacts", registrar)
        .then()
        .statusCode(403);
  }

  @Test
  void usesTheWordsThatTwoPeopleHaveApproved() throws Exception {
    // A time of its own, so that no other test speaks in these words.
    TestClock.set(Instant.parse("2030-03-04T09:00:00Z"));
    Map<String, Object> templates =
        new HashMap<>(
            As.role(Role.AUDITOR)
                .queryParam("kind", "aip-templates")
                .get("/v1/policies")
                .then()
                .statusCode(200)
                .body("items[0].origin", is("SHIPPED"))
                .extract()
                .<Map<String, Object>>path("items[0].document.templates"));
    templates.put(
        "NOTICE",
        Map.of(
            "subject",
            "{{caseReference}}: notice",
            "text",
            "{{reasons}} {{respondBy}} {{appealText}} {{unknown}}"));
    proposeWords(templates)
        .statusCode(422)
        .body("violations[0].field", is("document.templates.NOTICE.text"))
        .body("violations[0].message", is("names no {{unknown}}: there is none"));
    templates.put(
        "NOTICE",
        Map.of(
            "subject",
            "{{caseReference}}: notice",
            "text",
            "{{reasons}} {{respondBy}} {{appealText}}"));
    String policy = proposeWords(templates).statusCode(201).extract().path("id");
    As.user("paul", Role.POLICY_APPROVER)
        .contentType("application/json")
        .body(Map.of("reason", "Read by our lawyers."))
        .post("/v1/policies/{id}/approval", policy)
        .then()
        .statusCode(200);
    int registrar = registrar();
    abuseContacts(registrar, "abuse@registrar.example");
    Noticed noticed = noticed(registrar, notice());
    officer()
        .get("/v1/cases/{id}/notices", noticed.caseId())
        .then()
        .body("items[0].templateVersion", is(2))
        .body("items[0].subject", startsWith("AIP-2030-"));
  }

  private static ValidatableResponse proposeWords(Map<String, Object> templates) {
    return As.user("erin", Role.POLICY_EDITOR)
        .contentType("application/json")
        .body(
            Map.of(
                "kind",
                "aip-templates",
                "effectiveFrom",
                "2030-03-04",
                "reason",
                "Our own words.",
                "document",
                Map.of("origin", "Our lawyers", "templates", templates)))
        .post("/v1/policies")
        .then();
  }

  @Test
  void writesToTheRegistrysOwnPeopleWhatIsTheirs() throws Exception {
    int registrar = registrar();
    String id = openCase(registrar);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                queue.queue(
                    UUID.randomUUID(),
                    new CaseMessages.About(
                        UUID.fromString(id), "AIP-2026-0099", RegistrarId.of(registrar), "Example"),
                    Occasion.REGISTRY_OVERDUE,
                    Map.of(Placeholder.STEP, "decide the appeal", Placeholder.DUE_ON, "2026-03-31"),
                    List.of(),
                    "bailiwick"));
    run();
    // Nobody is named by the policy: to the address to which registrars answer, and no registrar.
    assertThat(mail.mails()).hasSize(1);
    assertThat(mail.mails().getFirst().getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("compliance@registry.example");
    assertThat(mail.mails().getFirst().getSubject())
        .isEqualTo("Case AIP-2026-0099: overdue since 2026-03-31: decide the appeal");
  }
}
