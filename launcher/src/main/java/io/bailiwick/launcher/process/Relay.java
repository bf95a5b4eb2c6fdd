package io.bailiwick.launcher.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A port of the loopback interface whose connections are passed on to another port, byte by byte
 * and without looking at them.
 */
public final class Relay implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2000;

  private final ServerSocket server;
  private final Supplier<List<Integer>> targets;
  private final Passage passage;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Asked before a connection is made and before each piece is passed on. */
  @FunctionalInterface
  public interface Passage {
    /** Whether it may pass; if not, the connection is reset. May take its time. */
    boolean mayPass() throws InterruptedException;
  }

  /**
   * @param port 0: any that is free
   * @param targets ports to try for each new connection, the best first
   */
  public Relay(int port, Supplier<List<Integer>> targets, Passage passage) throws IOException {
    this.targets = targets;
    this.passage = passage;
    this.server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(loopback(), port), 128);
    Thread.ofVirtual().start(this::accept);
  }

  private static InetAddress loopback() {
    return InetAddress.ofLiteral("127.0.0.1");
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Ends every connection with an RST, as a host that knows nothing of it answers. */
  public void reset() {
    sockets.forEach(Relay::reset);
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
    Socket target = new Socket();
    try {
      if (!passage.mayPass()) {
        return;
      }
      target = reached();
      sockets.add(target);
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      Socket reached = target;
      Thread back = Thread.ofVirtual().start(() -> pump(reached, client));
      pump(client, target);
      back.join();
      // Both have said all they had to say.
      client.close();
      target.close();
    } catch (IOException e) {
      // Nobody is there, or gone meanwhile.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reset(client);
      reset(target);
      sockets.remove(client);
      sockets.remove(target);
    }
  }

  private Socket reached() throws IOException {
    IOException failure = new IOException("there is no target");
    for (int port : targets.get()) {
      Socket target = new Socket();
      try {
        target.connect(new InetSocketAddress(loopback(), port), CONNECT_MILLIS);
        return target;
      } catch (IOException e) {
        target.close();
        failure = e;
      }
    }
    throw failure;
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!passage.mayPass()) {
          throw new IOException("cut");
        }
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

  private static void reset(Socket socket) {
    if (socket.isClosed()) {
      return;
    }
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
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // Nothing more comes either way.
    }
    reset();
  }
}
