package io.bailiwick.ingest.incident;

import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The policy by which incidents are classified without a person. */
@ApplicationScoped
public class ClassificationPolicy implements PolicyKind<ClassificationPolicy.Document> {
  private static final Integer BURST_MINUTES = 10;
  private static final Integer BURST_NAMES = 20;
  private static final List<String> LURE_WORDS =
      List.of("login", "secure", "verify", "account", "signin", "wallet", "support");
  private static final Pattern WORD = Pattern.compile("[a-z0-9-]{3,63}");
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");

  /**
   * What is left out takes the shipped default.
   *
   * @param maliciousMaxAgeDays a name listed at most so many days after its creation counts as
   *     registered for the abuse
   * @param platforms registrable domains whose content is other people's, beyond those of the
   *     private section of the Public Suffix List and of the platform lists
   * @param burstMinutes creations by one registrar within so many minutes are one burst
   * @param burstNames from so many listed names on
   * @param lureWords words in a name that speak for abuse; they raise the confidence, no more
   * @param compromisedMinAgeDays where a page below the front page is listed and the name is so
   *     old, the site is taken for compromised; null: never without a source that says so
   */
  public record Document(
      @Min(1) @Max(3650) int maliciousMaxAgeDays,
      @NotNull List<String> platforms,
      @Min(1) @Max(1440) Integer burstMinutes,
      @Min(2) @Max(1000) Integer burstNames,
      @Size(max = 200) List<String> lureWords,
      @Nullable @Min(1) @Max(36500) Integer compromisedMinAgeDays) {

    public Document(
        int maliciousMaxAgeDays,
        List<String> platforms,
        @Nullable Integer burstMinutes,
        @Nullable Integer burstNames,
        @Nullable List<String> lureWords,
        @Nullable Integer compromisedMinAgeDays) {
      this.maliciousMaxAgeDays = maliciousMaxAgeDays;
      this.platforms = platforms;
      this.burstMinutes = burstMinutes == null ? BURST_MINUTES : burstMinutes;
      this.burstNames = burstNames == null ? BURST_NAMES : burstNames;
      this.lureWords = lureWords == null ? LURE_WORDS : lureWords;
      this.compromisedMinAgeDays = compromisedMinAgeDays;
    }
  }

  @Override
  public String name() {
    return "classification";
  }

  @Override
  public Class<Document> documentType() {
    return Document.class;
  }

  @Override
  public List<Violation> check(Document document) {
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < document.platforms().size(); i++) {
      if (!NAME.matcher(document.platforms().get(i)).matches()) {
        violations.add(
            new Violation(
                "document.platforms[" + i + "]", "is a domain name in A-labels, lower case"));
      }
    }
    for (int i = 0; i < document.lureWords().size(); i++) {
      if (!WORD.matcher(document.lureWords().get(i)).matches()) {
        violations.add(
            new Violation(
                "document.lureWords[" + i + "]",
                "is 3 to 63 lower-case letters, digits and hyphens"));
      }
    }
    return violations;
  }

  /**
   * All ours. 90 days as in studies that take young names for malicious; the archive is the one
   * platform we know to be missing; twenty names in ten minutes is more than a customer does by
   * hand. An old site's page alone makes no victim, since doubt is shown and not decided.
   */
  @Override
  public Document shippedDefault() {
    return new Document(90, List.of("archive.org"), null, null, null, null);
  }
}
