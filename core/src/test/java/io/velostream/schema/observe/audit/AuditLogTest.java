// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines are chained over restarts and rotations, and each kind of change is found. */
class AuditLogTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final long LARGE = 1_000_000;

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("deep").resolve("audit.jsonl");
  }

  @Test
  void linesAreChainedOverARestart() throws IOException {
    write(LARGE, 0, 3);
    write(LARGE, 3, 5);

    assertThat(Files.readAllLines(path)).hasSize(5);
    assertThat(Files.readAllLines(path).get(0))
        .startsWith("{\"time\":\"2030-01-01T00:00:00Z\",\"action\":\"read\",\"n\":0,\"digest\":\"");
    assertThat(verified()).startsWith("OK lines=5 files=1 digest=");
  }

  @Test
  void filesAreRotatedBySizeAndTheChainGoesOn() throws IOException {
    write(1_000, 0, 30);
    write(1_000, 30, 60);

    try (var files = Files.list(path.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .contains("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2", "audit.jsonl.3");
    }
    assertThat(Files.size(path.resolveSibling("audit.jsonl.1"))).isLessThanOrEqualTo(1_000);
    assertThat(verified()).startsWith("OK lines=60 ");
  }

  @Test
  void oldFilesMayBeMovedAwayButNotFilesBetween() throws IOException {
    write(1_000, 0, 60);
    Files.delete(path.resolveSibling("audit.jsonl.1"));
    assertThat(verified()).startsWith("OK lines=");

    Files.delete(path.resolveSibling("audit.jsonl.3"));
    Files.move(path.resolveSibling("audit.jsonl.4"), path.resolveSibling("audit.jsonl.3"));
    assertThat(verified()).startsWith("FAILED ").contains("audit.jsonl.3 line 1");
  }

  @Test
  void aChangedLineIsFound() throws IOException {
    write(LARGE, 0, 5);
    Files.writeString(path, Files.readString(path).replace("\"n\":2", "\"n\":7"));

    assertThat(verified()).startsWith("FAILED ").contains("line 3:");
  }

  @Test
  void aRemovedAddedOrMovedLineIsFound() throws IOException {
    write(LARGE, 0, 5);
    List<String> lines = Files.readAllLines(path);

    for (int at = 0; at < 4; at++) { // the last one is found by its digest only
      List<String> changed = new ArrayList<>(lines);
      changed.remove(at);
      assertVerdict(changed, "FAILED ");
    }
    for (int at = 0; at <= 5; at++) {
      List<String> changed = new ArrayList<>(lines);
      changed.add(at, lines.get(1));
      assertVerdict(changed, "FAILED ");
    }
    for (int at = 0; at < 4; at++) {
      List<String> changed = new ArrayList<>(lines);
      Collections.swap(changed, at, at + 1);
      assertVerdict(changed, "FAILED ");
    }
    assertVerdict(List.of("no audit line"), "FAILED ");
    assertVerdict(lines, "OK ");
  }

  @Test
  void anIncompleteLineOfAKilledProcessIsCutOffAndNoted() throws IOException {
    write(LARGE, 0, 3);
    String all = Files.readString(path);
    Files.writeString(path, all.substring(0, all.length() - 40));
    write(LARGE, 3, 4);

    assertThat(Files.readAllLines(path)).hasSize(4);
    assertThat(Files.readAllLines(path).get(2))
        .contains("\"action\":\"recovered\",\"removedBytes\":");
    assertThat(verified()).startsWith("OK lines=4 ");
  }

  @Test
  void aFileThatIsNoAuditLogIsLeftAsItIs() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "a diary\n");

    assertThatThrownBy(() -> write(LARGE, 0, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no audit log");
    assertThat(path).hasContent("a diary");
  }

  @Test
  void aLogHasOneWriter() throws IOException {
    try (AuditLog first = new AuditLog(path, LARGE, CLOCK)) {
      first.write("read", Map.of("n", 1));
      assertThatThrownBy(() -> new AuditLog(path, LARGE, CLOCK))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("open in this process already");
      first.write("read", Map.of("n", 2));
    }
    assertThat(verified()).startsWith("OK lines=2 ");
  }

  @Test
  void aMissingLogIsAFailure() throws IOException {
    assertThat(verified()).startsWith("FAILED there is no audit log");
  }

  private void assertVerdict(List<String> lines, String verdict) throws IOException {
    Files.write(path, lines, StandardOpenOption.TRUNCATE_EXISTING);
    assertThat(verified()).startsWith(verdict);
  }

  private void write(long maxBytes, int from, int to) throws IOException {
    try (AuditLog log = new AuditLog(path, maxBytes, CLOCK)) {
      for (int n = from; n < to; n++) {
        log.write("read", Map.of("n", n));
      }
    }
  }

  private String verified() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = VerifyAudit.run(path, new PrintStream(out, true, UTF_8));
    String line = out.toString(UTF_8).trim();
    assertThat(status).isEqualTo(line.startsWith("OK ") ? 0 : 1);
    return line;
  }

  @Test
  void aFullDiskLeavesNoPartOfALine() throws IOException {
    LimitedChannel[] disk = new LimitedChannel[1];
    try (AuditLog log =
        new AuditLog(
            path,
            LARGE,
            CLOCK,
            file -> {
              disk[0] =
                  new LimitedChannel(
                      FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
              return disk[0];
            })) {
      log.write("read", Map.of("n", 0));
      disk[0].bytesLeft = 50;
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThatThrownBy(() -> log.write("read", Map.of("n", 1)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("No space left");
      }
      disk[0].bytesLeft = LARGE;
      log.write("read", Map.of("n", 2));
    }

    assertThat(Files.readAllLines(path)).hasSize(2);
    assertThat(verified()).startsWith("OK lines=2 ");
  }

  @Test
  void aFailedRotationDoesNotEndTheLog() throws IOException {
    try (AuditLog log = new AuditLog(path, 1_000, CLOCK)) {
      Path blocked = path.resolveSibling("audit.jsonl.1");
      Files.createDirectories(blocked.resolve("not empty"));
      int written = 0;
      int failed = 0;
      for (int n = 0; n < 20; n++) {
        try {
          log.write("read", Map.of("n", n));
          written++;
        } catch (IOException e) {
          failed++;
        }
      }
      assertThat(failed + written).isEqualTo(20);
      Files.delete(blocked.resolve("not empty"));
      Files.delete(blocked);
      log.write("read", Map.of("n", 20));
    }

    assertThat(verified()).startsWith("OK ");
  }
}
