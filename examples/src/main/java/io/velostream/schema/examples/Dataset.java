// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import io.velostream.schema.examples.AvroSubjects.Part;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Values of one Avro schema that can be gone through any number of times, in the same order. */
interface Dataset {

  /** What it is, in words: {@code orders}, or a file's name. */
  String name();

  /** The schema of each value. */
  Schema schema();

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

  /** Made-up orders of the shop, always the same. */
  static Dataset orders(long count) {
    OrderRecords orders = new OrderRecords(42);
    return new Dataset() {
      @Override
      public String name() {
        return "orders";
      }

      @Override
      public Schema schema() {
        return orders.schema();
      }

      @Override
      public List<Part> parts(String rootSubject) {
        return OrderRecords.parts(rootSubject);
      }

      @Override
      public long count() {
        return count;
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
            return orders.record(index++);
          }

          @Override
          public void close() {}
        };
      }
    };
  }
}
