package io.bailiwick.ingest.feed;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the table feed. */
@Entity
@Immutable
@Table(name = "feed")
class FeedRecord {
  @Id UUID id;
  String name;
  String title;
  String family;
  String format;
  String zone;

  @Column(name = "default_threat")
  @Nullable String defaultThreat;

  /** JSON. */
  String threats;

  /** JSON. */
  @Nullable String columns;

  String delisting;

  @Nullable Integer absences;

  @Column(name = "largest_drop_percent")
  @Nullable Integer largestDropPercent;

  @Column(name = "keeps_content")
  boolean keepsContent;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "created_by")
  String createdBy;
}
