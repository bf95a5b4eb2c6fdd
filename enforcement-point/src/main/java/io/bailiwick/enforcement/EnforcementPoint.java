package io.bailiwick.enforcement;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the EPP system whether a command may be executed, without asking anybody: by the last
 * signed list of orders that it took. It polls for lists, takes them from webhooks, verifies them,
 * and remembers the last one over a restart.
 *
 * <p>The service that issues the lists may be away: the list holds until its {@code validUntil},
 * and each order in it until its own end. After that, and before there is any list, everything is
 * allowed and an alarm is raised: a dead controller never keeps a registrar blocked.
 *
 * <p>A list is refused, with an alarm, when its signature is not by a key of the issuer, when it is
 * another issuer's, older than the one held, issued in the future, or said to hold for more than
 * {@link #LONGEST_VALIDITY}. Starts, ends and validity are compared with this machine's clock,
 * which has to be right within {@link #CLOCK_SKEW}: by so much may an order begin or end early or
 * late here.
 *
 * <p>May be used by any number of threads.
 */
public final class EnforcementPoint implements AutoCloseable {
  /** How far this machine's clock may be from the service's. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  /** No list is believed for longer, whatever it says. */
  public static final Duration LONGEST_VALIDITY = Duration.ofDays(7);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS_FOR_KEYS = Duration.ofMinutes(1);
  private static final long LARGEST_ANSWER = 16L << 20;

  /** What somebody should look at. Creates are allowed in every one of these cases but the last. */
  public enum Alarm {
    /** There is no list yet: everything is allowed. */
    NO_LIST,
    /** The list has run out: everything is allowed. */
    LIST_OVER,
    /** An order is of a kind that this version does not know: it refuses nothing. */
    ORDER_NOT_UNDERSTOOD,
    /** A list was refused; the former one goes on. */
    LIST_REFUSED,
    /** The list could not be fetched or kept; the former one goes on. */
    SERVICE_AWAY
  }

  /** What became of a list that was handed over. */
  public enum Taken {
    NEW,
    /** The one held already. */
    KNOWN,
    /** Older than the one held, as when a webhook was delivered late; not taken. */
    OLDER,
    REFUSED
  }

  /** Told what happens; must return quickly and throw nothing. */
  public interface Listener {
    /** Raised when it begins, and again at every poll until it is over. */
    void alarm(Alarm alarm, String detail);

    /** An order is in force from now: the moment for {@link OrderTerms#startMessage()}. */
    default void begun(OrderTerms order) {}

    /** An order is no longer in force: the moment for {@link OrderTerms#endMessage()}. */
    default void ended(OrderTerms order) {}
  }

  /**
   * @param service base address of aip-service
   * @param issuer whose lists are taken, as the service is configured
   * @param token gives an access token with the role {@code srs}, fetched anew when it is about to
   *     expire; may block
   * @param every time between two polls
   * @param memory file in which the last list is kept over a restart; null: it is not
   * @param keys the public keys of the issuer where they are pinned; null: fetched from the
   *     service, which is then believed as far as its TLS certificate
   */
  public record Settings(
      URI service,
      String issuer,
      Supplier<String> token,
      Duration every,
      @Nullable Path memory,
      @Nullable JWKSet keys) {}

  private final Settings settings;
  private final InstantSource clock;
  private final Listener listener;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Semaphore wake = new Semaphore(0);
  private final AtomicReference<@Nullable Alarm> standing = new AtomicReference<>();
  private final @Nullable Thread poller;

  private volatile @Nullable OrderList held;

  private volatile @Nullable String tag;

  // What follows is guarded by this.
  private @Nullable String heldText;
  private JWKSet keys;
  private Instant keysFetched = Instant.MIN;
  private Map<UUID, OrderTerms> inForce = Map.of();

  /** Begins with the list that was kept, and polls from now on. */
  public static EnforcementPoint start(Settings settings, Listener listener) {
    return new EnforcementPoint(settings, InstantSource.system(), listener, true);
  }

  EnforcementPoint(Settings settings, InstantSource clock, Listener listener, boolean polls) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.keys = settings.keys() == null ? new JWKSet() : settings.keys();
    recall();
    poller =
        polls ? Thread.ofVirtual().name("restriction-orders").start(this::pollUntilClosed) : null;
  }

  /** May this command be executed? Waits for nothing and nobody. */
  public CommandAnswer decide(CommandRequest request) {
    Instant now = clock.instant();
    OrderList list = held;
    if (list == null || !now.isBefore(list.validUntil())) {
      raiseOnce(list == null ? Alarm.NO_LIST : Alarm.LIST_OVER);
      return CommandAnswer.decide(List.of(), request, now);
    }
    return list.decide(request, now);
  }

  /** The list held, be it valid or not. */
  public @Nullable OrderList held() {
    return held;
  }

  /**
   * The body of a webhook of type {@code restriction-list.issued}. It carries the list, or where
   * that is too long only says that there is one, which is then fetched. Its own signature protects
   * the list, so that a forged webhook can do no more than cause a poll.
   */
  public Taken takeWebhook(String body) {
    try {
      Object data = JSONObjectUtils.parse(body).get("data");
      if (data instanceof Map<?, ?> members && members.get("list") instanceof String list) {
        return take(list);
      }
    } catch (ParseException e) {
      return refuse("a webhook that is not JSON");
    }
    wake.release();
    return Taken.KNOWN;
  }

  /**
   * Takes a signed list (JWS, compact serialization), if it is good and not older than the last.
   */
  public synchronized Taken take(String signed) {
    if (signed.equals(heldText)) {
      return Taken.KNOWN;
    }
    OrderList list;
    try {
      list = verified(signed);
    } catch (ParseException | JOSEException e) {
      return refuse("not a signed list: " + e.getMessage());
    } catch (IOException e) {
      return refuse(e.getMessage());
    }
    Instant now = clock.instant();
    if (!list.issuer().equals(settings.issuer())) {
      return refuse("issued by " + list.issuer());
    }
    if (list.issuedAt().isAfter(now.plus(CLOCK_SKEW))) {
      return refuse("issued at " + list.issuedAt() + ", and here it is " + now);
    }
    if (Duration.between(list.issuedAt(), list.validUntil()).compareTo(LONGEST_VALIDITY) > 0) {
      return refuse("valid for longer than " + LONGEST_VALIDITY);
    }
    OrderList last = held;
    if (last != null && list.serial() < last.serial()) {
      return Taken.OLDER;
    }
    if (last != null && list.serial() == last.serial()) {
      return refuse("another list with the serial number " + list.serial());
    }
    held = list;
    heldText = signed;
    standing.set(null);
    remember(signed);
    tellChanges();
    return Taken.NEW;
  }

  /** Asks the service for a new list, once. Also done in the background, see {@link Settings}. */
  public void poll() {
    try {
      HttpRequest.Builder request =
          request("/v1/restriction-orders/signed")
              .header("Authorization", "Bearer " + settings.token().get());
      String known = tag;
      if (known != null) {
        request.header("If-None-Match", known);
      }
      HttpResponse<String> answer = send(request);
      switch (answer.statusCode()) {
        case 200 -> {
          Taken taken = take(answer.body());
          if (taken == Taken.OLDER) {
            var unused = refuse("the service gives out a list older than the last");
          }
          // A list that was refused is asked for again: it may have been a key not known yet.
          tag =
              taken == Taken.NEW || taken == Taken.KNOWN
                  ? answer.headers().firstValue("ETag").orElse(null)
                  : null;
        }
        case 304 -> {}
        default -> listener.alarm(Alarm.SERVICE_AWAY, "the service answers " + answer.statusCode());
      }
    } catch (IOException | RuntimeException e) {
      listener.alarm(Alarm.SERVICE_AWAY, "the service cannot be reached: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tellChanges();
    OrderList list = held;
    if (list == null) {
      raise(Alarm.NO_LIST);
    } else if (!clock.instant().isBefore(list.validUntil())) {
      raise(Alarm.LIST_OVER);
    }
  }

  /** Stops polling. Decisions go on by the list held. */
  @Override
  public void close() {
    if (poller != null) {
      poller.interrupt();
    }
    http.shutdownNow();
  }

  private void pollUntilClosed() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        poll();
        // Whether it was woken or the time was over: it polls. What came meanwhile is one wish.
        var unused = wake.tryAcquire(settings.every().toMillis(), TimeUnit.MILLISECONDS);
        var unusedToo = wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private OrderList verified(String signed) throws ParseException, JOSEException, IOException {
    JWSObject object = JWSObject.parse(signed);
    if (!JWSAlgorithm.ES256.equals(object.getHeader().getAlgorithm())
        || object.getHeader().getType() == null
        || !OrderList.TYPE.equals(object.getHeader().getType().getType())) {
      throw new ParseException("its header does not say that it is one", 0);
    }
    String keyId = object.getHeader().getKeyID();
    JWK key = keys.getKeyByKeyId(keyId);
    if (key == null) {
      fetchKeys();
      key = keys.getKeyByKeyId(keyId);
    }
    if (!(key instanceof ECKey publicKey)) {
      throw new IOException("signed with a key that is not the issuer's: " + keyId);
    }
    if (!object.verify(new ECDSAVerifier(publicKey.toPublicJWK()))) {
      throw new IOException("its signature is wrong");
    }
    return OrderList.parse(
        object.getPayload().toString(),
        detail -> listener.alarm(Alarm.ORDER_NOT_UNDERSTOOD, detail));
  }

  /** Not more often than once a minute, so that nobody can make it ask for keys all the time. */
  private void fetchKeys() throws IOException {
    Instant now = clock.instant();
    if (settings.keys() != null
        || now.isBefore(keysFetched.plus(BETWEEN_LOOKS_FOR_KEYS)) && !now.isBefore(keysFetched)) {
      return;
    }
    try {
      HttpResponse<String> answer = send(request("/v1/signing-keys"));
      if (answer.statusCode() == 200) {
        keys = JWKSet.parse(answer.body()).toPublicJWKSet();
        keysFetched = now;
      }
    } catch (ParseException e) {
      throw new IOException("the service gives out no keys", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(settings.service() + path)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request.GET().build(),
        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LARGEST_ANSWER));
  }

  /**
   * The list and the keys that verify it, so that a restart while the service is away changes
   * nothing.
   */
  private void remember(String signed) {
    Path memory = settings.memory();
    if (memory == null) {
      return;
    }
    try {
      Path fresh = memory.resolveSibling(memory.getFileName() + ".new");
      Files.writeString(fresh, signed + "\n" + keys.toPublicJWKSet() + "\n");
      Files.move(
          fresh, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      listener.alarm(Alarm.SERVICE_AWAY, "the list cannot be kept in " + memory + ": " + e);
    }
  }

  private synchronized void recall() {
    Path memory = settings.memory();
    if (memory == null || !Files.exists(memory)) {
      return;
    }
    try {
      List<String> lines = Files.readAllLines(memory);
      if (settings.keys() == null) {
        keys = JWKSet.parse(lines.get(1));
      }
      OrderList list = verified(lines.get(0));
      if (!list.issuer().equals(settings.issuer())) {
        throw new IOException("issued by " + list.issuer());
      }
      held = list;
      heldText = lines.get(0);
      inForce = inForce(list);
    } catch (IOException | ParseException | JOSEException | RuntimeException e) {
      var unused = refuse("what was kept in " + memory + ": " + e.getMessage());
    }
  }

  private synchronized void tellChanges() {
    OrderList list = held;
    if (list == null) {
      return;
    }
    Map<UUID, OrderTerms> before = inForce;
    Map<UUID, OrderTerms> after = inForce(list);
    inForce = after;
    difference(after, before.keySet()).forEach(listener::begun);
    difference(before, after.keySet()).forEach(listener::ended);
  }

  private Map<UUID, OrderTerms> inForce(OrderList list) {
    Instant now = clock.instant();
    if (!now.isBefore(list.validUntil())) {
      return Map.of();
    }
    return list.orders().stream()
        .filter(order -> order.stateAt(now) == OrderState.IN_FORCE)
        .collect(Collectors.toMap(OrderTerms::orderId, Function.identity()));
  }

  private static List<OrderTerms> difference(Map<UUID, OrderTerms> orders, Set<UUID> without) {
    return orders.values().stream().filter(order -> !without.contains(order.orderId())).toList();
  }

  private Taken refuse(@Nullable String why) {
    listener.alarm(Alarm.LIST_REFUSED, String.valueOf(why));
    return Taken.REFUSED;
  }

  private void raiseOnce(Alarm alarm) {
    if (standing.getAndSet(alarm) != alarm) {
      raise(alarm);
    }
  }

  private void raise(Alarm alarm) {
    standing.set(alarm);
    OrderList list = held;
    listener.alarm(
        alarm,
        list == null
            ? "there is no list: nothing is refused"
            : "the list ran out at " + list.validUntil() + ": nothing is refused");
  }
}
