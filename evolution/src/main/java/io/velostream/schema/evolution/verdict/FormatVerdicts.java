// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.verdict;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares schemas by their own formats: {@link SchemaFormat#incompatibilities}, in both
 * directions. Immutable and safe for use by many threads.
 */
public final class FormatVerdicts implements SchemaVerdicts {

  /** Compares Avro schemas, and JSON Schemas. */
  public static final FormatVerdicts DEFAULT =
      new FormatVerdicts(AvroFormat.INSTANCE, JsonFormat.INSTANCE);

  private final Map<String, SchemaFormat<?>> formats;

  /** Compares schemas of these formats. */
  public FormatVerdicts(SchemaFormat<?>... formats) {
    this.formats =
        Stream.of(formats).collect(Collectors.toUnmodifiableMap(SchemaFormat::type, each -> each));
  }

  @Override
  public Verdict compare(ResolvedSchema before, ResolvedSchema after) {
    String type = before.definition().type();
    String newType = after.definition().type();
    if (!type.equals(newType)) {
      List<Incompatibility> reason =
          List.of(
              new Incompatibility(
                  "", "the schema language changes from " + type + " to " + newType));
      return new Verdict(reason, reason, null);
    }
    SchemaFormat<?> format = formats.get(type);
    return format == null
        ? Verdict.unknown("schemas of type " + type + " cannot be compared")
        : compare(format, before, after);
  }

  @Override
  public boolean isFormatCompatibility(String type) {
    SchemaFormat<?> format = formats.get(type);
    return format == AvroFormat.INSTANCE || format == JsonFormat.INSTANCE;
  }

  private static <S> Verdict compare(
      SchemaFormat<S> format, ResolvedSchema before, ResolvedSchema after) {
    try {
      S older = format.parse(before);
      S newer = format.parse(after);
      return new Verdict(
          format.incompatibilities(newer, older), format.incompatibilities(older, newer), null);
    } catch (InvalidSchemaException e) {
      return Verdict.unknown(String.valueOf(e.getMessage()));
    }
  }
}
