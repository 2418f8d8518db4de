// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.Samples.Circle;
import io.velostream.schema.json.Samples.Drawing;
import io.velostream.schema.json.Samples.Square;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.jackson.ValidatingParser;
import io.velostream.schema.json.jackson.ValidationFailedSignal;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.StreamingValidator;
import io.velostream.schema.json.program.ValidationRun;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of several sorts: which are judged as they stream by, and which become trees. */
class PolymorphicObjectTest {

  private static final int STEPS = 100_000;
  private static final String CIRCLE =
      "{'type':'object','required':['kind','radius'],'maxProperties':3,"
          + "'additionalProperties':false,"
          + "'properties':{'kind':{'const':'circle'},'radius':{'type':'number'},'note':{}}}";
  private static final String SQUARE =
      "{'type':'object','required':['side','kind'],'maxProperties':3,"
          + "'properties':{'kind':{'enum':['square','box']},'side':{'type':'number'}}}";

  /** Counts the trees that begin. */
  private static final class CountingNodes extends JsonNodeFactory {

    private static final long serialVersionUID = 1L;

    private int made;

    @Override
    public ObjectNode objectNode() {
      made++;
      return super.objectNode();
    }
  }

  private final CountingNodes nodes = new CountingNodes();

  private boolean admits(String schema, String document) throws IOException {
    return admits(JsonSchema.parse(schema.replace('\'', '"')), document);
  }

  private boolean admits(JsonSchema parsed, String document) throws IOException {
    SchemaProgram program = Objects.requireNonNull(parsed.program(STEPS), "no program");
    byte[] bytes = document.replace('\'', '"').getBytes(UTF_8);
    JsonNode tree = SchemaTexts.MAPPER.readTree(bytes);
    assertThat(tree).isInstanceOf(ContainerNode.class);
    StreamingValidator checker = new StreamingValidator(program, nodes, STEPS);
    boolean verdict = true;
    try (JsonParser parser =
        new ValidatingParser(SchemaTexts.MAPPER.createParser(bytes), checker, STEPS)) {
      while (parser.nextToken() != null) {}
    } catch (ValidationFailedSignal e) {
      verdict = false;
    }
    verdict &= checker.isValid();
    assertThat(new ValidationRun(STEPS).admits(program, tree)).isEqualTo(verdict);
    assertThat(NetworkntValidator.on(parsed).admits(tree)).isEqualTo(verdict);
    return verdict;
  }

  private static String shapes(String keyword) {
    return "{'type':'array','items':{'%s':[%s,{'type':'null'},%s]}}"
        .formatted(keyword, CIRCLE, SQUARE);
  }

  @ParameterizedTest
  @CsvSource({"oneOf", "anyOf"})
  void followsTheBranchThatTheFirstPropertyChooses(String keyword) throws IOException {
    String shapes = shapes(keyword);

    assertThat(admits(shapes, "[{'kind':'circle','radius':1},{'kind':'box','side':2},null]"))
        .isTrue();
    assertThat(admits(shapes, "[{'kind':'circle','radius':1,'note':{'a':[{}]}}]")).isTrue();
    assertThat(admits(shapes, "[{'kind':'square','side':2,'more':{'a':1}}]")).isTrue();
    assertThat(admits(shapes, "[{'kind':'square','side':2,'a':1,'b':1}]")).isFalse();
    assertThat(admits(shapes, "[{'kind':'circle','side':1}]")).isFalse();
    assertThat(admits(shapes, "[{'kind':'circle'}]")).isFalse();
    assertThat(admits(shapes, "[{'kind':'ring','radius':1}]")).isFalse();
    assertThat(admits(shapes, "[{'kind':5,'radius':1}]")).isFalse();
    assertThat(admits(shapes, "[{'kind':['circle'],'radius':1}]")).isFalse();
    assertThat(admits(shapes, "[{'kind':{'circle':1},'radius':1}]")).isFalse();
    assertThat(admits(shapes, "[{}]")).isFalse();
    assertThat(nodes.made).isZero();
  }

  @Test
  void followsTheSubclassThatJacksonNamesFirst() throws IOException {
    JsonCodec codec =
        JsonCodec.forSerializer(
            SerdeConfig.forSerializer(
                Map.of(JsonKeys.SCHEMA_GENERATOR, "strict"), false, JsonKeys.serializer()));
    Drawing drawing = new Drawing(List.of(new Circle(1), new Square(2)), new Circle(3));
    JsonSchema schema = codec.schemaOf(drawing);
    String written = new String(codec.encoder(schema, drawing).encode(drawing, new byte[0]), UTF_8);

    assertThat(admits(schema, written)).isTrue();
    assertThat(admits(schema, written.replace("\"kind\":\"square\"", "\"kind\":\"rhomb\"")))
        .isFalse();
    assertThat(nodes.made).isZero();
  }

  @Test
  void growsATreeOfAnObjectThatBeginsWithAnotherProperty() throws IOException {
    String shapes = shapes("oneOf");

    assertThat(admits(shapes, "[{'radius':1,'kind':'circle'},{'kind':'box','side':2}]")).isTrue();
    assertThat(admits(shapes, "[{'side':1,'kind':'circle'}]")).isFalse();
    assertThat(admits(shapes, "[{'note':1}]")).isFalse();
    assertThat(nodes.made).isEqualTo(3);
  }

  @Test
  void judgesWhatIsBesideTheBranchesToo() throws IOException {
    String schema =
        "{'type':'object','maxProperties':2,'properties':{'kind':{'maxLength':6}},"
            + "'patternProperties':{'^n':{'type':'integer'}},'oneOf':[%s,%s]}"
                .formatted(CIRCLE, SQUARE);

    assertThat(admits(schema, "{'kind':'circle','radius':1}")).isTrue();
    assertThat(admits(schema, "{'kind':'square','side':1,'m':1}")).isFalse();
    assertThat(admits(schema.replace('6', '5'), "{'kind':'square','side':1}")).isFalse();
    assertThat(admits(schema.replace('2', '3'), "{'kind':'square','side':1,'n':'a'}")).isFalse();
    assertThat(admits(schema.replace('2', '3'), "{'kind':'circle','radius':1,'note':1}")).isTrue();
    assertThat(nodes.made).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'string'} | {'type':'integer'} | {'t':5,'a':1} | true",
        "{'type':'string'} | {'type':'integer'} | {'t':5,'a':'x'} | false",
        "{'type':'string','maxLength':2} | {'type':'integer'} | {'t':'abc','a':1} | false",
        "{'type':'boolean'} | {'type':'null'} | {'t':true} | true",
        "{'type':'boolean'} | {'type':'null'} | {'t':null} | false",
        "{'type':'boolean'} | {'type':'null'} | {'t':null,'a':7} | true",
        "{'const':true} | {'const':false} | {'t':false,'a':7} | true",
        "{'const':1} | {'const':2} | {'t':2.0,'a':7} | true",
        "{'const':1} | {'const':2} | {'t':1.0,'a':7} | true",
        "{'const':1} | {'const':2} | {'t':1e0,'a':'x'} | true",
        "{'const':1} | {'const':2} | {'t':2,'a':'x'} | false",
        "{'const':1} | {'type':'string'} | {'t':'','a':1} | true"
      })
  void choosesByValuesAndTypesOfScalars(String one, String other, String document, boolean fits)
      throws IOException {
    String schema =
        ("{'type':'object','anyOf':[{'required':['t'],'properties':{'t':%s}},"
                + "{'required':['t','a'],'properties':{'t':%s,'a':{'type':'integer'}}}]}")
            .formatted(one, other);

    assertThat(admits(schema, document)).isEqualTo(fits);
    assertThat(nodes.made).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'enum':['x','y']} | {'enum':['y','z']}",
        "{'type':'string'} | {'enum':['y','z']}",
        "{'type':'string'} | {'minimum':1}",
        "{'const':'y'} | {'type':'array'}",
        "{'const':'y'} | {'type':['object','null']}",
        "{'type':'number'} | {'type':'integer'}"
      })
  void growsATreeWhereNoPropertyTellsBranchesApart(String one, String other) throws IOException {
    String schema =
        ("{'type':'object','oneOf':[{'required':['t'],'properties':{'t':%s,'a':{'type':'null'}}},"
                + "{'required':['t'],'properties':{'t':%s,'b':{'type':'null'}}}]}")
            .formatted(one, other);

    admits(schema, "{'t':'y','a':null,'b':1}");
    assertThat(nodes.made).isOne();
  }

  @Test
  void choosesAgainWithinABranch() throws IOException {
    String inner = "'oneOf':[%s,%s]".formatted(CIRCLE, SQUARE);
    String schema =
        "{'type':'object','oneOf':[{'required':['kind'],'properties':{'kind':{'const':'line'}}},"
            + "{'required':['kind'],'properties':{'kind':{'enum':['circle','square','box']}},"
            + inner
            + "}]}";

    assertThat(admits(schema, "{'kind':'circle','radius':1}")).isTrue();
    assertThat(admits(schema, "{'kind':'square','radius':1}")).isFalse();
    assertThat(admits(schema, "{'kind':'line','radius':true}")).isTrue();
    assertThat(nodes.made).isZero();
  }

  @Test
  void growsATreeOfABranchThatNeedsOne() throws IOException {
    String schema =
        "{'type':'object','oneOf':[{'required':['k'],'properties':{'k':{'const':'a'}},"
            + "'dependencies':{'x':['y']}},{'required':['k'],'properties':{'k':{'const':'b'}}}]}";

    assertThat(admits(schema, "{'k':'b','x':1}")).isTrue();
    assertThat(nodes.made).isZero();
    assertThat(admits(schema, "{'k':'a','x':1}")).isFalse();
    assertThat(admits(schema, "{'k':'a','x':1,'y':1}")).isTrue();
    assertThat(nodes.made).isEqualTo(2);
  }
}
