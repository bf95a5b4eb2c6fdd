package io.bailiwick.launcher.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What network policies let through, as lines such as {@code scoring-service ->
 * abuse-ingest-service:8081}. Pods are called by their label {@code app.kubernetes.io/name};
 * PostgreSQL's, which an operator makes, are called {@code bailiwick}.
 */
final class Arrows {
  /** Lines by the end that allows them; pods of the namespace need both. */
  record Allowed(Set<String> byCaller, Set<String> byCalled) {}

  private final List<JsonNode> objects;
  private final Map<String, Map<String, String>> pods = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> ports = new HashMap<>();

  private Arrows(List<JsonNode> objects) {
    this.objects = objects;
    Manifests.workloads(objects)
        .forEach(
            workload -> {
              String name = Manifests.podName(workload);
              Map<String, String> labels = new HashMap<>();
              workload
                  .at("/spec/template/metadata/labels")
                  .properties()
                  .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
              pods.put(name, labels);
              Map<String, Integer> named = new HashMap<>();
              Manifests.containers(workload)
                  .flatMap(container -> Manifests.elements(container.path("ports")))
                  .forEach(
                      port ->
                          named.put(
                              port.path("name").asText(), port.path("containerPort").asInt()));
              ports.put(name, named);
            });
    Manifests.ofKind(objects, "Cluster")
        .forEach(
            cluster -> {
              String name = cluster.at("/metadata/name").asText();
              pods.put(name, Map.of("cnpg.io/cluster", name));
              ports.put(name, Map.of());
            });
  }

  static Allowed in(List<JsonNode> objects) {
    Arrows arrows = new Arrows(objects);
    return new Allowed(arrows.lines("egress", "to"), arrows.lines("ingress", "from"));
  }

  /** Pods that no policy selects for a direction: to them everything is open. */
  static Set<String> open(List<JsonNode> objects) {
    Arrows arrows = new Arrows(objects);
    Set<String> open = new TreeSet<>();
    for (String direction : List.of("Ingress", "Egress")) {
      for (String pod : arrows.pods.keySet()) {
        boolean closed =
            Manifests.ofKind(objects, "NetworkPolicy")
                .filter(policy -> arrows.selected(policy.at("/spec/podSelector")).contains(pod))
                .flatMap(policy -> Manifests.elements(policy.at("/spec/policyTypes")))
                .anyMatch(type -> type.asText().equals(direction));
        if (!closed) {
          open.add(pod + " " + direction);
        }
      }
    }
    return open;
  }

  private Set<String> lines(String direction, String peers) {
    Set<String> lines = new TreeSet<>();
    Manifests.ofKind(objects, "NetworkPolicy")
        .forEach(
            policy -> {
              for (String pod : selected(policy.at("/spec/podSelector"))) {
                for (JsonNode rule : policy.at("/spec/" + direction)) {
                  for (String peer : peers(rule.path(peers))) {
                    String called = direction.equals("egress") ? peer : pod;
                    for (String port : ports(rule.path("ports"), called)) {
                      lines.add(
                          direction.equals("egress")
                              ? pod + " -> " + peer + port
                              : peer + " -> " + pod + port);
                    }
                  }
                }
              }
            });
    return lines;
  }

  private Set<String> peers(JsonNode peers) {
    if (peers.isEmpty()) {
      return Set.of("anywhere");
    }
    Set<String> names = new TreeSet<>();
    for (JsonNode peer : peers) {
      if (peer.has("ipBlock")) {
        JsonNode block = peer.path("ipBlock");
        names.add(
            block.path("cidr").asText()
                + (block.path("except").isEmpty() ? "" : " but " + block.path("except").size()));
      } else if (peer.has("namespaceSelector")) {
        names.add(label(peer.path("namespaceSelector")) + "/" + label(peer.path("podSelector")));
      } else {
        names.addAll(selected(peer.path("podSelector")));
      }
    }
    return names;
  }

  /** Of a selector outside of the namespace, which cannot be looked at: its one value. */
  private static String label(JsonNode selector) {
    List<String> values =
        selector.path("matchLabels").properties().stream()
            .map(label -> label.getValue().asText())
            .toList();
    return values.size() == 1 ? values.getFirst() : "anything";
  }

  private Set<String> selected(JsonNode selector) {
    Set<String> names = new TreeSet<>();
    pods.forEach(
        (name, labels) -> {
          boolean equal =
              selector.path("matchLabels").properties().stream()
                  .allMatch(label -> label.getValue().asText().equals(labels.get(label.getKey())));
          boolean in =
              Manifests.elements(selector.path("matchExpressions"))
                  .allMatch(
                      expression ->
                          expression.path("operator").asText().equals("In")
                              && Manifests.elements(expression.path("values"))
                                  .anyMatch(
                                      value ->
                                          value
                                              .asText()
                                              .equals(
                                                  labels.get(expression.path("key").asText()))));
          if (equal && in) {
            names.add(name);
          }
        });
    return names;
  }

  private List<String> ports(JsonNode rules, String called) {
    if (rules.isEmpty()) {
      return List.of(":any");
    }
    return Manifests.elements(rules)
        .flatMap(
            rule -> {
              String protocol = rule.path("protocol").asText("TCP");
              JsonNode port = rule.path("port");
              String number =
                  port.isTextual()
                      ? String.valueOf(
                          ports.getOrDefault(called, Map.of()).getOrDefault(port.asText(), -1))
                      : port.asText();
              return Stream.of(":" + number + (protocol.equals("TCP") ? "" : "/" + protocol));
            })
        .toList();
  }
}
