package io.bailiwick.enforcement;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All orders that are in force or begin before the list runs out, found by registrar. As JSON it is
 * what the service signs.
 */
public final class OrderList {
  /**
   * The header parameter {@code typ} of a signed list, so that nothing else signed passes for it.
   */
  public static final String TYPE = "bailiwick-restriction-orders";

  private final String issuer;
  private final long serial;
  private final Instant issuedAt;
  private final Instant validUntil;
  private final List<OrderTerms> orders;
  private final Map<Integer, List<OrderTerms>> byRegistrar = new HashMap<>();

  /**
   * @param issuer who says so, as both sides have configured it
   * @param serial grows with every list; never falls
   * @param validUntil first instant at which nobody goes by this list any more
   */
  public OrderList(
      String issuer, long serial, Instant issuedAt, Instant validUntil, List<OrderTerms> orders) {
    this.issuer = issuer;
    this.serial = serial;
    this.issuedAt = issuedAt;
    this.validUntil = validUntil;
    this.orders = orders.stream().sorted(Comparator.comparing(OrderTerms::orderId)).toList();
    for (OrderTerms order : this.orders) {
      for (Integer registrar : order.registrars()) {
        byRegistrar.computeIfAbsent(registrar, id -> new ArrayList<>()).add(order);
      }
    }
  }

  /** Decides by the orders on the registrar; whether the list is still valid is not asked here. */
  public CommandAnswer decide(CommandRequest request, Instant now) {
    return CommandAnswer.decide(
        byRegistrar.getOrDefault(request.registrar(), List.of()), request, now);
  }

  public String issuer() {
    return issuer;
  }

  public long serial() {
    return serial;
  }

  public Instant issuedAt() {
    return issuedAt;
  }

  public Instant validUntil() {
    return validUntil;
  }

  /** By identifier. */
  public List<OrderTerms> orders() {
    return orders;
  }

  /** The members of the JSON object that is signed; members without a value are absent. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new TreeMap<>();
    json.put("issuer", issuer);
    json.put("serial", serial);
    json.put("issuedAt", issuedAt.toString());
    json.put("validUntil", validUntil.toString());
    json.put("orders", orders.stream().map(OrderList::toJson).toList());
    return json;
  }

  private static Map<String, Object> toJson(OrderTerms order) {
    Limit limit = order.limit();
    Map<String, Object> json = new TreeMap<>();
    json.put("orderId", order.orderId().toString());
    json.put("caseReference", order.caseReference());
    json.put("registrars", List.copyOf(new TreeSet<>(order.registrars())));
    json.put("mode", limit.mode().name());
    json.put("tlds", limit.tlds());
    if (limit.creates() != null) {
      json.put("creates", limit.creates());
    }
    if (limit.windowMinutes() != null) {
      json.put("windowMinutes", limit.windowMinutes());
    }
    json.put("includes", limit.includes().stream().sorted().map(SpecialCase::name).toList());
    json.put("startsAt", order.startsAt().toString());
    json.put("endsAt", order.endsAt().toString());
    return json;
  }

  /**
   * Reads a list. Members that it does not know are passed over; an order that it does not
   * understand, such as one of a mode that a later version brings, is left out: doubt never stops a
   * registrar.
   *
   * @param leftOut told in words which order was left out and why
   * @throws ParseException where the list as a whole is not one
   */
  public static OrderList parse(String json, Consumer<String> leftOut) throws ParseException {
    Map<String, Object> list = JSONObjectUtils.parse(json);
    List<OrderTerms> orders = new ArrayList<>();
    try {
      for (Map<String, Object> order : objects(list, "orders")) {
        try {
          orders.add(order(order));
        } catch (ParseException | RuntimeException e) {
          leftOut.accept("order " + order.get("orderId") + ": " + e.getMessage());
        }
      }
      return new OrderList(
          text(list, "issuer"),
          JSONObjectUtils.getLong(list, "serial"),
          Instant.parse(text(list, "issuedAt")),
          Instant.parse(text(list, "validUntil")),
          orders);
    } catch (DateTimeException e) {
      throw new ParseException(e.getMessage(), 0);
    }
  }

  private static OrderTerms order(Map<String, Object> json) throws ParseException {
    Set<Integer> registrars = new HashSet<>();
    for (Object registrar : array(json, "registrars")) {
      if (!(registrar instanceof Number number)) {
        throw new ParseException("registrars has something that is no number", 0);
      }
      registrars.add(number.intValue());
    }
    Set<SpecialCase> includes = new HashSet<>();
    for (Object name : array(json, "includes")) {
      includes.add(SpecialCase.valueOf(String.valueOf(name)));
    }
    Limit limit =
        new Limit(
            RestrictionMode.valueOf(text(json, "mode")),
            array(json, "tlds").stream().map(String::valueOf).toList(),
            number(json, "creates"),
            number(json, "windowMinutes"),
            includes);
    if (!limit.flaws().isEmpty()) {
      throw new ParseException("no such limit: " + limit.flaws(), 0);
    }
    return new OrderTerms(
        UUID.fromString(text(json, "orderId")),
        text(json, "caseReference"),
        registrars,
        limit,
        Instant.parse(text(json, "startsAt")),
        Instant.parse(text(json, "endsAt")),
        null,
        null);
  }

  private static String text(Map<String, Object> json, String member) throws ParseException {
    String text = JSONObjectUtils.getString(json, member);
    if (text == null) {
      throw new ParseException(member + " is missing", 0);
    }
    return text;
  }

  private static @Nullable Integer number(Map<String, Object> json, String member)
      throws ParseException {
    return json.get(member) == null ? null : JSONObjectUtils.getInt(json, member);
  }

  private static List<Object> array(Map<String, Object> json, String member) throws ParseException {
    List<Object> array = JSONObjectUtils.getJSONArray(json, member);
    if (array == null) {
      throw new ParseException(member + " is missing", 0);
    }
    return array;
  }

  private static List<Map<String, Object>> objects(Map<String, Object> json, String member)
      throws ParseException {
    Map<String, Object>[] objects = JSONObjectUtils.getJSONObjectArray(json, member);
    if (objects == null) {
      throw new ParseException(member + " is missing", 0);
    }
    return List.of(objects);
  }
}
