// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads payloads of one message. Fields that it does not know are kept, and written again.
 *
 * @param parser parses the payload
 * @param name the name of the message, for error messages
 */
record MessageReader(Parser<? extends Message> parser, String name) {

  Message parse(byte[] bytes, int offset, int length) {
    try {
      return parser.parseFrom(bytes, offset, length);
    } catch (InvalidProtocolBufferException e) {
      throw malformed(e);
    }
  }

  /** As for an array; moves the position of the buffer. */
  Message parse(ByteBuffer payload) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(payload);
      Message message = parser.parseFrom(in);
      in.checkLastTagWas(0);
      return message;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** Messages of protobuf-java hold names of fields and no data. */
  private InvalidValueException malformed(IOException cause) {
    return new InvalidValueException(
        "the payload is no message " + name + ": " + cause.getMessage(), null);
  }
}
