// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.protobuf.compatibility.FileComparison;
import io.velostream.schema.protobuf.config.ProtobufKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Selects what a message is read into: the configured class, the class that its schema names, or a
 * dynamic message. Immutable, and safe for use by many threads.
 */
final class MessageTypes {

  /** Reads dynamic messages. */
  static final MessageTypes DYNAMIC = new MessageTypes(null, false, null);

  private static final int MAX_REASONS = 3;

  private final @Nullable Message target;
  private final boolean derives;
  private final @Nullable ClassLoader loader;

  private MessageTypes(@Nullable Message target, boolean derives, @Nullable ClassLoader loader) {
    this.target = target;
    this.derives = derives;
    this.loader = loader;
  }

  /**
   * The types of a deserializer.
   *
   * @param given the class to read into, which overrides the configured one; null for that
   * @throws ConfigException if the class is no generated message
   */
  static MessageTypes of(SerdeConfig config, @Nullable Class<?> given) {
    String key = config.isKey() ? ProtobufKeys.KEY_TYPE : ProtobufKeys.VALUE_TYPE;
    Class<?> type = given == null ? config.type(key) : given;
    Message target = null;
    if (type != null && !isGeneral(type)) {
      try {
        target = defaultInstance(type);
      } catch (InvalidSchemaException e) {
        throw new ConfigException(key, type.getName(), e.getMessage());
      }
    }
    return new MessageTypes(
        target,
        config.flag(ProtobufKeys.DERIVE_TYPE),
        Thread.currentThread().getContextClassLoader());
  }

  private static boolean isGeneral(Class<?> type) {
    return type == Object.class || type == Message.class || type == DynamicMessage.class;
  }

  /** The name of the message of the configured class; null if none is configured. */
  @Nullable String targetName() {
    return target == null ? null : target.getDescriptorForType().getFullName();
  }

  /**
   * Returns the reader of a message.
   *
   * @param written the writer's message
   * @param read the message of the reader's schema
   * @throws InvalidSchemaException if the class cannot hold the message, or is not found
   */
  MessageReader reader(Descriptor written, Descriptor read) {
    Message known = target;
    if (known == null && derives) {
      known = derived(read);
    }
    if (known != null) {
      requireReadable(known, written);
    }
    Message prototype = known == null ? DynamicMessage.getDefaultInstance(read) : known;
    return new MessageReader(prototype.getParserForType(), written.getFullName());
  }

  /**
   * A class of another name may be the same message in another package, or not. One of the same
   * name is an older or newer version, but a version with other encodings reads other values.
   */
  private static void requireReadable(Message target, Descriptor written) {
    Descriptor own = target.getDescriptorForType();
    List<Incompatibility> reasons =
        own.getFullName().equals(written.getFullName())
            ? FileComparison.compareEncodings(own, written)
            : FileComparison.compareMessages(own, written);
    if (!reasons.isEmpty()) {
      throw new InvalidSchemaException(
          "the record is a message "
              + written.getFullName()
              + ", which "
              + target.getClass().getName()
              + " cannot read: "
              + reasons.stream().limit(MAX_REASONS).toList());
    }
  }

  private Message derived(Descriptor message) {
    String name = JavaNames.className(message);
    try {
      return defaultInstance(Class.forName(name, false, loader));
    } catch (ClassNotFoundException e) {
      throw new InvalidSchemaException(
          JavaNames.isNamed(message.getFile())
              ? "there is no class "
                  + name
                  + ", which the schema names for "
                  + message.getFullName()
                  + "; put it on the class path, or set "
                  + ProtobufKeys.DERIVE_TYPE
                  + "=false"
              : "the class of "
                  + message.getFullName()
                  + " is not known: its schema has neither java_outer_classname nor"
                  + " java_multiple_files; set "
                  + ProtobufKeys.VALUE_TYPE
                  + " or "
                  + ProtobufKeys.DERIVE_TYPE
                  + "=false",
          e);
    }
  }

  private static Message defaultInstance(Class<?> type) {
    if (!Message.class.isAssignableFrom(type)) {
      throw new InvalidSchemaException(
          "the class " + type.getName() + " is no Protobuf message that protoc generated");
    }
    try {
      return (Message) type.getMethod("getDefaultInstance").invoke(null);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new InvalidSchemaException(
          "the class " + type.getName() + " has no public method getDefaultInstance", e);
    }
  }
}
