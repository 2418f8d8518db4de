// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * A pair of a writer's and a reader's schema, resolved by Avro's rules. Equal schemas are not
 * passed to Avro's resolver: the result is known, and the resolver takes longer than the rest of
 * the compilation.
 */
public final class ResolvedPair {

  private final Schema writer;
  private final Schema reader;

  /** The result of Avro's resolver; null when both schemas are equal. */
  private final Resolver.@Nullable Action action;

  private ResolvedPair(Schema writer, Schema reader, Resolver.@Nullable Action action) {
    this.writer = writer;
    this.reader = reader;
    this.action = action;
  }

  /** Resolves two schemas by Avro's rules for generic data. */
  public static ResolvedPair of(Schema writer, Schema reader) {
    return writer.equals(reader) && !hasAliases(reader, new IdentityHashMap<>())
        ? identical(reader)
        : of(Resolver.resolve(writer, reader, GenericData.get()));
  }

  private static ResolvedPair of(Resolver.Action action) {
    return new ResolvedPair(action.writer, action.reader, action);
  }

  /** A pair of one schema, which is both writer's and reader's schema. */
  static ResolvedPair identical(Schema schema) {
    return new ResolvedPair(schema, schema, null);
  }

  /**
   * Avro also applies aliases of the reader to a writer that already has the reader's names, so
   * schemas with aliases need the resolver.
   */
  private static boolean hasAliases(Schema schema, IdentityHashMap<Schema, Boolean> seen) {
    return switch (schema.getType()) {
      case RECORD -> seen.put(schema, true) == null && hasAliasesInRecord(schema, seen);
      case ENUM, FIXED -> !schema.getAliases().isEmpty();
      case UNION -> {
        List<Schema> branches = schema.getTypes();
        for (int i = 0; i < branches.size(); i++) {
          if (hasAliases(branches.get(i), seen)) {
            yield true;
          }
        }
        yield false;
      }
      case ARRAY -> hasAliases(schema.getElementType(), seen);
      case MAP -> hasAliases(schema.getValueType(), seen);
      default -> false;
    };
  }

  private static boolean hasAliasesInRecord(Schema record, IdentityHashMap<Schema, Boolean> seen) {
    if (!record.getAliases().isEmpty()) {
      return true;
    }
    for (Schema.Field field : record.getFields()) {
      if (!field.aliases().isEmpty() || hasAliases(field.schema(), seen)) {
        return true;
      }
    }
    return false;
  }

  /** The result of Avro's resolver; null when both schemas are equal. */
  public Resolver.@Nullable Action action() {
    return action;
  }

  /** The writer's schema, after the reader's aliases were applied. */
  Schema writer() {
    return writer;
  }

  Schema reader() {
    return reader;
  }

  /** The identity of this pair: the same object for all occurrences of a recursive record. */
  Object key() {
    return action == null ? reader : action;
  }

  boolean isUnresolvable() {
    return action != null && UnresolvableAction.isUnresolvable(action);
  }

  Resolver.Action.Type type() {
    return action != null
        ? action.type
        : switch (reader.getType()) {
          case RECORD -> Resolver.Action.Type.RECORD;
          case ENUM -> Resolver.Action.Type.ENUM;
          case UNION -> Resolver.Action.Type.WRITER_UNION;
          case ARRAY, MAP -> Resolver.Action.Type.CONTAINER;
          default -> Resolver.Action.Type.DO_NOTHING;
        };
  }

  /** The pair of the items of an array, or of the values of a map. */
  ResolvedPair element() {
    return action != null
        ? of(((Resolver.Container) action).elementAction)
        : identical(
            reader.getType() == Schema.Type.ARRAY
                ? reader.getElementType()
                : reader.getValueType());
  }

  /** The number of symbols of the writer's enum. */
  int symbolCount() {
    return writer.getEnumSymbols().size();
  }

  /** The reader's index of a symbol of the writer; negative when the reader does not have it. */
  int readerSymbol(int number) {
    return action == null ? number : ((Resolver.EnumAdjust) action).adjustments[number];
  }

  /** The branch of the reader's union for a writer's schema that is not a union. */
  ResolvedPair branch(CastMode castMode) {
    return of(castMode.chooseBranch((Resolver.ReaderUnion) requireAction()));
  }

  /** The number of branches of the writer's union. */
  int branchCount() {
    return writer.getTypes().size();
  }

  /** A branch of the writer's union. */
  ResolvedPair branch(int number) {
    return action == null
        ? identical(reader.getTypes().get(number))
        : of(((Resolver.WriterUnion) action).actions[number]);
  }

  /** Whether both unions have the same branches. */
  boolean isSameUnion() {
    return action == null || ((Resolver.WriterUnion) action).unionEquiv;
  }

  /** The number of fields of the writer. */
  int fieldCount() {
    return action == null
        ? reader.getFields().size()
        : ((Resolver.RecordAdjust) action).fieldActions.length;
  }

  /** The schema of a writer's field that the reader does not have; null for other fields. */
  @Nullable Schema skippedSchema(int field) {
    if (action == null) {
      return null;
    }
    Resolver.Action part = ((Resolver.RecordAdjust) action).fieldActions[field];
    return part.type == Resolver.Action.Type.SKIP ? part.writer : null;
  }

  /** A field that both schemas have, by its index in the writer. */
  ResolvedPair field(int field) {
    return action == null
        ? identical(reader.getFields().get(field).schema())
        : of(((Resolver.RecordAdjust) action).fieldActions[field]);
  }

  /**
   * The reader's fields: first the fields of both schemas in the order of the writer, then the
   * others.
   */
  List<Schema.Field> readerOrder() {
    return action == null
        ? reader.getFields()
        : List.of(((Resolver.RecordAdjust) action).readerOrder);
  }

  private Resolver.Action requireAction() {
    return Objects.requireNonNull(action);
  }
}
