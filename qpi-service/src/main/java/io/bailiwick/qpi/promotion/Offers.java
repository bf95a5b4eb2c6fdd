package io.bailiwick.qpi.promotion;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Published promotions and who takes part in them, for the ledger. */
@ApplicationScoped
public class Offers {

  private final PromotionService promotions;
  private final EnrolmentRepository enrolments;
  private final QualificationRepository qualifications;

  @Inject
  Offers(
      PromotionService promotions,
      EnrolmentRepository enrolments,
      QualificationRepository qualifications) {
    this.promotions = promotions;
    this.enrolments = enrolments;
    this.qualifications = qualifications;
  }

  /**
   * A published promotion.
   *
   * @param nameCap most names that one registrar is owed for; null for no cap
   * @param budget most money that all registrars together are owed; null for none
   */
  public record Offer(
      UUID id,
      String name,
      Instant startsAt,
      Instant endsAt,
      Money amountPerCreate,
      Set<Integer> years,
      @Nullable Integer nameCap,
      @Nullable Money budget) {}

  /** Who is enrolled since when, and who was qualified when. */
  public record Participants(
      Map<RegistrarId, Instant> enrolledAt,
      Map<RegistrarId, TreeMap<Instant, QualificationState>> qualifiedAt) {

    /** When the registrar enrolled; empty when it did not. */
    public Optional<Instant> enrolment(RegistrarId registrar) {
      return Optional.ofNullable(enrolledAt.get(registrar));
    }

    /** The qualification that was in force at an instant. */
    public QualificationState qualification(RegistrarId registrar, Instant at) {
      TreeMap<Instant, QualificationState> history = qualifiedAt.get(registrar);
      Map.Entry<Instant, QualificationState> entry =
          history == null ? null : history.floorEntry(at);
      return entry == null ? QualificationState.NOT_ASSESSED : entry.getValue();
    }
  }

  /**
   * The promotion with its terms; NOT_FOUND where there is none, STATE_CONFLICT unless published.
   */
  @Transactional
  public Offer offer(UUID id) {
    Promotion promotion = promotions.published(id);
    return new Offer(
        promotion.id,
        promotion.name,
        promotion.startsAt,
        promotion.endsAt,
        promotion.amountPerCreate(),
        Set.copyOf(promotion.years),
        promotion.nameCap,
        promotion.budget().orElse(null));
  }

  @Transactional
  public Participants participants(UUID promotion) {
    Map<RegistrarId, Instant> enrolledAt = new HashMap<>();
    enrolments
        .page(promotion, RegistrarScope.all(), 0, Integer.MAX_VALUE)
        .forEach(row -> enrolledAt.put(RegistrarId.of(row.registrar), row.enrolledAt));
    Map<RegistrarId, TreeMap<Instant, QualificationState>> qualifiedAt = new HashMap<>();
    qualifications
        .history(promotion)
        .forEach(
            row ->
                qualifiedAt
                    .computeIfAbsent(RegistrarId.of(row.registrar), id -> new TreeMap<>())
                    .put(row.decidedAt, row.state));
    return new Participants(enrolledAt, qualifiedAt);
  }
}
