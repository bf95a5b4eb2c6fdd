package io.bailiwick.launcher.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a service and its database on the loopback interface, and does what networks do:
 * resets, falls silent, lets nobody through.
 */
final class CutProxy implements AutoCloseable {
  private enum State {
    OPEN,
    SILENT,
    SHUT
  }

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private State state = State.OPEN;

  /**
   * @param target port of 127.0.0.1
   */
  CutProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, loopback());
    Thread.ofVirtual().start(this::accept);
  }

  private static InetAddress loopback() {
    return InetAddress.ofLiteral("127.0.0.1");
  }

  int port() {
    return server.getLocalPort();
  }

  /** Resets every connection; new ones are let through. */
  void reset() {
    sockets.forEach(CutProxy::reset);
    become(State.OPEN);
  }

  /** Resets every connection, and each new one at once. */
  void shut() {
    become(State.SHUT);
    sockets.forEach(CutProxy::reset);
  }

  /** Passes nothing on, and says nothing. */
  void fallSilent() {
    become(State.SILENT);
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

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // Closed, or one connection less.
      }
    }
  }

  private void connect(Socket client) {
    sockets.add(client);
    Socket database = new Socket();
    sockets.add(database);
    try {
      if (!passes()) {
        reset(client);
        return;
      }
      database.connect(new InetSocketAddress(loopback(), target));
      client.setTcpNoDelay(true);
      database.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> pump(database, client));
      pump(client, database);
      back.join();
    } catch (IOException e) {
      reset(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reset(client);
      reset(database);
      sockets.remove(client);
      sockets.remove(database);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0 && passes(); read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from);
      reset(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits out a silence. */
  private boolean passes() throws InterruptedException {
    lock.lock();
    try {
      while (state == State.SILENT) {
        changed.await();
      }
      return state == State.OPEN;
    } finally {
      lock.unlock();
    }
  }

  /** With an RST, as a host that knows nothing of the connection answers. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is as good as closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    shut();
  }
}
