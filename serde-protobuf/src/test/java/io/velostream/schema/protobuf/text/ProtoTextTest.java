// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.StructProto;
import com.google.protobuf.TypeProto;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.protobuf.shop.Legacy;
import io.velostream.schema.protobuf.shop.Order;
import io.velostream.schema.protobuf.shop.Product;
import io.velostream.schema.protobuf.shop.Types;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoTextTest {

  private static final FileDescriptor[] NONE = {};

  static Stream<FileDescriptor> files() {
    return Stream.of(
        Order.getDescriptor().getFile(),
        Product.getDescriptor().getFile(),
        Types.getDescriptor(),
        Legacy.getDescriptor(),
        DescriptorProtos.getDescriptor(),
        ApiProto.getDescriptor(),
        StructProto.getDescriptor(),
        TypeProto.getDescriptor());
  }

  /** What protoc has compiled, printed and parsed again, is the same descriptor. */
  @ParameterizedTest
  @MethodSource("files")
  void printsTextOfTheSameDescriptor(FileDescriptor file) throws Exception {
    String text = ProtoPrinter.print(file.toProto());
    FileDescriptorProto parsed = ProtoParser.parse(file.getName(), text);
    FileDescriptor again = FileDescriptor.buildFrom(parsed, file.getDependencies().toArray(NONE));

    assertThat(ProtoPrinter.print(parsed)).isEqualTo(text);
    assertSameMessages(again, file);
  }

  @ParameterizedTest
  @CsvSource({"order,Order", "types,Types", "legacy,Legacy", "product,Product"})
  void parsesAsProtocDoes(String name, String ignored) throws Exception {
    FileDescriptor compiled =
        files().filter(each -> each.getName().equals("shop/" + name + ".proto")).findFirst().get();
    String text = Files.readString(Path.of("src/test/protobuf/shop/" + name + ".proto"));
    FileDescriptor parsed =
        FileDescriptor.buildFrom(
            ProtoParser.parse(compiled.getName(), text), compiled.getDependencies().toArray(NONE));

    assertThat(parsed.getOptions()).isEqualTo(compiled.getOptions());
    assertSameMessages(parsed, compiled);
  }

  private static void assertSameMessages(FileDescriptor one, FileDescriptor other) {
    assertThat(one.getMessageTypes()).hasSameSizeAs(other.getMessageTypes());
    for (int i = 0; i < one.getMessageTypes().size(); i++) {
      assertSame(one.getMessageTypes().get(i), other.getMessageTypes().get(i));
    }
    assertThat(one.toProto().getEnumTypeList()).isEqualTo(other.toProto().getEnumTypeList());
  }

  private static void assertSame(Descriptor one, Descriptor other) {
    assertThat(one.getFullName()).isEqualTo(other.getFullName());
    assertThat(one.getOptions()).isEqualTo(other.getOptions());
    assertThat(one.toProto().getEnumTypeList()).isEqualTo(other.toProto().getEnumTypeList());
    assertThat(one.toProto().getReservedRangeList())
        .isEqualTo(other.toProto().getReservedRangeList());
    assertThat(one.toProto().getReservedNameList())
        .isEqualTo(other.toProto().getReservedNameList());
    assertThat(one.toProto().getOneofDeclList()).isEqualTo(other.toProto().getOneofDeclList());
    assertThat(one.getFields()).hasSameSizeAs(other.getFields());
    for (FieldDescriptor field : one.getFields()) {
      FieldDescriptor same = other.findFieldByNumber(field.getNumber());
      assertThat(field.getFullName()).isEqualTo(same.getFullName());
      assertThat(field.getType()).isEqualTo(same.getType());
      assertThat(field.isRepeated()).isEqualTo(same.isRepeated());
      assertThat(field.isRequired()).isEqualTo(same.isRequired());
      assertThat(field.isPacked()).isEqualTo(same.isPacked());
      assertThat(field.hasPresence()).isEqualTo(same.hasPresence());
      assertThat(field.isMapField()).isEqualTo(same.isMapField());
      assertThat(field.getJsonName()).isEqualTo(same.getJsonName());
      assertThat(field.getOptions()).isEqualTo(same.getOptions());
      if (field.hasDefaultValue()) {
        boolean isEnum = field.getJavaType() == FieldDescriptor.JavaType.ENUM;
        assertThat(isEnum ? field.getDefaultValue().toString() : field.getDefaultValue())
            .isEqualTo(isEnum ? same.getDefaultValue().toString() : same.getDefaultValue());
      }
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        assertThat(field.getMessageType().getFullName())
            .isEqualTo(same.getMessageType().getFullName());
      }
    }
    assertThat(one.getNestedTypes()).hasSameSizeAs(other.getNestedTypes());
    for (Descriptor nested : one.getNestedTypes()) {
      assertSame(nested, other.findNestedTypeByName(nested.getName()));
    }
  }

  @Test
  void printsTheLayoutOfRegistries() {
    assertThat(ProtoPrinter.print(Product.getDescriptor().getFile().toProto()))
        .isEqualTo(
            """
            syntax = "proto3";
            package shop;

            import "shop/money.proto";

            option java_package = "io.velostream.schema.protobuf.shop";
            option java_multiple_files = true;

            message Product {
              string name = 1;
              .shop.Money price = 2;
            }
            """);
  }

  @Test
  void keepsWhatIsWrittenInAnyStyle() {
    String text =
        """
        // a comment
        syntax = 'proto3'; /* another
        one */ package a.b;;
        import public "x.proto";
        option (custom).part = { a: 1 b: "}" };
        option java_package = "a" ".b";
        message M {
          reserved 2, 9 to max; reserved "x", "y";
          option deprecated = true;
          map<string, .a.b.M> by_name = 1 [(my.option) = "v", json_name = "q"];
          repeated int32 n = 3 [packed = false];
          optional float f = 4;
          oneof o { M m = 5; bytes b = 6; }
          enum E { ZERO = 0; MINUS = -0x10; }
        }
        service S {
          rpc Call (stream M) returns (.a.b.M) { option deprecated = true; }
          rpc Other (M) returns (stream M);
        }
        """;
    String printed =
        """
        syntax = "proto3";
        package a.b;

        import public "x.proto";

        option java_package = "a.b";
        option (custom).part = { a: 1 b: "}" };

        message M {
          option deprecated = true;
          reserved 2, 9 to max;
          reserved "x", "y";
          map<string, .a.b.M> by_name = 1 [json_name = "q", (my.option) = "v"];
          repeated int32 n = 3 [packed = false];
          optional float f = 4;
          oneof o {
            M m = 5;
            bytes b = 6;
          }
          enum E {
            ZERO = 0;
            MINUS = -16;
          }
        }

        service S {
          rpc Call (stream M) returns (.a.b.M) {
            option deprecated = true;
          }
          rpc Other (M) returns (stream M);
        }
        """;

    assertThat(ProtoPrinter.print(ProtoParser.parse("a", text))).isEqualTo(printed);
    assertThat(ProtoPrinter.print(ProtoParser.parse("a", printed))).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message",
        "message M",
        "message M {",
        "message M { string }",
        "message M { string a; }",
        "syntax = \"proto3\"; message M { string a = ; }",
        "syntax = \"proto3\"; message M { string a = 99999999999999999999; }",
        "message M { string a = 1; }",
        "syntax = \"proto4\";",
        "import x;",
        "option a = ;",
        "option java_multiple_files = 3;",
        "/* no end",
        "package \"a\";",
        "enum E { A = 99999999999; }",
        "syntax = \"proto3\"; message M { string a = 1 [default = \"\\q\"]; }",
        "option a = { b: { };",
        "option a = \"",
        "service S { rpc A B; }",
        "{}",
        "text"
      })
  void refusesMalformedText(String text) {
    assertThatThrownBy(() -> ProtoParser.parse("a", text))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void refusesDeepNesting() {
    String text = "message M {".repeat(100_000);

    assertThatThrownBy(() -> ProtoParser.parse("a", text))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("nested more than 64 deep");
  }

  @Test
  void anyDamagedTextIsParsedOrRefused() throws Exception {
    String text = Files.readString(Path.of("src/test/protobuf/shop/legacy.proto"));
    for (int i = 0; i < text.length(); i++) {
      for (String damaged :
          new String[] {text.substring(0, i), text.substring(0, i) + text.substring(i + 1)}) {
        try {
          assertThat(ProtoParser.parse("a", damaged)).isNotNull();
        } catch (InvalidSchemaException e) {
          assertThat(e).hasMessageContaining("line ");
        }
      }
    }
  }
}
