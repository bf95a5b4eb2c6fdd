package io.bailiwick.qpi.promotion;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of participation: how a registrar stands in a promotion now. */
@Entity
class Participation {

  @Id UUID id;

  @Column(name = "promotion_id", updatable = false)
  UUID promotionId;

  @Column(updatable = false)
  int registrar;

  @Column(name = "registrar_name")
  String registrarName;

  @Enumerated(EnumType.STRING)
  ParticipationState state;

  /** Names of {@link SuspensionGround}, sorted; empty unless suspended. */
  @JdbcTypeCode(SqlTypes.ARRAY)
  List<String> grounds;

  String reason;

  Instant since;

  String actor;

  @Column(name = "accepted_at")
  @Nullable Instant acceptedAt;

  @Column(name = "accepted_by")
  @Nullable String acceptedBy;

  Set<SuspensionGround> grounds() {
    EnumSet<SuspensionGround> set = EnumSet.noneOf(SuspensionGround.class);
    grounds.forEach(name -> set.add(SuspensionGround.valueOf(name)));
    return set;
  }
}
