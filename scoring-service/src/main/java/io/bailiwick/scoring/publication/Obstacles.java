package io.bailiwick.scoring.publication;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.scoring.gate.ReconciliationState;
import io.bailiwick.scoring.ingest.FeedMonth;
import io.bailiwick.scoring.run.Runs;
import io.bailiwick.scoring.snapshot.Snapshot;
import io.bailiwick.scoring.snapshot.Snapshots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads from the frozen facts of a version what stands in the way of its publication. */
@ApplicationScoped
class Obstacles {

  private final Snapshots snapshots;

  @Inject
  Obstacles(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** In the order of their names; empty where nothing does. */
  List<Obstacle> of(Runs.Version run, PublicationPolicy.Document policy) {
    Snapshot.FrozenMonth month = snapshot(run).scored();
    Set<Obstacle> found = EnumSet.noneOf(Obstacle.class);
    if (!run.mature()) {
      found.add(Obstacle.NOT_MATURE);
    }
    if (!month.missingDays().isEmpty()) {
      found.add(Obstacle.MISSING_DAYS);
    }
    Snapshot.Quality quality = month.quality();
    ReconciliationState state =
        quality == null ? ReconciliationState.WAITING : quality.reconciliation().state();
    switch (state) {
      case AGREES, WAIVED -> {}
      case WAITING -> addIfUsed(found, Obstacle.RECONCILIATION_WAITING, policy);
      case DIFFERS -> addIfUsed(found, Obstacle.RECONCILIATION_DIFFERS, policy);
    }
    if (quality == null || quality.feeds().feeds().stream().anyMatch(Obstacles::isOpen)) {
      addIfUsed(found, Obstacle.FEED_EPOCH, policy);
    }
    return List.copyOf(found);
  }

  private static boolean isOpen(FeedMonth.OfFeed feed) {
    return feed.epochs().stream().anyMatch(epoch -> epoch.until() == null);
  }

  private static void addIfUsed(
      Set<Obstacle> found, Obstacle obstacle, PublicationPolicy.Document policy) {
    if (policy.obstacles().contains(obstacle)) {
      found.add(obstacle);
    }
  }

  private Snapshot snapshot(Runs.Version run) {
    try {
      return CanonicalJson.read(
          new String(snapshots.get(run.snapshotId()).content(), StandardCharsets.UTF_8),
          Snapshot.class);
    } catch (IOException e) {
      throw new IllegalStateException("a snapshot cannot be read", e);
    }
  }
}
