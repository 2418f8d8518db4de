// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

/** Holds docs/migration.md to the keys that there are. */
class MigrationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "migration.md");

  /** A key in back quotes, with or without a value. */
  private static final Pattern KEY = Pattern.compile("`([a-z]+(?:\\.[a-z0-9-]+)+)(?:=[^`]*)?`");

  /** The first cell of a row. */
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|");

  private static Set<String> ourKeys() {
    Set<String> keys = new TreeSet<>();
    for (ConfigDef each :
        List.of(
            SerdeConfig.sharedKeys(),
            AvroKeys.serializer(),
            AvroKeys.deserializer(),
            JsonKeys.serializer(),
            JsonKeys.deserializer())) {
      keys.addAll(each.names());
    }
    return keys;
  }

  private static String section(String page, String title) {
    int start = page.indexOf("# " + title + "\n");
    assertThat(start).as(title).isPositive();
    int end = page.indexOf("\n## ", start);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(text).results().map((MatchResult each) -> each.group(1)).forEach(found::add);
    return found;
  }

  @Test
  void namesKeysThatThereAre() throws IOException {
    String page = Files.readString(PAGE, UTF_8);
    Set<String> theirs = found(FIRST_CELL, section(page, "Keys that are not served"));

    Set<String> named = found(KEY, page);
    named.removeAll(theirs);
    named.removeIf(key -> key.startsWith("apicurio.registry.") || key.startsWith("io.velostream."));

    assertThat(named).hasSizeGreaterThan(30);
    assertThat(ourKeys()).containsAll(named);
  }

  @Test
  void refusesOrNamesEachKeyThatIsNotServed() throws IOException {
    Set<String> theirs =
        found(FIRST_CELL, section(Files.readString(PAGE, UTF_8), "Keys that are not served"));

    assertThat(theirs).hasSizeGreaterThan(8).doesNotContainAnyElementsOf(ourKeys());
    for (String key : theirs) {
      assertThat(told(key)).contains(key);
    }
  }

  /** What a user is told who sets a key: the error, or what is logged. */
  private static String told(String key) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, UTF_8));
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(Map.of("schema.registry.url", "mock://migration", key, "1"), false);
      return log.toString(UTF_8);
    } catch (ConfigException e) {
      return String.valueOf(e.getMessage());
    } finally {
      System.setErr(before);
    }
  }
}
