// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.codec;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueEncoder;
import java.io.IOException;

/** Encodes messages after the frame, into one array of the exact size. No state. */
final class MessageEncoder implements ValueEncoder {

  static final MessageEncoder INSTANCE = new MessageEncoder();

  private MessageEncoder() {}

  @Override
  public byte[] encode(Object value, byte[] frame) {
    Message message = (Message) value;
    int size = message.getSerializedSize();
    byte[] bytes = new byte[frame.length + size];
    System.arraycopy(frame, 0, bytes, 0, frame.length);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, frame.length, size);
    try {
      message.writeTo(out);
      out.checkNoSpaceLeft();
    } catch (IOException | IllegalStateException e) {
      throw new InvalidValueException(
          "the message was changed by another thread while it was written", e);
    }
    return bytes;
  }
}
