package io.bailiwick.qpi.ledger;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.qpi.incentive.Tiered;
import io.bailiwick.qpi.ingest.RegistrationEvent;
import io.bailiwick.qpi.ledger.AccrualTerms.Committed;
import io.bailiwick.qpi.ledger.AccrualTerms.Create;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a page of events books, one after the other; the caller holds the account locked.
 */
final class PageBooking {

  /** How registrars stood when something happened to a name. */
  interface Standings {
    /** Whether the registrar ever enrolled; who did not is not counted among the declined. */
    boolean participates(RegistrarId registrar);

    /** ACCRUED where it may earn, otherwise the reason against it. */
    AccrualDecision at(RegistrarId registrar, String name, Instant at);
  }

  /**
   * What does not change over the page.
   *
   * @param earning kinds of event that the terms list
   */
  record Promotion(
      UUID id,
      boolean taxable,
      Duration addGrace,
      Set<RegistrationEvent.Kind> earning,
      AccrualTerms terms,
      Standings standings) {}

  /** The names of a registrar that tiers count together. */
  record Group(RegistrarId registrar, String period) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int byRegistrar = Integer.compare(registrar.ianaId(), other.registrar.ianaId());
      return byRegistrar != 0 ? byRegistrar : period.compareTo(other.period);
    }
  }

  /**
   * How things stand before the page.
   *
   * @param open accruals that count, of the names that the page deletes, by identifier of the
   *     object
   * @param counted names by group; empty unless there are tiers
   */
  record Before(
      Committed all,
      Map<RegistrarId, Committed> ofRegistrars,
      Map<Group, Long> counted,
      Map<String, List<OpenAccrual>> open) {}

  private final Promotion promotion;
  private final boolean tiered;
  private final Map<RegistrarId, Committed> ofRegistrars;
  private final Map<Group, Long> counted;
  private final Map<String, List<OpenAccrual>> open;
  private final Map<AccrualDecision, Long> declined = new EnumMap<>(AccrualDecision.class);
  private final List<NewTransaction> transactions = new ArrayList<>();
  private final Set<Group> toRevalue = new TreeSet<>();
  private final List<RegistrationEvent> paused = new ArrayList<>();
  private Committed all;
  private long accrued;
  private long reversed;

  PageBooking(Promotion promotion, Before before) {
    this.promotion = promotion;
    this.tiered = promotion.terms().model() instanceof Tiered;
    this.all = before.all();
    this.ofRegistrars = new HashMap<>(before.ofRegistrars());
    this.counted = new HashMap<>(before.counted());
    this.open = new HashMap<>(before.open());
  }

  void read(RegistrationEvent event) {
    switch (event.type()) {
      case CREATE, RENEW, TRANSFER -> {
        if (promotion.earning().contains(event.type())) {
          earn(event);
        }
      }
      case AGP_DELETE -> agpDelete(event);
      // Later deletes and whatever else happens neither earn nor take back.
      case DELETE, OTHER -> {}
    }
  }

  private void earn(RegistrationEvent event) {
    RegistrarId registrar = event.registrar();
    if (!promotion.standings().participates(registrar)) {
      return;
    }
    AccrualTerms terms = promotion.terms();
    AccrualDecision standing =
        promotion.standings().at(registrar, event.name(), event.occurredAt());
    String period = terms.period(event.occurredAt());
    Group group = new Group(registrar, period);
    Committed own = ofRegistrars.getOrDefault(registrar, nothing());
    AccrualTerms.Outcome outcome =
        terms.decide(
            new Create(
                event.name(), event.occurredAt(), event.years(), event.premium(), price(event)),
            standing,
            counted.getOrDefault(group, 0L),
            own,
            all);
    if (outcome.decision() != AccrualDecision.ACCRUED) {
      declined.merge(outcome.decision(), 1L, Long::sum);
      if (outcome.decision() == AccrualDecision.AIP_LIMIT) {
        paused.add(event);
      }
      return;
    }
    NewTransaction transaction =
        NewTransaction.accrual(
            promotion.id(),
            registrar,
            outcome.own(),
            promotion.taxable(),
            new NewTransaction.Source(
                1,
                event.price() == null ? null : event.price().amount(),
                period,
                event.occurredAt().plus(promotion.addGrace()),
                event.sequence(),
                event.name(),
                event.roid(),
                event.occurredAt()));
    transactions.add(transaction);
    open.computeIfAbsent(event.roid(), roid -> new ArrayList<>())
        .add(
            new OpenAccrual(
                transaction.id(),
                promotion.id(),
                registrar,
                promotion.taxable(),
                transaction.source(),
                Holdings.accrued(outcome.own()),
                null));
    all = all.plus(1, outcome.cost());
    ofRegistrars.put(registrar, own.plus(1, outcome.cost()));
    if (tiered) {
      counted.merge(group, 1L, Long::sum);
      if (!outcome.cost().equals(outcome.own())) {
        toRevalue.add(group);
      }
    }
    accrued++;
  }

  private void agpDelete(RegistrationEvent event) {
    List<OpenAccrual> accruals = open.remove(event.roid());
    if (accruals == null) {
      return;
    }
    for (OpenAccrual accrual : accruals) {
      NewTransaction transaction =
          accrual.takenBack(
              TransactionKind.AGP_REVERSAL,
              Ground.ADD_GRACE_DELETE,
              "Deleted in the add grace period.",
              null,
              event.sequence(),
              event.occurredAt());
      transactions.add(transaction);
      // What a tier frees is known once the names behind have moved up: not before the next page.
      Money freed = tiered ? Money.zero(currency()) : transaction.amount();
      all = all.plus(-1, freed.negated());
      Committed own = ofRegistrars.getOrDefault(accrual.registrar(), nothing());
      ofRegistrars.put(accrual.registrar(), own.plus(-1, freed.negated()));
      if (tiered) {
        Group group =
            new Group(accrual.registrar(), promotion.terms().period(accrual.source().occurredAt()));
        counted.merge(group, -1L, Long::sum);
        toRevalue.add(group);
      }
      reversed++;
    }
  }

  private @Nullable Money price(RegistrationEvent event) {
    RegistrationEvent.Price price = event.price();
    if (price == null) {
      return null;
    }
    try {
      CurrencyUnit unit = CurrencyUnit.of(price.currency());
      return unit.equals(currency()) ? Money.of(unit, price.amount(), RoundingMode.HALF_UP) : null;
    } catch (IllegalCurrencyException e) {
      return null;
    }
  }

  private CurrencyUnit currency() {
    return promotion.terms().model().currency();
  }

  private Committed nothing() {
    return new Committed(0, Money.zero(currency()));
  }

  List<NewTransaction> transactions() {
    return transactions;
  }

  /** Groups whose names may be worth something else by now. */
  Set<Group> toRevalue() {
    return toRevalue;
  }

  /** Events that nothing but a limit kept from earning. */
  List<RegistrationEvent> paused() {
    return paused;
  }

  long accrued() {
    return accrued;
  }

  long reversed() {
    return reversed;
  }

  Map<AccrualDecision, Long> declined() {
    return declined;
  }
}
