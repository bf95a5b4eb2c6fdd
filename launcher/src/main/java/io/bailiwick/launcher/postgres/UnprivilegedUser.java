package io.bailiwick.launcher.postgres;

import com.sun.security.auth.module.UnixSystem;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to run PostgreSQL, which refuses to run as root.
 *
 * @param prefix put before the command
 * @param owner whom the data must belong to
 */
record UnprivilegedUser(List<String> prefix, int owner) {
  private static final int ROOT = 0;
  private static final int NOBODY = 65534;
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

  /** In the order of preference, for a launcher that runs as root. */
  private static final List<UnprivilegedUser> FOR_ROOT =
      List.of(
          // A user namespace of its own: no longer root for PostgreSQL, still the owner of root's
          // files.
          new UnprivilegedUser(List.of("unshare", "-U", "--"), ROOT),
          // Where namespaces are forbidden, as in most containers: another user, who may pass
          // through root's directories.
          new UnprivilegedUser(
              with(
                  AS_NOBODY,
                  "--securebits=+no_setuid_fixup",
                  "--inh-caps=-all,+dac_override",
                  "--ambient-caps=-all,+dac_override",
                  "--"),
              NOBODY),
          // Where that is forbidden too: enough if the directories are open to everybody.
          new UnprivilegedUser(with(AS_NOBODY, "--"), NOBODY));

  /**
   * A way that works for these programs and this directory, which is given to the user concerned.
   */
  static UnprivilegedUser forDirectory(Path directory, PostgresBinaries binaries) {
    try {
      int self = (int) new UnixSystem().getUid();
      if (self != ROOT) {
        return new UnprivilegedUser(hasName() ? List.of() : prefixOfTheNameless(), self);
      }
      for (UnprivilegedUser user : FOR_ROOT) {
        if (Programs.succeeds(with(user.prefix(), "true"))) {
          if (Trees.owner(directory) != user.owner()) {
            Trees.giveTo(user.owner(), directory);
          }
          if (user.canUse(directory, binaries)) {
            return user;
          }
        }
      }
    } catch (IOException e) {
      throw new LaunchException("Cannot use " + directory + ": " + e.getMessage(), e);
    }
    throw new LaunchException(
        "PostgreSQL does not run as root, and no other user can reach both "
            + directory
            + " and "
            + binaries.home()
            + ". Run as an ordinary user, or choose a data directory that everybody can reach: --data DIR");
  }

  /**
   * Whether the user is in the system's list, which initdb asks; in a container that need not be
   * so.
   */
  private static boolean hasName() {
    return !System.getProperty("user.name", "?").equals("?");
  }

  /** In a user namespace of its own everybody is "nobody", who has a name. */
  private static List<String> prefixOfTheNameless() {
    List<String> namespace = FOR_ROOT.getFirst().prefix();
    return Programs.succeeds(with(namespace, "true")) ? namespace : List.of();
  }

  private boolean canUse(Path directory, PostgresBinaries binaries) {
    String test = "test -x \"$1\" && test -r \"$2\" && test -w \"$2\" && test -x \"$2\"";
    return Programs.succeeds(
        with(
            prefix,
            "sh",
            "-c",
            test,
            "sh",
            binaries.program("postgres").toString(),
            directory.toString()));
  }

  private static List<String> with(List<String> start, String... more) {
    List<String> all = new ArrayList<>(start);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }
}
