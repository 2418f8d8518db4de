// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumOptions;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueOptions;
import com.google.protobuf.DescriptorProtos.ExtensionRangeOptions;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofOptions;
import io.velostream.schema.protobuf.text.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parses messages, enums and extensions. Confined to one thread. */
final class MessageParser {

  /** Messages within messages; {@code protoc} allows 32. */
  private static final int MAX_DEPTH = 64;

  /** The end of field numbers, exclusive. */
  private static final int FIELD_NUMBERS_END = 1 << 29;

  private final Tokenizer tokens;
  private final OptionParser options;
  private final FieldParser fields;
  private final Visibility visibility;
  private final boolean isProto3;
  private int depth;

  MessageParser(Tokenizer tokens, OptionParser options, String syntax, Visibility visibility) {
    this.visibility = visibility;
    this.tokens = tokens;
    this.options = options;
    this.fields = new FieldParser(tokens, options, syntax);
    this.isProto3 = syntax.equals(ProtoParser.PROTO3);
  }

  /** Takes a message, after the word {@code message}. */
  DescriptorProto message() {
    String name = tokens.expectName();
    return body().setName(name).build();
  }

  private DescriptorProto.Builder body() {
    if (++depth > MAX_DEPTH) {
      throw tokens.error("messages are nested more than " + MAX_DEPTH + " deep");
    }
    DescriptorProto.Builder message = DescriptorProto.newBuilder();
    MessageOptions.Builder messageOptions = MessageOptions.newBuilder();
    tokens.expect('{');
    while (!tokens.accept('}')) {
      statement(message, messageOptions);
    }
    if (!messageOptions.build().equals(MessageOptions.getDefaultInstance())) {
      message.setOptions(messageOptions);
    }
    addOneofsOfOptionalFields(message);
    if (messageOptions.getMessageSetWireFormat()) {
      extendMessageSet(message);
    }
    depth--;
    return message;
  }

  /** The extensions of a message set have larger numbers than fields. */
  private static void extendMessageSet(DescriptorProto.Builder message) {
    for (DescriptorProto.ExtensionRange.Builder range : message.getExtensionRangeBuilderList()) {
      if (range.getEnd() == FIELD_NUMBERS_END) {
        range.setEnd(Integer.MAX_VALUE);
      }
    }
  }

  private void statement(DescriptorProto.Builder message, MessageOptions.Builder messageOptions) {
    if (tokens.accept(';')) {
      return;
    }
    if (tokens.peek().kind() != Kind.NAME) {
      add(message, fields.field(false, isProto3, this::body));
      return;
    }
    String visible = visibility.accept();
    switch (tokens.peek().text()) {
      case "message" -> {
        tokens.next();
        message.addNestedType(visibility.message(visible, message()));
      }
      case "enum" -> {
        tokens.next();
        message.addEnumType(visibility.enumeration(visible, enumeration()));
      }
      case "oneof" -> {
        tokens.next();
        oneof(message);
      }
      case "option" -> {
        tokens.next();
        options.statement(messageOptions);
      }
      case "extensions" -> {
        tokens.next();
        extensionRanges(message);
      }
      case "reserved" -> {
        tokens.next();
        reserved(message);
      }
      case "extend" -> {
        tokens.next();
        for (Extension each : extend()) {
          message.addExtension(each.field());
          each.groups().forEach(message::addNestedType);
        }
      }
      default -> add(message, fields.field(false, isProto3, this::body));
    }
  }

  private static void add(DescriptorProto.Builder message, FieldParser.Parsed parsed) {
    message.addField(parsed.field());
    if (parsed.defined() != null) {
      message.addNestedType(parsed.defined());
    }
  }

  private void oneof(DescriptorProto.Builder message) {
    int index = message.getOneofDeclCount();
    OneofDescriptorProto.Builder oneof =
        OneofDescriptorProto.newBuilder().setName(tokens.expectName());
    OneofOptions.Builder oneofOptions = OneofOptions.newBuilder();
    tokens.expect('{');
    while (!tokens.accept('}')) {
      if (tokens.accept(';')) {
        continue;
      }
      if (tokens.accept("option")) {
        options.statement(oneofOptions);
        continue;
      }
      FieldParser.Parsed parsed = fields.field(true, isProto3, this::body);
      FieldDescriptorProto field =
          parsed.field().toBuilder()
              .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
              .setOneofIndex(index)
              .build();
      add(message, new FieldParser.Parsed(field, parsed.defined()));
    }
    if (!oneofOptions.build().equals(OneofOptions.getDefaultInstance())) {
      oneof.setOptions(oneofOptions);
    }
    message.addOneofDecl(oneof);
  }

  /** Fields of proto3 that are declared optional belong to oneofs that follow all others. */
  private static void addOneofsOfOptionalFields(DescriptorProto.Builder message) {
    Set<String> names = new HashSet<>();
    message.getFieldList().forEach(each -> names.add(each.getName()));
    message.getOneofDeclList().forEach(each -> names.add(each.getName()));
    for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
      if (field.getProto3Optional()) {
        String name = field.getName().startsWith("_") ? field.getName() : "_" + field.getName();
        while (!names.add(name)) {
          name = "X" + name;
        }
        field.setOneofIndex(message.getOneofDeclCount());
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(name));
      }
    }
  }

  private void extensionRanges(DescriptorProto.Builder message) {
    List<DescriptorProto.ExtensionRange.Builder> ranges = new ArrayList<>();
    do {
      int[] range = range(false, FIELD_NUMBERS_END - 1);
      ranges.add(
          DescriptorProto.ExtensionRange.newBuilder().setStart(range[0]).setEnd(range[1] + 1));
    } while (tokens.accept(','));
    if (tokens.accept('[')) {
      ExtensionRangeOptions.Builder rangeOptions = ExtensionRangeOptions.newBuilder();
      options.list(rangeOptions);
      ranges.forEach(each -> each.setOptions(rangeOptions));
    }
    tokens.expect(';');
    ranges.forEach(message::addExtensionRange);
  }

  /** A range of numbers, both ends inclusive. */
  private int[] range(boolean isSigned, int max) {
    int start = number(isSigned, max);
    if (!tokens.accept("to")) {
      return new int[] {start, start};
    }
    return new int[] {start, tokens.accept("max") ? max : number(isSigned, max)};
  }

  private int number(boolean isSigned, int max) {
    long number = tokens.expectInteger(isSigned);
    if (number < Integer.MIN_VALUE || number > max) {
      throw tokens.error("the number " + number + " is too large");
    }
    return (int) number;
  }

  private void reserved(DescriptorProto.Builder message) {
    do {
      switch (tokens.peek().kind()) {
        case STRING -> message.addReservedName(tokens.expectText());
        case NAME -> message.addReservedName(tokens.expectName());
        default -> {
          int[] range = range(false, FIELD_NUMBERS_END - 1);
          message.addReservedRange(
              DescriptorProto.ReservedRange.newBuilder().setStart(range[0]).setEnd(range[1] + 1));
        }
      }
    } while (tokens.accept(','));
    tokens.expect(';');
  }

  /** Takes an enum, after the word {@code enum}. */
  EnumDescriptorProto enumeration() {
    EnumDescriptorProto.Builder type =
        EnumDescriptorProto.newBuilder().setName(tokens.expectName());
    EnumOptions.Builder enumOptions = EnumOptions.newBuilder();
    tokens.expect('{');
    while (!tokens.accept('}')) {
      if (tokens.accept(';')) {
        continue;
      }
      String name = tokens.expectName();
      if (name.equals("option") && !tokens.peek().isSymbol('=')) {
        options.statement(enumOptions);
      } else if (name.equals("reserved") && !tokens.peek().isSymbol('=')) {
        reserved(type);
      } else {
        type.addValue(value(name));
      }
    }
    if (!enumOptions.build().equals(EnumOptions.getDefaultInstance())) {
      type.setOptions(enumOptions);
    }
    return type.build();
  }

  private EnumValueDescriptorProto value(String name) {
    EnumValueDescriptorProto.Builder value = EnumValueDescriptorProto.newBuilder().setName(name);
    tokens.expect('=');
    value.setNumber(number(true, Integer.MAX_VALUE));
    if (tokens.accept('[')) {
      EnumValueOptions.Builder valueOptions = EnumValueOptions.newBuilder();
      options.list(valueOptions);
      value.setOptions(valueOptions);
    }
    tokens.expect(';');
    return value.build();
  }

  private void reserved(EnumDescriptorProto.Builder type) {
    do {
      switch (tokens.peek().kind()) {
        case STRING -> type.addReservedName(tokens.expectText());
        case NAME -> type.addReservedName(tokens.expectName());
        default -> {
          int[] range = range(true, Integer.MAX_VALUE);
          type.addReservedRange(
              EnumDescriptorProto.EnumReservedRange.newBuilder()
                  .setStart(range[0])
                  .setEnd(range[1]));
        }
      }
    } while (tokens.accept(','));
    tokens.expect(';');
  }

  /** A field of another message, with the messages of groups. */
  record Extension(FieldDescriptorProto field, List<DescriptorProto> groups) {}

  /** Takes an extension, after the word {@code extend}. */
  List<Extension> extend() {
    String extendee = tokens.expectTypeName();
    List<Extension> extensions = new ArrayList<>();
    tokens.expect('{');
    while (!tokens.accept('}')) {
      if (tokens.accept(';')) {
        continue;
      }
      FieldParser.Parsed parsed = fields.field(false, isProto3, this::body);
      extensions.add(
          new Extension(
              parsed.field().toBuilder().setExtendee(extendee).build(),
              parsed.defined() == null ? List.of() : List.of(parsed.defined())));
    }
    return extensions;
  }
}
