package io.bailiwick.aip.restriction;

import io.bailiwick.aip.restriction.CommandDecisionResource.Decision;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.enforcement.CommandAnswer;
import io.bailiwick.enforcement.CommandRequest;
import io.bailiwick.enforcement.Lack;
import io.bailiwick.enforcement.OrderTerms;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers commands by the orders in memory, and sees to it that each answer is written down. */
@Singleton
class CommandDecisions {
  /** The answer to nearly everything. */
  static final Decision ALLOWED = new Decision(true, 1000, null, null, null, null, List.of());

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final OrdersInForce orders;
  private final DecisionLog log;

  @Inject
  CommandDecisions(OrdersInForce orders, DecisionLog log) {
    this.orders = orders;
    this.log = log;
  }

  /**
   * What is allowed is there at once; a refusal when it is written down, for there is none without
   * a record. Fails with PEER_AWAY where that takes longer than two seconds.
   *
   * @throws ProblemException PEER_AWAY where nothing can be decided or written; nothing was
   */
  CompletableFuture<Decision> answer(CommandRequest request, String askedBy) {
    OrdersInForce.Decided decided = orders.decide(request);
    if (decided.answer().allowed()) {
      log.allowed(request, decided);
      return CompletableFuture.completedFuture(decision(decided.answer()));
    }
    CompletableFuture<Decision> answer = new CompletableFuture<>();
    var unused =
        log.refused(request, decided, askedBy)
            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (written, failure) -> {
                  if (failure == null) {
                    answer.complete(decision(decided.answer()));
                  } else {
                    answer.completeExceptionally(
                        failure instanceof TimeoutException
                            ? ProblemException.peerAway("database", 1)
                            : failure);
                  }
                });
    return answer;
  }

  private static Decision decision(CommandAnswer answer) {
    OrderTerms order = answer.order();
    if (order == null && answer.lacks().isEmpty()) {
      return ALLOWED;
    }
    return new Decision(
        answer.allowed(),
        answer.result().code(),
        answer.reason(),
        order == null ? null : order.caseReference(),
        order == null ? null : order.orderId(),
        order == null ? null : order.endsAt(),
        answer.lacks().stream().map(Lack::sentence).toList());
  }
}
