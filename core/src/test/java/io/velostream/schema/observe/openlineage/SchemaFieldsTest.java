// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The fields of schema facets, from the text of schemas. Written as name:type(nested). */
class SchemaFieldsTest {

  private final KnownSchemas known = new KnownSchemas();

  @Test
  void primitiveAndLogicalTypesOfAvro() {
    assertThat(
            avro(
                "[{'name':'a','type':'int','doc':'how many'},"
                    + "{'name':'b','type':{'type':'long','logicalType':'timestamp-millis'}},"
                    + "{'name':'c','type':{'type':'bytes','logicalType':'decimal',"
                    + "'precision':10,'scale':2}},"
                    + "{'name':'d','type':{'type':'string','avro.java.string':'String'}},"
                    + "{'name':'e','type':{'type':{'type':'boolean'}}}]"))
        .isEqualTo("a:int'how many', b:timestamp-millis, c:decimal(10,2), d:string, e:boolean");
  }

  @Test
  void nestedTypesOfAvro() {
    assertThat(
            avro(
                "[{'name':'m','type':{'type':'record','name':'Money','namespace':'x','fields':["
                    + "{'name':'sum','type':'long'},"
                    + "{'name':'unit','type':{'type':'enum','name':'Unit','symbols':['E']}}]}},"
                    + "{'name':'l','type':{'type':'array','items':['null','x.Money']}},"
                    + "{'name':'p','type':{'type':'map','values':'x.Unit'}}]"))
        .isEqualTo(
            "m:x.Money(sum:long, unit:x.Unit),"
                + " l:array(_element:x.Money(sum:long, unit:x.Unit)),"
                + " p:map(key:string, value:x.Unit)");
  }

  @Test
  void unionsOfAvro() {
    assertThat(
            avro(
                "[{'name':'a','type':['null','long']},"
                    + "{'name':'b','type':['null','long',{'type':'fixed','name':'F','size':2},"
                    + "{'type':'array','items':'int'}]},"
                    + "{'name':'c','type':['null']}]"))
        .isEqualTo("a:long, b:union(_long:long, _n.F:n.F, _array:array(_element:int)), c:union");
  }

  @Test
  void aRecordWithinItselfEnds() {
    assertThat(
            avro(
                "[{'name':'next','type':['null','R']},"
                    + "{'name':'all','type':{'type':'array','items':'n.R'}}]"))
        .isEqualTo("next:n.R, all:array(_element:n.R)");
  }

  @Test
  void aTopLevelUnionHasItsBranchesAndAPrimitiveHasNoFields() {
    assertThat(
            fields(
                Bound.schema(
                    "AVRO",
                    "s",
                    1,
                    json(
                        "[{'type':'record','name':'A','fields':[{'name':'a','type':'int'}]},"
                            + "{'type':'record','name':'B','fields':[]}]"))))
        .isEqualTo("_A:A(a:int), _B:B");
    assertThat(fields(Bound.schema("AVRO", "s", 1, "\"long\""))).isEmpty();
  }

  @Test
  void referencedTypesOfAvroAreExpandedIfTheyWereLoaded() {
    RegisteredSchema order =
        Bound.schema(
            "AVRO",
            "orders",
            1,
            json(
                "{'type':'record','name':'Order','namespace':'n','fields':["
                    + "{'name':'m','type':'x.Money'}]}"),
            new SchemaReference("x.Money", "money", 2));
    assertThat(fields(order)).isEqualTo("m:x.Money");

    known.add(
        Bound.schema(
            "AVRO",
            "money",
            2,
            json(
                "{'type':'record','name':'Money','namespace':'x','fields':["
                    + "{'name':'unit','type':'y.Unit'}]}"),
            new SchemaReference("y.Unit", "unit", SchemaReference.LATEST)));
    known.add(
        Bound.schema(
            "AVRO",
            "unit",
            9,
            json(
                "{'type':'record','name':'Unit','namespace':'y','fields':["
                    + "{'name':'iso','type':'string'}]}")));

    assertThat(fields(order)).isEqualTo("m:x.Money(unit:y.Unit(iso:string))");
  }

  @Test
  void propertiesOfJsonSchema() {
    assertThat(
            jsonSchema(
                "{'type':'object','properties':{"
                    + "'a':{'type':'integer','description':'how many'},"
                    + "'b':{'type':['null','string']},"
                    + "'c':{'type':'object','properties':{'d':{'type':'number'}}},"
                    + "'e':{'type':'array','items':{'type':'object','properties':{'f':{}}}},"
                    + "'g':{'type':'object','additionalProperties':{'type':'boolean'}},"
                    + "'h':{'enum':['x','y']},"
                    + "'i':true,"
                    + "'j':{'type':['string','integer']},"
                    + "'k':{'type':'object'}}}"))
        .isEqualTo(
            "a:integer'how many', b:string, c:object(d:number),"
                + " e:array(_element:object(f:any)), g:map(key:string, value:boolean),"
                + " h:string, i:any, j:union(_string:string, _integer:integer), k:object");
  }

  @Test
  void combinationsOfJsonSchema() {
    assertThat(
            jsonSchema(
                "{'allOf':[{'$ref':'#/definitions/base'},"
                    + "{'properties':{'x':{'oneOf':[{'type':'null'},{'type':'string'}]},"
                    + "'y':{'anyOf':[{'type':'string'},{'$ref':'#money'}]}}}],"
                    + "'definitions':{'base':{'properties':{'id':{'type':'string'}}},"
                    + "'m':{'$anchor':'money','title':'Money','type':'object',"
                    + "'properties':{'sum':{'type':'number'}}}}}"))
        .isEqualTo("id:string, x:string, y:union(_string:string, _Money:object(sum:number))");
  }

  @Test
  void aJsonSchemaWithinItselfEnds() {
    assertThat(
            jsonSchema(
                "{'properties':{'next':{'$ref':'#'},'loop':{'$ref':'#/$defs/l'}},"
                    + "'$defs':{'l':{'$ref':'#/$defs/l'}}}"))
        .isEqualTo("next:object, loop:#/$defs/l");
  }

  @Test
  void referencedJsonSchemasAreExpandedIfTheyWereLoaded() {
    RegisteredSchema order =
        Bound.schema(
            "JSON",
            "orders",
            1,
            json(
                "{'$id':'http://h/order.json','properties':{'m':{'$ref':'money.json'},"
                    + "'u':{'$ref':'http://h/money.json#/$defs/unit'}}}"),
            new SchemaReference("money.json", "money", 2),
            new SchemaReference("http://h/money.json", "money", 2));
    assertThat(fields(order)).isEqualTo("m:money.json, u:http://h/money.json#/$defs/unit");

    known.add(
        Bound.schema(
            "JSON",
            "money",
            2,
            json(
                "{'type':'object','properties':{'unit':{'$ref':'#/$defs/unit'}},"
                    + "'$defs':{'unit':{'type':'string'}}}")));

    assertThat(fields(order)).isEqualTo("m:object(unit:string), u:string");
  }

  @Test
  void hostileSchemasAreCutOff() {
    StringBuilder doubling =
        new StringBuilder("{'properties':{'a':{'$ref':'#/$defs/0'}},'$defs':{");
    for (int i = 0; i < 40; i++) {
      String next = "{'$ref':'#/$defs/" + (i + 1) + "'}";
      doubling.append("'" + i + "':{'properties':{'l':" + next + ",'r':" + next + "}},");
    }
    String text = doubling.append("'40':{}}}").toString();
    String deep = "{'items':".repeat(900) + "{}" + "}".repeat(900);

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          assertThat(jsonSchema(text).split("l:")).hasSizeLessThan(1_000);
          assertThat(jsonSchema(deep)).contains("_element");
        });
  }

  @Test
  void otherLanguagesAndUnreadableTextsHaveNoFields() {
    for (RegisteredSchema schema :
        List.of(
            Bound.schema("PROTOBUF", "s", 1, "syntax = \"proto3\";"),
            Bound.schema("AVRO", "s", 1, "{"),
            Bound.schema("JSON", "s", 1, "true"),
            Bound.schema("JSON", "s", 1, ""))) {
      assertThat(fields(schema)).isEmpty();
    }
  }

  private String avro(String fields) {
    return fields(
        Bound.schema(
            "AVRO",
            "s",
            1,
            json("{'type':'record','name':'R','namespace':'n','fields':" + fields + "}")));
  }

  private String jsonSchema(String text) {
    return fields(Bound.schema("JSON", "s", 1, json(text)));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private String fields(RegisteredSchema schema) {
    return text(SchemaFields.of(schema, known, new FieldList(1_000)));
  }

  private static String text(JsonNode fields) {
    StringBuilder text = new StringBuilder();
    for (JsonNode field : fields) {
      text.append(text.length() == 0 ? "" : ", ")
          .append(field.get("name").textValue())
          .append(':')
          .append(field.path("type").asText());
      if (field.has("description")) {
        text.append('\'').append(field.get("description").textValue()).append('\'');
      }
      if (field.has("fields")) {
        text.append('(').append(text(field.get("fields"))).append(')');
      }
    }
    return text.toString();
  }
}
