package io.bailiwick.qpi.outcome;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of outcome_report. */
@Entity
@Immutable
@Table(name = "outcome_report")
class OutcomeReport {

  @Id UUID id;

  @Column(name = "promotion_id")
  UUID promotionId;

  int version;

  @Column(name = "as_of")
  Instant asOf;

  @Column(name = "made_by")
  String madeBy;

  /** Canonical JSON of {@link OutcomeView}. */
  String content;
}
