package io.bailiwick.scoring.publication;

import static io.bailiwick.scoring.publication.PublicationEvent.*;
import static io.bailiwick.scoring.publication.PublicationState.*;

import io.bailiwick.common.security.Permission;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The life of a publication, and that of a registrar's part of it: the two tables that say what may
 * happen when, under which conditions, and who may do it. What a person does to the month alone
 * makes anything public; the clock only carries out what follows from it.
 */
final class PublicationMachine {

  /** A condition beyond the state. */
  enum Guard {
    /** Mature, every day with evidence, and nothing that the policy names. */
    NO_OBSTACLE,
    /** The time of the preview is over. */
    TIME_OVER,
    /** By somebody else than the person who opened the preview. */
    ANOTHER_PERSON,
    /** Everything that ingest told is in the score. */
    UP_TO_DATE,
    /** No name of the month is contested by the registrar any more. */
    NOTHING_CONTESTED,
    /** The month is published. */
    MONTH_PUBLISHED
  }

  /**
   * One row of the table of the month.
   *
   * @param permission null where no person does it but the clock
   */
  record Transition(
      PublicationState from,
      PublicationEvent event,
      PublicationState to,
      List<Guard> guards,
      @Nullable Permission permission) {}

  /** One row of the table of a registrar's part; all of them are the clock's. */
  record PartTransition(
      ResultState from, PublicationEvent event, ResultState to, List<Guard> guards) {}

  private static final Map<PublicationState, Map<PublicationEvent, Transition>> TABLE =
      new EnumMap<>(PublicationState.class);
  private static final Map<ResultState, Map<PublicationEvent, PartTransition>> PARTS =
      new EnumMap<>(ResultState.class);

  /** What a preview needs that is about to be opened. */
  static final List<Guard> TO_OPEN = List.of(Guard.NO_OBSTACLE);

  static {
    on(PREVIEW, RESCORE, PREVIEW, null);
    on(
        PREVIEW,
        PUBLISH,
        PUBLISHED,
        Permission.SCORE_RUN,
        Guard.ANOTHER_PERSON,
        Guard.TIME_OVER,
        Guard.UP_TO_DATE,
        Guard.NO_OBSTACLE);
    on(PREVIEW, CANCEL, CANCELLED, Permission.SCORE_RUN);
    // Parts that are still contested move on.
    on(PUBLISHED, RESCORE, PUBLISHED, null);
    on(PUBLISHED, SUPERSEDE, SUPERSEDED, null);

    part(ResultState.PREVIEW, RESCORE, ResultState.PREVIEW);
    part(ResultState.PREVIEW, CONTEST, ResultState.CONTESTED);
    part(
        ResultState.PREVIEW,
        PUBLISH,
        ResultState.PUBLISHED,
        Guard.MONTH_PUBLISHED,
        Guard.TIME_OVER,
        Guard.UP_TO_DATE);
    part(ResultState.CONTESTED, RESCORE, ResultState.CONTESTED);
    part(ResultState.CONTESTED, CONTEST, ResultState.CONTESTED);
    part(ResultState.CONTESTED, DECIDE, ResultState.PREVIEW, Guard.NOTHING_CONTESTED);
  }

  private PublicationMachine() {}

  /** The row for a state and an event; empty where the event is illegal there. */
  static Optional<Transition> find(PublicationState state, PublicationEvent event) {
    return Optional.ofNullable(TABLE.getOrDefault(state, Map.of()).get(event));
  }

  static Optional<PartTransition> find(ResultState state, PublicationEvent event) {
    return Optional.ofNullable(PARTS.getOrDefault(state, Map.of()).get(event));
  }

  /** What people may do next, in the order of the events. */
  static Set<PublicationEvent> legalEvents(PublicationState state) {
    Set<PublicationEvent> events = new TreeSet<>();
    TABLE
        .getOrDefault(state, Map.of())
        .forEach(
            (event, transition) -> {
              if (transition.permission() != null) {
                events.add(event);
              }
            });
    return events;
  }

  private static void on(
      PublicationState from,
      PublicationEvent event,
      PublicationState to,
      @Nullable Permission permission,
      Guard... guards) {
    Transition former =
        TABLE
            .computeIfAbsent(from, state -> new EnumMap<>(PublicationEvent.class))
            .put(event, new Transition(from, event, to, List.of(guards), permission));
    if (former != null) {
      throw new IllegalStateException("Two rows for " + from + " and " + event);
    }
  }

  private static void part(
      ResultState from, PublicationEvent event, ResultState to, Guard... guards) {
    PartTransition former =
        PARTS
            .computeIfAbsent(from, state -> new EnumMap<>(PublicationEvent.class))
            .put(event, new PartTransition(from, event, to, List.of(guards)));
    if (former != null) {
      throw new IllegalStateException("Two rows for " + from + " and " + event);
    }
  }
}
