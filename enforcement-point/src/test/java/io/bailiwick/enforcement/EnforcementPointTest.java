package io.bailiwick.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpServer;
import io.bailiwick.enforcement.EnforcementPoint.Alarm;
import io.bailiwick.enforcement.EnforcementPoint.Taken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnforcementPointTest {
  private static final Instant NOON = Instant.parse("2026-04-01T12:00:00Z");
  private static final ECKey KEY = key("one");
  private static final ECKey OTHER = key("two");
  private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");

  @TempDir private Path folder;

  private final List<Alarm> alarms = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final EnforcementPoint.Listener listener =
      new EnforcementPoint.Listener() {
        @Override
        public void alarm(Alarm alarm, String detail) {
          alarms.add(alarm);
        }

        @Override
        public void begun(OrderTerms order) {
          messages.add(order.startMessage());
        }

        @Override
        public void ended(OrderTerms order) {
          messages.add(order.endMessage());
        }
      };
  private final AtomicInteger asked = new AtomicInteger();
  private Instant now = NOON;
  private HttpServer service;
  private volatile @Nullable String list;
  private volatile JWKSet keys = new JWKSet(KEY);
  private volatile boolean away;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/v1/restriction-orders/signed",
        exchange -> {
          asked.incrementAndGet();
          String body = list;
          String tag = body == null ? "" : "\"" + body.hashCode() + "\"";
          boolean mine =
              "Bearer of-the-srs".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          int status =
              !mine
                  ? 401
                  : away || body == null
                      ? 503
                      : tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                          ? 304
                          : 200;
          exchange.getResponseHeaders().add("ETag", tag);
          if (status == 200) {
            byte[] bytes = String.valueOf(body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          } else {
            exchange.sendResponseHeaders(status, -1);
          }
          exchange.close();
        });
    service.createContext(
        "/v1/signing-keys",
        exchange -> {
          byte[] bytes = keys.toString(true).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void refusesTheCreatesOfALimitedRegistrarByTheListThatItPolled() {
    list = signed(KEY, list(1, NOON, order(NOON.plus(Duration.ofDays(14)))));
    try (EnforcementPoint point = point(null)) {
      point.poll();
      assertThat(alarms).isEmpty();
      CommandAnswer answer = point.decide(create(1234));
      assertThat(answer.result().code()).isEqualTo(2308);
      assertThat(answer.reason())
          .isEqualTo(
              "New registrations in .org are limited until 15 April 2026 12:00 UTC (case"
                  + " AIP-2026-0001). Existing registrations are not affected.");
      assertThat(point.decide(create(1235)).allowed()).isTrue();
      assertThat(
              point
                  .decide(CommandRequest.of(1234, EppCommand.DOMAIN_RENEW, "example.org"))
                  .allowed())
          .isTrue();
    }
  }

  @Test
  void goesOnByItsLastListWhileTheServiceIsAwayAndAllowsEverythingWhenThatRunsOut() {
    list = signed(KEY, list(1, NOON, order(NOON.plus(Duration.ofDays(14)))));
    try (EnforcementPoint point = point(null)) {
      point.poll();
      away = true;
      now = NOON.plus(Duration.ofHours(24)).minusMillis(1);
      point.poll();
      assertThat(alarms).containsExactly(Alarm.SERVICE_AWAY);
      assertThat(point.decide(create(1234)).allowed()).isFalse();
      now = NOON.plus(Duration.ofHours(24));
      assertThat(point.decide(create(1234)).allowed()).isTrue();
      assertThat(point.decide(create(1234)).allowed()).isTrue();
      // Once, however many ask; again at each poll.
      assertThat(alarms).containsExactly(Alarm.SERVICE_AWAY, Alarm.LIST_OVER);
      point.poll();
      assertThat(alarms).endsWith(Alarm.SERVICE_AWAY, Alarm.LIST_OVER).hasSize(4);
      assertThat(messages)
          .last()
          .isEqualTo("The limit on new registrations has ended (case AIP-2026-0001).");
    }
  }

  @Test
  void allowsEverythingAndRaisesAnAlarmWithoutAnyList() {
    try (EnforcementPoint point = point(null)) {
      assertThat(point.decide(create(1234)).allowed()).isTrue();
      assertThat(alarms).containsExactly(Alarm.NO_LIST);
    }
  }

  @Test
  void endsAnOrderAtItsEndAlthoughNobodySaysSo() {
    Instant end = NOON.plus(Duration.ofHours(2));
    try (EnforcementPoint point = point(new JWKSet(KEY))) {
      assertThat(point.take(signed(KEY, list(1, NOON, order(end))))).isEqualTo(Taken.NEW);
      now = end.minusMillis(1);
      assertThat(point.decide(create(1234)).allowed()).isFalse();
      now = end;
      assertThat(point.decide(create(1234)).allowed()).isTrue();
      assertThat(alarms).isEmpty();
    }
  }

  @Test
  void asksWithTheTagOfWhatItHas() {
    list = signed(KEY, list(1, NOON));
    try (EnforcementPoint point = point(null)) {
      point.poll();
      point.poll();
      assertThat(asked).hasValue(2);
      assertThat(alarms).isEmpty();
      assertThat(point.held()).isNotNull();
    }
  }

  @Test
  void takesNoListThatIsNotTheIssuers() {
    try (EnforcementPoint point = point(new JWKSet(KEY))) {
      OrderList good = list(2, NOON, order(NOON.plus(Duration.ofDays(1))));
      String signed = signed(KEY, good);
      assertThat(point.take("nonsense")).isEqualTo(Taken.REFUSED);
      // Another key, and another key under the name of the right one.
      assertThat(point.take(signed(OTHER, good))).isEqualTo(Taken.REFUSED);
      assertThat(point.take(signed(key("one"), good))).isEqualTo(Taken.REFUSED);
      // Something else that the right key has signed.
      assertThat(point.take(signed(KEY, good.toJson(), "JWT"))).isEqualTo(Taken.REFUSED);
      // One byte of the payload.
      String[] parts = signed.split("\\.");
      String payload = parts[1].substring(0, 20) + "A" + parts[1].substring(21);
      assertThat(point.take(parts[0] + "." + payload + "." + parts[2])).isEqualTo(Taken.REFUSED);
      OrderList foreign =
          new OrderList("elsewhere", 2, NOON, NOON.plus(Duration.ofHours(24)), List.of());
      assertThat(point.take(signed(KEY, foreign))).isEqualTo(Taken.REFUSED);
      assertThat(alarms).hasSize(6).containsOnly(Alarm.LIST_REFUSED);
      assertThat(point.held()).isNull();
      assertThat(point.take(signed)).isEqualTo(Taken.NEW);
    }
  }

  @Test
  void takesNoOlderListNorAnotherOfTheSameNumber() {
    try (EnforcementPoint point = point(new JWKSet(KEY))) {
      String second = signed(KEY, list(2, NOON, order(NOON.plus(Duration.ofDays(1)))));
      assertThat(point.take(second)).isEqualTo(Taken.NEW);
      assertThat(point.take(second)).isEqualTo(Taken.KNOWN);
      assertThat(point.take(signed(KEY, list(1, NOON)))).isEqualTo(Taken.OLDER);
      assertThat(alarms).isEmpty();
      assertThat(point.take(signed(KEY, list(2, NOON)))).isEqualTo(Taken.REFUSED);
      assertThat(alarms).containsExactly(Alarm.LIST_REFUSED);
      assertThat(point.decide(create(1234)).allowed()).isFalse();
    }
  }

  @Test
  void takesAlarmWhenTheServiceItselfGivesOutAnOlderList() {
    list = signed(KEY, list(5, NOON, order(NOON.plus(Duration.ofDays(1)))));
    try (EnforcementPoint point = point(null)) {
      point.poll();
      list = signed(KEY, list(4, NOON));
      point.poll();
      assertThat(alarms).containsExactly(Alarm.LIST_REFUSED);
      assertThat(point.decide(create(1234)).allowed()).isFalse();
    }
  }

  /** The bound on clocks: a minute. */
  @Test
  void takesNoListFromTheFuture() {
    try (EnforcementPoint point = point(new JWKSet(KEY))) {
      assertThat(point.take(signed(KEY, list(1, NOON.plusSeconds(61))))).isEqualTo(Taken.REFUSED);
      assertThat(point.take(signed(KEY, list(1, NOON.plusSeconds(60))))).isEqualTo(Taken.NEW);
    }
  }

  @Test
  void believesNoListForMoreThanAWeek() {
    try (EnforcementPoint point = point(new JWKSet(KEY))) {
      OrderList week = new OrderList("registry", 1, NOON, NOON.plus(Duration.ofDays(7)), List.of());
      OrderList longer =
          new OrderList(
              "registry", 2, NOON, NOON.plus(Duration.ofDays(7)).plusSeconds(1), List.of());
      assertThat(point.take(signed(KEY, longer))).isEqualTo(Taken.REFUSED);
      assertThat(point.take(signed(KEY, week))).isEqualTo(Taken.NEW);
    }
  }

  @Test
  void leavesOutAnOrderThatItDoesNotUnderstand() {
    Map<String, Object> json = JSONObjectUtils.newJSONObject();
    json.putAll(list(1, NOON, order(NOON.plus(Duration.ofDays(1)))).toJson());
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> orders = (List<Map<String, Object>>) json.get("orders");
    orders.getFirst().put("mode", "LOTTERY");
    try (EnforcementPoint point = point(new JWKSet(KEY))) {
      assertThat(point.take(signed(KEY, json, OrderList.TYPE))).isEqualTo(Taken.NEW);
      assertThat(alarms).containsExactly(Alarm.ORDER_NOT_UNDERSTOOD);
      assertThat(point.decide(create(1234)).allowed()).isTrue();
    }
  }

  @Test
  void takesTheListOutOfAWebhookAndAForgedOneDoesNothing() {
    try (EnforcementPoint point = point(new JWKSet(KEY))) {
      String list = signed(KEY, list(7, NOON, order(NOON.plus(Duration.ofDays(1)))));
      assertThat(
              point.takeWebhook(
                  "{\"type\":\"restriction-list.issued\",\"data\":{\"serial\":7,\"list\":\""
                      + list
                      + "\"}}"))
          .isEqualTo(Taken.NEW);
      assertThat(point.decide(create(1234)).allowed()).isFalse();
      String forged = signed(OTHER, list(8, NOON));
      assertThat(point.takeWebhook("{\"data\":{\"list\":\"" + forged + "\"}}"))
          .isEqualTo(Taken.REFUSED);
      assertThat(point.takeWebhook("not JSON")).isEqualTo(Taken.REFUSED);
      assertThat(point.decide(create(1234)).allowed()).isFalse();
    }
  }

  @Test
  void pollsAtOnceWhenAWebhookOnlySaysThatThereIsAList() throws Exception {
    list = signed(KEY, list(1, NOON));
    // Once an hour: the second poll is the webhook's.
    try (EnforcementPoint point =
        new EnforcementPoint(
            settings(null, null, Duration.ofHours(1)), () -> now, listener, true)) {
      awaitAsked(1);
      assertThat(
              point.takeWebhook("{\"type\":\"restriction-list.issued\",\"data\":{\"serial\":2}}"))
          .isEqualTo(Taken.KNOWN);
      awaitAsked(2);
    }
  }

  private void awaitAsked(int times) {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (asked.get() < times && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(asked.get()).isGreaterThanOrEqualTo(times);
  }

  @Test
  void remembersItsListOverARestartWhileTheServiceIsAway() throws IOException {
    Path memory = folder.resolve("orders");
    list = signed(KEY, list(3, NOON, order(NOON.plus(Duration.ofDays(14)))));
    try (EnforcementPoint point = remembering(memory)) {
      point.poll();
    }
    away = true;
    try (EnforcementPoint point = remembering(memory)) {
      assertThat(point.decide(create(1234)).allowed()).isFalse();
      // Nor does a restart open the door to an older list.
      assertThat(point.take(signed(KEY, list(2, NOON)))).isEqualTo(Taken.OLDER);
      assertThat(alarms).isEmpty();
    }
    String kept = Files.readString(memory);
    Files.writeString(memory, kept.substring(0, 30) + "A" + kept.substring(31));
    try (EnforcementPoint point = remembering(memory)) {
      assertThat(point.held()).isNull();
      assertThat(alarms).containsExactly(Alarm.LIST_REFUSED);
      assertThat(point.decide(create(1234)).allowed()).isTrue();
    }
  }

  @Test
  void followsARotationOfKeysByLookingForTheOneThatItDoesNotKnow() {
    list = signed(KEY, list(1, NOON));
    try (EnforcementPoint point = point(null)) {
      point.poll();
      keys = new JWKSet(List.of(KEY, OTHER));
      list = signed(OTHER, list(2, NOON));
      // Not more often than once a minute does it look.
      point.poll();
      assertThat(alarms).containsExactly(Alarm.LIST_REFUSED);
      now = NOON.plusSeconds(60);
      point.poll();
      assertThat(point.held()).extracting(OrderList::serial).isEqualTo(2L);
    }
  }

  @Test
  void tellsWhenAnOrderBeginsAndEnds() {
    try (EnforcementPoint point = point(new JWKSet(KEY))) {
      var unused = point.take(signed(KEY, list(1, NOON, order(NOON.plus(Duration.ofDays(14))))));
      assertThat(messages)
          .containsExactly(
              "New registrations in .org are limited from 1 April 2026 12:00 UTC until 15 April"
                  + " 2026 12:00 UTC (case AIP-2026-0001). Existing registrations are not affected,"
                  + " and every other command works as before.");
      var unusedToo = point.take(signed(KEY, list(2, NOON)));
      assertThat(messages)
          .hasSize(2)
          .last()
          .isEqualTo("The limit on new registrations has ended (case AIP-2026-0001).");
    }
  }

  @Test
  void readsWhatItWrites() throws Exception {
    OrderTerms order =
        new OrderTerms(
            ID,
            "AIP-2026-0001",
            Set.of(1234, 1235),
            new Limit(
                RestrictionMode.RATE, List.of("ngo", "org"), 5, 60, Set.of(SpecialCase.PREMIUM)),
            NOON,
            NOON.plus(Duration.ofDays(14)),
            null,
            null);
    OrderList written = list(9, NOON, order);
    String json = JSONObjectUtils.toJSONString(written.toJson());
    assertThat(json)
        .contains("\"registrars\":[1234,1235]")
        .contains("\"endsAt\":\"2026-04-15T12:00:00Z\"")
        .contains("\"includes\":[\"PREMIUM\"]");
    OrderList read = OrderList.parse(json, detail -> alarms.add(Alarm.ORDER_NOT_UNDERSTOOD));
    assertThat(alarms).isEmpty();
    assertThat(read.orders()).containsExactly(order);
    assertThat(read.serial()).isEqualTo(9);
    assertThat(read.validUntil()).isEqualTo(NOON.plus(Duration.ofHours(24)));
  }

  private EnforcementPoint point(@Nullable JWKSet pinned) {
    return new EnforcementPoint(
        settings(null, pinned, Duration.ofHours(1)), () -> now, listener, false);
  }

  private EnforcementPoint remembering(Path memory) {
    return new EnforcementPoint(
        settings(memory, null, Duration.ofHours(1)), () -> now, listener, false);
  }

  private EnforcementPoint.Settings settings(
      @Nullable Path memory, @Nullable JWKSet pinned, Duration every) {
    return new EnforcementPoint.Settings(
        URI.create("http://127.0.0.1:" + service.getAddress().getPort()),
        "registry",
        () -> "of-the-srs",
        every,
        memory,
        pinned);
  }

  private static CommandRequest create(int registrar) {
    return CommandRequest.of(registrar, EppCommand.DOMAIN_CREATE, "example.org");
  }

  private static OrderTerms order(Instant end) {
    return new OrderTerms(
        ID,
        "AIP-2026-0001",
        Set.of(1234),
        new Limit(RestrictionMode.FULL_STOP, List.of("org"), null, null, Set.of()),
        NOON,
        end,
        null,
        null);
  }

  private static OrderList list(long serial, Instant issuedAt, OrderTerms... orders) {
    return new OrderList(
        "registry", serial, issuedAt, issuedAt.plus(Duration.ofHours(24)), List.of(orders));
  }

  private static String signed(ECKey key, OrderList list) {
    return signed(key, list.toJson(), OrderList.TYPE);
  }

  private static String signed(ECKey key, Map<String, Object> json, String type) {
    try {
      JWSObject object =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .type(new JOSEObjectType(type))
                  .keyID(key.getKeyID())
                  .build(),
              new Payload(json));
      object.sign(new ECDSASigner(key));
      return object.serialize();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
