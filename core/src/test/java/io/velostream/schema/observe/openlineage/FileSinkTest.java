// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in a file, one a line. */
class FileSinkTest {

  @TempDir Path folder;

  @Test
  void appendsLinesAlsoToAFileThatWasMoved() throws IOException {
    Path path = folder.resolve("new").resolve("events.jsonl");
    FileSink sink = new FileSink(path);

    assertThat(sink.send("{\"a\":1}", false)).isEqualTo(EventSink.Result.DELIVERED);
    assertThat(sink.send("{\"a\":2}", false)).isEqualTo(EventSink.Result.DELIVERED);
    assertThat(Files.readAllLines(path)).containsExactly("{\"a\":1}", "{\"a\":2}");

    Files.move(path, folder.resolve("old.jsonl"));
    sink.send("{\"a\":3}", true);
    assertThat(Files.readAllLines(path)).containsExactly("{\"a\":3}");
  }

  @Test
  void anIncompleteLineSpoilsNoOther() throws IOException {
    Path path = folder.resolve("events.jsonl");
    Files.writeString(path, "{\"a\":1}\n{\"a\"");

    new FileSink(path).send("{\"a\":2}", false);

    assertThat(Files.readAllLines(path)).containsExactly("{\"a\":1}", "{\"a\"", "{\"a\":2}");
  }

  @Test
  void whatCannotBeWrittenIsKeptForLater() throws IOException {
    Path blocked = folder.resolve("blocked");
    Files.writeString(blocked, "");
    FileSink sink = new FileSink(blocked.resolve("events.jsonl"));

    assertThat(sink.send("{\"a\":1}", false)).isEqualTo(EventSink.Result.FAILED);
    Files.delete(blocked);
    assertThat(sink.send("{\"a\":1}", false)).isEqualTo(EventSink.Result.DELIVERED);
  }
}
