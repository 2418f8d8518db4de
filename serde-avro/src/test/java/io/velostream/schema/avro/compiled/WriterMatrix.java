// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import static io.velostream.schema.avro.Codecs.schema;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Kinds of schemas, and Java values that are right or wrong for them. */
final class WriterMatrix {

  enum Plain {
    A,
    B
  }

  static final Schema ENUM = schema("{'type':'enum','name':'E','symbols':['B','A']}");
  static final Schema FIXED = schema("{'type':'fixed','name':'F','size':2}");
  static final Schema RECORD =
      schema("{'type':'record','name':'In','fields':[{'name':'x','type':'int'}]}");

  static final List<String> TYPES =
      List.of(
          "'null'",
          "'boolean'",
          "'int'",
          "'long'",
          "'float'",
          "'double'",
          "'string'",
          "'bytes'",
          ENUM.toString(),
          FIXED.toString(),
          RECORD.toString(),
          "{'type':'array','items':'string'}",
          "{'type':'map','values':'string'}",
          "{'type':'string','java-class':'java.math.BigDecimal'}",
          "{'type':'string','logicalType':'uuid'}",
          "{'type':'int','logicalType':'date'}",
          "{'type':'long','logicalType':'timestamp-millis'}",
          "{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}",
          "['null','string',{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}]",
          "['null','string'," + ENUM + "]",
          "['null','int','long','double','boolean']",
          "['null'," + RECORD + "," + FIXED + ",'bytes']",
          "['null',{'type':'array','items':'string'},{'type':'map','values':'string'}]");

  static List<@Nullable Object> values() throws Exception {
    GenericRecord record = new GenericData.Record(RECORD);
    record.put("x", 1);
    List<@Nullable Object> values = new ArrayList<>();
    values.add(null);
    values.addAll(
        List.of(
            true,
            1,
            2L,
            1.5f,
            2.5,
            "A",
            new Utf8("B"),
            new StringBuilder("A"),
            'c',
            (short) 3,
            (byte) 4,
            ByteBuffer.wrap(new byte[] {1, 2}),
            new byte[] {1, 2},
            Plain.A));
    values.addAll(
        List.of(
            new GenericData.EnumSymbol(ENUM, "A"),
            new GenericData.Fixed(FIXED, new byte[] {1, 2}),
            record,
            List.of("a"),
            Set.of("a"),
            Map.of("k", "v"),
            Map.of(1, "v"),
            new String[] {"a"},
            new BigDecimal("1.25"),
            BigInteger.TEN,
            URI.create("a:b"),
            new URL("http://127.0.0.1/"),
            new File("a"),
            new UUID(1, 2),
            LocalDate.EPOCH,
            Instant.EPOCH,
            new Object()));
    return values;
  }

  interface Bytes {
    byte[] get() throws Exception;
  }

  static String hex(Bytes bytes) throws Exception {
    try {
      return HexFormat.of().formatHex(bytes.get());
    } catch (RuntimeException e) {
      return "refused";
    }
  }

  private WriterMatrix() {}

  /** A record with one field of a type. */
  static Schema holder(String name, String type) {
    return schema(
        "{'type':'record','name':'%s','fields':[{'name':'f','type':%s}]}".formatted(name, type));
  }

  static byte[] byAvro(DatumWriter<Object> writer, Object value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    writer.write(value, out);
    out.flush();
    return bytes.toByteArray();
  }
}
