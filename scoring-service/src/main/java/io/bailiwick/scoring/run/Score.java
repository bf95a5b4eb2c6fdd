package io.bailiwick.scoring.run;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One registrar's score in a run: written once, never changed. */
@Entity
@Immutable
class Score {

  @Id UUID id;

  @Column(name = "run_id")
  UUID runId;

  LocalDate month;

  @Column(name = "run_version")
  int runVersion;

  int registrar;

  /** The score as it is shown, canonical JSON. */
  String document;
}
