// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every kind of schema with every kind of value: the bytes of Avro's generic writer, or none. */
class WriterMatrixTest {

  enum Plain {
    A,
    B
  }

  private static final Schema ENUM = schema("{'type':'enum','name':'E','symbols':['B','A']}");
  private static final Schema FIXED = schema("{'type':'fixed','name':'F','size':2}");
  private static final Schema RECORD =
      schema("{'type':'record','name':'In','fields':[{'name':'x','type':'int'}]}");

  private static final List<String> TYPES =
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

  private static List<@Nullable Object> values() throws Exception {
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

  @Test
  void writesWhatAvrosGenericWriterWritesAndRefusesWhatItRefuses() throws Exception {
    Map<String, String> differences = new LinkedHashMap<>();
    int written = 0;
    for (boolean converts : new boolean[] {false, true}) {
      GenericData model = new GenericData();
      if (converts) {
        LogicalTypeConversions.all().forEach(model::addLogicalTypeConversion);
      }
      AvroCodec codec = writing(AvroKeys.LOGICAL_TYPES, converts);
      for (String type : TYPES) {
        Schema schema =
            schema("{'type':'record','name':'H','fields':[{'name':'f','type':" + type + "}]}");
        for (Object value : values()) {
          GenericRecord holder = new GenericData.Record(schema);
          holder.put("f", value);
          String ofAvro = hex(() -> byAvro(schema, holder, model));
          String ours = hex(() -> Codecs.encode(codec, schema, holder));
          written += ours.equals("refused") ? 0 : 1;
          if (!ours.equals(ofAvro)) {
            differences.put(type + " of " + value + " " + converts, ofAvro + " / " + ours);
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(written).isGreaterThan(200);
  }

  private interface Bytes {
    byte[] get() throws Exception;
  }

  private static String hex(Bytes bytes) throws Exception {
    try {
      return java.util.HexFormat.of().formatHex(bytes.get());
    } catch (RuntimeException e) {
      return "refused";
    }
  }

  private static byte[] byAvro(Schema schema, Object value, GenericData model) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(schema, model).write(value, out);
    out.flush();
    return bytes.toByteArray();
  }
}
