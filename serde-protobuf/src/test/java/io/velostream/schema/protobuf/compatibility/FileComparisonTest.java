// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.protobuf.schema.ProtobufFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileComparisonTest {

  private static List<String> compare(String reader, String writer) {
    return ProtobufFormat.incompatibilities(proto3(reader), Map.of(), proto3(writer), Map.of());
  }

  private static String proto3(String text) {
    return text.contains("syntax") ? text : "syntax = \"proto3\"; " + text;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "message A { int32 a = 1; }                   | message A { int32 a = 1; string b = 2; }",
        "message A { int32 a = 1; string b = 2; }     | message A { int32 a = 1; }",
        "message A { int32 renamed = 1; }             | message A { int32 a = 1; }",
        "message A { int64 a = 1; }                   | message A { uint32 a = 1; }",
        "message A { bool a = 1; }                    | message A { int32 a = 1; }",
        "enum E { Z = 0; } message A { E a = 1; }     | message A { int32 a = 1; }",
        "message A { sint64 a = 1; }                  | message A { sint32 a = 1; }",
        "message A { sfixed32 a = 1; }                | message A { fixed32 a = 1; }",
        "message A { bytes a = 1; }                   | message A { string a = 1; }",
        "message A { repeated string a = 1; }         | message A { string a = 1; }",
        "message A { optional int32 a = 1; }          | message A { int32 a = 1; }",
        "message A { oneof o { int32 a = 1; } }       | message A { int32 a = 1; }",
        "message A { int32 a = 1; int32 b = 2; } | message A { oneof o { int32 a = 1; int32 b = 2; } }",
        "message A {} message B {}                    | message A {}",
        "enum E { Z = 0; Y = 1; } message A { E a = 1; } | enum E { Z = 0; } message A { E a = 1; }",
        "message A { A a = 1; }                       | message A { A a = 1; int32 b = 2; }",
        "message A { map<string, int64> a = 1; }      | message A { map<string, int32> a = 1; }"
      })
  void readsWhatWasWritten(String reader, String writer) {
    assertThat(compare(reader, writer)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "message B {}                        | message A {}                 | message A is gone",
        "message A {}        | message A { message B {} }                   | /A/B",
        "package x; message A {}             | message A {}                 | package",
        "message A { string a = 1; }         | message A { int32 a = 1; }   | int32 to string",
        "message A { sint32 a = 1; }         | message A { int32 a = 1; }   | another way",
        "message A { fixed64 a = 1; }        | message A { fixed32 a = 1; } | another way",
        "message A { double a = 1; }         | message A { float a = 1; }   | another way",
        "message A { repeated int32 a = 1; } | message A { int32 a = 1; }   | become repeated",
        "message A { int32 a = 1; }  | message A { repeated int32 a = 1; }  | become singular",
        "message A { oneof o { int32 a = 1; int32 b = 2; } } | message A { int32 a = 1; int32 b = 2; } | oneof o",
        "message A { oneof o { int32 a = 1; } } | message A { oneof o { int32 a = 1; int32 b = 2; } } | gone from the oneof",
        "message B {} message C {} message A { C a = 1; } | message B {} message A { B a = 1; } | from B to C",
        "message A { map<string, string> a = 1; } | message A { map<string, int32> a = 1; } | another way",
        "message B { string c = 1; } message A { B b = 1; } | message B { int32 c = 1; } message A { B b = 1; } | /B/c",
        "syntax = \"proto2\"; message A { required int32 a = 1; } | message A { int32 a = 1; } | is required"
      })
  void tellsWhatCannotBeRead(String reader, String writer, String reason) {
    assertThat(compare(reader, writer)).hasSize(1).first().asString().contains(reason);
  }

  @Test
  void followsImports() {
    String text = proto3("import \"b.proto\"; message A { B b = 1; }");
    String older = proto3("message B { int32 c = 1; }");
    String newer = proto3("message B { string c = 1; }");

    assertThat(
            ProtobufFormat.incompatibilities(
                text, Map.of("b.proto", newer), text, Map.of("b.proto", older)))
        .hasSize(1)
        .first()
        .asString()
        .contains("int32 to string");
    assertThat(
            ProtobufFormat.incompatibilities(
                text, Map.of("b.proto", older), text, Map.of("b.proto", older)))
        .isEmpty();
  }

  @Test
  void refusesCyclesOfImports() {
    String text = proto3("import \"b.proto\"; message A {}");
    Map<String, String> cycle =
        Map.of("b.proto", proto3("import \"c.proto\";"), "c.proto", proto3("import \"b.proto\";"));

    assertThatThrownBy(() -> ProtobufFormat.incompatibilities(text, cycle, text, cycle))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("cycle");
  }
}
