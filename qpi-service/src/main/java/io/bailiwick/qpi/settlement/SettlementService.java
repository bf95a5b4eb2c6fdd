package io.bailiwick.qpi.settlement;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.QpiEvent;
import io.bailiwick.qpi.ledger.Bookings;
import io.bailiwick.qpi.ledger.LedgerLines;
import io.bailiwick.qpi.ledger.LedgerLines.Filter;
import io.bailiwick.qpi.ledger.LedgerLines.Line;
import io.bailiwick.qpi.ledger.LedgerLines.Total;
import io.bailiwick.qpi.ledger.Movement;
import io.bailiwick.qpi.promotion.Amount;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.bailiwick.qpi.settlement.SettlementRepository.Chosen;
import io.bailiwick.qpi.statement.DisputedAccruals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/** Proposes, books and exports settlements. */
@ApplicationScoped
class SettlementService {

  private static final UUID FIRST = new UUID(0, 0);

  private final SettlementRepository settlements;
  private final LedgerLines ledger;
  private final Bookings bookings;
  private final Offers offers;
  private final DisputedAccruals disputed;
  private final PayoutWays stored;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  SettlementService(
      SettlementRepository settlements,
      LedgerLines ledger,
      Bookings bookings,
      Offers offers,
      DisputedAccruals disputed,
      PayoutWays stored,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.settlements = settlements;
    this.ledger = ledger;
    this.bookings = bookings;
    this.offers = offers;
    this.disputed = disputed;
    this.stored = stored;
    this.idempotency = idempotency;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** As it is shown: {@code P-000004}. */
  static String number(long number) {
    return "P-%06d".formatted(number);
  }

  @Transactional
  SettlementView propose(SettlementRequest request, @Nullable String key) {
    CurrencyUnit currency = currency(request.currency());
    if (request.settlementDate().value().isAfter(clock.today())) {
      throw ProblemException.invalid(
          "The settlement date has not come.",
          new Violation("settlementDate", "is " + clock.today() + " (today, UTC) or before"));
    }
    return idempotency.once(
        key, "settlement", request, SettlementView.class, () -> propose(request, currency));
  }

  private SettlementView propose(SettlementRequest request, CurrencyUnit currency) {
    settlements.lock();
    if (settlements.isOpen(currency.getCode())) {
      throw ProblemException.conflict(
          "A settlement in this currency awaits its decision.",
          List.of("Have it approved or rejected first."));
    }
    LocalDate date = request.settlementDate().value();
    Map<RegistrarId, PayoutWay> ways = new HashMap<>();
    if (request.way() == null) {
      ways.putAll(stored.now());
    }
    if (request.exceptions() != null) {
      request.exceptions().forEach(each -> ways.put(each.registrar(), each.way()));
    }
    Set<UUID> leftOut = disputed.withoutHold();
    Map<UUID, Offer> known = new HashMap<>();
    List<Chosen> parts = new ArrayList<>();
    BigDecimal total = BigDecimal.ZERO.setScale(currency.getDecimalPlaces());
    BigDecimal carried = total;
    Filter unsettled =
        new Filter(null, null, currency.getCode(), null, null, null, null, true, true);
    for (Total each : ledger.totals(unsettled)) {
      Offer offer = known.computeIfAbsent(each.promotion(), offers::offer);
      PayoutWay way = ways.get(each.registrar());
      if (way == null) {
        way = request.way();
      }
      if (way == null) {
        throw ProblemException.invalid(
            "It is not known how registrar %s is paid.".formatted(each.registrar()),
            new Violation(
                "way", "is named here, in exceptions, or kept before: POST /v1/payout-ways"));
      }
      Chosen chosen = choose(each, offer, way, date, leftOut);
      if (chosen == null) {
        continue;
      }
      parts.add(chosen);
      if (chosen.part().carried() == null) {
        total = total.add(chosen.part().amount());
      } else {
        carried = carried.add(chosen.part().amount());
      }
    }
    if (total.signum() == 0) {
      throw ProblemException.conflict(
          "There is nothing to pay out: what is owed is carried over.",
          List.of("Ask again on the next settlement date."));
    }
    long number = settlements.nextNumber();
    SettlementView settlement =
        new SettlementView(
            Ids.next(),
            number(number),
            request.settlementDate(),
            currency.getCode(),
            SettlementState.PROPOSED,
            total,
            carried,
            caller.name(),
            clock.instant(),
            null,
            null,
            null,
            null,
            null,
            null);
    settlements.insert(settlement, number, parts);
    audit.record(
        QpiAction.SETTLEMENT_PROPOSED,
        "settlement/" + settlement.id(),
        CanonicalJson.map(settlement));
    return settlement;
  }

  /** Null where no line is taken. */
  private @Nullable Chosen choose(
      Total balance, Offer offer, PayoutWay way, LocalDate date, Set<UUID> leftOut) {
    Instant cutOff = SettlementRules.cutOff(date, ZoneId.of(offer.terms().zone()));
    List<UUID> items = new ArrayList<>();
    BigDecimal amount =
        BigDecimal.ZERO.setScale(CurrencyUnit.of(balance.currency()).getDecimalPlaces());
    Filter mine =
        new Filter(
            balance.registrar(),
            balance.promotion(),
            balance.currency(),
            null,
            null,
            null,
            null,
            true,
            true);
    for (Line line : ledger.list(mine)) {
      if (SettlementRules.takes(line.owed(), line.recordedAt(), cutOff)
          && (line.accrual() == null || !leftOut.contains(line.accrual()))) {
        items.add(line.id());
        amount = amount.add(line.owed());
      }
    }
    if (items.isEmpty()) {
      return null;
    }
    Amount least = offer.terms().minimumPayout();
    BigDecimal minimum = least == null ? null : least.amount();
    CarryReason carried =
        SettlementRules.carried(date, offer.terms().settlementDates(), amount, minimum);
    return new Chosen(
        new SettlementPart(
            balance.registrar(),
            balance.promotion(),
            offer.name(),
            way,
            amount,
            balance.currency(),
            offer.terms().taxable(),
            items.size(),
            carried,
            minimum,
            null),
        carried == null ? items : List.of());
  }

  /** Books it, or not; who proposed it does neither. */
  @Transactional
  SettlementView decide(UUID id, SettlementDecision decision) {
    SettlementView proposed =
        settlements.locked(id).orElseThrow(() -> ProblemException.notFound("settlement"));
    if (proposed.state() != SettlementState.PROPOSED) {
      throw ProblemException.conflict("The settlement is " + proposed.state() + ".");
    }
    if (proposed.proposedBy().equals(caller.name())) {
      throw ProblemException.conflict(
          "Who proposed a settlement does not decide it.",
          List.of("Have it decided by another person of finance."));
    }
    Instant now = clock.instant();
    if (decision.approved()) {
      SettlementExport export = book(proposed, now);
      String document = export.json();
      settlements.decide(
          id,
          SettlementState.APPROVED,
          caller.name(),
          now,
          decision.reason(),
          document,
          Hashes.sha256Hex(document));
    } else {
      settlements.decide(
          id, SettlementState.REJECTED, caller.name(), now, decision.reason(), null, null);
    }
    SettlementView decided = settlements.get(id).orElseThrow();
    audit.record(QpiAction.SETTLEMENT_DECIDED, "settlement/" + id, CanonicalJson.map(decided));
    if (decision.approved()) {
      outbox.publish(QpiEvent.SETTLEMENT_BOOKED, "settlement/" + id, CanonicalJson.map(decided));
    }
    return decided;
  }

  private SettlementExport book(SettlementView settlement, Instant now) {
    UUID id = settlement.id();
    List<SettlementPart> paid =
        settlements.parts(id, 0, FIRST, Integer.MAX_VALUE).stream()
            .filter(part -> part.carried() == null)
            .toList();
    List<Movement> movements = new ArrayList<>();
    for (SettlementPart part : paid) {
      movements.add(
          new Movement.Settlement(
              part.promotionId(),
              part.registrar(),
              settlements.items(id, part),
              null,
              "settlement/" + id,
              now));
    }
    List<UUID> transactions = bookings.book(movements, caller.name());
    if (settlements.taken(id) > 0) {
      throw ProblemException.conflict(
          "Something was taken back or held since the settlement was proposed.",
          List.of("Reject it and propose it again."));
    }
    List<SettlementExport.Booked> booked = new ArrayList<>();
    for (int i = 0; i < paid.size(); i++) {
      settlements.booked(id, paid.get(i), transactions.get(i));
      booked.add(new SettlementExport.Booked(paid.get(i), transactions.get(i)));
    }
    return SettlementExport.of(settlement, now, booked);
  }

  /** The export as it was written when it was approved: the same bytes each time. */
  @Transactional
  String export(UUID id) {
    SettlementView settlement = get(id);
    return settlements
        .document(id)
        .orElseThrow(
            () ->
                ProblemException.conflict(
                    "The settlement is " + settlement.state() + ".",
                    List.of("Only what is approved is exported.")));
  }

  /** Marks it as handed to billing; a second time changes nothing. */
  @Transactional
  SettlementView markExported(UUID id) {
    SettlementView settlement =
        settlements.locked(id).orElseThrow(() -> ProblemException.notFound("settlement"));
    if (settlement.state() != SettlementState.APPROVED) {
      throw ProblemException.conflict(
          "The settlement is " + settlement.state() + ".",
          List.of("Only what is approved is exported."));
    }
    if (settlements.exported(id, caller.name(), clock.instant())) {
      audit.record(
          QpiAction.SETTLEMENT_EXPORTED,
          "settlement/" + id,
          Map.of("number", settlement.number(), "sha256", String.valueOf(settlement.sha256())));
    }
    return get(id);
  }

  @Transactional
  SettlementView get(UUID id) {
    return settlements.get(id).orElseThrow(() -> ProblemException.notFound("settlement"));
  }

  @Transactional
  Page<SettlementView> list(@Nullable String currency, PageRequest request) {
    return Page.of(
        request,
        SettlementView.class,
        (after, limit) ->
            settlements.page(currency, after == null ? 0 : Cursor.number(after), limit),
        view -> Cursor.key(Long.parseLong(view.number().substring(2))));
  }

  @Transactional
  Page<SettlementPart> parts(UUID id, PageRequest request) {
    var unused = get(id);
    return Page.of(
        request,
        SettlementPart.class,
        (after, limit) -> {
          if (after == null) {
            return settlements.parts(id, 0, FIRST, limit);
          }
          List<String> key = Cursor.parts(after, 2);
          UUID promotion = Cursor.id(key.get(1));
          return settlements.parts(
              id, (int) Cursor.number(key.get(0)), promotion == null ? FIRST : promotion, limit);
        },
        part -> Cursor.key(part.registrar(), part.promotionId()));
  }

  private static CurrencyUnit currency(String code) {
    try {
      return CurrencyUnit.of(code);
    } catch (IllegalCurrencyException e) {
      throw ProblemException.invalid(
          "There is no such currency.", new Violation("currency", "is an ISO 4217 code"));
    }
  }
}
