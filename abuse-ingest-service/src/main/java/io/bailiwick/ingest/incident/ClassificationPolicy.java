package io.bailiwick.ingest.incident;

import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The policy by which incidents are classified without a person. */
@ApplicationScoped
public class ClassificationPolicy implements PolicyKind<ClassificationPolicy.Document> {
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");

  /**
   * @param maliciousMaxAgeDays a name listed at most so many days after its creation counts as
   *     registered for the abuse
   * @param platforms registrable domains whose content is other people's, beyond those of the
   *     private section of the Public Suffix List
   */
  public record Document(
      @Min(1) @Max(3650) int maliciousMaxAgeDays, @NotNull List<String> platforms) {}

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
    return violations;
  }

  /**
   * 90 days as in studies that take young names for malicious; the archive is the one platform we
   * know to be missing.
   */
  @Override
  public Document shippedDefault() {
    return new Document(90, List.of("archive.org"));
  }
}
