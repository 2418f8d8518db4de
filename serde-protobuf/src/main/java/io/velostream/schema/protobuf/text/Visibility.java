// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The keywords {@code export} and {@code local} of messages and enums, and {@code import option}:
 * edition 2024. Older versions of protobuf-java have no fields for them, so these are found by
 * name. Confined to one thread.
 */
final class Visibility {

  private static final int EDITION_2024 = 1001;
  private static final String PREFIX = "VISIBILITY_";
  private static final String FIELD = "visibility";
  private static final String OPTION_IMPORTS = "option_dependency";

  private final Tokenizer tokens;
  private final boolean hasKeywords;

  Visibility(Tokenizer tokens, Edition edition) {
    this.tokens = tokens;
    this.hasKeywords =
        edition.getNumber() >= EDITION_2024
            && DescriptorProto.getDescriptor().findFieldByName(FIELD) != null;
  }

  /** Takes the keyword, if there is one; in older editions they are names like others. */
  @Nullable String accept() {
    if (!hasKeywords) {
      return null;
    }
    if (tokens.accept("export")) {
      return "export";
    }
    return tokens.accept("local") ? "local" : null;
  }

  /** Sets the visibility of a message. */
  DescriptorProto message(@Nullable String keyword, DescriptorProto message) {
    return (DescriptorProto) with(keyword, message);
  }

  /** Sets the visibility of an enum. */
  EnumDescriptorProto enumeration(@Nullable String keyword, EnumDescriptorProto type) {
    return (EnumDescriptorProto) with(keyword, type);
  }

  private static Message with(@Nullable String keyword, Message type) {
    FieldDescriptor field = type.getDescriptorForType().findFieldByName(FIELD);
    if (keyword == null || field == null) {
      return type;
    }
    String name = PREFIX + keyword.toUpperCase(Locale.ROOT);
    return type.toBuilder().setField(field, field.getEnumType().findValueByName(name)).build();
  }

  /** The keyword of a message or an enum and a space; empty if it has none. */
  static String prefix(MessageOrBuilder type) {
    FieldDescriptor field = type.getDescriptorForType().findFieldByName(FIELD);
    if (field == null || !type.hasField(field)) {
      return "";
    }
    String name = type.getField(field).toString().substring(PREFIX.length());
    return name.equals("UNSET") ? "" : name.toLowerCase(Locale.ROOT) + " ";
  }

  /** Adds an import that is for options only; these are not interpreted, so it is not read. */
  static void addOptionImport(Message.Builder file, String name, Tokenizer tokens) {
    FieldDescriptor field = optionImports();
    if (field == null) {
      throw tokens.error("the protobuf-java at hand does not know 'import option'");
    }
    file.addRepeatedField(field, name);
  }

  /** The names of the files that are imported for options only. */
  static List<String> optionImports(FileDescriptorProto file) {
    FieldDescriptor field = optionImports();
    List<String> names = new ArrayList<>();
    if (field != null) {
      ((List<?>) file.getField(field)).forEach(each -> names.add((String) each));
    }
    return names;
  }

  private static @Nullable FieldDescriptor optionImports() {
    Descriptor file = FileDescriptorProto.getDescriptor();
    return file.findFieldByName(OPTION_IMPORTS);
  }
}
