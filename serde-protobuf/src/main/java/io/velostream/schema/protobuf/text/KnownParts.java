// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Map;

/** Messages without the fields that this program does not know, which no text can name. */
final class KnownParts {

  private KnownParts() {}

  /** Returns a message without its unknown fields, and without those of its parts. */
  static Message of(Message message) {
    Message.Builder known =
        message.toBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance());
    for (Map.Entry<FieldDescriptor, Object> each : message.getAllFields().entrySet()) {
      FieldDescriptor field = each.getKey();
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      if (field.isRepeated()) {
        List<?> values = (List<?>) each.getValue();
        for (int i = 0; i < values.size(); i++) {
          known.setRepeatedField(field, i, of((Message) values.get(i)));
        }
      } else {
        known.setField(field, of((Message) each.getValue()));
      }
    }
    return known.buildPartial();
  }
}
