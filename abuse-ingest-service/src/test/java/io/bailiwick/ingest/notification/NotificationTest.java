package io.bailiwick.ingest.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.MailServer;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
@WithTestResource(MailServer.class)
class NotificationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MailServer mail = new MailServer();

  @Inject NotificationQueue queue;
  @Inject NotificationSender sender;
  @Inject NotificationRepository repository;

  /**
   * young.org and old.org of 90001 are listed by two families, single.org by one; held.org is on
   * hold, other.org is of 90002.
   */
  @BeforeEach
  void registry() throws InterruptedException {
    Slate.clean();
    SuiteResource.resetPeers();
    mail.up();
    TestClock.set(Instant.parse("2026-03-10T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    young.org,Y-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    old.org,O-ORG,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    single.org,S-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    held.org,H-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    other.org,X-ORG,r2,r2,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """)
                .statuses("held.org,serverHold,\n"))
        .statusCode(201);
    Operate.csv("alpha", "alpha");
    Operate.csv("beta", "beta");
    Operate.rows(
        "alpha",
        "https://login.young.org/a,2026-03-02 00:00:00,,",
        "http://old.org/x.exe,2026-03-03 00:00:00,malware,",
        "http://single.org/,2026-03-02 00:00:00,,",
        "http://held.org/,2026-03-02 00:00:00,,");
    Operate.rows(
        "beta",
        "young.org,2026-03-02 12:00:00,,",
        "old.org,2026-03-03 12:00:00,malware,",
        "held.org,2026-03-02 12:00:00,,");
  }

  @AfterEach
  void stop() {
    mail.down();
  }

  private static ValidatableResponse contacts(
      RequestSpecification as, int registrar, Map<String, ?> wanted) {
    Map<String, Object> body = new HashMap<>(wanted);
    body.putIfAbsent("emails", List.of());
    body.putIfAbsent("language", "EN");
    return as.contentType("application/json")
        .body(body)
        .put("/v1/registrars/" + registrar + "/contacts")
        .then();
  }

  private static void emails(String... emails) {
    contacts(As.role(Role.DATA_OPERATOR), 90001, Map.of("emails", List.of(emails))).statusCode(200);
  }

  private static ValidatableResponse run() {
    return As.role(Role.ABUSE_ANALYST)
        .header("Idempotency-Key", UUID.randomUUID())
        .post("/v1/notification-runs")
        .then();
  }

  private static ValidatableResponse deliveries(String query) {
    return As.role(Role.ABUSE_ANALYST)
        .get("/v1/notification-deliveries" + query)
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse notifications(String query) {
    return As.role(Role.ABUSE_ANALYST).get("/v1/notifications" + query).then().statusCode(200);
  }

  private static RequestSpecification registrar(int ianaId) {
    return As.registrar(ianaId, Role.REGISTRAR_ABUSE);
  }

  private static ValidatableResponse answer(String id, String step, Map<String, ?> body) {
    return registrar(90001)
        .header("Idempotency-Key", UUID.randomUUID())
        .contentType("application/json")
        .body(body)
        .post("/v1/notifications/" + id + "/" + step)
        .then();
  }

  private static String of(String name) {
    return notifications("").extract().path("items.find { it.name == '" + name + "' }.id");
  }

  private static String recipient(MimeMessage message) throws Exception {
    return message.getRecipients(Message.RecipientType.TO)[0].toString();
  }

  private static List<BodyPart> parts(MimeMessage message) throws Exception {
    MimeMultipart multipart = (MimeMultipart) message.getContent();
    List<BodyPart> parts = new ArrayList<>();
    for (int i = 0; i < multipart.getCount(); i++) {
      parts.add(multipart.getBodyPart(i));
    }
    return parts;
  }

  @Test
  void tellsTheSponsorOfEachIncidentOnceWithXarfAndWithoutALink() throws Exception {
    emails("abuse@registrar.example", "second@registrar.example");
    run()
        .statusCode(201)
        .body("registrars", equalTo(1))
        .body("notifications", equalTo(2))
        .body("repeats", equalTo(0));
    run().statusCode(201).body("registrars", equalTo(0)).body("notifications", equalTo(0));
    notifications("")
        .body("items.name", containsInAnyOrder("young.org", "old.org"))
        .body("items.registrar", contains(90001, 90001))
        .body("items.provenAt", contains(nullValue(), nullValue()));
    sender.send();
    sender.send();

    assertThat(mail.mails()).hasSize(2);
    MimeMessage message = mail.mails().getFirst();
    assertThat(message.getSubject())
        .isEqualTo("DNS abuse under 2 of your domain names (registrar 90001)");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    List<BodyPart> parts = parts(message);
    assertThat(parts).hasSize(3);
    String text = parts.getFirst().getContent().toString();
    assertThat(text)
        .contains("1. young[.]org")
        .contains("PHISHING, MALICIOUS, evidence: CORROBORATED")
        .contains("first seen 2026-03-02 00:00, last seen 2026-03-02 12:00 (UTC)")
        .contains("hxxps[:]//login[.]young[.]org/a")
        .contains("2. old[.]org")
        .contains("MALWARE")
        .contains("/v1/corrections")
        .doesNotContain("young.org")
        .doesNotContain("old.org")
        .doesNotContain("reminder");
    JsonNode xarf = JSON.readTree(parts.get(1).getInputStream());
    assertThat(xarf.path("xarf_version").asText()).isEqualTo("4.2.0");
    assertThat(xarf.path("report_id").asText()).isEqualTo(of("young.org"));
    assertThat(xarf.path("timestamp").asText()).isEqualTo("2026-03-02T00:00:00Z");
    assertThat(xarf.path("category").asText()).isEqualTo("content");
    assertThat(xarf.path("type").asText()).isEqualTo("phishing");
    assertThat(xarf.path("domain").asText()).isEqualTo("young.org");
    assertThat(xarf.path("source_identifier").asText()).isEqualTo("young.org");
    assertThat(xarf.path("reporter").path("contact").asText()).isEqualTo("abuse@registry.example");
    assertThat(xarf.has("_internal")).isFalse();
    assertThat(parts.get(2).getContentType()).startsWith("application/json");

    deliveries("?state=DELIVERED")
        .body("items", hasSize(2))
        .body(
            "items.recipient",
            containsInAnyOrder("abuse@registrar.example", "second@registrar.example"))
        .body("items.attempts", contains(1, 1))
        .body("items.messageId", containsInAnyOrder(ids()));
    notifications("")
        .body("items.provenBy", contains("EMAIL", "EMAIL"))
        .body("items[0].provenAt", containsString("2026-03-10T00:00:"));
  }

  private String[] ids() throws Exception {
    List<String> ids = new ArrayList<>();
    for (MimeMessage message : mail.mails()) {
      ids.add(message.getMessageID());
    }
    assertThat(Set.copyOf(ids)).hasSize(ids.size());
    return ids.toArray(String[]::new);
  }

  @Test
  void theXarfReportThatGoesOutIsOneThatComesIn() throws Exception {
    emails("abuse@registrar.example");
    run();
    sender.send();
    for (BodyPart part : parts(mail.mails().getFirst()).subList(1, 3)) {
      As.role(Role.REPORTER)
          .header("Idempotency-Key", UUID.randomUUID())
          .contentType("application/json")
          .body(new String(part.getInputStream().readAllBytes(), UTF_8))
          .post("/v1/reports")
          .then()
          .statusCode(201)
          .body("notes", hasSize(0));
    }
  }

  @Test
  void oneRecipientThatIsRefusedStopsNoOther() throws Exception {
    emails(
        "first@registrar.example",
        "refused@registrar.example",
        "later@registrar.example",
        "last@registrar.example");
    run();
    sender.send();
    assertThat(mail.mails()).hasSize(2);
    assertThat(List.of(recipient(mail.mails().get(0)), recipient(mail.mails().get(1))))
        .containsExactlyInAnyOrder("first@registrar.example", "last@registrar.example");
    deliveries("?state=FAILED")
        .body("items", hasSize(2))
        .body(
            "items.find { it.recipient.startsWith('refused') }.reason",
            containsString("550 5.1.1 No such mailbox"))
        // Refused for good, so it is given up; the other is tried again.
        .body("items.find { it.recipient.startsWith('refused') }.nextAttemptAt", nullValue())
        .body("items.find { it.recipient.startsWith('later') }.reason", containsString("451"))
        .body("items.find { it.recipient.startsWith('later') }.nextAttemptAt", notNullValue());
    deliveries("?state=DELIVERED").body("items", hasSize(2));
  }

  @Test
  void withTheMailServerDownTheClockIsUnknownAndWithItBackTheSameMessageGoesOut() throws Exception {
    emails("abuse@registrar.example");
    mail.down();
    run();
    sender.send();
    String id =
        deliveries("?state=FAILED")
            .body("items", hasSize(1))
            .body("items[0].reason", equalTo("the mail server could not be reached"))
            .body("items[0].attempts", equalTo(1))
            .body("items[0].nextAttemptAt", notNullValue())
            .extract()
            .path("items[0].id");
    String messageId = deliveries("?state=FAILED").extract().path("items[0].messageId");
    notifications("").body("items.provenAt", contains(nullValue(), nullValue()));
    sender.send(); // not due yet
    deliveries("?state=FAILED").body("items[0].attempts", equalTo(1));

    TestClock.set(Instant.parse("2026-03-11T06:00:00Z"));
    mail.up();
    As.role(Role.ABUSE_ANALYST)
        .post("/v1/notification-deliveries/" + id + "/retry")
        .then()
        .statusCode(200)
        .body("state", equalTo("QUEUED"));
    sender.send();
    assertThat(mail.mails())
        .singleElement()
        .satisfies(m -> assertThat(m.getMessageID()).isEqualTo(messageId));
    deliveries("?state=DELIVERED")
        .body("items", hasSize(1))
        .body("items[0].attempts", equalTo(2))
        .body("items[0].proof", containsString(messageId))
        .body("items[0].reason", nullValue());
    // The clock starts with the proof, not with the first try.
    notifications("").body("items[0].provenAt", containsString("2026-03-11T06:00:"));
    As.role(Role.ABUSE_ANALYST)
        .post("/v1/notification-deliveries/" + id + "/retry")
        .then()
        .statusCode(409);
  }

  @Test
  void whoDiesOverAMessageLeavesItToBeSentAgainUnderItsIdentifier() throws Exception {
    emails("abuse@registrar.example");
    run();
    // Claimed by somebody who never says how it went; the lease is over at once.
    Delivery claimed =
        repository
            .claim(List.of(Channel.EMAIL), Instant.parse("2026-03-10T00:00:00Z"), Duration.ZERO)
            .orElseThrow();
    deliveries("?state=SENT").body("items", hasSize(1));
    sender.send();
    assertThat(mail.mails())
        .singleElement()
        .satisfies(m -> assertThat(m.getMessageID()).isEqualTo(claimed.messageId()));
    deliveries("?state=DELIVERED").body("items[0].attempts", equalTo(2));
  }

  @Test
  void replicasTellOnceAndSendOnce() throws Exception {
    emails("a@registrar.example", "b@registrar.example", "c@registrar.example");
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      work.add(
          () -> {
            run().statusCode(201);
            sender.send();
            return null;
          });
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    }
    notifications("").body("items", hasSize(2));
    assertThat(mail.mails()).hasSize(3);
    deliveries("?state=DELIVERED").body("items.attempts", contains(1, 1, 1));
  }

  @Test
  void callsTheWebhookSignedByStandardWebhooks() throws Exception {
    int port = ConfigProvider.getConfig().getValue("bailiwick.test.peers-port", Integer.class);
    String secret =
        contacts(
                registrar(90001),
                90001,
                Map.of("webhookUrl", "http://127.0.0.1:" + port + "/registrar/hook"))
            .statusCode(200)
            .extract()
            .path("webhookSecret");
    SuiteResource.peers()
        .register(post(urlEqualTo("/registrar/hook")).willReturn(aResponse().withStatus(503)));
    run();
    sender.send();
    String id =
        deliveries("?state=FAILED")
            .body("items[0].reason", equalTo("the webhook answered 503"))
            .extract()
            .path("items[0].id");
    SuiteResource.resetPeers();
    SuiteResource.peers()
        .register(post(urlEqualTo("/registrar/hook")).willReturn(aResponse().withStatus(204)));
    As.role(Role.ABUSE_ANALYST)
        .post("/v1/notification-deliveries/" + id + "/retry")
        .then()
        .statusCode(200);
    sender.send();
    deliveries("?state=DELIVERED")
        .body("items.channel", contains("WEBHOOK"))
        .body("items[0].proof", equalTo("the webhook answered 204"));
    notifications("").body("items.provenBy", contains("WEBHOOK", "WEBHOOK"));

    var request =
        SuiteResource.peers().find(postRequestedFor(urlEqualTo("/registrar/hook"))).getFirst();
    assertThat(request.getHeader("webhook-id")).isEqualTo(id);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    String signed =
        id + "." + request.getHeader("webhook-timestamp") + "." + request.getBodyAsString();
    assertThat(request.getHeader("webhook-signature"))
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
    JsonNode body = JSON.readTree(request.getBodyAsString());
    assertThat(body.path("type").asText()).isEqualTo("notification.batch");
    assertThat(body.at("/data/notifications")).hasSize(2);
    assertThat(body.at("/data/notifications/0/xarf/domain").asText()).isEqualTo("young.org");
  }

  @Test
  void withoutAProofTheClockIsUnknownUntilTheRegistrarFetchesTheList() {
    run().body("notifications", equalTo(2));
    sender.send();
    deliveries("")
        .body("items", hasSize(1))
        .body("items[0].channel", equalTo("PULL"))
        .body("items[0].state", equalTo("QUEUED"));
    // That others look proves nothing.
    As.role(Role.AUDITOR).get("/v1/notifications").then().statusCode(200);
    registrar(90002).get("/v1/notifications").then().statusCode(200).body("items", hasSize(0));
    notifications("").body("items.provenAt", contains(nullValue(), nullValue()));

    TestClock.set(Instant.parse("2026-03-12T00:00:00Z"));
    String next =
        registrar(90001)
            .get("/v1/notifications?limit=1")
            .then()
            .statusCode(200)
            .body("items.name", contains("young.org"))
            .extract()
            .path("next");
    // Of two one is fetched: only its clock runs, and the message is not delivered in full.
    notifications("").body("items.provenBy", contains("PULL", null));
    deliveries("").body("items[0].state", equalTo("QUEUED"));
    registrar(90001)
        .accept("application/x-ndjson")
        .get("/v1/notifications?after=" + next)
        .then()
        .statusCode(200)
        .body(containsString("old.org"));
    notifications("")
        .body("items.provenBy", contains("PULL", "PULL"))
        .body("items[0].provenAt", containsString("2026-03-12T00:00:"));
    deliveries("?state=DELIVERED").body("items[0].proof", equalTo("fetched by registrar-90001"));
  }

  @Test
  void theFirstProofStartsTheClockAndALaterOneChangesNothing() {
    emails("abuse@registrar.example");
    run();
    sender.send();
    TestClock.set(Instant.parse("2026-03-15T00:00:00Z"));
    registrar(90001).get("/v1/notifications").then().statusCode(200);
    notifications("")
        .body("items.provenBy", contains("EMAIL", "EMAIL"))
        .body("items[0].provenAt", containsString("2026-03-10T00:00:"));
  }

  @Test
  void theRegistrarAnswersAndTheReporterHearsOfIt() {
    String report =
        As.role(Role.REPORTER)
            .header("Idempotency-Key", UUID.randomUUID())
            .contentType("application/json")
            .body(
                "{\"url\":\"http://single.org/\",\"category\":\"PHISHING\",\"seenAt\":\"2026-03-02T06:00:00Z\"}")
            .post("/v1/reports")
            .then()
            .statusCode(201)
            .extract()
            .path("reports[0].id");
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("threat", "PHISHING", "evidence", "Asks for card numbers."))
        .post("/v1/reports/" + report + "/validation")
        .then()
        .statusCode(200);
    run().body("notifications", equalTo(3));
    String id = of("single.org");
    answer(id, "acknowledgement", Map.of("note", "Ticket 4711"))
        .statusCode(200)
        .body("acknowledgedAt", notNullValue())
        .body("provenBy", equalTo("PULL"))
        .body("action", nullValue());
    answer(id, "acknowledgement", Map.of()).statusCode(200);
    As.role(Role.REPORTER).get("/v1/reports/" + report).then().body("actions", hasSize(0));
    answer(id, "action", Map.of("action", "CUSTOMER_NOTIFIED")).statusCode(200);
    TestClock.set(Instant.parse("2026-03-11T00:00:00Z"));
    answer(id, "action", Map.of("action", "SUSPENDED", "at", "2026-03-10T12:00:00Z"))
        .statusCode(200)
        .body("action", equalTo("SUSPENDED"))
        .body("actionAt", equalTo("2026-03-10T12:00:00Z"));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/notifications/" + id + "/answers")
        .then()
        .body("action", contains("ACKNOWLEDGED", "CUSTOMER_NOTIFIED", "SUSPENDED"))
        .body("answeredBy[0]", equalTo("registrar-90001"))
        .body("note[0]", equalTo("Ticket 4711"));
    notifications("?answered=true").body("items.id", contains(id));
    notifications("?answered=false").body("items", hasSize(2));
    As.role(Role.REPORTER)
        .get("/v1/reports/" + report)
        .then()
        .body("state", equalTo("VALIDATED"))
        .body("actions.action", contains("CUSTOMER_NOTIFIED", "SUSPENDED"))
        .body("actions[1].at", equalTo("2026-03-10T12:00:00Z"));
  }

  @Test
  void refusesAnActionAtAnImpossibleTime() {
    run();
    String id = of("young.org");
    answer(id, "action", Map.of("action", "CLEANED", "at", "2026-03-01T00:00:00Z")).statusCode(422);
    answer(id, "action", Map.of("action", "CLEANED", "at", "2027-03-01T00:00:00Z")).statusCode(422);
    answer(id, "action", Map.of()).statusCode(422);
    answer(id, "action", Map.of("action", "NOTHING")).statusCode(422);
  }

  @Test
  void aRegistrarReachesNothingOfAnother() {
    emails("abuse@registrar.example");
    run();
    String id = of("young.org");
    registrar(90002).get("/v1/notifications/" + id).then().statusCode(404);
    registrar(90002).get("/v1/notifications/" + id + "/answers").then().statusCode(404);
    registrar(90002).get("/v1/notifications?registrar=90001").then().statusCode(404);
    registrar(90002).get("/v1/notification-deliveries").then().body("items", hasSize(0));
    for (String step : List.of("acknowledgement", "action")) {
      registrar(90002)
          .header("Idempotency-Key", UUID.randomUUID())
          .contentType("application/json")
          .body(step.equals("action") ? Map.of("action", "CLEANED") : Map.of())
          .post("/v1/notifications/" + id + "/" + step)
          .then()
          .statusCode(404);
    }
    registrar(90002).get("/v1/registrars/90001/contacts").then().statusCode(404);
    contacts(registrar(90002), 90001, Map.of()).statusCode(404);
    registrar(90001).get("/v1/notifications/" + id).then().statusCode(200);

    As.nobody().get("/v1/notifications").then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/notifications").then().statusCode(403);
    As.role(Role.FINANCE).get("/v1/notification-deliveries").then().statusCode(403);
    As.role(Role.ABUSE_ANALYST)
        .header("Idempotency-Key", "k")
        .contentType("application/json")
        .body(Map.of())
        .post("/v1/notifications/" + id + "/acknowledgement")
        .then()
        .statusCode(403);
    registrar(90001)
        .header("Idempotency-Key", "k")
        .post("/v1/notification-runs")
        .then()
        .statusCode(403);
    As.nobody().get("/v1/registrars/90001/contacts").then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/registrars/90001/contacts").then().statusCode(403);
  }

  @Test
  void repeatsWhatIsUnansweredOnceAfterAWeek() throws Exception {
    emails("abuse@registrar.example");
    run();
    sender.send();
    answer(of("old.org"), "action", Map.of("action", "CLEANED")).statusCode(200);
    TestClock.set(Instant.parse("2026-03-16T23:00:00Z"));
    run().body("repeats", equalTo(0));
    TestClock.set(Instant.parse("2026-03-17T01:00:00Z"));
    run().body("repeats", equalTo(1)).body("notifications", equalTo(0));
    sender.send();
    assertThat(mail.mails()).hasSize(2);
    MimeMessage reminder = mail.mails().getLast();
    assertThat(reminder.getSubject()).startsWith("Reminder: DNS abuse under 1 of your");
    assertThat(parts(reminder)).hasSize(2);
    assertThat(parts(reminder).getFirst().getContent().toString())
        .contains("reminder")
        .contains("young[.]org")
        .doesNotContain("old[.]org");
    TestClock.set(Instant.parse("2026-03-25T01:00:00Z"));
    run().body("repeats", equalTo(0));
  }

  @Test
  void waitsForTheIntervalUnlessSomebodyAsks() {
    assertThat(queue.run(false).notifications()).isEqualTo(2);
    Operate.rows("alpha", "http://other-path.young.org/m,2026-03-04 00:00:00,malware,");
    Operate.rows("beta", "young.org,2026-03-04 12:00:00,malware,");
    TestClock.set(Instant.parse("2026-03-10T00:30:00Z"));
    assertThat(queue.run(false).notifications()).isZero();
    TestClock.set(Instant.parse("2026-03-10T01:01:00Z"));
    assertThat(queue.run(false).notifications()).isEqualTo(1);
    Operate.rows("alpha", "http://single.org/m,2026-03-04 00:00:00,malware,");
    Operate.rows("beta", "single.org,2026-03-04 12:00:00,malware,");
    assertThat(queue.run(false).notifications()).isZero();
    run().body("notifications", equalTo(1));
  }

  @Test
  void setsContactsByVersionAndShowsTheKeyOnce() {
    contacts(registrar(90001), 90001, Map.of("emails", List.of("abuse@registrar.example")))
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("webhookSecret", nullValue());
    contacts(As.role(Role.DATA_OPERATOR), 90001, Map.of()).statusCode(412);
    contacts(
            As.role(Role.DATA_OPERATOR).header("If-Match", "\"1\""),
            90001,
            Map.of("webhookUrl", "https://localhost/hook", "language", "DE", "digestMinutes", 15))
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("webhookSecret", containsString("whsec_"));
    registrar(90001)
        .get("/v1/registrars/90001/contacts")
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("webhookSecret", nullValue())
        .body("emails", hasSize(0))
        .body("language", equalTo("DE"))
        .body("digestMinutes", equalTo(15));
    As.role(Role.DATA_OPERATOR).get("/v1/registrars/90002/contacts").then().statusCode(404);
    contacts(As.role(Role.DATA_OPERATOR), 99999, Map.of()).statusCode(404);
    for (Map<String, ?> bad :
        List.of(
            Map.of("emails", List.of("nobody")),
            Map.of("emails", List.of("a@b.example\r\nBcc: c@d.example")),
            Map.of("webhookUrl", "https://169.254.169.254/latest"),
            Map.of("webhookUrl", "http://registrar.example/hook"),
            Map.of("digestMinutes", 0))) {
      contacts(As.role(Role.DATA_OPERATOR), 90002, bad).statusCode(422);
    }
  }

  @Test
  void writesInTheLanguageOfTheRegistrar() throws Exception {
    contacts(
            As.role(Role.DATA_OPERATOR),
            90001,
            Map.of("emails", List.of("abuse@registrar.example"), "language", "DE"))
        .statusCode(200);
    run();
    sender.send();
    MimeMessage message = mail.mails().getFirst();
    assertThat(message.getSubject())
        .isEqualTo("DNS-Missbrauch unter 2 Ihrer Domainnamen (Registrar 90001)");
    assertThat(parts(message).getFirst().getContent().toString())
        .contains("Bitte prüfen Sie jeden Fall")
        .contains("young[.]org");
  }

  @Test
  void listsInEveryForm() {
    run();
    for (String path : List.of("/v1/notifications", "/v1/notification-deliveries")) {
      As.role(Role.COMPLIANCE_OFFICER)
          .accept("text/csv")
          .get(path)
          .then()
          .statusCode(200)
          .body(containsString("id,batchId,"));
      As.role(Role.AUDITOR)
          .accept("application/x-ndjson")
          .get(path)
          .then()
          .statusCode(200)
          .body(containsString("\"batchId\""));
      As.role(Role.AUDITOR).get(path + "?after=@@").then().statusCode(400);
    }
    As.role(Role.AUDITOR).get("/v1/notifications/" + UUID.randomUUID()).then().statusCode(404);
  }
}
