package io.bailiwick.qpi.ledger;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.incentive.MonthlyPoint;
import io.bailiwick.qpi.ingest.RegistrationEvent;
import io.bailiwick.qpi.ledger.AccrualTerms.Caps;
import io.bailiwick.qpi.promotion.Amount;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Limits;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.bailiwick.qpi.promotion.Offers.Participants;
import io.bailiwick.qpi.promotion.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What the promotion feature says of terms and participants, in the words of the ledger. */
@ApplicationScoped
class PromotionTerms {

  private final Offers offers;
  private final BusinessClock clock;

  @Inject
  PromotionTerms(Offers offers, BusinessClock clock) {
    this.offers = offers;
    this.clock = clock;
  }

  /** The terms with the participants as of now. */
  Standing of(Offer offer) {
    Instant now = clock.instant();
    return new Standing(
        offer, now, promotion(offer, offers.participants(offer.id()), offers.limits(offer)));
  }

  /** Who took part when, as of an instant: it says nothing of what happened after it. */
  final class Standing {
    private final Offer offer;
    private final Instant asOf;
    private final PageBooking.Promotion promotion;

    private Standing(Offer offer, Instant asOf, PageBooking.Promotion promotion) {
      this.offer = offer;
      this.asOf = asOf;
      this.promotion = promotion;
    }

    PageBooking.Promotion promotion() {
      return promotion;
    }

    /** One that knows who took part when these events happened. */
    Standing asOf(List<RegistrationEvent> events) {
      return events.stream().allMatch(event -> event.occurredAt().isBefore(asOf))
          ? this
          : of(offer);
    }
  }

  private static PageBooking.Promotion promotion(
      Offer offer, Participants participants, Limits limits) {
    Terms terms = offer.terms();
    List<String> tlds = terms.tlds();
    Set<RegistrationEvent.Kind> earning = EnumSet.noneOf(RegistrationEvent.Kind.class);
    terms
        .operations()
        .forEach(
            operation ->
                earning.add(
                    switch (operation) {
                      case CREATE -> RegistrationEvent.Kind.CREATE;
                      case RENEW -> RegistrationEvent.Kind.RENEW;
                      case TRANSFER -> RegistrationEvent.Kind.TRANSFER;
                    }));
    if (offer.model() instanceof MonthlyPoint) {
      // Its months are counted; what happens to single names neither earns nor takes back.
      earning.clear();
    }
    return new PageBooking.Promotion(
        offer.id(),
        terms.taxable(),
        Duration.ofDays(terms.addGraceDays()),
        earning,
        new AccrualTerms(
            offer.startsAt(),
            offer.endsAt(),
            offer.model(),
            offer.years(),
            terms.names(),
            tlds == null ? null : Set.copyOf(tlds),
            caps(terms)),
        new Standings(participants, limits));
  }

  static Caps caps(Terms terms) {
    return new Caps(
        terms.nameCap(), money(terms.moneyCap()), terms.totalNameCap(), money(terms.budget()));
  }

  private static @Nullable Money money(@Nullable Amount amount) {
    return amount == null ? null : amount.toMoney();
  }

  private record Standings(Participants participants, Limits limits)
      implements PageBooking.Standings {

    @Override
    public boolean participates(RegistrarId registrar) {
      return participants.enrolment(registrar).isPresent();
    }

    @Override
    public AccrualDecision at(RegistrarId registrar, String name, Instant at) {
      return switch (participants.standing(registrar, name, at, limits)) {
        case EARNS -> AccrualDecision.ACCRUED;
        case NOT_ENROLLED -> AccrualDecision.NOT_ENROLLED;
        case NOT_PRE_QUALIFIED -> AccrualDecision.NOT_PRE_QUALIFIED;
        case SUSPENDED -> AccrualDecision.SUSPENDED;
        case AIP_LIMIT -> AccrualDecision.AIP_LIMIT;
      };
    }
  }
}
