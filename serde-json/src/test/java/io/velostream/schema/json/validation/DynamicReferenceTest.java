// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.ValidationRun;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.model.InvalidSchemaException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of schemas whose references depend on the way to them, or lead to meta-schemas. */
class DynamicReferenceTest {

  private static final int STEPS = 100_000;
  private static final String NEW = "'$schema':'https://json-schema.org/draft/2020-12/schema',";
  private static final String OLD = "'$schema':'https://json-schema.org/draft/2019-09/schema',";

  /** A tree of nodes that is open, and one that closes each of its nodes. */
  private static final String TREES =
      ("{%s'$id':'http://e.org/closed','$dynamicAnchor':'node','$ref':'open',"
              + "'unevaluatedProperties':false,'$defs':{'open':{'$id':'http://e.org/open',"
              + "'$dynamicAnchor':'node','type':'object','properties':{'data':true,"
              + "'children':{'type':'array','items':{'$dynamicRef':'#node'}}}}}}")
          .formatted(NEW);

  private static final String OLD_TREES =
      TREES
          .replace(NEW, OLD)
          .replace("'$dynamicAnchor':'node'", "'$recursiveAnchor':true")
          .replace("'$dynamicRef':'#node'", "'$recursiveRef':'#'");

  private static JsonSchema schema(String text) {
    return JsonSchema.parse(text.replace('\'', '"'));
  }

  private static boolean admits(String text, String document) throws IOException {
    JsonSchema schema = schema(text);
    SchemaProgram program = Objects.requireNonNull(schema.program(STEPS), "no program");
    byte[] bytes = document.replace('\'', '"').getBytes(UTF_8);
    boolean verdict = ProgramVerdictTest.streamed(program, bytes);
    assertThat(new ValidationRun(STEPS).admits(program, SchemaTexts.MAPPER.readTree(bytes)))
        .isEqualTo(verdict);
    assertThat(NetworkntValidator.on(schema).admits(SchemaTexts.MAPPER.readTree(bytes)))
        .isEqualTo(verdict);
    return verdict;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesTheOutermostResourceThatDeclaresTheAnchor(boolean isNew) throws IOException {
    String trees = isNew ? TREES : OLD_TREES;
    String open = trees.replace("'$ref':'open'", "'properties':{'tree':{'$ref':'open'}}");

    assertThat(admits(trees, "{'children':[{'data':1,'children':[]}]}")).isTrue();
    assertThat(admits(trees, "{'children':[{'daat':1}]}")).isFalse();
    assertThat(admits(trees, "{'children':[{'children':[{'daat':1}]}]}")).isFalse();
    assertThat(admits(open, "{'tree':{'daat':1}}")).isTrue();
    assertThat(admits(open, "{'tree':{'children':[{'daat':1}]}}")).isFalse();
  }

  @Test
  void tellsTheWaysToOneSchemaApart() throws IOException {
    String lists =
        ("{%s'$id':'http://e.org/root',"
                + "'properties':{'s':{'$ref':'strings'},'n':{'$ref':'numbers'}},'$defs':{"
                + "'strings':{'$id':'strings','$ref':'list',"
                + "'$defs':{'item':{'$dynamicAnchor':'item','type':'string'}}},"
                + "'numbers':{'$id':'numbers','$ref':'list',"
                + "'$defs':{'item':{'$dynamicAnchor':'item','type':'number'}}},"
                + "'list':{'$id':'list','type':'array','items':{'$dynamicRef':'#item'},"
                + "'$defs':{'any':{'$dynamicAnchor':'item'}}}}}")
            .formatted(NEW);

    assertThat(admits(lists, "{'s':['a'],'n':[1]}")).isTrue();
    assertThat(admits(lists, "{'s':[1]}")).isFalse();
    assertThat(admits(lists, "{'n':['a']}")).isFalse();
  }

  @Test
  void takesAnAnchorThatMayNotBeOverriddenAsItStands() throws IOException {
    String plain = TREES.replace("/open','$dynamicAnchor'", "/open','$anchor'");

    assertThat(plain).contains("$anchor");
    assertThat(admits(plain, "{'children':[{'daat':1}]}")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-06/schema#",
        "http://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema"
      })
  void judgesByTheSpecificationsOwnSchemas(String draft) throws IOException {
    String schema = "{'$schema':'%1$s','$ref':'%1$s'}".formatted(draft);

    assertThat(admits(schema, "{'properties':{'a':{'minLength':1,'type':'string'}}}")).isTrue();
    assertThat(admits(schema, "{'properties':{'a':{'minLength':-1}}}")).isFalse();
    assertThat(admits(schema, "{'properties':{'a':{'type':'stringg'}}}")).isFalse();
  }

  @Test
  void compilesSchemasWithManyWays() throws IOException {
    String anchored =
        joined(
            "'a%1$d':{'$id':'a%1$d','$dynamicAnchor':'x%1$d','$ref':'all'},"
                + "'b%1$d':{'$id':'b%1$d','$dynamicAnchor':'x%1$d'}");
    String all = joined("'%1$d':{'$ref':'a%1$d'},'d%1$d':{'$dynamicRef':'a%1$d#x%1$d'}");
    String text =
        ("{%s'$id':'http://e.org/root','$ref':'all',"
                + "'$defs':{'all':{'$id':'all','properties':{%s}},%s}}")
            .formatted(NEW, all, anchored);

    assertThat(admits(text, "{'0':{'1':{'d1':{'2':1}}}}")).isTrue();
  }

  @Test
  void refusesSchemasWithVeryManyWays() {
    String anchored =
        joined(
            14,
            "'a%1$d':{'$id':'a%1$d','$dynamicAnchor':'x%1$d','$ref':'all'},"
                + "'b%1$d':{'$id':'b%1$d','$dynamicAnchor':'x%1$d'}");
    String all = joined(14, "'%1$d':{'$ref':'a%1$d'},'d%1$d':{'$dynamicRef':'a%1$d#x%1$d'}");
    JsonSchema schema =
        schema(
            ("{%s'$id':'http://e.org/root','$ref':'all',"
                    + "'$defs':{'all':{'$id':'all','properties':{%s}},%s}}")
                .formatted(NEW, all, anchored));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> schema.program(STEPS))
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining("10000 choices");
    }
  }

  private static String joined(String text) {
    return joined(7, text);
  }

  /** A text for each of so many numbers. */
  private static String joined(int count, String text) {
    return IntStream.range(0, count).mapToObj(text::formatted).collect(Collectors.joining(","));
  }

  private static JsonSchema ofOwnDraft(String vocabularies) {
    return JsonSchema.parse(
        "{\"$schema\":\"http://e.org/meta\",\"type\":\"object\",\"format\":\"date\"}",
        Map.of(
            "http://e.org/meta",
            "{%s'$id':'http://e.org/meta'%s}".formatted(NEW, vocabularies).replace('\'', '"')));
  }

  @Test
  void judgesByTheVocabulariesOfMetaSchemasOfOnesOwn() throws IOException {
    String name = ",'$vocabulary':{'https://json-schema.org/draft/2020-12/vocab/";
    JsonNode text = SchemaTexts.MAPPER.readTree("\"a\"");

    assertThat(ofOwnDraft("").program(STEPS)).isNotNull();
    assertThat(ofOwnDraft("").admits(text, STEPS, STEPS)).isFalse();
    assertThat(ofOwnDraft(name + "validation':true}").admits(text, STEPS, STEPS)).isFalse();
    assertThat(ofOwnDraft(name + "core':true}").admits(text, STEPS, STEPS)).isTrue();
    assertThat(ofOwnDraft(name + "format-assertion':true}").admits(text, STEPS, STEPS)).isFalse();
    assertThat(ofOwnDraft(",'$vocabulary':{'http://e.org/mine':false}").admits(text, STEPS, STEPS))
        .isTrue();
  }

  @Test
  void refusesVocabulariesThatAreNeededAndNotKnown() {
    JsonSchema schema = ofOwnDraft(",'$vocabulary':{'http://e.org/mine':true}");

    assertThatThrownBy(() -> schema.program(STEPS))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("http://e.org/mine");
  }
}
