package io.bailiwick.launcher.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends HTTP requests at a constant rate, whatever the answers do, and measures each from the
 * moment at which it was to be sent. A server that pauses is thus charged for all that had to wait
 * meanwhile, which a generator that waits for answers before it goes on would never see
 * (coordinated omission). On one thread, which looks about every tenth of a millisecond, so that it
 * takes little of the machine from the server and adds no more than that to what it measures.
 */
final class ConstantRate {
  private static final long LOOK_NANOS = 100_000;
  private static final long SILENCE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

  /** After "HTTP/1.1 ". */
  private static final int STATUS_AT = 9;

  private final URI server;
  private final List<byte[]> requests;
  private final int connections;

  /**
   * @param requests whole HTTP/1.1 requests, sent in turn
   * @param connections kept alive; so many requests can be on their way at a time, and what is due
   *     when all are busy goes out by the next that is free
   */
  ConstantRate(URI server, List<byte[]> requests, int connections) {
    this.server = server;
    this.requests = requests;
    this.connections = connections;
  }

  /**
   * What came back.
   *
   * @param sorted latencies in nanoseconds, smallest first
   * @param failed answers with another status than 200
   */
  record Latencies(long[] sorted, long failed, double perSecond) {
    /** In milliseconds, of the part given: 0.99. */
    double percentile(double part) {
      int index = (int) Math.ceil(part * sorted.length) - 1;
      return sorted[Math.max(0, index)] / 1e6;
    }
  }

  private static final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(LONGEST_ANSWER);
    private int request;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /**
   * @param rate requests a second
   */
  Latencies run(double rate, Duration length) throws IOException {
    List<ByteBuffer> bytes =
        requests.stream()
            .map(request -> ByteBuffer.allocateDirect(request.length).put(request).flip())
            .toList();
    int count = (int) (rate * length.toMillis() / 1000);
    long[] latencies = new long[count];
    try (Selector selector = Selector.open()) {
      Deque<Connection> free = new ArrayDeque<>();
      try {
        for (int i = 0; i < connections; i++) {
          free.add(connect(selector));
        }
        long start = System.nanoTime();
        long failed = work(selector, free, bytes, rate, start, latencies);
        double took = (System.nanoTime() - start) / 1e9;
        Arrays.sort(latencies);
        return new Latencies(latencies, failed, count / took);
      } finally {
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      }
    }
  }

  private Connection connect(Selector selector) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Connection connection = new Connection(channel);
    var unused = channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  /** How many answers had another status than 200. */
  private static long work(
      Selector selector,
      Deque<Connection> free,
      List<ByteBuffer> requests,
      double rate,
      long start,
      long[] latencies)
      throws IOException {
    long failed = 0;
    int sent = 0;
    int answered = 0;
    long heard = start;
    while (answered < latencies.length) {
      while (sent < latencies.length && !free.isEmpty() && due(sent, rate, start) <= now()) {
        Connection connection = free.remove();
        connection.request = sent;
        send(connection, requests.get(sent % requests.size()).duplicate());
        sent++;
      }
      if (selector.selectNow() == 0) {
        if (now() - heard > SILENCE_NANOS) {
          throw new IOException("No answer for 30 s");
        }
        LockSupport.parkNanos(LOOK_NANOS);
        continue;
      }
      for (SelectionKey key : selector.selectedKeys()) {
        Connection connection = (Connection) key.attachment();
        int status = receive(connection);
        if (status != 0) {
          heard = now();
          latencies[connection.request] = heard - due(connection.request, rate, start);
          answered++;
          failed += status == 200 ? 0 : 1;
          free.add(connection);
        }
      }
      selector.selectedKeys().clear();
    }
    return failed;
  }

  private static long now() {
    return System.nanoTime();
  }

  private static long due(int request, double rate, long start) {
    return start + (long) (request * 1e9 / rate);
  }

  private static void send(Connection connection, ByteBuffer request) throws IOException {
    // One request at a time has always room in the socket's buffer.
    while (request.hasRemaining()) {
      var unused = connection.channel.write(request);
    }
  }

  /** The status of an answer that has come in to its end, otherwise 0. */
  private static int receive(Connection connection) throws IOException {
    ByteBuffer in = connection.in;
    if (connection.channel.read(in) < 0) {
      throw new IOException("The connection was closed");
    }
    int end = endOfHead(in);
    if (end < 0 || in.position() < end + length(in, end)) {
      return 0;
    }
    int status = number(in, STATUS_AT);
    in.clear();
    return status;
  }

  /** Where the body begins, or -1. */
  private static int endOfHead(ByteBuffer in) {
    for (int i = 3; i < in.position(); i++) {
      if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  /** What the head says of the length of the body. */
  private static int length(ByteBuffer in, int end) throws IOException {
    for (int line = 0; line < end; line = nextLine(in, line)) {
      int i = 0;
      // Lower case by one bit, which the hyphen and the colon have, too.
      while (i < LENGTH.length && (in.get(line + i) | 0x20) == LENGTH[i]) {
        i++;
      }
      if (i == LENGTH.length) {
        int value = line + i;
        while (in.get(value) == ' ') {
          value++;
        }
        return number(in, value);
      }
    }
    throw new IOException("An answer without a length");
  }

  /** Within a head, which ends with a line's end. */
  private static int nextLine(ByteBuffer in, int from) {
    int at = from;
    while (in.get(at) != '\n') {
      at++;
    }
    return at + 1;
  }

  private static int number(ByteBuffer in, int from) {
    int number = 0;
    for (int i = from; in.get(i) >= '0' && in.get(i) <= '9'; i++) {
      number = 10 * number + in.get(i) - '0';
    }
    return number;
  }

  /** A request as it goes over the wire. */
  static byte[] request(String method, URI server, String path, String token, String body) {
    return ("%s %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(
                method, path, server.getHost(), server.getPort(), token, body.length(), body))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
