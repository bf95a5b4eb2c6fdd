package io.bailiwick.ingest.incident;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Looking at incidents, and a person's word on one. */
@ApplicationScoped
public class IncidentService {
  private final IncidentRepository incidents;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  IncidentService(
      IncidentRepository incidents,
      Caller caller,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox) {
    this.incidents = incidents;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
  }

  Page<Incident> list(IncidentQuery query, PageRequest request) {
    return Page.of(
        request,
        Incident.class,
        (after, limit) -> incidents.list(query, after, limit),
        IncidentRepository::key);
  }

  @Transactional
  IncidentDetail get(UUID id) {
    return incidents.detail(visible(id));
  }

  /** An incident without a registrar is nobody's, so no registrar sees it. */
  private Incident visible(UUID id) {
    return incidents
        .find(id)
        .filter(
            incident ->
                caller.scope().isAll()
                    || (incident.registrar() != null
                        && caller.scope().includes(incident.registrar())))
        .orElseThrow(() -> ProblemException.notFound("incident"));
  }

  /** The incident of a threat on a name into whose time an instant falls. */
  @Transactional
  public Optional<Incident> at(String name, Threat threat, Instant time) {
    return incidents.at(name, threat, time);
  }

  /** What a person has said of an incident, whether it is abuse or not. */
  @Transactional
  public Optional<Classification> wordOfPerson(UUID id) {
    return Optional.ofNullable(incidents.detail(visible(id)).decision())
        .map(IncidentDetail.Decision::classification);
  }

  /** A person's word; it makes the evidence VALIDATED. */
  @Transactional
  public IncidentDetail classify(UUID id, Classification classification, String reason) {
    Incident before = visible(id);
    incidents.classify(before.id(), classification, reason, caller.name(), clock.instant());
    Map<String, Object> content =
        Map.of(
            "incident",
            before.id(),
            "name",
            before.name(),
            "threat",
            before.threat(),
            "before",
            before.classification(),
            "classification",
            classification,
            "reason",
            reason);
    audit.record(IncidentAction.INCIDENT_CLASSIFIED, "incident/" + before.id(), content);
    outbox.publish(IncidentAction.INCIDENT_CLASSIFIED, "incident/" + before.id(), content);
    return incidents.detail(visible(before.id()));
  }
}
