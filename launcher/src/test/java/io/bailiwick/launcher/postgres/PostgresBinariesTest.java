package io.bailiwick.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
  @TempDir static Path cache;

  @Test
  void unpacksOnceForAnyNumberOfLaunchersAtTheSameTime() throws Exception {
    var first = CompletableFuture.supplyAsync(() -> PostgresBinaries.unpackedIn(cache));
    var second = CompletableFuture.supplyAsync(() -> PostgresBinaries.unpackedIn(cache));
    assertThat(first.get()).isEqualTo(second.get());
    assertThat(first.get().version()).startsWith(first.get().major() + ".");
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left).containsExactly(first.get().home());
    }
  }

  @Test
  void replacesAnUnpackedDirectoryThatLacksFiles() throws Exception {
    PostgresBinaries binaries = PostgresBinaries.unpackedIn(cache);
    Files.delete(binaries.program("initdb"));
    Files.delete(binaries.home().resolve("unpacked"));
    assertThat(PostgresBinaries.unpackedIn(cache)).isEqualTo(binaries);
    assertThat(binaries.program("initdb")).isExecutable();
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left).containsExactly(binaries.home());
    }
  }
}
