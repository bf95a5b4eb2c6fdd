package io.bailiwick.qpi.promotion;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.qpi.aip.AipGateway;
import io.bailiwick.qpi.aip.RestrictionOrder;
import io.bailiwick.qpi.incentive.IncentiveModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Published promotions and who takes part in them, for the ledger. */
@ApplicationScoped
public class Offers {

  private final PromotionService promotions;
  private final EnrolmentRepository enrolments;
  private final QualificationRepository qualifications;
  private final ParticipationRepository participations;
  private final AipGateway aip;

  @Inject
  Offers(
      PromotionService promotions,
      EnrolmentRepository enrolments,
      QualificationRepository qualifications,
      ParticipationRepository participations,
      AipGateway aip) {
    this.promotions = promotions;
    this.enrolments = enrolments;
    this.qualifications = qualifications;
    this.participations = participations;
    this.aip = aip;
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

    public Set<Integer> years() {
      return Set.copyOf(terms.years());
    }
  }

  /** What the participants of a promotion may earn by their standing. */
  public enum Standing {
    EARNS,
    NOT_ENROLLED,
    NOT_PRE_QUALIFIED,
    /** A person found fraud. */
    SUSPENDED,
    /** A limit of the Abuse Intervention Program is in force, and the terms say that it pauses. */
    AIP_LIMIT
  }

  /**
   * When limits of the Abuse Intervention Program were in force, as the aip service says; one that
   * an appeal reversed never was.
   *
   * @param orders of each registrar; empty where the terms do not look at limits
   */
  public record Limits(Map<RegistrarId, List<RestrictionOrder>> orders) {

    /** Whether one was in force on the registrar at an instant in the TLD of a name. */
    public boolean inForce(RegistrarId registrar, String name, Instant at) {
      return orders.getOrDefault(registrar, List.of()).stream()
          .anyMatch(order -> runs(order, at) && covers(order, name));
    }

    static boolean runs(RestrictionOrder order, Instant at) {
      Instant lifted = order.liftedAt();
      Instant stayed = order.stayedAt();
      return order.reversedAt() == null
          && !at.isBefore(order.startsAt())
          && at.isBefore(order.endsAt())
          && (lifted == null || at.isBefore(lifted))
          && (stayed == null || at.isBefore(stayed));
    }

    private static boolean covers(RestrictionOrder order, String name) {
      List<String> tlds = order.tlds();
      return tlds == null || tlds.stream().anyMatch(tld -> name.endsWith("." + tld));
    }
  }

  /**
   * A turn in a participation.
   *
   * @param fraud whether a finding of fraud stands from then on
   * @param left whether the registrar has left
   */
  public record Turn(boolean fraud, boolean left) {}

  /** Who is enrolled since when, who was qualified when, and who was suspended when. */
  public record Participants(
      Terms terms,
      Map<RegistrarId, Instant> enrolledAt,
      Map<RegistrarId, TreeMap<Instant, QualificationState>> qualifiedAt,
      Map<RegistrarId, TreeMap<Instant, Turn>> turns) {

    /** When the registrar enrolled; empty when it did not. */
    public Optional<Instant> enrolment(RegistrarId registrar) {
      return Optional.ofNullable(enrolledAt.get(registrar));
    }

    /** The qualification that was in force at an instant. */
    public QualificationState qualification(RegistrarId registrar, Instant at) {
      return at(qualifiedAt, registrar, at).orElse(QualificationState.NOT_ASSESSED);
    }

    /** How the registrar stood at an instant, for what happened to a name then. */
    public Standing standing(RegistrarId registrar, String name, Instant at, Limits limits) {
      Instant enrolled = enrolledAt.get(registrar);
      Turn turn = at(turns, registrar, at).orElse(new Turn(false, false));
      if (enrolled == null || at.isBefore(enrolled) || turn.left()) {
        return Standing.NOT_ENROLLED;
      }
      if (turn.fraud()) {
        return Standing.SUSPENDED;
      }
      if (terms.aipLimit() == AipLimitEffect.PAUSE_ACCRUAL && limits.inForce(registrar, name, at)) {
        return Standing.AIP_LIMIT;
      }
      // Who is enrolled was qualified then; the terms say whether that may be lost.
      return terms.baselineLost() == BaselineLoss.NOTHING
              || qualification(registrar, at) == QualificationState.PRE_QUALIFIED
          ? Standing.EARNS
          : Standing.NOT_PRE_QUALIFIED;
    }

    private static <T> Optional<T> at(
        Map<RegistrarId, TreeMap<Instant, T>> histories, RegistrarId registrar, Instant at) {
      TreeMap<Instant, T> history = histories.get(registrar);
      Map.Entry<Instant, T> entry = history == null ? null : history.floorEntry(at);
      return Optional.ofNullable(entry).map(Map.Entry::getValue);
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

  /**
   * The limits that the offer looks at; PEER_AWAY where they cannot be known, so that nothing is
   * accrued that should not be. Calls the aip service: once for a run, not for each page.
   */
  public Limits limits(Offer offer) {
    return offer.terms().aipLimit() == AipLimitEffect.NOTHING
        ? new Limits(Map.of())
        : new Limits(
            aip.orders().stream().collect(Collectors.groupingBy(RestrictionOrder::registrar)));
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
    Map<RegistrarId, TreeMap<Instant, Turn>> turns = new HashMap<>();
    participations
        .turns(promotion)
        .forEach(
            change ->
                turns
                    .computeIfAbsent(RegistrarId.of(change.registrar), id -> new TreeMap<>())
                    .put(
                        change.at,
                        new Turn(
                            change.grounds.contains(SuspensionGround.FRAUD_FINDING.name()),
                            change.event == ParticipationEvent.LEAVE)));
    return new Participants(
        promotions.published(promotion).terms(), enrolledAt, qualifiedAt, turns);
  }
}
