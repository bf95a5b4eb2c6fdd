package io.bailiwick.aip.restriction;

import io.bailiwick.enforcement.EppCommand;
import io.bailiwick.enforcement.SpecialCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Bodies that somebody might send to ask about a command: good, odd, wrong, and broken ones. */
final class GeneratedQuestions {
  /** Those that chance is not left to find. */
  static final List<String> PICKED =
      List.of(
          "",
          " ",
          "null",
          "{",
          "{}",
          "[]",
          "[{}]",
          "\"text\"",
          "42",
          "nonsense",
          "{\"registrar\":90001}",
          "{\"command\":\"domain:create\"}",
          "{\"registrar\":null,\"command\":\"domain:create\"}",
          "{\"registrar\":90001,\"command\":null}",
          "{\"registrar\":90001,\"command\":\"\"}",
          "{\"registrar\":90001,\"command\":\" domain:create\"}",
          "{\"registrar\":90001,\"command\":\"DOMAIN_CREATE\"}",
          "{\"registrar\":90001,\"command\":7}",
          "{\"registrar\":90001,\"command\":[\"domain:create\"]}",
          "{\"registrar\":0,\"command\":\"domain:create\"}",
          "{\"registrar\":-1,\"command\":\"domain:create\"}",
          "{\"registrar\":100000000,\"command\":\"domain:create\"}",
          "{\"registrar\":4294967297,\"command\":\"domain:create\"}",
          "{\"registrar\":99999999999999999999,\"command\":\"domain:create\"}",
          "{\"registrar\":\"90001\",\"command\":\"domain:create\"}",
          "{\"registrar\":90001.0,\"command\":\"domain:create\"}",
          "{\"registrar\":90001.5,\"command\":\"domain:create\"}",
          "{\"registrar\":9e4,\"command\":\"domain:create\"}",
          "{\"registrar\":090001,\"command\":\"domain:create\"}",
          "{\"registrar\":{\"ianaId\":90001},\"command\":\"domain:create\"}",
          "{\"registrar\":[90001],\"command\":\"domain:create\"}",
          "{\"registrar\":90001,\"registrar\":90002,\"command\":\"domain:create\"}",
          "{\"registrar\":90001,\"command\":\"domain:renew\",\"command\":\"domain:create\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"unknown\":1}",
          "{\"Registrar\":90001,\"command\":\"domain:create\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\"}}",
          "{\"registrar\":90001,\"command\":\"domain:create\"} {}",
          "{\"registrar\":90001,\"command\":\"domain:create\"}\n",
          "{\"registrar\":90001,\"command\":\"domain:create\",}",
          "{\"registrar\":90001 \"command\":\"domain:create\"}",
          "{registrar:90001,\"command\":\"domain:create\"}",
          "{'registrar':90001,'command':'domain:create'}",
          "/* so */{\"registrar\":90001,\"command\":\"domain:create\"}",
          "\ufeff{\"registrar\":90001,\"command\":\"domain:create\"}",
          "{\"registr\\u0061r\":90001,\"command\":\"domain\\u003acreate\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":\"\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":7}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":true}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":{}}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":\"a\tb\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":\"\\ud83d\\ude00.org\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":\"\\ud83d.org\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":\"\\ude00\\ud83d.org\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":\"\\u0000.org\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":\"%s\"}"
              .formatted("n".repeat(255)),
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":\"%s\"}"
              .formatted("n".repeat(256)),
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":\"%s\"}"
              .formatted("ü".repeat(255)),
          "{\"registrar\":90001,\"command\":\"domain:create\",\"createsToday\":-1}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"createsToday\":\"7\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"createsToday\":7.0}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"createsToday\":1.5}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"createsToday\":\"\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"createsToday\":9223372036854775808}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"createsInWindow\":-9}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"customerVerified\":\"true\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"customerVerified\":1}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"customerVerified\":\"\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"specialCases\":[]}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"specialCases\":[null]}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"specialCases\":[\"premium\"]}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"specialCases\":[\"\"]}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"specialCases\":[3]}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"specialCases\":\"PREMIUM\"}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"specialCases\":[\"PREMIUM\",\"PREMIUM\"]}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"specialCases\":[[\"PREMIUM\"]]}",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"specialCases\":[\"PREMIUM\"",
          "{\"registrar\":90001,\"command\":\"domain:create\",\"name\":"
              + "[".repeat(1500)
              + "]".repeat(1500)
              + "}");

  private static final List<String> ODD =
      List.of(
          "null",
          "0",
          "-1",
          "1.5",
          "7.0",
          "true",
          "false",
          "\"\"",
          "\"x\"",
          "[]",
          "{}",
          "[null]",
          "9223372036854775808",
          "1e3",
          "\"49\"",
          "\"true\"",
          "NaN",
          "x");

  private final Random random;
  private final List<Integer> registrars;

  /**
   * @param registrars some with orders, some without
   */
  GeneratedQuestions(Random random, List<Integer> registrars) {
    this.random = random;
    this.registrars = registrars;
  }

  String next() {
    List<String> members = new ArrayList<>();
    members.add(member("registrar", Integer.toString(one(registrars))));
    members.add(
        member(
            "command",
            "\""
                + (random.nextInt(3) > 0
                    ? "domain:create"
                    : one(List.of(EppCommand.values())).code())
                + "\""));
    maybe(members, "name", one(List.of("\"new.org\"", "\"NEW.ORG.\"", "\"new.net\"", "null")));
    maybe(members, "createsToday", Integer.toString(random.nextInt(40)));
    maybe(members, "createsInWindow", Integer.toString(random.nextInt(40)));
    maybe(members, "customerVerified", one(List.of("true", "false", "null")));
    maybe(members, "specialCases", specialCases());
    Collections.shuffle(members, random);
    String space = random.nextInt(4) == 0 ? one(List.of(" ", "\n  ", "\t")) : "";
    String body = "{" + space + String.join("," + space, members) + space + "}";
    return random.nextInt(6) == 0 ? broken(body) : body;
  }

  private String member(String name, String value) {
    return "\"" + name + "\":" + (random.nextInt(16) == 0 ? one(ODD) : value);
  }

  private void maybe(List<String> members, String name, String value) {
    if (random.nextInt(3) == 0) {
      members.add(member(name, value));
    }
  }

  private String specialCases() {
    List<String> cases = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      cases.add("\"" + one(List.of(SpecialCase.values())).name() + "\"");
    }
    return "[" + String.join(",", cases) + "]";
  }

  /** With one character removed, doubled, or in the place of another. */
  private String broken(String body) {
    int at = random.nextInt(body.length());
    String other =
        switch (random.nextInt(3)) {
          case 0 -> "";
          case 1 -> body.substring(at, at + 1).repeat(2);
          default ->
              one(List.of("\"", "{", "}", "[", "]", ",", ":", "0", " ", "\\", "\u0001", "é"));
        };
    return body.substring(0, at) + other + body.substring(at + 1);
  }

  private <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
