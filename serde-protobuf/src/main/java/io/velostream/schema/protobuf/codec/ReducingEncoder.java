// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Encodes messages in an older version of their schema, and reports the fields that it lacks. */
final class ReducingEncoder implements ValueEncoder {

  private final Descriptor registered;
  private final Consumer<String> onLoss;

  ReducingEncoder(Descriptor registered, Consumer<String> onLoss) {
    this.registered = registered;
    this.onLoss = onLoss;
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    Message message = (Message) value;
    try {
      DynamicMessage known =
          DynamicMessage.newBuilder(registered).mergeFrom(message.toByteString()).buildPartial();
      Message reduced = reduced(known, message, "");
      return MessageEncoder.INSTANCE.encode(reduced, frame);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidValueException(
          "the message cannot be written as the registered " + registered.getFullName(), e);
    }
  }

  /** A copy without unknown fields, each of which is reported. */
  private Message reduced(Message known, Message original, String path) {
    Message.Builder copy = known.toBuilder();
    for (int number : known.getUnknownFields().asMap().keySet()) {
      FieldDescriptor lost = original.getDescriptorForType().findFieldByNumber(number);
      onLoss.accept("the field " + path + (lost == null ? "number " + number : lost.getName()));
    }
    copy.setUnknownFields(UnknownFieldSet.getDefaultInstance());
    for (Map.Entry<FieldDescriptor, Object> entry : known.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      FieldDescriptor source = original.getDescriptorForType().findFieldByNumber(field.getNumber());
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || source == null) {
        continue;
      }
      copy.setField(field, reducedField(field, entry.getValue(), original.getField(source), path));
    }
    return copy.buildPartial();
  }

  private Object reducedField(FieldDescriptor field, Object known, Object original, String path) {
    String inner = path + field.getName() + ".";
    if (!field.isRepeated()) {
      return reduced((Message) known, (Message) original, inner);
    }
    List<Object> copies = new ArrayList<>();
    List<?> values = (List<?>) known;
    List<?> originals = (List<?>) original;
    for (int i = 0; i < values.size(); i++) {
      copies.add(reduced((Message) values.get(i), (Message) originals.get(i), inner));
    }
    return copies;
  }
}
