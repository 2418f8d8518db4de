// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.protobuf.config.ProtobufKeys;
import io.velostream.schema.protobuf.config.ReferenceNaming;
import io.velostream.schema.protobuf.schema.KnownFiles;
import io.velostream.schema.protobuf.schema.MessageIndexes;
import io.velostream.schema.protobuf.schema.ProtobufFormat;
import io.velostream.schema.protobuf.schema.ProtobufSchema;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes Protobuf messages: objects of generated classes, and dynamic messages.
 * Immutable, and safe for use by many threads.
 */
public final class ProtobufCodec implements SchemaCodec<ProtobufSchema> {

  /** The comment that names the message of a text, as the text format specification has it. */
  private static final String MESSAGE_COMMENT = "# proto-message: ";

  private final ReferenceNaming naming;
  private final MessageTypes types;

  private ProtobufCodec(ReferenceNaming naming, MessageTypes types) {
    this.naming = naming;
    this.types = types;
  }

  /** Creates the codec of a serializer. */
  public static ProtobufCodec forSerializer(SerdeConfig config) {
    String naming = Objects.requireNonNull(config.text(ProtobufKeys.REFERENCE_NAMING));
    return new ProtobufCodec(ProtobufKeys.naming(naming), MessageTypes.DYNAMIC);
  }

  /**
   * Creates the codec of a deserializer.
   *
   * @param target the class to read into, which overrides the configured one; null for that
   * @throws org.apache.kafka.common.config.ConfigException if the configured class is no message
   */
  public static ProtobufCodec forDeserializer(SerdeConfig config, @Nullable Class<?> target) {
    return new ProtobufCodec(ReferenceNaming.DEFAULT, MessageTypes.of(config, target));
  }

  @Override
  public SchemaFormat<ProtobufSchema> format() {
    return ProtobufFormat.INSTANCE;
  }

  @Override
  public Object shapeOf(Object value) {
    return value instanceof DynamicMessage message
        ? message.getDescriptorForType()
        : value.getClass();
  }

  /** Not checked by {@link #shapeOf}, which is called for each record. */
  private static Descriptor descriptor(Object value) {
    if (value instanceof Message message) {
      return message.getDescriptorForType();
    }
    throw new InvalidSchemaException(
        "objects of "
            + value.getClass().getName()
            + " are no Protobuf messages: give an object of a class that protoc generated, or a"
            + " DynamicMessage");
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return true;
  }

  @Override
  public ProtobufSchema schemaOf(Object value) {
    return ProtobufSchema.of(descriptor(value));
  }

  /** The definition of a file whose imports are references, but for those that registries know. */
  @Override
  public SchemaDefinition definition(ProtobufSchema schema, ReferenceSource references) {
    return new SchemaDefinition(
        ProtobufFormat.TYPE,
        schema.text(),
        references(schema.file(), references, new HashMap<>()),
        null,
        null);
  }

  private List<SchemaReference> references(
      FileDescriptor file, ReferenceSource source, Map<String, SchemaReference> known) {
    List<SchemaReference> found = new ArrayList<>();
    List<FileDescriptor> imports = file.getDependencies();
    for (int i = 0; i < imports.size(); i++) {
      String name = file.toProto().getDependency(i);
      if (KnownFiles.contains(name)) {
        continue;
      }
      SchemaReference reference = known.get(name);
      if (reference == null) {
        FileDescriptor imported = imports.get(i);
        SchemaDefinition definition =
            new SchemaDefinition(
                ProtobufFormat.TYPE,
                ProtobufSchema.ofFile(imported).text(),
                references(imported, source, known),
                null,
                null);
        reference = source.reference(name, naming.subject(name), definition);
        known.put(name, reference);
      }
      found.add(reference);
    }
    return found;
  }

  @Override
  public boolean hasFrameSuffix() {
    return true;
  }

  /** The message indexes. */
  @Override
  public byte[] frameSuffix(ProtobufSchema registered, Object sample) {
    return MessageIndexes.bytesOf(find(registered, sample));
  }

  private static Descriptor find(ProtobufSchema registered, Object sample) {
    Descriptor own = descriptor(sample);
    if (own.getFile() == registered.file()) {
      return own;
    }
    Descriptor found = registered.find(own.getFullName());
    if (found == null) {
      throw new InvalidSchemaException(
          "the registered schema has no message "
              + own.getFullName()
              + "; it has "
              + registered.file().getMessageTypes().stream().map(Descriptor::getFullName).toList());
    }
    return found;
  }

  @Override
  public ValueEncoder encoder(ProtobufSchema registered, Object sample) {
    Objects.requireNonNull(find(registered, sample));
    return MessageEncoder.INSTANCE;
  }

  @Override
  public ValueEncoder encoder(ProtobufSchema registered, Object sample, Consumer<String> onLoss) {
    return new ReducingEncoder(find(registered, sample), onLoss);
  }

  @Override
  public ValueDecoder decoder(ProtobufSchema writer, @Nullable ProtobufSchema reader) {
    return new MessageDecoder(new MessageTree(writer, reader, types));
  }

  /** A decoder of payloads without message indexes: of the target class, or the first message. */
  @Override
  public ValueDecoder standardDecoder(ProtobufSchema writer, @Nullable ProtobufSchema reader) {
    return new PlainDecoder(new MessageTree(writer, reader, types).standard());
  }

  @Override
  public String text(Object value) {
    Message message = (Message) value;
    return MESSAGE_COMMENT
        + message.getDescriptorForType().getFullName()
        + '\n'
        + TextFormat.printer().printToString(message);
  }

  @Override
  public @Nullable Object ofText(@Nullable ProtobufSchema schema, String text) {
    Descriptor message = schema == null ? null : message(schema, text);
    if (message == null) {
      return null;
    }
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(message);
    try {
      TextFormat.merge(text, builder);
    } catch (TextFormat.ParseException e) {
      throw new InvalidValueException("the text is no message " + message.getFullName(), e);
    }
    return builder.build();
  }

  /** The message that the first line names, else the first one of the schema. */
  private static @Nullable Descriptor message(ProtobufSchema schema, String text) {
    if (!text.startsWith(MESSAGE_COMMENT)) {
      return schema.message();
    }
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return schema.find(line.substring(MESSAGE_COMMENT.length()).strip());
  }
}
