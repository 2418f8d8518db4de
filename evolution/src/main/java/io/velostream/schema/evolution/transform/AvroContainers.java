// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Converters of arrays, maps and unions. */
final class AvroContainers {

  private AvroContainers() {}

  static AvroConverter array(AvroConverter items, Schema after, String path) {
    return value -> {
      if (!(value instanceof Collection<?> collection)) {
        throw wrongClass(path, "an array", value);
      }
      GenericData.Array<Object> converted = new GenericData.Array<>(collection.size(), after);
      collection.forEach(each -> converted.add(items.convert(each)));
      return converted;
    };
  }

  static AvroConverter map(AvroConverter values, String path) {
    return value -> {
      if (!(value instanceof Map<?, ?> map)) {
        throw wrongClass(path, "a map", value);
      }
      Map<Object, Object> converted = new LinkedHashMap<>(map.size() * 2);
      map.forEach((key, each) -> converted.put(key, values.convert(each)));
      return converted;
    };
  }

  static AvroConverter union(
      GenericData data, Schema before, AvroConverter[] converters, String path) {
    return value -> {
      int branch;
      try {
        branch = data.resolveUnion(before, value);
      } catch (AvroRuntimeException e) { // its message has the value
        throw wrongClass(path, "a branch of the old union", value);
      }
      return Objects.requireNonNull(converters[branch]).convert(value);
    };
  }

  static ConversionException wrongClass(String path, String wanted, @Nullable Object value) {
    return new ConversionException(
        path,
        "the old value is not "
            + wanted
            + " but "
            + (value == null ? "null" : "a " + value.getClass().getName()),
        null);
  }

  /** Whether neither side has several branches beside null, so that paths do not name a branch. */
  static boolean isPlain(Schema before, Schema after) {
    return count(before) < 2 && count(after) < 2;
  }

  private static long count(Schema schema) {
    return schema.getType() != Schema.Type.UNION
        ? 1
        : schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).count();
  }
}
