package io.bailiwick.qpi.promotion;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.qpi.incentive.IncentiveModel;
import io.bailiwick.qpi.incentive.PerCreate;
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
   * @param closesAt first instant that no longer earns: the end that was announced, or the start of
   *     the promotion that supersedes it
   * @param terms all that was promised; they never change
   */
  public record Offer(UUID id, String name, Instant closesAt, Terms terms) {

    public Instant startsAt() {
      return terms.startsAt();
    }

    public Instant endsAt() {
      return closesAt;
    }

    public IncentiveModel model() {
      return terms.model();
    }

    /** What a create earns where each earns the same; STATE_CONFLICT for the other models. */
    public Money amountPerCreate() {
      if (model() instanceof PerCreate perCreate) {
        return perCreate.amount();
      }
      throw ProblemException.conflict("The promotion does not pay per create.");
    }

    public Set<Integer> years() {
      return Set.copyOf(terms.years());
    }

    /** Most names that one registrar is owed for; null for no cap. */
    public @Nullable Integer nameCap() {
      return terms.nameCap();
    }

    /** Most money that all registrars together are owed; null for none. */
    public @Nullable Money budget() {
      return money(terms.budget());
    }

    /** Most money that one registrar is owed; null for no cap. */
    public @Nullable Money moneyCap() {
      return money(terms.moneyCap());
    }

    private static @Nullable Money money(@Nullable Amount amount) {
      return amount == null ? null : amount.toMoney();
    }
  }

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
    return new Offer(promotion.id, promotion.name, promotion.closesAt(), promotion.terms());
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
