package io.bailiwick.qpi.incentive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.problem.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncentiveTermsTest {

  @Test
  void readsEachModel() throws IOException {
    assertThat(read("{'model': 'PER_CREATE', 'currency': 'USD', 'amount': 2.5}").toModel())
        .isEqualTo(new PerCreate(Money.parse("USD 2.50")));
    assertThat(read("{'model': 'MONTHLY_POINT', 'currency': 'DKK', 'amount': 2}").toModel())
        .isEqualTo(new MonthlyPoint(Money.parse("DKK 2.00")));
    IncentiveModel part =
        read("{'model': 'PERCENTAGE', 'currency': 'EUR', 'percent': 10}").toModel();
    assertThat(((Percentage) part).of(Money.parse("EUR 9.00"))).isEqualTo(Money.parse("EUR 0.90"));
    assertThat(
            read("{'model': 'TIERED', 'currency': 'USD', 'mode': 'ALL_UNITS', 'period': 'QUARTER',"
                    + " 'tiers': [{'from': 1, 'amount': 0}, {'from': 101, 'amount': 1.5}]}")
                .toModel())
        .isEqualTo(
            new Tiered(
                TierMode.ALL_UNITS,
                TierPeriod.QUARTER,
                List.of(
                    new Tier(1, Money.parse("USD 0.00")), new Tier(101, Money.parse("USD 1.50")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'currency': 'USD', 'amount': 2} | terms.model",
        "{'model': 'PER_CREATE', 'amount': 2} | terms.currency",
        "{'model': 'PER_CREATE', 'currency': 'XYZ', 'amount': 2} | terms.currency",
        "{'model': 'PER_CREATE', 'currency': 'USD'} | terms.amount",
        "{'model': 'PER_CREATE', 'currency': 'USD', 'amount': 0} | terms.amount",
        "{'model': 'PER_CREATE', 'currency': 'USD', 'amount': 2.001} | terms.amount",
        "{'model': 'PER_CREATE', 'currency': 'JPY', 'amount': 2.5} | terms.amount",
        "{'model': 'PER_CREATE', 'currency': 'USD', 'amount': 1000000000.01} | terms.amount",
        "{'model': 'PER_CREATE', 'currency': 'USD', 'amount': 2, 'percent': 3} | terms.percent",
        "{'model': 'MONTHLY_POINT', 'currency': 'USD', 'amount': -1} | terms.amount",
        "{'model': 'PERCENTAGE', 'currency': 'USD'} | terms.percent",
        "{'model': 'PERCENTAGE', 'currency': 'USD', 'percent': 100.0001} | terms.percent",
        "{'model': 'PERCENTAGE', 'currency': 'USD', 'percent': 1.00001} | terms.percent",
        "{'model': 'PERCENTAGE', 'currency': 'USD', 'percent': 1, 'amount': 1} | terms.amount",
        "{'model': 'TIERED', 'currency': 'USD', 'period': 'MONTH', 'tiers': [{'from': 1, 'amount': 1}]} | terms.mode",
        "{'model': 'TIERED', 'currency': 'USD', 'mode': 'MARGINAL', 'tiers': [{'from': 1, 'amount': 1}]} | terms.period",
        "{'model': 'TIERED', 'currency': 'USD', 'mode': 'MARGINAL', 'period': 'MONTH'} | terms.tiers",
        "{'model': 'TIERED', 'currency': 'USD', 'mode': 'MARGINAL', 'period': 'MONTH', 'tiers': []} | terms.tiers",
        "{'model': 'TIERED', 'currency': 'USD', 'mode': 'MARGINAL', 'period': 'MONTH', 'tiers': [null]} | terms.tiers[0]",
        "{'model': 'TIERED', 'currency': 'USD', 'mode': 'MARGINAL', 'period': 'MONTH', 'tiers': [{'from': 1, 'amount': 0}]} | terms.tiers",
        "{'model': 'TIERED', 'currency': 'USD', 'mode': 'MARGINAL', 'period': 'MONTH', 'tiers': [{'from': 2, 'amount': 1}]} | terms.tiers[0].from",
        "{'model': 'TIERED', 'currency': 'USD', 'mode': 'MARGINAL', 'period': 'MONTH', 'tiers': [{'from': 1}]} | terms.tiers[0].amount",
        "{'model': 'TIERED', 'currency': 'USD', 'mode': 'MARGINAL', 'period': 'MONTH', 'tiers': [{'from': 1, 'amount': 1}, {'from': 1, 'amount': 2}]} | terms.tiers[1].from",
        "{'model': 'TIERED', 'currency': 'USD', 'mode': 'ALL_UNITS', 'period': 'MONTH', 'tiers': [{'from': 1, 'amount': 2}, {'from': 9, 'amount': 1}]} | terms.tiers[1].amount",
      })
  void namesTheFieldThatIsWrong(String json, String field) throws IOException {
    List<Violation> violations = new ArrayList<>();
    assertThat(read(json).check("terms", violations)).isNull();
    assertThat(violations).extracting(Violation::field).containsExactly(field);
  }

  @Test
  void isReadAgainAsItWasKept() throws IOException {
    PerCreate model = new PerCreate(Money.parse("USD 2.00"));
    String kept = CanonicalJson.text(model.terms());
    assertThat(CanonicalJson.read(kept, IncentiveTerms.class).toModel()).isEqualTo(model);
  }

  private static IncentiveTerms read(String json) throws IOException {
    return CanonicalJson.read(json.replace('\'', '"'), IncentiveTerms.class);
  }
}
