// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.ValidationRun;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The official JSON Schema test suite through the decoder of the deserializer. What a case refers
 * to elsewhere it gets as a registered schema, by reference; nothing is fetched.
 */
class OfficialSuiteTest {

  private static final Map<String, String> DRAFTS =
      Map.of(
          "draft4", "http://json-schema.org/draft-04/schema#",
          "draft6", "http://json-schema.org/draft-06/schema#",
          "draft7", "http://json-schema.org/draft-07/schema#",
          "draft2019-09", "https://json-schema.org/draft/2019-09/schema",
          "draft2020-12", "https://json-schema.org/draft/2020-12/schema");
  private static final String HOST = "http://localhost:1234/";
  private static final Pattern REMOTE = Pattern.compile("http://localhost:1234/([^\"#]*)");
  private static final Pattern KNOWN = Pattern.compile("^- `([^`]+)`", Pattern.MULTILINE);

  /** Optional cases on regular expressions, all of which have to pass. */
  private static final Set<String> PATTERNS =
      Set.of("ecmascript-regex.json", "non-bmp-regex.json", "regex.json");

  private static final JsonCodec CODEC =
      JsonCodec.forDeserializer(
          SerdeConfig.forDeserializer(
              Map.of(
                  JsonKeys.FAIL_INVALID_SCHEMA,
                  true,
                  JsonKeys.VALUE_TYPE,
                  JsonNode.class,
                  JsonKeys.TYPE_PROPERTY,
                  ""),
              false,
              JsonKeys.deserializer()));

  private final Set<String> failed = new TreeSet<>();

  /** Cases that programs have judged, as the suite says. */
  private int judged;

  @Test
  void passesAllRequiredCasesButThoseThatTheDocumentationNames() throws IOException {
    String corpus = System.getProperty("corpus.dir");
    if (corpus == null) {
      String message =
          "The official JSON Schema test suite was NOT run: give its parent folder with"
              + " -Dcorpus.dir=<folder that holds json-schema-test-suite>";
      System.err.println("*** " + message + " ***");
      assertThat(documented()).as(message).isNotNull();
      return;
    }
    Set<String> optionalFailed = new TreeSet<>();
    Path suite = Path.of(corpus, "json-schema-test-suite");
    assertThat(suite.resolve("tests")).isDirectory();
    for (String draft : new TreeSet<>(DRAFTS.keySet())) {
      Path cases = suite.resolve("tests").resolve(draft);
      judged = 0;
      int[] required = run(suite, draft, cases, failed);
      int byPrograms = judged;
      int[] optional = run(suite, draft, cases.resolve("optional"), optionalFailed);
      int[] formats = run(suite, draft, cases.resolve("optional/format"), new TreeSet<>());
      System.out.printf(
          "JSON Schema suite, %s: %d of %d required, %d of them by programs, %d of %d optional,"
              + " %d of %d on formats%n",
          draft,
          required[0],
          required[1],
          byPrograms,
          optional[0],
          optional[1],
          formats[0],
          formats[1]);
      assertThat(byPrograms).isGreaterThan(required[1] / 2);
    }

    optionalFailed.forEach(each -> System.out.println("optional, not passed: " + each));
    failed.forEach(System.out::println);
    assertThat(failed).containsExactlyElementsOf(documented());
  }

  /** The failing cases that docs/json-schema.md names. */
  private static Set<String> documented() throws IOException {
    Path page = Path.of("..", "docs", "json-schema.md");
    Set<String> names = new TreeSet<>();
    Matcher matcher = KNOWN.matcher(Files.readString(page));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private int[] run(Path suite, String draft, Path folder, Set<String> failed) throws IOException {
    int passed = 0;
    int all = 0;
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(each -> each.toString().endsWith(".json")).sorted().toList();
    }
    for (Path file : files) {
      for (JsonNode group : SchemaTexts.MAPPER.readTree(file.toFile())) {
        boolean isPattern = PATTERNS.contains(file.getFileName().toString());
        JsonNode asked = group.get("schema");
        Object schema = schema(suite, draft, isPattern ? asserting(asked) : asked);
        Object decoder = schema instanceof JsonSchema parsed ? decoder(parsed) : schema;
        for (JsonNode test : group.get("tests")) {
          all++;
          if (decoder instanceof ValueDecoder ready
              && fits(ready, test)
              && programFits((JsonSchema) schema, test)) {
            passed++;
          } else {
            (isPattern ? this.failed : failed)
                .add(
                    draft
                        + "/"
                        + file.getFileName()
                        + ": "
                        + group.get("description").asText()
                        + ": "
                        + test.get("description").asText()
                        + (System.getProperty("suite.verbose") == null ? "" : " " + decoder));
          }
        }
      }
    }
    return new int[] {passed, all};
  }

  /** The schema in draft 7 if it is nothing but a format, which later drafts do not check. */
  private static JsonNode asserting(JsonNode schema) {
    if (!schema.has("format")) {
      return schema;
    }
    return SchemaTexts.MAPPER
        .createObjectNode()
        .put("$schema", DRAFTS.get("draft7"))
        .set("format", schema.get("format"));
  }

  private static boolean fits(ValueDecoder decoder, JsonNode test) {
    byte[] payload = test.get("data").toString().getBytes(StandardCharsets.UTF_8);
    boolean verdict;
    try {
      decoder.decode(payload, 0, payload.length);
      verdict = true;
    } catch (InvalidValueException e) {
      verdict = false;
    } catch (RuntimeException e) {
      return false;
    }
    return verdict == test.get("valid").asBoolean();
  }

  /** Whether the schema's program, if it has one, judges as the suite does. */
  private boolean programFits(JsonSchema schema, JsonNode test) throws IOException {
    SchemaProgram program = schema.program(1_000_000);
    if (program == null) {
      return true;
    }
    judged++;
    byte[] payload = test.get("data").toString().getBytes(StandardCharsets.UTF_8);
    boolean verdict = test.get("valid").asBoolean();
    return new ValidationRun(1_000_000).admits(program, test.get("data")) == verdict
        && ProgramVerdictTest.streamed(program, payload) == verdict;
  }

  private static Object decoder(JsonSchema schema) {
    try {
      return CODEC.decoder(schema, null);
    } catch (InvalidSchemaException e) {
      return e;
    }
  }

  private static Object schema(Path suite, String draft, JsonNode schema) {
    JsonNode named = schema;
    if (schema instanceof ObjectNode object && !object.has("$schema")) {
      ObjectNode copy = SchemaTexts.MAPPER.createObjectNode().put("$schema", DRAFTS.get(draft));
      copy.setAll(object);
      named = copy;
    }
    try {
      return JsonFormat.INSTANCE.parse(resolved(suite, draft, named));
    } catch (InvalidSchemaException e) {
      return e;
    }
  }

  /** The schema with every remote that its text, or that of a remote, mentions. */
  private static ResolvedSchema resolved(Path suite, String draft, JsonNode schema) {
    Map<String, Dependency> found = new LinkedHashMap<>();
    List<Link> links = new ArrayList<>();
    Deque<String> texts = new ArrayDeque<>(List.of(schema.toString()));
    while (!texts.isEmpty()) {
      for (String path : mentioned(suite, texts.remove())) {
        if (!found.containsKey(path)) {
          String text = remote(suite, draft, path);
          SubjectVersion place = new SubjectVersion(Subject.of(path), 1);
          found.put(path, new Dependency(place, SchemaDefinition.of("JSON", text), List.of()));
          links.add(new Link(HOST + path, place));
          texts.add(text);
        }
      }
    }
    return new ResolvedSchema(
        SchemaDefinition.of("JSON", schema.toString()), links, List.copyOf(found.values()), false);
  }

  /** Remotes named in full, and those beside them that a relative reference may mean. */
  private static Set<String> mentioned(Path suite, String text) {
    Set<String> paths = new TreeSet<>();
    Matcher matcher = REMOTE.matcher(text);
    while (matcher.find()) {
      Path file = suite.resolve("remotes").resolve(matcher.group(1));
      Path folder = Files.isDirectory(file) ? file : file.getParent();
      add(suite, paths, file);
      if (folder != null && Files.isDirectory(folder)) {
        try (Stream<Path> walk = Files.walk(folder, 2)) {
          walk.filter(each -> text.contains(each.getFileName().toString()))
              .forEach(each -> add(suite, paths, each));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return paths;
  }

  private static void add(Path suite, Set<String> paths, Path file) {
    String path = suite.resolve("remotes").relativize(file).toString();
    if (Files.isRegularFile(file) && !path.startsWith("v1/")) {
      paths.add(path);
    }
  }

  private static String remote(Path suite, String draft, String path) {
    try {
      JsonNode tree = SchemaTexts.MAPPER.readTree(suite.resolve("remotes").resolve(path).toFile());
      if (tree instanceof ObjectNode object && !object.has("$schema")) {
        ObjectNode copy = SchemaTexts.MAPPER.createObjectNode().put("$schema", DRAFTS.get(draft));
        copy.setAll(object);
        tree = copy;
      }
      return tree.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
