package io.bailiwick.aip.evidence;

import io.bailiwick.aip.evidence.EvidenceRepository.Request;
import io.bailiwick.aip.evidence.Packet.ErasureCause;
import io.bailiwick.aip.ingest.IngestGateway;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.delivery.Attempts;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.BusinessClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Freezes the evidence of notices, as their registrars may read it, and erases what is past its
 * time. Packet by packet: whatever is killed goes on where it stopped.
 */
@ApplicationScoped
public class EvidenceFreezer {
  private static final int MOST_NOTICES = 100;
  private static final int ERASED_AT_ONCE = 1000;
  private static final Duration LEASE = Duration.ofMinutes(30);

  private final EvidenceRepository evidence;
  private final IngestGateway ingest;
  private final Policies policies;
  private final EvidencePolicyKind kind;
  private final AuditTrail audit;
  private final BusinessClock clock;

  @Inject
  EvidenceFreezer(
      EvidenceRepository evidence,
      IngestGateway ingest,
      Policies policies,
      EvidencePolicyKind kind,
      AuditTrail audit,
      BusinessClock clock) {
    this.evidence = evidence;
    this.ingest = ingest;
    this.policies = policies;
    this.kind = kind;
    this.audit = audit;
    this.clock = clock;
  }

  /** Has the evidence of a notice frozen, in the transaction that sends the notice. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void request(
      UUID noticeId, UUID caseId, String reference, RegistrarId registrar, List<UUID> incidents) {
    evidence.insert(noticeId, caseId, reference, registrar, incidents, clock.instant());
  }

  @Scheduled(
      identity = "evidence-freeze",
      every = "{bailiwick.evidence.every}",
      delayed = "10s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void freeze() {
    for (int i = 0; i < MOST_NOTICES; i++) {
      Optional<Request> next = evidence.claim(LEASE);
      if (next.isEmpty()) {
        return;
      }
      freeze(next.get());
    }
  }

  private void freeze(Request request) {
    try {
      for (UUID incident : evidence.open(request.noticeId())) {
        freeze(request, incident);
      }
    } catch (ProblemException e) {
      evidence.lacks(
          request.noticeId(),
          "abuse-ingest-service does not answer",
          Attempts.pause(request.attempts()));
      return;
    }
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              if (evidence.frozen(request.noticeId(), clock.instant())) {
                List<Packet> packets =
                    evidence.packets(request.noticeId(), null, Integer.MAX_VALUE);
                audit.recordBySystem(
                    EvidenceAction.FROZEN,
                    "case/" + request.caseId(),
                    Map.of(
                        "notice",
                        request.noticeId(),
                        "registrar",
                        request.registrar(),
                        "packets",
                        packets.size(),
                        // One digest over all of theirs, in their order, for there may be
                        // thousands.
                        "sha256",
                        Hashes.sha256Hex(
                            packets.stream()
                                .map(Packet::sha256)
                                .collect(Collectors.joining("\n")))));
              }
            });
  }

  private void freeze(Request request, UUID incident) {
    // Before the transaction: no connection is held while a peer is asked.
    Optional<byte[]> document = ingest.evidence(incident, request.registrar());
    if (document.isEmpty()) {
      evidence.missing(request.noticeId(), incident, "UNKNOWN");
      return;
    }
    Optional<PacketContent> content =
        PacketContent.of(document.get(), request.registrar().ianaId());
    if (content.isEmpty()) {
      evidence.missing(request.noticeId(), incident, "REFUSED");
      return;
    }
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                evidence.keep(
                    Ids.next(),
                    request,
                    incident,
                    content.get().name(),
                    Hashes.sha256Hex(document.get()),
                    document.get(),
                    clock.instant()));
  }

  /** Erases what is past its time and not held. */
  @Scheduled(identity = "evidence-retention", cron = "{bailiwick.evidence.retention}")
  @Transactional
  void erase() {
    PolicyVersion<EvidencePolicy> policy = policies.use(kind, clock.today());
    Instant before = clock.instant().minus(Duration.ofDays(policy.document().retentionDays()));
    for (Packet packet : evidence.over(before, ERASED_AT_ONCE)) {
      String reason =
          "%d days after the end of the case are over".formatted(policy.document().retentionDays());
      evidence.erase(
          packet.id(), ErasureCause.RETENTION, reason, clock.instant(), AuditTrail.SYSTEM);
      audit.recordBySystem(
          EvidenceAction.ERASED,
          "case/" + packet.caseId(),
          Map.of(
              "packet", packet.id(), "sha256", packet.sha256(), "policyVersion", policy.version()));
    }
  }
}
