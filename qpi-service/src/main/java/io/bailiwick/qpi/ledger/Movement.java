package io.bailiwick.qpi.ledger;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What other features book: each with a reference of theirs that is unique for its kind, registrar,
 * promotion and currency, so that nothing is booked twice.
 */
public sealed interface Movement {

  UUID promotion();

  RegistrarId registrar();

  /** Identifier of the statement, dispute or adjustment that it belongs to. */
  String reference();

  Instant occurredAt();

  /**
   * A correction that one person proposed and another approved.
   *
   * @param amount above zero where the registrar gains, below where it loses
   * @param reason for the registrar
   */
  record Adjustment(
      UUID promotion,
      RegistrarId registrar,
      Money amount,
      Ground ground,
      String reason,
      String reference,
      Instant occurredAt)
      implements Movement {}

  /**
   * Keeps back what is disputed.
   *
   * @param amount above zero
   */
  record DisputeHold(
      UUID promotion,
      RegistrarId registrar,
      Money amount,
      String reason,
      String reference,
      Instant occurredAt)
      implements Movement {}

  /**
   * Ends a hold, whichever way the dispute went; what changes by it is an adjustment.
   *
   * @param hold the transaction of the hold
   */
  record DisputeRelease(
      UUID promotion,
      RegistrarId registrar,
      UUID hold,
      String reason,
      String reference,
      Instant occurredAt)
      implements Movement {}

  /**
   * Pays lines out: what they are owed in sum, less what they claim back, goes to billing.
   *
   * @param lines transactions of this registrar, promotion and currency, none settled before
   * @param tax paid on top, where the promotion says that tax applies; null for none
   */
  record Settlement(
      UUID promotion,
      RegistrarId registrar,
      List<UUID> lines,
      @Nullable Money tax,
      String reference,
      Instant occurredAt)
      implements Movement {

    public Settlement {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Gives up a claim.
   *
   * @param amount above zero
   */
  record WriteOff(
      UUID promotion,
      RegistrarId registrar,
      Money amount,
      String reason,
      String reference,
      Instant occurredAt)
      implements Movement {}

  /**
   * Takes accruals back for fraud that a person found; they count no more.
   *
   * @param accruals transactions of accruals of this registrar and promotion
   * @param amount what stands of them: what was approved
   */
  record FraudReversal(
      UUID promotion,
      RegistrarId registrar,
      List<UUID> accruals,
      Money amount,
      String reason,
      String reference,
      Instant occurredAt)
      implements Movement {

    public FraudReversal {
      accruals = List.copyOf(accruals);
    }
  }
}
