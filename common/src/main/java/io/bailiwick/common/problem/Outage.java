package io.bailiwick.common.problem;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure of what a service stands on, which is no fault of the service: it passes, and the same
 * request succeeds afterwards.
 *
 * @param kind what has failed
 * @param cause in the words of the one that noticed, for the log
 */
record Outage(Kind kind, String cause) {

  enum Kind {
    CALLER_GONE,
    DATABASE_AWAY,
    DATABASE_FULL,
    DISK_FULL,
    CONTENDED
  }

  /** The outage that a failure comes from, as far as its causes tell; null where there is none. */
  static @Nullable Outage behind(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> rest = new ArrayDeque<>();
    rest.add(failure);
    while (!rest.isEmpty()) {
      Throwable next = rest.removeFirst();
      if (!seen.add(next) || next instanceof ProcessingException) {
        continue; // the latter: a call to a peer, whose connections are not the caller's
      }
      @Nullable Kind kind = kind(next);
      if (kind != null) {
        return new Outage(kind, words(next));
      }
      if (next.getCause() != null) {
        rest.add(next.getCause());
      }
      // A commit that fails carries the reason along only so.
      rest.addAll(Arrays.asList(next.getSuppressed()));
    }
    return null;
  }

  private static @Nullable Kind kind(Throwable failure) {
    return switch (failure) {
      case SQLException sql -> kind(sql);
      case HttpClosedException closed -> Kind.CALLER_GONE;
      case IOException io ->
          isNoSpace(io) ? Kind.DISK_FULL : isFromBody(io) ? Kind.CALLER_GONE : null;
      default -> null;
    };
  }

  /** By PostgreSQL's codes (its manual, appendix "PostgreSQL Error Codes"). */
  private static @Nullable Kind kind(SQLException failure) {
    @Nullable String state = failure.getSQLState();
    if (state == null) {
      return isFromPool(failure) ? Kind.DATABASE_AWAY : null;
    }
    return switch (state) {
      case "53100" -> Kind.DATABASE_FULL;
      // Shut down, crashed, starting, ended when idle; too many connections, out of memory.
      case "57P01", "57P02", "57P03", "57P05", "53000", "53200", "53300" -> Kind.DATABASE_AWAY;
      // Serialization failure, deadlock, lock not available.
      case "40001", "40P01", "55P03" -> Kind.CONTENDED;
      default -> state.startsWith("08") ? Kind.DATABASE_AWAY : null;
    };
  }

  /** The pool has no code for a connection that did not come in time. */
  private static boolean isFromPool(SQLException failure) {
    @Nullable String message = failure.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("acquisition timeout");
  }

  /** The words of Linux for ENOSPC and EDQUOT; Java has no exception of its own for them. */
  private static boolean isNoSpace(IOException failure) {
    @Nullable String message = failure.getMessage();
    return message != null
        && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
  }

  /** What reading a body says when no more comes, or not in time. */
  private static boolean isFromBody(IOException failure) {
    return failure.getClass() == IOException.class
        && (failure.getCause() instanceof ClosedChannelException
            || "Read timed out".equals(failure.getMessage()));
  }

  private static String words(Throwable failure) {
    return failure instanceof SQLException sql && sql.getSQLState() != null
        ? sql.getSQLState() + " " + firstLine(sql)
        : firstLine(failure);
  }

  /** Without the detail and the statement, which may name what somebody sent. */
  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  ProblemException problem() {
    return switch (kind) {
      case CALLER_GONE ->
          ProblemException.malformed(
              "The body ended before all of it had come. Nothing was changed.");
      case DATABASE_AWAY -> ProblemException.databaseAway();
      case DATABASE_FULL -> ProblemException.noRoom("The disk of the database is full.");
      case DISK_FULL -> ProblemException.noRoom("The disk of the service is full.");
      case CONTENDED -> ProblemException.contended();
    };
  }
}
