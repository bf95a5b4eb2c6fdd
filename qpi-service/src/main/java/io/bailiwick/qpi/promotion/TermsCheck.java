package io.bailiwick.qpi.promotion;

import io.bailiwick.common.problem.Violation;
import io.bailiwick.qpi.incentive.IncentiveModel;
import io.bailiwick.qpi.incentive.PerCreate;
import io.bailiwick.qpi.index.AbuseGate;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What terms must be beyond the range of each member. */
final class TermsCheck {

  private final Terms terms;
  private final List<Violation> violations = new ArrayList<>();

  private TermsCheck(Terms terms) {
    this.terms = terms;
  }

  /** Empty where the terms make sense. */
  static List<Violation> violations(Terms terms) {
    TermsCheck check = new TermsCheck(terms);
    check.time();
    check.money();
    if (Arrays.stream(AbuseGate.values())
        .noneMatch(gate -> gate.name().equals(terms.abuseGate()))) {
      check.fault("abuseGate", "is one of " + Arrays.toString(AbuseGate.values()));
    }
    return List.copyOf(check.violations);
  }

  private void fault(String field, String message) {
    violations.add(new Violation("terms." + field, message));
  }

  private void time() {
    if (!terms.startsAt().isBefore(terms.endsAt())) {
      fault("endsAt", "is after startsAt");
    }
    if (terms.testOfUseAt() != null && terms.testOfUseAt().isBefore(terms.startsAt())) {
      fault("testOfUseAt", "is not before startsAt");
    }
    try {
      ZoneId zone = ZoneId.of(terms.zone());
      if (!ZoneId.getAvailableZoneIds().contains(terms.zone())) {
        fault("zone", "is a zone of the IANA time zone database, for example Europe/Berlin");
      } else if (terms.settlementDates().stream()
          .anyMatch(day -> day.isBefore(terms.startsAt().atZone(zone).toLocalDate()))) {
        fault("settlementDates", "are not before the day on which it starts");
      }
    } catch (DateTimeException e) {
      fault("zone", "is a zone of the IANA time zone database, for example Europe/Berlin");
    }
  }

  private void money() {
    IncentiveModel model = terms.incentive().check("terms.incentive", violations);
    Money budget = limit("budget", terms.budget(), model);
    Money cap = limit("moneyCap", terms.moneyCap(), model);
    Money payout = limit("minimumPayout", terms.minimumPayout(), model);
    if (model instanceof PerCreate one) {
      atLeast("budget", budget, one.amount());
      atLeast("moneyCap", cap, one.amount());
    }
    if (cap != null && budget != null && cap.isSameCurrency(budget) && budget.isLessThan(cap)) {
      fault("moneyCap.amount", "is at most the budget");
    }
    if (payout != null && cap != null && payout.isSameCurrency(cap) && cap.isLessThan(payout)) {
      fault("minimumPayout.amount", "is at most moneyCap, or nothing would ever be paid");
    }
    Integer names = terms.nameCap();
    Integer total = terms.totalNameCap();
    if (names != null && total != null && names > total) {
      fault("nameCap", "is at most totalNameCap");
    }
  }

  private void atLeast(String field, @Nullable Money limit, Money each) {
    if (limit != null && limit.isSameCurrency(each) && limit.isLessThan(each)) {
      fault(field + ".amount", "is at least what one create earns");
    }
  }

  private @Nullable Money limit(
      String field, @Nullable Amount amount, @Nullable IncentiveModel model) {
    Money limit = amount == null ? null : money(field, amount);
    if (limit != null && model != null && !limit.getCurrencyUnit().equals(model.currency())) {
      fault(field + ".currency", "is that of the incentive");
    }
    return limit;
  }

  private @Nullable Money money(String field, Amount amount) {
    try {
      return Money.of(CurrencyUnit.of(amount.currency()), amount.amount());
    } catch (IllegalCurrencyException e) {
      fault(field + ".currency", "is a currency of ISO 4217");
    } catch (ArithmeticException e) {
      fault(field + ".amount", "has at most the decimal places of its currency");
    }
    return null;
  }
}
