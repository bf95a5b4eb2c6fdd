package io.bailiwick.ingest.report;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What remains of a report of a child-abuse category: that there was one, and a keyed digest by
 * which it can later be shown to be this one. No audit entry, since it would name the sender and
 * the time.
 */
@ApplicationScoped
class ReportRefusals {
  private static final int SHORTEST_KEY = 32;

  private final ReportRepository reports;
  private final BusinessClock clock;
  private final @Nullable SecretKeySpec key;

  @Inject
  ReportRefusals(
      ReportRepository reports,
      BusinessClock clock,
      @ConfigProperty(name = "bailiwick.report.digest-key") Optional<String> key) {
    this.reports = reports;
    this.clock = clock;
    this.key = key.map(ReportRefusals::spec).orElse(null);
  }

  private static SecretKeySpec spec(String key) {
    if (key.length() < SHORTEST_KEY) {
      throw new IllegalStateException(
          "bailiwick.report.digest-key has at least " + SHORTEST_KEY + " characters");
    }
    return new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /** Counts it, and makes the answer. */
  @Transactional
  ProblemException refuse(byte[] body) {
    reports.countRefusal(clock.today(), digest(body));
    return ProblemException.invalid(
        "Reports of this category are not received here, and nothing of this one was kept. Send it to a hotline of INHOPE"
            + " (inhope.org lists them; in the United Kingdom report.iwf.org.uk, in the United States report.cybertip.org)"
            + " or to the police.");
  }

  private @Nullable String digest(byte[] body) {
    if (key == null) {
      return null;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
