package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code kubectl kustomize} makes of the overlays, which needs no cluster. */
final class Overlays {
  static final List<String> ALL = List.of("dev", "staging", "production");

  private static final Pattern VERSION = Pattern.compile("v1\\.(\\d+)");
  // The first whose Kustomize (5) writes a tag and a digest side by side.
  private static final int OLDEST_MINOR = 27;
  private static final Map<String, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();
  private static final @Nullable String PROBLEM = problemWithKubectl();

  private Overlays() {}

  /** Ends the test, and says so where everybody sees it, if nothing can be rendered here. */
  static void assumeRendering() {
    if (PROBLEM != null) {
      System.err.printf(
          "%n******** NOT TESTED: the overlays in k8s/ were not rendered: %s ********%n%n",
          PROBLEM);
    }
    assumeTrue(
        PROBLEM == null, () -> "kubectl 1." + OLDEST_MINOR + " or newer is needed: " + PROBLEM);
  }

  /** The objects of an environment; nobody may change them. */
  static List<JsonNode> rendered(String overlay) {
    assumeRendering();
    return RENDERED.computeIfAbsent(
        overlay,
        name ->
            Manifests.parse(
                run("kubectl", "kustomize", Manifests.K8S.resolve("overlays/" + name).toString())));
  }

  private static @Nullable String problemWithKubectl() {
    try {
      Matcher version = VERSION.matcher(run("kubectl", "version", "--client"));
      if (!version.find()) {
        return "kubectl does not say its version";
      }
      return Integer.parseInt(version.group(1)) < OLDEST_MINOR
          ? "this kubectl is older than 1." + OLDEST_MINOR
          : null;
    } catch (UncheckedIOException e) {
      return "there is no kubectl here";
    }
  }

  /** Standard output of a command that succeeds. */
  static String run(String... command) {
    Process process = null;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }
}
