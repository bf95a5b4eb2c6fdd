package io.bailiwick.launcher.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.security.Role;
import io.bailiwick.launcher.fuzz.Operation.Where;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * What there is to attack: operations, tokens of every role and of several registrars, things that
 * exist, and words that only one registrar may ever see.
 */
final class Targets {
  static final String NOBODY = "00000000-0000-7000-8000-000000000000";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int NESTED = 3;

  /** Registrars that the demo gives a case, a statement, and neither. */
  static final List<Integer> REGISTRARS = List.of(90013, 90002, 90001);

  private final Suite suite;
  private final Map<String, String> tokens = new HashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private final Map<SuiteService, ApiDocument> documents = new HashMap<>();

  /** Paths of things by the path of their list. */
  private final Map<String, Set<String>> things = new LinkedHashMap<>();

  /** The same as one registrar's own token sees them. */
  private final Map<Integer, Set<String>> seen = new HashMap<>();

  private final Map<String, Integer> secrets = new LinkedHashMap<>();
  private final List<String> cursors = new ArrayList<>();

  Targets(Suite suite) throws IOException {
    this.suite = suite;
    for (SuiteService service : SuiteService.values()) {
      RawHttp.Answer answer =
          RawHttp.send(
              port(service),
              "GET /openapi?format=json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII),
              PATIENCE);
      ApiDocument document = new ApiDocument(service, ApiDocument.JSON.readTree(answer.body()));
      documents.put(service, document);
      operations.addAll(document.operations());
    }
  }

  List<Operation> operations() {
    return operations;
  }

  ApiDocument document(SuiteService service) {
    return Objects.requireNonNull(documents.get(service));
  }

  int port(SuiteService service) {
    return suite.url(service).getPort();
  }

  /** Somebody of the registry, or of a registrar where the role is a registrar's. */
  Person person(Role role, int registrar) {
    @org.jspecify.annotations.Nullable Integer of = role.isOfRegistrar() ? registrar : null;
    String token =
        tokens.computeIfAbsent(
            role.code() + " " + of,
            key ->
                suite.token(
                    role.code(),
                    "fuzz-" + role.code() + (of == null ? "" : "-" + of),
                    of == null ? List.of() : List.of(of.toString())));
    return new Person(role.code(), of, token);
  }

  /**
   * Makes things of each registrar with words that nobody else may see, and looks what is there.
   */
  int prepare() throws IOException {
    int sown = 0;
    look();
    for (int registrar : REGISTRARS) {
      for (Operation operation : operations) {
        sown += sow(operation, registrar) ? 1 : 0;
      }
    }
    look();
    learnNames();
    return sown;
  }

  /** Words that only the registrar that they belong to may see. */
  Map<String, Integer> secrets() {
    return secrets;
  }

  Set<String> seenBy(int registrar) {
    return seen.getOrDefault(registrar, Set.of());
  }

  /** A right request of a registrar that writes, every free text of which is a secret. */
  private boolean sow(Operation operation, int registrar) throws IOException {
    boolean ofRegistrar =
        operation.holders().stream()
            .anyMatch(role -> role == Role.REGISTRAR_ADMIN || role == Role.REGISTRAR_ABUSE);
    if (operation.reads() || !operation.takesJson() || !ofRegistrar) {
      return false;
    }
    Role role =
        operation.isHeldBy(Role.REGISTRAR_ADMIN) ? Role.REGISTRAR_ADMIN : Role.REGISTRAR_ABUSE;
    String word = "zq" + registrar + "x" + secrets.size() + "zq";
    JsonNode body =
        document(operation.service())
            .body(
                Objects.requireNonNull(operation.bodies().get("application/json")),
                text -> text + " " + word);
    String sent = owned(body.toString(), operation, registrar);
    RawHttp.Answer answer =
        send(
            operation.service(),
            operation.method(),
            path(operation, registrar, new Random(registrar)),
            person(role, registrar),
            List.of(
                new RawHttp.Header("Content-Type", "application/json"),
                new RawHttp.Header("If-Match", "*"),
                new RawHttp.Header("Idempotency-Key", UUID.randomUUID().toString())),
            sent.getBytes(StandardCharsets.UTF_8));
    boolean taken = answer.status() / 100 == 2;
    if (taken && sent.contains(word)) {
      secrets.put(word, registrar);
    }
    return taken;
  }

  /** Addresses of mail become the registrar's own, and things those that it sees. */
  private String owned(String json, Operation operation, int registrar) {
    String mine =
        json.replaceAll("\"[\\w.+-]+@[\\w.-]+\"", "\"zq" + registrar + "mail@example.org\"");
    secrets.putIfAbsent("zq" + registrar + "mail@example.org", registrar);
    for (String each : seenBy(registrar)) {
      if (each.startsWith(operation.service() + " /v1/incidents/")) {
        return mine.replaceAll(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            each.substring(each.lastIndexOf('/') + 1));
      }
    }
    return mine;
  }

  /** Reads every list as everybody, for things that exist and for cursors. */
  private void look() throws IOException {
    for (int depth = 0; depth < 3; depth++) {
      for (Operation operation : operations) {
        if (!operation.reads()
            || operation.parameter("after").isEmpty()
            || operation.in(Where.PATH).size() != depth) {
          continue;
        }
        for (Role role : readers(operation)) {
          for (int registrar : role.isOfRegistrar() ? REGISTRARS : List.of(0)) {
            look(operation, role, registrar);
          }
        }
      }
    }
  }

  private static List<Role> readers(Operation operation) {
    List<Role> holders = operation.holders();
    List<Role> readers = new ArrayList<>();
    holders.stream().filter(role -> !role.isOfRegistrar()).findFirst().ifPresent(readers::add);
    holders.stream().filter(Role::isOfRegistrar).findFirst().ifPresent(readers::add);
    return readers;
  }

  private void look(Operation operation, Role role, int registrar) throws IOException {
    List<String> paths =
        operation.in(Where.PATH).isEmpty()
            ? List.of(operation.path())
            : paths(operation, role.isOfRegistrar() ? registrar : 0);
    for (String path : paths) {
      RawHttp.Answer answer =
          send(
              operation.service(),
              "GET",
              path + "?limit=50",
              person(role, registrar),
              List.of(new RawHttp.Header("Accept", "application/json")),
              new byte[0]);
      if (answer.status() != 200) {
        continue;
      }
      JsonNode page = ApiDocument.JSON.readTree(answer.body());
      if (page.hasNonNull("next")) {
        cursors.add(page.get("next").asText());
      }
      for (JsonNode item : page.path("items")) {
        for (String name : parametersBelow(operation)) {
          String value = item.has(name) ? item.get(name).asText() : item.path("id").asText();
          if (!value.isEmpty()) {
            String key = operation.service() + " " + operation.path();
            String thing = operation.service() + " " + path + "/" + Hostile.percent(value);
            things.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(thing);
            if (role.isOfRegistrar()) {
              seen.computeIfAbsent(registrar, any -> new HashSet<>()).add(thing);
            }
          }
        }
      }
    }
  }

  /** What the parameter is called that stands behind this list's path. */
  private Set<String> parametersBelow(Operation list) {
    Set<String> names = new LinkedHashSet<>();
    for (Operation each : operations) {
      if (each.service() == list.service() && each.path().startsWith(list.path() + "/{")) {
        String rest = each.path().substring(list.path().length() + 2);
        names.add(rest.substring(0, rest.indexOf('}')));
      }
    }
    return names;
  }

  private List<String> paths(Operation operation, int registrar) {
    Set<String> paths = new LinkedHashSet<>();
    for (int i = 0; i < NESTED; i++) {
      paths.add(path(operation, registrar, new Random(i)));
    }
    return List.copyOf(paths);
  }

  /**
   * The operation's path with things in it that exist, if any do.
   *
   * @param registrar whose things; 0: anybody's
   */
  String path(Operation operation, int registrar, Random random) {
    return filled(operation, operation.path(), registrar, random);
  }

  private String filled(Operation operation, String path, int registrar, Random random) {
    int brace = path.lastIndexOf("/{");
    if (brace < 0) {
      return path;
    }
    int end = path.indexOf('}', brace);
    String name = path.substring(brace + 2, end);
    String list = path.substring(0, brace);
    List<String> known =
        things.getOrDefault(operation.service() + " " + list, Set.of()).stream()
            .filter(thing -> registrar == 0 || seenBy(registrar).contains(thing))
            .toList();
    String thing =
        known.isEmpty()
            ? filled(operation, list, registrar, random) + "/" + usual(name, registrar)
            : Hostile.pick(known, random).substring(operation.service().toString().length() + 1);
    return thing + path.substring(end + 1);
  }

  private static String usual(String name, int registrar) {
    return switch (name) {
      case "registrar" -> Integer.toString(registrar == 0 ? REGISTRARS.getFirst() : registrar);
      case "month" -> "2026-05";
      case "sequence", "number", "version" -> "1";
      case "name", "code", "list" -> "words";
      default -> NOBODY;
    };
  }

  String cursor(Random random) {
    return cursors.isEmpty() ? "MQ" : Hostile.pick(cursors, random);
  }

  /** Names that the analyst sees with one of the registrars and with no other. */
  private void learnNames() throws IOException {
    Map<String, Set<Integer>> owners = new HashMap<>();
    for (int registrar : REGISTRARS) {
      // A name that has moved on is still in what its former registrar was told.
      for (String list : List.of("/v1/incidents", "/v1/notifications")) {
        RawHttp.Answer answer =
            send(
                SuiteService.INGEST,
                "GET",
                list + "?limit=1000&registrar=" + registrar,
                person(Role.AUDITOR, 0),
                List.of(new RawHttp.Header("Accept", "application/json")),
                new byte[0]);
        for (JsonNode item : ApiDocument.JSON.readTree(answer.body()).path("items")) {
          String name = item.path("name").asText(item.path("domain").asText());
          if (!name.isEmpty()) {
            owners.computeIfAbsent(name, any -> new HashSet<>()).add(registrar);
          }
        }
      }
    }
    owners.forEach(
        (name, of) -> {
          if (of.size() == 1) {
            secrets.put(name, of.iterator().next());
          }
        });
  }

  RawHttp.Answer send(
      SuiteService service,
      String method,
      String target,
      Person person,
      List<RawHttp.Header> headers,
      byte[] body)
      throws IOException {
    Operation any = new Operation(service, method, target, null, List.of(), Map.of());
    Attack request =
        new Attack(0, any, Trick.NOTHING, person, method, target, headers, body, List.of());
    return RawHttp.send(port(service), request.bytes(port(service)), PATIENCE);
  }
}
