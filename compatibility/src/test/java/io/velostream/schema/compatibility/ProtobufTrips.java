// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.velostream.schema.compatibility.proto.Amount;
import io.velostream.schema.compatibility.proto.Order;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Messages of classes that protoc 3.25 has generated, and dynamic messages. */
final class ProtobufTrips {

  private ProtobufTrips() {}

  private static Wire wire(String url, Object... settings) {
    Map<String, Object> configs = Wire.configs(url, settings);
    return new Wire(
        "io.velostream.schema.protobuf.KafkaProtobufSerializer",
        "io.velostream.schema.protobuf.KafkaProtobufDeserializer",
        configs);
  }

  private static Order order() {
    return Order.newBuilder()
        .setId(17)
        .setNote("grün")
        .addAmounts(Amount.newBuilder().setCents(-5))
        .putByName("a", Amount.newBuilder().setCents(7).build())
        .setState(Order.State.SENT)
        .setPlaced(Timestamp.newBuilder().setSeconds(1_767_225_600L))
        .setLine(Order.Line.newBuilder().setNumber(3))
        .build();
  }

  static void generated(String url) {
    try (Wire wire = wire(url, "specific.protobuf.value.type", Order.class)) {
      RoundTrips.thereAndBack(wire, order());
      requirePayload(wire.write(order()), 6, order());
    }
    try (Wire wire = wire(url, "derive.type", true)) {
      RoundTrips.thereAndBack(wire, order().getLine());
    }
  }

  private static void requirePayload(byte[] record, int frame, Message message) {
    byte[] payload = new byte[record.length - frame];
    ByteBuffer.wrap(record, frame, payload.length).get(payload);
    RoundTrips.requireSame(message.toByteArray(), payload);
  }

  static void dynamic(String url) {
    try (Wire wire = wire(url)) {
      DynamicMessage read = (DynamicMessage) wire.read(wire.write(order()));
      RoundTrips.requireEqual(order().toString(), read.toString());
      RoundTrips.requireEqual(read.toString(), wire.read(wire.write(read)).toString());
    }
  }

  static void header(String url) {
    try (Wire wire = wire(url, "derive.type", true, "value.schema.id.serializer", "header")) {
      Message line = order().getLine();
      Headers headers = new RecordHeaders();
      RoundTrips.requireEqual(line, wire.there(line, headers));
      // a GUID, and the indexes of a message within the first
      RoundTrips.requireEqual(20, headers.lastHeader("__value_schema_id").value().length);
    }
  }
}
