package io.bailiwick.qpi.evaluation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of evaluation_input. */
@Entity
@Immutable
@Table(name = "evaluation_input")
class EvaluationInput {

  @Id
  @Column(name = "evaluation_id")
  UUID evaluationId;

  String content;
}
