// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.examples.shop.OrderRecords;
import io.velostream.schema.examples.shop.ShopOrder;
import io.velostream.schema.examples.subjects.AvroSubjects.Part;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Values of one schema that can be gone through any number of times, in the same order. */
interface Dataset {

  /** What it is, in words: {@code orders}, or a file's name. */
  String name();

  /** The language of the schema. */
  ValueFormat format();

  /** The name of the schema of each value. */
  String schemaName();

  /** The schema cut into subjects, dependencies first, the one of the values last. */
  List<Part> parts(String rootSubject);

  /** How many values there are. */
  long count();

  /** The values from the first to the last. */
  Values values();

  /** Values one after the other. */
  interface Values extends AutoCloseable {

    /** Whether there is one more. */
    boolean hasNext();

    /** The next one; null is a value of a schema that admits it. */
    @Nullable Object next();

    @Override
    void close();
  }

  /** Made-up orders of the shop, always the same ones in each format. */
  static Dataset orders(ValueFormat format, long count) {
    OrderRecords orders = new OrderRecords(42);
    return switch (format) {
      case AVRO -> new Made(format, orders.schema().getFullName(), count, orders::record);
      case JSON ->
          new Made(format, "order.json", count, index -> ShopOrder.of(orders.record(index)));
    };
  }

  /**
   * Made-up orders.
   *
   * @param maker makes the one with a number
   */
  record Made(ValueFormat format, String schemaName, long count, LongFunction<Object> maker)
      implements Dataset {

    @Override
    public String name() {
      return "orders";
    }

    @Override
    public List<Part> parts(String rootSubject) {
      return switch (format) {
        case AVRO -> OrderRecords.parts(rootSubject);
        case JSON -> ShopOrder.parts(rootSubject);
      };
    }

    @Override
    public Values values() {
      return new Values() {
        private long index;

        @Override
        public boolean hasNext() {
          return index < count;
        }

        @Override
        public Object next() {
          return maker.apply(index++);
        }

        @Override
        public void close() {}
      };
    }
  }
}
