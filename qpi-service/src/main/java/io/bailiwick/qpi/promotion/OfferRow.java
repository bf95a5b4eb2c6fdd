package io.bailiwick.qpi.promotion;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of offer. */
@Entity
@Immutable
@Table(name = "offer")
class OfferRow {

  @Id UUID id;

  @Column(name = "promotion_id")
  UUID promotionId;

  int registrar;

  @Column(name = "registrar_name")
  String registrarName;

  @Enumerated(EnumType.STRING)
  OfferOccasion occasion;

  @Column(name = "offered_at")
  Instant offeredAt;

  @Column(name = "offered_by")
  String offeredBy;

  @Column(name = "terms_sha256")
  String termsSha256;
}
