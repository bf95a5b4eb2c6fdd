package io.bailiwick.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandAnswerTest {
  private static final Instant START = Instant.parse("2026-04-01T12:00:00Z");
  private static final Instant END = Instant.parse("2026-05-01T12:00:00Z");
  private static final int ME = 1234;
  private static final OrderTerms ORDER = order(null);

  private static final OrderTerms ORDER_OF_ANOTHER =
      new OrderTerms(
          UUID.fromString("01980000-0000-7000-8000-000000000003"),
          "AIP-2026-0001",
          Set.of(9),
          Limit.fullStop(),
          START,
          END,
          null,
          null);

  @ParameterizedTest
  @EnumSource
  void refusesDomainCreateAndNothingElseWhileInForce(EppCommand command) {
    CommandAnswer answer = decide(ORDER, command, START.plusSeconds(60));
    if (command.code().equals("domain:create")) {
      assertThat(answer.allowed()).isFalse();
      assertThat(answer.result().code()).isEqualTo(2308);
      assertThat(answer.reason())
          .isEqualTo(
              "New registrations are limited until 1 May 2026 12:00 UTC (case AIP-2026-0007)."
                  + " Existing registrations are not affected.");
      assertThat(answer.order()).isEqualTo(ORDER);
    } else {
      assertThat(answer.allowed()).as(command.code()).isTrue();
      assertThat(answer.result().code()).isEqualTo(1000);
      assertThat(answer.reason()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void allowsEveryCommandWithoutAnOrder(EppCommand command) {
    assertThat(
            CommandAnswer.decide(List.of(), CommandRequest.of(ME, command, null), START).allowed())
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void allowsEveryCommandAfterTheEndAlthoughNobodyLiftedTheOrder(EppCommand command) {
    assertThat(decide(ORDER, command, END.plusSeconds(1)).allowed()).isTrue();
  }

  @Test
  void isInForceFromItsStartToJustBeforeItsEnd() {
    assertThat(createAllowedAt(ORDER, START.minusNanos(1))).isTrue();
    assertThat(createAllowedAt(ORDER, START)).isFalse();
    assertThat(createAllowedAt(ORDER, END.minusNanos(1))).isFalse();
    assertThat(createAllowedAt(ORDER, END)).isTrue();
  }

  @Test
  void isNoLongerInForceOnceAPersonHasLiftedIt() {
    Instant lifted = Instant.parse("2026-04-10T08:00:00Z");
    assertThat(createAllowedAt(order(lifted), lifted.minusNanos(1))).isFalse();
    assertThat(createAllowedAt(order(lifted), lifted)).isTrue();
    assertThat(order(lifted).stateAt(END.plusSeconds(1))).isEqualTo(OrderState.LIFTED);
  }

  @Test
  void cannotBeWithoutAnEnd() {
    assertThatThrownBy(
            () ->
                new OrderTerms(
                    UUID.randomUUID(),
                    "AIP-2026-0007",
                    Set.of(ME),
                    Limit.fullStop(),
                    START,
                    START,
                    null,
                    null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void endsAfterWholeDays() {
    assertThat(OrderTerms.end(START, 30, 30)).isEqualTo(END);
    assertThat(OrderTerms.end(START, 1, 30)).isEqualTo(Instant.parse("2026-04-02T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 31, Integer.MAX_VALUE})
  void refusesNoDaysAndMoreThanThePolicyAllows(int days) {
    assertThatThrownBy(() -> OrderTerms.end(START, days, 30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 30 days");
  }

  @Test
  void knowsEveryCommandByItsCodeOnly() {
    assertThat(EppCommand.ofCode("domain:create")).contains(EppCommand.DOMAIN_CREATE);
    assertThat(EppCommand.ofCode("domain:Create")).isEmpty();
    assertThat(EppCommand.values())
        .extracting(EppCommand::code)
        .doesNotHaveDuplicates()
        .hasSize(33);
  }

  private static CommandAnswer decide(OrderTerms order, EppCommand command, Instant now) {
    return CommandAnswer.decide(
        List.of(order),
        new CommandRequest(ME, command, "example.org", 1_000_000L, 1_000_000L, false, Set.of()),
        now);
  }

  private static OrderTerms limited(Limit limit) {
    return new OrderTerms(
        UUID.fromString("01980000-0000-7000-8000-000000000002"),
        "AIP-2026-0008",
        Set.of(ME),
        limit,
        START,
        END,
        null,
        null);
  }

  private static CommandAnswer create(
      Limit limit,
      @Nullable String name,
      @Nullable Long today,
      @Nullable Long window,
      @Nullable Boolean verified) {
    return CommandAnswer.decide(
        List.of(limited(limit)),
        new CommandRequest(ME, EppCommand.DOMAIN_CREATE, name, today, window, verified, Set.of()),
        START);
  }

  private static Limit of(
      RestrictionMode mode, @Nullable Integer creates, @Nullable Integer window) {
    return new Limit(mode, List.of(), creates, window, Set.of());
  }

  /** Whatever the mode, and with the worst of counts: every other command is allowed. */
  @ParameterizedTest
  @EnumSource
  void refusesNothingButCreatesInAnyMode(EppCommand command) {
    for (Limit limit :
        List.of(
            Limit.fullStop(),
            of(RestrictionMode.DAILY_CAP, 1, null),
            of(RestrictionMode.RATE, 1, 60),
            of(RestrictionMode.VERIFIED_CUSTOMERS, null, null))) {
      assertThat(decide(limited(limit), command, START).allowed())
          .as("%s %s", limit.mode(), command)
          .isEqualTo(command != EppCommand.DOMAIN_CREATE);
    }
  }

  @Test
  void refusesInboundTransfersOnlyWhereTheyAreSwitchedOn() {
    Limit limit =
        new Limit(
            RestrictionMode.FULL_STOP,
            List.of("org"),
            null,
            null,
            Set.of(SpecialCase.INBOUND_TRANSFER));
    for (EppCommand command : EppCommand.values()) {
      assertThat(decide(limited(limit), command, START).allowed())
          .as("%s", command)
          .isEqualTo(
              command != EppCommand.DOMAIN_CREATE && command != EppCommand.DOMAIN_TRANSFER_REQUEST);
    }
  }

  @Test
  void allowsNamesUpToTheDailyCap() {
    Limit cap = of(RestrictionMode.DAILY_CAP, 50, null);
    assertThat(create(cap, "a.org", 0L, null, null).allowed()).isTrue();
    assertThat(create(cap, "a.org", 49L, null, null).allowed()).isTrue();
    assertThat(create(cap, "a.org", 50L, null, null).reason())
        .isEqualTo(
            "New registrations are limited to 50 a day (UTC) until 1 May 2026 12:00 UTC (case"
                + " AIP-2026-0008). Existing registrations are not affected.");
    assertThat(create(cap, "a.org", Long.MAX_VALUE, null, null).allowed()).isFalse();
  }

  @Test
  void allowsNamesUpToTheRate() {
    Limit rate = of(RestrictionMode.RATE, 5, 60);
    assertThat(create(rate, "a.org", 1_000L, 4L, null).allowed()).isTrue();
    assertThat(create(rate, "a.org", 0L, 5L, null).reason())
        .startsWith("New registrations are limited to 5 within 60 minutes until");
  }

  @Test
  void allowsNamesOfVerifiedCustomers() {
    Limit verified = of(RestrictionMode.VERIFIED_CUSTOMERS, null, null);
    assertThat(create(verified, "a.org", null, null, true).allowed()).isTrue();
    assertThat(create(verified, "a.org", null, null, false).reason())
        .startsWith("New registrations are limited to verified customers until");
  }

  @Test
  void refusesInTheZonesOfTheOrderOnly() {
    Limit limit = new Limit(RestrictionMode.FULL_STOP, List.of("ngo", "ORG"), null, null, Set.of());
    assertThat(create(limit, "a.org", null, null, null).reason())
        .startsWith("New registrations in .ngo, .org are limited until");
    assertThat(create(limit, "A.ORG.", null, null, null).allowed()).isFalse();
    assertThat(create(limit, "a.ngo", null, null, null).allowed()).isFalse();
    assertThat(create(limit, "a.net", null, null, null).allowed()).isTrue();
    assertThat(create(limit, "a.notorg", null, null, null).allowed()).isTrue();
    assertThat(create(limit, "org", null, null, null).allowed()).isTrue();
  }

  /** Doubt never stops a registrar: what the EPP system does not send is a warning to it. */
  @Test
  void allowsAndWarnsWhereItIsNotToldWhatItNeeds() {
    Limit zones = new Limit(RestrictionMode.FULL_STOP, List.of("org"), null, null, Set.of());
    assertThat(create(zones, null, null, null, null).lacks()).containsExactly(Lack.NAME);
    assertThat(create(zones, null, null, null, null).allowed()).isTrue();
    assertThat(create(of(RestrictionMode.DAILY_CAP, 1, null), null, null, 9L, true).lacks())
        .containsExactly(Lack.CREATES_TODAY);
    assertThat(create(of(RestrictionMode.RATE, 1, 1), null, 9L, null, true).lacks())
        .containsExactly(Lack.CREATES_IN_WINDOW);
    assertThat(
            create(of(RestrictionMode.VERIFIED_CUSTOMERS, null, null), null, 9L, 9L, null).lacks())
        .containsExactly(Lack.CUSTOMER_VERIFIED);
    assertThat(create(Limit.fullStop(), null, null, null, null).allowed()).isFalse();
  }

  @Test
  void oneOrderThatRefusesIsEnough() {
    CommandAnswer answer =
        CommandAnswer.decide(
            List.of(limited(of(RestrictionMode.DAILY_CAP, 5, null)), ORDER),
            CommandRequest.of(ME, EppCommand.DOMAIN_CREATE, null),
            START);
    assertThat(answer.order()).isEqualTo(ORDER);
    assertThat(answer.lacks()).isEmpty();
  }

  @Test
  void namesWhatDoesNotFit() {
    assertThat(Limit.fullStop().flaws()).isEmpty();
    assertThat(of(RestrictionMode.DAILY_CAP, null, null).flaws())
        .extracting(Limit.Flaw::field)
        .containsExactly("creates");
    assertThat(of(RestrictionMode.RATE, 5, null).flaws())
        .extracting(Limit.Flaw::field)
        .containsExactly("windowMinutes");
    assertThat(of(RestrictionMode.RATE, 0, 1_441).flaws()).hasSize(2);
    assertThat(of(RestrictionMode.FULL_STOP, 5, 5).flaws()).hasSize(2);
    assertThat(
            new Limit(RestrictionMode.RATE, List.of(".org", "a b"), 5, 5, Set.of(SpecialCase.CHECK))
                .flaws())
        .extracting(Limit.Flaw::field)
        .containsExactly("tlds", "includes");
  }

  /**
   * Every command of every object, by registrars that the order names and that it does not, in
   * zones that it names and that it does not, whatever else is true: of all of these the order
   * refuses the create of the named registrars in the named zone, and nothing else. Auto-renewal is
   * the registry's own deed and no command; changes of DS records (RFC 5910) are {@code
   * domain:update}; RFC 3915's restore rides on {@code domain:update}, too, and has codes of its
   * own.
   */
  @ParameterizedTest
  @EnumSource
  void refusesCreatesOfTheNamedRegistrarsInTheNamedZonesAlone(EppCommand command) {
    OrderTerms order =
        new OrderTerms(
            UUID.randomUUID(),
            "AIP-2026-0009",
            Set.of(ME, 1235),
            new Limit(RestrictionMode.FULL_STOP, List.of("org"), null, null, Set.of()),
            START,
            END,
            null,
            null);
    for (int registrar : new int[] {ME, 1235, 1236}) {
      for (String name : new String[] {"example.org", "ns1.example.org", "example.ngo", "c-1"}) {
        boolean refused =
            command == EppCommand.DOMAIN_CREATE && registrar != 1236 && name.endsWith(".org");
        CommandAnswer answer =
            CommandAnswer.decide(
                List.of(ORDER_OF_ANOTHER, order),
                CommandRequest.of(registrar, command, name),
                START);
        assertThat(answer.allowed()).as("%s %s %s", registrar, command, name).isEqualTo(!refused);
        assertThat(answer.result().code()).isEqualTo(refused ? 2308 : 1000);
      }
    }
  }

  /** RFC 5731: twelve things can be asked of a domain, seven of a host, ten of a contact. */
  @Test
  void coversEveryVerbOfEveryObject() {
    assertThat(EppCommand.values())
        .extracting(EppCommand::code)
        .contains(
            "domain:check",
            "domain:info",
            "domain:transfer-query",
            "domain:create",
            "domain:delete",
            "domain:renew",
            "domain:transfer-request",
            "domain:transfer-approve",
            "domain:transfer-reject",
            "domain:transfer-cancel",
            "domain:update",
            "domain:restore-request",
            "domain:restore-report",
            "host:check",
            "host:info",
            "host:create",
            "host:delete",
            "host:update",
            "contact:check",
            "contact:info",
            "contact:transfer-query",
            "contact:create",
            "contact:delete",
            "contact:transfer-request",
            "contact:transfer-approve",
            "contact:transfer-reject",
            "contact:transfer-cancel",
            "contact:update",
            "poll:req",
            "poll:ack",
            "hello",
            "login",
            "logout");
  }

  /** The gaining registrar asks; that a name leaves the limited registrar is nobody's business. */
  @Test
  void letsNamesBeTransferredAwayEvenWhereTransfersToTheRegistrarAreRefused() {
    OrderTerms order =
        limited(
            new Limit(
                RestrictionMode.FULL_STOP,
                List.of(),
                null,
                null,
                Set.of(SpecialCase.INBOUND_TRANSFER)));
    assertThat(transfer(order, 1236).allowed()).isTrue();
    assertThat(transfer(order, ME).reason())
        .isEqualTo(
            "Transfers to this registrar are refused until 1 May 2026 12:00 UTC (case"
                + " AIP-2026-0008). Existing registrations are not affected.");
  }

  private static CommandAnswer transfer(OrderTerms order, int gaining) {
    return CommandAnswer.decide(
        List.of(order),
        CommandRequest.of(gaining, EppCommand.DOMAIN_TRANSFER_REQUEST, "example.org"),
        START);
  }

  @ParameterizedTest
  @EnumSource
  void leavesSpecialCasesAloneUnlessTheOrderIncludesThem(SpecialCase special) {
    CommandRequest request =
        switch (special) {
          case INBOUND_TRANSFER ->
              CommandRequest.of(ME, EppCommand.DOMAIN_TRANSFER_REQUEST, "a.org");
          case CHECK -> CommandRequest.of(ME, EppCommand.DOMAIN_CHECK, "a.org");
          case VARIANT, PREMIUM, PENDING_APPLICATION ->
              new CommandRequest(
                  ME, EppCommand.DOMAIN_CREATE, "a.org", null, null, null, Set.of(special));
        };
    assertThat(CommandAnswer.decide(List.of(ORDER), request, START).allowed()).isTrue();
    for (SpecialCase included : SpecialCase.values()) {
      OrderTerms order =
          limited(new Limit(RestrictionMode.FULL_STOP, List.of(), null, null, Set.of(included)));
      assertThat(CommandAnswer.decide(List.of(order), request, START).allowed())
          .as("%s, including %s", special, included)
          .isEqualTo(included != special);
    }
  }

  @Test
  void refusesAPremiumVariantOnlyWhereBothAreIncluded() {
    CommandRequest both =
        new CommandRequest(
            ME,
            EppCommand.DOMAIN_CREATE,
            "a.org",
            null,
            null,
            null,
            Set.of(SpecialCase.PREMIUM, SpecialCase.VARIANT));
    assertThat(allowedIncluding(both, SpecialCase.PREMIUM)).isTrue();
    assertThat(allowedIncluding(both, SpecialCase.PREMIUM, SpecialCase.VARIANT)).isFalse();
  }

  private static boolean allowedIncluding(CommandRequest request, SpecialCase... included) {
    Limit limit = new Limit(RestrictionMode.FULL_STOP, List.of(), null, null, Set.of(included));
    return CommandAnswer.decide(List.of(limited(limit)), request, START).allowed();
  }

  @Test
  void hasWordsForThePollQueue() {
    assertThat(ORDER.startMessage())
        .isEqualTo(
            "New registrations are limited from 1 April 2026 12:00 UTC until 1 May 2026 12:00 UTC"
                + " (case AIP-2026-0007). Existing registrations are not affected, and every other"
                + " command works as before.");
    assertThat(ORDER.endMessage())
        .isEqualTo("The limit on new registrations has ended (case AIP-2026-0007).");
  }

  @Test
  void cannotBeWithoutARegistrar() {
    assertThatThrownBy(
            () ->
                new OrderTerms(
                    UUID.randomUUID(),
                    "AIP-2026-0007",
                    Set.of(),
                    Limit.fullStop(),
                    START,
                    END,
                    null,
                    null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean createAllowedAt(OrderTerms order, Instant now) {
    return decide(order, EppCommand.DOMAIN_CREATE, now).allowed();
  }

  private static OrderTerms order(@Nullable Instant liftedAt) {
    return new OrderTerms(
        UUID.fromString("01980000-0000-7000-8000-000000000001"),
        "AIP-2026-0007",
        Set.of(ME),
        Limit.fullStop(),
        START,
        END,
        liftedAt,
        null);
  }

  /** An appeal that stays the order lets creates through, and its end comes all the same. */
  @Test
  void limitsNothingWhileItIsStayed() {
    OrderTerms stayed =
        new OrderTerms(
            UUID.fromString("01980000-0000-7000-8000-000000000003"),
            "AIP-2026-0009",
            Set.of(ME),
            Limit.fullStop(),
            START,
            END,
            null,
            START.plusSeconds(60));
    assertThat(stayed.stateAt(START.plusSeconds(120))).isEqualTo(OrderState.STAYED);
    assertThat(stayed.stateAt(END)).isEqualTo(OrderState.ENDED);
  }
}
