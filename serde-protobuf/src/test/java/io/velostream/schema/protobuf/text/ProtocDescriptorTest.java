// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.protobuf.odd.Odd;
import io.velostream.schema.protobuf.schema.MessageIndexes;
import io.velostream.schema.protobuf.shop.Legacy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The parser's descriptors are those of {@code protoc}, which compiles the files of this folder.
 */
class ProtocDescriptorTest {

  private static final FileDescriptor[] NONE = {};

  @Test
  void parsesOddTextAsProtocDoes() throws Exception {
    assertSame("odd", Odd.getDescriptor());
    assertSame("legacy", Legacy.getDescriptor());
  }

  private static void assertSame(String name, FileDescriptor compiled) throws Exception {
    String text = Files.readString(Path.of("src/test/protobuf/shop/" + name + ".proto"));
    FileDescriptorProto parsed = ProtoParser.parse(compiled.getName(), text);

    assertThat(comparable(parsed)).isEqualTo(comparable(compiled.toProto()));
    FileDescriptorProto again = ProtoParser.parse(compiled.getName(), ProtoPrinter.print(parsed));
    assertThat(again).isEqualTo(parsed);
    FileDescriptor linked =
        FileDescriptor.buildFrom(parsed, compiled.getDependencies().toArray(NONE));
    assertThat(linked.getMessageTypes()).hasSameSizeAs(compiled.getMessageTypes());
  }

  /**
   * Without what linking adds: names of types are not resolved in parsed files, JSON names that
   * none declares are not set, and custom options are not interpreted.
   */
  private static Message comparable(Message message) {
    Message.Builder copy = message.toBuilder();
    copy.setUnknownFields(UnknownFieldSet.getDefaultInstance());
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      boolean hasNoType =
          message instanceof FieldDescriptorProto each
              && each.hasTypeName()
              && field.getName().equals("type");
      if (hasNoType
          || field.isExtension()
          || Set.of("uninterpreted_option", "json_name").contains(field.getName())) {
        copy.clearField(field);
      } else if (Set.of("type_name", "extendee").contains(field.getName())) {
        String name = (String) entry.getValue();
        copy.setField(field, name.substring(name.lastIndexOf('.') + 1));
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        copyField(copy, field, entry.getValue());
      }
    }
    return copy.buildPartial();
  }

  private static void copyField(Message.Builder copy, FieldDescriptor field, Object value) {
    if (field.isRepeated()) {
      List<Message> copies = new ArrayList<>();
      ((List<?>) value).forEach(each -> copies.add(comparable((Message) each)));
      copy.setField(field, copies);
      return;
    }
    Message part = comparable((Message) value);
    if (part.equals(part.getDefaultInstanceForType())) {
      copy.clearField(field);
    } else {
      copy.setField(field, part);
    }
  }

  /** Expected texts are those of protoc 3.25. */
  @ParameterizedTest
  @CsvSource({
    "double, 1e10, 10000000000",
    "double, 1e15, 1e+15",
    "double, 1e17, 1e+17",
    "double, 1.5e-7, 1.5e-07",
    "double, 0.0001, 0.0001",
    "double, 123456789012345678, 1.2345678901234568e+17",
    "double, 0x1F, 31",
    "double, 017, 15",
    "double, 100000000000000000000, 1e+20",
    "double, -inf, -inf",
    "double, -nan, nan",
    "double, 4.9e-324, 4.94065645841247e-324",
    "float, 0.1, 0.1",
    "float, 3.4028235e38, 3.40282347e+38",
    "float, 5., 5"
  })
  void keepsDefaultsInTheFormOfProtoc(String type, String written, String kept) {
    String text = "message M { optional " + type + " a = 1 [default = " + written + "]; }";

    assertThat(ProtoParser.parse("a", text).getMessageType(0).getField(0).getDefaultValue())
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message M { optional double a = 1 [default = ZERO]; }",
        "message M { optional double a = 1 [default = 1.5f]; }",
        "message M { optional double a = 1 [default = 1e]; }",
        "message M { optional int32 a = 9223372036854775808; }",
        "message M { optional int32 a = 18446744073709551615; }"
      })
  void refusesNumbersThatAreNone(String text) {
    assertThatThrownBy(() -> ProtoParser.parse("a", text))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("line 1");
  }

  /** A comment at the end of a value would hide the brace that is printed after it. */
  @Test
  void printsValuesOfOptionsWithoutTheirComments() {
    String text = "option (a) = { b: 1 // last\n /* c */ c: \"//\" // end\n };";

    assertThat(ProtoPrinter.print(ProtoParser.parse("a", text)))
        .contains("option (a) = { b: 1 c: \"//\" };");
  }

  @Test
  void printsReservedNamesOfEditionsAsNames() {
    String text = "edition = \"2023\"; message M { reserved foo, bar; }";

    assertThat(ProtoPrinter.print(ProtoParser.parse("a", text))).contains("reserved foo, bar;");
  }

  /** A message that a field encodes like a group is still declared as a message. */
  @Test
  void countsMessagesOfDelimitedFieldsOfEditions() throws Exception {
    String text =
        """
        edition = "2023";
        message M {
          N n = 1 [features.message_encoding = DELIMITED];
          message N { int32 x = 1; }
          message O { int32 x = 1; }
        }
        """;
    FileDescriptor file = FileDescriptor.buildFrom(ProtoParser.parse("a", text), NONE);

    assertThat(MessageIndexes.bytesOf(file.getMessageTypes().get(0).getNestedTypes().get(1)))
        .containsExactly(4, 0, 2);
  }
}
