package io.bailiwick.aip.notice;

import io.bailiwick.aip.visibility.UnfoundedCases;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Puts in line what registrars are told about their cases, in the transaction of what it tells of:
 * it is told if and only if it happened. {@link MessageWork} finds the recipients and sends.
 */
@ApplicationScoped
public class CaseMessages {
  private static final int MOST_ROUNDS = 20;

  private final MessageRepository messages;
  private final UnfoundedCases unfounded;
  private final Policies policies;
  private final TemplatePolicyKind kind;
  private final Idempotency idempotency;
  private final AuditTrail audit;
  private final BusinessClock clock;
  private final Caller caller;
  private final Sender sender;

  @Inject
  CaseMessages(
      MessageRepository messages,
      UnfoundedCases unfounded,
      Policies policies,
      TemplatePolicyKind kind,
      Idempotency idempotency,
      AuditTrail audit,
      BusinessClock clock,
      Caller caller,
      Sender sender) {
    this.messages = messages;
    this.unfounded = unfounded;
    this.policies = policies;
    this.kind = kind;
    this.idempotency = idempotency;
    this.audit = audit;
    this.clock = clock;
    this.caller = caller;
    this.sender = sender;
  }

  /** The case that a message is about. */
  public record About(UUID caseId, String reference, RegistrarId registrar, String registrarName) {}

  /** A message that a person had sent again. */
  @Schema(name = "Resend")
  public record Resend(
      UUID noticeId,
      @Schema(description = "Deliveries of this round are the new ones", examples = "2") int round,
      @Schema(examples = "The address had changed.") String reason) {}

  /**
   * Puts a message in line, once for its identifier.
   *
   * @param id of a notice the notice's
   * @param values what the template may name beside the case, its registrar and the sender
   * @param incidents in abuse-ingest-service, whose names are listed below the text
   * @param by who or what made it
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void queue(
      UUID id,
      About about,
      Occasion occasion,
      Map<Placeholder, String> values,
      List<UUID> incidents,
      String by) {
    PolicyVersion<TemplatePolicy> policy = policies.use(kind, clock.today());
    Map<Placeholder, String> all = new EnumMap<>(Placeholder.class);
    all.putAll(values);
    all.put(Placeholder.ORGANISATION, sender.organisation());
    all.put(Placeholder.CONTACT, sender.address().orElse("–"));
    all.put(Placeholder.REGISTRAR, about.registrar().toString());
    all.put(Placeholder.REGISTRAR_NAME, about.registrarName());
    all.put(Placeholder.CASE_REFERENCE, about.reference());
    all.put(Placeholder.INCIDENTS, Integer.toString(incidents.size()));
    Template.Filled words = kind.template(policy.document(), occasion).fill(all, sender.domain());
    messages.insert(
        new MessageRepository.New(
            id,
            about.caseId(),
            about.reference(),
            about.registrar(),
            occasion,
            words,
            incidents,
            policy.id(),
            policy.version()),
        clock.instant(),
        by);
  }

  @Transactional
  Page<Message> list(UUID caseId, PageRequest request) {
    caller
        .scope()
        .require(
            messages.registrarOf(caseId).orElseThrow(() -> ProblemException.notFound("case")),
            "case");
    unfounded.require(caseId, "case");
    boolean ofRegistry = caller.scope().isAll();
    return Page.of(
        request,
        Message.class,
        (after, limit) -> messages.ofCase(caseId, ofRegistry, Cursor.id(after), limit),
        message -> Cursor.key(message.id()));
  }

  @Transactional
  Page<Delivery> deliveries(UUID caseId, UUID id, PageRequest request) {
    Message message = visible(caseId, id);
    return Page.of(
        request,
        Delivery.class,
        (after, limit) -> messages.deliveries(message.id(), Cursor.id(after), limit),
        delivery -> Cursor.key(delivery.id()));
  }

  /** A further round, to all who are contacts by then. */
  Resend resend(UUID caseId, UUID id, String reason, @Nullable String key) {
    return idempotency.once(
        key,
        "case/" + caseId + "/notice/" + id + "/resend",
        Map.of("reason", reason),
        Resend.class,
        () -> {
          Message message = visible(caseId, id);
          int round = messages.lockedLastRound(message.id()) + 1;
          if (round > MOST_ROUNDS) {
            throw ProblemException.conflict("It was sent " + MOST_ROUNDS + " times.");
          }
          messages.insertRound(id, round, clock.instant(), caller.name(), reason);
          audit.record(
              NoticeAction.MESSAGE_RESENT,
              "case/" + caseId,
              Map.of("message", id, "round", round, "reason", reason));
          return new Resend(id, round, reason);
        });
  }

  private Message visible(UUID caseId, UUID id) {
    Message message =
        messages.find(caseId, id).orElseThrow(() -> ProblemException.notFound("notice"));
    caller.scope().require(message.registrar(), "notice");
    unfounded.require(caseId, "notice");
    if (message.occasion().isOfRegistry() && !caller.scope().isAll()) {
      throw ProblemException.notFound("notice");
    }
    return message;
  }
}
