package io.bailiwick.common.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.ProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The codes are those of PostgreSQL's manual, appendix "PostgreSQL Error Codes". */
class OutageTest {

  private static Outage.Kind kind(Throwable failure) {
    Outage outage = Outage.behind(failure);
    assertThat(outage).isNotNull();
    return outage.kind();
  }

  @ParameterizedTest
  @CsvSource({
    "08001, DATABASE_AWAY, 503",
    "08006, DATABASE_AWAY, 503",
    "57P01, DATABASE_AWAY, 503",
    "57P02, DATABASE_AWAY, 503",
    "57P03, DATABASE_AWAY, 503",
    "53300, DATABASE_AWAY, 503",
    "53100, DATABASE_FULL, 507",
    "40001, CONTENDED, 503",
    "40P01, CONTENDED, 503",
  })
  void isToldByTheCodeOfTheDatabase(String state, Outage.Kind kind, int status) {
    Throwable failure = new IllegalStateException("a COPY failed", new SQLException("no", state));
    assertThat(kind(failure)).isEqualTo(kind);
    Outage outage = Outage.behind(failure);
    assertThat(outage).isNotNull();
    assertThat(outage.problem().code().status()).isEqualTo(status);
    assertThat(outage.problem().retryAfterSeconds()).isPositive();
    assertThat(outage.problem().nextSteps()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"23505", "42P01", "22001", "P0001"})
  void isNotWhatTheServiceDidWrong(String state) {
    assertThat(Outage.behind(new IllegalStateException(new SQLException("no", state)))).isNull();
  }

  @Test
  void isFoundWhereACommitHidesIt() {
    Throwable rollback = new IllegalStateException("could not commit");
    rollback.addSuppressed(new RuntimeException(new SQLException("gone", "08006")));
    assertThat(kind(rollback)).isEqualTo(Outage.Kind.DATABASE_AWAY);
  }

  @Test
  void isAPoolThatGetsNoConnection() {
    assertThat(kind(new SQLException("Acquisition timeout while waiting for new connection")))
        .isEqualTo(Outage.Kind.DATABASE_AWAY);
    assertThat(kind(new SQLException("Sorry, acquisition timeout!")))
        .isEqualTo(Outage.Kind.DATABASE_AWAY);
  }

  @Test
  void isADiskThatIsFull() {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    Throwable failure =
        catchThrowable(
            () -> {
              try (OutputStream out = Files.newOutputStream(full)) {
                out.write(1);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThat(kind(failure)).isEqualTo(Outage.Kind.DISK_FULL);
  }

  @Test
  void isACallerWhoWentAwayButNotAPeerWhoDid() {
    Throwable closed = new HttpClosedException("Connection was closed");
    assertThat(kind(new UncheckedIOException(new IOException(closed))))
        .isEqualTo(Outage.Kind.CALLER_GONE);
    assertThat(kind(new UncheckedIOException(new IOException(new ClosedChannelException()))))
        .isEqualTo(Outage.Kind.CALLER_GONE);
    assertThat(Outage.behind(new ProcessingException(closed))).isNull();
  }

  @Test
  void isNotAnyFailureToReadAFile() {
    assertThat(Outage.behind(new UncheckedIOException(new FileNotFoundException("x")))).isNull();
  }

  @Test
  void tellsTheLogNothingOfWhatWasSent() {
    SQLException failure =
        new SQLException("could not extend file\n  Detail: Key (value)=(secret)", "53100");
    Outage outage = Outage.behind(failure);
    assertThat(outage).isNotNull();
    assertThat(outage.cause()).isEqualTo("53100 could not extend file");
  }
}
