package io.bailiwick.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path place;

  /** As a process that was killed leaves it: nobody holds the lock. */
  private Path leftByAKilledProcess() throws IOException {
    Path left = Files.createDirectory(place.resolve("bailiwick-spool-123"));
    Files.createFile(left.resolve("lock"));
    Files.writeString(left.resolve("1.upload"), "half of it");
    return left;
  }

  @Test
  void removesWhatAKilledProcessLeft() throws Exception {
    Path left = leftByAKilledProcess();
    assertThat(new Spool(place).begin(place)).isOne();
    assertThat(left).doesNotExist();
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void leavesTheFilesOfAProcessThatLives() throws Exception {
    Spool living = new Spool(place);
    Path file = living.create(".upload");
    assertThat(new Spool(place).begin(place)).isZero();
    assertThat(file).exists();
    living.end();
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void leavesWhatIsNotOfASpool() throws Exception {
    Path other = Files.createDirectory(place.resolve("somebody"));
    assertThat(new Spool(place).begin(place)).isZero();
    assertThat(other).exists();
  }

  @Test
  void showsItsFilesToNobodyElse() throws Exception {
    Path file = new Spool(place).create(".upload");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling("."))))
        .isEqualTo("rwx------");
  }

  @Test
  void goesOnWhereSomebodyTidiedTheDisk() throws Exception {
    Spool spool = new Spool(place);
    Path first = spool.create(".upload");
    try (var files = Files.list(first.resolveSibling("."))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(first.getParent());
    assertThat(spool.create(".upload")).exists();
  }

  @Test
  void saysThatItIsTheSpoolThatCannotBeWritten() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    try (OutputStream out = Spool.write(full)) {
      assertThatThrownBy(() -> out.write(new byte[10])).isInstanceOf(SpoolException.class);
    }
    Spool nowhere = new Spool(place.resolve("missing"));
    assertThatThrownBy(() -> nowhere.create(".upload")).isInstanceOf(SpoolException.class);
  }
}
