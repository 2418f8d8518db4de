// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.sun.management.ThreadMXBean;
import io.velostream.schema.protobuf.shop.Types;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Warm calls allocate what protobuf-java allocates, and no more. */
class ProtobufAllocationTest {

  private static final int CALLS = 20_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Registry registry = new Registry();
  private final Types.Second message =
      Types.Second.newBuilder().setNumber(5).setName("a name of some length").build();
  private Object result;

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void serializerAllocatesTheRecordOnly() {
    KafkaProtobufSerializer<Message> serializer = registry.serializer();
    int size = serializer.serialize("orders", message).length;

    long bare = perCall(() -> result = message.toByteArray());
    long ours = perCall(() -> result = serializer.serialize("orders", message));

    assertThat(ours - arrayBytes(size))
        .isLessThanOrEqualTo(bare - arrayBytes(message.getSerializedSize()));
  }

  @Test
  void deserializerAllocatesTheMessageOnly() throws Exception {
    byte[] bytes = registry.serializer().serialize("orders", message);
    byte[] payload = message.toByteArray();
    KafkaProtobufDeserializer<Types.Second> deserializer =
        registry.deserializer("specific.protobuf.value.type", Types.Second.class);

    long bare = perCall(() -> result = parse(payload));
    long ours = perCall(() -> result = deserializer.deserialize("orders", bytes));

    assertThat(ours).isLessThanOrEqualTo(bare);
  }

  private static Types.Second parse(byte[] payload) {
    try {
      return Types.Second.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The size of an array, by the layout of objects of a 64-bit JVM with compressed pointers. */
  private static long arrayBytes(int length) {
    return (16 + length + 7L) / 8 * 8;
  }

  private static long perCall(Runnable call) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least / CALLS;
  }
}
