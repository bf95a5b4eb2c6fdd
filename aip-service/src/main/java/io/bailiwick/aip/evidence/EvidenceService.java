package io.bailiwick.aip.evidence;

import io.bailiwick.aip.evidence.EvidenceRepository.Request;
import io.bailiwick.aip.evidence.Packet.ErasureCause;
import io.bailiwick.aip.signing.SigningKeys;
import io.bailiwick.aip.visibility.UnfoundedCases;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Frozen evidence: read, bundled, held, redacted. */
@ApplicationScoped
class EvidenceService {
  /** What the signature is over, so that it passes for nothing else. */
  private static final String SIGNED_TYPE = "bailiwick-evidence";

  private final EvidenceRepository evidence;
  private final UnfoundedCases unfounded;
  private final SigningKeys keys;
  private final AuditTrail audit;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  EvidenceService(
      EvidenceRepository evidence,
      UnfoundedCases unfounded,
      SigningKeys keys,
      AuditTrail audit,
      BusinessClock clock,
      Caller caller) {
    this.evidence = evidence;
    this.unfounded = unfounded;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
    this.caller = caller;
  }

  @Transactional
  Page<Packet> packets(UUID caseId, UUID noticeId, PageRequest request) {
    UUID notice = visible(caseId, noticeId).noticeId();
    return Page.of(
        request,
        Packet.class,
        (after, limit) -> evidence.packets(notice, Cursor.id(after), limit),
        packet -> Cursor.key(packet.id()));
  }

  /** The bytes as they were frozen. */
  @Transactional
  byte[] document(UUID packetId) {
    Packet packet = visible(packetId);
    unfounded.require(packet.caseId(), "packet");
    return content(packet);
  }

  private byte[] content(Packet packet) {
    return evidence
        .content(packet.id())
        .orElseThrow(
            () ->
                ProblemException.conflict(
                    "The document was erased: " + packet.erasureReason() + "."));
  }

  /** The bundle of a notice whose evidence is frozen. */
  @Transactional
  EvidenceBundle bundle(UUID caseId, UUID noticeId) {
    Request request = visible(caseId, noticeId);
    if (request.frozenAt() == null) {
      throw ProblemException.conflict("The evidence is still being frozen.");
    }
    EvidenceBundle bundle =
        new EvidenceBundle(
            request,
            evidence.packets(noticeId, null, Integer.MAX_VALUE),
            evidence.missing(noticeId),
            sums -> keys.sign(SIGNED_TYPE, sums));
    audit.record(EvidenceAction.READ, "case/" + caseId, Map.of("notice", noticeId));
    return bundle;
  }

  void write(EvidenceBundle bundle, OutputStream out) throws IOException {
    bundle.write(
        out,
        id ->
            evidence
                .content(id)
                .orElseThrow(() -> new IllegalStateException("erased while it was read")));
  }

  private Request visible(UUID caseId, UUID noticeId) {
    Request request =
        evidence.request(caseId, noticeId).orElseThrow(() -> ProblemException.notFound("notice"));
    caller.scope().require(request.registrar(), "notice");
    unfounded.require(caseId, "notice");
    return request;
  }

  private Packet visible(UUID packetId) {
    Packet packet =
        evidence.packet(packetId).orElseThrow(() -> ProblemException.notFound("packet"));
    caller.scope().require(packet.registrar(), "packet");
    return packet;
  }

  /** Erases a document; its digest, the reason and who it was remain. */
  @Transactional
  Packet redact(UUID packetId, String reason) {
    Packet packet = visible(packetId);
    var unused = evidence.lockedCase(packet.caseId());
    Packet now = visible(packetId);
    if (now.erased() != null) {
      throw ProblemException.conflict("The document is erased already.");
    }
    if (evidence.isHeld(packet.caseId())) {
      throw ProblemException.conflict(
          "A legal hold stands on the evidence of this case.", List.of("Release it."));
    }
    evidence.erase(packetId, ErasureCause.REDACTED, reason, clock.instant(), caller.name());
    audit.record(
        EvidenceAction.REDACTED,
        "case/" + packet.caseId(),
        Map.of("packet", packetId, "sha256", packet.sha256(), "reason", reason));
    return visible(packetId);
  }

  // Holds.

  @Transactional
  Page<Hold> holds(UUID caseId, PageRequest request) {
    if (evidence.registrarOf(caseId).isEmpty()) {
      throw ProblemException.notFound("case");
    }
    return Page.of(
        request,
        Hold.class,
        (after, limit) -> evidence.holds(caseId, Cursor.id(after), limit),
        hold -> Cursor.key(hold.id()));
  }

  @Transactional
  Hold hold(UUID caseId, String reason) {
    if (evidence.lockedCase(caseId).isEmpty()) {
      throw ProblemException.notFound("case");
    }
    Hold hold =
        new Hold(Ids.next(), caseId, reason, clock.instant(), caller.name(), null, null, null);
    evidence.insert(hold);
    audit.record(
        EvidenceAction.HELD, "case/" + caseId, Map.of("hold", hold.id(), "reason", reason));
    return hold;
  }

  /** By another person than placed it. */
  @Transactional
  Hold release(UUID id, String reason) {
    Hold hold = evidence.lockedHold(id).orElseThrow(() -> ProblemException.notFound("hold"));
    if (hold.releasedAt() != null) {
      throw ProblemException.conflict("The hold is released already.");
    }
    if (hold.placedBy().equals(caller.name())) {
      throw ProblemException.forbidden("Somebody else than who placed a hold releases it.");
    }
    evidence.release(id, clock.instant(), caller.name(), reason);
    audit.record(
        EvidenceAction.RELEASED, "case/" + hold.caseId(), Map.of("hold", id, "reason", reason));
    return evidence.lockedHold(id).orElseThrow();
  }
}
