package io.bailiwick.qpi.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddGraceRefundTest {

  /** 1,000 net adds and 250 such deletes: 100 are refunded, 150 are not. */
  @Test
  void refundsATenthOfTheNetAdds() {
    AddGraceRefund refund = refund(1250, 250);
    assertThat(refund.netAdds()).isEqualTo(1000);
    assertThat(refund.limit()).isEqualTo(100);
    assertThat(refund.refunded()).isEqualTo(100);
    assertThat(refund.notRefunded()).isEqualTo(150);
  }

  @Test
  void refundsFiftyInAnyCase() {
    assertThat(refund(60, 60).refunded()).isEqualTo(50);
    assertThat(refund(60, 60).notRefunded()).isEqualTo(10);
    assertThat(refund(0, 0).refunded()).isZero();
    // 509 net adds: a tenth is 50.9, and a part of a name is none.
    assertThat(refund(600, 91).limit()).isEqualTo(50);
    assertThat(refund(610, 90).limit()).isEqualTo(52);
  }

  /** By the policy that is shipped. */
  private static AddGraceRefund refund(long creates, long deletes) {
    return new StatementPolicyKind().shippedDefault().refund(creates - deletes, deletes);
  }
}
