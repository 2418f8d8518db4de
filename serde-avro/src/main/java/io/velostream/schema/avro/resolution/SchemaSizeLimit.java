// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import io.velostream.schema.avro.compiled.ZeroWidthCounter;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Limits the size of a schema: the number of its fields, branches and symbols, and the number of
 * fields of one record with its nested records, which a short schema can make exponentially large.
 * Single use.
 */
public final class SchemaSizeLimit {

  /** Maximum number of fields, branches and symbols of one schema. */
  static final int MAX_PARTS = 80_000;

  /** Maximum number of fields of one record and of all records that it always contains. */
  static final int MAX_FIELDS_PER_VALUE = 1_000_000;

  /**
   * Maximum number of zero-width values in one record and the records that it always contains, for
   * Avro's own code, which skips them without counting.
   */
  static final int MAX_ZERO_WIDTH = 200;

  /** Visited records, with the number of fields of one value; 1 while a record is being visited. */
  private final IdentityHashMap<Schema, Long> fieldCounts = new IdentityHashMap<>();

  private final Schema root;
  private long parts;

  private SchemaSizeLimit(Schema root) {
    this.root = root;
  }

  /**
   * Rejects a schema that is too large.
   *
   * @throws InvalidSchemaException naming the limit
   */
  public static void check(Schema schema) {
    try {
      var unused = new SchemaSizeLimit(schema).countFields(schema);
    } catch (StackOverflowError e) {
      throw new InvalidSchemaException(
          "the schema " + schema.getFullName() + " is nested too deeply");
    }
  }

  /** Rejects a pair of schemas of which one is too large. */
  @SuppressWarnings("ReferenceEquality") // the same object needs one check only
  public static void check(Schema first, Schema second) {
    check(first);
    if (first != second) {
      check(second);
    }
  }

  /**
   * Rejects a schema whose records have too many zero-width values to be read by Avro's own code.
   *
   * @throws InvalidSchemaException naming the record
   */
  public static void checkZeroWidth(Schema writer) {
    SchemaSizeLimit limit = new SchemaSizeLimit(writer);
    var unused = limit.countFields(writer);
    for (Schema record : limit.fieldCounts.keySet()) {
      if (record.getType() == Schema.Type.RECORD
          && new ZeroWidthCounter().countWithNestedRecords(record, MAX_ZERO_WIDTH + 1)
              > MAX_ZERO_WIDTH) {
        throw new InvalidSchemaException(
            "one value of "
                + ExceptionMessages.bounded(record.getFullName())
                + " has more than "
                + MAX_ZERO_WIDTH
                + " records and fields that take no byte of the payload; leave out some");
      }
    }
  }

  private long countFields(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> {
        return countRecordFields(schema);
      }
      case UNION -> {
        List<Schema> branches = schema.getTypes();
        addParts(branches.size());
        for (int i = 0; i < branches.size(); i++) {
          if (hasParts(branches.get(i))) {
            countFields(branches.get(i));
          }
        }
      }
      case ARRAY -> countFields(schema.getElementType());
      case MAP -> countFields(schema.getValueType());
      case ENUM -> {
        if (fieldCounts.put(schema, 1L) == null) {
          addParts(schema.getEnumSymbols().size());
        }
      }
      default -> {}
    }
    return 1;
  }

  /** Whether a schema has parts. */
  private static boolean hasParts(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, UNION, ARRAY, MAP, ENUM -> true;
      default -> false;
    };
  }

  private long countRecordFields(Schema record) {
    Long known = fieldCounts.putIfAbsent(record, 1L);
    if (known != null) {
      return known;
    }
    addParts(record.getFields().size());
    long fields = 1;
    for (Schema.Field field : record.getFields()) {
      fields += hasParts(field.schema()) ? countFields(field.schema()) : 1;
      if (fields > MAX_FIELDS_PER_VALUE) {
        throw new InvalidSchemaException(
            "one value of "
                + record.getFullName()
                + " has more than "
                + MAX_FIELDS_PER_VALUE
                + " fields, with those of the records within it; nest fewer records");
      }
    }
    fieldCounts.put(record, fields);
    return fields;
  }

  private void addParts(int more) {
    parts += more;
    if (parts > MAX_PARTS) {
      throw new InvalidSchemaException(
          "the schema "
              + ExceptionMessages.bounded(root.getFullName())
              + " has more than "
              + MAX_PARTS
              + " fields, branches and symbols; split it");
    }
  }
}
