// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.transform.AvroScalars.Way;
import io.velostream.schema.evolution.transform.Conversions.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a pair of schemas once into converters. Branches of unions are chosen by Avro's own
 * {@link Resolver} wherever it finds one. Each pair of records is resolved once, so that recursive
 * schemas end.
 */
final class AvroTransformation {

  private static final GenericData DATA = new GenericData();

  private final Conversions conversions;
  private Map<RecordPair, AvroRecordConverter> records = new HashMap<>();

  /** By identity: a text defines each name once. */
  private record RecordPair(Schema before, Schema after) {

    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
      return other instanceof RecordPair pair && pair.before == before && pair.after == after;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(before) + System.identityHashCode(after);
    }
  }

  /**
   * An old type and what it is resolved as.
   *
   * @param old the type of the values
   * @param aliased the same type with the names that aliases of the new schema give it
   */
  record Writer(Schema old, Schema aliased) {

    Writer element() {
      return new Writer(old.getElementType(), aliased.getElementType());
    }

    Writer values() {
      return new Writer(old.getValueType(), aliased.getValueType());
    }

    Writer branch(int index) {
      return new Writer(old.getTypes().get(index), aliased.getTypes().get(index));
    }

    Writer field(int index) {
      return new Writer(
          old.getFields().get(index).schema(), aliased.getFields().get(index).schema());
    }
  }

  AvroTransformation(Conversions conversions) {
    this.conversions = conversions;
  }

  AvroConverter compile(Schema before, Schema after) {
    Schema aliased;
    try { // twice, as Avro's own readers do: the decoder and the resolver each apply them
      aliased = Schema.applyAliases(Schema.applyAliases(before, after), after);
    } catch (AvroRuntimeException e) {
      aliased = before; // an alias is ambiguous, and no alias is applied
    }
    return compile(new Writer(before, aliased), after, Place.ROOT, null);
  }

  /**
   * Compiles one place.
   *
   * @param fallback gives the value for null where the new type does not allow it; null if there is
   *     none
   */
  AvroConverter compile(
      Writer writer, Schema after, Place place, @Nullable Supplier<@Nullable Object> fallback) {
    UnaryOperator<@Nullable Object> function = conversions.function(place.path());
    if (function != null) {
      return supplied(function, after, place.path());
    }
    if (writer.old().getType() == Schema.Type.UNION) {
      return fromUnion(writer, after, place, fallback);
    }
    if (after.getType() == Schema.Type.UNION) {
      return toUnion(writer, after, place, fallback);
    }
    return plain(writer, after, place, fallback);
  }

  /** A value that a function of the user makes. */
  AvroConverter supplied(UnaryOperator<@Nullable Object> function, Schema after, String path) {
    conversions.add(path, ConversionKind.SUPPLIED, "the value is supplied by the user");
    return value -> {
      Object converted;
      try {
        converted = function.apply(value);
      } catch (RuntimeException e) {
        throw new ConversionException(
            path, "the function for this path failed with " + e.getClass().getName(), e);
      }
      if (!DATA.validate(after, converted)) {
        throw new ConversionException(
            path, "the function for this path gave no " + AvroScalars.name(after), null);
      }
      return converted;
    };
  }

  private AvroConverter plain(
      Writer writer, Schema after, Place place, @Nullable Supplier<@Nullable Object> fallback) {
    Schema old = writer.old();
    String path = place.path();
    if (old.getType() == Schema.Type.NULL && after.getType() != Schema.Type.NULL) {
      return fromNull(after, path, fallback);
    }
    if (old.getType() == after.getType()) {
      AvroConverter parts = parts(writer, after, place);
      if (parts != null) {
        return parts;
      }
    }
    Way way = AvroScalars.find(old, after);
    if (way == null) {
      return impossible(
          path,
          AvroScalars.name(old)
              + " cannot become "
              + AvroScalars.name(after)
              + "; give a function for this path");
    }
    if (!way.sentence().isEmpty()) {
      conversions.add(path, way.kind(), way.sentence());
    }
    return AvroScalars.guarded(way, path, old, after);
  }

  /** Types that have parts; null for others. */
  private @Nullable AvroConverter parts(Writer writer, Schema after, Place place) {
    return switch (after.getType()) {
      case RECORD -> record(writer, after, place);
      case ARRAY ->
          AvroContainers.array(
              compile(writer.element(), after.getElementType(), place.part("[]"), null),
              after,
              place.path());
      case MAP ->
          AvroContainers.map(
              compile(writer.values(), after.getValueType(), place.part("{}"), null), place.path());
      case NULL -> AvroConverter.SAME;
      default -> null;
    };
  }

  private AvroConverter fromNull(
      Schema after, String path, @Nullable Supplier<@Nullable Object> fallback) {
    if (fallback != null) {
      conversions.add(path, ConversionKind.SUPPLIED, "null becomes the default");
      return value -> fallback.get();
    }
    return impossible(
        path,
        "null cannot become "
            + AvroScalars.name(after)
            + ", and there is no default; give a function for this path");
  }

  private AvroConverter impossible(String path, String reason) {
    conversions.add(path, ConversionKind.IMPOSSIBLE, reason);
    return value -> {
      throw new ConversionException(path, reason, null);
    };
  }

  private AvroConverter record(Writer writer, Schema after, Place place) {
    RecordPair pair = new RecordPair(writer.old(), after);
    AvroRecordConverter known = records.get(pair);
    if (known != null) {
      return known;
    }
    AvroRecordConverter converter = new AvroRecordConverter(writer.old(), after, place.path());
    records.put(pair, converter);
    converter.setFields(
        new AvroFieldSources(this, conversions, DATA).compile(writer, after, place));
    return converter;
  }

  /** Each branch by itself. A branch that cannot be converted fails when it is met. */
  private AvroConverter fromUnion(
      Writer writer, Schema after, Place place, @Nullable Supplier<@Nullable Object> fallback) {
    List<Schema> branches = writer.old().getTypes();
    boolean isPlain = AvroContainers.isPlain(writer.old(), after);
    boolean isSame = writer.aliased().equals(after); // Avro then applies no aliases
    AvroConverter[] converters = new AvroConverter[branches.size()];
    List<Attempt> attempts = new ArrayList<>();
    int possible = 0;
    for (int i = 0; i < converters.length; i++) {
      int index = i;
      Writer branch = writer.branch(i);
      Attempt attempt =
          conversions.attempt(
              () -> {
                Schema target = isSame ? after.getTypes().get(index) : after;
                converters[index] = branch(branch, target, place, isPlain, fallback);
              });
      attempts.add(attempt);
      boolean isNull = branches.get(i).getType() == Schema.Type.NULL;
      possible += attempt.isImpossible() || (isNull && branches.size() > 1) ? 0 : 1;
    }
    for (int i = 0; i < converters.length; i++) {
      Attempt attempt = Objects.requireNonNull(attempts.get(i));
      if (attempt.isImpossible() && possible > 0) {
        conversions.add(
            place.path(),
            ConversionKind.MAY_FAIL,
            "values of the branch "
                + branches.get(i).getFullName()
                + " cannot be converted: "
                + attempt.firstObstacle());
      } else {
        conversions.accept(attempt);
      }
    }
    return AvroContainers.union(DATA, writer.old(), converters, place.path());
  }

  private AvroConverter branch(
      Writer branch,
      Schema after,
      Place place,
      boolean isPlain,
      @Nullable Supplier<@Nullable Object> fallback) {
    if (after.getType() == Schema.Type.UNION) {
      return toUnion(branch, after, place, fallback, isPlain);
    }
    Place inside = isPlain ? place : place.branch(after.getFullName());
    return plain(branch, after, inside, fallback);
  }

  private AvroConverter toUnion(
      Writer writer, Schema after, Place place, @Nullable Supplier<@Nullable Object> fallback) {
    return toUnion(writer, after, place, fallback, AvroContainers.isPlain(writer.old(), after));
  }

  private AvroConverter toUnion(
      Writer writer,
      Schema after,
      Place place,
      @Nullable Supplier<@Nullable Object> fallback,
      boolean isPlain) {
    if (resolved(writer, after) instanceof Resolver.ReaderUnion union) {
      Schema branch = after.getTypes().get(union.firstMatch);
      return plain(writer, branch, inside(place, branch, isPlain), fallback);
    }
    Candidate best = null;
    Candidate closest = null; // tells what is in the way
    for (Schema branch : after.getTypes()) {
      Candidate candidate = attempt(writer, branch, inside(place, branch, isPlain), fallback);
      if (!candidate.attempt().isImpossible() && (best == null || candidate.isBetter(best))) {
        best = candidate;
      }
      closest = closest == null && candidate.isSameType() ? candidate : closest;
    }
    best = best == null ? closest : best;
    if (best == null) {
      return impossible(
          place.path(),
          "no branch of the union takes "
              + AvroScalars.name(writer.old())
              + "; give a function for this path");
    }
    conversions.accept(best.attempt());
    records = best.records();
    return best.converter();
  }

  /** What Avro does; null if it fails, or if an alias is ambiguous. */
  static Resolver.@Nullable Action resolved(Writer writer, Schema after) {
    try {
      Resolver.Action action = Resolver.resolve(writer.aliased(), after);
      return action.type == Resolver.Action.Type.ERROR ? null : action;
    } catch (AvroRuntimeException e) {
      return null;
    }
  }

  private static Place inside(Place place, Schema branch, boolean isPlain) {
    return isPlain ? place : place.branch(branch.getFullName());
  }

  /** A branch that may be chosen. */
  private record Candidate(
      Attempt attempt,
      AvroConverter converter,
      Map<RecordPair, AvroRecordConverter> records,
      boolean isSameType) {

    boolean isBetter(Candidate other) {
      if (isSameType != other.isSameType) {
        return isSameType;
      }
      return attempt.worst().compareTo(other.attempt.worst()) < 0;
    }
  }

  private Candidate attempt(
      Writer writer, Schema branch, Place place, @Nullable Supplier<@Nullable Object> fallback) {
    Map<RecordPair, AvroRecordConverter> before = records;
    records = new HashMap<>(before);
    AvroConverter[] converters = new AvroConverter[1];
    try {
      Attempt attempt =
          conversions.attempt(() -> converters[0] = plain(writer, branch, place, fallback));
      return new Candidate(
          attempt,
          Objects.requireNonNull(converters[0]),
          records,
          writer.old().getType() == branch.getType());
    } finally {
      records = before;
    }
  }
}
