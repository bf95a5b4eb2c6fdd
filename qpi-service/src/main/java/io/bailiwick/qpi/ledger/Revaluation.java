package io.bailiwick.qpi.ledger;

import io.bailiwick.qpi.incentive.Tiered;
import io.bailiwick.qpi.ledger.LedgerWriter.Booking;
import io.bailiwick.qpi.promotion.Offers.Offer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Books what other names are worth by now where the number of those that count has changed. */
@ApplicationScoped
class Revaluation {

  private final LedgerRepository ledger;
  private final LedgerWriter writer;

  @Inject
  Revaluation(LedgerRepository ledger, LedgerWriter writer) {
    this.ledger = ledger;
    this.writer = writer;
  }

  /** The lines that were booked; none unless the promotion has tiers. */
  List<NewTransaction> write(
      Booking booking, Offer offer, Collection<PageBooking.Group> groups, Instant at) {
    List<NewTransaction> lines = new ArrayList<>();
    if (offer.model() instanceof Tiered tiers) {
      for (PageBooking.Group group : groups) {
        lines.addAll(TierAdjustments.of(tiers, ledger.counting(offer.id(), group), at));
      }
      writer.write(booking, lines);
    }
    return lines;
  }
}
