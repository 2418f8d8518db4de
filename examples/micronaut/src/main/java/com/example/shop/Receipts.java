// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Makes receipts, which say what was done. */
final class Receipts {

  private static final Schema SCHEMA =
      SchemaBuilder.record("Receipt")
          .namespace("com.example.shop")
          .fields()
          .requiredString("topic")
          .optionalLong("id")
          .endRecord();

  private Receipts() {}

  /** A receipt for a record of Avro; its id is null for one without value. */
  static GenericRecord of(String topic, GenericRecord record) {
    GenericData.Record receipt = new GenericData.Record(SCHEMA);
    receipt.put("topic", topic);
    receipt.put("id", record == null ? null : record.get("id"));
    return receipt;
  }
}
