// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.velostream.schema.avro.fallback.AvroDecoder;
import io.velostream.schema.avro.fallback.ReflectReader;
import io.velostream.schema.avro.fallback.SpecificReader;
import io.velostream.schema.avro.model.AllowedClasses;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.avro.model.SpecificModel;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.ValueDecoder;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Schemas, and payloads without width, that ask for more than their length warrants. */
class SchemaSizeLimitTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A record that holds two of the one before it, and so on. */
  private static Schema doubled(int levels, List<Schema.Field> leaf) {
    Schema record = Schema.createRecord("R0", null, "d", false, leaf);
    for (int level = 1; level <= levels; level++) {
      record =
          Schema.createRecord(
              "R" + level,
              null,
              "d",
              false,
              List.of(new Schema.Field("a", record), new Schema.Field("b", record)));
    }
    return record;
  }

  private static List<Schema.Field> field(String type) {
    return List.of(new Schema.Field("f", schema(type)));
  }

  private static Schema wide(int fields) {
    List<Schema.Field> all = new ArrayList<>();
    for (int i = 0; i < fields; i++) {
      all.add(new Schema.Field("f" + i, Schema.create(Schema.Type.INT)));
    }
    return Schema.createRecord("Wide", null, "d", false, all);
  }

  @Test
  void refusesRecordsThatHoldMillionsOfRecordsWithoutReadingAnyByte() {
    for (List<Schema.Field> leaf :
        List.of(List.<Schema.Field>of(), field("'null'"), field("'int'"))) {
      Schema schema = doubled(24, leaf);
      assertThatThrownBy(() -> reading().decoder(schema, null))
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining("one value of d.R");
      assertThatThrownBy(
              () ->
                  reading().decoder(schema, Schema.createRecord("E", null, "d", false, List.of())))
          .isInstanceOf(InvalidSchemaException.class);
    }
  }

  @Test
  void boundsRecordsWithoutWidthInArraysMapsAndFieldsReadAndSkipped() {
    Schema item = doubled(8, List.of());
    for (String place : List.of("{'type':'array','items':%s}", "{'type':'map','values':%s}")) {
      Schema schema =
          schema(
              "{'type':'record','name':'H','fields':[{'name':'f','type':"
                  + place.formatted(item)
                  + "}]}");
      Schema none = schema("{'type':'record','name':'H','fields':[]}");
      byte[] payload = place.contains("array") ? items(50_000) : entries(50_000);
      for (ValueDecoder decoder :
          List.of(reading().decoder(schema, null), reading().decoder(schema, none))) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> decoder.decode(payload, 0, payload.length))
            .isInstanceOf(RuntimeException.class)
            .hasMessageContaining("no byte");
        assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(payload).asReadOnlyBuffer()))
            .isInstanceOf(RuntimeException.class)
            .hasMessageContaining("no byte");
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(200_000_000);
      }
    }
  }

  @Test
  void boundsThemInAvrosOwnReaderToo() {
    Schema schema = Schema.createArray(doubled(8, List.of()));
    SpecificModel model = new SpecificModel(ClassFinder.none(), List.of());
    AvroDecoder decoder = new AvroDecoder(() -> new SpecificReader(schema, schema, model), false);
    byte[] payload = items(50_000);

    assertThatThrownBy(() -> decoder.decode(payload, 0, payload.length))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("no byte");
    byte[] few = items(10);
    assertThat((List<?>) decoder.decode(few, 0, few.length)).hasSize(10);
  }

  /** A record of one byte, and fields of none. */
  static class Mostly {
    boolean x;
    Void a;
    Void b;
    Void c;
    Void d;
    Void e;
    Void f;
    Void g;
  }

  @Test
  void boundsNullsBesideFieldsThatHaveWidthInEveryReader() {
    ReflectModel reflection =
        new ReflectModel(new AllowedClasses(Mostly.class, List.of(), null), false);
    SpecificModel model = new SpecificModel(ClassFinder.none(), List.of());
    Schema schema = Schema.createArray(reflection.getSchema(Mostly.class));
    byte[] many = entries(50_000);
    for (ValueDecoder decoder :
        List.of(
            reading().decoder(schema, null),
            new AvroDecoder(() -> new SpecificReader(schema, schema, model), false),
            new AvroDecoder(() -> new ReflectReader(schema, schema, reflection), false))) {
      assertThatThrownBy(() -> decoder.decode(many, 0, many.length))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining("no byte");
      byte[] usual = new byte[103];
      usual[0] = (byte) (200 | 0x80);
      usual[1] = 1;
      assertThat((List<?>) decoder.decode(usual, 0, usual.length)).hasSize(100);
    }
  }

  @Test
  void readsEmptyRecordsAsManyAsAreUsual() {
    Schema schema =
        schema(
            "{'type':'array','items':[{'type':'record','name':'A','fields':[]},"
                + "{'type':'record','name':'B','fields':[]}]}");
    byte[] payload = new byte[300_004];
    System.arraycopy(count(300_000), 0, payload, 0, 3);

    assertThat((List<?>) decode(reading(), schema, payload)).hasSize(300_000);
  }

  private static byte[] count(int count) {
    int zigzag = count << 1;
    return new byte[] {
      (byte) (zigzag | 0x80), (byte) (zigzag >>> 7 | 0x80), (byte) (zigzag >>> 14)
    };
  }

  private static byte[] items(int count) {
    byte[] payload = new byte[4];
    System.arraycopy(count(count), 0, payload, 0, 3);
    return payload;
  }

  private static byte[] entries(int count) {
    byte[] payload = new byte[count + 4];
    System.arraycopy(count(count), 0, payload, 0, 3);
    return payload;
  }

  @Test
  void refusesATextOfHundredsOfThousandsOfFieldsInBoundedMemory() {
    StringBuilder text = new StringBuilder("{\"type\":\"record\",\"name\":\"W\",\"fields\":[");
    for (int i = 0; i < 300_000; i++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"name\":\"f")
          .append(i)
          .append("\",\"type\":\"int\"}");
    }
    SchemaDefinition definition =
        SchemaDefinition.of(AvroFormat.TYPE, text.append("]}").toString());
    ResolvedSchema resolved = new ResolvedSchema(definition, List.of(), List.of(), false);
    long before = THREADS.getCurrentThreadAllocatedBytes();

    assertThatThrownBy(() -> AvroFormat.INSTANCE.parse(resolved))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(String.valueOf(JsonValueLimit.MAX_VALUES));
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(50_000_000);
  }

  @Test
  void refusesToWriteAndReadSchemasOfHundredsOfThousandsOfFields() {
    Schema wide = wide(300_000);
    GenericRecord record = new GenericData.Record(wide);
    Schema symbols =
        Schema.createEnum(
            "S", null, "d", wide.getFields().stream().map(Schema.Field::name).toList());

    for (Schema schema : List.of(wide, symbols)) {
      assertThatThrownBy(() -> AvroFormat.INSTANCE.definition(schema))
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining(String.valueOf(SchemaSizeLimit.MAX_PARTS));
      assertThatThrownBy(() -> reading().decoder(schema, null))
          .isInstanceOf(InvalidSchemaException.class);
    }
    assertThatThrownBy(() -> writing().encoder(wide, record))
        .isInstanceOf(InvalidSchemaException.class);
  }

  @Test
  void takesRecordsOfThousandsOfFields() {
    Schema wide = wide(5_000);
    GenericRecord record = new GenericData.Record(wide);
    wide.getFields().forEach(field -> record.put(field.pos(), field.pos()));

    assertThat(decode(reading(), wide, encode(writing(), wide, record))).isEqualTo(record);
  }
}
