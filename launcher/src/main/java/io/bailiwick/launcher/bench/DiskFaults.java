package io.bailiwick.launcher.bench;

import io.bailiwick.launcher.bench.IngestWork.Answer;
import io.bailiwick.launcher.bench.IngestWork.Upload;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The disk of the database is full, and the one on which the service keeps its temporary files. */
final class DiskFaults {
  private static final int DATABASE_MEGABYTES = 512;
  private static final int SPOOL_MEGABYTES = 16;

  private final SuiteOptions options;
  private final int rounds;
  private final Random random;
  private final Findings findings;

  DiskFaults(SuiteOptions options, int rounds, long seed, Findings findings) {
    this.options = options;
    this.rounds = rounds;
    this.random = new Random(seed);
    this.findings = findings;
  }

  void run() throws IOException, InterruptedException {
    findings.say("");
    findings.say("Disks that are full");
    Path places = options.root().resolve("target/bench/disks");
    Optional<SmallDisk> database = SmallDisk.mount(places.resolve("database"), DATABASE_MEGABYTES);
    Optional<SmallDisk> spool = SmallDisk.mount(places.resolve("spool"), SPOOL_MEGABYTES);
    if (database.isEmpty() || spool.isEmpty()) {
      findings.say(
          "  LEFT OUT: mounting a small disk is not permitted here. It takes root with CAP_SYS_ADMIN, or unprivileged"
              + " user name spaces (unshare -Urm).");
      return;
    }
    try (SmallDisk ofDatabase = database.get();
        SmallDisk ofSpool = spool.get()) {
      run(ofDatabase, ofSpool);
    }
  }

  private void run(SmallDisk database, SmallDisk spool) throws IOException, InterruptedException {
    Path uploads = spool.directory("uploads");
    try (Suite suite =
        Suite.start(
            options.withSettings(Map.of("BAILIWICK_UPLOAD_DIRECTORY", uploads.toString())),
            line -> {})) {
      IngestWork work = new IngestWork(suite, 2 * rounds);
      suite.moveDatabase(SuiteService.INGEST, database.directory("tables"));
      ConnectionFaults.endSessions(suite); // those that are open would still write where they did
      // The first request may be the one that finds a connection ended.
      Answer unused = work.ask(1, "GET", "/v1/payloads?limit=1", "");
      TimeUnit.SECONDS.sleep(Math.max(2, unused.retryAfter()));
      work.begin();
      fill("of the database", database, work, uploads, 0, 1 << 20);
      fill("for temporary files", spool, work, uploads, rounds, 0);

      // A service that starts while there is no room starts all the same.
      spool.leave(0);
      suite.crash(SuiteService.INGEST);
      Upload upload = work.payload(2 * rounds + 1);
      Answer refused = work.send(upload);
      findings.check(refused.isClear(507), "after a start without room: %s", refused);
      spool.makeRoom();
      Answer taken = work.send(upload);
      findings.check(taken.isTaken(), "with room after it: %s", taken);
      findings.say(
          "  started with a full disk for temporary files: ready, answers 507, takes the upload once there is room");
    }
  }

  /**
   * @param first number of the first upload
   * @param most bytes that are left at most; 0: up to the double of the upload
   */
  private void fill(
      String which, SmallDisk disk, IngestWork work, Path uploads, int first, int most)
      throws IOException, InterruptedException {
    int refused = 0;
    for (int round = first; round < first + rounds; round++) {
      Upload upload = round % 2 == 0 ? work.payload(round) : work.deposit(round / 2 + 1);
      disk.leave(random.nextInt(most == 0 ? upload.body().length * 2 : most));
      Answer answer = work.send(upload);
      refused += answer.isTaken() ? 0 : 1;
      findings.check(
          answer.isTaken() || answer.isClear(507),
          "%s with the disk %s full: %s",
          upload.name(),
          which,
          answer);
      findings.check(work.wholeOrNothing(), "round %d is there in part", round);
      findings.check(
          ConnectionFaults.files(uploads).isEmpty(),
          "temporary files left: %s",
          ConnectionFaults.files(uploads));
      Answer read = work.ask(1, "GET", "/v1/payloads?limit=5", "");
      findings.check(read.status() == 200, "reading with the disk %s full: %s", which, read);
      disk.makeRoom();
      Answer again = work.send(upload);
      findings.check(again.isTaken(), "%s with room again: %s", upload.name(), again);
      findings.check(work.isRight(upload, again.json()), "round %d: %s", round, again.text());
    }
    findings.check(refused * 2 > rounds, "only %d of %d met a full disk", refused, rounds);
    findings.say(
        "  the disk %s full %d times: %d uploads refused with 507 and nothing kept, reading went on, each taken"
            + " at the next try with room",
        which, rounds, refused);
  }
}
