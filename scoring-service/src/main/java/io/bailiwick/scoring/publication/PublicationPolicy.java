package io.bailiwick.scoring.publication;

import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;

/** The policy kind {@code publication}: how long registrars look, and what the public sees. */
@ApplicationScoped
class PublicationPolicy implements PolicyKind<PublicationPolicy.Document> {

  /**
   * The numbers. Days are calendar days of 24 hours: registrars sit everywhere, and no calendar of
   * holidays is right for all of them.
   *
   * @param basis where the numbers come from, for whoever reads them
   * @param previewDays from the opening of a preview until the month may be published
   * @param correctionPreviewDays the same for those parts of a correction that differ from what is
   *     published
   * @param daysAfterChange that a registrar still has, at least, once its score became worse while
   *     it was previewed
   * @param obstacles what forbids a preview and a publication, beside a month that is not mature or
   *     has days without evidence, which always do
   * @param minimumGroup the fewest registrars of whom a common number is shown
   * @param sizeClasses bounds of the groups in mean domains under management, ascending; a group
   *     with too few registrars is joined with its neighbour
   */
  record Document(
      @NotBlank @Size(max = 2000) String basis,
      @Min(1) @Max(90) int previewDays,
      @Min(1) @Max(90) int correctionPreviewDays,
      @Min(0) @Max(30) int daysAfterChange,
      @NotNull List<@NotNull Obstacle> obstacles,
      @NotNull Disclosure disclosure,
      @Min(5) @Max(100) int minimumGroup,
      @NotNull @Size(max = 20) List<@NotNull @Min(1) Long> sizeClasses) {}

  @Override
  public String name() {
    return "publication";
  }

  @Override
  public Class<Document> documentType() {
    return Document.class;
  }

  @Override
  public List<Violation> check(Document document) {
    List<Violation> violations = new ArrayList<>();
    List<Long> sizes = document.sizeClasses();
    for (int i = 1; i < sizes.size(); i++) {
      if (sizes.get(i) <= sizes.get(i - 1)) {
        violations.add(new Violation("document.sizeClasses", "must ascend"));
        break;
      }
    }
    if (document.obstacles().stream().distinct().count() < document.obstacles().size()) {
      violations.add(new Violation("document.obstacles", "each may be listed once"));
    }
    return violations;
  }

  @Override
  public Document shippedDefault() {
    return new Document(
        "Defaults of Bailiwick, not of any registry: two weeks to look at one's names before they count in public, as long as"
            + " contests take to be decided by the shipped policy of corrections; groups of five and more.",
        14,
        5,
        5,
        List.of(Obstacle.RECONCILIATION_DIFFERS, Obstacle.RECONCILIATION_WAITING),
        Disclosure.GROUPS,
        5,
        List.of(1_000L, 10_000L, 100_000L, 1_000_000L));
  }
}
