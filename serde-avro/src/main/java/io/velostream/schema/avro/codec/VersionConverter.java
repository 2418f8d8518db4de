// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.resolution.SchemaResolution;
import io.velostream.schema.model.InvalidValueException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Converts generic values of one version of a schema to another, value by value: as Avro resolves
 * schemas wherever the value can be read, and backwards. Fields are matched by name, else by the
 * aliases of either version; a number becomes a smaller type if it fits. A part that the version
 * cannot carry is replaced by the default or null of the smallest field around it, and is reported.
 * Immutable; safe for use by many threads.
 */
final class VersionConverter {

  private final Schema schema;
  private final Schema version;
  private final Map<Pair, VersionFields> fieldsOf = new ConcurrentHashMap<>();

  private record Pair(Schema from, Schema to) {}

  /**
   * A converted value.
   *
   * @param lost the paths of what it does not carry; empty for the value as a whole
   */
  record Result(Object value, List<String> lost) {}

  VersionConverter(Schema schema, Schema version) {
    this.schema = schema;
    this.version = version;
  }

  /**
   * Converts a value.
   *
   * @throws InvalidValueException naming the field, if the version cannot carry it, and has neither
   *     a default nor null for it
   */
  Result convert(Object value) {
    Conversion conversion = new Conversion();
    try {
      Object converted = conversion.convert(schema, version, value);
      return new Result(Objects.requireNonNull(converted), conversion.lost);
    } catch (UncarriableException e) {
      throw new InvalidValueException(
          "the version that the rollout has chosen cannot carry "
              + (e.path().isEmpty() ? "the value" : "field " + e.path())
              + ", and has neither a default nor null for it: "
              + e.reason(),
          null);
    }
  }

  private VersionFields fields(Schema from, Schema to) {
    return fieldsOf.computeIfAbsent(
        new Pair(from, to),
        pair -> SchemaResolution.withLenientNames(() -> VersionFields.of(from, to)));
  }

  /** The conversion of one value. */
  private final class Conversion {

    private final List<String> lost = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();

    @Nullable Object convert(Schema from, Schema to, @Nullable Object value) {
      if (from.getType() == Schema.Type.UNION) {
        Schema branch = from.getTypes().get(GenericData.get().resolveUnion(from, value));
        return convert(branch, to, value);
      }
      if (to.getType() == Schema.Type.UNION) {
        return convertToUnion(from, to, value);
      }
      if (value == null || from.getType() == Schema.Type.NULL) {
        if (to.getType() == Schema.Type.NULL) {
          return null;
        }
        throw uncarriable("null is no " + to.getType().getName());
      }
      if (from.getType() == to.getType()) {
        if (to.getType() == Schema.Type.RECORD) {
          return convertRecord(from, to, (IndexedRecord) value);
        }
        if (to.getType() == Schema.Type.ARRAY) {
          return convertItems(from.getElementType(), to, (Collection<?>) value);
        }
        if (to.getType() == Schema.Type.MAP) {
          return convertValues(from.getValueType(), to, (Map<?, ?>) value);
        }
      }
      VersionScalars.Converted converted = VersionScalars.convert(from, to, value);
      if (converted.value() == null) {
        throw uncarriable(Objects.requireNonNull(converted.problem()));
      }
      if (converted.problem() != null) {
        lose();
      }
      return converted.value();
    }

    /** The first branch, from the most similar one on, that carries the whole value. */
    private @Nullable Object convertToUnion(Schema from, Schema to, @Nullable Object value) {
      UncarriableException refused = null;
      int before = lost.size();
      int depth = path.size();
      List<String> least = null;
      Object best = null;
      for (Schema branch : VersionBranches.ordered(from, to)) {
        try {
          Object converted = convert(from, branch, value);
          if (lost.size() == before) {
            return converted;
          }
          if (least == null || lost.size() - before < least.size()) {
            least = List.copyOf(lost.subList(before, lost.size()));
            best = converted;
          }
        } catch (UncarriableException e) {
          refused = refused == null ? e : refused;
          leaveTo(depth);
        }
        lost.subList(before, lost.size()).clear();
      }
      if (least != null) {
        lost.addAll(least);
        return best;
      }
      throw refused == null
          ? uncarriable(from.getType().getName() + " is no branch of its union")
          : refused;
    }

    private Object convertItems(Schema from, Schema to, Collection<?> items) {
      GenericData.Array<Object> converted = new GenericData.Array<>(items.size(), to);
      for (Object each : items) {
        converted.add(convert(from, to.getElementType(), each));
      }
      return converted;
    }

    private Object convertValues(Schema from, Schema to, Map<?, ?> values) {
      Map<Object, Object> converted = new LinkedHashMap<>();
      values.forEach((key, each) -> converted.put(key, convert(from, to.getValueType(), each)));
      return converted;
    }

    private Object convertRecord(Schema from, Schema to, IndexedRecord value) {
      VersionFields fields = fields(from, to);
      GenericData.Record converted = new GenericData.Record(to);
      for (VersionFields.Target target : fields.targets()) {
        path.addLast(target.name());
        converted.put(target.position(), convertField(target, value));
        path.removeLast();
      }
      for (VersionFields.Unmatched unmatched : fields.unmatched()) {
        if (!unmatched.isNothing(value.get(unmatched.position()))) {
          path.addLast(unmatched.name());
          lose();
          path.removeLast();
        }
      }
      return converted;
    }

    private @Nullable Object convertField(VersionFields.Target target, IndexedRecord value) {
      VersionFields.Source source = target.source();
      if (source == null) {
        if (target.hasSubstitute()) {
          return target.substitute();
        }
        throw uncarriable("the value does not have it");
      }
      int before = lost.size();
      int depth = path.size();
      try {
        return convert(source.schema(), target.schema(), value.get(source.position()));
      } catch (UncarriableException e) {
        leaveTo(depth);
        if (!target.hasSubstitute()) {
          throw e;
        }
        lost.subList(before, lost.size()).clear();
        lost.add(e.path());
        return target.substitute();
      }
    }

    private void leaveTo(int depth) {
      while (path.size() > depth) {
        path.removeLast();
      }
    }

    private void lose() {
      lost.add(String.join(".", path));
    }

    private UncarriableException uncarriable(String reason) {
      return new UncarriableException(String.join(".", path), reason);
    }
  }

  /** A part of a value that the version cannot carry. Caught here, so it has no stack trace. */
  private static final class UncarriableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    UncarriableException(String path, String reason) {
      super(reason, null, false, false);
      this.path = path;
      this.reason = reason;
    }

    String path() {
      return path;
    }

    String reason() {
      return reason;
    }
  }
}
