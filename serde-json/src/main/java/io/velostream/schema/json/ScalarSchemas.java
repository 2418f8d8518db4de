// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The schemas of classes that Jackson writes as one string, number or short array. */
final class ScalarSchemas implements CustomDefinitionProviderV2 {

  private static final Set<Class<?>> MOMENTS =
      Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class);
  private static final Set<Class<?>> ARRAYS =
      Set.of(
          LocalDate.class, LocalTime.class, LocalDateTime.class, YearMonth.class, OffsetTime.class);
  private static final Set<Class<?>> TEXTS =
      Set.of(
          UUID.class,
          Currency.class,
          Locale.class,
          Period.class,
          ZoneId.class,
          MonthDay.class,
          java.net.URI.class,
          java.net.URL.class,
          byte[].class,
          Class.class);

  private final boolean numericDates;
  private final boolean numericDurations;

  ScalarSchemas(ObjectMapper mapper) {
    this.numericDates = mapper.isEnabled(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    this.numericDurations = mapper.isEnabled(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
  }

  @Override
  public @Nullable CustomDefinition provideCustomSchemaDefinition(
      ResolvedType type, SchemaGenerationContext context) {
    if (type == null) {
      return null;
    }
    ObjectNode schema = schema(type.getErasedType(), context);
    return schema == null ? null : new CustomDefinition(schema, true);
  }

  private @Nullable ObjectNode schema(Class<?> type, SchemaGenerationContext context) {
    ObjectNode schema = context.getGeneratorConfig().createObjectNode();
    if (MOMENTS.contains(type)) {
      return numericDates ? schema.put("type", "number") : text(schema, "date-time");
    }
    if (Date.class.isAssignableFrom(type) || Calendar.class.isAssignableFrom(type)) {
      return numericDates ? schema.put("type", "integer") : text(schema, null);
    }
    if (ARRAYS.contains(type)) {
      return numericDates ? array(schema, type) : text(schema, format(type));
    }
    if (type == Duration.class) {
      return numericDurations ? schema.put("type", "number") : text(schema, null);
    }
    if (type == Year.class || type == BigInteger.class) {
      return schema.put("type", "integer");
    }
    if (type == BigDecimal.class || type == Number.class) {
      return schema.put("type", "number");
    }
    if (JsonNode.class.isAssignableFrom(type)) {
      return schema;
    }
    return TEXTS.contains(type) || ZoneId.class.isAssignableFrom(type) ? text(schema, null) : null;
  }

  private static ObjectNode array(ObjectNode schema, Class<?> type) {
    schema.put("type", "array");
    if (type != OffsetTime.class) {
      schema.putObject("items").put("type", "integer");
    }
    return schema;
  }

  private static @Nullable String format(Class<?> type) {
    return type == LocalDate.class ? "date" : null;
  }

  private static ObjectNode text(ObjectNode schema, @Nullable String format) {
    schema.put("type", "string");
    return format == null ? schema : schema.put("format", format);
  }
}
