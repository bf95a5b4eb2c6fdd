package io.bailiwick.launcher.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What must hold for the objects of an environment, whoever wrote them. A violation is a line that
 * begins with the name of the rule.
 */
final class Policies {
  /** {@code quarkus.shutdown.timeout}. */
  static final int SHUTDOWN_SECONDS = 30;

  private static final Pattern SENSITIVE =
      Pattern.compile(
          "PASSWORD|SECRET|TOKEN(?!_URL$)|PRIVATE|CREDENTIAL|(?<!EXCLUDED)_KEY",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SECRET_MEMBER =
      Pattern.compile("\"(secret|password|privateKey)\"\\s*:\\s*\"(?!\\$\\{)[^\"]+\"");
  private static final Pattern DIGEST = Pattern.compile(".+@sha256:[0-9a-f]{64}");
  private static final Pattern TAG = Pattern.compile(".+/[^/:]+:[^/:@]+(@sha256:[0-9a-f]{64})?");

  /** Development mode of Keycloak builds itself at start, below its own directory. */
  private static final Set<String> WRITES_ITS_IMAGE = Set.of("keycloak");

  private final List<JsonNode> objects;
  private final boolean byDigest;
  private final List<String> violations = new ArrayList<>();

  private Policies(List<JsonNode> objects, boolean byDigest) {
    this.objects = objects;
    this.byDigest = byDigest;
  }

  /** Every violation; none is what is wanted. */
  static List<String> violations(List<JsonNode> objects, boolean byDigest) {
    Policies policies = new Policies(objects, byDigest);
    policies.secrets();
    Manifests.workloads(objects).forEach(policies::workload);
    Manifests.SERVICES.forEach(policies::service);
    Manifests.ofKind(objects, "Cluster")
        .forEach(cluster -> policies.image("Cluster", cluster.at("/spec/imageName").asText()));
    for (String open : Arrows.open(objects)) {
      policies.refuse("network-closed", open);
    }
    policies.arrows();
    policies.exposure();
    policies.references();
    return policies.violations;
  }

  private void refuse(String rule, String what) {
    violations.add(rule + ": " + what);
  }

  private void require(boolean holds, String rule, String what) {
    if (!holds) {
      refuse(rule, what);
    }
  }

  // Values of secrets are nowhere: no object holds one, no variable, no file.
  private void secrets() {
    Manifests.ofKind(objects, "Secret")
        .forEach(secret -> refuse("no-secret-value", Manifests.name(secret)));
    Manifests.ofKind(objects, "ConfigMap")
        .forEach(
            map ->
                map.path("data")
                    .properties()
                    .forEach(
                        entry -> {
                          String of = Manifests.name(map) + " " + entry.getKey();
                          String value = entry.getValue().asText();
                          require(!SENSITIVE.matcher(entry.getKey()).find(), "no-secret-value", of);
                          // No user and password inside an address either.
                          require(
                              !value.matches("(?s).*://[^/\\s\"]*:[^/\\s\"]*@.*")
                                  && !value
                                      .toLowerCase(java.util.Locale.ROOT)
                                      .contains("password="),
                              "no-secret-value",
                              of);
                          if (entry.getKey().endsWith(".json")) {
                            require(!SECRET_MEMBER.matcher(value).find(), "no-secret-value", of);
                          }
                        }));
  }

  private void workload(JsonNode workload) {
    String of = Manifests.name(workload);
    JsonNode pod = workload.at("/spec/template/spec");
    JsonNode security = pod.path("securityContext");
    require(security.path("runAsNonRoot").asBoolean(), "non-root", of);
    require(security.path("runAsUser").asInt() > 0, "non-root", of);
    require(security.at("/seccompProfile/type").asText().equals("RuntimeDefault"), "seccomp", of);
    require(
        pod.has("automountServiceAccountToken")
            && !pod.path("automountServiceAccountToken").asBoolean(),
        "no-api-token",
        of);
    String account = pod.path("serviceAccountName").asText();
    require(
        any(
            "ServiceAccount",
            object ->
                named(object, account)
                    && object.has("automountServiceAccountToken")
                    && !object.path("automountServiceAccountToken").asBoolean()),
        "service-account",
        of);
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      require(!pod.path(host).asBoolean(), "not-on-the-host", of + " " + host);
    }
    Manifests.elements(pod.path("volumes"))
        .forEach(volume -> require(!volume.has("hostPath"), "not-on-the-host", of));
    Stream.concat(Manifests.initContainers(workload), Manifests.containers(workload))
        .forEach(container -> container(of, container));
    Manifests.containers(workload)
        .forEach(
            container -> {
              for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
                require(
                    container.path(probe).has("httpGet") || container.path(probe).has("exec"),
                    "probes",
                    of + " " + probe);
              }
            });
  }

  private void container(String workload, JsonNode container) {
    String name = container.path("name").asText();
    String of = workload + "/" + name;
    JsonNode security = container.path("securityContext");
    require(
        security.has("allowPrivilegeEscalation")
            && !security.path("allowPrivilegeEscalation").asBoolean(),
        "no-escalation",
        of);
    require(
        security.path("readOnlyRootFilesystem").asBoolean() || WRITES_ITS_IMAGE.contains(name),
        "read-only",
        of);
    require(!security.path("privileged").asBoolean(), "no-privileges", of);
    require(security.at("/capabilities/add").isEmpty(), "no-privileges", of);
    require(security.at("/capabilities/drop").toString().equals("[\"ALL\"]"), "no-privileges", of);
    require(!security.has("runAsUser") || security.path("runAsUser").asInt() > 0, "non-root", of);
    require(
        !security.has("runAsNonRoot") || security.path("runAsNonRoot").asBoolean(), "non-root", of);
    for (String path :
        List.of(
            "/resources/requests/cpu", "/resources/requests/memory", "/resources/limits/memory")) {
      require(!container.at(path).asText().isEmpty(), "resources", of + " " + path);
    }
    image(of, container.path("image").asText());
    Manifests.elements(container.path("env"))
        .filter(variable -> SENSITIVE.matcher(variable.path("name").asText()).find())
        .forEach(
            variable ->
                require(
                    !variable.has("value")
                        && !variable.at("/valueFrom/secretKeyRef/name").asText().isEmpty()
                        && !variable.at("/valueFrom/secretKeyRef/key").asText().isEmpty(),
                    "no-secret-value",
                    of + " " + variable.path("name").asText()));
  }

  private void image(String of, String image) {
    require(
        byDigest ? DIGEST.matcher(image).matches() : TAG.matcher(image).matches(),
        "image",
        of + " " + image);
    require(!image.matches(".+:(latest|set-by-overlay)(@.*)?"), "image", of + " " + image);
  }

  private void service(String service) {
    Map<String, JsonNode> byName = Manifests.byName(objects);
    JsonNode deployment = byName.get("Deployment/" + service);
    if (deployment == null) {
      refuse("complete", "Deployment/" + service);
      return;
    }
    JsonNode labels = deployment.at("/spec/template/metadata/labels");
    require(
        any(
            "PodDisruptionBudget",
            budget -> selects(budget.at("/spec/selector/matchLabels"), labels)),
        "disruption-budget",
        service);
    require(
        any(
            "HorizontalPodAutoscaler",
            scaler ->
                scaler.at("/spec/scaleTargetRef/kind").asText().equals("Deployment")
                    && scaler.at("/spec/scaleTargetRef/name").asText().equals(service)
                    && scaler.at("/spec/minReplicas").asInt() >= 1
                    && scaler.at("/spec/maxReplicas").asInt()
                        >= scaler.at("/spec/minReplicas").asInt()),
        "autoscaler",
        service);
    // Each apply would undo what the autoscaler did.
    require(!deployment.path("spec").has("replicas"), "autoscaler", service + " replicas");
    require(
        any(
            "NetworkPolicy",
            policy ->
                named(policy, service)
                    && selects(policy.at("/spec/podSelector/matchLabels"), labels)),
        "network-policy",
        service);
    JsonNode pod = deployment.at("/spec/template/spec");
    require(pod.path("serviceAccountName").asText().equals(service), "service-account", service);
    require(
        Manifests.elements(pod.path("topologySpreadConstraints"))
            .allMatch(spread -> selects(spread.at("/labelSelector/matchLabels"), labels)),
        "spread",
        service);
    require(pod.path("topologySpreadConstraints").size() >= 2, "spread", service);
    require(
        deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asText().equals("0"),
        "rolling",
        service);
    JsonNode main = pod.at("/containers/0");
    int before = main.at("/lifecycle/preStop/sleep/seconds").asInt();
    require(before >= 3, "graceful", service + " is sent requests after it was told to end");
    require(
        pod.path("terminationGracePeriodSeconds").asInt() > before + SHUTDOWN_SECONDS,
        "graceful",
        service + " is cut off before it has ended");
    // The owner's role migrates and is gone before the application's role starts.
    require(
        pod.path("initContainers").size() == 1
            && pod.at("/initContainers/0/name").asText().equals("migrate")
            && pod.at("/initContainers/0/image").equals(main.path("image"))
            && pod.at("/initContainers/0/env").toString().contains(service + "-database-owner"),
        "migration",
        service);
    require(
        !main.toString().contains("-database-owner"), "migration", service + " knows the owner");
    require(
        Stream.concat(
                Manifests.elements(main.path("env")),
                Manifests.elements(pod.at("/initContainers/0/env")))
            .noneMatch(variable -> variable.path("name").asText().equals("QUARKUS_PROFILE")),
        "profile",
        service);
  }

  // Both ends of an arrow allow it, or it is a mistake.
  private void arrows() {
    Arrows.Allowed allowed = Arrows.in(objects);
    List<String> pods =
        Stream.concat(
                Manifests.workloads(objects).map(Manifests::podName),
                Manifests.ofKind(objects, "Cluster").map(c -> c.at("/metadata/name").asText()))
            .toList();
    Predicate<String> within =
        line ->
            pods.contains(line.substring(0, line.indexOf(" -> ")))
                && pods.stream().anyMatch(pod -> line.contains(" -> " + pod + ":"));
    allowed.byCaller().stream()
        .filter(within.and(line -> !allowed.byCalled().contains(line)))
        .forEach(line -> refuse("arrow-both-ends", line));
    allowed.byCalled().stream()
        .filter(within.and(line -> !allowed.byCaller().contains(line)))
        .forEach(line -> refuse("arrow-both-ends", line));
    Stream.concat(allowed.byCaller().stream(), allowed.byCalled().stream())
        .filter(
            line ->
                line.contains("0.0.0.0/0:")
                    || line.contains("::/0:")
                    || line.endsWith(":any")
                    || line.endsWith(":-1")
                    || line.contains("anything")
                    || (line.contains("anywhere") && !line.startsWith("bailiwick -> ")))
        .forEach(line -> refuse("arrow-narrow", line));
  }

  // Nothing is reached from outside but through the ingress, and never the management port.
  private void exposure() {
    Manifests.ofKind(objects, "Service")
        .forEach(
            service -> {
              String type = service.at("/spec/type").asText("ClusterIP");
              require(
                  type.isEmpty() || type.equals("ClusterIP"), "exposure", Manifests.name(service));
              Manifests.elements(service.at("/spec/ports"))
                  .forEach(
                      port ->
                          require(
                              !port.path("targetPort").asText().matches("809[1-4]|management"),
                              "exposure",
                              Manifests.name(service)));
            });
    if (byDigest) {
      Manifests.ofKind(objects, "Ingress")
          .forEach(
              ingress ->
                  require(
                      !ingress.at("/spec/tls/0/secretName").asText().isEmpty()
                          && ingress
                              .at("/spec/tls/0/hosts/0")
                              .equals(ingress.at("/spec/rules/0/host")),
                      "tls",
                      Manifests.name(ingress)));
    }
  }

  // A name that resolves to nothing stops a pod from starting.
  private void references() {
    Manifests.workloads(objects)
        .forEach(
            workload -> {
              Stream<String> maps =
                  Stream.concat(
                      Stream.concat(
                              Manifests.initContainers(workload), Manifests.containers(workload))
                          .flatMap(container -> Manifests.elements(container.path("envFrom")))
                          .map(from -> from.at("/configMapRef/name").asText()),
                      Manifests.elements(workload.at("/spec/template/spec/volumes"))
                          .filter(volume -> volume.has("configMap"))
                          .map(volume -> volume.at("/configMap/name").asText()));
              maps.forEach(
                  name ->
                      require(
                          any("ConfigMap", map -> named(map, name)),
                          "reference",
                          Manifests.name(workload) + " " + name));
            });
  }

  private boolean any(String kind, Predicate<JsonNode> condition) {
    return Manifests.ofKind(objects, kind).anyMatch(condition);
  }

  private static boolean named(JsonNode object, String name) {
    return object.at("/metadata/name").asText().equals(name);
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    return !selector.isEmpty()
        && selector.properties().stream()
            .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
  }
}
