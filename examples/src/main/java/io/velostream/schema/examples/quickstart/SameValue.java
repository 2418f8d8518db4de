// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two Avro values hold the same data, whatever classes hold it: strings may be of any
 * class, numbers are equal when all their bits are (so not-a-number equals itself).
 */
final class SameValue {

  private SameValue() {}

  static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == other;
    }
    if (one instanceof IndexedRecord record) {
      return other instanceof IndexedRecord match && sameFields(record, match);
    }
    if (one instanceof Collection<?> items) {
      return other instanceof Collection<?> matches && sameItems(items, matches);
    }
    if (one instanceof Map<?, ?> entries) {
      return other instanceof Map<?, ?> matches && sameEntries(entries, matches);
    }
    if (one instanceof GenericFixed fixed) {
      return other instanceof GenericFixed match && Arrays.equals(fixed.bytes(), match.bytes());
    }
    if (one instanceof ByteBuffer buffer && other instanceof byte[] bytes) {
      return buffer.equals(ByteBuffer.wrap(bytes));
    }
    if (one instanceof CharSequence || one instanceof GenericEnumSymbol<?>) {
      return one.toString().equals(other.toString());
    }
    return one.equals(other);
  }

  private static boolean sameFields(IndexedRecord one, IndexedRecord other) {
    int fields = one.getSchema().getFields().size();
    if (fields != other.getSchema().getFields().size()
        || !one.getSchema().getFullName().equals(other.getSchema().getFullName())) {
      return false;
    }
    for (int i = 0; i < fields; i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameItems(Collection<?> one, Collection<?> other) {
    Iterator<?> matches = other.iterator();
    for (Object item : one) {
      if (!matches.hasNext() || !same(item, matches.next())) {
        return false;
      }
    }
    return !matches.hasNext();
  }

  private static boolean sameEntries(Map<?, ?> one, Map<?, ?> other) {
    Map<String, @Nullable Object> matches = new HashMap<>();
    other.forEach((key, value) -> matches.put(String.valueOf(key), value));
    return one.size() == matches.size()
        && one.entrySet().stream()
            .allMatch(
                entry ->
                    matches.containsKey(String.valueOf(entry.getKey()))
                        && same(entry.getValue(), matches.get(String.valueOf(entry.getKey()))));
  }
}
