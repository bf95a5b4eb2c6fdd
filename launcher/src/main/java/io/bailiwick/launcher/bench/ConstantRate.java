package io.bailiwick.launcher.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends HTTP requests at a constant rate, whatever the answers do, and measures each from the
 * moment at which it was to be sent. A server that pauses is thus charged for all that had to wait
 * meanwhile, which a generator that waits for answers before it goes on would never see
 * (coordinated omission).
 */
final class ConstantRate {
  private final URI server;
  private final List<byte[]> requests;
  private final int connections;

  /**
   * @param requests whole HTTP/1.1 requests, sent in turn
   * @param connections kept alive; so many requests can be on their way at a time
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

  /**
   * @param rate requests a second
   */
  Latencies run(double rate, Duration length) throws InterruptedException, IOException {
    int count = (int) (rate * length.toMillis() / 1000);
    long[] latencies = new long[count];
    long start = System.nanoTime() + Duration.ofMillis(200).toNanos();
    long failed = 0;
    try (ExecutorService senders = Executors.newFixedThreadPool(connections)) {
      List<Future<Integer>> parts = new ArrayList<>();
      for (int connection = 0; connection < connections; connection++) {
        int first = connection;
        parts.add(senders.submit(() -> send(first, rate, start, latencies)));
      }
      for (Future<Integer> part : parts) {
        failed += part.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("The constant rate could not be kept up", e.getCause());
    }
    double took = (System.nanoTime() - start) / 1e9;
    Arrays.sort(latencies);
    return new Latencies(latencies, failed, count / took);
  }

  private int send(int first, double rate, long start, long[] latencies) throws IOException {
    int failed = 0;
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 5_000);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = first; i < latencies.length; i += connections) {
        long due = start + (long) (i * 1e9 / rate);
        long wait;
        while ((wait = due - System.nanoTime()) > 0) {
          LockSupport.parkNanos(wait);
        }
        out.write(requests.get(i % requests.size()));
        if (answer(in) != 200) {
          failed++;
        }
        latencies[i] = System.nanoTime() - due;
      }
    }
    return failed;
  }

  /** Reads one answer to its end; its status. */
  private static int answer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ", -1)[1]);
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("The connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /** A request as it goes over the wire. */
  static byte[] request(String method, URI server, String path, String token, String body) {
    return ("%s %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(
                method, path, server.getHost(), server.getPort(), token, body.length(), body))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
