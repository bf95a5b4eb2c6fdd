package io.bailiwick.launcher.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ports of the loopback interface: whether they are free, and whose they are. */
public final class Ports {
  private static final String LISTENING = "0A";

  private Ports() {}

  /** A port and the part of the suite that is going to listen on it. */
  public record Use(int port, String part) {}

  /** The first of the uses whose port somebody else has. */
  public static Optional<Use> firstBusy(List<Use> uses) {
    return uses.stream().filter(use -> !isFree(use.port())).findFirst();
  }

  /** Whether a server could listen on this port of 127.0.0.1 now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: a connection that is still closing (TIME_WAIT) does not make the port busy.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Whether this process is the one that listens on the port; empty where the system does not say
   * (other systems than Linux).
   */
  public static Optional<Boolean> listens(long pid, int port) {
    return has(pid, sockets(port, true));
  }

  /** Whether this process has an end of a connection with this port on its side; as above. */
  public static Optional<Boolean> connectsFrom(long pid, int port) {
    return has(pid, sockets(port, false));
  }

  private static Optional<Boolean> has(long pid, Set<String> sockets) {
    Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
    if (!Files.isDirectory(descriptors)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        if (isOneOf(sockets, link)) {
          return Optional.of(true);
        }
      }
      return Optional.of(false);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static boolean isOneOf(Set<String> sockets, Path link) {
    try {
      return sockets.contains(Files.readSymbolicLink(link).toString());
    } catch (IOException _) {
      return false; // closed since the directory was read
    }
  }

  private static Set<String> sockets(int port, boolean listening) {
    Set<String> found = new HashSet<>();
    String suffix = ":%04X".formatted(port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try {
        for (String line : Files.readAllLines(Path.of(table), StandardCharsets.US_ASCII)) {
          String[] columns = line.strip().split("\\s+");
          if (columns.length > 9
              && columns[1].endsWith(suffix)
              && columns[3].equals(LISTENING) == listening) {
            found.add("socket:[" + columns[9] + "]");
          }
        }
      } catch (IOException _) {
        // No IPv6 here.
      }
    }
    return found;
  }
}
