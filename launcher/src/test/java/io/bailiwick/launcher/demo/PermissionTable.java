package io.bailiwick.launcher.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The committed table of who may call what: {@code permissions.txt}. */
final class PermissionTable {
  static final List<String> ROLES =
      List.of(
          "data-operator",
          "abuse-analyst",
          "scoring-operator",
          "account-manager",
          "finance",
          "compliance-officer",
          "decider",
          "appeal-reviewer",
          "policy-editor",
          "policy-approver",
          "auditor",
          "iwf-cleared",
          "reporter",
          "operator",
          "registrar-admin",
          "registrar-finance",
          "registrar-abuse",
          "registrar-cleared",
          "reseller-view",
          "srs",
          "service");

  /**
   * One operation.
   *
   * @param service ingest, scoring, qpi or aip
   * @param own roles of registrars that reach their own only; also in {@code allowed}
   * @param published whether anybody may, without a token too
   */
  record Row(
      String service,
      String method,
      String path,
      Set<String> allowed,
      Set<String> own,
      boolean published) {
    String operation() {
      return method + " " + path;
    }
  }

  private PermissionTable() {}

  static List<Row> read() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    PermissionTable.class.getResourceAsStream("/permissions.txt")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String[] words = line.split("\\s+");
        Set<String> allowed = new TreeSet<>();
        Set<String> own = new TreeSet<>();
        boolean published = words.length == 4 && words[3].equals("anybody");
        if (published) {
          allowed.addAll(ROLES);
          words = Arrays.copyOf(words, 3);
        }
        for (String word : Arrays.asList(words).subList(3, words.length)) {
          String role = word.startsWith("own:") ? word.substring(4) : word;
          if (!ROLES.contains(role)) {
            throw new IllegalArgumentException("no such role: " + word);
          }
          allowed.add(role);
          if (word.startsWith("own:")) {
            own.add(role);
          }
        }
        for (String service :
            words[0].equals("every")
                ? List.of("ingest", "scoring", "qpi", "aip")
                : List.of(words[0])) {
          rows.add(new Row(service, words[1], words[2], allowed, own, published));
        }
      }
    }
    return rows;
  }
}
