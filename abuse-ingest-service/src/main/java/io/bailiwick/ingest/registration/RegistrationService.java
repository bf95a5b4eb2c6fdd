package io.bailiwick.ingest.registration;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Day;
import io.bailiwick.ingest.upload.Taken;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Receiving deposits, and looking at what the registry knows. */
@ApplicationScoped
class RegistrationService {
  private static final int MOST_DAYS = 366;

  private final RegistrationRepository registrations;
  private final DepositIntake intake;
  private final Uploads uploads;

  @Inject
  RegistrationService(RegistrationRepository registrations, DepositIntake intake, Uploads uploads) {
    this.registrations = registrations;
    this.intake = intake;
    this.uploads = uploads;
  }

  Taken<Deposit> receive(@Nullable InputStream body) {
    return uploads.receive(body, intake::take);
  }

  Deposit deposit(UUID id) {
    return registrations.deposit(id).orElseThrow(() -> ProblemException.notFound("deposit"));
  }

  Page<Deposit> deposits(PageRequest request) {
    return Page.of(
        request,
        Deposit.class,
        (after, limit) -> {
          if (after == null) {
            return registrations.deposits(null, "", limit);
          }
          List<String> key = Cursor.parts(after, 2);
          try {
            return registrations.deposits(Instant.parse(key.get(0)), key.get(1), limit);
          } catch (DateTimeException e) {
            throw ProblemException.malformed("The cursor in 'after' is not one of this list.");
          }
        },
        deposit -> Cursor.key(deposit.watermark(), deposit.tld()));
  }

  Page<DepositRejection> rejections(UUID deposit, PageRequest request) {
    deposit(deposit);
    return Page.of(
        request,
        DepositRejection.class,
        (after, limit) ->
            registrations.rejections(deposit, after == null ? 0 : Cursor.number(after), limit),
        rejection -> Cursor.key(rejection.number()));
  }

  RegistrationHistory history(String name) {
    String label = name.toLowerCase(Locale.ROOT);
    List<RegistrationHistory.Lifetime> lifetimes = registrations.lifetimes(label);
    if (lifetimes.isEmpty()) {
      throw ProblemException.notFound("registration");
    }
    return new RegistrationHistory(label, lifetimes);
  }

  Page<SignedName> signed(RegistrarId registrar, Day day, PageRequest request) {
    if (!registrations.isShown(day.value())) {
      throw ProblemException.conflict(
          "No deposit shows the end of " + day + ".",
          List.of("Ask for a day that a deposit shows: see missingDays of /v1/portfolios."));
    }
    return Page.of(
        request,
        SignedName.class,
        (after, limit) ->
            registrations.signed(registrar, day.value(), after == null ? "" : after, limit),
        SignedName::name);
  }

  Page<RegistrationEvent> events(
      RegistrationEvent.@Nullable Type type, @Nullable RegistrarId registrar, PageRequest request) {
    return Page.of(
        request,
        RegistrationEvent.class,
        (after, limit) ->
            registrations.events(after == null ? 0 : Cursor.number(after), type, registrar, limit),
        event -> Cursor.key(event.sequence()));
  }

  Page<CreatesOfDay> creates(Day from, Day until, PageRequest request) {
    if (!until.value().isAfter(from.value())
        || from.value().plusDays(MOST_DAYS).isBefore(until.value())) {
      throw ProblemException.invalid(
          "There is nothing to count in that.",
          new Violation("until", "is 1 to " + MOST_DAYS + " days after from"));
    }
    return Page.of(
        request,
        CreatesOfDay.class,
        (after, limit) -> {
          List<String> key = after == null ? List.of(from.toString(), "0") : Cursor.parts(after, 2);
          try {
            return registrations.creates(
                new Day(LocalDate.parse(key.get(0))), Integer.parseInt(key.get(1)), until, limit);
          } catch (DateTimeException | NumberFormatException e) {
            throw ProblemException.malformed("The cursor in 'after' is not one of this list.");
          }
        },
        row -> Cursor.key(row.day(), row.registrar().ianaId()));
  }
}
