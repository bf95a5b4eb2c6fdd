package io.bailiwick.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.launcher.CommandLine.Command;
import io.bailiwick.launcher.bench.Bench;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static CommandLine parse(String... arguments) {
    return CommandLine.parse(List.of(arguments), Map.of(), false);
  }

  @Test
  void startsWithTheDefaultsWhenNothingIsSaid() {
    assertThat(parse())
        .isEqualTo(new CommandLine(new Command.Start(), null, 8080, List.of("org"), 1));
  }

  @Test
  void takesOptionsBeforeAndAfterTheCommandAndWithAnEqualsSign() {
    assertThat(parse("--port-base", "9080", "status", "--data=some where"))
        .isEqualTo(
            new CommandLine(new Command.Status(), Path.of("some where"), 9080, List.of("org"), 1));
  }

  @Test
  void takesWhatOptionsLeaveOpenFromTheEnvironment() {
    Map<String, String> environment =
        Map.of("BAILIWICK_PORT_BASE", "9080", "BAILIWICK_DATA", "/d", "BAILIWICK_ZONES", "org,ngo");
    assertThat(CommandLine.parse(List.of(), environment, false))
        .isEqualTo(
            new CommandLine(new Command.Start(), Path.of("/d"), 9080, List.of("org", "ngo"), 1));
    assertThat(CommandLine.parse(List.of("--port-base", "7080"), environment, false).portBase())
        .isEqualTo(7080);
  }

  @Test
  void namesTheUserAfterTheRoleUnlessTold() {
    assertThat(parse("token", "auditor").command())
        .isEqualTo(new Command.Token("auditor", "auditor", List.of()));
    assertThat(
            parse(
                    "token",
                    "registrar-admin",
                    "--user",
                    "zoe",
                    "--registrar",
                    "90001,90002",
                    "--registrar",
                    "90003")
                .command())
        .isEqualTo(new Command.Token("registrar-admin", "zoe", List.of("90001", "90002", "90003")));
  }

  @Test
  void staysUpAfterTheDemoInATerminalOnly() {
    assertThat(CommandLine.parse(List.of("demo"), Map.of(), true).command())
        .isEqualTo(new Command.Demo(true));
    assertThat(parse("demo").command()).isEqualTo(new Command.Demo(false));
    assertThat(parse("demo", "--stay").command()).isEqualTo(new Command.Demo(true));
  }

  @Test
  void verifiesAFileWithOrWithoutAHashThatWasNoted() {
    String hash = "0a".repeat(32);
    assertThat(parse("verify-audit", "aip.ndjson").command())
        .isEqualTo(new Command.VerifyAudit(Path.of("aip.ndjson"), null));
    assertThat(parse("verify-audit", "aip.ndjson", hash).command())
        .isEqualTo(new Command.VerifyAudit(Path.of("aip.ndjson"), hash));
  }

  @Test
  void benchmarksTakeTheirSizes() {
    assertThat(parse("bench", "deposits").command())
        .isEqualTo(new Command.Bench("deposits", List.of(), null, Bench.SEED, ""));
    assertThat(parse("bench", "deposits", "--names", "5000", "--names=1_000_000").command())
        .isEqualTo(new Command.Bench("deposits", List.of(5000, 1_000_000), null, Bench.SEED, ""));
    assertThat(parse("bench", "kills", "--kills", "4").command())
        .isEqualTo(new Command.Bench("kills", List.of(4), null, Bench.SEED, ""));
    assertThat(parse("bench", "fairness", "--years", "100").command())
        .isEqualTo(new Command.Bench("fairness", List.of(100), null, Bench.SEED, ""));
    assertThat(parse("bench", "faults", "--rounds=5").command())
        .isEqualTo(new CommandLine.Command.Bench("faults", List.of(5), null, Bench.SEED, ""));
    assertThat(parse("bench", "feeds", "--file", "reports.csv").command())
        .isEqualTo(new Command.Bench("feeds", List.of(), Path.of("reports.csv"), Bench.SEED, ""));
    assertThat(
            parse("bench", "fuzz", "--requests", "50", "--seed", "-7", "--service", "aip-service")
                .command())
        .isEqualTo(new Command.Bench("fuzz", List.of(50), null, -7, "aip-service"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "start now",
        "token",
        "token auditor twice",
        "--frob",
        "--data",
        "--port-base 80",
        "--port-base 65522",
        "--port-base many",
        "--zone Not_A_Zone",
        "--user alice",
        "status --registrar 90001",
        "start --stay",
        "bench",
        "bench frobnicate",
        "verify-audit",
        "verify-audit aip.ndjson xyz",
        "bench deposits --names few",
        "bench deposits --names 10",
        "start --names 5000",
        "token registrar-admin --registrar 0",
        "token registrar-admin --registrar 123456789",
        "token registrar-admin --registrar x"
      })
  void refusesWhatItDoesNotKnow(String arguments) {
    assertThatThrownBy(() -> parse(arguments.split(" "))).isInstanceOf(UsageException.class);
  }

  @Test
  void takesANumberOfReplicasForWhatIsStartedOnly() {
    assertThat(parse("--replicas", "3").replicas()).isEqualTo(3);
    assertThat(parse("demo", "--replicas=2").replicas()).isEqualTo(2);
    assertThatThrownBy(() -> parse("--replicas", "10")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> parse("status", "--replicas", "2")).isInstanceOf(UsageException.class);
  }
}
