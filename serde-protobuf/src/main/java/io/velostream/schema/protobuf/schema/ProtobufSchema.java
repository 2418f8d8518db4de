// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.velostream.schema.protobuf.text.ProtoPrinter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed Protobuf schema: a file with its imports, and for the schema of a value the message that
 * the value is of. Immutable, and safe for use by many threads.
 */
public final class ProtobufSchema {

  private final FileDescriptor file;
  private final @Nullable Descriptor message;
  private final @Nullable String source;

  private ProtobufSchema(
      FileDescriptor file, @Nullable Descriptor message, @Nullable String source) {
    this.file = file;
    this.message = message;
    this.source = source;
  }

  /** The schema of a value of this message. */
  public static ProtobufSchema of(Descriptor message) {
    return new ProtobufSchema(message.getFile(), message, null);
  }

  /** The schema of a whole file. */
  public static ProtobufSchema ofFile(FileDescriptor file) {
    return new ProtobufSchema(file, null, null);
  }

  /**
   * The schema of a whole file.
   *
   * @param source the text that it was parsed from; null if there was none
   */
  static ProtobufSchema of(FileDescriptor file, @Nullable String source) {
    return new ProtobufSchema(file, null, source);
  }

  /** The file, with its imports. */
  public FileDescriptor file() {
    return file;
  }

  /** The message of the value; else the first one of the file; null if the file has none. */
  public @Nullable Descriptor message() {
    if (message != null) {
      return message;
    }
    List<Descriptor> messages = file.getMessageTypes();
    return messages.isEmpty() ? null : messages.get(0);
  }

  /** The message of the value; null for the schema of a whole file. */
  @Nullable Descriptor valueMessage() {
    return message;
  }

  /** The text of the file without its imports: as it was parsed, or else printed. */
  public String text() {
    return source == null ? ProtoPrinter.print(file.toProto()) : source;
  }

  /**
   * Finds a message by its full name, in this file and not in its imports.
   *
   * @return null if there is none
   */
  public @Nullable Descriptor find(String fullName) {
    String prefix = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
    if (!fullName.startsWith(prefix)) {
      return null;
    }
    String[] names = fullName.substring(prefix.length()).split("\\.", -1);
    Descriptor found = file.findMessageTypeByName(names[0]);
    for (int i = 1; i < names.length && found != null; i++) {
      found = found.findNestedTypeByName(names[i]);
    }
    return found;
  }

  @Override
  public String toString() {
    return "Protobuf schema of " + (message == null ? file.getName() : message.getFullName());
  }
}
