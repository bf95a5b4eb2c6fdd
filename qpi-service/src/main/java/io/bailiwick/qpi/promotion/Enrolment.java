package io.bailiwick.qpi.promotion;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of enrolment. */
@Entity
@Immutable
class Enrolment {

  @Id UUID id;

  @Column(name = "promotion_id")
  UUID promotionId;

  int registrar;

  @Column(name = "enrolled_at")
  Instant enrolledAt;

  @Column(name = "enrolled_by")
  String enrolledBy;
}
