package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The environments keep the policies, and the policies notice when one does not. */
class PoliciesTest {
  private static final String DEPLOYMENT = "Deployment/scoring-service";

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void areKept(String overlay) {
    assertThat(Policies.violations(Overlays.rendered(overlay), !overlay.equals("dev"))).isEmpty();
  }

  /**
   * @param rule that must notice
   * @param made what is done to the objects of production
   */
  record Fault(String rule, String what, Consumer<List<JsonNode>> made) {
    @Override
    public String toString() {
      return rule + ": " + what;
    }
  }

  private static ObjectNode object(List<JsonNode> objects, String name) {
    return (ObjectNode) Manifests.byName(objects).get(name);
  }

  private static Fault at(
      String rule, String what, String name, String path, Consumer<ObjectNode> change) {
    return new Fault(
        rule, what, objects -> change.accept((ObjectNode) object(objects, name).at(path)));
  }

  private static Fault without(String rule, String name) {
    return new Fault(
        rule,
        "no " + name,
        objects -> assertThat(objects.removeIf(o -> Manifests.name(o).equals(name))).isTrue());
  }

  static Stream<Fault> faults() {
    String pod = "/spec/template/spec";
    String container = pod + "/containers/0";
    String migration = pod + "/initContainers/0";
    return Stream.of(
        at(
            "non-root",
            "root allowed",
            DEPLOYMENT,
            pod + "/securityContext",
            n -> n.put("runAsNonRoot", false)),
        at("non-root", "user 0", DEPLOYMENT, pod + "/securityContext", n -> n.put("runAsUser", 0)),
        at(
            "non-root",
            "container as root",
            DEPLOYMENT,
            container + "/securityContext",
            n -> n.put("runAsUser", 0)),
        at(
            "seccomp",
            "no profile",
            DEPLOYMENT,
            pod + "/securityContext",
            n -> n.remove("seccompProfile")),
        at(
            "seccomp",
            "unconfined",
            DEPLOYMENT,
            pod + "/securityContext/seccompProfile",
            n -> n.put("type", "Unconfined")),
        at(
            "no-api-token",
            "token mounted",
            DEPLOYMENT,
            pod,
            n -> n.put("automountServiceAccountToken", true)),
        at(
            "no-api-token",
            "nothing said about the token",
            DEPLOYMENT,
            pod,
            n -> n.remove("automountServiceAccountToken")),
        at(
            "service-account",
            "the default account",
            DEPLOYMENT,
            pod,
            n -> n.put("serviceAccountName", "default")),
        at(
            "service-account",
            "an account with a token",
            "ServiceAccount/scoring-service",
            "",
            n -> n.put("automountServiceAccountToken", true)),
        without("service-account", "ServiceAccount/scoring-service"),
        at(
            "read-only",
            "writable root file system",
            DEPLOYMENT,
            container + "/securityContext",
            n -> n.put("readOnlyRootFilesystem", false)),
        at(
            "read-only",
            "writable in the migration",
            DEPLOYMENT,
            migration + "/securityContext",
            n -> n.remove("readOnlyRootFilesystem")),
        at(
            "no-escalation",
            "escalation",
            DEPLOYMENT,
            container + "/securityContext",
            n -> n.remove("allowPrivilegeEscalation")),
        at(
            "no-privileges",
            "privileged",
            DEPLOYMENT,
            container + "/securityContext",
            n -> n.put("privileged", true)),
        at(
            "no-privileges",
            "capabilities kept",
            DEPLOYMENT,
            container + "/securityContext/capabilities",
            n -> n.remove("drop")),
        at(
            "no-privileges",
            "capability added",
            DEPLOYMENT,
            container + "/securityContext/capabilities",
            n -> n.putArray("add").add("NET_RAW")),
        at("not-on-the-host", "host network", DEPLOYMENT, pod, n -> n.put("hostNetwork", true)),
        at(
            "not-on-the-host",
            "host path",
            DEPLOYMENT,
            pod,
            n ->
                ((ArrayNode) n.path("volumes"))
                    .addObject()
                    .put("name", "h")
                    .putObject("hostPath")
                    .put("path", "/")),
        at(
            "resources",
            "no memory limit",
            DEPLOYMENT,
            container + "/resources/limits",
            n -> n.remove("memory")),
        at("probes", "no readiness", DEPLOYMENT, container, n -> n.remove("readinessProbe")),
        at(
            "image",
            "by tag",
            DEPLOYMENT,
            container,
            n -> n.put("image", "registry.bailiwick.example/bailiwick/scoring-service:0.1.0")),
        at(
            "image",
            "latest",
            DEPLOYMENT,
            container,
            n -> n.put("image", "registry.bailiwick.example/bailiwick/scoring-service:latest")),
        at(
            "image",
            "PostgreSQL by tag",
            "Cluster/bailiwick",
            "/spec",
            n -> n.put("imageName", "ghcr.io/cloudnative-pg/postgresql:18")),
        without("disruption-budget", "PodDisruptionBudget/scoring-service"),
        without("autoscaler", "HorizontalPodAutoscaler/scoring-service"),
        at(
            "autoscaler",
            "a number of replicas beside it",
            DEPLOYMENT,
            "/spec",
            n -> n.put("replicas", 3)),
        without("network-policy", "NetworkPolicy/scoring-service"),
        new Fault(
            "network-closed",
            "a pod of its own",
            objects -> {
              objects.removeIf(o -> Manifests.name(o).equals("NetworkPolicy/default-deny"));
              ObjectNode stray = object(objects, DEPLOYMENT).deepCopy();
              ((ObjectNode) stray.path("metadata")).put("name", "stray");
              ((ObjectNode) stray.at("/spec/template/metadata/labels"))
                  .removeAll()
                  .put("app.kubernetes.io/name", "stray");
              objects.add(stray);
            }),
        at(
            "arrow-both-ends",
            "scoring may call aip, which does not let it in",
            "NetworkPolicy/scoring-service",
            "/spec/egress/0",
            n -> {
              ((ArrayNode) n.path("to"))
                  .addObject()
                  .putObject("podSelector")
                  .putObject("matchLabels")
                  .put("app.kubernetes.io/name", "aip-service");
            }),
        at(
            "arrow-both-ends",
            "ingest no longer lets scoring in",
            "NetworkPolicy/abuse-ingest-service",
            "/spec",
            n -> n.remove("ingress")),
        at(
            "arrow-narrow",
            "out to anywhere",
            "NetworkPolicy/outward",
            "/spec/egress/0",
            n -> n.remove("to")),
        at(
            "arrow-narrow",
            "out to private addresses",
            "NetworkPolicy/outward",
            "/spec/egress/0/to/0/ipBlock",
            n -> n.remove("except")),
        at(
            "arrow-narrow",
            "every port",
            "NetworkPolicy/outward",
            "/spec/egress/0",
            n -> n.remove("ports")),
        at(
            "arrow-narrow",
            "in from any pod of the cluster",
            "NetworkPolicy/from-prometheus",
            "/spec/ingress/0/from/0",
            n -> {
              n.putObject("namespaceSelector");
              n.remove("podSelector");
            }),
        at(
            "spread",
            "all pods on one node",
            DEPLOYMENT,
            pod,
            n -> n.remove("topologySpreadConstraints")),
        at(
            "rolling",
            "pods taken away first",
            DEPLOYMENT,
            "/spec/strategy/rollingUpdate",
            n -> n.put("maxUnavailable", 1)),
        at(
            "graceful",
            "no time for load balancers",
            DEPLOYMENT,
            container,
            n -> n.remove("lifecycle")),
        at(
            "graceful",
            "killed before it has ended",
            DEPLOYMENT,
            pod,
            n -> n.put("terminationGracePeriodSeconds", 30)),
        at("migration", "no migration", DEPLOYMENT, pod, n -> n.remove("initContainers")),
        at(
            "migration",
            "another image",
            DEPLOYMENT,
            migration,
            n -> n.put("image", "docker.io/library/flyway@sha256:" + "0".repeat(64))),
        at(
            "migration",
            "the service knows the owner",
            DEPLOYMENT,
            container,
            n ->
                ((ArrayNode) n.path("env"))
                    .addObject()
                    .put("name", "QUARKUS_FLYWAY_PASSWORD")
                    .putObject("valueFrom")
                    .putObject("secretKeyRef")
                    .put("name", "scoring-service-database-owner")
                    .put("key", "password")),
        at(
            "profile",
            "development",
            DEPLOYMENT,
            container,
            n ->
                ((ArrayNode) n.path("env"))
                    .addObject()
                    .put("name", "QUARKUS_PROFILE")
                    .put("value", "development")),
        at(
            "no-secret-value",
            "a password as it is",
            DEPLOYMENT,
            container,
            n ->
                ((ArrayNode) n.path("env"))
                    .addObject()
                    .put("name", "QUARKUS_MAILER_PASSWORD")
                    .put("value", "hunter2")),
        new Fault(
            "no-secret-value",
            "a Secret with a value",
            objects ->
                objects.add(
                    Manifests.parse(
                            "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {password: hunter2}}")
                        .getFirst())),
        new Fault(
            "no-secret-value",
            "a password in an address",
            objects ->
                objects.add(
                    Manifests.parse(
                            "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {URL: 'postgresql://app:hunter2@db/ingest'}}")
                        .getFirst())),
        new Fault(
            "no-secret-value",
            "a client's secret in a realm",
            objects ->
                objects.add(
                    Manifests.parse(
                            "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {realm.json: '{\"secret\": \"hunter2\"}'}}")
                        .getFirst())),
        at(
            "exposure",
            "a load balancer of its own",
            "Service/scoring-service",
            "/spec",
            n -> n.put("type", "LoadBalancer")),
        at(
            "exposure",
            "the management port in a Service",
            "Service/scoring-service",
            "/spec/ports/0",
            n -> n.put("targetPort", 8092)),
        at("tls", "no TLS", "Ingress/scoring-service", "/spec", n -> n.remove("tls")),
        at(
            "reference",
            "settings that are not there",
            DEPLOYMENT,
            container + "/envFrom/0/configMapRef",
            n -> n.put("name", "gone")),
        without("complete", DEPLOYMENT));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void areNoticedWhereTheyAreNotKept(Fault fault) {
    List<JsonNode> objects = new ArrayList<>();
    Overlays.rendered("production").forEach(object -> objects.add(object.deepCopy()));
    fault.made().accept(objects);
    assertThat(Policies.violations(objects, true))
        .isNotEmpty()
        .anyMatch(violation -> violation.startsWith(fault.rule() + ": "));
  }
}
