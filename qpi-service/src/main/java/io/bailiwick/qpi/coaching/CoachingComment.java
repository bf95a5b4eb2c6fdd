package io.bailiwick.qpi.coaching;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of coaching_comment. */
@Entity
@Immutable
@Table(name = "coaching_comment")
class CoachingComment {

  @Id UUID id;

  @Column(name = "note_id")
  UUID noteId;

  Instant at;

  String author;

  boolean shared;

  String comment;
}
