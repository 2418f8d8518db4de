// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.compiled.io.BufferWindow;
import io.velostream.schema.avro.compiled.io.CodeGenerationPolicy;
import io.velostream.schema.avro.compiled.io.TypeUsage;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/**
 * Records that are written and read by classes generated for their types, beside the shared code.
 */
class GeneratedCodecClassesTest {

  /** Records until a class is made, and some more. */
  private static final int RECORDS = 520;

  private static final Object[] REFLECTION = {AvroKeys.REFLECTION, true};

  private static final Object[] REFLECTED_READS = {
    AvroKeys.REFLECTION, true, "specific.avro.allowed.packages", "io.velostream.schema.avro"
  };

  private final List<Object> made = new ArrayList<>();

  private final CodeGenerationPolicy making =
      new CodeGenerationPolicy() {
        @Override
        public void onBatchCounted(TypeUsage<?> use) {
          use.generate();
          made.add(use.generatedCode());
        }
      };

  static final class Wide {
    boolean flag = true;
    byte tiny = 1;
    short small = 2;
    char letter = 'c';
    int count = 3;
    long id = 4;
    float ratio = 0.5f;
    double price = 0.25;
    String name = "n";
    byte[] raw = {1, 2};
    int[] numbers = {1, 2, 3};
    List<String> words = List.of("a", "b");
    Map<String, Long> byName = Map.of("x", 1L);
    Inner inner = new Inner();
  }

  static final class Inner {
    int number = 7;
    String text = "t";
  }

  record Point(int x, long y, String label, boolean isSet, double weight) {}

  @Test
  void writeAndReadGenericRecords() {
    Schema schema =
        Codecs.schema(
            "{'type':'record','name':'R','fields':["
                + "{'name':'i','type':'int'},{'name':'l','type':'long'},"
                + "{'name':'f','type':'float'},{'name':'d','type':'double'},"
                + "{'name':'b','type':'boolean'},{'name':'s','type':'string'},"
                + "{'name':'y','type':'bytes'},{'name':'n','type':['null','long']},"
                + "{'name':'o','type':['string','null']},"
                + "{'name':'a','type':{'type':'array','items':'int'}},"
                + "{'name':'m','type':{'type':'map','values':'string'}},"
                + "{'name':'e','type':{'type':'enum','name':'E','symbols':['A','B']}},"
                + "{'name':'x','type':{'type':'fixed','name':'F','size':2}}]}");
    GenericData.Record value = new GenericData.Record(schema);
    value.put("i", -5);
    value.put("l", 1L << 40);
    value.put("f", 0.5f);
    value.put("d", -2.25);
    value.put("b", true);
    value.put("s", "text");
    value.put("y", ByteBuffer.wrap(new byte[] {1, 2, 3}));
    value.put("n", 9L);
    value.put("o", null);
    value.put("a", List.of(1, 2, 3));
    value.put("m", Map.of("k", "v"));
    value.put("e", new GenericData.EnumSymbol(schema.getField("e").schema(), "B"));
    value.put("x", new GenericData.Fixed(schema.getField("x").schema(), new byte[] {4, 5}));

    assertThat(throughMadeClasses(schema, schema, value, false)).isEqualTo(value);
  }

  @Test
  void readFieldsInAnotherOrderSomeLeftOutAndSomeByDefault() {
    Schema writer =
        Codecs.schema(
            "{'type':'record','name':'R','fields':[{'name':'gone','type':'string'},"
                + "{'name':'a','type':'int'},{'name':'b','type':'string'}]}");
    Schema reader =
        Codecs.schema(
            "{'type':'record','name':'R','fields':[{'name':'b','type':'string'},"
                + "{'name':'added','type':'int','default':7},{'name':'a','type':'long'}]}");
    GenericData.Record value = new GenericData.Record(writer);
    value.put("gone", "x");
    value.put("a", 3);
    value.put("b", "text");

    GenericRecord read = (GenericRecord) throughMadeClasses(writer, reader, value, false);

    assertThat(read.get("a")).isEqualTo(3L);
    assertThat(read.get("b").toString()).isEqualTo("text");
    assertThat(read.get("added")).isEqualTo(7);
  }

  @Test
  void writeAndReadObjects() {
    Wide value = new Wide();
    value.name = "changed";
    value.inner.number = 8;
    Schema schema = Codecs.writing(REFLECTION).schemaOf(value);

    Object read = throughMadeClasses(schema, null, value, true);

    assertThat(read).isInstanceOf(Wide.class).usingRecursiveComparison().isEqualTo(value);
  }

  @Test
  void writeAndReadJavaRecords() {
    Point value = new Point(1, 2L, "here", true, 0.5);
    Schema schema = Codecs.writing(REFLECTION).schemaOf(value);

    assertThat(throughMadeClasses(schema, null, value, true)).isEqualTo(value);
  }

  /** What comes back when classes were made for writing and for reading. */
  private Object throughMadeClasses(
      Schema writer, Schema reader, Object value, boolean isReflected) {
    Object[] settings = isReflected ? REFLECTION : new Object[0];
    AvroCodec writing =
        AvroCodec.forSerializer(
            SerdeConfig.forSerializer(Codecs.map(settings), false, AvroKeys.serializer()), making);
    byte[] expected = Codecs.encode(Codecs.sharedWriting(settings), writer, value);
    byte[] payload = expected;
    ValueEncoder encoder = writing.encoder(writer, value);
    for (int n = 0; n < RECORDS; n++) {
      payload = encoder.encode(value, Codecs.NO_FRAME);
    }
    assertThat(payload).isEqualTo(expected);
    assertThat(made).as("classes that write").isNotEmpty().allMatch(Objects::nonNull);
    made.clear();
    AvroCodec reading =
        AvroCodec.forDeserializer(
            SerdeConfig.forDeserializer(
                Codecs.map(isReflected ? REFLECTED_READS : settings),
                false,
                AvroKeys.deserializer()),
            making,
            BufferWindow::new);
    ValueDecoder decoder = reading.decoder(writer, reader);
    Object read = null;
    for (int n = 0; n < RECORDS; n++) {
      read = Codecs.decode(decoder, payload);
    }
    assertThat(made).as("classes that read").isNotEmpty().allMatch(Objects::nonNull);
    return read;
  }
}
