package io.bailiwick.scoring.run;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.ingest.MonthTallies.RegistrarTally;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.measure.Measurement;
import io.bailiwick.scoring.measure.Terms;
import io.bailiwick.scoring.policy.ScoringPolicyKind;
import io.bailiwick.scoring.snapshot.Snapshots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is measured beside the scores of a run, out of the run's snapshot and by the run's policy:
 * the same for as long as the run is kept.
 */
@ApplicationScoped
class MeasureService {

  private final RunRepository runs;
  private final Snapshots snapshots;
  private final Policies policies;
  private final ScoringPolicyKind kind;
  private final Caller caller;

  /** The last snapshot that was read: pages of one list come one after the other. */
  private volatile SoftReference<Read> last = new SoftReference<>(null);

  @Inject
  MeasureService(
      RunRepository runs,
      Snapshots snapshots,
      Policies policies,
      ScoringPolicyKind kind,
      Caller caller) {
    this.runs = runs;
    this.snapshots = snapshots;
    this.policies = policies;
    this.kind = kind;
    this.caller = caller;
  }

  /**
   * Which rows are wanted; null for all.
   *
   * @param tld a zone, or {@link Measuring#ALL}
   */
  record Wanted(
      @Nullable RegistrarId registrar,
      @Nullable String tld,
      @Nullable Threat threat,
      @Nullable String family) {}

  private record Read(UUID snapshotId, Measuring measuring) {}

  /**
   * A run's measures: registrars by IANA ID, then families by name.
   *
   * @throws ProblemException NOT_FOUND where there is no such run, and for a registrar or family
   *     that the caller may not see
   */
  @Transactional
  Page<MeasureView> measures(UUID runId, Wanted wanted, PageRequest request) {
    Run run = runs.findByIdOptional(runId).orElseThrow(() -> ProblemException.notFound("run"));
    Measuring measuring = measuring(run);
    List<MeasureView.Key> keys = keys(measuring, wanted, caller.scope());
    PolicyVersion<ScoringPolicy> policy = policies.named(kind, run.policyId);
    Terms terms = Terms.of(policy.document());
    return Page.of(
        request,
        MeasureView.class,
        (after, limit) ->
            keys.stream()
                .skip(after == null ? 0 : position(keys, after) + 1L)
                .limit(limit)
                .map(key -> view(run, measuring, key, policy, terms))
                .toList(),
        view -> key(view.registrar(), view.family(), view.tld(), view.threat()));
  }

  /** What a run's snapshot lets be measured. */
  Measuring measuring(Run run) {
    Read known = last.get();
    if (known != null && known.snapshotId.equals(run.snapshotId)) {
      return known.measuring;
    }
    Measuring measuring = new Measuring(snapshots.read(run.snapshotId));
    last = new SoftReference<>(new Read(run.snapshotId, measuring));
    return measuring;
  }

  private static List<MeasureView.Key> keys(
      Measuring measuring, Wanted wanted, RegistrarScope scope) {
    if (wanted.registrar != null) {
      scope.require(wanted.registrar, "measure");
    }
    if (wanted.family != null && !isOwn(measuring, wanted.family, scope)) {
      throw ProblemException.notFound("measure");
    }
    List<MeasureView.Key> keys = new ArrayList<>();
    if (wanted.family == null) {
      for (RegistrarTally each : measuring.registrars()) {
        RegistrarId id = each.registrar();
        if (scope.includes(id) && (wanted.registrar == null || wanted.registrar.equals(id))) {
          places(measuring, Set.of(id), wanted)
              .forEach(
                  (tld, threat) ->
                      keys.add(
                          new MeasureView.Key(
                              id, each.name(), each.kind(), null, null, tld, threat)));
        }
      }
    }
    if (wanted.registrar == null) {
      for (Map.Entry<String, SortedSet<RegistrarId>> each : measuring.families().entrySet()) {
        String family = each.getKey();
        if ((wanted.family == null || wanted.family.equals(family))
            && isOwn(measuring, family, scope)) {
          places(measuring, each.getValue(), wanted)
              .forEach(
                  (tld, threat) ->
                      keys.add(
                          new MeasureView.Key(
                              null,
                              null,
                              null,
                              family,
                              List.copyOf(each.getValue()),
                              tld,
                              threat)));
        }
      }
    }
    return keys;
  }

  /**
   * A family's figures sum those of all who ever belonged to it: each of them must be one's own.
   */
  private static boolean isOwn(Measuring measuring, String family, RegistrarScope scope) {
    Set<RegistrarId> members = measuring.everMembers(family);
    return scope.isAll() || (!members.isEmpty() && members.stream().allMatch(scope::includes));
  }

  @FunctionalInterface
  private interface Places {
    void forEach(BiConsumer<String, Threat> action);
  }

  private static Places places(
      Measuring measuring, Collection<RegistrarId> members, Wanted wanted) {
    return action ->
        Stream.concat(Stream.of(Measuring.ALL), measuring.zones(members).stream())
            .filter(tld -> wanted.tld == null || wanted.tld.equals(tld))
            .forEach(
                tld ->
                    Stream.of(Threat.values())
                        .filter(threat -> wanted.threat == null || wanted.threat == threat)
                        .forEach(threat -> action.accept(tld, threat)));
  }

  private static int position(List<MeasureView.Key> keys, String after) {
    for (int i = 0; i < keys.size(); i++) {
      MeasureView.Key key = keys.get(i);
      if (after.equals(key(key.registrar(), key.family(), key.tld(), key.threat()))) {
        return i;
      }
    }
    throw ProblemException.malformed(
        "The cursor in 'after' is not one that a page of this list gave.");
  }

  private static String key(
      @Nullable RegistrarId registrar, @Nullable String family, String tld, Threat threat) {
    return Cursor.key(
        registrar == null ? "" : registrar, family == null ? "" : family, tld, threat);
  }

  private static MeasureView view(
      Run run,
      Measuring measuring,
      MeasureView.Key key,
      PolicyVersion<ScoringPolicy> policy,
      Terms terms) {
    RegistrarId registrar = key.registrar();
    String family = key.family();
    Measurement measured;
    if (registrar != null) {
      measured = measuring.measure(registrar, key.tld(), key.threat(), terms);
    } else if (family != null) {
      measured = measuring.measure(family, key.tld(), key.threat(), terms);
    } else {
      throw new IllegalStateException("a row about nobody");
    }
    return MeasureView.of(
        run,
        measuring.month(),
        key,
        measuring.cohortDays(),
        measured,
        new MeasureView.Basis(
            measuring.month().firstDay(),
            measuring.month().lastDay(),
            measuring.days(key.tld()),
            terms.minimumEvidence(),
            measuring.sourceFamilies(),
            "WILSON",
            policy.document().displayConfidence(),
            "half up, once, from the exact fraction, to %d places"
                .formatted(policy.document().decimals()),
            run.policyVersion,
            measuring.definition(),
            run.snapshotSha256));
  }
}
