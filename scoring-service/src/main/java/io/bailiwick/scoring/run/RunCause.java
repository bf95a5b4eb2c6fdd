package io.bailiwick.scoring.run;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** What ingest told of a change, and the run that was made because of it. */
@Entity
@Immutable
@Table(name = "run_cause")
class RunCause {

  @Id UUID id;

  @Column(name = "run_id")
  UUID runId;

  @Column(name = "changed_month")
  LocalDate changedMonth;

  /** 0: of every registrar. */
  int registrar;

  String cause;

  long incidents;
}
