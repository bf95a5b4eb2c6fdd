package io.bailiwick.launcher.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * HTTP/1.1 in bytes: an ordinary client would refuse to send most of what is sent here. One
 * connection to 127.0.0.1 for one request.
 */
final class RawHttp {
  private static final int CONNECT_MILLIS = 5000;
  private static final int MOST = 16 << 20;

  private RawHttp() {}

  record Header(String name, String value) {}

  /**
   * What came back.
   *
   * @param status 0 where there was none
   * @param millis from the first byte sent to the last received
   */
  record Answer(int status, List<Header> headers, byte[] body, long millis) {

    Optional<String> header(String name) {
      return headers.stream()
          .filter(each -> each.name().equalsIgnoreCase(name))
          .map(Header::value)
          .findFirst();
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Sends bytes as they are, and reads until the other side closes or the time is over. */
  static Answer send(int port, byte[] request, Duration patience) throws IOException {
    long from = System.nanoTime();
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
          CONNECT_MILLIS);
      Thread writing = Thread.ofVirtual().start(() -> write(socket, request));
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[1 << 16];
      try {
        while (received.size() < MOST) {
          long left = patience.toMillis() - (System.nanoTime() - from) / 1_000_000;
          if (left <= 0) {
            break;
          }
          socket.setSoTimeout((int) left);
          int read = in.read(buffer);
          if (read < 0) {
            break;
          }
          received.write(buffer, 0, read);
        }
      } catch (SocketTimeoutException _) {
        // what has come so far is the answer
      } catch (IOException e) {
        if (received.size() == 0) {
          return none(from);
        }
      } finally {
        writing.interrupt();
      }
    }
    return parse(received.toByteArray(), from);
  }

  private static void write(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
    } catch (IOException _) {
      // refused before all of it was sent; what was answered is read nevertheless
    }
  }

  private static Answer none(long from) {
    return new Answer(0, List.of(), new byte[0], (System.nanoTime() - from) / 1_000_000);
  }

  private static Answer parse(byte[] bytes, long from) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    String start = line(in);
    while (start.startsWith("HTTP/1.1 100")) {
      while (!line(in).isEmpty()) {
        // the rest of the interim answer
      }
      start = line(in);
    }
    if (!start.matches("HTTP/1\\.[01] [1-5][0-9]{2}.*")) {
      return none(from);
    }
    List<Header> headers = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(
            new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
      }
    }
    boolean chunked =
        headers.stream()
            .anyMatch(
                each ->
                    each.name().equalsIgnoreCase("transfer-encoding")
                        && each.value().toLowerCase(Locale.ROOT).contains("chunked"));
    byte[] body = chunked ? chunks(in) : in.readAllBytes();
    return new Answer(
        Integer.parseInt(start.substring(9, 12)),
        headers,
        body,
        (System.nanoTime() - from) / 1_000_000);
  }

  private static byte[] chunks(ByteArrayInputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (in.available() > 0) {
      String size = line(in).split(";", 2)[0].strip();
      if (!size.matches("[0-9a-fA-F]{1,7}")) {
        break;
      }
      int length = Integer.parseInt(size, 16);
      if (length == 0) {
        break;
      }
      body.write(in.readNBytes(length));
      line(in);
    }
    return body.toByteArray();
  }

  private static String line(ByteArrayInputStream in) {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
