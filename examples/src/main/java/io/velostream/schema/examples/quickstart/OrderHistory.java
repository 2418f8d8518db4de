// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.examples.shop.EvolvedOrder;
import io.velostream.schema.examples.shop.OrderRecords;
import io.velostream.schema.examples.shop.OrderVersions;
import io.velostream.schema.examples.shop.ShopOrder;
import io.velostream.schema.examples.subjects.AvroSubjects.Part;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Orders as an application of version 1 and one of version 2 write them, and what each must read
 * where the other wrote.
 */
sealed interface OrderHistory {

  /** The same orders in the versions of a format. */
  static OrderHistory of(ValueFormat format) {
    return switch (format) {
      case AVRO -> new Avro();
      case JSON -> new Json();
    };
  }

  /** The schemas of a version from 1 to 3, dependencies first, the order last. */
  List<Part> parts(int version, String orderSubject);

  /** The order with this number, as version 1 or 2 writes it. */
  Object written(int version, long index);

  /** The order with this number, written in one version, as the other or the same must read it. */
  default Object expected(int writtenIn, int readIn, long index) {
    return readIn == 2 && writtenIn == 1 ? withDefaults(index) : written(readIn, index);
  }

  /** The order with this number as version 2 reads it where version 1 wrote it. */
  Object withDefaults(long index);

  /** What an application of version 1 or 2 configures its deserializer with. */
  Map<String, Object> reading(int version);

  /** Why each application can read what the other writes, in a sentence. */
  String explanation();

  /** The fields of version 2 in an order that was read. */
  String describe(Object order);

  private static String described(@Nullable Object giftWrap, @Nullable Object tier) {
    return giftWrap == null && tier == null
        ? "no giftWrap, no tier"
        : "giftWrap " + giftWrap + ", tier " + tier;
  }

  private static boolean giftWrap(long index) {
    return index % 2 == 0;
  }

  private static String tier(long index) {
    return index % 3 == 0 ? "gold" : "silver";
  }

  /** Generic records; the newest version that the application knows is the one it reads as. */
  final class Avro implements OrderHistory {

    private final OrderRecords orders = new OrderRecords(7);
    private final Schema order;
    private final Schema customer;

    private Avro() {
      Schema.Parser parser = new Schema.Parser();
      Schema last = orders.schema();
      for (Part part : parts(2, "order")) {
        last = parser.parse(part.text());
      }
      order = last;
      customer = order.getField("customer").schema();
    }

    @Override
    public List<Part> parts(int version, String orderSubject) {
      return OrderVersions.avro(version, orderSubject);
    }

    @Override
    public Object written(int version, long index) {
      return version == 1 ? orders.record(index) : evolved(index, tier(index), giftWrap(index));
    }

    @Override
    public Object withDefaults(long index) {
      return evolved(index, OrderVersions.DEFAULT_TIER, false);
    }

    @Override
    public Map<String, Object> reading(int version) {
      return Map.of("use.latest.version", true);
    }

    @Override
    public String explanation() {
      return "Avro fills in the defaults of the reader's schema, and skips what that does not have.";
    }

    @Override
    public String describe(Object order) {
      GenericRecord record = (GenericRecord) order;
      return described(
          field(record, "giftWrap"), field((GenericRecord) record.get("customer"), "tier"));
    }

    private static @Nullable Object field(GenericRecord record, String name) {
      return record.hasField(name) ? record.get(name) : null;
    }

    private GenericRecord evolved(long index, String tier, boolean giftWrap) {
      GenericRecord first = orders.record(index);
      GenericRecordBuilder buyer = copy((GenericRecord) first.get("customer"), customer);
      return copy(first, order)
          .set("customer", buyer.set("tier", tier).build())
          .set("giftWrap", giftWrap)
          .build();
    }

    private static GenericRecordBuilder copy(GenericRecord record, Schema schema) {
      GenericRecordBuilder copy = new GenericRecordBuilder(schema);
      record
          .getSchema()
          .getFields()
          .forEach(field -> copy.set(field.name(), record.get(field.pos())));
      return copy;
    }
  }

  /** Java records, a class for each version; the older class does not know the new properties. */
  final class Json implements OrderHistory {

    private final OrderRecords orders = new OrderRecords(7);

    private Json() {}

    @Override
    public List<Part> parts(int version, String orderSubject) {
      return OrderVersions.json(version, orderSubject);
    }

    @Override
    public Object written(int version, long index) {
      ShopOrder first = ShopOrder.of(orders.record(index));
      return version == 1 ? first : EvolvedOrder.of(first, tier(index), giftWrap(index));
    }

    @Override
    public Object withDefaults(long index) {
      ShopOrder first = ShopOrder.of(orders.record(index));
      return EvolvedOrder.of(first, OrderVersions.DEFAULT_TIER, false);
    }

    @Override
    public Map<String, Object> reading(int version) {
      return version == 1
          ? Map.of("json.value.type", ShopOrder.class, "json.fail.unknown.properties", false)
          : Map.of("json.value.type", EvolvedOrder.class);
    }

    @Override
    public String explanation() {
      return "The newer Java record fills in the defaults; the older application skips what its class"
          + " does not have\n(json.fail.unknown.properties=false).";
    }

    @Override
    public String describe(Object order) {
      return order instanceof EvolvedOrder evolved
          ? described(evolved.giftWrap(), evolved.customer().tier())
          : described(null, null);
    }
  }
}
