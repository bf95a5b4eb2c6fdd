package io.bailiwick.aip.casefile;

import io.bailiwick.aip.deadline.Deadline;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of notice. */
@Entity
@Immutable
@Table(name = "notice")
class Notice {
  @Id UUID id;

  @Column(name = "case_id")
  UUID caseId;

  String subject;

  String reasons;

  @Column(name = "evidence_incidents")
  List<UUID> evidenceIncidents;

  @Column(name = "respond_by")
  LocalDate respondBy;

  @Column(name = "appeal_text")
  String appealText;

  @Column(name = "policy_id")
  UUID policyId;

  @Column(name = "policy_version")
  int policyVersion;

  @Column(name = "sent_at")
  Instant sentAt;

  @Column(name = "sent_by")
  String sentBy;

  /**
   * What counts of it.
   *
   * @param evidence incidents that are left of its evidence
   * @param time its time to respond, as its clock has it
   */
  DueProcess.Served served(int evidence, Deadline time) {
    return new DueProcess.Served(
        reasons, evidence, time.standsStill() ? null : time.overAt(), appealText);
  }
}
