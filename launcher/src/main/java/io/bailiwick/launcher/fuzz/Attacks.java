package io.bailiwick.launcher.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.bailiwick.common.security.Role;
import io.bailiwick.launcher.fuzz.Operation.Where;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a request of an operation and a trick. The same random numbers make the same request. */
final class Attacks {
  private static final int DEEP = 100_000;
  private static final int HUGE = 2_000_000;
  private static final List<String> METHODS =
      List.of("PATCH", "PUT", "DELETE", "POST", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get");

  /** What a body might try to set beside what it may. */
  private static final List<String> PROMOTIONS =
      List.of(
          "\"id\":\"00000000-0000-7000-8000-000000000001\"",
          "\"state\":\"APPROVED\"",
          "\"role\":\"operator\"",
          "\"roles\":[\"operator\"]",
          "\"createdBy\":\"nobody\"",
          "\"decidedBy\":\"dora\"",
          "\"approvedBy\":\"april\"",
          "\"sequence\":1",
          "\"@class\":\"java.lang.ProcessBuilder\"",
          "\"@type\":\"x\"",
          "\"__proto__\":{\"admin\":true}",
          "\"class\":{\"classLoader\":{}}");

  private static final List<String> TYPES =
      List.of(
          "application/json; charset=utf-16",
          "application/json;charset=x-no-such",
          "application/xml",
          "text/plain",
          "text/csv",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "multipart/form-data",
          "application/x-java-serialized-object",
          "application/yaml",
          "image/svg+xml",
          "application/json, text/csv",
          "*/*",
          "a",
          "/",
          "",
          "application/json;;;=",
          "\u00ff");

  private final Targets targets;
  private final byte[] gzipBomb = Hostile.gzipBomb();
  private final byte[] zip = Hostile.hostileZip();

  Attacks(Targets targets) {
    this.targets = targets;
  }

  /** A request in the making. */
  private static final class Draft {
    Person person = Person.NOBODY;
    String method = "";
    String path = "";
    final List<String> query = new ArrayList<>();
    final List<RawHttp.Header> headers = new ArrayList<>();
    byte[] body = new byte[0];
    final List<String> extra = new ArrayList<>();

    void header(String name, String value) {
      headers.removeIf(each -> each.name().equalsIgnoreCase(name));
      headers.add(new RawHttp.Header(name, value));
    }

    String target() {
      return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }
  }

  Attack make(int number, Operation operation, Trick trick, Random random) {
    Draft draft = right(operation, trick, random);
    change(draft, operation, trick, random);
    return new Attack(
        number,
        operation,
        trick,
        draft.person,
        draft.method,
        draft.target(),
        List.copyOf(draft.headers),
        draft.body,
        List.copyOf(draft.extra));
  }

  /** The same again with another body, as a REPEAT sends it. */
  static Attack withOtherBody(Attack attack, byte[] body) {
    return new Attack(
        attack.number(),
        attack.operation(),
        attack.trick(),
        attack.person(),
        attack.method(),
        attack.target(),
        attack.headers(),
        body,
        attack.extra());
  }

  private Draft right(Operation operation, Trick trick, Random random) {
    Draft draft = new Draft();
    int registrar = Hostile.pick(Targets.REGISTRARS, random);
    draft.person = holder(operation, trick, registrar, random);
    draft.method = operation.method();
    int whose =
        trick == Trick.OTHER_REGISTRAR
            ? Hostile.pick(
                Targets.REGISTRARS.stream().filter(other -> other != registrar).toList(), random)
            : draft.person.registrar() == null ? 0 : registrar;
    draft.path = targets.path(operation, whose, random);
    for (Operation.Parameter parameter : operation.in(Where.QUERY)) {
      boolean cursor = parameter.name().equals("after");
      if (!cursor && random.nextInt(operation.reads() ? 6 : 2) == 0) {
        draft.query.add(parameter.name() + "=" + Hostile.percent(sample(operation, parameter)));
      }
    }
    for (Operation.Parameter parameter : operation.in(Where.HEADER)) {
      String value =
          switch (parameter.name()) {
            case "Idempotency-Key" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "If-Match" -> "*";
            case "If-None-Match" -> "\"none\"";
            default -> "words";
          };
      draft.header(parameter.name(), value);
    }
    draft.header("Accept", "application/json, */*;q=0.5");
    if (!operation.bodies().isEmpty()) {
      List<String> types = List.copyOf(operation.bodies().keySet());
      boolean json = trick.name().startsWith("BODY_") && operation.takesJson();
      String type = json ? "application/json" : Hostile.pick(types, random);
      draft.header("Content-Type", type);
      draft.body = body(operation, type);
    }
    return draft;
  }

  private Person holder(Operation operation, Trick trick, int registrar, Random random) {
    List<Role> roles = new ArrayList<>(operation.holders());
    if (trick == Trick.OTHER_REGISTRAR) {
      roles.removeIf(role -> !role.isOfRegistrar());
    } else if (trick == Trick.WRONG_ROLE) {
      roles = new ArrayList<>(List.of(Role.values()));
      roles.removeAll(operation.holders());
    }
    if (roles.isEmpty()) {
      return Person.NOBODY;
    }
    return targets.person(Hostile.pick(roles, random), registrar);
  }

  private String sample(Operation operation, Operation.Parameter parameter) {
    return targets
        .document(operation.service())
        .sample(parameter.schema(), UnaryOperator.identity(), 0)
        .asText();
  }

  private byte[] body(Operation operation, String type) {
    JsonNode content = Objects.requireNonNull(operation.bodies().get(type));
    if (type.endsWith("json")) {
      return targets
          .document(operation.service())
          .body(content, UnaryOperator.identity())
          .toString()
          .getBytes(StandardCharsets.UTF_8);
    }
    for (JsonNode example : content.path("examples")) {
      return example.path("value").asText().getBytes(StandardCharsets.UTF_8);
    }
    return content.path("example").asText("a,b,c\n1,2,3\n").getBytes(StandardCharsets.UTF_8);
  }

  private void change(Draft draft, Operation operation, Trick trick, Random random) {
    switch (trick) {
      case NOTHING, WRONG_ROLE, OTHER_REGISTRAR, REPEAT -> {}
      case NO_TOKEN -> draft.person = Person.NOBODY;
      case BAD_TOKEN -> draft.person = new Person("", null, badToken(draft.person, random));
      case QUERY_VALUE -> {
        Operation.Parameter parameter = Hostile.pick(operation.in(Where.QUERY), random);
        draft.query.removeIf(each -> each.startsWith(parameter.name() + "="));
        draft.query.add(parameter.name() + "=" + Hostile.encoded(random));
      }
      case QUERY_REPEATED -> {
        Operation.Parameter parameter = Hostile.pick(operation.in(Where.QUERY), random);
        draft.query.add(parameter.name() + "=" + Hostile.percent(sample(operation, parameter)));
        draft.query.add(parameter.name() + "=" + Hostile.encoded(random));
      }
      case QUERY_UNKNOWN ->
          draft.query.add(Hostile.encoded(random) + "=" + Hostile.encoded(random));
      case CURSOR -> {
        draft.query.removeIf(each -> each.startsWith("after="));
        draft.query.add("after=" + cursor(random));
      }
      case PATH_VALUE -> draft.path = withHostileSegment(operation, draft.path, random);
      case PATH_SPELLING -> draft.path = spelledOtherwise(draft.path, random);
      case BODY_VALUE, BODY_VALUES -> draft.body = withHostileValues(draft.body, trick, random);
      case BODY_MISSING -> draft.body = withoutMember(draft.body, random);
      case BODY_EXTRA -> addMember(draft, random);
      case BODY_DUPLICATE -> draft.body = twice(draft.body, random);
      case BODY_DEEP -> draft.body = deep(draft.body, random);
      case BODY_HUGE -> draft.body = huge(draft.body, random);
      case BODY_BYTES -> draft.body = damaged(draft.body, random);
      case BODY_ROOT -> draft.body = Hostile.json(random).getBytes(StandardCharsets.UTF_8);
      case BODY_NONE -> draft.body = new byte[0];
      case BOMB -> bomb(draft, random);
      case CONTENT_TYPE -> draft.header("Content-Type", Hostile.pick(TYPES, random));
      case CONTENT_ENCODING -> {
        draft.header(
            "Content-Encoding",
            Hostile.pick(List.of("gzip", "deflate", "br", "gzip, gzip", "x", "identity"), random));
        if (random.nextBoolean()) {
          draft.body = gzipBomb;
        }
      }
      case ACCEPT ->
          draft.header(
              "Accept",
              Hostile.pick(
                  List.of(
                      "application/xml",
                      "text/html",
                      "image/png;q=0",
                      "*/*;q=0",
                      "a",
                      "",
                      ",,,",
                      "text/csv;q=2",
                      "application/json;q=x",
                      "*/" + "x".repeat(3000),
                      "application/x-ndjson"),
                  random));
      case METHOD -> draft.method = Hostile.pick(METHODS, random);
      case HEADER_VALUE -> {
        List<String> names =
            Stream.concat(
                    operation.in(Where.HEADER).stream().map(Operation.Parameter::name),
                    Stream.of(
                        "If-None-Match",
                        "If-Match",
                        "Idempotency-Key",
                        "Range",
                        "traceparent",
                        "Accept-Language",
                        "X-Forwarded-For",
                        "X-HTTP-Method-Override",
                        "X-Purpose",
                        "Cookie"))
                .toList();
        draft.header(Hostile.pick(names, random), Hostile.header(random));
      }
      case HEADER_REPEATED -> {
        draft.headers.add(
            new RawHttp.Header("Authorization", "Bearer " + badToken(draft.person, random)));
        draft.headers.add(new RawHttp.Header("Content-Type", Hostile.pick(TYPES, random)));
        draft.headers.add(new RawHttp.Header("Accept", "text/csv"));
      }
      case FRAMING -> framing(draft, random);
      case SPREADSHEET -> draft.header("Accept", "text/csv");
    }
  }

  /** Tokens that are none, or none that may be believed. */
  private static String badToken(Person person, Random random) {
    String good = person.token() == null ? "a.b.c" : person.token();
    String[] parts = good.split("\\.", -1);
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> "x".repeat(3000);
      case 2 -> base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
      case 3 -> base64("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2];
      case 4 -> base64("{\"alg\":\"RS256\",\"kid\":\"../../etc/passwd\"}") + "." + parts[1] + ".AA";
      case 5 ->
          parts[0] + "." + base64("{\"sub\":\"a\",\"roles\":[\"operator\"]}") + "." + parts[2];
      case 6 -> parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length());
      default -> "a b c";
    };
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A cursor of another list, a changed one, or none. */
  private String cursor(Random random) {
    String good = targets.cursor(random);
    return switch (random.nextInt(5)) {
      case 0 -> good;
      case 1 -> good.substring(0, good.length() - 1) + "%00";
      case 2 ->
          base64(Hostile.text(random)).substring(0, 0) + base64(shorter(Hostile.text(random)));
      case 3 -> base64(shorter(Hostile.text(random)) + "\u001f" + shorter(Hostile.text(random)));
      default -> Hostile.encoded(random);
    };
  }

  private static String shorter(String text) {
    return text.length() > 1000 ? text.substring(0, 1000) : text;
  }

  private static String withHostileSegment(Operation operation, String path, Random random) {
    String[] template = operation.path().split("/", -1);
    String[] segments = path.split("/", -1);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < template.length && i < segments.length; i++) {
      if (template[i].startsWith("{")) {
        places.add(i);
      }
    }
    segments[Hostile.pick(places, random)] = Hostile.encoded(random);
    return String.join("/", segments);
  }

  private static String spelledOtherwise(String path, Random random) {
    String rest = path.substring("/v1".length());
    return switch (random.nextInt(14)) {
      case 0 -> "/v1/./" + rest.substring(1);
      case 1 -> "/v1/x/.." + rest;
      case 2 -> "//v1" + rest;
      case 3 -> "/v1" + rest + "/";
      case 4 -> "/v1" + rest.replace("/", "//");
      case 5 -> "/v1" + rest.replaceFirst("/", "%2f");
      case 6 -> "/v1;a=b" + rest + ";c=d";
      case 7 -> "/V1" + rest;
      case 8 -> "/v1/%2e%2e/v1" + rest;
      case 9 -> "/ui/../v1" + rest;
      case 10 -> "/v1" + rest + "%00";
      case 11 -> "/v1" + rest + "/" + Hostile.encoded(random);
      case 12 -> "http://elsewhere.example/v1" + rest;
      default -> "/v1" + rest + "/" + "a/".repeat(1000);
    };
  }

  private static @Nullable JsonNode tree(byte[] body) {
    try {
      return ApiDocument.JSON.readTree(body);
    } catch (java.io.IOException _) {
      return null;
    }
  }

  /** Every object in a tree that has members, the tree itself first. */
  private static List<ObjectNode> objects(@Nullable JsonNode tree) {
    List<ObjectNode> objects = new ArrayList<>();
    if (tree instanceof ObjectNode object && !object.isEmpty()) {
      objects.add(object);
    }
    if (tree != null) {
      tree.forEach(child -> objects.addAll(objects(child)));
    }
    return objects;
  }

  private static byte[] withHostileValues(byte[] body, Trick trick, Random random) {
    @Nullable JsonNode tree = tree(body);
    List<ObjectNode> objects = objects(tree);
    if (tree == null || objects.isEmpty()) {
      return Hostile.json(random).getBytes(StandardCharsets.UTF_8);
    }
    int changes = trick == Trick.BODY_VALUE ? 1 : 3;
    for (int i = 0; i < changes; i++) {
      ObjectNode object = Hostile.pick(objects, random);
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = Hostile.pick(names, random);
      if (object.get(name) instanceof ArrayNode array && random.nextBoolean()) {
        array.addRawValue(new RawValue(Hostile.json(random)));
      } else {
        object.putRawValue(name, new RawValue(Hostile.json(random)));
      }
    }
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] withoutMember(byte[] body, Random random) {
    @Nullable JsonNode tree = tree(body);
    List<ObjectNode> objects = objects(tree);
    if (tree == null || objects.isEmpty()) {
      return "{}".getBytes(StandardCharsets.UTF_8);
    }
    ObjectNode object = Hostile.pick(objects, random);
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = Hostile.pick(names, random);
    if (random.nextBoolean()) {
      object.remove(name);
    } else {
      object.putNull(name);
    }
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void addMember(Draft draft, Random random) {
    String text = new String(draft.body, StandardCharsets.UTF_8);
    String member = Hostile.pick(PROMOTIONS, random);
    String name = member.substring(1, member.indexOf('"', 1));
    if (text.startsWith("{") && !text.contains("\"" + name + "\"")) {
      String rest = text.substring(1);
      draft.body =
          ("{" + member + (rest.equals("}") ? "" : ",") + rest).getBytes(StandardCharsets.UTF_8);
      draft.extra.add(name);
    }
  }

  private static byte[] twice(byte[] body, Random random) {
    String text = new String(body, StandardCharsets.UTF_8);
    @Nullable JsonNode tree = tree(body);
    if (!(tree instanceof ObjectNode object) || object.isEmpty()) {
      return "{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8);
    }
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = Hostile.pick(names, random);
    return ("{" + Hostile.quoted(name) + ":" + Hostile.json(random) + "," + text.substring(1))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] deep(byte[] body, Random random) {
    String nest =
        random.nextBoolean()
            ? "[".repeat(DEEP) + "]".repeat(DEEP)
            : "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP);
    @Nullable JsonNode tree = tree(body);
    if (random.nextBoolean() && tree instanceof ObjectNode object && !object.isEmpty()) {
      object.putRawValue(object.fieldNames().next(), new RawValue(nest));
      return object.toString().getBytes(StandardCharsets.UTF_8);
    }
    return nest.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] huge(byte[] body, Random random) {
    @Nullable JsonNode tree = tree(body);
    String much =
        switch (random.nextInt(4)) {
          case 0 -> "\"" + "a".repeat(HUGE) + "\"";
          case 1 -> "[" + "1,".repeat(HUGE / 8) + "1]";
          case 2 -> "[" + "{\"a\":\"b\"},".repeat(HUGE / 20) + "{}]";
          default -> "9".repeat(HUGE / 2);
        };
    if (tree instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      object.putRawValue(Hostile.pick(names, random), new RawValue(much));
      return object.toString().getBytes(StandardCharsets.UTF_8);
    }
    return much.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] damaged(byte[] body, Random random) {
    if (body.length < 2) {
      return new byte[] {(byte) 0xff, 0};
    }
    byte[] damaged = body.clone();
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(damaged, random.nextInt(damaged.length));
      case 1 -> {
        for (int i = 0; i < 3; i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        yield damaged;
      }
      case 2 -> new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
      case 3 -> {
        byte[] random100 = new byte[100];
        random.nextBytes(random100);
        yield random100;
      }
      default -> {
        damaged[damaged.length / 2] = 0;
        yield damaged;
      }
    };
  }

  private void bomb(Draft draft, Random random) {
    switch (random.nextInt(3)) {
      case 0 -> draft.body = gzipBomb;
      case 1 -> draft.body = zip;
      default -> {
        draft.body = gzipBomb;
        draft.header("Content-Encoding", "gzip");
      }
    }
  }

  /** Lengths and encodings that contradict each other, and lines that HTTP does not have. */
  private static void framing(Draft draft, Random random) {
    switch (random.nextInt(9)) {
      case 0 -> draft.header("Content-Length", "-1");
      case 1 -> draft.header("Content-Length", "9223372036854775808");
      case 2 -> {
        draft.header("Content-Length", "5");
        draft.header("Transfer-Encoding", "chunked");
      }
      case 3 -> {
        draft.header("Transfer-Encoding", "chunked");
        draft.body = "zz\r\nabc\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      }
      case 4 -> draft.header("Transfer-Encoding", "chunked, identity, x");
      case 5 -> draft.headers.add(new RawHttp.Header("X-Long", "x".repeat(40_000)));
      case 6 -> draft.query.add("x=" + "y".repeat(20_000));
      case 7 -> draft.headers.add(new RawHttp.Header("Host", "a, b"));
      default -> draft.headers.add(new RawHttp.Header("Bad Name\u0001", "x"));
    }
  }
}
