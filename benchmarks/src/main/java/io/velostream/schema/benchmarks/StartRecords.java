// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.benchmarks.avro.AvroCodecs;
import io.velostream.schema.benchmarks.avro.shape.OrderShape;
import io.velostream.schema.benchmarks.avro.shape.Shape;
import io.velostream.schema.benchmarks.codec.Kind;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One record of each of some schemas, for a program that reads them in a cold JVM.
 *
 * @param name what kind of records they are
 * @param texts the schemas
 * @param payloads one encoded record of each
 */
record StartRecords(String name, List<String> texts, List<byte[]> payloads) {

  static final String GENERATED = "generated";

  /** One record of a generated class. */
  static StartRecords generated() throws IOException {
    Shape shape = new OrderShape();
    Object value = shape.value(Kind.SPECIFIC);
    byte[] framed = AvroCodecs.of(shape, Kind.SPECIFIC, value).write(value);
    byte[] payload = Arrays.copyOfRange(framed, 5, framed.length);
    String text = io.velostream.schema.benchmarks.generated.Order.getClassSchema().toString();
    return new StartRecords(GENERATED, List.of(text), List.of(payload));
  }

  /** Records of ten strings and ten numbers, which all may be null. */
  static StartRecords generic(int schemas) {
    List<String> texts = new ArrayList<>();
    List<byte[]> payloads = new ArrayList<>();
    for (int schema = 0; schema < schemas; schema++) {
      StringBuilder fields = new StringBuilder();
      ByteBuffer payload = ByteBuffer.allocate(200);
      for (int field = 0; field < 20; field++) {
        boolean isString = field % 2 == 0;
        fields
            .append(field == 0 ? "" : ",")
            .append("{\"name\":\"f")
            .append(field)
            .append("\",\"type\":[\"null\",\"")
            .append(isString ? "string" : "long")
            .append("\"],\"default\":null}");
        payload.put((byte) 2).put((byte) 6);
        if (isString) {
          payload.put("abc".getBytes(StandardCharsets.UTF_8));
        }
      }
      texts.add("{\"type\":\"record\",\"name\":\"R" + schema + "\",\"fields\":[" + fields + "]}");
      byte[] bytes = new byte[payload.position()];
      payload.flip().get(bytes);
      payloads.add(bytes);
    }
    return new StartRecords("generic", texts, payloads);
  }

  /** Registers all schemas and writes these with the framed records to a file. */
  Path write(EmbeddedSchemaRegistry registry, ForeignRegistry foreign) throws IOException {
    Path file = Files.createTempFile("start-time", ".records");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(texts.size());
      for (int i = 0; i < texts.size(); i++) {
        byte[] text = texts.get(i).getBytes(StandardCharsets.UTF_8);
        int id = registry.register(name + i, texts.get(i));
        foreign.put(id, texts.get(i));
        out.writeInt(text.length);
        out.write(text);
        out.writeInt(5 + payloads.get(i).length);
        out.writeByte(0);
        out.writeInt(id);
        out.write(payloads.get(i));
      }
    }
    return file;
  }
}
