package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.bailiwick.launcher.process.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands in {@code k8s/}, on a copy of it and with a stand-in for the cluster. */
class ScriptsTest {
  private static final String A = "sha256:" + "a".repeat(64);

  @TempDir Path copy;
  private Path k8s;
  private Path calls;

  private record Run(int status, String output) {}

  @BeforeEach
  void copy() throws IOException {
    Overlays.assumeRendering();
    k8s = copy.resolve("k8s");
    try (Stream<Path> files = Files.walk(Manifests.K8S)) {
      for (Path file : files.toList()) {
        Path target = k8s.resolve(Manifests.K8S.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    calls = copy.resolve("calls");
    Files.writeString(calls, "");
  }

  private Run run(List<String> command, Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  private Run script(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(k8s.resolve(name).toString()));
    command.addAll(List.of(arguments));
    return run(command, Map.of());
  }

  /** Puts a kubectl first that renders, and only writes down what else it is asked. */
  private Run deploy(String environment, String... secrets) throws Exception {
    Path programs = Files.createDirectories(copy.resolve("bin"));
    Path kubectl = programs.resolve("kubectl");
    Files.writeString(
        kubectl,
        """
        #!/bin/sh
        if [ "$1" = kustomize ]; then PATH=${PATH#*:} exec kubectl "$@"; fi
        echo "$*" >>"$CALLS"
        case "$1 $2" in
        "get secrets") printf '%s\\n' $SECRETS ;;
        "apply -n") cat >>"$CALLS" ;;
        esac
        """);
    Files.setPosixFilePermissions(kubectl, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> variables = new HashMap<>();
    variables.put("PATH", programs + ":" + System.getenv("PATH"));
    variables.put("CALLS", calls.toString());
    variables.put("SECRETS", String.join(" ", secrets));
    return run(List.of(k8s.resolve("deploy").toString(), environment), variables);
  }

  private static TreeSet<String> references(String overlay) {
    TreeSet<String> found = new TreeSet<>();
    for (JsonNode object : Overlays.rendered(overlay)) {
      for (String member :
          List.of("secretKeyRef", "passwordSecret", "accessKeyId", "secretAccessKey")) {
        for (JsonNode reference : object.findValues(member)) {
          found.add(
              reference.path("name").asText()
                  + "/"
                  // The operator's secrets of roles have both.
                  + reference.path("key").asText("password"));
        }
      }
    }
    return found;
  }

  @Test
  void makesEverySecretOfDevAndNothingElse() throws Exception {
    assumeTrue(Programs.succeeds(List.of("openssl", "version")), "openssl is not here");
    Run made = script("dev-secrets");
    assertThat(made.status()).isZero();
    TreeSet<String> there = new TreeSet<>();
    TreeSet<String> values = new TreeSet<>();
    for (JsonNode secret : Manifests.parse(made.output())) {
      secret
          .path("stringData")
          .properties()
          .forEach(
              entry -> {
                there.add(secret.at("/metadata/name").asText() + "/" + entry.getKey());
                if (!entry.getKey().equals("username")) {
                  assertThat(values.add(entry.getValue().asText())).isTrue();
                  assertThat(entry.getValue().asText()).hasSizeGreaterThanOrEqualTo(32);
                }
              });
    }
    // Names of roles are written where passwords are, but dev's PostgreSQL knows them by heart.
    assertThat(there).containsAll(references("dev"));
    assertThat(there.stream().map(entry -> entry.substring(0, entry.indexOf('/'))).distinct())
        .containsExactlyInAnyOrderElementsOf(
            references("dev").stream()
                .map(entry -> entry.substring(0, entry.indexOf('/')))
                .distinct()
                .toList());
  }

  @Test
  void makesASigningKeyThatSigns() throws Exception {
    assumeTrue(Programs.succeeds(List.of("openssl", "version")), "openssl is not here");
    JsonNode secret =
        Manifests.parse(script("dev-secrets", "aip-service-signing").output()).getFirst();
    ECKey key = JWKSet.parse(secret.at("/stringData/keys").asText()).getKeys().getFirst().toECKey();
    JWSObject signed = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload("orders"));
    signed.sign(new ECDSASigner(key));
    assertThat(signed.verify(new ECDSAVerifier(key.toPublicJWK()))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void everySecretIsInTheReadme(String overlay) throws IOException {
    String readme = Files.readString(Manifests.K8S.resolve("README.md"));
    for (String reference : references(overlay)) {
      String name = reference.substring(0, reference.indexOf('/'));
      String general =
          Manifests.SERVICES.stream().reduce(name, (n, service) -> n.replace(service, "<service>"));
      assertThat(readme).containsAnyOf("`" + name + "`", "`" + general + "`");
    }
  }

  @Test
  void setsImagesByDigestAndKeepsWhatIsNotGiven() throws Exception {
    Run set =
        script(
            "set-images",
            "production",
            "--registry",
            "registry.example.org/b",
            "qpi-service=" + A,
            "postgres=18.1@" + A);
    assertThat(set.status()).as(set.output()).isZero();
    String rendered = Overlays.run("kubectl", "kustomize", k8s + "/overlays/production");
    assertThat(rendered)
        .contains("image: registry.example.org/b/qpi-service@" + A)
        .contains("imageName: ghcr.io/cloudnative-pg/postgresql:18.1@" + A)
        .contains("image: registry.example.org/b/aip-service@sha256:" + "0".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "qpi-service=0.2.0",
        "qpi-service=sha256:abc",
        "qpi-service=latest",
        "billing-service=sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "postgres=sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void setsNothingElseInProduction(String image) throws Exception {
    Path file = k8s.resolve("overlays/production/images/kustomization.yaml");
    String before = Files.readString(file);
    assertThat(script("set-images", "production", image).status()).isEqualTo(2);
    assertThat(file).content().isEqualTo(before);
  }

  @Test
  void deploysNothingWithoutImages() throws Exception {
    Run run = deploy("production");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).contains("k8s/set-images production");
    assertThat(calls).content().isEmpty();
  }

  @Test
  void deploysNothingWithoutSecretsAndNamesThem() throws Exception {
    setAll();
    Run run = deploy("production", "secret/aip-service-signing");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output())
        .contains("scoring-service-database-owner", "bailiwick-backup")
        .doesNotContain("aip-service-signing")
        .doesNotContain("abuse-ingest-service-sensitive\n");
    assertThat(calls).content().doesNotContain("rollout");
  }

  @Test
  void deploysAndWaits() throws Exception {
    setAll();
    Run run =
        deploy(
            "production",
            references("production").stream()
                .map(entry -> "secret/" + entry.substring(0, entry.indexOf('/')))
                .distinct()
                .toArray(String[]::new));
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(Files.readAllLines(calls))
        .hasSize(7)
        .last()
        .isEqualTo("rollout status -n bailiwick-production deployment/aip-service --timeout=10m");
  }

  @Test
  void makesWhatSecretsAreMissingInDev() throws Exception {
    assumeTrue(Programs.succeeds(List.of("openssl", "version")), "openssl is not here");
    Run run = deploy("dev", "secret/postgres");
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(calls)
        .content()
        .contains("name: keycloak\n", "name: aip-service-signing\n")
        .doesNotContain("name: postgres\n");
  }

  private void setAll() throws Exception {
    List<String> images = new ArrayList<>(List.of("production", "postgres=18@" + A));
    Manifests.SERVICES.forEach(service -> images.add(service + "=" + A));
    assertThat(script("set-images", images.toArray(String[]::new)).status()).isZero();
  }
}
