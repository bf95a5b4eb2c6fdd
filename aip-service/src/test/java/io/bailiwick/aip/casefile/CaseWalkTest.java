package io.bailiwick.aip.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.aip.casefile.CaseFacts.Fact;
import io.bailiwick.aip.casefile.CaseMachine.Transition;
import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.aip.deadline.DayUnit;
import io.bailiwick.aip.deadline.Deadline;
import io.bailiwick.aip.policy.AipPolicy;
import io.bailiwick.common.security.Role;
import io.bailiwick.enforcement.CommandAnswer;
import io.bailiwick.enforcement.CommandRequest;
import io.bailiwick.enforcement.EppCommand;
import io.bailiwick.enforcement.Limit;
import io.bailiwick.enforcement.OrderState;
import io.bailiwick.enforcement.OrderTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of events against the rules alone: people with every role try everything at any
 * time, in order and out of it. What may never happen is checked after every step, by a second
 * account of what happened that knows nothing of the table.
 */
class CaseWalkTest {
  private static final int WALKS = 3_000;
  private static final int STEPS = 200;
  private static final AipPolicy POLICY = AipPolicy.of("Ours", "US", 5, 15, 15, 30, 120);
  private static final BusinessCalendar CALENDAR = BusinessCalendar.of("US");
  private static final Set<CaseEvent> ENDS =
      Set.of(CaseEvent.DISMISS, CaseEvent.CLOSE, CaseEvent.CLOSE_UNFOUNDED, CaseEvent.RESTORE);
  private static final UUID ORDER = new UUID(0, 1);

  /** Some hold more than one role; that must help nobody. */
  private enum Person {
    OLGA(Role.COMPLIANCE_OFFICER),
    DORA(Role.DECIDER),
    DIRK(Role.DECIDER),
    RITA(Role.APPEAL_REVIEWER),
    REGISTRAR(Role.REGISTRAR_ADMIN),
    MANAGER(Role.ACCOUNT_MANAGER),
    EVE(Role.COMPLIANCE_OFFICER, Role.DECIDER, Role.APPEAL_REVIEWER);

    private final Set<Role> roles;

    Person(Role... roles) {
      this.roles = Set.of(roles);
    }

    boolean may(Transition row) {
      return row.permission() != null
          && roles.stream().anyMatch(role -> role.permissions().contains(row.permission()));
    }
  }

  /** A proposal, and who has approved it. */
  private record Proposal(
      Person proposer, List<Person> deciders, int days, boolean acute, List<Person> approvals) {}

  /** The second account of a case. */
  private static final class Walk {
    private final Random random;
    private Instant now = Instant.parse("2026-01-05T09:00:00Z");
    private CaseState state = CaseState.CANDIDATE;
    private final List<Deadline> responses = new ArrayList<>();
    private Proposal proposal;
    private Proposal limited;
    private OrderTerms order;
    private boolean stayed;
    private boolean appealOpen;
    private Instant appealDue;
    private final Set<Person> reviewers = new HashSet<>();
    private Duration limitedFor = Duration.ZERO;
    private final Map<CaseEvent, Integer> made;

    Walk(long seed, Map<CaseEvent, Integer> made) {
      this.random = new Random(seed);
      this.made = made;
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        if (random.nextInt(3) == 0) {
          now = now.plus(Duration.ofHours(random.nextInt(24 * 12)));
          clock();
        }
        List<Transition> rows = CaseMachine.rows().filter(row -> row.from() == state).toList();
        // Mostly something that the state knows, and now and then anything at all.
        CaseEvent event =
            rows.isEmpty() || random.nextInt(8) == 0
                ? CaseEvent.values()[random.nextInt(CaseEvent.values().length)]
                : rows.get(random.nextInt(rows.size())).event();
        // Few walks end early, or they would never come to a limit.
        if (!ENDS.contains(event) || random.nextInt(40) == 0) {
          attempt(somebody(event), event);
        }
        check();
      }
    }

    /** Half of the time one of those who may, the other half anybody. */
    private Person somebody(CaseEvent event) {
      List<Person> able =
          CaseMachine.find(state, event).stream()
              .flatMap(row -> Stream.of(Person.values()).filter(person -> person.may(row)))
              .toList();
      return able.isEmpty() || random.nextBoolean()
          ? pick()
          : able.get(random.nextInt(able.size()));
    }

    /** What the clock does, and nobody else. */
    private void clock() {
      if (state == CaseState.LIMIT_IN_FORCE
          && appealOpen
          && !now.isBefore(appealDue)
          && order.stateAt(now) == OrderState.IN_FORCE) {
        enter(CaseMachine.apply(state, CaseEvent.STAY_OVERDUE, CaseFacts.ofOrder(false)));
        stay(true);
      }
      if ((state == CaseState.LIMIT_IN_FORCE || state == CaseState.STAYED)
          && order.stateAt(now) == OrderState.ENDED) {
        enter(CaseMachine.apply(state, CaseEvent.END_LIMIT, CaseFacts.ofOrder(true)));
        limitedFor = limitedFor.plus(Duration.between(order.startsAt(), order.endsAt()));
      }
    }

    private void attempt(Person person, CaseEvent event) {
      Optional<Transition> row = CaseMachine.find(state, event);
      if (row.isEmpty() || !person.may(row.get())) {
        return;
      }
      Proposal wanted = event == CaseEvent.PROPOSE_LIMIT ? propose(person) : proposal;
      CaseFacts facts = facts(person, event, wanted);
      Transition step;
      try {
        step = CaseMachine.apply(state, event, facts);
      } catch (CaseEventRefusedException refused) {
        return;
      }
      if (event == CaseEvent.PROPOSE_LIMIT && !fits(wanted)) {
        return;
      }
      if (event == CaseEvent.FILE_APPEAL) {
        assertThat(limited).as("an appeal is against a limit").isNotNull();
      }
      does(person, event, wanted);
      enter(step);
    }

    private Proposal propose(Person person) {
      boolean acute = random.nextBoolean();
      List<Person> deciders =
          switch (random.nextInt(4)) {
            case 0 -> List.of(Person.DORA);
            case 1 -> List.of(Person.DORA, Person.DIRK);
            case 2 -> List.of(pick());
            default -> List.of(pick(), pick());
          };
      return new Proposal(person, deciders, 1 + random.nextInt(40), acute, new ArrayList<>());
    }

    private Person pick() {
      return Person.values()[random.nextInt(Person.values().length)];
    }

    private boolean fits(Proposal wanted) {
      int maximum = wanted.acute() ? POLICY.acute().limitMaximumDays() : POLICY.limitMaximumDays();
      return wanted.days() <= maximum
          && limitedFor
                  .plus(Duration.ofDays(wanted.days()))
                  .compareTo(Duration.ofDays(POLICY.limitTotalMaximumDays()))
              <= 0;
    }

    private CaseFacts facts(Person person, CaseEvent event, Proposal wanted) {
      CaseFacts facts =
          event == CaseEvent.PROPOSE_LIMIT
              ? CaseFacts.ofProposal(
                  DueProcess.missing(
                      responses.stream()
                          .map(
                              time ->
                                  new DueProcess.Served(
                                      "Why", 1, time.standsStill() ? null : time.overAt(), "How"))
                          .toList(),
                      "Why a limit",
                      person.name(),
                      wanted.deciders().stream().map(Person::name).toList(),
                      !wanted.acute() || wanted.deciders().size() == 2,
                      now))
              : CaseFacts.NONE;
      boolean runs = order != null && order.stateAt(now) != OrderState.ENDED;
      Proposal of = event == CaseEvent.KEEP_LIMIT ? limited : wanted;
      boolean named =
          of != null
              && of.deciders().contains(person)
              && (event == CaseEvent.KEEP_LIMIT || !of.approvals().contains(person));
      return facts
          .and(Fact.NAMED_DECIDER, named)
          .and(Fact.PROPOSER, of != null && of.proposer() == person)
          .and(
              Fact.FURTHER_APPROVAL_NEEDED,
              wanted != null && wanted.approvals().size() + 1 < wanted.deciders().size())
          .and(Fact.ORDER_ENDED, !runs)
          .and(Fact.PLAN_AGREED, true)
          .and(Fact.EXTENSION_LEFT, random.nextBoolean())
          .and(Fact.APPEALABLE, limited != null && !appealOpen)
          .and(Fact.MILDER, true)
          .and(
              Fact.INDEPENDENT,
              limited != null
                  && appealOpen
                  && limited.proposer() != person
                  && !limited.deciders().contains(person)
                  && !reviewers.contains(person));
    }

    private void does(Person person, CaseEvent event, Proposal wanted) {
      switch (event) {
        case SEND_NOTICE ->
            responses.add(
                Deadline.of(CALENDAR, now, POLICY.responseBusinessDays(), DayUnit.BUSINESS_DAYS));
        case PROPOSE_LIMIT -> {
          proposal = wanted;
          // What the system says it checks, checked again.
          assertThat(responses).isNotEmpty().allMatch(time -> time.isOver(now));
          assertThat(wanted.deciders()).isNotEmpty().doesNotContain(person);
        }
        case ENDORSE_LIMIT -> proposal.approvals().add(person);
        case APPROVE_LIMIT -> {
          proposal.approvals().add(person);
          limited = proposal;
          proposal = null;
          appealOpen = false;
          reviewers.clear();
          stayed = false;
          order(
              limited.acute()
                  ? Math.min(limited.days(), POLICY.acute().reviewDays())
                  : limited.days());
        }
        case REFUSE_LIMIT, WITHDRAW_PROPOSAL -> proposal = null;
        case LIFT_LIMIT -> lift();
        case FILE_APPEAL -> {
          appealOpen = true;
          appealDue =
              Deadline.of(
                      CALENDAR, now, POLICY.appeals().internalBusinessDays(), DayUnit.BUSINESS_DAYS)
                  .overAt();
        }
        case STAY_LIMIT -> stay(true);
        case UPHOLD_LIMIT -> {
          decided(person);
          if (state == CaseState.STAYED) {
            stay(false);
          }
        }
        case VARY_LIMIT -> {
          decided(person);
          Instant end = order.endsAt();
          lift();
          order = terms(now, end);
          stayed = false;
        }
        case REVERSE_LIMIT, CLOSE_UNFOUNDED -> {
          if (event == CaseEvent.REVERSE_LIMIT) {
            decided(person);
          }
          proposal = null;
          if (state == CaseState.LIMIT_IN_FORCE || state == CaseState.STAYED) {
            lift();
          }
        }
        case KEEP_LIMIT,
            CONFIRM,
            DISMISS,
            ACKNOWLEDGE,
            FILE_PLAN,
            AGREE_PLAN,
            START_MONITORING,
            EXTEND,
            RESTORE,
            CLOSE -> {}
        case END_LIMIT, STAY_OVERDUE, FLAG_TAKEOVER ->
            throw new AssertionError("a person did " + event);
      }
    }

    private void decided(Person person) {
      reviewers.add(person);
      appealOpen = false;
      // Three people, whatever roles they hold.
      assertThat(person).isNotEqualTo(limited.proposer()).isNotIn(limited.deciders());
      assertThat(limited.approvals()).doesNotContain(limited.proposer());
    }

    private void order(int days) {
      assertThat(limited.approvals()).doesNotContain(limited.proposer()).doesNotHaveDuplicates();
      assertThat(limited.approvals()).isSubsetOf(limited.deciders());
      assertThat(limited.approvals()).hasSameSizeAs(limited.deciders());
      if (limited.acute()) {
        assertThat(limited.approvals()).hasSize(2);
      }
      order =
          terms(
              now,
              OrderTerms.end(
                  now,
                  days,
                  limited.acute() ? POLICY.acute().limitMaximumDays() : POLICY.limitMaximumDays()));
    }

    private static OrderTerms terms(Instant from, Instant until) {
      return new OrderTerms(
          ORDER, "AIP-2026-0001", Set.of(1), Limit.fullStop(), from, until, null, null);
    }

    private void lift() {
      limitedFor = limitedFor.plus(Duration.between(order.startsAt(), now));
      order =
          new OrderTerms(
              ORDER,
              "AIP-2026-0001",
              Set.of(1),
              Limit.fullStop(),
              order.startsAt(),
              order.endsAt(),
              now,
              null);
    }

    private void stay(boolean how) {
      stayed = how;
      order =
          new OrderTerms(
              ORDER,
              "AIP-2026-0001",
              Set.of(1),
              Limit.fullStop(),
              order.startsAt(),
              order.endsAt(),
              null,
              how ? now : null);
    }

    private void enter(Transition row) {
      state = row.to();
      made.merge(row.event(), 1, Integer::sum);
    }

    /** What must be true at any time. */
    private void check() {
      boolean refused =
          !CommandAnswer.decide(
                  order == null ? List.of() : List.of(order),
                  CommandRequest.of(1, EppCommand.DOMAIN_CREATE, "example.org"),
                  now)
              .allowed();
      if (refused) {
        assertThat(state).as("only a limit in force refuses").isEqualTo(CaseState.LIMIT_IN_FORCE);
        assertThat(limited).as("a limit was decided").isNotNull();
        assertThat(responses).as("the registrar had its time").isNotEmpty();
        assertThat(stayed).as("a stayed order allows creates").isFalse();
        assertThat(now).as("none outlives its end").isBefore(order.endsAt());
      }
      if (order != null) {
        assertThat(order.endsAt())
            .as("none is without an end")
            .isBeforeOrEqualTo(order.startsAt().plus(Duration.ofDays(POLICY.limitMaximumDays())));
        OrderTerms last = order;
        assertThat(
                CommandAnswer.decide(
                        List.of(last),
                        CommandRequest.of(1, EppCommand.DOMAIN_CREATE, "example.org"),
                        last.endsAt())
                    .allowed())
            .as("it ends by itself")
            .isTrue();
        assertThat(
                Stream.of(EppCommand.values())
                    .filter(command -> command != EppCommand.DOMAIN_CREATE)
                    .allMatch(
                        command ->
                            CommandAnswer.decide(
                                    List.of(last),
                                    CommandRequest.of(1, command, "example.org"),
                                    now)
                                .allowed()))
            .as("nothing but creates is limited")
            .isTrue();
      }
      assertThat(limitedFor)
          .as("all limits of a case together")
          .isLessThanOrEqualTo(Duration.ofDays(POLICY.limitTotalMaximumDays()));
    }
  }

  @Test
  void neverLimitsAgainstTheRules() {
    Map<CaseEvent, Integer> made = new EnumMap<>(CaseEvent.class);
    for (int walk = 0; walk < WALKS; walk++) {
      new Walk(walk, made).run();
    }
    // The walks are worth something only if they get everywhere.
    assertThat(made.keySet())
        .contains(
            CaseEvent.APPROVE_LIMIT,
            CaseEvent.ENDORSE_LIMIT,
            CaseEvent.END_LIMIT,
            CaseEvent.LIFT_LIMIT,
            CaseEvent.FILE_APPEAL,
            CaseEvent.STAY_LIMIT,
            CaseEvent.UPHOLD_LIMIT,
            CaseEvent.VARY_LIMIT,
            CaseEvent.REVERSE_LIMIT,
            CaseEvent.CLOSE_UNFOUNDED,
            CaseEvent.RESTORE);
  }
}
