package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every object has the form that an API server asks for. */
class SchemasTest {
  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void areThoseOfEveryObject(String overlay) {
    for (JsonNode object : Overlays.rendered(overlay)) {
      assertThat(Schemas.problem(object)).as(Manifests.name(object)).isEmpty();
    }
  }

  /** A misspelt member, one of the wrong type, and one that is missing. */
  @ParameterizedTest
  @CsvSource({
    "Deployment/scoring-service, /spec/template/spec, terminationGracePeriodsSeconds, 45",
    "Deployment/scoring-service, /spec/template/spec, terminationGracePeriodSeconds, '\"soon\"'",
    "Deployment/scoring-service, /spec, selector, ''",
    "Deployment/scoring-service, /spec/template/spec/containers/0, name, ''",
    "Deployment/scoring-service, /spec/template/spec/containers/0/securityContext, readOnlyRootFileSystem, true",
    "Service/scoring-service, /spec/ports/0, port, ''",
    "Ingress/scoring-service, /spec/rules/0/http/paths/0, pathType, ''",
    "NetworkPolicy/scoring-service, /spec, egres, '[]'",
    "PodDisruptionBudget/scoring-service, /spec, maxUnavailble, 1",
    "HorizontalPodAutoscaler/scoring-service, /spec, maxReplicas, ''",
    "HorizontalPodAutoscaler/scoring-service, /spec, scaleTargetRef, ''",
    "Cluster/bailiwick, /spec, instances, ''",
    "Cluster/bailiwick, /spec, instance, 3",
    "Cluster/bailiwick, /spec/postgresql/parameters, max_connections, 500",
    "ScheduledBackup/bailiwick, /spec, schedule, '\"0 1 * * *\"'",
    "ServiceMonitor/scoring-service, /spec/endpoints/0, interval, '\"often\"'",
    "PrometheusRule/bailiwick, /spec/groups/0/rules/0, expr, ''"
  })
  void noticeWhatAnApiServerWouldRefuse(String name, String path, String member, String value)
      throws Exception {
    ObjectNode object = Manifests.byName(Overlays.rendered("production")).get(name).deepCopy();
    ObjectNode parent = (ObjectNode) object.at(path);
    if (value.isEmpty()) {
      assertThat(parent.remove(member)).isNotNull();
    } else {
      parent.set(member, Manifests.parse("{v: " + value + "}").getFirst().path("v"));
    }
    assertThat(Schemas.problem(object)).isPresent();
  }
}
