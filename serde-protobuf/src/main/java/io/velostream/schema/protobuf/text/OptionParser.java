// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.UninterpretedOption;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses options. Those that {@code descriptor.proto} defines are set; custom options, and those of
 * newer versions, are kept uninterpreted. Confined to one thread.
 */
final class OptionParser {

  /** Leaves out extensions, such as the features of a language, which it cannot know. */
  private static final TextFormat.Parser AGGREGATES =
      TextFormat.Parser.newBuilder().setAllowUnknownExtensions(true).build();

  private final Tokenizer tokens;

  OptionParser(Tokenizer tokens) {
    this.tokens = tokens;
  }

  /** Takes the rest of an option statement, after its first word. */
  void statement(Message.Builder options) {
    option(options);
    tokens.expect(';');
  }

  /** Takes a list in brackets, after the opening one. */
  void list(Message.Builder options) {
    do {
      option(options);
    } while (tokens.accept(','));
    tokens.expect(']');
  }

  /** Takes one option: name, equals sign, value. */
  void option(Message.Builder options) {
    UninterpretedOption.Builder option = UninterpretedOption.newBuilder();
    do {
      option.addName(namePart());
    } while (tokens.accept('.'));
    tokens.expect('=');
    value(option);
    UninterpretedOption read = option.build();
    if (!set(options, read.getNameList(), read)) {
      List<FieldDescriptor> fields = options.getDescriptorForType().getFields();
      for (FieldDescriptor each : fields) {
        if (each.getName().equals("uninterpreted_option")) {
          options.addRepeatedField(each, read);
        }
      }
    }
  }

  private UninterpretedOption.NamePart namePart() {
    UninterpretedOption.NamePart.Builder part = UninterpretedOption.NamePart.newBuilder();
    if (tokens.accept('(')) {
      part.setIsExtension(true).setNamePart(tokens.expectTypeName());
      tokens.expect(')');
    } else {
      part.setIsExtension(false).setNamePart(tokens.expectName());
    }
    return part.build();
  }

  private void value(UninterpretedOption.Builder option) {
    if (tokens.accept('{')) {
      option.setAggregateValue(tokens.block());
      return;
    }
    boolean isNegative = tokens.accept('-');
    Token token = tokens.peek();
    switch (token.kind()) {
      case NAME -> {
        tokens.next();
        if (isNegative) {
          option.setDoubleValue(-number(token));
        } else {
          option.setIdentifierValue(token.text());
        }
      }
      case INTEGER -> {
        long number = tokens.expectInteger(false);
        if (isNegative) {
          option.setNegativeIntValue(-number);
        } else {
          option.setPositiveIntValue(number);
        }
      }
      case FLOAT -> {
        tokens.next();
        double number = number(token);
        option.setDoubleValue(isNegative ? -number : number);
      }
      case STRING ->
          option.setStringValue(
              ByteString.copyFrom(tokens.expectString(), StandardCharsets.ISO_8859_1));
      default -> throw tokens.unexpected("the value of an option");
    }
  }

  private double number(Token token) {
    try {
      return token.kind() == Token.Kind.NAME
          ? Decimals.named(token.text())
          : Decimals.parse(token.text());
    } catch (NumberFormatException e) {
      throw tokens.error("'" + token.text() + "' is no number");
    }
  }

  /** Sets an option of {@code descriptor.proto}; returns false if it has none of this name. */
  private boolean set(
      Message.Builder options, List<UninterpretedOption.NamePart> name, UninterpretedOption value) {
    UninterpretedOption.NamePart first = name.get(0);
    FieldDescriptor field =
        first.getIsExtension()
            ? null
            : options.getDescriptorForType().findFieldByName(first.getNamePart());
    if (field == null) {
      return false;
    }
    if (name.size() > 1) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || field.isRepeated()) {
        throw tokens.error("the option " + field.getName() + " has no parts");
      }
      Message.Builder part = ((Message) options.getField(field)).toBuilder();
      if (!set(part, name.subList(1, name.size()), value)) {
        return false;
      }
      options.setField(field, part.build());
      return true;
    }
    Object converted = converted(options, field, value);
    if (converted == null) {
      throw tokens.error("the value of the option " + field.getName() + " has another type");
    }
    if (field.isRepeated()) {
      options.addRepeatedField(field, converted);
    } else {
      options.setField(field, converted);
    }
    return true;
  }

  private static @Nullable Object converted(
      Message.Builder options, FieldDescriptor field, UninterpretedOption value) {
    return switch (field.getJavaType()) {
      case BOOLEAN ->
          switch (value.getIdentifierValue()) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
          };
      case STRING -> value.hasStringValue() ? value.getStringValue().toStringUtf8() : null;
      case BYTE_STRING -> value.hasStringValue() ? value.getStringValue() : null;
      case INT -> value.hasPositiveIntValue() ? (Object) (int) value.getPositiveIntValue() : null;
      case LONG -> value.hasPositiveIntValue() ? (Object) value.getPositiveIntValue() : null;
      case ENUM -> enumValue(field, value);
      case MESSAGE -> message(options.newBuilderForField(field), value);
      default -> value.hasDoubleValue() ? (Object) value.getDoubleValue() : null;
    };
  }

  private static @Nullable EnumValueDescriptor enumValue(
      FieldDescriptor field, UninterpretedOption value) {
    return field.getEnumType().findValueByName(value.getIdentifierValue());
  }

  private static @Nullable Message message(Message.Builder builder, UninterpretedOption value) {
    if (!value.hasAggregateValue()) {
      return null;
    }
    try {
      AGGREGATES.merge(value.getAggregateValue(), builder);
      return builder.build();
    } catch (TextFormat.ParseException e) {
      return null;
    }
  }
}
