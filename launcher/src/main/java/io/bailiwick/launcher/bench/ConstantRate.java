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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)\r\n", Pattern.CASE_INSENSITIVE);

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
    String text = StandardCharsets.ISO_8859_1.decode(in.duplicate().flip()).toString();
    int end = text.indexOf("\r\n\r\n") + 4;
    if (end < 4) {
      return 0;
    }
    Matcher status = STATUS.matcher(text);
    Matcher length = LENGTH.matcher(text);
    if (!status.lookingAt() || !length.find() || length.end() > end) {
      throw new IOException("Not an answer with a length: " + text);
    }
    if (text.length() < end + Integer.parseInt(length.group(1))) {
      return 0;
    }
    in.clear();
    return Integer.parseInt(status.group(1));
  }

  /** A request as it goes over the wire. */
  static byte[] request(String method, URI server, String path, String token, String body) {
    return ("%s %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(
                method, path, server.getHost(), server.getPort(), token, body.length(), body))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
