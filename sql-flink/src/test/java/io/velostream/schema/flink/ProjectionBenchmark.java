// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.runtime.connector.source.ScanRuntimeProviderContext;
import org.apache.flink.table.types.DataType;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * Measures reading 3 and 30 of 30 columns beside Flink's own avro-confluent, alternating, in one
 * run: the formats alone with columns declared, then queries of tables that declare all columns.
 */
final class ProjectionBenchmark {

  private static final int COLUMNS = 30;
  private static final int RECORDS = 2_000;
  private static final int ROUNDS = 15;
  private static final long NANOS = 700_000_000;

  private ProjectionBenchmark() {}

  /** Prints the most records per second of both, and their ratio. */
  public static void main(String[] args) throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      Schema schema = schema();
      int id = registry.register("wide-value", schema.toString());
      byte[][] records = records(schema, id);
      for (int columns : new int[] {3, COLUMNS}) {
        compare(registry.url(), records, columns);
      }
      TableBenchmark.run(registry.url(), records, COLUMNS);
    }
    System.exit(0);
  }

  private static void compare(String url, byte[][] records, int columns) throws Exception {
    DeserializationSchema<RowData> ours = reader("velo-avro", "schema.registry.url", url, columns);
    DeserializationSchema<RowData> theirs = reader("avro-confluent", "url", url, columns);
    if (!ours.deserialize(records[0]).equals(theirs.deserialize(records[0]))) {
      throw new IllegalStateException("the rows differ");
    }
    double[] our = new double[ROUNDS];
    double[] their = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      our[round] = perSecond(ours, records);
      their[round] = perSecond(theirs, records);
    }
    Arrays.sort(our);
    Arrays.sort(their);
    System.out.printf(
        "%d of %d columns: velo-avro %,.0f records/s, avro-confluent %,.0f records/s, ratio %.1f%n",
        columns, COLUMNS, our[ROUNDS - 1], their[ROUNDS - 1], our[ROUNDS - 1] / their[ROUNDS - 1]);
  }

  private static double perSecond(DeserializationSchema<RowData> reader, byte[][] records)
      throws Exception {
    long start = System.nanoTime();
    long count = 0;
    int nulls = 0;
    while (System.nanoTime() - start < NANOS) {
      for (byte[] each : records) {
        nulls += reader.deserialize(each) == null ? 1 : 0;
      }
      count += records.length;
    }
    if (nulls > 0) {
      throw new IllegalStateException("records were not read");
    }
    return count * 1e9 / (System.nanoTime() - start);
  }

  private static DeserializationSchema<RowData> reader(
      String format, String key, String url, int columns) throws Exception {
    List<Column> physical = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      int field = i * (COLUMNS / columns);
      physical.add(Column.physical("f" + field, type(field)));
    }
    ResolvedSchema resolved = ResolvedSchema.of(physical);
    Map<String, String> options = Map.of("topic", "wide", format + "." + key, url);
    var table =
        new ResolvedCatalogTable(
            CatalogTable.newBuilder()
                .schema(
                    org.apache.flink.table.api.Schema.newBuilder()
                        .fromResolvedSchema(resolved)
                        .build())
                .options(options)
                .build(),
            resolved);
    var context =
        new FactoryUtil.DefaultDynamicTableContext(
            ObjectIdentifier.of("c", "d", "wide"),
            table,
            Map.of(),
            new Configuration(),
            ProjectionBenchmark.class.getClassLoader(),
            false);
    var factory =
        FactoryUtil.discoverFactory(
            ProjectionBenchmark.class.getClassLoader(), DeserializationFormatFactory.class, format);
    var decoding =
        factory.createDecodingFormat(
            context,
            new org.apache.flink.configuration.DelegatingConfiguration(
                Configuration.fromMap(options), format + "."));
    DynamicTableSource.Context source = ScanRuntimeProviderContext.INSTANCE;
    DataType type = resolved.toPhysicalRowDataType();
    DeserializationSchema<RowData> reader = decoding.createRuntimeDecoder(source, type);
    reader.open(
        new DeserializationSchema.InitializationContext() {
          @Override
          public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
          }

          @Override
          public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(ProjectionBenchmark.class.getClassLoader());
          }
        });
    return reader;
  }

  static DataType type(int field) {
    return switch (field % 3) {
      case 0 -> DataTypes.BIGINT().nullable();
      case 1 -> DataTypes.STRING().nullable();
      default -> DataTypes.DOUBLE().nullable();
    };
  }

  private static Schema schema() {
    List<Schema.Field> fields = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      Schema.Type type =
          switch (i % 3) {
            case 0 -> Schema.Type.LONG;
            case 1 -> Schema.Type.STRING;
            default -> Schema.Type.DOUBLE;
          };
      Schema nullable = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(type));
      fields.add(new Schema.Field("f" + i, nullable));
    }
    return Schema.createRecord("Wide", null, "bench", false, fields);
  }

  private static byte[][] records(Schema schema, int id) throws Exception {
    Random random = new Random(1);
    byte[][] records = new byte[RECORDS][];
    for (int i = 0; i < RECORDS; i++) {
      GenericData.Record record = new GenericData.Record(schema);
      for (int field = 0; field < COLUMNS; field++) {
        record.put(
            field,
            switch (field % 3) {
              case 0 -> (Object) (random.nextLong() >>> 20);
              case 1 -> "a text of some length " + random.nextInt();
              default -> random.nextDouble();
            });
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
      var encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<>(schema).write(record, encoder);
      encoder.flush();
      records[i] = out.toByteArray();
    }
    return records;
  }
}
