// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The double reads the protocol on its own: code shared with the clients would share their bugs.
 */
class IndependenceTest {

  private static final Pattern OF_THE_PROJECT = Pattern.compile("io[/.]velostream[/.][\\w/.]+");
  private static final Pattern OF_THIS_MODULE =
      Pattern.compile("io[/.]velostream[/.]schema[/.]testing([/.].*)?");

  @Test
  void usesNoOtherModuleOfTheProject() throws IOException, URISyntaxException {
    Path classes =
        Path.of(
            EmbeddedSchemaRegistry.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      List<Path> ours = files.filter(each -> each.toString().endsWith(".class")).toList();
      assertThat(ours).hasSizeGreaterThan(30);
      assertThat(ours).allSatisfy(each -> assertThat(foreignNames(each)).isEmpty());
    }
  }

  @Test
  void noticesForeignNames() {
    assertThat(foreignNames("..Lio/velostream/schema/model/SchemaId;.."))
        .containsExactly("io/velostream/schema/model/SchemaId");
  }

  private static List<String> foreignNames(Path classFile) throws IOException {
    return foreignNames(Files.readString(classFile, ISO_8859_1));
  }

  private static List<String> foreignNames(String constants) {
    return OF_THE_PROJECT
        .matcher(constants)
        .results()
        .map(each -> each.group())
        .filter(each -> !OF_THIS_MODULE.matcher(each).matches())
        .toList();
  }
}
