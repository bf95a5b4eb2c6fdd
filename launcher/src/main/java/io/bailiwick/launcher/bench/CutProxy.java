package io.bailiwick.launcher.bench;

import io.bailiwick.launcher.process.Relay;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a service and what it calls on the loopback interface, its database or a peer, and
 * does what networks do: resets, falls silent, takes its time, lets nobody through.
 */
final class CutProxy implements AutoCloseable {
  private enum State {
    OPEN,
    SLOW,
    SILENT,
    SHUT
  }

  private final Relay relay;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private State state = State.OPEN;
  private Duration delay = Duration.ZERO;

  /**
   * @param target port of 127.0.0.1
   */
  CutProxy(int target) throws IOException {
    this.relay = new Relay(0, () -> List.of(target), this::mayPass);
  }

  int port() {
    return relay.port();
  }

  /** Resets every connection; new ones are let through. */
  void reset() {
    relay.reset();
    become(State.OPEN);
  }

  /** Resets every connection, and each new one at once. */
  void shut() {
    become(State.SHUT);
    relay.reset();
  }

  /** Passes nothing on, and says nothing. */
  void fallSilent() {
    become(State.SILENT);
  }

  /** Passes each piece on after a while. */
  void slowDown(Duration each) {
    lock.lock();
    try {
      delay = each;
    } finally {
      lock.unlock();
    }
    become(State.SLOW);
  }

  /** Lets everything through, what was held back, too. */
  void open() {
    become(State.OPEN);
  }

  private void become(State next) {
    lock.lock();
    try {
      state = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean mayPass() throws InterruptedException {
    long wait = 0;
    lock.lock();
    try {
      while (state == State.SILENT) {
        changed.await();
      }
      if (state == State.SHUT) {
        return false;
      }
      wait = state == State.SLOW ? delay.toMillis() : 0;
    } finally {
      lock.unlock();
    }
    TimeUnit.MILLISECONDS.sleep(wait);
    return true;
  }

  @Override
  public void close() {
    become(State.SHUT);
    relay.close();
  }
}
