package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The key of the digests, from the configuration. There is no default: without it the store is off.
 */
@ApplicationScoped
class SensitiveKey {
  private final @Nullable NameDigests digests;
  private final String problem;

  @Inject
  SensitiveKey(@ConfigProperty(name = "bailiwick.sensitive.key") Optional<String> configured) {
    NameDigests usable = null;
    String fault = "no key is configured";
    if (configured.isPresent() && !configured.get().isBlank()) {
      try {
        usable = new NameDigests(Base64.getDecoder().decode(configured.get().strip()));
      } catch (IllegalArgumentException _) {
        // The decoder's message holds a character of the key.
        fault = "the configured key is not the Base64 of 32 bytes or more";
      }
    }
    this.digests = usable;
    this.problem = fault;
  }

  boolean isThere() {
    return digests != null;
  }

  /**
   * @throws ProblemException STATE_CONFLICT where there is no usable key
   */
  NameDigests digests() {
    if (digests == null) {
      throw ProblemException.conflict(
          "The store of sensitive listings is off: " + problem + ".",
          List.of(
              "Configure bailiwick.sensitive.key (BAILIWICK_SENSITIVE_KEY) from a secret and restart."));
    }
    return digests;
  }
}
