package io.bailiwick.launcher.process;

/**
 * The suite cannot start or go on; the message is complete and written for the person at the
 * terminal.
 */
public final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LaunchException(String message) {
    super(message);
  }

  public LaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
