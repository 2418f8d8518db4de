// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.rollout;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The orders that are sent, and the two versions of their schema. */
final class Orders {

  static final int COUNT = 12_000;

  /** From this order on there are urgent ones, which the consumer does not know. */
  static final int FIRST_URGENT = 5_000;

  static final String SUBJECT = "orders-value";

  private static final String SCHEMA =
      """
      {"type":"record","name":"Order","namespace":"io.velostream.shop","fields":[
       {"name":"number","type":"int"},
       {"name":"priority","type":{"type":"enum","name":"Priority","symbols":[SYMBOLS],"default":"HIGH"}}]}
      """;

  private static final Schema SECOND = schema("\"LOW\",\"HIGH\",\"URGENT\"");

  /** The id of the second version. */
  final int secondId;

  private Orders(int secondId) {
    this.secondId = secondId;
  }

  private static Schema schema(String symbols) {
    return new Schema.Parser().parse(SCHEMA.replace("SYMBOLS", symbols));
  }

  /** Registers both versions. */
  static Orders registeredIn(EmbeddedSchemaRegistry registry) {
    registry.register(SUBJECT, schema("\"LOW\",\"HIGH\"").toString());
    return new Orders(registry.register(SUBJECT, SECOND.toString()));
  }

  /** An order as the new program has it. */
  static GenericRecord order(int number) {
    GenericRecord order = new GenericData.Record(SECOND);
    order.put("number", number);
    order.put(
        "priority",
        new GenericData.EnumSymbol(SECOND.getField("priority").schema(), priority(number)));
    return order;
  }

  private static String priority(int number) {
    if (number >= FIRST_URGENT && number % 2 == 0) {
      return "URGENT";
    }
    return number % 3 == 0 ? "HIGH" : "LOW";
  }

  /** An order as a program reads it that was written before there were urgent ones. */
  record Known(int number, Known.Priority priority) {

    /** The priorities of the first version. */
    enum Priority {
      LOW,
      HIGH
    }
  }

  /** An order as the program reads it after the fix. */
  record Fixed(int number, Fixed.Priority priority) {

    /** The priorities of the second version. */
    enum Priority {
      LOW,
      HIGH,
      URGENT
    }
  }
}
