// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.metrics.MetricRegistry;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log of a client whose disk is full for a while. */
class AuditListenerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void recordsThatDoNotFitOnTheDiskAreCountedAndTheLogGoesOn() throws IOException {
    Path path = folder.resolve("audit.jsonl");
    AtomicReference<LimitedChannel> disk = new AtomicReference<>();
    try (AuditListener listener =
        new AuditListener(CLOCK, new MetricRegistry(), file -> limited(file, disk))) {
      listener.configure(Map.of("audit.path", path.toString()));
      listener.onEvent(denied("first"));
      disk.get().bytesLeft = 50;
      listener.onEvent(denied("second"));
      listener.onEvent(denied("third"));
      disk.get().bytesLeft = Long.MAX_VALUE;
      listener.onEvent(denied("fourth"));
    }

    assertThat(Files.readAllLines(path))
        .satisfiesExactly(
            line -> assertThat(line).contains("\"topic\":\"first\""),
            line -> assertThat(line).contains("\"action\":\"lost\",\"records\":2"),
            line -> assertThat(line).contains("\"topic\":\"fourth\""));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(VerifyAudit.run(path, new PrintStream(out, true, UTF_8))).isZero();
    assertThat(out.toString(UTF_8)).startsWith("OK lines=3 ");
  }

  private static LimitedChannel limited(Path file, AtomicReference<LimitedChannel> disk)
      throws IOException {
    LimitedChannel opened =
        new LimitedChannel(
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    disk.set(opened);
    return opened;
  }

  private static SchemaEvent denied(String topic) {
    return new SchemaEvent.AccessDenied("write", "shop", topic, null, "denied");
  }
}
