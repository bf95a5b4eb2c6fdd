package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network policies, held against the arrows of the architecture: these, all of them, alone. */
class ArrowsTest {
  private static final int INGEST = 8081;
  private static final int SCORING = 8082;
  private static final int AIP = 8084;

  /** Who reads whom, by the architecture. */
  private static final List<String> READERS =
      List.of(
          "scoring-service -> abuse-ingest-service:" + INGEST,
          "qpi-service -> abuse-ingest-service:" + INGEST,
          "qpi-service -> scoring-service:" + SCORING,
          "qpi-service -> aip-service:" + AIP,
          "aip-service -> abuse-ingest-service:" + INGEST,
          "aip-service -> scoring-service:" + SCORING);

  private static Stream<String> ofEach(String after) {
    return Manifests.SERVICES.stream().map(service -> service + after);
  }

  /** From outside to the ports of the services, which end in the same digit. */
  private static Stream<String> toEach(String from, int firstPort) {
    return Stream.of(0, 1, 2, 3)
        .map(i -> from + " -> " + Manifests.SERVICES.get(i) + ":" + (firstPort + i));
  }

  private static Set<String> set(Stream<String> lines) {
    return new TreeSet<>(lines.toList());
  }

  /** What every pod may: ask for names. */
  private static Stream<String> names(Stream<String> pods) {
    return pods.flatMap(
        pod ->
            Stream.of(
                pod + " -> kube-system/kube-dns:53", pod + " -> kube-system/kube-dns:53/UDP"));
  }

  @Test
  void areThoseOfTheArchitectureInDevelopment() {
    List<JsonNode> objects = Overlays.rendered("dev");
    Stream<String> within =
        Stream.of(READERS.stream(), ofEach(" -> postgres:5432"), ofEach(" -> keycloak:8080"))
            .flatMap(lines -> lines);
    Set<String> inNamespace = set(within);
    assertThat(Arrows.in(objects).byCaller())
        .containsExactlyInAnyOrderElementsOf(
            set(
                Stream.of(
                        inNamespace.stream(),
                        ofEach(" -> 0.0.0.0/0 but 13:443"),
                        ofEach(" -> 2000::/3 but 1:443"),
                        names(Stream.concat(ofEach(""), Stream.of("postgres", "keycloak"))))
                    .flatMap(lines -> lines)));
    assertThat(Arrows.in(objects).byCalled())
        .containsExactlyInAnyOrderElementsOf(
            set(
                Stream.concat(
                    inNamespace.stream(), toEach("ingress-nginx/ingress-nginx", INGEST))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void areThoseOfTheArchitecture(String overlay) {
    List<JsonNode> objects = Overlays.rendered(overlay);
    Set<String> inNamespace =
        set(
            Stream.of(
                    READERS.stream(),
                    ofEach(" -> bailiwick:5432"),
                    Stream.of("bailiwick -> bailiwick:5432"))
                .flatMap(lines -> lines));
    assertThat(Arrows.in(objects).byCaller())
        .containsExactlyInAnyOrderElementsOf(
            set(
                Stream.of(
                        inNamespace.stream(),
                        ofEach(" -> 0.0.0.0/0 but 13:443"),
                        ofEach(" -> 2000::/3 but 1:443"),
                        ofEach(" -> 192.0.2.10/32:443"),
                        Stream.of(
                            "abuse-ingest-service -> 192.0.2.25/32:587",
                            "aip-service -> 192.0.2.25/32:587",
                            "bailiwick -> anywhere:443",
                            "bailiwick -> anywhere:6443"),
                        names(Stream.concat(ofEach(""), Stream.of("bailiwick"))))
                    .flatMap(lines -> lines)));
    assertThat(Arrows.in(objects).byCalled())
        .containsExactlyInAnyOrderElementsOf(
            set(
                Stream.of(
                        inNamespace.stream(),
                        toEach("ingress-nginx/ingress-nginx", INGEST),
                        toEach("monitoring/prometheus", 8091),
                        Stream.of(
                            "cnpg-system/cloudnative-pg -> bailiwick:8000",
                            "cnpg-system/cloudnative-pg -> bailiwick:5432"))
                    .flatMap(lines -> lines)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void leaveNoPodOpen(String overlay) {
    assertThat(Arrows.open(Overlays.rendered(overlay))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void reachNoPrivateAddressByTheWayOut(String overlay) {
    JsonNode outward = Manifests.byName(Overlays.rendered(overlay)).get("NetworkPolicy/outward");
    assertThat(
            Manifests.elements(outward.at("/spec/egress/0/to/0/ipBlock/except"))
                .map(JsonNode::asText))
        // RFC 1918, RFC 6598, RFC 3927 (metadata services of clouds live there), RFC 1122.
        .contains(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "169.254.0.0/16",
            "127.0.0.0/8");
  }
}
